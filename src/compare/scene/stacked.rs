//! What a total is made of (结构): a column for each side, in amounts or in shares of the printed total.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    Area, Ink, Target, Values,
    axis::{Axis, position},
    canvas::Style,
    item::{Item, items, within},
    label,
    page::{Entry, Page},
    plot::{Plot, gutter, lines_for},
};
use crate::font::width;

/// Amounts, or shares of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Amounts,
    Shares,
}

/// So many kinds can be told apart by their colours, the gathered one among them.
const KINDS: usize = 8;
/// Share of its slot that a column fills.
const FILL: f32 = 0.7;
/// No column is wider than this many times the size of names.
const WIDEST: f32 = 7.0;

/// One side: what it is made of.
struct Column {
    /// The printed total, or what the parts come to where none is printed or the parts exceed it.
    whole: Decimal,
    /// What the printed total has beyond its parts (未列明).
    unlisted: Option<Decimal>,
    /// The parts come to more than the printed total.
    exceeds: bool,
}

impl Column {
    fn of(page: &Page, items: &[Item], side: usize) -> Option<Self> {
        let mut values = items.iter().filter_map(|i| i.value(side));
        let all = values.try_fold(Decimal::ZERO, |sum, v| sum.checked_add(v))?;
        let mut parts = items.iter().filter_map(|i| i.value(side)).filter(|v| !v.is_sign_negative());
        let sum = parts.try_fold(Decimal::ZERO, |sum, v| sum.checked_add(v))?;
        let printed = page.chart.total.as_ref().and_then(|t| t.value(side));
        let exceeds = printed.is_some_and(|p| p < all);
        let unlisted = printed.and_then(|p| p.checked_sub(all)).filter(|u| *u > Decimal::ZERO);
        let whole = unlisted.and_then(|u| sum.checked_add(u)).unwrap_or(sum);
        (items.iter().any(|i| i.value(side).is_some()) || unlisted.is_some()).then_some(Self {
            whole,
            unlisted,
            exceeds,
        })
    }
}

pub(super) fn draw(page: &mut Page, measure: Measure) {
    let parts = within(page, items(page.chart), KINDS);
    let parts: Vec<Item> = parts.into_iter().filter(|i| i.values.iter().flatten().any(|v| !v.is_zero())).collect();
    let sides = page.chart.sides.len().max(1);
    let columns: Vec<Option<Column>> = (0..sides).map(|side| Column::of(page, &parts, side)).collect();
    let below_zero = |i: &Item| i.values.iter().flatten().any(|v| v.is_sign_negative() && !v.is_zero());
    if measure == Measure::Shares && parts.iter().any(below_zero) {
        page.remarks.push("负数没有份额，未计入结构。".to_owned());
    }
    for (side, _) in columns.iter().enumerate().filter(|(_, c)| c.as_ref().is_some_and(|c| c.exceeds)) {
        page.remarks.push(format!("{}各项之和多于公开的合计，柱高按各项之和。", page.chart.side_label(side)));
    }
    let axis = axis(page, measure, &parts, &columns);
    let mut legend: Vec<Entry> =
        parts.iter().enumerate().map(|(i, item)| Entry { ink: ink(i, item), text: item.name.clone() }).collect();
    if columns.iter().flatten().any(|c| c.unlisted.is_some()) {
        legend.push(Entry { ink: Ink::Grid, text: "未列明".to_owned() });
    }
    let body = page.open(&legend, axis.unit_name());
    let available = body.width - gutter(page, &axis);
    let least = if page.look.is_paper() { 0.0 } else { page.look.name_size() * 5.0 };
    let slot = (available / sides as f32).max(least);
    let below = page.side_names_height(slot) + page.look.name_size() * 0.3;
    let plot = Plot::new(page, Area { width: gutter(page, &axis) + slot * sides as f32, ..body }, axis, 0.0, below);
    plot.grid(page);
    let width = (slot * FILL).min(page.look.name_size() * WIDEST);
    let middles: Vec<f32> = (0..sides).map(|s| plot.area.left + (s as f32 + 0.5) * slot).collect();
    for ((side, middle), column) in middles.iter().enumerate().zip(&columns) {
        let Some(column) = column else {
            page.canvas.gap(*middle, plot.base(), width * 0.3);
            continue;
        };
        Stack { side, left: middle - width / 2.0, width, slot, measure, column }.draw(page, &plot, &parts);
    }
    plot.baseline(page);
    page.side_names(&middles, slot, body.bottom() - below + page.look.name_size() * 0.3);
    page.right = page.right.max(plot.area.right() + page.margin());
}

fn axis(page: &Page, measure: Measure, parts: &[Item], columns: &[Option<Column>]) -> Axis {
    if measure == Measure::Shares {
        return Axis::percent(page.chart);
    }
    let negative = |side: usize| {
        let values = parts.iter().filter_map(|i| i.value(side)).filter(|v| v.is_sign_negative());
        values.map(position).sum::<f64>()
    };
    let low = (0..columns.len()).map(negative).fold(0.0, f64::min);
    let high = columns.iter().flatten().map(|c| position(c.whole)).fold(0.0, f64::max);
    Axis::new(page.chart, low, high, lines_for(page, page.look.height * 0.7), true)
}

