//! Which row and column each cell of a table stands in.
//!
//! Cells are placed as a browser places them: each in the first column of its row that no cell from above
//! covers. Spans are cut where they would overlap or leave the table. Then columns and rows in which no cell
//! begins are dropped: programs that save a table often split its columns finer than anyone sees.

use super::{Height, Table, text_of};
use crate::{
    document::{Grid, GridCell},
    read::{ReadError, limits},
};

/// What covers a column in the row above.
#[derive(Clone, Copy)]
struct Above {
    cell: usize,
    /// Rows that it still goes down.
    rows: u32,
}

pub(super) fn grid(table: Table) -> Result<Grid, ReadError> {
    let mut cells: Vec<GridCell> = Vec::new();
    let mut above: Vec<Option<Above>> = Vec::new();
    for (row, source) in (0u32..).zip(table.rows) {
        let mut here: Vec<Option<Above>> = vec![None; above.len()];
        for (column, covered) in above.iter().enumerate() {
            if let Some(Above { cell, rows }) = *covered
                && rows > 0
            {
                set(&mut here, column, Above { cell, rows: rows - 1 });
            }
        }
        let mut column = source.skipped as usize;
        for cell in source.cells {
            while here.get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            let free = (column..).take(cell.columns as usize).take_while(|c| here.get(*c).is_none_or(Option::is_none));
            let end = column + free.take(limits::MAX_GRID_COLUMNS as usize).count();
            if end > limits::MAX_GRID_COLUMNS as usize {
                let limit = format!("{} 列", limits::MAX_GRID_COLUMNS);
                return Err(ReadError::Exceeds { what: "表格列数过多", limit });
            }
            let mut text = String::new();
            text_of(cell.content, &mut text);
            let continued = match cell.height {
                Height::Continues => above.get(column).copied().flatten().map(|a| a.cell),
                Height::Rows(_) => None,
            };
            let begun = continued.filter(|i| cells.get(*i).is_some_and(|c| c.column as usize == column));
            let index = match begun.and_then(|i| Some((i, cells.get_mut(i)?))) {
                Some((i, begun)) => {
                    begun.row_span = row + 1 - begun.row;
                    if !text.is_empty() {
                        begun.text = [begun.text.as_str(), text.as_str()].join("\n").trim().to_owned();
                    }
                    i
                }
                None => {
                    let (at, width) = (number(column), number(end - column));
                    cells.push(GridCell::new(row, at, text).spanning(1, width));
                    cells.len() - 1
                }
            };
            let rows = match cell.height {
                // Zero stands for "to the end of the table".
                Height::Rows(0) => u32::MAX,
                Height::Rows(rows) => rows - 1,
                Height::Continues => 0,
            };
            for covered in column..end {
                set(&mut here, covered, Above { cell: index, rows });
            }
            column = end;
        }
        above = here;
        // A cell covers this row too if it came from above.
        for index in above.iter().flatten().map(|a| a.cell) {
            if let Some(cell) = cells.get_mut(index) {
                cell.row_span = row + 1 - cell.row;
            }
        }
    }
    Ok(without_gaps(cells))
}

fn set(columns: &mut Vec<Option<Above>>, column: usize, above: Above) {
    if columns.len() <= column {
        columns.resize(column + 1, None);
    }
    if let Some(slot) = columns.get_mut(column) {
        *slot = Some(above);
    }
}

fn number(column: usize) -> u32 {
    u32::try_from(column).unwrap_or(u32::MAX)
}

/// Drops the rows and columns in which no cell begins.
fn without_gaps(mut cells: Vec<GridCell>) -> Grid {
    let columns = Numbering::of(cells.iter().map(|c| (c.column, c.column_span)));
    let rows = Numbering::of(cells.iter().map(|c| (c.row, c.row_span)));
    for cell in &mut cells {
        (cell.column, cell.column_span) = columns.renumber(cell.column, cell.column_span);
        (cell.row, cell.row_span) = rows.renumber(cell.row, cell.row_span);
    }
    Grid { rows: rows.count(), columns: columns.count(), cells, ..Grid::default() }
}

/// New numbers for rows or columns: how many cells' beginnings lie before each.
struct Numbering(Vec<u32>);

impl Numbering {
    fn of(spans: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let end = spans.clone().map(|(from, span)| from.saturating_add(span)).max().unwrap_or(0) as usize;
        let mut begins = vec![0; end + 1];
        for (from, _) in spans {
            if let Some(begun) = begins.get_mut(from as usize + 1) {
                *begun = 1;
            }
        }
        let mut before = 0;
        for n in &mut begins {
            before += *n;
            *n = before;
        }
        Self(begins)
    }

    fn at(&self, old: u32) -> u32 {
        self.0.get(old as usize).copied().unwrap_or(0)
    }

    fn renumber(&self, from: u32, span: u32) -> (u32, u32) {
        let new = self.at(from);
        (new, self.at(from.saturating_add(span)).saturating_sub(new).max(1))
    }

    fn count(&self) -> u32 {
        self.0.last().copied().unwrap_or(0)
    }
}
