//! Basic spending (基本支出) against projects (项目支出): the total row of 支出总表.

use super::super::{
    header::{part_column, total_column, years_in},
    statement::{Figure, Scope, Statement, View},
};
use crate::model::{Disclosure, Kind, RowRole};

/// The parts into which 合计 falls, by a word of their header, with their names. The last three are seldom used; they are shown where they have a value,
/// because without them the parts do not sum to the total.
pub(super) const PARTS: [(&str, &str); 5] = [
    ("基本支出", "基本支出"),
    ("项目支出", "项目支出"),
    ("经营支出", "事业单位经营支出"),
    ("上缴上级", "上缴上级支出"),
    ("附属单位", "对附属单位补助支出"),
];

pub(super) fn statements(document: &Disclosure, own: i32) -> Vec<Statement> {
    [(Kind::Spending, Scope::All), (Kind::GeneralSpending, Scope::General)]
        .into_iter()
        .flat_map(|(kind, scope)| View::all(document, own, kind, 0).map(move |view| (view, scope)))
        .flat_map(|(view, scope)| {
            years_in(view.panel, own).into_iter().filter_map(move |year| of_year(&view, scope, year))
        })
        .collect()
}

fn of_year(view: &View, scope: Scope, year: i32) -> Option<Statement> {
    let row = view.panel.rows.iter().position(|r| matches!(r.role, RowRole::Total | RowRole::GrandTotal))?;
    let figures: Vec<Figure> = PARTS
        .into_iter()
        .filter_map(|(header, name)| {
            let column = part_column(view.panel, year, view.own, header)?;
            let figure = view.figure(row, column, name.to_owned())?;
            Some(Figure { name: name.to_owned(), ..figure })
        })
        .collect();
    if figures.iter().all(|f| f.value.is_none()) {
        return None;
    }
    let total = total_column(view.panel, year, view.own).and_then(|c| view.figure(row, c, String::new()));
    view.statement(scope, year, figures, total)
}
