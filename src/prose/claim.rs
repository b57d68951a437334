//! Claims (说法): what must hold of the numbers in the text.

use super::Direction;
use crate::model::{CellRef, Decimal, TextRef};

/// Something that the text states and that can be held against cells or other numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// `N1` … `N15`
    pub rule: &'static str,
    /// The number that states it: index into `Prose::numbers`.
    pub stated: usize,
    /// What it may mean, the most likely first. It holds if one of them does.
    pub readings: Vec<Reading>,
    /// Whether it is sure what it is compared with.
    pub doubt: Doubt,
}

/// How sure it is what a claim is compared with. Where it is not, a difference is a 警告, no 错误.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is.
    None,
    /// The words leave it open. Where several more claims of the same rule hold around it, it is right.
    Open,
    /// It may be something else that is called alike, or the same by another name: nothing around it tells.
    Other,
}

impl Doubt {
    /// The words leave it open, if they do.
    pub fn open(open: bool) -> Self {
        if open { Self::Open } else { Self::None }
    }
}

/// One way to understand a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The scope (口径) for people: `一般公共预算，当年`. Empty where there is nothing to decide.
    pub scope: String,
    /// What must hold.
    pub must: Must,
}

/// What a number is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operand {
    /// A cell of a table, in that table's unit.
    Cell(CellRef),
    /// Another number of the text (index into `Prose::numbers`), in its own unit.
    Number(usize),
    /// A known number, in the unit of the stated one.
    Constant(Decimal),
}

/// `Σ ±` of operands.
pub type Sum = Vec<(i8, Operand)>;

/// What must hold between the stated number and others.
#[derive(Debug, Clone, PartialEq)]
pub enum Must {
    /// The stated amount is `Σ ± operands`; a single operand makes it an equality.
    Equal(Sum),
    /// The stated amount is at least `Σ ± operands`.
    AtLeast(Sum),
    /// The stated amount is at most `Σ ± operands`.
    AtMost(Sum),
    /// The stated percentage is `Σ part / Σ whole`.
    Share {
        /// `Σ ±` of these …
        part: Sum,
        /// … in `Σ ±` of these.
        whole: Sum,
    },
    /// The stated change is `Σ by` (this year − last year), in this direction. The number states how much;
    /// where the amount is right and the direction is not, that is said (N5).
    Change {
        /// What the words say.
        direction: Direction,
        /// `Σ ±`: this year − last year.
        by: Sum,
    },
    /// The stated percentage is the change in last year's figure, in this direction. Of nothing there is no
    /// rate: where `before` is zero, any is only remarked on.
    Rate {
        /// What the words say.
        direction: Direction,
        /// `Σ ±`: this year − last year.
        change: Sum,
        /// Last year's figure.
        before: Sum,
    },
    /// The sign of `Σ ±` is this direction; the stated number stands for the words (N5).
    Direction {
        /// What the words say.
        direction: Direction,
        /// `Σ ±`: this year − last year.
        by: Sum,
    },
    /// The stated amount is the product: price × quantity.
    Product(Vec<Operand>),
    /// The stated number counts these rows; each is told by one of its cells.
    Count(Vec<CellRef>),
}

/// Something to say about words of the text that no figure decides: what remains of a template, say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// `N15` …
    pub rule: &'static str,
    /// The words.
    pub at: TextRef,
    /// How bad.
    pub gravity: Gravity,
    /// One Chinese sentence.
    pub message: String,
}

/// How bad what a [`Note`] says is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravity {
    /// 错误
    Wrong,
    /// 警告
    Suspicious,
    /// 提示
    Remark,
}

impl Claim {
    /// A claim that can be understood in one way only.
    pub fn certain(rule: &'static str, stated: usize, must: Must) -> Self {
        Self { rule, stated, readings: vec![Reading { scope: String::new(), must }], doubt: Doubt::None }
    }
}

impl Must {
    /// Everything that the stated number is compared with.
    pub fn operands(&self) -> Vec<Operand> {
        let of = |sum: &Sum| sum.iter().map(|(_, operand)| *operand).collect::<Vec<_>>();
        match self {
            Must::Equal(sum) | Must::AtLeast(sum) | Must::AtMost(sum) => of(sum),
            Must::Change { by, .. } | Must::Direction { by, .. } => of(by),
            Must::Share { part, whole } => [of(part), of(whole)].concat(),
            Must::Rate { change, before, .. } => [of(change), of(before)].concat(),
            Must::Product(factors) => factors.clone(),
            Must::Count(rows) => rows.iter().copied().map(Operand::Cell).collect(),
        }
    }
}
