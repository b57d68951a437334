//! Which columns the numbers of a row belong to, where blank cells have left no trace.
//!
//! A row of m numbers under n columns fills m of them from left to right. Nothing in the row itself says
//! which, but the columns of a parent row (合计, a unit, a category) are the sums of its children's. So: try
//! the parent's choices from the most to the least likely, and for each find the likeliest choices of its
//! children whose columns add up to the parent's. The search carries the sums reached so far from child to
//! child and keeps only the cheapest way to each, so it is bounded by the number of different sums; it
//! gives up at [`MAX_STATES`] and takes what is likeliest then.

use std::collections::HashMap;

use rust_decimal::Decimal;

/// The most intermediate sums looked at for one parent: some milliseconds.
const MAX_STATES: usize = 20_000;

/// A number of a row before it has a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// Money.
    Amount(Decimal),
    /// Percent, printed with its sign: it goes into columns of shares only.
    Share,
}

/// A row before its numbers have columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unplaced {
    /// Its numbers from left to right.
    pub numbers: Vec<Number>,
    /// The row whose amounts are the sums of this one's and its siblings'; always an earlier index in the order
    /// of solution, so no row is its own ancestor.
    pub parent: Option<usize>,
    /// Whether the name says that the money is carried over (上年结转); `None` for a row that sums others.
    pub carried: Option<bool>,
}

/// What is known of the columns of numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    /// For each column: shares, not amounts.
    pub shares: Vec<bool>,
    /// The column that is the sum of the others.
    pub total: Option<usize>,
    /// Columns of money carried over.
    pub carried: Vec<usize>,
}

/// For each row, the column of each of its numbers; numbers beyond the last column have none.
pub(crate) fn fill(rows: &[Unplaced], shape: &Shape) -> Vec<Vec<usize>> {
    let mut placed: Vec<Option<Vec<usize>>> = vec![None; rows.len()];
    for top in 0..rows.len() {
        if rows.get(top).is_some_and(|r| r.parent.is_none()) {
            place_top(top, rows, shape, &mut placed);
        }
    }
    rows.iter()
        .zip(placed)
        .map(|(row, p)| p.or_else(|| choices(row, shape).into_iter().next().map(|c| c.columns)).unwrap_or_default())
        .collect()
}

/// One way to place a row's numbers, and how unlikely it is.
#[derive(Debug, Clone)]
struct Choice {
    columns: Vec<usize>,
    cost: u32,
}

