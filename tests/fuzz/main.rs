//! Damaged files of every format, read by the real program: nothing that a file holds may crash, hang or
//! exhaust the process that opens it, and our own code may not panic even in the child.
//!
//! `cargo test` runs for some seconds. `GONGKAI_FUZZ_SECONDS=3600 cargo test --test fuzz -- --nocapture` runs
//! longer; `GONGKAI_FUZZ_SEED` begins elsewhere; `GONGKAI_FUZZ_CASE` repeats one case and says where its file is.

mod containers;
mod mutate;
#[path = "../support/random.rs"]
#[allow(dead_code)]
mod random;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use gongkai::read::{Options, ReadError, isolated::Reader};
use random::Random;

/// Without a wish: short enough for every run of the tests.
const SECONDS: u64 = 10;

struct Original {
    name: String,
    extension: String,
    bytes: Vec<u8>,
}

/// The project's own documents, and the published ones where they are at hand. Large ones cost much time and
/// hold nothing that small ones do not.
fn originals() -> Vec<Original> {
    let mut out = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["tests/made", "tests/fixtures/text", "assets/samples", "../shared/corpus", "../shared/seeds"]
            .map(PathBuf::from)
            .into();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.expect("entry").path()) {
            let extension = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if extension != "py" && fs::metadata(&path).is_ok_and(|m| m.len() < 4 << 20) {
                let bytes = fs::read(&path).expect("read");
                out.push(Original { name: path.display().to_string(), extension, bytes });
            }
        }
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(out.len() > 10, "the project's own documents are here");
    out
}

/// The damaged file of a case, and what it was made of.
fn damaged<'a>(originals: &'a [Original], random: &mut Random) -> (&'a Original, Vec<u8>) {
    let extensions: Vec<&str> = {
        let mut all: Vec<&str> = originals.iter().map(|o| o.extension.as_str()).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    // Every format as often as any other, however many files there are of it.
    let extension = *random.pick(&extensions).expect("something to pick from");
    let of_it: Vec<&Original> = originals.iter().filter(|o| o.extension == extension).collect();
    let original = *random.pick(&of_it).expect("something to pick from");
    let other = &random.pick(originals).expect("something to pick from").bytes;
    let inside = if random.one_in(4) {
        None
    } else if original.bytes.starts_with(b"PK") {
        containers::inside_zip(&original.bytes, other, random)
    } else if extension == "pdf" {
        containers::inside_pdf(&original.bytes, other, random)
    } else {
        None
    };
    let bytes = inside.unwrap_or_else(|| {
        let mut bytes = original.bytes.clone();
        mutate::mutate(&mut bytes, other, random);
        bytes
    });
    (original, bytes)
}

/// How a case came out.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Outcome {
    Read,
    Refused,
    /// A library panicked, ran out of memory, stack or time: the child took the blow.
    Contained,
    /// A panic of our own, or an end without a reason.
    Wrong,
}

fn outcome(result: &Result<gongkai::read::isolated::Loaded, ReadError>) -> Outcome {
    match result {
        Ok(_) => Outcome::Read,
        Err(ReadError::Broke(words)) if words.contains("panicked at /") && !words.contains("panicked at /rustc") => {
            Outcome::Contained
        }
        Err(ReadError::Broke(_)) => Outcome::Wrong,
        Err(ReadError::TooSlow) => Outcome::Contained,
        Err(ReadError::Exceeds { what: "读取要用的内存过多", .. }) => Outcome::Contained,
        Err(error) if error.to_string().contains("层层嵌套") => Outcome::Contained,
        Err(_) => Outcome::Refused,
    }
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok()?.parse().ok()
}

#[test]
fn damaged_files_are_read_or_refused() {
    let run = number("GONGKAI_FUZZ_SEED").unwrap_or(1);
    let time = Duration::from_secs(number("GONGKAI_FUZZ_SECONDS").unwrap_or(SECONDS));
    let single = number("GONGKAI_FUZZ_CASE");
    let reader = Reader::new(env!("CARGO_BIN_EXE_gongkai"));
    let originals = originals();
    let folder = tempfile::tempdir().expect("folder");
    let kept = env::temp_dir().join("gongkai-fuzz");
    let mut counts: BTreeMap<(String, Outcome), usize> = BTreeMap::new();
    let mut slowest: BTreeMap<String, (Duration, u64)> = BTreeMap::new();
    let mut wrong = Vec::new();
    let start = Instant::now();
    let mut case = single.unwrap_or(0);
    while single.map_or(start.elapsed() < time, |single| case == single) {
        let mut random = Random::of_case(run, case);
        let (original, bytes) = damaged(&originals, &mut random);
        let path = folder.path().join(format!("{case}.{}", original.extension));
        fs::write(&path, &bytes).expect("written");
        let begin = Instant::now();
        let result = reader.read(&path, &Options::default());
        let took = begin.elapsed();
        let outcome = outcome(&result);
        *counts.entry((original.extension.clone(), outcome)).or_default() += 1;
        let slow = slowest.entry(original.extension.clone()).or_default();
        *slow = (*slow).max((took, case));
        if outcome >= Outcome::Contained || single.is_some() {
            let name = keep(&kept, &path, run, case);
            println!("{outcome:?} {} from {}: {:?}", name.display(), original.name, result.as_ref().err());
            if outcome == Outcome::Wrong {
                wrong.push(name);
            }
        }
        fs::remove_file(&path).expect("removed");
        case += 1;
    }
    println!("{case} cases of run {run} in {:?}: {counts:?}; slowest {slowest:?}", start.elapsed());
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Copies the file of a case to where it is not removed.
fn keep(folder: &Path, path: &Path, run: u64, case: u64) -> PathBuf {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let kept = folder.join(format!("{run}-{case}.{extension}"));
    fs::create_dir_all(folder).expect("folder");
    fs::copy(path, &kept).expect("copied");
    kept
}
