//! Which column does a bare number belong to?
//!
//! Plain text drops blanks: `208 社会保障和就业支出 9.24 9.24` does not say whether the second number is
//! 基本支出 or 项目支出. The order of a row's numbers is kept, so its reading is a choice of columns. The
//! choice is made by what must hold:
//!
//! 1. *Across.* All order-preserving choices for a row are enumerated, keeping those in which every sum of
//!    the header holds within rounding. Numbers whose column is the same in all of them are certain; the
//!    others are marked inferred.
//! 2. *Down.* Among the readings left, those are taken that make every column's total the sum of its rows.
//!    From the total of the table downwards, the parts of each sum are searched for readings that add up to
//!    it in every column; the most usual such combination is taken. What then still deviates is improved row
//!    by row while the sum of all deviations falls, which cannot go on for ever, as that sum is not negative.
//! 3. What is still open is settled by how usual a column is (`weight`), and stays marked inferred.

use rust_decimal::Decimal;

/// `total = Σ parts` within a row, as indices of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderSum {
    /// The column of the sum.
    pub total: usize,
    /// What adds up to it.
    pub parts: Vec<usize>,
}

/// What is known of a table before its numbers have columns.
#[derive(Debug, Default)]
pub struct Puzzle {
    /// How many value columns there are.
    pub columns: usize,
    /// Sums of the header.
    pub sums: Vec<HeaderSum>,
    /// How unusual it is that a column of this index is filled in a given row: `weight(row, column)`, by row.
    pub weights: Vec<Vec<u32>>,
    /// The numbers of each row, in order.
    pub rows: Vec<Vec<Decimal>>,
    /// Rows that are the sum of other rows, column by column.
    pub groups: Vec<Group>,
}

/// A row and the rows that add up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The row of the sum.
    pub total: usize,
    /// Its parts.
    pub parts: Vec<usize>,
}

/// How one row is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The column of each number, ascending.
    pub columns: Vec<usize>,
    /// Whether what must hold in the row alone leaves no other column for the number.
    pub certain: Vec<bool>,
    /// No choice of columns makes all sums of the header hold.
    pub breaks_header: bool,
}

/// How many readings of one row are kept, and how many steps the search for them may take.
const MAX_READINGS: usize = 48;
const MAX_STEPS: usize = 200_000;
/// Steps that all rows of a table may take together; rows after that are read from the left, uncertain.
const MAX_TABLE_STEPS: usize = 20_000_000;
/// Rounds of improvement; each lowers the deviation, and the search stops at the first that does not.
const MAX_ROUNDS: usize = 20;
/// Steps of the search for the parts of one sum, and the most parts that are searched together.
const MAX_GROUP_STEPS: usize = 100_000;
const MAX_PARTS: usize = 300;

struct Candidate {
    columns: Vec<usize>,
    cost: u64,
}

/// Reads all rows. A row with more numbers than columns gets no reading (`None`).
pub fn solve(puzzle: &Puzzle) -> Vec<Option<Reading>> {
    let mut steps = 0;
    let candidates: Vec<Found> = (0..puzzle.rows.len()).map(|row| readings(puzzle, row, &mut steps)).collect();
    let mut sheet = Sheet::new(puzzle, &candidates);
    for group in top_down(&puzzle.groups, candidates.len()) {
        sheet.fit_parts(group);
    }
    sheet.improve();
    candidates
        .iter()
        .zip(&sheet.chosen)
        .map(|(found, &pick)| {
            let picked = found.all.get(pick)?;
            let certain = (0..picked.columns.len())
                .map(|i| found.complete && found.all.iter().all(|other| other.columns.get(i) == picked.columns.get(i)))
                .collect();
            Some(Reading { columns: picked.columns.clone(), certain, breaks_header: found.breaks_header })
        })
        .collect()
}

/// The readings of a row, and whether these are all there are.
struct Found {
    all: Vec<Candidate>,
    complete: bool,
    breaks_header: bool,
}

