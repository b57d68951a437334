//! A report as a Word document: the form in which a bureau files and sends it.

mod body;
mod package;

use self::body::Body;
use super::{Item, Report, lists, words};

/// The document.
pub(super) fn to_bytes(report: &Report) -> Result<Vec<u8>, std::io::Error> {
    let mut body = Body::default();
    body.title(&words::title(report));
    body.strong(&words::conclusion(report));
    summary(&mut body, report);
    let mut chapter = Chapters::default();
    for (family, _) in report.families() {
        let items: Vec<&Item> = report.of_family(family).collect();
        if !items.is_empty() {
            body.heading(&chapter.next(&format!("{}（{} 处）", family.name(), items.len())));
            items.into_iter().for_each(|item| finding(&mut body, item));
        }
    }
    for list in lists::behind(report) {
        body.heading(&chapter.next(&list.title));
        if !list.remark.is_empty() {
            body.plain(list.remark);
        }
        body.table(&list);
    }
    package::zip(&words::title(report), &body.finish())
}

/// Chapters are numbered as Chinese documents are: 一、二、…
#[derive(Default)]
struct Chapters(usize);

impl Chapters {
    fn next(&mut self, title: &str) -> String {
        const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        self.0 += 1;
        let number = match self.0 {
            n @ 1..=10 => NUMERALS.get(n - 1).map(|s| (*s).to_owned()),
            n => NUMERALS.get(n - 11).map(|s| format!("十{s}")),
        };
        format!("{}、{title}", number.unwrap_or_else(|| self.0.to_string()))
    }
}

fn summary(body: &mut Body, report: &Report) {
    let year = report.year.map(|y| format!("{y} 年{}", report.stage.name())).unwrap_or_default();
    let entries = [
        ("部门", report.agency.clone()),
        ("年度", year),
        ("文件", report.file.clone()),
        ("核对范围", words::extent(report)),
        ("规则", words::rules(report)),
    ];
    let notices = report.notices.iter().map(|n| ("读取说明", n.text.clone()));
    let entries = entries.into_iter().chain(notices).filter(|(_, value)| !value.is_empty());
    body.pairs(entries.map(|(name, value)| (name.to_owned(), value)));
    if let Some(list) = lists::families(report) {
        body.table(&list);
    }
}

fn finding(body: &mut Body, item: &Item) {
    let (shape, severity) = (words::shape(item.severity), item.severity.name());
    let place = words::place(item);
    let place = if place.is_empty() { String::new() } else { format!("　{place}") };
    body.subheading(&format!("{}　{shape} {severity}{place}", item.number));
    body.plain(&item.message);
    if let Some(quote) = &item.quote {
        body.entry("原文", quote);
    }
    if item.stated.is_some() || item.computed.is_some() {
        let printed = if item.at.is_text() { "文中" } else { "表列" };
        let figures =
            [(printed, item.stated), ("应为", item.computed), ("差", item.difference), ("容许", item.allowed)];
        let figures = figures.iter().filter(|(_, value)| value.is_some());
        let list: Vec<_> = figures.map(|(name, value)| format!("{name} {}", words::amount(*value))).collect();
        let unit = if item.unit.is_empty() { String::new() } else { format!("（{}）", item.unit) };
        body.entry("数额", &format!("{}{unit}", list.join("，")));
    }
    if let Some(cause) = &item.cause {
        body.entry("原因", cause);
    }
    words::suspects(item).for_each(|(word, s)| body.entry(word, &s));
    if let Some(review) = words::review(item) {
        body.entry("审核", &review);
    }
    body.entry("规则", item.rule);
}
