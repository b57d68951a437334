//! What is said about values and sides.

use super::Open;
use super::table::{Column, Shown};
use crate::app::workspace::DocId;
use crate::compare::{Comparison, Line, Origin};
use crate::model::{Disclosure, Spot};

/// Finds the documents that sides and origins count.
pub(super) struct Places<'a> {
    pub ids: &'a [DocId],
    pub open: &'a [Open<'a>],
}

impl<'a> Places<'a> {
    /// The open document of this number.
    pub(super) fn open(&self, index: usize) -> Option<&'a Open<'a>> {
        let id = self.ids.get(index)?;
        self.open.iter().find(|o| o.id == *id)
    }

    /// What it publishes.
    pub(super) fn document(&self, index: usize) -> Option<&'a Disclosure> {
        self.open(index).map(|o| o.disclosure)
    }

    /// Where a value is printed.
    pub(super) fn origin(&self, origin: Origin) -> String {
        self.document(origin.document).map_or_else(String::new, |d| origin_text(origin, d))
    }

    /// A place in a document, shortly: `2024 年 支出总表 · 208 社会保障和就业支出`.
    pub(super) fn spot(&self, document: usize, spot: Spot) -> String {
        let Some(d) = self.document(document) else { return String::new() };
        let year = d.year.map_or_else(|| d.agency.clone(), |y| format!("{y} 年"));
        match spot {
            Spot::Cell(cell) => {
                let table = d.tables.get(cell.table as usize).map_or("", |t| t.kind.name_in(d.stage));
                let row = d.row(cell).map(|r| r.title()).unwrap_or_default();
                format!("{year} {table} · {row}")
            }
            Spot::Text(at) => {
                let heading = d.prose.get(at.section as usize).map_or("", |s| s.heading.as_str());
                let heading = if heading.is_empty() { "情况说明" } else { heading };
                format!("{year} {heading}")
            }
        }
    }
}

/// Where a value is printed: `取自 2025 年“支出总表”：208 社会保障和就业支出 · 合计`.
pub(super) fn origin_text(origin: Origin, document: &Disclosure) -> String {
    let table = document.tables.get(origin.cell.table as usize);
    let title = table.map_or("", |t| if t.title.is_empty() { t.kind.name() } else { &t.title });
    // Many titles begin with the year already.
    let year = document.year.filter(|y| !title.contains(&y.to_string()));
    let year = year.map_or_else(String::new, |y| format!(" {y} 年"));
    let row = document.row(origin.cell).map(|r| r.title()).unwrap_or_default();
    let column = document.column(origin.cell).map(|c| c.title()).unwrap_or_default();
    let place: Vec<_> = [row, column].into_iter().filter(|part| !part.is_empty()).collect();
    let printed = document.cell(origin.cell).map(|c| c.text.as_str()).filter(|t| !t.is_empty());
    let unit = table.map_or("", |t| t.unit.name());
    let printed = printed.map(|t| format!("，印作“{t}”（{unit}）")).unwrap_or_default();
    format!("取自{year}“{title}”：{}{printed}", place.join(" · "))
}

/// What is said of a cell of the table when the pointer rests on it.
pub(super) fn about(
    comparison: &Comparison,
    shown: &Shown,
    column: Column,
    (from, to): (usize, usize),
    places: &Places,
) -> Option<String> {
    let line = comparison.lines.get(shown.line)?;
    match column {
        Column::Code | Column::Name => {
            let mut parts = vec![line.title()];
            parts.extend((!shown.former.is_empty()).then(|| shown.former.clone()));
            parts.extend(line.notes.iter().cloned());
            (parts.len() > 1 || line.name.chars().count() > 12).then(|| parts.join("\n"))
        }
        Column::Side(side) => {
            let point = line.cells.get(side)?.as_ref()?;
            let mut parts = vec![format!("{}。", places.origin(point.origin))];
            if line.summed.contains(&side) {
                parts.push("这是原表几行之和，这里指的是第一行。".to_owned());
            }
            if comparison.sides.get(side).is_some_and(|s| s.restated) {
                parts.push("这是后一年文件里所列的上年数，不是当年公开的数。".to_owned());
            }
            parts.push("双击或回车到这一格。".to_owned());
            Some(parts.join("\n"))
        }
        Column::Difference | Column::Rate => change_text(comparison, line, (from, to)),
        Column::Reason => {
            let reason = line.reasons.get(to)?.as_ref()?;
            Some(format!("{}\n双击或回车到情况说明的这一处。", reason.quote))
        }
    }
}

/// How the change comes about: `2025 年 36.00 − 2024 年 30.00 = +6.00 万元`.
fn change_text(comparison: &Comparison, line: &Line, (from, to): (usize, usize)) -> Option<String> {
    let Some(difference) = comparison.difference(line, from, to) else {
        let standing = comparison.standing(line, from, to).name();
        let notes = line.notes.join("\n");
        return (!standing.is_empty()).then(|| [standing, &notes].join("\n").trim().to_owned());
    };
    let label = |side: usize| comparison.sides.get(side).map_or("", |s| s.label.as_str());
    let value = |side: usize| line.value(side).map_or_else(|| "—".to_owned(), |v| comparison.amount_text(v));
    Some(format!(
        "{} {} − {} {} = {} {}",
        label(to),
        value(to),
        label(from),
        value(from),
        comparison.difference_text(difference),
        comparison.unit.name()
    ))
}
