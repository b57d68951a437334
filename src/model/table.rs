//! Tables (表), their panels, columns and rows.

use serde::{Deserialize, Serialize};

use super::{Cell, Kind, Unit};

/// How much of a table could be made out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything that was printed is in a cell.
    #[default]
    Ok,
    /// Some of it is in cells; the rest is in [`Table::raw`].
    Partial,
    /// The extraction destroyed it; only [`Table::raw`] is left.
    Unrecoverable,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// Money in the table's unit.
    #[default]
    Amount,
    /// Percent.
    Share,
    /// A number of things.
    Count,
    /// Text.
    Label,
}

/// One column beside code and name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Column {
    /// The merged header above it, from the top.
    pub path: Vec<String>,
    /// What it holds.
    pub role: ColumnRole,
}

impl Column {
    /// A column of amounts under this header path.
    pub fn amount(path: &[&str]) -> Self {
        Self { path: path.iter().map(|s| (*s).to_owned()).collect(), role: ColumnRole::Amount }
    }

    /// The lowest header, or nothing for a column without one.
    pub fn leaf(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The header path joined for people: `基本支出·小计`.
    pub fn title(&self) -> String {
        self.path.join("·")
    }
}

/// What a row is in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowRole {
    /// A subject, a source, a project.
    #[default]
    Item,
    /// A part of the row above it that is named for information (其中).
    OfWhich,
    /// An agency or unit (部门、单位) whose money the rows below break down.
    Unit,
    /// A category of projects (项目类别) or another heading that carries the sum of the rows below it.
    Subtotal,
    /// 合计, 总计 of a one-sided table.
    Total,
    /// 本年收入合计, 本年支出合计 (also 一、本年收入).
    YearTotal,
    /// 上年结转(结余).
    CarriedIn,
    /// 结转下年, 年终结转结余.
    CarriedOut,
    /// 收入总计, 支出总计.
    GrandTotal,
}

impl RowRole {
    /// Totals of any sort: shown bold, at level 0, and computed in 编制 mode.
    pub fn is_total(self) -> bool {
        matches!(self, RowRole::Total | RowRole::YearTotal | RowRole::GrandTotal)
    }
}

/// One row: its subject (or agency, unit, project) and its cells in the order of the panel's columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    /// Subject code without spaces (`2101501`), unit or project code; empty where the table has none.
    pub code: String,
    /// Name as printed, wrapped lines joined, numbering kept.
    pub name: String,
    /// 0 for totals, then 1, 2, 3 downward (类, 款, 项).
    pub level: u8,
    /// What the row is.
    pub role: RowRole,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Code and name for people: `2101501 行政运行`.
    pub fn title(&self) -> String {
        match (self.code.is_empty(), self.name.is_empty()) {
            (true, _) => self.name.clone(),
            (false, true) => self.code.clone(),
            _ => format!("{} {}", self.code, self.name),
        }
    }
}

/// One side of a table (收入 | 支出), or the whole of a one-sided one (with an empty name).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Panel {
    /// `收入`, `支出`, or empty.
    pub name: String,
    /// All columns but code and name.
    pub columns: Vec<Column>,
    /// The body.
    pub rows: Vec<Row>,
}

impl Panel {
    /// The row of this subject code.
    pub fn row_of_code(&self, code: &str) -> Option<usize> {
        self.rows.iter().position(|r| !code.is_empty() && r.code == code)
    }
}

/// A table as published.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    /// Unique within the disclosure: `t1`, `t2` …
    pub id: String,
    /// Which standard table it is.
    pub kind: Kind,
    /// The printed number (`部门公开表1`, `预算01表`), or empty.
    #[serde(default)]
    pub number: String,
    /// The printed title.
    pub title: String,
    /// The unit of its amounts.
    pub unit: Unit,
    /// The unit is printed with the table (`单位：万元`); `None` where nobody looked: a table made by hand, or kept
    /// by an older version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_printed: Option<bool>,
    /// How much of it could be made out.
    pub status: Status,
    /// One, or 收入 and 支出 in that order.
    pub panels: Vec<Panel>,
    /// Notes printed under (or over) it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The text that could not be put into cells, as it came.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub raw: String,
    /// Where it begins in the source.
    #[serde(flatten)]
    pub place: super::Place,
}

impl Table {
    /// A table with no amounts in it: printed empty because there is nothing to state (空表).
    pub fn is_empty(&self) -> bool {
        self.status != Status::Unrecoverable
            && self.panels.iter().flat_map(|p| &p.rows).flat_map(|r| &r.cells).all(|c| c.value.is_none())
    }

    /// The number of decimals that this table prints: the most that any amount in it shows. Amounts with
    /// fewer (`45` in a table of `45.00`) are the same quantity with zeros dropped.
    pub fn places(&self) -> u32 {
        self.panels
            .iter()
            .flat_map(|p| p.rows.iter().map(move |r| (p, r)))
            .flat_map(|(p, r)| p.columns.iter().zip(&r.cells))
            .filter(|(column, _)| column.role == ColumnRole::Amount)
            .filter_map(|(_, cell)| cell.value.map(|v| v.scale()))
            .max()
            .unwrap_or(2)
    }
}
