//! What the text must tell (K4), found by meaning in headings and sentences, whatever they are called.

use super::overview::Overview;
use crate::{
    check::{Finding, Severity},
    model::{Disclosure, Stage, text::squeeze},
};

/// A topic that the text must tell of.
struct Topic {
    name: &'static str,
    /// One of these words, in a heading, a sentence or the title of a table.
    words: &'static [&'static str],
    /// And one of these in the same paragraph, where there are any.
    with: &'static [&'static str],
    /// What the regulation asks for step by step (逐步公开): before this year only a hint.
    since: i32,
}

const CHANGE: &[&str] = &[
    "增加",
    "减少",
    "增长",
    "下降",
    "持平",
    "一致",
    "增减",
    "上升",
    "降低",
    "相同",
    "不变",
    "无变化",
    "未增",
    // 决算: against the budget.
    "大于",
    "小于",
    "高于",
    "低于",
];

const TOPICS: &[Topic] = &[
    Topic { name: "部门职责", words: &["职责", "职能", "主要任务"], with: &[], since: 0 },
    Topic {
        name: "机构设置",
        words: &[
            "机构设置",
            "内设机构",
            "机构情况",
            "机构构成",
            "下设",
            "内设",
            "单位构成",
            "预算单位",
            "所属单位",
            "决算单位",
            "下属",
        ],
        with: &[],
        since: 0,
    },
    Topic {
        name: "收支增减变化",
        words: &["上年", "同比", "比20", "较20", "与20", "上一年", "年初预算", "去年"],
        with: CHANGE,
        since: 0,
    },
    Topic {
        name: "机关运行经费",
        words: &["机关运行经费", "运行经费", "机构运转经费", "机构运行", "日常公用经费"],
        with: &[],
        since: 0,
    },
    Topic { name: "政府采购", words: &["政府采购", "采购预算", "采购支出"], with: &[], since: 0 },
    Topic {
        name: "国有资产占用",
        words: &["国有资产", "资产占", "固定资产", "资产总额", "资产情况", "资产信息", "共有车辆"],
        with: &[],
        since: 2020,
    },
    Topic { name: "预算绩效", words: &["绩效"], with: &[], since: 2020 },
    Topic {
        name: "“三公”经费增减原因", words: &["三公", "公务接待费", "公务用车"], with: CHANGE, since: 0
    },
    Topic {
        name: "名词解释",
        words: &["名词解释", "名称解释", "名词说明", "专业名词", "专业性名词", "术语"],
        with: &[],
        since: 0,
    },
];

/// K4: the topics that the text does not tell of. Where most of them are not there the text was not read, or
/// stands in another file: then that is said once.
pub(super) fn check(d: &Disclosure, overview: &Overview) -> Vec<Finding> {
    if !overview.has_text() {
        return if overview.has_tables() && !d.tables.is_empty() { vec![no_text()] } else { Vec::new() };
    }
    let words = paragraphs(d);
    let absent: Vec<&Topic> = TOPICS.iter().filter(|t| !is_told(t, &words)).collect();
    if absent.len() * 2 > TOPICS.len() {
        return vec![no_text()];
    }
    absent.into_iter().map(|topic| missing(d, topic)).collect()
}

fn no_text() -> Finding {
    Finding::new(
        "K4",
        Severity::Hint,
        "没有读到完整的情况说明（可能在另外的文件里，或是图片）；职责、机构、增减变化、名词解释等无法核对。",
    )
}

fn missing(d: &Disclosure, topic: &Topic) -> Finding {
    let early = d.year.is_some_and(|y| y < topic.since);
    let name = topic.name;
    let message = if early {
        format!("情况说明没有写“{name}”；这一项当时要求逐步公开。")
    } else {
        format!("情况说明没有写“{name}”；{}应当对此作出说明，没有发生的也要写明。", stage(d))
    };
    Finding::new("K4", if early { Severity::Hint } else { Severity::Missing }, message)
}

fn stage(d: &Disclosure) -> &'static str {
    match d.stage {
        Stage::Budget => "预算公开",
        Stage::FinalAccounts => "决算公开",
    }
}

/// Paragraphs with their headings; titles, notes and rest of tables count as told, too.
fn paragraphs(d: &Disclosure) -> Vec<String> {
    let mut out = Vec::new();
    for (_, section) in d.narrative() {
        let heading = squeeze(&section.heading);
        if section.text.trim().is_empty() {
            out.push(heading);
            continue;
        }
        // Reasons may stand a sentence after what they are reasons of.
        out.push(format!("{heading}{}", squeeze(&section.text)));
    }
    for table in &d.tables {
        out.push(squeeze(&table.title));
        out.extend(table.notes.iter().map(|n| squeeze(n)));
        out.push(squeeze(&table.raw));
    }
    out
}

fn is_told(topic: &Topic, paragraphs: &[String]) -> bool {
    let any = |text: &String, words: &[&str]| words.iter().any(|w| text.contains(w));
    paragraphs.iter().any(|p| any(p, topic.words) && (topic.with.is_empty() || any(p, topic.with)))
}
