//! Whether changing these and nothing else mends everything, and if not, what else would have to change.
//!
//! The answer “no” comes with its proof: a sum of relations in which all that may change has dropped out and
//! which is still wrong (an *implied edit* of Fellegi and Holt). Whatever the true error is, it is among the
//! figures of that sum. So each “no” narrows the search for all that follow.

use std::collections::BTreeMap;

use super::{
    fraction::Fraction,
    problem::{Constraint, Problem},
    simplex::{self, Answer, Row},
    work::Work,
};

/// One of these items must be chosen, if all of `given` are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub items: Vec<u32>,
    pub given: Vec<u32>,
}

/// More than any figure.
pub(super) const BEYOND: i128 = 10i128.pow(30);

/// What a change of some items comes to.
#[derive(Debug, Clone, Default)]
pub(super) struct Repair {
    /// What each changed variable has to be, where that is determined.
    pub values: Vec<(u32, Option<i128>)>,
    /// Where one variable alone changes freely: the least and the most that it can be; [`BEYOND`] where there is
    /// no bound.
    pub window: Option<(i128, i128)>,
}

/// Steps to put a constraint that is touched beside the others …
const TOUCHED: usize = 100;
/// … and to add one figure to a sum of them.
const SUMMED: usize = 150;

/// Why a change does not mend everything.
#[derive(Debug, Clone)]
pub(super) enum Refusal {
    Cut(Cut),
    GaveUp,
}

/// A constraint as the chosen items see it: `low ≤ Σ a·change ≤ high`.
struct Seen<'p> {
    constraint: &'p Constraint,
    /// Variable (in the order of the free ones) and coefficient.
    terms: Vec<(usize, i128)>,
    low: Option<i128>,
    high: Option<i128>,
    /// The change that would make its two sides equal.
    zero: i128,
}

struct Change<'p> {
    problem: &'p Problem,
    work: &'p Work,
    free: Vec<u32>,
    /// Variable → value, and the item that says so.
    fixed: BTreeMap<u32, (i128, u32)>,
}

impl Problem {
    /// What changing these items comes to.
    pub(super) fn repair(&self, chosen: &[u32], work: &Work) -> Result<Repair, Refusal> {
        Change::new(self, chosen, work).solve()
    }
}

impl<'p> Change<'p> {
    fn new(problem: &'p Problem, chosen: &[u32], work: &'p Work) -> Self {
        let (mut free, mut fixed) = (Vec::new(), BTreeMap::new());
        for &number in chosen {
            for &(variable, value) in problem.items.get(number as usize).map_or(&[][..], |i| &i.changes) {
                match value {
                    None => free.push(variable),
                    Some(value) => {
                        fixed.insert(variable, (value, number));
                    }
                }
            }
        }
        free.sort_unstable();
        free.dedup();
        fixed.retain(|variable, _| free.binary_search(variable).is_err());
        Self { problem, work, free, fixed }
    }

    fn solve(&self) -> Result<Repair, Refusal> {
        let seen = self.seen();
        if let Some(wrong) = seen.iter().filter(|s| s.terms.is_empty() && !s.allows(0)).min_by_key(|s| s.size()) {
            return Err(self.cut(&[(wrong, Fraction::ONE)]));
        }
        let mut repair = match self.free.len() {
            0 => Repair::default(),
            1 => self.one(&seen)?,
            _ => self.several(&seen)?,
        };
        repair.values.extend(self.fixed.iter().map(|(variable, (value, _))| (*variable, Some(*value))));
        if repair.values.iter().all(|(_, v)| v.is_some()) && !self.is_mended(&seen, &repair) {
            return Err(Refusal::GaveUp);
        }
        Ok(repair)
    }

