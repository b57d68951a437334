//! What can be said of a finding: the question that asks why it is dismissed, or for a note.

use egui::{Key, Label, RichText, TextEdit, Ui};

use crate::app::action::Action;
use crate::app::paint;
use crate::app::theme::Palette;
use crate::app::workspace::DocId;
use crate::check::Finding;
use crate::model::{ReviewEntry, ReviewStatus};
use crate::session::{Edit, Session};

/// Why findings are usually dismissed.
const REASONS: &[&str] = &[
    "口径不同，公开中已有说明",
    "与批复、系统导出的数一致",
    "已向单位核实无误",
    "当地格式如此",
    "原文无误，是导入时读错",
];

/// What is about to be said of a finding.
pub(in crate::app) struct Say {
    id: DocId,
    entry: ReviewEntry,
    fresh: bool,
}

/// What was said of a finding, or the beginning of it.
pub(in crate::app) fn said(session: &Session, finding: &Finding) -> ReviewEntry {
    session.said(finding).cloned().unwrap_or_else(|| ReviewEntry {
        key: finding.key(session.disclosure()),
        message: finding.message.clone(),
        ..ReviewEntry::default()
    })
}

impl Say {
    pub(in crate::app) fn new(id: DocId, entry: ReviewEntry) -> Self {
        Self { id, entry, fresh: true }
    }

    /// Draws the question; whether it stays open.
    pub(in crate::app) fn ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) -> bool {
        let p = Palette::of(ui.ctx());
        let dismisses = self.entry.status == ReviewStatus::Dismissed;
        paint::bold_label(ui, if dismisses { "排除这条发现" } else { "备注" }, 16.0);
        ui.add(Label::new(RichText::new(&self.entry.message).color(p.weak)).wrap());
        if dismisses {
            ui.label("为什么不算错？理由随文件保存，也写进报告。");
            ui.horizontal_wrapped(|ui| {
                for reason in REASONS {
                    let on = self.entry.note == *reason;
                    if paint::chip(ui, &p, None, reason, p.grey, on).clicked() {
                        self.entry.note = (*reason).to_owned();
                        self.fresh = true;
                    }
                }
            });
        }
        let hint = if dismisses { "理由" } else { "备注的文字；留空则删去" };
        let field = TextEdit::singleline(&mut self.entry.note).desired_width(f32::INFINITY).hint_text(hint);
        let field = ui.add(field);
        if std::mem::take(&mut self.fresh) {
            field.request_focus();
        }
        let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let mut stay = true;
        ui.horizontal(|ui| {
            let can = !dismisses || !self.entry.note.trim().is_empty();
            let text = RichText::new(if dismisses { "确定排除" } else { "记下" }).color(p.on_accent);
            let button = ui.add_enabled(can, egui::Button::new(text).fill(p.accent));
            if (button.on_disabled_hover_text("先选一个理由，或写明理由").clicked() || enter) && can {
                let entry = ReviewEntry { note: self.entry.note.trim().to_owned(), ..self.entry.clone() };
                actions.push(Action::Edit(self.id, Edit::Review(vec![entry])));
                stay = false;
            }
            stay &= !ui.button("取消").clicked();
        });
        stay
    }
}
