//! Questions over the window: a path, unsaved work, what a table is, the keys.

use std::path::{Path, PathBuf};

use egui::{ComboBox, Id, Key, Modal, RichText, TextEdit, Ui};

use super::action::Action;
use super::batch::Ask;
use super::command::Command;
use super::export::Export;
use super::findings::Say;
use super::loading::{Request, name};
use super::paint;
use super::rule_file::RuleFile;
use super::shell::Shell;
use super::teach::Teach;
use super::theme::Palette;
use super::workspace::DocId;
use crate::model::{Disclosure, Kind, Stage, Table, Unit};
use crate::session::Edit;

/// The question that is open.
pub(super) enum Dialog {
    /// Which file to open. `without_dialog`: because the system has no file dialog.
    OpenPath { path: String, without_dialog: bool, fresh: bool },
    /// The password of a file. `wrong`: the last one was.
    Password { request: Request, password: String, wrong: bool, fresh: bool },
    /// Where to save. `replace`: the user has seen that the file exists.
    SaveAs { id: DocId, path: String, without_dialog: bool, replace: bool, fresh: bool },
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
        Dialog::OpenPath { path: String::new(), without_dialog, fresh: true }
    }

    pub(super) fn password(request: Request, wrong: bool) -> Self {
        Dialog::Password { request, password: String::new(), wrong, fresh: true }
    }

    pub(super) fn save_as(id: DocId, suggested: &Path, without_dialog: bool) -> Self {
        let path = suggested.display().to_string();
        Dialog::SaveAs { id, path, without_dialog, replace: false, fresh: true }
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
            Dialog::OpenPath { path, without_dialog, fresh } => {
                stay = open_path(ui, path, *without_dialog, fresh, actions);
            }
            Dialog::Password { request, password, wrong, fresh } => {
                stay = ask_password(ui, request, password, *wrong, fresh, actions);
            }
            Dialog::SaveAs { .. } => stay = save_as(ui, shell, &mut dialog, actions),
            Dialog::Export(export) => stay = export.ui(ui, shell, actions),
            Dialog::Batch(ask) => stay = ask.ui(ui, actions),
            Dialog::Compare(ask) => stay = ask.ui(ui, actions),
            Dialog::Close(id) => stay = close(ui, shell, *id, actions),
            Dialog::Quit => stay = quit(ui, shell, actions),
            Dialog::Heading { id, table, kind, title, unit } => {
                stay = heading(ui, (*id, *table), kind, title, unit, actions);
            }
            Dialog::Identity { id, agency, year, stage } => {
                stay = identity(ui, *id, agency, year, stage, actions);
            }
            Dialog::Teach(teach) => {
                let open = shell.workspace.current();
                stay = open.is_some_and(|open| teach.ui(ui, &open.session, actions));
            }
            Dialog::Say(say) => stay = say.ui(ui, actions),
            Dialog::Rules(file) => {
                stay = file.ui(ui, shell.workspace.rules(), shell.settings.rules.as_deref(), actions);
            }
            Dialog::Help => stay = help(ui),
        }
    });
    // What was asked for may have opened another question already; it goes first.
    if stay && !response.should_close() {
        shell.dialog = Some(dialog);
        return;
    }
    let goes_on = |a: &Action| matches!(a, Action::SaveTo(..) | Action::BrowseSave(_));
    if matches!(dialog, Dialog::SaveAs { .. }) && !actions.iter().any(goes_on) {
        shell.after_save = None;
    }
    if let Some((view, _)) = shell.workspace.grid() {
        view.take_keyboard();
    }
}

/// A field for a path that takes the keyboard when it appears. Whether Enter was pressed in it.
fn path_field(ui: &mut Ui, path: &mut String, fresh: &mut bool) -> bool {
    let field = ui.add(TextEdit::singleline(path).desired_width(f32::INFINITY).hint_text("文件的完整路径"));
    if std::mem::take(fresh) {
        field.request_focus();
    }
    field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}

pub(super) fn primary(ui: &mut Ui, text: &str) -> bool {
    let p = Palette::of(ui.ctx());
    ui.add(egui::Button::new(RichText::new(text).color(p.on_accent)).fill(p.accent)).clicked()
}

/// A path as typed or pasted: Windows and file managers put quotes around it.
pub(super) fn typed_path(path: &str) -> Option<PathBuf> {
    let path = path.trim().trim_matches(['"', '\'']);
    let path = path.strip_prefix("file://").unwrap_or(path);
    (!path.is_empty()).then(|| PathBuf::from(path))
}

