//! Lines of running text → paragraphs.
//!
//! A line goes on with the paragraph above if that one was full (its last line reaches the right margin, or
//! would with the word that follows) and the line itself begins at the left margin. Everything else begins a
//! paragraph: an indented line, a title in the middle, a unit at the right, a line of a table of contents.

use super::{
    content::{Content, Item},
    lines::{Line, around},
};
use crate::document::Paragraph;

/// Left and right margin of the running text of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Margins {
    left: f32,
    right: f32,
}

/// A line is wide if it takes this share of the page's width; only such lines tell the margins.
const WIDE: f32 = 0.5;
/// Fewer wide lines do not.
const ENOUGH: usize = 3;
/// A line that ends this many sizes before the margin is still full.
const FULL: f32 = 1.2;
/// In a text that is not justified a line may end this many sizes before the margin, if no sentence ends there.
const RAGGED: f32 = 4.0;
/// Such a line takes at least this share of the width between the margins.
const RAGGED_WIDTH: f32 = 0.8;
/// A line that begins this many sizes after the margin is indented.
const INDENT: f32 = 1.0;
/// Lines further apart than this many times the size belong to two paragraphs.
const PITCH: f32 = 2.6;
/// Sizes that differ by more than this share are different.
const SAME_SIZE: f32 = 0.15;

/// The margins of every page: its own where it has enough wide lines, else those of all pages of its width.
pub(super) fn margins(pages: &[Content<'_>], widths: &[f32]) -> Vec<Margins> {
    let ends: Vec<Vec<(f32, f32)>> = pages.iter().zip(widths).map(|(page, width)| wide_lines(page, *width)).collect();
    widths
        .iter()
        .zip(&ends)
        .map(|(width, own)| {
            if own.len() >= ENOUGH {
                return margins_of(own, *width);
            }
            let alike = widths.iter().zip(&ends).filter(|(w, _)| (*w - width).abs() < 1.0);
            let all: Vec<(f32, f32)> = alike.flat_map(|(_, e)| e.iter().copied()).collect();
            margins_of(&all, *width)
        })
        .collect()
}

fn wide_lines(page: &Content<'_>, width: f32) -> Vec<(f32, f32)> {
    let ends = |item: &Item<'_>| match item {
        Item::Line(line) => Some((line.bounds[0], line.bounds[2])),
        Item::Table(_) => None,
    };
    page.items.iter().filter_map(ends).filter(|(left, right)| right - left >= WIDE * width).collect()
}

/// The outermost ends that are not exceptions.
fn margins_of(ends: &[(f32, f32)], width: f32) -> Margins {
    let mut left: Vec<f32> = ends.iter().map(|e| e.0).collect();
    let mut right: Vec<f32> = ends.iter().map(|e| e.1).collect();
    left.sort_by(f32::total_cmp);
    right.sort_by(|a, b| b.total_cmp(a));
    let usual = |v: &[f32]| v.get(v.len() / 10).copied();
    Margins { left: usual(&left).unwrap_or(0.0), right: usual(&right).unwrap_or(width) }
}

/// A paragraph that may still go on.
#[derive(Debug)]
pub(super) struct Open {
    paragraph: Paragraph,
    /// Characters in it.
    length: usize,
    page: u32,
    margins: Margins,
    last: LastLine,
}

/// What must be known of the last line to say whether the next one goes on.
#[derive(Debug)]
struct LastLine {
    /// Nothing goes on after it: text beside other text, a line of a table of contents.
    ends: bool,
    left: f32,
    right: f32,
    baseline: f32,
    size: f32,
}

impl Open {
    /// Begins a paragraph.
    pub fn new(line: &Line<'_>, page: u32, margins: Margins) -> Self {
        let text = line.text();
        let paragraph = Paragraph { lines: line.stretches(page, 0), place: line.place(page), heading: None, text };
        Self { length: paragraph.text.chars().count(), paragraph, page, margins, last: LastLine::of(line) }
    }

    /// Adds the line if it goes on with this paragraph.
    pub fn goes_on(&mut self, line: &Line<'_>, page: u32, margins: Margins) -> bool {
        let text = line.text();
        if !self.is_continued_by(line, &text, page, margins) {
            return false;
        }
        if needs_blank(&self.paragraph.text, &text) {
            self.paragraph.text.push(' ');
            self.length += 1;
        }
        self.paragraph.lines.extend(line.stretches(page, self.length));
        if let (Some(bounds), true) = (&mut self.paragraph.place.bounds, self.paragraph.place.page == Some(page)) {
            *bounds = around(*bounds, line.bounds);
        }
        self.length += text.chars().count();
        self.paragraph.text.push_str(&text);
        (self.page, self.margins, self.last) = (page, margins, LastLine::of(line));
        true
    }

    fn is_continued_by(&self, line: &Line<'_>, text: &str, page: u32, margins: Margins) -> bool {
        let last = &self.last;
        let size = last.size.max(line.size);
        if last.ends || line.beside || (last.size - line.size).abs() > SAME_SIZE * size || page > self.page + 1 {
            return false;
        }
        let pitch = line.baseline - last.baseline;
        if page == self.page && !(0.0..=PITCH * size).contains(&pitch) {
            return false;
        }
        let before = self.paragraph.text.as_str();
        let ended = before.ends_with(['。', '；', '！', '？', ';', '：', ':']);
        let room = self.margins.right - last.right;
        let full = room <= FULL * size || room < line.first_word() + size / 2.0;
        // Only a sentence that has come to a comma goes on with what looks like a number.
        if is_numbered(text) && !before.ends_with(['，', '、', ',']) {
            return false;
        }
        if line.bounds[0] - margins.left <= INDENT * size {
            let wide = last.right - last.left >= RAGGED_WIDTH * (self.margins.right - self.margins.left);
            return full || !ended && wide && room <= RAGGED * size;
        }
        // An indented block: its lines begin below each other, and a sentence goes on.
        full && !ended && page == self.page && (line.bounds[0] - last.left).abs() <= size / 2.0
    }

    /// It does not go on.
    pub fn close(self) -> Paragraph {
        self.paragraph
    }
}

impl LastLine {
    fn of(line: &Line<'_>) -> Self {
        let ends = line.beside || line.has_leader();
        Self { ends, left: line.bounds[0], right: line.bounds[2], baseline: line.baseline, size: line.size }
    }
}

/// Between words of Latin letters a line break is a blank; between Chinese, and within a number, it is nothing.
fn needs_blank(before: &str, after: &str) -> bool {
    let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let both = |is: fn(&char) -> bool| is(&a) && is(&b);
    both(char::is_ascii_alphanumeric) && !both(char::is_ascii_digit)
}

/// `一、`, `（一）`, `1.`, `(1)`, `第二部分`: the number of a heading or an item. `1.5` is an amount.
pub(super) fn is_numbered(text: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = text.strip_prefix(['(', '（', '第']).unwrap_or(text);
    let rest = inner.trim_start_matches(numeral);
    if rest.len() == inner.len() {
        return false;
    }
    if text.starts_with('第') {
        return rest.starts_with(['部', '章', '节', '条']);
    }
    let after_point = rest.strip_prefix(['.', '．']).is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_digit()));
    after_point || rest.starts_with([')', '）', '、'])
}
