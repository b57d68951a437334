//! One finding: what it says, what probably happened, what to change, and what was said of it.

use std::collections::BTreeSet;

use egui::{Button, Frame, Label, Margin, Rect, RichText, Sense, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

use super::list::Item;
use super::{FindingKey, FindingsPanel};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::paint;
use crate::app::theme::{Palette, Tone};
use crate::app::workspace::{Document, section_title, table_title};
use crate::check::{Finding, Suspect};
use crate::model::{ReviewEntry, ReviewStatus, Spot, with_thousands};
use crate::session::{Edit, Field, Session};

/// So many suspects are named; more are no help.
const SUSPECTS: usize = 3;

pub(super) fn ui(
    ui: &mut Ui,
    p: &Palette,
    panel: &mut FindingsPanel,
    document: &Document,
    item: &Item,
    actions: &mut Vec<Action>,
) {
    let Some(finding) = item.finding(&document.session) else { return };
    let selected = panel.is_selected(document, item);
    let tone = p.severity(finding.severity);
    let background = ui.painter().add(egui::Shape::Noop);
    // The whole entry takes clicks, and lies under what is in it.
    let builder = UiBuilder::new().id_salt(("finding", item.dismissed, item.index)).sense(Sense::click());
    let response = ui.scope_builder(builder, |ui| {
        Frame::NONE.inner_margin(Margin { left: 40, right: 10, top: 9, bottom: 9 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.add(Label::new(RichText::new(&finding.message).line_height(Some(19.0))).wrap());
            if let Some(quote) = finding.quote.as_ref().filter(|q| !q.is_empty()) {
                let quote = RichText::new(format!("“{}”", quote.trim())).color(p.weak).size(12.5);
                ui.add(Label::new(quote).wrap());
            }
            if let Some(cause) = &finding.cause {
                ui.add(Label::new(RichText::new(cause).color(tone.ink).size(12.5)).wrap());
            }
            suspects(ui, p, document, finding, actions);
            last_line(ui, p, document, finding, item);
            if selected {
                buttons(ui, p, document, finding, item, actions);
            }
        });
    });
    let response = response.response;
    let rect = Rect::from_x_y_ranges(ui.max_rect().x_range(), response.rect.y_range());
    let fill = if selected || response.hovered() || response.has_focus() { p.accent_soft } else { p.paper };
    let painter = ui.painter();
    painter.set(background, egui::Shape::rect_filled(rect, 0.0, fill));
    if selected {
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, p.accent);
        if std::mem::take(&mut panel.scroll) {
            response.scroll_to_me(None);
        }
    }
    if response.has_focus() {
        panel.focused = Some(finding.rule);
    }
    let icon = Rect::from_min_size(pos2(rect.left() + 13.0, rect.top() + 11.0), Vec2::splat(18.0));
    paint::severity(painter, icon, finding.severity, tone, true);
    if item.seen {
        paint::tick(painter, icon.center() + vec2(0.0, 21.0), p.green.ink);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
    let seen = if item.seen { "，已看" } else { "" };
    let status = if item.status == ReviewStatus::Open { "" } else { item.status.name() };
    let label = match status {
        "" => format!("{}：{}{seen}", finding.severity.name(), finding.message),
        _ => format!("{}（{status}）：{}", finding.severity.name(), finding.message),
    };
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, true, selected, &label));
    let figures = figures(finding);
    let response = if figures.is_empty() { response } else { response.on_hover_text(figures) };
    response.context_menu(|ui| menu(ui, document, finding, item, actions));
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        actions.push(Action::GoToFinding(document.id, FindingKey::of(finding)));
    }
}