/// The readings of one row that break the fewest sums of the header, most usual first.
fn readings(puzzle: &Puzzle, row: usize, steps: &mut usize) -> Found {
    let nothing = Found { all: Vec::new(), complete: true, breaks_header: true };
    let Some(values) = puzzle.rows.get(row) else { return nothing };
    if values.len() > puzzle.columns {
        return nothing;
    }
    // Most rows satisfy all sums; only where none does is a broken sum accepted.
    for allowed in 0..=puzzle.sums.len() {
        if *steps > MAX_TABLE_STEPS {
            break;
        }
        let mut search = Search { puzzle, row, values, allowed, found: Vec::new(), steps: 0 };
        search.place(0, &mut Vec::new(), 0, 0);
        *steps += search.steps;
        if !search.found.is_empty() {
            search.found.sort_by_key(|c| c.cost);
            let complete = search.steps <= MAX_STEPS && search.found.len() <= MAX_READINGS;
            search.found.truncate(MAX_READINGS);
            return Found { all: search.found, complete, breaks_header: allowed > 0 };
        }
    }
    Found {
        all: vec![Candidate { columns: (0..values.len()).collect(), cost: 0 }],
        complete: false,
        breaks_header: true,
    }
}

struct Search<'a> {
    puzzle: &'a Puzzle,
    row: usize,
    values: &'a [Decimal],
    allowed: usize,
    found: Vec<Candidate>,
    steps: usize,
}

impl Search<'_> {
    /// Places the numbers from `placed.len()` on into the columns from `column` on.
    fn place(&mut self, column: usize, placed: &mut Vec<usize>, cost: u64, broken: usize) {
        self.steps += 1;
        let left = self.values.len() - placed.len();
        if broken > self.allowed || self.steps > MAX_STEPS || self.puzzle.columns - column < left {
            return;
        }
        if column == self.puzzle.columns {
            self.found.push(Candidate { columns: placed.clone(), cost });
            return;
        }
        if left > 0 {
            placed.push(column);
            let weight = self.puzzle.weights.get(self.row).and_then(|w| w.get(column)).copied().unwrap_or(0);
            let now = broken + self.broken_at(column, placed);
            self.place(column + 1, placed, cost + u64::from(weight), now);
            placed.pop();
        }
        let now = broken + self.broken_at(column, placed);
        self.place(column + 1, placed, cost, now);
    }

    /// How many sums that are complete once `column` is decided do not hold.
    fn broken_at(&self, column: usize, placed: &[usize]) -> usize {
        let complete = |s: &&HeaderSum| s.total.max(s.parts.iter().copied().max().unwrap_or(0)) == column;
        self.puzzle.sums.iter().filter(complete).filter(|s| !self.holds(s, placed)).count()
    }

    fn value(&self, column: usize, placed: &[usize]) -> Option<Decimal> {
        placed.iter().position(|&c| c == column).and_then(|i| self.values.get(i)).copied()
    }

    fn holds(&self, sum: &HeaderSum, placed: &[usize]) -> bool {
        let total = self.value(sum.total, placed);
        let parts: Vec<Decimal> = sum.parts.iter().filter_map(|&c| self.value(c, placed)).collect();
        match total {
            None => parts.is_empty(),
            Some(total) => {
                // A total of zero needs no parts; any other must have some.
                (total.is_zero() || !parts.is_empty())
                    && (parts.iter().sum::<Decimal>() - total).abs() <= rounding(total, parts.len())
            }
        }
    }
}

/// The most that rounding of a total and its parts can add up to.
fn rounding(total: Decimal, parts: usize) -> Decimal {
    Decimal::new(5, total.scale() + 1) * Decimal::from(parts + 1)
}

