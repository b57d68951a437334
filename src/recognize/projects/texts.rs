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
    header::Header,
    pieces::{Piece, decimals},
    reading::{ODD, Reader, Sort, Text},
    values::{Value, ValueRow},
};

/// A cut between two rows is sought among so many pieces behind the first of them.
const MAX_BETWEEN: usize = 40;

/// The most pieces before a row's amounts, or among them, that are part of its text.
const MAX_PIECES: usize = 120;

/// The most places between rows where a cut is sought; without one, all text stands before its amounts.
const MAX_CUTS: usize = 2_000;

/// The most names of units that are looked for in each row.
const MAX_UNITS: usize = 500;

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
    units.truncate(MAX_UNITS);
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
