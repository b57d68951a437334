//! Tables over pages.
//!
//! A table goes on at the top of the next page if nothing but page furniture and its own repeated title stands
//! between, it reaches far enough down and the other begins far enough up, the outer borders match, and the
//! next page's columns are a subset of the table's (a page may hold nothing but the total with its code cells
//! merged). Repeated header rows are dropped, and a row that was cut by the page break is made whole.

use super::{
    content::{CellText, PageTable},
    lattice::{Frame, Lattice},
    paragraphs::is_numbered,
};
use crate::{
    document::{Grid, GridCell, Origin},
    model::Place,
};

/// Borders on two pages are the same up to this.
const SAME_BORDER: f32 = 4.0;
/// Where borders are inferred from the texts, up to this.
const SAME_INFERRED: f32 = 20.0;
/// A table that goes on reaches at least this share of the page's height down.
const REACHES: f32 = 0.5;
/// What goes on begins within this share of the page's height.
const BEGINS: f32 = 0.5;

/// A table of all pages so far.
#[derive(Debug)]
pub(super) struct Joined {
    pub grid: Grid,
    /// Borders of its columns on its last page.
    xs: Vec<f32>,
    /// The last page that it is on, from 1.
    pub page: u32,
    /// How far down that page it reaches, as a share of its height.
    reaches: f32,
    /// The lines before it, without blanks: its title, agency and unit.
    before: Vec<String>,
    /// The columns of its last row, in the order of its cells, if their last lines are full.
    full: Vec<(u32, bool)>,
}

/// How a table goes on with one of the page before.
struct Fit {
    /// For every column border of the new page, which border of the table it is.
    borders: Vec<usize>,
    /// So many rows repeat the header.
    repeated: usize,
}

impl Joined {
    /// A table as it begins.
    pub fn new(table: PageTable, page: u32, height: f32, before: Vec<String>) -> Self {
        let mut grid = Grid {
            columns: count(table.lattice.xs.len().saturating_sub(1)),
            origin: table.origin,
            place: Place { page: Some(page), bounds: Some(table.lattice.bounds()), ..Place::default() },
            ..Grid::default()
        };
        let borders: Vec<usize> = (0..table.lattice.xs.len()).collect();
        append(&mut grid, &table, page, &borders, 0);
        let (reaches, full) = (reaches(&table.lattice, height), full(&table, &borders));
        Self { grid, xs: table.lattice.xs, page, reaches, before, full }
    }

    /// Adds the first table of the next page, if this one goes on there. `between` are the lines before it on
    /// its page.
    pub fn goes_on(&mut self, table: &PageTable, page: u32, height: f32, between: &[String]) -> bool {
        let Some(Fit { borders, repeated }) = self.fit(table, page, height, between) else { return false };
        let cut = self.mend(table, &borders, repeated);
        append(&mut self.grid, table, page, &borders, repeated + usize::from(cut));
        if borders.len() == self.xs.len() {
            self.xs.clone_from(&table.lattice.xs);
        }
        self.page = page;
        self.reaches = reaches(&table.lattice, height);
        self.full = full(table, &borders);
        true
    }

    /// If the first new row is the rest of the last one, cut by the page break, adds its texts to that.
    ///
    /// It is the rest only if nothing speaks against it: the cells are the same ones, there is no number in it,
    /// each of its texts goes on with a full line above, and some cell that has a text above has none here.
    fn mend(&mut self, table: &PageTable, borders: &[usize], row: usize) -> bool {
        let new: Vec<(&Frame, &CellText)> =
            table.lattice.cells.iter().zip(&table.texts).filter(|(frame, _)| frame.row == row).collect();
        let Some(last) = self.grid.rows.checked_sub(1) else { return false };
        let column = |i: usize| count(borders.get(i).copied().unwrap_or(i));
        let shape = |f: &Frame| (column(f.column), column(f.column + f.column_span), f.row_span);
        let same_cells = self
            .grid
            .row(last)
            .iter()
            .map(|c| (c.column, c.column + c.column_span, c.row_span as usize))
            .eq(new.iter().map(|(frame, _)| shape(frame)));
        let first = self.grid.row(last).iter().find(|c| !c.is_blank()).map(|c| c.column);
        let rest_of = |(above, (_, below)): (&GridCell, &(&Frame, &CellText))| {
            let full = self.full.contains(&(above.column, true));
            let ended = above.text.ends_with(['。', '；']);
            let code = first == Some(above.column) && is_long_code(&above.text) && is_code(&below.text);
            let begins = !code && (is_numbered(&below.text) || below.text.chars().all(|c| !c.is_alphabetic()));
            below.text.is_empty() || (!above.is_blank() && full && !ended && !begins)
        };
        let pairs = || self.grid.row(last).iter().zip(&new);
        let some_text = new.iter().any(|(_, cell)| !cell.text.is_empty());
        let some_rest = pairs().any(|(above, (_, below))| !above.is_blank() && below.text.is_empty());
        if !(same_cells && some_text && some_rest && pairs().all(rest_of)) {
            return false;
        }
        let from = self.grid.cells.partition_point(|c| c.row < last);
        for (cell, (_, rest)) in self.grid.cells.iter_mut().skip(from).zip(new) {
            if !rest.text.is_empty() {
                cell.text.push('\n');
                cell.text.push_str(&rest.text);
            }
        }
        true
    }

