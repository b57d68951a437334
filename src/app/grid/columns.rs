//! The columns of a grid: code, name and cells of each side of a table, under their merged headers.

use std::ops::Range;

use super::pairing::Pairing;
use crate::model::{CellRef, ColumnRole, Kind, RowRole, Table};
use crate::session::{Field, Slot};

/// One column of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GridColumn {
    pub panel: u32,
    pub slot: Slot,
    pub role: ColumnRole,
}

/// One header cell: it spans columns of the grid and rows of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub columns: Range<usize>,
    pub rows: Range<usize>,
    pub text: String,
}

/// The columns of a table side by side, and the headers over them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Columns {
    pub(super) all: Vec<GridColumn>,
    pub(super) headings: Vec<Heading>,
    pub(super) header_rows: usize,
    /// How many from the left stay in place: code and name of the first side.
    pub(super) frozen: usize,
    /// How many lines the grid has.
    pub(super) rows: usize,
    pairing: Pairing,
    /// Per side: some row is below the first level (其中 aside, which only names a part).
    deep: Vec<bool>,
    table: u32,
}

impl Columns {
    /// The columns of this table.
    pub(crate) fn of(index: usize, table: &Table) -> Self {
        let table_index = CellRef::new(index, 0, 0, 0).table;
        let two_sided = table.panels.len() > 1;
        let first = usize::from(two_sided);
        let depth = table.panels.iter().flat_map(|p| &p.columns).map(|c| c.path.len()).max().unwrap_or(0).max(1);
        let header_rows = first + depth;
        let pairing = Pairing::of(table);
        let mut out = Self { header_rows, table: table_index, rows: pairing.len(), pairing, ..Self::default() };
        for (p, panel) in (0u32..).zip(&table.panels) {
            let start = out.all.len();
            let (code, name) = label_headings(table.kind, two_sided);
            if panel.rows.iter().any(|row| !row.code.is_empty()) {
                out.label(p, Slot::Code, code, first..header_rows);
            }
            out.label(p, Slot::Name, name, first..header_rows);
            if p == 0 {
                out.frozen = out.all.len();
            }
            let values = out.all.len();
            for (c, column) in (0u32..).zip(&panel.columns) {
                out.all.push(GridColumn { panel: p, slot: Slot::Column(c), role: column.role });
            }
            let paths: Vec<&[String]> = panel.columns.iter().map(|c| c.path.as_slice()).collect();
            merge(&paths, 0, values, first..header_rows, &mut out.headings);
            if two_sided {
                let text = panel.name.clone();
                out.headings.push(Heading { columns: start..out.all.len(), rows: 0..1, text });
            }
            out.deep.push(panel.rows.iter().any(|row| row.level > 1 && row.role != RowRole::OfWhich));
        }
        out
    }

    fn label(&mut self, panel: u32, slot: Slot, text: &str, rows: Range<usize>) {
        let at = self.all.len();
        self.headings.push(Heading { columns: at..at + 1, rows, text: text.to_owned() });
        self.all.push(GridColumn { panel, slot, role: ColumnRole::Label });
    }

    /// The field at this line and column of the grid. Where the side has no row on that line, the field lies
    /// beyond the end of the side.
    pub(crate) fn field(&self, line: usize, column: usize) -> Option<Field> {
        let c = self.all.get(column)?;
        let row = self.pairing.row(c.panel, line).unwrap_or_else(|| self.pairing.beyond(c.panel, line));
        Some(Field { table: self.table, panel: c.panel, row, slot: c.slot })
    }

    /// The line of the grid at which this row of a side stands.
    pub(super) fn line(&self, panel: u32, row: u32) -> Option<usize> {
        self.pairing.line(panel, row)
    }

    /// Where this field is shown.
    pub(crate) fn position(&self, field: Field) -> Option<(usize, usize)> {
        let column = self.all.iter().position(|c| c.panel == field.panel && c.slot == field.slot)?;
        Some((self.pairing.line(field.panel, field.row)?, column))
    }

