//! How long it takes to put tables side by side: three documents of the embedded samples' size, and twelve years of
//! two hundred subjects; and to read off what is shown.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use gongkai::{
    compare::{Aspect, Comparison, Order, Said, Shown, Sort, aspects},
    model::{Cell, Column, ColumnRole, Disclosure, Kind, Panel, Row, RowRole, Table},
    read,
};

/// A year with a table of spending: ten classes, each with nineteen subjects below it.
fn year(year: i32, subjects: usize) -> Disclosure {
    let amount = |n: usize| format!("{}.{:02}", 10 + n * 7 % 900 + year as usize % 50, n % 100);
    let row = |code: String, level: u8, role: RowRole, n: usize| Row {
        name: if code.is_empty() { "合计".into() } else { format!("科目{code}") },
        code,
        level,
        role,
        cells: (0..3).map(|c| Cell::read(amount(n + c), ColumnRole::Amount)).collect(),
    };
    let mut rows = vec![row(String::new(), 0, RowRole::Total, 0)];
    for n in 0..subjects {
        let (class, item) = (201 + n / 20, n % 20);
        let (code, level) = if item == 0 { (format!("{class}"), 1) } else { (format!("{class}{item:02}"), 2) };
        rows.push(row(code, level, RowRole::Item, n));
    }
    let columns = ["合计", "基本支出", "项目支出"].map(|name| Column::amount(&[name])).to_vec();
    let panel = Panel { columns, rows, ..Panel::default() };
    let table = Table { kind: Kind::Spending, title: "支出总表".into(), panels: vec![panel], ..Table::default() };
    Disclosure { agency: "临川县档案馆".into(), year: Some(year), tables: vec![table], ..Disclosure::default() }
}

fn compare(c: &mut Criterion) {
    let mut samples = Vec::from(read::samples());
    samples.extend(samples.first().cloned().map(|d| Disclosure { year: Some(2023), ..d }));
    let documents: Vec<&Disclosure> = samples.iter().collect();
    c.bench_function("compare/3 documents, all tables", |b| {
        b.iter(|| {
            let all = aspects(black_box(&documents));
            all.iter().map(|o| Comparison::of(&o.aspect, &documents, Order::Years).lines.len()).sum::<usize>()
        });
    });
    c.bench_function("compare/reasons of 3 documents", |b| {
        b.iter(|| documents.iter().map(|d| Said::of(black_box(d))).collect::<Vec<_>>());
    });
    let years: Vec<Disclosure> = (2014..2026).map(|y| year(y, 200)).collect();
    let documents: Vec<&Disclosure> = years.iter().collect();
    let aspect = Aspect::of(Kind::Spending);
    c.bench_function("compare/12 years of 200 subjects", |b| {
        b.iter(|| Comparison::of(black_box(&aspect), &documents, Order::Years));
    });
    let comparison = Comparison::of(&aspect, &documents, Order::Years);
    let shown = Shown { sort: Sort::Change, search: "科目".into(), ..Shown::latest(&comparison) };
    c.bench_function("compare/sort and search 200 lines", |b| b.iter(|| shown.lines(black_box(&comparison))));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = compare
}
criterion_main!(benches);
