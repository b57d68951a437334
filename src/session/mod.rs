//! One open disclosure: edits as commands, undo, recheck, saving.
//!
//! The session is the only door through which a disclosure is changed. An [`Edit`] is checked, made as a
//! batch of reversible changes, and followed by a recheck of the relations that touch it and no others; in
//! 编制 mode the totals that follow belong to the same batch, so one undo takes back all of it.
//! Nothing here knows of a window.

mod change;
mod counts;
mod edit;
mod examined;
mod field;
mod file;
mod history;
mod layouts;
mod number;
mod recent;
mod report;
mod review;
mod shadow;
mod style;
pub mod tsv;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use crate::check::{self, Checker, Examination, Examiner, Rulebook};
use crate::document::Document;
use crate::model::{Cell, CellRef, ColumnRole, Decimal, Disclosure, Hints, Source, Spot};
use crate::recognize;

use change::Change;
pub use counts::Counts;
pub use edit::{Edit, EditError};
pub use examined::Snapshot;
use examined::Standing;
pub use field::{Field, Slot};
pub use file::{FileError, SourceFile};
use history::{History, Step};
pub use layouts::Layouts;
pub use recent::Recent;
pub use review::{Progress, section_id};
use shadow::Shadow;
pub use style::Style;

/// What the user is doing with the disclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// 审阅: everything stays as printed; what follows from the parts is shown beside it.
    #[default]
    Review,
    /// 编制: totals are computed from their parts and cannot be typed.
    Compile,
}

impl Mode {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Review => "审阅",
            Mode::Compile => "编制",
        }
    }
}

/// What an edit, an undo or a redo did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    /// The name of the step.
    pub label: String,
    /// The cells that have another text now.
    pub cells: Vec<CellRef>,
    /// How many of these are totals that followed.
    pub followed: usize,
}

/// One open disclosure.
pub struct Session {
    /// Shared with a thread for as long as it takes over what it needs, see [`Snapshot`].
    disclosure: Arc<Disclosure>,
    examiner: Arc<Examiner>,
    /// Made when first asked for after a change.
    examination: OnceCell<Examination>,
    /// The same, also after a change of what was said.
    standing: OnceCell<Standing>,
    counts: OnceCell<counts::AllCounts>,
    /// Judges what is too large to be judged within a frame.
    shadow: Option<Shadow>,
    mode: Mode,
    history: History,
    revision: u64,
    content: u64,
    structure: u64,
    styles: HashMap<u32, Style>,
    /// The native file that Ctrl+S writes.
    path: Option<PathBuf>,
    /// What it was read from, in the order of [`crate::model::Place::file`].
    files: Vec<SourceFile>,
}

impl Session {
    /// A session on a disclosure that is in no file.
    pub fn new(disclosure: Disclosure) -> Self {
        let examiner = Examiner::new(&disclosure, Arc::default());
        let styles = styles(&disclosure);
        let (mode, history) = (Mode::default(), History::default());
        let shadow = Shadow::of(&disclosure, &examiner, 0);
        Self {
            disclosure: Arc::new(disclosure),
            examiner: Arc::new(examiner),
            examination: OnceCell::new(),
            standing: OnceCell::new(),
            counts: OnceCell::new(),
            shadow,
            mode,
            history,
            revision: 0,
            content: 0,
            structure: 0,
            styles,
            path: None,
            files: Vec::new(),
        }
    }

    /// What is open.
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// Its relations and how each came out.
    pub fn checker(&self) -> &Checker {
        self.examiner.checker()
    }

    /// All that is asked of it.
    pub fn examiner(&self) -> &Examiner {
        &self.examiner
    }

    /// Asks by these rules from now on.
    pub fn set_rules(&mut self, rules: Arc<Rulebook>) {
        self.examiner = Arc::new(Examiner::new(&self.disclosure, rules));
        self.examination.take();
        self.refresh();
        self.follow_anew();
    }

    /// How the relations of the whole disclosure came out.
    pub fn counts(&self) -> Counts {
        self.all_counts().all
    }

    /// How the relations that a table takes part in came out.
    pub fn table_counts(&self, table: usize) -> Counts {
        self.all_counts().tables.get(table).copied().unwrap_or_default()
    }

    fn all_counts(&self) -> &counts::AllCounts {
        self.counts.get_or_init(|| counts::AllCounts::of(self.checker(), self.disclosure.tables.len()))
    }

    /// 审阅 or 编制.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Grows with every change, also with undo: a key for what is derived from the content.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Grows when anything changes that is published: a key for what is derived from tables and text alone, and not
    /// from what was found or said.
    pub fn content(&self) -> u64 {
        self.content
    }

    /// Grows when rows, names, kinds or units change: a key for layouts.
    pub fn structure(&self) -> u64 {
        self.structure
    }

    /// How the amounts of this table are written.
    pub fn style(&self, table: u32) -> Style {
        self.styles.get(&table).copied().unwrap_or(Style { places: 2, thousands: false })
    }

    /// In 编制 mode: the relation by which this cell is computed.
    pub fn computed_by(&self, at: CellRef) -> Option<usize> {
        if self.mode == Mode::Compile { self.checker().definition(at) } else { None }
    }

    /// Whether this field can be typed into, and why not.
    pub fn writable(&self, field: Field) -> Result<(), EditError> {
        field.text(&self.disclosure).ok_or(EditError::Nowhere)?;
        match field.cell().and_then(|at| self.computed_by(at)) {
            Some(_) => Err(EditError::Computed { place: field.title(&self.disclosure) }),
            None => Ok(()),
        }
    }

    /// Whether this text could be put there, and why not.
    pub fn check(&self, field: Field, text: &str) -> Result<(), EditError> {
        self.writable(field)?;
        Edit::Texts(vec![(field, text.to_owned())]).changes(&self.disclosure, |table| self.style(table)).map(|_| ())
    }

    /// A value as it would be printed there: as the other amounts of the table, or as the number of the text is.
    pub fn written(&self, spot: Spot, value: Decimal) -> String {
        match spot {
            Spot::Cell(cell) => self.style(cell.table).write(value),
            Spot::Text(text) => number::written(&self.disclosure, text, value),
        }
    }

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

    /// The name of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// The name of the step that redo would make.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// Whether there is something that no file has.
    pub fn is_dirty(&self) -> bool {
        self.history.is_dirty()
    }

    /// The native file that saving writes, once there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The file that it was read from.
    pub fn source(&self) -> Option<&Path> {
        self.files.first().map(|file| file.path.as_path())
    }

    /// All files that it was read from, in the order of [`crate::model::Place::file`].
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// What the (first) file looks like: pages, paragraphs and grids that the places of cells lead to.
    pub fn document(&self) -> &Arc<Document> {
        static NONE: LazyLock<Arc<Document>> = LazyLock::new(Arc::default);
        self.files.first().map_or_else(|| &*NONE, |file| &file.document)
    }

    /// The encoding in which a text was read, by the name that [`crate::read::Options::encoding`] takes.
    pub fn encoding(&self) -> Option<&str> {
        self.files.first()?.encoding.as_deref()
    }

    /// The bytes of a PDF, to draw its pages with [`crate::read::isolated::Reader::pictures`].
    pub fn bytes(&self) -> Option<&Arc<[u8]>> {
        self.files.first()?.bytes.as_ref()
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
        self.content += u64::from(!only_said);
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

    fn refresh(&mut self) {
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

fn styles(d: &Disclosure) -> HashMap<u32, Style> {
    (0u32..).zip(&d.tables).map(|(i, table)| (i, Style::of(table))).collect()
}
