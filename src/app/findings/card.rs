//! How a finding stands in a list: what it says, how bad it is, what was said of it, and what can be said.

use std::fmt::Debug;
use std::hash::Hash;

use egui::{Frame, Label, Margin, Rect, Response, RichText, Sense, Shape, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::app::action::Action;
use crate::app::paint;
use crate::app::theme::{Palette, Tone};
use crate::app::workspace::DocId;
use crate::check::Finding;
use crate::model::{ReviewEntry, ReviewStatus};
use crate::session::{Edit, Session};

/// A finding in a list.
#[derive(Clone, Copy)]
pub(in crate::app) struct Card<'a> {
    pub finding: &'a Finding,
    pub status: ReviewStatus,
    pub seen: bool,
    pub selected: bool,
}

impl Card<'_> {
    /// Draws it, with what is added under its words. The whole of it takes clicks, and lies under what is in it.
    pub(in crate::app) fn ui(
        &self,
        ui: &mut Ui,
        p: &Palette,
        id: impl Hash + Debug,
        add: impl FnOnce(&mut Ui),
    ) -> Response {
        let finding = self.finding;
        let background = ui.painter().add(Shape::Noop);
        let builder = UiBuilder::new().id_salt(("finding", id)).sense(Sense::click());
        let shown = ui.scope_builder(builder, |ui| {
            Frame::NONE.inner_margin(Margin { left: 40, right: 10, top: 9, bottom: 9 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 3.0;
                ui.add(Label::new(RichText::new(&finding.message).line_height(Some(19.0))).wrap());
                if let Some(quote) = finding.quote.as_ref().filter(|q| !q.is_empty()) {
                    let quote = RichText::new(format!("“{}”", quote.trim())).color(p.weak).size(12.5);
                    ui.add(Label::new(quote).wrap());
                }
                add(ui);
            });
        });
        let response = shown.response;
        let rect = Rect::from_x_y_ranges(ui.max_rect().x_range(), response.rect.y_range());
        let lit = self.selected || response.hovered() || response.has_focus();
        let painter = ui.painter();
        painter.set(background, Shape::rect_filled(rect, 0.0, if lit { p.accent_soft } else { p.paper }));
        if self.selected {
            painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, p.accent);
        }
        let icon = Rect::from_min_size(pos2(rect.left() + 13.0, rect.top() + 11.0), Vec2::splat(18.0));
        paint::severity(painter, icon, finding.severity, p.severity(finding.severity), true);
        if self.seen {
            paint::tick(painter, icon.center() + vec2(0.0, 21.0), p.green.ink);
        }
        painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
        let label = match self.status {
            ReviewStatus::Open => {
                let seen = if self.seen { "，已看" } else { "" };
                format!("{}：{}{seen}", finding.severity.name(), finding.message)
            }
            status => format!("{}（{}）：{}", finding.severity.name(), status.name(), finding.message),
        };
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, true, self.selected, &label));
        response
    }

    /// Where it is, and what was said of it.
    pub(in crate::app) fn last_line(&self, ui: &mut Ui, p: &Palette, place: &str, note: &str) {
        ui.horizontal_wrapped(|ui| {
            ui.add(Label::new(RichText::new(place).color(p.weak).size(12.0)).wrap());
            if self.status != ReviewStatus::Open {
                status_chip(ui, self.status.name(), status_tone(p, self.status));
            }
        });
        if !note.is_empty() {
            ui.add(Label::new(RichText::new(format!("备注：{note}")).size(12.0)).wrap());
        }
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

/// Everything that can be said of a finding.
pub(in crate::app) fn menu(
    ui: &mut Ui,
    id: DocId,
    session: &Session,
    finding: &Finding,
    status: ReviewStatus,
    actions: &mut Vec<Action>,
) {
    ui.set_min_width(170.0);
    let said = || super::said(session, finding);
    for (other, text) in
        [(ReviewStatus::Confirmed, "确认：是错误"), (ReviewStatus::Asked, "待核实"), (ReviewStatus::Mended, "已改正")]
    {
        if ui.selectable_label(status == other, text).clicked() {
            let entry = ReviewEntry { status: other, ..said() };
            actions.push(Action::Edit(id, Edit::Review(vec![entry])));
            ui.close();
        }
    }
    if ui.selectable_label(status == ReviewStatus::Dismissed, "排除（写原因）…").clicked() {
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
