//! One finding: what it says, what probably happened, what to change, and what was said of it.

use std::collections::BTreeSet;

use egui::{Button, Label, RichText, Sense, Ui, vec2};

use super::card::{Card, menu};
use super::list::Item;
use super::{FindingKey, FindingsPanel};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::names::{section_title, table_title};
use crate::app::theme::Palette;
use crate::app::workspace::Document;
use crate::check::{Finding, Suspect};
use crate::model::{ReviewStatus, Spot, with_thousands};
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
    let card = Card { finding, status: item.status, seen: item.seen, selected };
    let response = card.ui(ui, p, (item.dismissed, item.index), |ui| {
        if let Some(cause) = &finding.cause {
            ui.add(Label::new(RichText::new(cause).color(p.severity(finding.severity).ink).size(12.5)).wrap());
        }
        suspects(ui, p, document, finding, actions);
        let note = document.session.said(finding).map_or("", |e| e.note.as_str());
        card.last_line(ui, p, &place(document, finding), note);
        if selected {
            buttons(ui, p, document, finding, item, actions);
        }
    });
    if selected && std::mem::take(&mut panel.scroll) {
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        panel.focused = Some(finding.rule);
    }
    let figures = figures(finding);
    let response = if figures.is_empty() { response } else { response.on_hover_text(figures) };
    response.context_menu(|ui| menu(ui, document.id, &document.session, finding, item.status, actions));
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
            menu(ui, document.id, &document.session, finding, item.status, actions)
        });
    });
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
