//! All printed words of a disclosure, each with its place, for what looks at words wherever they stand.

use crate::{
    check::Finding,
    model::{CellRef, ColumnRole, Disclosure, TextRef},
};

/// Words and where they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage<'d> {
    pub text: &'d str,
    place: Place,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Section(u32),
    Cell(CellRef),
    Table(u32),
}

impl Passage<'_> {
    /// Says in a finding that it is (also) about these characters.
    pub fn add_to(&self, finding: &mut Finding, from: usize, to: usize) {
        match self.place {
            Place::Section(section) => {
                let n = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
                finding.texts.push(TextRef { section, from: n(from), to: n(to) });
            }
            Place::Cell(cell) => {
                finding.table = finding.table.or(Some(cell.table));
                finding.cells.push(cell);
            }
            Place::Table(table) => finding.table = finding.table.or(Some(table)),
        }
    }

    #[cfg(test)]
    pub fn of_text(text: &str) -> Passage<'_> {
        Passage { text, place: Place::Section(0) }
    }
}

/// The text, the words in cells (not amounts), names of rows, notes, and what of a table is in no cell.
pub(super) fn passages(d: &Disclosure) -> impl Iterator<Item = Passage<'_>> {
    let number = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    // What stands inside a table is in the rest of the table.
    let prose = d.narrative();
    let prose = prose.map(move |(i, s)| Passage { text: &s.text, place: Place::Section(number(i)) });
    let tables = d.tables.iter().enumerate().flat_map(move |(t, table)| {
        let around = table.notes.iter().chain([&table.raw, &table.title]);
        let around = around.map(move |text| Passage { text, place: Place::Table(number(t)) });
        let panels = table.panels.iter().enumerate();
        let cells = panels.flat_map(move |(p, panel)| {
            panel.rows.iter().enumerate().flat_map(move |(r, row)| {
                let at = move |column: usize| Place::Cell(CellRef::new(t, p, r, column));
                let labels = panel.columns.iter().zip(&row.cells).enumerate();
                let labels = labels.filter(|(_, (c, _))| c.role == ColumnRole::Label);
                let labels = labels.map(move |(i, (_, cell))| Passage { text: &cell.text, place: at(i) });
                labels.chain([Passage { text: &row.name, place: at(0) }])
            })
        });
        around.chain(cells)
    });
    prose.chain(tables).filter(|p| !p.text.is_empty())
}
