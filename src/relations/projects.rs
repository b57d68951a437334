//! Tables of projects: agencies, units, categories and projects under each other.
//!
//! Each row is inside the nearest row before it that ranks higher: 合计, then units (a unit inside the one
//! whose code begins its own), then categories (项目类别), then projects.

use super::outline::RowSum;
use crate::model::{Panel, Row, RowRole};

/// Every row that others add up to.
pub fn sums(panel: &Panel) -> Vec<RowSum> {
    let mut total = None;
    let mut top: Vec<usize> = Vec::new();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); panel.rows.len()];
    let mut open: Vec<(usize, Rank)> = Vec::new();
    for (i, row) in panel.rows.iter().enumerate() {
        if row.role.is_total() {
            total = total.or(Some(i));
            open.clear();
            continue;
        }
        if i.checked_sub(1).and_then(|before| panel.rows.get(before)).is_some_and(|before| is_repetition(before, row)) {
            continue;
        }
        let rank = rank(panel, row, &open);
        while open.last().is_some_and(|(_, r)| *r >= rank) {
            open.pop();
        }
        match open.last() {
            Some((parent, _)) => children.get_mut(*parent).into_iter().for_each(|c| c.push(i)),
            None => top.push(i),
        }
        open.push((i, rank));
    }
    let inside = children.into_iter().enumerate().map(|(total, addends)| RowSum { total, addends });
    total
        .map(|total| RowSum { total, addends: top })
        .into_iter()
        .chain(inside)
        .filter(|s| !s.addends.is_empty())
        .collect()
}

/// The higher a row ranks, the smaller.
type Rank = (u8, usize);

fn rank(panel: &Panel, row: &Row, open: &[(usize, Rank)]) -> Rank {
    match row.role {
        RowRole::Unit => {
            let unit = |i: usize| panel.rows.get(i).filter(|r| r.role == RowRole::Unit);
            let above = open.iter().rev().find(|(i, _)| {
                unit(*i).is_some_and(|u| {
                    let begins = !u.code.is_empty() && row.code.len() > u.code.len() && row.code.starts_with(&u.code);
                    begins || (row.code.is_empty() && u.level < row.level)
                })
            });
            (1, above.map_or(0, |(_, rank)| rank.1 + 1))
        }
        RowRole::Subtotal => (2, usize::from(row.level)),
        RowRole::OfWhich => (4, 0),
        _ => (3, 0),
    }
}

/// The row was printed again after a page break.
pub(super) fn is_repetition(before: &Row, row: &Row) -> bool {
    // Several projects of one unit stand under its code and name, and say themselves what they are.
    let texts = |r: &Row| r.cells.iter().filter(|c| c.value.is_none()).map(|c| c.text.clone()).collect::<Vec<_>>();
    !row.code.is_empty() && before.code == row.code && before.name == row.name && texts(before) == texts(row)
}
