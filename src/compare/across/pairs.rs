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
        // What the files' names say of it, they must agree on; titles are worded anew now and then.
        let named = says(&own.source.file);
        let fits = |d: &Disclosure| {
            let levels_fit = named.zip(says(&d.source.file)).is_none_or(|(own, other)| own == other);
            d.year == Some(year) && d.stage == stage && levels_fit && is_same_agency(&own.agency, &d.agency)
        };
        let candidates = documents.iter().enumerate().filter(|(at, d)| *at != document && fits(&d.sheet));
        // Of several the one that covers as much, that prints the very same name, the one opened last.
        let covers = |d: &Disclosure| level(d) == level(own);
        let exact = |d: &Disclosure| squeeze(&d.agency) == squeeze(&own.agency);
        let (other, _) = candidates.max_by_key(|(at, d)| (covers(&d.sheet), exact(&d.sheet), *at))?;
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

/// What a disclosure covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// 部门: with the units under it.
    Department,
    /// 单位: itself alone.
    Unit,
}

/// As many titles and headings as are asked what the disclosure covers.
const ASKED: usize = 24;

/// What a disclosure says that it covers: a department and its own office may print the same name. The file's name
/// is asked first, then the titles of tables and the headings; the first that says one of the two counts.
fn level(d: &Disclosure) -> Option<Level> {
    let titles = d.tables.iter().map(|t| t.title.as_str()).take(ASKED);
    let headings = d.prose.iter().map(|s| s.heading.as_str()).take(ASKED);
    std::iter::once(d.source.file.as_str()).chain(titles).chain(headings).find_map(says)
}

/// What a name or title says: 部门预算, 单位收支总表.
fn says(text: &str) -> Option<Level> {
    let text = squeeze(text);
    let has = |word: &str| {
        ["预算", "决算", "收支", "收入", "支出", "财务", "财政"].iter().any(|w| text.contains(&format!("{word}{w}")))
    };
    match (has("部门"), has("单位")) {
        (true, false) => Some(Level::Department),
        (false, true) => Some(Level::Unit),
        _ => None,
    }
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
