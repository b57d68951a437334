//! A report as text for a terminal.

use std::fmt::Write;

use super::{Item, Report, words};

/// The report; `all` lists hints, too.
pub fn to_string(report: &Report, all: bool) -> String {
    let mut out = format!("{}：{}\n", report.file, report.title);
    // Writing to a String cannot fail.
    let _ = writeln!(out, "  {}：{}", words::extent(report), words::tally(report.tally()));
    for notice in &report.notices {
        let _ = writeln!(out, "  说明 {}", notice.text);
    }
    for (family, _) in report.families() {
        let mut items = report.of_family(family).peekable();
        if items.peek().is_some() {
            let _ = writeln!(out, "  【{}】", family.name());
        }
        items.for_each(|item| write_item(&mut out, item));
    }
    match report.hints.len() {
        0 => {}
        _ if all => {
            out.push_str("  【提示】\n");
            report.hints.iter().for_each(|item| write_item(&mut out, item));
        }
        hints => {
            let _ = writeln!(out, "  另有 {hints} 条提示，加 --all 逐条列出");
        }
    }
    if !report.dismissed.is_empty() {
        out.push_str("  【已排除】\n");
        report.dismissed.iter().for_each(|item| write_item(&mut out, item));
    }
    let aside = || report.rules.iter().filter(|r| !r.aside.is_empty());
    match aside().count() {
        0 => {}
        _ if all => {
            out.push_str("  【没有比较的自定义规则】\n");
            aside().for_each(|r| {
                let _ = writeln!(out, "  {} {}　{}", r.id, r.title, r.aside);
            });
        }
        n => {
            let _ = writeln!(out, "  另有 {n} 条自定义规则没有比较，加 --all 写明原因");
        }
    }
    if report.rules.iter().any(|r| r.off || r.severity.is_some()) {
        let _ = writeln!(out, "  {}", words::rules(report));
    }
    out
}

fn write_item(out: &mut String, item: &Item) {
    let page = if item.at.source.is_empty() { String::new() } else { format!("〔{}〕", item.at.source) };
    let (severity, number, rule) = (item.severity.name(), item.number, item.rule);
    let _ = writeln!(out, "  {severity} {number:>2} {rule:<4} {}{page}", words::message(item));
    let mut more = |text: &str| {
        let _ = writeln!(out, "             {text}");
    };
    if let Some(quote) = &item.quote {
        more(&format!("原文：{quote}"));
    }
    words::suspects(item).for_each(|(word, s)| more(&format!("{word}：{s}")));
    if let Some(review) = words::review(item) {
        more(&review);
    }
}
