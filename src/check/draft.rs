//! 编制 mode: totals follow their leaves.

use std::collections::{HashMap, HashSet, VecDeque};

use rust_decimal::Decimal;

use super::Checker;
use crate::model::{CellRef, Disclosure};

/// New values of all totals that follow from the changed cells, each after those that it is made of. `d`
/// already holds the change; whether the checker has been told of it does not matter. A total whose value
/// stays the same is not in the answer.
///
/// A defined cell is never among the terms of what it is made of, so the order exists: a row that is a sum
/// of rows takes every column from those rows, and only a row without such a sum adds up across.
pub fn recompute(d: &Disclosure, checker: &Checker, changed: &[CellRef]) -> Vec<(CellRef, Decimal)> {
    let order = in_order(checker, changed);
    let mut new: HashMap<CellRef, Decimal> = HashMap::new();
    let mut out = Vec::new();
    for number in order {
        let Some(relation) = checker.relations().get(number) else { continue };
        let places = d.tables.get(relation.stated.table as usize).map_or(2, |t| t.places());
        let value = |cell: CellRef| new.get(&cell).copied().or_else(|| d.cell(cell)?.value);
        let sum = relation.terms.iter().try_fold(Decimal::ZERO, |sum, term| {
            sum.checked_add(Decimal::from(term.sign) * value(term.cell).unwrap_or_default())
        });
        // A sum beyond all measure is left as it is; the checker says so.
        let Some(mut sum) = sum else { continue };
        let before = d.cell(relation.stated).and_then(|c| c.value);
        if before == Some(sum) || (before.is_none() && sum.is_zero()) {
            continue;
        }
        if sum.scale() < places {
            sum.rescale(places);
        }
        new.insert(relation.stated, sum);
        out.push((relation.stated, sum));
    }
    out
}

/// The defining relations that follow from the changed cells, each after those that define its terms.
fn in_order(checker: &Checker, changed: &[CellRef]) -> Vec<usize> {
    let followers = |cell: CellRef| {
        checker
            .relations_of(cell)
            .filter(move |r| checker.relations().get(*r).is_some_and(|r| r.defines && r.stated != cell))
    };
    let mut found: HashSet<usize> = HashSet::new();
    let mut waiting: HashMap<usize, usize> = HashMap::new();
    let mut open: VecDeque<CellRef> = changed.iter().copied().collect::<HashSet<_>>().into_iter().collect();
    while let Some(cell) = open.pop_front() {
        for relation in followers(cell) {
            if found.insert(relation) {
                open.extend(checker.relations().get(relation).map(|r| r.stated));
            }
        }
    }
    for &relation in &found {
        let stated = checker.relations().get(relation).map(|r| r.stated);
        for next in stated.into_iter().flat_map(followers) {
            *waiting.entry(next).or_default() += 1;
        }
    }
    let mut ready: Vec<usize> = found.iter().copied().filter(|r| !waiting.contains_key(r)).collect();
    ready.sort_unstable_by(|a, b| b.cmp(a));
    let mut out = Vec::with_capacity(found.len());
    while let Some(relation) = ready.pop() {
        out.push(relation);
        let stated = checker.relations().get(relation).map(|r| r.stated);
        for next in stated.into_iter().flat_map(followers) {
            if let Some(n) = waiting.get_mut(&next) {
                *n -= 1;
                if *n == 0 {
                    ready.push(next);
                }
            }
        }
    }
    out
}