    /// The first column with amounts in it, or with anything but codes and names.
    pub(crate) fn first_value(&self) -> usize {
        let cell = |c: &GridColumn| matches!(c.slot, Slot::Column(_));
        let amount = self.all.iter().position(|c| cell(c) && c.role != ColumnRole::Label);
        amount.or_else(|| self.all.iter().position(cell)).unwrap_or(0)
    }

    /// Whether a side has levels below the first, so that rows of the first stand out.
    pub(super) fn is_deep(&self, panel: u32) -> bool {
        self.deep.get(panel as usize).copied().unwrap_or(false)
    }

    /// What a column holds.
    pub(super) fn role(&self, column: usize) -> Option<ColumnRole> {
        self.all.get(column).map(|c| c.role)
    }

    /// The index of the table.
    pub(super) fn table(&self) -> usize {
        self.table as usize
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The header above a column for people: `科目名称`, `基本支出·小计`.
    pub(super) fn title(&self, column: usize) -> String {
        let mut over: Vec<&Heading> = self.headings.iter().filter(|h| h.columns.contains(&column)).collect();
        over.sort_by_key(|h| h.rows.start);
        over.iter().map(|h| h.text.as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join("·")
    }
}

/// What stands over the codes and names of a table: the model keeps no header for them.
fn label_headings(kind: Kind, two_sided: bool) -> (&'static str, &'static str) {
    match kind {
        _ if two_sided => ("编码", "项目"),
        Kind::Projects | Kind::GeneralProjects | Kind::ProjectPerformance => ("编码", "项目名称"),
        Kind::Income | Kind::Spending | Kind::GeneralSpending | Kind::GeneralBasicSpending => ("科目编码", "科目名称"),
        Kind::FundSpending | Kind::StateCapitalSpending | Kind::EconomicSummary | Kind::RunningCosts => {
            ("科目编码", "科目名称")
        }
        _ => ("编码", "项目"),
    }
}

/// Headings for columns with these header paths, from this depth of the paths on. Neighbours under the same
/// header share it; a path that ends early spans the rest of the header.
fn merge(paths: &[&[String]], depth: usize, offset: usize, rows: Range<usize>, out: &mut Vec<Heading>) {
    let mut start = 0;
    while let Some(path) = paths.get(start) {
        let head = path.get(depth);
        let same = |p: &&&[String]| p.get(depth) == head && head.is_some() && p.len() > depth + 1;
        let grouped = path.len() > depth + 1;
        let count = if grouped { paths.iter().skip(start).take_while(same).count().max(1) } else { 1 };
        let columns = offset + start..offset + start + count;
        let text = head.cloned().unwrap_or_default();
        if grouped && rows.start + 1 < rows.end {
            out.push(Heading { columns, rows: rows.start..rows.start + 1, text });
            let below = paths.get(start..start + count).unwrap_or_default();
            merge(below, depth + 1, offset + start, rows.start + 1..rows.end, out);
        } else {
            out.push(Heading { columns, rows: rows.clone(), text });
        }
        start += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, Panel, Row};

    fn headings(paths: &[&[&str]]) -> Vec<(Range<usize>, Range<usize>, String)> {
        let columns = paths.iter().map(|p| Column::amount(p)).collect();
        let rows = vec![Row { code: "208".into(), ..Row::default() }];
        let table = Table { panels: vec![Panel { columns, rows, ..Panel::default() }], ..Table::default() };
        Columns::of(0, &table).headings.into_iter().map(|h| (h.columns, h.rows, h.text)).collect()
    }

    #[test]
    fn neighbours_under_one_header_share_it() {
        let seen = headings(&[&["合计"], &["基本支出", "小计"], &["基本支出", "人员经费"], &["项目支出"]]);
        let expected = [
            (0..1, 0..2, "编码"),
            (1..2, 0..2, "项目"),
            (2..3, 0..2, "合计"),
            (3..5, 0..1, "基本支出"),
            (3..4, 1..2, "小计"),
            (4..5, 1..2, "人员经费"),
            (5..6, 0..2, "项目支出"),
        ];
        assert_eq!(seen, expected.map(|(c, r, t)| (c, r, t.to_owned())));
    }
}
