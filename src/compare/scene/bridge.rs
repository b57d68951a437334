//! A bridge (增减桥): from the total of one side to that of another, a step for each group. It closes exactly: what
//! the printed totals have beyond the steps stands as 未列明.

use rust_decimal::Decimal;

use super::{
    Area, At, Ink, Target, Values,
    axis::{Axis, position},
    canvas::LEADING,
    changes::span,
    grouped::rounded,
    item::{Item, items, within_by},
    label,
    page::Page,
    plot::{Plot, gutter, lines_for},
};
use crate::{
    compare::Chart,
    font::{width, wrap_evenly},
};

/// A name has room for at least so many characters in a line.
const NAME: f32 = 3.0;
/// Share of its slot that a column fills.
const FILL: f32 = 0.66;
/// The axis begins above zero where the steps would take less than this share of it.
const WORTH_SEEING: f64 = 0.3;

/// One column.
struct Column {
    name: String,
    /// From where to where it reaches.
    from: Decimal,
    to: Decimal,
    ink: Ink,
    target: Target,
}

/// The columns from total to total; `None` where a total is not printed or a sum has too many digits.
fn columns(chart: &Chart, parts: &[Item], from: usize, to: usize) -> Option<Vec<Column>> {
    let total = Item::of(chart, chart.total.as_ref()?);
    let (before, now) = (total.value(from)?, total.value(to)?);
    let whole = |side: usize, value: Decimal| Column {
        name: chart.side_label(side).to_owned(),
        from: Decimal::ZERO,
        to: value,
        ink: Ink::Ordered(1, 2),
        target: target(label::value(chart, &total, side), total.origin(side), &total.key),
    };
    let mut all = vec![whole(from, before)];
    let mut at = before;
    for part in parts {
        let Some(step) = part.step(from, to).filter(|s| !s.is_zero()) else { continue };
        let next = at.checked_add(step)?;
        all.push(Column {
            name: part.name.clone(),
            from: at,
            to: next,
            ink: direction(step),
            target: target(label::change(chart, part, from, to), part.origin(to).or(part.origin(from)), &part.key),
        });
        at = next;
    }
    let left = now.checked_sub(at)?;
    if !left.is_zero() {
        let amount = chart.difference_text(left);
        let label = format!("未列明\n{amount} {}\n两年合计之差中，各项没有列出的部分", chart.unit_name());
        all.push(Column {
            name: "未列明".to_owned(),
            from: at,
            to: now,
            ink: Ink::Rest,
            target: target(label, None, ""),
        });
    }
    all.push(whole(to, now));
    Some(all)
}

fn target(label: String, origin: Option<crate::compare::Origin>, key: &str) -> Target {
    Target { area: Area::default(), label, origin, key: key.to_owned() }
}

/// More or less.
pub(super) fn direction(step: Decimal) -> Ink {
    if step.is_sign_negative() { Ink::Less } else { Ink::More }
}

