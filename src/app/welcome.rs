//! The middle while nothing is open: what can be done.

use egui::{RichText, Ui};

use super::action::Action;
use super::command::Command;
use super::loading::name;
use super::paint;
use super::shell::Shell;
use super::theme::Palette;

pub(super) fn ui(ui: &mut Ui, shell: &Shell, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.22).max(20.0));
        if !shell.workspace.documents.is_empty() {
            paint::bold_label(ui, "没有打开的标签", 18.0);
            ui.add_space(6.0);
            ui.label(RichText::new("在左边点一张表或一节文字。").color(p.weak));
            return;
        }
        paint::bold_label(ui, "打开一份部门预算公开", 20.0);
        ui.add_space(8.0);
        ui.label(
            RichText::new("把文件拖到这里，或者用下面的按钮：PDF、Excel、Word、WPS、网页、文本都可以，几个文件、一个文件夹也可以。")
                .color(p.weak),
        );
        ui.label(
            RichText::new("打开的文件不会被改动，内容不会离开这台电脑。").color(p.weak),
        );
        ui.add_space(14.0);
        for command in [Command::Open, Command::OpenFolder, Command::OpenPath, Command::Batch, Command::OpenSample] {
            let button = egui::Button::new(command.text()).min_size(egui::vec2(180.0, 30.0));
            if ui.add(button).on_hover_text(command.tooltip()).clicked() {
                actions.push(Action::Command(command));
            }
        }
        if !shell.recent.paths().is_empty() {
            ui.add_space(16.0);
            ui.label(RichText::new("最近打开").color(p.weak));
            for path in shell.recent.paths().iter().take(8) {
                if ui.link(name(path)).on_hover_text(path.display().to_string()).clicked() {
                    actions.push(Action::Open(path.clone()));
                }
            }
        }
    });
}
