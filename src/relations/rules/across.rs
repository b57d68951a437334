//! Across in a table: H1–H4, and V5 where the three public expenses are columns.
//!
//! All of them are one thing: the total column of a header is the sum of its siblings. Which rule it is
//! follows from what the addends are called.

use std::sync::Arc;

use super::{At, three_public};
use crate::{
    model::Kind,
    relations::{
        Builder, Term,
        columns::{ColumnSum, Header},
    },
};

/// H1–H4 (and V5): every total column, in every row.
pub(super) fn column_totals(at: &At, out: &mut Builder) {
    let kind = at.table.kind;
    // The forms of performance targets print amounts in boxes, not in columns that add up.
    if matches!(kind, Kind::Other | Kind::ProjectPerformance | Kind::OverallPerformance) {
        return;
    }
    let name = |column: usize| at.panel.columns.get(column).map_or("", |c| c.leaf());
    let header = Header::of(at.panel);
    for mut sum in header.sums() {
        if kind == Kind::ThreePublic && !three_public::settle_total(name(sum.total), &mut sum) {
            continue;
        }
        let rule = rule_of(kind, &sum);
        let label = super::label(Some(name(sum.total)), sum.siblings.iter().map(|(n, _)| Some(*n)));
        for row in 0..at.panel.rows.len() {
            let columns = sum.siblings.iter().flat_map(|(_, columns)| columns);
            let terms = columns.map(|&column| Term::plus(at.cell(row, column))).collect();
            out.define(rule, at.cell(row, sum.total), terms, label.clone());
        }
    }
    for part in header.parts() {
        let rule = if kind == Kind::Income { "H3" } else { "H4" };
        let label: Arc<str> = format!("{} ≥ {}", name(part.whole), name(part.part)).into();
        for row in 0..at.panel.rows.len() {
            out.at_least(rule, at.cell(row, part.whole), vec![Term::plus(at.cell(row, part.part))], label.clone());
        }
    }
}

fn rule_of(kind: Kind, sum: &ColumnSum) -> &'static str {
    let any = |words: &[&str]| sum.siblings.iter().any(|(n, _)| words.iter().any(|w| n.contains(w)));
    let under = sum.under.name.as_str();
    let inside_one = under.contains("基本支出") || under.contains("项目支出");
    if kind == Kind::ThreePublic && any(&["公务", "因公出国", "购置费", "运行", "三公"]) {
        "V5"
    } else if inside_one || any(&["人员经费", "公用经费"]) {
        "H2"
    } else if any(&["基本支出", "项目支出"]) {
        "H1"
    } else if kind == Kind::Income || any(&["本年收入", "结转", "事业收入"]) {
        "H3"
    } else {
        "H4"
    }
}
