//! Grouped bars (分组柱). Years stand beside one another in a group for each subject; agencies have a group each,
//! with the subjects in it, because their names need the room below.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use super::{
    Area, Ink, Target, Values,
    axis::{Axis, position},
    canvas::LEADING,
    item::{Item, gather, items},
    label,
    page::{Entry, Page},
    plot::{Plot, gutter, lines_for},
};
use crate::{
    compare::Order,
    font::{width, wrap_evenly},
};

/// Share of a group's slot that its bars may fill.
const FILL: f32 = 0.88;
/// No bar is wider than this many times the size of names.
const WIDEST: f32 = 4.4;
/// A name has room for at least so many characters in a line.
const NAME: f32 = 4.0;
/// Names take at most so many lines, the rest is said when pointed at.
const NAME_LINES: usize = 3;
/// Between two numbers side by side.
const CLEAR: f32 = 2.0;
/// So many kinds of bars can be told apart by their colours.
const KINDS: usize = 8;

/// What stands in a slot and what repeats in each.
struct Grid {
    items: Vec<Item>,
    sides: usize,
    /// A slot for each side instead of each item.
    turned: bool,
}

impl Grid {
    fn of(page: &Page) -> Self {
        let sides = page.chart.sides.len().max(1);
        let turned = page.chart.order == Order::Agencies && sides > 1;
        let all = items(page.chart);
        let items = if turned {
            gather(all, KINDS)
        } else if page.look.is_paper() {
            let least = page.look.name_size() * (NAME + 0.8);
            let least = least.max(page.look.narrowest_bar() * sides as f32 / FILL);
            gather(all, ((page.inner() - 6.0 * page.look.small_size()) / least) as usize)
        } else {
            all
        };
        Self { items, sides, turned }
    }

    fn slots(&self) -> usize {
        if self.turned { self.sides } else { self.items.len() }
    }

    fn series(&self) -> usize {
        if self.turned { self.items.len() } else { self.sides }
    }

    /// Item and side of a bar.
    fn bar(&self, slot: usize, series: usize) -> Option<(&Item, usize)> {
        let (item, side) = if self.turned { (series, slot) } else { (slot, series) };
        Some((self.items.get(item)?, side))
    }

    fn ink(&self, series: usize) -> Ink {
        if !self.turned {
            return ordered(series, self.sides);
        }
        match self.items.get(series) {
            Some(item) if !item.holds.is_empty() => Ink::Rest,
            _ => Ink::Kind(u8::try_from(series).unwrap_or(u8::MAX)),
        }
    }

    fn slot_name(&self, page: &Page, slot: usize) -> String {
        if self.turned {
            page.chart.side_label(slot).to_owned()
        } else {
            self.items.get(slot).map(|i| i.name.clone()).unwrap_or_default()
        }
    }

    fn legend(&self, page: &Page) -> Vec<Entry> {
        let entry = |series: usize| {
            let text = if self.turned {
                self.items.get(series).map(|i| i.name.clone()).unwrap_or_default()
            } else {
                let stated = page.chart.rows().any(|g| g.value(series).is_some());
                format!("{}{}", page.chart.side_label(series), if stated { "" } else { "（无数）" })
            };
            Entry { ink: self.ink(series), text }
        };
        (0..self.series()).map(entry).collect()
    }

    fn values(&self) -> impl Iterator<Item = Decimal> {
        self.items.iter().flat_map(|i| i.values.iter().flatten().copied())
    }
}

/// One of so many in order.
pub(super) fn ordered(index: usize, count: usize) -> Ink {
    let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    Ink::Ordered(small(index), small(count))
}

