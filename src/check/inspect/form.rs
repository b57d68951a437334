//! Form (格式): F1 thousands separators, F2 decimals, F3 万 without 元, F4 what a spreadsheet left, F5 cells of
//! amounts that hold none, F6 years of titles and headers.

use std::collections::BTreeMap;

use super::places::passages;
use crate::{
    check::{Finding, Severity, names},
    model::{Cell, CellRef, ColumnRole, Decimal, Disclosure, Kind, Stage, Status, Table, parse_amount, text::squeeze},
};

/// Everything about form.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let mut out: Vec<Finding> = [thousands(d), decimals(d), bare_wan(d), leftovers(d)].into_iter().flatten().collect();
    out.extend(no_amounts(d));
    out.extend(years(d));
    out
}

/// Every cell of a column of amounts, in tables that were read in full.
fn amounts(d: &Disclosure) -> impl Iterator<Item = (CellRef, &Table, &Cell)> {
    let tables = d.tables.iter().enumerate().filter(|(_, t)| t.status == Status::Ok);
    tables.flat_map(|(t, table)| {
        table.panels.iter().enumerate().flat_map(move |(p, panel)| {
            panel.rows.iter().enumerate().flat_map(move |(r, row)| {
                let cells = panel.columns.iter().zip(&row.cells).enumerate();
                let amounts = cells.filter(|(_, (column, _))| column.role == ColumnRole::Amount);
                amounts.map(move |(c, (_, cell))| (CellRef::new(t, p, r, c), table, cell))
            })
        })
    })
}

fn hint(rule: &'static str, cells: Vec<CellRef>, message: String) -> Finding {
    Finding { table: cells.first().map(|c| c.table), cells, ..Finding::new(rule, Severity::Hint, message) }
}

/// F1: separators throughout or not at all.
fn thousands(d: &Disclosure) -> Option<Finding> {
    let large = amounts(d).filter(|(_, _, c)| c.value.is_some_and(|v| v.abs() >= Decimal::ONE_THOUSAND));
    let (with, without): (Vec<_>, Vec<_>) = large.partition(|(_, _, c)| c.text.contains([',', '，']));
    if with.is_empty() || without.is_empty() {
        return None;
    }
    let message = format!(
        "千位分隔符用法不一：{} 个金额有分隔符（如 {}），{} 个没有（如 {}）；全文宜统一。",
        with.len(),
        with.first().map_or("", |(_, _, c)| &c.text),
        without.len(),
        without.first().map_or("", |(_, _, c)| &c.text),
    );
    let fewer = if with.len() <= without.len() { with } else { without };
    Some(hint("F1", fewer.into_iter().map(|(at, ..)| at).collect(), message))
}

/// F2: all amounts of a table with the same number of decimals. Zero may be printed as `0`.
fn decimals(d: &Disclosure) -> Option<Finding> {
    let mut by_table: BTreeMap<u32, Vec<(CellRef, &Table, &Cell)>> = BTreeMap::new();
    for amount in amounts(d).filter(|(_, _, c)| c.value.is_some_and(|v| !v.is_zero())) {
        by_table.entry(amount.0.table).or_default().push(amount);
    }
    let mut odd: Vec<(CellRef, &Cell)> = Vec::new();
    for amounts in by_table.into_values() {
        let Some(places) = amounts.first().map(|(_, table, _)| table.places()) else { continue };
        let all = amounts.len();
        let fewer: Vec<_> =
            amounts.into_iter().filter(|(_, _, c)| c.value.is_some_and(|v| v.scale() < places)).collect();
        // Where most have fewer, the others are the odd ones, and may be meant.
        if fewer.len() * 2 < all {
            odd.extend(fewer.into_iter().map(|(at, _, cell)| (at, cell)));
        }
    }
    let (first, cell) = odd.first()?;
    let table = names::table(d, first.table);
    let message = format!(
        "小数位数不一：{} 个金额的小数位比同一张表的其他金额少（如{table}的 {}）；同一张表宜统一。",
        odd.len(),
        cell.text
    );
    Some(hint("F2", odd.iter().map(|(at, _)| *at).collect(), message))
}