pub(super) fn draw(page: &mut Page) {
    let chart = page.chart;
    let Some((from, to)) = span(page, |side| chart.total.as_ref().and_then(|t| t.value(side)).is_some()) else {
        return page.message("只有一个年度公开了合计，不能画增减桥");
    };
    let slot_least = page.look.name_size() * (NAME + 0.8);
    let room = ((page.inner() - 6.0 * page.look.small_size()) / slot_least) as usize;
    let weight = |i: &Item| i.step(from, to).map(|s| s.abs()).unwrap_or_default();
    let steps: Vec<Item> = items(chart).into_iter().filter(|i| !weight(i).is_zero()).collect();
    // Both totals take a column, and what is not listed.
    let sum = steps.iter().filter_map(|i| i.step(from, to)).try_fold(Decimal::ZERO, |sum, s| sum.checked_add(s));
    let whole = chart.total.as_ref().and_then(|t| Item::of(chart, t).step(from, to));
    let others = if sum == whole { 2 } else { 3 };
    let parts = within_by(page, steps, room.saturating_sub(others).min(12), weight);
    let Some(columns) = columns(chart, &parts, from, to) else {
        return page.message("没有公开合计，不能画增减桥");
    };
    let ends = || columns.iter().flat_map(|c| [position(c.from), position(c.to)]);
    let high = ends().fold(0.0, f64::max);
    let inner = columns.get(1..columns.len().saturating_sub(1)).unwrap_or_default();
    let reached = || columns.iter().map(|c| position(c.to)).chain(inner.iter().map(|c| position(c.from)));
    let low = reached().fold(f64::INFINITY, f64::min);
    let cut = low > 0.0 && (high - low) < high * WORTH_SEEING;
    let lines = lines_for(page, page.look.height * 0.7);
    let axis = if cut {
        // The totals keep some height below the lowest step.
        Axis::new(chart, low - ((high - low) * 0.6).max(high * 0.002), high, lines, false)
    } else {
        Axis::new(chart, ends().fold(0.0, f64::min), high, lines, true)
    };
    let slot = (page.inner() - gutter(page, &axis)) / columns.len() as f32;
    let small = page.look.small_size();
    let text = |c: &Column, i: usize, places: u32| {
        let whole = i == 0 || i + 1 == columns.len();
        let step = c.to.checked_sub(c.from).unwrap_or_default();
        if whole { axis.amount(c.to, places) } else { axis.difference(step, places) }
    };
    let most = axis.places(chart);
    let places =
        (0..=most).rev().find(|p| columns.iter().enumerate().all(|(i, c)| width(&text(c, i, *p), small) + 3.0 <= slot));
    let places = places.filter(|_| page.look.values != Values::Hidden);
    if let Some(places) = places.filter(|p| *p < most) {
        page.remarks.push(rounded(places));
    }
    if cut {
        page.remarks.push("纵轴不从零起，两端合计的柱高不成比例。".to_owned());
    }
    let texts: Vec<Option<String>> = columns.iter().enumerate().map(|(i, c)| places.map(|p| text(c, i, p))).collect();

    let body = page.open(&[], axis.unit_name());
    let style = page.name().middle();
    let names: Vec<Vec<String>> =
        columns.iter().map(|c| wrap_evenly(&c.name, style.size, slot - style.size * 0.5, 3)).collect();
    let below = names.iter().map(Vec::len).max().unwrap_or(1) as f32 * style.size * LEADING + style.size * 0.3;
    let plot = Plot::new(page, body, axis, 0.0, below);
    plot.grid(page);
    let bar_width = (slot * FILL).min(page.look.name_size() * 4.4);
    let last = columns.len() - 1;
    let mut before: Option<At> = None;
    for (i, ((column, name), text)) in columns.into_iter().zip(&names).zip(texts).enumerate() {
        let middle = plot.area.left + (i as f32 + 0.5) * slot;
        let whole = i == 0 || i == last;
        let (a, b) = (if whole { plot.base() } else { plot.y(position(column.from)) }, plot.y(position(column.to)));
        let area = Area { left: middle - bar_width / 2.0, top: a.min(b), width: bar_width, height: (a - b).abs() };
        page.canvas.bar(area, column.ink);
        if whole && cut {
            broken(page, area);
        }
        if let Some(from) = before {
            page.canvas.path(vec![from, At { x: area.left, y: from.y }], Ink::Base, 0.7, true);
        }
        before = Some(At { x: area.right(), y: b });
        if let Some(text) = text {
            let style = page.small(Ink::Text).middle();
            let falls = column.to < column.from && !whole;
            // Below a step that falls, unless it stands on the ground.
            let under = falls && area.bottom() + style.size * 1.2 < plot.area.bottom();
            let y = if under || column.to.is_sign_negative() {
                area.bottom() + style.size * 0.15
            } else {
                area.top - style.size * 1.12
            };
            page.canvas.text(middle, y, style, text);
        }
        page.canvas.lines(middle, body.bottom() - below + style.size * 0.3, style, name);
        page.canvas
            .target(Target { area: Area { left: middle - slot / 2.0, width: slot, ..plot.area }, ..column.target });
    }
    plot.baseline(page);
}

/// The sign that a bar does not begin at zero: two slanting cuts near its foot.
fn broken(page: &mut Page, area: Area) {
    let height = (area.height * 0.25).min(9.0);
    let y = area.bottom() - height;
    for dy in [0.0, 3.0] {
        let (left, right) = (At { x: area.left - 1.0, y: y + dy + 1.5 }, At { x: area.right() + 1.0, y: y + dy - 1.5 });
        page.canvas.line(left, right, Ink::Paper, 1.4);
    }
}
