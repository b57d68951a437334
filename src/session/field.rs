//! Fields: everything of a row that a user can type into.

use crate::model::{CellRef, ColumnRole, Disclosure, Row};

/// Which part of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The subject code (科目编码).
    Code,
    /// The name (科目名称).
    Name,
    /// The cell in this column of the panel.
    Column(u32),
}

/// A place that takes text: the code, the name or a cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field {
    /// Index into `Disclosure::tables`.
    pub table: u32,
    /// Index into `Table::panels`.
    pub panel: u32,
    /// Index into `Panel::rows`.
    pub row: u32,
    /// Which part of the row.
    pub slot: Slot,
}

impl From<CellRef> for Field {
    fn from(at: CellRef) -> Self {
        Self { table: at.table, panel: at.panel, row: at.row, slot: Slot::Column(at.column) }
    }
}

impl Field {
    /// The cell that this field is, unless it is a code or a name.
    pub fn cell(self) -> Option<CellRef> {
        match self.slot {
            Slot::Column(column) => Some(CellRef { table: self.table, panel: self.panel, row: self.row, column }),
            Slot::Code | Slot::Name => None,
        }
    }

    /// The row that this field is in.
    pub fn row(self, d: &Disclosure) -> Option<&Row> {
        d.row(CellRef { table: self.table, panel: self.panel, row: self.row, column: 0 })
    }

    /// The text that stands here.
    pub fn text(self, d: &Disclosure) -> Option<&str> {
        let row = self.row(d)?;
        match self.slot {
            Slot::Code => Some(&row.code),
            Slot::Name => Some(&row.name),
            Slot::Column(column) => row.cells.get(column as usize).map(|c| c.text.as_str()),
        }
    }

    /// What may stand here: codes and names are text.
    pub fn role(self, d: &Disclosure) -> Option<ColumnRole> {
        match self.cell() {
            Some(at) => d.column(at).map(|c| c.role),
            None => self.row(d).map(|_| ColumnRole::Label),
        }
    }

    /// The field for people: `2101501 行政运行 · 基本支出`.
    pub fn title(self, d: &Disclosure) -> String {
        let row = match self.row(d).map(Row::title) {
            // A line of the grid on which this side of the table has no row.
            None => "空白行".to_owned(),
            Some(title) if title.is_empty() => format!("第 {} 行", u64::from(self.row) + 1),
            Some(title) => title,
        };
        let column = match self.cell() {
            Some(at) => d.column(at).map(|c| c.title()).unwrap_or_default(),
            None if self.slot == Slot::Code => "编码".to_owned(),
            None => "名称".to_owned(),
        };
        if column.is_empty() { row } else { format!("{row} · {column}") }
    }
}
