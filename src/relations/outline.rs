//! Rows by their codes: which row is the sum of which.
//!
//! A table of subjects (科目) prints a hierarchy of codes, 类 ← 款 ← 项, some levels of which a province may
//! leave out: the parent of a row is the nearest printed ancestor of its code. Rows of agencies and units
//! (部门、单位) are a tree of their own, however much their codes look like subjects (307, 307001): a unit
//! heads a *block* of subject rows which add up to it, and the units add up to the 合计.

use std::collections::HashMap;

use crate::model::{ColumnRole, Panel, Row, RowRole, text::name_key};

/// A row and the rows that add up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSum {
    /// The row of the total.
    pub total: usize,
    /// The rows of its addends.
    pub addends: Vec<usize>,
}

/// The hierarchy of a table of subjects.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// A subject and those directly below it.
    pub subjects: Vec<RowSum>,
    /// A total (合计) and the top level present below it, or a unit and the top level of its block.
    pub totals: Vec<RowSum>,
    /// The subject rows that belong to no other subject row.
    pub top: Vec<usize>,
}

/// A subject code: 类 3, 款 5, 项 7 digits.
pub fn is_subject_code(code: &str) -> bool {
    matches!(code.len(), 3 | 5 | 7) && code.bytes().all(|b| b.is_ascii_digit())
}

fn is_subject(row: &Row) -> bool {
    matches!(row.role, RowRole::Item | RowRole::Subtotal) && is_subject_code(&row.code)
}

impl Outline {
    /// The hierarchy of a panel, by codes.
    pub fn of(panel: &Panel) -> Self {
        let mut out = Outline::default();
        for segment in segments(panel) {
            out.read_segment(panel, &segment);
        }
        out
    }

    /// The panel has subject rows.
    pub fn is_of_subjects(panel: &Panel) -> bool {
        panel.rows.iter().any(is_subject)
    }

    fn read_segment(&mut self, panel: &Panel, rows: &[usize]) {
        let row = |i: &usize| panel.rows.get(*i);
        let total = rows.iter().copied().find(|i| row(i).is_some_and(|r| r.role.is_total()));
        // Units that come after subjects break single subjects down; what they add up to is not printed once.
        let lead =
            rows.iter().filter_map(row).find(|r| !r.role.is_total() && (is_subject(r) || r.role == RowRole::Unit));
        let units_lead = lead.is_some_and(|r| r.role == RowRole::Unit);

        let mut units: Vec<usize> = Vec::new();
        let mut blocks: Vec<(Option<usize>, Vec<usize>)> = vec![(None, Vec::new())];
        for &i in rows {
            match panel.rows.get(i) {
                Some(r) if r.role == RowRole::Unit && units_lead => {
                    units.push(i);
                    blocks.push((Some(i), Vec::new()));
                }
                Some(r) if is_subject(r) => blocks.last_mut().into_iter().for_each(|(_, block)| block.push(i)),
                _ => {}
            }
        }
        let tops = blocks.iter().map(|(_, block)| self.read_block(panel, block)).collect::<Vec<_>>();
        let unit_tree = unit_tree(panel, &units);
        for ((unit, _), top) in blocks.iter().zip(&tops) {
            match (unit, total) {
                (Some(unit), _) => self.total(*unit, top.clone()),
                (None, Some(total)) => self.total(total, top.clone()),
                (None, None) => {}
            }
            self.top.extend(top);
        }
        for (parent, children) in unit_tree {
            if let Some(total) = parent.or(total) {
                self.total(total, children);
            }
        }
    }

