//! What the user said about how the tables of a document are to be read (识别设置), kept with the disclosure
//! and offered for the next document of the same layout.

use serde::{Deserialize, Serialize};

use super::{ColumnRole, Kind, Unit};

/// Corrections of recognition for one document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hints {
    /// In no order; of two about the same table the last counts.
    pub tables: Vec<TableHint>,
}

/// A correction of the table at this place of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TableHint {
    /// Index of the grid among the blocks of the document ([`super::Place::block`]).
    pub block: u32,
    /// A row of the grid within the table, from 0 ([`super::Place::cell`]); with [`TableHint::split`] its first.
    pub row: u32,
    /// A table begins at this row, whatever recognition thinks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub split: bool,
    /// The table is the rest of the table before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub join: bool,
    /// How it is to be read.
    #[serde(flatten)]
    pub reading: Reading,
}

/// How a table is to be read. It holds for every document of the same layout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// It is no table: its texts are running text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_text: bool,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The unit of its amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// How many rows its header has, below the rows with title and unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<u32>,
    /// What columns mean; those that are not named are left to recognition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnHint>,
}

/// What one column of a grid means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnHint {
    /// Its index in the grid, from 0.
    pub column: u32,
    /// What it means.
    pub meaning: Meaning,
    /// The header over it, from the top; the printed one if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
}

/// What a column can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// 编码, or a part of it
    Code,
    /// 名称
    Name,
    /// Serial numbers and the like: nothing that is kept.
    Ignored,
    /// A column of values: money, percent, numbers of things, text.
    #[serde(untagged)]
    Value(ColumnRole),
}

impl Hints {
    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The hint about the table that holds one of these rows of a grid.
    pub fn about(&self, block: u32, rows: std::ops::Range<u32>) -> Option<&TableHint> {
        self.tables.iter().rev().find(|t| t.block == block && rows.contains(&t.row))
    }

    /// Replaces what was said about this table.
    pub fn say(&mut self, hint: TableHint) {
        self.tables.retain(|t| (t.block, t.row) != (hint.block, hint.row));
        self.tables.push(hint);
    }
}

impl Reading {
    /// It says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
