//! How paragraphs are numbered: that tells which of them are items of one list.

use crate::prose::lexer::Folded;

/// How paragraphs are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    None,
    /// 一、
    Chinese,
    /// （一）
    ChineseBrackets,
    /// 1.
    Digits,
    /// （1）
    DigitsBrackets,
}

/// The numbering at the head of a paragraph.
pub(super) fn style(text: &Folded, from: usize, to: usize) -> Style {
    let at = text.skip(from, to);
    let bracket = text.at(at) == '(';
    let first = at + usize::from(bracket);
    let is = |i: usize, digits: &str| i < to && digits.contains(text.at(i));
    let run = |digits: &str| (first..to).take_while(|&i| is(i, digits)).count();
    let (digits, chinese) = (run("0123456789"), run("一二三四五六七八九十廿"));
    let after = text.at(text.skip(first + digits.max(chinese), to));
    match () {
        () if bracket && chinese > 0 && after == ')' => Style::ChineseBrackets,
        () if bracket && digits > 0 && after == ')' => Style::DigitsBrackets,
        () if chinese > 0 && matches!(after, '、' | '.' | ',') => Style::Chinese,
        () if digits > 0 && digits < 3 && matches!(after, '、' | '.' | ',') => Style::Digits,
        () => Style::None,
    }
}
