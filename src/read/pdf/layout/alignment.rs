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
    paragraphs::is_numbered,
    rules::{SNAP, Stroke},
};
use crate::model::parse_amount;

/// Texts on one line that are this many sizes apart are in different columns.
const COLUMN_GAP: f32 = 1.0;
/// Amounts at the end of a line are if they are this many sizes apart, and so may be words of a header.
const WORD_GAP: f32 = 0.25;
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
/// So many lines in a row may have no amounts: names without, or lines of a long name.
const MOST_NAMES: usize = 4;
/// Amounts below each other end, begin or stand in the middle at the same place up to this share of their size.
const ALIGNED: f32 = 0.5;
/// No header has more lines.
const TALLEST_HEADER: usize = 8;
/// With an amount in one of so many rows above or below.
const NEARBY: usize = 3;

/// A line of text as it would be in a table.
#[derive(Debug)]
pub(super) struct Row {
    /// What stands in different columns.
    pub chunks: Vec<Chunk>,
    /// The same, cut at every blank: the words of a header may be near each other.
    words: Vec<Chunk>,
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
        let words: Vec<Chunk> = line.split(WORD_GAP).iter().map(Chunk::new).collect();
        let [_, top, _, bottom] = line.bounds;
        Self { chunks: chunks(&words, line.size), words, top, bottom, baseline: line.baseline, size: line.size }
    }

    /// The same line with every word as a chunk, if these stand above different columns of the row below.
    fn as_header(&self, below: &Row) -> Option<Self> {
        if self.words.len() > columns::MOST {
            return None;
        }
        let alike = (self.size - below.size).abs() <= 0.1 * below.size;
        let above = |word: &Chunk| below.chunks.iter().position(|c| c.left < word.right && word.left < c.right);
        let mut columns: Vec<Option<usize>> = self.words.iter().map(above).collect();
        columns.dedup();
        let distinct = columns.len() == self.words.len() && columns.iter().flatten().is_sorted();
        let enough = columns.iter().flatten().count() + 1 >= below.chunks.len().max(3);
        let fits = alike && distinct && enough && !self.words.iter().any(|c| c.is_caption() || c.is_prose());
        fits.then(|| Self { chunks: self.words.clone(), words: self.words.clone(), ..*self })
    }

    /// It has texts in several columns; a caption (`部门：某局　　单位：万元`) has not.
    pub fn is_wide(&self) -> bool {
        self.chunks.len() >= 2 && !self.chunks.iter().any(Chunk::is_caption)
    }

    /// 类, 款 and 项 are a line of a header of their own, below 科目编码.
    pub fn tells_parts(&self) -> bool {
        let is = |part: &str| self.chunks.iter().any(|c| c.text == part);
        is("类") && is("款")
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

    /// `2025年支出预算总表`
    fn is_title(&self) -> bool {
        self.text.ends_with('表')
    }

    fn is_prose(&self) -> bool {
        self.text.chars().count() > LONGEST
            || self.text.ends_with(['。', '；', '，'])
            || self.text.contains('，') && self.text.contains(|c: char| c.is_ascii_digit())
    }

    pub fn centre(&self) -> f32 {
        f32::midpoint(self.left, self.right)
    }
}

/// Words put together to what stands in one column: they are near each other, and not amounts at the end.
fn chunks(words: &[Chunk], size: f32) -> Vec<Chunk> {
    let amounts = words.iter().rev().take_while(|w| w.amount).count();
    let first_amount = words.len() - amounts;
    let mut out: Vec<Chunk> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        match out.last_mut() {
            Some(last)
                if i < first_amount
                    && word.left - last.right <= COLUMN_GAP * size
                    && !(last.amount && begins_list(&word.text)) =>
            {
                last.right = word.right;
                last.text.push(' ');
                last.text.push_str(&word.text);
                last.amount = false;
            }
            _ => out.push(word.clone()),
        }
    }
    out
}

