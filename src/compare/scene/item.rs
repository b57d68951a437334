//! What stands on a chart: its groups, and where there are too many for the room, the small ones gathered into
//! one (其余).

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::page::Page;
use crate::compare::{Change, Chart, Group, Origin, Topic};

/// A group, or several gathered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// The group's; empty for gathered ones.
    pub key: String,
    /// Code and name.
    pub title: String,
    /// What stands beside it on the chart.
    pub name: String,
    /// One for each side.
    pub values: Vec<Option<Decimal>>,
    /// The cells behind them; gathered ones have none.
    pub origins: Vec<Option<Origin>>,
    /// The titles of those that were gathered.
    pub holds: Vec<String>,
}

impl Item {
    /// A group as it stands in the chart.
    pub(super) fn of(chart: &Chart, group: &Group) -> Self {
        Self {
            key: group.key.clone(),
            title: group.title(),
            name: short_name(chart, group),
            values: group.points.iter().map(|p| p.map(|p| p.value)).collect(),
            origins: group.points.iter().map(|p| p.map(|p| p.origin)).collect(),
            holds: Vec::new(),
        }
    }

    /// The value on a side.
    pub(super) fn value(&self, side: usize) -> Option<Decimal> {
        *self.values.get(side)?
    }

    /// The cell behind the value on a side.
    pub(super) fn origin(&self, side: usize) -> Option<Origin> {
        *self.origins.get(side)?
    }

    /// The change from one side to another; `None` if either has no value.
    pub(super) fn change(&self, from: usize, to: usize) -> Option<Change> {
        Change::between(self.value(from)?, self.value(to)?)
    }

    /// By how much this moves the total from one side to another: what is not there before or after counts whole.
    pub(super) fn step(&self, from: usize, to: usize) -> Option<Decimal> {
        let (before, now) = (self.value(from), self.value(to));
        (before.is_some() || now.is_some())
            .then(|| now.unwrap_or_default().checked_sub(before.unwrap_or_default()))
            .flatten()
    }

    /// The largest amount, whatever its sign: how much room it deserves.
    fn weight(&self) -> Decimal {
        self.values.iter().flatten().map(Decimal::abs).max().unwrap_or_default()
    }
}

/// All groups of a chart that have a value, or that the chart shows without one.
pub(super) fn items(chart: &Chart) -> Vec<Item> {
    chart.groups.iter().map(|group| Item::of(chart, group)).collect()
}

/// At most `room` items. Where the groups are parts of one total, those that weigh least are gathered into one at the
/// end; else a sum of them would mean nothing, and they are left out. Both is said.
pub(super) fn within(page: &mut Page, items: Vec<Item>, room: usize) -> Vec<Item> {
    within_by(page, items, room, Item::weight)
}

/// The same, with another measure of what is small.
pub(super) fn within_by(
    page: &mut Page,
    items: Vec<Item>,
    room: usize,
    weight: impl Fn(&Item) -> Decimal,
) -> Vec<Item> {
    let room = room.max(2);
    if items.len() <= room {
        return items;
    }
    let parts = page.chart.whole && page.chart.other_unit.is_none();
    let mut by_weight: Vec<usize> = (0..items.len()).collect();
    by_weight.sort_by_key(|&i| Reverse(items.get(i).map(&weight)));
    by_weight.truncate(if parts { room - 1 } else { room });
    let (mut kept, mut small) = (Vec::new(), Vec::new());
    for (i, item) in items.into_iter().enumerate() {
        if by_weight.contains(&i) { kept.push(item) } else { small.push(item) }
    }
    if parts {
        let rest = rest(&small);
        page.remarks.push(format!("{}：{}。", rest.name, rest.holds.join("、")));
        kept.push(rest);
    } else {
        let titles: Vec<&str> = small.iter().map(|i| i.title.as_str()).collect();
        page.remarks.push(format!("另有 {} 项数额较小，未画：{}。", titles.len(), titles.join("、")));
    }
    kept
}

/// Several items as one. A side on which none of them has a value is a gap.
fn rest(small: &[Item]) -> Item {
    let sides = small.iter().map(|i| i.values.len()).max().unwrap_or_default();
    let sum = |side: usize| {
        let mut values = small.iter().filter_map(|i| i.value(side)).peekable();
        values.peek()?;
        values.try_fold(Decimal::ZERO, |sum, v| sum.checked_add(v))
    };
    let name = format!("其余 {} 项", small.len());
    Item {
        key: String::new(),
        title: name.clone(),
        name,
        values: (0..sides).map(sum).collect(),
        origins: vec![None; sides],
        holds: small.iter().map(|i| i.title.clone()).collect(),
    }
}

/// Class names all end in 支出, which their chart need not repeat thirty times.
fn short_name(chart: &Chart, group: &Group) -> String {
    match group.name.strip_suffix("支出") {
        Some(short) if chart.topic == Some(Topic::SpendingByClass) && short != "其他" => short.to_owned(),
        _ => group.name.clone(),
    }
}
