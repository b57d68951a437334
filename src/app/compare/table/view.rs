//! What the user is doing in the table: cursor, selection, order, filters, folds. Nothing here draws.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::arrange::{By, Filter, Sort};
use super::sheet::{Column, Sheet};
use crate::compare::{Comparison, Line, Shown};
use crate::session::tsv;

/// A row and a column of the sheet.
pub(super) type Position = (usize, usize);

/// Where to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// This many rows and columns.
    By(isize, isize),
    /// To the first or last column.
    RowEnd(bool),
    /// To the first or last cell.
    TableEnd(bool),
}

/// Something that keys or the mouse ask of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    Go {
        step: Step,
        extend: bool,
    },
    Press {
        at: Position,
        extend: bool,
    },
    DragTo(Position),
    SelectAll,
    SelectColumn(usize),
    SelectRow(usize),
    Sort(By),
    /// Fold or unfold the line of this row.
    Fold(usize),
}

/// Figures of the selection.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::app::compare) struct Statistics {
    pub cells: usize,
    pub numbers: usize,
    pub sum: Decimal,
}

/// What is to be shown: a change of any of these makes the sheet anew.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    /// The comparison, by the number of times that it was made.
    generation: u64,
    pair: (usize, usize),
    sort: Sort,
    filter: Filter,
    folds: u64,
}

/// The view of the table.
#[derive(Debug, Default)]
pub(in crate::app::compare) struct TableView {
    pub sort: Sort,
    pub filter: Filter,
    folded: HashSet<String>,
    folds: u64,
    key: Option<Key>,
    pub sheet: Sheet,
    /// Grows with every new sheet.
    pub(super) made: u64,
    pub(super) cursor: Position,
    pub(super) anchor: Position,
    pub(super) dragging: bool,
    /// The next frame scrolls to the cursor; `true` puts it in the middle.
    pub(super) scroll: Option<bool>,
    /// The next frame scrolls to the changes.
    pub(super) wants_end: bool,
    pub(super) page: usize,
    pub(super) layout: super::layout::Layout,
    statistics: Option<(u64, Position, Position, Statistics)>,
}

impl TableView {
    /// Makes the sheet anew if what it shows has changed. The cursor stays on its line.
    pub(in crate::app::compare) fn follow(&mut self, generation: u64, comparison: &Comparison, pair: (usize, usize)) {
        let filter = self.filter.clone();
        let key = Key { generation, pair, sort: self.sort, filter, folds: self.folds };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let is_same = self.key.as_ref().is_some_and(|known| known.generation == generation);
        let on = self.sheet.rows.get(self.cursor.0).map(|r| r.line);
        let column = self.sheet.columns.get(self.cursor.1).copied();
        self.sheet = Sheet::of(comparison, pair, self.sort, &self.filter, &self.folded);
        self.made += 1;
        let row = on.filter(|_| is_same).and_then(|line| self.row_of(line)).unwrap_or(0);
        let first = || self.sheet.columns.iter().position(|c| *c == Column::Side(pair.1));
        let at = column.and_then(|c| self.sheet.columns.iter().position(|other| *other == c)).or_else(first);
        self.cursor = self.inside((row, at.unwrap_or(0)));
        self.anchor = self.cursor;
        // Changes stand behind all sides: with many of them they would be out of sight.
        self.wants_end |= !is_same;
        self.key = Some(key);
    }

    /// What is shown, for files.
    pub(in crate::app::compare) fn shown(&self) -> Shown {
        self.filter.between(self.sheet.pair, self.sort)
    }

    /// The row in which a line is shown.
    fn row_of(&self, line: usize) -> Option<usize> {
        self.sheet.rows.iter().position(|r| r.line == line)
    }

    fn last(&self) -> Position {
        (self.sheet.rows.len().saturating_sub(1), self.sheet.columns.len().saturating_sub(1))
    }

    pub(super) fn inside(&self, at: Position) -> Position {
        (at.0.min(self.last().0), at.1.min(self.last().1))
    }

