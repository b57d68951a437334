//! The whole window: keys, panels, and the actions that the panels have sent.
//!
//! A frame is: take what threads have finished, carry out keys, draw the panels, which only read and send
//! [`Action`]s, then carry out the actions.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::{CentralPanel, Context, Frame, Margin, Panel, Ui};

use super::action::Action;
use super::batch::{self, BatchPanel};
use super::command::{self, Command};
use super::compare::ComparePanel;
use super::dialogs::Dialog;
use super::export::Exporter;
use super::findings::FindingsPanel;
use super::loading::{Loader, Picking, Request};
use super::manual::Manual;
use super::notices::NoticeStrip;
use super::prose::ProseView;
use super::search::Search;
use super::settings::Settings;
use super::source::{Chosen, Original, SourcePanel};
use super::sum::AdHocSum;
use super::suspects::Locator;
use super::theme::Palette;
use super::why::Why;
use super::workspace::{DocId, Tab, Workspace, is_unrecognized};
use super::{
    findings, formula, grid, manual, menus, navigator, prose, status, sum, tabs, teach, title, toolbar, welcome, why,
};
use crate::model::Hints;
use crate::read::isolated::{Loaded, Reader};
use crate::session::{Layouts, Recent, Session};

/// The window's state above the documents.
pub struct Shell {
    pub(super) workspace: Workspace,
    pub(super) loader: Loader,
    pub(super) picking: Option<Picking>,
    pub(super) exporter: Exporter,
    pub(super) batch: BatchPanel,
    pub(super) recent: Recent,
    /// How tables of certain layouts are to be read.
    pub(super) layouts: Layouts,
    pub(super) search: Search,
    pub(super) dialog: Option<Dialog>,
    pub(super) findings: FindingsPanel,
    pub(super) formula: formula::FormulaLine,
    pub(super) prose: ProseView,
    pub(super) why: Why,
    pub(super) sum: AdHocSum,
    pub(super) locator: Locator,
    pub(super) manual: Manual,
    pub(super) compare: ComparePanel,
    /// A sentence for the user, until dismissed or replaced.
    pub(super) notice: Option<Notice>,
    pub(super) settings: Settings,
    pub(super) source: SourcePanel,
    pub(super) notices: NoticeStrip,
    /// Files whose password is to be asked for, and whether one was given that is wrong.
    pub(super) locked: VecDeque<(Request, bool)>,
    /// Readings of tables of the same layout, to take over for a document that was opened, and how many.
    pub(super) offer: Option<(DocId, Hints, usize)>,
    /// Files that were read and wait for those that were asked for together with them.
    pub(super) waiting: Vec<(Request, Loaded)>,
    /// The document that was just made of several files, and their names.
    pub(super) joined: Option<(DocId, String)>,
    /// What goes on once a file has been chosen and written: closing, quitting.
    pub(super) after_save: Option<Action>,
    /// The user has agreed to lose what is not saved.
    pub(super) may_quit: bool,
}

/// A sentence for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    pub text: String,
    /// Something did not go as asked. It stays until it is dismissed; a remark goes by itself.
    pub is_problem: bool,
    since: Instant,
}

/// How long a remark stays.
const REMARK: Duration = Duration::from_secs(6);

impl Notice {
    pub(super) fn problem(text: impl Into<String>) -> Option<Self> {
        Some(Self { text: text.into(), is_problem: true, since: Instant::now() })
    }

    pub(super) fn remark(text: impl Into<String>) -> Option<Self> {
        Some(Self { text: text.into(), is_problem: false, since: Instant::now() })
    }
}

impl Shell {
    /// A window with nothing open and this list of files opened lately.
    pub fn new(recent: Recent) -> Self {
        Self {
            workspace: Workspace::default(),
            loader: Loader::default(),
            picking: None,
            exporter: Exporter::default(),
            batch: BatchPanel::default(),
            recent,
            layouts: Layouts::default(),
            search: Search::default(),
            dialog: None,
            findings: FindingsPanel::default(),
            formula: formula::FormulaLine::default(),
            prose: ProseView::default(),
            why: Why::default(),
            sum: AdHocSum::default(),
            locator: Locator::default(),
            manual: Manual::default(),
            compare: ComparePanel::default(),
            notice: None,
            settings: Settings::default(),
            source: SourcePanel::default(),
            notices: NoticeStrip::default(),
            locked: VecDeque::new(),
            waiting: Vec::new(),
            joined: None,
            offer: None,
            after_save: None,
            may_quit: false,
        }
    }

