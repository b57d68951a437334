//! Unsaved work, before a document or the window is closed.

use egui::Ui;

use super::primary;
use crate::app::action::Action;
use crate::app::paint;
use crate::app::shell::Shell;
use crate::app::workspace::DocId;

pub(super) fn close(ui: &mut Ui, shell: &Shell, id: DocId, actions: &mut Vec<Action>) -> bool {
    let title = shell.workspace.document(id).map(|d| d.session.disclosure().title()).unwrap_or_default();
    paint::bold_label(ui, "有未保存的修改", 16.0);
    ui.label(format!("“{title}”修改后还没有保存，关闭后这些修改会丢失。"));
    let mut stay = true;
    ui.horizontal(|ui| {
        if primary(ui, "保存") {
            actions.push(Action::SaveAndClose(id));
            stay = false;
        }
        if ui.button("不保存").clicked() {
            actions.push(Action::Discard(id));
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
}

pub(super) fn quit(ui: &mut Ui, shell: &Shell, actions: &mut Vec<Action>) -> bool {
    let dirty = shell.dirty();
    paint::bold_label(ui, "有未保存的修改", 16.0);
    ui.label(format!("{} 个文件修改后还没有保存，退出后这些修改会丢失：", dirty.len()));
    for id in dirty {
        if let Some(document) = shell.workspace.document(id) {
            ui.label(format!("　· {}", document.session.disclosure().title()));
        }
    }
    let mut stay = true;
    ui.horizontal(|ui| {
        if primary(ui, "保存并退出") {
            actions.push(Action::SaveAllAndQuit);
            stay = false;
        }
        if ui.button("不保存，退出").clicked() {
            actions.push(Action::QuitWithoutSaving);
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
}
