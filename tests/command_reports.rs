//! Reports of the command `check`: which format, into which file or folder, and what is never written over.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use gongkai::{
    cli::{self, Outcome},
    read::isolated::Reader,
};
use tempfile::TempDir;

struct Ran {
    status: Outcome,
    out: Vec<u8>,
    err: String,
}

fn check(args: &[&Path], options: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = args.iter().map(|path| path.as_os_str().to_owned());
    let args = std::iter::once(OsString::from("check")).chain(args).chain(options.iter().map(OsString::from));
    let status = cli::run(args, &Reader::new(env!("CARGO_BIN_EXE_gongkai")), &mut out, &mut err);
    Ran { status, out, err: String::from_utf8(err).expect("text") }
}

/// A folder with a sample as JSON and as PDF.
fn folder() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("folder");
    let (json, pdf) = (folder.path().join("2024.json"), folder.path().join("2025.pdf"));
    fs::copy("assets/samples/2024.json", &json).expect("copied");
    fs::copy("tests/made/2025.word.pdf", &pdf).expect("copied");
    (folder, json, pdf)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("folder").map(|e| e.expect("entry").file_name());
    let mut names: Vec<String> = entries.map(|n| n.into_string().expect("name")).collect();
    names.sort();
    names
}

#[test]
fn the_ending_of_the_file_says_the_format_unless_it_is_said() {
    let (folder, json, _) = folder();
    for (name, options, begins) in [
        ("a.html", &[][..], "<!DOCTYPE html>"),
        ("a.docx", &[], "PK"),
        ("a.xlsx", &[], "PK"),
        ("a.csv", &[], "\u{feff}文件"),
        ("a.json", &[], "{"),
        ("a.dat", &["--format", "html"], "<!DOCTYPE html>"),
    ] {
        let output = folder.path().join(name);
        let ran = check(&[&json], &[options, &["-o", text(&output)]].concat());
        assert_eq!((ran.status, ran.out.len(), ran.err.as_str()), (Outcome::Exit(0), 0, ""), "{name}");
        assert!(fs::read(&output).expect(name).starts_with(begins.as_bytes()), "{name}");
    }
    assert!(check(&[&json], &["--format", "html"]).out.starts_with(b"<!DOCTYPE html>"));
}

#[test]
fn what_is_nothing_for_a_screen_asks_for_a_place() {
    let (_folder, json, _) = folder();
    for format in ["xlsx", "docx", "pdf"] {
        let ran = check(&[&json], &["--format", format]);
        assert_eq!((ran.status, ran.out.len()), (Outcome::Exit(2), 0));
        assert!(ran.err.contains("-o") && ran.err.ends_with("。\n"), "{}", ran.err);
    }
}

#[test]
fn several_disclosures_have_a_report_each_in_a_folder() {
    let (folder, json, pdf) = folder();
    let into = folder.path().join("报告");
    let ran = check(&[&json, &pdf], &["--format", "docx", "-o", text(&into)]);
    assert_eq!((ran.status, ran.err.as_str()), (Outcome::Exit(1), ""));
    assert_eq!(names(&into), ["2024-核对报告.docx", "2025-核对报告.docx", "summary.csv"]);
    // Once it is there, other formats go into it, too.
    assert_eq!(check(&[&json, &pdf], &["--format", "csv", "-o", text(&into)]).status, Outcome::Exit(1));
    assert!(names(&into).contains(&"2024-核对报告.csv".to_owned()));
    // The same name twice, from two folders: both are there, told apart by a number.
    let other = folder.path().join("别处");
    fs::create_dir(&other).expect("folder");
    let twin = other.join("2024.json");
    fs::copy(&json, &twin).expect("copied");
    let ran = check(&[&json, &twin], &["--format", "html", "-o", text(&into)]);
    assert_eq!((ran.status, ran.err.as_str()), (Outcome::Exit(0), ""));
    for name in ["2024-核对报告.html", "2024-核对报告.2.html"] {
        assert!(names(&into).contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn annotations_go_on_the_pdf_and_on_nothing_else() {
    let (folder, json, pdf) = folder();
    let into = folder.path().join("批注");
    let ran = check(&[&json, &pdf], &["--format", "pdf", "-o", text(&into)]);
    assert_eq!(ran.status, Outcome::Exit(2));
    assert!(ran.err.contains("2024.json") && ran.err.contains("没有可以加批注的 PDF"), "{}", ran.err);
    assert_eq!(names(&into), ["2025-批注.pdf", "summary.csv"]);
    let source = fs::read(&pdf).expect("source");
    assert!(fs::read(into.join("2025-批注.pdf")).expect("annotated").starts_with(&source));
    let single = folder.path().join("一份.pdf");
    assert_eq!(check(&[&pdf], &["-o", text(&single)]).status, Outcome::Exit(1));
    assert_eq!(fs::read(&single).expect("annotated"), fs::read(into.join("2025-批注.pdf")).expect("annotated"));
}

#[test]
fn a_report_never_takes_the_place_of_what_was_read() {
    let (_folder, json, pdf) = folder();
    for (path, options) in [(&json, &["--format", "html"][..]), (&pdf, &[])] {
        let before = fs::read(path).expect("read");
        let ran = check(&[path], &[options, &["-o", text(path)]].concat());
        assert_eq!(ran.status, Outcome::Exit(2));
        assert!(ran.err.contains("不会改写它"), "{}", ran.err);
        assert_eq!(fs::read(path).expect("read"), before);
    }
}
