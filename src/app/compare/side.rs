//! The right side: what changed from one side to the other, and what the years say of each other (跨年发现).

use egui::{Frame, Label, Margin, RichText, ScrollArea, Sense, Stroke, TextEdit, Ui, UiBuilder, Vec2, pos2};

use super::chart::bridge_ui;
use super::describe::Places;
use super::{ComparePanel, Open, go, head};
use crate::app::action::Action;
use crate::app::beside::Standing;
use crate::app::paint;
use crate::app::settings::Settings;
use crate::app::theme::Palette;
use crate::compare::Order;
use crate::compare::across::{self, Across, CrossFinding};
use crate::model::{Spot, parse_amount};

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
        findings_ui(ui, panel, open, &p, actions);
    });
}

/// How much the years contradict each other, for the toolbar; a click shows or hides the list.
pub(in crate::app) fn tally_ui(ui: &mut Ui, panel: &ComparePanel, settings: &mut Settings) {
    let p = Palette::of(ui.ctx());
    if !head::has_sides(panel) {
        return;
    }
    let across = panel.made.across();
    let worst = across.and_then(|a| a.findings.iter().map(|f| f.finding.severity).min());
    let (text, tone) = match (across, worst) {
        (None, _) => ("跨年 …".to_owned(), p.grey),
        (Some(across), Some(worst)) => (format!("跨年 {}", across.findings.len()), p.severity(worst)),
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
        let count = across.map_or(0, |a| a.findings.len());
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

fn findings_ui(ui: &mut Ui, panel: &mut ComparePanel, open: &[Open], p: &Palette, actions: &mut Vec<Action>) {
    let Some(across) = panel.made.across() else { return };
    let places = Places { ids: &panel.made.documents, open };
    if across.findings.is_empty() {
        let text = match across.held.len() {
            0 => "没有可以跨年核对的数：要打开同一部门相邻的两个年度，或一份列有上年数的公开。",
            _ => "没有发现跨年不符。",
        };
        Frame::NONE.inner_margin(Margin { left: 12, right: 10, top: 2, bottom: 8 }).show(ui, |ui| {
            ui.add(Label::new(RichText::new(text).color(p.weak)).wrap());
        });
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    // Of the later side first, then of the years before it, the nearest first.
    let latest = panel.made.comparison().and_then(|c| c.sides.get(panel.table.sheet.pair.1)).map(|s| s.document);
    let year = |document: usize| places.document(document).and_then(|d| d.year);
    let mut order: Vec<(usize, &CrossFinding)> = across.findings.iter().enumerate().collect();
    order.sort_by_key(|(_, f)| (Some(f.document) != latest, std::cmp::Reverse(year(f.document))));
    for (index, found) in order {
        let is_selected = panel.selected == Some(index);
        if entry_ui(ui, p, &places, found, index, is_selected, actions) {
            panel.selected = Some(index);
        }
    }
}

/// Where the finding is in the document that it accuses.
fn own_spot(found: &CrossFinding) -> Option<Spot> {
    let text = found.finding.texts.first().copied().map(Spot::Text);
    text.or_else(|| found.finding.cells.first().copied().map(Spot::Cell))
}

/// One finding; whether it was clicked.
fn entry_ui(
    ui: &mut Ui,
    p: &Palette,
    places: &Places,
    found: &CrossFinding,
    index: usize,
    is_selected: bool,
    actions: &mut Vec<Action>,
) -> bool {
    let finding = &found.finding;
    let tone = p.severity(finding.severity);
    let ground = ui.painter().add(egui::Shape::Noop);
    let builder = UiBuilder::new().id_salt(("cross", index)).sense(Sense::click());
    let shown = ui.scope_builder(builder, |ui| {
        Frame::NONE.inner_margin(Margin { left: 40, right: 10, top: 9, bottom: 9 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.add(Label::new(RichText::new(&finding.message).line_height(Some(19.0))).wrap());
            if let Some(quote) = finding.quote.as_ref().filter(|q| !q.is_empty()) {
                let quote = RichText::new(format!("“{}”", quote.trim())).color(p.weak).size(12.5);
                ui.add(Label::new(quote).wrap());
            }
            let own = own_spot(found).map(|spot| (found.document, spot));
            for (document, spot) in own.into_iter().chain(found.against.iter().copied().take(3)) {
                let text = RichText::new(places.spot(document, spot)).size(12.5).color(p.accent);
                let link = ui.add(Label::new(text).truncate().sense(Sense::click()));
                if link.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("到这里去看").clicked()
                    && let Some(id) = places.ids.get(document)
                {
                    actions.push(go(*id, spot));
                }
            }
            let rule = format!("{} · {}", finding.family.name(), finding.rule);
            ui.label(RichText::new(rule).size(12.0).color(p.weak));
        });
    });
    let response = shown.response;
    let rect = egui::Rect::from_x_y_ranges(ui.max_rect().x_range(), response.rect.y_range());
    let lit = is_selected || response.hovered() || response.has_focus();
    let painter = ui.painter();
    painter.set(ground, egui::Shape::rect_filled(rect, 0.0, if lit { p.accent_soft } else { p.paper }));
    let icon = egui::Rect::from_min_size(pos2(rect.left() + 13.0, rect.top() + 11.0), Vec2::splat(18.0));
    paint::severity(painter, icon, finding.severity, tone, true);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
    let label = format!("{}：{}", finding.severity.name(), finding.message);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, true, is_selected, &label));
    let clicked = response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
    if clicked {
        // Both places are opened; that of the document which is accused comes on top.
        let against = found.against.first().copied();
        let own = own_spot(found).map(|spot| (found.document, spot));
        for (document, spot) in against.into_iter().chain(own) {
            actions.extend(places.ids.get(document).map(|id| go(*id, spot)));
        }
    }
    clicked
}
