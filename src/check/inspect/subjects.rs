//! Subjects (科目): S1 codes, S2 names against codes, S3 names that were replaced, S4 行政运行 without projects,
//! S5 the rows above (`parents`) and below a subject (`children`), S6 economic subjects.
//!
//! The catalogue is not complete and not all of it was seen in print. What is not listed is unknown, not wrong.

use std::collections::HashMap;

use super::{children, economic_pairs, obsolete, parents, similar::is_like};
use crate::{
    catalog::{Subject, Subjects, economic, functional, government_economic},
    check::{Finding, Severity, names},
    model::{CellRef, Disclosure, Kind, Panel, Row, RowRole, Status, Table, text::name_key},
    relations::{columns::Header, outline::Outline},
};

/// Everything about subjects.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let mut out = Vec::new();
    for at in tables(d) {
        at.codes(d, &mut out);
    }
    out.extend(parents::check(d));
    out.extend(children::check(d));
    out.extend(running(d));
    out.extend(economic_pairs::check(d));
    out.extend(obsolete::check(d));
    merged(out)
}

/// The same sentence about several tables is said once, with all places.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    let mut places: HashMap<(&'static str, String), usize> = HashMap::new();
    for finding in findings {
        let key = (finding.rule, finding.message.clone());
        match places.get(&key).and_then(|i| out.get_mut(*i)) {
            Some(first) => first.cells.extend(finding.cells),
            None => {
                places.insert(key, out.len());
                out.push(finding);
            }
        }
    }
    out
}

/// The classification that the rows of a table follow. Of a table that is none of the standard ones its codes tell.
fn classification(table: &Table) -> Option<&'static Subjects> {
    match table.kind {
        Kind::Other => {
            let rows = || table.panels.iter().flat_map(|p| &p.rows).filter(|r| !r.code.is_empty());
            let all_in = |subjects: &&Subjects| rows().count() >= 4 && rows().all(|r| subjects.get(&r.code).is_some());
            [functional(), economic()].into_iter().find(all_in)
        }
        Kind::Income | Kind::Spending | Kind::GeneralSpending | Kind::FundSpending | Kind::StateCapitalSpending => {
            Some(functional())
        }
        // Some classify the projects by what is bought: 一般公共预算项目支出情况表（按支出经济分类科目）.
        Kind::GeneralProjects if table.title.contains("经济分类") => Some(economic()),
        Kind::GeneralProjects => Some(functional()),
        Kind::GeneralBasicSpending | Kind::EconomicSummary | Kind::RunningCosts => Some(economic()),
        _ => None,
    }
}

/// A panel of subjects.
pub(super) struct At<'d> {
    pub index: usize,
    pub panel_index: usize,
    pub table: &'d Table,
    pub panel: &'d Panel,
    pub subjects: &'static Subjects,
    pub rows: Vec<usize>,
}

/// All panels of subjects.
pub(super) fn tables(d: &Disclosure) -> impl Iterator<Item = At<'_>> {
    let tables = d.tables.iter().enumerate().filter(|(_, t)| t.status == Status::Ok);
    tables.flat_map(move |(index, table)| {
        let subjects = classification(table);
        table.panels.iter().enumerate().filter_map(move |(panel_index, panel)| {
            let rows = Outline::of(panel).counted;
            Some(At { index, panel_index, table, panel, subjects: subjects?, rows }).filter(|at| !at.rows.is_empty())
        })
    })
}

