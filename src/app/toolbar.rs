//! The toolbar: the few commands that are used all the time, the mode, and the live tally.

use egui::{Align, Button, CornerRadius, Layout, RichText, Sense, Stroke, StrokeKind, Ui, vec2};

use super::action::Action;
use super::command::Command;
use super::compare;
use super::paint;
use super::shell::Shell;
use super::theme::Palette;
use super::workspace::Tab;
use crate::check::Severity;
use crate::session::Mode;

pub(super) fn ui(ui: &mut Ui, shell: &mut Shell, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        for command in [Command::Open, Command::Save, Command::Undo, Command::Redo] {
            button(ui, shell, command, actions);
        }
        ui.add_space(14.0);
        if let Some(mode) = shell.session().map(|s| s.mode()) {
            modes(ui, mode, actions);
            ui.add_space(14.0);
            match shell.workspace.tab() {
                Some(Tab::Compare) => {
                    button(ui, shell, Command::ExportPicture, actions);
                    button(ui, shell, Command::ExportTable, actions);
                    button(ui, shell, Command::CopyComparison, actions);
                }
                _ => {
                    source(ui, shell, actions);
                    button(ui, shell, Command::Compare, actions);
                }
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| match shell.workspace.tab() {
            Some(Tab::Compare) => compare::tally_ui(ui, &shell.compare, &mut shell.settings),
            _ => tally(ui, shell),
        });
    });
}

fn button(ui: &mut Ui, shell: &Shell, command: Command, actions: &mut Vec<Action>) {
    let keys = command.keys(ui.ctx());
    let tip = if keys.is_empty() { command.tooltip().to_owned() } else { format!("{}（{keys}）", command.tooltip()) };
    let response = ui.add_enabled(shell.is_enabled(command), Button::new(command.text()));
    if response.on_hover_text(tip).clicked() {
        actions.push(Action::Command(command));
    }
}

/// The source beside the grid: on or off.
fn source(ui: &mut Ui, shell: &Shell, actions: &mut Vec<Action>) {
    let command = Command::ToggleSource;
    let tip = format!("{}（{}）", command.tooltip(), command.keys(ui.ctx()));
    let why_none = shell.workspace.current().and_then(super::source::why_none);
    let on = shell.settings.source && why_none.is_none();
    let button = ui.add_enabled(why_none.is_none(), Button::selectable(on, command.text()));
    let button = button.on_disabled_hover_text(why_none.unwrap_or_default());
    if button.on_hover_text(tip).clicked() {
        actions.push(Action::Command(command));
    }
}

/// 审阅 | 编制 as one switch.
fn modes(ui: &mut Ui, current: Mode, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    ui.spacing_mut().item_spacing.x = 0.0;
    for (mode, command) in [(Mode::Review, Command::Review), (Mode::Compile, Command::Compile)] {
        let on = mode == current;
        let radius = match mode {
            Mode::Review => CornerRadius { nw: 5, sw: 5, ne: 0, se: 0 },
            Mode::Compile => CornerRadius { nw: 0, sw: 0, ne: 5, se: 5 },
        };
        let (rect, response) = ui.allocate_exact_size(vec2(52.0, 26.0), Sense::click());
        let (fill, ink) = match (on, response.hovered()) {
            (true, _) => (p.accent, p.on_accent),
            (false, true) => (p.accent_soft, p.text),
            (false, false) => (p.paper, p.text),
        };
        let border = if response.has_focus() { p.text } else { p.line };
        ui.painter().rect(rect, radius, fill, Stroke::new(1.0, border), StrokeKind::Inside);
        let font = egui::FontId::proportional(13.5);
        paint::text(ui.painter(), rect.center(), egui::Align2::CENTER_CENTER, mode.name(), font, ink, on);
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, on, mode.name()));
        if response.on_hover_text(command.tooltip()).clicked() {
            actions.push(Action::Command(command));
        }
    }
    ui.spacing_mut().item_spacing.x = 7.0;
}

/// How much of each severity the whole document has; a click shows or hides it in the list.
fn tally(ui: &mut Ui, shell: &mut Shell) {
    let p = Palette::of(ui.ctx());
    let Some(session) = shell.session() else { return };
    let tally = session.tally();
    let counts = [
        (Severity::Missing, tally.missing),
        (Severity::Hint, tally.hints),
        (Severity::Warning, tally.warnings),
        (Severity::Error, tally.errors),
    ];
    if counts.iter().all(|(_, n)| *n == 0) {
        match session.counts().all {
            0 => ui.label(RichText::new("没有可核对的勾稽关系").color(p.weak)),
            _ => ui.label(RichText::new("没有发现问题").color(p.green.ink)),
        };
        return;
    }
    for (severity, count) in counts {
        let tone = if count == 0 { p.grey } else { p.severity(severity) };
        let shown = shell.findings.shows(severity) && shell.settings.findings;
        let text = format!("{} {count}", severity.name());
        let tip = if shown { "点击在发现栏中隐藏" } else { "点击在发现栏中显示" };
        if paint::chip(ui, &p, Some(severity), &text, tone, count > 0).on_hover_text(tip).clicked() {
            shell.findings.set(severity, !shown);
            shell.settings.findings = true;
        }
    }
}
