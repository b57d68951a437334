//! Whether it holds: verdicts, findings, and their upkeep while cells change.

mod amounts;
mod cause;
mod checker;
mod claims;
mod draft;
mod exact;
mod examine;
mod explain;
mod finding;
mod formula;
mod inspect;
mod joint;
mod judge;
mod links;
pub mod locate;
pub(crate) mod names;
mod own;
mod repeated;
mod rulebook;
mod settle;
mod state;
mod unfilled;

pub(crate) use cause::OPPOSITE;
pub use checker::{Checker, Outcome};
pub use draft::recompute;
pub use examine::{CheckedNumber, Examination, Examiner, NumberLink};
pub use finding::{Finding, Severity, Suspect, Tally, Verdict, is_of_itself};
pub use own::OwnOutcome;
pub use rulebook::Rulebook;

pub use crate::relations::Family;
