//! Whether it holds: verdicts, findings, and their upkeep while cells change.

mod amounts;
mod cause;
mod checker;
mod draft;
mod exact;
mod explain;
mod finding;
mod formula;
mod judge;
mod links;
mod names;
mod settle;
mod state;

pub use checker::{Checker, Outcome};
pub use draft::recompute;
pub use finding::{Finding, Severity, Tally, Verdict};

pub use crate::relations::Family;
