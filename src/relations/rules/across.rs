//! Across in a table: H1–H4, and V5 where the three public expenses are columns.
//!
//! All of them are one thing: the total column of a header is the sum of its siblings. Which rule it is
//! follows from what the addends are called.

use super::At;
use crate::{
    model::{Kind, Row},
    relations::{
        Builder, Term,
        columns::{ColumnSum, Header},
    },
};

/// H1–H4 (and V5): every total column, in every row.
pub(super) fn column_totals(at: &At, out: &mut Builder) {
    // The forms of performance targets print amounts in boxes, not in columns that add up.
    if matches!(at.table.kind, Kind::Other | Kind::ProjectPerformance | Kind::OverallPerformance) {
        return;
    }
    let header = Header::of(at.panel);
    for sum in header.sums() {
        let rule = rule_of(at.table.kind, &sum);
        let name = |column: usize| at.panel.columns.get(column).map(|c| c.leaf().to_owned());
        let label = super::label(name(sum.total), sum.names.iter().map(|n| Some(*n)));
        for (row, _) in rows(at) {
            let terms = sum.addends.iter().map(|&column| Term::plus(at.cell(row, column))).collect();
            out.define(rule, at.cell(row, sum.total), terms, label.clone());
        }
    }
    for part in header.parts() {
        let name = |column: usize| at.panel.columns.get(column).map_or("", |c| c.leaf());
        let label: std::sync::Arc<str> = format!("{} ≥ {}", name(part.whole), name(part.part)).into();
        for (row, _) in rows(at) {
            out.at_least("H4", at.cell(row, part.whole), vec![Term::plus(at.cell(row, part.part))], label.clone());
        }
    }
}

fn rows<'d>(at: &'d At) -> impl Iterator<Item = (usize, &'d Row)> {
    at.panel.rows.iter().enumerate()
}

fn rule_of(kind: Kind, sum: &ColumnSum) -> &'static str {
    let any = |words: &[&str]| sum.names.iter().any(|n| words.iter().any(|w| n.contains(w)));
    let under = sum.under.name.as_str();
    if kind == Kind::ThreePublic && any(&["公务", "因公出国", "购置费", "运行"]) {
        "V5"
    } else if under.contains("基本支出") || under.contains("项目支出") || any(&["人员经费", "公用经费"])
    {
        "H2"
    } else if any(&["基本支出", "项目支出"]) {
        "H1"
    } else if kind == Kind::Income || any(&["本年收入", "结转", "事业收入"]) {
        "H3"
    } else {
        "H4"
    }
}
