//! The forms of performance targets: their own sums (H5), and the form of the whole agency against the tables
//! (C11).

use std::sync::Arc;

use super::{
    At, project_rows,
    view::{View, tie},
};
use crate::{
    model::{
        CellRef, ColumnRole, Kind, RowRole,
        text::{name_key, squeeze},
    },
    relations::{Builder, Evidence, Term},
};

/// Sources that are all there are when they stand beside each other under one header.
const SOURCES: &[&[&str]] =
    &[&["财政资金", "其他资金"], &["财政拨款", "其他资金"], &["政府预算资金", "财政专户", "单位资金"]];
/// Headers of what they add up to.
const TOTALS: &[&str] = &["预算数", "资金总额", "年度资金总额", "实施期资金总额", "项目资金总额", "合计"];

/// H5: the amount of a project is the sum of its sources, and what is planned to be spent by the end of the
/// year; in the form of the whole agency each list of parts adds up.
pub(super) fn amounts(at: &At, out: &mut Builder) {
    match at.table.kind {
        Kind::ProjectPerformance => {
            sources(at, out);
            out.doubtfully(|out| plan(at, out));
        }
        Kind::OverallPerformance => out.doubtfully(|out| parts(at, out)),
        _ => {}
    }
}

/// The amount columns under one upper header: its name, and the lowest headers.
fn groups(at: &At) -> Vec<(String, Vec<Named>)> {
    let mut out: Vec<(String, Vec<Named>)> = Vec::new();
    for (i, column) in at.panel.columns.iter().enumerate().filter(|(_, c)| c.role == ColumnRole::Amount) {
        let above = column.path.split_last().map(|(_, above)| squeeze(&above.concat())).unwrap_or_default();
        let leaf = (i, squeeze(column.leaf()));
        match out.last_mut() {
            Some((name, leaves)) if *name == above => leaves.push(leaf),
            _ => out.push((above, vec![leaf])),
        }
    }
    out
}

/// A column and its name.
type Named = (usize, String);

/// The columns of a form that are totals of sources, each with all of these.
pub(super) fn sums(at: &At) -> Vec<(Named, Vec<Named>)> {
    let sum = |leaves: Vec<Named>| {
        let is_total = |(_, leaf): &&Named| TOTALS.contains(&leaf.as_str());
        let total = leaves.iter().find(is_total)?.clone();
        let parts: Vec<Named> = leaves.into_iter().filter(|(i, _)| *i != total.0).collect();
        let is_complete = |words: &&[&str]| {
            words.len() == parts.len() && words.iter().all(|w| parts.iter().any(|(_, leaf)| leaf.contains(w)))
        };
        SOURCES.iter().any(is_complete).then_some((total, parts))
    };
    groups(at).into_iter().filter_map(|(_, leaves)| sum(leaves)).collect()
}

fn sources(at: &At, out: &mut Builder) {
    for ((total, name), parts) in sums(at) {
        let label = super::label(Some(&name), parts.iter().map(|(_, leaf)| Some(leaf)));
        for row in 0..at.panel.rows.len() {
            let terms = parts.iter().map(|(i, _)| Term::plus(at.cell(row, *i))).collect();
            out.define("H5", at.cell(row, total), terms, label.clone());
        }
    }
}

/// 3月底, 6月底 … 12月底: what is to be spent by then, all together.
fn plan(at: &At, out: &mut Builder) {
    let groups = groups(at);
    let Some((_, months)) = groups.iter().find(|(_, leaves)| leaves.iter().any(|(_, l)| l.ends_with("月底"))) else {
        return;
    };
    let cumulative: Arc<str> = "支出计划按累计数填列，后一期不小于前一期".into();
    for row in 0..at.panel.rows.len() {
        for pair in months.windows(2) {
            if let [(before, _), (after, _)] = pair {
                let terms = vec![Term::plus(at.cell(row, *before))];
                out.at_least("H5", at.cell(row, *after), terms, cumulative.clone());
            }
        }
    }
    let Some((last, _)) = months.iter().find(|(_, leaf)| leaf == "12月底") else { return };
    for (row, project) in project_rows::of_performance(at).iter().enumerate() {
        if let ([whole], 1) = (project.whole(), at.panel.rows.len()) {
            let terms = vec![Term::plus(*whole)];
            out.equal("H5", at.cell(row, *last), terms, "12月底的累计支出计划 = 项目预算数");
        }
    }
}

/// The lists of parts in the form of the whole agency: 收入构成, 支出构成, each with its rows.
fn parts(at: &At, out: &mut Builder) {
    let lists = lists(at);
    let total = at.panel.rows.iter().position(|r| r.role.is_total() && list_of(at, &r.cells).is_empty());
    for (_, rows) in &lists {
        let role = |i: &usize| at.panel.rows.get(*i).map(|r| r.role);
        let own = rows.iter().copied().find(|i| role(i).is_some_and(RowRole::is_total));
        let items: Vec<usize> = rows.iter().copied().filter(|i| role(i) == Some(RowRole::Item)).collect();
        let (Some(total), [_, _, ..]) = (own.or(total), &items[..]) else { continue };
        let name = |i: usize| at.panel.rows.get(i).map(|r| name_key(&r.name));
        let label = super::label(name(total), items.iter().map(|i| name(*i)));
        for (column, _) in at.panel.columns.iter().enumerate().filter(|(_, c)| c.role == ColumnRole::Amount) {
            let terms = items.iter().map(|i| Term::plus(at.cell(*i, column))).collect();
            out.equal("H5", at.cell(total, column), terms, label.clone());
        }
    }
}

