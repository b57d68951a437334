//! One side of a two-sided table, and a table of subjects: their rows and columns by what they mean.

use std::collections::HashMap;

use super::At;
use crate::{
    catalog::class_of_name,
    model::{CellRef, Row, RowRole, text::name_key},
    relations::{
        columns::Header,
        list::List,
        meaning::{Source, is_carry},
        outline::Outline,
    },
};

/// One side of a two-sided table.
pub(crate) struct Side<'d> {
    pub at: At<'d>,
    pub list: List,
    pub header: Header,
    /// The functional classes that this side lists, each with its rows: an old and a new name of one class
    /// may both be printed.
    pub classes: Vec<(&'static str, Vec<usize>)>,
}

impl<'d> Side<'d> {
    pub fn of(at: At<'d>) -> Self {
        let list = List::of(at.panel);
        let mut classes: Vec<(&'static str, Vec<usize>)> = Vec::new();
        for &row in &list.items {
            let Some(r) = at.panel.rows.get(row) else { continue };
            let Some(code) = class_of_name(&format!("{}{}", r.code, r.name)) else { continue };
            match classes.iter_mut().find(|(c, _)| *c == code) {
                Some((_, rows)) => rows.push(row),
                None => classes.push((code, vec![row])),
            }
        }
        Self { list, header: Header::of(at.panel), classes, at }
    }

    /// The cell of the whole amount of a row.
    pub fn whole(&self, row: usize) -> Option<CellRef> {
        Some(self.at.cell(row, self.header.whole()?))
    }

    pub fn year_total(&self) -> Option<CellRef> {
        self.whole(self.list.year_total?)
    }

    pub fn grand_total(&self) -> Option<CellRef> {
        self.whole(self.list.grand_total?)
    }

    /// This year's total, or the only total there is.
    pub fn total_row(&self) -> Option<usize> {
        self.list.year_total.or(self.list.grand_total)
    }

    /// The name of a row.
    pub fn name(&self, row: usize) -> &str {
        self.at.panel.rows.get(row).map_or("", |r| r.name.as_str())
    }

    /// This year's items by source. An item that only says 财政拨款 is looked into.
    pub fn sources(&self) -> Vec<(Source, usize)> {
        let mut out = Vec::new();
        for &row in &self.list.items {
            let Some(source) = Source::of(self.name(row)) else { continue };
            let parts = self.list.parts_of(row).iter().filter_map(|p| Some((Source::of(self.name(*p))?, *p)));
            let parts: Vec<_> = parts.filter(|(s, _)| s.whole() == Some(Source::Fiscal)).collect();
            if source == Source::Fiscal && !parts.is_empty() { out.extend(parts) } else { out.push((source, row)) }
        }
        out
    }

    /// The cells of this year's items of a source.
    pub fn source(&self, source: Source) -> Vec<CellRef> {
        self.sources().into_iter().filter(|(s, _)| *s == source).filter_map(|(_, row)| self.whole(row)).collect()
    }

    /// The 其中 rows inside this year's items of a source, by name.
    pub fn parts_of_source(&self, source: Source) -> HashMap<String, CellRef> {
        let rows = self.sources().into_iter().filter(|(s, _)| *s == source);
        let parts = rows.flat_map(|(_, row)| self.list.parts_of(row));
        parts.filter_map(|p| Some((name_key(self.name(*p)), self.whole(*p)?))).collect()
    }

    /// What is carried in (or out), as rows.
    pub fn carried(&self) -> Vec<CellRef> {
        self.list.carried.iter().filter_map(|row| self.whole(*row)).collect()
    }

    /// The parts of what is carried whose names fit.
    pub fn carried_parts(&self, fits: impl Fn(&str) -> bool) -> Vec<CellRef> {
        let carried = self.list.carried.iter().flat_map(|c| self.list.parts_of(*c));
        carried.filter(|p| fits(self.name(**p))).filter_map(|p| self.whole(*p)).collect()
    }

    /// The cells of these rows in these columns.
    pub fn cells(&self, rows: &[usize], columns: &[usize]) -> Vec<CellRef> {
        product(&self.at, rows, columns)
    }
}

/// A table of subjects or units.
pub(crate) struct Grid<'d> {
    pub at: At<'d>,
    pub outline: Outline,
    pub header: Header,
    /// Rows of each subject code, in the order of the table; a code stands once in each unit's block.
    pub codes: Vec<(&'d str, Vec<usize>)>,
    index: HashMap<&'d str, usize>,
}

impl<'d> Grid<'d> {
    pub fn of(at: At<'d>) -> Self {
        let outline = Outline::of(at.panel);
        let mut codes: Vec<(&'d str, Vec<usize>)> = Vec::new();
        let mut index: HashMap<&'d str, usize> = HashMap::new();
        for &row in &outline.counted {
            let Some(r) = at.panel.rows.get(row) else { continue };
            let code = r.code.as_str();
            match index.get(code).and_then(|i| codes.get_mut(*i)) {
                Some((_, rows)) => rows.push(row),
                None => {
                    index.insert(code, codes.len());
                    codes.push((code, vec![row]));
                }
            }
        }
        Self { header: Header::of(at.panel), at, outline, codes, index }
    }

    /// The row of the 合计.
    pub fn total_row(&self) -> Option<usize> {
        self.at.panel.rows.iter().position(|r| r.role.is_total())
    }

    /// The rows that state the whole: the 合计, or 人员经费合计 and 公用经费合计 of a table that prints no other.
    pub fn total_rows(&self) -> Vec<usize> {
        match self.total_row() {
            Some(row) => vec![row],
            None => ["人员经费", "公用经费"].iter().filter_map(|name| self.subtotal(name)).collect(),
        }
    }

    /// The row of 人员经费合计, 公用经费合计.
    pub fn subtotal(&self, name: &str) -> Option<usize> {
        let is = |r: &Row| r.role == RowRole::Subtotal && r.code.is_empty() && name_key(&r.name).starts_with(name);
        self.at.panel.rows.iter().position(is)
    }

    /// The rows of a code; empty if the table does not print it.
    pub fn rows(&self, code: &str) -> &[usize] {
        self.index.get(code).and_then(|i| self.codes.get(*i)).map(|(_, rows)| rows.as_slice()).unwrap_or_default()
    }

    /// The rows that make up a class, of the highest level printed.
    pub fn class(&self, code: &str) -> Vec<usize> {
        let is_in = |row: &&usize| self.at.panel.rows.get(**row).is_some_and(|r| r.code.starts_with(code));
        self.outline.top.iter().filter(is_in).copied().collect()
    }

    /// The whole-amount column, as a list for [`cells`](Self::cells).
    pub fn whole(&self) -> Vec<usize> {
        self.header.whole().into_iter().collect()
    }

    /// The columns of the header whose name begins so.
    pub fn columns(&self, name: &str) -> Vec<usize> {
        self.header.about().find_of_all(&|n| n.starts_with(name)).map(Header::value).unwrap_or_default()
    }

    /// The columns of a table of income by source; carried-over money is under `None`.
    pub fn sources(&self) -> Vec<(Option<Source>, Vec<usize>)> {
        let mut out = Vec::new();
        sources_under(self.header.about(), &mut out);
        out
    }

    /// The 其中 columns inside these columns, by name.
    pub fn parts_of(&self, columns: &[usize]) -> Vec<(String, usize)> {
        let name = |column: usize| self.at.panel.columns.get(column).map(|c| name_key(c.leaf())).unwrap_or_default();
        let parts = self.header.parts().into_iter().filter(|p| columns.contains(&p.whole));
        parts.map(|p| (name(p.part), p.part)).collect()
    }

    /// The cells of these rows in these columns.
    pub fn cells(&self, rows: &[usize], columns: &[usize]) -> Vec<CellRef> {
        product(&self.at, rows, columns)
    }
}

fn sources_under(header: &Header, out: &mut Vec<(Option<Source>, Vec<usize>)>) {
    for child in header.addends() {
        let source = Source::of(&child.name);
        let tells_parts = child.children.iter().any(|c| {
            Source::of(&c.name).is_some_and(|s| source.is_none() || s.whole() == source)
                && c.column.is_none_or(|c| Some(c) != child.total())
        });
        if is_carry(&child.name) {
            out.push((None, child.value()));
        } else if child.column.is_none() && tells_parts {
            sources_under(child, out);
        } else if source.is_some() {
            out.push((source, child.value()));
        }
    }
}

fn product(at: &At, rows: &[usize], columns: &[usize]) -> Vec<CellRef> {
    rows.iter().flat_map(|row| columns.iter().map(|column| at.cell(*row, *column))).collect()
}
