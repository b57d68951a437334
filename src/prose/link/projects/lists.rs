//! Where projects are listed, and what each is stated to cost there.

use std::collections::HashMap;

use super::super::words::plain;
use crate::{
    model::{CellRef, ColumnRole, Disclosure, Kind, Panel, RowRole, Status},
    prose::{Must, Operand, Reading},
    relations::{Header, has_indicators, named_project, stated},
};

/// What sort of table lists projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// 项目支出表
    Table,
    /// A list of performance targets.
    List,
    /// Forms of one project each.
    Form,
}

/// A table that lists projects, or all forms that tell of one each.
pub(super) struct Listed {
    /// What the list is, for people.
    pub scope: &'static str,
    pub projects: Vec<Project>,
    /// What they cost together; nothing where that is not told.
    pub total: Vec<CellRef>,
    /// What sort of table it is.
    pub sort: Sort,
    /// It lists all projects and nothing else: no salaries, and not only those of one budget.
    pub counts: bool,
}

pub(super) struct Project {
    /// Its name without blanks and signs.
    pub name: String,
    /// A cell of its row.
    pub row: CellRef,
    /// What it costs; nothing where the columns do not tell which that is.
    pub amount: Vec<CellRef>,
    /// Each way in which its row states that, the surest first: with or without what was carried in, say.
    pub ways: Vec<Vec<CellRef>>,
    /// It is no basic spending, which some provinces list too.
    pub is_project: bool,
    /// It is said to be this year's.
    pub is_of_this_year: bool,
}

impl Listed {
    /// What an amount may mean that is said of the projects here for which this holds: of those of one name in a
    /// table, what they cost together or each.
    pub fn readings(&self, d: &Disclosure, is: impl Fn(&Project) -> bool) -> Vec<Reading> {
        let Some(first) = self.projects.iter().find(|p| is(p) && !p.ways.is_empty()) else { return Vec::new() };
        let same = |p: &&Project| p.row.table == first.row.table && is(p) && !p.ways.is_empty();
        let mine: Vec<&Project> = self.projects.iter().filter(same).collect();
        let mut ways: Vec<Vec<CellRef>> = Vec::new();
        if mine.len() > 1 {
            ways.push(mine.iter().filter_map(|p| p.ways.first()).flatten().copied().collect());
        }
        for way in mine.iter().flat_map(|p| &p.ways).take(MOST) {
            if !ways.contains(way) {
                ways.push(way.clone());
            }
        }
        let scope = |way: &[CellRef]| match way {
            [one] if ways.len() > 1 && mine.len() == 1 => {
                format!("{}“{}”", self.scope, d.column(*one).map(|c| c.leaf().to_owned()).unwrap_or_default())
            }
            _ => self.scope.to_owned(),
        };
        ways.iter().map(|w| Reading { scope: scope(w), must: Must::Equal(sum(w)) }).collect()
    }
}

/// Each way in which a row states an amount, and whether that is said to be this year's.
type Ways = Vec<(Vec<CellRef>, bool)>;

/// The most ways in which one amount is told apart.
const MOST: usize = 8;

/// These cells added up.
pub(super) fn sum(cells: &[CellRef]) -> Vec<(i8, Operand)> {
    cells.iter().map(|c| (1, Operand::Cell(*c))).collect()
}

/// All tables that list projects; the forms of one project each are a list together.
pub(super) fn lists(d: &Disclosure) -> Vec<Listed> {
    let mut out = Vec::new();
    let mut forms: Vec<Listed> = Vec::new();
    for (index, table) in d.tables.iter().enumerate().filter(|(_, t)| t.status == Status::Ok) {
        let Some(panel) = table.panels.first() else { continue };
        if !matches!(table.kind, Kind::Projects | Kind::GeneralProjects | Kind::ProjectPerformance) {
            continue;
        }
        let listed = listed(d, index, table.kind, panel);
        match listed.projects.len() {
            0 => {}
            // A form tells of one project; what tells of several is a list of its own.
            1 if table.kind == Kind::ProjectPerformance => forms.push(listed),
            _ => out.push(listed),
        }
    }
    if !forms.is_empty() {
        let told = forms.iter().all(|f| !f.total.is_empty());
        let total = forms.iter().filter(|_| told).flat_map(|f| f.total.iter().copied()).collect();
        let projects = forms.into_iter().flat_map(|f| f.projects).collect();
        out.push(Listed { scope: "绩效目标表", sort: Sort::Form, projects, total, counts: true });
    }
    out
}

fn listed(d: &Disclosure, table: usize, kind: Kind, panel: &Panel) -> Listed {
    let is_form = kind == Kind::ProjectPerformance;
    let first = |ways: &Ways| ways.first().and_then(|(way, _)| way.first()).map(|c| c.row as usize);
    let stated = stated(d, table).into_iter().filter_map(|ways| Some((first(&ways)?, ways)));
    let mut stated: HashMap<usize, Ways> = stated.collect();
    let columns = amount_columns(panel);
    let cells = |row: usize| columns.iter().map(|c| CellRef::new(table, 0, row, *c)).collect::<Vec<_>>();
    let any = panel.columns.iter().position(|c| c.role == ColumnRole::Amount).unwrap_or_default();
    let rows = panel.rows.iter().enumerate().filter(|(_, r)| r.role == RowRole::Item);
    let mut projects: Vec<Project> = Vec::new();
    for (i, row) in rows {
        let name = plain(named_project(panel, i).unwrap_or(&row.name));
        // A list may print a row for each of a project's indicators.
        let is_further = has_indicators(panel) && projects.last().is_some_and(|p| p.name == name);
        // Of a table by subjects only the rows that name a project are projects.
        if name.is_empty() || is_further {
            continue;
        }
        let amount = cells(i);
        let own = stated.remove(&i).unwrap_or_default();
        let is_project = kind != Kind::Projects || !own.is_empty();
        let is_of_this_year = !is_form || own.iter().any(|(_, sure)| *sure);
        let mut ways: Vec<Vec<CellRef>> = own.into_iter().map(|(way, _)| way).filter(|w| !w.is_empty()).collect();
        if ways.is_empty() && !amount.is_empty() {
            ways.push(amount.clone());
        }
        projects.push(Project { name, row: CellRef::new(table, 0, i, any), amount, ways, is_project, is_of_this_year });
    }
    let salaries = ["基本工资", "津贴", "住房公积金", "公用经费"];
    let counts = kind != Kind::GeneralProjects && !projects.iter().any(|p| salaries.iter().any(|w| p.name.contains(w)));
    let total = match panel.rows.iter().position(|r| r.role.is_total()) {
        Some(row) => cells(row),
        None => projects.iter().flat_map(|p| p.amount.iter().copied()).collect(),
    };
    let (scope, sort) = if is_form { ("绩效目标表", Sort::List) } else { ("项目支出表", Sort::Table) };
    Listed { scope, sort, projects, total, counts }
}

/// The columns that make up a project's amount: the whole, or the parts of the one group that there is.
fn amount_columns(panel: &Panel) -> Vec<usize> {
    let header = Header::of(panel);
    match (header.whole(), &header.children[..]) {
        (Some(column), _) => vec![column],
        (None, groups) => {
            let told =
                |name: &str| ["预算数", "年度资金总额", "资金总额", "批复数", "年度预算", "项目金额"].contains(&name);
            let parts = || if let [group] = groups { group.value() } else { Vec::new() };
            groups.iter().find_map(|g| g.find(&told)).map_or_else(parts, Header::value)
        }
    }
}
