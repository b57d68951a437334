//! Grouped bars lying, for a page that is too narrow for all of them side by side: a row for each agency or group, the
//! page as high as it needs.

use super::{
    Area, At, Ink, Target, Values,
    axis::{Axis, position},
    canvas::LEADING,
    grouped::{CLEAR, Grid},
    label,
    page::Page,
};
use crate::font::{width, wrap_evenly};

/// Names take no more than this share of the width.
const NAMES: f32 = 0.3;
/// So many lines across.
const LINES: usize = 4;

pub(super) fn draw(page: &mut Page, grid: &Grid) {
    let (low, high) = grid.values().map(position).fold((0.0, 0.0), |(l, h), v| (f64::min(l, v), f64::max(h, v)));
    let axis = Axis::new(page.chart, low, high, LINES, true);
    let body = page.open(&grid.legend(page), axis.unit_name());
    let (name, small) = (page.name(), page.small(Ink::Text));
    let names: Vec<Vec<String>> =
        (0..grid.slots()).map(|s| wrap_evenly(&grid.slot_name(page, s), name.size, body.width * NAMES, 2)).collect();
    let names_width = names.iter().flatten().map(|n| width(n, name.size)).fold(0.0, f32::max) + name.size * 0.8;

    // Numbers stand at the ends of bars that are as thick as they are high.
    let with_numbers = grid.series() <= 3 && page.look.values != Values::Hidden;
    let thick = if with_numbers { small.size * 1.15 } else { page.look.narrowest_bar() };
    let places = axis.places(page.chart);
    let room = |below_zero: bool| {
        let values = grid.values().filter(|v| with_numbers && v.is_sign_negative() == below_zero);
        values.map(|v| width(&axis.amount(v, places), small.size) + CLEAR * 2.0).fold(0.0, f32::max)
    };
    let half_number = axis.lines().map(|v| width(&axis.text(v), small.size) / 2.0).fold(0.0, f32::max);
    let area = Area::of(
        body.left + names_width + room(true).max(if low < 0.0 { half_number } else { 0.0 }),
        body.top + small.size * LEADING,
        body.right() - room(false).max(half_number),
        body.bottom(),
    );
    let x = |value: f64| {
        let part = (value - axis.low) / (axis.high - axis.low);
        (f64::from(area.left) + part * f64::from(area.width)) as f32
    };
    let bars = grid.series() as f32 * thick;
    let heights: Vec<f32> =
        names.iter().map(|n| bars.max(n.len() as f32 * name.size * LEADING) + name.size * 0.7).collect();
    let bottom = area.top + heights.iter().sum::<f32>();

    // Numbers of the axis that would run into one another are left out.
    let mut free = f32::NEG_INFINITY;
    for value in axis.lines() {
        let (at, text) = (x(value), axis.text(value));
        page.canvas.line(At { x: at, y: area.top }, At { x: at, y: bottom }, Ink::Grid, 0.8);
        let half = width(&text, small.size) / 2.0;
        if at - half > free {
            page.canvas.text(at, body.top, page.small(Ink::Weak).middle(), text);
            free = at + half + CLEAR;
        }
    }
    let zero = x(0.0);
    let mut top = area.top;
    for (s, (lines, height)) in names.iter().zip(heights).enumerate() {
        let middle = top + height / 2.0;
        let text_height = lines.len() as f32 * name.size * LEADING;
        page.canvas.lines(body.left, middle - text_height / 2.0, name, lines);
        for n in 0..grid.series() {
            let Some((item, side)) = grid.bar(s, n) else { continue };
            let y = middle - bars / 2.0 + n as f32 * thick;
            match item.value(side) {
                Some(value) => {
                    let end = x(position(value));
                    let bar =
                        Area { left: end.min(zero), top: y + 0.4, width: (end - zero).abs(), height: thick - 0.8 };
                    page.canvas.bar(bar, grid.ink(n));
                    let (at, style) =
                        if value.is_sign_negative() { (end - CLEAR, small.end()) } else { (end + CLEAR, small) };
                    if with_numbers {
                        page.canvas.text(at, y + (thick - small.size) / 2.0, style, axis.amount(value, places));
                    }
                }
                None => page.canvas.gap(zero, y + thick / 2.0, thick * 0.3),
            }
            page.canvas.target(Target {
                area: Area { top: y, height: thick, ..area },
                label: label::value(page.chart, item, side),
                origin: item.origin(side),
                key: item.key.clone(),
            });
        }
        top += height;
    }
    page.canvas.line(At { x: zero, y: area.top }, At { x: zero, y: bottom }, Ink::Base, 1.0);
    page.bottom = bottom;
}
