//! How long it takes to open a disclosure and to check it: the embedded samples always, the published
//! disclosures of `../shared/seeds` where they are.

use std::{fs, hint::black_box, path::PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use gongkai::{check::Checker, read, write::native};

/// Name and bytes of every file to open.
fn files() -> Vec<(String, Vec<u8>)> {
    let samples = read::samples().map(|sample| (sample.source.file.clone(), native::to_string(&sample).into_bytes()));
    let mut paths: Vec<PathBuf> =
        fs::read_dir("../shared/seeds").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let seeds = paths.into_iter().filter_map(|path| {
        let name = path.file_stem()?.to_string_lossy().into_owned();
        Some((name, fs::read(&path).ok()?))
    });
    samples.into_iter().chain(seeds).collect()
}

fn open_and_check(c: &mut Criterion) {
    for (name, bytes) in files() {
        let open = || read::from_bytes(black_box(&bytes), name.clone()).expect("it opens");
        c.bench_function(&format!("open/{name}"), |b| b.iter(open));
        let disclosure = open();
        c.bench_function(&format!("check/{name}"), |b| {
            b.iter(|| Checker::new(black_box(&disclosure)).findings(&disclosure).len());
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = open_and_check
}
criterion_main!(benches);
