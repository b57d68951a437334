//! The menu bar.

use egui::{Button, MenuBar, RichText, Ui};

use super::action::Action;
use super::command::Command as C;
use super::loading::name;
use super::shell::Shell;
use super::theme::Palette;

/// The menus; `None` is a line.
const MENUS: &[(&str, &[Option<C>])] = &[
    (
        "编辑",
        &[
            Some(C::Undo),
            Some(C::Redo),
            None,
            Some(C::Cut),
            Some(C::Copy),
            Some(C::Paste),
            Some(C::Clear),
            Some(C::SelectAll),
            None,
            Some(C::Find),
            Some(C::FindNext),
            Some(C::FindPrevious),
            None,
            Some(C::InsertRow),
            Some(C::InsertRowBelow),
            Some(C::DeleteRows),
            Some(C::TableProperties),
            Some(C::Teach),
            Some(C::Identity),
        ],
    ),
    (
        "视图",
        &[
            Some(C::ToggleNavigator),
            Some(C::ToggleFindings),
            Some(C::ToggleSource),
            Some(C::MoveSource),
            None,
            Some(C::NextTab),
            Some(C::PreviousTab),
            None,
            Some(C::ToggleTheme),
            Some(C::ZoomIn),
            Some(C::ZoomOut),
            Some(C::ZoomReset),
        ],
    ),
    (
        "校核",
        &[
            Some(C::Review),
            Some(C::Compile),
            None,
            Some(C::NextFinding),
            Some(C::PreviousFinding),
            Some(C::ConfirmFinding),
            Some(C::DismissFinding),
            Some(C::TickFinding),
            None,
            Some(C::NextNumber),
            Some(C::PreviousNumber),
            None,
            Some(C::Why),
            Some(C::CompareSum),
        ],
    ),
    (
        "对比",
        &[
            Some(C::Compare),
            Some(C::CompareYears),
            Some(C::CompareAgencies),
            None,
            Some(C::CopyComparison),
            Some(C::CopyPicture),
            Some(C::ExportPicture),
            Some(C::ExportTable),
            Some(C::ExportPage),
        ],
    ),
    ("工具", &[Some(C::Manual), Some(C::RuleFile)]),
    ("帮助", &[Some(C::Help), Some(C::Manual), Some(C::OpenSample)]),
];

pub(super) fn ui(ui: &mut Ui, shell: &Shell, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    MenuBar::new().ui(ui, |ui| {
        ui.add_space(4.0);
        ui.label(RichText::new("公开").color(p.accent).strong());
        ui.add_space(8.0);
        ui.menu_button("文件", |ui| file_menu(ui, shell, actions));
        for (title, items) in MENUS {
            ui.menu_button(*title, |ui| {
                ui.set_min_width(220.0);
                for item in *items {
                    match item {
                        Some(command) => entry(ui, shell, *command, actions),
                        None => {
                            ui.separator();
                        }
                    }
                }
            });
        }
    });
}

fn file_menu(ui: &mut Ui, shell: &Shell, actions: &mut Vec<Action>) {
    ui.set_min_width(220.0);
    entry(ui, shell, C::Open, actions);
    entry(ui, shell, C::OpenFolder, actions);
    entry(ui, shell, C::OpenPath, actions);
    ui.add_enabled_ui(!shell.recent.paths().is_empty(), |ui| {
        ui.menu_button("最近打开", |ui| {
            ui.set_max_width(420.0);
            for path in shell.recent.paths() {
                if ui.button(name(path)).on_hover_text(path.display().to_string()).clicked() {
                    actions.push(Action::Open(path.clone()));
                }
            }
            ui.separator();
            if ui.button("清空列表").clicked() {
                actions.push(Action::ClearRecent);
            }
        });
    });
    ui.separator();
    entry(ui, shell, C::Save, actions);
    entry(ui, shell, C::SaveAs, actions);
    entry(ui, shell, C::Export, actions);
    ui.separator();
    entry(ui, shell, C::Batch, actions);
    ui.separator();
    entry(ui, shell, C::CloseTab, actions);
    entry(ui, shell, C::CloseDocument, actions);
    ui.separator();
    entry(ui, shell, C::Quit, actions);
}

fn entry(ui: &mut Ui, shell: &Shell, command: C, actions: &mut Vec<Action>) {
    let session = shell.session();
    let step = match command {
        C::Undo => session.and_then(|s| s.undo_label()),
        C::Redo => session.and_then(|s| s.redo_label()),
        _ => None,
    };
    let text = match step {
        Some(step) => format!("{}：{step}", command.text()),
        None => command.text().to_owned(),
    };
    let button = Button::new(text).shortcut_text(command.keys(ui.ctx()));
    if ui.add_enabled(shell.is_enabled(command), button).on_hover_text(command.tooltip()).clicked() {
        actions.push(Action::Command(command));
        ui.close();
    }
}