/// The name of a row of the second list, near the amount of the first: `12.00 一、教育支出`, `12.00 支出总计`.
fn begins_list(text: &str) -> bool {
    is_numbered(text) || text.starts_with("支出") || text.starts_with("本年支出") || text.starts_with("结转下年")
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
    let mut rows: Vec<Row> = lines.iter().map(Row::new).collect();
    for i in (0..rows.len().saturating_sub(1)).rev() {
        if let [row, below, ..] = rows.get(i..).unwrap_or_default()
            && !row.has_amounts()
            && row.words.len() > row.chunks.len()
            && below.is_wide()
            && below.baseline - row.baseline <= ROW_PITCH * row.size
            && let Some(header) = row.as_header(below)
            && let Some(row) = rows.get_mut(i)
        {
            *row = header;
        }
    }
    let mut taken = vec![false; rows.len()];
    let mut tables = Vec::new();
    for Between { range, borders, header } in between_lines(&rows, horizontal, breaks, width) {
        let part = rows.get(range.clone()).unwrap_or_default();
        if let Some(table) = columns::table(part, &borders, header) {
            tables.push(table);
            taken.get_mut(range).unwrap_or_default().fill(true);
        }
    }
    let mut from = 0;
    while let Some(run) = amounts_below_each_other(&rows, &taken, breaks, from) {
        from = run.end;
        if let Some(range) = with_header(&rows, &taken, breaks, run)
            && let Some(table) = columns::table(rows.get(range.clone()).unwrap_or_default(), &[], 0)
        {
            tables.push(table);
            taken.get_mut(range).unwrap_or_default().fill(true);
        }
    }
    let rest = lines.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(line, _)| line).collect();
    (tables, rest)
}

type Range = std::ops::Range<usize>;

/// A stretch of lines between horizontal lines of one length.
struct Between {
    range: Range,
    /// The heights of the horizontal lines.
    borders: Vec<f32>,
    /// How many of the lines are the header: those above the second horizontal line, if they have no amounts.
    header: usize,
}

/// Stretches of lines between horizontal lines of one length.
fn between_lines(rows: &[Row], horizontal: &[Stroke], breaks: &[f32], width: f32) -> Vec<Between> {
    let mut sorted: Vec<&Stroke> = horizontal.iter().filter(|s| s.length() >= LONG * width).collect();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out = Vec::new();
    while let Some(first) = sorted.first().copied() {
        let same = |s: &&Stroke| (s.from - first.from).abs() <= SAME_END && (s.to - first.to).abs() <= SAME_END;
        let (set, rest): (Vec<&Stroke>, Vec<&Stroke>) = sorted.into_iter().partition(same);
        sorted = rest;
        let mut open: Option<Between> = None;
        for pair in set.windows(2) {
            let [above, below] = pair else { continue };
            let from = rows.partition_point(|r| r.baseline <= above.at);
            let to = rows.partition_point(|r| r.baseline <= below.at + SNAP);
            let band = rows.get(from..to).unwrap_or_default();
            let crossed = breaks.iter().any(|b| above.at < *b && *b < below.at);
            // Below a header a row may have a single text: one list is longer than the other.
            let is_headed = open.as_ref().is_some_and(|open| open.header > 0);
            if crossed || !fits(band, above) || !is_headed && !is_wide(band) {
                out.extend(open.take());
                continue;
            }
            let header = if is_wide(band) && !band.iter().any(Row::has_amounts) { band.len() } else { 0 };
            let table = open.get_or_insert_with(|| Between { range: from..from, borders: vec![above.at], header });
            table.range.end = to;
            table.borders.push(below.at);
        }
        if let (Some(table), Some(line)) = (&mut open, set.last()) {
            go_on_below(table, rows, breaks, line);
        }
        out.extend(open);
    }
    out.retain(|t| rows.get(t.range.clone()).is_some_and(|rows| rows.iter().filter(|r| r.is_wide()).count() >= 2));
    out
}

/// A header between two lines with nothing drawn below it: the table goes on on the next page, and the lines
/// near each other down to the end of this one belong to it.
fn go_on_below(table: &mut Between, rows: &[Row], breaks: &[f32], line: &Stroke) {
    if table.header == 0 || table.header < table.range.len() {
        return;
    }
    let end = (table.range.end..rows.len())
        .take_while(|i| goes_on(rows, &[], breaks, *i) && rows.get(*i..=*i).is_some_and(|row| fits(row, line)))
        .last();
    let Some(end) = end.map(|i| i + 1) else { return };
    // Only what is printed down to the end of the page, where its number may stand, goes on.
    let body = rows.get(table.range.end..end).unwrap_or_default();
    if rows.len() - end <= 1 && body.iter().any(Row::is_wide) {
        table.range.end = end;
    }
}

/// The lines of text may be part of a table below this line: they stay within its ends, and none is prose or a
/// caption.
fn fits(band: &[Row], line: &Stroke) -> bool {
    let inside = |c: &Chunk| c.left >= line.from - SAME_END && c.right <= line.to + SAME_END;
    let fits = |r: &Row| r.chunks.iter().all(|c| inside(c) && !c.is_prose() && (r.is_wide() || !c.is_caption()));
    band.iter().all(fits)
}

/// Enough of the lines have texts in several columns.
fn is_wide(band: &[Row]) -> bool {
    band.iter().filter(|r| r.is_wide()).count() * 3 >= band.len()
}

