//! The embedded samples: they are in the program's own layout, and the checker says exactly what was planted.

use gongkai::{
    check::{Checker, Finding},
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
