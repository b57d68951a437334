//! The merged header of a table that has its cells: header rows → a path for each column.
//!
//! A cell that is merged to the right leaves blanks (text with tabs) or nothing at all (Word's text), one
//! that is merged downwards leaves a blank in the row below. So a blank with something below it goes with
//! its left neighbour, and a short row is spread over the row below it: each blank there is one cell merged
//! downwards, each run of texts there is under one cell.

use super::{
    columns::{PrintedColumn, Use},
    grid::GridRow,
    header_words::use_of,
};
use crate::model::ColumnRole;

/// The printed columns under these header rows; `width` is the number of cells of a body row.
pub fn printed_columns(header: &[GridRow], width: usize) -> Vec<PrintedColumn> {
    let spread = spread_rows(header, width);
    let mut columns: Vec<PrintedColumn> = (0..width)
        .map(|column| {
            let mut path: Vec<String> = Vec::new();
            for (depth, row) in spread.iter().enumerate() {
                let text = covering(&spread, depth, row, column);
                if !text.is_empty() && path.last() != Some(&text) {
                    path.push(text);
                }
            }
            PrintedColumn { usage: use_of(path.last().map_or("", String::as_str)), path }
        })
        .collect();
    settle_labels(&mut columns);
    columns
}

/// The text of the header cell that covers a column in one header row.
fn covering(rows: &[Vec<String>], depth: usize, row: &[String], column: usize) -> String {
    let own = row.get(column).map_or("", String::as_str);
    if !own.is_empty() {
        return own.to_owned();
    }
    let filled_below =
        |c: usize| rows.get(depth + 1..).unwrap_or_default().iter().any(|r| r.get(c).is_some_and(|t| !t.is_empty()));
    let filled_above =
        |c: usize| rows.get(..depth).unwrap_or_default().iter().any(|r| r.get(c).is_some_and(|t| !t.is_empty()));
    if !filled_below(column) || filled_above(column) {
        return String::new();
    }
    let left = (0..column).rev().find(|&c| row.get(c).is_some_and(|t| !t.is_empty()));
    left.and_then(|c| row.get(c)).cloned().unwrap_or_default()
}

/// Every header row with one entry a column.
fn spread_rows(header: &[GridRow], width: usize) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for row in header.iter().rev() {
        let cells: Vec<String> = row.cells.iter().map(|c| without_inner_space(c)).collect();
        let spread = match out.last() {
            Some(below) if cells.len() < width => spread_over(&cells, below, width),
            _ => cells,
        };
        out.push(spread);
    }
    out.reverse();
    out
}

/// Spreads a short row over the full row below it.
fn spread_over(cells: &[String], below: &[String], width: usize) -> Vec<String> {
    let mut starts: Vec<usize> = Vec::new();
    for column in 0..width {
        let blank = |c: usize| below.get(c).is_none_or(String::is_empty);
        if column == 0 || blank(column) || blank(column - 1) {
            starts.push(column);
        }
    }
    // More cells than blanks and runs: some run is under several cells. It is cut where labels begin anew,
    // then where labels end and values begin.
    let usage = |c: usize| use_of(below.get(c).map_or("", String::as_str));
    let is_label = |c: usize| matches!(usage(c), Use::Name | Use::Code);
    let begins_anew = |c: usize| c > 0 && is_label(c) && !is_label(c - 1);
    let values_begin = |c: usize| c > 0 && !is_label(c) && is_label(c - 1);
    for cut in [&begins_anew as &dyn Fn(usize) -> bool, &values_begin] {
        for column in 0..width {
            let full = below.get(column).is_some_and(|t| !t.is_empty());
            if starts.len() < cells.len() && full && cut(column) && !starts.contains(&column) {
                starts.push(column);
            }
        }
    }
    starts.sort_unstable();
    let mut out = vec![String::new(); width];
    for (text, &start) in cells.iter().zip(&starts) {
        if let Some(slot) = out.get_mut(start) {
            slot.clone_from(text);
        }
    }
    out
}

/// `科目    编码` is one word that was broken to fit its cell.
fn without_inner_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Of several name columns the first names the row and the others are texts; codes after it are texts too.
/// In a two-sided table, where the second list begins with a name of its own, this is done list by list.
pub fn settle_labels(columns: &mut [PrintedColumn]) {
    let mut named = false;
    for column in columns.iter_mut() {
        match column.usage {
            Use::Name if !named => named = true,
            Use::Name | Use::Code if named => column.usage = Use::Value(ColumnRole::Label),
            _ => {}
        }
    }
}

/// Cuts the columns of a two-sided table where the second name begins. The names must not be settled yet,
/// so the label role given to it is undone.
pub fn split_panels(columns: Vec<PrintedColumn>) -> Vec<Vec<PrintedColumn>> {
    let second = columns
        .iter()
        .enumerate()
        .skip_while(|(_, c)| c.usage != Use::Name)
        .skip(1)
        .find(|(_, c)| use_of(c.leaf()) == Use::Name)
        .map(|(i, _)| i);
    let Some(second) = second else { return vec![columns] };
    let mut left = columns;
    let mut right = left.split_off(second);
    if let Some(name) = right.first_mut() {
        name.usage = Use::Name;
    }
    vec![left, right]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(rows: &[&str], width: usize) -> Vec<String> {
        let rows: Vec<GridRow> = rows
            .iter()
            .map(|r| GridRow { line: 1, cells: r.split('|').map(|c| c.trim().to_owned()).collect() })
            .collect();
        printed_columns(&rows, width).into_iter().map(|c| format!("{}:{:?}", c.path.join("/"), c.usage)).collect()
    }

    #[test]
    fn blanks_to_the_right_of_a_merged_cell() {
        let rows = ["科目 ||| |支出预算||", "编码|||科目名称|合计|基本支出|", "类|款|项|||人员经费|公用经费"];
        let seen = header(&rows, 7);
        assert_eq!(seen[1], "科目/编码/款:Code");
        assert_eq!(seen[3], "科目/科目名称:Name");
        assert_eq!(seen[4], "支出预算/合计:Value(Amount)");
        assert_eq!(seen[6], "支出预算/基本支出/公用经费:Value(Amount)");
    }

    #[test]
    fn short_rows_are_spread_over_the_row_below() {
        let seen = header(&["序号|功能分类科目|合计|本年收入|上年结转", "|科目编码|科目名称||小计|其他收入|"], 7);
        assert_eq!(seen[0], "序号:Serial");
        assert_eq!(seen[2], "功能分类科目/科目名称:Name");
        assert_eq!(seen[3], "合计:Value(Amount)");
        assert_eq!(seen[5], "本年收入/其他收入:Value(Amount)");
        assert_eq!(seen[6], "上年结转:Value(Amount)");
    }

    #[test]
    fn two_lists_under_two_cells() {
        let seen = header(&["序号|收入|支出", "|项 目|预算数|项 目|预算数"], 5);
        assert_eq!(seen[2], "收入/预算数:Value(Amount)");
        assert_eq!(seen[4], "支出/预算数:Value(Amount)");
        let seen = header(&["序号|经济分类科目|基本支出", "|科目编码|科目名称|合计|人员经费"], 5);
        assert_eq!(seen[3], "基本支出/合计:Value(Amount)");
    }
}