    fn fit(&self, table: &PageTable, page: u32, height: f32, between: &[String]) -> Option<Fit> {
        let lattice = &table.lattice;
        let [_, top, ..] = lattice.bounds();
        if table.origin != self.grid.origin || page != self.page + 1 || self.reaches < REACHES || top > BEGINS * height
        {
            return None;
        }
        let same: Vec<usize> = (0..self.xs.len()).collect();
        let borders: Vec<usize> = if table.origin == Origin::Alignment
            && lattice.xs.len() == self.xs.len()
            && self.repeated(table, &same) > 0
        {
            // Inferred borders lie where the page's texts put them; the header says that they are the same.
            same
        } else {
            let borders: Option<Vec<usize>> = lattice.xs.iter().map(|x| self.border(*x)).collect();
            borders.filter(|b| b.first() == Some(&0) && b.last() == Some(&(self.xs.len() - 1)))?
        };
        if borders.windows(2).any(|w| matches!(w, [a, b] if a >= b)) {
            return None;
        }
        let repeated = self.repeated(table, &borders);
        let title_again = between.iter().all(|line| self.before.iter().any(|own| is_again(own, line)));
        (between.is_empty() || title_again && repeated > 0).then_some(Fit { borders, repeated })
    }

    /// Which of its borders stands there.
    fn border(&self, x: f32) -> Option<usize> {
        let near = if self.grid.origin == Origin::Alignment { SAME_INFERRED } else { SAME_BORDER };
        let i = self.xs.partition_point(|own| *own < x - near);
        let candidates = self.xs.iter().enumerate().skip(i).take_while(|(_, own)| **own - x < near);
        candidates.min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs())).map(|(i, _)| i)
    }

    /// How many of the first rows are those with which this table began.
    fn repeated(&self, table: &PageTable, borders: &[usize]) -> usize {
        let rows = table.lattice.ys.len().saturating_sub(1);
        let mut cells = table.lattice.cells.iter().zip(&table.texts).peekable();
        for row in 0..rows {
            let mut new: Vec<(usize, String)> = Vec::new();
            while let Some((frame, text)) = cells.next_if(|(frame, _)| frame.row == row) {
                new.push((borders.get(frame.column).copied().unwrap_or_default(), bare(&text.text)));
            }
            let own = self.grid.row(count(row)).iter().map(|c| (c.column as usize, bare(&c.text)));
            let blank = new.iter().all(|(_, text)| text.is_empty());
            let spanned = new.is_empty() && row > 0;
            if blank && !spanned || !own.eq(new) {
                return row;
            }
        }
        rows
    }
}

/// Adds the rows of a page's table from the row `skip` on.
fn append(grid: &mut Grid, table: &PageTable, page: u32, borders: &[usize], skip: usize) {
    let column = |i: usize| borders.get(i).copied().unwrap_or(i);
    for (frame, text) in table.lattice.cells.iter().zip(&table.texts) {
        let Some(row) = frame.row.checked_sub(skip) else { continue };
        let (from, to) = (column(frame.column), column(frame.column + frame.column_span));
        let mut cell = GridCell::new(grid.rows + count(row), count(from), text.text.as_str())
            .spanning(count(frame.row_span), count(to.saturating_sub(from)));
        cell.inferred = grid.origin == Origin::Alignment;
        cell.place = Place { page: Some(page), bounds: Some(frame.bounds), ..Place::default() };
        grid.cells.push(cell);
    }
    grid.rows += count((table.lattice.ys.len() - 1).saturating_sub(skip));
}

/// The columns of the last row's cells, with whether their last lines are full.
fn full(table: &PageTable, borders: &[usize]) -> Vec<(u32, bool)> {
    let last = table.lattice.ys.len().saturating_sub(2);
    let cells = table.lattice.cells.iter().zip(&table.texts).filter(|(frame, _)| frame.row == last);
    cells.map(|(frame, cell)| (count(borders.get(frame.column).copied().unwrap_or_default()), cell.full)).collect()
}

/// Letters and digits.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '\n')
}

/// A code too long for a subject or an amount: that of a project, which a narrow column breaks.
fn is_long_code(text: &str) -> bool {
    is_code(text) && text.chars().filter(char::is_ascii_alphanumeric).count() > 7
}

fn reaches(lattice: &Lattice, height: f32) -> f32 {
    lattice.bounds()[3] / height.max(1.0)
}

/// A line before the table is printed again on the next page, perhaps with 续.
fn is_again(own: &str, line: &str) -> bool {
    let again = line.trim_end_matches(['）', ')']).trim_end_matches("续表").trim_end_matches('续');
    own == line || !again.is_empty() && own == again.trim_end_matches(['（', '('])
}

/// Without blanks.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
