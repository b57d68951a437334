//! A large disclosure is judged beside the window: a thread keeps a copy of it, is told what changes, and answers
//! with what was found and with what is most likely wrong.
//!
//! After an edit the relations are rechecked at once, as always. What is read off all of them together, and off all
//! the words, takes longer than a frame when there are tens of thousands of rows; until it is there, the last
//! findings stand. What changes rows, names or the text makes a new copy.

use std::borrow::Cow;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::Session;
use crate::check::locate::{Located, Problem};
use crate::check::{Examination, Examiner};
use crate::model::{Cell, CellRef, Disclosure};

/// With fewer cells everything is judged within a frame.
const LARGE: usize = 10_000;

/// When the search for suspects is broken off on a machine that gets nothing done.
const BRAKE: Duration = Duration::from_secs(10);

/// Cells as they are now, and the revision with them.
struct Told {
    cells: Vec<(CellRef, Cell)>,
    revision: u64,
}

/// What was found in a revision.
enum Answer {
    Judged(u64, Examination),
    Located(u64, Located),
}

/// The thread, as the session sees it. It ends with the session.
pub(super) struct Shadow {
    told: Sender<Told>,
    answers: Receiver<Answer>,
    /// Cells that it was not told of yet.
    unsaid: Vec<CellRef>,
    /// The revision in which cells changed last.
    revision: u64,
    /// The findings are those of an earlier one.
    waiting: bool,
    /// What is most likely wrong in it is not known yet.
    searching: bool,
}

impl Shadow {
    /// Begins to follow a disclosure, if it is large.
    pub(super) fn of(d: &Disclosure, examiner: &Examiner, revision: u64) -> Option<Self> {
        let cells: usize = d.tables.iter().flat_map(|t| &t.panels).map(|p| p.rows.len() * p.columns.len()).sum();
        if cells < LARGE {
            return None;
        }
        let (told, news) = mpsc::channel();
        let (sender, answers) = mpsc::channel();
        let (d, examiner) = (d.clone(), examiner.clone());
        thread::Builder::new().spawn(move || follow(d, examiner, revision, &news, &sender)).ok()?;
        Some(Self { told, answers, unsaid: Vec::new(), revision, waiting: false, searching: true })
    }

    /// These cells have changed.
    pub(super) fn changed(&mut self, cells: &[CellRef]) {
        self.unsaid.extend(cells);
        self.waiting |= !cells.is_empty();
    }

    /// Tells the thread what has changed up to this revision. Returns whether it is still there.
    pub(super) fn tell(&mut self, d: &Disclosure, revision: u64) -> bool {
        if self.unsaid.is_empty() {
            return true;
        }
        (self.revision, self.searching) = (revision, true);
        let now = |at: CellRef| Some((at, d.cell(at)?.clone()));
        let cells = self.unsaid.drain(..).filter_map(now).collect();
        self.told.send(Told { cells, revision }).is_ok()
    }
}

/// The thread: judges the disclosure as it is, then looks for what is wrong, then waits for news.
fn follow(mut d: Disclosure, mut examiner: Examiner, first: u64, news: &Receiver<Told>, answers: &Sender<Answer>) {
    let mut revision = first;
    let mut next: Option<Told> = None;
    loop {
        // All that has come meanwhile is one change.
        while let Some(Told { cells, revision: newer }) = next.take().or_else(|| news.try_recv().ok()) {
            let changed: Vec<CellRef> = cells.iter().map(|(at, _)| *at).collect();
            for (at, cell) in cells {
                if let Some(old) = d.cell_mut(at) {
                    *old = cell;
                }
            }
            examiner.cells_changed(&d, &changed);
            revision = newer;
        }
        let examination = examiner.judge(&d);
        if answers.send(Answer::Judged(revision, examination.clone())).is_err() {
            return;
        }
        next = news.try_recv().ok();
        if next.is_none() {
            let located = Problem::of(&d, &examiner, &examination).solve(BRAKE);
            if answers.send(Answer::Located(revision, located)).is_err() {
                return;
            }
            let Ok(told) = news.recv() else { return };
            next = Some(told);
        }
    }
}

impl Session {
    /// The findings are those of a moment ago: what has changed since is being judged.
    pub fn is_examining(&self) -> bool {
        self.shadow.as_ref().is_some_and(|shadow| shadow.waiting)
    }

    /// It is judged beside the window, and answers come by [`receive`](Self::receive), suspects too.
    pub fn is_followed(&self) -> bool {
        self.shadow.is_some()
    }

    /// Something is still to be [`receive`](Self::receive)d.
    pub fn is_expecting(&self) -> bool {
        self.shadow.as_ref().is_some_and(|shadow| shadow.waiting || shadow.searching)
    }

    /// Takes in what was found beside the window. Returns whether the findings are others now.
    pub fn receive(&mut self) -> bool {
        let mut news = false;
        while let Some(answer) = self.shadow.as_ref().and_then(|shadow| shadow.answers.try_recv().ok()) {
            news |= self.take(answer);
        }
        if news {
            self.standing.take();
            // Lists of findings are keyed by it.
            self.revision += 1;
        }
        news
    }

    fn take(&mut self, answer: Answer) -> bool {
        let Some(shadow) = &mut self.shadow else { return false };
        match answer {
            Answer::Judged(revision, examination) if revision == shadow.revision => {
                shadow.waiting = false;
                let is_new = self.examination.get() != Some(&examination);
                self.examination = examination.into();
                is_new
            }
            Answer::Located(revision, located) if revision == shadow.revision => {
                shadow.searching = false;
                match self.examination.get_mut() {
                    Some(examination) => examination.apply(&self.disclosure, &located),
                    None => return false,
                }
                true
            }
            // Something has changed since.
            _ => false,
        }
    }

    /// Makes a new copy to follow, after a change of more than amounts.
    pub(super) fn follow_anew(&mut self) {
        // The old one is not to be waited for.
        self.shadow = None;
        self.shadow = Shadow::of(&self.disclosure, &self.examiner, self.revision);
    }

    /// What was found, as it stands now, however long that takes.
    pub(super) fn settled(&self) -> Cow<'_, Examination> {
        match self.is_examining() {
            true => Cow::Owned(self.examiner.judge(&self.disclosure)),
            false => Cow::Borrowed(self.examination()),
        }
    }
}
