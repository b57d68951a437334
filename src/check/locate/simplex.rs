//! Whether a system of linear bounds can be met, exactly, and if not, why.
//!
//! The general simplex of Dutertre and de Moura (“A fast linear-arithmetic solver for DPLL(T)”, 2006): every
//! row `Σ a·y` gets a variable of its own with the row's bounds; starting from zero, a row that is out of its
//! bounds is moved into them by another variable that has room. Where none has, the row itself is the proof:
//! it is a sum of others, all of which stand at the bound that keeps it out (Farkas). Bland's rule makes it end.

use super::{fraction::Fraction, work::Work};

/// Bounds of a row or a variable; `None` is open.
pub(in crate::check) type Bounds = (Option<i128>, Option<i128>);

/// `low ≤ Σ a·y ≤ high`.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Row {
    /// Variable and coefficient.
    pub terms: Vec<(usize, i128)>,
    pub bounds: Bounds,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::check) enum Answer {
    /// Values of the variables that meet all bounds.
    Feasible(Vec<Fraction>),
    /// The rows of a sum that no values can bring into its bounds, each with its factor.
    Infeasible(Vec<(usize, Fraction)>),
    /// The numbers grew beyond what can be held exactly, or there was more to do than may be.
    GaveUp,
}

/// More pivots than any component of a disclosure has needed, by far.
const PIVOTS: usize = 4000;
/// What exact arithmetic with one number of the tableau costs …
const EXACT: usize = 120;
/// … and looking at one.
const LOOK: usize = 8;

/// Asks whether variables within `variables` can meet all rows. All variables start at zero, which must be
/// within their bounds.
pub(in crate::check) fn solve(variables: &[Bounds], rows: &[Row], work: &Work) -> Answer {
    if !work.spend(LOOK.saturating_mul(variables.len().saturating_mul(rows.len()))) {
        return Answer::GaveUp;
    }
    match Tableau::new(variables, rows).run(work) {
        Some(answer) => answer,
        None => Answer::GaveUp,
    }
}

struct Tableau {
    count: usize,
    bounds: Vec<Bounds>,
    values: Vec<Fraction>,
    /// The variable that each line states …
    basic: Vec<usize>,
    /// … as a sum of these, by their variables' numbers.
    nonbasic: Vec<usize>,
    lines: Vec<Vec<Fraction>>,
}

impl Tableau {
    fn new(variables: &[Bounds], rows: &[Row]) -> Self {
        let count = variables.len();
        let line = |row: &Row| {
            let mut line = vec![Fraction::ZERO; count];
            for &(variable, a) in &row.terms {
                if let Some(cell) = line.get_mut(variable) {
                    *cell = cell.add(Fraction::whole(a)).unwrap_or(Fraction::ZERO);
                }
            }
            line
        };
        Self {
            count,
            bounds: variables.iter().copied().chain(rows.iter().map(|r| r.bounds)).collect(),
            values: vec![Fraction::ZERO; count + rows.len()],
            basic: (count..count + rows.len()).collect(),
            nonbasic: (0..count).collect(),
            lines: rows.iter().map(line).collect(),
        }
    }

    fn run(mut self, work: &Work) -> Option<Answer> {
        for _ in 0..PIVOTS {
            if !work.spend(LOOK * (self.lines.len() + self.nonbasic.len())) {
                return None;
            }
            let out = (0..self.basic.len()).filter_map(|line| Some((self.basic[line], line, self.needed(line)?)));
            // Bland's rule: the smallest variable.
            let Some((_, line, target)) = out.min_by_key(|(variable, _, _)| *variable) else {
                self.values.truncate(self.count);
                return Some(Answer::Feasible(self.values));
            };
            let up = target.sub(self.values[self.basic[line]])?.sign() > 0;
            let free = (0..self.nonbasic.len()).filter(|k| self.can_move(line, *k, up));
            match free.min_by_key(|k| self.nonbasic[*k]) {
                Some(k) => self.pivot(line, k, target, work)?,
                None => return Some(self.conflict(line)),
            }
        }
        None
    }

    /// The bound that this line's variable misses.
    fn needed(&self, line: usize) -> Option<Fraction> {
        let variable = self.basic[line];
        let (low, high) = self.bounds[variable];
        let at = self.values[variable];
        let low = low.map(Fraction::whole).filter(|l| at.sub(*l).is_some_and(|d| d.sign() < 0));
        low.or(high.map(Fraction::whole).filter(|h| at.sub(*h).is_some_and(|d| d.sign() > 0)))
    }

