//! Weights of performance indicators (权重, 分值) add up to 100, or to 90 with 10 for carrying out the budget
//! (N11). Recognition keeps the indicators of a form as text; weights are read from it where their column is certain.
//! In a list of projects they have a column.

use rust_decimal::Decimal;

use crate::{
    check::{Finding, Severity},
    model::{Column, ColumnRole, Disclosure, Kind, Table, parse_amount, text::squeeze},
    relations::{Project, performance_projects},
};

/// Forms whose weights add up to something else.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let is_form = |kind| matches!(kind, Kind::ProjectPerformance | Kind::OverallPerformance);
    let tables = d.tables.iter().enumerate().filter(|(_, t)| is_form(t.kind));
    tables.flat_map(|(index, table)| of_table(index, table).into_iter().chain(of_list(d, index))).collect()
}

fn of_table(index: usize, table: &Table) -> Option<Finding> {
    let sum = wrong_sum(&column(&table.raw)?)?;
    let message = format!("绩效指标的权重（分值）合计 {sum}，应为 100（预算执行率另占 10 的为 90）。");
    Some(Finding { table: u32::try_from(index).ok(), ..Finding::new("N11", Severity::Warning, message) })
}

/// The projects of a list whose indicators stand in its rows.
fn of_list(d: &Disclosure, index: usize) -> Vec<Finding> {
    let Some(panel) = d.tables.get(index).and_then(|t| t.panels.first()) else { return Vec::new() };
    let named = |words: &[&str]| {
        let is = |c: &Column| c.role == ColumnRole::Label && words.contains(&squeeze(c.leaf()).as_str());
        panel.columns.iter().position(is)
    };
    let Some(column) = named(&["本年权重"]).or_else(|| named(&["权重", "分值", "分值权重", "指标分值"]))
    else {
        return Vec::new();
    };
    let weight = |row: &usize| parse_amount(&panel.rows.get(*row)?.cells.get(column)?.text);
    let found = |project: Project| {
        let sum = wrong_sum(&project.rows.iter().map(weight).collect::<Option<Vec<_>>>()?)?;
        let message =
            format!("“{}”的绩效指标权重（分值）合计 {sum}，应为 100（预算执行率另占 10 的为 90）。", project.name);
        let cells = project.whole().first().copied().into_iter().collect();
        let finding = Finding::new("N11", Severity::Warning, message);
        Some(Finding { cells, table: u32::try_from(index).ok(), ..finding })
    };
    performance_projects(d, index).into_iter().filter_map(found).collect()
}

/// What these weights add up to, where it is neither 100 nor 90. Of one or two it is not known whether they are all.
fn wrong_sum(weights: &[Decimal]) -> Option<Decimal> {
    let sum: Decimal = weights.iter().sum();
    let stands = |n: i64| sum == Decimal::from(n);
    (weights.len() >= 3 && !stands(100) && !stands(90)).then(|| sum.normalize())
}

/// The figures under the header 权重 or 分值, of a form whose cells are kept apart by tabs. `None` where a row
/// has none: then a merged cell or a torn line hides some.
fn column(raw: &str) -> Option<Vec<Decimal>> {
    let mut lines = raw.lines();
    let place = lines.by_ref().find_map(|line| {
        let cells: Vec<String> = line.split('\t').map(squeeze).collect();
        // A list of several projects has the weights of each.
        let is_header = cells.iter().any(|c| c.contains("三级指标")) && !cells.iter().any(|c| c == "项目名称");
        let place = cells.iter().position(|c| c.contains("权重") || c.contains("分值"))?;
        is_header.then_some((place, cells.len()))
    })?;
    let mut weights = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != place.1 {
            break;
        }
        weights.push(parse_amount(cells.get(place.0)?)?);
    }
    Some(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(weights: [&str; 4]) -> Option<Finding> {
        let rows: Vec<String> = weights.iter().map(|w| format!("产出\t数量指标\t指标\t≥95%\t{w}")).collect();
        let raw = format!("年度目标\t内容\n一级指标\t二级指标\t三级指标\t指标值\t分值权重\n{}\n备注", rows.join("\n"));
        of_table(0, &Table { kind: Kind::OverallPerformance, raw, ..Table::default() })
    }

    #[test]
    fn weights_add_up_to_a_hundred_or_ninety() {
        assert!(form(["30", "25", "25", "10"]).is_none());
        assert!(form(["40", "25", "25", "10"]).is_none());
        assert_eq!(form(["30", "20", "25", "10"]).map(|f| f.severity), Some(Severity::Warning));
    }

    #[test]
    fn a_weight_that_was_not_read_leaves_it_open() {
        assert!(form(["30", "", "25", "10"]).is_none());
    }
}
