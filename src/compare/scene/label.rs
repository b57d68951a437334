//! What is said about a value when the pointer rests on it, and by a screen reader.

use rust_decimal::Decimal;

use super::item::Item;
use crate::compare::{Change, Chart};

/// So many of those that were gathered are named.
const NAMED: usize = 12;

/// Name, side, value with unit, and change against the side before.
pub(super) fn value(chart: &Chart, item: &Item, side: usize) -> String {
    let (title, named) = (&item.title, chart.side_label(side));
    let Some(value) = item.value(side) else { return format!("{title}\n{named}：没有数（—）{}", holds(item)) };
    let mut label = format!("{title}\n{named}：{} {}", chart.amount_text(value), chart.unit_name());
    let before = side.checked_sub(1);
    if let Some((before, change)) = before.and_then(|b| Some((b, item.change(b, side)?))) {
        label.push_str(&format!("\n比 {} {}", chart.side_label(before), change_text(chart, change)));
    }
    label + &holds(item)
}

/// A value and its share of the whole.
pub(super) fn share(chart: &Chart, item: &Item, side: usize, percent: Option<Decimal>) -> String {
    let label = value(chart, item, side);
    match percent {
        Some(percent) => format!("{label}\n占 {percent}%"),
        None => label,
    }
}

/// From one side to another: both values, the change and what it means.
pub(super) fn change(chart: &Chart, item: &Item, from: usize, to: usize) -> String {
    let line = |side: usize| match item.value(side) {
        Some(value) => format!("{}：{} {}", chart.side_label(side), chart.amount_text(value), chart.unit_name()),
        None => format!("{}：没有数（—）", chart.side_label(side)),
    };
    let last = match (item.value(from), item.value(to), item.change(from, to)) {
        (_, _, Some(change)) => format!("增减 {}", change_text(chart, change)),
        (None, Some(_), _) => "本年新增".to_owned(),
        (Some(_), None, _) => "本年不再列示".to_owned(),
        _ => String::new(),
    };
    format!("{}\n{}\n{}\n{last}{}", item.title, line(from), line(to), holds(item))
}

fn change_text(chart: &Chart, change: Change) -> String {
    format!("{}（{}）", chart.difference_text(change.difference), change.rate_text())
}

/// What a gathered item is made of.
fn holds(item: &Item) -> String {
    if item.holds.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = item.holds.iter().take(NAMED).map(String::as_str).collect();
    let more = if item.holds.len() > NAMED { " 等" } else { "" };
    format!("\n包括：{}{more}", names.join("、"))
}
