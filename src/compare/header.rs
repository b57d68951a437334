//! What a column says of itself in its header: which year's money, and which part of it.

use std::collections::BTreeSet;

use crate::model::{Column, ColumnRole, Panel, text::squeeze};

/// The year whose money a column holds. Without a word about it in the header that is the year of the
/// document; `上年` and a year in digits say otherwise. `None` for a column that holds no year's money
/// (a change, a share) or the money of several years.
pub(super) fn year_of(column: &Column, own: i32) -> Option<i32> {
    if column.role != ColumnRole::Amount {
        return None;
    }
    let mut year = own;
    for head in column.path.iter().map(|h| squeeze(h)) {
        if ["增减", "增长", "变动", "幅度", "比上年", "较上年", "比率"].iter().any(|word| head.contains(word))
        {
            return None;
        }
        let named = years_named(&head);
        match named.as_slice() {
            // 上年结转 is this year's money, and 以前年度 is no year.
            _ if head.contains("结转") || head.contains("结余") || head.contains("以前年") => {}
            [] if head.contains("前年") => year = own - 2,
            [] if head.contains("上年") || head.contains("上一年") || head.contains("去年") => year = own - 1,
            [] => {}
            [only] => year = *only,
            _ => return None,
        }
    }
    Some(year)
}

/// The different years in digits in a text: runs of exactly four.
fn years_named(text: &str) -> Vec<i32> {
    let mut years: Vec<i32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse().ok())
        .filter(|year| (1990..2100).contains(year))
        .collect();
    years.dedup();
    years
}

/// All years whose money a panel holds, ascending.
pub(super) fn years_in(panel: &Panel, own: i32) -> BTreeSet<i32> {
    panel.columns.iter().filter_map(|c| year_of(c, own)).collect()
}

/// The columns of one year, with their indices.
pub(super) fn columns_of(panel: &Panel, year: i32, own: i32) -> impl Iterator<Item = (usize, &Column)> {
    panel.columns.iter().enumerate().filter(move |(_, c)| year_of(c, own) == Some(year))
}

/// The column of one year that holds the whole amount of a row: the only one, or the one that says so.
pub(super) fn total_column(panel: &Panel, year: i32, own: i32) -> Option<usize> {
    let columns: Vec<_> = columns_of(panel, year, own).collect();
    if let [(only, _)] = columns.as_slice() {
        return Some(*only);
    }
    // A header that says 合计 may come again further down, for a part: the one nearest to the top counts.
    [["合计", "总计"].as_slice(), &["小计"], &["预算数", "决算数", "金额"]].into_iter().find_map(|words| {
        let says_so = |c: &Column| words.iter().any(|word| squeeze(c.leaf()).contains(word));
        columns.iter().filter(|(_, c)| says_so(c)).min_by_key(|(_, c)| c.path.len()).map(|(i, _)| *i)
    })
}

/// The column of one year that holds this part of a row (`基本支出`): the one with that name at its foot,
/// or the 小计 beneath it, or the only one beneath it.
pub(super) fn part_column(panel: &Panel, year: i32, own: i32, part: &str) -> Option<usize> {
    let columns: Vec<_> =
        columns_of(panel, year, own).filter(|(_, c)| c.path.iter().any(|head| squeeze(head).contains(part))).collect();
    if let [(only, _)] = columns.as_slice() {
        return Some(*only);
    }
    let leaf_says = |words: &[&str]| {
        columns
            .iter()
            .filter(|(_, c)| words.iter().any(|word| squeeze(c.leaf()).contains(word)))
            .min_by_key(|(_, c)| c.path.len())
            .map(|(i, _)| *i)
    };
    leaf_says(&[part]).or_else(|| leaf_says(&["小计", "合计"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(path: &[&str]) -> Option<i32> {
        year_of(&Column::amount(path), 2025)
    }

    #[test]
    fn a_header_names_its_year_in_words_or_digits() {
        assert_eq!(year(&["预算数"]), Some(2025));
        assert_eq!(year(&["上年预算数", "合计"]), Some(2024));
        assert_eq!(year(&["2025年预算数", "合计"]), Some(2025));
        assert_eq!(year(&["近两年收支金额", "2023年"]), Some(2023));
        assert_eq!(year(&["指标值", "前年"]), Some(2023));
        assert_eq!(year(&["２０２４ 年"]), Some(2024));
    }

    #[test]
    fn money_carried_over_is_money_of_this_year() {
        assert_eq!(year(&["上年结转"]), Some(2025));
        assert_eq!(year(&["上年结转结余", "一般公共预算"]), Some(2025));
        assert_eq!(year(&["以前年度结转"]), Some(2025));
    }

    #[test]
    fn a_change_and_a_span_are_no_years_money() {
        assert_eq!(year(&["2025年比2024年增减", "金额"]), None);
        assert_eq!(year(&["较上年增减"]), None);
        assert_eq!(year(&["2023-2025年"]), None);
    }

    #[test]
    fn the_whole_amount_stands_under_the_total_nearest_to_the_top() {
        let paths: [&[&str]; 4] = [&["基本支出", "合计"], &["合计"], &["项目支出", "合计"], &["占比合计"]];
        let mut panel = Panel { columns: paths.map(Column::amount).to_vec(), ..Panel::default() };
        panel.columns[3].role = ColumnRole::Share;
        assert_eq!(total_column(&panel, 2025, 2025), Some(1));
        assert_eq!(part_column(&panel, 2025, 2025, "项目支出"), Some(2));
        assert_eq!(part_column(&panel, 2025, 2025, "经营支出"), None);
        assert_eq!(total_column(&panel, 2024, 2025), None);
    }
}
