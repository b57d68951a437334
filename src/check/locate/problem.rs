//! What is broken and what may be changed to mend it, as plain numbers.

use crate::{
    check::{exact::Exact, locate::fraction::gcd},
    model::{CellRef, Spot, Unit, half_place},
};

/// Where a constraint comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Source {
    /// Index into `Checker::relations`.
    Relation(usize),
    /// Index into `Prose::claims`.
    Claim(usize),
}

/// `low ≤ Σ a·x ≤ high`: a relation whose difference stays within what rounding nearly always stays within.
#[derive(Debug, Clone)]
pub(super) struct Constraint {
    pub source: Source,
    /// Each variable once.
    pub terms: Vec<(u32, i128)>,
    /// `Σ a·x` as printed.
    pub sum: i128,
    pub low: Option<i128>,
    pub high: Option<i128>,
    /// A blank that becomes an amount brings its own rounding with it.
    pub widens: bool,
    /// It does not hold as printed.
    pub broken: bool,
}

/// A number that may be another than the printed one.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    /// Where it stands. None of what is not printed: a row left out, a doubt.
    pub spot: Option<Spot>,
    /// As printed; zero for blank.
    pub printed: i128,
    pub blank: bool,
    /// The last place.
    pub step: i128,
    /// What rounding may have hidden: half a last place, or nothing.
    pub half: i128,
    pub unit: Unit,
    pub places: u32,
    /// Last year's figures that stand beside it.
    pub stale: Vec<i128>,
    /// The constraints that it is in, with its factor there.
    pub constraints: Vec<(u32, i128)>,
    /// The items that change it.
    pub items: Vec<u32>,
    /// It is in further relations, which were too far away to be looked at.
    pub beyond: bool,
}

/// What an item of the solution says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// This one figure is wrong.
    Figure,
    /// A row is left out below the total in this row (漏行); named where another table tells which.
    Gap { total: CellRef, missing: Option<CellRef> },
    /// This row repeats another (重行).
    Double { row: CellRef },
    /// The amounts of this row stand in the wrong columns (错列).
    Columns { row: CellRef },
    /// The amounts of this row and the next one are exchanged (串行).
    Rows { row: CellRef },
    /// The relation need not hold here.
    Doubt,
}

/// One decision: a figure is wrong, or something happened to a whole row.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub kind: Kind,
    /// How unlikely it is: the sum of these is what is made small.
    pub weight: u32,
    /// What changes: to any value, or to this one.
    pub changes: Vec<(u32, Option<i128>)>,
}

/// What is broken and what may be changed. Plain data: it can be solved on another thread.
#[derive(Debug, Clone, Default)]
pub struct Problem {
    pub(super) variables: Vec<Variable>,
    pub(super) items: Vec<Item>,
    pub(super) constraints: Vec<Constraint>,
    /// All numbers above are whole multiples of this many 10⁻⁸ 元.
    pub(super) scale: i128,
    /// More is broken, or may have happened, than can be looked at together.
    pub(super) too_large: bool,
}

/// Weights: about what one wrong figure is among the others. What decides is the order, not the size.
pub(super) mod weight {
    /// A figure that others state too would break those: the constraints see to that by themselves.
    pub const CELL: u32 = 100;
    /// Totals are added up by hand where leaves are copied.
    pub const TOTAL: u32 = 99;
    /// Its column was worked out at import.
    pub const INFERRED: u32 = 80;
    /// It ties by how bookings are usually made.
    pub const USUAL: u32 = 60;
    /// Text is written by hand, after the tables.
    pub const TEXT: u32 = 92;
    /// Words do not say for certain what a number is compared with.
    pub const UNSURE: u32 = 70;
    /// Words may always have been misread.
    pub const WORDS: u32 = 120;
    /// Only the figures chose the reading under which it must hold.
    pub const SCOPE: u32 = 130;
    /// It is rounding after all (存疑尾差).
    pub const DOUBTFUL: u32 = 50;
}

impl Problem {
    /// Nothing is broken.
    pub fn is_empty(&self) -> bool {
        !self.constraints.iter().any(|c| c.broken)
    }

    /// The number of a new variable, which only its own item changes.
    pub(super) fn variable(&mut self, variable: Variable) -> u32 {
        self.variables.push(variable);
        u32::try_from(self.variables.len() - 1).unwrap_or(u32::MAX)
    }

    pub(super) fn item(&mut self, item: Item) {
        let number = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        for (variable, _) in &item.changes {
            if let Some(v) = self.variables.get_mut(*variable as usize) {
                v.items.push(number);
            }
        }
        self.items.push(item);
    }

    /// `Σ a·x` as printed.
    pub(super) fn sum(&self, constraint: &Constraint) -> i128 {
        constraint.terms.iter().map(|(v, a)| a * self.variables.get(*v as usize).map_or(0, |v| v.printed)).sum()
    }

    /// Divides everything by what it has in common, and links variables to their constraints.
    pub(super) fn finish(mut self) -> Self {
        let mut common = 0;
        for v in &self.variables {
            for n in [v.printed, v.step, v.half].into_iter().chain(v.stale.iter().copied()) {
                common = gcd(common, n.abs());
            }
        }
        for c in &self.constraints {
            for n in [c.low, c.high].into_iter().flatten() {
                common = gcd(common, n.abs());
            }
        }
        let fixed = self.items.iter().flat_map(|i| &i.changes).filter_map(|(_, value)| *value);
        let common = fixed.fold(common, |a, b| gcd(a, b.abs())).max(1);
        for v in &mut self.variables {
            for n in [&mut v.printed, &mut v.step, &mut v.half].into_iter().chain(&mut v.stale) {
                *n /= common;
            }
            v.step = v.step.max(1);
        }
        for (number, c) in (0u32..).zip(&mut self.constraints) {
            for n in [&mut c.low, &mut c.high].into_iter().flatten() {
                *n /= common;
            }
            c.sum = 0;
            for (v, a) in &c.terms {
                if let Some(v) = self.variables.get_mut(*v as usize) {
                    v.constraints.push((number, *a));
                    c.sum += a * v.printed;
                }
            }
        }
        for (_, value) in self.items.iter_mut().flat_map(|i| &mut i.changes) {
            if let Some(n) = value {
                *n /= common;
            }
        }
        self.scale = common;
        self
    }
}

impl Variable {
    /// What is not printed.
    pub fn unprinted() -> Self {
        Self {
            spot: None,
            printed: 0,
            blank: false,
            step: 0,
            half: 0,
            unit: Unit::default(),
            places: 0,
            stale: Vec::new(),
            constraints: Vec::new(),
            items: Vec::new(),
            beyond: false,
        }
    }
}

/// One last place, in 10⁻⁸ 元.
pub(super) fn step(places: u32, unit: Unit) -> i128 {
    let half = Exact::of(Some(half_place(places, unit)), unit).or_zero();
    // Where two decimals of a 元 are exact, 分 is the last place.
    if half > 0 { 2 * half } else { 1_000_000 }
}
