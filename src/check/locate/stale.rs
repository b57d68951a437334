//! Last year's figures that a document states beside those of this year, in a column (上年预算数) or in the text:
//! where a figure that was not brought up to date comes from.

use std::collections::HashMap;

use super::builder::Builder;
use crate::{
    check::{claims::Came, exact::Exact},
    model::{CellRef, Column, ColumnRole, Panel, Unit},
    prose::{Measure, Must, Operand, Prose},
};

/// Tells the figures of these claims what is stated of last year: in the column beside the cell that a number must
/// be, or in the sentence that tells the change.
pub(super) fn of_text(b: &mut Builder, prose: &Prose, all: &[Came]) {
    let mut numbers: Vec<(usize, i128)> = Vec::new();
    let mut cells: Vec<(CellRef, i128)> = Vec::new();
    // What a number must be, by a table.
    let mut meant: HashMap<usize, i128> = HashMap::new();
    for came in all {
        if let Must::Equal(sum) = came.must
            && let [(1, Operand::Cell(at))] = sum[..]
        {
            meant.insert(came.number, b.checker.amounts.get(at).or_zero());
            numbers.extend(b.last_year(at).into_iter().map(|last| (came.number, last)));
        }
    }
    for came in all {
        let (change, before) = match came.must {
            Must::Change { by, .. } | Must::Direction { by, .. } => (by, None),
            Must::Rate { change, before, .. } => (change, Some(before)),
            _ => continue,
        };
        match change[..] {
            [(1, Operand::Number(now)), (-1, last)] => numbers.extend(value(b, prose, last).map(|last| (now, last))),
            [(1, Operand::Cell(now)), (-1, last)] => cells.extend(value(b, prose, last).map(|last| (now, last))),
            _ => {}
        }
        // 比上年增加5万元: then last year's figure is what the table says now, less that.
        if let Some([(1, Operand::Number(now)), (sign, by)]) = before.map(Vec::as_slice)
            && let Some((now_meant, by)) = meant.get(now).zip(value(b, prose, *by))
        {
            numbers.push((*now, now_meant + i128::from(*sign) * by));
        }
    }
    let numbers = numbers.into_iter().filter_map(|(n, last)| Some((*b.numbers.get(&n)?, last)));
    let cells = cells.into_iter().filter_map(|(at, last)| Some((*b.cells.get(&at)?, last)));
    let told: Vec<(u32, i128)> = numbers.chain(cells).filter(|(_, last)| *last != 0).collect();
    for (variable, last) in told {
        if let Some(v) = b.problem.variables.get_mut(variable as usize) {
            v.stale.push(last);
        }
    }
}

fn value(b: &Builder, prose: &Prose, operand: Operand) -> Option<i128> {
    match operand {
        Operand::Cell(at) => Some(b.checker.amounts.get(at).or_zero()),
        Operand::Number(index) => {
            let number = prose.numbers.get(index)?;
            let Measure::Money(unit) = number.measure else { return None };
            Some(Exact::of(Some(number.value), unit).or_zero())
        }
        Operand::Constant(value) => Some(Exact::of(Some(value), Unit::Yuan).or_zero()),
    }
}

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
