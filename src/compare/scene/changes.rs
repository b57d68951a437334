//! The groups by how much they changed (增减最大), with what is new and what is no longer there.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{
    Area, At, Ink, Target, Values,
    axis::{Axis, position},
    bridge::direction,
    canvas::LEADING,
    item::{Item, items},
    label,
    page::{Entry, Page},
};
use crate::{
    compare::Chart,
    font::{shorten, width},
};

/// So many stand on paper.
const ON_PAPER: usize = 15;
/// Names take no more than this share of the width.
const NAMES: f32 = 0.34;

/// Bars get no less than this share.
const BARS: f32 = 0.22;

/// How much is written at the end of a bar.
#[derive(Debug, Clone, Copy)]
enum Said {
    /// The change, its rate, and whether it is new or gone.
    All,
    /// The change alone.
    Change,
    /// The change without decimals.
    Whole,
}

impl Said {
    fn from_fullest(values: Values) -> impl Iterator<Item = Self> {
        [Said::All, Said::Change, Said::Whole].into_iter().filter(move |_| values != Values::Hidden)
    }

    fn number(self, chart: &Chart, axis: &Axis, item: &Item, from: usize, to: usize) -> String {
        let places = if matches!(self, Said::Whole) { 0 } else { axis.places(chart) };
        let step = axis.difference(item.step(from, to).unwrap_or_default(), places);
        if !matches!(self, Said::All) {
            return step;
        }
        match item.change(from, to) {
            // A rate on next to nothing says nothing.
            Some(change) if change.rate.is_some_and(|r| r.abs() < Decimal::from(1000)) => {
                format!("{step}（{}）", change.rate_text())
            }
            Some(_) => step,
            None if item.value(to).is_some() => format!("{step}（新增）"),
            None => format!("{step}（不再列示）"),
        }
    }
}

fn falling(item: &Item, from: usize, to: usize) -> bool {
    item.step(from, to).is_some_and(|s| s.is_sign_negative())
}

/// The sides that are compared: those asked for, or the last two of which this holds.
pub(super) fn span(page: &Page, stated: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
    let sides = page.chart.sides.len();
    if let Some((from, to)) = page.look.span.filter(|(from, to)| *from < sides && *to < sides && from != to) {
        return (stated(from) && stated(to)).then_some((from, to));
    }
    let mut last = (0..sides).rev().filter(|side| stated(*side));
    let to = last.next()?;
    Some((last.next()?, to))
}

pub(super) fn draw(page: &mut Page) {
    let chart = page.chart;
    let Some((from, to)) = span(page, |side| chart.groups.iter().any(|g| g.value(side).is_some())) else {
        return page.message("只有一个年度，没有增减");
    };
    let weight = |i: &Item| i.step(from, to).map(|s| s.abs()).unwrap_or_default();
    let mut all: Vec<Item> = items(chart).into_iter().filter(|i| !weight(i).is_zero()).collect();
    if all.is_empty() {
        return page.message("各项都没有增减");
    }
    all.sort_by_key(|i| Reverse(weight(i)));
    let style = page.name();
    let row = style.size * LEADING * 1.35;
    let most = if page.look.is_paper() { ON_PAPER } else { all.len() };
    if all.len() > most {
        page.remarks.push(format!("另有 {} 项增减较小，未列。", all.len() - most));
        all.truncate(most);
    }
    let steps = || all.iter().filter_map(|i| i.step(from, to)).map(position);
    let (low, high) = (steps().fold(0.0, f64::min), steps().fold(0.0, f64::max));
    let axis = Axis::new(chart, low, high, 4, true);
    let legend = [
        Entry { ink: Ink::More, text: format!("{} 比 {} 增加", chart.side_label(to), chart.side_label(from)) },
        Entry { ink: Ink::Less, text: "减少".to_owned() },
    ];
    let body = page.open(&legend, axis.unit_name());

    let small = page.small(Ink::Text);
    let names: Vec<String> = all.iter().map(|i| shorten(&i.name, style.size, body.width * NAMES)).collect();
    let names_width = names.iter().map(|n| width(n, style.size)).fold(0.0, f32::max) + style.size * 0.8;
    // Numbers stand beyond the ends of their bars, so they need room at both sides.
    let room = |numbers: &[String], falls: bool| {
        let those = all.iter().zip(numbers).filter(|(i, n)| !n.is_empty() && falling(i, from, to) == falls);
        those.map(|(_, n)| width(n, small.size) + small.size * 0.8).fold(0.0, f32::max)
    };
    let written = Said::from_fullest(page.look.values)
        .map(|said| all.iter().map(|item| said.number(chart, &axis, item, from, to)).collect::<Vec<_>>())
        .find(|n| names_width + room(n, true) + room(n, false) <= body.width * (1.0 - BARS))
        .unwrap_or_else(|| vec![String::new(); all.len()]);
    let (before, after) = (room(&written, true), room(&written, false));
    let area =
        Area::of(body.left + names_width + before, body.top, body.right() - after, body.top + row * all.len() as f32);
    let x = |value: f64| {
        let part = (value - low) / (high - low).max(f64::MIN_POSITIVE);
        (f64::from(area.left) + part * f64::from(area.width)) as f32
    };
    let zero = x(0.0);
    for (i, ((item, name), number)) in all.iter().zip(&names).zip(written).enumerate() {
        let Some(step) = item.step(from, to) else { continue };
        let middle = area.top + (i as f32 + 0.5) * row;
        let end = x(position(step));
        let height = row * 0.56;
        page.canvas.bar(
            Area { left: zero.min(end), top: middle - height / 2.0, width: (end - zero).abs(), height },
            direction(step),
        );
        page.canvas.text(body.left, middle - style.size * 0.52, style, name.clone());
        let gap = small.size * 0.4;
        let (at, anchor) = if step.is_sign_negative() { (end - gap, small.end()) } else { (end + gap, small) };
        page.canvas.text(at, middle - small.size * 0.52, anchor, number);
        page.canvas.target(Target {
            area: Area { left: body.left, top: middle - row / 2.0, width: body.width, height: row },
            label: label::change(chart, item, from, to),
            origin: item.origin(to).or(item.origin(from)),
            key: item.key.clone(),
        });
    }
    page.canvas.line(At { x: zero, y: area.top }, At { x: zero, y: area.bottom() }, Ink::Base, 1.0);
    // A few rows do not need the height that was asked for.
    page.bottom = area.bottom() + style.size * 0.4;
}
