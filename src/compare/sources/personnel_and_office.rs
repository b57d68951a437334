//! Staff costs (人员经费) against office costs (公用经费): the columns of that name in the total row of
//! 一般公共预算基本支出表 or 一般公共预算支出表, or the rows 人员经费合计 and 公用经费合计 where a table has those instead.

use super::super::{
    header::{part_column, total_column, years_in},
    statement::{Figure, Scope, Statement, View},
};
use crate::model::{Disclosure, Kind, RowRole, text::squeeze};

/// The two parts of basic spending.
const PARTS: [&str; 2] = ["人员经费", "公用经费"];

pub(super) fn statements(document: &Disclosure, own: i32) -> Vec<Statement> {
    [Kind::GeneralBasicSpending, Kind::GeneralSpending]
        .into_iter()
        .flat_map(|kind| View::all(document, own, kind, 0).map(move |view| (view, kind)))
        .flat_map(|(view, kind)| {
            years_in(view.panel, own).into_iter().filter_map(move |year| of_year(&view, kind, year))
        })
        .collect()
}

/// Both parts must be printed: one of them alone would look like the whole.
fn of_year(view: &View, kind: Kind, year: i32) -> Option<Statement> {
    let whole = view.panel.rows.iter().position(|r| matches!(r.role, RowRole::Total | RowRole::GrandTotal));
    let figure = |part: &str| -> Option<Figure> {
        let of_column = || {
            let column = part_column(view.panel, year, view.own, part)?;
            view.figure(whole?, column, part.to_owned()).filter(|f| f.value.is_some())
        };
        let of_row = || {
            let column = total_column(view.panel, year, view.own)?;
            let says_so = |name: &str| {
                let name = squeeze(name);
                name.strip_prefix(part).is_some_and(|rest| matches!(rest, "" | "合计" | "小计" | "支出"))
            };
            let row = view.panel.rows.iter().position(|r| says_so(&r.name))?;
            view.figure(row, column, part.to_owned()).filter(|f| f.value.is_some())
        };
        of_column().or_else(of_row).map(|f| Figure { name: part.to_owned(), ..f })
    };
    let figures: Vec<Figure> = PARTS.into_iter().filter_map(figure).collect();
    if figures.len() < PARTS.len() {
        return None;
    }
    // In 一般公共预算支出表 the whole of the row has the projects in it: there 基本支出 is the total.
    let column = match kind {
        Kind::GeneralBasicSpending => total_column(view.panel, year, view.own),
        _ => part_column(view.panel, year, view.own, "基本支出"),
    };
    let total = column.zip(whole).and_then(|(column, row)| view.figure(row, column, String::new()));
    view.statement(Scope::General, year, figures, total)
}