    /// The nonbasic variable has room to move the line's variable that way.
    fn can_move(&self, line: usize, k: usize, up: bool) -> bool {
        let factor = self.lines[line][k].sign();
        let variable = self.nonbasic[k];
        let (low, high) = self.bounds[variable];
        let at = self.values[variable];
        let rises = (factor > 0) == up;
        let bound = if rises { high } else { low };
        factor != 0 && bound.is_none_or(|b| at != Fraction::whole(b))
    }

    /// Exchanges the two, and moves the line's variable to the target.
    fn pivot(&mut self, line: usize, k: usize, target: Fraction, work: &Work) -> Option<()> {
        let (leaving, entering) = (self.basic[line], self.nonbasic[k]);
        let factor = self.lines[line][k];
        let step = target.sub(self.values[leaving])?.div(factor)?;
        self.values[leaving] = target;
        self.values[entering] = self.values[entering].add(step)?;
        for other in (0..self.lines.len()).filter(|l| *l != line) {
            let a = self.lines[other][k];
            if !a.is_zero() {
                let variable = self.basic[other];
                self.values[variable] = self.values[variable].add(a.mul(step)?)?;
            }
        }
        // entering = (leaving − Σ others) / factor
        let mut new = self.lines[line].clone();
        for (column, a) in new.iter_mut().enumerate() {
            *a = if column == k { Fraction::ONE.div(factor)? } else { a.div(factor)?.negated() };
        }
        for other in (0..self.lines.len()).filter(|l| *l != line) {
            let a = self.lines[other][k];
            if a.is_zero() {
                continue;
            }
            if !work.spend(EXACT * new.len()) {
                return None;
            }
            for (column, cell) in new.iter().enumerate() {
                let add = a.mul(*cell)?;
                let old = if column == k { Fraction::ZERO } else { self.lines[other][column] };
                self.lines[other][column] = old.add(add)?;
            }
        }
        self.lines[line] = new;
        self.basic[line] = entering;
        self.nonbasic[k] = leaving;
        Some(())
    }

    /// The rows that keep this line out of its bounds.
    fn conflict(&self, line: usize) -> Answer {
        let row_of = |variable: usize| variable.checked_sub(self.count);
        let own = row_of(self.basic[line]).map(|row| (row, Fraction::ONE));
        let others = self.nonbasic.iter().zip(&self.lines[line]).filter(|(_, a)| !a.is_zero());
        let others = others.filter_map(|(variable, a)| Some((row_of(*variable)?, a.negated())));
        Answer::Infeasible(own.into_iter().chain(others).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(terms: &[(usize, i128)], low: i128, high: i128) -> Row {
        Row { terms: terms.to_vec(), bounds: (Some(low), Some(high)) }
    }

    const OPEN: Bounds = (None, None);

    #[test]
    fn values_that_meet_all_bounds_are_found() {
        let rows = [row(&[(0, 1), (1, 1)], 10, 10), row(&[(0, 1), (1, -1)], 4, 4)];
        assert_eq!(
            solve(&[OPEN, OPEN], &rows, &Work::new(u64::MAX, None)),
            Answer::Feasible(vec![Fraction::whole(7), Fraction::whole(3)])
        );
    }

    #[test]
    fn where_there_are_none_the_rows_that_exclude_each_other_are_named() {
        let rows = [row(&[(0, 1), (1, 1)], 10, 10), row(&[(0, 1)], 0, 3), row(&[(1, 1)], 0, 3), row(&[(0, 1)], 0, 9)];
        let Answer::Infeasible(proof) = solve(&[OPEN, OPEN], &rows, &Work::new(u64::MAX, None)) else { panic!() };
        let mut named: Vec<usize> = proof.iter().map(|(r, _)| *r).collect();
        named.sort_unstable();
        assert_eq!(named, [0, 1, 2]);
    }

    #[test]
    fn bounds_of_variables_count() {
        let rows = [row(&[(0, 1), (1, 1)], 10, 10)];
        assert!(matches!(
            solve(&[(Some(0), Some(5)), (Some(0), Some(5))], &rows, &Work::new(u64::MAX, None)),
            Answer::Feasible(_)
        ));
        assert!(matches!(
            solve(&[(Some(0), Some(5)), (Some(0), Some(4))], &rows, &Work::new(u64::MAX, None)),
            Answer::Infeasible(_)
        ));
    }
}
