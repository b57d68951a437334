//! What stands around digits, and what they are for it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Folded, Measure};
use crate::model::text::is_han;

/// What bounds a target or a class of things (`≥95%`, `不少于3次`).
const BOUND_BEFORE: &[&str] = &[
    "≥",
    "≤",
    ">",
    "<",
    "≧",
    "≦",
    "不低于",
    "不少于",
    "不超过",
    "不高于",
    "不大于",
    "不小于",
    "不多于",
    "大于等于",
    "小于等于",
    "大于",
    "小于",
    "高于",
    "低于",
    "超过",
    "至少",
    "至多",
    "最高",
    "最低",
    "上限",
    "限额",
];

/// The same behind the unit (`50万元以上设备`).
const BOUND_AFTER: &[&str] = &["以上", "以下", "以内", "及以上", "及以下", "(含)", "(不含)", "左右", "内的"];

/// Digits with their separators.
pub(super) struct Digits {
    pub from: usize,
    pub to: usize,
    /// They are one number: no `2024.12.31`, no `12:30`.
    pub plain: bool,
}

impl Digits {
    /// The digits that begin at `from`, which is a digit.
    pub fn at(text: &Folded, from: usize, within: &Range<usize>) -> Self {
        let run = |mut at: usize| {
            while at < within.end && text.at(at).is_ascii_digit() {
                at += 1;
            }
            at
        };
        let mut to = run(from);
        while to - from < 16
            && to < within.end
            && text.at(to) == ','
            && run(to + 1) == to + 4
            && is_group(text, from, to)
        {
            to += 4;
        }
        let numbering = to - from <= 2 && begins(text, from, within.start);
        let fraction =
            |to: usize| (text.at(to) == '.' && to < within.end).then(|| run(to + 1)).filter(|&end| end > to + 1);
        let Some(end) = fraction(to) else { return Self { from, to, plain: true } };
        // `1.2025年…` is the first of a list, in the year 2025.
        if numbering && end == to + 5 && text.has(text.skip(end, within.end), "年") {
            return Self { from, to, plain: true };
        }
        // `1.2080505机关事业单位…`: the first of a list, with the code of a subject.
        if numbering && matches!(end - to, 4 | 6 | 8) && is_han(text.at(end)) && !is_unit(text, end) {
            return Self { from, to, plain: true };
        }
        let (mut to, mut plain) = (end, true);
        while let Some(end) = fraction(to) {
            (to, plain) = (end, false);
        }
        Self { from, to, plain }
    }
}

/// Words for money, for things or for a measure stand there.
fn is_unit(text: &Folded, at: usize) -> bool {
    let units = ["元", "万", "亿", "千", "百", "个", "人", "辆", "台", "套", "次", "平方", "公里", "亩", "吨"];
    units.iter().any(|unit| text.has(at, unit))
}

/// At most three digits lead the first group of thousands; the others have three.
fn is_group(text: &Folded, from: usize, to: usize) -> bool {
    let first = (from..to).position(|i| text.at(i) == ',').unwrap_or(to - from);
    first <= 3
}

/// Nothing stands before it in its paragraph or sentence.
fn begins(text: &Folded, from: usize, start: usize) -> bool {
    text.skip_back(from, start) == start || matches!(text.at(from.saturating_sub(1)), ';' | ':' | '。')
}

/// Where the number begins with its sign.
pub(super) fn sign(text: &Folded, from: usize, start: usize, measure: &Measure) -> usize {
    if from <= start || text.at(from - 1) != '-' || !matches!(measure, Measure::Money(_) | Measure::Percent) {
        return from;
    }
    let before = if from - 1 > start { text.at(from - 2) } else { ' ' };
    let joins = before.is_ascii_alphanumeric()
        || matches!(before, '-' | ')' | ']' | '〕' | '%' | '元' | '年' | '月' | '号' | '日');
    if joins { from } else { from - 1 }
}

/// A year that a text may speak of.
pub(super) fn is_year(value: Decimal) -> bool {
    value.scale() == 0 && (Decimal::from(1949)..=Decimal::from(2100)).contains(&value)
}

/// The first of `2023-2025年`.
pub(super) fn is_first_year(text: &Folded, digits: &Digits, to: usize) -> bool {
    let four = |from: usize| (from..from + 4).all(|i| text.at(i).is_ascii_digit());
    digits.to == digits.from + 4
        && matches!(text.at(digits.to), '-' | '—' | '~' | '至')
        && digits.to + 6 <= to
        && four(digits.to + 1)
        && text.has(digits.to + 5, "年")
}

/// Words around say that it is no figure although it has a unit.
pub(super) fn is_no_figure(text: &Folded, from: usize, to: usize, end: usize, within: &Range<usize>) -> bool {
    let before = text.skip_back(from, within.start);
    let last = if before > within.start { text.at(before - 1) } else { ' ' };
    // Names and codes: `W060701单元`, `第3名`, `A-2个`.
    if last.is_ascii_alphabetic() || matches!(last, '第' | '_' | '#' | '±') {
        return true;
    }
    // `农林水支出（213类）`
    if last == '(' && text.at(end) == ')' && matches!(text.at(end - 1), '类' | '项') {
        return true;
    }
    let ranges = |c: char| matches!(c, '-' | '~' | '—' | '–' | '至');
    // `3-5万元`
    if ranges(last) && from < to && before > within.start + 1 && text.at(before - 2).is_ascii_digit() {
        return true;
    }
    if ranges(text.at(end)) && text.at(end + 1).is_ascii_digit() {
        return true;
    }
    let after = text.skip(end, within.end);
    BOUND_BEFORE.iter().any(|words| text.ends_with(before, words))
        || BOUND_AFTER.iter().any(|words| text.has(after, words))
}
