//! The money in a form for the whole agency (整体绩效目标表): labelled lines under a few columns, with their
//! blanks dropped where the text has no tabs.

use super::{
    cells::FormCell,
    words::{Word, find, words},
};
use crate::{
    model::{Cell, Column, ColumnRole, Panel, Row, RowRole, text::split_numbering, text::squeeze},
    recognize::projects::{
        fill::fill,
        placement::{Number, Shape, Takes, Unplaced},
    },
};

/// A label may be wrapped over so many cells.
const WRAPPED: usize = 3;

/// The money of an overall form and where it ends: the lines of its last row and before.
pub(super) struct Overall {
    pub panel: Panel,
    pub used: Vec<u32>,
    /// Index of the first cell after it in reading order.
    pub end: usize,
}

/// The longest word of this list that begins at this cell, and how many cells it takes.
pub(super) fn word_at(cells: &[&FormCell], at: usize, list: &'static [Word]) -> Option<(&'static str, usize)> {
    let (mut key, mut found) = (String::new(), None);
    for (taken, cell) in cells.iter().skip(at).take(WRAPPED).enumerate() {
        key.push_str(&cell.key);
        found = find(list, &key).map(|w| (w, taken + 1)).or(found);
    }
    found
}

/// Reads the money of an overall form. `None` where no block of money begins.
pub(super) fn read(rows: &[Vec<FormCell>]) -> Option<Overall> {
    let w = &words().overall;
    let cells: Vec<&FormCell> = rows.iter().flatten().collect();
    let (start, caption, taken) =
        (0..cells.len()).find_map(|i| word_at(&cells, i, &w.start).map(|(c, n)| (i, c, n)))?;
    let stops = |i: &usize| word_at(&cells, *i, &w.end).or_else(|| word_at(&cells, *i, &w.projects)).is_some();
    let end = (start + taken..cells.len()).find(stops).unwrap_or(cells.len());
    let is_number = |c: &FormCell| c.is_amount() || c.is_share();
    let first_number = (start..end).find(|&i| cells.get(i).is_some_and(|c| is_number(c)))?;

    // The header: all columns before the first number. Without any, the caption stands over the only one.
    let (mut columns, mut body, mut at) = (Vec::<Column>::new(), start + taken, start);
    let mut years = None;
    while at < first_number {
        let column = |path: &[&str], role| Column { path: path.iter().map(|p| (*p).to_owned()).collect(), role };
        let step = if let Some((word, n)) = word_at(&cells, at, &w.amount) {
            columns.push(column(&[word], ColumnRole::Amount));
            n
        } else if let Some((word, n)) = word_at(&cells, at, &w.share) {
            columns.push(column(&[word], ColumnRole::Share));
            n
        } else if let Some((word, n)) = word_at(&cells, at, &w.years) {
            years = Some(word);
            n
        } else if let (Some(group), Some(cell)) = (years, cells.get(at).filter(|c| is_year(&c.key))) {
            columns.push(column(&[group, &cell.key], ColumnRole::Amount));
            1
        } else {
            at += 1;
            continue;
        };
        at += step;
        body = at;
    }
    if columns.is_empty() {
        // The caption may be the first row's name.
        body = if find(&w.total, &squeeze(caption)).is_some() { start } else { start + taken };
        columns.push(Column::amount(&[caption]));
    }

    let lines = read_lines(rows, body, end);
    let used = lines.iter().flat_map(|l| l.numbers.iter().map(|n| n.line).chain([l.line])).collect();
    if lines.iter().any(|l| !l.heading.is_empty()) {
        // Merged cells at the left that head several lines (收入构成) are a column of labels.
        let path = if columns.iter().any(|c| c.leaf() == caption) { Vec::new() } else { vec![caption.to_owned()] };
        columns.insert(0, Column { path, role: ColumnRole::Label });
    }
    Some(Overall { panel: panel(columns, lines), used, end })
}

/// `2024年`
fn is_year(key: &str) -> bool {
    let digits = key.trim_end_matches("度").strip_suffix('年').unwrap_or("");
    digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit())
}

