//! The words that all formats of a report share.

use rust_decimal::Decimal;

use super::{Figure, Item, Report, RuleLine, SuspectLine, TableLine};
use crate::{
    check::{OwnOutcome, Severity, Tally},
    model::{ReviewStatus, Status, with_thousands},
};

/// The title of a report.
pub(super) fn title(report: &Report) -> String {
    format!("{}公开核对报告", report.title.replace(" · ", " "))
}

/// `10 张表，312 条关系` and, where there is text, how many of its figures were compared.
pub(super) fn extent(report: &Report) -> String {
    let mut out = format!("{} 张表，{} 条关系", report.tables.len(), report.relations);
    let figures = report.figures.len();
    if figures > 0 {
        let unchecked = report.unchecked().count();
        out.push_str(&format!("，正文数字 {figures} 个（未核对 {unchecked} 个）"));
    }
    out
}

/// `错误 3，警告 1，提示 5，缺失 0`
pub(super) fn tally(tally: Tally) -> String {
    let Tally { errors, warnings, hints, missing } = tally;
    format!("错误 {errors}，警告 {warnings}，提示 {hints}，缺失 {missing}")
}

/// What the report comes to, in one sentence.
pub(super) fn conclusion(report: &Report) -> String {
    let Tally { errors, warnings, missing, .. } = report.tally();
    let mut parts = Vec::new();
    let mut add = |n: usize, what: &str| {
        if n > 0 {
            parts.push(format!("{what} {n} 处"));
        }
    };
    add(errors, "错误");
    add(missing, "缺失");
    add(warnings, "警告");
    if parts.is_empty() {
        "未发现错误、缺失和存疑之处。".to_owned()
    } else {
        format!("发现{}。", parts.join("，"))
    }
}

/// A sign before the word, so that no severity is told by colour alone.
pub(super) fn shape(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✕",
        Severity::Missing => "○",
        Severity::Warning => "△",
        Severity::Hint => "·",
    }
}

/// The sentence with the probable cause.
pub(super) fn message(item: &Item) -> String {
    match &item.cause {
        Some(cause) => format!("{}（{cause}）", item.message),
        None => item.message.clone(),
    }
}

/// An amount with its separators; nothing for none.
pub(super) fn amount(value: Option<Decimal>) -> String {
    value.map(with_thousands).unwrap_or_default()
}

/// What is likely wrong, in sentences with what they say, except what the cause has said already.
pub(super) fn suspects(item: &Item) -> impl Iterator<Item = (&'static str, String)> + '_ {
    let said = |s: &&SuspectLine| match (&item.cause, s.value) {
        (Some(cause), Some(value)) => cause.contains(&format!("应为 {}", with_thousands(value))),
        // Then it is the word before the number.
        (Some(cause), None) => cause.starts_with(crate::check::OPPOSITE),
        _ => false,
    };
    let left = item.suspects.iter().enumerate().filter(move |(_, s)| !said(s));
    left.map(|(i, s)| (how_likely(i, s.tied), suspect(s)))
}

/// What introduces a suspect, by its place among them.
pub(super) fn how_likely(place: usize, tied: bool) -> &'static str {
    match (place, tied) {
        (_, true) => "可能有误",
        (0, false) => "最可能有误",
        (_, false) => "也可能是",
    }
}

/// `支出总表“…”的“合计”，现为 173.40，或应为 174.30`
pub(super) fn suspect(suspect: &SuspectLine) -> String {
    let SuspectLine { at, printed, value, tied, .. } = suspect;
    let mut out = at.name.clone();
    out.push_str(&if printed.is_empty() { "，现为空白".to_owned() } else { format!("，现为 {printed}") });
    if let Some(value) = value {
        out.push_str(&format!("，或应为 {}", with_thousands(*value)));
    }
    if *tied {
        out.push_str("（另有同样可能的改法）");
    }
    out
}

/// `已排除：口径不同，已与经办人核实`
pub(super) fn review(item: &Item) -> Option<String> {
    said(item.review.as_ref())
}

/// The same of what was said of anything.
pub(super) fn said(review: Option<&(ReviewStatus, String)>) -> Option<String> {
    let (status, note) = review?;
    match (status, note.is_empty()) {
        (ReviewStatus::Open, true) => None,
        (ReviewStatus::Open, false) => Some(format!("备注：{note}")),
        (status, true) => Some(status.name().to_owned()),
        (status, false) => Some(format!("{}：{note}", status.name())),
    }
}

/// How much of a table could be made out.
pub(super) fn status(table: &TableLine) -> &'static str {
    match table.status {
        Status::Unrecoverable => "未能还原，未核对",
        Status::Partial => "部分还原，未核对",
        Status::Ok if table.empty => "空表",
        Status::Ok => "已核对",
    }
}

/// How many rules were asked; those switched off and those whose severity was changed.
pub(super) fn rules(report: &Report) -> String {
    let list = |of: Vec<String>| of.join("、");
    let asked = report.rules.iter().filter(|r| !r.off).count();
    let off: Vec<String> = report.rules.iter().filter(|r| r.off).map(name).collect();
    let changed = report.rules.iter().filter_map(|r| Some(format!("{}（按{}）", name(r), r.severity?.name())));
    let changed: Vec<String> = changed.collect();
    let mut out = format!("启用规则 {asked} 条");
    if !off.is_empty() {
        out.push_str(&format!("；关闭 {} 条：{}", off.len(), list(off)));
    }
    if !changed.is_empty() {
        out.push_str(&format!("；调整了严重程度：{}", list(changed)));
    }
    out + "。"
}

/// `未比较：没有“政府采购预算表”`, or nothing where an own rule was compared throughout.
pub(super) fn aside(outcome: &OwnOutcome) -> String {
    match (&outcome.inapplicable, outcome.not_compared.as_slice()) {
        (_, reasons @ [_, ..]) => format!("未比较：{}", reasons.join("；")),
        (Some(why), []) if outcome.compared == 0 => format!("不适用：{why}"),
        _ => String::new(),
    }
}

fn name(rule: &RuleLine) -> String {
    if rule.id == rule.title { rule.id.clone() } else { format!("{} {}", rule.id, rule.title) }
}

/// Place for people: its name, and where in the source.
pub(super) fn place(item: &Item) -> String {
    joined(&item.at.name, &item.at.source)
}

/// The same of a figure of the text.
pub(super) fn figure_place(figure: &Figure) -> String {
    joined(&figure.at.name, &figure.at.source)
}

fn joined(name: &str, source: &str) -> String {
    match (name.is_empty(), source.is_empty()) {
        (_, true) => name.to_owned(),
        (true, false) => source.to_owned(),
        _ => format!("{name}，{source}"),
    }
}

/// Everything that a note on the page says of a finding.
pub(super) fn note(item: &Item) -> String {
    let mut lines = vec![message(item)];
    lines.extend(suspects(item).map(|(word, s)| format!("{word}：{s}")));
    lines.extend(review(item));
    lines.push(format!("规则 {}（{}）", item.rule, item.family.name()));
    lines.join("\n")
}
