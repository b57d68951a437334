//! The readings chosen for all rows, and how far each column is from adding up.

use rust_decimal::Decimal;

use super::{
    Group, Puzzle,
    fit::Fit,
    readings::{Candidate, Found},
};

/// Rounds of improvement; each lowers the deviation, and the search stops at the first that does not.
const MAX_ROUNDS: usize = 20;
/// The most parts of one sum that are searched together.
const MAX_PARTS: usize = 300;

/// The readings chosen so far, with the deviation of every column of every group kept up to date.
pub struct Sheet<'a> {
    puzzle: &'a Puzzle,
    candidates: &'a [Found],
    /// Which of its readings each row has.
    pub chosen: Vec<usize>,
    /// `total − Σ parts` by group and column.
    rest: Vec<Vec<Decimal>>,
    /// What rounding allows, by group.
    slack: Vec<Decimal>,
    /// The groups of a row, with `true` where it is the total.
    groups_of: Vec<Vec<(usize, bool)>>,
}

/// How much better a choice is: less deviation first, then more usual.
type Gain = (Decimal, i128);
const NO_GAIN: Gain = (Decimal::ZERO, 0);

impl<'a> Sheet<'a> {
    /// Every row with its most usual reading.
    pub fn new(puzzle: &'a Puzzle, candidates: &'a [Found]) -> Self {
        let rows = candidates.len();
        let mut groups_of = vec![Vec::new(); rows];
        for (g, group) in puzzle.groups.iter().enumerate() {
            for (row, is_total) in std::iter::once((group.total, true)).chain(group.parts.iter().map(|&p| (p, false))) {
                if let Some(list) = groups_of.get_mut(row) {
                    list.push((g, is_total));
                }
            }
        }
        let places = puzzle.rows.iter().flatten().map(Decimal::scale).max().unwrap_or(2);
        let slack =
            puzzle.groups.iter().map(|g| Decimal::new(5, places + 1) * Decimal::from(g.parts.len() + 1)).collect();
        let rest = vec![vec![Decimal::ZERO; puzzle.columns]; puzzle.groups.len()];
        let mut sheet = Self { puzzle, candidates, chosen: vec![0; rows], rest, slack, groups_of };
        for row in 0..rows {
            sheet.book(row, false);
        }
        sheet
    }

    fn reading(&self, row: usize) -> Option<&'a Candidate> {
        self.candidates.get(row)?.all.get(*self.chosen.get(row)?)
    }

    fn options(&self, row: usize) -> usize {
        self.candidates.get(row).map_or(0, |c| c.all.len())
    }

    /// Adds the row's numbers to its groups, or takes them out.
    fn book(&mut self, row: usize, out: bool) {
        let (Some(reading), Some(values)) = (self.reading(row), self.puzzle.rows.get(row)) else { return };
        for &(group, is_total) in self.groups_of.get(row).map_or(&[][..], Vec::as_slice) {
            let Some(rest) = self.rest.get_mut(group) else { continue };
            for (&column, &value) in reading.columns.iter().zip(values) {
                if let Some(slot) = rest.get_mut(column) {
                    if is_total == out { *slot -= value } else { *slot += value }
                }
            }
        }
    }

    fn deviation(&self, group: usize) -> Decimal {
        let slack = self.slack.get(group).copied().unwrap_or_default();
        let rest = self.rest.get(group).map_or(&[][..], Vec::as_slice);
        rest.iter().map(|r| r.abs()).filter(|r| *r > slack).sum()
    }

    /// Reads a row in another way; returns the gain.
    fn switch(&mut self, row: usize, option: usize) -> Gain {
        let groups: Vec<usize> = self.groups_of.get(row).map_or_else(Vec::new, |g| g.iter().map(|(g, _)| *g).collect());
        let state = |sheet: &Self| -> (Decimal, i128) {
            let deviation = groups.iter().map(|&g| sheet.deviation(g)).sum();
            (deviation, sheet.reading(row).map_or(0, |c| i128::from(c.cost)))
        };
        let before = state(self);
        self.book(row, true);
        if let Some(slot) = self.chosen.get_mut(row) {
            *slot = option;
        }
        self.book(row, false);
        let after = state(self);
        (before.0 - after.0, before.1 - after.1)
    }

    /// The best other reading of one row, if it is a gain.
    fn try_row(&mut self, row: usize) -> Gain {
        let mut total = NO_GAIN;
        for option in 0..self.options(row) {
            let Some(old) = self.chosen.get(row).copied() else { break };
            if option == old {
                continue;
            }
            let gain = self.switch(row, option);
            if gain > NO_GAIN {
                total = (total.0 + gain.0, total.1 + gain.1);
            } else {
                self.switch(row, old);
            }
        }
        total
    }

    /// Improves row by row while that lowers the deviation.
    pub fn improve(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let mut gained = false;
            for row in 0..self.chosen.len() {
                gained |= self.try_row(row) > NO_GAIN;
            }
            if !gained {
                return;
            }
        }
    }

    /// The numbers of one reading by column.
    fn by_column(&self, row: usize, option: usize) -> Vec<Decimal> {
        let mut out = vec![Decimal::ZERO; self.puzzle.columns];
        let reading = self.candidates.get(row).and_then(|c| c.all.get(option));
        let values = self.puzzle.rows.get(row);
        for (&column, &value) in reading.iter().flat_map(|r| &r.columns).zip(values.into_iter().flatten()) {
            if let Some(slot) = out.get_mut(column) {
                *slot = value;
            }
        }
        out
    }

    /// Reads the parts of a group so that they add up to its total as it is read now, if some readings do.
    pub fn fit_parts(&mut self, group: usize) {
        let Some(Group { total, parts }) = self.puzzle.groups.get(group) else { return };
        let Some(pick) = self.chosen.get(*total).copied() else { return };
        if parts.len() > MAX_PARTS || parts.iter().all(|&p| self.options(p) <= 1) {
            return;
        }
        let target = self.by_column(*total, pick);
        let options: Vec<Vec<(Vec<Decimal>, u64)>> = parts
            .iter()
            .map(|&p| {
                let all = self.candidates.get(p).map_or(&[][..], |c| &c.all);
                all.iter().enumerate().map(|(i, c)| (self.by_column(p, i), c.cost)).collect()
            })
            .collect();
        let slack = self.slack.get(group).copied().unwrap_or_default();
        let mut fit =
            Fit { reach: Fit::reach(&options, self.puzzle.columns), options: &options, slack, best: None, steps: 0 };
        fit.search(&mut Vec::new(), target, 0);
        let Some((picks, _)) = fit.best else { return };
        for (&part, pick) in parts.iter().zip(picks) {
            self.switch(part, pick);
        }
    }
}
