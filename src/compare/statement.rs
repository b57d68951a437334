//! What one table says about one topic and one year.

use rust_decimal::Decimal;

use crate::model::{CellRef, Disclosure, Kind, Panel, Row, Status, Table, Unit, text::split_numbering};

/// Which money the figures cover (口径), the widest first. Figures of different scope are not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// The topic has only one scope; nothing to say.
    Plain,
    /// All money of the agency.
    All,
    /// What the treasury appropriates, of all its budgets.
    Fiscal,
    /// The general public budget alone.
    General,
}

impl Scope {
    pub(super) fn name(self) -> &'static str {
        match self {
            Scope::Plain => "",
            Scope::All => "全部资金",
            Scope::Fiscal => "财政拨款",
            Scope::General => "一般公共预算",
        }
    }
}

/// One subject, source or expense with its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// By this it is the same subject in another year or table.
    pub key: String,
    /// Subject code, or empty.
    pub code: String,
    /// As printed, without numbering.
    pub name: String,
    /// The cell that states it.
    pub cell: CellRef,
    /// In the unit of the table; `None` for a blank cell.
    pub value: Option<Decimal>,
}

/// The figures of one year in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub scope: Scope,
    pub year: i32,
    pub unit: Unit,
    pub figures: Vec<Figure>,
    /// The printed total of the figures.
    pub total: Option<Figure>,
}

/// One panel of a table with its indices, and the year of its document.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub table: &'a Table,
    pub panel: &'a Panel,
    table_index: usize,
    panel_index: usize,
    /// The year of the document.
    pub own: i32,
}

impl<'a> View<'a> {
    /// The panels of all legible tables of a kind. `side` counts from 0; one-sided tables have only side 0.
    pub(super) fn all(document: &'a Disclosure, own: i32, kind: Kind, side: usize) -> impl Iterator<Item = Self> {
        document
            .tables
            .iter()
            .enumerate()
            .filter(move |(_, table)| table.kind == kind && table.status != Status::Unrecoverable)
            .filter_map(move |(table_index, table)| {
                let panel = table.panels.get(side)?;
                Some(View { table, panel, table_index, panel_index: side, own })
            })
    }

    /// The figure in this cell, under this key.
    pub(super) fn figure(&self, row: usize, column: usize, key: String) -> Option<Figure> {
        let printed = self.panel.rows.get(row)?;
        Some(Figure {
            key,
            code: String::new(),
            name: bare_name(printed),
            cell: CellRef::new(self.table_index, self.panel_index, row, column),
            value: printed.cells.get(column)?.value,
        })
    }

    /// What this table states for a year; `None` if it has no value for it.
    pub(super) fn statement(
        &self,
        scope: Scope,
        year: i32,
        figures: Vec<Figure>,
        total: Option<Figure>,
    ) -> Option<Statement> {
        let stated = figures.iter().chain(&total).any(|f| f.value.is_some());
        stated.then_some(Statement { scope, year, unit: self.table.unit, figures, total })
    }
}

/// A row's name without numbering and without a code printed in front of it.
pub(super) fn bare_name(row: &Row) -> String {
    let name = split_numbering(row.name.trim()).1;
    let name = if row.code.is_empty() { name } else { name.strip_prefix(row.code.as_str()).unwrap_or(name) };
    name.trim().to_owned()
}
