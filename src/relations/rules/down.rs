//! Downwards in a table of subjects: V1 and V2.

use super::At;
use crate::{
    catalog::{Subjects, economic, functional},
    model::{Kind, Panel, Row, RowRole, text::name_key},
    relations::{
        Builder, Term,
        columns::adds_up,
        outline::{Outline, RowSum},
    },
};

/// V1: a subject is the sum of the subjects directly below it. V2: 合计 is the sum of the top level present;
/// units are a tree of their own.
pub(super) fn code_hierarchy(at: &At, out: &mut Builder) {
    let is_list = at.table.kind.is_two_sided() || at.table.kind == Kind::Other && !is_catalogued(at.panel);
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

/// V4 of a table of projects by subject: a subject is the sum of the projects that stand below it with the code of
/// the unit that carries them out.
pub(super) fn projects_of_subjects(at: &At, out: &mut Builder) {
    if !matches!(at.table.kind, Kind::GeneralProjects | Kind::Projects) {
        return;
    }
    let rows = &at.panel.rows;
    let subjects = rows.iter().enumerate().filter(|(_, r)| r.role == RowRole::Item && r.code.len() == 7);
    for (total, subject) in subjects {
        let is_below = |r: &&Row| r.role == RowRole::OfWhich && r.level > subject.level && !r.code.is_empty();
        let below = rows.iter().skip(total + 1).take_while(is_below).count();
        if below > 0 {
            row_sum(at, "V4", &RowSum { total, addends: (total + 1..=total + below).collect() }, out);
        }
    }
}

/// Of a table that is none of the standard ones it is only known what its codes say: all of them are subjects
/// of the catalogue, and of one classification.
pub(super) fn is_catalogued(panel: &Panel) -> bool {
    let codes = || panel.rows.iter().map(|r| r.code.as_str()).filter(|c| !c.is_empty());
    let all_in = |subjects: &Subjects| codes().all(|c| subjects.get(c).is_some());
    codes().next().is_some() && (all_in(functional()) || all_in(economic()))
}

/// The economic classes (类) of staff costs (人员经费).
const STAFF: &[&str] = &["301", "303"];
/// The economic classes of office costs (公用经费).
pub(super) const OFFICE: &[&str] = &["302", "307", "309", "310", "311", "312", "313", "399"];

/// V2 of a table of basic spending that closes with 人员经费合计 and 公用经费合计 under its lists.
pub(super) fn staff_and_office(at: &At, out: &mut Builder) {
    if at.table.kind != Kind::GeneralBasicSpending {
        return;
    }
    let top = Outline::of(at.panel).top;
    let row = |i: usize| at.panel.rows.get(i);
    for (name, classes) in [("人员经费", STAFF), ("公用经费", OFFICE)] {
        let is_subtotal =
            |r: &Row| r.role == RowRole::Subtotal && r.code.is_empty() && name_key(&r.name).starts_with(name);
        let Some(total) = at.panel.rows.iter().position(is_subtotal) else { continue };
        let is_in = |i: &usize| row(*i).is_some_and(|r| classes.iter().any(|c| r.code.starts_with(c)));
        let addends: Vec<usize> = top.iter().copied().filter(is_in).collect();
        row_sum(at, "V2", &RowSum { total, addends }, out);
    }
}

/// The sum of rows, in every column of amounts.
pub(super) fn row_sum(at: &At, rule: &'static str, sum: &RowSum, out: &mut Builder) {
    let title = |row: usize| at.panel.rows.get(row).map(|r| if r.code.is_empty() { &r.name } else { &r.code });
    let label = super::label(title(sum.total), sum.addends.iter().map(|a| title(*a)));
    for (column, c) in at.panel.columns.iter().enumerate() {
        if adds_up(c) {
            let terms = sum.addends.iter().map(|&row| Term::plus(at.cell(row, column))).collect();
            out.define(rule, at.cell(sum.total, column), terms, label.clone());
        }
    }
}
