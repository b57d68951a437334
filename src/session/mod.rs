//! One open disclosure: edits as commands, undo, recheck, saving.
//!
//! The session is the only door through which a disclosure is changed. An [`Edit`] is checked, made as a
//! batch of reversible changes, and followed by a recheck of the relations that touch it and no others; in
//! 编制 mode the totals that follow belong to the same batch, so one undo takes back all of it.
//! `steps` does that; here is what a session is and what it tells. Nothing here knows of a window.

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
mod steps;
mod style;
pub mod tsv;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use crate::check::{Checker, Examination, Examiner, Rulebook};
use crate::document::Document;
use crate::model::{CellRef, Decimal, Disclosure, Spot};

pub use counts::Counts;
pub use edit::{Edit, EditError};
pub use examined::Snapshot;
use examined::Standing;
pub use field::{Field, Slot};
pub use file::{FileError, SourceFile};
use history::History;
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
            content: next_content(),
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

    /// Another number whenever anything changes that is published, and in every session: a key for what is derived
    /// from tables and text alone, and not from what was found or said.
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
}

/// A number that no content of any session had before: a document may be read anew into another session.
fn next_content() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

fn styles(d: &Disclosure) -> HashMap<u32, Style> {
    (0u32..).zip(&d.tables).map(|(i, table)| (i, Style::of(table))).collect()
}
