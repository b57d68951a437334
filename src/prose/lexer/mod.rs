//! Sentences and numbers.
//!
//! A number is whatever is printed in digits. Most are figures; dates, numbering of lists, document numbers,
//! codes and bounds (`50万元以上`, `≥95%`) are not, and are told apart here by what stands around them.

mod around;
mod folded;
mod unit;

pub(super) use folded::Folded;

use rust_decimal::Decimal;

use crate::model::{Section, TextRef, Unit, parse_amount};

/// A sentence: from one full stop (or line end) to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its characters, without the full stop.
    pub at: TextRef,
}

/// What a number measures, by what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Measure {
    /// `3.50万元`, `13 万`: money.
    Money(Unit),
    /// `28.68%`
    Percent,
    /// `3‰`
    PerMille,
    /// `2.5个百分点`
    Points,
    /// `4个`, `1辆`, `30万人`: the measure word.
    Count(String),
    /// `2025年`
    Year,
    /// Nothing that is known.
    Plain,
}

/// A number in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its digits, with sign and separators, without the unit.
    pub at: TextRef,
    /// One past its unit.
    pub end: u32,
    /// Its scale is the number of decimals printed.
    pub value: Decimal,
    /// What it measures.
    pub measure: Measure,
    /// It states how much of something there is: no date, numbering, code, range or bound.
    pub figure: bool,
    /// Index into the sentences.
    pub sentence: usize,
}

/// All sentences and numbers of a text.
pub(super) fn read(sections: &[Section]) -> (Vec<Sentence>, Vec<Number>) {
    let (mut sentences, mut numbers) = (Vec::new(), Vec::new());
    for (index, section) in (0u32..).zip(sections) {
        let text = Folded::new(&section.text);
        let mut from = 0;
        for end in 0..=text.len() {
            if end < text.len() && !is_end(text.at(end)) {
                continue;
            }
            if (from..end).any(|i| !text.at(i).is_whitespace()) {
                numbers_in(&text, index, from..end, sentences.len(), &mut numbers);
                sentences.push(Sentence { at: reference(index, from, end) });
            }
            from = end + 1;
        }
    }
    (sentences, numbers)
}

/// What ends a sentence.
pub(super) fn is_end(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '\n')
}

fn reference(section: u32, from: usize, to: usize) -> TextRef {
    let n = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    TextRef { section, from: n(from), to: n(to) }
}

fn numbers_in(text: &Folded, section: u32, within: std::ops::Range<usize>, sentence: usize, out: &mut Vec<Number>) {
    let mut at = within.start;
    while at < within.end {
        if !text.at(at).is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits = around::Digits::at(text, at, &within);
        at = digits.to;
        let unit = unit::behind(text, digits.to, within.end);
        let from = around::sign(text, digits.from, within.start, &unit.measure);
        let printed: String = (from..digits.to).map(|i| text.at(i)).collect();
        let Some(value) = parse_amount(&printed) else { continue };
        let measure = match unit.measure {
            Measure::Plain if around::is_first_year(text, &digits, within.end) => Measure::Year,
            Measure::Year if !around::is_year(value) => Measure::Plain,
            other => other,
        };
        let figure = !matches!(measure, Measure::Year | Measure::Plain)
            && digits.plain
            && !around::is_no_figure(text, from, digits.to, unit.end, &within);
        let end = if measure == Measure::Plain { digits.to } else { unit.end };
        let at = reference(section, from, digits.to);
        out.push(Number { at, end: u32::try_from(end).unwrap_or(u32::MAX), value, measure, figure, sentence });
    }
}

#[cfg(test)]
mod tests;
