//! What cells are called in sentences and formulas.

use crate::{
    model::{CellRef, Disclosure, Kind, Row},
    relations::{Relation, has_indicators, project_name},
};

/// `支出总表` (of final accounts `支出决算表`), or the printed title of a table of no standard kind.
pub fn table(d: &Disclosure, table: u32) -> &str {
    match d.tables.get(table as usize) {
        Some(t) if t.kind == Kind::Other && !t.title.is_empty() => &t.title,
        Some(t) => t.kind.name_in(d.stage),
        None => "",
    }
}

/// `支出总表“210 卫生健康支出”的“合计”`
pub fn cell(d: &Disclosure, at: CellRef) -> String {
    let row = row(d, at);
    let column = column(d, at);
    let panel = d.panel(at).map_or("", |p| p.name.as_str());
    let row = if row.is_empty() { format!("第 {} 行", u64::from(at.row) + 1) } else { format!("“{row}”") };
    let only = d.panel(at).is_some_and(|p| p.columns.len() == 1);
    if only || column.is_empty() {
        format!("{}{panel}{row}", table(d, at.table))
    } else {
        format!("{}{panel}{row}的“{column}”", table(d, at.table))
    }
}

/// Code and name of a cell's row; where the rows are indicators, of their project; of one that has neither the first text in its other columns.
fn row(d: &Disclosure, at: CellRef) -> String {
    let (Some(panel), Some(row)) = (d.panel(at), d.row(at)) else { return String::new() };
    if has_indicators(panel) {
        return project_name(panel, at.row as usize).to_owned();
    }
    let title = row.title();
    match title.is_empty() {
        true if row.role.is_total() => "合计".to_owned(),
        true => label(row).to_owned(),
        false => title,
    }
}

fn label(row: &Row) -> &str {
    row.cells.iter().find(|c| c.value.is_none() && !c.is_blank()).map_or("", |c| c.text.as_str())
}

/// The column's lowest header, with the one above it where another column has the same: `基本支出小计`,
/// `本年拨款·一般公共预算`.
pub fn column(d: &Disclosure, at: CellRef) -> String {
    let Some(column) = d.column(at) else { return String::new() };
    let leaf = column.leaf();
    let alike = d.panel(at).map_or(0, |p| p.columns.iter().filter(|c| c.leaf() == leaf).count());
    match &column.path[..] {
        [.., above, _] if alike > 1 && matches!(leaf, "小计" | "合计") => format!("{above}{leaf}"),
        [.., above, _] if alike > 1 => format!("{above}·{leaf}"),
        _ => leaf.to_owned(),
    }
}

/// In which respect the cells of a relation differ: that is what its terms are called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    /// Rows of one column: by code or name.
    Rows,
    /// Columns of one row: by header.
    Columns,
    /// Cells of several tables: by table, row and column.
    Tables,
}

impl Along {
    /// What tells the cells of this relation apart.
    pub fn of(relation: &Relation) -> Self {
        let s = relation.stated;
        let all = |same: &dyn Fn(CellRef) -> bool| relation.terms.iter().all(|t| same(t.cell));
        if all(&|c| (c.table, c.panel, c.column) == (s.table, s.panel, s.column)) {
            Along::Rows
        } else if all(&|c| (c.table, c.panel, c.row) == (s.table, s.panel, s.row)) {
            Along::Columns
        } else {
            Along::Tables
        }
    }

    /// The name of a cell in the formula of such a relation.
    pub fn name(self, d: &Disclosure, at: CellRef) -> String {
        let first = |r: &Row| [&r.code, &r.name].into_iter().find(|t| !t.is_empty()).cloned();
        let row = || d.row(at).map(|r| first(r).unwrap_or_else(|| label(r).to_owned()));
        match self {
            Along::Rows => row().unwrap_or_default(),
            Along::Columns => column(d, at),
            Along::Tables => cell(d, at),
        }
    }
}
