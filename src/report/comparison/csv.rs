//! As CSV: all tables in one file, one under the other. Numbers are plain, so that a spreadsheet counts with them.

use super::{Contents, Page};
use crate::{compare::table::Cell, model::Decimal, write::csv::render};

/// The text.
pub fn to_string(contents: &Contents) -> String {
    let mut lines = vec![vec![contents.title.clone()]];
    for page in &contents.pages {
        lines.push(Vec::new());
        lines.extend(table(page));
    }
    for list in &contents.lists {
        lines.extend([Vec::new(), vec![list.title.clone()], list.heads.clone()]);
        let plain = |(text, number): &(String, Option<Decimal>)| number.map_or_else(|| text.clone(), |n| n.to_string());
        lines.extend(list.rows.iter().map(|row| row.iter().map(plain).collect()));
        lines.extend(list.notes.iter().map(|note| vec![note.clone()]));
    }
    if !contents.findings.is_empty() {
        lines.extend([
            Vec::new(),
            ["严重程度", "规则", "文件", "位置", "跨年发现", "审阅意见"].map(str::to_owned).to_vec(),
        ]);
        let row = |f: &super::Found| {
            let texts = [f.severity.name(), f.rule, &f.document, &f.place, &f.message, &f.said()];
            texts.map(str::to_owned).to_vec()
        };
        lines.extend(contents.open().chain(contents.dismissed()).map(row));
    }
    render(lines)
}

/// One comparison: title with the unit, heads, lines, notes.
pub fn table(page: &Page) -> Vec<Vec<String>> {
    let comparison = &page.comparison;
    let mut lines = vec![vec![comparison.title()], comparison.heads(&page.shown)];
    for line in page.shown.lines(comparison).into_iter().filter_map(|at| comparison.lines.get(at)) {
        let cells = comparison.cells(line, &page.shown).into_iter();
        lines.push(cells.map(plain).collect());
    }
    lines.extend(page.notes().into_iter().map(|note| vec![note]));
    lines
}

fn plain(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => text,
        Cell::Amount(value) | Cell::Rate(value) => value.to_string(),
        Cell::Blank => String::new(),
    }
}
