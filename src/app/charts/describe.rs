//! What is said about a value when the pointer rests on it.

use crate::{
    compare::{Chart, Group, Origin},
    model::Disclosure,
};

/// Name, side, value with unit, and change against the side before.
pub(super) fn bar_label(chart: &Chart, group: &Group, side: usize) -> String {
    let (title, named) = (group.title(), chart.side_label(side));
    let Some(value) = group.value(side) else { return format!("{title}\n{named}：没有数（—）") };
    let amount = chart.amount_text(value);
    let mut label = format!("{title}\n{named}：{amount} {}", chart.unit_name());
    let before = side.checked_sub(1).map(|before| chart.side_label(before));
    if let (Some(before), Some(change)) = (before, group.change(side)) {
        let difference = chart.difference_text(change.difference);
        label.push_str(&format!("\n比 {before} {difference}（{}）", change.rate_text()));
    }
    label
}

/// Where a value is printed: `2025 年“支出总表”：208 社会保障和就业支出 · 合计`.
pub(super) fn origin_text(origin: Origin, documents: &[&Disclosure]) -> String {
    let Some(document) = documents.get(origin.document) else { return String::new() };
    let table = document.tables.get(origin.cell.table as usize);
    let title = table.map_or("", |t| if t.title.is_empty() { t.kind.name() } else { &t.title });
    // Many titles begin with the year already.
    let year = document.year.filter(|y| !title.contains(&y.to_string()));
    let year = year.map_or_else(String::new, |y| format!(" {y} 年"));
    let row = document.row(origin.cell).map(|r| r.title()).unwrap_or_default();
    let column = document.column(origin.cell).map(|c| c.title()).unwrap_or_default();
    let place: Vec<_> = [row, column].into_iter().filter(|part| !part.is_empty()).collect();
    format!("取自{year}“{title}”：{}", place.join(" · "))
}