/// F3: `13 万、` for 13 万元.
fn bare_wan(d: &Disclosure) -> Option<Finding> {
    let mut finding = Finding::new("F3", Severity::Hint, String::new());
    let (mut count, mut example) = (0, String::new());
    for passage in passages(d) {
        let text: Vec<char> = passage.text.chars().collect();
        for (at, _) in text.iter().enumerate().filter(|(_, c)| **c == '万') {
            let from = number_before(&text, at);
            let next = text.get(at + 1..).unwrap_or_default().iter().find(|c| !c.is_whitespace());
            let ends = next.is_none_or(|c| "、，,。；;：:）)】".contains(*c));
            if from < at && ends {
                count += 1;
                if example.is_empty() {
                    example = text.get(from..=at).unwrap_or_default().iter().collect();
                }
                passage.add_to(&mut finding, from, at + 1);
            }
        }
    }
    (count > 0).then(|| Finding {
        message: format!("有 {count} 处金额只写“万”，没有写“元”（如“{example}”）；应写“万元”。"),
        ..finding
    })
}

/// Where the number that stands before this character begins; the character itself if there is none.
fn number_before(text: &[char], at: usize) -> usize {
    let is = |i: usize, f: &dyn Fn(char) -> bool| text.get(i).copied().is_some_and(f);
    let mut end = at;
    while end > 0 && is(end - 1, &|c| c == ' ' || c == '\u{3000}') {
        end -= 1;
    }
    let mut from = end;
    while from > 0 && is(from - 1, &|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        from -= 1;
    }
    if from < end { from } else { at }
}

