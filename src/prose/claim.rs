//! Claims (说法): what must hold of the numbers in the text.

use crate::model::{CellRef, Decimal};

/// Something that the text states and that can be held against cells or other numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// `N1` … `N15`
    pub rule: &'static str,
    /// The number that states it: index into `Prose::numbers`.
    pub stated: usize,
    /// What it may mean, the most likely first. It holds if one of them does.
    pub readings: Vec<Reading>,
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

/// What must hold between the stated number and others.
#[derive(Debug, Clone, PartialEq)]
pub enum Must {
    /// The stated amount is `Σ ± operands`; a single operand makes it an equality.
    Equal(Vec<(i8, Operand)>),
    /// The stated amount is at least `Σ ± operands`.
    AtLeast(Vec<(i8, Operand)>),
    /// The stated amount is at most `Σ ± operands`.
    AtMost(Vec<(i8, Operand)>),
    /// The stated percentage is `Σ part / Σ whole`.
    Share {
        /// `Σ ±` of these …
        part: Vec<(i8, Operand)>,
        /// … in `Σ ±` of these.
        whole: Vec<(i8, Operand)>,
    },
}