fn list_of(at: &At, cells: &[crate::model::Cell]) -> String {
    let first = at.panel.columns.iter().zip(cells).find(|(c, _)| c.role == ColumnRole::Label);
    first.map(|(_, cell)| squeeze(&cell.text)).unwrap_or_default()
}

fn lists(at: &At) -> Vec<(String, Vec<usize>)> {
    let mut out: Vec<(String, Vec<usize>)> = Vec::new();
    for (i, row) in at.panel.rows.iter().enumerate() {
        let list = list_of(at, &row.cells);
        if !["收入", "支出", "来源", "结构", "构成"].iter().any(|w| list.contains(w)) {
            continue;
        }
        match out.iter_mut().find(|(name, _)| *name == list) {
            Some((_, rows)) => rows.push(i),
            None => out.push((list, vec![i])),
        }
    }
    out
}

/// C11: what the form of the whole agency states of this year is what the tables state.
pub(super) fn against_tables(view: &View, out: &mut Builder) {
    for at in &view.overall {
        let Some(column) = at.panel.columns.iter().position(|c| c.role == ColumnRole::Amount) else { continue };
        let mut total = Vec::new();
        for (i, row) in at.panel.rows.iter().enumerate() {
            let (here, name) = (vec![at.cell(i, column)], name_key(&row.name));
            if row.role.is_total() {
                total = here.clone();
                one_of("整体绩效目标表的合计", &here, totals(view), out);
            } else if name == "基本支出" || name == "项目支出" {
                one_of(&format!("整体绩效目标表的{name}"), &here, columns(view, &name), out);
            }
        }
        let items: Vec<CellRef> = at
            .panel
            .rows
            .iter()
            .enumerate()
            .filter(|(_, r)| r.role == RowRole::Item)
            .map(|(i, _)| at.cell(i, column))
            .collect();
        let appropriated: Vec<CellRef> = (0..at.panel.rows.len())
            .filter(|i| at.panel.rows.get(*i).is_some_and(|r| r.role != RowRole::OfWhich && !r.role.is_total()))
            .filter(|i| is_fiscal(at, *i))
            .map(|i| at.cell(i, column))
            .collect();
        one_of("整体绩效目标表的财政资金", &appropriated, fiscal_totals(view), out);
        // Without a total the sources of the form add up to it.
        if total.is_empty() && lists(at).is_empty() {
            one_of("整体绩效目标表各项资金之和", &items, totals(view), out);
        }
    }
}

/// The row states what is appropriated: by its own name, or by the group that it stands in.
fn is_fiscal(at: &At, row: usize) -> bool {
    let Some(r) = at.panel.rows.get(row) else { return false };
    let named = |text: &str| {
        let name = name_key(text);
        let name = name.split('(').next().unwrap_or_default();
        ["财政拨款", "财政资金", "财政拨款资金", "政府预算资金"].contains(&name)
    };
    named(&r.name) || named(&list_of(at, &r.cells))
}

/// The figures that may be all that is appropriated: of this year, and with what is carried in.
fn fiscal_totals(view: &View) -> Vec<(&'static str, CellRef)> {
    let sides = [
        ("财政拨款支出总计", view.fiscal_out.as_ref().and_then(|s| s.grand_total())),
        ("财政拨款本年支出", view.fiscal_out.as_ref().and_then(|s| s.year_total())),
        ("财政拨款本年收入", view.fiscal_in.as_ref().and_then(|s| s.year_total())),
    ];
    sides.into_iter().filter_map(|(n, c)| Some((n, c?))).collect()
}

/// The figures that may be the agency's whole budget: with and without what is carried in, all money or fiscal.
fn totals(view: &View) -> Vec<(&'static str, CellRef)> {
    let sides = [
        ("支出总计", view.all_out.as_ref().and_then(|s| s.grand_total())),
        ("本年支出合计", view.all_out.as_ref().and_then(|s| s.year_total())),
        ("本年收入合计", view.all_in.as_ref().and_then(|s| s.year_total())),
        ("财政拨款支出总计", view.fiscal_out.as_ref().and_then(|s| s.grand_total())),
        ("财政拨款本年收入", view.fiscal_in.as_ref().and_then(|s| s.year_total())),
    ];
    let spending = view.spending.as_ref().and_then(|g| g.cells(&[g.total_row()?], &g.whole()).first().copied());
    sides.into_iter().chain([("支出总表合计", spending)]).filter_map(|(n, c)| Some((n, c?))).collect()
}

fn columns(view: &View, name: &str) -> Vec<(&'static str, CellRef)> {
    let of = |grid: &Option<super::view::Grid>| {
        let grid = grid.as_ref()?;
        let cells = grid.cells(&[grid.total_row()?], &grid.columns(name));
        if let [cell] = cells[..] { Some(cell) } else { None }
    };
    [("支出总表", of(&view.spending)), ("一般公共预算支出表", of(&view.general))]
        .into_iter()
        .filter_map(|(n, c)| Some((n, c?)))
        .collect()
}

/// The cells add up to one of these; if to none, the nearest is what is compared with.
fn one_of(what: &str, here: &[CellRef], figures: Vec<(&'static str, CellRef)>, out: &mut Builder) {
    let scope = out.scope("C11");
    let mut number = 0;
    for (name, figure) in figures {
        let Some(tie) = tie(here, &[figure], &[]) else { continue };
        let relation = out.when((scope, &[number]), "C11", tie, format!("{what} = {name}"));
        let mut evidence: Vec<Evidence> = relation.into_iter().map(Evidence::Holds).collect();
        evidence.push(Evidence::Money(here.to_vec()));
        out.reading(scope, name, evidence, None);
        number += 1;
    }
    out.reading(scope, "没有填金额，不比较", vec![Evidence::NoMoney(here.to_vec())], None);
}
