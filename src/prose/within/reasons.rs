//! The reasons that a text gives for changes. N5: a reason that can be measured cannot explain the opposite: fewer
//! people do not cost more.

use super::{Facts, Note};
use crate::{
    model::{TextRef, with_thousands},
    prose::{Direction, Given, Gravity, Measure, Role},
};

const PEOPLE: &[&str] = &["人员", "人数", "职工", "在职", "编制", "人"];
const FEWER: &[&str] = &["减少", "少", "调出", "调离", "下降", "减员", "人员退休", "人退休", "离职"];
const MORE: &[&str] = &[
    "增加",
    "增",
    "新",
    "调入",
    "招",
    "多",
    "提高",
    "上调",
    "调整",
    "标准",
    "基数",
    "补",
    "上涨",
    "上升",
    "清算",
    "调标",
    "晋",
    "调资",
    "薪",
    "政策",
    "退休人员",
    "离退休",
];

const REASON: &[&str] = &["主要原因", "主要是", "主要由于", "由于", "原因是", "原因为"];

pub(super) fn notes(facts: &Facts, out: &mut Vec<Note>) {
    for (at, statement) in facts.all() {
        let Role::Change(direction) = statement.role else { continue };
        let Some(number) = facts.prose.numbers.get(statement.number) else { continue };
        if statement.aside || !facts.is_money(at) || number.value.is_zero() {
            continue;
        }
        let retires =
            statement.topics.iter().take(2).any(|t| ["退休", "离休", "抚恤", "遗属"].iter().any(|w| t.contains(w)));
        let Some((place, reason)) = reason(facts, number.sentence, number.end) else { continue };
        let has = |words: &[&str]| words.iter().any(|w| reason.contains(w));
        if retires || !has(PEOPLE) {
            continue;
        }
        let contradicts = match direction {
            Direction::Up => has(FEWER) && !has(MORE),
            Direction::Down => {
                has(&["人员增加", "人数增加", "新增人员", "人员调入", "增人", "职工增加"])
                    && !has(FEWER)
                    && !has(&["缩减", "压减", "压缩", "节约"])
            }
            _ => false,
        };
        if contradicts {
            let (word, people) = if direction == Direction::Up { ("增加", "减少") } else { ("减少", "增加") };
            let topic = statement.topics.first().map_or("", String::as_str);
            let unit = if let Measure::Money(unit) = number.measure { unit.name() } else { "" };
            let message = format!(
                "“{topic}”写明{word} {}{unit}，说明的原因却是人员{people}，人员{people}不会使支出{word}，请核对金额、增减方向或原因。",
                with_thousands(number.value)
            );
            out.push(Note { rule: "N5", at: place, gravity: Gravity::Suspicious, message });
        }
    }
}

/// Every change of money for which the text says why.
pub(in crate::prose) fn given(facts: &Facts) -> Vec<Given> {
    let mut out: Vec<Given> = Vec::new();
    for (_, statement) in facts.all() {
        let (Role::Change(direction) | Role::Rate(direction)) = statement.role else { continue };
        let Some(number) = facts.prose.numbers.get(statement.number) else { continue };
        if statement.aside || direction == Direction::Either || number.value.is_zero() {
            continue;
        }
        // 增加 3 万元，增长 5%: the rate belongs to the change, and the change to the amount.
        let of = statement.of.and_then(|of| match facts.get(of)?.role {
            Role::Change(_) => facts.get(of)?.of,
            _ => Some(of),
        });
        let amount = of.filter(|of| facts.get(*of).is_some_and(|s| s.role == Role::Amount) && facts.is_money(*of));
        let (Some(amount), Some((at, _))) = (amount, reason(facts, number.sentence, number.end)) else { continue };
        let end = facts.prose.sentences.iter().find(|s| s.at.section == at.section && s.at.to >= at.to);
        let to = end.map_or(at.to, |s| s.at.to.min(at.from + QUOTED));
        let to = facts.find(at.section, at.from, to, &[";"]).filter(|_| at.to < to).unwrap_or(to);
        // The change and its rate have the same reason.
        if !out.iter().any(|g| g.amount == amount && g.at.from == at.from) {
            out.push(Given { amount, direction, at: TextRef { to, ..at } });
        }
    }
    out
}

/// As much of a reason is quoted.
const QUOTED: u32 = 300;

/// As far behind a figure as its reason begins, and as long as it is.
const NEAR: u32 = 30;
const LONGEST: u32 = 160;

/// The reason given behind a figure: in its sentence, or in the next one where that begins with it.
fn reason(facts: &Facts, sentence: usize, from: u32) -> Option<(TextRef, String)> {
    let here = facts.prose.sentences.get(sentence)?.at;
    let to = here.to.min(from + LONGEST);
    // What belongs to the next item of the list is not said of this one.
    let to = facts.find(here.section, from, to, &[";"]).unwrap_or(to);
    if let Some(at) = facts.find(here.section, from, to.min(from + NEAR), REASON) {
        let place = TextRef { from: at, to, ..here };
        return Some((place, facts.words(place)));
    }
    if to + 2 < here.to || to > from + NEAR {
        return None;
    }
    let next = facts.prose.sentences.get(sentence + 1).filter(|s| s.at.section == here.section)?.at;
    let next = TextRef { to: next.to.min(next.from + LONGEST), ..next };
    let words = facts.words(next);
    REASON.iter().any(|w| words.starts_with(w)).then_some((next, words))
}
