//! The right side: what changed from one side to the other, and the head of what the years say of each other.

use egui::{Frame, Label, Margin, RichText, ScrollArea, Stroke, TextEdit, Ui};

use super::chart::bridge_ui;
use super::{ComparePanel, Open, cross, head};
use crate::app::action::Action;
use crate::app::beside::Standing;
use crate::app::paint;
use crate::app::settings::Settings;
use crate::app::theme::Palette;
use crate::compare::Order;
use crate::compare::across::{self, Across};
use crate::model::parse_amount;

/// Whether there is anything to say beside the table.
pub(super) fn has_something(panel: &ComparePanel) -> bool {
    let pair = panel.table.sheet.pair;
    head::has_sides(panel) && !panel.shows_peers() && (pair.0 != pair.1 || speaks(panel))
}

/// Whether the years say anything of each other.
fn speaks(panel: &ComparePanel) -> bool {
    let says = |a: &Across| !a.findings.is_empty() || !a.held.is_empty() || !a.unchecked.is_empty();
    panel.made.across().is_some_and(says)
}

/// Draws the panel.
pub(in crate::app) fn ui(
    ui: &mut Ui,
    panel: &mut ComparePanel,
    open: &[Open],
    settings: &mut Settings,
    actions: &mut Vec<Action>,
) {
    let p = Palette::of(ui.ctx());
    ScrollArea::vertical().id_salt("compare-side").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let clicked = Frame::NONE.inner_margin(Margin { left: 12, right: 10, top: 10, bottom: 6 }).show(ui, |ui| {
            if let Some(comparison) = panel.made.comparison() {
                let (from, to) = panel.table.sheet.pair;
                let label = |side: usize| comparison.sides.get(side).map_or("", |s| s.label.as_str());
                if from != to {
                    let word = if panel.choice.order == Order::Years { "增减" } else { "相差" };
                    paint::bold_label(ui, &format!("{} → {} {word}", label(from), label(to)), 14.0);
                }
            }
            bridge_ui(ui, panel, open)
        });
        if let Some(clicked) = clicked.inner {
            panel.reveal(&clicked, open, ui.ctx());
        }
        // Agencies of one year say nothing of each other.
        if panel.choice.order == Order::Agencies && !speaks(panel) {
            return;
        }
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, p.line));
        Frame::NONE.inner_margin(Margin { left: 12, right: 10, top: 8, bottom: 4 }).show(ui, |ui| {
            findings_head_ui(ui, panel, settings, &p);
        });
        cross::ui(ui, panel, open, &p, actions);
    });
}

/// How much the years contradict each other, for the toolbar; a click shows or hides the list.
pub(in crate::app) fn tally_ui(ui: &mut Ui, panel: &ComparePanel, settings: &mut Settings) {
    let p = Palette::of(ui.ctx());
    if !head::has_sides(panel) {
        return;
    }
    let (across, open) = (panel.made.across(), &panel.made.reviewed().open);
    let worst = open.iter().map(|line| line.severity).min();
    let (text, tone) = match (across, worst) {
        (None, _) => ("跨年 …".to_owned(), p.grey),
        (Some(_), Some(worst)) => (format!("跨年 {}", open.len()), p.severity(worst)),
        (Some(across), None) if across.held.is_empty() => return,
        (Some(_), None) => ("跨年相符".to_owned(), p.green),
    };
    let tip = if settings.findings {
        "点击隐藏右边的增减和跨年发现"
    } else {
        "点击在右边显示增减和跨年发现"
    };
    if paint::chip(ui, &p, worst, &text, tone, true).on_hover_text(tip).clicked() {
        settings.findings = !settings.findings;
    }
}

/// The head of the list, and what counts as a large change.
fn findings_head_ui(ui: &mut Ui, panel: &mut ComparePanel, settings: &mut Settings, p: &Palette) {
    let across = panel.made.across();
    ui.horizontal(|ui| {
        paint::bold_label(ui, "跨年发现", 14.0);
        let count = panel.made.reviewed().open.len();
        if count > 0 {
            ui.label(RichText::new(format!("{count} 条")).color(p.weak));
        }
        match panel.made.standing() {
            Standing::Done => {}
            Standing::Working => drop(ui.label(RichText::new("正在核对…").color(p.weak))),
            Standing::Failed => drop(ui.label(RichText::new("没有核对成：程序出了差错").color(p.amber.ink))),
        }
    });
    if let Some((held, unchecked)) =
        across.map(|a| (a.held.len(), a.unchecked.len())).filter(|(held, unchecked)| held + unchecked > 0)
    {
        let mut text = format!("其他年度的数核对相符 {held} 处");
        if unchecked > 0 {
            text.push_str(&format!("，另有 {unchecked} 处没有可以对照的数"));
        }
        ui.add(Label::new(RichText::new(text).size(12.5).color(p.weak)).wrap());
    }
    ui.horizontal(|ui| {
        ui.set_min_height(27.0);
        let text = |s: &str| RichText::new(s).size(12.5).color(p.weak);
        let label = ui.label(text("变动超过"));
        let percent = ui.add(TextEdit::singleline(&mut settings.large_percent).desired_width(34.0));
        let percent = percent.labelled_by(label.id);
        ui.label(text("%、"));
        let amount = ui.add(TextEdit::singleline(&mut settings.large_amount).desired_width(44.0));
        let unit = ui.label(text("万元的要有原因"));
        let amount = amount.labelled_by(unit.id);
        let hint = "文中没有说明原因、变动又超过这个幅度和金额的，列为发现";
        let typed = percent.on_hover_text(hint).changed() | amount.on_hover_text(hint).changed();
        if let Some(read) = large(settings).filter(|_| typed) {
            panel.choice.large = read;
        }
    });
}

/// What counts as a large change, as it is typed; `None` for nonsense.
pub(super) fn large(settings: &Settings) -> Option<across::Settings> {
    let read = |typed: &str| parse_amount(typed.trim()).filter(|v| !v.is_sign_negative());
    Some(across::Settings { percent: read(&settings.large_percent)?, amount: read(&settings.large_amount)? })
}
