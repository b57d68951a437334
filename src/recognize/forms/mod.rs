//! Performance forms (绩效目标表, 项目申报表): of one project, of several in a list, of the whole agency.
//!
//! What is kept in cells is the money, with the project's name and code. The rest of a form (targets,
//! indicators and their values, who fills it in) is no amount and stays in [`Table::raw`]: with status
//! [`Status::Ok`], because all money is in cells. Numbers in it (`≥15万元`, weights, counts, years, telephone
//! numbers) are never read. The labels are data: `assets/recognition/forms.toml`. Sentences that state money
//! (`texts`) become sections of the text that belong to the form, and stay in [`Table::raw`] too.

mod attached;
mod cells;
mod labelled;
mod list;
mod overall;
mod tasks;
mod texts;
mod words;

use std::collections::BTreeSet;

pub use texts::FormText;

use super::{Line, Region, projects::pieces::states_unit};
use crate::model::{Kind, Panel, Place, Section, Status, Table};

/// What was made out of a form.
pub struct FormTable {
    /// 项目绩效目标表 for a list of projects attached to the form of an agency.
    pub kind: Kind,
    /// The caption of an attached list.
    pub title: Option<&'static str>,
    /// The money, with the project's name and code.
    pub panel: Panel,
    /// The lines (or rows, from 1) whose text is all in cells.
    pub used: Vec<u32>,
    /// An amount was met that has no place.
    pub is_incomplete: bool,
}

/// Reads a form whose cells are known, row by row; a cell that reaches down is blank in the further rows. The
/// cells of the panels say by [`Place::line`] which row they are from, counted from 1.
pub fn of_rows(kind: Kind, rows: Vec<Vec<String>>) -> Vec<FormTable> {
    read(kind, &cells::Grid::of_rows(rows), || None)
}

/// The sentences with money in a form whose cells are known, as [`of_rows`] takes them.
pub fn texts_of_rows(rows: Vec<Vec<String>>) -> Vec<FormText> {
    texts::read(&cells::Grid::of_rows(rows))
}

/// The sentences with money in a form, as sections of the text.
pub fn texts(region: &Region) -> Vec<Section> {
    let found = texts::read(&cells::Grid::read(region.lines));
    let place = |line| Place { line: Some(line), ..Place::default() };
    found.into_iter().map(|t| section(&region.title, &t, place(t.line))).collect()
}

/// A text as a section under the form's title and its label.
pub fn section(title: &str, text: &FormText, place: Place) -> Section {
    let parts = [title.trim(), text.label.trim()];
    let heading = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("·");
    Section { heading, text: text.text.clone(), place, ..Section::default() }
}

/// The tables of this form: one, and for a whole agency a second one if it lists its projects. A form of which
/// nothing can be made out is one table whose text is all in [`Table::raw`].
pub fn recognize(region: &Region) -> Vec<Table> {
    let grid = cells::Grid::read(region.lines);
    let found = read(region.kind, &grid, || list::read(region.lines));
    let all_used: Vec<u32> = found.iter().flat_map(|f| f.used.iter().copied()).collect();
    let is_blank = region.lines.iter().all(Line::is_blank);
    let mut tables = Vec::new();
    for form in found {
        let base = table(region, form.panel);
        tables.push(match form.title {
            None => Table {
                raw: rest(region.lines, &all_used),
                status: if form.is_incomplete && !is_blank { Status::Partial } else { Status::Ok },
                ..base
            },
            Some(title) => Table {
                kind: form.kind,
                number: String::new(),
                title: title.to_owned(),
                place: Place { line: form.used.iter().min().copied(), ..Place::default() },
                ..base
            },
        });
    }
    tables
}

fn read(kind: Kind, grid: &cells::Grid, list: impl Fn() -> Option<(Panel, Vec<u32>)>) -> Vec<FormTable> {
    let form = |panel, used, is_incomplete| FormTable { kind, title: None, panel, used, is_incomplete };
    if kind == Kind::OverallPerformance
        && let Some(money) = overall::read(&grid.rows).or_else(|| tasks::read(grid))
    {
        let attached = attached::read(&grid.rows, money.end);
        let attached = attached.map(|list| FormTable {
            kind: Kind::ProjectPerformance,
            title: Some(list.title),
            ..form(list.panel, list.used, false)
        });
        return [form(money.panel, money.used, false)].into_iter().chain(attached).collect();
    }
    let project = list().map(|(panel, used)| form(panel, used, false));
    let project = project.or_else(|| labelled::read(grid).map(|f| form(f.panel, f.used, f.is_incomplete)));
    vec![project.unwrap_or_else(|| form(Panel::default(), Vec::new(), true))]
}

/// A table with what the region says of it.
fn table(region: &Region, panel: Panel) -> Table {
    Table {
        kind: region.kind,
        number: region.number.clone(),
        title: region.title.clone(),
        unit: region.unit,
        unit_printed: Some(region.unit_printed),
        panels: vec![panel],
        place: Place { line: Some(region.line.number), ..Place::default() },
        ..Table::default()
    }
}

/// The lines that are not in cells.
fn rest(lines: &[Line], used: &[u32]) -> String {
    let used: BTreeSet<u32> = used.iter().copied().collect();
    let is_left = |l: &&Line| !l.is_blank() && !used.contains(&l.number) && !states_unit(l.text);
    lines.iter().filter(is_left).map(|l| l.text.trim_end()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
