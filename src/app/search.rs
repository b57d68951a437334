//! Finding text in the tables of a document.

use egui::{Key, Ui};

use super::action::Action;
use super::command::Command;
use super::workspace::{DocId, Workspace};
use crate::model::text::squeeze;
use crate::session::{Field, Session, Slot};

/// The search bar.
#[derive(Default)]
pub(super) struct Search {
    pub(super) open: bool,
    pub(super) wants_focus: bool,
    text: String,
    found: Vec<Field>,
    at: usize,
    /// What `found` was worked out for.
    key: Option<(DocId, u64, String)>,
}

impl Search {
    /// Works out the places if text, document or content have changed.
    fn update(&mut self, id: DocId, session: &Session) {
        let wanted = squeeze(&self.text);
        let key = (id, session.revision(), wanted);
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.found = find(session, &key.2);
        self.at = self.at.min(self.found.len().saturating_sub(1));
        self.key = Some(key);
    }

    /// The next or the last place, seen from the field under the cursor.
    pub(super) fn step(&mut self, workspace: &Workspace, forward: bool) -> Option<(DocId, Field)> {
        let document = workspace.current()?;
        self.update(document.id, &document.session);
        let here = workspace.grid_view().and_then(|(view, document)| view.field(&document.session));
        let count = self.found.len();
        self.at = match here {
            Some(here) if forward => self.found.iter().position(|f| *f > here).unwrap_or(0),
            Some(here) => self.found.iter().rposition(|f| *f < here).unwrap_or(count.saturating_sub(1)),
            None => 0,
        };
        self.found.get(self.at).map(|f| (document.id, *f))
    }

    /// Draws the bar.
    pub(super) fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        if let Some(document) = workspace.current() {
            self.update(document.id, &document.session);
        }
        ui.horizontal(|ui| {
            ui.set_width(ui.available_width());
            ui.label("查找");
            let hint = "编码、名称或金额";
            let field = ui.add(egui::TextEdit::singleline(&mut self.text).desired_width(220.0).hint_text(hint));
            field.widget_info(|| egui::WidgetInfo::text_edit(true, "", &self.text, hint));
            if std::mem::take(&mut self.wants_focus) {
                field.request_focus();
            }
            if field.lost_focus() {
                let (enter, shift, escape) =
                    ui.input(|i| (i.key_pressed(Key::Enter), i.modifiers.shift, i.key_pressed(Key::Escape)));
                if enter {
                    let command = if shift { Command::FindPrevious } else { Command::FindNext };
                    actions.push(Action::Command(command));
                    self.wants_focus = true;
                } else if escape {
                    actions.push(Action::CloseSearch);
                }
            }
            for (command, text) in [(Command::FindPrevious, "上一处"), (Command::FindNext, "下一处")] {
                let button = ui.add_enabled(!self.found.is_empty(), egui::Button::new(text));
                if button.on_hover_text(format!("{}（{}）", command.tooltip(), command.keys(ui.ctx()))).clicked() {
                    actions.push(Action::Command(command));
                }
            }
            let count = self.found.len();
            ui.weak(match (self.text.trim().is_empty(), count) {
                (true, _) => String::new(),
                (false, 0) => "没有找到".to_owned(),
                (false, n) => format!("第 {} 处，共 {n} 处", self.at + 1),
            });
            if ui.button("关闭").clicked() {
                actions.push(Action::CloseSearch);
            }
        });
    }
}

/// All fields with this text in them, in the order of the document. White space and width do not matter.
fn find(session: &Session, wanted: &str) -> Vec<Field> {
    let mut out = Vec::new();
    if wanted.is_empty() {
        return out;
    }
    let hit = |text: &str| !text.is_empty() && (text.contains(wanted) || squeeze(text).contains(wanted));
    for (table, t) in (0u32..).zip(&session.disclosure().tables) {
        for (panel, p) in (0u32..).zip(&t.panels) {
            for (row, r) in (0u32..).zip(&p.rows) {
                let field = |slot| Field { table, panel, row, slot };
                if hit(&r.code) {
                    out.push(field(Slot::Code));
                }
                if hit(&r.name) {
                    out.push(field(Slot::Name));
                }
                for (column, cell) in (0u32..).zip(&r.cells) {
                    if hit(&cell.text) {
                        out.push(field(Slot::Column(column)));
                    }
                }
            }
        }
    }
    out
}
