//! Grids (表格): rows and columns of cells with spans.

use serde::{Deserialize, Serialize};

use crate::model::Place;

/// How it is known where the cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The file says so: a workbook, a table of Word or of a web page.
    #[default]
    Stated,
    /// Ruling lines on the page.
    Rules,
    /// Only the alignment of the words: everything in it is inferred.
    Alignment,
}

/// A grid of cells. Cells do not overlap; where none is, nothing was there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Grid {
    /// Number of rows.
    pub rows: u32,
    /// Number of columns.
    pub columns: u32,
    /// Sorted by row, then column. Blank cells are there too, unless the source does not tell them.
    pub cells: Vec<GridCell>,
    /// How the cells were found.
    pub origin: Origin,
    /// Where it begins: its first page and its bounds there, or its sheet.
    #[serde(flatten)]
    pub place: Place,
}

/// One cell of a grid.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct GridCell {
    /// Row of its upper left corner, from 0.
    pub row: u32,
    /// Column of it, from 0.
    pub column: u32,
    /// Rows that it spans, at least 1.
    pub row_span: u32,
    /// Columns that it spans, at least 1.
    pub column_span: u32,
    /// As displayed; lines are separated by `\n` where the source breaks them, whether by wrapping or by hand.
    pub text: String,
    /// It was worked out, not read, that the text belongs here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
    /// Page and box; [`Place::block`] and [`Place::cell`] name it within the document.
    #[serde(flatten)]
    pub place: Place,
}

impl GridCell {
    /// A cell of one row and one column.
    pub fn new(row: u32, column: u32, text: impl Into<String>) -> Self {
        Self { row, column, row_span: 1, column_span: 1, text: text.into(), ..Self::default() }
    }

    /// The same cell over several rows and columns.
    pub fn spanning(mut self, rows: u32, columns: u32) -> Self {
        self.row_span = rows.max(1);
        self.column_span = columns.max(1);
        self
    }

    /// Nothing is printed in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// It covers this position.
    pub fn covers(&self, row: u32, column: u32) -> bool {
        (self.row..self.row.saturating_add(self.row_span)).contains(&row)
            && (self.column..self.column.saturating_add(self.column_span)).contains(&column)
    }
}

impl Grid {
    /// A grid of plain cells out of a text: a line a row, `|` between cells. For tests and examples.
    ///
    /// ```
    /// let grid = gongkai::document::Grid::of("科目|金额\n208|9.24");
    /// assert_eq!((grid.rows, grid.columns, grid.cells.len()), (2, 2, 4));
    /// ```
    pub fn of(text: &str) -> Self {
        let mut grid = Self::default();
        for (row, line) in (0u32..).zip(text.lines()) {
            for (column, cell) in (0u32..).zip(line.split('|')) {
                grid.cells.push(GridCell::new(row, column, cell.trim()));
                grid.columns = grid.columns.max(column + 1);
            }
            grid.rows = row + 1;
        }
        grid
    }

    /// The cells that begin in a row, from left to right.
    pub fn row(&self, row: u32) -> &[GridCell] {
        let from = self.cells.partition_point(|c| c.row < row);
        let to = self.cells.partition_point(|c| c.row <= row);
        self.cells.get(from..to).unwrap_or_default()
    }
}