    /// Carries out an input.
    pub(super) fn run(&mut self, input: Input, comparison: &Comparison) {
        match input {
            Input::Go { step, extend } => {
                let (row, column) = self.cursor;
                let to = match step {
                    Step::By(rows, columns) => (row.saturating_add_signed(rows), column.saturating_add_signed(columns)),
                    Step::RowEnd(end) => (row, if end { usize::MAX } else { 0 }),
                    Step::TableEnd(end) => (if end { usize::MAX } else { 0 }, if end { usize::MAX } else { 0 }),
                };
                self.put(to, extend);
                self.scroll = Some(false);
            }
            Input::Press { at, extend } => {
                self.put(at, extend);
                self.dragging = true;
            }
            Input::DragTo(at) => self.cursor = self.inside(at),
            Input::SelectAll => self.select_all(),
            Input::SelectColumn(column) => {
                self.anchor = self.inside((0, column));
                self.cursor = self.inside((usize::MAX, column));
            }
            Input::SelectRow(row) => {
                self.anchor = self.inside((row, 0));
                self.cursor = self.inside((row, usize::MAX));
            }
            Input::Sort(by) => self.sort.click(by),
            Input::Fold(row) => self.fold(row, comparison),
        }
    }

    /// Selects everything.
    pub(in crate::app::compare) fn select_all(&mut self) {
        self.anchor = (0, 0);
        self.cursor = self.last();
    }

    fn put(&mut self, at: Position, extend: bool) {
        self.cursor = self.inside(at);
        if !extend {
            self.anchor = self.cursor;
        }
    }

    fn fold(&mut self, row: usize, comparison: &Comparison) {
        let Some(line) = self.sheet.rows.get(row).and_then(|r| comparison.lines.get(r.line)) else { return };
        if !self.folded.remove(&line.key) {
            self.folded.insert(line.key.clone());
        }
        self.folds += 1;
    }

    /// Selects the row of this line and brings it into sight, unfolding and unfiltering what hides it.
    pub(in crate::app::compare) fn reveal(&mut self, line: usize, generation: u64, comparison: &Comparison) {
        let pair = self.sheet.pair;
        if self.row_of(line).is_none() {
            self.folded.clear();
            self.folds += 1;
            self.filter = Filter::default();
            self.follow(generation, comparison, pair);
        }
        if let Some(row) = self.row_of(line) {
            self.run(Input::SelectRow(row), comparison);
            self.scroll = Some(true);
        }
    }

    /// The block between cursor and anchor: its first and its last corner.
    pub(super) fn selection(&self) -> (Position, Position) {
        let (a, b) = (self.cursor, self.anchor);
        ((a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1)))
    }

    pub(super) fn is_selected(&self, at: Position) -> bool {
        let (from, to) = self.selection();
        (from.0..=to.0).contains(&at.0) && (from.1..=to.1).contains(&at.1)
    }

    /// The line and the column under the cursor.
    pub(in crate::app::compare) fn under<'c>(&self, comparison: &'c Comparison) -> Option<(&'c Line, Column)> {
        let row = self.sheet.rows.get(self.cursor.0)?;
        Some((comparison.lines.get(row.line)?, *self.sheet.columns.get(self.cursor.1)?))
    }

    /// The selection for the clipboard, in plain numbers. The whole table takes its heads along.
    pub(in crate::app::compare) fn copied(&self, comparison: &Comparison) -> String {
        let (from, to) = self.selection();
        let line = |row: usize| (from.1..=to.1).map(|c| self.sheet.raw(row, c, comparison)).collect::<Vec<String>>();
        let is_whole = from == (0, 0) && to == self.last();
        let heads = is_whole.then(|| self.sheet.heads.clone());
        let rows: Vec<Vec<String>> = heads.into_iter().chain((from.0..=to.0).map(line)).collect();
        tsv::write(&rows)
    }

    /// Count and sum of the selection, worked out when it changes.
    pub(in crate::app::compare) fn statistics(&mut self, comparison: &Comparison) -> Statistics {
        let (from, to) = self.selection();
        if let Some((made, f, t, known)) = &self.statistics
            && (*made, *f, *t) == (self.made, from, to)
        {
            return *known;
        }
        let mut out = Statistics::default();
        for row in from.0..=to.0.min(self.sheet.rows.len().saturating_sub(1)) {
            for column in from.1..=to.1 {
                out.cells += 1;
                let number = self.sheet.number(row, column, comparison);
                if let Some(sum) = number.and_then(|n| out.sum.checked_add(n)) {
                    out.numbers += 1;
                    out.sum = sum;
                }
            }
        }
        self.statistics = Some((self.made, from, to, out));
        out
    }
}
