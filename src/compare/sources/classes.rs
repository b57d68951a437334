//! Spending by functional class (支出按功能分类): the rows of 类.

use std::collections::HashMap;

use super::{
    super::{
        header::{total_column, years_in},
        statement::{Figure, Scope, Statement, View},
    },
    basic_and_projects::PARTS,
};
use crate::{
    catalog::class_of_name,
    model::{
        Disclosure, Kind, Row, RowRole,
        text::{name_key, squeeze},
    },
};

/// The printed rows of classes, by the widest scope first. 收支总表 lists classes by name on its right side,
/// the others by code; 支出总表 may print none (only 项), then 收支总表 has them.
pub(super) fn statements(document: &Disclosure, own: i32) -> Vec<Statement> {
    [
        (Kind::Spending, 0, Scope::All),
        (Kind::IncomeAndSpending, 1, Scope::All),
        (Kind::FiscalIncomeAndSpending, 1, Scope::Fiscal),
        (Kind::GeneralSpending, 0, Scope::General),
    ]
    .into_iter()
    .flat_map(|(kind, side, scope)| View::all(document, own, kind, side).map(move |view| (view, scope)))
    .flat_map(|(view, scope)| years_in(view.panel, own).into_iter().filter_map(move |year| of_year(&view, scope, year)))
    .collect()
}

fn of_year(view: &View, scope: Scope, year: i32) -> Option<Statement> {
    let column = total_column(view.panel, year, view.own)?;
    let mut figures: Vec<Figure> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for (row, printed) in view.panel.rows.iter().enumerate() {
        // Most classes of a list are blank: they are not looked up.
        let stated = printed.cells.get(column).is_some_and(|c| c.value.is_some());
        let Some(code) = stated.then(|| class_of_row(printed)).flatten() else { continue };
        let key = if code.is_empty() { name_key(&printed.name) } else { code.clone() };
        let Some(mut figure) = view.figure(row, column, key.clone()) else { continue };
        figure.code = code;
        // A list may carry the old and the new name of one class: the one with the money is meant.
        match at.get(&key).and_then(|&i| figures.get_mut(i)) {
            Some(listed) if is_zero(listed) => *listed = figure,
            Some(_) if is_zero(&figure) => {}
            // Printed apart for each unit: no row states the class as a whole.
            Some(_) => return None,
            None => {
                at.insert(key, figures.len());
                figures.push(figure);
            }
        }
    }
    if figures.is_empty() {
        return None;
    }
    let total = view.panel.rows.iter().position(|r| matches!(r.role, RowRole::Total | RowRole::YearTotal));
    let total = total.and_then(|row| view.figure(row, column, String::new()));
    view.statement(scope, year, figures, total)
}

/// The class that a row is about: its code, an empty one for a class that the catalogue does not know, or
/// `None` for a row that is no class.
fn class_of_row(row: &Row) -> Option<String> {
    if row.role != RowRole::Item {
        return None;
    }
    if !row.code.is_empty() {
        return (row.code.len() == 3 && row.code.starts_with('2')).then(|| row.code.clone());
    }
    match class_of_name(&row.name) {
        Some(code) => Some(code.to_owned()),
        None => is_of_a_class(&row.name).then(String::new),
    }
}

/// A name that the catalogue does not know but that ends as class names do. Some provinces print 基本支出 and
/// 项目支出 beneath the classes: the same money once more, by what it is used for.
fn is_of_a_class(name: &str) -> bool {
    let name = squeeze(name);
    name.ends_with("支出") && !PARTS.iter().any(|(word, _)| name.contains(word))
}

fn is_zero(figure: &Figure) -> bool {
    figure.value.is_none_or(|v| v.is_zero())
}
