//! The embedded samples: they are in the program's own layout, and the checker says exactly what was planted.

use std::sync::Arc;

use gongkai::{
    check::{Checker, Examiner, Finding},
    model::Disclosure,
    read,
    write::native,
};

/// One line a finding: severity, rule, the stated cell, stated and computed.
fn findings(disclosure: &Disclosure) -> Vec<String> {
    Checker::new(disclosure).findings(disclosure).iter().map(|f| line(f, disclosure)).collect()
}

fn line(finding: &Finding, d: &Disclosure) -> String {
    let place = finding.cells.first().and_then(|&at| {
        let table = d.tables.get(at.table as usize)?;
        Some(format!("{}/{}/{}", table.kind.name(), d.row(at)?.title(), d.column(at)?.title()))
    });
    let number = |value: Option<rust_decimal::Decimal>| value.map_or("—".to_owned(), |v| v.to_string());
    format!(
        "{} {} {} {} ≠ {}",
        finding.severity.name(),
        finding.rule,
        place.unwrap_or_default(),
        number(finding.stated),
        number(finding.computed)
    )
}

#[test]
fn the_samples_are_two_years_of_one_agency_in_the_layout_in_which_they_would_be_saved() {
    let [before, now] = read::samples();
    assert_eq!((before.year, now.year), (Some(2024), Some(2025)));
    assert_eq!(before.agency, now.agency);
    for (sample, text) in
        [(before, include_str!("../assets/samples/2024.json")), (now, include_str!("../assets/samples/2025.json"))]
    {
        assert_eq!(native::to_string(&sample), text);
    }
}

#[test]
fn the_earlier_sample_ties() {
    let [before, _] = read::samples();
    assert_eq!(findings(&before), [""; 0]);
}

#[test]
fn every_planted_discrepancy_of_the_later_sample_is_found_and_nothing_else() {
    let [_, now] = read::samples();
    let expected = [
        // Digits swapped: the row itself and the sum over it.
        "错误 V1 支出总表/21303 水利/项目支出 417.50 ≠ 418.40",
        "错误 H1 支出总表/2130306 水利工程运行与维护/合计 173.40 ≠ 174.30",
        // A project of 15.00 left out of its unit's sums, which the total then misses.
        "错误 V4 项目支出表/合计/合计 417.50 ≠ 402.50",
        "错误 V4 项目支出表/合计/本年拨款·一般公共预算 394.00 ≠ 379.00",
        "错误 V4 项目支出表/205001 青禾县水务局本级/合计 300.90 ≠ 315.90",
        "错误 V4 项目支出表/205001 青禾县水务局本级/本年拨款·一般公共预算 282.40 ≠ 297.40",
        // Two tables that differ, each of which ties in itself.
        "警告 C9 一般公共预算支出表/2210201 住房公积金/基本支出·小计 36.20 ≠ 36.80",
        // A sum that was rounded before adding.
        "提示 V2 收入总表/205 青禾县水务局/合计 914.05 ≠ 914.04",
        "提示 H3 收入总表/205001 青禾县水务局本级/合计 722.64 ≠ 722.65",
    ];
    assert_eq!(findings(&now), expected);
}

/// What is found beside the relations of the tables: severity, rule, stated and computed.
fn beside_the_tables(d: &Disclosure) -> Vec<String> {
    let examination = Examiner::new(d, Arc::default()).examine(d);
    let beside = examination.findings.iter().filter(|f| f.relation.is_none());
    beside.map(|f| line(f, d)).collect()
}

#[test]
fn the_text_of_the_earlier_sample_agrees_with_its_tables() {
    let [before, _] = read::samples();
    assert_eq!(beside_the_tables(&before), [""; 0]);
}

#[test]
fn what_is_planted_in_the_text_of_the_later_sample_is_found_and_nothing_else() {
    let [_, now] = read::samples();
    let mut seen = beside_the_tables(&now);
    seen.sort();
    let expected = [
        // The text is right where the table of basic spending was changed.
        "错误 N1 一般公共预算基本支出表/30102 津贴补贴/合计 66.25 ≠ 65.65",
        "错误 N1 一般公共预算基本支出表/30113 住房公积金/合计 36.20 ≠ 36.80",
        // Digits swapped in the text: against the table, in the sum of its sentence, and in the rate.
        "错误 N1 三公经费支出表/合计/2025年预算数·公务接待费 1.02 ≠ 1.20",
        // A share that is none.
        "错误 N2  46.58 ≠ 45.68",
        "错误 N4  -20 ≠ -22.73",
        // 减少 … 增长: both cannot be true.
        "错误 N5  6.25 ≠ -6.25",
        "错误 N8  5.70 ≠ 5.52",
    ];
    assert_eq!(seen, expected);
}
