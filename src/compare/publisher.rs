//! Whose figures: agencies are kept apart, and so are budgets and final accounts.

use crate::model::{Disclosure, Stage, text::agency_key};

/// One agency's budgets, or its final accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// The name as printed in the first document.
    pub agency: String,
    /// 预算 or 决算: never in one chart, what is planned is not what was spent.
    pub stage: Stage,
}

impl Publisher {
    /// Who published this disclosure.
    pub fn of(disclosure: &Disclosure) -> Self {
        Self { agency: disclosure.agency.clone(), stage: disclosure.stage }
    }

    /// Whether a disclosure is this publisher's.
    pub fn published(&self, disclosure: &Disclosure) -> bool {
        self.has(&disclosure.agency, disclosure.stage)
    }

    /// Whether both are the same publisher, although the name may be printed differently.
    pub fn is(&self, other: &Publisher) -> bool {
        self.has(&other.agency, other.stage)
    }

    /// Spaces, full-width forms and the short form of a name do not matter.
    fn has(&self, agency: &str, stage: Stage) -> bool {
        self.stage == stage && agency_key(&self.agency) == agency_key(agency)
    }

    /// The agency's name for people.
    pub fn title(&self) -> &str {
        if self.agency.is_empty() { "（未写明部门）" } else { &self.agency }
    }
}

/// Everyone who published one of these documents, each once, in order.
pub fn publishers(documents: &[&Disclosure]) -> Vec<Publisher> {
    let mut all: Vec<Publisher> = Vec::new();
    for document in documents {
        if !all.iter().any(|p| p.published(document)) {
            all.push(Publisher::of(document));
        }
    }
    all
}
