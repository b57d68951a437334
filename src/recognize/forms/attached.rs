//! The list of projects inside a form for the whole agency (项目支出情况): name, category, one amount, use.

use super::{cells::FormCell, overall::word_at, words::words};
use crate::{
    model::{Cell, ColumnRole, Panel, Row, RowRole},
    recognize::projects::header::{Header, is_class},
};

/// The list with its printed caption, and the lines whose text is all in cells.
pub(super) struct Attached {
    pub title: &'static str,
    pub panel: Panel,
    pub used: Vec<u32>,
}

/// One project before its cells are made.
#[derive(Default)]
struct Project {
    name: String,
    class: String,
    usage: String,
    amounts: Vec<Cell>,
    line: u32,
}

/// What the pieces being read belong to.
enum Reading {
    /// The next project's name.
    Name,
    /// The use of a project whose amount is still to come.
    UseBefore,
    /// The use of the last project; pieces of it are no longer than this.
    UseAfter(usize),
}

/// Reads the list among the cells from `from` on. `None` where there is none.
pub(super) fn read(rows: &[Vec<FormCell>], from: usize) -> Option<Attached> {
    let w = &words().overall;
    let cells: Vec<&FormCell> = rows.iter().flatten().collect();
    let (start, title, taken) =
        (from..cells.len()).find_map(|i| word_at(&cells, i, &w.projects).map(|(w, n)| (i, w, n)))?;
    let end = (start + taken..cells.len()).find(|&i| word_at(&cells, i, &w.end).is_some()).unwrap_or(cells.len());
    let first_amount = (start..end).find(|&i| cells.get(i).is_some_and(|c| c.is_amount()))?;
    let header = Header::read(cells.get(start + taken..first_amount)?.iter().map(|c| c.text.as_str()))?;
    let body = start + taken + header.pieces;

    let (mut done, mut now, mut reading) = (Vec::<Project>::new(), Project::default(), Reading::Name);
    let mut index = 0;
    let mut last_line = 0;
    for row in rows {
        let own: Vec<&FormCell> = row
            .iter()
            .enumerate()
            .filter(|(i, c)| (body..end).contains(&(index + i)) && !c.key.is_empty())
            .map(|(_, c)| c)
            .collect();
        index += row.len();
        let Some(first) = own.first() else { continue };
        // More than one blank line is a page break, and the end of whatever was wrapped.
        let broken = first.line > last_line + 2;
        last_line = first.line;
        let amount = own.iter().position(|c| c.is_amount());
        match amount {
            Some(at) => {
                let mut before: Vec<&FormCell> = own.iter().take(at).copied().collect();
                let is_total = before.first().is_some_and(|c| is_total(&c.key));
                if !is_total
                    && !matches!(reading, Reading::UseBefore)
                    && before.last().is_some_and(|c| is_class(&c.key) || before.len() > 1 || !now.name.is_empty())
                {
                    now.class = before.pop().map_or(String::new(), |c| c.text.clone());
                }
                if is_total {
                    // Whatever was left open is the end of the last project's use.
                    let left = std::mem::take(&mut now.name);
                    if let Some(last) = done.last_mut() {
                        last.usage.push_str(&left);
                    }
                }
                before.iter().for_each(|c| now.name.push_str(&c.text));
                let (numbers, usage): (Vec<&FormCell>, Vec<&FormCell>) =
                    own.iter().skip(at).copied().partition(|c| c.is_amount());
                now.amounts =
                    numbers.iter().map(|c| Cell::read(c.text.as_str(), ColumnRole::Amount).on_line(c.line)).collect();
                now.line = first.line;
                let longest = now.usage.chars().count();
                usage.iter().for_each(|c| now.usage.push_str(&c.text));
                reading = match (usage.is_empty(), reading) {
                    (true, Reading::UseBefore) => Reading::UseAfter(longest.max(1)),
                    (true, _) => Reading::UseAfter(usize::MAX),
                    (false, _) => Reading::Name,
                };
                done.push(std::mem::take(&mut now));
                if is_total {
                    break;
                }
            }
            None if own.len() == 1 && is_class(&first.key) => {
                now.class = first.text.clone();
                reading = Reading::UseBefore;
            }
            None => {
                let text: String = own.iter().map(|c| c.text.as_str()).collect();
                let length = text.chars().count();
                match reading {
                    Reading::UseBefore => now.usage.push_str(&text),
                    Reading::UseAfter(longest) if !broken && length <= longest => {
                        if let Some(last) = done.last_mut() {
                            last.usage.push_str(&text);
                        }
                        reading = Reading::UseAfter(length.max(if longest == usize::MAX { 0 } else { longest }));
                    }
                    _ => {
                        now.name.push_str(&text);
                        reading = Reading::Name;
                    }
                }
            }
        }
    }
    let used = done.iter().map(|p| p.line).collect();
    (!done.is_empty()).then(|| Attached { title, panel: panel(&header, done), used })
}

fn panel(header: &Header, projects: Vec<Project>) -> Panel {
    // One amount under several columns: that of the year, which is what a budget states.
    let column = |at: usize| header.numbers.get(at).and_then(|&c| header.columns.get(c));
    let of_year = (0..header.numbers.len())
        .find(|&at| column(at).is_some_and(|c| ["本年", "当年"].iter().any(|w| c.leaf().contains(w))));
    let mut panel = Panel { columns: header.columns.clone(), ..Panel::default() };
    for project in projects {
        let mut cells = vec![Cell::blank(); header.columns.len()];
        let is_full = project.amounts.len() == header.numbers.len();
        for (at, mut amount) in project.amounts.into_iter().enumerate() {
            let position = if is_full { at } else { of_year.unwrap_or(0) + at };
            amount.inferred = !is_full;
            if let Some(cell) = header.numbers.get(position).and_then(|&c| cells.get_mut(c)) {
                *cell = amount;
            }
        }
        for (index, text) in [(header.class().map(|c| c.0), project.class), (header.note, project.usage)] {
            if let Some(cell) = index.and_then(|i| cells.get_mut(i)).filter(|_| !text.is_empty()) {
                *cell = Cell::read(text, ColumnRole::Label).on_line(project.line);
            }
        }
        let (role, level) = if is_total(&project.name) { (RowRole::Total, 0) } else { (RowRole::Item, 1) };
        panel.rows.push(Row { name: project.name, level, role, cells, ..Row::default() });
    }
    panel
}

/// `合计`, or `……`, which stands for whatever else there is and carries the sum.
fn is_total(name: &str) -> bool {
    name == "合计" || !name.is_empty() && name.chars().all(|c| matches!(c, '…' | '.'))
}
