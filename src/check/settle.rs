//! Settling: from changed sums to final verdicts.
//!
//! In this order, because each step needs the one before it: the relations' own verdicts; the readings of
//! the scopes (口径), which rest on those verdicts; which relations count; whether the document truncates
//! (截尾), which rests on all that count. The tallies follow every change of a final verdict.

use std::collections::HashSet;

use super::{
    Checker, Severity, Verdict,
    exact::decimal,
    judge::judge,
    state::{Side, State, is_comparable},
};
use crate::{
    model::CellRef,
    relations::{Comparison, Evidence, Relation, Remark},
};

/// Whether this document cuts amounts off instead of rounding them (截尾). It is a property of the whole
/// document: a single difference that cutting off would explain is an error all the same.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Truncation {
    /// Relations that rounding does not explain and cutting off does.
    needed_by: usize,
    /// Relations with a difference that rounding explains and cutting off does not.
    against: usize,
    pub(super) accepted: bool,
}

/// One wrong cell can put a handful of sums in need of truncation; more than that show a habit.
const HABIT: usize = 6;

impl Truncation {
    fn is_the_habit(&self) -> bool {
        self.needed_by >= HABIT && self.against * 4 <= self.needed_by
    }
}

impl Checker {
    /// Judges these relations, answers the questions that depend on them, and asks whether the document
    /// truncates.
    pub(super) fn settle(&mut self, mut relations: Vec<usize>, mut asked: HashSet<usize>) {
        relations.sort_unstable();
        relations.dedup();
        for &relation in &relations {
            self.judge(relation);
            asked.extend(self.evidence_of.get(&relation).into_iter().flatten());
        }
        let mut unsettled = relations;
        for scope in asked {
            let reading = self.decide(scope);
            if self.readings.get(scope).is_some_and(|now| *now != reading) {
                self.count_remark(scope, false);
                self.readings[scope] = reading;
                self.count_remark(scope, true);
                unsettled.extend(self.conditional.get(scope).into_iter().flatten());
            }
        }
        unsettled.sort_unstable();
        unsettled.dedup();
        for relation in unsettled {
            self.count(relation);
        }
        let accepted = self.truncation.is_the_habit();
        if accepted != self.truncation.accepted {
            self.truncation.accepted = accepted;
            for relation in 0..self.states.len() {
                if self.states[relation].truncation == Side::NeededBy {
                    self.count(relation);
                }
            }
        }
    }

    /// Works out a relation's own verdict and figures from its running state.
    fn judge(&mut self, number: usize) {
        let (Some(relation), Some(state)) = (self.set.relations.get(number), self.states.get_mut(number)) else {
            return;
        };
        let figures = state.figures(relation, &self.amounts);
        let judgement = judge(relation.comparison, relation.is_equality(), &figures);
        state.own = if state.beyond > 0 {
            Verdict::Broken
        } else if is_comparable(relation, state, &self.amounts) {
            judgement.verdict
        } else {
            Verdict::NotCompared
        };
        state.fits_truncation = judgement.fits_truncation && state.beyond == 0;
        let (unit, places) = self.amounts.printing(relation.stated.table);
        if let Some(outcome) = self.outcomes.get_mut(number) {
            outcome.stated = decimal(figures.stated, unit, places);
            outcome.computed = decimal(figures.computed, unit, places);
            outcome.difference = decimal(judgement.difference, unit, places);
            outcome.allowed = decimal(judgement.allowed, unit, places);
        }
    }

