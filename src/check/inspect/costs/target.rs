//! What an indicator of a performance form promises in money: `≤23万元`, `≤ | 10 | 万元`, `不超过3万元`, `500元/人`.

use rust_decimal::Decimal;

use crate::model::{Unit, parse_amount, text::squeeze};

/// What a target in money means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// So much at most, or exactly.
    AtMost,
    /// So much at least: no cap.
    AtLeast,
    /// For one of several things (`元/人`, 人均): what all of them cost is not told.
    Each,
}

/// A target in money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// What costs so much; empty where nothing is printed before the figure.
    pub name: String,
    pub bound: Bound,
    /// In its unit.
    pub value: Decimal,
    pub unit: Unit,
}

const AT_MOST: &[&str] = &[
    "小于或等于",
    "小于等于",
    "不超过",
    "不高于",
    "不大于",
    "不多于",
    "控制在",
    "低于",
    "小于",
    "等于",
    "≤",
    "<=",
    "<",
    "=",
];
const AT_LEAST: &[&str] = &["大于或等于", "大于等于", "不低于", "不少于", "不小于", "高于", "大于", "≥", ">=", ">"];
const EACH: &[&str] = &["人均", "户均", "平均", "单位成本", "单价", "标准", "每"];
const UNITS: [(&str, Unit); 3] = [("万元", Unit::Wan), ("亿元", Unit::Yi), ("元", Unit::Yuan)];

/// The target in money that these words of an indicator state, from its name to its unit; `before` is what stood
/// before them.
pub(super) fn read<'w>(words: impl Iterator<Item = &'w str>, before: &str) -> Option<Target> {
    let mut name = String::new();
    let mut bound = None;
    let mut value = None;
    for word in words {
        let word = squeeze(word);
        let mut rest = word.trim_start_matches(['`', '\'', '’']);
        if value.is_none() {
            if let Some((sign, is_cap)) = signed(rest) {
                bound = Some(if is_cap { Bound::AtMost } else { Bound::AtLeast });
                rest = rest.get(sign..).unwrap_or_default();
            } else if let Some((at, is_cap)) = sign_inside(rest) {
                // `项目总成本≤23万元` in one cell.
                let (head, tail) = rest.split_at(at);
                name.push_str(head);
                bound = Some(if is_cap { Bound::AtMost } else { Bound::AtLeast });
                rest = signed(tail).and_then(|(sign, _)| tail.get(sign..)).unwrap_or_default();
            }
        }
        if rest.is_empty() {
            continue;
        }
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
        let (figure, unit) = rest.split_at(digits);
        match parse_amount(figure) {
            Some(figure) => value = Some(figure),
            // A name, or the remark behind a figure of something else.
            None if !figure.is_empty() => return None,
            None if value.is_none() => {
                name.push_str(rest);
                continue;
            }
            None => {}
        }
        if unit.is_empty() {
            continue;
        }
        let (unit, each) = money(unit)?;
        let name = if name.is_empty() { squeeze(before) } else { name };
        let each = each || EACH.iter().any(|w| name.contains(w));
        let bound = if each { Bound::Each } else { bound.unwrap_or(Bound::AtMost) };
        return Some(Target { name, bound, value: value?, unit });
    }
    // `项目总成本（万元） | ≤ | 23`
    let name = if name.is_empty() { squeeze(before) } else { name };
    let (_, unit) = UNITS.iter().find(|(word, _)| name.contains(&format!("({word})")))?;
    let bound = if EACH.iter().any(|w| name.contains(w)) { Bound::Each } else { bound? };
    Some(Target { name, bound, value: value?, unit: *unit })
}

/// The sign at the head, how long it is, and whether it is a cap.
fn signed(text: &str) -> Option<(usize, bool)> {
    let starts = |signs: &[&str]| signs.iter().find(|s| text.starts_with(**s)).map(|s| s.len());
    starts(AT_LEAST).map(|l| (l, false)).or_else(|| starts(AT_MOST).map(|l| (l, true)))
}

/// A sign of mathematics behind a name.
fn sign_inside(text: &str) -> Option<(usize, bool)> {
    let at = text.find(['≤', '≥', '<', '>', '='])?;
    text.get(at..).and_then(signed).map(|(_, is_cap)| (at, is_cap))
}

/// The unit of money that a text begins with, and whether it is for each of several things.
fn money(text: &str) -> Option<(Unit, bool)> {
    let (word, unit) = UNITS.into_iter().find(|(word, _)| text.starts_with(word))?;
    let behind = text.get(word.len()..).unwrap_or_default();
    // Of one year is of the project; `万元以内` is a cap.
    let each = behind.starts_with(['/', '每']) && !matches!(behind, "/年" | "每年");
    let ends = behind.is_empty()
        || each
        || ["/年", "每年", "以内", "以下", "(含)", "。", ";"].iter().any(|w| behind.starts_with(w));
    ends.then_some((unit, each))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cells: &str, before: &str) -> Option<String> {
        let target = read(cells.split('|').flat_map(str::split_whitespace), before)?;
        Some(format!("{} {:?} {}{}", target.name, target.bound, target.value, target.unit.name()))
    }

    #[test]
    fn a_cap_is_told_in_one_cell_or_in_several() {
        for (cells, before, is) in [
            ("≤23万元", "项目总成本", "项目总成本 AtMost 23万元"),
            ("印刷费 ≤1.20 万元", "", "印刷费 AtMost 1.20万元"),
            ("办公经费 | ≤ | 18 | 18 | 万元 | 3 | 正向", "", "办公经费 AtMost 18万元"),
            ("电费 | `=464.81 元", "", "电费 AtMost 464.81元"),
            ("培训费 | 不超过30,000元", "", "培训费 AtMost 30000元"),
            ("会议费 | 控制在5万元以内", "", "会议费 AtMost 5万元"),
            ("项目总成本≤20万元", "", "项目总成本 AtMost 20万元"),
            ("项目总成本（万元） | ≤ | 23", "", "项目总成本(万元) AtMost 23万元"),
            ("医疗工作经费 | ≥15万元", "", "医疗工作经费 AtLeast 15万元"),
            ("补助标准 | = | 50000 | 元/人、年", "", "补助标准 Each 50000元"),
            ("人均成本 | ≤500元", "", "人均成本 Each 500元"),
            ("年运行成本 | ≤8万元/年", "", "年运行成本 AtMost 8万元"),
        ] {
            assert_eq!(told(cells, before).as_deref(), Some(is), "{cells}");
        }
    }

    #[test]
    fn what_is_no_money_is_no_target() {
        for cells in
            ["成本控制率 | ≤100%", "参保人数 | ≥ | 362119 | 人", "2025年度工作计划", "成本 | 有效控制", "预算 | 3月"]
        {
            assert_eq!(told(cells, ""), None, "{cells}");
        }
    }
}
