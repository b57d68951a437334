//! Projects (项目) wherever they are listed: in 项目支出表, in lists of performance targets and in forms.
//!
//! Some provinces list the whole budget in 项目支出表, basic spending included. What is no project is told by
//! the code of 预算管理一体化, in which one letter stands for the sort (`R` 人员类, `Y` 公用经费, `T` 特定目标类),
//! or by the words 人员类 and 公用经费 in the row.

use super::{At, panels, performance, view::Grid};
use crate::{
    model::{CellRef, Column, ColumnRole, Disclosure, Kind, Panel, RowRole, text::squeeze},
    relations::{meaning::Source, outline::Outline, projects::is_repetition},
};

/// A project and its amounts of this year.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    /// Its name as printed.
    pub name: String,
    /// Its name without punctuation.
    pub key: String,
    /// Its code, of 项目支出表 and most forms; may be empty.
    pub code: String,
    /// The functional subject that pays for it, where that is told.
    pub subject: Option<String>,
    /// What it is given, the surest figure first: each is one cell, or several that add up.
    pub amounts: Vec<Amount>,
    /// What of it the budget pays, where a form tells that apart: the rest may be raised elsewhere.
    pub fiscal: Option<CellRef>,
    /// Its rows in a list that prints one for each of its indicators; else the only one.
    pub rows: Vec<usize>,
    /// All sources that the surest figure is the total of, where they are told.
    pub sources: Vec<CellRef>,
    /// What of it the general budget pays, where the table tells the budgets apart.
    pub general: Option<Vec<CellRef>>,
}

/// One way in which the amount of a project is stated.
#[derive(Debug, Clone)]
pub(crate) struct Amount {
    /// The cells that add up to it.
    pub cells: Vec<CellRef>,
    /// The header says that it is this year's; a bare 资金总额 may be that of several years.
    pub is_of_this_year: bool,
}

impl Project {
    /// The cells of the surest amount.
    pub fn whole(&self) -> &[CellRef] {
        self.amounts.first().map(|a| a.cells.as_slice()).unwrap_or_default()
    }
}

/// What a table tells that its projects are given, one after the other: each way in which it does, the surest
/// first, is one cell, or several of the project's row that add up; and whether that is said to be this year's.
pub(crate) fn stated(d: &Disclosure, table: usize) -> Vec<Vec<(Vec<CellRef>, bool)>> {
    let Some(at) = panels(d).find(|at| at.table_index == table) else { return Vec::new() };
    let projects = match at.table.kind {
        Kind::ProjectPerformance => of_performance(&at),
        Kind::Projects => of_table(&at),
        _ => Vec::new(),
    };
    let ways = |p: Project| {
        let fiscal = p.fiscal.map(|cell| (vec![cell], false));
        p.amounts.into_iter().map(|a| (a.cells, a.is_of_this_year)).chain(fiscal).collect()
    };
    projects.into_iter().map(ways).collect()
}

/// No code of a project is shorter, and no code of a unit as long.
const SHORTEST_CODE: usize = 12;

