//! Undo and redo without limit.

use super::change::Change;

/// A batch of changes under one name. Making `changes`, last first, takes the step back (or makes it again).
pub(super) struct Step {
    /// The state that the step leads to. States are numbered from 0, the one that was opened.
    pub(super) state: u64,
    pub(super) label: String,
    pub(super) changes: Vec<Change>,
}

/// The steps behind and ahead, and which state a file has.
#[derive(Default)]
pub(super) struct History {
    behind: Vec<Step>,
    ahead: Vec<Step>,
    newest: u64,
    saved: u64,
}

impl History {
    /// A new step was made: what was undone before it is gone.
    pub(super) fn push(&mut self, label: String, changes: Vec<Change>) {
        self.newest += 1;
        self.ahead.clear();
        self.behind.push(Step { state: self.newest, label, changes });
    }

    /// The step to take back. Its inverse belongs to [`History::put_ahead`].
    pub(super) fn take_behind(&mut self) -> Option<Step> {
        self.behind.pop()
    }

    /// The step to make again. Its inverse belongs to [`History::put_behind`].
    pub(super) fn take_ahead(&mut self) -> Option<Step> {
        self.ahead.pop()
    }

    pub(super) fn put_ahead(&mut self, step: Step) {
        self.ahead.push(step);
    }

    pub(super) fn put_behind(&mut self, step: Step) {
        self.behind.push(step);
    }

    pub(super) fn undo_label(&self) -> Option<&str> {
        self.behind.last().map(|step| step.label.as_str())
    }

    pub(super) fn redo_label(&self) -> Option<&str> {
        self.ahead.last().map(|step| step.label.as_str())
    }

    fn state(&self) -> u64 {
        self.behind.last().map_or(0, |step| step.state)
    }

    pub(super) fn mark_saved(&mut self) {
        self.saved = self.state();
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.saved != self.state()
    }
}
