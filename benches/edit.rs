//! From an edit to its verdict, at 10³, 10⁴ and 10⁵ rows, with the whole relation set: the change told to the
//! checker, the tally and the mark read again. The bounds: 1 ms at 10³ rows, 16 ms at 10⁵.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use gongkai::{
    check::{Checker, recompute},
    model::{Cell, CellRef, Column, ColumnRole, Disclosure, Kind, Panel, Row, RowRole, Table},
};
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
fn disclosure(rows: usize) -> Disclosure {
    let mut d = Disclosure::default();
    d.tables.push(subjects(Kind::Spending, rows * 2 / 5));
    d.tables.push(subjects(Kind::GeneralSpending, rows * 2 / 5));
    d.tables.push(projects(rows / 5));
    d
}

/// A 项, a project in the long sum, and the total of everything.
fn edited(rows: usize) -> [CellRef; 3] {
    [CellRef::new(0, 0, 4, 1), CellRef::new(2, 0, 2 + rows / 10, 1), CellRef::new(0, 0, 0, 0)]
}

fn change(d: &mut Disclosure, at: CellRef, value: Decimal) {
    if let Some(cell) = d.cell_mut(at) {
        *cell = Cell::read(value.to_string(), ColumnRole::Amount);
    }
}

fn edit(c: &mut Criterion) {
    let mut group = c.benchmark_group("edit to verdict");
    for rows in [1_000, 10_000, 100_000] {
        let mut d = disclosure(rows);
        let mut checker = Checker::new(&d);
        assert_eq!(checker.tally().errors, 0, "the disclosure must tie before it is edited");
        let mut n = 0i64;
        for (name, at) in ["a subject", "a project in a long sum", "the total"].into_iter().zip(edited(rows)) {
            group.bench_function(BenchmarkId::new(name, rows), |b| {
                b.iter(|| {
                    n += 1;
                    change(&mut d, at, Decimal::new(n % 1000 + 1, 2));
                    checker.cells_changed(&d, &[at]);
                    black_box((checker.tally(), checker.table_tally(0), checker.mark(at)))
                });
            });
        }
    }
    group.finish();
}

fn draft(c: &mut Criterion) {
    let mut group = c.benchmark_group("edit in 编制 mode");
    for rows in [1_000, 10_000, 100_000] {
        let mut d = disclosure(rows);
        let mut checker = Checker::new(&d);
        let at = edited(rows)[1];
        let mut n = 0i64;
        group.bench_function(BenchmarkId::from_parameter(rows), |b| {
            b.iter(|| {
                n += 1;
                change(&mut d, at, Decimal::new(n % 1000 + 1, 2));
                let mut changed = vec![at];
                for (total, value) in recompute(&d, &checker, &changed) {
                    change(&mut d, total, value);
                    changed.push(total);
                }
                checker.cells_changed(&d, &changed);
                black_box((checker.tally(), checker.mark(at)))
            });
        });
    }
    group.finish();
}

fn build(c: &mut Criterion) {
    let mut group = c.benchmark_group("build and check");
    group.sample_size(10);
    for rows in [1_000, 10_000, 100_000] {
        let d = disclosure(rows);
        group.bench_function(BenchmarkId::from_parameter(rows), |b| b.iter(|| black_box(Checker::new(&d).tally())));
        let checker = Checker::new(&d);
        group.bench_function(BenchmarkId::new("findings", rows), |b| b.iter(|| black_box(checker.findings(&d).len())));
    }
    group.finish();
}

criterion_group!(benches, edit, draft, build);
criterion_main!(benches);
