//! What one side of a comparison reads: a panel of a table in a document, and the columns of the side's year.

use super::{Aspect, Side, measure::Columns};
use crate::model::{Disclosure, Kind, Panel, Status, Table, text::squeeze};

/// A panel that a side reads.
pub(super) struct Reading<'a> {
    pub document: usize,
    pub table_index: usize,
    pub panel_index: usize,
    pub table: &'a Table,
    pub panel: &'a Panel,
    pub columns: Columns,
    /// The year of the figures.
    pub year: i32,
    /// The column that is compared; `None` where the table does not print it.
    pub column: Option<usize>,
    /// How many tables of the kind the document has.
    pub alike: usize,
}

/// Why a side has nothing to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent {
    /// The document has no such table.
    NoTable,
    /// It has one that could not be made out.
    Unreadable,
}

impl<'a> Reading<'a> {
    /// What a side reads.
    pub fn of(documents: &[&'a Disclosure], side: &Side, aspect: &Aspect) -> Result<Self, Absent> {
        let document = documents.get(side.document).ok_or(Absent::NoTable)?;
        let (table_index, table) = table(document, aspect)?;
        let panel = table.panels.get(aspect.panel).ok_or(Absent::NoTable)?;
        let own = document.year.unwrap_or_default();
        let year = side.year.unwrap_or(own);
        let columns = if side.restated && side.stage != document.stage {
            Columns::planned(panel, year, own).ok_or(Absent::NoTable)?
        } else {
            Columns::of(panel, year, own)
        };
        let column = columns.column(&aspect.measure);
        let alike = tables(document, aspect).count();
        Ok(Self {
            document: side.document,
            table_index,
            panel_index: aspect.panel,
            table,
            panel,
            columns,
            year,
            column,
            alike,
        })
    }

    /// The amount in a cell.
    pub fn value(&self, row: usize, column: usize) -> Option<crate::model::Decimal> {
        self.panel.rows.get(row)?.cells.get(column)?.value
    }

    /// Where the money comes from, not what it is for.
    pub fn is_income(&self) -> bool {
        let kind = self.table.kind;
        self.panel.name == "收入"
            || self.panel.name.is_empty() && (kind.is_two_sided() && self.panel_index == 0)
            || kind == Kind::Income
    }
}

/// The tables of an aspect that can be read.
fn tables<'a>(document: &'a Disclosure, aspect: &Aspect) -> impl Iterator<Item = (usize, &'a Table)> {
    let (kind, title) = (aspect.kind, aspect.title.clone());
    let fits = move |t: &Table| t.kind == kind && (kind != Kind::Other || title_key(&t.title) == title);
    document.tables.iter().enumerate().filter(move |(_, t)| fits(t))
}

/// The table that speaks: the first that states something, else the first that can be read.
pub(super) fn table<'a>(document: &'a Disclosure, aspect: &Aspect) -> Result<(usize, &'a Table), Absent> {
    let panel = aspect.panel;
    let has_panel = |t: &Table| t.status != Status::Unrecoverable && t.panels.len() > panel;
    let states = |t: &Table| {
        t.panels.get(panel).is_some_and(|p| p.rows.iter().any(|r| r.cells.iter().any(|c| c.value.is_some())))
    };
    let readable = || tables(document, aspect).filter(|(_, t)| has_panel(t));
    let found = readable().find(|(_, t)| states(t)).or_else(|| readable().next());
    let lost = tables(document, aspect).any(|(_, t)| t.status == Status::Unrecoverable);
    found.ok_or(if lost { Absent::Unreadable } else { Absent::NoTable })
}

/// By this a table without a kind is the same one in another year: its title without year and remarks.
pub(super) fn title_key(title: &str) -> String {
    let title = squeeze(title);
    let title = title.split('(').next().unwrap_or_default();
    let title =
        title.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches("年度").trim_start_matches('年');
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::title_key;

    #[test]
    fn a_table_keeps_its_title_through_the_years() {
        assert_eq!(title_key("2019年 财政拨款支出预算表（功能科目）"), title_key("财政拨款支出预算表"));
        assert_ne!(title_key("财政拨款支出预算表"), title_key("财政拨款基本支出预算表"));
    }
}
