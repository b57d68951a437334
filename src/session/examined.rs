//! The examination of a session with what a reviewer said of it: what is still open, counted.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use super::Session;
use super::review::{self, Progress};
use crate::check::locate::{Located, Problem};
use crate::check::{self, Examination, Examiner, Finding, Tally};
use crate::model::{Disclosure, ReviewEntry};
use crate::prose::Prose;

/// A disclosure as it stood when it was asked for, with all that is asked of it. An edit that comes while it is held
/// is made on a copy, so it is to be given up soon.
pub struct Snapshot {
    disclosure: Arc<Disclosure>,
    examiner: Arc<Examiner>,
}

impl Snapshot {
    /// Its tables and text.
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// What the text says in figures.
    pub fn prose(&self) -> &Prose {
        self.examiner.prose()
    }

    /// Finds what is most likely wrong, see [`Problem::solve`].
    pub fn solve(self, brake: Duration) -> Located {
        let problem = Problem::new(&self.disclosure, self.examiner.checker(), self.examiner.prose());
        // The search takes longer than the edits of a user.
        drop(self);
        problem.solve(brake)
    }
}

/// How everything stands after a change, also of what was said.
pub(super) struct Standing {
    /// The findings that nobody dismissed.
    pub open: Vec<Finding>,
    /// The others.
    pub dismissed: Vec<Finding>,
    /// Entries of the review whose finding no longer comes up. Of those that it takes other documents to find
    /// nothing is known here.
    pub gone: Vec<usize>,
    pub progress: Progress,
    /// The open ones, counted …
    pub tally: Tally,
    /// … by table …
    pub tables: Vec<Tally>,
    /// … and by section of the text.
    pub sections: Vec<Tally>,
}

impl Standing {
    pub(super) fn of(examination: &Examination, d: &Disclosure) -> Self {
        let (mut open, mut dismissed, mut gone) = (examination.findings.clone(), Vec::new(), Vec::new());
        if !d.review.entries.is_empty() {
            let keys: Vec<String> = open.iter().map(|f| f.key(d)).collect();
            let mut of_key = keys.iter();
            let is_dismissed = |key: Option<&String>| key.is_some_and(|key| d.review.is_dismissed(key));
            (dismissed, open) = open.into_iter().partition(|_| is_dismissed(of_key.next()));
            let keys: HashSet<&str> = keys.iter().map(String::as_str).collect();
            let entries = d.review.entries.iter().enumerate();
            let is_gone = |e: &ReviewEntry| check::is_of_itself(e) && !keys.contains(e.key.as_str());
            gone = entries.filter(|(_, e)| is_gone(e)).map(|(i, _)| i).collect();
        }
        let mut tables = vec![Tally::default(); d.tables.len()];
        let mut sections = vec![Tally::default(); d.prose.len()];
        for finding in &open {
            let table = finding.table.or(finding.cells.first().map(|c| c.table));
            let section = finding.texts.first().map(|t| t.section);
            let of_text = section.and_then(|s| sections.get_mut(s as usize));
            let of_table = table.filter(|_| section.is_none()).and_then(|t| tables.get_mut(t as usize));
            of_text.into_iter().chain(of_table).for_each(|tally| tally.add(finding.severity));
        }
        let progress = review::progress(d, &open, &dismissed);
        Self { tally: Tally::count(&open), open, dismissed, gone, progress, tables, sections }
    }
}

impl Session {
    /// How everything stands now.
    pub fn examination(&self) -> &Examination {
        self.examination.get_or_init(|| self.examiner.judge(&self.disclosure))
    }

    /// What stands here now, for another thread.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { disclosure: Arc::clone(&self.disclosure), examiner: Arc::clone(&self.examiner) }
    }

    /// The same to be [`solve`](Snapshot::solve)d; the answer comes back by [`apply`](Self::apply). `None` where
    /// nothing is broken.
    pub fn unsolved(&self) -> Option<Snapshot> {
        Problem::arises(self.examination()).then(|| self.snapshot())
    }

    /// Tells the findings what is most likely wrong. Nothing happens if something was changed since the problem
    /// was asked for: `revision` is the one of that time.
    pub fn apply(&mut self, revision: u64, located: &Located) {
        self.examination();
        if let Some(examination) = self.examination.get_mut().filter(|_| revision == self.revision) {
            examination.apply(&self.disclosure, located);
            self.standing.take();
            // Lists of findings are keyed by it.
            self.revision += 1;
        }
    }

    pub(super) fn standing(&self) -> &Standing {
        self.standing.get_or_init(|| Standing::of(self.examination(), &self.disclosure))
    }

    /// The findings that nobody dismissed, counted.
    pub fn tally(&self) -> Tally {
        self.standing().tally
    }

    /// The same of one table.
    pub fn table_tally(&self, table: usize) -> Tally {
        self.standing().tables.get(table).copied().unwrap_or_default()
    }

    /// The same of one section of the text.
    pub fn section_tally(&self, section: usize) -> Tally {
        self.standing().sections.get(section).copied().unwrap_or_default()
    }

    /// Everything that was found and that nobody dismissed, the worst first.
    pub fn findings(&self) -> &[Finding] {
        &self.standing().open
    }
}
