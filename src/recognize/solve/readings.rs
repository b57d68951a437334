//! All readings of one row: order-preserving choices of columns in which the sums of the header hold.

use rust_decimal::Decimal;

use super::{HeaderSum, Puzzle};

/// How many readings of one row are kept, and how many steps the search for them may take.
const MAX_READINGS: usize = 48;
const MAX_STEPS: usize = 200_000;
/// Steps that all rows of a table may take together; rows after that are read from the left, uncertain.
const MAX_TABLE_STEPS: usize = 20_000_000;

/// One reading of a row.
pub struct Candidate {
    /// The column of each number.
    pub columns: Vec<usize>,
    /// How unusual the filled columns are.
    pub cost: u64,
}

/// The readings of a row, and whether these are all there are.
pub struct Found {
    /// Most usual first.
    pub all: Vec<Candidate>,
    /// These are all there are.
    pub complete: bool,
    /// None of them makes all sums of the header hold.
    pub breaks_header: bool,
}

/// The readings of one row that break the fewest sums of the header, most usual first.
pub fn readings(puzzle: &Puzzle, row: usize, steps: &mut usize) -> Found {
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
            let value = self.values.get(placed.len() - 1).copied().unwrap_or_default();
            let weight = self.puzzle.weight(self.row, column, value);
            let now = broken + self.broken_at(column, placed);
            self.place(column + 1, placed, cost + weight, now);
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
