//! A total column (合计) that is blank throughout where its own row prints the parts.
//!
//! A column that holds nothing is taken for one that is not used, and no sum asks for it. Of a 合计 that cannot be:
//! what it adds up is there. A 小计 is another matter: many agencies leave it blank.

use std::collections::BTreeMap;

use super::{Checker, Finding, Severity, Suspect, Verdict, names};
use crate::{
    model::{CellRef, Disclosure, Spot, text::name_key},
    relations::Relation,
};

/// Each such column once, with the cells that should be filled.
pub(super) fn totals(d: &Disclosure, checker: &Checker) -> Vec<Finding> {
    let mut columns: BTreeMap<CellRef, Finding> = BTreeMap::new();
    for (number, relation) in checker.relations().iter().enumerate() {
        let at = relation.stated;
        let outcome = checker.outcome(number);
        let is_open = outcome.verdict == Verdict::NotCompared && relation.condition.is_none() && !relation.doubtful;
        if !is_open || outcome.computed.is_zero() || !along_row(relation) || checker.amounts.column_is_used(at) {
            continue;
        }
        let is_total = d.column(at).and_then(|c| c.path.last()).is_some_and(|n| name_key(n).ends_with("合计"));
        if !is_total || !d.cell(at).is_some_and(|c| c.is_blank()) {
            continue;
        }
        let column = columns.entry(CellRef { row: 0, ..at }).or_insert_with(|| {
            let message = format!(
                "{}是空白，而同一行的各项共 {}；请核对合计是否漏填，或金额是否填错了列。",
                names::cell(d, at),
                crate::model::with_thousands(outcome.computed)
            );
            Finding { table: Some(at.table), ..Finding::new(relation.rule, Severity::Warning, message) }
        });
        column.cells.push(at);
        column.suspects.push(Suspect { spot: Spot::Cell(at), value: None, tied: false });
    }
    columns.into_values().collect()
}

/// The total and its parts stand in one row.
fn along_row(relation: &Relation) -> bool {
    let at = relation.stated;
    !relation.terms.is_empty()
        && relation.terms.iter().all(|t| (t.cell.table, t.cell.panel, t.cell.row) == (at.table, at.panel, at.row))
}
