//! The ways in which the numbers of one row can stand in the columns, and how unlikely each is.

use rust_decimal::Decimal;

/// The most ways looked at to place one row.
const MAX_CHOICES: usize = 2_000;

/// A number of a row before it has a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// Money.
    Amount(Decimal),
    /// Percent, printed with its sign.
    Share,
}

/// What a column of numbers takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Money, which adds up.
    Amount,
    /// Percent with its sign.
    Share,
    /// Percent without a sign, as the header has it: `权重（%）`.
    BareShare,
}

/// A row before its numbers have columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unplaced {
    /// Its numbers from left to right.
    pub numbers: Vec<Number>,
    /// The row whose amounts are the sums of this one's and its siblings'. No row is its own ancestor.
    pub parent: Option<usize>,
    /// Whether the name says that the money is carried over (上年结转); `None` for a row that sums others.
    pub carried: Option<bool>,
    /// How many cells before its first number are printed as a dash; some may be of columns of text.
    pub dashes: usize,
}

/// What is known of the columns of numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    /// What each column takes.
    pub columns: Vec<Takes>,
    /// The column that is the sum of the others.
    pub total: Option<usize>,
    /// Columns of money carried over.
    pub carried: Vec<usize>,
}

/// One way to place a row's numbers, and how unlikely it is.
#[derive(Debug, Clone)]
struct Choice {
    columns: Vec<usize>,
    cost: u32,
}

/// All ways to place a row, the likeliest first.
fn choices(row: &Unplaced, shape: &Shape) -> Vec<Choice> {
    let n = shape.columns.len();
    let mut out = Vec::new();
    let mut columns = Vec::new();
    choose(row, shape, 0, 0, &mut columns, &mut out, &mut { MAX_CHOICES * n });
    if out.is_empty() {
        // More numbers than columns, or of other sorts: as far as they go, from the left.
        out.push(Choice { columns: (0..row.numbers.len().min(n)).collect(), cost: 0 });
    }
    out.sort_by_key(|c| c.cost);
    out
}

fn choose(
    row: &Unplaced,
    shape: &Shape,
    from: usize,
    cost: u32,
    columns: &mut Vec<usize>,
    out: &mut Vec<Choice>,
    steps: &mut usize,
) {
    let Some(number) = row.numbers.get(columns.len()) else {
        out.push(Choice { columns: columns.clone(), cost });
        return;
    };
    // The numbers behind this one need columns too.
    let behind = row.numbers.len() - columns.len() - 1;
    for column in from..shape.columns.len().saturating_sub(behind) {
        if *steps == 0 {
            return;
        }
        *steps -= 1;
        let printed_as_share = shape.columns.get(column) == Some(&Takes::Share);
        if printed_as_share != (*number == Number::Share) {
            continue;
        }
        // A row's total is never left out before its parts.
        if shape.total.is_some_and(|t| columns.is_empty() && column > t) {
            break;
        }
        let to_the_right = u32::try_from(column).unwrap_or(u32::MAX / 8);
        let against_name = match (row.carried, shape.carried.contains(&column)) {
            _ if Some(column) == shape.total => 0,
            (Some(true), false) => 20,
            (Some(false), true) => 6,
            _ => 0,
        };
        // Where blanks are printed as dashes, so many that no column is left for them, the numbers stand behind.
        let free = shape.columns.len() - row.numbers.len().min(shape.columns.len());
        let before_dashes = row.dashes > 0 && row.dashes >= free && columns.is_empty() && column < free;
        let against_dashes = if before_dashes { 20 } else { 0 };
        columns.push(column);
        choose(row, shape, column + 1, cost + to_the_right + against_name + against_dashes, columns, out, steps);
        columns.pop();
    }
}

/// A choice with what it puts into the columns.
#[derive(Debug)]
pub(super) struct Placement {
    /// The column of each number.
    pub columns: Vec<usize>,
    /// How unlikely it is.
    pub cost: u32,
    /// The amounts by column, as whole numbers of a common scale.
    pub sums: Vec<i128>,
    /// The most decimals printed among them.
    pub places: u32,
}

impl Placement {
    /// All ways to place a row, the likeliest first; `scale` is the decimals with which amounts are whole numbers.
    pub fn all(row: &Unplaced, shape: &Shape, scale: u32) -> impl Iterator<Item = Self> {
        choices(row, shape).into_iter().map(move |choice| Self::of(row, choice, shape, scale))
    }

    fn of(row: &Unplaced, choice: Choice, shape: &Shape, scale: u32) -> Self {
        let Choice { columns, cost } = choice;
        let (mut sums, mut places) = (vec![0; shape.columns.len()], 0);
        for (number, &column) in row.numbers.iter().zip(&columns) {
            let adds_up = shape.columns.get(column) == Some(&Takes::Amount);
            if let (Number::Amount(amount), Some(slot), true) = (number, sums.get_mut(column), adds_up) {
                *slot = amount.mantissa().saturating_mul(power_of_ten(scale.saturating_sub(amount.scale())));
                places = places.max(amount.scale());
            }
        }
        Self { columns, cost, sums, places }
    }
}

/// More than any money where it is more than can be counted.
pub(super) fn power_of_ten(places: u32) -> i128 {
    10i128.checked_pow(places).unwrap_or(i128::MAX)
}
