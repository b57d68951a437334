//! Which columns the numbers of a row belong to, where blank cells have left no trace.
//!
//! A row of m numbers under n columns fills m of them from left to right. Nothing in the row itself says
//! which, but the columns of a parent row (合计, a unit, a category) are the sums of its children's. So: try
//! the parent's choices from the most to the least likely, and for each find the likeliest choices of its
//! children whose columns add up to the parent's. The search carries the sums reached so far from child to
//! child and keeps only the cheapest way to each, so it grows with the number of different sums and not of
//! combinations. It gives up after [`STEPS`] and takes what is likeliest for each row by itself.

use std::{collections::HashMap, rc::Rc};

use rust_decimal::Decimal;

/// The most sums looked at for one table, well below a second.
const STEPS: usize = 1_000_000;

/// The most children of one row for which columns are sought together.
const MAX_CHILDREN: usize = 1_000;

/// The most ways looked at to place one row.
const MAX_CHOICES: usize = 2_000;

/// The most choices of a top row that are looked at.
const MAX_TOP: usize = 200;

/// The cost of a choice below which the columns cannot add up: any other is better.
const CANNOT_ADD_UP: u32 = 1000;

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

/// For each row, the column of each of its numbers; numbers beyond the last column have none.
pub(crate) fn fill(rows: &[Unplaced], shape: &Shape) -> Vec<Vec<usize>> {
    let mut search = Search { steps: STEPS, rows, shape, below: vec![Vec::new(); rows.len()], seen: HashMap::new() };
    for (child, row) in rows.iter().enumerate() {
        if let Some(slot) = row.parent.and_then(|p| search.below.get_mut(p)) {
            slot.push(child);
        }
    }
    let mut placed = vec![Vec::new(); rows.len()];
    for (top, _) in rows.iter().enumerate().filter(|(_, r)| r.parent.is_none()) {
        search.place_top(top, &mut placed);
    }
    placed
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
        columns.push(column);
        choose(row, shape, column + 1, cost + to_the_right + against_name, columns, out, steps);
        columns.pop();
    }
}

/// The amounts of a row in their columns.
fn sums(row: &Unplaced, columns: &[usize], shape: &Shape) -> Vec<Decimal> {
    let mut out = vec![Decimal::ZERO; shape.columns.len()];
    for (number, &column) in row.numbers.iter().zip(columns) {
        let adds_up = shape.columns.get(column) == Some(&Takes::Amount);
        if let (Number::Amount(a), Some(slot), true) = (number, out.get_mut(column), adds_up) {
            *slot += *a;
        }
    }
    out
}

/// The choices of a row's children that go with one of its own, and what they and all below them cost.
#[derive(Debug, Clone)]
struct Below {
    cost: u32,
    choices: Vec<(usize, Choice)>,
}

/// Choices of several children, the last first; ways with the same beginning share it.
type Way = Option<Rc<Link>>;

#[derive(Debug)]
struct Link {
    choice: Choice,
    before: Way,
}

struct Search<'a> {
    /// What is left of [`STEPS`].
    steps: usize,
    rows: &'a [Unplaced],
    shape: &'a Shape,
    /// The children of each row.
    below: Vec<Vec<usize>>,
    /// What was found below a row whose numbers stand in these columns.
    seen: HashMap<(usize, Vec<usize>), Option<Below>>,
}

