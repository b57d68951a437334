//! Tables over pages.
//!
//! A table goes on at the top of the next page if nothing but page furniture and its own repeated title stands
//! between, it reaches far enough down and the other begins far enough up, the outer borders match, and the
//! next page's columns are a subset of the table's (a page may hold nothing but the total with its code cells
//! merged). Repeated header rows are dropped.

use super::{content::PageTable, lattice::Lattice};
use crate::{
    document::{Grid, GridCell, Origin},
    model::Place,
};

/// Borders on two pages are the same up to this.
const SAME_BORDER: f32 = 4.0;
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
    pub before: Vec<String>,
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
            origin: Origin::Rules,
            place: Place { page: Some(page), bounds: Some(table.lattice.bounds()), ..Place::default() },
            ..Grid::default()
        };
        let borders: Vec<usize> = (0..table.lattice.xs.len()).collect();
        append(&mut grid, &table, page, &borders, 0);
        let reaches = reaches(&table.lattice, height);
        Self { grid, xs: table.lattice.xs, page, reaches, before }
    }

    /// Adds the first table of the next page, if this one goes on there. `between` are the lines before it on
    /// its page. Gives the table back otherwise.
    pub fn goes_on(&mut self, table: PageTable, page: u32, height: f32, between: &[String]) -> Result<(), PageTable> {
        let Some(fit) = self.fit(&table, page, height, between) else { return Err(table) };
        append(&mut self.grid, &table, page, &fit.borders, fit.repeated);
        if fit.borders.len() == self.xs.len() {
            self.xs.clone_from(&table.lattice.xs);
        }
        self.page = page;
        self.reaches = reaches(&table.lattice, height);
        Ok(())
    }

    fn fit(&self, table: &PageTable, page: u32, height: f32, between: &[String]) -> Option<Fit> {
        let lattice = &table.lattice;
        let [_, top, ..] = lattice.bounds();
        if page != self.page + 1 || self.reaches < REACHES || top > BEGINS * height {
            return None;
        }
        let borders: Option<Vec<usize>> = lattice.xs.iter().map(|x| self.border(*x)).collect();
        let borders = borders.filter(|b| b.first() == Some(&0) && b.last() == Some(&(self.xs.len() - 1)))?;
        if borders.windows(2).any(|w| matches!(w, [a, b] if a >= b)) {
            return None;
        }
        let repeated = self.repeated(table, &borders);
        let title_again = between.iter().all(|line| self.before.iter().any(|own| is_again(own, line)));
        (between.is_empty() || title_again && repeated > 0).then_some(Fit { borders, repeated })
    }

    /// Which of its borders stands there.
    fn border(&self, x: f32) -> Option<usize> {
        let i = self.xs.partition_point(|own| *own < x - SAME_BORDER);
        let near: Vec<(usize, f32)> = self
            .xs
            .iter()
            .enumerate()
            .skip(i)
            .map(|(i, own)| (i, (own - x).abs()))
            .take_while(|n| n.1 < SAME_BORDER)
            .collect();
        near.into_iter().min_by(|a, b| a.1.total_cmp(&b.1)).map(|n| n.0)
    }

    /// How many of the first rows are those with which this table began.
    fn repeated(&self, table: &PageTable, borders: &[usize]) -> usize {
        let rows = table.lattice.ys.len().saturating_sub(1);
        let mut cells = table.lattice.cells.iter().zip(&table.texts).peekable();
        for row in 0..rows {
            let mut new: Vec<(usize, String)> = Vec::new();
            while let Some((frame, text)) = cells.next_if(|(frame, _)| frame.row == row) {
                new.push((borders.get(frame.column).copied().unwrap_or_default(), bare(text)));
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
        let mut cell = GridCell::new(grid.rows + count(row), count(from), text.as_str())
            .spanning(count(frame.row_span), count(to.saturating_sub(from)));
        cell.place = Place { page: Some(page), bounds: Some(frame.bounds), ..Place::default() };
        grid.cells.push(cell);
    }
    grid.rows += count((table.lattice.ys.len() - 1).saturating_sub(skip));
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
