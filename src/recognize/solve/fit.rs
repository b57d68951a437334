//! The search for readings of several rows that add up to another row in every column.

use rust_decimal::Decimal;

/// Steps of the search for the parts of one sum.
const MAX_GROUP_STEPS: usize = 100_000;

/// The search for readings of parts that add up to a total in every column.
pub struct Fit<'a> {
    /// For each part its readings: numbers by column, and how unusual it is.
    pub options: &'a [Vec<(Vec<Decimal>, u64)>],
    /// For each part, the least and the most that it and those after it can add up to, by column.
    pub reach: Vec<Vec<(Decimal, Decimal)>>,
    /// What rounding allows.
    pub slack: Decimal,
    /// The most usual combination found so far, with its cost.
    pub best: Option<(Vec<usize>, u64)>,
    /// Steps taken.
    pub steps: usize,
}

impl Fit<'_> {
    /// Tries the readings of the part after those picked.
    pub fn search(&mut self, picks: &mut Vec<usize>, rest: Vec<Decimal>, cost: u64) {
        self.steps += 1;
        if self.steps > MAX_GROUP_STEPS || self.best.as_ref().is_some_and(|b| b.1 <= cost) {
            return;
        }
        let Some(part) = self.options.get(picks.len()) else {
            if rest.iter().all(|r| r.abs() <= self.slack) {
                self.best = Some((picks.clone(), cost));
            }
            return;
        };
        for (pick, (values, unusual)) in part.iter().enumerate() {
            let left: Vec<Decimal> = rest.iter().zip(values).map(|(r, v)| r - v).collect();
            if self.can_still_fit(&left, picks.len() + 1) {
                picks.push(pick);
                self.search(picks, left, cost + unusual);
                picks.pop();
            }
        }
        if part.is_empty() {
            picks.push(0);
            self.search(picks, rest, cost);
            picks.pop();
        }
    }

    /// What parts from each on can add up to, by column.
    pub fn reach(options: &[Vec<(Vec<Decimal>, u64)>], columns: usize) -> Vec<Vec<(Decimal, Decimal)>> {
        let mut out = vec![vec![(Decimal::ZERO, Decimal::ZERO); columns]];
        for part in options.iter().rev() {
            let after = out.last().map_or(&[][..], Vec::as_slice);
            let here = after.iter().enumerate().map(|(column, &(low, high))| {
                let values = || part.iter().filter_map(|(v, _)| v.get(column).copied());
                (low + values().min().unwrap_or_default(), high + values().max().unwrap_or_default())
            });
            let here = here.collect();
            out.push(here);
        }
        out.reverse();
        out
    }

    /// Whether the parts from `from` on can make up what is left in each column.
    fn can_still_fit(&self, left: &[Decimal], from: usize) -> bool {
        let reach = self.reach.get(from).map_or(&[][..], Vec::as_slice);
        left.iter().zip(reach).all(|(rest, (low, high))| low - self.slack <= *rest && *rest <= high + self.slack)
    }
}
