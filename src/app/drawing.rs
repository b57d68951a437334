//! Where everything stands in the window: bars, panels beside the work, and what is on top.

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::action::Action;
use super::shell::Shell;
use super::source::Chosen;
use super::theme::Palette;
use super::workspace::{DocId, Tab, is_unrecognized};
use super::{
    batch, dialogs, findings, formula, grid, manual, menus, navigator, prose, status, sum, tabs, teach, title, toolbar,
    welcome, why,
};

impl Shell {
    /// Draws all of it. Panels only read, and send what they ask for.
    pub(super) fn draw(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let p = Palette::of(ui.ctx());
        let bar = |x: i8, y: i8| Frame::NONE.fill(p.bar).inner_margin(Margin::symmetric(x, y));
        Panel::top("menus").frame(bar(8, 3)).show_separator_line(false).show(ui, |ui| menus::ui(ui, self, actions));
        Panel::top("toolbar").frame(bar(10, 5)).show(ui, |ui| toolbar::ui(ui, self, actions));
        Panel::bottom("status").frame(bar(12, 3)).show(ui, |ui| status::ui(ui, self, actions));
        // At the bottom, so that the grid does not move under the pointer when something is said.
        if self.notice.is_some() || self.offer.is_some() || self.joined.is_some() || !self.loader.jobs.is_empty() {
            let fill = match &self.notice {
                Some(notice) if notice.is_problem => p.amber.fill,
                _ => p.accent_soft,
            };
            let frame = Frame::NONE.fill(fill).inner_margin(Margin::symmetric(12, 5));
            Panel::bottom("notice").frame(frame).show(ui, |ui| status::notice_ui(ui, self, actions));
        }
        sum::ui(ui, &mut self.sum, &mut self.workspace, actions);
        // Years side by side need the room.
        let compares = self.workspace.tab() == Some(Tab::Compare);
        if self.settings.navigator && !compares && !self.workspace.documents.is_empty() {
            let panel =
                Panel::left("navigator").frame(Frame::NONE.fill(p.paper)).default_size(self.settings.navigator_width);
            let shown = panel.size_range(160.0..=420.0).show(ui, |ui| navigator::ui(ui, &self.workspace, actions));
            self.settings.navigator_width = shown.response.rect.width();
        }
        if compares {
            self.compare_side(ui, actions);
        }
        let table_on_top = !matches!(self.workspace.tab(), Some(Tab::Compare | Tab::Batch) | None);
        if self.settings.findings && table_on_top {
            let panel =
                Panel::right("findings").frame(Frame::NONE.fill(p.paper)).default_size(self.settings.findings_width);
            let shown = panel
                .size_range(220.0..=520.0)
                .show(ui, |ui| findings::ui(ui, &mut self.findings, &self.workspace, actions));
            self.settings.findings_width = shown.response.rect.width();
        }
        let frame = Frame::NONE.fill(p.paper);
        CentralPanel::default().frame(frame).show(ui, |ui| self.center(ui, actions));
        self.follow_selection();
        why::ui(ui, &mut self.why, &self.workspace, actions);
        if self.manual.is_open() {
            let own = self.workspace.current().map_or(&[][..], |d| &d.session.examination().own);
            manual::ui(ui, &mut self.manual, self.workspace.rules(), own);
        }
        dialogs::ui(ui, self, actions);
    }

    fn center(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        if self.workspace.tabs.is_empty() {
            welcome::ui(ui, self, actions);
            return;
        }
        tabs::ui(ui, &self.workspace, actions);
        if self.search.open {
            let frame = Frame::NONE.fill(Palette::of(ui.ctx()).bar).inner_margin(Margin::symmetric(12, 4));
            frame.show(ui, |ui| self.search.ui(ui, &self.workspace, actions));
        }
        let on_top = self.workspace.tab().and_then(Tab::document);
        if let Some(open) = on_top.and_then(|id| self.workspace.document(id)) {
            self.notices.ui(ui, open, actions);
        }
        if let Some(Tab::Table(id, _)) = self.workspace.tab()
            && let Some((view, session)) = self.workspace.grid()
        {
            formula::ui(ui, &mut self.formula, view, session, id, actions);
        }
        self.source(ui, actions);
        match self.workspace.tab() {
            Some(Tab::Table(id, table)) => self.table(ui, id, table, actions),
            Some(Tab::Text(id)) => {
                let reading = self.workspace.take_reading(id);
                if let Some(document) = self.workspace.document(id) {
                    prose::ui(ui, &mut self.prose, document, &reading, actions);
                }
            }
            Some(Tab::Compare) => self.compare_tab(ui, actions),
            Some(Tab::Batch) => {
                let free = self.dialog.is_none() && ui.memory(|m| m.focused().is_none());
                let frame = Frame::NONE.inner_margin(Margin::symmetric(14, 8));
                frame.show(ui, |ui| batch::ui(ui, &mut self.batch, free, actions));
            }
            None => {}
        }
    }

    /// The source of what is on top, beside it or below it.
    fn source(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let Some(id) = self.workspace.tab().and_then(Tab::document).filter(|_| self.settings.source) else { return };
        let chosen = self.chosen(id);
        let Some(open) = self.workspace.document_mut(id) else { return };
        if open.originals.is_empty() {
            return;
        }
        open.originals.follow(&open.session);
        self.source.ui(ui, open, &chosen, &mut self.settings, actions);
    }

    /// What is selected in the tab on top.
    fn chosen(&mut self, id: DocId) -> Chosen {
        let relation = self.formula.relation();
        match self.workspace.tab() {
            Some(Tab::Table(..)) => {
                let field = self.workspace.grid().and_then(|(view, session)| view.field(session));
                field.map_or(Chosen::Nothing, |field| Chosen::Field(field, relation.filter(|_| field.cell().is_some())))
            }
            Some(Tab::Text(_)) => match self.workspace.sentence(id) {
                Some((section, range)) => Chosen::Sentence(section, range),
                None => Chosen::Nothing,
            },
            _ => Chosen::Nothing,
        }
    }

    fn table(&mut self, ui: &mut Ui, id: DocId, index: usize, actions: &mut Vec<Action>) {
        let is_accepted = self.workspace.accepted.contains(&(id, index));
        let Some((view, session)) = self.workspace.grid() else { return };
        let Some(table) = session.disclosure().tables.get(index) else { return };
        title::ui(ui, session, id, index, actions);
        if is_unrecognized(table) && !is_accepted {
            title::unrecognized_ui(ui, id, index, teach::can_be_taught(session, index), actions);
        }
        if table.panels.iter().all(|p| p.rows.is_empty()) {
            title::nothing_ui(ui, table, id, index, actions);
            return;
        }
        let below = title::notes_height(ui, table);
        let mut inner = ui.available_rect_before_wrap();
        inner.min.x += 12.0;
        inner.max.y -= below;
        let builder = egui::UiBuilder::new().max_rect(inner).id_salt("grid");
        let asked = ui.scope_builder(builder, |ui| grid::show(ui, view, session, index, id.0)).inner;
        ui.advance_cursor_after_rect(inner);
        title::notes_ui(ui, table);
        let mut replies = Vec::new();
        for input in asked.inputs {
            replies.push(view.run(input, session));
        }
        actions.extend(asked.command.map(Action::Command));
        for reply in replies {
            self.take(reply, ui.ctx());
        }
    }
}