fn open_path(ui: &mut Ui, path: &mut String, plain: bool, fresh: &mut bool, actions: &mut Vec<Action>) -> bool {
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

fn ask_password(
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

fn save_as(ui: &mut Ui, shell: &Shell, dialog: &mut Dialog, actions: &mut Vec<Action>) -> bool {
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

fn close(ui: &mut Ui, shell: &Shell, id: DocId, actions: &mut Vec<Action>) -> bool {
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

fn quit(ui: &mut Ui, shell: &Shell, actions: &mut Vec<Action>) -> bool {
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

fn heading(
    ui: &mut Ui,
    at: (DocId, usize),
    kind: &mut Kind,
    title: &mut String,
    unit: &mut Unit,
    actions: &mut Vec<Action>,
) -> bool {
    paint::bold_label(ui, "表名、表种和单位", 16.0);
    ui.label("表种决定适用哪些勾稽关系；改单位只改标明的单位，表中的数不变。");
    egui::Grid::new("heading").num_columns(2).spacing([12.0, 8.0]).show(ui, |ui| {
        ui.label("表名");
        ui.add(TextEdit::singleline(title).desired_width(340.0));
        ui.end_row();
        ui.label("表种");
        ComboBox::from_id_salt("kind").selected_text(kind.name()).width(340.0).height(320.0).show_ui(ui, |ui| {
            for each in Kind::ALL {
                ui.selectable_value(kind, *each, each.name());
            }
        });
        ui.end_row();
        ui.label("单位");
        ui.horizontal(|ui| {
            for each in [Unit::Yuan, Unit::Wan, Unit::Yi] {
                ui.radio_value(unit, each, each.name());
            }
        });
        ui.end_row();
    });
    let mut stay = true;
    ui.horizontal(|ui| {
        if primary(ui, "确定") {
            let edit = Edit::Heading { table: at.1, kind: *kind, title: title.trim().to_owned(), unit: *unit };
            actions.push(Action::Edit(at.0, edit));
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
}

/// A year as typed; `None` is no year, and an error something else.
fn typed_year(text: &str) -> Result<Option<i32>, ()> {
    match text.trim().trim_end_matches('年') {
        "" => Ok(None),
        text => text.parse().ok().filter(|year| (1990..=2100).contains(year)).map(Some).ok_or(()),
    }
}

fn identity(
    ui: &mut Ui,
    id: DocId,
    agency: &mut String,
    year: &mut String,
    stage: &mut Stage,
    actions: &mut Vec<Action>,
) -> bool {
    let p = Palette::of(ui.ctx());
    paint::bold_label(ui, "部门和年度", 16.0);
    ui.label("年度决定适用哪一年的科目；对比时按部门和年度把几份公开放在一起。");
    egui::Grid::new("identity").num_columns(2).spacing([12.0, 8.0]).show(ui, |ui| {
        let label = ui.label("部门或单位");
        ui.add(TextEdit::singleline(agency).desired_width(340.0)).labelled_by(label.id);
        ui.end_row();
        let label = ui.label("年度");
        ui.add(TextEdit::singleline(year).desired_width(80.0).hint_text("如 2025")).labelled_by(label.id);
        ui.end_row();
        ui.label("阶段");
        ui.horizontal(|ui| {
            for each in [Stage::Budget, Stage::FinalAccounts] {
                ui.radio_value(stage, each, each.name());
            }
        });
        ui.end_row();
    });
    let typed = typed_year(year);
    if typed.is_err() {
        ui.label(RichText::new("年度应是四位数字，如 2025，或留空。").color(p.amber.ink));
    }
    let mut stay = true;
    ui.horizontal(|ui| {
        if primary(ui, "确定")
            && let Ok(year) = typed
        {
            let agency = agency.trim().to_owned();
            actions.push(Action::Edit(id, Edit::Identity { agency, year, stage: *stage }));
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
}

/// Keys of the grid that are no commands.
const GRID_KEYS: &[(&str, &str)] = &[
    ("直接输入", "改写单元格"),
    ("F2、双击", "在单元格内修改"),
    ("回车、Tab", "确定，到下一行、下一列（加 Shift 往回）"),
    ("Esc", "放弃输入"),
    ("方向键、Home、End、PgUp、PgDn", "移动（加 Shift 选中一块）"),
    ("Ctrl+方向键", "到一块数据的边上"),
];

fn help(ui: &mut Ui) -> bool {
    paint::bold_label(ui, "键盘操作", 16.0);
    egui::ScrollArea::vertical().max_height(420.0).min_scrolled_height(420.0).show(ui, |ui| {
        egui::Grid::new("keys").num_columns(2).spacing([18.0, 4.0]).striped(true).show(ui, |ui| {
            for (keys, what) in GRID_KEYS {
                ui.label(*keys);
                ui.label(*what);
                ui.end_row();
            }
            for command in Command::ALL.iter().filter(|c| !c.shortcuts().is_empty()) {
                let keys: Vec<String> = command.shortcuts().iter().map(|s| ui.ctx().format_shortcut(s)).collect();
                ui.label(keys.join("、"));
                ui.label(command.text());
                ui.end_row();
            }
        });
    });
    !ui.button("关闭").clicked()
}