pub(super) fn draw(page: &mut Page) {
    let grid = Grid::of(page);
    let (low, high) = grid.values().map(position).fold((0.0, 0.0), |(l, h), v| (f64::min(l, v), f64::max(h, v)));
    let lines = lines_for(page, page.look.height * 0.7);
    let axis = Axis::new(page.chart, low, high, lines, true);
    let small = page.look.small_size();

    let series = grid.series().max(1) as f32;
    let numbers =
        |places: u32| grid.values().map(|v| width(&axis.amount(v, places), small)).fold(0.0, f32::max) + CLEAR;
    let most_places = axis.places(page.chart);
    let available = page.inner() - gutter(page, &axis);
    let name_room = page.look.name_size() * (NAME + 0.8);
    let mut least = name_room.max(page.look.narrowest_bar() * series / FILL);
    if page.look.values == Values::All && !page.look.is_paper() {
        least = least.max(numbers(most_places) * series / FILL);
    }
    let slots = grid.slots().max(1) as f32;
    let slot = if page.look.is_paper() { available / slots } else { (available / slots).max(least) };
    let pitch = (slot * FILL / series).min(page.look.name_size() * WIDEST);
    // One bar alone may have its number over the whole slot.
    let number_room = if grid.series() == 1 { slot - 4.0 } else { pitch };
    let fitting = (0..=most_places).rev().find(|p| numbers(*p) <= number_room);
    let places = match page.look.values {
        Values::Hidden => None,
        Values::Fitting => fitting,
        Values::All => fitting.or(Some(0)),
    };
    // Where not all have a decimal, small ones have what they have room for: 6, 6, 6 would say nothing.
    let places = places.map(|p| if p == 0 { 0..=most_places } else { p..=p });
    if page.look.is_paper()
        && let Some(places) = places.as_ref().filter(|p| *p.start() < most_places)
    {
        page.remarks.push(rounded(*places.start()));
    }
    gathered_remark(page, &grid.items);

    let body = page.open(&grid.legend(page), axis.unit_name());
    let name_style = page.name().middle();
    let names: Vec<Vec<String>> = (0..grid.slots())
        .map(|s| wrap_evenly(&grid.slot_name(page, s), name_style.size, slot - name_style.size * 0.6, NAME_LINES))
        .collect();
    let most_lines = names.iter().map(Vec::len).max().unwrap_or(1) as f32;
    let below = most_lines * name_style.size * LEADING + name_style.size * 0.3;
    let plot = Plot::new(page, Area { width: gutter(page, &axis) + slot * slots, ..body }, axis, 0.0, below);
    plot.grid(page);
    let base = plot.base();
    for (s, name) in names.iter().enumerate() {
        let middle = plot.area.left + (s as f32 + 0.5) * slot;
        for n in 0..grid.series() {
            let Some((item, side)) = grid.bar(s, n) else { continue };
            let left = middle + (n as f32 - series / 2.0) * pitch;
            let bar = Bar { item, side, left, pitch, places: places.clone() };
            bar.draw(page, &plot, base, grid.ink(n), number_room);
        }
        page.canvas.lines(middle, body.bottom() - below + name_style.size * 0.3, name_style, name);
    }
    plot.baseline(page);
    page.right = page.right.max(plot.area.right() + page.margin());
}

/// What is said where numbers on a drawing are not those of the tables in full.
pub(super) fn rounded(places: u32) -> String {
    match places {
        0 => "图上数字已四舍五入。".to_owned(),
        n => format!("图上数字保留 {n} 位小数。"),
    }
}

/// Says on paper what was gathered; on the screen that is said where it is pointed at.
pub(super) fn gathered_remark(page: &mut Page, items: &[Item]) {
    if let Some(item) = items.iter().find(|i| !i.holds.is_empty()).filter(|_| page.look.is_paper()) {
        page.remarks.push(format!("{}：{}。", item.name, item.holds.join("、")));
    }
}

/// One bar with what belongs to it.
struct Bar<'a> {
    item: &'a Item,
    side: usize,
    left: f32,
    pitch: f32,
    /// How many decimals its number may have.
    places: Option<RangeInclusive<u32>>,
}

impl Bar<'_> {
    fn draw(&self, page: &mut Page, plot: &Plot, base: f32, ink: Ink, number_room: f32) {
        let column = Area { left: self.left, width: self.pitch, ..plot.area };
        // A little paper between neighbours keeps years apart whose colours are close.
        let gap = (self.pitch * 0.12).min(1.5);
        match self.item.value(self.side) {
            Some(value) => {
                let end = plot.y(position(value));
                let (top, bottom) = (end.min(base), end.max(base));
                page.canvas
                    .bar(Area { left: self.left + gap / 2.0, top, width: self.pitch - gap, height: bottom - top }, ink);
                self.number(page, plot, value, (top, bottom), number_room);
            }
            None => page.canvas.gap(column.center_x(), base, self.pitch * 0.3),
        }
        page.canvas.target(Target {
            area: column,
            label: label::value(page.chart, self.item, self.side),
            origin: self.item.origin(self.side),
            key: self.item.key.clone(),
        });
    }

    fn number(&self, page: &mut Page, plot: &Plot, value: Decimal, (top, bottom): (f32, f32), room: f32) {
        let style = page.small(Ink::Text).middle();
        let texts = self.places.clone().into_iter().flatten().rev().map(|p| plot.axis.amount(value, p));
        let Some(text) = texts.into_iter().find(|t| width(t, style.size) + CLEAR <= room) else { return };
        let y = if value.is_sign_negative() { bottom + style.size * 0.15 } else { top - style.size * 1.12 };
        page.canvas.text(self.left + self.pitch / 2.0, y, style, text);
    }
}
