//! Which column does a bare number belong to?
//!
//! Plain text drops blanks: `208 社会保障和就业支出 9.24 9.24` does not say whether the second number is
//! 基本支出 or 项目支出. The order of a row's numbers is kept, so its reading is a choice of columns. The
//! choice is made by what must hold:
//!
//! 1. *Across.* All order-preserving choices for a row are enumerated, keeping those in which every sum of
//!    the header holds within rounding. Numbers whose column is the same in all of them are certain; the
//!    others are marked inferred.
//! 2. *Down.* Among the readings left, those are taken that make every column's total the sum of its rows:
//!    first the usual reading of each row, then improvements by one row, then by two rows of one group, while
//!    the sum of all deviations falls. Each step lowers a sum that cannot go below zero, so it ends.
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
}

/// How many readings of one row are kept, and how many steps the search for them may take.
const MAX_READINGS: usize = 48;
const MAX_STEPS: usize = 200_000;

struct Candidate {
    columns: Vec<usize>,
    cost: u64,
}

/// Reads all rows. A row with more numbers than columns gets no reading (`None`).
pub fn solve(puzzle: &Puzzle) -> Vec<Option<Reading>> {
    let candidates: Vec<Vec<Candidate>> = (0..puzzle.rows.len()).map(|row| readings(puzzle, row)).collect();
    let mut chosen: Vec<usize> = vec![0; candidates.len()];
    improve(puzzle, &candidates, &mut chosen);
    candidates
        .iter()
        .zip(&chosen)
        .map(|(all, &pick)| {
            let picked = all.get(pick)?;
            let certain = (0..picked.columns.len())
                .map(|i| all.iter().all(|other| other.columns.get(i) == picked.columns.get(i)))
                .collect();
            Some(Reading { columns: picked.columns.clone(), certain })
        })
        .collect()
}

/// The readings of one row that break the fewest sums of the header, most usual first.
fn readings(puzzle: &Puzzle, row: usize) -> Vec<Candidate> {
    let Some(values) = puzzle.rows.get(row) else { return Vec::new() };
    if values.len() > puzzle.columns {
        return Vec::new();
    }
    // Most rows satisfy all sums; only where none does is a broken sum accepted.
    for allowed in 0..=puzzle.sums.len() {
        let mut search = Search { puzzle, row, values, allowed, found: Vec::new(), steps: 0 };
        search.place(0, &mut Vec::new(), 0, 0);
        if !search.found.is_empty() {
            search.found.sort_by_key(|c| c.cost);
            search.found.truncate(MAX_READINGS);
            return search.found;
        }
    }
    Vec::new()
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

/// Chooses readings so that columns add up.
fn improve(puzzle: &Puzzle, candidates: &[Vec<Candidate>], chosen: &mut [usize]) {
    let mut best = cost(puzzle, candidates, chosen);
    // The search stops at the first round without gain; the bound is for hopeless tables.
    for _ in 0..20 {
        let before = best;
        for row in 0..chosen.len() {
            best = try_row(puzzle, candidates, chosen, row, best);
        }
        if best.0.is_zero() {
            return;
        }
        if best == before {
            best = try_pairs(puzzle, candidates, chosen, best);
            if best == before {
                return;
            }
        }
    }
}

type Cost = (Decimal, u64);

fn try_row(puzzle: &Puzzle, candidates: &[Vec<Candidate>], chosen: &mut [usize], row: usize, mut best: Cost) -> Cost {
    let options = candidates.get(row).map_or(0, Vec::len);
    for option in 0..options {
        let Some(old) = chosen.get(row).copied() else { break };
        if option == old {
            continue;
        }
        set(chosen, row, option);
        let now = cost(puzzle, candidates, chosen);
        if now < best { best = now } else { set(chosen, row, old) }
    }
    best
}

fn try_pairs(puzzle: &Puzzle, candidates: &[Vec<Candidate>], chosen: &mut [usize], mut best: Cost) -> Cost {
    for group in &puzzle.groups {
        let rows: Vec<usize> = std::iter::once(group.total)
            .chain(group.parts.iter().copied())
            .filter(|&r| candidates.get(r).is_some_and(|c| c.len() > 1))
            .collect();
        for (i, &first) in rows.iter().enumerate() {
            for option in 0..candidates.get(first).map_or(0, Vec::len) {
                let Some(old) = chosen.get(first).copied() else { break };
                set(chosen, first, option);
                let start = best;
                for &second in rows.get(i + 1..).unwrap_or_default() {
                    best = try_row(puzzle, candidates, chosen, second, best);
                }
                if best == start {
                    set(chosen, first, old);
                }
            }
        }
    }
    best
}

fn set(chosen: &mut [usize], row: usize, option: usize) {
    if let Some(slot) = chosen.get_mut(row) {
        *slot = option;
    }
}

/// Deviation of all columns of all groups beyond rounding, then how unusual the readings are.
fn cost(puzzle: &Puzzle, candidates: &[Vec<Candidate>], chosen: &[usize]) -> Cost {
    let reading = |row: usize| candidates.get(row).and_then(|c| c.get(*chosen.get(row)?));
    let value = |row: usize, column: usize| -> Option<Decimal> {
        let at = reading(row)?.columns.iter().position(|&c| c == column)?;
        puzzle.rows.get(row)?.get(at).copied()
    };
    let mut deviation = Decimal::ZERO;
    for group in &puzzle.groups {
        for column in 0..puzzle.columns {
            let total = value(group.total, column).unwrap_or_default();
            let parts: Vec<Decimal> = group.parts.iter().filter_map(|&r| value(r, column)).collect();
            let off = (total - parts.iter().sum::<Decimal>()).abs();
            if off > rounding(total, parts.len()).max(Decimal::new(5, 3)) {
                deviation += off;
            }
        }
    }
    let unusual = (0..chosen.len()).filter_map(reading).map(|c| c.cost).sum();
    (deviation, unusual)
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
