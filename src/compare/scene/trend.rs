//! Lines through the years (趋势): one for each group and a strong one for the total, with their names at the end.

use super::{
    Area, At, Ink, Target, Values,
    axis::{Axis, position},
    canvas::{LEADING, Taken},
    item::{Item, items, within},
    label,
    page::Page,
    plot::{Plot, gutter, lines_for},
};
use crate::font::{shorten, width};

/// So many lines besides the total can be told apart.
const MOST: usize = 7;
/// Names at the end of lines take no more than this share of the width.
const NAMES: f32 = 0.36;

pub(super) fn draw(page: &mut Page) {
    let mut lines: Vec<(Item, Ink)> = Vec::new();
    if let Some(total) = page.chart.total.as_ref().filter(|_| page.chart.whole && page.chart.groups.len() > 1) {
        lines.push((Item::of(page.chart, total), Ink::Text));
    }
    let all = within(page, items(page.chart), MOST);
    for (i, item) in all.into_iter().enumerate() {
        let ink = if item.holds.is_empty() { Ink::Kind(u8::try_from(i).unwrap_or(u8::MAX)) } else { Ink::Rest };
        lines.push((item, ink));
    }
    lines.retain(|(item, _)| item.values.iter().any(Option::is_some));

    let values = || lines.iter().flat_map(|(i, _)| i.values.iter().flatten()).map(|v| position(*v));
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let axis = Axis::new(page.chart, low, high, lines_for(page, page.look.height * 0.7), true);
    let mut body = page.open(&[], axis.unit_name());
    let small = page.look.small_size();
    let name_room = page.inner() * NAMES;
    let names: Vec<String> = lines.iter().map(|(item, _)| end_name(page, &axis, item, name_room)).collect();
    let names_width = names.iter().map(|n| width(n, small)).fold(0.0, f32::max) + small * 1.6;

    let count = page.chart.sides.len().max(1);
    // Half of the name of the first side stands left of it.
    let inset = page.look.name_size() * 2.2;
    let available = body.width - gutter(page, &axis) - names_width - inset * 2.0;
    let least = if page.look.is_paper() { 0.0 } else { page.look.name_size() * 3.0 * (count as f32 - 1.0) };
    let span = available.max(least);
    let step = if count > 1 { span / (count as f32 - 1.0) } else { inset * 2.0 };
    let (middles, narrowest) = places(page, step, span);
    let name_step = narrowest.min(inset * 2.0);
    let below = page.side_names_height(name_step) + page.look.name_size() * 0.3;
    // The names at the ends of the lines need their height.
    let least = lines.len() as f32 * small * LEADING + below + small * 3.0;
    if body.height < least {
        body.height = least;
        page.bottom = body.bottom();
    }
    let room = Area { width: gutter(page, &axis) + span + names_width + inset * 2.0, ..body };
    let plot = Plot::new(page, room, axis, names_width, below);
    plot.grid(page);
    plot.baseline(page);
    let middles: Vec<f32> = middles.into_iter().map(|x| plot.area.left + inset + x).collect();
    page.side_names(&middles, name_step, body.bottom() - below + page.look.name_size() * 0.3);

    for (item, ink) in &lines {
        line(page, &plot, &middles, item, *ink);
    }
    numbers(page, &plot, &middles, &lines);
    end_names(page, &plot, &middles, &lines, &names);
    page.right = page.right.max(room.right() + page.margin());
}

/// Where the sides stand from the first, and the narrowest distance: at distances like those of their years, or
/// evenly where that would put two of them too close.
fn places(page: &Page, step: f32, span: f32) -> (Vec<f32>, f32) {
    let sides = &page.chart.sides;
    let even = || ((0..sides.len()).map(|i| i as f32 * step).collect(), step);
    let years: Vec<i32> = sides.iter().filter_map(|s| s.year).collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return even() };
    let rises = years.len() == sides.len() && years.windows(2).all(|w| matches!(w, [a, b] if a < b));
    let yearly = span / (last - first).max(1) as f32;
    let apart = years.windows(2).filter_map(|w| Some(w.last()? - w.first()?)).min().unwrap_or(1) as f32 * yearly;
    if !rises || years.len() < 2 || apart < width("2000", page.look.name_size()) + 4.0 {
        return even();
    }
    (years.iter().map(|y| (y - first) as f32 * yearly).collect(), apart)
}

