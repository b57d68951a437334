//! The pieces of a broken table: what stands between blanks and line ends, in reading order.

use std::collections::HashSet;

use crate::{
    model::{parse_amount, text::squeeze},
    recognize::{
        Line,
        segment::{is_agency_line, unit_in},
    },
};

/// A run of text without blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// The text.
    pub text: &'a str,
    /// Its line.
    pub line: u32,
    /// A page break stands before its line: another page, or more than one blank line.
    pub after_break: bool,
    /// Another piece stands before it on its line.
    pub follows: bool,
}

/// How many blank lines make a page break: within a table, lines are one blank apart at most.
const BREAK: usize = 2;

/// All pieces of these lines. Page numbers, and lines that state the agency and the unit of the amounts, are
/// left out.
pub(crate) fn pieces<'a>(lines: &[Line<'a>]) -> Vec<Piece<'a>> {
    let mut out = Vec::new();
    let page_numbers = page_numbers(lines);
    let mut blanks = 0;
    let mut page = lines.first().map_or(0, |l| l.page);
    for line in lines {
        if line.is_blank() {
            blanks += 1;
            continue;
        }
        if !states_unit(line.text) && !page_numbers.contains(&line.number) {
            let after_break = blanks >= BREAK || line.page != page;
            for (i, text) in line.text.split_whitespace().enumerate() {
                out.push(Piece { text, line: line.number, after_break: after_break && i == 0, follows: i > 0 });
            }
        }
        blanks = 0;
        page = line.page;
    }
    out
}

/// The lines that are page numbers. With dashes (`- 12 -`) or words (`第12页`) they are sure. A bare number could
/// as well be a code or the tail of an amount: it is a page number if one more follows page after page.
fn page_numbers(lines: &[Line]) -> HashSet<u32> {
    let printed: Vec<&Line> = lines.iter().filter(|l| !l.is_blank()).collect();
    let number = |l: &&Line| -> Option<u32> { squeeze(l.text).parse().ok().filter(|n| *n < 10_000) };
    let has_pages = lines.first().zip(lines.last()).is_some_and(|(a, b)| a.page != b.page);
    let mut lasts: Vec<&Line> = printed
        .windows(2)
        .filter_map(|pair| match pair {
            [last, next] if has_pages => (last.page != next.page).then_some(*last),
            [last, next] => (next.number - last.number > u32::try_from(BREAK).unwrap_or(2)).then_some(*last),
            _ => None,
        })
        .collect();
    let one_more = |pair: &[&Line]| match pair {
        [a, b] => number(a).zip(number(b)).is_some_and(|(a, b)| a + 1 == b),
        _ => false,
    };
    let mut found = HashSet::new();
    if lasts.len() > 1 && lasts.windows(2).all(one_more) {
        if let Some(last) = printed.last().filter(|l| lasts.last().is_some_and(|p| one_more(&[p, l]))) {
            lasts.push(last);
        }
        found.extend(lasts.iter().map(|l| l.number));
    }
    found.extend(printed.iter().filter(|l| is_marked_page_number(l.text)).map(|l| l.number));
    found
}

/// `- 12 -`, `第12页`, `第 12 页 共 20 页`
fn is_marked_page_number(line: &str) -> bool {
    let text = squeeze(line);
    let is_count = |t: &str| !t.is_empty() && t.len() < 5 && t.chars().all(|c| c.is_ascii_digit());
    let dashed = text.strip_prefix(['-', '—', '–']).and_then(|t| t.strip_suffix(['-', '—', '–']));
    let worded = text.strip_prefix('第').and_then(|t| t.split_once('页')).map(|(number, _)| number);
    dashed.is_some_and(is_count) || worded.is_some_and(is_count) && text.chars().count() < 16
}

/// `部门名称：某局 单位：万元`
pub(crate) fn states_unit(line: &str) -> bool {
    unit_in(line).is_some() || is_agency_line(&squeeze(line))
}

/// An amount printed in full: it has decimals or thousands separators.
pub(crate) fn is_amount(text: &str) -> bool {
    text.contains(['.', ',', '，', '．']) && parse_amount(text).is_some()
}

/// Decimals printed in an amount, or in the head of one that was broken off (`0.0`, `12.`).
pub(crate) fn decimals(text: &str) -> Option<usize> {
    let (whole, fraction) = text.split_once('.')?;
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
    let whole = whole.strip_prefix('-').unwrap_or(whole).replace(',', "");
    (!whole.is_empty() && digits(&whole) && digits(fraction)).then_some(fraction.len())
}

/// Joins pieces of one cell: nothing between, but a blank between two Latin words.
pub(crate) fn join<'a>(pieces: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for piece in pieces {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        if latin(out.chars().next_back()) && latin(piece.chars().next()) {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_break_where_blank_lines_pile_up() {
        let text = "部门名称：某县水利局 单位：万元\n\n1101\n\n基本 工资\n\n\n\n0.0";
        let all = crate::recognize::lines(text);
        let seen: Vec<_> = pieces(&all).iter().map(|p| (p.text, p.line, p.after_break)).collect();
        assert_eq!(seen, [("1101", 3, false), ("基本", 5, false), ("工资", 5, false), ("0.0", 9, true)]);
    }

    #[test]
    fn numbers_that_count_pages_are_no_pieces() {
        let seen = |text: &str| -> Vec<String> {
            pieces(&crate::recognize::lines(text)).iter().map(|p| p.text.to_owned()).collect()
        };
        assert_eq!(seen("1101\n0\n\n\n\n31\n8\n\n\n\n1102"), ["1101", "0", "31", "8", "1102"]);
        assert_eq!(seen("1101\n7\n\n\n\n31\n8\n\n\n\n1102\n9"), ["1101", "31", "1102"]);
        assert_eq!(seen("1101\n- 7 -\n1102\n第8页 共9页"), ["1101", "1102"]);
    }

    #[test]
    fn broken_amounts_show_their_decimals() {
        assert_eq!(
            [decimals("0.0"), decimals("8,911.0"), decimals("12."), decimals("1101")],
            [Some(1), Some(1), Some(0), None]
        );
    }
}
