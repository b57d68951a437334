//! The money of an overall form by the year's main tasks (年度主要任务): the national model has no other. Each
//! task's line ends in its amounts; text of a task may go on over lines without any.

use super::{
    cells::{FormCell, Grid},
    overall::{Overall, word_at},
    words::{find, words},
};
use crate::{
    model::{Cell, Column, ColumnRole, Panel, Row, RowRole, text::squeeze},
    recognize::projects::{
        fill::fill,
        placement::{Number, Shape, Takes, Unplaced},
    },
};

/// Reads the tasks of an overall form. `None` where no header of their amounts is found.
pub(super) fn read(grid: &Grid) -> Option<Overall> {
    let w = &words().overall;
    let cells: Vec<&FormCell> = grid.rows.iter().flatten().collect();
    let (start, taken) = (0..cells.len()).find_map(|i| word_at(&cells, i, &w.task_start).map(|(_, n)| (i, n)))?;
    let end = (start + taken..cells.len()).find(|&i| word_at(&cells, i, &w.end).is_some()).unwrap_or(cells.len());
    let is_own = |line: u32| {
        let from = cells.get(start).is_some_and(|c| line >= c.line);
        from && cells.get(end).is_none_or(|c| line < c.line)
    };
    let rows = || grid.rows.iter().filter(|r| r.first().is_some_and(|c| is_own(c.line)));
    // The header is the row with the names of two amounts or more; above them may stand what they have in common.
    let amount_name = |c: &FormCell| find(&w.task_amount, &c.key);
    let header = rows().find(|r| r.iter().filter(|c| amount_name(c).is_some()).count() > 1)?;
    let header_line = header.first()?.line;
    let group = cells.iter().filter(|c| is_own(c.line) && c.line < header_line).find(|c| c.key.starts_with("预算金额"));
    let named: Vec<(usize, &str)> =
        header.iter().enumerate().filter_map(|(i, c)| amount_name(c).map(|n| (i, n))).collect();
    let column = |name: &str| Column {
        path: group.iter().map(|g| g.text.clone()).chain([name.to_owned()]).collect(),
        role: ColumnRole::Amount,
    };
    let columns: Vec<Column> = named.iter().map(|(_, name)| column(name)).collect();

    let lines: Vec<Task> = rows()
        .filter(|r| r.first().is_some_and(|c| c.line > header_line))
        .filter_map(|r| if grid.has_columns { in_columns(r, &named) } else { at_the_end(r, columns.len()) })
        .collect();
    let total = lines.iter().position(|t| t.is_total);
    let unplaced: Vec<Unplaced> = lines
        .iter()
        .map(|t| Unplaced {
            numbers: t.amounts.iter().map(|(_, c)| Number::of(&c.text)).collect(),
            parent: total.filter(|_| !t.is_total),
            carried: None,
            dashes: 0,
        })
        .collect();
    let sum = columns.first().filter(|c| squeeze(c.leaf()) == "总额").map(|_| 0);
    let shape = Shape { columns: vec![Takes::Amount; columns.len()], total: sum, carried: Vec::new() };
    let placed = fill(&unplaced, &shape);

    let mut used = vec![header_line];
    let mut panel = Panel { columns, ..Panel::default() };
    for (task, placed) in lines.into_iter().zip(placed) {
        let mut cells = vec![Cell::blank(); panel.columns.len()];
        let is_full = task.amounts.len() == cells.len();
        for ((known, cell), guessed) in task.amounts.into_iter().zip(placed) {
            if let Some(slot) = cells.get_mut(known.unwrap_or(guessed)) {
                *slot = Cell::read(cell.text.as_str(), ColumnRole::Amount).on_line(cell.line);
                slot.inferred = known.is_none() && !is_full;
            }
        }
        used.extend(task.is_whole.then_some(task.line));
        let (role, level) = if task.is_total { (RowRole::Total, 0) } else { (RowRole::Item, 1) };
        panel.rows.push(Row { name: task.name, level, role, cells, ..Row::default() });
    }
    (!panel.rows.is_empty()).then_some(Overall { panel, used, end })
}

/// A task with its amounts, each with its column where that is known.
struct Task<'a> {
    name: String,
    is_total: bool,
    amounts: Vec<(Option<usize>, &'a FormCell)>,
    line: u32,
    /// Nothing else stands on its line.
    is_whole: bool,
}

/// A row of a grid: amounts by their columns, the name in the first cell before them.
fn in_columns<'a>(row: &'a [FormCell], named: &[(usize, &str)]) -> Option<Task<'a>> {
    let first = named.first()?.0;
    let mut texts = row.iter().take(first).filter(|c| !c.key.is_empty());
    let amounts: Vec<_> = named
        .iter()
        .enumerate()
        .filter_map(|(column, (at, _))| row.get(*at).filter(|c| c.is_amount()).map(|c| (Some(column), c)))
        .collect();
    let name = texts.next()?;
    (!amounts.is_empty()).then(|| Task::new(name.text.clone(), amounts, name.line, texts.next().is_none()))
}

/// A line of words: amounts with decimals at its end, the rest is the name.
fn at_the_end(row: &[FormCell], columns: usize) -> Option<Task<'_>> {
    let count = row.iter().rev().take_while(|c| c.is_amount() && c.text.contains('.')).count().min(columns);
    let (texts, amounts) = row.split_at(row.len() - count);
    let line = texts.first()?.line;
    let name: String = texts.iter().map(|c| c.text.as_str()).collect();
    (count > 0).then(|| Task::new(name, amounts.iter().map(|c| (None, c)).collect(), line, true))
}

impl<'a> Task<'a> {
    fn new(name: String, amounts: Vec<(Option<usize>, &'a FormCell)>, line: u32, is_whole: bool) -> Self {
        let is_total = find(&words().overall.total, &squeeze(&name)).is_some();
        Self { name, is_total, amounts, line, is_whole }
    }
}