fn ink(index: usize, item: &Item) -> Ink {
    if item.holds.is_empty() { Ink::Kind(u8::try_from(index).unwrap_or(u8::MAX)) } else { Ink::Rest }
}

/// The parts of one side upon one another.
struct Stack<'a> {
    side: usize,
    left: f32,
    width: f32,
    slot: f32,
    measure: Measure,
    column: &'a Column,
}

impl Stack<'_> {
    fn draw(&self, page: &mut Page, plot: &Plot, parts: &[Item]) {
        let scale = match self.measure {
            Measure::Amounts => 1.0,
            Measure::Shares if self.column.whole.is_zero() => 0.0,
            Measure::Shares => 100.0 / position(self.column.whole),
        };
        let (mut up, mut down) = (0.0, 0.0);
        let segment = |value: f64, up: &mut f64, down: &mut f64| {
            let reach = if value < 0.0 { down } else { up };
            let from = *reach;
            *reach += value;
            let (a, b) = (plot.y(from), plot.y(*reach));
            Area { left: self.left, top: a.min(b), width: self.width, height: (a - b).abs() }
        };
        for (i, item) in parts.iter().enumerate() {
            let Some(value) = item.value(self.side) else { continue };
            if value.is_sign_negative() && self.measure == Measure::Shares {
                continue;
            }
            let area = segment(position(value) * scale, &mut up, &mut down);
            let ink = ink(i, item);
            self.segment(page, plot, area, ink, value);
            let said = label::share(page.chart, item, self.side, self.percent(value, 1));
            page.canvas.target(Target {
                area: Area { height: area.height.max(1.0), ..area },
                label: said,
                origin: item.origin(self.side),
                key: item.key.clone(),
            });
        }
        if let Some(unlisted) = self.column.unlisted {
            let area = segment(position(unlisted) * scale, &mut up, &mut down);
            self.segment(page, plot, area, Ink::Grid, unlisted);
            let amount = page.chart.amount_text(unlisted);
            let label = format!(
                "未列明\n{}：{amount} {}\n合计中各项没有列出的部分",
                page.chart.side_label(self.side),
                page.chart.unit_name()
            );
            page.canvas.target(Target { area, label, origin: None, key: String::new() });
        }
        self.total(page, plot, up);
    }

    fn percent(&self, value: Decimal, places: u32) -> Option<Decimal> {
        let percent = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.column.whole)?;
        let mut percent = percent.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        percent.rescale(places);
        Some(percent)
    }

    /// A part with a line of paper under it, and its number in it where it has room.
    fn segment(&self, page: &mut Page, plot: &Plot, area: Area, ink: Ink, value: Decimal) {
        page.canvas.bar(area, ink);
        if area.height > 2.0 {
            page.rule(area.left, area.right(), area.bottom(), Ink::Paper, 0.8);
        }
        let over = match ink {
            Ink::Kind(kind) => Ink::Over(Some(kind)),
            Ink::Grid => Ink::Text,
            _ => Ink::Over(None),
        };
        let style = page.small(over).middle();
        let texts: Vec<String> = match self.measure {
            Measure::Shares => [1, 0].iter().filter_map(|p| Some(format!("{}%", self.percent(value, *p)?))).collect(),
            Measure::Amounts => (0..=plot.axis.places(page.chart)).rev().map(|p| plot.axis.amount(value, p)).collect(),
        };
        let fits = |text: &&String| width(text, style.size) + 3.0 <= area.width && area.height >= style.size * 1.3;
        let text = texts.iter().find(fits).filter(|_| page.look.values != Values::Hidden);
        if let Some(text) = text {
            page.canvas.text(area.center_x(), area.center_y() - style.size * 0.52, style, text.clone());
        }
    }

    /// The printed total over the column.
    fn total(&self, page: &mut Page, plot: &Plot, up: f64) {
        let Some(total) = page.chart.total.as_ref().and_then(|t| t.value(self.side)) else { return };
        if page.look.values == Values::Hidden {
            return;
        }
        let style: Style = page.small(Ink::Text).middle();
        let fallback = Axis::new(page.chart, 0.0, position(total), 4, true);
        let axis = if self.measure == Measure::Shares { &fallback } else { &plot.axis };
        let unit = if self.measure == Measure::Shares { axis.unit_name() } else { "" };
        let texts = (0..=axis.places(page.chart))
            .rev()
            .map(|p| format!("{} {unit}", axis.amount(total, p)).trim_end().to_owned());
        if let Some(text) = texts.into_iter().find(|t| width(t, style.size) + 4.0 <= self.slot) {
            page.canvas.text(self.left + self.width / 2.0, plot.y(up) - style.size * 1.15, style, text);
        }
    }
}
