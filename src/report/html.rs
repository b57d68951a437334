//! A report as one web page: no script, nothing fetched, fit for paper.

use std::fmt::Write;

use super::{
    Item, Report,
    lists::{self, List},
    words,
};
use crate::check::Severity;

/// The page.
pub fn to_string(report: &Report) -> String {
    let mut out = head(&words::title(report), &report.file, "");
    summary(&mut out, report);
    contents(&mut out, report);
    for (family, _) in report.families() {
        let items: Vec<_> = report.of_family(family).collect();
        if !items.is_empty() {
            let name = family.name();
            section(&mut out, &format!("{family:?}"), &format!("{name}（{} 处）", items.len()));
            items.into_iter().for_each(|item| write_item(&mut out, item));
        }
    }
    for list in lists::behind(report) {
        section(&mut out, list.anchor, &list.title);
        if !list.remark.is_empty() {
            let _ = writeln!(out, "<p class=\"remark\">{}</p>", list.remark);
        }
        table(&mut out, &list);
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Everything up to the first section: title, and where it comes from. `style` is added to the common one.
pub(super) fn head(title: &str, source: &str, style: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{}{style}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p class=\"source\">{}</p>\n</header>\n",
        include_str!("style.css"),
        escape(source),
    )
}

fn summary(out: &mut String, report: &Report) {
    section(out, "summary", "概要");
    let _ = write!(out, "<p class=\"conclusion\">{}</p>\n<dl>\n", escape(&words::conclusion(report)));
    let mut entry = |name: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(out, "<dt>{name}</dt><dd>{}</dd>", escape(&value));
        }
    };
    entry("部门", report.agency.clone());
    entry("年度", report.year.map(|y| format!("{y} 年{}", report.stage.name())).unwrap_or_default());
    entry("文件", report.sources.join("、"));
    entry("核对范围", words::extent(report));
    entry("规则", words::rules(report));
    out.push_str("</dl>\n");
    if let Some(list) = lists::families(report) {
        table(out, &list);
    }
    for notice in &report.notices {
        let _ = writeln!(out, "<p class=\"remark\">读取说明：{}</p>", escape(&notice.text));
    }
}

fn contents(out: &mut String, report: &Report) {
    out.push_str("<nav>\n<ol>\n");
    let mut link = |anchor: &str, name: &str, n: usize| {
        if n > 0 {
            let _ = writeln!(out, "<li><a href=\"#{anchor}\">{name}</a> {n}</li>");
        }
    };
    for (family, _) in report.families() {
        link(&format!("{family:?}"), family.name(), report.of_family(family).count());
    }
    for list in lists::behind(report) {
        link(list.anchor, list.title.split('（').next().unwrap_or_default(), list.rows.len());
    }
    out.push_str("</ol>\n</nav>\n");
}

fn write_item(out: &mut String, item: &Item) {
    let class = class(item.severity);
    let _ = writeln!(
        out,
        "<article class=\"{class}\" id=\"f{n}\">\n<h3><span class=\"number\">{n}</span> <span class=\"badge\">{} {}</span> \
         <span class=\"place\">{}</span> <span class=\"rule\">{}</span></h3>\n<p>{}</p>",
        words::shape(item.severity),
        item.severity.name(),
        escape(&words::place(item)),
        escape(item.rule),
        escape(&item.message),
        n = item.number,
    );
    if let Some(quote) = &item.quote {
        let _ = writeln!(out, "<blockquote>{}</blockquote>", escape(quote));
    }
    if item.stated.is_some() || item.computed.is_some() {
        out.push_str("<table class=\"figures\"><tr>");
        let printed = if item.at.is_text() { "文中" } else { "表列" };
        let figures =
            [(printed, item.stated), ("应为", item.computed), ("差", item.difference), ("容许", item.allowed)];
        for (name, value) in figures.iter().filter(|(_, value)| value.is_some()) {
            let _ = write!(out, "<th>{name}</th><td>{}</td>", words::amount(*value));
        }
        let _ = writeln!(out, "<td class=\"unit\">{}</td></tr></table>", escape(&item.unit));
    }
    let mut line = |name: &str, text: &str| {
        let _ = writeln!(out, "<p class=\"more\"><b>{name}</b>{}</p>", escape(text));
    };
    if let Some(cause) = &item.cause {
        line("原因", cause);
    }
    words::suspects(item).for_each(|(word, s)| line(word, &s));
    if let Some(review) = words::review(item) {
        line("审核", &review);
    }
    out.push_str("</article>\n");
}

pub(super) fn section(out: &mut String, anchor: &str, text: &str) {
    let _ = writeln!(out, "<h2 id=\"{anchor}\">{}</h2>", escape(text));
}

/// A table whose head is repeated on every printed page.
fn table(out: &mut String, list: &List) {
    let classes: Vec<&str> =
        list.columns.iter().map(|(name, _)| if lists::is_number(name) { " class=\"n\"" } else { "" }).collect();
    out.push_str("<table class=\"list\">\n<thead><tr>");
    for ((name, width), class) in list.columns.iter().zip(&classes) {
        let _ = write!(out, "<th{class} style=\"width:{width}%\">{name}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &list.rows {
        out.push_str("<tr>");
        for (cell, class) in row.iter().zip(&classes) {
            let _ = write!(out, "<td{class}>{}</td>", escape(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

pub(super) fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Missing => "missing",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

/// Text between tags or in an attribute: nothing of it is markup, whoever wrote it.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
