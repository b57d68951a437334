//! Which columns the numbers of a row belong to, where blank cells have left no trace.
//!
//! A row of m numbers under n columns fills m of them from left to right. Nothing in the row itself says
//! which, but the columns of a parent row (合计, a unit, a category) are the sums of its children's. So: try
//! the parent's choices from the most to the least likely, and for each find the likeliest choices of its
//! children whose columns add up to the parent's. The search carries the sums reached so far from child to
//! child and keeps only the cheapest way to each, so it grows with the number of different sums and not of
//! combinations. It gives up after [`STEPS`] and takes what is likeliest for each row by itself.

use std::{collections::HashMap, rc::Rc};

use super::placement::{Number, Placement, Shape, Unplaced, power_of_ten};

/// The most sums looked at for one table, well below a second.
const STEPS: usize = 1_000_000;

/// The most children of one row for which columns are sought together.
const MAX_CHILDREN: usize = 1_000;

/// The most choices of a top row that are looked at.
const MAX_TOP: usize = 200;

/// The most ways to place one row that are kept for the next time they are asked for.
const MAX_KEPT: usize = 200;

/// The cost of a choice below which the columns cannot add up: any other is better.
const CANNOT_ADD_UP: u32 = 1000;

/// For each row, the column of each of its numbers; numbers beyond the last column have none.
pub(crate) fn fill(rows: &[Unplaced], shape: &Shape) -> Vec<Vec<usize>> {
    let mut below = vec![Vec::new(); rows.len()];
    for (child, row) in rows.iter().enumerate() {
        if let Some(slot) = row.parent.and_then(|p| below.get_mut(p)) {
            slot.push(child);
        }
    }
    let amounts = rows.iter().flat_map(|r| &r.numbers);
    let scales = amounts.filter_map(|n| if let Number::Amount(a) = n { Some(a.scale()) } else { None });
    // One place more than is printed, for half of the last one.
    let scale = scales.max().unwrap_or(0) + 1;
    let (placements, seen) = (HashMap::new(), HashMap::new());
    let mut search = Search { steps: STEPS, rows, shape, scale, below: &below, placements, seen };
    let mut placed = vec![Vec::new(); rows.len()];
    for (top, _) in rows.iter().enumerate().filter(|(_, r)| r.parent.is_none()) {
        search.place_top(top, &mut placed);
    }
    placed
}

/// The placements of a row's children that go with one of its own, in their order, and what they and all below
/// them cost.
#[derive(Debug)]
struct Below {
    cost: u32,
    placements: Vec<usize>,
}

/// Placements of several children, the last first; ways with the same beginning share it.
type Way = Option<Rc<Link>>;

#[derive(Debug)]
struct Link {
    placement: usize,
    before: Way,
}

/// The sums that the children so far can reach, each with the cheapest way there, in the order in which they
/// were found: of ways that cost the same the first is taken, which fills from the left.
#[derive(Debug, Default)]
struct Reached {
    states: Vec<(Vec<i128>, u32, Way)>,
    index: HashMap<Vec<i128>, usize>,
}

impl Reached {
    fn add(&mut self, sums: Vec<i128>, cost: u32, way: impl FnOnce() -> Way) {
        match self.index.get(&sums).and_then(|&i| self.states.get_mut(i)) {
            Some(known) if known.1 > cost => (known.1, known.2) = (cost, way()),
            Some(_) => {}
            None => {
                self.index.insert(sums.clone(), self.states.len());
                self.states.push((sums, cost, way()));
            }
        }
    }
}

struct Search<'a> {
    /// What is left of [`STEPS`].
    steps: usize,
    rows: &'a [Unplaced],
    shape: &'a Shape,
    /// The decimals with which amounts are whole numbers.
    scale: u32,
    /// The children of each row.
    below: &'a [Vec<usize>],
    /// The placements of a row, where they are not too many to keep.
    placements: HashMap<usize, Rc<[Placement]>>,
    /// What was found below a row with this one of its placements.
    seen: HashMap<(usize, usize), Option<Rc<Below>>>,
}

impl<'a> Search<'a> {
    /// All ways to place a row, the likeliest first.
    fn placements(&mut self, at: usize) -> Rc<[Placement]> {
        if let Some(known) = self.placements.get(&at) {
            return Rc::clone(known);
        }
        let (shape, scale) = (self.shape, self.scale);
        let rows = self.rows.get(at).into_iter();
        let found: Rc<[Placement]> = rows.flat_map(|row| Placement::all(row, shape, scale)).collect();
        if found.len() <= MAX_KEPT {
            self.placements.insert(at, Rc::clone(&found));
        }
        found
    }

