//! The three public expenses (三公经费): V5 in their own table, as rows or as columns, and C8 against the
//! economic lines of basic spending.

use super::{
    At,
    down::row_sum,
    lists::inside,
    view::{Grid, View, tie},
};
use crate::{
    model::{CellRef, Kind, text::name_key},
    relations::{
        Builder, Comparison, Evidence,
        columns::{ColumnSum, Header},
        list::Nested,
        outline::RowSum,
    },
};

/// What some provinces print beside the three, and what is none of them.
fn is_beside(name: &str) -> bool {
    name.ends_with("会议费") || name.ends_with("培训费")
}

/// V5 where the expenses are columns: 会议费 and 培训费 are no addends of a total that says 三公, and are
/// addends beside a group 三公 with a 小计 of its own. Of another total it is not known; then there is no relation.
pub(super) fn settle_total(total: &str, sum: &mut ColumnSum) -> bool {
    if !sum.siblings.iter().any(|(name, _)| is_beside(name)) {
        return true;
    }
    let is_group = |h: &Header| h.name.contains("三公") && h.column.is_none() && h.total().is_some();
    if sum.under.children.iter().any(is_group) {
        return true;
    }
    sum.siblings.retain(|(name, _)| !is_beside(name));
    [total, &sum.under.name].iter().any(|name| name.contains("三公"))
}

/// V5 where the expenses are rows.
pub(super) fn rows(at: &At, out: &mut Builder) {
    if at.table.kind != Kind::ThreePublic {
        return;
    }
    let names: Vec<String> = at.panel.rows.iter().map(|r| name_key(&r.name)).collect();
    let find = |from: usize, words: &[&str]| {
        let fits = |name: &String| words.iter().any(|w| name.contains(w));
        names.iter().skip(from).position(fits).map(|i| from + i)
    };
    // 公务用车购置及运行费 is told from its two parts by the word between them.
    let cars = find(0, &["公务用车购置及", "公务用车购置和", "公务用车购置与", "公务用车购置、", "公务用车费"]);
    let (Some(abroad), Some(cars), Some(reception)) = (find(0, &["因公出国"]), cars, find(0, &["公务接待"]))
    else {
        return;
    };
    if let (Some(buying), Some(running)) = (find(cars + 1, &["购置"]), find(cars + 1, &["运行", "运维"])) {
        row_sum(at, "V5", &RowSum { total: cars, addends: vec![buying, running] }, out);
    }
    // 教学科研人员因公出国 and the like.
    let parts: Vec<usize> = (abroad + 1..names.len())
        .take_while(|i| *i != cars && *i != reception)
        .filter(|i| names.get(*i).is_some_and(|n| n.contains("出国")))
        .collect();
    if !parts.is_empty() {
        inside(at, "V5", &Nested { whole: abroad, parts, of_which: true }, out);
    }
    let three = vec![abroad, cars, reception];
    let is_total = |i: &usize| at.panel.rows.get(*i).is_some_and(|r| r.role.is_total());
    let says_three = |i: usize| names.get(i).is_some_and(|n| n.contains("三公"));
    let totals: Vec<usize> = (0..names.len()).filter(|i| is_total(i) || says_three(*i)).collect();
    let beside: Vec<usize> = (0..names.len()).filter(|i| names.get(*i).is_some_and(|n| is_beside(n))).collect();
    match totals[..] {
        [total, three_total] => {
            row_sum(at, "V5", &RowSum { total: three_total, addends: three }, out);
            row_sum(at, "V5", &RowSum { total, addends: [vec![three_total], beside].concat() }, out);
        }
        [total] if beside.is_empty() || says_three(total) => {
            row_sum(at, "V5", &RowSum { total, addends: three }, out);
        }
        _ => {}
    }
}

/// C8: the three public expenses against their economic lines of basic spending. Projects may bear some of
/// them, so they are at least the lines, and equal to them when there is no project money.
pub(super) fn against_basic(view: &View, out: &mut Builder) {
    let (Some(three), Some(basic)) = (&view.three_public, &view.basic) else { return };
    let projects = view.general.as_ref().map(|g| {
        let total: Vec<usize> = g.total_row().into_iter().collect();
        g.cells(&total, &g.columns("项目支出"))
    });
    let scope = out.scope("C8");
    let none = Evidence::NoMoney(projects.clone().unwrap_or_default());
    let some = projects.map_or_else(Vec::new, |p| vec![Evidence::Money(p)]);
    // Without 一般公共预算支出表 nothing is known of projects: then only the lower bound is asked for.
    let equal_when = if some.is_empty() { vec![Evidence::Money(Vec::new())] } else { vec![none] };
    out.reading(scope, "没有项目支出", equal_when, None);
    out.reading(scope, "项目也可能列支“三公”经费", some, None);
    for (words, code) in
        [(["公务接待", "公务接待"], "30217"), (["车运行", "车运维"], "30231"), (["因公出国", "因公出境"], "30212")]
    {
        let Some(here) = expense(three, &words) else { continue };
        let there = basic.cells(basic.rows(code), &basic.whole());
        if let Some((stated, _, terms)) = tie(&[here], &there, &[]) {
            let label = format!("“三公”经费表 = 基本支出 {code}");
            out.when((scope, &[0]), "C8", (stated, Comparison::Equal, terms.clone()), label);
            let label = format!("“三公”经费表 ≥ 基本支出 {code}");
            out.when((scope, &[1]), "C8", (stated, Comparison::AtLeast, terms), label);
        }
    }
}

/// The cell of one of the three expenses: a row of a list, or a column of this year's block.
fn expense(three: &Grid, words: &[&str]) -> Option<CellRef> {
    let fits = |name: &str| words.iter().any(|w| name.contains(w));
    let rows = &three.at.panel.rows;
    if let Some(row) = rows.iter().position(|r| fits(&name_key(&r.name))) {
        return Some(three.at.cell(row, three.header.whole()?));
    }
    // 上年 and 本年 blocks stand side by side; this year's comes last. A list by units has its total row.
    let row = three.total_row().or(if rows.len() == 1 { Some(0) } else { None })?;
    let block = three.header.children.iter().rev().find(|h| h.find(&fits).is_some());
    let block = block.filter(|h| h.column.is_none() && !fits(&h.name)).unwrap_or(&three.header);
    let [column] = block.find(&fits).map(Header::value)?[..] else { return None };
    Some(three.at.cell(row, column))
}
