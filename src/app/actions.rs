//! Carrying out actions and commands.

use std::path::PathBuf;

use egui::{Context, Theme, ThemePreference, ViewportCommand};

use super::action::Action;
use super::batch::Wish;
use super::command::Command;
use super::compare;
use super::dialogs::Dialog;
use super::findings::Say;
use super::grid::Input;
use super::loading::{Picking, Purpose};
use super::shell::{Notice, Shell};
use super::source;
use super::workspace::Tab;
use crate::compare::Order;
use crate::model::ReviewStatus;
use crate::session::{Field, Mode, Session};

impl Shell {
    pub(super) fn run(&mut self, action: Action, ctx: &Context) {
        // What is being typed goes into its cell before anything else happens, as in a spreadsheet.
        let only_looks = matches!(&action, Action::Command(command) if command.only_looks());
        if !only_looks {
            self.finish_typing();
        }
        match action {
            Action::Command(command) => self.run_command(command, ctx),
            Action::Open(path) => self.open_all(vec![path], ctx),
            Action::OpenWith(request) => self.loader.start(request, ctx),
            Action::Show(tab) => self.workspace.show(tab),
            Action::ShowSection(id, index) => self.workspace.show_section(id, index),
            Action::ShowSentence(id, at) => self.workspace.show_sentence(id, at),
            Action::ShowPlace(id, place) => {
                self.settings.source = true;
                self.source.show_place(id, place);
            }
            Action::CloseTab(index) => self.workspace.close_tab(index),
            Action::Identify(id) => {
                self.dialog = self.workspace.document(id).map(|d| Dialog::identity(id, d.session.disclosure()));
            }
            Action::CloseDocument(id) => self.close(id),
            Action::GoTo(id, field) => self.workspace.go_to(id, field),
            Action::GoToFinding(id, key) => self.go_to_finding(id, key),
            Action::GoToSpot(id, spot) => self.go_to_spot(id, spot),
            Action::GoToRelation(id, cell, relation) => {
                self.workspace.go_to(id, Field::from(cell));
                if let Some((view, _)) = self.workspace.grid() {
                    view.relation = Some(relation);
                }
            }
            Action::AskSay(id, entry) => self.dialog = Some(Dialog::Say(Box::new(Say::new(id, entry)))),
            Action::Why(id, spot) => self.why.ask(id, spot),
            Action::Manual(id) => self.manual.show(id),
            Action::LoadRules(path) => self.load_rules(path),
            Action::BrowseRules => self.browse_rules(ctx),
            Action::DropRules => self.drop_rules(),
            Action::ShowRelation(relation) => {
                if let Some((view, _)) = self.workspace.grid() {
                    view.relation = Some(relation);
                }
            }
            Action::Edit(id, edit) => self.edit(id, edit),
            Action::Accept(id, cell) => self.accept(id, cell),
            Action::SaveTo(id, path) => {
                let next = self.after_save.take();
                if self.save_to(id, path)
                    && let Some(next) = next
                {
                    self.run(next, ctx);
                }
            }
            Action::SaveAndClose(id) => {
                self.after_save = Some(Action::CloseDocument(id));
                self.save(id, ctx);
            }
            Action::BrowseSave(id) => {
                let suggested = self.workspace.document(id).map(|d| d.session.suggested_path()).unwrap_or_default();
                self.picking = Some(Picking::start(Purpose::Save(id), &suggested, ctx));
            }
            Action::Export(order) => self.export(order, ctx),
            Action::BrowseExport(order) => self.browse_export(order, ctx),
            Action::Batch(wish) => self.batch(wish, ctx),
            Action::Compare(wish) => self.compare(wish, ctx),
            Action::Discard(id) => {
                self.forget(id);
                self.notice = None;
            }
            Action::QuitWithoutSaving => self.quit(ctx),
            Action::SaveAllAndQuit => self.save_all_and_quit(ctx),
            Action::AcceptTable(id, table) => {
                self.workspace.accepted.insert((id, table));
            }
            Action::Separate(id) => self.separate(id, ctx),
            Action::Reread(id, hints, remember) => self.reread(id, &hints, remember),
            Action::CancelLoading(id) => self.loader.cancel(id),
            Action::ClearRecent => self.recent.clear(),
            Action::CloseSearch => {
                self.search.open = false;
                self.focus_grid();
            }
        }
    }

