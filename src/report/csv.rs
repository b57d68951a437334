//! Reports as CSV, one line a finding, for Excel and WPS.

use rust_decimal::Decimal;

use super::{Item, Report, words};
use crate::write::csv;

/// The first line.
pub const HEADER: [&str; 18] = [
    "文件",
    "规则",
    "严重程度",
    "类别",
    "表",
    "行",
    "列",
    "表列",
    "应为",
    "差",
    "容许",
    "说明",
    "序号",
    "单位",
    "位置",
    "原文",
    "可能有误",
    "审核意见",
];

/// Several reports under one header, with a byte order mark.
pub fn to_string<'a>(reports: impl IntoIterator<Item = &'a Report>) -> String {
    let header = HEADER.map(str::to_owned).to_vec();
    csv::render(std::iter::once(header).chain(reports.into_iter().flat_map(lines)))
}

/// One line for each finding and hint, and for what was dismissed.
pub fn lines(report: &Report) -> impl Iterator<Item = Vec<String>> + '_ {
    report.open().chain(&report.dismissed).map(|item| line(report, item))
}

fn line(report: &Report, item: &Item) -> Vec<String> {
    let decimal = |value: Option<Decimal>| value.map(|v| v.to_string()).unwrap_or_default();
    let at = &item.at;
    let mut line = vec![report.file.clone()];
    line.extend([item.rule, item.severity.name(), item.family.name()].map(str::to_owned));
    line.extend([at.holder().to_owned(), at.row.clone(), at.column.clone()]);
    line.extend([item.stated, item.computed, item.difference, item.allowed].map(decimal));
    line.extend([words::message(item), item.number.to_string(), item.unit.clone(), at.source.clone()]);
    line.push(item.quote.clone().unwrap_or_default());
    line.push(item.suspects.iter().map(words::suspect).collect::<Vec<_>>().join("；"));
    line.push(words::review(item).unwrap_or_default());
    line
}
