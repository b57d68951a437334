//! Rows by their codes: which row is the sum of which.
//!
//! A table of subjects (科目) prints a hierarchy of codes, 类 ← 款 ← 项, some levels of which a province may
//! leave out: the parent of a row is the nearest printed ancestor of its code. Rows of agencies and units
//! (部门、单位) are a tree of their own, however much their codes look like subjects (307, 307001): a unit
//! heads a *block* of subject rows which add up to it, and the units add up to the 合计.

use std::collections::{HashMap, HashSet};

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
    /// The subject rows that belong to no other subject row; they add up to the whole table.
    pub top: Vec<usize>,
    /// All subject rows that tell a subject's amount: without those that break it down by project, were
    /// printed twice, or tell of a unit what an agency's rows tell already.
    pub counted: Vec<usize>,
}

/// A unit (none for rows before any) and the subject rows under it.
#[derive(Debug, Default)]
struct Block {
    unit: Option<usize>,
    rows: Vec<usize>,
}

/// A subject code: 类 3, 款 5, 项 7 digits.
pub fn is_subject_code(code: &str) -> bool {
    matches!(code.len(), 3 | 5 | 7) && code.bytes().all(|b| b.is_ascii_digit())
}

/// Tells subjects from units by role, and by code where a row's role was not made out.
struct Reading<'p> {
    panel: &'p Panel,
    /// The first digits of the longer subject codes: 2 in a table of functional subjects.
    first_digits: Vec<u8>,
}

impl<'p> Reading<'p> {
    fn of(panel: &'p Panel) -> Self {
        let longer = panel.rows.iter().filter(|r| r.code.len() > 3 && is_subject_code(&r.code));
        let mut first_digits: Vec<u8> = longer.filter_map(|r| r.code.bytes().next()).collect();
        first_digits.sort_unstable();
        first_digits.dedup();
        Self { panel, first_digits }
    }

    /// 307 among functional subjects is no subject, whatever it was taken for.
    fn is_subject(&self, row: &Row) -> bool {
        let digit = row.code.bytes().next().unwrap_or_default();
        matches!(row.role, RowRole::Item | RowRole::Subtotal)
            && is_subject_code(&row.code)
            && (row.code.len() > 3 || self.first_digits.is_empty() || self.first_digits.contains(&digit))
    }

    fn is_unit(&self, row: &Row) -> bool {
        row.role == RowRole::Unit || (row.role == RowRole::Item && is_subject_code(&row.code) && !self.is_subject(row))
    }

    fn row(&self, i: usize) -> Option<&'p Row> {
        self.panel.rows.get(i)
    }

    fn code(&self, i: usize) -> &'p str {
        self.row(i).map_or("", |r| r.code.as_str())
    }
}

impl Outline {
    /// The hierarchy of a panel, by codes.
    pub fn of(panel: &Panel) -> Self {
        let mut out = Outline::default();
        let reading = Reading::of(panel);
        for segment in segments(panel) {
            out.read_segment(&reading, &segment);
        }
        out.counted.sort_unstable();
        out
    }

    /// The panel has subject rows.
    pub fn is_of_subjects(panel: &Panel) -> bool {
        let reading = Reading::of(panel);
        panel.rows.iter().any(|r| reading.is_subject(r))
    }

