//! The whole window: its state, and what happens in a frame.
//!
//! A frame is: take what threads have finished, carry out keys, draw the panels, which only read and send
//! [`Action`]s, then carry out the actions.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::{Context, Ui};

use super::action::Action;
use super::batch::BatchPanel;
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
use super::source::{Original, SourcePanel};
use super::sum::AdHocSum;
use super::suspects::Locator;
use super::why::Why;
use super::workspace::{DocId, Workspace};
use super::{formula, grid};
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
