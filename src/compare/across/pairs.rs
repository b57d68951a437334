//! Which document speaks of which other one.

use super::Document;
use crate::model::{Disclosure, Stage, text::squeeze};

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
pub(super) fn of(documents: &[Document]) -> Vec<Pair> {
    let one = |document: usize, year: i32, stage: Stage, tie: Tie| {
        let own = documents.get(document)?.disclosure;
        let fits = |d: &Disclosure| d.year == Some(year) && d.stage == stage && is_same_agency(&own.agency, &d.agency);
        let candidates = documents.iter().enumerate().filter(|(at, d)| *at != document && fits(d.disclosure));
        // Of several the one that prints the very same name, the one opened last.
        let exact = |d: &Disclosure| squeeze(&d.agency) == squeeze(&own.agency);
        let (other, _) = candidates.max_by_key(|(at, d)| (exact(d.disclosure), *at))?;
        Some(Pair { document, other, tie })
    };
    let mut out = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        let Some(year) = document.disclosure.year else { continue };
        let stage = document.disclosure.stage;
        out.extend(one(at, year - 1, stage, Tie::LastYear));
        match stage {
            Stage::Budget => out.extend(one(at, year - 1, Stage::FinalAccounts, Tie::LastAccounts)),
            Stage::FinalAccounts => out.extend(one(at, year, Stage::Budget, Tie::Plan)),
        }
    }
    out
}

/// As many characters as a shortened name has at least.
const SHORTEST: usize = 4;

/// Whether two printed names are of one agency: the same, or one a shortened form of the other
/// (`省人大办公厅`, `江苏省人大常委会办公厅`). A department and its own office (`某局`, `某局本级`) are not the
/// same: the one covers the units under it, the other does not.
///
/// ```
/// use gongkai::compare::across::is_same_agency;
/// assert!(is_same_agency("临川县 档案馆", "临川县档案馆"));
/// assert!(is_same_agency("省水利厅", "江东省水利厅"));
/// assert!(!is_same_agency("临川县水务局", "临川县水务局本级"));
/// assert!(!is_same_agency("临川县水务局", "临川县税务局"));
/// assert!(!is_same_agency("", "临川县水务局"));
/// ```
pub fn is_same_agency(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.is_empty() {
        return false;
    }
    if short == long {
        return true;
    }
    let mut rest = long.iter();
    let is_inside = short.iter().all(|c| rest.any(|other| other == c));
    let same_end = short.iter().rev().zip(long.iter().rev()).take(2).all(|(a, b)| a == b);
    short.len() >= SHORTEST && is_inside && same_end
}

fn bare(name: &str) -> Vec<char> {
    let name = squeeze(name);
    let name = name.strip_suffix("部门").unwrap_or(&name);
    let name = name.trim_end_matches("(汇总)").trim_end_matches("(部门)");
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}
