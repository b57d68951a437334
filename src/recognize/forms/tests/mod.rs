//! Small forms in the ways in which their text comes.

mod overall;
mod project;

use super::*;
use crate::{model::Unit, recognize::lines};

fn tables(kind: Kind, text: &str) -> Vec<Table> {
    let all = lines(text);
    let line = Line { number: 1, page: 1, text: "" };
    recognize(&Region {
        kind,
        number: String::new(),
        title: "绩效目标表".into(),
        unit: Unit::Wan,
        unit_printed: true,
        remarks: Vec::new(),
        line,
        lines: &all,
    })
}

/// Columns in one line, then one row a line: level, code, name, then all cells.
fn shown(table: &Table) -> Vec<String> {
    let mut out = Vec::new();
    for panel in &table.panels {
        out.push(panel.columns.iter().map(|c| c.title()).collect::<Vec<_>>().join(" | "));
        for row in &panel.rows {
            let cells: Vec<_> = row.cells.iter().map(|c| c.text.as_str()).collect();
            out.push(format!("{} {} {} | {}", row.level, row.code, row.name, cells.join(" | ")));
        }
    }
    out
}

#[track_caller]
fn check(kind: Kind, text: &str, expected: &[&str]) -> Table {
    let table = tables(kind, text).swap_remove(0);
    assert_eq!(shown(&table), expected);
    assert_eq!(table.status, Status::Ok);
    table
}

#[test]
fn a_form_of_which_nothing_can_be_made_out_keeps_its_text() {
    let all = tables(Kind::ProjectPerformance, "此表\n空白");
    assert_eq!((all.len(), all[0].status, all[0].raw.as_str()), (1, Status::Partial, "此表\n空白"));
}

proptest::proptest! {
    #[test]
    fn noise_is_read_to_its_end(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "项目名称", "项目编码", "合计", "一般公共预算", "本年拨款", "批复数", "0.0", "0", "12.00", "1,234.56", "100%",
            "508001-某局", "12345625T000000000076-", "308", "1101", "某局", "2025", "年", "\n", "\n\n\n", "\t", "……",
            "项目支出情况", "部门总体资金情况", "当年金额", "项目资金来源", "项目支出明细测算", "一级指标",
        ]), 0..200)) {
        let text = pieces.join(" ");
        for kind in [Kind::ProjectPerformance, Kind::OverallPerformance] {
            proptest::prop_assert!(!tables(kind, &text).is_empty());
        }
        let all = lines(&text);
        let line = Line { number: 1, page: 1, text: "" };
        let region = Region { kind: Kind::Projects, number: String::new(), title: String::new(), unit: Unit::Wan, unit_printed: true, remarks: Vec::new(), line, lines: &all };
        crate::recognize::projects::recognize(&region);
    }
}
