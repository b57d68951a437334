//! The bar over the source: which page, how large, and where the panel stands.

use egui::{Button, DragValue, RichText, Ui};

use super::View;
use super::geometry::{ZOOM_RANGE, Zoom};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme::Palette;
use crate::document::{Document, Format};

/// What the zoom menu offers.
const ZOOMS: [f32; 7] = [0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0];
/// What a click on ＋ multiplies by.
const STEP: f32 = 1.2;

pub(super) fn ui(ui: &mut Ui, view: &mut View, document: &Document, name: &str, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 6.0;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (text, command) in [("×", Command::ToggleSource), ("⇄", Command::MoveSource)] {
                let keys = command.keys(ui.ctx());
                let tip =
                    format!("{}{}", command.tooltip(), if keys.is_empty() { keys } else { format!("（{keys}）") });
                if ui.add(Button::new(text).frame(false)).on_hover_text(tip).clicked() {
                    actions.push(Action::Command(command));
                }
            }
            if document.format == Format::Pdf {
                zoom_ui(ui, view);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                if document.format == Format::Pdf {
                    page_ui(ui, view, document.pages.len());
                } else {
                    let text = RichText::new(format!("原文 · {}", document.format.name())).color(p.weak);
                    ui.add(egui::Label::new(text).truncate()).on_hover_text(name);
                }
            });
        });
    });
}

fn page_ui(ui: &mut Ui, view: &mut View, pages: usize) {
    let p = Palette::of(ui.ctx());
    let strip = ui.add(Button::selectable(view.thumbnails, "缩略图"));
    if strip.on_hover_text("显示或隐藏各页的缩略图").clicked() {
        view.thumbnails = !view.thumbnails;
    }
    let mut number = view.pages.page + 1;
    let field = ui.add(DragValue::new(&mut number).range(1..=pages.max(1)).speed(0.1));
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, "原文页码"));
    if field.on_hover_text("输入页码，或左右拖动翻页").changed() {
        view.pages.go_to_page(number - 1);
    }
    ui.add(egui::Label::new(RichText::new(format!("/ {pages} 页")).color(p.weak)).truncate());
}

/// From right to left: larger, how large, smaller.
fn zoom_ui(ui: &mut Ui, view: &mut View) {
    let times = view.pages.times();
    let stepped = |factor: f32| Zoom::Times((times * factor).clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end()));
    if ui.add(Button::new("＋").frame(false)).on_hover_text("放大原文（Ctrl+滚轮）").clicked() {
        view.pages.zoom = stepped(STEP);
    }
    let percent = format!("{:.0}%", times * 100.0);
    ui.menu_button(percent, |ui| {
        for (zoom, text) in [(Zoom::FitWidth, "适合宽度"), (Zoom::FitPage, "适合页面")] {
            if ui.add(Button::selectable(view.pages.zoom == zoom, text)).clicked() {
                view.pages.zoom = zoom;
                ui.close();
            }
        }
        ui.separator();
        for times in ZOOMS {
            let text = format!("{:.0}%", times * 100.0);
            if ui.add(Button::selectable(view.pages.zoom == Zoom::Times(times), text)).clicked() {
                view.pages.zoom = Zoom::Times(times);
                ui.close();
            }
        }
    });
    if ui.add(Button::new("－").frame(false)).on_hover_text("缩小原文（Ctrl+滚轮）").clicked() {
        view.pages.zoom = stepped(1.0 / STEP);
    }
}