    /// Chooses the reading of a scope: the first one whose evidence is complete, else the first one that has a
    /// witness, else the one that comes nearest, in money.
    fn decide(&self, scope: usize) -> usize {
        let Some(scope) = self.set.scopes.get(scope) else { return 0 };
        let is_money = |cell: &CellRef| self.amounts.get(*cell).or_zero() != 0;
        let mut witnessed: Option<usize> = None;
        let mut nearest: Option<(i128, usize)> = None;
        for (number, reading) in scope.readings.iter().enumerate() {
            let (mut fits, mut possible, mut has_witness, mut distance) = (true, true, false, 0i128);
            for evidence in &reading.evidence {
                match evidence {
                    Evidence::Money(cells) => possible &= cells.iter().any(is_money),
                    Evidence::NoMoney(cells) => possible &= !cells.iter().any(is_money),
                    Evidence::Exact(relation) => {
                        possible &= self.states.get(*relation).is_some_and(|s| s.own == Verdict::Holds);
                    }
                    Evidence::Witness(relation) => {
                        let told = |s: &State| !matches!(s.own, Verdict::Broken | Verdict::NotCompared);
                        has_witness |= self.states.get(*relation).is_some_and(told);
                    }
                    Evidence::Holds(relation) => {
                        let (Some(state), Some(r)) = (self.states.get(*relation), self.set.relations.get(*relation))
                        else {
                            continue;
                        };
                        fits &= state.own != Verdict::Broken;
                        let difference = self.amounts.get(r.stated).or_zero() - state.sum;
                        distance = distance.saturating_add(difference.abs());
                    }
                }
            }
            if fits && possible {
                return number;
            }
            if possible && has_witness && witnessed.is_none() {
                witnessed = Some(number);
            }
            if possible && nearest.is_none_or(|(best, _)| distance < best) {
                nearest = Some((distance, number));
            }
        }
        witnessed.or(nearest.map(|(_, number)| number)).unwrap_or(0)
    }

    /// Brings a relation's final verdict, and everything that is counted, up to date.
    fn count(&mut self, number: usize) {
        let counts = self.counts(number);
        let (Some(relation), Some(state), Some(outcome)) =
            (self.set.relations.get(number), self.states.get_mut(number), self.outcomes.get_mut(number))
        else {
            return;
        };
        let is_sum = !relation.is_equality() && relation.comparison == Comparison::Equal;
        let side = match state.own {
            Verdict::NotCompared | Verdict::Holds => Side::Neither,
            _ if !counts || !is_sum => Side::Neither,
            Verdict::Broken | Verdict::DoubtfulRounding if state.fits_truncation => Side::NeededBy,
            // What no printing explains is an error, and says nothing of how the others are printed.
            Verdict::Broken => Side::Neither,
            _ if !state.fits_truncation => Side::Against,
            _ => Side::Neither,
        };
        self.truncation.needed_by -= usize::from(state.truncation == Side::NeededBy);
        self.truncation.against -= usize::from(state.truncation == Side::Against);
        self.truncation.needed_by += usize::from(side == Side::NeededBy);
        self.truncation.against += usize::from(side == Side::Against);
        state.truncation = side;
        let verdict = match side {
            _ if !counts => Verdict::NotCompared,
            Side::NeededBy if self.truncation.accepted => Verdict::Truncation,
            _ => state.own,
        };
        let before = severity(relation, outcome.verdict);
        let after = severity(relation, verdict);
        outcome.verdict = verdict;
        if before != after {
            let mut tallies = [Some(&mut self.tally), self.table_tallies.get_mut(relation.stated.table as usize)];
            for tally in tallies.iter_mut().flatten() {
                before.into_iter().for_each(|s| tally.remove(s));
                after.into_iter().for_each(|s| tally.add(s));
            }
        }
    }

    /// Counts (or takes back) the remark of a scope's chosen reading.
    pub(super) fn count_remark(&mut self, scope: usize, add: bool) {
        let Some(remark) = self.remark(scope) else { return };
        let table = remark.cells.first().map(|c| c.table as usize);
        let mut tallies = [Some(&mut self.tally), table.and_then(|t| self.table_tallies.get_mut(t))];
        for tally in tallies.iter_mut().flatten() {
            if add { tally.add(Severity::Hint) } else { tally.remove(Severity::Hint) }
        }
    }

    /// The remark that the document's reading calls for.
    pub(super) fn remark(&self, scope: usize) -> Option<&Remark> {
        self.set.scopes.get(scope)?.readings.get(*self.readings.get(scope)?)?.remark.as_ref()
    }
}

/// How bad a verdict is; `None` where there is nothing to say. Truncation is said once for the document.
/// What ties by usage and not by definition is a warning.
pub(super) fn severity(relation: &Relation, verdict: Verdict) -> Option<Severity> {
    match verdict {
        Verdict::NotCompared | Verdict::Holds | Verdict::Truncation => None,
        Verdict::Rounding => Some(Severity::Hint),
        Verdict::DoubtfulRounding => Some(Severity::Warning),
        Verdict::Broken if relation.doubtful => Some(Severity::Warning),
        Verdict::Broken => Some(Severity::Error),
    }
}
