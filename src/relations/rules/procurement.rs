//! 政府采购预算表 that is set like a tree: V4.
//!
//! ```text
//! 合计                                        60.00
//! 一、货物A                                   60.00
//!          | 办公设备购置费 | 办公设备购置      60.00
//!                          | 台式计算机        45.00
//!                          | 复印机            15.00
//! ```
//! A row is inside the nearest row before it that is printed further left and whose words it does not
//! replace. A plain list of purchases has no such rows, because every row names what it is.

use std::collections::{HashMap, HashSet};

use super::{At, down::row_sum};
use crate::{
    model::{ColumnRole, Kind, Panel, text::name_key},
    relations::{Builder, outline::RowSum},
};

/// V4: every row is the sum of the rows inside it, 合计 of those inside none.
pub(super) fn tree(at: &At, out: &mut Builder) {
    if at.table.kind == Kind::Procurement {
        for sum in sums(at.panel) {
            row_sum(at, "V4", &sum, out);
        }
    }
}

/// The rows of this panel stand inside each other.
pub(super) fn is_tree(panel: &Panel) -> bool {
    !sums(panel).is_empty()
}

/// The words of a row from left to right, its name first.
fn words(panel: &Panel, row: usize) -> Vec<String> {
    let Some(row) = panel.rows.get(row) else { return Vec::new() };
    let labels = panel.columns.iter().zip(&row.cells).filter(|(c, _)| c.role == ColumnRole::Label);
    std::iter::once(name_key(&row.name)).chain(labels.map(|(_, cell)| name_key(&cell.text))).collect()
}

/// Rows with nothing inside them that are printed like those which contain others.
pub(crate) fn bare(panel: &Panel) -> Vec<usize> {
    let sums = sums(panel);
    let heads: HashSet<usize> = sums.iter().map(|s| s.total).collect();
    let depth = |row: usize| words(panel, row).iter().rposition(|w| !w.is_empty());
    // What has nothing inside it by its place is no head.
    let mut of_heads: HashMap<usize, (usize, Vec<usize>)> = HashMap::new();
    for row in (0..panel.rows.len()).filter(|r| panel.rows.get(*r).is_some_and(|r| !r.role.is_total())) {
        let Some(depth) = depth(row) else { continue };
        let (with, without) = of_heads.entry(depth).or_default();
        if heads.contains(&row) { *with += 1 } else { without.push(row) }
    }
    let mut out: Vec<usize> =
        of_heads.into_values().filter(|(with, without)| *with >= 3 * without.len()).flat_map(|(_, w)| w).collect();
    out.sort_unstable();
    out
}

/// Every row that others add up to; nothing where no row is inside another.
fn sums(panel: &Panel) -> Vec<RowSum> {
    let mut open: Vec<(usize, Vec<String>)> = Vec::new();
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); panel.rows.len()];
    let (mut total, mut top) = (None, Vec::new());
    for (i, row) in panel.rows.iter().enumerate() {
        if row.role.is_total() {
            total = total.or(Some(i));
            open.clear();
            continue;
        }
        let mut words = words(panel, i);
        words.truncate(words.iter().rposition(|w| !w.is_empty()).map_or(0, |last| last + 1));
        let contains = |outer: &[String]| {
            outer.len() < words.len() && outer.iter().zip(&words).all(|(o, w)| w.is_empty() || o == w)
        };
        while open.last().is_some_and(|(_, outer)| !contains(outer)) {
            open.pop();
        }
        match open.last() {
            Some((outer, _)) => inside.get_mut(*outer).into_iter().for_each(|rows| rows.push(i)),
            None => top.push(i),
        }
        open.push((i, words));
    }
    let nested: Vec<RowSum> = inside
        .into_iter()
        .enumerate()
        .filter(|(_, addends)| !addends.is_empty())
        .map(|(total, addends)| RowSum { total, addends })
        .collect();
    if nested.is_empty() {
        return nested;
    }
    let whole = total.map(|total| RowSum { total, addends: top }).filter(|s| !s.addends.is_empty());
    whole.into_iter().chain(nested).collect()
}