/// All ways to place a row, the likeliest first.
fn choices(row: &Unplaced, shape: &Shape) -> Vec<Choice> {
    let n = shape.shares.len();
    let mut out = Vec::new();
    let mut columns = Vec::new();
    choose(row, shape, n, 0, 0, &mut columns, &mut out);
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
    n: usize,
    from: usize,
    cost: u32,
    columns: &mut Vec<usize>,
    out: &mut Vec<Choice>,
) {
    let Some(number) = row.numbers.get(columns.len()) else {
        out.push(Choice { columns: columns.clone(), cost });
        return;
    };
    for column in from..n {
        let is_share = shape.shares.get(column).copied().unwrap_or(false);
        if is_share != (*number == Number::Share) || out.len() > MAX_STATES {
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
        columns.push(column);
        choose(row, shape, n, column + 1, cost + to_the_right + against_name, columns, out);
        columns.pop();
    }
}

/// The amounts of a row in their columns.
fn sums(row: &Unplaced, columns: &[usize], n: usize) -> Vec<Decimal> {
    let mut out = vec![Decimal::ZERO; n];
    for (number, &column) in row.numbers.iter().zip(columns) {
        if let (Number::Amount(a), Some(slot)) = (number, out.get_mut(column)) {
            *slot += *a;
        }
    }
    out
}

/// Places a row without a parent, and all below it.
fn place_top(top: usize, rows: &[Unplaced], shape: &Shape, placed: &mut [Option<Vec<usize>>]) {
    let Some(row) = rows.get(top) else { return };
    let options = choices(row, shape);
    let best = options
        .iter()
        .take(200)
        .filter_map(|o| Some((o.cost + cost_below(top, o, rows, shape)?, o)))
        .min_by_key(|(cost, _)| *cost)
        .map(|(_, o)| o)
        .or(options.first());
    if let Some(choice) = best {
        settle(top, choice.columns.clone(), rows, shape, placed);
    }
}

fn cost_below(parent: usize, choice: &Choice, rows: &[Unplaced], shape: &Shape) -> Option<u32> {
    Some(children(parent, &choice.columns, rows, shape)?.iter().map(|(_, c)| c.cost).sum())
}

fn settle(at: usize, columns: Vec<usize>, rows: &[Unplaced], shape: &Shape, placed: &mut [Option<Vec<usize>>]) {
    let below = children(at, &columns, rows, shape);
    if let Some(slot) = placed.get_mut(at) {
        *slot = Some(columns);
    }
    match below {
        Some(below) => {
            for (child, choice) in below {
                settle(child, choice.columns, rows, shape, placed);
            }
        }
        // The columns cannot add up: each child for itself.
        None => {
            for child in (0..rows.len()).filter(|&c| rows.get(c).is_some_and(|r| r.parent == Some(at))) {
                place_top(child, rows, shape, placed);
            }
        }
    }
}

/// The cheapest choices of a row's children whose columns add up to it.
fn children(parent: usize, columns: &[usize], rows: &[Unplaced], shape: &Shape) -> Option<Vec<(usize, Choice)>> {
    let n = shape.shares.len();
    let target = sums(rows.get(parent)?, columns, n);
    let below: Vec<usize> =
        (0..rows.len()).filter(|&c| rows.get(c).is_some_and(|r| r.parent == Some(parent))).collect();
    if below.is_empty() {
        return Some(Vec::new());
    }
    // Sums reached → the cheapest way there.
    let mut states: HashMap<Vec<Decimal>, (u32, Vec<Choice>)> = HashMap::new();
    states.insert(vec![Decimal::ZERO; n], (0, Vec::new()));
    for &child in &below {
        let row = rows.get(child)?;
        let options = choices(row, shape);
        let mut next: HashMap<Vec<Decimal>, (u32, Vec<Choice>)> = HashMap::new();
        for (reached, (cost, way)) in &states {
            for option in &options {
                let own = sums(row, &option.columns, n);
                // A child has money only where its parent has.
                if own.iter().zip(&target).any(|(o, t)| !o.is_zero() && t.is_zero()) {
                    continue;
                }
                let sum: Vec<Decimal> = reached.iter().zip(&own).map(|(a, b)| a + b).collect();
                let total = cost + option.cost;
                if next.get(&sum).is_none_or(|(c, _)| *c > total) {
                    let mut way = way.clone();
                    way.push(option.clone());
                    next.insert(sum, (total, way));
                }
            }
        }
        if next.len() > MAX_STATES {
            return None;
        }
        states = next;
    }
    let best = match states.remove(&target) {
        Some((_, way)) => way,
        None => {
            // Rounding: each addend may be off by half of its last place.
            let places = target.iter().map(Decimal::scale).max().unwrap_or(0);
            let slack = Decimal::new(5, places + 1) * Decimal::from(below.len() + 1);
            let near = |sum: &[Decimal]| sum.iter().zip(&target).all(|(s, t)| (s - t).abs() <= slack);
            states.into_iter().filter(|(sum, _)| near(sum)).map(|(_, way)| way).min_by_key(|(cost, _)| *cost)?.1
        }
    };
    Some(below.into_iter().zip(best).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_amount;

    fn row(numbers: &str, parent: Option<usize>) -> Unplaced {
        let numbers = numbers
            .split_whitespace()
            .map(|n| if n.ends_with('%') { Number::Share } else { Number::Amount(parse_amount(n).unwrap()) })
            .collect();
        Unplaced { numbers, parent, carried: parent.map(|_| false) }
    }

    #[test]
    fn columns_add_up_to_the_total_row() {
        // 合计 | 本年 | 结转
        let shape = Shape { shares: vec![false; 3], total: Some(0), carried: vec![2] };
        let rows = [row("30.00 25.00 5.00", None), row("25.00 25.00", Some(0)), row("5.00 5.00", Some(0))];
        assert_eq!(fill(&rows, &shape), [vec![0, 1, 2], vec![0, 1], vec![0, 2]]);
    }

    #[test]
    fn a_number_goes_where_the_sum_wants_it() {
        // 当年金额 | 占比 | 2024年 | 2023年
        let shape = Shape { shares: vec![false, true, false, false], ..Shape::default() };
        let rows = [row("90 100% 120 80", None), row("90 100% 100 80", Some(0)), row("20", Some(0))];
        assert_eq!(fill(&rows, &shape), [vec![0, 1, 2, 3], vec![0, 1, 2, 3], vec![2]]);
    }

    #[test]
    fn what_cannot_add_up_is_placed_by_likelihood() {
        let shape = Shape { shares: vec![false; 3], total: Some(0), carried: vec![2] };
        let mut carried = row("7.00 7.00", Some(0));
        carried.carried = Some(true);
        let rows = [row("30.00 25.00 5.00", None), row("1.00 1.00", Some(0)), carried];
        assert_eq!(fill(&rows, &shape), [vec![0, 1, 2], vec![0, 1], vec![0, 2]]);
    }
}
