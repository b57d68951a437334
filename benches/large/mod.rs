//! A disclosure of any number of rows that ties: expenditure by unit and subject, twice, and a list of projects.

use gongkai::model::{Cell, CellRef, Column, ColumnRole, Disclosure, Kind, Panel, Row, RowRole, Table};
use rust_decimal::Decimal;

/// Subjects of one unit: 类, 款, 项, 项 …
const CODES: [&str; 10] =
    ["201", "20126", "2012601", "2012604", "208", "20805", "2080505", "2080506", "221", "2210201"];

fn row(code: &str, name: &str, role: RowRole, amounts: &[i64]) -> Row {
    let cells = amounts
        .iter()
        .map(|a| if *a == 0 { String::new() } else { Decimal::new(*a, 2).to_string() })
        .map(|text| Cell::read(text, ColumnRole::Amount))
        .collect();
    let level = match code.len() {
        5 => 2,
        7 => 3,
        _ => 1,
    };
    Row { code: code.into(), name: name.into(), level, role, cells }
}

fn table(kind: Kind, headers: &[&[&str]], rows: Vec<Row>) -> Table {
    let columns = headers.iter().map(|h| Column::amount(h)).collect();
    Table { kind, panels: vec![Panel { columns, rows, ..Panel::default() }], ..Table::default() }
}

/// A table of subjects with this many rows: units, each with its subjects.
fn subjects(kind: Kind, rows: usize) -> Table {
    let units = (rows / (CODES.len() + 1)).max(1);
    // 项 of 1.00 and 2.00 in basic and project spending.
    let amounts = |code: &str| match code {
        "201" | "20126" => [300, 100, 200],
        "2012601" => [100, 100, 0],
        "2012604" => [200, 0, 200],
        "208" | "20805" => [200, 200, 0],
        _ => [100, 100, 0],
    };
    let total = 600 * i64::try_from(units).unwrap();
    let mut out = vec![row("", "合计", RowRole::Total, &[total, total / 3 * 2, total / 3])];
    for unit in 0..units {
        out.push(row(&format!("9{unit:05}"), "某单位", RowRole::Unit, &[600, 400, 200]));
        out.extend(CODES.iter().map(|code| row(code, "某科目", RowRole::Item, &amounts(code))));
    }
    table(kind, &[&["合计"], &["基本支出"], &["项目支出"]], out)
}

/// A table of projects with this many rows under one unit: one sum of all of them.
fn projects(rows: usize) -> Table {
    let total = 100 * i64::try_from(rows).unwrap();
    let mut out = vec![
        row("", "合计", RowRole::Total, &[total, total, 0]),
        row("900000", "某单位", RowRole::Unit, &[total, total, 0]),
    ];
    out.extend((0..rows).map(|n| row(&format!("3610{n:017}"), "某项目", RowRole::Item, &[100, 100, 0])));
    table(Kind::Projects, &[&["合计"], &["本年拨款", "一般公共预算"], &["单位资金"]], out)
}

/// A disclosure with this many rows in all.
pub fn disclosure(rows: usize) -> Disclosure {
    let mut d = Disclosure::default();
    d.tables.push(subjects(Kind::Spending, rows * 2 / 5));
    d.tables.push(subjects(Kind::GeneralSpending, rows * 2 / 5));
    d.tables.push(projects(rows / 5));
    d
}

/// A 项, a project in the long sum, and the total of everything.
pub fn edited(rows: usize) -> [CellRef; 3] {
    [CellRef::new(0, 0, 4, 1), CellRef::new(2, 0, 2 + rows / 10, 1), CellRef::new(0, 0, 0, 0)]
}

pub fn change(d: &mut Disclosure, at: CellRef, value: Decimal) {
    if let Some(cell) = d.cell_mut(at) {
        *cell = Cell::read(value.to_string(), ColumnRole::Amount);
    }
}