/// A line with its dots and what the pointer finds; dashed across sides without a value.
fn line(page: &mut Page, plot: &Plot, middles: &[f32], item: &Item, ink: Ink) {
    let strength = if ink == Ink::Text { 2.4 } else { 1.8 };
    let mut run: Vec<At> = Vec::new();
    let mut before: Option<(usize, At)> = None;
    for (side, x) in middles.iter().enumerate() {
        let Some(value) = item.value(side) else { continue };
        let at = At { x: *x, y: plot.y(position(value)) };
        if let Some((last, from)) = before
            && last + 1 < side
        {
            page.canvas.path(std::mem::take(&mut run), ink, strength, false);
            page.canvas.path(vec![from, at], ink, 1.0, true);
        }
        run.push(at);
        before = Some((side, at));
    }
    page.canvas.path(run, ink, strength, false);
    let radius = if page.look.is_paper() { 2.2 } else { 3.2 };
    for (side, x) in middles.iter().enumerate() {
        let Some(value) = item.value(side) else { continue };
        let at = At { x: *x, y: plot.y(position(value)) };
        page.canvas.dot(at, radius, ink);
        let reach = radius * 2.2;
        page.canvas.target(Target {
            area: Area { left: at.x - reach, top: at.y - reach, width: reach * 2.0, height: reach * 2.0 },
            label: label::value(page.chart, item, side),
            origin: item.origin(side),
            key: item.key.clone(),
        });
    }
}

/// Amounts over the dots, the newest first, where they meet no other and no dot.
fn numbers(page: &mut Page, plot: &Plot, middles: &[f32], lines: &[(Item, Ink)]) {
    if page.look.values == Values::Hidden {
        return;
    }
    let style = page.small(Ink::Text).middle();
    let places = plot.axis.places(page.chart);
    let mut taken = Taken::default();
    let points = || {
        lines.iter().flat_map(|(item, _)| {
            middles
                .iter()
                .enumerate()
                .filter_map(|(side, x)| Some((side, At { x: *x, y: plot.y(position(item.value(side)?)) })))
        })
    };
    for (_, at) in points() {
        taken.add(Area { left: at.x - 3.0, top: at.y - 3.0, width: 6.0, height: 6.0 });
    }
    for side in (0..middles.len()).rev() {
        let Some(x) = middles.get(side) else { continue };
        for (item, _) in lines {
            // The last one stands beside the name.
            let Some(value) = item.value(side).filter(|_| Some(side) != last_side(item)) else { continue };
            let text = plot.axis.amount(value, places);
            let y = plot.y(position(value));
            let half = width(&text, style.size) / 2.0;
            // Not into the numbers of the axis, and not into the names.
            if x - half < plot.area.left || x + half > plot.area.right() {
                continue;
            }
            let above = y - style.size * 1.45;
            if above > plot.area.top - style.size * 1.5 && taken.claim(*x, above, style, &format!(" {text} ")) {
                page.canvas.text(*x, above, style, text);
            }
        }
    }
}

/// The last side on which an item has a value.
fn last_side(item: &Item) -> Option<usize> {
    item.values.iter().rposition(Option::is_some)
}

/// What stands at the end of a line: name and last amount.
fn end_name(page: &Page, axis: &Axis, item: &Item, room: f32) -> String {
    let size = page.look.small_size();
    let amount = last_side(item).and_then(|side| item.value(side)).map(|v| axis.amount(v, axis.places(page.chart)));
    match amount.filter(|_| page.look.values != Values::Hidden) {
        Some(amount) if width(&amount, size) < room * 0.6 => {
            format!("{} {amount}", shorten(&item.name, size, room - width(&format!(" {amount}"), size)))
        }
        _ => shorten(&item.name, size, room),
    }
}

/// The names at the ends of the lines, moved apart where lines end close together, with a thin line to each.
fn end_names(page: &mut Page, plot: &Plot, middles: &[f32], lines: &[(Item, Ink)], names: &[String]) {
    let style = page.small(Ink::Text);
    let leading = style.size * LEADING;
    let mut ends: Vec<(usize, At)> = lines
        .iter()
        .enumerate()
        .filter_map(|(i, (item, _))| {
            let (x, value) = middles.iter().enumerate().rev().find_map(|(s, x)| Some((*x, item.value(s)?)))?;
            Some((i, At { x, y: plot.y(position(value)) }))
        })
        .collect();
    ends.sort_by(|(_, a), (_, b)| a.y.total_cmp(&b.y));
    let lowest = plot.area.bottom() - leading * 0.2;
    let mut free = plot.area.top - style.size * 1.2 + leading / 2.0;
    let mut spots: Vec<f32> = ends
        .iter()
        .map(|(_, at)| {
            let y = at.y.max(free);
            free = y + leading;
            y
        })
        .collect();
    // Those pushed out below move the ones above them up again.
    let mut limit = lowest;
    for y in spots.iter_mut().rev() {
        *y = y.min(limit);
        limit = *y - leading;
    }
    let left = plot.area.right() + style.size * 0.9;
    for ((i, at), y) in ends.into_iter().zip(spots) {
        let Some(((item, ink), name)) = lines.get(i).zip(names.get(i)) else { continue };
        // A line that ends before the last side must not look as if it went on.
        let lead = if last_side(item) == middles.len().checked_sub(1) { *ink } else { Ink::Grid };
        let (from, to) = (At { x: at.x + 3.5, y: at.y }, At { x: left - style.size * 0.3, y });
        page.canvas.path(vec![from, to], lead, 0.7, false);
        let style = if item.key.is_empty() && *ink == Ink::Text { style.bold() } else { style };
        page.canvas.text(left, y - style.size * 0.52, style, name.clone());
    }
}
