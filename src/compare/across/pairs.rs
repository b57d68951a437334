//! Which document speaks of which other one.

use super::Read;
use crate::model::{
    Disclosure, Stage,
    text::{agency_key, squeeze},
};

/// How one document is related to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// The other one is last year's, of the same stage.
    LastYear,
    /// The other one is last year's final accounts, and this one a budget.
    LastAccounts,
    /// The other one is the budget of the year of these final accounts.
    Plan,
}

/// A document and one that it speaks of: indices into the documents that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub document: usize,
    pub other: usize,
    pub tie: Tie,
}

/// All pairs of documents of one agency.
pub(super) fn of(documents: &[Read]) -> Vec<Pair> {
    let one = |document: usize, year: i32, stage: Stage, tie: Tie| {
        let own = &documents.get(document)?.sheet;
        let fits = |d: &Disclosure| d.year == Some(year) && d.stage == stage && is_same_agency(&own.agency, &d.agency);
        let candidates = documents.iter().enumerate().filter(|(at, d)| *at != document && fits(&d.sheet));
        // Of several the one that prints the very same name, the one opened last.
        let exact = |d: &Disclosure| squeeze(&d.agency) == squeeze(&own.agency);
        let (other, _) = candidates.max_by_key(|(at, d)| (exact(&d.sheet), *at))?;
        Some(Pair { document, other, tie })
    };
    let mut out = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        let Some(year) = document.sheet.year else { continue };
        let stage = document.sheet.stage;
        out.extend(one(at, year - 1, stage, Tie::LastYear));
        match stage {
            Stage::Budget => out.extend(one(at, year - 1, Stage::FinalAccounts, Tie::LastAccounts)),
            Stage::FinalAccounts => out.extend(one(at, year, Stage::Budget, Tie::Plan)),
        }
    }
    out
}

/// Whether two printed names are of one agency. A department and its own office (`某局`, `某局本级`) are not the
/// same by their names: the one covers the units under it, the other does not.
///
/// ```
/// use gongkai::compare::across::is_same_agency;
/// assert!(is_same_agency("临川县 档案馆", "临川县档案馆"));
/// assert!(is_same_agency("中共临江省委办公厅", "临江省委办公厅"));
/// assert!(!is_same_agency("临川县水务局", "临川县水务局本级"));
/// assert!(!is_same_agency("临江市财政局", "临江市东湖区财政局"));
/// assert!(!is_same_agency("", ""));
/// ```
pub fn is_same_agency(a: &str, b: &str) -> bool {
    let (a, b) = (agency_key(a), agency_key(b));
    !a.is_empty() && a == b
}