/// F4: `#REF!`, `=SUM(…`, a grave accent before a sign of comparison.
fn leftovers(d: &Disclosure) -> Option<Finding> {
    const ERRORS: &[&str] =
        &["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "=SUM(", "`=", "`≥", "`≤"];
    let mut finding = Finding::new("F4", Severity::Warning, String::new());
    let mut seen: Vec<&str> = Vec::new();
    for passage in passages(d) {
        for word in ERRORS {
            let Some(byte) = passage.text.find(word) else { continue };
            let from = passage.text.get(..byte).map_or(0, |t| t.chars().count());
            passage.add_to(&mut finding, from, from + word.chars().count());
            seen.push(word);
        }
    }
    for (at, _, cell) in amounts(d) {
        if let Some(word) = ERRORS.iter().find(|w| cell.text.contains(**w)) {
            finding.cells.push(at);
            finding.table = finding.table.or(Some(at.table));
            seen.push(word);
        }
    }
    let only_accents = seen.iter().all(|w| w.starts_with('`'));
    seen.sort_unstable();
    seen.dedup();
    (!seen.is_empty()).then(|| Finding {
        message: format!("留有电子表格的痕迹：{}；请改为实际的数字或文字。", seen.join("、")),
        severity: if only_accents { Severity::Hint } else { Severity::Warning },
        ..finding
    })
}

/// F5: a cell of amounts that is neither a number nor blank nor a dash. Many of them in one table are one thing
/// to say: then the columns are something else.
fn no_amounts(d: &Disclosure) -> Vec<Finding> {
    let mut by_table: BTreeMap<u32, Vec<(CellRef, &Cell)>> = BTreeMap::new();
    for (at, table, cell) in amounts(d) {
        if table.kind != Kind::Other && cell.value.is_none() && !cell.is_blank() && !means_nothing(&cell.text) {
            by_table.entry(at.table).or_default().push((at, cell));
        }
    }
    // Digits among other signs are a slip; words may be meant.
    let severity = |cell: &Cell| {
        let is_slip = cell.text.contains(|c: char| c.is_ascii_digit());
        if is_slip { Severity::Warning } else { Severity::Hint }
    };
    let mut out = Vec::new();
    for (table, cells) in by_table {
        if let ([(_, first), ..], true) = (&cells[..], cells.len() > FEW) {
            let name = names::table(d, table);
            let message =
                format!("{name}的金额栏有 {} 格填的不是金额（如“{}”）；请核对。", cells.len(), shortened(&first.text));
            let severity = cells.iter().map(|(_, c)| severity(c)).min().unwrap_or(Severity::Hint);
            let cells = cells.into_iter().map(|(at, _)| at).collect();
            out.push(Finding { table: Some(table), cells, ..Finding::new("F5", severity, message) });
            continue;
        }
        out.extend(cells.into_iter().map(|(at, cell)| {
            let message = format!("{}填的是“{}”，不是金额；请核对。", names::cell(d, at), shortened(&cell.text));
            Finding { table: Some(table), cells: vec![at], ..Finding::new("F5", severity(cell), message) }
        }));
    }
    out
}

/// As many cells of one table are named one by one.
const FEW: usize = 5;

/// Dashes and words that say that there is nothing, percentages, and several amounts in one cell.
fn means_nothing(text: &str) -> bool {
    let text = squeeze(text);
    let is_dash = text.chars().all(|c| "-—–−－/\\*×…·.﹣".contains(c));
    let numbers = text.split(['\n', '/', ';']).all(|t| parse_amount(t).is_some());
    is_dash || numbers || text.ends_with('%') || ["无", "空", "零", "不适用", "x", "X"].contains(&text.as_str())
}

fn shortened(text: &str) -> String {
    let text = squeeze(text);
    if text.chars().count() > 20 { format!("{}…", text.chars().take(20).collect::<String>()) } else { text }
}

/// F6: a table that says another year in its title, or in all its headers.
fn years(d: &Disclosure) -> Vec<Finding> {
    let Some(year) = d.year else { return Vec::new() };
    let mut out = Vec::new();
    for (index, table) in d.tables.iter().enumerate() {
        // Names of projects have years of their own, and what is carried over is last year's.
        let is_of_this_year = Kind::standard().contains(&table.kind)
            || matches!(table.kind, Kind::Projects | Kind::EconomicSummary | Kind::RunningCosts | Kind::Procurement);
        if !is_of_this_year {
            continue;
        }
        let Ok(number) = u32::try_from(index) else { continue };
        let name = names::table(d, number);
        let mut add = |message: String| {
            out.push(Finding { table: Some(number), ..Finding::new("F6", Severity::Warning, message) });
        };
        let titled = years_in(&table.title);
        if let [other] = titled[..]
            && other != year
        {
            add(format!(
                "“{name}”的表名写的是 {other} 年，本文件是 {year} 年{}；请核对是否沿用了旧表。",
                d.stage.name()
            ));
        }
        let mut headed: Vec<i32> =
            table.panels.iter().flat_map(|p| &p.columns).flat_map(|c| &c.path).flat_map(|p| years_in(p)).collect();
        headed.sort_unstable();
        headed.dedup();
        let is_stale = !headed.is_empty() && !headed.contains(&year);
        if is_stale && d.stage == Stage::Budget {
            let shown: Vec<String> = headed.iter().map(i32::to_string).collect();
            add(format!("“{name}”的表头只有 {} 年，没有 {year} 年；请核对是否沿用了旧表。", shown.join("、")));
        }
    }
    out
}

/// `2025年` in a text, each year once.
fn years_in(text: &str) -> Vec<i32> {
    let text = squeeze(text);
    let mut out: Vec<i32> = Vec::new();
    for (at, _) in text.match_indices('年') {
        let before = text.get(..at).unwrap_or_default();
        let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
        let year: Option<i32> = digits.chars().rev().collect::<String>().parse().ok();
        if let Some(year) = year.filter(|y| (2000..2100).contains(y) && digits.len() == 4)
            && !out.contains(&year)
        {
            out.push(year);
        }
    }
    out
}
