//! Which file to open, its password, and where to save.

use std::path::Path;

use egui::{Key, RichText, TextEdit, Ui};

use super::path::{Answer, PathField};
use super::primary;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::loading::{Request, name};
use crate::app::paint;
use crate::app::shell::Shell;
use crate::app::theme::Palette;
use crate::app::workspace::DocId;

/// What a field for a path is called.
const HINT: &str = "文件的完整路径";

pub(super) fn open_path(ui: &mut Ui, field: &mut PathField, actions: &mut Vec<Action>) -> bool {
    paint::bold_label(ui, "按路径打开", 16.0);
    ui.label("也可以把文件拖到窗口里。");
    field.ui(ui, HINT);
    let answer = field.answer(ui, "打开", true, field.path(), |_| false);
    actions.extend(match &answer {
        Some(Answer::Go(path)) => Some(Action::Open(path.clone())),
        Some(Answer::Browse) => Some(Action::Command(Command::Open)),
        _ => None,
    });
    answer.is_none()
}

pub(super) fn ask_password(
    ui: &mut Ui,
    request: &Request,
    password: &mut String,
    wrong: bool,
    fresh: &mut bool,
    actions: &mut Vec<Action>,
) -> bool {
    let p = Palette::of(ui.ctx());
    paint::bold_label(ui, "文件有密码", 16.0);
    ui.label(format!("打开“{}”要输入密码；密码只用来读这个文件，不会保存。", name(&request.path)));
    let field = ui.add(TextEdit::singleline(password).password(true).desired_width(f32::INFINITY).hint_text("密码"));
    if std::mem::take(fresh) {
        field.request_focus();
    }
    if wrong {
        ui.label(RichText::new("密码不对：请检查大小写和输入法，再输入一次。").color(p.amber.ink));
    }
    let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let mut stay = true;
    ui.horizontal(|ui| {
        if (primary(ui, "打开") || enter) && !password.is_empty() {
            let mut request = request.clone();
            request.options.password = Some(std::mem::take(password));
            actions.push(Action::OpenWith(request));
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
}

pub(super) fn save_as(ui: &mut Ui, shell: &Shell, id: DocId, field: &mut PathField, actions: &mut Vec<Action>) -> bool {
    let p = Palette::of(ui.ctx());
    paint::bold_label(ui, "保存到", 16.0);
    let plain = "保存为本程序的 .json 文件，打开的原文不会被改动。";
    ui.label(RichText::new(plain).color(p.weak));
    field.ui(ui, HINT);
    let own = shell.workspace.document(id).and_then(|d| d.session.path());
    let is_taken = |path: &Path| path.exists() && own != Some(path);
    let answer = field.answer(ui, "保存", true, field.path_ending("json"), is_taken);
    actions.extend(match &answer {
        Some(Answer::Go(path)) => Some(Action::SaveTo(id, path.clone())),
        Some(Answer::Browse) => Some(Action::BrowseSave(id)),
        _ => None,
    });
    answer.is_none()
}
