//! The tables of a disclosure, indexed once for all rules.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use crate::{
    model::{
        Disclosure, Panel, RowRole, Status, Table,
        text::{name_key, squeeze},
    },
    relations::{columns::Header, outline::Outline, projects},
};

/// A disclosure as rules look at it.
pub(super) struct Layout<'d> {
    pub d: &'d Disclosure,
    tables: Vec<Vec<OnceCell<Sheet<'d>>>>,
}

/// One panel.
pub(super) struct Sheet<'d> {
    pub panel: &'d Panel,
    pub header: Header,
    /// Header paths, squeezed.
    pub paths: Vec<Vec<String>>,
    /// Rows of each subject code that count: a code stands once in each unit's block.
    pub counted: HashMap<&'d str, Vec<usize>>,
    /// All rows of each code.
    pub coded: HashMap<&'d str, Vec<usize>>,
    /// Rows by name, without numbering.
    pub named: HashMap<String, Vec<usize>>,
    /// Codes that count, in the order of the table.
    pub codes: Vec<&'d str>,
    /// Those of them that have nothing printed below them.
    pub lowest: HashSet<&'d str>,
    projects: OnceCell<Vec<usize>>,
}

impl<'d> Layout<'d> {
    pub fn of(d: &'d Disclosure) -> Self {
        let cells = |t: &Table| t.panels.iter().map(|_| OnceCell::new()).collect();
        Self { d, tables: d.tables.iter().map(cells).collect() }
    }

    pub fn sheet(&self, table: usize, panel: usize) -> Option<&Sheet<'d>> {
        let content = self.d.tables.get(table)?.panels.get(panel)?;
        Some(self.tables.get(table)?.get(panel)?.get_or_init(|| Sheet::of(content)))
    }

    /// The tables for which this is so, those that were read in full first.
    pub fn tables(&self, is: impl Fn(&Table) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = self.d.tables.iter().enumerate().filter(|(_, t)| is(t)).map(|(i, _)| i).collect();
        found.sort_by_key(|i| self.d.tables.get(*i).is_none_or(|t| t.status != Status::Ok));
        found
    }
}

impl<'d> Sheet<'d> {
    fn of(panel: &'d Panel) -> Self {
        let mut out = Self {
            panel,
            header: Header::of(panel),
            paths: Vec::new(),
            counted: HashMap::new(),
            coded: HashMap::new(),
            named: HashMap::new(),
            codes: Vec::new(),
            lowest: HashSet::new(),
            projects: OnceCell::new(),
        };
        for column in &panel.columns {
            let mut path: Vec<String> = column.path.iter().map(|p| squeeze(p)).filter(|p| !p.is_empty()).collect();
            path.dedup();
            out.paths.push(path);
        }
        for (i, row) in panel.rows.iter().enumerate() {
            if !row.code.is_empty() {
                out.coded.entry(row.code.as_str()).or_default().push(i);
            }
            out.named.entry(name_key(&row.name)).or_default().push(i);
        }
        for row in Outline::of(panel).counted {
            let Some(r) = panel.rows.get(row) else { continue };
            let rows = out.counted.entry(r.code.as_str()).or_default();
            if rows.is_empty() {
                out.codes.push(r.code.as_str());
            }
            rows.push(row);
        }
        let mut sorted = out.codes.clone();
        sorted.sort_unstable();
        let nothing =
            |(code, next): (&&'d str, Option<&&str>)| next.is_none_or(|n| !n.starts_with(code)).then_some(*code);
        let nexts = sorted.iter().skip(1).map(Some).chain([None]);
        out.lowest = sorted.iter().zip(nexts).filter_map(nothing).collect();
        out
    }

    /// The row of the 合计 (收入总计 of a side that prints no 合计).
    pub fn total(&self) -> Option<usize> {
        let by_role = |role| self.panel.rows.iter().position(|r| r.role == role);
        [RowRole::Total, RowRole::GrandTotal, RowRole::YearTotal].into_iter().find_map(by_role)
    }

    /// Rows that are no sum of others, no units and no totals: the projects of a table of projects. In order.
    pub fn projects(&self) -> &[usize] {
        self.projects.get_or_init(|| {
            let outline = Outline::of(self.panel);
            let sums = outline.subjects.into_iter().chain(outline.totals).chain(projects::sums(self.panel));
            let sums: HashSet<usize> = sums.map(|s| s.total).collect();
            let rows = self.panel.rows.iter().enumerate();
            rows.filter(|(i, r)| r.role == RowRole::Item && !sums.contains(i)).map(|(i, _)| i).collect()
        })
    }
}