impl Search<'_> {
    /// Places a row whose columns nothing above it decides, and all below it.
    fn place_top(&mut self, top: usize, placed: &mut [Vec<usize>]) {
        let Some(row) = self.rows.get(top) else { return };
        let options = choices(row, self.shape);
        let best = options.iter().take(MAX_TOP).min_by_key(|o| self.whole_cost(top, o)).cloned();
        if let Some(choice) = best {
            self.settle(top, choice.columns, placed);
        }
    }

    /// What a choice costs with all below it; the more if the columns below cannot add up.
    fn whole_cost(&mut self, at: usize, choice: &Choice) -> u32 {
        choice.cost + self.children(at, &choice.columns).map_or(CANNOT_ADD_UP, |b| b.cost)
    }

    fn settle(&mut self, at: usize, columns: Vec<usize>, placed: &mut [Vec<usize>]) {
        let below = self.children(at, &columns);
        if let Some(slot) = placed.get_mut(at) {
            *slot = columns;
        }
        match below {
            Some(below) => {
                for (child, choice) in below.choices {
                    self.settle(child, choice.columns, placed);
                }
            }
            // The columns cannot add up: each child for itself.
            None => {
                for child in self.below.get(at).cloned().unwrap_or_default() {
                    self.place_top(child, placed);
                }
            }
        }
    }

    fn children(&mut self, parent: usize, columns: &[usize]) -> Option<Below> {
        let key = (parent, columns.to_vec());
        if let Some(known) = self.seen.get(&key) {
            return known.clone();
        }
        let found = self.search_children(parent, columns);
        self.seen.insert(key, found.clone());
        found
    }

    /// The cheapest choices of a row's children whose columns add up to it.
    fn search_children(&mut self, parent: usize, columns: &[usize]) -> Option<Below> {
        let n = self.shape.columns.len();
        let target = sums(self.rows.get(parent)?, columns, self.shape);
        let below = self.below.get(parent)?.clone();
        if below.is_empty() {
            return Some(Below { cost: 0, choices: Vec::new() });
        }
        // Sums reached → the cheapest way there.
        if below.len() > MAX_CHILDREN {
            return None;
        }
        let mut states: HashMap<Vec<Decimal>, (u32, Way)> = HashMap::new();
        states.insert(vec![Decimal::ZERO; n], (0, None));
        for &child in &below {
            let row = self.rows.get(child)?;
            let mut options = Vec::new();
            for option in choices(row, self.shape) {
                let own = sums(row, &option.columns, self.shape);
                // A child has money only where its parent has.
                if own.iter().zip(&target).all(|(o, t)| o.is_zero() || !t.is_zero()) {
                    options.push((self.whole_cost(child, &option), own, option));
                }
            }
            self.steps = self.steps.checked_sub(states.len() * options.len())?;
            let mut next: HashMap<Vec<Decimal>, (u32, Way)> = HashMap::new();
            for (reached, (cost, way)) in &states {
                for (own_cost, own, option) in &options {
                    let sum: Vec<Decimal> = reached.iter().zip(own).map(|(a, b)| a + b).collect();
                    let total = cost + own_cost;
                    if next.get(&sum).is_none_or(|(c, _)| *c > total) {
                        let way = Link { choice: option.clone(), before: way.clone() };
                        next.insert(sum, (total, Some(Rc::new(way))));
                    }
                }
            }
            states = next;
        }
        let (cost, way) = match states.remove(&target) {
            Some(exact) => exact,
            None => {
                // Rounding: each addend may be off by half of its last place.
                let places = target.iter().map(Decimal::scale).max().unwrap_or(0);
                let slack = Decimal::new(5, places + 1) * Decimal::from(below.len() + 1);
                let near = |sum: &[Decimal]| sum.iter().zip(&target).all(|(s, t)| (s - t).abs() <= slack);
                states.into_iter().filter(|(sum, _)| near(sum)).map(|(_, way)| way).min_by_key(|(cost, _)| *cost)?
            }
        };
        let mut ways = Vec::new();
        let mut link = way.as_ref();
        while let Some(last) = link {
            ways.push(last.choice.clone());
            link = last.before.as_ref();
        }
        Some(Below { cost, choices: below.into_iter().zip(ways.into_iter().rev()).collect() })
    }
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
        let shape = Shape { columns: vec![Takes::Amount; 3], total: Some(0), carried: vec![2] };
        let rows = [row("30.00 25.00 5.00", None), row("25.00 25.00", Some(0)), row("5.00 5.00", Some(0))];
        assert_eq!(fill(&rows, &shape), [vec![0, 1, 2], vec![0, 1], vec![0, 2]]);
    }

    #[test]
    fn a_number_goes_where_the_sum_wants_it() {
        // 当年金额 | 占比 | 2024年 | 2023年
        let shape =
            Shape { columns: vec![Takes::Amount, Takes::Share, Takes::Amount, Takes::Amount], ..Shape::default() };
        let rows = [row("90 100% 120 80", None), row("90 100% 100 80", Some(0)), row("20", Some(0))];
        assert_eq!(fill(&rows, &shape), [vec![0, 1, 2, 3], vec![0, 1, 2, 3], vec![2]]);
    }

    #[test]
    fn what_cannot_add_up_is_placed_by_likelihood() {
        let shape = Shape { columns: vec![Takes::Amount; 3], total: Some(0), carried: vec![2] };
        let mut carried = row("7.00 7.00", Some(0));
        carried.carried = Some(true);
        let rows = [row("30.00 25.00 5.00", None), row("1.00 1.00", Some(0)), carried];
        assert_eq!(fill(&rows, &shape), [vec![0, 1, 2], vec![0, 1], vec![0, 2]]);
    }
}
