//! Small drawn things: marks, badges, text in bold. Shapes carry the meaning as much as colours do.

use std::sync::Arc;

use egui::{
    Align2, Color32, FontId, Galley, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2,
};

use super::theme::{Palette, Tone};
use crate::check::Severity;

/// Paints a galley, in bold if asked: the bundled font has one weight, so bold is drawn twice.
pub(super) fn galley(painter: &Painter, at: Pos2, galley: Arc<Galley>, color: Color32, bold: bool) {
    if bold {
        painter.galley(at + vec2(0.45, 0.0), galley.clone(), color);
    }
    painter.galley(at, galley, color);
}

/// Paints one line of text at an anchor and returns its rectangle.
pub(super) fn text(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    text: impl ToString,
    font: FontId,
    color: Color32,
    bold: bool,
) -> Rect {
    let laid = painter.layout_no_wrap(text.to_string(), font, color);
    let rect = anchor.anchor_size(at, laid.size());
    galley(painter, rect.min, laid, color, bold);
    rect
}

/// A label in bold.
pub(super) fn bold_label(ui: &mut Ui, text: &str, size: f32) -> Response {
    let color = ui.visuals().text_color();
    let laid = ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(size), color);
    let (rect, response) = ui.allocate_exact_size(laid.size(), Sense::hover());
    galley(ui.painter(), rect.min, laid, color, true);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    response
}

/// A tick: nothing is wrong here.
pub(super) fn tick(painter: &Painter, center: Pos2, color: Color32) {
    let points = [vec2(-4.0, 0.0), vec2(-1.2, 3.0), vec2(4.2, -3.6)].map(|d| center + d).to_vec();
    painter.add(Shape::line(points, Stroke::new(1.6, color)));
}

/// The icon of a severity: a cross, an exclamation mark, a wave, an empty ring.
pub(super) fn severity(painter: &Painter, rect: Rect, severity: Severity, tone: Tone, filled: bool) {
    let c = rect.center();
    let ink = if filled { tone.fill } else { tone.ink };
    if filled {
        painter.rect_filled(rect, 4.0, tone.ink);
    }
    let r = rect.width().min(rect.height()) * 0.24;
    let stroke = Stroke::new(1.7, ink);
    match severity {
        Severity::Error => {
            painter.line_segment([c + vec2(-r, -r), c + vec2(r, r)], stroke);
            painter.line_segment([c + vec2(-r, r), c + vec2(r, -r)], stroke);
        }
        Severity::Warning => {
            painter.line_segment([c + vec2(0.0, -r * 1.4), c + vec2(0.0, r * 0.35)], stroke);
            painter.circle_filled(c + vec2(0.0, r * 1.3), 1.2, ink);
        }
        Severity::Hint => wave(painter, c, r, stroke),
        Severity::Missing => {
            painter.circle_stroke(c, r * 1.2, stroke);
        }
    }
}

/// Two waves, as in ≈: rounding.
pub(super) fn wave(painter: &Painter, center: Pos2, r: f32, stroke: Stroke) {
    for dy in [-0.55, 0.55] {
        let points: Vec<Pos2> = (0..=8)
            .map(|i| {
                let t = i as f32 / 8.0;
                center + vec2((t * 2.0 - 1.0) * r * 1.25, dy * r - (t * std::f32::consts::TAU).sin() * r * 0.38)
            })
            .collect();
        painter.add(Shape::line(points, stroke));
    }
}

/// The corner of a cell that is broken.
pub(super) fn corner(painter: &Painter, rect: Rect, color: Color32) {
    let size = 8.0;
    let points = vec![rect.right_top(), rect.right_top() + vec2(-size, 0.0), rect.right_top() + vec2(0.0, size)];
    painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
}

/// A ring with a dot in the upper left: this cell is likely the one that is wrong.
pub(super) fn target(painter: &Painter, rect: Rect, color: Color32) {
    let center = rect.left_top() + vec2(7.5, 7.5);
    painter.circle_stroke(center, 4.0, Stroke::new(1.3, color));
    painter.circle_filled(center, 1.5, color);
}

/// A dotted line under inferred text.
pub(super) fn dotted(painter: &Painter, from: f32, to: f32, y: f32, color: Color32) {
    let mut x = from;
    while x <= to {
        painter.circle_filled(pos2(x, y), 0.7, color);
        x += 3.0;
    }
}

/// A rounded label with a count or a word in it.
pub(super) fn badge(painter: &Painter, right_center: Pos2, text: &str, tone: Tone) -> Rect {
    let laid = painter.layout_no_wrap(text.to_owned(), FontId::proportional(11.5), tone.ink);
    let size = vec2((laid.size().x + 10.0).max(18.0), 17.0);
    let rect = Rect::from_min_size(right_center - vec2(size.x, size.y / 2.0), size);
    painter.rect_filled(rect, size.y / 2.0, tone.fill);
    painter.galley(rect.center() - laid.size() / 2.0, laid, tone.ink);
    rect
}

/// A chip with an icon, a word and a count that can be switched on and off.
pub(super) fn chip(ui: &mut Ui, p: &Palette, icon: Option<Severity>, text: &str, tone: Tone, on: bool) -> Response {
    let laid = ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(12.5), tone.ink);
    let left = if icon.is_some() { 22.0 } else { 10.0 };
    let size = vec2(left + laid.size().x + 10.0, 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let painter = ui.painter();
    let stroke = if response.hovered() || response.has_focus() {
        Stroke::new(1.0, p.accent)
    } else if on {
        Stroke::new(1.0, tone.ink.gamma_multiply(0.55))
    } else {
        Stroke::new(1.0, p.line)
    };
    let fill = if on { tone.fill } else { p.paper };
    painter.rect(rect, 11.0, fill, stroke, egui::StrokeKind::Inside);
    let ink = if on { tone.ink } else { p.weak };
    if let Some(icon) = icon {
        let square = Rect::from_center_size(rect.left_center() + vec2(13.0, 0.0), Vec2::splat(16.0));
        severity(painter, square, icon, Tone { ink, fill }, false);
    }
    painter.galley_with_override_text_color(pos2(rect.left() + left, rect.center().y - laid.size().y / 2.0), laid, ink);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, on, text));
    response
}
