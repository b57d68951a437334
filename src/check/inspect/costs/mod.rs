//! Caps on costs (成本指标) of a performance form cover what the project is given (N9): a project of 23 万元 whose
//! costs are promised to stay within 20 万元 was changed in one place only.
//!
//! A cap on the whole project is compared by itself, caps on single costs by their sum. Where something is promised
//! for each of several things (`元/人`) or at least, what all costs are capped at is not told.

mod list;
mod target;

use rust_decimal::Decimal;

use self::target::{Bound, Target};
use crate::{
    check::{Finding, Severity, exact::Exact, exact::decimal, names},
    model::{CellRef, Disclosure, Kind, Unit, half_place, with_thousands},
    relations::{Project, performance_projects},
};

/// Names of costs that are all costs of the project.
const ALL_COSTS: &[&str] = &[
    "总成本",
    "项目成本",
    "实际成本",
    "成本总",
    "总投资",
    "总支出",
    "总费用",
    "总额",
    "预算",
    "项目资金",
    "项目经费",
    "资金规模",
];

/// Forms whose caps are below the amount.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let forms = d.tables.iter().enumerate().filter(|(_, t)| t.kind == Kind::ProjectPerformance);
    forms.flat_map(|(index, _)| of_table(d, index)).collect()
}

fn of_table(d: &Disclosure, index: usize) -> Vec<Finding> {
    let (Some(table), projects) = (d.tables.get(index), performance_projects(d, index)) else { return Vec::new() };
    let in_rows = table.panels.first().map(list::of_rows).unwrap_or_default();
    let in_text = if in_rows.is_empty() && projects.len() == 1 { list::of_text(&table.raw) } else { Vec::new() };
    let found = |project: &Project| {
        let mine = in_rows.iter().filter(|(row, _)| project.rows.contains(row)).map(|(_, target)| target);
        of_project(d, table.unit, project, &mine.chain(&in_text).collect::<Vec<_>>())
    };
    projects.iter().flat_map(found).collect()
}

fn of_project(d: &Disclosure, unit: Unit, project: &Project, targets: &[&Target]) -> Vec<Finding> {
    let whole: Vec<&Target> = targets.iter().copied().filter(|t| t.bound == Bound::AtMost && is_of_all(t)).collect();
    if !whole.is_empty() {
        return whole.into_iter().filter_map(|cap| below(d, unit, project, &[cap])).collect();
    }
    if targets.iter().any(|t| t.bound != Bound::AtMost) {
        return Vec::new();
    }
    below(d, unit, project, targets).into_iter().collect()
}

fn is_of_all(cap: &Target) -> bool {
    ALL_COSTS.iter().any(|w| cap.name.contains(w))
}

/// These caps together are less than the amount, by more than their last places.
fn below(d: &Disclosure, unit: Unit, project: &Project, caps: &[&Target]) -> Option<Finding> {
    let exact = |value: Decimal, unit: Unit| match Exact::of(Some(value), unit) {
        Exact::Value(v) => Some((v, Exact::of(Some(half_place(value.scale(), unit)), unit).or_zero())),
        Exact::Blank | Exact::Beyond => None,
    };
    let sum = |all: Vec<(i128, i128)>| all.into_iter().fold((0, 0), |(a, b), (v, h)| (a + v, b + h));
    let printed: Vec<CellRef> =
        project.whole().iter().copied().filter(|c| d.cell(*c).is_some_and(|c| c.value.is_some())).collect();
    let values = printed.iter().map(|c| exact(d.cell(*c)?.value?, unit)).collect::<Option<Vec<_>>>()?;
    let (given, given_half) = sum(values);
    let (capped, capped_half) = sum(caps.iter().map(|t| exact(t.value, t.unit)).collect::<Option<Vec<_>>>()?);
    let (first, _) = (*printed.first()?, caps.first()?);
    if given - capped <= given_half + capped_half {
        return None;
    }
    let places = d.cell(first)?.value?.scale();
    let amount = |v: i128| decimal(v, unit, places);
    let figures = (amount(given), amount(capped), amount(given - capped));
    let said = |v: Decimal| format!("{} {}", with_thousands(v), unit.name());
    let name = |t: &&Target| format!("“{}”", t.name);
    let (what, but, severity) = match caps {
        [cap] if is_of_all(cap) => (format!("成本指标{}定的上限", name(cap)), "", Severity::Warning),
        // Nobody has to cap all costs of a project: that one was forgotten is only possible.
        [cap] => (format!("成本指标只有{}一项，上限", name(cap)), "；成本指标没有列全的，可以不改", Severity::Hint),
        _ => {
            let names: Vec<String> = caps.iter().take(3).map(name).collect();
            let more = if caps.len() > 3 { format!("等 {} 项", caps.len()) } else { String::new() };
            (format!("成本指标{}{more}的上限合计", names.concat()), "；成本指标没有列全的，请注明", Severity::Warning)
        }
    };
    let message = format!(
        "{}“{}”的{what}为 {}，少于项目金额 {}，差 {}：请核对金额改动后成本指标是否跟着改了{but}。",
        names::table(d, first.table),
        project.name,
        said(figures.1),
        said(figures.0),
        said(figures.2),
    );
    Some(Finding {
        cells: printed,
        table: Some(first.table),
        stated: Some(figures.0),
        computed: Some(figures.1),
        difference: Some(figures.2),
        allowed: Some(amount(given_half + capped_half)),
        ..Finding::new("N9", severity, message)
    })
}
