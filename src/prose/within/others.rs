//! N15: the name of another agency, whose text was taken over: `清江县水务局2025年机关运行经费…` in the
//! disclosure of another county's bureau.

use super::{Facts, Note};
use crate::{
    model::{Disclosure, RowRole, TextRef, text::squeeze},
    prose::Gravity,
};

/// What the name of an agency ends in.
const ENDS: &[&str] = &["局", "委员会", "办公室", "办事处", "联合会", "人民政府", "厅", "法院", "检察院"];

/// What stands in front: it belongs to a place.
const PLACES: &[char] = &['省', '市', '县', '区', '旗', '州', '盟'];

/// What is said of an agency as of the one that publishes.
const PUBLISHES: &[&str] = &[
    "收支",
    "收入",
    "支出",
    "一般公共预算",
    "政府性基金",
    "国有资本经营",
    "财政拨款",
    "部门预算",
    "单位预算",
    "“三公”",
    "\"三公\"",
    "机关运行经费",
    "政府采购",
    "没有使用",
    "没有安排",
    "未安排",
    "无政府性基金",
    "无国有资本",
    "因公出国",
    "公务接待费",
    "公务用车",
];

/// The longest name, and how often one that is taken over may occur: one that the text names often is known to it.
const LONGEST: usize = 25;
const SELDOM: usize = 2;

pub(super) fn notes(d: &Disclosure, facts: &Facts, out: &mut Vec<Note>) {
    let agency = squeeze(&d.agency);
    let own = |text: &str| text.matches(agency.as_str()).count();
    let texts: Vec<String> = d.prose.iter().map(|s| squeeze(&format!("{}{}", s.heading, s.text))).collect();
    // Of an agency that the text hardly names it is not sure that it publishes.
    if agency.chars().count() < 5 || texts.iter().map(|t| own(t)).sum::<usize>() < 3 {
        return;
    }
    let rows = || d.tables.iter().flat_map(|t| &t.panels).flat_map(|p| &p.rows);
    let units: Vec<String> = rows().filter(|r| r.role == RowRole::Unit).map(|r| squeeze(&r.name)).collect();
    for sentence in &facts.prose.sentences {
        let words = facts.words(sentence.at);
        let Some(name) = publisher(&words) else { continue };
        let is_own = agency.ends_with(name) || name.ends_with(agency.as_str()) || name.contains(agency.as_str());
        let is_unit = units.iter().any(|u| u.contains(name) || name.contains(u.as_str()));
        let often = texts.iter().map(|t| t.matches(name).count()).sum::<usize>() > SELDOM;
        if is_own || is_unit || often {
            continue;
        }
        let Some(from) = facts.find(sentence.at.section, sentence.at.from, sentence.at.to, &[name]) else { continue };
        let to = from.saturating_add(u32::try_from(name.chars().count()).unwrap_or(0));
        let message = format!("这里写的是“{name}”，本文件公开的是“{}”，疑为套用的文字没有改。", d.agency.trim());
        let at = TextRef { from, to, ..sentence.at };
        out.push(Note { rule: "N15", at, gravity: Gravity::Suspicious, message });
    }
}

/// The agency of which a sentence speaks as of the one that publishes: `某局2025年…预算`, `2025年，某局的机关运行经费…`.
fn publisher(sentence: &str) -> Option<&str> {
    let year = sentence.find("20").filter(|at| sentence.get(at + 4..).is_some_and(|r| r.starts_with('年')))?;
    let behind = sentence.get(year + 4..)?.strip_prefix('年')?;
    let behind = behind.strip_prefix('度').unwrap_or(behind);
    let before = sentence.get(..year)?;
    if is_agency(before) && says(behind) {
        return Some(before);
    }
    let rest = behind.trim_start_matches(',');
    let ends = rest.char_indices().take(LONGEST).map(|(at, c)| at + c.len_utf8());
    let name = ends.filter_map(|to| rest.get(..to)).filter(|name| is_agency(name));
    let name = name.filter(|name| rest.get(name.len()..).is_some_and(|r| says(r.strip_prefix('的').unwrap_or(r))));
    name.last().filter(|_| before.is_empty())
}

/// What follows says what a publisher says of itself.
fn says(text: &str) -> bool {
    PUBLISHES.iter().any(|word| text.starts_with(word))
}

fn is_agency(name: &str) -> bool {
    let long = (5..=LONGEST).contains(&name.chars().count());
    long && name.chars().all(crate::model::text::is_han)
        && ENDS.iter().any(|end| name.ends_with(end))
        && name.chars().skip(1).take(8).any(|c| PLACES.contains(&c))
}