    /// The constraints that something of this touches, in their order.
    fn seen(&self) -> Vec<Seen<'p>> {
        let variable = |v: u32| self.problem.variables.get(v as usize);
        let mut seen: BTreeMap<u32, Seen<'p>> = BTreeMap::new();
        let free = self.free.iter().enumerate().map(|(index, v)| (*v, Some(index), 0));
        let fixed = self.fixed.iter().map(|(v, (value, _))| (*v, None, *value));
        for (v, index, value) in free.chain(fixed) {
            let Some(of) = variable(v) else { continue };
            self.work.spend(TOUCHED * of.constraints.len());
            for &(number, a) in &of.constraints {
                let Some(constraint) = self.problem.constraints.get(number as usize) else { continue };
                let entry = seen.entry(number).or_insert_with(|| Seen {
                    constraint,
                    terms: Vec::new(),
                    low: constraint.low.map(|low| low - constraint.sum),
                    high: constraint.high.map(|high| high - constraint.sum),
                    zero: -constraint.sum,
                });
                // A blank that becomes an amount brings its rounding; what becomes a known one moves the sum.
                let room = if of.blank && constraint.widens { of.half } else { 0 };
                let moved = if index.is_some() { 0 } else { a * (value - of.printed) };
                entry.terms.extend(index.map(|index| (index, a)));
                entry.low = entry.low.map(|low| low - room - moved);
                entry.high = entry.high.map(|high| high + room - moved);
                entry.zero -= moved;
            }
        }
        seen.into_values().collect()
    }

    /// One variable: what all its constraints allow is one stretch of values, or none.
    fn one(&self, seen: &[Seen<'p>]) -> Result<Repair, Refusal> {
        let Some((&variable, of)) = self.free.first().and_then(|v| Some((v, self.problem.variables.get(*v as usize)?)))
        else {
            return Ok(Repair::default());
        };
        let stretches: Vec<(&Seen, Option<i128>, Option<i128>)> = seen
            .iter()
            .filter_map(|s| {
                let &(_, a) = s.terms.first()?;
                // Whole steps only: that is what can be printed.
                let down = |n: i128| n.div_euclid(a.abs()).div_euclid(of.step) * of.step;
                let up = |n: i128| -down(-n);
                let (low, high) = if a > 0 { (s.low, s.high) } else { (s.high.map(|h| -h), s.low.map(|l| -l)) };
                Some((s, low.map(up), high.map(down)))
            })
            .collect();
        let low = stretches.iter().filter_map(|(_, low, _)| *low).max();
        let high = stretches.iter().filter_map(|(_, _, high)| *high).min();
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            self.work.spend(stretches.len() * stretches.len());
            // Of all pairs that exclude each other the one that names the fewest figures narrows most.
            let pairs = stretches.iter().flat_map(|x| stretches.iter().map(move |y| (x, y)));
            let apart = pairs.filter(|(x, y)| x.1.zip(y.2).is_some_and(|(low, high)| low > high));
            let Some((x, y)) = apart.min_by_key(|(x, y)| x.0.size() + y.0.size()) else { return Err(Refusal::GaveUp) };
            let factor = |s: &Seen| Fraction::whole(s.terms.first().map_or(1, |(_, a)| *a));
            let Some(other) = factor(x.0).div(factor(y.0)) else { return Err(Refusal::GaveUp) };
            return Err(self.cut(&[(x.0, Fraction::ONE), (y.0, other.negated())]));
        }
        let change = preferred(&stretches, of.step, low, high);
        let bound = |change: Option<i128>, none: i128| change.map_or(none, |c| of.printed + c);
        let window = (bound(low, -BEYOND), bound(high, BEYOND));
        Ok(Repair { values: vec![(variable, change.map(|c| of.printed + c))], window: Some(window) })
    }

    /// Several variables together.
    fn several(&self, seen: &[Seen<'p>]) -> Result<Repair, Refusal> {
        let rows: Vec<Row> = seen.iter().map(|s| Row { terms: s.terms.clone(), bounds: (s.low, s.high) }).collect();
        let open = vec![(None, None); self.free.len()];
        let loose = match simplex::solve(&open, &rows, self.work) {
            Answer::GaveUp => return Err(Refusal::GaveUp),
            Answer::Feasible(values) => values,
            Answer::Infeasible(proof) => {
                let proof: Vec<_> = proof.iter().filter_map(|(row, f)| Some((seen.get(*row)?, *f))).collect();
                return Err(self.cut(&proof));
            }
        };
        // The values that make the most of the broken relations come out even.
        let mut tight = rows.clone();
        let mut best = loose;
        for (row, s) in seen.iter().enumerate().filter(|(_, s)| s.constraint.broken && s.constraint.high.is_some()) {
            let before = tight[row].bounds;
            tight[row].bounds = (Some(s.zero), Some(s.zero));
            match simplex::solve(&open, &tight, self.work) {
                Answer::Feasible(values) => best = values,
                _ => tight[row].bounds = before,
            }
        }
        let values = self.free.iter().zip(&best).enumerate().map(|(index, (&variable, &change))| {
            let of = self.problem.variables.get(variable as usize)?;
            let change = change.rounded_to(of.step)?;
            let room = seen.iter().filter_map(|s| s.high?.checked_sub(s.low?)).max().unwrap_or(0) + of.step;
            let moved = |low: Option<i128>, high: Option<i128>| {
                let further = Row { terms: vec![(index, 1)], bounds: (low, high) };
                let rows: Vec<Row> = rows.iter().cloned().chain([further]).collect();
                matches!(simplex::solve(&open, &rows, self.work), Answer::Feasible(_))
            };
            let determined = !moved(Some(change + room), None) && !moved(None, Some(change - room));
            determined.then_some(of.printed + change)
        });
        let values: Vec<(u32, Option<i128>)> = self.free.iter().copied().zip(values).collect();
        let all = Repair { values, window: None };
        if all.values.iter().all(|(_, v)| v.is_some()) && !self.is_mended(seen, &all) {
            // Between the last places: the figures are known, their last digits are not.
            return Ok(Repair { values: self.free.iter().map(|v| (*v, None)).collect(), window: None });
        }
        Ok(all)
    }

    /// With these values every constraint holds; whole numbers only.
    fn is_mended(&self, seen: &[Seen], repair: &Repair) -> bool {
        let change = |index: usize| {
            let variable = self.free.get(index)?;
            let printed = self.problem.variables.get(*variable as usize)?.printed;
            let value = repair.values.iter().find(|(v, _)| v == variable)?.1?;
            Some(value - printed)
        };
        seen.iter().all(|s| {
            let sum: Option<i128> = s.terms.iter().map(|(index, a)| Some(a * change(*index)?)).sum();
            sum.is_some_and(|sum| s.allows(sum))
        })
    }

    /// The figures that are left in a sum of constraints.
    fn cut(&self, proof: &[(&Seen, Fraction)]) -> Refusal {
        let mut sum: BTreeMap<u32, Fraction> = BTreeMap::new();
        for (seen, factor) in proof {
            self.work.spend(SUMMED * seen.size());
            for (variable, a) in &seen.constraint.terms {
                let entry = sum.entry(*variable).or_insert(Fraction::ZERO);
                match Fraction::whole(*a).mul(*factor).and_then(|add| entry.add(add)) {
                    Some(new) => *entry = new,
                    None => return Refusal::GaveUp,
                }
            }
        }
        let left = || sum.iter().filter(|(_, a)| !a.is_zero()).map(|(v, _)| *v);
        let mut given: Vec<u32> = left().filter_map(|v| self.fixed.get(&v)).map(|(_, item)| *item).collect();
        given.sort_unstable();
        given.dedup();
        let others = left().filter(|v| !self.fixed.contains_key(v) && self.free.binary_search(v).is_err());
        let items = others.filter_map(|v| self.problem.variables.get(v as usize)).flat_map(|v| v.items.iter().copied());
        let mut items: Vec<u32> = items.filter(|i| given.binary_search(i).is_err()).collect();
        items.sort_unstable();
        items.dedup();
        Refusal::Cut(Cut { items, given })
    }
}

