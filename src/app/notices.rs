//! What the readers had to say about a file: hidden sheets, formulas that differ, pages without text. A strip
//! under the tabs; a click leads to the place in the source.

use std::collections::HashSet;

use egui::{Button, Frame, Label, Margin, RichText, ScrollArea, TextWrapMode, Ui};

use super::action::Action;
use super::theme::Palette;
use super::verdicts::place_text;
use super::workspace::{DocId, Document};
use crate::model::Notice;

/// Which strips are folded open, and which were put away.
#[derive(Default)]
pub(super) struct NoticeStrip {
    open: HashSet<DocId>,
    away: HashSet<DocId>,
}

impl NoticeStrip {
    /// Forgets a document.
    pub(super) fn close(&mut self, id: DocId) {
        self.open.remove(&id);
        self.away.remove(&id);
    }

    /// Draws the strip of a document, if its readers had something to say.
    pub(super) fn ui(&mut self, ui: &mut Ui, document: &Document, actions: &mut Vec<Action>) {
        let notices = &document.session.disclosure().source.notices;
        let Some(first) = notices.first().filter(|_| !self.away.contains(&document.id)) else { return };
        let p = Palette::of(ui.ctx());
        let is_open = self.open.contains(&document.id);
        Frame::NONE.fill(p.amber.fill).inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            // A row of its own height: a layout from the right would take all that is left.
            let row = egui::vec2(ui.available_width(), 24.0);
            ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.add(Button::new("×").frame(false)).on_hover_text("不再显示这些提示").clicked() {
                    self.away.insert(document.id);
                }
                if notices.len() > 1 {
                    let text = if is_open { "收起".to_owned() } else { format!("全部 {} 条", notices.len()) };
                    if ui.button(text).clicked() && !self.open.remove(&document.id) {
                        self.open.insert(document.id);
                    }
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    if is_open {
                        ui.label(
                            RichText::new(format!("读取这个文件时有 {} 条提示", notices.len())).color(p.amber.ink),
                        );
                    } else {
                        entry(ui, document, first, TextWrapMode::Truncate, actions);
                    }
                });
            });
            if is_open {
                let most = (ui.available_height() * 0.3).max(60.0);
                ScrollArea::vertical().id_salt("notices").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                    for notice in notices {
                        entry(ui, document, notice, TextWrapMode::Wrap, actions);
                    }
                });
            }
        });
    }
}

/// One notice: a link where it has a place in the source.
fn entry(ui: &mut Ui, document: &Document, notice: &Notice, wrap: TextWrapMode, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let place = place_text(&notice.place);
    let has_place = notice.place != crate::model::Place::default() && !document.originals.is_empty();
    let text = if place.is_empty() { notice.text.clone() } else { format!("{}（{place}）", notice.text) };
    let ink = RichText::new(&text).color(p.amber.ink);
    if has_place {
        let link = ui.add(Button::new(ink).frame(false).wrap_mode(wrap));
        if link.on_hover_text("在原文中查看").clicked() {
            actions.push(Action::ShowPlace(document.id, notice.place));
        }
    } else {
        ui.add(Label::new(ink).wrap_mode(wrap)).on_hover_text(text);
    }
}
