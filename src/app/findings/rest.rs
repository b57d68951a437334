//! Below the findings: those that were dismissed, and what was said of findings that no longer come up.

use egui::{Frame, Label, Margin, RichText, Ui};

use super::FindingsPanel;
use super::list::Standing;
use crate::app::action::Action;
use crate::app::theme::Palette;
use crate::app::workspace::{DocId, Document};
use crate::model::{ReviewEntry, ReviewStatus};
use crate::session::Edit;

/// Which of the two lists are unfolded.
#[derive(Default)]
pub(super) struct Rest {
    dismissed: bool,
    gone: bool,
}

pub(super) fn ui(ui: &mut Ui, p: &Palette, panel: &mut FindingsPanel, document: &Document, actions: &mut Vec<Action>) {
    let session = &document.session;
    let dismissed = session.dismissed();
    if !dismissed.is_empty() && panel.standing != Standing::Of(ReviewStatus::Dismissed) {
        fold(ui, p, &format!("已排除 {} 条", dismissed.len()), &mut panel.rest.dismissed);
        if panel.rest.dismissed {
            for finding in dismissed {
                let said = super::said(session, finding);
                entry(ui, p, document.id, &said, "恢复", actions);
            }
        }
    }
    let gone = session.gone().count();
    if gone > 0 {
        fold(ui, p, &format!("已不再出现 {gone} 条"), &mut panel.rest.gone);
        if panel.rest.gone {
            for said in session.gone() {
                entry(ui, p, document.id, said, "删去", actions);
            }
        }
    }
}

pub(in crate::app) fn fold(ui: &mut Ui, p: &Palette, text: &str, open: &mut bool) {
    Frame::NONE.inner_margin(Margin::symmetric(10, 5)).show(ui, |ui| {
        let button = egui::Button::new(RichText::new(text).color(p.weak)).frame(false);
        let word = RichText::new(if *open { "收起" } else { "展开" }).color(p.accent).size(12.0);
        ui.horizontal(|ui| {
            if ui.add(button).clicked() | ui.add(egui::Button::new(word).frame(false)).clicked() {
                *open = !*open;
            }
        });
    });
}

pub(in crate::app) fn entry(
    ui: &mut Ui,
    p: &Palette,
    id: DocId,
    said: &ReviewEntry,
    undo: &str,
    actions: &mut Vec<Action>,
) {
    Frame::NONE.inner_margin(Margin { left: 40, right: 10, top: 5, bottom: 5 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        let message = if said.message.is_empty() { &said.key } else { &said.message };
        ui.add(Label::new(RichText::new(message).color(p.weak).size(12.5)).wrap());
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(said.status.name()).color(p.text).size(12.0));
            if !said.note.is_empty() {
                ui.add(Label::new(RichText::new(&said.note).size(12.0)).wrap());
            }
            let tip = "去掉这条审阅意见；可以撤销";
            if ui.small_button(undo).on_hover_text(tip).clicked() {
                let nothing = ReviewEntry { status: ReviewStatus::Open, note: String::new(), ..said.clone() };
                actions.push(Action::Edit(id, Edit::Review(vec![nothing])));
            }
        });
    });
}