/// What is most likely wrong, and a button for each that puts it right.
fn suspects(ui: &mut Ui, p: &Palette, document: &Document, finding: &Finding, actions: &mut Vec<Action>) {
    let session = &document.session;
    for (i, suspect) in finding.suspects.iter().take(SUSPECTS).enumerate() {
        ui.horizontal_wrapped(|ui| {
            let place = spot_title(session, suspect.spot, finding);
            let word = match (i, suspect.tied) {
                (_, true) => "可能有误之一：",
                (0, false) => "最可能有误：",
                (_, false) => "也可能是：",
            };
            let text = RichText::new(format!("{word}{place}")).size(12.5).color(p.text);
            let link = ui.add(Label::new(text).wrap().sense(Sense::click()));
            let link = link.on_hover_cursor(egui::CursorIcon::PointingHand);
            if link.on_hover_text("到这里去看").clicked() {
                actions.push(Action::GoToSpot(document.id, suspect.spot));
            }
            if let Some((text, edit)) = mended(session, suspect) {
                let button = Button::new(RichText::new(format!("改为 {text}")).size(12.5)).small();
                let button = ui.add(button);
                let label = format!("{place} 改为 {text}");
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
                if button.on_hover_text("填入建议的数；可以撤销").clicked() {
                    actions.push(Action::Edit(document.id, edit));
                }
            }
        });
    }
}

/// The suggested value as it would be printed, and the edit that puts it there.
fn mended(session: &Session, suspect: &Suspect) -> Option<(String, Edit)> {
    let text = session.written(suspect.spot, suspect.value?);
    let edit = match suspect.spot {
        Spot::Cell(cell) => {
            session.writable(Field::from(cell)).ok()?;
            Edit::Texts(vec![(Field::from(cell), text.clone())])
        }
        Spot::Text(at) => Edit::Number { at, text: text.clone() },
    };
    Some((text, edit))
}

/// Names a place for people, as short as it can be beside this finding.
fn spot_title(session: &Session, spot: Spot, finding: &Finding) -> String {
    let d = session.disclosure();
    match spot {
        Spot::Cell(cell) if finding.texts.is_empty() && finding.cells.first() == Some(&cell) => {
            format!("本格（{}）", Field::from(cell).title(d))
        }
        Spot::Cell(cell) => {
            let title = Field::from(cell).title(d);
            let elsewhere = finding.cells.first().is_none_or(|c| c.table != cell.table) || !finding.texts.is_empty();
            match d.tables.get(cell.table as usize).filter(|_| elsewhere) {
                Some(table) => format!("{} {title}", table_title(table)),
                None => title,
            }
        }
        Spot::Text(text) => {
            let heading = d.prose.get(text.section as usize).map_or("", section_title);
            format!("情况说明“{heading}”中的 {}", text.text(d))
        }
    }
}

/// Where it is, and what was said of it.
fn last_line(ui: &mut Ui, p: &Palette, document: &Document, finding: &Finding, item: &Item) {
    ui.horizontal_wrapped(|ui| {
        ui.add(Label::new(RichText::new(place(document, finding)).color(p.weak).size(12.0)).wrap());
        if item.status != ReviewStatus::Open {
            status_chip(ui, item.status.name(), status_tone(p, item.status));
        }
    });
    let note = document.session.said(finding).map(|e| e.note.clone()).filter(|n| !n.is_empty());
    if let Some(note) = note {
        ui.add(Label::new(RichText::new(format!("备注：{note}")).size(12.0)).wrap());
    }
}

fn status_tone(p: &Palette, status: ReviewStatus) -> Tone {
    match status {
        ReviewStatus::Open | ReviewStatus::Dismissed => p.grey,
        ReviewStatus::Confirmed => p.red,
        ReviewStatus::Asked => p.amber,
        ReviewStatus::Mended => p.green,
    }
}

