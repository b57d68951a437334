//! Above the text: how many of its numbers came out how, which is also the key to the marks and the filter.

use egui::{Frame, Margin, RichText, Sense, Stroke, StrokeKind, Ui, vec2};

use super::ProseView;
use super::marks::Mark;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme::Palette;
use crate::check::CheckedNumber;

pub(super) fn ui(ui: &mut Ui, view: &mut ProseView, numbers: &[CheckedNumber], actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    Frame::NONE.fill(p.bar).inner_margin(Margin::symmetric(12, 5)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        // In a narrow window what does not fit goes to a second line.
        ui.horizontal_wrapped(|ui| {
            if numbers.is_empty() {
                ui.label(RichText::new("这些文字里没有可核对的数").color(p.weak));
                return;
            }
            let counts = view.counts;
            let count = |mark| counts.get(mark as usize).copied().unwrap_or(0);
            let checked = numbers.len() - count(Mark::Unchecked);
            ui.label(RichText::new(format!("核对 {checked} 处")).color(p.weak));
            for mark in Mark::ALL {
                let on = view.only == Some(mark);
                let tip = if on { "点一下看全文" } else { "只看有这种数的段落" };
                if chip(ui, &p, mark, count(mark), on).on_hover_text(tip).clicked() {
                    view.set_only(if on { None } else { Some(mark) }, numbers);
                }
            }
            for (command, text) in [(Command::PreviousNumber, "上一处"), (Command::NextNumber, "下一处")] {
                let tip = format!("{}（{}）", command.tooltip(), command.keys(ui.ctx()));
                if ui.small_button(text).on_hover_text(tip).clicked() {
                    actions.push(Action::Command(command));
                }
            }
        });
    });
}

/// A count with the mark that it is of.
fn chip(ui: &mut Ui, p: &Palette, mark: Mark, count: usize, on: bool) -> egui::Response {
    let text = format!("{} {count}", mark.name());
    let ink = if count == 0 { p.weak } else { mark.ink(p) };
    let laid = ui.painter().layout_no_wrap(text.clone(), egui::FontId::proportional(12.5), ink);
    let (rect, response) = ui.allocate_exact_size(vec2(laid.size().x + 20.0, 23.0), Sense::click());
    let line = if on || response.hovered() || response.has_focus() { p.accent } else { p.line };
    let fill = if on { p.accent_soft } else { p.paper };
    ui.painter().rect(rect, 11.0, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    let digits = egui::Rect::from_center_size(rect.center(), laid.size());
    ui.painter().galley(digits.min, laid, ink);
    mark.under(ui.painter(), digits.expand2(vec2(0.0, 3.0)), p);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, on, &text));
    response
}
