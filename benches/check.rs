//! What follows an edit beside the relations: the whole judgement, what is handed to the search for suspects, the
//! search itself; and what of it the window waits for. On the sample, and on 10³, 10⁴ and 10⁵ rows.

mod large;

use std::{hint::black_box, sync::Arc, time::Duration};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use gongkai::{
    check::{Examiner, locate::Problem},
    model::{CellRef, Disclosure},
    read,
    session::{Edit, Field, Session},
};
use large::{change, disclosure, edited};
use rust_decimal::Decimal;

/// The disclosures, each with a cell to change.
fn cases() -> Vec<(String, Disclosure, CellRef)> {
    let [_, sample] = read::samples();
    let mut cases = vec![("sample".to_owned(), sample, CellRef::new(0, 0, 0, 0))];
    cases.extend([1_000, 10_000, 100_000].map(|rows| (rows.to_string(), disclosure(rows), edited(rows)[1])));
    cases
}

/// When the search is broken off on a machine that gets nothing done.
const BRAKE: Duration = Duration::from_secs(60);

fn check(c: &mut Criterion) {
    let mut group = c.benchmark_group("after one edit");
    group.sample_size(10);
    for (name, mut d, at) in cases() {
        let mut examiner = Examiner::new(&d, Arc::default());
        change(&mut d, at, Decimal::new(123_456, 2));
        examiner.cells_changed(&d, &[at]);
        group.bench_function(BenchmarkId::new("judge", &name), |b| b.iter(|| black_box(examiner.judge(&d))));
        let judged = examiner.judge(&d);
        let problem = || Problem::of(&d, &examiner, &judged);
        group.bench_function(BenchmarkId::new("problem", &name), |b| b.iter(|| black_box(problem())));
        let problem = problem();
        group.bench_function(BenchmarkId::new("locate", &name), |b| b.iter(|| black_box(problem.solve(BRAKE))));
    }
    group.finish();
}

/// What the window waits for: the edit, the counts, the list of findings, and what has come of earlier ones.
fn session(c: &mut Criterion) {
    let mut group = c.benchmark_group("edit in a session");
    group.sample_size(20);
    for (name, d, at) in cases() {
        let mut session = Session::new(d);
        session.examination();
        let mut n = 0;
        // What is likely wrong is looked for by another thread, which is handed this.
        group.bench_function(format!("handed over/{name}"), |b| b.iter(|| black_box(session.unsolved())));
        group.bench_function(BenchmarkId::from_parameter(&name), |b| {
            b.iter(|| {
                n += 1;
                let text = Decimal::new(n % 1000 + 1, 2).to_string();
                session.run(Edit::Texts(vec![(Field::from(at), text)])).expect("it can be typed");
                session.receive();
                black_box((session.counts(), session.tally(), session.findings().len()))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, check, session);
criterion_main!(benches);
