//! The text of each row of a project table: code, name, unit and category out of the pieces between and
//! among its amounts.
//!
//! Pieces between the amounts of two rows belong to the end of the one or to the head of the other. Where to
//! cut is decided for all rows at once (Viterbi): each way to cut gives each row a reading with a cost, and
//! the cheapest sum wins. A reading is cheap if the code is whole, if the unit's name is spelled out by
//! pieces in order, if nothing is left empty, and if a project under a category bears its name. Only a page
//! break lets text of a row come after its amounts.

use std::collections::HashSet;

use super::{
    header::{Header, is_class},
    pieces::{Piece, decimals, join},
    values::{Value, ValueRow},
};

/// Characters in a project code (项目代码): six of region, two of the year, thirteen of the project, by the
/// national standard of budget management (预算管理一体化规范).
pub(crate) const PROJECT_CODE: usize = 21;

/// A cut between two rows is sought among so many pieces behind the first of them.
const MAX_BETWEEN: usize = 40;

/// The most pieces before a row's amounts, or among them, that are part of its text.
const MAX_PIECES: usize = 120;

/// The most places between rows where a cut is sought; without one, all text stands before its amounts.
const MAX_CUTS: usize = 2_000;

/// What a row is by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sort {
    /// 合计, or no text at all.
    #[default]
    Total,
    /// A department (3 digits) or unit (6, 9).
    Unit,
    /// A category of projects.
    Category,
    /// A project.
    Project,
}

/// The text of one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text {
    /// What the row is.
    pub sort: Sort,
    /// The code without breaks.
    pub code: String,
    /// The name without breaks.
    pub name: String,
    /// The unit (项目单位) of a project.
    pub unit: String,
    /// The category (项目类别) of a project.
    pub class: String,
}

/// The cost of a mistake that no sound row makes, and of what is only unusual.
const BAD: u32 = 40;
const ODD: u32 = 10;

/// Reads the text of every row; `lost` are amounts that are in no row. Returns one text for each row, and the
/// indices of the pieces that are part of none.
pub(crate) fn texts(pieces: &[Piece], rows: &[ValueRow], lost: &[Value], header: &Header) -> (Vec<Text>, Vec<usize>) {
    let (spans, mut skipped) = spans(pieces, rows, lost);
    let (texts, rest) = read_texts(pieces, &spans, header);
    skipped.extend(rest);
    skipped.sort_unstable();
    (texts, skipped)
}

fn read_texts(pieces: &[Piece], spans: &[Span], header: &Header) -> (Vec<Text>, Vec<usize>) {
    let blind = cut(pieces, spans, &Reader { header, units: &[] });
    // Names of units are known once their rows have been read; then they tell name and unit of a project apart.
    let mut units: Vec<String> =
        blind.0.iter().filter(|t| t.sort == Sort::Unit && !t.name.is_empty()).map(|t| t.name.clone()).collect();
    units.sort_by_key(|u| std::cmp::Reverse(u.len()));
    units.dedup();
    if units.is_empty() || header.label().is_none() {
        return blind;
    }
    cut(pieces, spans, &Reader { header, units: &units })
}

/// The pieces of one row by their indices.
#[derive(Debug, Clone, Default)]
struct Span {
    /// Before the row's amounts and after those of the row before it.
    before: Vec<usize>,
    /// Among its amounts.
    among: Vec<usize>,
}

/// The pieces of text of each row, those after the last row, and those too far from any.
fn spans(pieces: &[Piece], rows: &[ValueRow], lost: &[Value]) -> (Vec<Span>, Vec<usize>) {
    let (mut spans, mut skipped) = (Vec::with_capacity(rows.len() + 1), Vec::new());
    let mut from = 0;
    let lost: HashSet<usize> = lost.iter().flat_map(|v| [v.first, v.done]).collect();
    let is_text = |i: &usize| pieces.get(*i).is_some_and(|p| decimals(p.text).is_none()) && !lost.contains(i);
    for row in rows {
        let tails: HashSet<usize> = row.values.iter().map(|v| v.done).collect();
        let mut before: Vec<usize> = (from..row.first()).filter(is_text).collect();
        let own = row.first().max(from)..=row.last();
        let mut among: Vec<usize> = own.filter(is_text).filter(|i| !tails.contains(i)).collect();
        skipped.extend(before.drain(..before.len().saturating_sub(MAX_PIECES)));
        skipped.extend(among.drain(among.len().min(MAX_PIECES)..));
        spans.push(Span { before, among });
        from = from.max(row.last() + 1);
    }
    spans.push(Span { before: (from..pieces.len()).filter(is_text).collect(), among: Vec::new() });
    (spans, skipped)
}