    fn run_command(&mut self, command: Command, ctx: &Context) {
        let compares = self.workspace.tab() == Some(Tab::Compare);
        match command {
            Command::Open => self.picking = Some(Picking::start(Purpose::Open, &self.last_folder(), ctx)),
            Command::OpenFolder => {
                self.picking = Some(Picking::start(Purpose::OpenFolder, &self.last_folder(), ctx));
            }
            Command::Batch => self.batch(Wish::AskFolder, ctx),
            Command::OpenPath => self.dialog = Some(Dialog::open_path(false)),
            Command::OpenSample => self.open_samples(),
            Command::Save => {
                if let Some(id) = self.workspace.current().map(|d| d.id) {
                    self.save(id, ctx);
                }
            }
            Command::SaveAs => {
                if let Some(id) = self.workspace.current().map(|d| d.id) {
                    self.ask_where_to_save(id, false);
                }
            }
            Command::Export => self.ask_export(),
            Command::CloseTab => self.workspace.close_tab(self.workspace.active),
            Command::CloseDocument => {
                if let Some(id) = self.workspace.current().map(|d| d.id) {
                    self.close(id);
                }
            }
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo => self.step_history(Session::undo, "撤销"),
            Command::Redo => self.step_history(Session::redo, "重做"),
            Command::Cut => self.input(Input::Cut, ctx),
            Command::Copy | Command::SelectAll if compares => self.compare_block(command, ctx),
            Command::Copy => self.input(Input::Copy, ctx),
            Command::Paste => {
                self.focus_grid();
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            Command::Clear => self.input(Input::Clear, ctx),
            Command::SelectAll => self.input(Input::SelectAll, ctx),
            Command::InsertRow => self.insert_row(false),
            Command::InsertRowBelow => self.insert_row(true),
            Command::DeleteRows => self.delete_rows(),
            Command::TableProperties => self.ask_heading(),
            Command::Identity => {
                if let Some(id) = self.workspace.current().map(|d| d.id) {
                    self.run(Action::Identify(id), ctx);
                }
            }
            Command::Teach => self.ask_reading(),
            Command::Find | Command::FindNext | Command::FindPrevious if compares => self.compare.search(),
            Command::Find => {
                self.search.open = true;
                self.search.wants_focus = true;
            }
            Command::FindNext | Command::FindPrevious => {
                let found = self.search.step(&self.workspace, command == Command::FindNext);
                match found {
                    Some((id, field)) => {
                        self.workspace.go_to(id, field);
                        // In the search bar, Enter goes on from place to place.
                        if self.search.wants_focus
                            && let Some((view, _)) = self.workspace.grid()
                        {
                            view.leave_keyboard();
                        }
                    }
                    None => self.search.open = true,
                }
            }
            Command::Review => self.set_mode(Mode::Review),
            Command::Compile => self.set_mode(Mode::Compile),
            Command::NextFinding => self.step_finding(true),
            Command::PreviousFinding => self.step_finding(false),
            Command::ConfirmFinding => self.decide(ReviewStatus::Confirmed),
            Command::DismissFinding => self.decide(ReviewStatus::Dismissed),
            Command::TickFinding => self.tick(),
            Command::NextNumber => self.step_number(true),
            Command::PreviousNumber => self.step_number(false),
            Command::Why => self.ask_why(),
            Command::CompareSum => self.hold_sum(),
            Command::Manual => self.show_manual(),
            Command::RuleFile => self.ask_rules(Vec::new(), None),
            Command::NextTab => self.workspace.turn(1),
            Command::PreviousTab => self.workspace.turn(-1),
            Command::Compare => self.show_compare(),
            Command::CompareYears => self.compare_by(Order::Years),
            Command::CompareAgencies => self.compare_by(Order::Agencies),
            Command::CopyComparison => self.compare(compare::Wish::CopyAll, ctx),
            Command::CopyPicture => self.compare(compare::Wish::CopyPicture, ctx),
            Command::ExportPicture => self.compare(compare::Wish::Ask(compare::What::Picture), ctx),
            Command::ExportTable => self.compare(compare::Wish::Ask(compare::What::Table), ctx),
            Command::ExportPage => self.compare(compare::Wish::Ask(compare::What::Page), ctx),
            Command::ToggleNavigator => self.settings.navigator = !self.settings.navigator,
            Command::ToggleFindings => self.settings.findings = !self.settings.findings,
            Command::ToggleSource => match self.workspace.current().and_then(source::why_none) {
                Some(why) => self.notice = Notice::remark(why),
                None => self.settings.source = !self.settings.source,
            },
            Command::MoveSource => {
                self.settings.source_below = !self.settings.source_below;
                self.settings.source = true;
            }
            Command::ToggleTheme => ctx.set_theme(match ctx.theme() {
                Theme::Dark => ThemePreference::Light,
                Theme::Light => ThemePreference::Dark,
            }),
            Command::ZoomIn => ctx.set_zoom_factor((ctx.zoom_factor() + 0.1).min(3.0)),
            Command::ZoomOut => ctx.set_zoom_factor((ctx.zoom_factor() - 0.1).max(0.5)),
            Command::ZoomReset => ctx.set_zoom_factor(1.0),
            // On a finding, help is what its rule says.
            Command::Help if self.findings.focused.is_some() => self.show_manual(),
            Command::Help => self.dialog = Some(Dialog::Help),
        }
    }

    /// Whether a command has anything to work on now.
    pub(super) fn is_enabled(&self, command: Command) -> bool {
        use Command as C;
        let session = self.session();
        let table = matches!(self.workspace.tab(), Some(Tab::Table(..)));
        let compares = self.workspace.tab() == Some(Tab::Compare);
        match command {
            C::Save => session.is_some_and(|s| s.is_dirty() || s.path().is_none()),
            C::SaveAs | C::Export | C::CloseDocument | C::Identity | C::Find | C::FindNext | C::FindPrevious => {
                session.is_some()
            }
            C::Review | C::Compile => session.is_some(),
            C::NextFinding | C::PreviousFinding => session.is_some_and(|s| !s.findings().is_empty()),
            C::ConfirmFinding | C::DismissFinding | C::TickFinding => session.is_some(),
            C::NextNumber | C::PreviousNumber => session.is_some_and(|s| !s.examination().numbers.is_empty()),
            C::Why => table || matches!(self.workspace.tab(), Some(Tab::Text(_))),
            C::CompareSum => table || self.sum.is_open(),
            C::CloseTab | C::NextTab | C::PreviousTab => !self.workspace.tabs.is_empty(),
            C::Undo => session.is_some_and(|s| s.undo_label().is_some()),
            C::Redo => session.is_some_and(|s| s.redo_label().is_some()),
            C::Copy | C::SelectAll => table || compares,
            C::Cut | C::Paste | C::Clear => table,
            C::InsertRow | C::InsertRowBelow | C::DeleteRows | C::TableProperties => table,
            C::Teach => match (self.workspace.tab(), session) {
                (Some(Tab::Table(_, table)), Some(session)) => super::teach::can_be_taught(session, table),
                _ => false,
            },
            C::ToggleSource | C::MoveSource => self.workspace.current().is_some_and(|d| source::why_none(d).is_none()),
            C::Compare | C::CompareYears | C::CompareAgencies => !self.workspace.documents.is_empty(),
            C::CopyComparison => compares,
            C::CopyPicture | C::ExportPicture | C::ExportTable | C::ExportPage => compares,
            C::ToggleNavigator => !compares,
            _ => true,
        }
    }

    pub(super) fn focus_grid(&mut self) {
        if let Some((view, _)) = self.workspace.grid() {
            view.take_keyboard();
        }
    }

    fn input(&mut self, input: Input, ctx: &Context) {
        let Some((view, session)) = self.workspace.grid() else { return };
        let reply = view.run(input, session);
        view.take_keyboard();
        self.take(reply, ctx);
    }

    fn last_folder(&self) -> PathBuf {
        self.recent.paths().first().cloned().unwrap_or_default()
    }

    /// Opens the embedded samples.
    pub fn open_samples(&mut self) {
        for disclosure in crate::read::samples() {
            self.workspace.add(Session::new(disclosure), Vec::new());
        }
    }
}
