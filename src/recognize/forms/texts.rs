//! The sentences inside a form whose cells are known: goals, grounds, estimates (项目总体目标, 立项依据, 测算依据)
//! that state money. What states none is left in [`Table::raw`](crate::model::Table::raw) alone.

use super::cells::{FormCell, Grid};

/// A label is no longer than this.
const LABEL: usize = 16;
/// A shorter cell is a target or a value with its unit and no sentence.
const SENTENCE: usize = 12;
/// The most sentences of one form.
const MOST: usize = 200;

/// A text with the label beside (or over) it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormText {
    /// As printed; empty where there is none.
    pub label: String,
    /// As printed.
    pub text: String,
    /// Its line, or row from 1.
    pub line: u32,
    /// Its cell in that row, from 0.
    pub column: usize,
}

/// The texts of a form, up to its indicators.
pub(super) fn read(grid: &Grid) -> Vec<FormText> {
    if !grid.has_columns {
        return Vec::new();
    }
    let is_header = |row: &&Vec<FormCell>| !row.iter().any(|c| HEADER.contains(&c.key.as_str()));
    let mut out = Vec::new();
    let mut over = "";
    for row in grid.rows.iter().take_while(is_header) {
        for (column, cell) in row.iter().enumerate() {
            if is_label(cell) && column == 0 {
                over = &cell.text;
            }
            if !states_money(cell) {
                continue;
            }
            let beside = row.iter().take(column).rev().find(|c| is_label(c)).map(|c| c.text.as_str());
            let label = beside.unwrap_or(over).trim_end_matches([':', '：']).to_owned();
            out.push(FormText { label, text: cell.text.clone(), line: cell.line, column });
        }
    }
    out.truncate(MOST);
    out
}

/// Headers of the indicators.
const HEADER: &[&str] = &["一级指标", "二级指标", "三级指标", "指标值"];

fn is_label(cell: &FormCell) -> bool {
    !cell.key.is_empty() && cell.key.chars().count() <= LABEL && !cell.key.contains(|c: char| c.is_ascii_digit())
}

/// A sentence with an amount: digits, and 元 behind them.
fn states_money(cell: &FormCell) -> bool {
    let key = &cell.key;
    let is_money = |at: usize| {
        let before = key.get(..at).unwrap_or_default().trim_end_matches(['万', '亿']);
        before.ends_with(|c: char| c.is_ascii_digit())
    };
    key.chars().count() >= SENTENCE && key.match_indices('元').any(|(at, _)| is_money(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::lines;

    #[test]
    fn sentences_with_money_are_read_with_their_labels() {
        let form = "\
项目名称\t渠道维修\t资金总额\t3.00万元
项目总体目标\t本项目资金 3 万元，1.2 万元用于清淤。\t\t
立项依据\t上级文件，保障灌溉用水，改善水质。\t\t
测算依据\t人工\t3 人，按每人每年 1 万元测算。\t
\t材料\t1000 吨，按 5 元/吨测算，共 5000 元。\t
一级指标\t三级指标\t指标值\t
成本指标\t总成本控制在合理的范围之内，不超过\t≤3 万元，不含上年\t
";
        let read: Vec<String> = read(&Grid::read(&lines(form)))
            .into_iter()
            .map(|t| format!("{} {}.{} {}", t.label, t.line, t.column, t.text.chars().take(6).collect::<String>()))
            .collect();
        assert_eq!(read, ["项目总体目标 2.1 本项目资金 ", "人工 4.2 3 人，按每", "材料 5.2 1000 吨"]);
        assert!(super::read(&Grid::read(&lines("项目总体目标 本项目资金 3 万元，1.2 万元用于清淤。"))).is_empty());
    }
}
