//! Many files at once (批量核对): the tab with how far it has come, the table of what was found, and what can be
//! written of it. Files are checked by [`crate::batch`] in a thread of its own; nothing but the rows is kept.

mod ask;
mod run;
mod shell;
mod sort;
mod table;

use std::path::PathBuf;

use egui::{Align, Label, Layout, ProgressBar, RichText, Spinner, Ui};

use super::action::Action;
use super::loading::name;
use super::paint;
use super::theme::Palette;
pub(super) use ask::Ask;
use run::{Run, Stage};

/// What is wished for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wish {
    /// Ask which folder.
    AskFolder,
    /// Ask where the summary goes.
    AskSummary,
    /// Ask in which form and where reports go.
    AskReports,
    /// Choose the place with the system's dialog.
    Browse(Ask),
    /// Check.
    Start(run::Order),
    /// Stop checking.
    Cancel,
    /// Write the table into this file.
    SaveSummary(PathBuf),
    /// Open the files of a line.
    Open(Vec<PathBuf>),
}

/// The batch that is shown, and what was asked before the system's dialog opened.
#[derive(Default)]
pub(super) struct BatchPanel {
    run: Option<Run>,
    asked: Option<Ask>,
    selected: Option<usize>,
    /// The selected line is to be brought into sight.
    reveal: bool,
}

/// Draws the tab.
pub(super) fn ui(ui: &mut Ui, panel: &mut BatchPanel, has_keyboard: bool, actions: &mut Vec<Action>) {
    let Some(run) = panel.run.as_mut() else {
        middle_ui(ui, "还没有核对过文件夹", "选择一个文件夹，逐个核对里面的公开文件。", actions);
        return;
    };
    if let Stage::Failed(why) = &run.stage {
        middle_ui(ui, &format!("“{}”没有核对", name(&run.order.folder)), &why.clone(), actions);
        return;
    }
    head_ui(ui, run, actions);
    if let Some((path, what)) = &run.rules {
        let text = format!("内置规则之外，用规则文件“{}”：{what}", name(path));
        ui.add(Label::new(RichText::new(text).weak()).truncate()).on_hover_text(path.display().to_string());
    }
    progress_ui(ui, run, actions);
    ui.add_space(4.0);
    if has_keyboard && let Some(files) = table::keys(ui, run, &mut panel.selected, &mut panel.reveal) {
        actions.push(Action::Batch(Wish::Open(files)));
    }
    let foot = 30.0;
    let mut inner = ui.available_rect_before_wrap();
    inner.max.y -= foot;
    let builder = egui::UiBuilder::new().max_rect(inner).id_salt("batch");
    let reveal = std::mem::take(&mut panel.reveal);
    let opened = ui.scope_builder(builder, |ui| table::ui(ui, run, &mut panel.selected, reveal)).inner;
    ui.advance_cursor_after_rect(inner);
    actions.extend(opened.map(|files| Action::Batch(Wish::Open(files))));
    foot_ui(ui, run);
}

/// Nothing to list: why, and the way on.
fn middle_ui(ui: &mut Ui, title: &str, sentence: &str, actions: &mut Vec<Action>) {
    ui.add_space(ui.available_height() * 0.25);
    ui.vertical_centered(|ui| {
        paint::bold_label(ui, title, 16.0);
        ui.add_space(6.0);
        ui.weak(sentence);
        ui.add_space(10.0);
        if ui.button("选择文件夹…").clicked() {
            actions.push(Action::Batch(Wish::AskFolder));
        }
    });
}

fn head_ui(ui: &mut Ui, run: &Run, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let ready = !run.is_going() && !run.shown.is_empty();
            let mut button = |text: &str, enabled: bool, hint: &str, wish: fn() -> Wish| {
                let button = ui.add_enabled(enabled, egui::Button::new(text));
                if button.on_hover_text(hint).on_disabled_hover_text("核对完了才能用").clicked() {
                    actions.push(Action::Batch(wish()));
                }
            };
            button("另选文件夹…", !run.is_going(), "核对另一个文件夹，这张表就没有了", || {
                Wish::AskFolder
            });
            button("每份一个报告…", ready, "把每份公开的核对报告写进一个文件夹", || {
                Wish::AskReports
            });
            button("保存汇总表…", ready, "把下面的表按现在的顺序保存为 Excel、网页或 CSV", || Wish::AskSummary);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                paint::bold_label(ui, &format!("批量核对 · {}", name(&run.order.folder)), 16.0);
                let path = run.order.folder.display().to_string();
                ui.add(Label::new(RichText::new(&path).weak()).truncate()).on_hover_text(path);
            });
        });
    });
}

/// How far it has come, or how it ended.
fn progress_ui(ui: &mut Ui, run: &mut Run, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let errors = run.total.tally.errors;
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        match &run.stage {
            Stage::Listing => {
                ui.add(Spinner::new().size(16.0));
                ui.label("正在看文件夹里有哪些文件…");
            }
            Stage::Going { done, of, file } => {
                // Fractions of a bar need no precision.
                let part = *done as f32 / (*of).max(1) as f32;
                let bar = ProgressBar::new(part).desired_width(260.0).desired_height(16.0);
                ui.add(bar.text(RichText::new(format!("{done} / {of}")).size(11.5)));
                let word = if run.is_cancelling() { "正在停下…" } else { "取消" };
                if ui.add_enabled(!run.is_cancelling(), egui::Button::new(word)).clicked() {
                    actions.push(Action::Batch(Wish::Cancel));
                }
                let text = format!("已发现错误 {errors} 处　{}", name(file));
                ui.add(Label::new(text).truncate());
            }
            Stage::Done => {
                let text = format!("核对完了，共 {} 份。", run.shown.len());
                ui.label(text);
            }
            Stage::Cancelled => {
                let text = format!("已取消；下面是取消之前核对完的 {} 份。", run.shown.len());
                ui.label(RichText::new(text).color(p.amber.ink));
            }
            Stage::Failed(_) => {}
        }
        if let Some((_, to)) = &run.order.reports {
            ui.label(format!("已写报告 {} 个，在“{}”。", run.written, name(to)))
                .on_hover_text(to.display().to_string());
            if let Some(first) = run.unwritten.first() {
                let text = format!("{} 个没有写出：{first}", run.unwritten.len());
                let all = run.unwritten.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
                ui.add(Label::new(RichText::new(text).color(p.red.ink)).truncate()).on_hover_text(all);
            }
        } else if matches!(run.stage, Stage::Done) {
            ui.weak("双击一行打开这份公开；点表头排序。");
        }
    });
}

/// The sums.
fn foot_ui(ui: &mut Ui, run: &Run) {
    let p = Palette::of(ui.ctx());
    let t = &run.total;
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        paint::bold_label(ui, &format!("合计 {} 份", run.shown.len()), 13.5);
        let said = [("有差错", t.bad, p.red), ("没有差错", t.clean, p.green), ("没能核对", t.failed, p.red)];
        for (what, count, tone) in said {
            let ink = if count > 0 { tone.ink } else { p.weak };
            ui.label(RichText::new(format!("{what} {count}")).color(ink));
        }
        ui.separator();
        let tally = &t.tally;
        ui.label(format!(
            "错误 {}　缺失 {}　警告 {}　提示 {}　未核对 {}",
            tally.errors, tally.missing, tally.warnings, tally.hints, t.unchecked
        ));
    });
}
