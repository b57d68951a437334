//! The bar over the source: which page, how large, and where the panel stands.

use egui::{Button, DragValue, RichText, Ui};

use super::View;
use super::geometry::{ZOOM_RANGE, Zoom};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::loading::Request;
use crate::app::theme::Palette;
use crate::app::workspace::Document as OpenDocument;
use crate::document::{Document, Format};
use crate::read::Options;

/// What the zoom menu offers.
const ZOOMS: [f32; 7] = [0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0];
/// Encodings to choose from: their names on the Web, and for people.
const ENCODINGS: &[(Option<&str>, &str)] = &[
    (None, "自动判断"),
    (Some("UTF-8"), "UTF-8"),
    (Some("gb18030"), "GB18030（GBK、GB2312）"),
    (Some("Big5"), "Big5（繁体）"),
    (Some("UTF-16LE"), "UTF-16 LE"),
    (Some("UTF-16BE"), "UTF-16 BE"),
];
/// What a click on ＋ multiplies by.
const STEP: f32 = 1.2;

pub(super) fn ui(
    ui: &mut Ui,
    view: &mut View,
    document: &Document,
    name: &str,
    open: &OpenDocument,
    actions: &mut Vec<Action>,
) {
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
            match document.format {
                Format::Pdf => zoom_ui(ui, view),
                Format::Text | Format::Csv => encoding_ui(ui, open, actions),
                _ => {}
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

/// In which encoding a text was read, and others to try where the guess was wrong.
fn encoding_ui(ui: &mut Ui, open: &OpenDocument, actions: &mut Vec<Action>) {
    let session = &open.session;
    let ([_], Some(now), Some(path)) = (session.files(), session.encoding(), session.source()) else { return };
    let response = ui.menu_button(format!("编码 {}", now.to_uppercase()), |ui| {
        ui.label("文字是乱码？换一种编码重新读取");
        if session.is_dirty() {
            ui.label("有未保存的修改，重新读取会丢失；请先保存或撤销。");
        }
        ui.add_enabled_ui(!session.is_dirty(), |ui| {
            for (encoding, text) in ENCODINGS {
                let is_now = encoding.is_some_and(|e| e.eq_ignore_ascii_case(now));
                if ui.add(Button::selectable(is_now, *text)).clicked() {
                    let options = Options { encoding: encoding.map(str::to_owned), ..Options::default() };
                    let request = Request { path: path.to_owned(), options, replaces: Some(open.id), batch: None };
                    actions.push(Action::OpenWith(request));
                    ui.close();
                }
            }
        });
    });
    response.response.on_hover_text("文字是乱码时，换一种编码重新读取");
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
