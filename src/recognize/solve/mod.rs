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

mod fit;
mod readings;
mod sheet;

use rust_decimal::Decimal;

use readings::{Found, readings};
use sheet::Sheet;

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
    /// What else is known of the total of a column. A number that is known of one column is unusual in others.
    pub told: Vec<Option<Decimal>>,
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

impl Puzzle {
    /// How unusual it is that this number of a row stands in a column.
    fn weight(&self, row: usize, column: usize, value: Decimal) -> u64 {
        let usual = self.weights.get(row).and_then(|w| w.get(column)).copied().unwrap_or(0);
        let elsewhere = self.told.contains(&Some(value)) && self.told.get(column) != Some(&Some(value));
        u64::from(usual) + if elsewhere { 2 } else { 0 }
    }
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
            told: Vec::new(),
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
