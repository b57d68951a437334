//! Grouped bars (分组柱). Years stand beside one another in a group for each subject; agencies have a group each,
//! with the subjects in it, because their names need the room below.

use rust_decimal::Decimal;

use super::{
    Area, Ink, Target, Values,
    axis::{Axis, position},
    canvas::LEADING,
    item::{Item, items, within},
    label,
    page::{Entry, Page},
    plot::{Plot, gutter, lines_for},
    rows,
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
pub(super) const CLEAR: f32 = 2.0;
/// So many groups stand under one another on paper.
const MOST_ROWS: usize = 40;
/// So many kinds of bars can be told apart by their colours.
const KINDS: usize = 8;

/// What stands in a slot and what repeats in each.
pub(super) struct Grid {
    pub items: Vec<Item>,
    sides: usize,
    /// A slot for each side instead of each item.
    turned: bool,
}

impl Grid {
    fn of(page: &mut Page) -> Self {
        let sides = page.chart.sides.len().max(1);
        let turned = page.chart.order == Order::Agencies && sides > 1;
        let all = items(page.chart);
        let items = if turned {
            within(page, all, KINDS)
        } else if page.look.is_paper() && page.chart.whole {
            let room = page.inner() - 6.0 * page.look.small_size();
            within(page, all, (room / least_slot(page, sides)) as usize)
        } else if page.look.is_paper() {
            within(page, all, MOST_ROWS)
        } else {
            all
        };
        Self { items, sides, turned }
    }

    pub(super) fn slots(&self) -> usize {
        if self.turned { self.sides } else { self.items.len() }
    }

    pub(super) fn series(&self) -> usize {
        if self.turned { self.items.len() } else { self.sides }
    }

    /// Item and side of a bar.
    pub(super) fn bar(&self, slot: usize, series: usize) -> Option<(&Item, usize)> {
        let (item, side) = if self.turned { (series, slot) } else { (slot, series) };
        Some((self.items.get(item)?, side))
    }

    pub(super) fn ink(&self, series: usize) -> Ink {
        if !self.turned {
            return ordered(series, self.sides);
        }
        match self.items.get(series) {
            Some(item) if !item.holds.is_empty() => Ink::Rest,
            _ => Ink::Kind(u8::try_from(series).unwrap_or(u8::MAX)),
        }
    }

    pub(super) fn slot_name(&self, page: &Page, slot: usize) -> String {
        if self.turned {
            page.chart.side_label(slot).to_owned()
        } else {
            self.items.get(slot).map(|i| i.name.clone()).unwrap_or_default()
        }
    }

    pub(super) fn legend(&self, page: &Page) -> Vec<Entry> {
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

    pub(super) fn values(&self) -> impl Iterator<Item = Decimal> {
        self.items.iter().flat_map(|i| i.values.iter().flatten().copied())
    }
}

/// One of so many in order.
pub(super) fn ordered(index: usize, count: usize) -> Ink {
    let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    Ink::Ordered(small(index), small(count))
}

/// How wide a group is, how wide a bar with its gap, and how many decimals the numbers on the bars have.
struct Measures {
    slot: f32,
    pitch: f32,
    /// What a number may take.
    number: f32,
    /// Decimals that all numbers have room for; `None` for no numbers.
    common: Option<u32>,
    /// Decimals worth writing.
    most: u32,
    size: f32,
}

impl Measures {
    /// `None` where a page is too narrow.
    fn of(page: &Page, grid: &Grid, axis: &Axis) -> Option<Self> {
        let (paper, size, most) = (page.look.is_paper(), page.look.small_size(), axis.places(page.chart));
        let series = grid.series().max(1) as f32;
        let widest =
            |places: u32| grid.values().map(|v| width(&axis.amount(v, places), size)).fold(0.0, f32::max) + CLEAR;
        let mut least = least_slot(page, grid.series().max(1));
        if page.look.values == Values::All && !paper {
            least = least.max(widest(most) * series / FILL);
        }
        let shared = (page.inner() - gutter(page, axis)) / grid.slots().max(1) as f32;
        if paper && least > shared {
            return None;
        }
        let slot = shared.max(least);
        let pitch = (slot * FILL / series).min(page.look.name_size() * WIDEST);
        // One bar alone may have its number over the whole slot.
        let number = if grid.series() == 1 { slot - 4.0 } else { pitch };
        let fitting = (0..=most).rev().find(|p| widest(*p) <= number);
        let common = match page.look.values {
            Values::Hidden => None,
            Values::Fitting => fitting,
            Values::All => fitting.or(Some(0)),
        };
        Some(Self { slot, pitch, number, common, most, size })
    }

    fn fits(&self, text: &str) -> bool {
        width(text, self.size) + CLEAR <= self.number
    }

    /// The decimals of the numbers in a slot. Where not all on the chart have a decimal, groups of small amounts have
    /// what they have room for: 6, 6, 6 would say nothing.
    fn places(&self, grid: &Grid, axis: &Axis, slot: usize) -> Option<u32> {
        if self.common != Some(0) {
            return self.common;
        }
        let bars = || (0..grid.series()).filter_map(|n| grid.bar(slot, n)).filter_map(|(item, side)| item.value(side));
        let fit = |places: &u32| bars().all(|v| self.fits(&axis.amount(v, *places)));
        (0..=self.most).rev().find(fit).or(Some(0))
    }
}

pub(super) fn draw(page: &mut Page) {
    let grid = Grid::of(page);
    let (low, high) = grid.values().map(position).fold((0.0, 0.0), |(l, h), v| (f64::min(l, v), f64::max(h, v)));
    let axis = Axis::new(page.chart, low, high, lines_for(page, page.look.height * 0.7), true);
    if grid.items.iter().any(|i| i.values.iter().any(Option::is_none)) {
        page.remarks.push("斜线处没有公开数，不是零。".to_owned());
    }
    let Some(measures) = Measures::of(page, &grid, &axis) else { return rows::draw(page, &grid) };
    if let Some(places) = measures.common.filter(|p| *p < measures.most) {
        page.remarks.push(rounded(places));
    }
    let (slot, series) = (measures.slot, grid.series() as f32);
    let body = page.open(&grid.legend(page), axis.unit_name());
    let style = page.name().middle();
    let names: Vec<Vec<String>> = (0..grid.slots())
        .map(|s| wrap_evenly(&grid.slot_name(page, s), style.size, slot - style.size * 0.6, NAME_LINES))
        .collect();
    let most_lines = names.iter().map(Vec::len).max().unwrap_or(1) as f32;
    let below = most_lines * style.size * LEADING + style.size * 0.3;
    let across = gutter(page, &axis) + slot * grid.slots() as f32;
    let plot = Plot::new(page, Area { width: across, ..body }, axis, 0.0, below);
    plot.grid(page);
    for (s, name) in names.iter().enumerate() {
        let middle = plot.area.left + (s as f32 + 0.5) * slot;
        let places = measures.places(&grid, &axis, s);
        for n in 0..grid.series() {
            let Some((item, side)) = grid.bar(s, n) else { continue };
            let left = middle + (n as f32 - series / 2.0) * measures.pitch;
            Bar { item, side, left, places, measures: &measures }.draw(page, &plot, grid.ink(n));
        }
        page.canvas.lines(middle, body.bottom() - below + style.size * 0.3, style, name);
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

/// The least room for a group of so many bars.
fn least_slot(page: &Page, series: usize) -> f32 {
    let name = page.look.name_size() * (NAME + 0.8);
    name.max(page.look.narrowest_bar() * series as f32 / FILL)
}

/// One bar with what belongs to it.
struct Bar<'a> {
    item: &'a Item,
    side: usize,
    left: f32,
    places: Option<u32>,
    measures: &'a Measures,
}

impl Bar<'_> {
    fn draw(&self, page: &mut Page, plot: &Plot, ink: Ink) {
        let (pitch, base) = (self.measures.pitch, plot.base());
        let column = Area { left: self.left, width: pitch, ..plot.area };
        // A little paper between neighbours keeps years apart whose colours are close.
        let gap = (pitch * 0.12).min(1.5);
        match self.item.value(self.side) {
            Some(value) => {
                let end = plot.y(position(value));
                let (top, bottom) = (end.min(base), end.max(base));
                let bar = Area::of(self.left + gap / 2.0, top, self.left + pitch - gap / 2.0, bottom);
                page.canvas.bar(bar, ink);
                self.number(page, plot, value, bar);
            }
            None => page.canvas.gap(column.center_x(), base, pitch * 0.3),
        }
        page.canvas.target(Target {
            area: column,
            label: label::value(page.chart, self.item, self.side),
            origin: self.item.origin(self.side),
            key: self.item.key.clone(),
        });
    }

    fn number(&self, page: &mut Page, plot: &Plot, value: Decimal, bar: Area) {
        let style = page.small(Ink::Text).middle();
        let text = self.places.map(|p| plot.axis.amount(value, p)).filter(|text| self.measures.fits(text));
        let below = value.is_sign_negative();
        let y = if below { bar.bottom() + style.size * 0.15 } else { bar.top - style.size * 1.12 };
        if let Some(text) = text {
            page.canvas.text(self.left + self.measures.pitch / 2.0, y, style, text);
        }
    }
}