/// The name of a project by which it is the same in two tables.
fn key(name: &str) -> String {
    squeeze(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The texts of a row in its label columns, with the headers above them.
fn labels<'d>(at: &At<'d>, row: usize) -> impl Iterator<Item = (String, &'d str)> {
    let cells = at.panel.rows.get(row).map(|r| r.cells.as_slice()).unwrap_or_default();
    let columns = at.panel.columns.iter().zip(cells).filter(|(c, _)| c.role == ColumnRole::Label);
    columns.map(|(c, cell)| (squeeze(&c.path.concat()), cell.text.as_str()))
}

/// What a row prints in the column 项目名称, where the table has one.
pub(crate) fn named_project(panel: &Panel, row: usize) -> Option<&str> {
    let is_named = |c: &Column| c.role == ColumnRole::Label && squeeze(&c.path.concat()).contains("项目名称");
    let column = panel.columns.iter().position(is_named)?;
    panel.rows.get(row)?.cells.get(column).map(|c| c.text.as_str())
}

/// The name of the project of a row, whose own name may be that of its unit.
pub(crate) fn project_name(panel: &Panel, row: usize) -> &str {
    let named = named_project(panel, row).filter(|n| !n.is_empty());
    named.or_else(|| panel.rows.get(row).map(|r| r.name.as_str())).unwrap_or_default()
}

/// The rows of a table are not projects but their indicators, several for each.
pub(crate) fn has_indicators(panel: &Panel) -> bool {
    panel.columns.iter().any(|c| c.role == ColumnRole::Label && squeeze(c.leaf()) == "三级指标")
}

/// The rows that are projects: neither totals nor agencies, printed once, and no basic spending.
fn rows(at: &At) -> Vec<usize> {
    let of_subjects = Outline::is_of_subjects(at.panel);
    let in_basic = inside_basic(at);
    let rows = at.panel.rows.iter().enumerate();
    rows.filter(|(i, row)| {
        let repeated = i.checked_sub(1).and_then(|b| at.panel.rows.get(b)).is_some_and(|b| is_repetition(b, row));
        let names_a_project = !of_subjects || labels(at, *i).any(|(_, text)| !text.is_empty());
        let is_basic = is_basic(at, *i) || in_basic.get(*i).copied().unwrap_or(false);
        row.role == RowRole::Item && !repeated && names_a_project && !is_basic
    })
    .map(|(i, _)| i)
    .collect()
}

/// Words of basic spending with which a category or the text beside a row begins.
const BASIC: &[&str] = &["人员类", "公用经费", "人员经费"];

fn says_basic(text: &str) -> bool {
    BASIC.iter().any(|w| text.starts_with(w))
}

/// Of every row, whether the category (人员类, 公用经费) that it stands under is basic spending.
fn inside_basic(at: &At) -> Vec<bool> {
    let mut inside = false;
    let heads = at.panel.rows.iter().map(|row| {
        match row.role {
            RowRole::Item => {}
            RowRole::Subtotal => inside = says_basic(&squeeze(&row.name)),
            _ => inside = false,
        }
        inside
    });
    heads.collect()
}

fn is_basic(at: &At, row: usize) -> bool {
    let Some(r) = at.panel.rows.get(row) else { return false };
    let letters: Vec<char> = r.code.chars().filter(char::is_ascii_alphabetic).collect();
    let is_project_code = r.code.len() >= 15 && letters.len() == 1;
    let by_code = is_project_code && matches!(letters[..], ['R' | 'Y']);
    by_code || labels(at, row).any(|(_, text)| says_basic(text))
}

/// The projects of a 项目支出表.
pub(super) fn of_table(at: &At) -> Vec<Project> {
    let grid = Grid::of(*at);
    let whole = grid.whole();
    let sources = grid.sources();
    let tells_carry = sources.iter().any(|(source, _)| source.is_none());
    let year: Vec<usize> =
        sources.iter().filter(|(s, _)| tells_carry && s.is_some()).flat_map(|(_, c)| c.clone()).collect();
    let sums = grid.header.sums();
    let added_up = sums.iter().find(|s| whole == [s.total]).map(|s| s.addends.as_slice()).unwrap_or_default();
    let several = sources.iter().any(|(s, _)| s.is_some_and(|s| s != Source::General));
    let general: Vec<usize> =
        sources.iter().filter(|(s, _)| several && *s == Some(Source::General)).flat_map(|(_, c)| c.clone()).collect();
    let of_subjects = Outline::is_of_subjects(at.panel);
    let amount = |row: usize, columns: &[usize]| -> Option<Amount> {
        let cells = grid.cells(&[row], columns);
        (!cells.is_empty()).then_some(Amount { cells, is_of_this_year: true })
    };
    rows(at)
        .into_iter()
        .filter_map(|i| {
            let row = at.panel.rows.get(i)?;
            let name = project_name(at.panel, i);
            let is_of_unit = name != row.name && row.code.len() < SHORTEST_CODE;
            let subject = labels(at, i).find(|(h, _)| h.contains("功能") || h.contains("科目")).map(|(_, t)| t);
            let subject = if of_subjects { Some(row.code.as_str()) } else { subject };
            Some(Project {
                name: name.to_owned(),
                key: key(name),
                // The code of a row that names its project in another column is that of its unit.
                code: if of_subjects || is_of_unit { String::new() } else { row.code.clone() },
                subject: subject.and_then(functional_code),
                fiscal: None,
                rows: vec![i],
                sources: grid.cells(&[i], added_up),
                general: (!general.is_empty()).then(|| grid.cells(&[i], &general)),
                amounts: [amount(i, &whole), amount(i, &year)].into_iter().flatten().collect(),
            })
        })
        .filter(|p| !p.amounts.is_empty())
        .collect()
}

/// `2101599 其他医疗保障管理事务支出` → `2101599`.
fn functional_code(text: &str) -> Option<String> {
    let digits: String = squeeze(text).chars().take_while(char::is_ascii_digit).collect();
    (digits.len() == 7 && digits.starts_with('2')).then_some(digits)
}

/// Headers of what a project is given this year, the surest first.
const THIS_YEAR: &[&str] = &[
    "项目当年预算",
    "项目本年度预算",
    "本年度预算",
    "当年预算",
    "本年预算",
    "年度资金总额",
    "年度预算",
    "批复数",
    "预算数",
    "预算金额",
];
/// Headers that may be of one year or of several.
const MAYBE: &[&str] = &["合计", "资金总额", "项目资金总额", "金额合计", "项目金额", "金额"];
/// What is under these is something else: whole periods, plans within the year, single activities, other years.
const OTHER: &[&str] = &["总预算", "实施期", "计划", "测算", "月底", "季度", "上年", "近", "前两年", "执行"];

/// The rows of each project: in a list with a row for each indicator (三级指标), rows of one name in a row.
fn by_project(at: &At) -> Vec<Vec<usize>> {
    let has_indicators = has_indicators(at.panel);
    let mut out: Vec<Vec<usize>> = Vec::new();
    for row in rows(at) {
        match out.last_mut() {
            Some(last)
                if has_indicators
                    && last.first().is_some_and(|f| project_name(at.panel, *f) == project_name(at.panel, row)) =>
            {
                last.push(row)
            }
            _ => out.push(vec![row]),
        }
    }
    out
}

/// The projects of a table of a disclosure that is a performance table.
pub(crate) fn performance_projects(d: &Disclosure, table: usize) -> Vec<Project> {
    panels(d).filter(|at| at.table_index == table).flat_map(|at| of_performance(&at)).collect()
}

/// The projects of a performance table: a list has a row for each, a form has one.
pub(super) fn of_performance(at: &At) -> Vec<Project> {
    let headers: Vec<(usize, String, String)> = at
        .panel
        .columns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.role == ColumnRole::Amount)
        .map(|(i, c)| (i, squeeze(c.leaf()), squeeze(&c.path.concat())))
        .filter(|(_, _, path)| !OTHER.iter().any(|w| path.contains(w)))
        .collect();
    let bare = |leaf: &str| leaf.split('(').next().unwrap_or_default().to_owned();
    let find = |words: &[&str]| -> Vec<usize> {
        let columns = words.iter().filter_map(|w| headers.iter().find(|(_, leaf, _)| bare(leaf) == *w));
        columns.map(|(i, ..)| *i).collect()
    };
    let (sure, maybe) = (find(THIS_YEAR), find(MAYBE));
    let fiscal = headers.iter().find(|(_, leaf, _)| leaf.contains("财政拨款") || leaf.contains("财政资金"));
    let sums = performance::sums(at);
    // Without a total there are only sources: 中央补助, 本级配套, 其他资金.
    let parts: Vec<usize> = headers.iter().filter(|(_, leaf, _)| !leaf.starts_with("其中")).map(|(i, ..)| *i).collect();
    by_project(at)
        .into_iter()
        .filter_map(|rows| {
            // A merged amount stands in the first row, or in each.
            let i = *rows.first()?;
            let row = at.panel.rows.get(i)?;
            let one = |c: &usize| vec![at.cell(i, *c)];
            let mut amounts: Vec<Amount> =
                sure.iter().map(|c| Amount { cells: one(c), is_of_this_year: true }).collect();
            amounts.extend(maybe.iter().map(|c| Amount { cells: one(c), is_of_this_year: false }));
            if amounts.is_empty() && !parts.is_empty() {
                let cells = parts.iter().map(|c| at.cell(i, *c)).collect();
                amounts.push(Amount { cells, is_of_this_year: false });
            }
            let fiscal = fiscal.map(|(c, ..)| at.cell(i, *c));
            let surest = sure.iter().chain(&maybe).next();
            let added_up = sums.iter().find(|((total, _), _)| surest == Some(total));
            let sources = added_up.into_iter().flat_map(|(_, parts)| parts).map(|(c, _)| at.cell(i, *c)).collect();
            let name = project_name(at.panel, i);
            // The code of a row that names its project in another column is that of its unit.
            let code = if name == row.name { row.code.clone() } else { String::new() };
            Some(Project {
                name: name.to_owned(),
                key: key(name),
                code,
                subject: None,
                amounts,
                fiscal,
                rows,
                sources,
                general: None,
            })
        })
        .filter(|p| !p.amounts.is_empty())
        .collect()
}
