//! 收支总表 against 收入总表 (C1), 支出总表 (C2) and 财政拨款收支总表 (C4).

use std::collections::HashMap;

use super::adjusted::Class;
use super::view::{Side, View, at_least, equal, tie};
use crate::{
    model::{CellRef, Stage},
    relations::{Builder, Evidence, Term, meaning::Source},
};

/// C1: total, each source and carry-over of 收支总表 = 收入总表.
pub(super) fn income(view: &View, out: &mut Builder) {
    let (Some(side), Some(grid)) = (&view.all_in, &view.income) else { return };
    let Some(total_row) = grid.total_row() else { return };
    let total = grid.cells(&[total_row], &grid.whole());
    let columns = grid.sources();
    // A table of final accounts tells what came in this year; what was there before is in 收支总表 only.
    let this_year = view.stage == Stage::FinalAccounts && columns.iter().all(|(source, _)| source.is_some());
    let stated = if this_year { side.year_total() } else { side.grand_total() };
    let stated: Vec<CellRef> = stated.into_iter().collect();
    equal(out, "C1", &stated, &total, "收支总表收入总计 = 收入总表合计");

    let there = |fits: &dyn Fn(Option<Source>) -> bool| -> Vec<CellRef> {
        columns.iter().filter(|(s, _)| fits(*s)).flat_map(|(_, c)| grid.cells(&[total_row], c)).collect()
    };
    equal(out, "C1", &side.carried(), &there(&|s| s.is_none()), "收支总表上年结转 = 收入总表上年结转");
    for &source in Source::ALL {
        let (here, other) = (side.source(source), there(&|s| s == Some(source)));
        let label = "收支总表的收入来源 = 收入总表的同一来源";
        // One table may tell only the whole (财政拨款, 单位资金) of what the other tells in parts.
        let parts_here: Vec<CellRef> =
            Source::ALL.iter().filter(|s| s.whole() == Some(source)).flat_map(|s| side.source(*s)).collect();
        let parts_there = there(&|s| s.and_then(Source::whole) == Some(source));
        if !here.is_empty() && !other.is_empty() {
            equal(out, "C1", &here, &other, label);
        } else if !here.is_empty() && parts_here.is_empty() {
            equal(out, "C1", &here, &parts_there, label);
        } else if !other.is_empty() && parts_there.is_empty() {
            equal(out, "C1", &other, &parts_here, label);
        }
        // 其中：财政拨款 and the like, where both tables name it.
        let named: HashMap<String, usize> =
            columns.iter().filter(|(s, _)| *s == Some(source)).flat_map(|(_, c)| grid.parts_of(c)).collect();
        for (name, part) in in_order(side.parts_of_source(source)) {
            if let Some(column) = named.get(&name) {
                let label = "收支总表的其中项 = 收入总表的同名栏";
                equal(out, "C1", &[part], &grid.cells(&[total_row], &[*column]), label);
            }
        }
    }
}

/// C1 where 收入总表 is a list too: each source = the same source.
pub(super) fn income_list(view: &View, out: &mut Builder) {
    let (Some(side), Some(list)) = (&view.all_in, &view.income_list) else { return };
    for &source in Source::ALL {
        let label = "收支总表的收入来源 = 收入总表的同一来源";
        equal(out, "C1", &side.source(source), &list.source(source), label);
    }
    equal(out, "C1", &side.carried(), &list.carried(), "收支总表上年结转 = 收入总表上年结转");
}

/// C1: what 上年结转结余表 adds up to is what 收支总表 carries in, or its fiscal part.
pub(super) fn carried_over(view: &View, out: &mut Builder) {
    let (Some(side), Some(grid)) = (&view.all_in, &view.carried_over) else { return };
    let Some(total) = grid.total_row() else { return };
    let there = grid.cells(&[total], &grid.whole());
    let fiscal = view.fiscal_in.as_ref().map(Side::carried).unwrap_or_default();
    let scope = out.scope("C1");
    for (number, (reading, here)) in [("全部结转", side.carried()), ("财政拨款结转", fiscal)].into_iter().enumerate()
    {
        let holds = tie(&here, &there, &[])
            .and_then(|t| out.doubtfully(|out| out.when((scope, &[number]), "C1", t, "上年结转 = 上年结转结余表合计")));
        let evidence = holds.map_or_else(|| vec![Evidence::Money(Vec::new())], |r| vec![Evidence::Holds(r)]);
        out.reading(scope, reading, evidence, None);
    }
}

