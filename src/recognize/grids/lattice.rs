//! A grid looked at position by position: which cell covers which row and column.

use crate::document::{Grid, GridCell};

/// How many positions tall cells may cover in all. What covers more is no table, and cost memory.
const MAX_COVERED: usize = 2_000_000;

/// One cell in one of the rows that it covers.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'d> {
    /// The cell.
    pub cell: &'d GridCell,
    /// First column that it covers.
    pub from: usize,
    /// Column after the last.
    pub to: usize,
    /// This row is the cell's first.
    pub is_top: bool,
}

impl Slot<'_> {
    /// Its text on one line: lines of Chinese joined without a space.
    pub fn text(&self) -> String {
        one_line(&self.cell.text)
    }
}

/// One row: its slots from left to right.
#[derive(Debug, Clone, Default)]
pub struct LatticeRow<'d> {
    /// Sorted by column; positions that no cell covers have none.
    pub slots: Vec<Slot<'d>>,
}

impl<'d> LatticeRow<'d> {
    /// The slot that covers a column.
    pub fn at(&self, column: usize) -> Option<&Slot<'d>> {
        let after = self.slots.partition_point(|s| s.from <= column);
        self.slots.get(after.checked_sub(1)?).filter(|s| column < s.to)
    }

    /// The slots with text.
    pub fn filled(&self) -> impl Iterator<Item = &Slot<'d>> {
        self.slots.iter().filter(|s| !s.cell.is_blank())
    }

    /// The slots with text that begin in this row.
    pub fn own(&self) -> impl Iterator<Item = &Slot<'d>> {
        self.filled().filter(|s| s.is_top)
    }

    /// Nothing is printed in this row, and nothing from above reaches into it.
    pub fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }
}

/// Rows of slots.
#[derive(Debug, Clone, Default)]
pub struct Lattice<'d> {
    /// Number of columns.
    pub width: usize,
    /// From the top.
    pub rows: Vec<LatticeRow<'d>>,
}

impl<'d> Lattice<'d> {
    /// The rows of a grid. Spans that reach beyond it are cut.
    pub fn of(grid: &'d Grid) -> Self {
        let size = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let width = size(grid.columns);
        let height = grid.cells.iter().map(|c| size(c.row).saturating_add(1)).max().unwrap_or(0).min(size(grid.rows));
        let mut rows: Vec<LatticeRow<'d>> = vec![LatticeRow::default(); height];
        let mut covered = 0usize;
        for cell in &grid.cells {
            let (top, from) = (size(cell.row), size(cell.column));
            let to = from.saturating_add(size(cell.column_span.max(1))).min(width);
            let tall = size(cell.row_span.max(1)).min(height.saturating_sub(top));
            let tall = if covered < MAX_COVERED { tall } else { tall.min(1) };
            covered = covered.saturating_add(tall);
            for (offset, row) in rows.iter_mut().skip(top).take(tall).enumerate() {
                row.slots.push(Slot { cell, from, to, is_top: offset == 0 });
            }
        }
        for row in &mut rows {
            row.slots.sort_by_key(|s| s.from);
        }
        Self { width, rows }
    }

    /// Some of the rows as a lattice of its own.
    pub fn part(&self, rows: std::ops::Range<usize>) -> Self {
        Self { width: self.width, rows: self.rows.get(rows).unwrap_or_default().to_vec() }
    }
}

/// A cell's text on one line. Lines were broken to fit the cell, so they are joined without a space, except
/// between Latin words; so are the characters of a word that is spaced out.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        if is_latin(out.chars().next_back()) && is_latin(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_cover_their_rows_and_columns() {
        let mut grid = Grid::of("项目||金额\n|二|三");
        grid.cells.remove(1);
        grid.cells[0] = GridCell::new(0, 0, "项目").spanning(1, 2);
        let lattice = Lattice::of(&grid);
        assert_eq!(lattice.rows[0].at(1).unwrap().text(), "项目");
        assert_eq!(lattice.rows[1].at(1).unwrap().text(), "二");
        assert!(lattice.rows[1].at(5).is_none());
    }

    #[test]
    fn spans_beyond_the_grid_are_cut() {
        let mut grid = Grid::of("甲|乙");
        grid.cells[1] = GridCell::new(0, 1, "乙").spanning(u32::MAX, u32::MAX);
        let lattice = Lattice::of(&grid);
        assert_eq!((lattice.rows.len(), lattice.rows[0].slots[1].to), (1, 2));
    }

    #[test]
    fn wrapped_lines_are_one() {
        assert_eq!(one_line("事业单位\n经营收入"), "事业单位经营收入");
        assert_eq!(one_line("公 务 接\n待 费"), "公务接待费");
        assert_eq!(one_line("OA system\n升级"), "OA system升级");
    }
}
