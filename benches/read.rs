//! How long it takes to read a document of each format, until its tables and text are there, and a PDF's pages
//! alone: the published files of `../shared/corpus` where they are, and the project's own `tests/made`.
//! `benches/beside.py` times other programs on the same files.

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gongkai::{
    document::Format,
    read::{self, Options, pdf},
    recognize,
};

/// The files of these folders and those below, without scripts.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        let kind = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if path.is_dir() {
            found.extend(files(&path));
        } else if ["pdf", "xlsx", "xls", "ods", "docx", "doc", "html"].contains(&kind) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(c: &mut Criterion) {
    let options = Options::default();
    for path in ["../shared/corpus", "tests/made"].into_iter().flat_map(|folder| files(Path::new(folder))) {
        let Ok(bytes) = fs::read(&path) else { continue };
        // One of the project's own is locked on purpose.
        let Ok(document) = read::document(&bytes, &options, &mut |_, _| ()) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut group = c.benchmark_group("read");
        group.sample_size(10).throughput(Throughput::Elements(document.pages.len() as u64));
        group.bench_function(BenchmarkId::new("document", &name), |b| {
            b.iter(|| read::document(black_box(&bytes), &options, &mut |_, _| ()).map(|d| d.blocks.len()).ok());
        });
        group.bench_function(BenchmarkId::new("recognize", &name), |b| {
            b.iter(|| recognize::document(black_box(&document)).tables.len());
        });
        if document.format == Format::Pdf {
            group.bench_function(BenchmarkId::new("pages", &name), |b| {
                b.iter(|| pdf::pages(black_box(&bytes), &options, &mut |_, _| ()).map(|p| p.len()).ok());
            });
        }
    }
}

criterion_group!(benches, read);
criterion_main!(benches);
