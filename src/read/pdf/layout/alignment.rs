//! Tables without vertical lines: three-line tables (三线表), tables with a line under each row, tables with no
//! lines at all. Where their cells are is inferred from how the texts are aligned.
//!
//! A stretch of lines is taken for a table only if it can hardly be anything else: between horizontal lines of
//! the same length most lines have texts in several columns; without lines there must be several rows of
//! amounts below each other. Taking prose for a table would be worse than the reverse: the text would be lost to
//! the reader, while amounts in a paragraph still can be seen.

use super::{
    columns,
    content::PageTable,
    lines::Line,
    rules::{SNAP, Stroke},
};
use crate::model::parse_amount;

/// Texts on one line that are this many sizes apart are in different columns.
const COLUMN_GAP: f32 = 1.0;
/// Lines of text further apart than this many times their size belong to different tables.
const ROW_PITCH: f32 = 3.5;
/// Lines of a table begin and end at the same places up to this.
const SAME_END: f32 = 4.0;
/// A line of a table takes this share of the page's width.
const LONG: f32 = 0.35;
/// A text longer than this (characters) is prose.
const LONGEST: usize = 30;
/// So many rows of amounts make a table without lines, and so many amounts.
const FEWEST_ROWS: usize = 3;
const FEWEST_AMOUNTS: usize = 4;
/// Amounts below each other end, begin or stand in the middle at the same place up to this share of their size.
const ALIGNED: f32 = 0.5;

/// A line of text as it would be in a table.
#[derive(Debug)]
pub(super) struct Row {
    pub chunks: Vec<Chunk>,
    pub top: f32,
    pub bottom: f32,
    pub baseline: f32,
    pub size: f32,
}

/// A stretch of text in one cell.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub left: f32,
    pub right: f32,
    pub text: String,
    /// It is printed as an amount or a share: with a decimal point, separators or a percent sign, or a zero.
    pub amount: bool,
}

impl Row {
    fn new(line: &Line<'_>) -> Self {
        let chunks = line.split(COLUMN_GAP).iter().map(Chunk::new).collect();
        let [_, top, _, bottom] = line.bounds;
        Self { chunks, top, bottom, baseline: line.baseline, size: line.size }
    }

    /// It has texts in several columns; a caption (`部门：某局　　单位：万元`) has not.
    pub fn is_wide(&self) -> bool {
        self.chunks.len() >= 2 && !self.chunks.iter().any(Chunk::is_caption)
    }

    /// It is wide and has an amount.
    pub fn has_amounts(&self) -> bool {
        self.is_wide() && self.chunks.iter().any(|c| c.amount)
    }
}

impl Chunk {
    fn new(line: &Line<'_>) -> Self {
        let text = line.text();
        Self { left: line.bounds[0], right: line.bounds[2], amount: is_amount(&text), text }
    }

    fn is_caption(&self) -> bool {
        self.text.contains(['：', ':'])
    }

    fn is_prose(&self) -> bool {
        self.text.chars().count() > LONGEST || self.text.ends_with(['。', '；', '，'])
    }

    pub fn centre(&self) -> f32 {
        f32::midpoint(self.left, self.right)
    }
}

fn is_amount(text: &str) -> bool {
    let bare = text.trim_end_matches('%');
    let printed = text.contains(['.', ',', '%']) || matches!(text, "0" | "-" | "—");
    printed && (parse_amount(bare).is_some() || !bare.chars().any(|c| c.is_ascii_digit()))
}

/// Takes the tables out of the lines of text of a page, which are sorted from top to bottom. `horizontal` are
/// the lines drawn outside of ruled tables; `breaks` are heights (of ruled tables) that no table goes across.
pub(super) fn take<'a>(
    lines: Vec<Line<'a>>,
    horizontal: &[Stroke],
    breaks: &[f32],
    width: f32,
) -> (Vec<PageTable>, Vec<Line<'a>>) {
    let rows: Vec<Row> = lines.iter().map(Row::new).collect();
    let mut taken = vec![false; rows.len()];
    let mut tables = Vec::new();
    for (range, borders) in between_lines(&rows, horizontal, breaks, width) {
        let part = rows.get(range.clone()).unwrap_or_default();
        if let Some(table) = columns::table(part, &borders) {
            tables.push(table);
            taken.get_mut(range).unwrap_or_default().fill(true);
        }
    }
    let mut from = 0;
    while from < rows.len() {
        let to = stretch(&rows, &taken, from, breaks);
        if let Some(range) = amounts_below_each_other(&rows, from, to)
            && let Some(table) = columns::table(rows.get(range.clone()).unwrap_or_default(), &[])
        {
            tables.push(table);
            taken.get_mut(range).unwrap_or_default().fill(true);
        }
        from = to.max(from + 1);
    }
    let rest = lines.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(line, _)| line).collect();
    (tables, rest)
}

type Range = std::ops::Range<usize>;

