//! The indicators of costs (成本指标) of a performance form: in the label columns of a list, or in the text that
//! recognition keeps of a form.

use super::target::{Target, read};
use crate::model::{Cell, ColumnRole, Panel, text::squeeze};

/// What else indicators are of: there the costs end.
const OTHERS: &[&str] = &[
    "产出指",
    "数量指",
    "质量指",
    "时效指",
    "效益指",
    "效果指",
    "效果目标",
    "产出目标",
    "经济效",
    "社会效",
    "生态效",
    "生态环境",
    "可持续",
    "满意度",
    "服务对象",
    "社会成本",
    "一级指标",
];
const COSTS: &[&str] = &["成本指标", "成本指", "经济成本"];
/// Columns of an indicator's target, in the order in which they are printed.
const TARGET: &[&str] = &["性质", "符号", "指标值", "目标值", "单位"];

fn begins(cell: &str, words: &[&str]) -> bool {
    words.iter().any(|w| cell.starts_with(w))
}

/// The targets in money among the costs of a form, from the text of its cells: a row a line, cells kept apart by
/// tabs or each on a line of its own.
pub(super) fn of_text(raw: &str) -> Vec<Target> {
    let mut out = Vec::new();
    let mut is_costs = false;
    let mut before = String::new();
    for line in raw.lines().filter(|l| !l.trim().is_empty()) {
        let mut words = Vec::new();
        for cell in line.split('\t').filter(|c| !c.trim().is_empty()) {
            let key = squeeze(cell);
            // Where both stand on a line, the inner one decides.
            if begins(&key, OTHERS) {
                is_costs = false;
            } else if begins(&key, COSTS) && read(cell.split_whitespace(), "").is_none() {
                is_costs = true;
            } else {
                words.extend(cell.split_whitespace());
            }
        }
        if is_costs {
            out.extend(read(words.iter().copied(), &before));
        }
        if !words.is_empty() {
            before = words.concat();
        }
    }
    out
}

/// The same in a list of projects whose indicators stand in label columns, with the row of each.
pub(super) fn of_rows(panel: &Panel) -> Vec<(usize, Target)> {
    let columns = || panel.columns.iter().enumerate().filter(|(_, c)| c.role == ColumnRole::Label);
    let is_leaf = |names: &[&str], leaf: &str| names.iter().any(|n| leaf.contains(n));
    let over = |path: &[String]| path.iter().rev().skip(1).any(|p| begins(&squeeze(p), COSTS));
    // `成本指标 / 三级指标 | 指标值`: the costs have columns of their own.
    let own: Vec<usize> = columns().filter(|(_, c)| over(&c.path)).map(|(i, _)| i).collect();
    let level = |name: &str| columns().find(|(_, c)| squeeze(c.leaf()).contains(name)).map(|(i, _)| i);
    let levels: Vec<usize> = ["一级指标", "二级指标"].iter().filter_map(|n| level(n)).collect();
    let named = if own.is_empty() { level("三级指标").into_iter().collect() } else { Vec::new() };
    let told = columns().filter(|(_, c)| own.is_empty() && is_leaf(TARGET, &squeeze(c.leaf()))).map(|(i, _)| i);
    let words: Vec<usize> = [own.clone(), named, told.collect()].concat();
    let text = |cells: &[Cell], i: usize| cells.get(i).map(|c| c.text.clone()).unwrap_or_default();
    let mut out = Vec::new();
    for (index, row) in panel.rows.iter().enumerate() {
        let is_costs = !own.is_empty() || {
            let of: Vec<String> = levels.iter().map(|i| squeeze(&text(&row.cells, *i))).collect();
            of.iter().any(|l| begins(l, COSTS)) && !of.iter().any(|l| begins(l, OTHERS))
        };
        if !is_costs {
            continue;
        }
        let cells: Vec<String> = words.iter().map(|i| text(&row.cells, *i)).collect();
        let target = read(cells.iter().flat_map(|c| c.split_whitespace()), "");
        out.extend(target.map(|t| (index, t)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(raw: &str) -> Vec<String> {
        of_text(raw).into_iter().map(|t| format!("{} {}", t.name, t.value)).collect()
    }

    #[test]
    fn costs_end_where_other_indicators_begin() {
        let rows = "产出指标\t数量指标\t设备\t≤3万元\n成本指标\t经济成本指标\t印刷费\t≤1.2万元\n租赁费\t≤0.8万元\n社会成本指标\t误工\t≤9万元\n效益指标\t社会效益\t增收\t≤5万元";
        assert_eq!(names(rows), ["印刷费 1.2", "租赁费 0.8"]);
        let lines =
            "质量指标\n合格率\n≥95%\n成本指标\n项目总成本\n项目总成本\n≤23万元\n年度计划\n效益指标\n增收\n≤5万元";
        assert_eq!(names(lines), ["项目总成本 23"]);
    }
}
