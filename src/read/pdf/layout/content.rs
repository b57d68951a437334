//! What stands on one page: tables with their texts, and lines of running text, in reading order.

use super::{
    lattice::{self, Lattice},
    lines::{self, Line, is_ink},
    rules,
};
use crate::read::pdf::page::{Bounds, Char, PageModel};

/// A table on one page.
#[derive(Debug, Clone)]
pub(super) struct PageTable {
    pub lattice: Lattice,
    /// The text of every cell, in the order of the lattice's cells.
    pub texts: Vec<String>,
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
        .map(|(lattice, cells)| Item::Table(PageTable { lattice, texts: cells.into_iter().map(lines::text).collect() }))
        .collect();
    items.extend(lines::lines(free).into_iter().flat_map(Line::pieces).map(Item::Line));
    sort(&mut items);
    Content { items, overdrawn }
}

/// The characters of every cell of every lattice, and those outside. Of tables within each other the
/// innermost takes a character.
fn distribute<'a>(
    chars: impl Iterator<Item = &'a Char>,
    lattices: &[Lattice],
) -> (Vec<Vec<Vec<&'a Char>>>, Vec<&'a Char>) {
    let mut cells: Vec<Vec<Vec<&Char>>> = lattices.iter().map(|l| vec![Vec::new(); l.cells.len()]).collect();
    let mut free = Vec::new();
    let mut innermost: Vec<usize> = (0..lattices.len()).collect();
    let area = |i: &usize| lattices.get(*i).map_or(0.0, |l| area(l.bounds()));
    innermost.sort_by(|a, b| area(a).total_cmp(&area(b)));
    for c in chars {
        let (x, y) = c.centre();
        let home = innermost.iter().find_map(|&i| Some((i, lattices.get(i)?.cell_at(x, y)?)));
        let cell = home.and_then(|(table, cell)| cells.get_mut(table)?.get_mut(cell));
        match cell {
            Some(cell) => cell.push(c),
            None => free.push(c),
        }
    }
    (cells, free)
}

fn area([left, top, right, bottom]: Bounds) -> f32 {
    (right - left) * (bottom - top)
}

/// Lines that enclose text in at least two cells are a table. Others are a frame, a chart, an ornament.
fn is_table(lattice: &Lattice, cells: &[Vec<&Char>]) -> bool {
    let filled = cells.iter().filter(|chars| chars.iter().any(|c| is_ink(c))).count();
    filled >= 2 && lattice.cells.len() >= 2
}

/// From top to bottom; what stands on one height from left to right.
fn sort(items: &mut [Item<'_>]) {
    let key = |item: &Item<'_>| match item {
        Item::Line(line) => line.baseline - line.size / 2.0,
        Item::Table(table) => table.lattice.bounds()[1],
    };
    items.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.bounds()[0].total_cmp(&b.bounds()[0])));
}
