//! Income by source (收入来源): the left side of 收支总表.

use super::super::{
    header::{total_column, years_in},
    statement::{Figure, Scope, Statement, View},
};
use crate::model::{
    Disclosure, Kind, RowRole,
    text::{name_key, squeeze},
};

/// Words by which a source is the same under different wording (一般公共预算拨款, 一般公共预算财政拨款收入), the
/// more telling first: 事业单位经营收入 is not 事业收入.
const SOURCES: [&str; 11] = [
    "一般公共预算",
    "政府性基金",
    "国有资本经营",
    "财政专户",
    "上级补助",
    "附属单位",
    "经营收入",
    "事业收入",
    "单位资金",
    "其他收入",
    "投资收益",
];

/// The key of money carried over from last year, its own group however it is worded.
const CARRIED_IN: &str = "上年结转";

pub(super) fn statements(document: &Disclosure, own: i32) -> Vec<Statement> {
    [(Kind::IncomeAndSpending, Scope::All), (Kind::FiscalIncomeAndSpending, Scope::Fiscal)]
        .into_iter()
        .flat_map(|(kind, scope)| View::all(document, own, kind, 0).map(move |view| (view, scope)))
        .flat_map(|(view, scope)| {
            years_in(view.panel, own).into_iter().filter_map(move |year| of_year(&view, scope, year))
        })
        .collect()
}

fn of_year(view: &View, scope: Scope, year: i32) -> Option<Statement> {
    let column = total_column(view.panel, year, view.own)?;
    let figures: Vec<Figure> = source_rows(view)
        .into_iter()
        .filter_map(|(row, carried_in)| {
            let name = &view.panel.rows.get(row)?.name;
            view.figure(row, column, if carried_in { CARRIED_IN.to_owned() } else { source_key(name) })
        })
        .collect();
    let total = view.panel.rows.iter().position(|r| matches!(r.role, RowRole::GrandTotal | RowRole::Total));
    let total = total.and_then(|row| view.figure(row, column, String::new()));
    if figures.iter().all(|f| f.value.is_none()) {
        return None;
    }
    view.statement(scope, year, figures, total)
}

/// The rows whose sum is the total of income: the sources of this year at their top level, and the money
/// carried over as a whole. Left out are totals, 其中 rows, and what 上年结转 consists of.
fn source_rows(view: &View) -> Vec<(usize, bool)> {
    let rows = &view.panel.rows;
    let mut found = Vec::new();
    let mut carried_level = None;
    for (i, row) in rows.iter().enumerate() {
        match row.role {
            RowRole::CarriedIn if carried_level.is_none_or(|level| row.level <= level) => {
                // 使用非财政拨款结余 is a second sum carried over, beside 上年结转 and not part of it.
                let first = carried_level.is_none();
                carried_level = Some(row.level);
                found.push((i, first));
            }
            RowRole::Item => {
                let part_of_carried = carried_level.is_some_and(|level| row.level > level);
                if !part_of_carried {
                    found.push((i, false));
                }
            }
            role if role.is_total() => carried_level = None,
            _ => {}
        }
    }
    let item = |&(i, _): &(usize, bool)| rows.get(i).filter(|r| r.role == RowRole::Item);
    let top = found.iter().filter_map(item).map(|r| r.level).min();
    found.retain(|at| item(at).is_none_or(|row| Some(row.level) == top));
    found
}

fn source_key(name: &str) -> String {
    let squeezed = squeeze(name);
    SOURCES.iter().find(|word| squeezed.contains(**word)).map_or_else(|| name_key(name), |word| (*word).to_owned())
}
