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
mod title;
mod words;

pub use title::kind_of_title;

use super::{Line, Region, projects::pieces::states_unit};
use crate::model::{Kind, Panel, Place, Status, Table};

/// The tables of this form: one, or for a whole agency a second one with the list of its projects. A form
/// without any amount that can be made out is one table whose text is all in [`Table::raw`].
pub fn recognize(region: &Region) -> Vec<Table> {
    let rows = cells::rows(region.lines);
    let found = if region.kind == Kind::OverallPerformance {
        overall::read(&rows).map(|money| {
            let (mut panels, mut used) = (vec![(region.kind, money.panel)], money.used);
            if let Some((panel, lines)) = attached::read(&rows, money.end) {
                panels.push((Kind::ProjectPerformance, panel));
                used.extend(lines);
            }
            (panels, used)
        })
    } else {
        list::read(region.lines)
            .or_else(|| labelled::read(&rows).map(|form| (form.panel, form.used)))
            .map(|(panel, used)| (vec![(region.kind, panel)], used))
    };
    let Some((panels, used)) = found else {
        let status = if region.lines.iter().all(Line::is_blank) { Status::Ok } else { Status::Partial };
        return vec![Table { status, raw: rest(region.lines, &[]), ..table(region, region.kind, Panel::default()) }];
    };
    let mut tables: Vec<Table> = panels.into_iter().map(|(kind, panel)| table(region, kind, panel)).collect();
    if let Some(first) = tables.first_mut() {
        first.raw = rest(region.lines, &used);
    }
    tables
}

fn table(region: &Region, kind: Kind, panel: Panel) -> Table {
    let line = panel.rows.iter().flat_map(|r| &r.cells).find_map(|c| c.place.line);
    let is_attached = kind != region.kind;
    Table {
        kind,
        number: if is_attached { String::new() } else { region.number.clone() },
        title: if is_attached { format!("{}·项目支出情况", region.title) } else { region.title.clone() },
        unit: region.unit,
        panels: vec![panel],
        place: Place { line: line.filter(|_| is_attached).or(Some(region.line.number)), ..Place::default() },
        ..Table::default()
    }
}

/// The lines that are not in cells.
fn rest(lines: &[Line], used: &[u32]) -> String {
    let is_left = |l: &&Line| !l.is_blank() && !used.contains(&l.number) && !states_unit(l.text);
    lines.iter().filter(is_left).map(|l| l.text.trim_end()).collect::<Vec<_>>().join("\n")
}
