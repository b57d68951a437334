//! Income and spending of several years as the performance form of the whole agency (整体绩效目标表) states
//! them: `当年金额`, and `近两年收支金额` with a column for each year.
//!
//! The form has a classification of its own (人员类项目支出, 特定目标类项目支出), so its figures are not put
//! beside those of the budget tables.

use std::collections::BTreeSet;

use super::super::{
    header::{total_column, years_in},
    statement::{Figure, Scope, Statement, View, bare_name},
};
use crate::model::{ColumnRole, Disclosure, Kind, text::name_key};

/// Only a panel with amounts of more than one year says something about years.
pub(super) fn statements(document: &Disclosure, own: i32) -> Vec<Statement> {
    sides(document, own)
        .filter_map(|view| {
            let years = years_in(view.panel, own);
            (years.len() > 1).then_some((view, years))
        })
        .flat_map(|(view, years)| of_years(&view, &years))
        .collect()
}

fn sides(document: &Disclosure, own: i32) -> impl Iterator<Item = View<'_>> {
    let most = document.tables.iter().map(|t| t.panels.len()).max().unwrap_or(0);
    (0..most).flat_map(move |side| View::all(document, own, Kind::OverallPerformance, side))
}

fn of_years(view: &View, years: &BTreeSet<i32>) -> Vec<Statement> {
    let columns: Vec<(i32, usize)> =
        years.iter().filter_map(|&year| Some((year, total_column(view.panel, year, view.own)?))).collect();
    let rows = stated_rows(view, &columns);
    columns
        .iter()
        .filter_map(|&(year, column)| {
            let figures = rows.iter().filter_map(|(row, name)| {
                let figure = view.figure(*row, column, name_key(name))?;
                Some(Figure { name: name.clone(), ..figure })
            });
            view.statement(Scope::Plain, year, figures.collect(), None)
        })
        .collect()
}

/// The rows with an amount in one of these columns, each under a name of its own: 合计 comes once for income
/// and once for spending, and is told apart by what it stands under (收入构成, 支出构成). That is printed as a
/// cell at the left of several rows, or as a row without amounts over them.
fn stated_rows(view: &View, columns: &[(i32, usize)]) -> Vec<(usize, String)> {
    let mut heading = String::new();
    let mut rows: Vec<(usize, String)> = Vec::new();
    for (i, row) in view.panel.rows.iter().enumerate() {
        let name = bare_name(row);
        let stated = columns.iter().any(|(_, column)| row.cells.get(*column).is_some_and(|c| c.value.is_some()));
        let labels = view.panel.columns.iter().zip(&row.cells).filter(|(c, _)| c.role == ColumnRole::Label);
        let label = labels.map(|(_, cell)| cell.text.as_str()).find(|text| !text.is_empty());
        let over = label.or((!stated).then_some(name.as_str()));
        if let Some(subject) = over.and_then(|text| text.trim().strip_suffix("构成")) {
            heading = subject.to_owned();
        }
        if !stated {
            continue;
        }
        let name = if row.role.is_total() { format!("{heading}{name}") } else { name };
        let taken = |name: &String| rows.iter().any(|(_, listed)| listed == name);
        let numbered = (2..).map(|n| format!("{name}（{n}）"));
        if let Some(own_name) = std::iter::once(name.clone()).chain(numbered).find(|n| !taken(n)) {
            rows.push((i, own_name));
        }
    }
    rows
}
