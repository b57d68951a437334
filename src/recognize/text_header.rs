//! The header of a table of flowing text: where it ends, and which columns it names.

use std::cmp::Ordering;

use super::{
    Line,
    columns::{PrintedColumn, Use},
    grid_header::settle_labels,
    header_words::use_of,
    layouts::{Bag, Layout, SURE, best_layout},
    rows::is_known_name,
    text_table::Context,
    tokens::{Token, TokenKind, tokens},
    unspan,
};
use crate::model::{
    ColumnRole, Kind,
    text::{is_han, split_numbering, squeeze},
};

/// A header of one character a line takes some two hundred lines; what goes on longer is no header.
const MAX_HEADER_LINES: usize = 400;

/// The columns of each panel and the index of the first line of the body.
pub fn header(kind: Kind, lines: &[Line<'_>], context: &Context) -> Option<(Vec<Vec<PrintedColumn>>, f64, usize)> {
    let first_data = lines.iter().position(|l| is_body_line(l, kind.is_two_sided())).unwrap_or(lines.len());
    let limit = first_data.min(MAX_HEADER_LINES);
    let mut bag = Bag::default();
    let mut best: Option<(Vec<Vec<PrintedColumn>>, f64, usize)> = None;
    for (i, line) in lines.iter().take(limit).enumerate() {
        bag.add(line.text);
        if let Some((layout, likeness)) = best_layout(kind, &bag)
            && best.as_ref().is_none_or(|b| improves(b, layout, likeness))
        {
            best = Some((layout.in_year(context.year).panels, likeness, i + 1));
        }
    }
    let is_sure = best.as_ref().is_some_and(|b| b.1 >= SURE);
    if !kind.is_two_sided()
        && !is_sure
        && let Some(columns) = header_of_words(lines.get(..limit)?, lines.get(limit..)?)
    {
        return Some((vec![columns], WHOLE, limit));
    }
    if let Some((mut panels, likeness, end)) = best {
        with_printed_brackets(&mut panels, lines.get(..end)?);
        return Some((panels.into_iter().map(without_side).collect(), likeness, end));
    }
    if kind.is_two_sided() {
        let panels = two_lists(lines.get(..limit)?, lines.get(limit..)?)?;
        return Some((panels.into_iter().map(without_side).collect(), WHOLE, limit));
    }
    let (head, body) = (lines.get(..limit)?, lines.get(limit..)?);
    Some((vec![plain_header(head, body)?], 0.0, limit))
}

/// How much worse a layout with more columns may fit and still be preferred.
const WORTH_MORE_COLUMNS: f64 = 0.08;

/// Whether a layout found further down the header is better: the first lines of a merged header can look like
/// a whole simpler one, so more columns weigh against a small loss of likeness.
fn improves(best: &(Vec<Vec<PrintedColumn>>, f64, usize), layout: &Layout, likeness: f64) -> bool {
    let columns = |panels: &[Vec<PrintedColumn>]| panels.iter().map(Vec::len).sum::<usize>();
    match columns(&layout.panels).cmp(&columns(&best.0)) {
        Ordering::Equal => likeness >= best.1,
        Ordering::Greater => likeness + WORTH_MORE_COLUMNS > best.1,
        Ordering::Less => likeness > best.1 + WORTH_MORE_COLUMNS,
    }
}

/// The layouts are written with full-width brackets; a header that prints only the others has those.
fn with_printed_brackets(panels: &mut [Vec<PrintedColumn>], head: &[Line<'_>]) {
    let prints = |bracket: char| head.iter().any(|l| l.text.contains(bracket));
    if prints('(') && !prints('（') {
        for text in panels.iter_mut().flatten().flat_map(|c| &mut c.path) {
            *text = text.replace('（', "(").replace('）', ")");
        }
    }
}

/// In a two-sided table the panel is named 收入 or 支出 already: the header cell over all its columns goes.
pub fn without_side(mut columns: Vec<PrintedColumn>) -> Vec<PrintedColumn> {
    let mut data = columns.iter().filter(|c| c.usage != Use::Serial).map(|c| &c.path);
    let first = data.clone().next().and_then(|p| p.first()).cloned().unwrap_or_default();
    let side = ["收入", "支出"].iter().any(|s| first.ends_with(s));
    if side && data.all(|path| path.len() > 1 && path.first() == Some(&first)) {
        for column in columns.iter_mut().filter(|c| c.usage != Use::Serial) {
            column.path.remove(0);
        }
    }
    columns
}

/// The first line of data: an amount, a code, or a numbered name.
fn is_body_line(line: &Line<'_>, two_sided: bool) -> bool {
    let words = tokens(line, 2);
    let has_amount = words.iter().any(|t| t.kind == TokenKind::Amount);
    let Some(first) = words.first() else { return false };
    let code = first.kind == TokenKind::Digits && first.text.len() >= 3 && words.len() > 1;
    let numbered = two_sided && !split_numbering(&first.text).0.is_empty() && is_known_name(&first.text);
    has_amount || code || numbered
}

/// How sure a header is whose texts are all known and stand above each other as they do elsewhere.
const WHOLE: f64 = 1.0;

/// The columns of a header that is no known layout, where each line is a row of it, all its texts are those of
/// whole cells, and the known layouts print them above each other so.
fn header_of_words(head: &[Line<'_>], body: &[Line<'_>]) -> Option<Vec<PrintedColumn>> {
    let most = body.iter().map(|l| tokens(l, 2).iter().filter(|t| t.kind == TokenKind::Amount).count()).max()?;
    let rows: Vec<Vec<String>> = head
        .iter()
        .map(|line| {
            tokens(line, 2)
                .into_iter()
                .flat_map(|t| match t.text.chars().all(|c| "类款项".contains(c)) {
                    // The parts of a code are not one word.
                    true => t.text.chars().map(String::from).collect(),
                    false => vec![t.text],
                })
                .collect()
        })
        .collect();
    if !rows.iter().flatten().all(|text| unspan::is_whole(text)) {
        return None;
    }
    let misfit = |uses: &[Use]| {
        let values = uses.iter().filter(|u| matches!(u, Use::Value(role) if *role != ColumnRole::Label)).count();
        (values >= most.max(1) && values < uses.len()).then_some(0)
    };
    let (mut columns, cost) = unspan::columns(&rows, &misfit)?;
    settle_labels(&mut columns);
    (cost <= 1).then_some(columns)
}

/// The columns of two lists side by side, where the last line of the header names both: `项目 本年预算 项目 合计 …`.
fn two_lists(head: &[Line<'_>], body: &[Line<'_>]) -> Option<Vec<Vec<PrintedColumn>>> {
    let words = tokens(head.last()?, 2);
    let starts: Vec<usize> =
        words.iter().enumerate().filter(|(_, t)| use_of(&t.text) == Use::Name).map(|(i, _)| i).collect();
    let [0, second] = starts[..] else { return None };
    let numbers = |l: &Line<'_>| tokens(l, 2).iter().filter(|t| t.kind == TokenKind::Amount).count();
    let most = body.iter().map(numbers).max()?;
    let lists = [("收入", words.get(..second)?), ("支出", words.get(second..)?)];
    let is_whole = lists.iter().all(|(_, list)| list.len() > 1) && most <= words.len() - lists.len();
    let columns = |(side, list): &(&str, &[Token])| {
        let column =
            |t: &Token| PrintedColumn { usage: use_of(&t.text), path: vec![(*side).to_owned(), t.text.clone()] };
        list.iter().map(column).collect()
    };
    is_whole.then(|| lists.iter().map(columns).collect())
}

/// The columns of a header that is no known layout, where its words are whole: those of its last line, if
/// there are enough for the numbers of a row, else all its words. One level only; better is not in the text.
fn plain_header(head: &[Line<'_>], body: &[Line<'_>]) -> Option<Vec<PrintedColumn>> {
    let most = body.iter().map(|l| tokens(l, 2).iter().filter(|t| t.kind == TokenKind::Amount).count()).max()?;
    let words = |lines: &[Line<'_>]| -> Vec<PrintedColumn> {
        lines
            .iter()
            .flat_map(|l| tokens(l, 2))
            .filter(|t| t.kind == TokenKind::Text && named_or_long(&t.text))
            .map(|t| PrintedColumn { usage: use_of(&t.text), path: vec![t.text] })
            .collect()
    };
    let amounts = |columns: &[PrintedColumn]| columns.iter().filter(|c| matches!(c.usage, Use::Value(_))).count();
    let last = words(head.get(head.len().saturating_sub(1)..)?);
    let all = words(head);
    let chosen = if amounts(&last) >= most.max(1) { last } else { all };
    (most > 0 && amounts(&chosen) >= most && chosen.iter().any(|c| !matches!(c.usage, Use::Value(_)))).then_some(chosen)
}

fn named_or_long(word: &str) -> bool {
    word.chars().filter(|&c| is_han(c)).count() >= 2
}

/// Drops header lines printed again after a page break: two or more together, or one long one.
pub fn without_repeated_header<'a>(head: &[Line<'_>], body: &[Line<'a>]) -> Vec<Line<'a>> {
    let known: Vec<String> = head.iter().map(|l| squeeze(l.text)).collect();
    let is_header = |l: &Line<'_>| known.contains(&squeeze(l.text));
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = body.get(at) {
        let run = body.get(at..).unwrap_or_default().iter().take_while(|l| is_header(l)).count();
        let long = run == 1 && squeeze(line.text).chars().count() >= 8;
        if run >= 2 || long {
            at += run;
        } else {
            out.push(*line);
            at += 1;
        }
    }
    out
}
