//! What stands on one page: tables with their texts, and lines of running text, in reading order.

use super::{
    alignment,
    homes::homes,
    lattice::{self, Frame, Lattice},
    lines::{self, Line, is_ink},
    order, rules,
};
use crate::{
    document::Origin,
    read::pdf::page::{Bounds, Char, PageModel},
};

/// A line of a cell that ends this many sizes before the border, padding included, is full.
const FULL: f32 = 2.1;

/// A table on one page.
#[derive(Debug, Clone)]
pub(super) struct PageTable {
    pub lattice: Lattice,
    /// What is in every cell, in the order of the lattice's cells.
    pub texts: Vec<CellText>,
    /// From ruling lines, or from the alignment of the texts.
    pub origin: Origin,
}

/// What is printed in a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct CellText {
    /// Its lines.
    pub text: String,
    /// The last line reaches the right border: it may have been wrapped there.
    pub full: bool,
}

/// A line of running text or a table.
#[derive(Debug, Clone)]
pub(super) enum Item<'a> {
    Line(Line<'a>),
    Table(PageTable),
}

impl Item<'_> {
    /// Its box.
    pub fn bounds(&self) -> Bounds {
        match self {
            Item::Line(line) => line.bounds,
            Item::Table(table) => table.lattice.bounds(),
        }
    }
}

/// One page, taken apart.
#[derive(Debug)]
pub(super) struct Content<'a> {
    /// In reading order.
    pub items: Vec<Item<'a>>,
    /// So many lines are drawn on it that no tables were looked for.
    pub overdrawn: bool,
}

/// Takes a page apart. Every character that can be seen lands in exactly one item.
pub(super) fn content(page: &PageModel) -> Content<'_> {
    let horizontal = rules::strokes(&page.rules, true);
    let vertical = rules::strokes(&page.rules, false);
    let (mut lattices, overdrawn) = match lattice::lattices(&horizontal, &vertical) {
        Ok(lattices) => (lattices, false),
        Err(lattice::TooMany) => (Vec::new(), true),
    };
    let seen = || page.chars.iter().filter(|c| !c.hidden);
    let (mut cells, mut free) = distribute(seen(), &lattices);
    let tables: Vec<bool> = lattices.iter().zip(&cells).map(|(lattice, cells)| is_table(lattice, cells)).collect();
    if tables.contains(&false) {
        let mut keep = tables.into_iter();
        lattices.retain(|_| keep.next().unwrap_or_default());
        (cells, free) = distribute(seen(), &lattices);
    }
    let mut items: Vec<Item<'_>> = lattices
        .into_iter()
        .zip(cells)
        .map(|(lattice, cells)| {
            let texts = lattice.cells.iter().zip(cells).map(|(frame, chars)| cell_text(frame, chars)).collect();
            Item::Table(PageTable { lattice, texts, origin: Origin::Rules })
        })
        .collect();
    let ruled: Vec<Bounds> = items.iter().map(Item::bounds).collect();
    let horizontal = if overdrawn { Vec::new() } else { lattice::untouched(&horizontal, &vertical) };
    let breaks: Vec<f32> = ruled.iter().map(|b| f32::midpoint(b[1], b[3])).collect();
    let (aligned, rest) = alignment::take(lines::lines(free), &horizontal, &breaks, page.width);
    items.extend(aligned.into_iter().map(Item::Table));
    items.extend(rest.into_iter().flat_map(Line::pieces).map(Item::Line));
    Content { items: order::reading(items), overdrawn }
}

/// The characters of every cell of every lattice, and those outside.
fn distribute<'a>(
    chars: impl Iterator<Item = &'a Char>,
    lattices: &[Lattice],
) -> (Vec<Vec<Vec<&'a Char>>>, Vec<&'a Char>) {
    let mut cells: Vec<Vec<Vec<&Char>>> = lattices.iter().map(|l| vec![Vec::new(); l.cells.len()]).collect();
    let mut free = Vec::new();
    for (c, home) in homes(chars.collect(), lattices) {
        match home.and_then(|(table, cell)| cells.get_mut(table)?.get_mut(cell)) {
            Some(cell) => cell.push(c),
            None => free.push(c),
        }
    }
    (cells, free)
}

fn cell_text(frame: &Frame, chars: Vec<&Char>) -> CellText {
    let lines = lines::lines(chars);
    let full = lines.last().is_some_and(|line| frame.bounds[2] - line.bounds[2] <= FULL * line.size);
    let texts: Vec<String> = lines.iter().map(Line::text).collect();
    CellText { text: texts.join("\n"), full }
}

/// Lines that enclose text in at least two cells, in at least two columns, are a table. Others are a frame, an
/// ornament, or a chart: its axis and the lines across make one column.
fn is_table(lattice: &Lattice, cells: &[Vec<&Char>]) -> bool {
    let filled = cells.iter().filter(|chars| chars.iter().any(|c| is_ink(c))).count();
    filled >= 2 && lattice.xs.len() > 2
}