    /// Looks as it did the last time.
    pub(super) fn restore(&mut self, settings: Settings, layouts: Layouts, ctx: &Context) {
        settings.apply(ctx);
        self.layouts = layouts;
        self.settings = settings;
        self.compare.restore(&self.settings);
        self.restore_rules();
    }

    /// Writes down how it looks, for the next time.
    pub(super) fn remember(&mut self, ctx: &Context) {
        self.settings.follow(ctx);
        self.settings.store();
    }

    /// Sets fonts, colours and sizes; to be called once for a context.
    pub fn setup(ctx: &Context) {
        super::fonts::install(ctx);
        super::theme::install(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
    }

    /// Begins to open a file.
    pub fn open(&mut self, path: PathBuf, ctx: &Context) {
        self.loader.start(Request::new(path), ctx);
    }

    /// Reads files with this reader instead of with the running program.
    pub fn set_reader(&mut self, reader: Reader) {
        self.loader.reader = Some(reader);
    }

    /// Shows a session whose source is not at hand.
    pub fn add(&mut self, session: Session) {
        self.workspace.add(session, Vec::new());
    }

    /// Shows a session with the files that it was read from, in the order of [`crate::model::Place::file`].
    pub fn add_with_files(&mut self, session: Session, files: Vec<Original>) {
        self.workspace.add(session, files);
    }

    /// The session that is worked on.
    pub fn session(&self) -> Option<&Session> {
        self.workspace.current().map(|d| &d.session)
    }

    /// What the window's frame says: `*某县档案馆 · 2025 年预算 — 公开`.
    pub(super) fn title(&self) -> String {
        match self.session() {
            Some(session) => {
                let mark = if session.is_dirty() { "*" } else { "" };
                format!("{mark}{} — 公开", session.disclosure().title())
            }
            None => "公开".to_owned(),
        }
    }

    /// The documents with changes that no file has.
    pub(super) fn dirty(&self) -> Vec<DocId> {
        self.workspace.documents.iter().filter(|d| d.session.is_dirty()).map(|d| d.id).collect()
    }

    /// One frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.receive(&ctx);
        if let Some(notice) = self.notice.as_ref().filter(|n| !n.is_problem) {
            match REMARK.checked_sub(notice.since.elapsed()) {
                Some(rest) => ctx.request_repaint_after(rest),
                None => self.notice = None,
            }
        }
        self.locator.frame(&mut self.workspace, &ctx);
        let mut actions: Vec<Action> = Vec::new();
        if self.dialog.is_none() {
            self.give_keyboard(&ctx);
            self.escape(&ctx);
            self.keys(ui);
            let is_typing = self.is_typing(&ctx);
            actions.extend(command::pressed(&ctx, is_typing).into_iter().map(Action::Command));
        }
        self.draw(ui, &mut actions);
        for action in actions {
            self.run(action, &ctx);
        }
    }

    /// The grid has the keyboard whenever nobody else does, as after a click on a button.
    fn give_keyboard(&mut self, ctx: &Context) {
        if ctx.memory(|m| m.focused().is_none())
            && !egui::Popup::is_any_open(ctx)
            && let Some((view, _)) = self.workspace.grid()
        {
            view.take_keyboard();
        }
    }

    /// Whether a text is being typed, which has an undo of its own.
    fn is_typing(&mut self, ctx: &Context) -> bool {
        match ctx.memory(|m| m.focused()) {
            Some(id) if id == grid::editor_id() => {
                self.workspace.grid().is_some_and(|(view, _)| view.typing != grid::Typing::Not)
            }
            Some(id) => egui::TextEdit::load_state(ctx, id).is_some(),
            None => false,
        }
    }

    /// Keys go to the grid on top as long as nothing else has the keyboard.
    fn keys(&mut self, ui: &Ui) {
        let Some((view, session)) = self.workspace.grid() else { return };
        let replies = grid::run_keys(ui, view, session);
        for reply in replies {
            self.take(reply, ui.ctx());
        }
    }

    fn draw(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
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
        super::dialogs::ui(ui, self, actions);
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

    /// What came of an input to a grid.
    pub(super) fn take(&mut self, reply: grid::Reply, ctx: &Context) {
        if let Some(text) = reply.copy {
            ctx.copy_text(text);
        }
        if let Some(text) = reply.notice {
            self.notice = Notice::problem(text);
        } else if reply.settled {
            self.notice = None;
        }
    }

    /// Carries out a command.
    pub fn command(&mut self, command: Command, ctx: &Context) {
        self.run(Action::Command(command), ctx);
    }
}
