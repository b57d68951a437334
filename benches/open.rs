//! How long it takes to open a disclosure and to check it: the embedded samples always, the published
//! disclosures of `../shared/seeds` where they are. Of a text also recognition alone, and everything that a
//! batch asks of it.

use std::{fs, hint::black_box, path::PathBuf, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use gongkai::{
    check::{Checker, Examiner, Rulebook},
    read, recognize,
    write::native,
};

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

fn recognize_and_examine(c: &mut Criterion) {
    let rules = Arc::new(Rulebook::default());
    let texts = files().into_iter().filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)));
    for (name, text) in texts.filter(|(_, text)| !text.starts_with('{')) {
        c.bench_function(&format!("recognize/{name}"), |b| {
            b.iter(|| recognize::disclosure(black_box(&text)).tables.len());
        });
        let disclosure = recognize::disclosure(&text);
        c.bench_function(&format!("examine/{name}"), |b| {
            b.iter(|| {
                let examiner = Examiner::new(black_box(&disclosure), Arc::clone(&rules));
                examiner.examine(&disclosure).findings.len()
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = open_and_check, recognize_and_examine
}
criterion_main!(benches);