    /// Finds the parents within one block of subject rows and returns those without one.
    fn read_block(&mut self, panel: &Panel, block: &[usize]) -> Vec<usize> {
        let mut by_code: HashMap<&str, usize> = HashMap::with_capacity(block.len());
        for &i in block {
            by_code.entry(panel.rows[i].code.as_str()).or_insert(i);
        }
        let mut sums: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut top = Vec::new();
        for &i in block {
            let code = panel.rows[i].code.as_str();
            match by_code.get(code) {
                Some(&first) if first != i && breaks_down(panel, first, i) => sums.entry(first).or_default().push(i),
                Some(&first) if first != i && is_repetition(panel, first, i) => {}
                _ => match ancestors(code).find_map(|a| by_code.get(a)) {
                    Some(&parent) => sums.entry(parent).or_default().push(i),
                    None => top.push(i),
                },
            }
        }
        self.subjects
            .extend(block.iter().filter_map(|&total| sums.remove(&total).map(|addends| RowSum { total, addends })));
        top
    }

    fn total(&mut self, total: usize, addends: Vec<usize>) {
        if !addends.is_empty() {
            self.totals.push(RowSum { total, addends });
        }
    }
}

/// The codes above a code, the nearest first.
fn ancestors(code: &str) -> impl Iterator<Item = &str> {
    [5, 3].into_iter().filter_map(move |n| if n < code.len() { code.get(..n) } else { None })
}

/// The texts in the label columns of a row (second code, project name, unit).
fn labels(panel: &Panel, row: usize) -> impl Iterator<Item = &str> {
    let cells = panel.rows.get(row).map(|r| r.cells.as_slice()).unwrap_or_default();
    panel.columns.iter().zip(cells).filter(|(c, _)| c.role == ColumnRole::Label).map(|(_, cell)| cell.text.as_str())
}

/// The row says the same code again, with a project that the first row is the sum of.
fn breaks_down(panel: &Panel, first: usize, row: usize) -> bool {
    labels(panel, first).all(str::is_empty) && labels(panel, row).any(|l| !l.is_empty())
}

/// The row is the one before it printed again (after a page break): same code, name and labels.
fn is_repetition(panel: &Panel, first: usize, row: usize) -> bool {
    let name = |i: usize| panel.rows.get(i).map(|r| name_key(&r.name));
    row == first + 1 && name(first) == name(row) && labels(panel, first).eq(labels(panel, row))
}

/// Splits a panel that prints several tables of the same form under each other, each with its own 合计.
fn segments(panel: &Panel) -> Vec<Vec<usize>> {
    let totals = panel.rows.iter().filter(|r| r.role.is_total()).count();
    let all = (0..panel.rows.len()).collect::<Vec<_>>();
    if totals < 2 {
        return vec![all];
    }
    let leads = panel.rows.first().is_some_and(|r| r.role.is_total());
    let mut out = vec![Vec::new()];
    for i in all {
        let is_total = panel.rows.get(i).is_some_and(|r| r.role.is_total());
        if is_total && leads && out.last().is_some_and(|s| !s.is_empty()) {
            out.push(Vec::new());
        }
        out.last_mut().into_iter().for_each(|s| s.push(i));
        if is_total && !leads {
            out.push(Vec::new());
        }
    }
    out
}

/// Units with the units directly below them, and (under `None`) those below no other. A unit is below
/// another whose code begins its own; without codes, below the nearest one before it with a lower level.
fn unit_tree(panel: &Panel, units: &[usize]) -> Vec<(Option<usize>, Vec<usize>)> {
    let mut by_code: HashMap<&str, usize> = HashMap::new();
    for &i in units {
        by_code.entry(panel.rows[i].code.as_str()).or_insert(i);
    }
    let mut out: Vec<(Option<usize>, Vec<usize>)> = vec![(None, Vec::new())];
    let mut open: Vec<usize> = Vec::new();
    for &i in units {
        let row = &panel.rows[i];
        while open.last().is_some_and(|&o| panel.rows[o].level >= row.level) {
            open.pop();
        }
        let by_prefix = (1..row.code.len()).rev().find_map(|n| by_code.get(row.code.get(..n)?).copied());
        let parent = by_prefix.or_else(|| if row.code.is_empty() { open.last().copied() } else { None });
        open.push(i);
        match out.iter_mut().find(|(p, _)| *p == parent) {
            Some((_, children)) => children.push(i),
            None => out.push((parent, vec![i])),
        }
    }
    out
}
