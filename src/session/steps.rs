//! Steps: an edit is made as a batch of reversible changes, what it touches is checked again, totals follow in 编制
//! mode, and all of it is taken back and made again as one.

use std::sync::Arc;

use super::change::Change;
use super::history::Step;
use super::{Done, Edit, EditError, Mode, Session, next_content, styles};
use crate::check::{self, Examiner};
use crate::model::{Cell, CellRef, ColumnRole, Disclosure, Hints, Source};
use crate::recognize;

impl Session {
    /// Makes an edit, or says why it cannot be made; then nothing has changed.
    pub fn run(&mut self, edit: Edit) -> Result<Done, EditError> {
        if let Edit::Texts(texts) = &edit {
            for (field, _) in texts {
                self.writable(*field)?;
            }
        }
        let label = edit.label();
        let changes = edit.changes(&self.disclosure, |table| self.style(table))?;
        if changes.is_empty() {
            return Ok(Done { label, ..Done::default() });
        }
        let mut inverse = Vec::with_capacity(changes.len());
        let only_said = changes.iter().all(Change::is_said);
        let mut cells = self.make(changes, &mut inverse);
        let before = cells.len();
        if self.mode == Mode::Compile && !only_said {
            let changed = if cells.is_empty() { self.inputs() } else { cells.clone() };
            cells.extend(self.follow(&changed, &mut inverse));
        }
        self.refresh();
        self.history.push(label.clone(), inverse);
        Ok(Done { label, followed: cells.len() - before, cells })
    }

    /// Reads the source again as the user says that its tables are to be read. What was changed in cells since is
    /// taken back with it; one undo brings all of it back. Agency, year and stage stay. Only for a disclosure out of
    /// one file: hints are about the blocks of one document.
    pub fn reread(&mut self, hints: &Hints) -> Result<Done, EditError> {
        let [file] = self.files.as_slice() else { return Err(EditError::Nowhere) };
        let mut other = recognize::document_with(&file.document, hints);
        let source = Source { hints: other.source.hints, ..self.disclosure.source.clone() };
        other = Disclosure {
            agency: self.disclosure.agency.clone(),
            year: self.disclosure.year,
            stage: self.disclosure.stage,
            region: self.disclosure.region.clone(),
            review: self.disclosure.review.clone(),
            source,
            ..other
        };
        let label = "指定表的读法".to_owned();
        let mut inverse = Vec::new();
        self.make(vec![Change::Whole(Box::new(other))], &mut inverse);
        if self.mode == Mode::Compile {
            self.follow(&self.inputs(), &mut inverse);
        }
        self.refresh();
        self.history.push(label.clone(), inverse);
        Ok(Done { label, ..Done::default() })
    }

    /// Switches between 审阅 and 编制. Entering 编制 computes every total that is defined by its parts; that
    /// is a step like any other and can be undone, which leads back to 审阅.
    pub fn set_mode(&mut self, mode: Mode) -> Done {
        if mode == self.mode {
            return Done::default();
        }
        let label = format!("切换到{}", mode.name());
        let old = std::mem::replace(&mut self.mode, mode);
        let mut inverse = vec![Change::Mode(old)];
        let cells = if mode == Mode::Compile { self.follow(&self.inputs(), &mut inverse) } else { Vec::new() };
        if !cells.is_empty() {
            self.refresh();
            self.history.push(label.clone(), inverse);
        }
        Done { label, followed: cells.len(), cells }
    }

    /// Takes back the last step.
    pub fn undo(&mut self) -> Option<Done> {
        let step = self.history.take_behind()?;
        let (done, inverse) = self.replay(step);
        self.history.put_ahead(inverse);
        Some(done)
    }

    /// Makes the last step that was taken back again.
    pub fn redo(&mut self) -> Option<Done> {
        let step = self.history.take_ahead()?;
        let (done, inverse) = self.replay(step);
        self.history.put_behind(inverse);
        Some(done)
    }

    fn replay(&mut self, step: Step) -> (Done, Step) {
        let mut inverse = Vec::with_capacity(step.changes.len());
        // The changes of a step are kept in the order in which they were made: they are taken back last first.
        let cells = self.make(step.changes.into_iter().rev().collect(), &mut inverse);
        self.refresh();
        let done = Done { label: step.label.clone(), cells, followed: 0 };
        (done, Step { changes: inverse, ..step })
    }

    /// Makes the changes and rechecks what they touch. Returns the cells whose text changed.
    fn make(&mut self, changes: Vec<Change>, inverse: &mut Vec<Change>) -> Vec<CellRef> {
        let structural = changes.iter().any(Change::is_structural);
        let texts = changes.iter().any(|c| matches!(c, Change::Section { .. }));
        let only_said = changes.iter().all(Change::is_said);
        let mut cells = Vec::new();
        for change in changes {
            let at = match &change {
                Change::Cell { at, .. } => Some(*at),
                _ => None,
            };
            if let Some(back) = change.apply(Arc::make_mut(&mut self.disclosure), &mut self.mode) {
                inverse.push(back);
                cells.extend(at);
            }
        }
        if !only_said {
            self.content = next_content();
        }
        if structural {
            self.examiner = Arc::new(Examiner::new(&self.disclosure, Arc::clone(self.examiner.rules())));
            self.styles = styles(&self.disclosure);
            self.structure += 1;
        } else {
            if !cells.is_empty() {
                Arc::make_mut(&mut self.examiner).cells_changed(&self.disclosure, &cells);
            }
            if texts {
                Arc::make_mut(&mut self.examiner).text_changed(&self.disclosure);
            }
        }
        if structural || texts {
            self.shadow = None;
        }
        match &mut self.shadow {
            // The last findings stand until there are new ones.
            Some(shadow) => shadow.changed(&cells),
            None if only_said => {}
            None => drop(self.examination.take()),
        }
        cells
    }

    /// Computes the totals that hang on these cells and writes those that differ.
    fn follow(&mut self, changed: &[CellRef], inverse: &mut Vec<Change>) -> Vec<CellRef> {
        let totals = check::recompute(&self.disclosure, self.checker(), changed);
        let mut changes = Vec::new();
        for (at, value) in totals {
            let Some(old) = self.disclosure.cell(at) else { continue };
            // Blank stays blank where nothing is stated below it, and zeros keep the way they are printed.
            if old.value == Some(value) || (old.value.is_none() && value.is_zero()) {
                continue;
            }
            let text = self.style(at.table).write(value);
            let cell = Cell { place: old.place, ..Cell::read(text, ColumnRole::Amount) };
            changes.push(Change::Cell { at, cell });
        }
        self.make(changes, inverse)
    }

    /// Every cell that some total is computed from.
    fn inputs(&self) -> Vec<CellRef> {
        let defining = self.checker().relations().iter().filter(|r| r.defines);
        let mut cells: Vec<CellRef> = defining.flat_map(|r| r.terms.iter().map(|t| t.cell)).collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    pub(super) fn refresh(&mut self) {
        self.revision += 1;
        self.standing.take();
        self.counts.take();
        let told = self.shadow.as_mut().is_some_and(|shadow| shadow.tell(&self.disclosure, self.revision));
        if !told {
            // It is another disclosure now.
            self.follow_anew();
        }
    }
}
