//! Downwards in a table of subjects: V1 and V2.

use super::At;
use crate::{
    model::{ColumnRole, Kind, RowRole},
    relations::{
        Builder, Term,
        outline::{Outline, RowSum},
    },
};

/// V1: a subject is the sum of the subjects directly below it. V2: 合计 is the sum of the top level present;
/// units are a tree of their own.
pub(super) fn code_hierarchy(at: &At, out: &mut Builder) {
    let is_list = at.table.kind == Kind::Other || at.table.kind.is_two_sided();
    let units = at.table.kind != Kind::Projects && at.panel.rows.iter().any(|r| r.role == RowRole::Unit);
    if is_list || !(units || Outline::is_of_subjects(at.panel)) {
        return;
    }
    let outline = Outline::of(at.panel);
    for sum in &outline.subjects {
        row_sum(at, "V1", sum, out);
    }
    for sum in &outline.totals {
        row_sum(at, "V2", sum, out);
    }
}

/// The sum of rows, in every column of amounts.
pub(super) fn row_sum(at: &At, rule: &'static str, sum: &RowSum, out: &mut Builder) {
    let title = |row: usize| at.panel.rows.get(row).map(|r| if r.code.is_empty() { &r.name } else { &r.code });
    let label = super::label(title(sum.total), sum.addends.iter().map(|a| title(*a)));
    for (column, c) in at.panel.columns.iter().enumerate() {
        if c.role == ColumnRole::Amount {
            let terms = sum.addends.iter().map(|&row| Term::plus(at.cell(row, column))).collect();
            out.define(rule, at.cell(sum.total, column), terms, label.clone());
        }
    }
}
