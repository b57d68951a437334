//! “Why was this not flagged?” (为什么没有标出): everything that was asked of a cell or of a number of the text,
//! how it came out, and what was not asked and why.

mod answer;

use egui::{Button, Label, RichText, Ui, Window, vec2};

use super::action::Action;
use super::theme::Palette;
use super::workspace::{DocId, Document, Workspace};
use crate::check::Verdict;
use crate::model::{CellRef, Spot};

use answer::{Answer, Goes, Line, answer};

/// The panel that answers.
#[derive(Default)]
pub(super) struct Why {
    asked: Option<(DocId, Spot)>,
    key: Option<(DocId, u64, Spot)>,
    answer: Answer,
}

impl Why {
    /// Answers for this place until it is closed.
    pub(super) fn ask(&mut self, id: DocId, spot: Spot) {
        self.asked = Some((id, spot));
    }

    pub(super) fn is_open(&self) -> bool {
        self.asked.is_some()
    }

    pub(super) fn close(&mut self) {
        self.asked = None;
    }

    /// Goes on to another cell while it is open.
    pub(super) fn follow(&mut self, id: DocId, cell: CellRef) {
        if self.asked.is_some() {
            self.asked = Some((id, Spot::Cell(cell)));
        }
    }
}

pub(super) fn ui(ui: &Ui, why: &mut Why, workspace: &Workspace, actions: &mut Vec<Action>) {
    let Some((id, spot)) = why.asked else { return };
    let Some(document) = workspace.document(id) else {
        why.close();
        return;
    };
    let key = Some((id, document.session.revision(), spot));
    if why.key != key {
        why.answer = answer(&document.session, spot);
        why.key = key;
    }
    let p = Palette::of(ui.ctx());
    let mut open = true;
    let room = ui.ctx().content_rect();
    let window = Window::new("核对情况")
        .open(&mut open)
        .collapsible(false)
        .default_size(vec2(480.0, 360.0))
        .min_width(320.0)
        .default_pos(egui::pos2(room.left() + 250.0, (room.bottom() - 430.0).max(120.0)))
        .constrain(true);
    window.show(ui.ctx(), |ui| {
        ui.add(Label::new(RichText::new(&why.answer.title).size(14.5)).wrap());
        for lead in &why.answer.lead {
            ui.add(Label::new(RichText::new(lead).color(p.weak)).wrap());
        }
        ui.separator();
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for line in &why.answer.lines {
                line_ui(ui, &p, document, spot, line, actions);
            }
        });
    });
    if !open {
        why.close();
    }
}

fn line_ui(ui: &mut Ui, p: &Palette, document: &Document, spot: Spot, line: &Line, actions: &mut Vec<Action>) {
    let Some(word) = line.word else {
        ui.add_space(4.0);
        ui.label(RichText::new(&line.text).color(p.weak).size(12.5));
        return;
    };
    let ink = match line.verdict {
        Some(Verdict::Holds) => p.green.ink,
        Some(verdict) => p.verdict(verdict).map_or(p.weak, |tone| tone.ink),
        None => p.weak,
    };
    let text = RichText::new(format!("{word} · {}", line.text)).color(ink);
    match &line.goes {
        Some(goes) => {
            if ui.add(Button::new(text).frame(false).wrap()).on_hover_text("到这里去看").clicked() {
                actions.push(match (goes, spot) {
                    (Goes::Relation(relation), Spot::Cell(cell)) => Action::GoToRelation(document.id, cell, *relation),
                    (Goes::Relation(_), text) => Action::GoToSpot(document.id, text),
                    (Goes::Spot(other), _) => Action::GoToSpot(document.id, *other),
                });
            }
        }
        None => {
            ui.add(Label::new(text).wrap());
        }
    }
    if !line.detail.is_empty() {
        ui.indent("detail", |ui| ui.add(Label::new(RichText::new(&line.detail).color(p.weak).size(12.0)).wrap()));
    }
}
