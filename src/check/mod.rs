//! Whether it holds: verdicts, findings, and their upkeep while cells change.

mod finding;

pub use finding::{Family, Finding, Severity, Tally, Verdict};
