//! What stands behind a number: its unit or measure word.

use super::{Folded, Measure};
use crate::model::Unit;

/// What is counted in texts of this kind, longest first.
const COUNTED: &[&str] = &[
    "平方米",
    "人次",
    "批次",
    "个",
    "辆",
    "台",
    "套",
    "人",
    "名",
    "项",
    "家",
    "次",
    "户",
    "条",
    "批",
    "件",
    "份",
    "处",
    "间",
    "场",
    "亩",
    "吨",
    "所",
    "座",
    "张",
    "只",
    "期",
    "篇",
    "部",
    "幢",
    "栋",
    "类",
    "㎡",
];

/// Looks like a measure word and is none: durations, rates.
const NOT_COUNTED: &[&str] = &["个月", "个工作日", "个季度", "个小时", "次方", "项目", "期末", "期初", "部分", "类推"];

/// A measure and where it ends.
pub(super) struct Behind {
    pub measure: Measure,
    pub end: usize,
}

/// What stands behind the digits that end at `at`.
pub(super) fn behind(text: &Folded, at: usize, to: usize) -> Behind {
    let from = text.skip(at, to.min(at + 4));
    let found = |measure, words: &str| Behind { measure, end: from + words.chars().count() };
    for (words, measure) in [
        ("亿元", Measure::Money(Unit::Yi)),
        ("万元", Measure::Money(Unit::Wan)),
        ("元", Measure::Money(Unit::Yuan)),
        ("%", Measure::Percent),
        ("‰", Measure::PerMille),
        ("个百分点", Measure::Points),
        ("百分点", Measure::Points),
        ("年", Measure::Year),
    ] {
        if text.has(from, words) {
            return found(measure, words);
        }
    }
    if NOT_COUNTED.iter().any(|words| text.has(from, words)) {
        return Behind { measure: Measure::Plain, end: at };
    }
    for tens in ["万", "亿", ""] {
        if !text.has(from, tens) {
            continue;
        }
        let after = from + tens.chars().count();
        if let Some(word) = COUNTED.iter().find(|word| text.has(after, word)) {
            return found(Measure::Count(format!("{tens}{word}")), &format!("{tens}{word}"));
        }
        // `办公费 13 万、印刷费…`: the 元 is left out. Before anything else `万` is part of a word.
        let ends = after >= to || !text.at(after).is_alphanumeric() || text.has(after, "和") || text.has(after, "及");
        match tens {
            "万" if ends => return found(Measure::Money(Unit::Wan), tens),
            "亿" if ends => return found(Measure::Money(Unit::Yi), tens),
            _ => {}
        }
    }
    Behind { measure: Measure::Plain, end: at }
}
