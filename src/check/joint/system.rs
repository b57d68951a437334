//! Amounts within the intervals of their printing, and sums that they have to meet.

use std::collections::HashMap;

use microlp::{ComparisonOp, OptimizationDirection};

use crate::{
    check::{
        Checker,
        locate::{
            fraction::gcd,
            simplex::{self, Answer, Row},
            work::Work,
        },
    },
    model::CellRef,
};

/// What handing a program to the LP solver costs with each number of it …
const NUMBER: usize = 4000;
/// … and each pivot. It has no bound of its own on pivots but the clock and does not tell how many there were, so a
/// program is only handed over where as many as it has lines can be paid, and is charged for them.
const PIVOT: usize = 5;

/// `Σ a·y = −r` for every sum, with `|y| ≤ h`: y is what printing took from an amount.
pub(super) struct System {
    halves: Vec<i128>,
    rows: Vec<Row>,
}

impl System {
    pub fn of(checker: &Checker, sums: &[usize]) -> Self {
        let mut variables: HashMap<CellRef, usize> = HashMap::new();
        let (mut halves, mut rows) = (Vec::new(), Vec::new());
        for relation in sums.iter().filter_map(|s| checker.relations().get(*s)) {
            let mut terms: Vec<(usize, i128)> = Vec::new();
            let mut sum = 0;
            let stated = std::iter::once((relation.stated, 1));
            for (cell, a) in stated.chain(relation.terms.iter().map(|t| (t.cell, -i128::from(t.sign)))) {
                let exact = checker.amounts.get(cell);
                sum += a * exact.or_zero();
                let half = checker.amounts.half(cell.table);
                // Nothing is printed where nothing is: a blank is exact.
                if exact.is_blank() || half == 0 {
                    continue;
                }
                let variable = *variables.entry(cell).or_insert_with(|| {
                    halves.push(half);
                    halves.len() - 1
                });
                match terms.iter_mut().find(|(v, _)| *v == variable) {
                    Some((_, old)) => *old += a,
                    None => terms.push((variable, a)),
                }
            }
            rows.push(Row { terms, bounds: (Some(-sum), Some(-sum)) });
        }
        let mut out = Self { halves, rows };
        out.scale();
        out
    }

    /// Divides everything by what it has in common: mostly half a last place.
    fn scale(&mut self) {
        let targets = self.rows.iter().filter_map(|r| r.bounds.0);
        let common = self.halves.iter().copied().chain(targets).fold(0, |a, b| gcd(a, b.abs())).max(1);
        self.halves.iter_mut().for_each(|h| *h /= common);
        for row in &mut self.rows {
            row.bounds = (row.bounds.0.map(|b| b / common), row.bounds.1.map(|b| b / common));
        }
    }

    /// The LP solver finds amounts, or does not say that there are none. `None` where it may do no more.
    pub fn may_hold(&self, work: &Work) -> Option<bool> {
        let size: usize = self.rows.iter().map(|r| 1 + r.terms.len()).sum();
        let price = size.saturating_mul(NUMBER + PIVOT * self.rows.len());
        // What is too much leaves what there is to smaller ones.
        (u64::try_from(price).is_ok_and(|price| price < work.left()) && work.spend(price))
            .then(|| self.amounts_may_exist())
    }

    fn amounts_may_exist(&self) -> bool {
        let mut program = microlp::Problem::new(OptimizationDirection::Minimize);
        let float = |n: i128| i32::try_from(n).ok().map(f64::from);
        let Some(bounds) = self.halves.iter().map(|h| float(*h)).collect::<Option<Vec<f64>>>() else { return true };
        let variables: Vec<_> = bounds.iter().map(|h| program.add_var(0.0, (-h, *h))).collect();
        for row in &self.rows {
            let terms = row.terms.iter().map(|(v, a)| Some((*variables.get(*v)?, float(*a)?)));
            let Some(terms) = terms.collect::<Option<Vec<_>>>() else { return true };
            let Some(target) = row.bounds.0.and_then(float) else { return true };
            if terms.is_empty() {
                if target != 0.0 {
                    return false;
                }
                continue;
            }
            program.add_constraint(&terms, ComparisonOp::Eq, target);
        }
        !matches!(program.solve(), Err(microlp::Error::Infeasible))
    }

    /// Exact arithmetic proves that there are none, before the work is over.
    pub fn is_impossible(&self, work: &Work) -> bool {
        let bounds: Vec<_> = self.halves.iter().map(|h| (Some(-h), Some(*h))).collect();
        matches!(simplex::solve(&bounds, &self.rows, work), Answer::Infeasible(_))
    }
}
