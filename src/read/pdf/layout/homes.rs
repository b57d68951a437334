//! Which cell a character belongs to.
//!
//! The one that holds its centre. But a text that is too long for its cell runs over the border into the next
//! one, and an amount must not be cut in two: characters that follow each other without any gap stay together.

use super::{lattice::Lattice, lines::is_ink};
use crate::read::pdf::page::{Bounds, Char};

/// Table and cell, as indices.
pub(super) type Home = (usize, usize);

/// Characters of one text are no further apart than this share of their size, and overlap no more than the
/// second: two cells have padding between their texts.
const ADJACENT: (f32, f32) = (0.05, 0.15);
/// A text this many sizes from a border is aligned at it.
const PADDING: f32 = 1.5;

/// Every character with its cell, if it is in a table.
pub(super) fn homes<'a>(chars: Vec<&'a Char>, lattices: &[Lattice]) -> Vec<(&'a Char, Option<Home>)> {
    // Of tables within each other the innermost takes a character.
    let mut innermost: Vec<usize> = (0..lattices.len()).collect();
    let area = |i: &usize| lattices.get(*i).map_or(0.0, |l| area(l.bounds()));
    innermost.sort_by(|a, b| area(a).total_cmp(&area(b)));
    let own = |c: &Char| {
        let (x, y) = c.centre();
        innermost.iter().find_map(|&i| Some((i, lattices.get(i)?.cell_at(x, y)?)))
    };
    let mut placed: Vec<(&Char, Option<Home>)> = chars.into_iter().map(|c| (c, own(c))).collect();
    for run in placed.chunk_by_mut(|a, b| follows(a.0, b.0)) {
        let Some(first) = run.first().map(|c| c.1) else { continue };
        if run.iter().any(|c| c.1 != first)
            && let Some(home) = home_of(run, lattices)
        {
            run.iter_mut().for_each(|c| c.1 = Some(home));
        }
    }
    placed
}

fn area([left, top, right, bottom]: Bounds) -> f32 {
    (right - left) * (bottom - top)
}

/// The second is drawn right after the first and belongs to the same text.
fn follows(a: &Char, b: &Char) -> bool {
    let (gap, size) = (b.bounds[0] - a.bounds[2], a.size.max(b.size));
    is_ink(a)
        && is_ink(b)
        && (a.baseline - b.baseline).abs() <= ADJACENT.0 * size
        && (-ADJACENT.1 * size..=ADJACENT.0 * size).contains(&gap)
}

/// The cell of a text that runs over a border: the one at whose left or right border it is aligned, else the one
/// in which most of it stands. None if it begins and ends outside of tables.
fn home_of(run: &[(&Char, Option<Home>)], lattices: &[Lattice]) -> Option<Home> {
    let bounds = |(table, cell): Home| lattices.get(table)?.cells.get(cell).map(|frame| frame.bounds);
    let (first, last) = (run.first()?, run.last()?);
    let at_left = |home: &Home| bounds(*home).is_some_and(|b| first.0.bounds[0] - b[0] <= PADDING * first.0.size);
    let at_right = |home: &Home| bounds(*home).is_some_and(|b| b[2] - last.0.bounds[2] <= PADDING * last.0.size);
    let most = || {
        let mut homes: Vec<Home> = run.iter().filter_map(|c| c.1).collect();
        homes.sort_unstable();
        homes.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first().copied())
    };
    first.1.filter(at_left).or_else(|| last.1.filter(at_right)).or_else(|| first.1.and(last.1).and_then(|_| most()))
}
