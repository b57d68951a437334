//! Names: what a figure is said of.

use super::{Subject, words};
use crate::model::text::split_numbering;

/// The name in the words before a figure. Empty where they name nothing.
pub(super) fn noun(before: &str, agency: &str) -> String {
    let mut found = "";
    // `…（项）：2025年预算数为`: what is named may stand before the colon.
    for piece in before.rsplit(':') {
        found = clean(piece, agency);
        if !found.is_empty() {
            break;
        }
    }
    found.to_owned()
}

fn clean<'a>(piece: &'a str, agency: &str) -> &'a str {
    // A heading that ran into its text.
    let text = piece.rsplit_once("情况说明").map_or(piece, |(_, rest)| if rest.is_empty() { piece } else { rest });
    let mut text = until_comparison(text.trim());
    loop {
        let before = text;
        text = split_numbering(text).1;
        text = after_item(text);
        text = words::strip_start(text, words::LEADING);
        text = after_year(text);
        text = agency_off(text, agency);
        if text == before {
            break;
        }
    }
    let whole = text;
    text = words::strip_end(text, words::TRAILING);
    // `“三公”经费数为`
    if whole.get(text.len()..).is_some_and(|end| end.starts_with("经费数")) {
        text = whole.get(..text.len() + "经费".len()).unwrap_or(text);
    }
    let text = text.trim_matches([',', ':', ' ']);
    // One quotation mark alone is what remains of a quoted name.
    let quotes = text.matches('"').count();
    let text = if quotes == 1 { text.trim_matches('"') } else { text };
    if generic(text) { "" } else { text }
}

/// Says nothing about what it is.
fn generic(text: &str) -> bool {
    matches!(
        text,
        "" | "经费数"
            | "执行数"
            | "预算执行数"
            | "资金"
            | "预算"
            | "决算"
            | "支出决算"
            | "支出预算为"
            | "年初"
            | "年"
            | "各"
            | "本"
            | "共"
            | "上"
            | "年度"
            | "其"
            | "该项"
    )
}

/// Without the number of a list in front of a subject's code: `1.2080505机关事业单位…`.
fn after_item(text: &str) -> &str {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let item = digits(text);
    let Some(rest) = text.get(item..).and_then(|r| r.strip_prefix('.')) else { return text };
    if (1..=2).contains(&item) && matches!(digits(rest), 3 | 5 | 7) { rest } else { text }
}

/// Without a year in front: `2025年`, `2025年度`.
fn after_year(text: &str) -> &str {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    match rest.strip_prefix('年') {
        Some(rest) if digits == 4 => {
            let rest = rest.strip_prefix('度').unwrap_or(rest);
            rest.strip_prefix("年初").or(rest.strip_prefix('初')).unwrap_or(rest)
        }
        _ => text,
    }
}

fn agency_off<'a>(text: &'a str, agency: &str) -> &'a str {
    // Often only the end of its name is given: `区医保局` of `某市某区医保局`.
    let ends = agency.char_indices().map(|(at, _)| agency.get(at..).unwrap_or_default());
    let ends = ends.filter(|end| end.chars().count() >= 4);
    let rest = ends.filter_map(|end| text.strip_prefix(end)).next().unwrap_or(text);
    let own = ["本部门", "我部门", "本单位", "我单位", "我局", "本局", "本年度", "今年", "部门本", "汇总"];
    let rest = words::strip_start(rest, &own);
    // `某县医保局2025年…`: whoever is named before the year publishes it.
    match rest.find("20") {
        Some(at) if at > 0 => {
            let year = rest.get(at..).map(after_year);
            let name = rest.get(..at).unwrap_or_default();
            let names_agency = ["局", "厅", "委", "办", "院", "会", "处", "中心", "部", "室", "部门", "单位"];
            match year {
                Some(year) if year.len() + at < rest.len() && names_agency.iter().any(|end| name.ends_with(end)) => {
                    year
                }
                _ => rest,
            }
        }
        _ => rest,
    }
}

/// Without what it is compared with: `“三公”经费预算比上年预算` → `“三公”经费预算`.
fn until_comparison(text: &str) -> &str {
    let compared = |rest: &str| {
        let rest = words::strip_start(rest, &["于"]);
        words::LAST_YEAR.iter().any(|w| rest.starts_with(w))
            || after_year(rest).len() < rest.len()
            || rest.starts_with("预算数")
    };
    for word in words::COMPARES {
        for (at, _) in text.match_indices(word) {
            let rest = text.get(at + word.len()..).unwrap_or_default();
            if *word == "同比" || compared(rest) {
                return text.get(..at).unwrap_or_default();
            }
        }
    }
    text
}

/// The levels of a subject named as `…（类）…（款）…（项）`.
pub(super) fn subject(text: &str) -> Option<Subject> {
    let mut subject = Subject::default();
    let mut rest = text;
    for (level, mark) in [(0, "类)"), (1, "款)"), (2, "项)")] {
        let Some(at) = rest.find(mark) else { continue };
        // The code may stand inside: `（213类）`.
        let name = rest.get(..at).unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
        let Some(name) = name.strip_suffix('(') else { continue };
        let name = name.rsplit(['"', ':', ',', ' ']).next().unwrap_or_default();
        let name = words::strip_start(split_numbering(name).1, words::LEADING).to_owned();
        rest = rest.get(at + mark.len()..).unwrap_or_default();
        match level {
            0 => subject.class = name,
            1 => subject.group = name,
            _ => subject.item = name,
        }
    }
    (subject != Subject::default()).then_some(subject)
}

/// By which two names of one thing are the same: `财政拨款收、支总预算` and `财政拨款收、支总计`.
pub(in crate::prose) fn key(name: &str) -> String {
    let mut key = name.replace("收入", "收").replace("支出", "支");
    for word in [
        "预算",
        "决算",
        "总额",
        "金额",
        "合计",
        "总计",
        "年初",
        "经费",
        "\"",
        "、",
        ",",
        "总",
        "数",
        "费",
        "(",
        ")",
        "类",
        "当年拨款",
    ] {
        key = key.replace(word, "");
    }
    key
}
