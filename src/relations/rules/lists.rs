//! Lists: V3 downwards, B1–B3 in balance, V4 in tables of projects.

use super::{At, down::row_sum, procurement};
use crate::{
    model::{ColumnRole, Kind, RowRole},
    relations::{
        Builder, Term,
        columns::Header,
        list::{List, Nested},
        meaning::{Source, is_complete},
        outline::{Outline, RowSum},
        projects,
    },
};

/// V3, B1 and B2: the totals of a list.
pub(super) fn totals(at: &At, out: &mut Builder) {
    let kind = at.table.kind;
    let by_codes = Outline::is_of_subjects(at.panel) || at.panel.rows.iter().any(|r| r.role == RowRole::Unit);
    let is_other = matches!(
        kind,
        Kind::Other | Kind::Projects | Kind::ThreePublic | Kind::ProjectPerformance | Kind::OverallPerformance
    );
    let is_tree = kind == Kind::Procurement && procurement::is_tree(at.panel);
    if is_other || is_tree || (by_codes && !kind.is_two_sided()) {
        return;
    }
    let list = List::of(at.panel);
    for nested in &list.nested {
        inside(at, "V3", nested, out);
    }
    let mut year = list.items.clone();
    if let Some(total) = list.year_total {
        row_sum(at, "V3", &RowSum { total, addends: list.items.clone() }, out);
        year = vec![total];
    }
    if let Some(total) = list.grand_total {
        let addends: Vec<usize> = year.into_iter().chain(list.others).chain(list.carried).collect();
        let rule = match at.panel.name.as_str() {
            "收入" => "B1",
            "支出" => "B2",
            _ => "V2",
        };
        row_sum(at, rule, &RowSum { total, addends }, out);
    }
}

/// An item is the sum of what is inside it; it is at least each part where the parts may not be all.
pub(super) fn inside(at: &At, rule: &'static str, nested: &Nested, out: &mut Builder) {
    let name = |row: usize| at.panel.rows.get(row).map_or("", |r| r.name.as_str());
    let complete = is_complete(nested.parts.iter().map(|p| name(*p)));
    // Fiscal appropriation is of the three budgets: those that are named are all that have any.
    let of_budgets = at.table.kind == Kind::FiscalIncomeAndSpending
        && nested.parts.iter().all(|p| Source::of(name(*p)).and_then(Source::whole) == Some(Source::Fiscal));
    if complete || of_budgets || (!nested.of_which && nested.parts.len() > 1) {
        row_sum(at, rule, &RowSum { total: nested.whole, addends: nested.parts.clone() }, out);
        return;
    }
    for &part in &nested.parts {
        let label: std::sync::Arc<str> = format!("{} ≥ {}", name(nested.whole), name(part)).into();
        for (column, c) in at.panel.columns.iter().enumerate() {
            if c.role == ColumnRole::Amount {
                let terms = vec![Term::plus(at.cell(part, column))];
                out.at_least(rule, at.cell(nested.whole, column), terms, label.clone());
            }
        }
    }
}

/// B3: 收入总计 = 支出总计.
pub(super) fn balance(income: &At, spending: &At, out: &mut Builder) {
    let side = |at: &At| Some(at.cell(List::of(at.panel).grand_total?, Header::of(at.panel).whole()?));
    if let (Some(income), Some(spending)) = (side(income), side(spending)) {
        out.equal("B3", spending, vec![Term::plus(income)], "支出总计 = 收入总计");
    }
}

/// V4: in a table of projects every agency, unit and category is the sum of what stands under it.
pub(super) fn project_tree(at: &At, out: &mut Builder) {
    let lists_projects = matches!(at.table.kind, Kind::Projects | Kind::ProjectPerformance);
    if lists_projects && !Outline::is_of_subjects(at.panel) {
        for sum in projects::sums(at.panel) {
            row_sum(at, "V4", &sum, out);
        }
    }
}
