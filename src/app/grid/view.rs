//! What the user is doing in a grid: cursor, selection, and the text being typed.
//!
//! The view is driven by [`Input`]s, made from keys and from the mouse, one after the other, so that typing
//! faster than frames are drawn gives the same result as typing slowly. Nothing here draws.

use crate::check::Verdict;
use crate::session::{Edit, Field, Session};

use super::columns::Columns;
use super::layout::Layout;
use super::selection::{Block, Statistics, Suspects};

/// How the cell under the cursor is being typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Typing {
    /// It is only selected.
    #[default]
    Not,
    /// Typed over: arrows leave the cell.
    Over,
    /// Edited (F2, double click): arrows move within the text.
    Inside,
}

/// Where to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// This many rows and columns.
    By(isize, isize),
    /// To the edge of the filled block in this direction, as in a spreadsheet.
    Edge(isize, isize),
    /// To the first or last column.
    RowEnd(bool),
    /// To the first or last cell of the table.
    TableEnd(bool),
    /// To the next column, or the beginning of the next row.
    Tab(bool),
}

/// Something that keys or the mouse ask of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    Go {
        step: Step,
        extend: bool,
    },
    /// `add`: the block begun here is selected besides those that are already.
    Press {
        row: usize,
        column: usize,
        extend: bool,
        add: bool,
    },
    DragTo {
        row: usize,
        column: usize,
    },
    Edit,
    TypeOver,
    Commit(Step),
    Cancel,
    Clear,
    Copy,
    Cut,
    Paste(String),
    SelectAll,
    SelectColumn(usize),
}

/// What came of an input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Reply {
    /// For the clipboard.
    pub copy: Option<String>,
    /// A sentence for the user about what did not go as asked.
    pub notice: Option<String>,
    /// The input could not be carried out; what was being typed is still there.
    pub refused: bool,
    /// The user has gone on: what was said about the last try is settled.
    pub settled: bool,
}

/// A row and a column of the grid.
pub(crate) type Position = (usize, usize);

/// The view of one table.
#[derive(Default)]
pub(crate) struct GridView {
    pub(crate) columns: Columns,
    pub(super) layout: Layout,
    structure: Option<u64>,
    pub(crate) cursor: Position,
    pub(super) anchor: Position,
    pub(crate) typing: Typing,
    pub(crate) buffer: String,
    /// An input method is putting a text together.
    pub(super) composing: bool,
    pub(super) dragging: bool,
    /// The next frame scrolls to the cursor; `true` puts it in the middle.
    pub(super) scroll: Option<bool>,
    pub(super) wants_focus: bool,
    /// Column widths that the user has drawn.
    pub(super) drawn: Vec<(usize, f32)>,
    /// Keys that came after text in one frame: they wait until the text is in the editor.
    pub(super) deferred: Vec<egui::Event>,
    /// Which of the relations of the cell the formula line shows.
    pub(crate) relation: Option<usize>,
    pub(super) page: usize,
    /// Blocks that are selected besides the one between cursor and anchor (Ctrl and a click).
    pub(super) extra: Vec<Block>,
    pub(super) statistics: Option<(u64, Vec<Block>, Statistics)>,
    /// Cells that are likely wrong, and what each would have to be.
    pub(crate) suspects: Suspects,
}

impl GridView {
    /// Follows the structure of the table: columns may have come or gone, and the cursor stays inside.
    pub(crate) fn follow(&mut self, session: &Session, table: usize) {
        if self.structure == Some(session.structure()) {
            return;
        }
        let Some(shown) = session.disclosure().tables.get(table) else { return };
        let first = self.structure.is_none();
        let kept = self.columns.field(self.cursor.0, self.cursor.1);
        self.columns = Columns::of(table, shown);
        self.structure = Some(session.structure());
        if first {
            self.cursor = (0, self.columns.first_value());
            self.anchor = self.cursor;
            self.wants_focus = true;
        } else {
            let at = kept.and_then(|field| self.columns.position(field)).unwrap_or(self.cursor);
            self.cursor = self.inside(at);
            self.anchor = self.inside(self.anchor);
        }
    }

    /// The field under the cursor, if the side has that row.
    pub(crate) fn field(&self, session: &Session) -> Option<Field> {
        let field = self.columns.field(self.cursor.0, self.cursor.1)?;
        field.text(session.disclosure()).map(|_| field)
    }

    /// The header over the cursor.
    pub(crate) fn column_title(&self) -> String {
        self.columns.title(self.cursor.1)
    }

    /// Asks for the keyboard: the grid is on top again.
    pub(crate) fn take_keyboard(&mut self) {
        self.wants_focus = true;
    }

    /// Leaves the keyboard to somebody else, as to the search bar.
    pub(crate) fn leave_keyboard(&mut self) {
        self.wants_focus = false;
    }

    /// Puts the cursor on a field and brings it into sight.
    pub(crate) fn go_to(&mut self, field: Field) {
        if let Some(at) = self.columns.position(field) {
            self.cursor = self.inside(at);
            self.anchor = self.cursor;
            self.extra.clear();
            self.typing = Typing::Not;
            self.buffer.clear();
            self.relation = None;
            self.scroll = Some(true);
            self.wants_focus = true;
        }
    }