/// A labelled line before its numbers have columns.
struct Labelled<'a> {
    /// The merged cell at its left.
    heading: String,
    name: String,
    role: RowRole,
    numbers: Vec<&'a FormCell>,
    line: u32,
}

fn read_lines(rows: &[Vec<FormCell>], body: usize, end: usize) -> Vec<Labelled<'_>> {
    let w = &words().overall;
    let mut out: Vec<Labelled> = Vec::new();
    let mut index = 0;
    let mut heading = String::new();
    for row in rows {
        let is_own = |i: usize| (body..end).contains(&(index + i));
        let own: Vec<&FormCell> = row.iter().enumerate().filter(|(i, _)| is_own(*i)).map(|(_, c)| c).collect();
        index += row.len();
        let is_number = |c: &FormCell| c.is_amount() || c.is_share();
        let (numbers, texts): (Vec<&FormCell>, Vec<&FormCell>) = own.iter().copied().partition(|c| is_number(c));
        let mut names: Vec<&FormCell> = texts.into_iter().filter(|c| !c.key.is_empty()).collect();
        let Some(line) = own.first().map(|c| c.line) else { continue };
        let is_heading = |c: &FormCell| find(&w.heading, split_numbering(&c.key).1.trim_end_matches(':')).is_some();
        if names.first().is_some_and(|c| is_heading(c)) && (names.len() > 1 || numbers.is_empty()) {
            heading = names.remove(0).text.trim_end_matches([':', '：']).to_owned();
        }
        if names.is_empty() {
            // Numbers printed on a line of their own belong to the name above them.
            if let Some(last) = out.last_mut().filter(|l| l.numbers.is_empty()) {
                last.numbers = numbers;
            }
            continue;
        }
        let name: String = names.iter().map(|c| c.text.as_str()).collect();
        let is_total = find(&w.total, &squeeze(&name)).is_some();
        let role = if is_total { RowRole::Total } else { RowRole::Item };
        out.push(Labelled { heading: heading.clone(), name, role, numbers, line });
    }
    out
}

fn panel(columns: Vec<Column>, lines: Vec<Labelled>) -> Panel {
    // A 合计 sums the lines above it, back to the 合计 before.
    let total_after = |i: usize| {
        let at = lines.iter().skip(i + 1).position(|l| l.role == RowRole::Total)?;
        (lines.get(i)?.role != RowRole::Total).then_some(i + 1 + at)
    };
    let unplaced: Vec<Unplaced> = lines
        .iter()
        .enumerate()
        .map(|(i, l)| Unplaced {
            numbers: l.numbers.iter().map(|n| Number::of(&n.text)).collect(),
            parent: total_after(i),
            carried: None,
            dashes: 0,
        })
        .collect();
    let first = columns.iter().take_while(|c| c.role == ColumnRole::Label).count();
    let takes: Vec<Takes> = columns.iter().skip(first).map(Takes::of).collect();
    let placed = fill(&unplaced, &Shape { columns: takes.clone(), ..Shape::default() });
    let mut rows = Vec::new();
    for (line, placed) in lines.into_iter().zip(placed) {
        let mut cells = vec![Cell::blank(); columns.len()];
        if let Some(label) = cells.first_mut().filter(|_| first > 0 && !line.heading.is_empty()) {
            *label = Cell::read(line.heading, ColumnRole::Label).on_line(line.line);
        }
        let inferred = line.numbers.len() < takes.len();
        for (number, at) in line.numbers.into_iter().zip(placed) {
            if let (Some(cell), Some(column)) = (cells.get_mut(first + at), columns.get(first + at)) {
                *cell = Cell::read(number.text.as_str(), column.role).on_line(number.line);
                cell.inferred = inferred;
            }
        }
        let level = if line.role == RowRole::Total { 0 } else { 1 };
        rows.push(Row { name: line.name, level, role: line.role, cells, ..Row::default() });
    }
    Panel { columns, rows, ..Panel::default() }
}
