//! Lists: V3 downwards, B1–B3 in balance, V4 in tables of projects, V5 for the three public expenses.

use super::{At, down::row_sum};
use crate::{
    model::{ColumnRole, Kind, RowRole, text::name_key},
    relations::{
        Builder, Term,
        columns::Header,
        list::{List, Nested},
        meaning::is_complete,
        outline::{Outline, RowSum},
        projects,
    },
};

/// V3, B1 and B2: the totals of a list.
pub(super) fn totals(at: &At, out: &mut Builder) {
    let kind = at.table.kind;
    let by_codes = Outline::is_of_subjects(at.panel) || at.panel.rows.iter().any(|r| r.role == RowRole::Unit);
    let is_other = matches!(
        kind,
        Kind::Other | Kind::Projects | Kind::ThreePublic | Kind::ProjectPerformance | Kind::OverallPerformance
    );
    if is_other || (by_codes && !kind.is_two_sided()) {
        return;
    }
    let list = List::of(at.panel);
    for nested in &list.nested {
        inside(at, "V3", nested, out);
    }
    let mut year = list.items.clone();
    if let Some(total) = list.year_total {
        row_sum(at, "V3", &RowSum { total, addends: list.items.clone() }, out);
        year = vec![total];
    }
    if let Some(total) = list.grand_total {
        let addends: Vec<usize> = year.into_iter().chain(list.others).chain(list.carried).collect();
        let rule = match at.panel.name.as_str() {
            "收入" => "B1",
            "支出" => "B2",
            _ => "V2",
        };
        row_sum(at, rule, &RowSum { total, addends }, out);
    }
}

/// An item is the sum of what is inside it; it is at least each part where the parts may not be all.
fn inside(at: &At, rule: &'static str, nested: &Nested, out: &mut Builder) {
    let name = |row: usize| at.panel.rows.get(row).map_or("", |r| r.name.as_str());
    let complete = is_complete(nested.parts.iter().map(|p| name(*p)));
    if complete || (!nested.of_which && nested.parts.len() > 1) {
        row_sum(at, rule, &RowSum { total: nested.whole, addends: nested.parts.clone() }, out);
        return;
    }
    for &part in &nested.parts {
        let label: std::sync::Arc<str> = format!("{} ≥ {}", name(nested.whole), name(part)).into();
        for (column, c) in at.panel.columns.iter().enumerate() {
            if c.role == ColumnRole::Amount {
                let terms = vec![Term::plus(at.cell(part, column))];
                out.at_least(rule, at.cell(nested.whole, column), terms, label.clone());
            }
        }
    }
}

/// B3: 收入总计 = 支出总计.
pub(super) fn balance(income: &At, spending: &At, out: &mut Builder) {
    let side = |at: &At| Some(at.cell(List::of(at.panel).grand_total?, Header::of(at.panel).whole()?));
    if let (Some(income), Some(spending)) = (side(income), side(spending)) {
        out.equal("B3", spending, vec![Term::plus(income)], "支出总计 = 收入总计");
    }
}

/// V4: in a table of projects every agency, unit and category is the sum of what stands under it.
pub(super) fn project_tree(at: &At, out: &mut Builder) {
    let by_subject = at.table.kind == Kind::GeneralProjects || Outline::is_of_subjects(at.panel);
    if at.table.kind == Kind::Projects && !by_subject {
        for sum in projects::sums(at.panel) {
            row_sum(at, "V4", &sum, out);
        }
    }
}

/// V5 where the three public expenses are rows.
pub(super) fn three_public(at: &At, out: &mut Builder) {
    if at.table.kind != Kind::ThreePublic {
        return;
    }
    let find = |words: &[&str]| {
        at.panel.rows.iter().position(|r| {
            let key = name_key(&r.name);
            words.iter().any(|w| key.contains(w))
        })
    };
    let abroad = find(&["因公出国"]);
    let reception = find(&["公务接待"]);
    // 公务用车购置及运行费 stands before 公务用车购置费 and contains both.
    let cars = find(&["公务用车购置及", "公务用车购置和", "公务用车购置与"]);
    let (Some(abroad), Some(reception), Some(cars)) = (abroad, reception, cars) else { return };
    let name = |row: usize| at.panel.rows.get(row).map(|r| name_key(&r.name)).unwrap_or_default();
    let after = |from: usize, words: &[&str]| {
        (from + 1..at.panel.rows.len()).find(|i| words.iter().any(|w| name(*i).contains(w)))
    };
    if let (Some(buying), Some(running)) = (after(cars, &["购置"]), after(cars, &["运行", "运维"])) {
        row_sum(at, "V5", &RowSum { total: cars, addends: vec![buying, running] }, out);
    }
    let of_which: Vec<usize> = (abroad + 1..at.panel.rows.len())
        .take_while(|i| *i != cars && *i != reception)
        .filter(|i| name(*i).contains("出国"))
        .collect();
    if !of_which.is_empty() {
        inside(at, "V5", &Nested { whole: abroad, parts: of_which, of_which: true }, out);
    }
    let three = vec![abroad, cars, reception];
    let totals: Vec<usize> = (0..at.panel.rows.len())
        .filter(|i| at.panel.rows.get(*i).is_some_and(|r| r.role.is_total()) || name(*i).contains("三公"))
        .collect();
    // Some provinces list 会议费 and 培训费 below: they are in the 合计, not in the 三公 小计.
    let beside: Vec<usize> =
        (0..at.panel.rows.len()).filter(|i| matches!(name(*i).as_str(), "会议费" | "培训费")).collect();
    match totals[..] {
        [total, sub] => {
            row_sum(at, "V5", &RowSum { total: sub, addends: three }, out);
            row_sum(at, "V5", &RowSum { total, addends: [vec![sub], beside].concat() }, out);
        }
        [total] if beside.is_empty() || name(total).contains("三公") => {
            row_sum(at, "V5", &RowSum { total, addends: three }, out);
        }
        _ => {}
    }
}
