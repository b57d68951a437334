//! Which file to open, its password, and where to save.

use egui::{Key, RichText, TextEdit, Ui};

use super::path::{path_field, typed_path};
use super::{Dialog, primary};
use crate::app::action::Action;
use crate::app::loading::{Request, name};
use crate::app::paint;
use crate::app::shell::Shell;
use crate::app::theme::Palette;

pub(super) fn open_path(
    ui: &mut Ui,
    path: &mut String,
    plain: bool,
    fresh: &mut bool,
    actions: &mut Vec<Action>,
) -> bool {
    paint::bold_label(ui, "按路径打开", 16.0);
    if plain {
        ui.label("这个系统没有文件选择窗口，请在下面输入文件的路径，或把文件拖到窗口里。");
    }
    let enter = path_field(ui, path, fresh);
    let mut stay = true;
    ui.horizontal(|ui| {
        if (primary(ui, "打开") || enter)
            && let Some(path) = typed_path(path)
        {
            actions.push(Action::Open(path));
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
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

pub(super) fn save_as(ui: &mut Ui, shell: &Shell, dialog: &mut Dialog, actions: &mut Vec<Action>) -> bool {
    let Dialog::SaveAs { id, path, without_dialog, replace, fresh } = dialog else { return false };
    let p = Palette::of(ui.ctx());
    paint::bold_label(ui, "保存到", 16.0);
    let plain = "保存为本程序的 .json 文件，打开的原文不会被改动。";
    ui.label(RichText::new(plain).color(p.weak));
    if *without_dialog {
        ui.label("这个系统没有文件选择窗口，请在下面输入路径。");
    }
    let before = path.clone();
    let enter = path_field(ui, path, fresh);
    if *path != before {
        *replace = false;
    }
    let own = shell.workspace.document(*id).and_then(|d| d.session.path().map(ToOwned::to_owned));
    let mut stay = true;
    if *replace {
        ui.label(RichText::new("这个文件已经存在；再按一次就替换它。").color(p.amber.ink));
    }
    ui.horizontal(|ui| {
        if (primary(ui, if *replace { "替换" } else { "保存" }) || enter)
            && let Some(mut path) = typed_path(path)
        {
            if path.extension().is_none() {
                path.set_extension("json");
            }
            if path.exists() && own.as_ref() != Some(&path) && !*replace {
                *replace = true;
            } else {
                actions.push(Action::SaveTo(*id, path));
                stay = false;
            }
        }
        if ui.button("浏览…").clicked() {
            actions.push(Action::BrowseSave(*id));
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
}
