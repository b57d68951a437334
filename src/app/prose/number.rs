//! A number of the text under the pointer: what it was compared with, and the way there.

use egui::{Popup, Rect, Response, RichText, Sense, Ui};

use super::marks::Mark;
use crate::app::action::Action;
use crate::app::names::{section_title, table_name};
use crate::app::theme::Palette;
use crate::app::workspace::Document;
use crate::check::{CheckedNumber, NumberLink};
use crate::model::{Disclosure, Spot};
use crate::session::Field;

/// So many places are offered; a sum over a long table has very many.
const MOST: usize = 24;

pub(super) fn ui(
    ui: &mut Ui,
    document: &Document,
    index: usize,
    number: &CheckedNumber,
    rect: Rect,
    actions: &mut Vec<Action>,
) {
    let (id, d) = (document.id, document.session.disclosure());
    let response = ui.interact(rect, ui.scope_id().with(("number", index)), Sense::click());
    let mark = Mark::of(number);
    response.widget_info(|| {
        let with: Vec<&str> = number.links.iter().map(|l| l.formula.as_str()).collect();
        let with = if with.is_empty() { String::new() } else { format!("，{}", with.join("；")) };
        egui::WidgetInfo::labeled(egui::Role::Link, true, format!("{}：{}{with}", number.at.text(d), mark.name()))
    });
    if response.has_focus() {
        let p = Palette::of(ui.ctx());
        ui.painter().rect_stroke(rect, 2.0, egui::Stroke::new(1.5, p.accent), egui::StrokeKind::Outside);
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let response = response.on_hover_ui(|ui| tip(ui, number, mark));
    let targets = targets(number);
    match targets.as_slice() {
        [] => {
            if response.clicked() {
                actions.push(Action::ShowSentence(id, number.at));
            }
        }
        [one] => {
            if response.clicked() {
                actions.push(Action::GoToSpot(id, *one));
            }
        }
        many => {
            Popup::menu(&response).show(|ui| {
                ui.set_max_width(420.0);
                ui.label("和这些数比较过：");
                places(ui, document, many, actions);
            });
        }
    }
    menu(&response, document, number, &targets, actions);
}

fn menu(response: &Response, document: &Document, number: &CheckedNumber, targets: &[Spot], actions: &mut Vec<Action>) {
    let id = document.id;
    response.context_menu(|ui| {
        if ui.button("为什么这样判断…").clicked() {
            actions.push(Action::Why(id, Spot::Text(number.at)));
            ui.close();
        }
        if ui.button("选中这一句").on_hover_text("在原文中亮出这一句").clicked() {
            actions.push(Action::ShowSentence(id, number.at));
            ui.close();
        }
        if !targets.is_empty() {
            ui.separator();
            places(ui, document, targets, actions);
        }
    });
}

fn places(ui: &mut Ui, document: &Document, targets: &[Spot], actions: &mut Vec<Action>) {
    let d = document.session.disclosure();
    for spot in targets.iter().take(MOST) {
        if ui.button(title(d, *spot)).clicked() {
            actions.push(Action::GoToSpot(document.id, *spot));
            ui.close();
        }
    }
    if targets.len() > MOST {
        ui.weak(format!("另有 {} 处", targets.len() - MOST));
    }
}

/// Names a place for people: `支出总表 210 卫生健康支出 · 合计 382.42`.
pub(in crate::app) fn title(d: &Disclosure, spot: Spot) -> String {
    match spot {
        Spot::Cell(cell) => {
            let value = d.cell(cell).map_or("", |c| c.text.as_str());
            format!("{} {} {value}", table_name(d, cell.table as usize), Field::from(cell).title(d))
        }
        Spot::Text(text) => {
            let heading = d.prose.get(text.section as usize).map_or("", section_title);
            format!("“{heading}”中的 {}", text.text(d))
        }
    }
}

/// The places that a number was compared with: cells first.
fn targets(number: &CheckedNumber) -> Vec<Spot> {
    let cells = number.links.iter().flat_map(|l| l.cells.iter().map(|c| Spot::Cell(*c)));
    let texts = number.links.iter().flat_map(|l| l.texts.iter().map(|t| Spot::Text(*t)));
    let mut out: Vec<Spot> = Vec::new();
    for spot in cells.chain(texts) {
        if spot != Spot::Text(number.at) && !out.contains(&spot) {
            out.push(spot);
        }
    }
    out
}

fn tip(ui: &mut Ui, number: &CheckedNumber, mark: Mark) {
    let p = Palette::of(ui.ctx());
    ui.set_max_width(460.0);
    if number.links.is_empty() {
        ui.label(RichText::new("未核对").color(p.weak));
        ui.label("没有认出它说的是表中哪个数，所以没有核对；请人工看一下。");
        return;
    }
    for link in &number.links {
        ui.label(RichText::new(&link.formula).color(mark_of(link).ink(&p)));
        ui.label(RichText::new(about(link)).color(p.weak).size(12.0));
    }
    let way = if mark == Mark::Unchecked { "" } else { "点击到比较的数；右键看为什么" };
    ui.label(RichText::new(way).color(p.weak).size(12.0));
}

/// `平 · N1 · 口径：一般公共预算，当年`
pub(in crate::app) fn about(link: &NumberLink) -> String {
    let mut text = format!("{} · {}", link.verdict.name(), link.rule);
    if !link.scope.is_empty() {
        text.push_str(&format!(" · 口径：{}", link.scope));
    }
    text
}

fn mark_of(link: &NumberLink) -> Mark {
    Mark::of(&CheckedNumber {
        at: crate::model::TextRef { section: 0, from: 0, to: 0 },
        verdict: Some(link.verdict),
        links: Vec::new(),
    })
}