    /// Carries out one input.
    pub(crate) fn run(&mut self, input: Input, session: &mut Session) -> Reply {
        let keeps = matches!(input, Input::Press { add: true, .. } | Input::DragTo { .. } | Input::Copy)
            || matches!(input, Input::Clear | Input::Cut | Input::Paste(_));
        if !keeps {
            self.extra.clear();
        }
        match input {
            Input::Go { step, extend } => self.go(step, extend, session),
            Input::Press { row, column, extend, add } => {
                if add && self.typing == Typing::Not {
                    self.extra.push(self.selection());
                }
                return self.press((row, column), extend, session);
            }
            Input::DragTo { row, column } => self.cursor = self.inside((row, column)),
            Input::Edit => return self.edit(session),
            Input::TypeOver => return self.type_over(session),
            Input::Commit(step) => return self.commit(Some(step), session),
            Input::Cancel => {
                self.stop_typing();
                return Reply { settled: true, ..Reply::default() };
            }
            Input::Clear => return self.clear(session),
            Input::Copy => return Reply { copy: Some(self.selected_text(session)), ..Reply::default() },
            Input::Cut => {
                let copy = Some(self.selected_text(session));
                return Reply { copy, ..self.clear(session) };
            }
            Input::Paste(text) => return self.paste(&text, session),
            Input::SelectAll => {
                self.anchor = (0, 0);
                self.cursor = self.last();
            }
            Input::SelectColumn(column) => {
                self.anchor = self.inside((0, column));
                self.cursor = self.inside((usize::MAX, column));
            }
        }
        Reply::default()
    }

    fn last(&self) -> Position {
        (self.columns.rows.saturating_sub(1), self.columns.len().saturating_sub(1))
    }

    pub(super) fn inside(&self, at: Position) -> Position {
        (at.0.min(self.last().0), at.1.min(self.last().1))
    }

    fn stop_typing(&mut self) {
        self.typing = Typing::Not;
        self.buffer.clear();
        self.wants_focus = true;
    }

    fn go(&mut self, step: Step, extend: bool, session: &Session) {
        let by = |at: Position, rows: isize, columns: isize| {
            (at.0.saturating_add_signed(rows), at.1.saturating_add_signed(columns))
        };
        let to = match step {
            Step::By(rows, columns) => by(self.cursor, rows, columns),
            Step::RowEnd(end) => (self.cursor.0, if end { usize::MAX } else { 0 }),
            Step::TableEnd(end) => {
                if end {
                    self.last()
                } else {
                    (0, 0)
                }
            }
            Step::Tab(back) => {
                let width = self.columns.len().max(1);
                let at = self.cursor.0 * width + self.cursor.1;
                let at = if back { at.saturating_sub(1) } else { at + 1 };
                if at / width > self.last().0 { self.cursor } else { (at / width, at % width) }
            }
            Step::Edge(rows, columns) => self.edge(rows, columns, session),
        };
        self.cursor = self.inside(to);
        if !extend {
            self.anchor = self.cursor;
        }
        self.relation = None;
        self.scroll = Some(false);
        self.wants_focus = true;
    }

    /// The end of the filled block, or the next filled cell after a gap, or the edge of the table.
    fn edge(&self, rows: isize, columns: isize, session: &Session) -> Position {
        let filled = |at: Position| {
            let text = self.columns.field(at.0, at.1).and_then(|f| f.text(session.disclosure()));
            text.is_some_and(|t| !t.is_empty())
        };
        let next = |at: Position| {
            let to = (at.0.checked_add_signed(rows)?, at.1.checked_add_signed(columns)?);
            (to.0 <= self.last().0 && to.1 <= self.last().1).then_some(to)
        };
        let Some(mut at) = next(self.cursor) else { return self.cursor };
        let through = filled(self.cursor) && filled(at);
        while let Some(to) = next(at) {
            if filled(if through { to } else { at }) != through {
                break;
            }
            at = to;
        }
        at
    }

    fn press(&mut self, at: Position, extend: bool, session: &mut Session) -> Reply {
        if self.typing != Typing::Not {
            if at == self.cursor {
                return Reply::default();
            }
            let reply = self.commit(None, session);
            if reply.refused {
                return reply;
            }
        }
        self.cursor = self.inside(at);
        if !extend {
            self.anchor = self.cursor;
        }
        self.relation = None;
        self.dragging = true;
        self.wants_focus = true;
        Reply::default()
    }

    fn edit(&mut self, session: &Session) -> Reply {
        let reply = self.type_over(session);
        if !reply.refused
            && let Some(text) = self.field(session).and_then(|f| f.text(session.disclosure()))
        {
            self.buffer = text.to_owned();
            self.typing = Typing::Inside;
            self.wants_focus = true;
        }
        reply
    }

    fn type_over(&mut self, session: &Session) -> Reply {
        let writable = match self.columns.field(self.cursor.0, self.cursor.1) {
            Some(field) => session.writable(field),
            None => Err(crate::session::EditError::Nowhere),
        };
        // The editor has the keyboard already; asking again would disturb an input method in it.
        self.buffer.clear();
        match writable {
            Ok(()) => {
                self.typing = Typing::Over;
                self.anchor = self.cursor;
                self.scroll = Some(false);
                Reply::default()
            }
            Err(why) => Reply { notice: Some(why.to_string()), refused: true, ..Reply::default() },
        }
    }

    /// Ends typing: the text goes into the cell, or stays in the editor with a sentence that says why.
    fn commit(&mut self, then: Option<Step>, session: &mut Session) -> Reply {
        let settled = self.typing != Typing::Not;
        if settled {
            let Some(field) = self.columns.field(self.cursor.0, self.cursor.1) else { return Reply::default() };
            if let Err(why) = session.run(Edit::Texts(vec![(field, self.buffer.clone())])) {
                self.wants_focus = true;
                return Reply { notice: Some(why.to_string()), refused: true, ..Reply::default() };
            }
            self.stop_typing();
        }
        if let Some(step) = then {
            self.go(step, false, session);
        }
        Reply { settled, ..Reply::default() }
    }
}

/// What a cell's mark says, in one word.
pub(super) fn mark_word(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::NotCompared | Verdict::Holds => None,
        other => Some(other.name()),
    }
}
