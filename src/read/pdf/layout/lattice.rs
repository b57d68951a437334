//! Lines that touch → a lattice of cells with spans.
//!
//! All positions of vertical lines × all of horizontal ones make atomic cells. Between two of them is a border
//! if most of it is drawn; cells without a border between them are one. A group that is no rectangle (a piece
//! of a border is missing) falls apart into its rows.

use std::collections::BTreeMap;

use super::rules::Stroke;
use crate::read::{limits, pdf::page::Bounds};

/// Lines whose ends miss each other by up to this touch.
const TOUCH: f32 = 3.0;
/// Lines nearer than this are one border (a double line): no text fits between.
const THIN: f32 = 3.5;
/// This share of a border must be drawn.
const DRAWN: f32 = 0.6;
/// A side is open if the lines across stick out by more than this: their ends are its border.
const OPEN: f32 = 8.0;

/// Borders of one table on one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lattice {
    /// Borders of columns from left to right, one more than columns.
    pub xs: Vec<f32>,
    /// Borders of rows from top to bottom.
    pub ys: Vec<f32>,
    /// Sorted by row, then column.
    pub cells: Vec<Frame>,
    /// For every atomic cell, row by row, the index of the cell that it is part of.
    owner: Vec<usize>,
}

/// The borders of one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub row: usize,
    pub column: usize,
    pub row_span: usize,
    pub column_span: usize,
    pub bounds: Bounds,
}

/// There are more lines than any page of text has; see [`limits`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMany;

/// The tables that these lines make, from top to bottom.
pub(super) fn lattices(horizontal: &[Stroke], vertical: &[Stroke]) -> Result<Vec<Lattice>, TooMany> {
    if horizontal.len().max(vertical.len()) > limits::MAX_LINES_OF_A_PAGE {
        return Err(TooMany);
    }
    let mut out = Vec::new();
    for (across, down) in touching(horizontal, vertical) {
        if let Some((xs, ys)) = axes(&across, &down) {
            if (xs.len() - 1) * (ys.len() - 1) > limits::MAX_CELLS_OF_A_PAGE {
                return Err(TooMany);
            }
            out.extend(Lattice::new(&xs, &ys));
        }
    }
    out.sort_by(|a, b| a.bounds()[1].total_cmp(&b.bounds()[1]).then(a.bounds()[0].total_cmp(&b.bounds()[0])));
    Ok(out)
}

