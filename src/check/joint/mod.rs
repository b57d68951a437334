//! V7: sums that each pass as 尾差 and cannot all be true at once (尾差不相容).
//!
//! Every printed amount stands for an interval. A difference of 0.01 is explained by rounding if some amounts
//! within their intervals make the sum come out; whether the *same* amounts can make all sums of a table come
//! out is a question of linear programming. The LP solver says quickly where there is nothing to see; where it
//! says that there are no such amounts, a smallest set of sums that exclude each other is looked for, and only
//! what exact arithmetic proves of these is reported: no float accuses anybody.

mod system;

use super::{Checker, Finding, Severity, Verdict, names};
use crate::{model::Disclosure, relations::Comparison};
use system::System;

/// More sums than this in one table are not looked at together: the answer would come too late.
const SUMS: usize = 600;

/// Tables whose sums exclude each other, one finding each.
pub(super) fn conflicts(d: &Disclosure, checker: &Checker) -> Vec<Finding> {
    if checker.truncates() {
        return Vec::new();
    }
    let mut sums: Vec<Vec<usize>> = vec![Vec::new(); d.tables.len()];
    for (number, relation) in checker.relations().iter().enumerate() {
        let table = relation.stated.table;
        let inside = relation.terms.iter().all(|t| t.cell.table == table);
        let counts = relation.condition.is_none() && !relation.doubtful && relation.comparison == Comparison::Equal;
        let explained =
            matches!(checker.outcome(number).verdict, Verdict::Holds | Verdict::Rounding | Verdict::DoubtfulRounding);
        if inside && counts && explained {
            sums.get_mut(table as usize).into_iter().for_each(|s| s.push(number));
        }
    }
    let tables = sums.iter().filter(|s| s.len() <= SUMS);
    tables.filter_map(|sums| finding(d, checker, &conflict(checker, sums)?)).collect()
}

/// A smallest set of these sums that cannot all be true.
fn conflict(checker: &Checker, sums: &[usize]) -> Option<Vec<usize>> {
    let off = sums.iter().filter(|s| checker.outcome(**s).verdict != Verdict::Holds).count();
    if off < 2 || System::of(checker, sums).may_hold() {
        return None;
    }
    // Left out one after the other, as long as the rest still excludes itself.
    let mut left = sums.to_vec();
    let mut at = 0;
    while at < left.len() {
        let removed = left.remove(at);
        if System::of(checker, &left).may_hold() {
            left.insert(at, removed);
            at += 1;
        }
    }
    System::of(checker, &left).is_impossible().then_some(left)
}

fn finding(d: &Disclosure, checker: &Checker, sums: &[usize]) -> Option<Finding> {
    let relations = || sums.iter().filter_map(|s| checker.relations().get(*s));
    let table = relations().next()?.stated.table;
    let mut cells: Vec<_> = relations().map(|r| r.stated).collect();
    cells.dedup();
    let shown: Vec<String> = cells.iter().take(5).map(|c| names::cell(d, *c)).collect();
    let more = if cells.len() > 5 { "等" } else { "" };
    let message = format!(
        "{}有 {} 处合计的差额单独看都是尾差，放在一起却不可能都成立：{}{more}。这些合计及其各项中至少有一个数不是四舍五入的结果，请对照原文。",
        names::table(d, table),
        sums.len(),
        shown.join("、")
    );
    Some(Finding { cells, table: Some(table), ..Finding::new("V7", Severity::Warning, message) })
}
