//! Whatever a file makes of a disclosure, however odd its headers, codes, roles and row lengths: the checker
//! does not fail, counts what it finds, and follows edits.

use gongkai::{
    check::{Checker, Tally, recompute},
    model::*,
};
use proptest::prelude::*;

const HEADERS: &[&str] = &[
    "合计",
    "小计",
    "总计",
    "基本支出",
    "项目支出",
    "人员经费",
    "公用经费",
    "一般公共预算",
    "其中：财政拨款",
    "政府性基金",
    "本年收入",
    "上年结转",
    "单位资金",
    "公务接待费",
    "公务用车购置及运行费",
    "因公出国（境）费",
    "会议费",
    "",
    "2025年预算数",
];
const CODES: &[&str] = &[
    "",
    "201",
    "20126",
    "2012601",
    "2012604",
    "208",
    "2080505",
    "301",
    "30108",
    "307",
    "307001",
    "９",
    "2012601",
    "361000000000000000001",
];
const NAMES: &[&str] = &[
    "合计",
    "一、一般公共服务支出",
    "八、社会保障和就业支出",
    "一、一般公共预算拨款收入",
    "（一）一般公共预算拨款",
    "其中：财政拨款",
    "上年结转",
    "收入总计",
    "行政运行",
    "公务用车购置及运行费",
    "公务用车购置费",
    "公务用车运行费",
    "公务接待费",
    "因公出国（境）费",
    "单位资金",
    "",
];
const TEXTS: &[&str] = &["", "0.00", "1.00", "2.00", "3.00", "1.005", "12345678901234567890", "-1.00", "无", "10"];

fn one_of(list: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(list).prop_map(str::to_owned)
}

fn columns() -> impl Strategy<Value = Vec<Column>> {
    let role = prop_oneof![8 => Just(ColumnRole::Amount), 1 => Just(ColumnRole::Label), 1 => Just(ColumnRole::Count)];
    let column = (prop::collection::vec(one_of(HEADERS), 0..4), role).prop_map(|(path, role)| Column { path, role });
    prop::collection::vec(column, 0..6)
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    use RowRole::*;
    let role = prop::sample::select(
        &[Item, Item, Item, OfWhich, Unit, Subtotal, Total, YearTotal, CarriedIn, CarriedOut, GrandTotal][..],
    );
    // More or fewer cells than columns, too.
    let cells = prop::collection::vec(one_of(TEXTS), 0..7);
    let row = (one_of(CODES), one_of(NAMES), 0u8..5, role, cells).prop_map(|(code, name, level, role, texts)| {
        let cells = texts.into_iter().map(|t| Cell::read(t, ColumnRole::Amount)).collect();
        Row { code, name, level, role, cells }
    });
    prop::collection::vec(row, 0..12)
}

fn disclosures() -> impl Strategy<Value = Disclosure> {
    let panel = (prop::sample::select(&["", "收入", "支出"][..]), columns(), rows())
        .prop_map(|(name, columns, rows)| Panel { name: name.into(), columns, rows });
    let unit = prop::sample::select(&[Unit::Wan, Unit::Wan, Unit::Yuan, Unit::Yi][..]);
    let table = (prop::sample::select(Kind::ALL), unit, prop::collection::vec(panel, 0..3))
        .prop_map(|(kind, unit, panels)| Table { kind, unit, panels, ..Table::default() });
    prop::collection::vec(table, 0..7).prop_map(|tables| Disclosure { tables, ..Disclosure::default() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_makes_the_checker_fail(
        mut d in disclosures(),
        edits in prop::collection::vec((0u32..7, 0u32..3, 0u32..12, 0u32..7, one_of(TEXTS)), 0..6),
    ) {
        let mut kept = Checker::new(&d);
        for (table, panel, row, column, text) in edits {
            let at = CellRef { table, panel, row, column };
            if let Some(cell) = d.cell_mut(at) {
                *cell = Cell::read(text, ColumnRole::Amount);
            }
            recompute(&d, &kept, &[at]);
            kept.cells_changed(&d, &[at]);
        }
        let fresh = Checker::new(&d);
        let findings = fresh.findings(&d);
        prop_assert_eq!(kept.findings(&d), findings.clone());
        prop_assert_eq!(kept.tally(), fresh.tally());
        prop_assert_eq!(fresh.tally(), Tally::count(&findings));
        for i in 0..fresh.relations().len() {
            prop_assert_eq!(kept.outcome(i), fresh.outcome(i));
            prop_assert!(!fresh.formula(&d, i).is_empty());
        }
    }
}
