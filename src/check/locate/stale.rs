//! Columns of last year (上年预算数) beside those of this year: where a figure that was not brought up to date
//! comes from.

use crate::model::{Column, ColumnRole, Panel};

/// For each column the columns that state the same of the year before.
pub(super) fn columns(panel: &Panel, year: Option<i32>) -> Vec<Vec<u32>> {
    let before = year.map(|y| format!("{}年", y - 1));
    let is_last_year = |c: &Column| {
        c.path.iter().any(|p| {
            (p.contains("上年") && !p.contains("结转") && !p.contains("结余"))
                || before.as_ref().is_some_and(|b| p.contains(b.as_str()))
        })
    };
    let last: Vec<bool> = panel.columns.iter().map(is_last_year).collect();
    if !last.contains(&true) {
        return vec![Vec::new(); panel.columns.len()];
    }
    let of = |(column, is_last): (&Column, &bool)| {
        if *is_last || column.role != ColumnRole::Amount {
            return Vec::new();
        }
        let same = |other: &Column| match (&column.path[..], &other.path[..]) {
            // 上年预算数 | 本年预算数, each over its own block or alone.
            ([_], [_]) => true,
            ([_, rest @ ..], [_, others @ ..]) => rest == others || column.path.first() == other.path.first(),
            _ => false,
        };
        let others = (0u32..).zip(&panel.columns).zip(&last);
        others.filter(|((_, other), last)| **last && same(other)).map(|((i, _), _)| i).collect()
    };
    panel.columns.iter().zip(&last).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_knows_the_one_of_last_year() {
        let columns = vec![
            Column::amount(&["上年预算数", "合计"]),
            Column::amount(&["上年预算数", "公务接待费"]),
            Column::amount(&["2025年预算数", "合计"]),
            Column::amount(&["2025年预算数", "公务接待费"]),
        ];
        let panel = Panel { columns, ..Panel::default() };
        assert_eq!(super::columns(&panel, Some(2025)), [vec![], vec![], vec![0], vec![1]]);
    }

    #[test]
    fn money_carried_in_is_not_last_years_figure() {
        let columns = vec![Column::amount(&["本年收入"]), Column::amount(&["上年结转"])];
        let panel = Panel { columns, ..Panel::default() };
        assert_eq!(super::columns(&panel, Some(2025)), [Vec::<u32>::new(), vec![]]);
    }
}
