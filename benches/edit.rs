//! From an edit to its verdict, at 10³, 10⁴ and 10⁵ rows, with the whole relation set: the change told to the
//! checker, the tally and the mark read again. The bounds: 1 ms at 10³ rows, 16 ms at 10⁵.

mod large;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use gongkai::check::{Checker, recompute};
use large::{change, disclosure, edited};
use rust_decimal::Decimal;

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
