//! Economic subjects of basic spending against other tables: C7, C8 and C9.

use super::view::{Grid, View, equal, tie};
use crate::{
    model::{CellRef, text::name_key},
    relations::{Builder, Comparison, Evidence, Remark, columns::Header},
};

/// C7: 基本支出 of 一般公共预算支出表 = 一般公共预算基本支出表, in all and for 人员经费 and 公用经费.
pub(super) fn basic(view: &View, out: &mut Builder) {
    let (Some(general), Some(basic)) = (&view.general, &view.basic) else { return };
    let (Some(here), Some(there)) = (general.total_row(), basic.total_row()) else { return };
    let mut same = |a: &[usize], b: &[usize], label: &str| {
        equal(out, "C7", &general.cells(&[here], a), &basic.cells(&[there], b), label);
    };
    same(&general.columns("基本支出"), &basic.whole(), "一般公共预算支出表基本支出 = 一般公共预算基本支出表合计");
    for name in ["人员经费", "公用经费"] {
        let label = format!("一般公共预算支出表{name} = 一般公共预算基本支出表{name}");
        same(&general.columns(name), &basic.columns(name), &label);
    }
}

/// C8: the three public expenses against their economic lines of basic spending. Projects may bear some of
/// them, so they are at least the lines, and equal to them when there is no project money.
pub(super) fn three_public(view: &View, out: &mut Builder) {
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

/// Functional subjects and the economic lines that pay the same.
type Way = (&'static [&'static str], &'static [&'static str]);

/// Functional subjects of 基本支出 and their economic lines. Several ways of booking are usual for some; the
/// first that ties counts.
const LINES: &[&[Way]] = &[
    &[(&["2080505"], &["30108"])],
    &[(&["2080506"], &["30109"])],
    &[(&["2210201"], &["30113"])],
    &[(&["2101103"], &["30111"]), (&["2101103"], &["30111", "30307"])],
    &[(&["2050803"], &["30216"])],
    &[
        (&["2080501", "2080502"], &["30301", "30302"]),
        (&["2080501", "2080502"], &["30301", "30302", "30309"]),
        (&["2080501", "2080502"], &["30301", "30302", "30305", "30307", "30309", "30399"]),
        (&["2080501", "2080502"], &["303"]),
    ],
];

/// Medical insurance.
const MEDICAL: &[&str] = &["2101101", "2101102"];
/// Other insurances; which of these subjects holds them differs.
const OTHER_INSURANCE: &[&[&str]] = &[&["2089999", "20827"], &["2089999"], &["20827"]];
/// Both together: retirees' medical insurance may sit in 30112.
const WITH_OTHER_INSURANCE: &[&[&str]] = &[
    &["2101101", "2101102", "2089999", "20827"],
    &["2101101", "2101102", "2089999"],
    &["2101101", "2101102", "20827"],
];

/// C9: functional against economic subjects, basic spending only.
pub(super) fn functional_lines(view: &View, out: &mut Builder) {
    let (Some(general), Some(basic)) = (&view.general, &view.basic) else { return };
    let books = Books { general, basic, columns: general.columns("基本支出"), whole: basic.whole() };
    books.remark(out);
    for ways in LINES {
        let ways: Vec<Vec<Way>> = ways.iter().map(|way| vec![*way]).collect();
        books.scope(&ways, out);
    }
    let apart = OTHER_INSURANCE.iter().map(|other| vec![(MEDICAL, &["30110"][..]), (*other, &["30112"][..])]);
    let together = WITH_OTHER_INSURANCE.iter().map(|all| vec![(*all, &["30110", "30112"][..])]);
    let has_other = OTHER_INSURANCE.iter().flat_map(|o| *o).any(|code| !general.rows(code).is_empty());
    let ways: Vec<Vec<Way>> = if has_other { apart.chain(together).collect() } else { apart.take(1).collect() };
    books.scope(&ways, out);
}

/// The two tables in which one unit's basic spending is booked.
struct Books<'v> {
    general: &'v Grid<'v>,
    basic: &'v Grid<'v>,
    columns: Vec<usize>,
    whole: Vec<usize>,
}

impl Books<'_> {
    fn functional(&self, codes: &[&str]) -> Vec<CellRef> {
        codes.iter().flat_map(|c| self.general.cells(self.general.rows(c), &self.columns)).collect()
    }

    fn economic(&self, codes: &[&str]) -> Vec<CellRef> {
        codes.iter().flat_map(|c| self.basic.cells(self.basic.rows(c), &self.whole)).collect()
    }

    /// One question: which of these ways of booking does the unit follow? Where it books none of the
    /// functional subjects apart there is nothing to compare.
    fn scope(&self, ways: &[Vec<Way>], out: &mut Builder) {
        let codes: Vec<&str> = ways.iter().flatten().flat_map(|(functional, _)| functional.iter().copied()).collect();
        let cells = self.functional(&codes);
        let possible = |(f, e): &Way| !self.functional(f).is_empty() && !self.economic(e).is_empty();
        if !ways.iter().flatten().any(possible) {
            return;
        }
        let scope = out.scope("C9");
        let none = out.reading(scope, "没有单列", vec![Evidence::NoMoney(cells)], None);
        for (number, way) in (none + 1..).zip(ways) {
            let mut evidence = Vec::new();
            for (functional, economic) in way {
                let label = format!("{} = {}", functional.join(" + "), economic.join(" + "));
                let relation = tie(&self.functional(functional), &self.economic(economic), &[]);
                let index = relation.and_then(|r| out.when((scope, &[number]), "C9", r, label));
                evidence.extend(index.map(Evidence::Holds));
            }
            // A way of which nothing is printed proves nothing.
            if evidence.is_empty() {
                evidence.push(Evidence::Money(Vec::new()));
            }
            out.reading(scope, "按对应的经济分类列支", evidence, None);
        }
    }

    /// Says so once where a unit pays insurance and housing but books all of it under one functional subject.
    fn remark(&self, out: &mut Builder) {
        let all = || LINES.iter().flat_map(|ways| ways.iter().copied()).chain([(MEDICAL, &["30110"][..])]);
        let functional = self.functional(&all().flat_map(|(f, _)| f.iter().copied()).collect::<Vec<_>>());
        let economic = self.economic(&all().flat_map(|(_, e)| e.iter().copied()).collect::<Vec<_>>());
        let Some(total) = self.general.total_row() else { return };
        if economic.is_empty() {
            return;
        }
        let remark = Remark {
            cells: self.general.cells(&[total], &self.columns),
            message: "基本支出没有按功能科目单列养老保险、医疗保险、住房公积金等（全部列在一个科目下），\
                      无法与基本支出的经济分类逐项核对；建议按《政府收支分类科目》分列。"
                .to_owned(),
        };
        let scope = out.scope("C9");
        out.reading(scope, "按功能科目单列", vec![Evidence::Money(functional)], None);
        out.reading(scope, "没有这些支出", vec![Evidence::NoMoney(economic)], None);
        out.reading(scope, "没有按功能科目单列", Vec::new(), Some(remark));
    }
}
