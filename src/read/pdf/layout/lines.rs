//! Characters → printed lines, and their text.
//!
//! Characters are put together by the baseline that they stand on, not by their boxes: `,` and `一` are much
//! flatter than what stands beside them. Blanks come from the gaps between characters; a blank character only
//! confirms a small one. However wide a gap is, it is one blank: a spaced-out word (`合　　计`) is one word.

use crate::{
    model::{Place, TextLine},
    read::pdf::page::{Bounds, Char},
};

/// Characters whose baselines differ by less than this share of their size stand on one line.
const SAME_LINE: f32 = 0.4;
/// A gap of this share of the size is a blank.
const BLANK: f32 = 0.25;
/// A gap of this share is one if the file has a blank character there or Latin letters stand on both sides.
const SMALL_BLANK: f32 = 0.12;
/// Texts on one baseline that are this many sizes apart are two texts: the agency at the left, the unit at
/// the right.
const APART: f32 = 3.0;
/// After a colon the gap may be wider: `部门：　　　　某县水务局`.
const APART_AFTER_COLON: f32 = 8.0;
/// So many Chinese characters with a gap after each are one word that was spread to fill the width.
const SPREAD: usize = 4;
/// So many dots in a row lead to a page number; an ellipsis has six at most.
const LEADER: usize = 7;

/// A printed line, or one of several stretches of text that stand apart on one baseline.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// From left to right; blanks are among them, but neither first nor last.
    chars: Vec<&'a Char>,
    /// Around what can be seen.
    pub bounds: Bounds,
    /// The y that it stands on.
    pub baseline: f32,
    /// The size of most of it.
    pub size: f32,
    /// Another text stands beside it on the same baseline.
    pub beside: bool,
}

/// Puts characters together to lines, from top to bottom.
pub(super) fn lines(mut chars: Vec<&Char>) -> Vec<Line<'_>> {
    chars.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut groups: Vec<Vec<&Char>> = Vec::new();
    // The baseline and the size of the first visible character of the last group.
    let mut stands: Option<(f32, f32)> = None;
    for c in chars {
        match (groups.last_mut(), stands) {
            (Some(group), Some((baseline, size)))
                if c.baseline - baseline < SAME_LINE * size.max(c.size.min(2.0 * size)) =>
            {
                group.push(c);
            }
            _ => {
                groups.push(vec![c]);
                stands = Some((c.baseline, c.size));
            }
        }
    }
    groups.into_iter().filter_map(Line::new).collect()
}

impl<'a> Line<'a> {
    /// A line of these characters, unless nothing of it can be seen.
    fn new(mut chars: Vec<&'a Char>) -> Option<Self> {
        chars.sort_by(|a, b| a.bounds[0].total_cmp(&b.bounds[0]));
        let last = chars.iter().rposition(|c| is_ink(c))?;
        chars.truncate(last + 1);
        let first = chars.iter().position(|c| is_ink(c))?;
        chars.drain(..first);
        let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        let mut sizes = Vec::new();
        let mut baselines = Vec::new();
        for c in chars.iter().filter(|c| is_ink(c)) {
            bounds = around(bounds, c.bounds);
            sizes.push(c.size);
            baselines.push(c.baseline);
        }
        Some(Self { chars, bounds, baseline: middle(baselines), size: middle(sizes).max(0.1), beside: false })
    }

    /// Its text, with one blank for every gap; a word that was spread to fill a width has none.
    pub fn text(&self) -> String {
        let spread = self.is_spread();
        let mut text = String::with_capacity(self.chars.len() * 3);
        for (blank, c) in self.spaced() {
            if blank && !spread {
                text.push(' ');
            }
            text.push(c.c);
        }
        text
    }

    /// `公 务 用 车 运 行 维 护` is one word, set to the width of its cell.
    fn is_spread(&self) -> bool {
        let mut gaps = self.spaced().skip(1).map(|(blank, _)| blank);
        gaps.by_ref().take(SPREAD - 1).filter(|blank| *blank).count() == SPREAD - 1
            && gaps.all(|blank| blank)
            && self.chars.iter().all(|c| !c.c.is_ascii_alphanumeric())
    }

    /// The visible characters, each with whether a blank stands before it.
    fn spaced(&self) -> impl Iterator<Item = (bool, &'a Char)> {
        let mut before: Option<&Char> = None;
        let mut blank_char = false;
        self.chars.iter().filter_map(move |&c| {
            if !is_ink(c) {
                blank_char = true;
                return None;
            }
            let blank = before.is_some_and(|b| is_gap(b, c, blank_char));
            (before, blank_char) = (Some(c), false);
            Some((blank, c))
        })
    }

    /// Cuts it where texts stand far apart. Single characters far apart are one word (`目　　　录`), and a
    /// number at the end belongs to what stands before it (the page number in a table of contents).
    pub fn pieces(self) -> Vec<Self> {
        let pieces = self.cut(|before| if matches!(before.c, '：' | ':') { APART_AFTER_COLON } else { APART });
        let ink = |piece: &[&Char]| piece.iter().filter(|c| is_ink(c)).count();
        let number = |piece: &[&Char]| piece.iter().all(|c| !is_ink(c) || c.c.is_ascii_digit());
        let one_word = pieces.iter().all(|p| ink(p) == 1);
        let with_page = matches!(&pieces[..], [_, page] if number(page) && ink(page) <= 3);
        if pieces.len() == 1 || one_word || with_page {
            return vec![self];
        }
        pieces.into_iter().filter_map(Line::new).map(|piece| Self { beside: true, ..piece }).collect()
    }