/// C2: total and each class of 收支总表 = 支出总表.
pub(super) fn spending(view: &View, out: &mut Builder) {
    let (Some(side), Some(grid)) = (&view.all_out, &view.spending) else { return };
    let whole = grid.whole();
    if let (Some(here), Some(there)) = (side.total_row().and_then(|r| side.whole(r)), grid.total_row()) {
        equal(out, "C2", &[here], &grid.cells(&[there], &whole), "收支总表本年支出合计 = 支出总表合计");
    }
    let columns: Vec<usize> = side.header.whole().into_iter().collect();
    for (code, rows) in &side.classes {
        let class = Class { side, rows, columns: &columns, grid, code, whole: &whole };
        class.is_the_same("C2", "收支总表各类支出 = 支出总表各类支出", out);
    }
}

/// C4: 收支总表 = 财政拨款收支总表 when all money is fiscal; otherwise the difference is the other money.
pub(super) fn fiscal(view: &View, out: &mut Builder) {
    let (Some(all_in), Some(fiscal_in)) = (&view.all_in, &view.fiscal_in) else { return };
    for source in [Source::General, Source::Fund, Source::StateCapital] {
        let label = "收支总表的财政拨款收入 = 财政拨款收支总表的同一收入";
        equal(out, "C4", &all_in.source(source), &fiscal_in.source(source), label);
        let named = fiscal_in.parts_of_source(source);
        for (name, part) in in_order(all_in.parts_of_source(source)) {
            if let Some(other) = named.get(&name) {
                equal(out, "C4", &[part], &[*other], "收支总表的其中项 = 财政拨款收支总表的同名项");
            }
        }
    }
    let (Some(all), Some(fiscal)) = (all_in.grand_total(), fiscal_in.grand_total()) else { return };
    let other = Other::of(all_in, fiscal_in);

    let scope = out.scope("C4");
    let label = "收支总表收入总计 = 财政拨款收支总表收入总计";
    let (year, all_years) = (other.this_year(), other.with_carry());
    let readings = [
        ("全部资金都是财政拨款", Vec::new(), label.to_owned()),
        ("财政拨款之外还有本年的其他资金", year.clone(), format!("{label} + 其他资金")),
        ("财政拨款之外还有其他资金和结转", all_years.clone(), format!("{label} + 其他资金（含结转）")),
    ];
    let added_up = |side: &Side| side.year_total().into_iter().chain(side.carried()).collect::<Vec<_>>();
    let (parts, fiscal_parts) = (added_up(all_in), added_up(fiscal_in));
    for (number, (reading, more, label)) in readings.into_iter().enumerate() {
        let witness = tie(&parts, &fiscal_parts, &more).and_then(|t| out.witness(scope, "C4", t, label.as_str()));
        let holds = tie(&[all], &[fiscal], &more).and_then(|t| out.when((scope, &[number]), "C4", t, label));
        let none = (number == 0).then(|| Evidence::NoMoney(other.money()));
        let holds = holds.map(Evidence::Holds);
        out.reading(scope, reading, none.into_iter().chain(holds).chain(witness).collect(), None);
    }

    // Equal without other money; with it, more by what is known of it, or at least.
    let mut both = |a: &[CellRef], b: &[CellRef], year: &[Term], all_years: &[Term], label: &str| {
        tie(a, b, &[]).and_then(|t| out.when((scope, &[0]), "C4", t, label));
        for (reading, more) in [(1, year), (2, all_years)] {
            let other = if more.is_empty() { at_least(a, b) } else { tie(a, b, more) };
            other.and_then(|t| out.when((scope, &[reading]), "C4", t, label));
        }
    };
    let year_total = |side: &Side| side.year_total().into_iter().collect::<Vec<_>>();
    let grand_total = |side: &Side| side.grand_total().into_iter().collect::<Vec<_>>();
    both(&all_in.carried(), &fiscal_in.carried(), &[], &[], "收支总表上年结转 = 财政拨款收支总表上年结转");
    let label = "收支总表本年收入 = 财政拨款收支总表本年收入";
    both(&year_total(all_in), &year_total(fiscal_in), &year, &year, label);
    let (Some(all_out), Some(fiscal_out)) = (&view.all_out, &view.fiscal_out) else { return };
    both(&year_total(all_out), &year_total(fiscal_out), &[], &[], "收支总表本年支出 = 财政拨款收支总表本年支出");
    let label = "收支总表支出总计 = 财政拨款收支总表支出总计";
    both(&grand_total(all_out), &grand_total(fiscal_out), &year, &all_years, label);
    both(&all_out.carried(), &fiscal_out.carried(), &[], &[], "收支总表结转下年 = 财政拨款收支总表结转下年");
    for (code, rows) in &all_out.classes {
        let Some((_, others)) = fiscal_out.classes.iter().find(|(c, _)| c == code) else { continue };
        let cells = |side: &Side, rows: &[usize]| rows.iter().filter_map(|r| side.whole(*r)).collect::<Vec<_>>();
        let more = other_money_of_class(view, code);
        let label = "收支总表各类支出 = 财政拨款收支总表各类支出";
        both(&cells(all_out, rows), &cells(fiscal_out, others), &more, &[], label);
    }
}

