//! Scope decisions (口径): where provinces differ in what a table covers, the document itself shows
//! which reading it follows. All readings' relations are in the set; the figures choose which count.
//!
//! The invariant: which relations *exist* follows from the layout alone (headers, codes, names), which of
//! them *count* from the figures. So an edit never changes the list of relations, only the choice.

use crate::model::CellRef;

/// One question about a document with several legitimate answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The rule that asks.
    pub rule: &'static str,
    /// The answers, the one to prefer first. At most sixteen.
    pub readings: Vec<Reading>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it means, for people: `一般公共预算支出表不含上年结转`.
    pub label: String,
    /// What must be so for the document to be read this way.
    pub evidence: Vec<Evidence>,
    /// What to tell the user when the document reads this way.
    pub remark: Option<Remark>,
}

/// One thing that speaks for a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// This relation (index into the set) is not broken.
    Holds(usize),
    /// This relation holds to the last place.
    Exact(usize),
    /// Asked only where the evidence of no reading is complete, as when the total itself is wrong: this relation
    /// says the same of other figures (the sum of the lines), is compared and not broken.
    Witness(usize),
    /// None of these cells states an amount other than zero.
    NoMoney(Vec<CellRef>),
    /// Some of these cells state an amount other than zero.
    Money(Vec<CellRef>),
}

/// A remark that is made once, without amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The cells it is about.
    pub cells: Vec<CellRef>,
    /// One Chinese sentence.
    pub message: String,
}
