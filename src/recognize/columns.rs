//! What the columns of a table are: labels of its rows, or values.

use crate::model::{Column, ColumnRole};

/// The use of one printed column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// 序号: not data.
    Serial,
    /// Part of the row's code (科目编码, or one of 类 款 项).
    Code,
    /// The row's name.
    Name,
    /// A column of the table, with its role.
    Value(ColumnRole),
}

/// One printed column with the merged header above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedColumn {
    /// Header path from the top.
    pub path: Vec<String>,
    /// What it is used for.
    pub usage: Use,
}

impl PrintedColumn {
    /// Reads the notation of `assets/recognition/layouts.toml`: `上级/下级:用途`.
    pub fn parse(notation: &str) -> Option<Self> {
        let (path, usage) = notation.split_once(':').unwrap_or((notation, "amount"));
        let usage = match usage.trim() {
            "serial" => Use::Serial,
            "code" => Use::Code,
            "name" => Use::Name,
            "label" => Use::Value(ColumnRole::Label),
            "share" => Use::Value(ColumnRole::Share),
            "count" => Use::Value(ColumnRole::Count),
            "amount" => Use::Value(ColumnRole::Amount),
            _ => return None,
        };
        Some(Self { path: path.split('/').map(|s| s.trim().to_owned()).collect(), usage })
    }

    /// The column of the model, for a value column.
    pub fn to_column(&self) -> Option<Column> {
        match self.usage {
            Use::Value(role) => Some(Column { path: self.path.clone(), role }),
            _ => None,
        }
    }

    /// The lowest header.
    pub fn leaf(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// The model's columns among the printed ones.
pub fn value_columns(printed: &[PrintedColumn]) -> Vec<Column> {
    printed.iter().filter_map(PrintedColumn::to_column).collect()
}

/// The name of the panel at this index: a two-sided table has 收入 and 支出, any other one without a name.
pub fn panel_name(index: usize, panels: usize) -> &'static str {
    match (panels, index) {
        (1, _) => "",
        (_, 0) => "收入",
        _ => "支出",
    }
}