    fn read_segment(&mut self, reading: &Reading, rows: &[usize]) {
        let total = rows.iter().copied().find(|i| reading.row(*i).is_some_and(|r| r.role.is_total()));
        let mut body = rows.iter().copied().filter(|i| Some(*i) != total);
        // Units that come after subjects break single subjects down; what they add up to is not printed once.
        let lead = body.find_map(|i| reading.row(i).filter(|r| reading.is_subject(r) || reading.is_unit(r)));
        let units_lead = lead.is_some_and(|r| reading.is_unit(r));

        let mut blocks = vec![Block::default()];
        for &i in rows {
            match reading.row(i) {
                Some(r) if units_lead && reading.is_unit(r) => blocks.push(Block { unit: Some(i), rows: Vec::new() }),
                Some(r) if reading.is_subject(r) => blocks.last_mut().into_iter().for_each(|b| b.rows.push(i)),
                _ => {}
            }
        }
        let units: Vec<usize> = blocks.iter().filter_map(|b| b.unit).collect();
        let parents = unit_parents(reading, &units);
        let told: HashSet<usize> = blocks.iter().filter(|b| !b.rows.is_empty()).filter_map(|b| b.unit).collect();
        for block in &blocks {
            let (top, counted) = self.read_block(reading, &block.rows);
            let mut above = block.unit.and_then(|u| parents.get(&u)).copied().flatten();
            let mut told_above = false;
            while let Some(unit) = above {
                told_above |= told.contains(&unit);
                above = parents.get(&unit).copied().flatten();
            }
            if !told_above {
                self.top.extend(&top);
                self.counted.extend(counted);
            }
            if let Some(total) = block.unit.or(total) {
                self.total(total, top);
            }
        }
        for (parent, children) in children_of(&units, &parents) {
            if let Some(total) = parent.or(total) {
                self.total(total, children);
            }
        }
    }

    /// Finds the parents within one block of subject rows. Returns those without one, and all that count.
    fn read_block(&mut self, reading: &Reading, block: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let mut by_code: HashMap<&str, usize> = HashMap::with_capacity(block.len());
        for &i in block {
            by_code.entry(reading.code(i)).or_insert(i);
        }
        let mut sums: HashMap<usize, Vec<usize>> = HashMap::new();
        let (mut top, mut counted) = (Vec::new(), Vec::with_capacity(block.len()));
        for &i in block {
            let code = reading.code(i);
            match by_code.get(code) {
                Some(&first) if first != i && breaks_down(reading.panel, first, i) => {
                    sums.entry(first).or_default().push(i);
                    continue;
                }
                Some(&first) if first != i && is_repetition(reading.panel, first, i) => continue,
                _ => {}
            }
            counted.push(i);
            match ancestors(code).find_map(|a| by_code.get(a)) {
                Some(&parent) => sums.entry(parent).or_default().push(i),
                None => top.push(i),
            }
        }
        let in_order = block.iter().filter_map(|&total| sums.remove(&total).map(|addends| RowSum { total, addends }));
        self.subjects.extend(in_order);
        (top, counted)
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

/// The unit directly above each unit. A unit is below another whose code begins its own; without codes,
/// below the nearest one before it with a lower level.
fn unit_parents(reading: &Reading, units: &[usize]) -> HashMap<usize, Option<usize>> {
    let mut by_code: HashMap<&str, usize> = HashMap::new();
    for &i in units {
        by_code.entry(reading.code(i)).or_insert(i);
    }
    let level = |i: usize| reading.row(i).map_or(0, |r| r.level);
    let mut open: Vec<usize> = Vec::new();
    let mut out = HashMap::with_capacity(units.len());
    for &i in units {
        while open.last().is_some_and(|&o| level(o) >= level(i)) {
            open.pop();
        }
        let code = reading.code(i);
        let by_prefix = (1..code.len()).rev().find_map(|n| by_code.get(code.get(..n)?).copied());
        let by_level = if code.is_empty() { open.last().copied() } else { None };
        out.insert(i, by_prefix.or(by_level));
        open.push(i);
    }
    out
}

/// Units by the unit above them, in the order of the table; those below no other under `None`.
fn children_of(units: &[usize], parents: &HashMap<usize, Option<usize>>) -> Vec<(Option<usize>, Vec<usize>)> {
    let mut index: HashMap<Option<usize>, usize> = HashMap::new();
    let mut out: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    for &unit in units {
        let parent = parents.get(&unit).copied().flatten();
        let place = *index.entry(parent).or_insert(out.len());
        match out.get_mut(place) {
            Some((_, children)) => children.push(unit),
            None => out.push((parent, vec![unit])),
        }
    }
    out
}
