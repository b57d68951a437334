//! How the claims of the text came out.

use super::{CheckedNumber, Checker, Finding};
use crate::{model::Disclosure, prose::Prose};

/// Findings of the text, and every figure of it.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub findings: Vec<Finding>,
    pub numbers: Vec<CheckedNumber>,
}

/// Judges every claim.
pub(super) fn check(_d: &Disclosure, _checker: &Checker, prose: &Prose) -> Checked {
    let numbers = prose.statements.iter().filter_map(|s| prose.numbers.get(s.number));
    let numbers = numbers.map(|n| CheckedNumber { at: n.at, verdict: None, links: Vec::new() });
    Checked { findings: Vec::new(), numbers: numbers.collect() }
}