/// Horizontal and vertical lines that touch each other, directly or through others.
fn touching(horizontal: &[Stroke], vertical: &[Stroke]) -> Vec<(Vec<Stroke>, Vec<Stroke>)> {
    let mut sets = Sets::new(horizontal.len() + vertical.len());
    for (i, h) in horizontal.iter().enumerate() {
        let first = vertical.partition_point(|v| v.at < h.from - TOUCH);
        for (j, v) in vertical.iter().enumerate().skip(first).take_while(|(_, v)| v.at <= h.to + TOUCH) {
            if v.from - TOUCH <= h.at && h.at <= v.to + TOUCH {
                sets.unite(i, horizontal.len() + j);
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<Stroke>, Vec<Stroke>)> = BTreeMap::new();
    for (i, h) in horizontal.iter().enumerate() {
        groups.entry(sets.find(i)).or_default().0.push(*h);
    }
    for (j, v) in vertical.iter().enumerate() {
        groups.entry(sets.find(horizontal.len() + j)).or_default().1.push(*v);
    }
    groups.into_values().filter(|(h, v)| h.len() >= 2 && !v.is_empty()).collect()
}

/// The horizontal lines that touch no vertical one.
pub(super) fn untouched(horizontal: &[Stroke], vertical: &[Stroke]) -> Vec<Stroke> {
    let touches = |h: &Stroke| {
        let first = vertical.partition_point(|v| v.at < h.from - TOUCH);
        let mut near = vertical.iter().skip(first).take_while(|v| v.at <= h.to + TOUCH);
        near.any(|v| v.from - TOUCH <= h.at && h.at <= v.to + TOUCH)
    };
    horizontal.iter().filter(|h| !touches(h)).copied().collect()
}

/// One border line of a table: where it is and which parts of it are drawn.
#[derive(Debug)]
struct Axis {
    at: f32,
    /// Sorted, not overlapping.
    drawn: Vec<(f32, f32)>,
}

impl Axis {
    /// Most of it is drawn between these.
    fn is_border(&self, from: f32, to: f32) -> bool {
        let first = self.drawn.partition_point(|d| d.1 <= from);
        let parts = self.drawn.iter().skip(first).take_while(|d| d.0 < to);
        parts.map(|d| d.1.min(to) - d.0.max(from)).sum::<f32>() >= DRAWN * (to - from)
    }
}

/// The border lines in both directions; none where they enclose nothing.
fn axes(horizontal: &[Stroke], vertical: &[Stroke]) -> Option<(Vec<Axis>, Vec<Axis>)> {
    if vertical.len() < 2 && horizontal.len() < 3 {
        return None;
    }
    let (mut xs, mut ys) = (parallels(vertical), parallels(horizontal));
    open_sides(&mut xs, horizontal);
    open_sides(&mut ys, vertical);
    (xs.len() >= 2 && ys.len() >= 2).then_some((xs, ys))
}

/// Lines of one direction, those very near each other as one.
fn parallels(strokes: &[Stroke]) -> Vec<Axis> {
    let mut sorted = strokes.to_vec();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<(Axis, f32, f32)> = Vec::new();
    for s in sorted {
        match out.last_mut() {
            Some((axis, first, length)) if s.at - *first < THIN => {
                let sum = *length + s.length();
                axis.at = (axis.at * *length + s.at * s.length()) / sum;
                *length = sum;
                axis.drawn.push((s.from, s.to));
            }
            _ => out.push((Axis { at: s.at, drawn: vec![(s.from, s.to)] }, s.at, s.length())),
        }
    }
    out.into_iter()
        .map(|(mut axis, ..)| {
            axis.drawn.sort_by(|a, b| a.0.total_cmp(&b.0));
            axis.drawn.dedup_by(|next, kept| {
                let overlap = next.0 <= kept.1;
                if overlap {
                    kept.1 = kept.1.max(next.1);
                }
                overlap
            });
            axis
        })
        .collect()
}

/// Adds the ends of the lines across as borders where they stick out beyond the outermost ones.
fn open_sides(axes: &mut Vec<Axis>, across: &[Stroke]) {
    let from = across.iter().map(|s| s.from).fold(f32::MAX, f32::min);
    let to = across.iter().map(|s| s.to).fold(f32::MIN, f32::max);
    let side = |at| Axis { at, drawn: Vec::new() };
    if axes.first().is_some_and(|first| first.at - from > OPEN) {
        axes.insert(0, side(from));
    }
    if axes.last().is_some_and(|last| to - last.at > OPEN) {
        axes.push(side(to));
    }
}

impl Lattice {
    /// The cells between these borders; none if there is only one.
    fn new(xs: &[Axis], ys: &[Axis]) -> Option<Self> {
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        let mut sets = Sets::new(columns * rows);
        for (r, row) in ys.windows(2).enumerate() {
            for (c, column) in xs.windows(2).enumerate() {
                let ([top, bottom], [left, right]) = (row, column) else { continue };
                let here = r * columns + c;
                if c + 1 < columns && !right.is_border(top.at, bottom.at) {
                    sets.unite(here, here + 1);
                }
                if r + 1 < rows && !bottom.is_border(left.at, right.at) {
                    sets.unite(here, here + columns);
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for i in 0..columns * rows {
            groups.entry(sets.find(i)).or_default().push((i / columns, i % columns));
        }
        let at = |axes: &[Axis]| axes.iter().map(|a| a.at).collect();
        let mut lattice = Self { xs: at(xs), ys: at(ys), cells: Vec::new(), owner: Vec::new() };
        for group in groups.into_values() {
            lattice.add(&group);
        }
        let Self { xs, ys, cells, .. } = lattice;
        (cells.len() >= 2).then(|| Self::of(xs, ys, cells))
    }

    /// A lattice of cells that do not overlap.
    pub fn of(xs: Vec<f32>, ys: Vec<f32>, mut cells: Vec<Frame>) -> Self {
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let atoms = xs.len().saturating_sub(1) * ys.len().saturating_sub(1);
        let mut lattice = Self { xs, ys, cells, owner: vec![0; atoms] };
        lattice.own();
        lattice
    }

    /// Adds a group of atomic cells, sorted by row, then column: as one cell if it is a rectangle.
    fn add(&mut self, group: &[(usize, usize)]) {
        let Some(&(top, _)) = group.first() else { return };
        let Some(&(bottom, _)) = group.last() else { return };
        let left = group.iter().map(|g| g.1).min().unwrap_or_default();
        let right = group.iter().map(|g| g.1).max().unwrap_or_default();
        if (bottom - top + 1) * (right - left + 1) == group.len() {
            self.push(top, left, bottom - top + 1, right - left + 1);
            return;
        }
        for run in group.chunk_by(|a, b| a.0 == b.0 && a.1 + 1 == b.1) {
            if let Some(&(row, column)) = run.first() {
                self.push(row, column, 1, run.len());
            }
        }
    }

    fn push(&mut self, row: usize, column: usize, row_span: usize, column_span: usize) {
        let x = |i: usize| self.xs.get(i).copied().unwrap_or_default();
        let y = |i: usize| self.ys.get(i).copied().unwrap_or_default();
        let bounds = [x(column), y(row), x(column + column_span), y(row + row_span)];
        self.cells.push(Frame { row, column, row_span, column_span, bounds });
    }

    fn own(&mut self) {
        let columns = self.xs.len() - 1;
        for (i, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.row_span {
                let from = row * columns + cell.column;
                if let Some(part) = self.owner.get_mut(from..from + cell.column_span) {
                    part.fill(i);
                }
            }
        }
    }

    /// Its outer borders.
    pub fn bounds(&self) -> Bounds {
        let ends = |v: &[f32]| (v.first().copied().unwrap_or_default(), v.last().copied().unwrap_or_default());
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        [left, top, right, bottom]
    }

    /// The index of the cell that holds this point.
    pub fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let column = self.xs.partition_point(|at| *at <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|at| *at <= y).checked_sub(1)?;
        let columns = self.xs.len() - 1;
        (column < columns).then(|| self.owner.get(row * columns + column).copied()).flatten()
    }
}

/// Disjoint sets.
struct Sets(Vec<usize>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn find(&mut self, mut i: usize) -> usize {
        loop {
            let up = self.0.get(i).copied().unwrap_or(i);
            if up == i {
                return i;
            }
            let above = self.0.get(up).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(i) {
                *slot = above;
            }
            i = above;
        }
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}
