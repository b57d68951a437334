//! Sentences and numbers.

use rust_decimal::Decimal;

use crate::model::{Section, TextRef, Unit, parse_amount};

/// A sentence: from one full stop (or line end) to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its characters, without the full stop.
    pub at: TextRef,
}

/// What a number measures, by what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// `3.50万元`, `13 万`: money.
    Money(Unit),
    /// `28.68%`
    Percent,
    /// `4个`, `1辆`: the measure word.
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
    /// Its scale is the number of decimals printed.
    pub value: Decimal,
    /// What it measures.
    pub measure: Measure,
    /// Index into the sentences.
    pub sentence: usize,
}

/// All sentences and numbers of a text.
pub(super) fn read(sections: &[Section]) -> (Vec<Sentence>, Vec<Number>) {
    let (mut sentences, mut numbers) = (Vec::new(), Vec::new());
    for (index, section) in (0u32..).zip(sections) {
        let text: Vec<char> = section.text.chars().collect();
        let mut from = 0;
        for end in 0..=text.len() {
            if text.get(end).is_some_and(|c| !is_end(*c)) {
                continue;
            }
            if text.get(from..end).is_some_and(|s| s.iter().any(|c| !c.is_whitespace())) {
                numbers_in(&text, index, from..end, sentences.len(), &mut numbers);
                sentences.push(Sentence { at: reference(index, from, end) });
            }
            from = end + 1;
        }
    }
    (sentences, numbers)
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
}

fn reference(section: u32, from: usize, to: usize) -> TextRef {
    let n = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    TextRef { section, from: n(from), to: n(to) }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn numbers_in(text: &[char], section: u32, within: std::ops::Range<usize>, sentence: usize, out: &mut Vec<Number>) {
    let mut at = within.start;
    while at < within.end {
        if !text.get(at).copied().is_some_and(is_digit) {
            at += 1;
            continue;
        }
        let mut end = at;
        let part = |i: usize| {
            let next_is_digit = || text.get(i + 1).copied().is_some_and(is_digit) && i + 1 < within.end;
            text.get(i)
                .copied()
                .is_some_and(|c| is_digit(c) || (matches!(c, '.' | '．' | ',' | '，') && next_is_digit()))
        };
        while end < within.end && part(end) {
            end += 1;
        }
        let printed: String = text.get(at..end).unwrap_or_default().iter().collect();
        if let Some(value) = parse_amount(&printed) {
            let behind: String = text.get(end..within.end).unwrap_or_default().iter().take(8).collect();
            let measure = measure(behind.trim_start());
            out.push(Number { at: reference(section, at, end), value, measure, sentence });
        }
        at = end;
    }
}

fn measure(behind: &str) -> Measure {
    let first = behind.chars().next();
    match () {
        () if behind.starts_with("亿元") => Measure::Money(Unit::Yi),
        () if behind.starts_with("万元") || behind.starts_with('万') => Measure::Money(Unit::Wan),
        () if behind.starts_with('元') => Measure::Money(Unit::Yuan),
        () if matches!(first, Some('%' | '％')) => Measure::Percent,
        () if behind.starts_with('年') => Measure::Year,
        () => match first.filter(|c| "个辆台套人名项家次户条批件份处间".contains(*c)) {
            Some(c) => Measure::Count(c.to_string()),
            None => Measure::Plain,
        },
    }
}
