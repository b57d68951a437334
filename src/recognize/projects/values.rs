//! The amounts of a project table in rows, with broken ones put together again.
//!
//! In a column of two or three characters an amount comes as `0.0` and, on a later line, `0`. Where a row
//! prints several side by side, all heads come before all tails. So heads wait in a queue, and a piece of
//! exactly the digits that the oldest one lacks completes it. The order in which amounts are *completed* is
//! the order of their columns: the last line of a broken amount lies below the only line of a whole one.

use std::collections::VecDeque;

use rust_decimal::Decimal;

use crate::model::parse_amount;

use super::pieces::{Piece, decimals, is_amount};

/// One amount, put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// As printed, fragments joined.
    pub text: String,
    /// Line of its first fragment.
    pub line: u32,
    /// Index of its first piece.
    pub first: usize,
    /// Index of the piece that completes it.
    pub done: usize,
}

/// The amounts of one row in the order of its columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ValueRow {
    /// From left to right.
    pub values: Vec<Value>,
    /// They were not printed in this order.
    pub reordered: bool,
    /// How many cells right before the first amount are printed as a dash.
    pub dashes: usize,
}

impl ValueRow {
    /// Index of the first piece that is an amount of this row.
    pub fn first(&self) -> usize {
        self.values.iter().map(|v| v.first).min().unwrap_or(0)
    }

    /// Index of the last piece that is an amount of this row.
    pub fn last(&self) -> usize {
        self.values.iter().map(|v| v.done).max().unwrap_or(0)
    }
}

/// How many decimals the amounts of this table have: what most of them print.
fn places(pieces: &[Piece]) -> usize {
    let mut counts = [0usize; 7];
    for piece in pieces {
        // Broken heads can outnumber whole amounts, but never have more decimals.
        if let Some(slot) = decimals(piece.text).filter(|&d| d > 0).and_then(|d| counts.get_mut(d)) {
            *slot += 1;
        }
    }
    let total: usize = counts.iter().sum();
    (0..counts.len()).rev().find(|&d| counts.get(d).is_some_and(|&c| c * 50 > total)).unwrap_or(2)
}

/// Whether amounts are broken over lines here.
pub(crate) fn are_broken(pieces: &[Piece]) -> bool {
    let places = places(pieces);
    let heads = pieces.iter().filter(|p| decimals(p.text).is_some_and(|d| d < places)).count();
    let tails = pieces.iter().filter(|p| p.text.len() < places && p.text.chars().all(|c| c.is_ascii_digit())).count();
    heads > 2 && heads * 2 <= tails * 3
}

/// All amounts in the order of their completion, and fragments that found no other. Where `in_runs`, a head
/// behind a tail begins a new run, and what the run before left open is given up.
fn values(pieces: &[Piece], in_runs: bool) -> (Vec<Value>, Vec<Value>) {
    let places = places(pieces);
    let (mut lost, mut after_tail) = (Vec::new(), false);
    let mut open: VecDeque<(Value, usize)> = VecDeque::new();
    let mut out = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let value = || Value { text: piece.text.to_owned(), line: piece.line, first: at, done: at };
        match decimals(piece.text) {
            Some(d) if d >= places => out.push(value()),
            Some(d) => {
                if in_runs && after_tail {
                    lost.extend(open.drain(..).map(|(head, _)| head));
                }
                after_tail = false;
                open.push_back((value(), places - d));
            }
            None if piece.text.chars().all(|c| c.is_ascii_digit()) => {
                let fits = open.front().is_some_and(|(_, lacking)| *lacking == piece.text.len());
                match open.pop_front_if(|_| fits) {
                    Some((mut value, _)) => {
                        value.text.push_str(piece.text);
                        value.done = at;
                        out.push(value);
                        after_tail = true;
                    }
                    // A tail whose head is lost; no code is so short.
                    None if in_runs && piece.text.len() < places => lost.push(value()),
                    None => {}
                }
            }
            None => {}
        }
    }
    lost.extend(open.into_iter().map(|(head, _)| head));
    (out, lost)
}

/// Rows of `width` amounts each, put together from fragments, and the amounts that are in none. `total` is the
/// position of the column that is the sum of the others: where fragments were lost, it tells where the next
/// whole row begins.
pub(crate) fn broken_rows(pieces: &[Piece], width: usize, total: Option<usize>) -> (Vec<ValueRow>, Vec<Value>) {
    let width = width.max(1);
    let (mut all, mut left) = values(pieces, false);
    if !left.is_empty() || all.len() % width != 0 {
        // A lost tail would let every later one go to the head before its own.
        (all, left) = values(pieces, true);
    }
    let is_damaged = !left.is_empty() || all.len() % width != 0;
    let sound = |from: usize| all.get(from..from + width).is_some_and(|w| is_sound(w, total));
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(window) = all.get(at..at + width) {
        let skip = if is_damaged && !sound(at) { (1..width).find(|s| sound(at + s)) } else { None };
        match skip {
            Some(skip) => {
                left.extend(all.iter().skip(at).take(skip).cloned());
                at += skip;
            }
            None => {
                rows.push(ValueRow {
                    values: window.to_vec(),
                    reordered: !window.is_sorted_by_key(|v| v.first),
                    dashes: 0,
                });
                at += width;
            }
        }
    }
    left.extend(all.iter().skip(at).cloned());
    (rows, left)
}

