//! A total column (合计) that is blank throughout where its own row prints the parts; an amount that one table
//! prints and another, which prints other amounts beside it, leaves blank.
//!
//! A column that holds nothing is taken for one that is not used, and no sum asks for it. Of a 合计 that cannot be:
//! what it adds up is there. A 小计 is another matter: many agencies leave it blank.

use std::collections::BTreeMap;

use super::{Checker, Finding, Outcome, Severity, Suspect, Verdict, names};
use crate::{
    model::{CellRef, Disclosure, Spot, text::name_key, with_thousands},
    relations::{Comparison, Relation},
};

/// Each such column once, with the cells that should be filled.
pub(super) fn amounts(d: &Disclosure, checker: &Checker) -> Vec<Finding> {
    let mut columns: BTreeMap<CellRef, Finding> = BTreeMap::new();
    for (number, relation) in checker.relations().iter().enumerate() {
        let outcome = checker.outcome(number);
        let is_open = outcome.verdict == Verdict::NotCompared && checker.counts(number) && !relation.doubtful;
        if !is_open || outcome.computed == outcome.stated {
            continue;
        }
        let Some((at, message)) =
            total(d, checker, relation, outcome).or_else(|| between(d, checker, relation, outcome))
        else {
            continue;
        };
        let column = columns.entry(CellRef { row: 0, ..at }).or_insert_with(|| Finding {
            table: Some(at.table),
            ..Finding::new(relation.rule, Severity::Warning, message)
        });
        if !column.cells.contains(&at) {
            column.cells.push(at);
            column.suspects.push(Suspect { spot: Spot::Cell(at), value: None, tied: false });
        }
    }
    columns.into_values().collect()
}

/// The blank total of a row that prints its parts.
fn total(d: &Disclosure, checker: &Checker, relation: &Relation, outcome: &Outcome) -> Option<(CellRef, String)> {
    let at = relation.stated;
    let is_total = || d.column(at).and_then(|c| c.path.last()).is_some_and(|n| name_key(n).ends_with("合计"));
    if !along_row(relation) || !is_unused(d, checker, at) || !is_total() {
        return None;
    }
    let message = format!(
        "{}是空白，而同一行的各项共 {}；请核对合计是否漏填，或金额是否填错了列。",
        names::cell(d, at),
        with_thousands(outcome.computed)
    );
    Some((at, message))
}

/// The blank one of two amounts that must be the same.
fn between(d: &Disclosure, checker: &Checker, relation: &Relation, outcome: &Outcome) -> Option<(CellRef, String)> {
    let [term] = relation.terms[..] else { return None };
    let (blank, filled, amount) = match outcome.stated.is_zero() {
        true => (relation.stated, term.cell, outcome.computed),
        false => (term.cell, relation.stated, outcome.stated),
    };
    let one_table = blank.table == filled.table;
    let must_be_there = match relation.comparison {
        Comparison::Equal => true,
        Comparison::AtLeast => blank == relation.stated && !amount.is_sign_negative(),
    };
    // What prints nothing at all beside it is not used for this purpose.
    if one_table || !must_be_there || !is_unused(d, checker, blank) || !checker.amounts.row_is_used(blank) {
        return None;
    }
    let message = format!(
        "{}是空白，而{}是 {}；请核对是否漏填，或金额是否填错了列。",
        names::cell(d, blank),
        names::cell(d, filled),
        with_thousands(amount)
    );
    Some((blank, message))
}

/// Nothing is printed in this cell or its column.
fn is_unused(d: &Disclosure, checker: &Checker, at: CellRef) -> bool {
    !checker.amounts.column_is_used(at) && d.cell(at).is_some_and(|c| c.is_blank())
}

/// The total and its parts stand in one row.
fn along_row(relation: &Relation) -> bool {
    let at = relation.stated;
    !relation.terms.is_empty()
        && relation.terms.iter().all(|t| (t.cell.table, t.cell.panel, t.cell.row) == (at.table, at.panel, at.row))
}
