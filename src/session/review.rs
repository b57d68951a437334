//! The review (审阅): what is said of findings, and what of them and of the disclosure was looked at.

use super::Session;
use super::change::Change;
use crate::check::{Finding, Severity};
use crate::model::{Disclosure, ReviewEntry, ReviewStatus, Table};

/// How much was looked at, of how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Of the findings that are no 提示: those that were ticked off or of which something was decided.
    pub findings: (usize, usize),
    /// Of the tables with figures.
    pub tables: (usize, usize),
    /// Of the sections of the text.
    pub sections: (usize, usize),
}

impl Session {
    /// Everything that was found and dismissed (已排除).
    pub fn dismissed(&self) -> &[Finding] {
        &self.standing().dismissed
    }

    /// What was said of findings that no longer come up (已不再出现).
    pub fn gone(&self) -> impl Iterator<Item = &ReviewEntry> {
        self.standing().gone.iter().filter_map(|i| self.disclosure.review.entries.get(*i))
    }

    /// What was said of a finding.
    pub fn said(&self, finding: &Finding) -> Option<&ReviewEntry> {
        let review = &self.disclosure.review;
        if review.entries.is_empty() {
            return None;
        }
        review.of(&finding.key(&self.disclosure))
    }

    /// Whether a finding was looked at: ticked off, or decided on.
    pub fn is_seen(&self, finding: &Finding) -> bool {
        is_seen(&self.disclosure, finding)
    }

    /// How much was looked at.
    pub fn progress(&self) -> Progress {
        self.standing().progress
    }

    /// Whether everything that stands in this table was looked at.
    pub fn is_table_seen(&self, table: usize) -> bool {
        self.disclosure.tables.get(table).is_some_and(|t| self.disclosure.review.seen.contains(&t.id))
    }

    /// The same of a section of the text.
    pub fn is_section_seen(&self, section: usize) -> bool {
        self.disclosure.review.seen.contains(&section_id(section))
    }
}

/// The id of a section of the text in [`crate::model::Review::seen`].
pub fn section_id(index: usize) -> String {
    format!("s{}", index + 1)
}

pub(super) fn is_seen(d: &Disclosure, finding: &Finding) -> bool {
    if d.review.is_empty() {
        return false;
    }
    let key = finding.key(d);
    d.review.seen.contains(&key) || d.review.of(&key).is_some_and(|e| e.status != ReviewStatus::Open)
}

/// How much was looked at, with the findings that are open and those that were dismissed.
pub(super) fn progress(d: &Disclosure, open: &[Finding], dismissed: &[Finding]) -> Progress {
    let looked_at = |f: &&Finding| f.severity != Severity::Hint;
    let seen = |id: &str| d.review.seen.contains(id);
    let tables = d.tables.iter().filter(|t: &&Table| !t.is_empty());
    let sections = || (0..d.prose.len()).filter(|i| d.prose.get(*i).is_some_and(|s| !s.text.is_empty()));
    let findings = || open.iter().chain(dismissed).filter(looked_at);
    Progress {
        findings: (findings().filter(|f| is_seen(d, f)).count(), findings().count()),
        tables: (tables.clone().filter(|t| seen(&t.id)).count(), tables.count()),
        sections: (sections().filter(|i| seen(&section_id(*i))).count(), sections().count()),
    }
}

/// The name of the step.
pub(super) fn label(entries: &[ReviewEntry]) -> String {
    let what = match entries {
        [one] if one.status == ReviewStatus::Open && one.note.is_empty() => "取消审阅意见".to_owned(),
        [one] if one.status == ReviewStatus::Open => "备注".to_owned(),
        [first, ..] => format!("记为{}", first.status.name()),
        [] => String::new(),
    };
    if entries.len() > 1 { format!("{what}（{} 条）", entries.len()) } else { what }
}

/// The changes that say it.
pub(super) fn said(d: &Disclosure, entries: Vec<ReviewEntry>) -> Vec<Change> {
    let news = entries.into_iter().filter_map(|entry| {
        let says = entry.status != ReviewStatus::Open || !entry.note.is_empty();
        let new = says.then(|| entry.clone());
        (d.review.of(&entry.key) != new.as_ref()).then_some((entry.key, new))
    });
    news.map(|(key, entry)| Change::Entry { at: d.review.entries.len(), key, entry }).collect()
}