/// The total is the sum of the others, but for rounding, and is not zero.
fn is_sound(row: &[Value], total: Option<usize>) -> bool {
    let Some(total) = total else { return true };
    let amounts: Vec<Decimal> = row.iter().map(|v| parse_amount(&v.text).unwrap_or_default()).collect();
    let Some(stated) = amounts.get(total) else { return true };
    let places = amounts.iter().map(Decimal::scale).max().unwrap_or(0);
    let slack = Decimal::new(5, places + 1) * Decimal::from(amounts.len());
    !stated.is_zero() && (amounts.iter().sum::<Decimal>() - stated - stated).abs() <= slack
}

/// Rows of a calm table: each line that prints amounts is one.
pub(crate) fn calm_rows(pieces: &[Piece]) -> Vec<ValueRow> {
    let mut out: Vec<(u32, ValueRow)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, p)| is_amount(p.text)) {
        let value = Value { text: piece.text.to_owned(), line: piece.line, first: at, done: at };
        match out.last_mut() {
            Some((line, row)) if *line == piece.line => row.values.push(value),
            _ => {
                let dashes = dashes_before(pieces, at);
                out.push((piece.line, ValueRow { values: vec![value], reordered: false, dashes }));
            }
        }
    }
    out.into_iter().map(|(_, row)| row).collect()
}

/// The dashes on the line right before this piece; the first may be glued to a name (`合计-`).
fn dashes_before(pieces: &[Piece], at: usize) -> usize {
    let is_dash = |c: char| matches!(c, '-' | '—' | '－' | '–');
    let line = pieces.get(at).map(|p| p.line);
    let mut count = 0;
    for piece in pieces.get(..at).unwrap_or_default().iter().rev().take_while(|p| Some(p.line) == line) {
        if !piece.text.is_empty() && piece.text.chars().all(is_dash) {
            count += 1;
            continue;
        }
        return count + usize::from(count > 0 && piece.text.ends_with(is_dash));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::{lines, projects::pieces::pieces};

    #[track_caller]
    fn rows(text: &str, width: usize) -> Vec<String> {
        let all = lines(text);
        let (rows, left) = broken_rows(&pieces(&all), width, Some(0));
        let shown = |values: &[Value]| values.iter().map(|v| v.text.as_str()).collect::<Vec<_>>().join(" ");
        let mut out: Vec<String> = rows.iter().map(|r| shown(&r.values)).collect();
        out.extend((!left.is_empty()).then(|| format!("left: {}", shown(&left))));
        out
    }

    #[test]
    fn heads_wait_for_their_tails() {
        assert_eq!(rows("1101\n20.91 20.91\n0.0\n0\n4.6\n7", 4), ["20.91 20.91 0.00 4.67"]);
        assert_eq!(rows("一次 1.46 1.46 0.0 0.0\n性奖\n0 0", 4), ["1.46 1.46 0.00 0.00"]);
    }

    #[test]
    fn columns_stand_in_the_order_in_which_amounts_are_completed() {
        assert_eq!(rows("支\n8,911.0\n出项目\n8\n0.0\n8,909.00\n0\n2.0\n8", 4), ["8,911.08 8,909.00 0.00 2.08"]);
        assert_eq!(rows("45.00\n0.0\n45.00\n0", 3), ["45.00 45.00 0.00"]);
    }

    #[test]
    fn dashes_right_before_the_amounts_are_counted() {
        let dashes = |text: &str| calm_rows(&pieces(&lines(text))).first().map(|r| r.dashes);
        assert_eq!(dashes("4 合计- - 200.00"), Some(2));
        assert_eq!(dashes("合计 — 200.00 100.00"), Some(1));
        assert_eq!(dashes("2024-提前下达 200.00"), Some(0));
        assert_eq!(dashes("合计 -\n200.00"), Some(0));
    }

    #[test]
    fn a_row_that_lost_an_amount_does_not_shift_the_rows_behind_it() {
        let text = "3.00 1.00 2.00\n5.00 4.00\n9.00 2.00 7.00\n1.0";
        assert_eq!(rows(text, 3), ["3.00 1.00 2.00", "9.00 2.00 7.00", "left: 1.0 5.00 4.00"]);
        // One tail is lost: its run's tails go to the heads before, and the runs behind are whole.
        let text = "3.00\n1.0\n0\n2.0\n0\n5.00\n1.0\n4.0\n0\n9.00\n2.0\n0\n7.0\n0";
        assert_eq!(rows(text, 3), ["3.00 1.00 2.00", "9.00 2.00 7.00", "left: 4.0 5.00 1.00"]);
    }
}
