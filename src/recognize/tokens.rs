//! Words of a line: amounts, bare digits, text. Glued cells are split, spaced-out words joined.

use super::Line;
use crate::model::{parse_amount, text::is_han};

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A number with decimals, or with thousands separators: `9,812.41`.
    Amount,
    /// Digits only: a code, a serial number, a page number, or an amount without decimals.
    Digits,
    /// `12.5%`
    Share,
    /// A dash that stands for a blank.
    Dash,
    /// Anything else.
    Text,
}

/// One token with the line that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it looks like.
    pub kind: TokenKind,
    /// As printed, without surrounding space.
    pub text: String,
    /// Line number.
    pub line: u32,
}

/// Splits a line into tokens.
///
/// White space separates; so does the border between an amount and the Han character glued to it
/// (`9,812.41一、一般公共服务支出`), and between two amounts run together (`0.004.00`), which can be told
/// apart because `places` decimals are printed for each. Single Han characters in a row are one word spaced
/// out (`收 入 总 计`).
pub fn tokens(line: &Line<'_>, places: usize) -> Vec<Token> {
    let folded: String = line.text.chars().map(plain_digit).collect();
    let mut out: Vec<Token> = Vec::new();
    let mut spaced_out = false;
    for piece in folded.split_whitespace().flat_map(|word| split_glued(word, places)) {
        let single = piece.chars().count() == 1 && piece.chars().all(is_han);
        match out.last_mut() {
            Some(last) if single && spaced_out => last.text.push_str(&piece),
            // `2025 年…` is one word.
            Some(last) if last.kind == TokenKind::Digits && last.text.len() == 4 && piece.starts_with('年') => {
                last.text.push_str(&piece);
                last.kind = TokenKind::Text;
            }
            _ => out.push(Token { kind: kind_of(&piece), text: piece, line: line.number }),
        }
        spaced_out = single;
    }
    out
}

/// Full-width digits and their signs as plain ones; the rest of the text is kept as printed.
fn plain_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' => '.',
        '％' => '%',
        '－' | '−' => '-',
        c if c.is_control() => ' ',
        c => c,
    }
}

fn kind_of(piece: &str) -> TokenKind {
    if matches!(piece, "-" | "--" | "—" | "——" | "–" | "―" | "/") {
        TokenKind::Dash
    } else if piece.chars().all(|c| c.is_ascii_digit()) {
        TokenKind::Digits
    } else if piece.ends_with('%') && parse_amount(piece.trim_end_matches('%')).is_some() {
        TokenKind::Share
    } else if piece.starts_with(|c: char| c.is_ascii_digit() || "-+(（".contains(c)) && parse_amount(piece).is_some() {
        TokenKind::Amount
    } else {
        TokenKind::Text
    }
}

/// Cuts a word where an amount and Han characters, or two amounts, are glued together.
fn split_glued(word: &str, places: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let Some((start, end)) = find_amount(rest) else {
            out.push(rest.to_owned());
            break;
        };
        let before = rest.get(..start).unwrap_or_default();
        let number = rest.get(start..end).unwrap_or_default();
        if !before.is_empty() {
            out.push(before.to_owned());
        }
        out.extend(split_amounts(number, places));
        rest = rest.get(end..).unwrap_or_default();
    }
    out
}

/// The first run of digits with a decimal point that stands free, or against Han characters: byte range.
/// A run after a letter, digit sign or in a percentage is part of a word and is left alone.
fn find_amount(word: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(offset) = word.get(from..)?.find(|c: char| c.is_ascii_digit()) {
        let start = from + offset;
        let run: &str = word.get(start..)?;
        let length = run.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).unwrap_or(run.len());
        let number = run.get(..length)?.trim_end_matches(['.', ',']);
        let end = start + number.len();
        let before = word.get(..start)?.chars().next_back();
        let after = word.get(end..)?.chars().next();
        let minus = if before == Some('-') && start == 1 { 1 } else { 0 };
        let free = |c: Option<char>| c.is_none_or(|c| is_han(c) || matches!(c, '）' | ')')) || minus == 1;
        if number.contains('.') && free(before) && after.is_none_or(|c| is_han(c) || matches!(c, '（' | '(')) {
            return (start != minus || end != word.len()).then_some((start - minus, end)).or(Some((0, word.len())));
        }
        from = start + length.max(1);
        if from >= word.len() {
            return None;
        }
    }
    None
}

/// `0.004.00` → `0.00`, `4.00`: each has `places` decimals.
fn split_amounts(number: &str, places: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = number;
    while rest.matches('.').count() > 1 {
        let Some(cut) = rest.find('.').map(|p| p + 1 + places) else { break };
        match (rest.get(..cut), rest.get(cut..)) {
            (Some(head), Some(tail)) if parse_amount(head).is_some() && !tail.is_empty() => {
                out.push(head.to_owned());
                rest = tail;
            }
            _ => break,
        }
    }
    out.push(rest.to_owned());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cut(text: &str, expected: &[&str]) {
        let line = Line { number: 1, page: 1, text };
        let seen: Vec<String> = tokens(&line, 2).into_iter().map(|t| t.text).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn glued_cells_come_apart() {
        cut(
            "一、一般公共预算拨款收入 9,812.41一、一般公共服务支出 0.00",
            &["一、一般公共预算拨款收入", "9,812.41", "一、一般公共服务支出", "0.00"],
        );
        cut("5.12 0.004.00 0.00", &["5.12", "0.00", "4.00", "0.00"]);
        cut("（一）拨款 9812.41（一）一般公共服务支出", &["（一）拨款", "9812.41", "（一）一般公共服务支出"]);
        cut("上年结转结余 4.67年终结转结余 -3.50", &["上年结转结余", "4.67", "年终结转结余", "-3.50"]);
    }

    #[test]
    fn spaced_out_words_are_joined() {
        cut("收 入 总 计 9,817.07支 出 总 计 9817.07", &["收入总计", "9,817.07", "支出总计", "9817.07"]);
        cut("本　年　收　入　合　计 1.00", &["本年收入合计", "1.00"]);
    }

    #[test]
    fn what_only_looks_like_an_amount_stays_whole() {
        cut(
            "≥15.3万元 v1.2 508001-某局（本级） 42130324032T000000107",
            &["≥15.3万元", "v1.2", "508001-某局（本级）", "42130324032T000000107"],
        );
    }

    #[test]
    fn kinds_are_told_by_their_looks() {
        let line = Line { number: 1, page: 1, text: "2101501 行政运行 1,234 0.50 12.5% —" };
        let kinds: Vec<TokenKind> = tokens(&line, 2).into_iter().map(|t| t.kind).collect();
        use TokenKind::*;
        assert_eq!(kinds, [Digits, Text, Amount, Amount, Share, Dash]);
    }
}
