//! What a reader must know before comparing two columns: what is missing, what covers another scope (口径), what was
//! converted.

use std::collections::BTreeSet;

use super::{
    Comparison, Order, Side,
    reading::{Absent, Reading},
};
use crate::model::{Disclosure, Kind, Stage, Status, Table, Unit, text::agency_key};

mod scope;

/// All notes, the graver first.
pub(super) fn of(
    comparison: &Comparison,
    documents: &[&Disclosure],
    readings: &[Result<Reading, Absent>],
) -> Vec<String> {
    let mut out = Vec::new();
    let sides = &comparison.sides;
    absent(comparison, readings, &mut out);
    stages(sides, &mut out);
    agencies(comparison, &mut out);
    levels(comparison, readings, documents, &mut out);
    scope::carried(comparison, documents, readings, &mut out);
    several(sides, readings, &mut out);
    units(comparison, readings, &mut out);
    summed(comparison, &mut out);
    out
}

/// Tables that are missing or lost, in whole or in part, and columns that are not printed.
fn absent(comparison: &Comparison, readings: &[Result<Reading, Absent>], out: &mut Vec<String>) {
    let name = comparison.aspect.name();
    for (at, (side, reading)) in comparison.sides.iter().zip(readings).enumerate() {
        let label = &side.label;
        match reading {
            Err(Absent::NoTable) => out.push(format!("{label}：没有“{name}”，这一栏空着，不等于没有金额。")),
            Err(Absent::Unreadable) => {
                out.push(format!("{label}：“{name}”的原文已损坏，无法识别，这一栏空着；请换一份清楚的原文。"));
            }
            Ok(_) if comparison.read.get(at).is_some_and(Option::is_none) => {
                let measure = &comparison.aspect.measure;
                let measure = if measure.is_empty() { "合计" } else { measure };
                out.push(format!("{label}：“{name}”没有“{measure}”栏，这一栏空着。"));
            }
            Ok(reading) if reading.table.status == Status::Partial => {
                out.push(format!("{label}：“{name}”只识别了一部分，没有列出的科目不一定没有金额，请对照原文。"));
            }
            Ok(_) => {}
        }
        if side.year.is_none() && comparison.order == Order::Years {
            out.push(format!("{label}：文件没有写明年度，排在最后；请在原文标题中补上年度后重新打开。"));
        }
    }
}

/// What is planned is not what was spent.
fn stages(sides: &[Side], out: &mut Vec<String>) {
    let of = |stage: Stage| sides.iter().filter(|s| s.stage == stage).map(|s| s.label.as_str()).collect::<Vec<_>>();
    let (budgets, accounts) = (of(Stage::Budget), of(Stage::FinalAccounts));
    if !budgets.is_empty() && !accounts.is_empty() {
        out.push(format!(
            "{}是预算数，{}是决算数，口径不同，增减不等于安排的增减。",
            budgets.join("、"),
            accounts.join("、")
        ));
    }
    let executed: Vec<&str> =
        sides.iter().filter(|s| s.restated && s.label.contains("执行数")).map(|s| s.label.as_str()).collect();
    if !executed.is_empty() {
        out.push(format!("{}是执行数，不是预算数，与预算数的增减请注意口径。", executed.join("、")));
    }
}

/// Years of one agency, it is thought: other names are said.
fn agencies(comparison: &Comparison, out: &mut Vec<String>) {
    let names: BTreeSet<String> = comparison.sides.iter().map(|s| agency_key(&s.agency)).collect();
    if comparison.order == Order::Years && names.len() > 1 {
        out.push("各栏的部门名称不同：按年度比较的应是同一部门；部门更名、合并或分设时，前后范围可能不同。".to_owned());
    }
    let years: BTreeSet<Option<i32>> = comparison.sides.iter().map(|s| s.year).collect();
    if comparison.order == Order::Agencies && years.len() > 1 {
        out.push("各栏的年度不同：按部门比较时最好是同一年度。".to_owned());
    }
}

/// Whose figures a table holds: those of a department with all its units, or those of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Department,
    Unit,
}

impl Level {
    /// By how a document calls its tables: 部门收支总表, 单位收支总表.
    fn of(tables: &[Table]) -> Option<Self> {
        let says = |word: &str| tables.iter().filter(|t| t.title.contains(word)).count();
        match (says("部门"), says("单位")) {
            (0, 0) => None,
            (department, 0) if department > 2 => Some(Level::Department),
            (department, unit) if unit > 2 && unit > 2 * department => Some(Level::Unit),
            _ => None,
        }
    }
}

fn levels(
    comparison: &Comparison,
    readings: &[Result<Reading, Absent>],
    documents: &[&Disclosure],
    out: &mut Vec<String>,
) {
    let level = |reading: &Result<Reading, Absent>| {
        let document = documents.get(reading.as_ref().ok()?.document)?;
        Level::of(&document.tables)
    };
    let of = |which: Level| -> Vec<&str> {
        let sides = comparison.sides.iter().zip(readings);
        sides.filter(|(_, r)| level(r) == Some(which)).map(|(s, _)| s.label.as_str()).collect()
    };
    let (departments, units) = (of(Level::Department), of(Level::Unit));
    if !departments.is_empty() && !units.is_empty() {
        out.push(format!(
            "{}是部门的汇总数，{}是单位的数，范围不同，不宜直接相比。",
            departments.join("、"),
            units.join("、")
        ));
    }
}

/// Several tables of a kind, of which one was taken.
fn several(sides: &[Side], readings: &[Result<Reading, Absent>], out: &mut Vec<String>) {
    for (side, reading) in sides.iter().zip(readings) {
        let Ok(reading) = reading else { continue };
        if reading.alike > 1 {
            let (label, title) = (&side.label, &reading.table.title);
            out.push(format!("{label}：这种表有 {} 张，比较的是“{title}”。", reading.alike));
        }
    }
}

fn units(comparison: &Comparison, readings: &[Result<Reading, Absent>], out: &mut Vec<String>) {
    let unit = comparison.unit;
    let mut converted: Vec<(Unit, Vec<&str>)> = Vec::new();
    for (side, reading) in comparison.sides.iter().zip(readings) {
        let Ok(reading) = reading else { continue };
        let own = reading.table.unit;
        if own == unit {
            continue;
        }
        match converted.iter_mut().find(|(u, _)| *u == own) {
            Some((_, labels)) => labels.push(&side.label),
            None => converted.push((own, vec![&side.label])),
        }
    }
    for (own, labels) in converted {
        out.push(format!("{}原表单位为{}，已换算为{}。", labels.join("、"), own.name(), unit.name()));
    }
}

fn summed(comparison: &Comparison, out: &mut Vec<String>) {
    let lines = comparison.lines.iter().filter(|l| !l.summed.is_empty()).count();
    if lines > 0 {
        let why = if comparison.aspect.kind == Kind::GeneralBasicSpending {
            "同一科目对应几个科目"
        } else {
            "同一科目分列在几个单位下"
        };
        out.push(format!("有 {lines} 行的数由原表几行相加得出（{why}），在说明中标明。"));
    }
}
