//! Cells (单元格): printed text, its amount, and where it came from.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{ColumnRole, parse_amount, parse_share};

/// Where something stands in the source: a page and a box on it, a cell of a grid, or a line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Page or sheet, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Left, top, right, bottom on the displayed page in points, y down.
    #[serde(default, rename = "box", skip_serializing_if = "Option::is_none")]
    pub bounds: Option<[f32; 4]>,
    /// Line of a plain text, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Index into the blocks of the document that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<u32>,
    /// Row and column of the cell in that block's grid, from 0: in a workbook those of the sheet (`[0, 1]` is B1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<[u32; 2]>,
    /// Which of the files that were opened together, from 0; absent for the first.
    #[serde(default, skip_serializing_if = "is_first")]
    pub file: u32,
}

fn is_first(file: &u32) -> bool {
    *file == 0
}

/// One cell of a table's body.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// As printed, trimmed. Empty for a blank cell.
    pub text: String,
    /// The amount, share or count in it, in the table's unit; its scale is the number of decimals printed.
    #[serde(with = "rust_decimal::serde::str_option", default)]
    pub value: Option<Decimal>,
    /// Which column (or whether any) this text belongs to was worked out, not read.
    #[serde(default)]
    pub inferred: bool,
    /// Where it stands in the source.
    #[serde(flatten)]
    pub place: Place,
}

impl Cell {
    /// A blank cell.
    pub fn blank() -> Self {
        Self::default()
    }

    /// A cell with this text, read as the column's role asks.
    pub fn read(text: impl Into<String>, role: ColumnRole) -> Self {
        let text = text.into();
        let value = match role {
            ColumnRole::Amount | ColumnRole::Count => parse_amount(&text),
            ColumnRole::Share => parse_share(&text).or_else(|| parse_amount(&text)),
            ColumnRole::Label => None,
        };
        Self { text, value, ..Self::default() }
    }

    /// The same cell, said to stand on this line.
    pub fn on_line(mut self, line: u32) -> Self {
        self.place.line = Some(line);
        self
    }

    /// Nothing is printed here.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// The address of a cell in a disclosure: indices of table, panel, row and column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Index into `Disclosure::tables`.
    pub table: u32,
    /// Index into `Table::panels`.
    pub panel: u32,
    /// Index into `Panel::rows`.
    pub row: u32,
    /// Index into `Panel::columns`.
    pub column: u32,
}

impl CellRef {
    /// The cell at these indices.
    pub fn new(table: usize, panel: usize, row: usize, column: usize) -> Self {
        // A disclosure has far fewer than 2³² of anything; saturating keeps a wrong index out of range.
        let n = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
        Self { table: n(table), panel: n(panel), row: n(row), column: n(column) }
    }
}
