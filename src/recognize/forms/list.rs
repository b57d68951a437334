//! Performance tables that list projects in broken cells: each project is its code, and the first line of
//! amounts after it; the indicators behind are passed over.

use std::collections::HashSet;

use crate::{
    model::{Panel, text::squeeze},
    recognize::{
        Line,
        projects::{
            header::{Header, TextColumn},
            panel,
            pieces::{Piece, is_amount, join, pieces},
            reading::{PROJECT_CODE, Sort, Text, is_unit_code},
            values::{ValueRow, calm_rows},
        },
    },
};

/// A whole code is broken over two lines at most once; its first part has at least so many characters.
const FIRST_PART: usize = 14;

/// The code of a project stands at most so many pieces before its amounts.
const MAX_BEFORE: usize = 200;

/// Reads a list of projects. `None` where no header of one, or no code of a project below it, is found.
pub(super) fn read(lines: &[Line]) -> Option<(Panel, Vec<u32>)> {
    let all = pieces(lines);
    let first_amount = all.iter().position(|p| is_amount(p.text))?;
    // A row's name may stand on the line of the first amount.
    let line = all.get(first_amount)?.line;
    let head = all.get(..all.iter().position(|p| p.line == line)?)?;
    let header = Header::read(head.iter().map(|p| p.text))?;
    let is_list = header.text.contains(&TextColumn::Name)
        && !head.iter().take(header.pieces).any(|p| code_part(p.text).len() >= FIRST_PART);
    if !is_list {
        return None;
    }
    let body = all.get(header.pieces..)?;
    let (mut rows, mut texts, mut used) = (Vec::<ValueRow>::new(), Vec::<Text>::new(), Vec::new());
    let mut from = 0;
    let mut unit = String::new();
    let mut seen = HashSet::new();
    for row in calm_rows(body) {
        let before = body.get(from.max(row.first().saturating_sub(MAX_BEFORE))..row.first()).unwrap_or_default();
        let line = row.values.first().map_or(0, |v| v.line);
        if let Some(found) = header.label().and_then(|_| find_unit(before)) {
            unit = found;
        }
        let Some(mut text) = read_text(before, line, &header).filter(|_| row.values.len() <= header.numbers.len())
        else {
            continue;
        };
        from = row.last() + 1;
        let lines = before.iter().map(|p| p.line).filter(|l| *l == line);
        used.extend(lines.chain([line]));
        if text.sort == Sort::Project {
            text.unit.clone_from(&unit);
            // A row printed again after a page break counts once.
            let values: Vec<String> = row.values.iter().map(|v| v.text.clone()).collect();
            if !seen.insert((text.code.clone(), values)) {
                continue;
            }
        }
        rows.push(row);
        texts.push(text);
    }
    let has_projects = texts.iter().any(|t| t.sort == Sort::Project);
    has_projects.then(|| (panel(&header, &rows, &texts), used))
}

/// The text of the row whose amounts follow these pieces on `line`.
fn read_text(before: &[Piece], line: u32, header: &Header) -> Option<Text> {
    let same_line: Vec<&Piece> = before.iter().filter(|p| p.line == line).collect();
    if let Some(total) = same_line.iter().find(|p| squeeze(p.text).trim_matches('-').ends_with("合计")) {
        let name = total.text.trim_matches(['-', '—']).to_owned();
        return Some(Text { sort: Sort::Total, name, ..Text::default() });
    }
    if let Some((code, name)) = same_line.split_first()
        && is_unit_code(code.text)
        && !name.is_empty()
    {
        let (code, name) = (code.text.to_owned(), join(name.iter().map(|p| p.text)));
        return Some(Text { sort: Sort::Unit, code, name, ..Text::default() });
    }
    // The last code before the amounts, over two pieces if need be.
    let at = before.iter().rposition(|p| code_part(p.text).len() >= FIRST_PART)?;
    let mut rest = before.iter().skip(at).map(|p| p.text);
    let first = rest.next()?;
    let mut code = code_part(first).to_owned();
    let mut name: Vec<&str> = vec![first.get(code.len()..).unwrap_or("")];
    if code.len() < PROJECT_CODE && name.iter().all(|n| n.is_empty()) {
        let second = rest.next()?;
        let lacking = (PROJECT_CODE - code.len()).min(code_part(second).len());
        let (tail, left) = second.split_at(lacking);
        code.push_str(tail);
        name = vec![left];
    }
    if code.len() != PROJECT_CODE {
        return None;
    }
    name.extend(rest);
    if let Some(first) = name.first_mut() {
        *first = first.trim_start_matches(['-', '—', '－']);
    }
    let mut text = Text { sort: Sort::Project, code, ..Text::default() };
    if let Some((_, false)) = header.class() {
        text.class = name.pop().unwrap_or("").to_owned();
    }
    text.name = join(name);
    Some(text)
}

/// The part of a code that a piece begins with.
fn code_part(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c.is_ascii_uppercase())).unwrap_or(text.len());
    text.get(..end.min(PROJECT_CODE)).unwrap_or("")
}

/// A unit printed with its code (`508001-某县水利局`), wrapped up to the next number or code.
fn find_unit(before: &[Piece]) -> Option<String> {
    let is_head = |p: &Piece| {
        let digits = p.text.chars().take_while(char::is_ascii_digit).count();
        matches!(digits, 3 | 6 | 9) && p.text.get(digits..).is_some_and(|rest| rest.starts_with(['-', '—', '－']))
    };
    let at = before.iter().rposition(is_head)?;
    let starts_with_digit = |p: &Piece| p.text.starts_with(|c: char| c.is_ascii_digit());
    let rest = before.iter().skip(at + 1).take_while(|p| !starts_with_digit(p)).map(|p| p.text);
    Some(join(before.get(at).map(|p| p.text).into_iter().chain(rest)))
}