/// The cheapest way to cut the pieces between rows; see the module.
fn cut(pieces: &[Piece], spans: &[Span], reader: &Reader) -> (Vec<Text>, Vec<usize>) {
    // For the cut at the head of a row, the best way there for each cut at its end.
    #[derive(Clone)]
    struct Way {
        cost: u32,
        from: usize,
        text: Text,
    }
    let count = spans.len().saturating_sub(1);
    let empty = Vec::new();
    let before = |r: usize| spans.get(r).map_or(&empty, |s| &s.before);
    // A text whose page breaks cannot be seen may break anywhere.
    let unseen = !pieces.iter().any(|p| p.after_break);
    let breaks = |r: usize| before(r).iter().any(|&i| pieces.get(i).is_some_and(|p| p.after_break));
    let mut can_end: Vec<bool> = (0..spans.len()).map(|r| unseen || breaks(r)).collect();
    if can_end.iter().filter(|c| **c).count() > MAX_CUTS {
        can_end.clear();
    }
    let cuts = |r: usize| {
        if r > 0 && can_end.get(r).copied().unwrap_or(false) { 0..=before(r).len().min(MAX_BETWEEN) } else { 0..=0 }
    };
    // ways[r][end][head]: rows 0..=r read, r beginning at cut `head` of its span and ending at cut `end` of the next.
    let mut ways: Vec<Vec<Vec<Option<Way>>>> = Vec::with_capacity(count);
    for r in 0..count {
        let among = spans.get(r).map_or(&empty, |s| &s.among);
        let mut at_end = Vec::new();
        for end in cuts(r + 1) {
            let mut at_head = Vec::new();
            for head in cuts(r) {
                let own: Vec<usize> = before(r).iter().skip(head).chain(among).copied().collect();
                let tail: Vec<usize> = before(r + 1).iter().take(end).copied().collect();
                let (cost, text) = reader.read(pieces, &own, &tail);
                let best = match r.checked_sub(1).and_then(|p| ways.get(p)).and_then(|w| w.get(head)) {
                    None => Some(Way { cost, from: 0, text }),
                    Some(previous) => previous
                        .iter()
                        .enumerate()
                        .filter_map(|(from, way)| {
                            way.as_ref().map(|w| (w.cost + cost + strangeness(&w.text, &text), from))
                        })
                        .min()
                        .map(|(cost, from)| Way { cost, from, text }),
                };
                at_head.push(best);
            }
            at_end.push(at_head);
        }
        ways.push(at_end);
    }
    // From the cheapest end back to the first row.
    let mut out = Vec::with_capacity(count);
    let best =
        |heads: &[Option<Way>]| heads.iter().enumerate().filter_map(|(h, w)| w.as_ref().map(|w| (w.cost, h))).min();
    let last = ways.last().and_then(|ends| {
        ends.iter().enumerate().filter_map(|(e, heads)| best(heads).map(|(cost, head)| (cost, e, head))).min()
    });
    let Some((_, end, mut head)) = last else { return (Vec::new(), before(count).clone()) };
    let rest = before(count).iter().skip(end).copied().collect();
    let mut at = end;
    for ends in ways.iter().rev() {
        let Some(way) = ends.get(at).and_then(|heads| heads.get(head)).and_then(Option::as_ref) else { break };
        out.push(way.text.clone());
        (at, head) = (head, way.from);
    }
    out.reverse();
    (out, rest)
}

/// A category's first project usually bears its name.
fn strangeness(previous: &Text, text: &Text) -> u32 {
    let differ = previous.sort == Sort::Category && text.sort == Sort::Project && previous.name != text.name;
    if differ { ODD } else { 0 }
}

/// What a row is by its code and name.
pub(crate) fn sort_of(code: &str, name: &str) -> Sort {
    match code.len() {
        0 if matches!(name, "" | "合计" | "总计") => Sort::Total,
        0 => Sort::Project,
        _ if is_unit_code(code) => Sort::Unit,
        1..=7 if code.chars().all(|c| c.is_ascii_digit()) => Sort::Category,
        _ => Sort::Project,
    }
}

/// The code of a department (3 digits) or of a unit below it (6, 9).
pub(crate) fn is_unit_code(text: &str) -> bool {
    matches!(text.len(), 3 | 6 | 9) && text.chars().all(|c| c.is_ascii_digit())
}

/// Reads the text of one row.
struct Reader<'a> {
    header: &'a Header,
    units: &'a [String],
}