/// Stretches of lines between horizontal lines of one length, each with the heights of these.
fn between_lines(rows: &[Row], horizontal: &[Stroke], breaks: &[f32], width: f32) -> Vec<(Range, Vec<f32>)> {
    let mut sorted: Vec<&Stroke> = horizontal.iter().filter(|s| s.length() >= LONG * width).collect();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out = Vec::new();
    while let Some(first) = sorted.first().copied() {
        let same = |s: &&Stroke| (s.from - first.from).abs() <= SAME_END && (s.to - first.to).abs() <= SAME_END;
        let (set, rest): (Vec<&Stroke>, Vec<&Stroke>) = sorted.into_iter().partition(same);
        sorted = rest;
        let mut open: Option<(Range, Vec<f32>)> = None;
        for pair in set.windows(2) {
            let [above, below] = pair else { continue };
            let from = rows.partition_point(|r| r.baseline <= above.at);
            let to = rows.partition_point(|r| r.baseline <= below.at + SNAP);
            let band = rows.get(from..to).unwrap_or_default();
            let crossed = breaks.iter().any(|b| above.at < *b && *b < below.at);
            if crossed || !is_band(band, above) {
                out.extend(open.take());
                continue;
            }
            let (range, heights) = open.get_or_insert_with(|| (from..from, vec![above.at]));
            range.end = to;
            heights.push(below.at);
        }
        out.extend(open);
    }
    out.retain(|(range, _)| {
        rows.get(range.clone()).is_some_and(|rows| rows.iter().filter(|r| r.is_wide()).count() >= 2)
    });
    out
}

/// The lines of text between two horizontal lines may be part of a table: they stay within the lines' ends, and
/// hardly any is prose or a caption.
fn is_band(band: &[Row], line: &Stroke) -> bool {
    let inside = |c: &Chunk| c.left >= line.from - SAME_END && c.right <= line.to + SAME_END;
    let at_left = |r: &Row| r.chunks.first().is_some_and(|c| c.left - line.from <= 3.0 * r.size);
    let fits = |r: &Row| r.is_wide() || (at_left(r) && !r.chunks.iter().any(|c| c.is_caption()));
    let wide = band.iter().filter(|r| r.is_wide()).count();
    band.iter().all(|r| r.chunks.iter().all(|c| inside(c) && !c.is_prose()) && fits(r)) && wide * 2 >= band.len()
}

/// Where the lines that begin with this one are interrupted: by a gap, a table or a line taken already.
fn stretch(rows: &[Row], taken: &[bool], from: usize, breaks: &[f32]) -> usize {
    let goes_on = |i: usize| {
        let (Some(above), Some(below)) = (rows.get(i - 1), rows.get(i)) else { return false };
        below.baseline - above.baseline <= ROW_PITCH * above.size.max(below.size)
            && !taken.get(i - 1..=i).is_some_and(|t| t.contains(&true))
            && !breaks.iter().any(|b| above.baseline < *b && *b < below.baseline)
    };
    (from + 1..rows.len()).find(|i| !goes_on(*i)).unwrap_or(rows.len())
}

/// The part of these lines that has rows of amounts below each other, with the header above them.
fn amounts_below_each_other(rows: &[Row], from: usize, to: usize) -> Option<Range> {
    let part = rows.get(from..to)?;
    let anchors: Vec<usize> = (0..part.len()).filter(|i| part.get(*i).is_some_and(Row::has_amounts)).collect();
    let (first, last) = (*anchors.first()?, *anchors.last()?);
    let body = part.get(first..=last)?;
    let amounts: Vec<&Chunk> = body.iter().flat_map(|r| &r.chunks).filter(|c| c.amount).collect();
    let few = anchors.len() < FEWEST_ROWS || amounts.len() < FEWEST_AMOUNTS || anchors.len() * 2 < body.len();
    if few || body.iter().flat_map(|r| &r.chunks).any(Chunk::is_prose) || !are_aligned(body) {
        return None;
    }
    let is_header = |r: &&Row| r.is_wide() && !r.chunks.iter().any(Chunk::is_prose);
    let header = part.get(..first)?.iter().rev().take_while(is_header).count();
    Some(from + first - header..from + last + 1)
}

/// Most amounts stand below or above another one, on one edge or centre.
fn are_aligned(body: &[Row]) -> bool {
    let (mut all, mut aligned) = (0, 0);
    for (i, row) in body.iter().enumerate() {
        for chunk in row.chunks.iter().filter(|c| c.amount) {
            let near = ALIGNED * row.size;
            let lies = |o: &Chunk| {
                let pairs = [(o.right, chunk.right), (o.left, chunk.left), (o.centre(), chunk.centre())];
                o.amount && pairs.iter().any(|(a, b)| (a - b).abs() <= near)
            };
            let others = body.iter().enumerate().filter(|(k, _)| k.abs_diff(i) <= 3 && *k != i);
            all += 1;
            aligned += usize::from(others.flat_map(|(_, r)| &r.chunks).any(lies));
        }
    }
    aligned * 10 >= all * 8
}
