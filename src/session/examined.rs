//! The examination of a session with what a reviewer said of it: what is still open, counted.

use crate::check::{Examination, Examiner, Finding, Tally};
use crate::model::Disclosure;

/// How everything stands after a change.
pub(super) struct Examined {
    pub examination: Examination,
    /// The findings that nobody dismissed.
    pub open: Vec<Finding>,
    /// These, counted …
    pub tally: Tally,
    /// … by table …
    pub tables: Vec<Tally>,
    /// … and by section of the text.
    pub sections: Vec<Tally>,
}

impl Examined {
    pub(super) fn of(examiner: &Examiner, d: &Disclosure) -> Self {
        let examination = examiner.examine(d);
        let open: Vec<Finding> = examination.open(d).cloned().collect();
        let mut tables = vec![Tally::default(); d.tables.len()];
        let mut sections = vec![Tally::default(); d.prose.len()];
        for finding in &open {
            let table = finding.table.or(finding.cells.first().map(|c| c.table));
            let section = finding.texts.first().map(|t| t.section);
            let of_text = section.and_then(|s| sections.get_mut(s as usize));
            let of_table = table.filter(|_| section.is_none()).and_then(|t| tables.get_mut(t as usize));
            of_text.into_iter().chain(of_table).for_each(|tally| tally.add(finding.severity));
        }
        Self { tally: Tally::count(&open), examination, open, tables, sections }
    }
}
