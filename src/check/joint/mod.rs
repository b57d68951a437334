//! V7: sums that each pass as 尾差 and cannot all be true at once (尾差不相容).
//!
//! Every printed amount stands for an interval. A difference of 0.01 is explained by rounding if some amounts
//! within their intervals make the sum come out; whether the *same* amounts can make all sums of a table come
//! out is a question of linear programming. The LP solver says quickly where there is nothing to see; where it
//! says that there are no such amounts, a smallest set of sums that exclude each other is looked for, and only
//! what exact arithmetic proves of these is reported: no float accuses anybody.
//!
//! All this is bounded by counted steps (`locate::work`), for the whole disclosure, never by the clock. When they
//! are used up, tables that were not looked at are taken for possible, as they mostly are: nothing is said of
//! them. A set that was found and could not be made smaller is reported where it is proved, and the finding says
//! that not all of its sums need have to do with it.

mod system;

use super::{Checker, Finding, Severity, Verdict, locate::work::Work, names};
use crate::{model::Disclosure, relations::Comparison};
use system::System;

/// As many steps the LP solver may take to look at all tables of a disclosure, which it does after every change: a
/// hundredth of a second in an optimized build. A table of some six hundred sums is too much.
const LOOK: u64 = 15_000_000;
/// As many steps it may take to make sums that exclude each other fewer: about a tenth of a second.
const SEARCH: u64 = 100_000_000;
/// As many steps exact arithmetic may take to prove what was found.
const PROOF: u64 = 20_000_000;

/// What may still be done.
struct Works {
    look: Work,
    search: Work,
    proof: Work,
}

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
    let works = Works { look: Work::new(LOOK, None), search: Work::new(SEARCH, None), proof: Work::new(PROOF, None) };
    sums.iter().filter_map(|sums| finding(d, checker, &conflict(checker, sums, &works)?)).collect()
}

/// Sums that cannot all be true.
#[derive(Debug, PartialEq)]
struct Conflict {
    sums: Vec<usize>,
    /// Without any of these the others may all be true.
    smallest: bool,
}

/// Sums of these that cannot all be true, as few as the work allows.
fn conflict(checker: &Checker, sums: &[usize], works: &Works) -> Option<Conflict> {
    let off = sums.iter().filter(|s| checker.outcome(**s).verdict != Verdict::Holds).count();
    if off < 2 || System::of(checker, sums).may_hold(&works.look) != Some(false) {
        return None;
    }
    let conflict = smallest(sums, |sums| System::of(checker, sums).may_hold(&works.search));
    System::of(checker, &conflict.sums).is_impossible(&works.proof).then_some(conflict)
}

/// A smallest set of these sums that exclude each other, as all of them do. The last sum that all those before it
/// can be left out for belongs to it; then the last one after it, and so on. Each is looked for in growing steps and
/// then between them, so that few questions find a small set and a large one costs no more than asking for each.
fn smallest(sums: &[usize], may_hold: impl Fn(&[usize]) -> Option<bool>) -> Conflict {
    let mut kept: Vec<usize> = Vec::new();
    let mut rest = sums;
    loop {
        // With all of the first `low` left out the others exclude each other; with `high` left out they do not.
        let with = |skipped: usize| [&kept[..], rest.get(skipped..).unwrap_or_default()].concat();
        let (mut low, mut high, mut step) = (0, rest.len() + 1, 1);
        while high - low > 1 {
            let next = low + step.min((high - low) / 2);
            match may_hold(&with(next)) {
                Some(true) => high = next,
                Some(false) => (low, step) = (next, step * 2),
                None => return Conflict { sums: with(low), smallest: false },
            }
        }
        let Some(needed) = rest.get(low) else { return Conflict { sums: kept, smallest: true } };
        rest = rest.get(low + 1..).unwrap_or_default();
        kept.push(*needed);
    }
}

fn finding(d: &Disclosure, checker: &Checker, conflict: &Conflict) -> Option<Finding> {
    let relations = || conflict.sums.iter().filter_map(|s| checker.relations().get(*s));
    let table = relations().next()?.stated.table;
    let mut cells: Vec<_> = relations().map(|r| r.stated).collect();
    cells.dedup();
    let shown: Vec<String> = cells.iter().take(5).map(|c| names::cell(d, *c)).collect();
    let more = if cells.len() > 5 { "等" } else { "" };
    let unsure =
        if conflict.smallest { "" } else { "所列合计太多，未能缩到最少，不一定处处有关。" };
    let message = format!(
        "{}有 {} 处合计的差额单独看都是尾差，放在一起却不可能都成立：{}{more}。这些合计及其各项中至少有一个数不是四舍五入的结果，请对照原文。{unsure}",
        names::table(d, table),
        conflict.sums.len(),
        shown.join("、")
    );
    Some(Finding { cells, table: Some(table), ..Finding::new("V7", Severity::Warning, message) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums that exclude each other wherever all of `needed` are among them; how often that may be asked.
    fn found(needed: &[usize], asked: usize) -> Conflict {
        let left = std::cell::Cell::new(asked);
        smallest(&(0..500).collect::<Vec<_>>(), |sums| {
            left.set(left.get().checked_sub(1)?);
            Some(!needed.iter().all(|n| sums.contains(n)))
        })
    }

    #[test]
    fn few_questions_find_the_sums_that_exclude_each_other() {
        for needed in [&[7][..], &[0, 499], &[3, 4, 5], &[0, 250, 251, 499]] {
            assert_eq!(found(needed, 20 * needed.len() + 20), Conflict { sums: needed.to_vec(), smallest: true });
        }
    }

    #[test]
    fn a_large_set_costs_about_a_question_for_each() {
        let all: Vec<usize> = (0..500).collect();
        assert_eq!(found(&all, 510), Conflict { sums: all, smallest: true });
    }

    #[test]
    fn what_cannot_be_asked_any_more_leaves_a_larger_set_that_still_excludes_itself() {
        let all = found(&[20, 480], 0);
        assert_eq!((all.sums.len(), all.smallest), (500, false));
        let some = found(&[20, 480], 15);
        assert!(!some.smallest && some.sums.len() < 480 && some.sums.contains(&20) && some.sums.contains(&480));
    }
}
