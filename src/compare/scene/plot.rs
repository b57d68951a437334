//! A plot with a value axis at its left and lines across.

use super::{Area, Ink, axis::Axis, page::Page};
use crate::font::width;

/// Where values lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    /// Between the lowest and the highest line.
    pub area: Area,
    pub axis: Axis,
}

/// Between the numbers of the axis and the plot, as a part of their size.
const GAP: f32 = 0.6;

impl Plot {
    /// The plot in this room, with so much of it left free at the right and below, and with room for a number above
    /// the highest line (and below the lowest where there is something below zero).
    pub(super) fn new(page: &Page, room: Area, axis: Axis, right: f32, below: f32) -> Self {
        let small = page.look.small_size();
        let gutter = gutter(page, &axis);
        let headroom = small * 1.5;
        let footroom = if axis.low < 0.0 { small * 1.5 } else { small * 0.4 };
        let area = Area::of(
            room.left + gutter,
            room.top + headroom,
            (room.right() - right).max(room.left + gutter + 10.0),
            (room.bottom() - below - footroom).max(room.top + headroom + 20.0),
        );
        Self { area, axis }
    }

    /// Where a value lies, from the top.
    pub(super) fn y(&self, value: f64) -> f32 {
        let part = (value - self.axis.low) / (self.axis.high - self.axis.low);
        (f64::from(self.area.bottom()) - part * f64::from(self.area.height)) as f32
    }

    /// Where zero lies, or the lowest line where the axis begins above zero.
    pub(super) fn base(&self) -> f32 {
        self.y(self.axis.low.max(0.0))
    }

    /// The lines with their numbers.
    pub(super) fn grid(&self, page: &mut Page) {
        let style = page.small(Ink::Weak).end();
        let left = self.area.left;
        // In a low plot every second line or fewer, counted from zero: their numbers need room.
        let apart = (self.y(0.0) - self.y(self.axis.step)).max(0.01);
        let every = (style.size * 1.25 / apart).ceil().max(1.0);
        for value in self.axis.lines() {
            if ((value / self.axis.step).round() % f64::from(every)).abs() > 0.5 {
                continue;
            }
            let y = self.y(value);
            page.rule(left, self.area.right(), y, Ink::Grid, 0.8);
            page.canvas.text(left - style.size * GAP, y - style.size * 0.52, style, self.axis.text(value));
        }
        page.canvas.scene.frozen.x = left;
    }

    /// The base line, over the bars.
    pub(super) fn baseline(&self, page: &mut Page) {
        page.rule(self.area.left, self.area.right(), self.base(), Ink::Base, 1.0);
    }
}

/// The room for the numbers of an axis.
pub(super) fn gutter(page: &Page, axis: &Axis) -> f32 {
    let small = page.look.small_size();
    axis.lines().map(|v| width(&axis.text(v), small)).fold(0.0, f32::max) + small * GAP
}

/// How many lines suit a plot of this height.
pub(super) fn lines_for(page: &Page, height: f32) -> usize {
    ((height / (page.look.small_size() * 4.4)) as usize).clamp(2, 6)
}
