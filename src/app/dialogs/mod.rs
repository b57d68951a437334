//! Questions over the window: a path, unsaved work, what a table is, the keys.

mod files;
mod keys;
mod path;
mod properties;
mod unsaved;

use std::path::Path;

use egui::{Id, Modal, RichText, Ui};

use super::action::Action;
use super::batch::Ask;
use super::export::Export;
use super::findings::Say;
use super::loading::Request;
use super::rule_file::RuleFile;
use super::shell::Shell;
use super::teach::Teach;
use super::theme::Palette;
use super::workspace::DocId;
use crate::model::{Disclosure, Kind, Stage, Table, Unit};

pub(super) use path::{Answer, PathField};

/// The question that is open.
pub(super) enum Dialog {
    /// Which file to open.
    OpenPath(PathField),
    /// The password of a file. `wrong`: the last one was.
    Password { request: Request, password: String, wrong: bool, fresh: bool },
    /// Where to save.
    SaveAs(DocId, PathField),
    /// In which form and where to write a report.
    Export(Export),
    /// Which folder to check, or where what came of it goes.
    Batch(Box<Ask>),
    /// In which form and where something of a comparison goes.
    Compare(Box<super::compare::Ask>),
    /// Whether to close a document with unsaved work.
    Close(DocId),
    /// Whether to end the program with unsaved work.
    Quit,
    /// What a table is.
    Heading { id: DocId, table: usize, kind: Kind, title: String, unit: Unit },
    /// Whose disclosure it is, of which year and stage.
    Identity { id: DocId, agency: String, year: String, stage: Stage },
    /// How a table is to be read.
    Teach(Box<Teach>),
    /// What is said of a finding.
    Say(Box<Say>),
    /// Which rule file to load.
    Rules(Box<RuleFile>),
    /// The keys.
    Help,
}

impl Dialog {
    pub(super) fn open_path(without_dialog: bool) -> Self {
        let field = PathField::new(Path::new(""));
        Dialog::OpenPath(if without_dialog { field.again(None) } else { field })
    }

    pub(super) fn password(request: Request, wrong: bool) -> Self {
        Dialog::Password { request, password: String::new(), wrong, fresh: true }
    }

    pub(super) fn save_as(id: DocId, suggested: &Path, without_dialog: bool) -> Self {
        let field = PathField::new(suggested);
        Dialog::SaveAs(id, if without_dialog { field.again(None) } else { field })
    }

    pub(super) fn identity(id: DocId, d: &Disclosure) -> Self {
        let year = d.year.map(|y| y.to_string()).unwrap_or_default();
        Dialog::Identity { id, agency: d.agency.clone(), year, stage: d.stage }
    }

    pub(super) fn heading(id: DocId, table: usize, shown: &Table) -> Self {
        Dialog::Heading { id, table, kind: shown.kind, title: shown.title.clone(), unit: shown.unit }
    }
}

/// Draws the question, if there is one.
pub(super) fn ui(ui: &mut Ui, shell: &mut Shell, actions: &mut Vec<Action>) {
    let Some(mut dialog) = shell.dialog.take() else { return };
    let mut stay = true;
    let modal = Modal::new(Id::unique("dialog"));
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(18));
    let response = modal.frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        ui.spacing_mut().item_spacing.y = 8.0;
        match &mut dialog {
            Dialog::OpenPath(field) => stay = files::open_path(ui, field, actions),
            Dialog::Password { request, password, wrong, fresh } => {
                stay = files::ask_password(ui, request, password, *wrong, fresh, actions);
            }
            Dialog::SaveAs(id, field) => stay = files::save_as(ui, shell, *id, field, actions),
            Dialog::Export(export) => stay = export.ui(ui, shell, actions),
            Dialog::Batch(ask) => stay = ask.ui(ui, actions),
            Dialog::Compare(ask) => stay = ask.ui(ui, actions),
            Dialog::Close(id) => stay = unsaved::close(ui, shell, *id, actions),
            Dialog::Quit => stay = unsaved::quit(ui, shell, actions),
            Dialog::Heading { id, table, kind, title, unit } => {
                stay = properties::heading(ui, (*id, *table), kind, title, unit, actions);
            }
            Dialog::Identity { id, agency, year, stage } => {
                stay = properties::identity(ui, *id, agency, year, stage, actions);
            }
            Dialog::Teach(teach) => {
                let open = shell.workspace.current();
                stay = open.is_some_and(|open| teach.ui(ui, &open.session, actions));
            }
            Dialog::Say(say) => stay = say.ui(ui, actions),
            Dialog::Rules(file) => {
                stay = file.ui(ui, shell.workspace.rules(), shell.settings.rules.as_deref(), actions);
            }
            Dialog::Help => stay = keys::help(ui),
        }
    });
    // What was asked for may have opened another question already; it goes first.
    if stay && !response.should_close() {
        shell.dialog = Some(dialog);
        return;
    }
    let goes_on = |a: &Action| matches!(a, Action::SaveTo(..) | Action::BrowseSave(_));
    if matches!(dialog, Dialog::SaveAs(..)) && !actions.iter().any(goes_on) {
        shell.after_save = None;
    }
    if let Some((view, _)) = shell.workspace.grid() {
        view.take_keyboard();
    }
}

pub(super) fn primary(ui: &mut Ui, text: &str) -> bool {
    let p = Palette::of(ui.ctx());
    ui.add(egui::Button::new(RichText::new(text).color(p.on_accent)).fill(p.accent)).clicked()
}