    fn children_of(&self, at: usize) -> &'a [usize] {
        self.below.get(at).map_or(&[], Vec::as_slice)
    }

    /// Places a row whose columns nothing above it decides, and all below it.
    fn place_top(&mut self, top: usize, placed: &mut [Vec<usize>]) {
        let options = self.placements(top);
        let costs = options.iter().enumerate().take(MAX_TOP).map(|(i, o)| (self.whole_cost(top, i, o), i));
        if let Some((_, best)) = costs.min() {
            self.settle(top, best, placed);
        }
    }

    /// What a placement costs with all below it; the more if the columns below cannot add up.
    fn whole_cost(&mut self, at: usize, index: usize, placement: &Placement) -> u32 {
        placement.cost + self.below(at, index, placement).map_or(CANNOT_ADD_UP, |b| b.cost)
    }

    fn settle(&mut self, at: usize, index: usize, placed: &mut [Vec<usize>]) {
        let options = self.placements(at);
        let Some(placement) = options.get(index) else { return };
        if let Some(slot) = placed.get_mut(at) {
            slot.clone_from(&placement.columns);
        }
        let children = self.children_of(at);
        match self.below(at, index, placement) {
            Some(below) => {
                for (&child, &own) in children.iter().zip(&below.placements) {
                    self.settle(child, own, placed);
                }
            }
            // The columns cannot add up: each child for itself.
            None => {
                for &child in children {
                    self.place_top(child, placed);
                }
            }
        }
    }

    fn below(&mut self, parent: usize, index: usize, placement: &Placement) -> Option<Rc<Below>> {
        if let Some(known) = self.seen.get(&(parent, index)) {
            return known.clone();
        }
        let found = self.search_below(parent, placement).map(Rc::new);
        self.seen.insert((parent, index), found.clone());
        found
    }

    /// The cheapest placements of a row's children whose columns add up to it.
    fn search_below(&mut self, parent: usize, placement: &Placement) -> Option<Below> {
        let target = &placement.sums;
        let children = self.children_of(parent);
        if children.is_empty() {
            return Some(Below { cost: 0, placements: Vec::new() });
        }
        if children.len() > MAX_CHILDREN {
            return None;
        }
        let mut reached = Reached::default();
        reached.add(vec![0; target.len()], 0, || None);
        for &child in children {
            let all = self.placements(child);
            let mut options = Vec::new();
            for (index, option) in all.iter().enumerate() {
                // A child has money only where its parent has.
                if option.sums.iter().zip(target).all(|(own, whole)| *own == 0 || *whole != 0) {
                    options.push((self.whole_cost(child, index, option), index, &option.sums));
                }
            }
            self.steps = self.steps.checked_sub(reached.states.len() * options.len())?;
            let mut next = Reached::default();
            for (sums, cost, way) in &reached.states {
                for &(own_cost, placement, own) in &options {
                    let sums = sums.iter().zip(own).map(|(a, b)| a.saturating_add(*b)).collect();
                    next.add(sums, cost + own_cost, || Some(Rc::new(Link { placement, before: way.clone() })));
                }
            }
            reached = next;
        }
        // Rounding: each addend may be off by half of its last place.
        let half = power_of_ten(self.scale.saturating_sub(placement.places + 1)).saturating_mul(5);
        let slack = half.saturating_mul(i128::try_from(children.len() + 1).unwrap_or(i128::MAX));
        let is_near =
            |sums: &[i128]| sums.iter().zip(target).all(|(s, t)| s.saturating_sub(*t).saturating_abs() <= slack);
        let exact = reached.index.get(target).and_then(|&i| reached.states.get(i));
        let near = || reached.states.iter().filter(|(sums, ..)| is_near(sums)).min_by_key(|(_, cost, _)| *cost);
        let (_, cost, way) = exact.or_else(near)?;
        let mut placements = Vec::with_capacity(children.len());
        let mut link = way.as_ref();
        while let Some(last) = link {
            placements.push(last.placement);
            link = last.before.as_ref();
        }
        placements.reverse();
        Some(Below { cost: *cost, placements })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::placement::Takes, *};
    use crate::model::parse_amount;

    fn row(numbers: &str, parent: Option<usize>) -> Unplaced {
        let numbers = numbers
            .split_whitespace()
            .map(|n| if n.ends_with('%') { Number::Share } else { Number::Amount(parse_amount(n).unwrap()) })
            .collect();
        Unplaced { numbers, parent, carried: parent.map(|_| false), dashes: 0 }
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
