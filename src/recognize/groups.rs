//! Which rows of a panel add up to which: the groups that the search for columns uses.

use std::collections::HashMap;

use super::solve::Group;
use crate::model::{Row, RowRole};

/// A panel has two or three totals; more would be no panel of a disclosure, and cost time.
const MAX_TOTALS: usize = 8;

/// The sums of a panel down its rows, as far as codes, roles and levels tell.
pub fn groups(rows: &[Row]) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let top = code_tree(rows, &mut found);
    let units = of_role(rows, RowRole::Unit);
    let unit_top: Vec<usize> = units.iter().copied().filter(|&i| rows.get(i).is_some_and(|r| r.level == 1)).collect();
    // A table has one total; the rows of further ones belong to parts that only the layout tells apart.
    if let Some(&total) = of_role(rows, RowRole::Total).first() {
        push(&mut found, total, if top.is_empty() { unit_top.clone() } else { top.clone() });
        if top.is_empty() && unit_top.is_empty() {
            push(&mut found, total, level_below(rows, total, 1));
        }
    }
    if let [unit] = unit_top[..] {
        push(&mut found, unit, top.clone());
        push(&mut found, unit, units.iter().copied().filter(|&u| u != unit).collect());
    }
    let totals = rows.iter().enumerate().filter(|(_, r)| matches!(r.role, RowRole::YearTotal | RowRole::GrandTotal));
    for (i, row) in totals.take(MAX_TOTALS) {
        match row.role {
            // 一、本年支出, broken down below it.
            RowRole::YearTotal if row.level > 0 => push(&mut found, i, level_below(rows, i, row.level + 1)),
            // 本年支出合计, under the rows that it adds up.
            RowRole::YearTotal => {
                let above = rows.iter().take(i).enumerate();
                let items = above.filter(|(_, r)| r.role == RowRole::Item && r.level == 1).map(|(k, _)| k).collect();
                push(&mut found, i, items);
            }
            RowRole::GrandTotal => {
                let carried = [RowRole::CarriedIn, RowRole::CarriedOut].iter().flat_map(|&role| of_role(rows, role));
                let mut year = of_role(rows, RowRole::YearTotal);
                if year.is_empty() {
                    let above = rows.iter().take(i).enumerate();
                    year = above.filter(|(_, r)| r.role == RowRole::Item && r.level == 1).map(|(k, _)| k).collect();
                }
                push(&mut found, i, year.into_iter().chain(carried).collect());
            }
            _ => {}
        }
    }
    found
}

fn push(found: &mut Vec<Group>, total: usize, parts: Vec<usize>) {
    if !parts.is_empty() {
        found.push(Group { total, parts });
    }
}

fn of_role(rows: &[Row], role: RowRole) -> Vec<usize> {
    rows.iter().enumerate().filter(|(_, r)| r.role == role).map(|(i, _)| i).collect()
}

/// The rows of this level after `at`, up to the next row of a higher level.
fn level_below(rows: &[Row], at: usize, level: u8) -> Vec<usize> {
    rows.iter()
        .enumerate()
        .skip(at + 1)
        .take_while(|(_, r)| r.level >= level)
        .filter(|(_, r)| r.level == level && r.role != RowRole::OfWhich)
        .map(|(i, _)| i)
        .collect()
}

/// Pushes parent = Σ children for subject codes; returns the rows without a parent.
fn code_tree(rows: &[Row], found: &mut Vec<Group>) -> Vec<usize> {
    let items = || rows.iter().enumerate().filter(|(_, r)| r.role == RowRole::Item && !r.code.is_empty());
    let by_code: HashMap<&str, usize> = items().map(|(i, r)| (r.code.as_str(), i)).collect();
    let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut top = Vec::new();
    for (i, row) in items() {
        let parent = [5, 3]
            .into_iter()
            .filter(|&length| row.code.len() > length)
            .find_map(|length| by_code.get(row.code.get(..length)?).copied());
        match parent {
            Some(parent) => children.entry(parent).or_default().push(i),
            None => top.push(i),
        }
    }
    let mut parents: Vec<_> = children.into_iter().collect();
    parents.sort_unstable();
    for (parent, parts) in parents {
        push(found, parent, parts);
    }
    top
}