/// In the order of the table, so that the relations always come in the same order.
fn in_order(parts: HashMap<String, CellRef>) -> Vec<(String, CellRef)> {
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_unstable_by_key(|(_, cell)| *cell);
    parts
}

/// Money that is no fiscal appropriation, as 收支总表 tells it.
struct Other {
    /// This year's items.
    items: Vec<CellRef>,
    /// Parts of 上年结转 that are said to be none.
    carried: Vec<CellRef>,
    /// All that is carried in, and the fiscal part of it.
    carry: (Vec<CellRef>, Vec<CellRef>),
}

impl Other {
    fn of(all: &Side, fiscal: &Side) -> Self {
        let items = all.sources().into_iter().filter(|(s, _)| s.is_not_fiscal()).filter_map(|(_, row)| all.whole(row));
        Self {
            items: items.collect(),
            carried: all.carried_parts(|name| ["非财政", "单位资金", "财政专户"].iter().any(|w| name.contains(w))),
            carry: (all.carried(), fiscal.carried()),
        }
    }

    fn money(&self) -> Vec<CellRef> {
        [self.items.as_slice(), &self.carried].concat()
    }

    fn this_year(&self) -> Vec<Term> {
        self.items.iter().copied().map(Term::plus).collect()
    }

    /// This year's items, and what is carried in beyond the fiscal carry-over.
    fn with_carry(&self) -> Vec<Term> {
        let (all, fiscal) = &self.carry;
        let mut terms = self.this_year();
        terms.extend(all.iter().copied().map(Term::plus));
        terms.extend(fiscal.iter().copied().map(Term::minus));
        terms
    }
}

/// The columns of 收入总表 that are no fiscal appropriation, for one class, where it tells classes. Carried-over
/// money is not among them: it may be fiscal or not.
fn other_money_of_class(view: &View, code: &str) -> Vec<Term> {
    // What came in under a subject and what was spent under it are the same money in a budget only.
    let Some(grid) = view.income.as_ref().filter(|_| view.stage == Stage::Budget) else { return Vec::new() };
    let rows = grid.class(code);
    let sources = grid.sources();
    let other = sources.iter().filter(|(s, _)| s.is_some_and(Source::is_not_fiscal));
    other.flat_map(|(_, columns)| grid.cells(&rows, columns)).map(Term::plus).collect()
}
