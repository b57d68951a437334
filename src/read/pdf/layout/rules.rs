//! Ruling lines as drawn → lines as seen: double strokes, dashes and the borders of single cells put together.

use crate::read::pdf::page::Rule;

/// Parallels this near are one line: both edges of a thin rectangle, borders of neighbouring cells.
pub(super) const SNAP: f32 = 1.6;
/// Pieces on one line with a gap up to this are one piece.
const JOIN: f32 = 2.5;
/// So are dashes: pieces no longer than the first, with a gap up to the second.
const DASH: (f32, f32) = (8.0, 6.0);
/// Anything shorter is no rule: the stroke of a drawn letter, a tick.
const SHORTEST: f32 = 4.0;

/// A line as seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    /// y of a horizontal one, x of a vertical one.
    pub at: f32,
    /// Smaller end.
    pub from: f32,
    /// Larger end.
    pub to: f32,
}

impl Stroke {
    /// From end to end.
    pub fn length(&self) -> f32 {
        self.to - self.from
    }
}

/// The lines of one direction, sorted by where they are, then by where they begin.
pub(super) fn strokes(rules: &[Rule], horizontal: bool) -> Vec<Stroke> {
    let mut pieces: Vec<Stroke> = rules
        .iter()
        .filter(|r| r.horizontal == horizontal && [r.at, r.from, r.to].iter().all(|v| v.is_finite()))
        .map(|r| Stroke { at: r.at, from: r.from.min(r.to), to: r.to.max(r.from) })
        .collect();
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while !rest.is_empty() {
        let (parallel, after) = rest.split_at_mut(nearby(rest));
        join(parallel, &mut out);
        rest = after;
    }
    out
}

/// How many at the beginning of these, which are sorted, lie on one line: neighbours are near, and the first
/// and the last not too far apart.
fn nearby(sorted: &[Stroke]) -> usize {
    let first = sorted.first().map_or(0.0, |s| s.at);
    let apart = |w: &[Stroke]| matches!(w, [a, b] if b.at - a.at > SNAP || b.at - first > 1.5 * SNAP);
    sorted.windows(2).position(apart).map_or(sorted.len(), |i| i + 1)
}

/// Joins the pieces of one line over small gaps.
fn join(pieces: &mut [Stroke], out: &mut Vec<Stroke>) {
    let weight: f32 = pieces.iter().map(|s| s.length().max(0.1)).sum();
    let at = pieces.iter().map(|s| s.at * s.length().max(0.1)).sum::<f32>() / weight;
    pieces.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut open: Option<Stroke> = None;
    let mut last_length = 0.0;
    for piece in pieces {
        let length = piece.length();
        match &mut open {
            Some(stroke) if continues(piece.from - stroke.to, last_length, length) => {
                stroke.to = stroke.to.max(piece.to)
            }
            _ => out.extend(open.replace(Stroke { at, ..*piece }).filter(is_rule)),
        }
        last_length = length;
    }
    out.extend(open.filter(is_rule));
}

fn continues(gap: f32, before: f32, after: f32) -> bool {
    gap <= JOIN || gap <= DASH.1 && before <= DASH.0 && after <= DASH.0
}

fn is_rule(stroke: &Stroke) -> bool {
    stroke.length() >= SHORTEST
}
