//! What a figure is, by the words before it.

use super::{Direction, Role, words};
use crate::{model::Stage, prose::Measure};

/// What is known of the document when a figure is read.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub stage: Stage,
    pub year: Option<i32>,
}

/// What the words before a figure, and those behind, make of it.
pub(super) fn role(before: &str, after: &str, measure: &Measure, context: Context) -> Role {
    let direction = words::direction(before);
    match measure {
        Measure::Percent => percent(before, direction.map(|d| d.0)),
        Measure::Money(_) => money(before, after, direction, context),
        Measure::Count(_) => match direction {
            // `多`, `少` and the like alone do not count people: `不少2人`, `至少`.
            Some((direction, _)) => Role::Change(direction),
            None if is_last_year(before, context) => Role::Before,
            None => Role::Count,
        },
        _ => Role::Other,
    }
}

fn percent(before: &str, direction: Option<Direction>) -> Role {
    let completes = ["完成", "执行率", "完成率", "执行进度"];
    if words::has_any(before, &completes) && words::has_any(before, &["预算", "率", "决算"]) {
        return Role::Completion;
    }
    if words::has_any(before, &["占", "比重", "所占比例"]) {
        return Role::Share;
    }
    direction.map_or(Role::Other, Role::Rate)
}

fn money(before: &str, after: &str, direction: Option<(Direction, usize)>, context: Context) -> Role {
    if after.starts_with(['/', '每']) || priced(before) {
        return Role::UnitPrice;
    }
    if let Some((direction, at)) = direction {
        // `上年增加的 5万元` is a change, `新增资产 5万元` an amount.
        let word = before.get(at..).unwrap_or_default();
        if !word.starts_with("新增") {
            return Role::Change(direction);
        }
    }
    // `增加基本支出 5万元`: what changed stands behind the word.
    if let Some(direction) = led(before) {
        return Role::Change(direction);
    }
    if is_last_year(before, context) {
        return Role::Before;
    }
    let plans = ["年初预算", "预算为", "预算数为", "全年预算", "调整预算", "预算数"];
    if context.stage == Stage::FinalAccounts && words::has_any(before, &plans) && !before.contains("决算") {
        return Role::Planned;
    }
    Role::Amount
}

fn priced(before: &str) -> bool {
    let before = words::strip_end(before, &["补助标准", "标准", "按", "为", "补助", "约", "支出", "经费", "定额"]);
    ["人均", "每人", "每人每年", "每年每人", "单价", "每辆", "每台", "每套", "每户", "每次"]
        .iter()
        .any(|w| before.ends_with(w))
}

/// A word for a change leads the words, right behind what it is compared with or at the beginning.
fn led(before: &str) -> Option<Direction> {
    let mut text = before;
    for word in words::COMPARES {
        if let Some(at) = text.find(word) {
            text = text.get(at + word.len()..).unwrap_or_default();
            text = words::strip_start(text, words::LAST_YEAR);
            text = words::strip_start(text, &["度", "预算", "决算", "数"]);
        }
    }
    let starts = |words: &[&str]| words.iter().any(|w| w.len() > 3 && text.starts_with(w));
    // `少拨付0.5万元`, `多安排3万元`
    let spends = |word: &str| {
        text.strip_prefix(word)
            .is_some_and(|r| ["拨付", "安排", "支出", "下达", "投入", "列支"].iter().any(|v| r.starts_with(v)))
    };
    match () {
        () if text.starts_with("新增") => None,
        () if starts(words::UP) || spends("多") => Some(Direction::Up),
        () if starts(words::DOWN) || spends("少") => Some(Direction::Down),
        () => None,
    }
}

/// The words speak of last year's figure.
pub(super) fn is_last_year(before: &str, context: Context) -> bool {
    if words::has_any(before, words::NOT_LAST_YEAR) {
        return false;
    }
    let last = context.year.map(|year| format!("{}年", year - 1));
    words::has_any(before, words::LAST_YEAR) || last.is_some_and(|year| before.contains(&year))
}
