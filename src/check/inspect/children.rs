//! S5, seen from above: a subject with money and no row below it, where the others have theirs. No sum can tell of
//! an only row that was left out.

use std::collections::BTreeSet;

use super::subjects::{At, tables};
use crate::{
    check::{Finding, Severity, Suspect, names},
    model::{CellRef, ColumnRole, Disclosure, Kind, Panel, Row, RowRole, Spot, Status},
    relations::{
        self,
        outline::{Outline, is_subject_code},
    },
};

/// Codes that the classification does not divide further: 预备费, 年初预留.
const UNDIVIDED: &[&str] = &["227", "22902"];

pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let tables: Vec<At> = tables(d).collect();
    let mut out = Vec::new();
    for at in &tables {
        let parts = parts(at);
        // 项 are the last level of functional subjects, 款 that of economic ones.
        let is_functional = at.subjects.get("301").is_none();
        for length in if is_functional { &[5, 3][..] } else { &[3][..] } {
            level(d, &tables, at, &parts, *length, &mut out);
        }
    }
    out.extend(projects(d));
    out
}

/// V4: a category of projects (项目类别), or a purpose of purchases, with money and nothing listed under it, where the
/// others have theirs.
fn projects(d: &Disclosure) -> Vec<Finding> {
    let mut out = Vec::new();
    for (t, table) in d.tables.iter().enumerate().filter(|(_, t)| t.status == Status::Ok) {
        for (p, panel) in table.panels.iter().enumerate() {
            let (bare, what) = match table.kind {
                Kind::Projects => (bare_categories(panel), "项目"),
                Kind::Procurement => (relations::procurement::bare(panel), "采购物品"),
                _ => continue,
            };
            for (i, row) in bare.into_iter().filter_map(|i| Some((i, panel.rows.get(i)?))) {
                if !has_money(panel, row) {
                    continue;
                }
                let words: Vec<&str> = row.cells.iter().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).collect();
                let title =
                    if row.title().is_empty() { words.first().copied().unwrap_or_default() } else { &row.title() };
                let message = format!("“{title}”下没有列{what}，其他各类都列有；请核对是否漏了一行。");
                let rows = [i, i + 1].into_iter().filter(|r| *r < panel.rows.len());
                let cells: Vec<CellRef> = rows.map(|r| CellRef::new(t, p, r, 0)).collect();
                let suspects =
                    cells.iter().map(|c| Suspect { spot: Spot::Cell(*c), value: None, tied: false }).collect();
                let table = u32::try_from(t).ok();
                out.push(Finding { table, cells, suspects, ..Finding::new("V4", Severity::Warning, message) });
            }
        }
    }
    out
}

/// Categories of projects without one, if most have theirs.
fn bare_categories(panel: &Panel) -> Vec<usize> {
    if Outline::is_of_subjects(panel) {
        return Vec::new();
    }
    let with: BTreeSet<usize> = relations::projects::sums(panel).into_iter().map(|s| s.total).collect();
    let heads = panel.rows.iter().enumerate().filter(|(_, r)| r.role == RowRole::Subtotal && has_money(panel, r));
    let (with, bare): (Vec<usize>, Vec<usize>) = heads.map(|(i, _)| i).partition(|i| with.contains(i));
    if with.len() >= 3 * bare.len() { bare } else { Vec::new() }
}

/// The rows under one unit: their codes in order, and which rows they are.
#[derive(Default)]
struct Part<'d> {
    codes: BTreeSet<&'d str>,
    rows: Vec<(usize, &'d Row)>,
}

impl Part<'_> {
    fn has_below(&self, code: &str) -> bool {
        self.codes.range(code..).find(|c| **c != code).is_some_and(|c| c.starts_with(code))
    }
}

/// The subject rows of a panel, each unit's apart.
fn parts<'d>(at: &At<'d>) -> Vec<Part<'d>> {
    let mut parts = vec![Part::default()];
    let mut counted = at.rows.iter().copied().peekable();
    for (i, row) in at.panel.rows.iter().enumerate() {
        if counted.next_if_eq(&i).is_none() {
            if row.role == RowRole::Unit {
                parts.push(Part::default());
            }
            continue;
        }
        if let Some(part) = parts.last_mut().filter(|_| is_subject_code(&row.code)) {
            part.codes.insert(&row.code);
            part.rows.push((i, row));
        }
    }
    parts
}

fn has_money(panel: &Panel, row: &Row) -> bool {
    let mut cells = panel.columns.iter().zip(&row.cells);
    cells.any(|(c, cell)| c.role == ColumnRole::Amount && cell.value.is_some_and(|v| !v.is_zero()))
}

fn level(d: &Disclosure, tables: &[At], at: &At, parts: &[Part], length: usize, out: &mut Vec<Finding>) {
    let mut with = 0;
    let mut bare: Vec<(usize, &Row)> = Vec::new();
    for part in parts {
        let of_level = part.rows.iter().filter(|(_, r)| r.code.len() == length && has_money(at.panel, r));
        for &(i, row) in of_level {
            if part.has_below(&row.code) {
                with += 1;
            } else if !UNDIVIDED.contains(&row.code.as_str()) {
                bare.push((i, row));
            }
        }
    }
    for &(i, row) in &bare {
        let elsewhere = elsewhere(d, tables, at, row);
        let others = if elsewhere.is_some() { 2 } else { 3 };
        if with < others * bare.len() {
            continue;
        }
        let (own, below) = if length == 5 { ("款", "项") } else { ("类", "款") };
        let elsewhere = elsewhere.map(|told| format!("；{told}")).unwrap_or_default();
        let message =
            format!("“{}”下没有列{below}，其他各{own}都列有{below}{elsewhere}；请核对是否漏了一行。", row.title());
        let mut finding = at.finding("S5", Severity::Warning, i, message);
        // The gap is between this row and the next.
        if at.panel.rows.get(i + 1).is_some() {
            finding.cells.push(at.cell(i + 1));
        }
        out.push(finding);
    }
}

/// Which rows another table prints below this subject.
fn elsewhere(d: &Disclosure, tables: &[At], at: &At, row: &Row) -> Option<String> {
    let others = tables.iter().filter(|o| o.index != at.index);
    let other = others.map(|other| {
        let below = other.each().filter(|(_, r)| {
            r.code.len() > row.code.len() && r.code.starts_with(&row.code) && has_money(other.panel, r)
        });
        let mut titles: Vec<String> = below.map(|(_, r)| r.title()).collect();
        titles.dedup();
        (other, titles)
    });
    let (other, titles) = other.into_iter().find(|(_, titles)| !titles.is_empty())?;
    let table = names::table(d, u32::try_from(other.index).unwrap_or(u32::MAX));
    let more = if titles.len() > 2 { "等" } else { "" };
    let shown: Vec<String> = titles.iter().take(2).map(|t| format!("“{t}”")).collect();
    Some(format!("{table}列有{}{more}", shown.concat()))
}