    /// Cuts it at every gap of so many sizes. Single Chinese characters apart are one word (`合　　计`), but not 类,
    /// 款 and 项 over the parts of a code.
    pub fn split(&self, gap: f32) -> Vec<Self> {
        let single = |piece: &[&Char]| matches!(piece, [c] if !c.c.is_ascii());
        let is_part = |word: &[&Char], piece: &[&Char]| {
            let last = word.iter().rev().find(|c| is_ink(c)).map(|c| c.c);
            let next = piece.first().map(|c| c.c);
            matches!((last, next), (Some('类'), Some('款')) | (Some('款'), Some('项')))
        };
        let mut words: Vec<Vec<&Char>> = Vec::new();
        let mut spread = false;
        for piece in self.cut(|_| gap) {
            let ink: Vec<&Char> = piece.iter().copied().filter(|c| is_ink(c)).collect();
            match words.last_mut() {
                Some(word) if single(&ink) && spread && !is_part(word, &ink) => word.extend(piece),
                _ => {
                    spread = single(&ink);
                    words.push(piece);
                }
            }
        }
        words.into_iter().filter_map(Line::new).collect()
    }

    /// The characters, cut at gaps that are as many sizes wide as `apart` says for the character before.
    fn cut(&self, apart: impl Fn(&Char) -> f32) -> Vec<Vec<&'a Char>> {
        let mut pieces: Vec<Vec<&Char>> = vec![Vec::new()];
        let mut before: Option<&Char> = None;
        for &c in &self.chars {
            if is_ink(c) {
                if before.is_some_and(|b| c.bounds[0] - b.bounds[2] > apart(b) * self.size) {
                    pieces.push(Vec::new());
                }
                before = Some(c);
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(c);
            }
        }
        pieces
    }

    /// A line of a table of contents: dots lead to the page number.
    pub fn has_leader(&self) -> bool {
        let dot = |c: &Char| matches!(c.c, '.' | '…' | '·' | '．' | '‥' | '⋯' | '・');
        let ink: Vec<&Char> = self.chars.iter().copied().filter(|c| is_ink(c)).collect();
        ink.chunk_by(|a, b| dot(a) == dot(b)).any(|run| run.len() >= LEADER && run.first().is_some_and(|c| dot(c)))
    }

    /// The width of what cannot be broken at its beginning: a number or a Latin word, or one character, with the
    /// marks behind it that no line begins with.
    pub fn first_word(&self) -> f32 {
        let mut right = self.bounds[0];
        let mut ended = false;
        // Behind an opening bracket, and behind a closing one with only digits since: `（项）2025`.
        let (mut opened, mut glued) = (false, false);
        for (i, (blank, c)) in self.spaced().enumerate() {
            let closes = "，。；：、！？）”》％".contains(c.c);
            glued = !blank && (opened || c.c == '）' || glued && c.c.is_ascii_alphanumeric());
            if i > 0 && !closes && !glued && (ended || blank || !c.c.is_ascii()) {
                break;
            }
            right = c.bounds[2];
            opened = "（“《〈【".contains(c.c);
            ended |= !c.c.is_ascii() && !opened;
        }
        right - self.bounds[0]
    }

    /// Its place on a page.
    pub fn place(&self, page: u32) -> Place {
        Place { page: Some(page), bounds: Some(self.bounds), ..Place::default() }
    }

    /// The places of its text from the character `at` on: each number by itself, and what stands between numbers.
    pub fn stretches(&self, page: u32, at: usize) -> Vec<TextLine> {
        let spread = self.is_spread();
        let mut out: Vec<TextLine> = Vec::new();
        let (mut position, mut last) = (at, None);
        let mut chars = self.spaced().peekable();
        while let Some((blank, c)) = chars.next() {
            position += usize::from(blank && !spread);
            // A point or comma is of the number if a digit follows at once.
            let goes_on = chars.peek().is_some_and(|(blank, next)| !blank && next.c.is_ascii_digit());
            let in_number = c.c.is_ascii_digit() || matches!(c.c, '.' | ',') && last == Some(true) && !blank && goes_on;
            let [left, _, right, _] = c.bounds;
            match out.last_mut().and_then(|stretch| stretch.place.bounds.as_mut()) {
                Some(bounds) if last == Some(in_number) => {
                    *bounds = [bounds[0].min(left), bounds[1], bounds[2].max(right), bounds[3]];
                }
                _ => {
                    let bounds = Some([left, self.bounds[1], right, self.bounds[3]]);
                    let place = Place { page: Some(page), bounds, ..Place::default() };
                    out.push(TextLine { at: u32::try_from(position).unwrap_or(u32::MAX), place });
                }
            }
            (position, last) = (position + 1, Some(in_number));
        }
        out
    }
}

/// The smallest box around both.
pub(super) fn around(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// A blank has no ink.
pub(super) fn is_ink(c: &Char) -> bool {
    !c.c.is_whitespace()
}

fn is_gap(before: &Char, after: &Char, blank_char: bool) -> bool {
    let gap = after.bounds[0] - before.bounds[2];
    let size = before.size.max(after.size);
    let letters = before.c.is_ascii_alphabetic() && after.c.is_ascii_alphabetic();
    gap > BLANK * size || (blank_char || letters) && gap > SMALL_BLANK * size
}

/// The middle one when sorted.
pub(super) fn middle(mut values: Vec<f32>) -> f32 {
    let half = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    *values.select_nth_unstable_by(half, f32::total_cmp).1
}