fn status_chip(ui: &mut Ui, text: &str, tone: Tone) {
    let laid = ui.painter().layout_no_wrap(text.to_owned(), egui::FontId::proportional(11.5), tone.ink);
    let (rect, response) = ui.allocate_exact_size(laid.size() + vec2(12.0, 3.0), Sense::hover());
    ui.painter().rect_filled(rect, rect.height() / 2.0, tone.fill);
    ui.painter().galley(rect.center() - laid.size() / 2.0, laid, tone.ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
}

/// What can be done with the finding that is selected.
fn buttons(ui: &mut Ui, p: &Palette, document: &Document, finding: &Finding, item: &Item, actions: &mut Vec<Action>) {
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
        let small = |text: &str| Button::new(RichText::new(text).size(12.5));
        for (command, status, text) in [
            (Command::ConfirmFinding, ReviewStatus::Confirmed, "确认"),
            (Command::DismissFinding, ReviewStatus::Dismissed, "排除…"),
        ] {
            let on = item.status == status;
            let tip = format!("{}（{}）", command.tooltip(), command.keys(ui.ctx()));
            if ui.add(small(text).selected(on)).on_hover_text(tip).clicked() {
                actions.push(Action::Command(command));
            }
        }
        ui.menu_button(RichText::new("更多").size(12.5).color(p.text), |ui| {
            menu(ui, document, finding, item, actions)
        });
    });
}

/// Everything that can be said of a finding.
fn menu(ui: &mut Ui, document: &Document, finding: &Finding, item: &Item, actions: &mut Vec<Action>) {
    let (id, session) = (document.id, &document.session);
    ui.set_min_width(170.0);
    let said = || super::said(session, finding);
    for (status, text) in
        [(ReviewStatus::Confirmed, "确认：是错误"), (ReviewStatus::Asked, "待核实"), (ReviewStatus::Mended, "已改正")]
    {
        if ui.selectable_label(item.status == status, text).clicked() {
            let entry = ReviewEntry { status, ..said() };
            actions.push(Action::Edit(id, Edit::Review(vec![entry])));
            ui.close();
        }
    }
    if ui.selectable_label(item.status == ReviewStatus::Dismissed, "排除（写原因）…").clicked() {
        actions.push(Action::AskSay(id, ReviewEntry { status: ReviewStatus::Dismissed, ..said() }));
        ui.close();
    }
    if ui.button("备注…").clicked() {
        actions.push(Action::AskSay(id, said()));
        ui.close();
    }
    if session.said(finding).is_some() && ui.button("取消审阅意见").clicked() {
        let nothing = ReviewEntry { status: ReviewStatus::Open, note: String::new(), ..said() };
        actions.push(Action::Edit(id, Edit::Review(vec![nothing])));
        ui.close();
    }
    ui.separator();
    let ticked = session.disclosure().review.seen.contains(&finding.key(session.disclosure()));
    if ui.button(if ticked { "取消已看" } else { "记为已看" }).clicked() {
        let ids = vec![finding.key(session.disclosure())];
        actions.push(Action::Edit(id, Edit::Seen { ids, seen: !ticked }));
        ui.close();
    }
    if ui.button(format!("规则 {}…", finding.rule)).on_hover_text("打开规则手册的这一条").clicked() {
        actions.push(Action::Manual(Some(finding.rule.to_owned())));
        ui.close();
    }
}

/// Stated, computed, difference and what rounding allows.
fn figures(finding: &Finding) -> String {
    let named = [
        ("表列", finding.stated),
        ("算得", finding.computed),
        ("差", finding.difference),
        ("尾差容许", finding.allowed),
    ];
    let parts = named.iter().filter_map(|(name, value)| value.map(|v| format!("{name} {}", with_thousands(v))));
    parts.collect::<Vec<_>>().join("　")
}

/// `表内 · 支出总表 · V2`.
fn place(document: &Document, finding: &Finding) -> String {
    let d = document.session.disclosure();
    let mut parts = vec![finding.family.name().to_owned()];
    if let Some(text) = finding.texts.first() {
        parts.extend(d.prose.get(text.section as usize).map(|s| section_title(s).to_owned()));
    }
    let tables: BTreeSet<u32> = finding.cells.iter().map(|c| c.table).chain(finding.table).collect();
    let first = finding.cells.first().map(|c| c.table);
    let names = first.into_iter().chain(tables.into_iter().filter(|t| Some(*t) != first));
    let names: Vec<&str> = names.filter_map(|t| d.tables.get(t as usize).map(table_title)).take(3).collect();
    if !names.is_empty() {
        parts.push(names.join("、"));
    }
    parts.push(finding.rule.to_owned());
    parts.join(" · ")
}