/// The readings chosen so far, with the deviation of every column of every group kept up to date.
struct Sheet<'a> {
    puzzle: &'a Puzzle,
    candidates: &'a [Found],
    chosen: Vec<usize>,
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
    fn new(puzzle: &'a Puzzle, candidates: &'a [Found]) -> Self {
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

    fn improve(&mut self) {
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
    fn fit_parts(&mut self, group: usize) {
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

/// The search for readings of parts that add up to a total in every column.
struct Fit<'a> {
    /// For each part its readings: numbers by column, and how unusual it is.
    options: &'a [Vec<(Vec<Decimal>, u64)>],
    /// For each part, the least and the most that it and those after it can add up to, by column.
    reach: Vec<Vec<(Decimal, Decimal)>>,
    slack: Decimal,
    best: Option<(Vec<usize>, u64)>,
    steps: usize,
}

impl Fit<'_> {
    fn search(&mut self, picks: &mut Vec<usize>, rest: Vec<Decimal>, cost: u64) {
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

    fn reach(options: &[Vec<(Vec<Decimal>, u64)>], columns: usize) -> Vec<Vec<(Decimal, Decimal)>> {
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

/// The groups in an order in which a total comes before the totals among its parts.
fn top_down(groups: &[Group], rows: usize) -> Vec<usize> {
    let mut depth = vec![0usize; rows];
    // Rounds are bounded by the depth of the tree: a table has few levels.
    for _ in 0..6 {
        for group in groups {
            let above = depth.get(group.total).copied().unwrap_or(0);
            for &part in &group.parts {
                if let Some(slot) = depth.get_mut(part) {
                    *slot = (*slot).max(above + 1).min(8);
                }
            }
        }
    }
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&g| groups.get(g).and_then(|g| depth.get(g.total)).copied().unwrap_or(0));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as numbers, `合计 = 基本 + 项目 (+ 经营)`; the first row is the total of the others.
    fn read(columns: usize, rows: &[&str]) -> Vec<String> {
        let rows: Vec<Vec<Decimal>> =
            rows.iter().map(|r| r.split_whitespace().map(|n| n.parse().unwrap()).collect()).collect();
        let weights = vec![(0..columns).map(|c| if c > 2 { 1 } else { 0 }).collect(); rows.len()];
        let puzzle = Puzzle {
            columns,
            sums: vec![HeaderSum { total: 0, parts: (1..columns).collect() }],
            weights,
            groups: vec![Group { total: 0, parts: (1..rows.len()).collect() }],
            rows,
        };
        solve(&puzzle)
            .into_iter()
            .zip(&puzzle.rows)
            .map(|(reading, values)| {
                let reading = reading.unwrap();
                let mut cells = vec!["·".to_owned(); columns];
                for ((column, value), certain) in reading.columns.iter().zip(values).zip(reading.certain) {
                    cells[*column] = format!("{value}{}", if certain { "" } else { "?" });
                }
                cells.join(" ")
            })
            .collect()
    }

    #[test]
    fn blanks_are_found_by_what_must_hold_down_the_columns() {
        let rows = ["397.30 76.90 320.40", "9.24 9.24", "382.42 62.02 320.40", "5.65 5.65"];
        assert_eq!(read(3, &rows), ["397.30 76.90 320.40", "9.24 9.24? ·", "382.42 62.02 320.40", "5.65 5.65? ·"]);
    }

    #[test]
    fn a_project_row_among_basic_rows() {
        let rows = ["10.00 4.00 6.00", "4.00 4.00", "5.00 5.00", "1.00 1.00"];
        assert_eq!(read(3, &rows), ["10.00 4.00 6.00", "4.00 4.00? ·", "5.00 · 5.00?", "1.00 · 1.00?"]);
    }

    #[test]
    fn three_rows_at_once() {
        // No single change and no pair of changes from the usual reading makes both columns add up.
        let rows = ["111.00 11.00 100.00", "5.00 5.00", "50.00 50.00", "30.00 30.00", "6.00 6.00", "20.00 20.00"];
        let seen = read(3, &rows);
        assert_eq!(seen[1..], ["5.00 5.00? ·", "50.00 · 50.00?", "30.00 · 30.00?", "6.00 6.00? ·", "20.00 · 20.00?"]);
    }

    #[test]
    fn rare_columns_stay_blank_unless_something_speaks_for_them() {
        assert_eq!(read(4, &["10.00 4.00 6.00", "10.00 4.00 6.00"])[0], "10.00 4.00? 6.00? ·");
    }

    #[test]
    fn a_row_that_cannot_hold_is_still_read() {
        assert_eq!(read(3, &["10.00 4.00 7.00", "10.00 4.00 7.00"])[0], "10.00 4.00 7.00");
    }

    #[test]
    fn too_many_numbers_have_no_reading() {
        let puzzle = Puzzle { columns: 1, rows: vec![vec![Decimal::ONE, Decimal::TWO]], ..Puzzle::default() };
        assert_eq!(solve(&puzzle), [None]);
    }
}
