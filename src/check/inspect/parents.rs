//! S5, seen from below: a subject without the row of the subject above it, where the others have theirs, or where
//! the other tables of the document print it. The sums hold without it.

use std::collections::HashSet;

use super::subjects::{At, tables};
use crate::{
    check::{Finding, Severity, names},
    model::{Disclosure, Row},
};

pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let tables: Vec<Printed> = tables(d).map(Printed::of).collect();
    let mut out = Vec::new();
    for printed in &tables {
        for length in [7, 5] {
            printed.level(d, &tables, length, &mut out);
        }
    }
    out
}

/// A table of subjects with the codes that it prints.
struct Printed<'d> {
    at: At<'d>,
    codes: HashSet<&'d str>,
}

impl<'d> Printed<'d> {
    fn of(at: At<'d>) -> Self {
        let rows = at.rows.iter().filter_map(|i| at.panel.rows.get(*i));
        Self { codes: rows.map(|r| r.code.as_str()).collect(), at }
    }

    fn level(&self, d: &Disclosure, tables: &[Printed], length: usize, out: &mut Vec<Finding>) {
        let upper = length - 2;
        let below: Vec<(usize, &Row)> = self.at.each().filter(|(_, r)| r.code.len() == length).collect();
        let mut orphans: Vec<(usize, &Row, &str)> = Vec::new();
        let mut present: HashSet<&str> = HashSet::new();
        for &(i, row) in &below {
            let Some(parent) = row.code.get(..upper) else { continue };
            if self.codes.contains(parent) {
                present.insert(parent);
            } else if orphans.iter().all(|(_, _, p)| *p != parent) {
                orphans.push((i, row, parent));
            }
        }
        let mostly = orphans.len() * 2 <= present.len();
        let is_habit = below.len() >= 4 && mostly;
        // A table that mostly leaves the level out may mean to.
        let is_layout = orphans.len() > present.len().max(1);
        for (i, row, parent) in orphans {
            let level = if upper == 5 { "款" } else { "类" };
            let message = if is_habit {
                format!(
                    "“{}”没有上级{level}（{parent}）的行，其他科目都有；请核对编码是否写错或漏了一行。",
                    row.title()
                )
            } else if let Some(table) = self.elsewhere(d, tables, row, parent, mostly).filter(|_| !is_layout) {
                format!("“{}”没有上级{level}（{parent}）的行，{table}列有；请核对是否漏了一行。", row.title())
            } else {
                continue;
            };
            let mut finding = self.at.finding("S5", Severity::Warning, i, message);
            // The gap is between this row and the one before.
            finding.cells.extend(i.checked_sub(1).filter(|_| !is_habit).map(|before| self.at.cell(before)));
            out.push(finding);
        }
    }

    /// A table that prints this subject and the one above it, where this table mostly does so or prints a further
    /// one above, or several other tables do.
    fn elsewhere<'n>(
        &self,
        d: &'n Disclosure,
        tables: &[Printed],
        row: &Row,
        parent: &str,
        mostly: bool,
    ) -> Option<&'n str> {
        let others = tables.iter().filter(|o| o.at.index != self.at.index && o.codes.contains(row.code.as_str()));
        let (with, without): (Vec<_>, Vec<_>) = others.partition(|o| o.codes.contains(parent));
        let other = with.first()?;
        let above = parent.get(..parent.len().saturating_sub(2)).filter(|p| p.len() >= 3);
        let is_told = mostly || above.is_some_and(|above| self.codes.contains(above)) || with.len() >= 2;
        (is_told && without.is_empty()).then(|| names::table(d, u32::try_from(other.at.index).unwrap_or(u32::MAX)))
    }
}
