//! Performance forms (绩效目标表, 项目申报表): of one project, of several in a list, of the whole agency.
//!
//! What is kept in cells is the money, with the project's name and code. The rest of a form (targets,
//! indicators and their values, who fills it in) is no amount and stays in [`Table::raw`]: with status
//! [`Status::Ok`], because all money is in cells. Numbers in it (`≥15万元`, weights, counts, years, telephone
//! numbers) are never read. The labels are data: `assets/recognition/forms.toml`.

mod attached;
mod cells;
mod labelled;
mod list;
mod overall;
mod tasks;
mod words;

use std::collections::BTreeSet;

use super::{Line, Region, projects::pieces::states_unit};
use crate::model::{Kind, Panel, Place, Status, Table};

/// The tables of this form: one, and for a whole agency a second one if it lists its projects. A form of which
/// nothing can be made out is one table whose text is all in [`Table::raw`].
pub fn recognize(region: &Region) -> Vec<Table> {
    let grid = cells::Grid::read(region.lines);
    if region.kind == Kind::OverallPerformance
        && let Some(money) = overall::read(&grid.rows).or_else(|| tasks::read(&grid))
    {
        let list = attached::read(&grid.rows, money.end);
        let used = [money.used, list.as_ref().map(|l| l.used.clone()).unwrap_or_default()].concat();
        let mut tables = vec![Table { raw: rest(region.lines, &used), ..table(region, money.panel) }];
        if let Some(list) = list {
            let line = list.used.iter().min().copied();
            tables.push(Table {
                kind: Kind::ProjectPerformance,
                number: String::new(),
                title: list.title.to_owned(),
                place: Place { line, ..Place::default() },
                ..table(region, list.panel)
            });
        }
        return tables;
    }
    let project = list::read(region.lines).map(|(panel, used)| (panel, used, false));
    let project = project.or_else(|| labelled::read(&grid).map(|form| (form.panel, form.used, form.is_incomplete)));
    let is_blank = region.lines.iter().all(Line::is_blank);
    let (panel, used, is_incomplete) = project.unwrap_or((Panel::default(), Vec::new(), !is_blank));
    let status = if is_incomplete { Status::Partial } else { Status::Ok };
    vec![Table { raw: rest(region.lines, &used), status, ..table(region, panel) }]
}

/// A table with what the region says of it.
fn table(region: &Region, panel: Panel) -> Table {
    Table {
        kind: region.kind,
        number: region.number.clone(),
        title: region.title.clone(),
        unit: region.unit,
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