impl Reader<'_> {
    /// A reading of the pieces before and among a row's amounts and of those after them, with its cost.
    fn read(&self, pieces: &[Piece], own: &[usize], tail: &[usize]) -> (u32, Text) {
        let mut cost = 0;
        let mut broken = false;
        for &t in tail {
            broken |= pieces.get(t).is_some_and(|p| p.after_break);
            cost += if broken { 0 } else { ODD };
        }
        let all: Vec<Piece> = own.iter().chain(tail).filter_map(|&i| pieces.get(i).copied()).collect();
        let has_codes = self.header.text.contains(&super::header::TextColumn::Code);
        let is_code: Vec<bool> = (0..all.len()).map(|i| looks_like_code(&all, i, has_codes)).collect();
        let code: String = all.iter().zip(&is_code).filter(|(_, c)| **c).map(|(p, _)| p.text).collect();
        let words: Vec<&str> = all.iter().zip(&is_code).filter(|(_, c)| !**c).map(|(p, _)| p.text).collect();
        // Text before the code, and after the amounts, is possible but unusual.
        let first_code = is_code.iter().position(|c| *c).unwrap_or(0);
        cost += u32::try_from(first_code).unwrap_or(BAD);
        let late_words = is_code.iter().skip(own.len()).filter(|c| !**c).count();
        cost += u32::try_from(late_words).unwrap_or(BAD);

        let sort = sort_of(&code, &join(words.iter().copied()));
        let mut text = Text { sort, ..Text::default() };
        match sort {
            Sort::Total => text.name = join(words),
            Sort::Unit | Sort::Category => {
                text.name = join(words);
                // Short codes are seldom broken.
                cost += if is_code.iter().filter(|c| **c).count() > 1 { ODD } else { 0 };
                let is_known = sort == Sort::Category || self.units.is_empty() || self.units.contains(&text.name);
                cost += if text.name.is_empty() || !is_known { BAD } else { 0 };
            }
            Sort::Project => {
                cost += match code.len() {
                    PROJECT_CODE => 0,
                    0 if !has_codes => 0,
                    _ => BAD,
                };
                cost += self.read_project(words, &mut text);
            }
        }
        text.code = code;
        (cost, text)
    }

    fn read_project(&self, words: Vec<&str>, text: &mut Text) -> u32 {
        let mut cost = 0;
        let mut words = words;
        let class = self.header.class();
        if let Some((_, true)) = class
            && !words.is_empty()
        {
            text.class = words.remove(0).to_owned();
        }
        if self.header.label().is_some() {
            let split = self.units.iter().find_map(|u| without(&words, u).map(|rest| (u.clone(), rest)));
            match split {
                Some((unit, rest)) => (text.unit, words) = (unit, rest),
                None if self.units.is_empty() && words.len() > 1 => text.unit = words.pop().unwrap_or("").to_owned(),
                None => cost += BAD,
            }
        }
        if let Some((_, false)) = class {
            text.class = words.pop().unwrap_or("").to_owned();
        }
        if class.is_some() && !is_class(&text.class) {
            cost += ODD;
        }
        text.name = join(words);
        if text.name.is_empty() { cost + BAD } else { cost }
    }
}

/// A piece of digits (and capital letters) that is, or is part of, a code.
fn looks_like_code(all: &[Piece], at: usize, has_codes: bool) -> bool {
    let Some(piece) = all.get(at) else { return false };
    let text = piece.text;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || !text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()) {
        return false;
    }
    // `2025 年…` is the head of a name.
    let year = text.len() == 4
        && all.get(at + 1).is_some_and(|next| next.follows && next.text.starts_with(['年', '-', '—', '－']));
    if has_codes { !year } else { at == 0 && digits == text.len() && matches!(digits, 3 | 6 | 9) }
}

/// The pieces that are left when those that spell `name` in order are taken out; the latest such pieces, as
/// the unit stands behind the project's name.
fn without<'a>(pieces: &[&'a str], name: &str) -> Option<Vec<&'a str>> {
    // reach[i]: the lengths of the beginnings of `name` that pieces before i can spell.
    let mut reach: Vec<Vec<usize>> = vec![vec![0]];
    for piece in pieces {
        let before = reach.last()?;
        let mut now = before.clone();
        for &j in before {
            let end = j + piece.len();
            if name.get(j..end) == Some(*piece) && !now.contains(&end) {
                now.push(end);
            }
        }
        reach.push(now);
    }
    let mut at = name.len();
    let mut left = Vec::new();
    for (piece, before) in pieces.iter().zip(&reach).rev() {
        let start = at.checked_sub(piece.len());
        match start.filter(|s| name.get(*s..at) == Some(*piece) && before.contains(s)) {
            Some(start) => at = start,
            None if before.contains(&at) => left.push(*piece),
            None => return None,
        }
    }
    left.reverse();
    (at == 0).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_units_name_is_taken_out_of_the_pieces_it_is_mixed_with() {
        let pieces = ["某某区", "水利局", "中", "农村", "饮水工", "程", "心"];
        assert_eq!(without(&pieces, "某某区水利局中心").unwrap(), ["农村", "饮水工", "程"]);
        assert_eq!(without(&pieces, "某某区水务局中心"), None);
    }
}
