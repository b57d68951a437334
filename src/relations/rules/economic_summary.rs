//! C11: 支出经济分类汇总表 against 一般公共预算基本支出表, line by line, and against the totals.
//!
//! A line is a departmental subject together with the governmental one: the same departmental subject may stand
//! twice, once for the office and once for its institutions, or once for basic and once for project spending.

use std::collections::{BTreeMap, HashSet};

use super::view::{Grid, View, at_least, tie};
use crate::{
    model::{CellRef, ColumnRole},
    relations::{Builder, Evidence},
};

type Key<'d> = (&'d str, String);

/// The lines of a table, each with its rows.
fn lines_of<'d>(grid: &Grid<'d>) -> BTreeMap<Key<'d>, Vec<usize>> {
    let mut out: BTreeMap<Key<'d>, Vec<usize>> = BTreeMap::new();
    for (code, rows) in &grid.codes {
        for &row in rows {
            out.entry((*code, government_code(grid, row))).or_default().push(row);
        }
    }
    out
}

/// The governmental subject of a row, which may be split over columns: `502 | 01`.
fn government_code(grid: &Grid, row: usize) -> String {
    let cells = grid.at.panel.rows.get(row).map(|r| r.cells.as_slice()).unwrap_or_default();
    let labels = grid.at.panel.columns.iter().zip(cells).filter(|(c, _)| c.role == ColumnRole::Label);
    let digits = labels.map(|(_, cell)| cell.text.trim()).filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
    digits.collect::<String>()
}

/// Basic spending by line, the total by source, and the total.
pub(super) fn lines(view: &View, out: &mut Builder) {
    let Some(summary) = &view.summary else { return };
    out.doubtfully(|out| totals(view, summary, out));
    let Some(basic) = &view.basic else { return };
    let (here, there) = (lines_of(summary), lines_of(basic));
    // Where only one of the tables tells governmental subjects there are no lines to compare.
    let tells = |lines: &BTreeMap<Key, Vec<usize>>| lines.keys().any(|(_, government)| !government.is_empty());
    if tells(&here) != tells(&there) {
        return;
    }
    let (whole, basic_whole) = (summary.whole(), basic.whole());
    let find = |key: &Key| here.get(key).map(|rows| summary.cells(rows, &whole));
    // Subjects above others are sums; only the lowest are lines.
    let above: HashSet<&str> =
        there.keys().filter_map(|(c, _)| c.get(..3).filter(|above| above.len() < c.len())).collect();
    let is_lowest = |code: &str| !above.contains(code);
    let pairs: Vec<(Vec<CellRef>, Vec<CellRef>)> = there
        .iter()
        .filter(|((code, _), _)| is_lowest(code))
        .filter_map(|(key, rows)| Some((find(key)?, basic.cells(rows, &basic_whole))))
        .collect();
    let all_here: Vec<CellRef> = pairs.iter().flat_map(|(a, _)| a.iter().copied()).collect();
    let all_there: Vec<CellRef> = pairs.iter().flat_map(|(_, b)| b.iter().copied()).collect();
    let Some(all) = tie(&all_here, &all_there, &[]) else { return };
    let scope = out.scope("C11");
    let label = "支出经济分类汇总表中基本支出各科目之和 = 基本支出表各科目之和";
    let apart = out.when((scope, &[0]), "C11", all, label);
    out.reading(scope, "基本支出与项目支出分行列示", apart.into_iter().map(Evidence::Holds).collect(), None);
    out.reading(scope, "同一科目含项目支出", Vec::new(), None);
    for (a, b) in &pairs {
        let label = "支出经济分类汇总表 = 基本支出表的同一科目";
        tie(a, b, &[]).and_then(|t| out.when((scope, &[0]), "C11", t, label));
        let label = "支出经济分类汇总表 ≥ 基本支出表的同一科目";
        at_least(a, b).and_then(|t| out.doubtfully(|out| out.when((scope, &[1]), "C11", t, label)));
    }
}

/// The total of the table is that of one of the tables that it may summarize.
fn totals(view: &View, summary: &Grid, out: &mut Builder) {
    let Some(row) = summary.total_row() else { return };
    let here = summary.cells(&[row], &summary.whole());
    let of = |grid: &Option<Grid>| -> Vec<CellRef> {
        let Some(grid) = grid else { return Vec::new() };
        let rows: Vec<usize> = grid.total_row().into_iter().collect();
        grid.cells(&rows, &grid.whole())
    };
    let scope = out.scope("C11");
    let mut number = 0;
    for (reading, there) in [
        ("汇总全部支出", of(&view.spending)),
        ("汇总一般公共预算支出", of(&view.general)),
        ("汇总基本支出", of(&view.basic)),
    ] {
        let Some(tie) = tie(&here, &there, &[]) else { continue };
        let label = format!("支出经济分类汇总表合计 = 所{reading}的合计");
        let relation = out.when((scope, &[number]), "C11", tie, label);
        out.reading(scope, reading, relation.into_iter().map(Evidence::Holds).collect(), None);
        number += 1;
    }
}
