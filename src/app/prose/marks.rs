//! How a number of the text came out, as a colour and as a shape.

use egui::text::LayoutJob;
use egui::{Color32, Galley, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2};

use crate::app::paint;
use crate::app::theme::Palette;
use crate::check::{CheckedNumber, Verdict};

/// How a number came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Mark {
    /// 平
    Agrees,
    /// 尾差: rounding explains it.
    Rounding,
    /// 不符
    Differs,
    /// 未核对: nothing is known to compare it with.
    Unchecked,
}

impl Mark {
    /// In the order of the head.
    pub(super) const ALL: [Mark; 4] = [Mark::Agrees, Mark::Rounding, Mark::Differs, Mark::Unchecked];

    pub(in crate::app) fn of(number: &CheckedNumber) -> Self {
        match number.verdict {
            None | Some(Verdict::NotCompared) => Mark::Unchecked,
            Some(Verdict::Holds) => Mark::Agrees,
            Some(Verdict::Rounding | Verdict::Truncation | Verdict::DoubtfulRounding) => Mark::Rounding,
            Some(Verdict::Broken) => Mark::Differs,
        }
    }

    pub(in crate::app) fn name(self) -> &'static str {
        match self {
            Mark::Agrees => "平",
            Mark::Rounding => "尾差",
            Mark::Differs => "不符",
            Mark::Unchecked => "未核对",
        }
    }

    pub(super) fn ink(self, p: &Palette) -> Color32 {
        match self {
            Mark::Agrees => p.green.ink,
            Mark::Rounding => p.amber.ink,
            Mark::Differs => p.red.ink,
            Mark::Unchecked => p.weak,
        }
    }

    /// What lies behind the digits.
    pub(super) fn behind(self, painter: &Painter, rect: Rect, p: &Palette) {
        if self == Mark::Differs {
            let rect = rect.expand2(egui::vec2(1.0, -2.0));
            painter.rect(rect, 3.0, p.red.fill, Stroke::new(1.0, p.red.ink), StrokeKind::Inside);
        }
    }

    /// The line under the digits: thin, dotted, wavy, or in short dashes.
    pub(super) fn under(self, painter: &Painter, rect: Rect, p: &Palette) {
        let (y, ink) = (rect.bottom() - 3.5, self.ink(p));
        match self {
            Mark::Agrees => {
                painter.hline(rect.x_range(), y, Stroke::new(1.0, ink));
            }
            Mark::Rounding => paint::dotted(painter, rect.left(), rect.right(), y, ink),
            Mark::Differs => {
                let steps = (rect.width() / 2.0).ceil().max(1.0) as usize;
                let point = |i: usize| {
                    let up = if i.is_multiple_of(2) { 1.2 } else { -1.2 };
                    pos2(rect.left() + rect.width() * i as f32 / steps as f32, y + up)
                };
                painter.add(Shape::line((0..=steps).map(point).collect(), Stroke::new(1.2, ink)));
            }
            Mark::Unchecked => {
                let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
                painter.extend(Shape::dashed_line(&line, Stroke::new(1.0, ink), 3.0, 3.0));
            }
        }
    }
}

/// Where these characters of a galley stand, one rectangle a row.
pub(super) fn rects(galley: &Galley, at: Pos2, from: usize, to: usize) -> Vec<Rect> {
    let (mut start, mut out) = (0, Vec::new());
    for row in &galley.rows {
        let end = start + row.row.glyphs.len();
        let (a, b) = (from.max(start), to.min(end));
        if a < b {
            let x = |i: usize| row.row.glyphs.get(i).map_or(row.row.size.x, |g| g.pos.x);
            let left = at + row.pos.to_vec2() + egui::vec2(x(a - start), 0.0);
            let size = egui::vec2(x(b - start) - x(a - start), row.row.size.y);
            out.push(Rect::from_min_size(left, size));
        }
        start = end + usize::from(row.ends_with_newline);
    }
    out
}

/// A text whose numbers have the colours of how they came out. `numbers` are characters of it, in their order.
pub(super) fn job(text: &str, numbers: &[(usize, usize, Mark)], size: f32, p: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut format = egui::TextFormat::simple(egui::FontId::proportional(size), p.text);
    format.line_height = Some(super::LINE);
    let (mut rest, mut at) = (text, 0);
    for &(from, to, mark) in numbers {
        let (before, after) = split(rest, from.saturating_sub(at));
        let (number, after) = split(after, to.saturating_sub(from));
        job.append(before, 0.0, format.clone());
        job.append(number, 0.0, egui::TextFormat { color: mark.ink(p), ..format.clone() });
        (rest, at) = (after, to);
    }
    job.append(rest, 0.0, format);
    job
}

/// A text cut in two after so many characters.
fn split(text: &str, characters: usize) -> (&str, &str) {
    let at = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    text.split_at_checked(at).unwrap_or((text, ""))
}
