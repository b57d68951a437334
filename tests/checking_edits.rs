//! After any edits the checker, told of the changed cells only, equals one that is built anew.

mod support;

use gongkai::{
    check::{Checker, recompute},
    model::{CellRef, ColumnRole, Disclosure},
};
use proptest::prelude::*;
use support::{cell, disclosure, type_into, whole::WHOLE};

/// Every cell that holds, or could hold, an amount.
fn amounts(d: &Disclosure) -> Vec<CellRef> {
    let mut out = Vec::new();
    for (t, table) in d.tables.iter().enumerate() {
        for (p, panel) in table.panels.iter().enumerate() {
            for r in 0..panel.rows.len() {
                let columns = panel.columns.iter().enumerate();
                out.extend(
                    columns.filter(|(_, c)| c.role == ColumnRole::Amount).map(|(c, _)| CellRef::new(t, p, r, c)),
                );
            }
        }
    }
    out
}

/// What a user may do to a figure.
fn typed(before: &str, action: u8) -> String {
    let value = gongkai::model::parse_amount(before).unwrap_or_default();
    let small = "0.01".parse::<rust_decimal::Decimal>().unwrap();
    match action {
        0 => String::new(),
        1 => "0.00".into(),
        2 => value.checked_add(small).unwrap_or_default().to_string(),
        3 => value.checked_sub(small).unwrap_or_default().to_string(),
        4 => format!("{before}0"),
        5 => "12.345".into(),
        6 => "见附件".into(),
        7 => "79228162514264337593543950335".into(),
        8 => format!("-{before}"),
        9 => "20.00".into(),
        _ => "5.00".into(),
    }
}

#[track_caller]
fn assert_same(d: &Disclosure, kept: &Checker, what: &str) {
    let fresh = Checker::new(d);
    assert_eq!(kept.relations(), fresh.relations(), "{what}");
    for (i, relation) in fresh.relations().iter().enumerate() {
        assert_eq!(kept.outcome(i), fresh.outcome(i), "{what}：{} {}", relation.rule, relation.label);
    }
    assert_eq!(kept.findings(d), fresh.findings(d), "{what}");
    assert_eq!(kept.tally(), fresh.tally(), "{what}");
    assert_eq!(kept.tally(), gongkai::check::Tally::count(&fresh.findings(d)), "{what}");
    for table in 0..d.tables.len() {
        assert_eq!(kept.table_tally(table), fresh.table_tally(table), "{what}");
    }
    for at in amounts(d) {
        assert_eq!(kept.mark(at), fresh.mark(at), "{what}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_checker_equals_a_new_one(
        batches in prop::collection::vec(prop::collection::vec((any::<prop::sample::Index>(), 0u8..11), 1..4), 1..8)
    ) {
        let mut d = disclosure(WHOLE);
        let cells = amounts(&d);
        let mut checker = Checker::new(&d);
        for batch in &batches {
            let mut changed = Vec::new();
            for (index, action) in batch {
                let at = *index.get(&cells);
                let text = typed(&d.cell(at).unwrap().text.clone(), *action);
                type_into(&mut d, at, &text);
                changed.push(at);
            }
            checker.cells_changed(&d, &changed);
            assert_same(&d, &checker, &format!("{batches:?}"));
        }
    }

    #[test]
    fn recomputed_totals_tie(edits in prop::collection::vec((any::<prop::sample::Index>(), 1u32..99_999), 1..4)) {
        let mut d = disclosure(WHOLE);
        let mut checker = Checker::new(&d);
        let leaves: Vec<CellRef> = amounts(&d).into_iter().filter(|c| checker.definition(*c).is_none()).collect();
        let mut changed = Vec::new();
        for (index, hundredths) in &edits {
            let at = *index.get(&leaves);
            type_into(&mut d, at, &rust_decimal::Decimal::new((*hundredths).into(), 2).to_string());
            changed.push(at);
        }
        for (at, value) in recompute(&d, &checker, &changed) {
            type_into(&mut d, at, &value.to_string());
            changed.push(at);
        }
        checker.cells_changed(&d, &changed);
        for (i, relation) in checker.relations().iter().enumerate().filter(|(_, r)| r.defines) {
            prop_assert!(checker.outcome(i).difference.is_zero(), "{} {}", relation.rule, relation.label);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever holds of exact amounts holds of a multiple of them. Rounding the multiple to two decimals is
    /// what every agency does when it turns 元 into 万元.
    #[test]
    fn honest_rounding_is_never_an_error(factor in 1_000u64..100_000_000) {
        let mut d = disclosure(WHOLE);
        for at in amounts(&d) {
            let Some(value) = d.cell(at).unwrap().value else { continue };
            let rounded = (value * rust_decimal::Decimal::from(factor)).checked_div(1_000_000.into()).unwrap();
            let rounded = rounded.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            type_into(&mut d, at, &format!("{rounded:.2}"));
        }
        let findings = Checker::new(&d).findings(&d);
        let errors: Vec<_> = findings.iter().filter(|f| f.severity == gongkai::check::Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn a_scope_is_decided_again_when_its_totals_change() {
    let mut d = disclosure(WHOLE);
    let mut checker = Checker::new(&d);
    let reading = |c: &Checker| c.scopes().find(|(s, _)| s.rule == "C5").map(|(s, r)| s.readings[r].label.clone());
    assert_eq!(reading(&checker).unwrap(), "一般公共预算支出表不含上年结转");
    // The general budget now spends the carry-over too: 档案馆 40.00 → 60.00, and all that contains it.
    for (row, column, text) in [
        ("2012604", "合计", "60.00"),
        ("2012604", "项目支出", "60.00"),
        ("20126 ", "合计", "96.00"),
        ("20126 ", "项目支出", "60.00"),
        ("201 ", "合计", "96.00"),
        ("201 ", "项目支出", "60.00"),
        ("合计", "合计", "120.00"),
        ("合计", "项目支出", "60.00"),
    ] {
        let at = cell(&d, "一般公共预算支出表", row, column);
        type_into(&mut d, at, text);
        checker.cells_changed(&d, &[at]);
        assert_same(&d, &checker, row);
    }
    assert_eq!(reading(&checker).unwrap(), "一般公共预算支出表含上年结转");
    assert_eq!(checker.findings(&d), []);
}

#[test]
fn a_changed_label_builds_the_relations_again() {
    let mut d = disclosure(WHOLE);
    let mut checker = Checker::new(&d);
    let at = cell(&d, "项目支出表", "馆藏", "项目单位");
    type_into(&mut d, at, "临川县方志办");
    checker.cells_changed(&d, &[at]);
    assert_same(&d, &checker, "标签");
}