/// The next run of rows with amounts, from this line on. A few lines in a row may have none, if they are names
/// or parts of names below a text of the first row.
fn amounts_below_each_other(rows: &[Row], taken: &[bool], breaks: &[f32], from: usize) -> Option<Range> {
    let first =
        (from..rows.len()).find(|i| taken.get(*i) == Some(&false) && rows.get(*i).is_some_and(Row::has_amounts))?;
    let texts: Vec<&Chunk> = rows.get(first)?.chunks.iter().filter(|c| !c.amount).collect();
    let mut end = first + 1;
    for (i, row) in rows.iter().enumerate().skip(first + 1) {
        let below = |c: &Chunk| texts.iter().any(|t| (c.left - t.left).abs() <= 3.0 * row.size) && !c.is_caption();
        let name = row.chunks.iter().all(below);
        if !goes_on(rows, taken, breaks, i) || !row.has_amounts() && (!name || i >= end + MOST_NAMES) {
            break;
        }
        if row.has_amounts() {
            end = i + 1;
        }
    }
    Some(first..end)
}

/// Nothing comes between this line and the one above: no gap, no table, no line that is taken already.
fn goes_on(rows: &[Row], taken: &[bool], breaks: &[f32], i: usize) -> bool {
    let (Some(above), Some(below)) = (i.checked_sub(1).and_then(|i| rows.get(i)), rows.get(i)) else { return false };
    below.baseline - above.baseline <= ROW_PITCH * above.size.max(below.size)
        && !taken.get(i - 1..=i).is_some_and(|t| t.contains(&true))
        && !breaks.iter().any(|b| above.baseline < *b && *b < below.baseline)
}

/// The run with the header above it, if it is a table.
fn with_header(rows: &[Row], taken: &[bool], breaks: &[f32], run: Range) -> Option<Range> {
    let body = rows.get(run.clone())?;
    let chunks = || body.iter().flat_map(|r| &r.chunks);
    let anchors: Vec<&Row> = body.iter().filter(|r| r.has_amounts()).collect();
    let few = anchors.len() < FEWEST_ROWS || chunks().filter(|c| c.amount).count() < FEWEST_AMOUNTS;
    if few || chunks().any(Chunk::is_prose) || !are_aligned(&anchors) || !are_regular(&anchors) {
        return None;
    }
    let is_header = |i: &usize| {
        let plain = |c: &Chunk| !c.is_prose() && !c.is_caption() && !c.is_title();
        goes_on(rows, taken, breaks, *i + 1) && rows.get(*i).is_some_and(|r| r.chunks.iter().all(plain))
    };
    let above: Vec<usize> = (0..run.start).rev().take(TALLEST_HEADER).take_while(is_header).collect();
    // A header begins with a line of several texts; in the middle of tall cells there may be one alone.
    let header = above.iter().rposition(|i| rows.get(*i).is_some_and(Row::is_wide)).map_or(0, |n| n + 1);
    Some(run.start - header..run.end)
}

/// Most amounts stand below or above another one, on one edge or centre.
fn are_aligned(rows: &[&Row]) -> bool {
    let (mut all, mut aligned) = (0, 0);
    for (i, row) in rows.iter().enumerate() {
        for chunk in row.chunks.iter().filter(|c| c.amount) {
            let near = ALIGNED * row.size;
            let lies = |o: &Chunk| {
                let pairs = [(o.right, chunk.right), (o.left, chunk.left), (o.centre(), chunk.centre())];
                o.amount && pairs.iter().any(|(a, b)| (a - b).abs() <= near)
            };
            let others = |range: Range| rows.get(range).unwrap_or_default().iter().flat_map(|r| &r.chunks);
            let above = others(i.saturating_sub(NEARBY)..i).any(lies);
            all += 1;
            aligned += usize::from(above || others(i + 1..rows.len().min(i + 1 + NEARBY)).any(lies));
        }
    }
    aligned * 10 >= all * 8
}

/// Amounts and texts are in different columns, and most cells are filled: a chart has its labels anywhere.
fn are_regular(rows: &[&Row]) -> bool {
    let Some(columns) = columns::columns(rows.iter().copied()) else { return false };
    let chunks: Vec<&Chunk> = rows.iter().flat_map(|r| &r.chunks).collect();
    let pure = columns.iter().all(|(left, right)| {
        let mut inside = chunks.iter().filter(|c| *left <= c.centre() && c.centre() <= *right).map(|c| c.amount);
        let first = inside.next();
        inside.all(|amount| Some(amount) == first)
    });
    pure && chunks.len() * 2 > rows.len() * columns.len()
}