impl At<'_> {
    pub fn cell(&self, row: usize) -> CellRef {
        CellRef::new(self.index, self.panel_index, row, 0)
    }

    pub fn each(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows.iter().filter_map(|i| Some((*i, self.panel.rows.get(*i)?)))
    }

    pub fn finding(&self, rule: &'static str, severity: Severity, row: usize, message: String) -> Finding {
        let table = u32::try_from(self.index).ok();
        Finding { table, cells: vec![self.cell(row)], ..Finding::new(rule, severity, message) }
    }

    /// S1 and S2 (and S6 for codes of the other classification).
    fn codes(&self, d: &Disclosure, out: &mut Vec<Finding>) {
        for (i, row) in self.each() {
            // What was read of a row printed in pieces may be another row's name.
            let listed: Vec<&Subject> = self.subjects.names(&row.code).collect();
            if listed.is_empty() {
                out.extend(self.unknown(d, i, row));
            } else {
                out.extend(self.other_name(i, row, &listed));
            }
        }
    }

    fn unknown(&self, d: &Disclosure, i: usize, row: &Row) -> Option<Finding> {
        let other = if self.subjects.get("301").is_some() { functional() } else { economic() };
        let named = |s: &Subject| is_like(&s.name, &row.name);
        if other.names(&row.code).chain(government_economic().names(&row.code)).any(named) {
            let table = names::table(d, u32::try_from(self.index).unwrap_or_default());
            let message = format!("{table}列有“{}”，这个科目不属于本表的分类，应列在另一张表。", row.title());
            return Some(self.finding("S6", Severity::Warning, i, message));
        }
        let parent = row.code.get(..row.code.len().saturating_sub(2)).filter(|p| p.len() >= 3)?;
        // Only where all that is listed under the same subject was seen in print is the list worth a question.
        let mut siblings = self.subjects.iter().filter(|s| s.parent == parent).peekable();
        let is_sure = siblings.peek().is_some() && siblings.all(|s| s.confirmed);
        let unknown_parent = self.subjects.get(parent).is_none() && row.code.len() == 7;
        (is_sure || unknown_parent).then(|| {
            let message =
                format!("科目目录中没有 {} 这个编码；目录不一定齐全，请对照当年《政府收支分类科目》。", row.title());
            self.finding("S1", Severity::Hint, i, message)
        })
    }

    /// S2: the printed name is that of another subject.
    fn other_name(&self, i: usize, row: &Row, listed: &[&Subject]) -> Option<Finding> {
        let printed = name_key(&row.name);
        if printed.chars().count() < 2 || listed.iter().any(|s| is_like(&s.name, &printed)) {
            return None;
        }
        let present = listed.first()?;
        let confirmed = listed.iter().any(|s| s.confirmed);
        let mut others: Vec<&Subject> = self.subjects.by_name(&printed).filter(|s| s.level == present.level).collect();
        others.sort_by_key(|s| !shares(&s.code, &row.code, 5) as u8 + !shares(&s.code, &row.code, 3) as u8);
        match others.first() {
            Some(other) => {
                let message = format!(
                    "“{} {}”的编码与名称不符：{} 是“{}”，“{}”的编码是 {}。",
                    row.code, row.name, row.code, present.name, row.name, other.code
                );
                Some(self.finding("S2", Severity::Warning, i, message))
            }
            None if confirmed => {
                let message = format!("“{} {}”的名称与科目目录的“{}”不同，请核对。", row.code, row.name, present.name);
                Some(self.finding("S2", Severity::Hint, i, message))
            }
            None => None,
        }
    }
}

fn shares(a: &str, b: &str, n: usize) -> bool {
    a.get(..n).is_some() && a.get(..n) == b.get(..n)
}

/// S4: 行政运行 and 事业运行 are basic spending by definition. Projects under them are said once a table kind.
fn running(d: &Disclosure) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    let general = tables(d).filter(|at| at.table.kind == Kind::GeneralSpending);
    let of_all = tables(d).filter(|at| at.table.kind == Kind::Spending);
    for at in general.chain(of_all) {
        let header = Header::of(at.panel);
        let columns = header.about().find(&|n| n.starts_with("项目支出")).map(Header::value).unwrap_or_default();
        let [column] = columns[..] else { continue };
        for (i, row) in at.each() {
            let name = name_key(&row.name);
            let is_running =
                row.role == RowRole::Item && row.code.len() == 7 && ["行政运行", "事业运行"].contains(&name.as_str());
            let amount = row.cells.get(column).and_then(|c| c.value).filter(|v| !v.is_zero());
            let (true, Some(amount)) = (is_running, amount) else { continue };
            let cell = CellRef::new(at.index, at.panel_index, i, column);
            if let Some(known) =
                out.iter_mut().find(|f| f.cells.first().and_then(|c| d.row(*c)).is_some_and(|r| r.code == row.code))
            {
                known.cells.push(cell);
                continue;
            }
            // In 支出总表 alone it may be money of the unit's own.
            let severity = if at.table.kind == Kind::GeneralSpending || !has_general(d) {
                Severity::Warning
            } else {
                Severity::Hint
            };
            let message = format!(
                "“{}”列有项目支出 {amount} {}；按科目说明，{name}只反映基本支出，项目支出应列“一般行政管理事务”等科目。",
                row.title(),
                at.table.unit.name()
            );
            let table = u32::try_from(at.index).ok();
            out.push(Finding { table, cells: vec![cell], ..Finding::new("S4", severity, message) });
        }
    }
    out
}

fn has_general(d: &Disclosure) -> bool {
    d.tables.iter().any(|t| t.kind == Kind::GeneralSpending && t.status == Status::Ok)
}
