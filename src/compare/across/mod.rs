//! Year against year (跨年): whether what a disclosure says of last year is what last year's disclosure
//! published, whether final accounts begin with the budget, and which large changes nobody explains.
//!
//! ```text
//! documents ──pairs──▶ which document speaks of which other one
//!           ──rules──▶ comparisons (Y1 … Y5) ──ledger──▶ findings, and what could not be compared
//! ```
//! A comparison is made only where words or headers name the figure and this year's own figure bears out the
//! scope (口径); what cannot be linked is counted as 未核对. Whether a difference is sure is decided by what
//! else is compared between the same two documents: a department whose coverage changed differs everywhere.

mod amount;
mod basis;
mod carried;
mod growth;
mod ledger;
mod pairs;
mod printed;
mod reasons;
mod shape;
mod sheet;
mod told;
mod words;

pub use pairs::is_same_agency;

use ledger::Ledger;
use pairs::{Pair, Tie};
use sheet::Sheet;

use crate::{
    check::Finding,
    model::{Decimal, Disclosure, Spot},
    prose::Prose,
};

/// One of the documents that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Its tables and text.
    pub disclosure: &'a Disclosure,
    /// What its text says in figures.
    pub prose: &'a Prose,
}

/// What the user calls a large change (Y4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// At least so many percent of last year's figure …
    pub percent: Decimal,
    /// … and at least so many 万元.
    pub amount: Decimal,
}

impl Default for Settings {
    fn default() -> Self {
        Self { percent: Decimal::from(20), amount: Decimal::from(10) }
    }
}

/// Something that one document says and another contradicts.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossFinding {
    /// The document that is accused: index into the documents that are compared. Cells and texts of the finding
    /// are those of this document.
    pub document: usize,
    /// What is said of it, of the family 跨年.
    pub finding: Finding,
    /// What other documents print of the same: their index, and where.
    pub against: Vec<(usize, Spot)>,
}

/// A figure of another document that is as that document publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The document that tells it.
    pub document: usize,
    /// Where it tells it.
    pub at: Spot,
    /// Where the other document publishes it.
    pub against: Vec<(usize, Spot)>,
}

/// Everything that was compared from year to year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Across {
    /// By document, the worst first.
    pub findings: Vec<CrossFinding>,
    /// What was found as it was published.
    pub held: Vec<Held>,
    /// What a document tells of another year and could not be linked to what that year published (未核对).
    pub unchecked: Vec<(usize, Spot)>,
}

impl Across {
    /// The findings about one document.
    pub fn of(&self, document: usize) -> impl Iterator<Item = &CrossFinding> {
        self.findings.iter().filter(move |f| f.document == document)
    }
}

/// A document prepared for all rules.
struct Read<'a> {
    sheet: Sheet<'a>,
    prose: &'a Prose,
}

/// Compares these documents of one agency, or of several: each is held only against those of its own agency. One
/// document alone is asked for reasons too, where its tables repeat last year's figures.
pub fn examine(documents: &[Document], settings: &Settings) -> Across {
    let mut out = Across::default();
    let documents: Vec<Read> =
        documents.iter().map(|d| Read { sheet: Sheet::of(d.disclosure), prose: d.prose }).collect();
    let documents = documents.as_slice();
    let pairs = pairs::of(documents);
    for (at, document) in documents.iter().enumerate() {
        if !pairs.iter().any(|p| p.document == at && p.tie == Tie::LastYear) {
            growth::alone(at, document, settings, &mut out.findings);
        }
    }
    for pair in pairs {
        let mut ledger = Ledger::default();
        told::compare(documents, pair, &mut ledger);
        printed::compare(documents, pair, &mut ledger);
        carried::compare(documents, pair, &mut ledger);
        if pair.tie == Tie::LastYear {
            growth::compare(documents, pair, settings, &mut ledger);
            shape::compare(documents, pair, &mut ledger);
        }
        ledger.close(documents, pair, &mut out);
    }
    out.findings.sort_by_key(|f| {
        let text = f.finding.texts.first().copied();
        (f.document, f.finding.severity, f.finding.rule, f.finding.cells.first().copied(), text)
    });
    out
}
