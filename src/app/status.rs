//! The status bar, and the line in which the program says something.

use egui::{Align, Layout, RichText, Spinner, Ui};

use super::action::Action;
use super::command::Command;
use super::compare;
use super::loading::name;
use super::shell::Shell;
use super::theme::Palette;
use super::workspace::Tab;
use crate::model::with_thousands;
use crate::session::Session;

/// Position, selection, relations, saved or not, zoom.
pub(super) fn ui(ui: &mut Ui, shell: &mut Shell, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let text = |s: String| RichText::new(s).size(12.5).color(p.weak);
    ui.horizontal(|ui| {
        ui.set_min_height(20.0);
        if shell.workspace.tab() == Some(Tab::Compare) {
            compare::status_ui(ui, &mut shell.compare);
        }
        if let Some((view, session)) = shell.workspace.grid() {
            let style = session.style(0);
            let table = view.field(session).and_then(|f| session.disclosure().tables.get(f.table as usize));
            let unit = table.map_or("", |t| t.unit.name());
            let (row, _) = view.cursor;
            ui.label(text(format!("第 {} 行 · {}", row + 1, view.column_title())));
            let s = view.statistics(session);
            if s.cells > 1 {
                ui.label(text(format!("选中 {} 格", s.cells)));
            }
            if s.numbers > 0 {
                let sum = with_thousands(s.sum);
                let average = s.sum / rust_decimal::Decimal::from(s.numbers);
                let places = style.places.max(s.sum.scale());
                let shown = if s.amounts { format!("求和 {sum} {unit}") } else { format!("求和 {sum}") };
                let button = ui.add(egui::Button::new(text(shown)).frame(false));
                if button.on_hover_text("点一下复制").clicked() {
                    ui.copy_text(s.sum.to_string());
                }
                if s.numbers > 1 {
                    ui.label(text(format!("计数 {}", s.numbers)));
                    ui.label(text(format!("平均 {}", with_thousands(average.round_dp(places)))));
                    let compare = egui::Button::new(RichText::new("与…比较").size(12.5).color(p.accent)).frame(false);
                    let tip = format!("{}（{}）", Command::CompareSum.tooltip(), Command::CompareSum.keys(ui.ctx()));
                    if s.amounts && ui.add(compare).on_hover_text(tip).clicked() {
                        actions.push(Action::Command(Command::CompareSum));
                    }
                }
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(text(format!("{:.0}%", ui.ctx().zoom_factor() * 100.0)));
            let compares = shell.workspace.tab() == Some(Tab::Compare);
            if compares {
                ui.label(text(compare::source(&shell.compare)));
            }
            if let Some(session) = shell.session().filter(|_| !compares) {
                ui.label(saved(session, &p));
                let counts = session.counts();
                if counts.all > 0 {
                    let broken =
                        if counts.broken > 0 { format!(" · {} 不平", counts.broken) } else { String::new() };
                    let rounding =
                        if counts.rounding > 0 { format!(" · {} 尾差", counts.rounding) } else { String::new() };
                    ui.label(text(format!("{} 条勾稽 · {} 平{rounding}{broken}", counts.all, counts.holds)));
                }
                let hint = match session.mode() {
                    crate::session::Mode::Review => "审阅：合计保持原样",
                    crate::session::Mode::Compile => "编制：合计自动计算",
                };
                ui.label(text(hint.to_owned()));
            }
        });
    });
}

fn saved(session: &Session, p: &Palette) -> RichText {
    if session.is_dirty() {
        return RichText::new("● 未保存").size(12.5).color(p.amber.ink);
    }
    let text = match session.path() {
        Some(path) => format!("已保存：{}", name(path)),
        None => "未修改".to_owned(),
    };
    RichText::new(text).size(12.5).color(p.weak)
}

/// What the program says, and what it is waiting for.
pub(super) fn notice_ui(ui: &mut Ui, shell: &mut Shell, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    for job in &shell.loader.jobs {
        ui.horizontal(|ui| {
            ui.add(Spinner::new().size(16.0));
            ui.label(format!("正在打开“{}”…", name(&job.request.path)));
            if let Some((done, all)) = job.progress().filter(|(_, all)| *all > 0) {
                let part = done as f32 / all as f32;
                let bar = egui::ProgressBar::new(part).desired_width(160.0).desired_height(14.0);
                ui.add(bar.text(RichText::new(format!("{done} / {all} 页")).size(11.5)));
            }
            if ui.button("取消").clicked() {
                actions.push(Action::CancelLoading(job.id));
            }
        });
    }
    for (what, name) in shell.exporter.names() {
        ui.horizontal(|ui| {
            ui.add(Spinner::new().size(16.0));
            ui.label(format!("正在写{what}“{name}”…"));
        });
    }
    if let Some((id, names)) = shell.joined.clone() {
        let is_dirty = shell.workspace.document(id).is_some_and(|d| d.session.is_dirty());
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button("好").clicked() {
                    shell.joined = None;
                }
                let apart = ui.add_enabled(!is_dirty, egui::Button::new("分开"));
                if apart.on_hover_text("每个文件各作一份公开打开").clicked() {
                    actions.push(Action::Separate(id));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let text = format!("“{names}”是同一份公开，已合在一起。");
                    ui.add(egui::Label::new(&text).truncate()).on_hover_text(text);
                });
            });
        });
    }
    if let Some((id, hints, count)) = shell.offer.clone() {
        ui.horizontal(|ui| {
            ui.label(format!("有 {count} 张表的版式以前指定过读法。"));
            if ui.button("照上次的读法读取").clicked() {
                actions.push(Action::Reread(id, hints, false));
                shell.offer = None;
            }
            if ui.button("不用").clicked() {
                shell.offer = None;
            }
        });
    }
    let Some(notice) = shell.notice.clone() else { return };
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("知道了").clicked() {
                shell.notice = None;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let ink = if notice.is_problem { p.amber.ink } else { p.text };
                ui.add(egui::Label::new(RichText::new(&notice.text).color(ink)).wrap());
            });
        });
    });
}
