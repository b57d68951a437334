//! Changes of the active disclosure: edits, rows, undo, mode, heading, and how its tables are read.

use super::dialogs::Dialog;
use super::shell::{Notice, Shell};
use super::teach::Teach;
use super::workspace::{DocId, Tab};
use crate::document::Format;
use crate::model::{CellRef, Hints};
use crate::session::{Done, Edit, Field, Mode, Session, Slot};

impl Shell {
    pub(super) fn step_history(&mut self, step: impl Fn(&mut Session) -> Option<Done>, word: &str) {
        let Some(document) = self.workspace.current_mut() else { return };
        let id = document.id;
        let Some(done) = step(&mut document.session) else { return };
        self.workspace.tidy(id);
        self.notice = Notice::remark(format!("已{word}：{}。", done.label));
        if let Some(cell) = done.cells.first() {
            self.workspace.go_to(id, Field::from(*cell));
        }
    }

    pub(super) fn set_mode(&mut self, mode: Mode) {
        let Some(document) = self.workspace.current_mut() else { return };
        let done = document.session.set_mode(mode);
        self.focus_grid();
        self.notice = match done.followed {
            0 => None,
            n => Notice::remark(format!("已切换到编制：{n} 个合计按明细重新算出；可以撤销，回到原来的数。")),
        };
    }

    pub(super) fn edit(&mut self, id: DocId, edit: Edit) {
        let Some(document) = self.workspace.document_mut(id) else { return };
        if let Err(why) = document.session.run(edit) {
            self.notice = Notice::problem(why.to_string());
        }
    }

    pub(super) fn accept(&mut self, id: DocId, cell: CellRef) {
        let Some(document) = self.workspace.document(id) else { return };
        let Some(value) = super::verdicts::computed_value(&document.session, cell) else { return };
        let text = document.session.style(cell.table).write(value);
        self.edit(id, Edit::Texts(vec![(Field::from(cell), text)]));
        self.focus_grid();
    }

    pub(super) fn insert_row(&mut self, below: bool) {
        let Some((view, session)) = self.workspace.grid() else { return };
        let (from, to) = view.selection();
        let line = if below { to.0 } else { from.0 };
        let here = |line: usize| {
            let field = view.columns.field(line, view.cursor.1)?;
            field.row(session.disclosure()).map(|_| field)
        };
        // Where the shorter side has no row, the new one goes behind the last row above.
        let at = match here(line) {
            Some(field) => Some(Field { row: field.row + u32::from(below), ..field }),
            None => (0..line).rev().find_map(here).map(|field| Field { row: field.row + 1, ..field }),
        };
        let Some(at) = at else { return };
        match session.run(Edit::InsertRows { at, count: 1 }) {
            Ok(_) => {
                let name = Field { slot: Slot::Name, ..at };
                if let Some(tab) = self.workspace.tab().and_then(Tab::document) {
                    self.workspace.go_to(tab, name);
                }
            }
            Err(why) => self.notice = Notice::problem(why.to_string()),
        }
    }

    pub(super) fn delete_rows(&mut self) {
        let Some((view, session)) = self.workspace.grid() else { return };
        let (from, to) = view.selection();
        let selected = (from.0..=to.0).filter_map(|line| view.columns.field(line, view.cursor.1));
        let rows: Vec<Field> = selected.filter(|f| f.row(session.disclosure()).is_some()).collect();
        let (Some(&at), count) = (rows.first(), rows.len()) else { return };
        let result = session.run(Edit::DeleteRows { at, count });
        view.take_keyboard();
        self.notice = match result {
            Ok(_) => Notice::remark(format!("已删除 {count} 行；可以撤销。")),
            Err(why) => Notice::problem(why.to_string()),
        };
    }

    pub(super) fn ask_heading(&mut self) {
        let Some(Tab::Table(id, table)) = self.workspace.tab() else { return };
        let shown = self.workspace.document(id).and_then(|d| d.session.disclosure().tables.get(table));
        if let Some(shown) = shown {
            self.dialog = Some(Dialog::heading(id, table, shown));
        }
    }

    pub(super) fn ask_reading(&mut self) {
        let Some(Tab::Table(id, table)) = self.workspace.tab() else { return };
        let selected = self.workspace.grid().and_then(|(view, session)| view.field(session));
        let teach = self.workspace.document(id).and_then(|open| Teach::new(open, table, selected));
        self.dialog = teach.map(|teach| Dialog::Teach(Box::new(teach)));
    }

    pub(super) fn reread(&mut self, id: DocId, hints: &Hints, remember: bool) {
        let Some(document) = self.workspace.document_mut(id) else { return };
        if let Err(why) = document.session.reread(hints) {
            self.notice = Notice::problem(why.to_string());
            return;
        }
        let source = document.session.document().clone();
        self.workspace.tidy(id);
        self.notice = match remember.then(|| self.layouts.learn(&source, hints)) {
            Some(Err(why)) => Notice::problem(format!("已照此读取，但没能记住：{why}")),
            Some(Ok(())) => Notice::remark("已照此读取并记住；可以撤销。"),
            None => Notice::remark("已照此读取；可以撤销。"),
        };
    }

    /// Offers to read a document that was just opened as tables of the same layouts were read before.
    pub(super) fn offer_layouts(&mut self) {
        let Some(document) = self.workspace.current_mut() else { return };
        let id = document.id;
        if document.session.document().format == Format::Json {
            return;
        }
        let hints = self.layouts.offer(document.session.document());
        let count = hints.tables.len();
        if count > 0 {
            self.offer = Some((id, hints, count));
        }
    }
}