impl Seen<'_> {
    fn allows(&self, change: i128) -> bool {
        self.low.is_none_or(|low| change >= low) && self.high.is_none_or(|high| change <= high)
    }

    fn size(&self) -> usize {
        self.constraint.terms.len()
    }
}

/// The change that makes the most relations come out even, the least rounded ones first.
fn preferred(
    stretches: &[(&Seen, Option<i128>, Option<i128>)],
    step: i128,
    low: Option<i128>,
    high: Option<i128>,
) -> Option<i128> {
    let even = |s: &Seen| {
        let &(_, a) = s.terms.first()?;
        let two_sided = s.low.is_some() && s.high.is_some();
        two_sided.then(|| (s.zero / a + step / 2 * s.zero.signum() * a.signum()) / step * step)
    };
    let fits = |c: &i128| low.is_none_or(|l| *c >= l) && high.is_none_or(|h| *c <= h);
    let mut votes: BTreeMap<i128, (usize, i128)> = BTreeMap::new();
    for (s, _, _) in stretches {
        if let Some(change) = even(s).filter(fits) {
            let room = s.high.zip(s.low).map_or(i128::MAX, |(h, l)| h.saturating_sub(l));
            let vote = votes.entry(change).or_insert((0, i128::MAX));
            *vote = (vote.0 + 1, vote.1.min(room));
        }
    }
    let best = votes.into_iter().min_by_key(|(change, (n, room))| (*room > 0, usize::MAX - n, *room, change.abs()));
    best.map(|(change, _)| change).or_else(|| low.filter(|l| high == Some(*l)))
}
