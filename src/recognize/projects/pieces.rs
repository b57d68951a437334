//! The pieces of a broken table: what stands between blanks and line ends, in reading order.

use crate::{
    model::{parse_amount, text::squeeze},
    recognize::Line,
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

/// All pieces of these lines. Lines that state the agency and the unit of the amounts are left out.
pub(crate) fn pieces<'a>(lines: &[Line<'a>]) -> Vec<Piece<'a>> {
    let mut out = Vec::new();
    let mut blanks = 0;
    let mut page = lines.first().map_or(0, |l| l.page);
    for line in lines {
        if line.is_blank() {
            blanks += 1;
            continue;
        }
        if !states_unit(line.text) {
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

/// `部门名称：某局 单位：万元`
pub(crate) fn states_unit(line: &str) -> bool {
    let text = squeeze(line);
    ["单位:万元", "单位:元", "单位:亿元", "单位:人民币元", "单位:人民币万元"].iter().any(|u| text.ends_with(u))
        || ["部门名称:", "部门/单位:", "部门(单位):", "单位名称:", "部门:"].iter().any(|p| text.starts_with(p))
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
    fn broken_amounts_show_their_decimals() {
        assert_eq!(
            [decimals("0.0"), decimals("8,911.0"), decimals("12."), decimals("1101")],
            [Some(1), Some(1), Some(0), None]
        );
    }
}
