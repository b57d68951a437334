//! Many files at once: the order and the results do not depend on the number of workers, bad files harm nobody,
//! and what was found is summed up in a table.

#[path = "support/command.rs"]
mod command;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use command::gongkai;
use gongkai::{
    batch::{self, Event, Row, Settings, Unit, find, summary},
    cli::Outcome,
    model::Disclosure,
    read::{self, Options, isolated::Reader},
    write::native,
};

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

/// A clean disclosure of a year that no other has.
fn clean(number: i32) -> Disclosure {
    let [mut clean, _] = read::samples();
    clean.year = Some(2000 + number);
    clean
}

/// Twelve disclosures, one of them in two parts, a bad file, an empty one, and a workbook; names with blanks.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, d: &Disclosure| native::save(d, &folder.path().join(name)).expect("saved");
    for number in 0..8 {
        put(&format!("{number:02} 水务局 {}.json", 2000 + number), &clean(number));
    }
    let [_, wrong] = read::samples();
    put("08 有错.json", &wrong);
    fs::write(folder.path().join("09 坏的.pdf"), b"%PDF-1.4 and nothing else").expect("written");
    fs::write(folder.path().join("10 空的.txt"), b"").expect("written");
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/made");
    fs::copy(made.join("2025.xlsx"), folder.path().join("11 表格.xlsx")).expect("copied");
    // The same agency and year, published apart.
    let parts = "临川县档案馆2024年部门预算";
    fs::write(folder.path().join("12 文字.txt"), format!("{parts}情况说明\n一、部门职责\n负责档案。\n"))
        .expect("written");
    let table = "支出总表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n合计 10.00 10.00\n208 社会保障和就业支出 10.00 10.00\n";
    fs::write(folder.path().join("13 表.txt"), format!("{parts}\n{table}")).expect("written");
    folder
}

fn rows(folder: &Path, jobs: usize, cancel_after: usize) -> (Vec<Row>, Vec<PathBuf>, bool) {
    let units = [Unit { files: find::files(folder).expect("files"), joined: true }];
    let reader = Reader::new(env!("CARGO_BIN_EXE_gongkai"));
    let settings = Settings { reader, options: Options::default(), rules: Arc::default(), jobs, stop: Arc::default() };
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    let cancel = AtomicBool::new(false);
    let complete = batch::run(&units, &settings, &cancel, &|report, _| report.file.clone(), &mut |event| match event {
        Event::Progress { done, .. } => {
            if done >= cancel_after {
                cancel.store(true, Ordering::Relaxed);
            }
        }
        Event::Checked { row, made, .. } => {
            assert_eq!(row.file, made);
            rows.push(row);
        }
        Event::Failed { file, .. } => failed.push(file),
    });
    (rows, failed, complete)
}

#[test]
fn results_and_their_order_do_not_depend_on_the_number_of_workers() {
    let folder = folder();
    for format in ["jsonl", "json", "csv", "text"] {
        let [one, four] =
            ["1", "4"].map(|jobs| gongkai(&["check", text(folder.path()), "--format", format, "--jobs", jobs]));
        assert_eq!(one.out, four.out, "{format}");
        assert_eq!((one.err, one.status), (four.err, four.status));
    }
    let lines = gongkai(&["check", text(folder.path()), "--format", "jsonl", "--jobs", "3"]);
    let files: Vec<String> = lines
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an object")["file"].to_string())
        .collect();
    assert_eq!(files.len(), 11, "{files:?}");
    assert!(files.is_sorted() && files[0].contains("00 水务局") && files[10].contains("12 文字"), "{files:?}");
    assert!(files[10].contains("13 表"), "two parts are one: {files:?}");
    assert_eq!(lines.status, Outcome::Exit(2));
    assert!(lines.err.contains("09 坏的.pdf") && lines.err.contains("10 空的.txt"), "{}", lines.err);
}

#[test]
fn a_folder_of_reports_has_one_for_each_disclosure_and_a_summary() {
    let folder = folder();
    let to = tempfile::tempdir().expect("a folder");
    for (format, extension) in [("html", "html"), ("xlsx", "xlsx"), ("json", "json")] {
        let ran = gongkai(&["check", text(folder.path()), "--format", format, "-o", text(to.path()), "-j", "4"]);
        assert_eq!((ran.status, ran.out.as_str()), (Outcome::Exit(2), ""));
        let reports = fs::read_dir(to.path()).expect("a folder").filter_map(Result::ok);
        let ours = reports.filter(|e| e.file_name().to_string_lossy().ends_with(&format!("-核对报告.{extension}")));
        assert_eq!(ours.count(), 11, "{format}");
        let csv = fs::read_to_string(to.path().join("summary.csv")).expect("a summary");
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 14, "{csv}");
        assert!(lines[0].contains("文件,部门,年度") && lines[0].contains("表内差错"), "{csv}");
        assert!(lines[1].contains("青禾县水务局,2000,预算") && lines[1].ends_with("没有差错"), "{csv}");
        assert!(lines[10].contains("坏的.pdf") && !lines[10].ends_with("没有差错"), "{csv}");
    }
    assert!(to.path().join("summary.html").exists() && to.path().join("summary.xlsx").exists());
    // Into the very folder: the reports of the last run are no inputs of the next.
    for _ in 0..2 {
        let ran = gongkai(&["check", text(folder.path()), "--format", "html", "-o", text(folder.path())]);
        assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    }
}

#[test]
fn the_summary_counts_what_the_report_says() {
    let folder = folder();
    let (rows, failed, complete) = rows(folder.path(), 2, usize::MAX);
    assert!(complete && failed.len() == 2);
    let wrong = rows.iter().find(|r| r.file.contains("有错")).expect("a row");
    let by_family: usize = wrong.families.iter().sum();
    assert!(wrong.tally.errors > 0 && by_family == wrong.tally.errors + wrong.tally.missing, "{wrong:?}");
    assert!(wrong.worst.is_some_and(|w| w > 0.into()), "{wrong:?}");
    assert_eq!(wrong.status(), "有差错");
    let cells = wrong.cells().len();
    assert_eq!(cells, summary::header().len());
    assert_eq!(Row::failed("a".into(), "b".into()).cells().len(), cells);
}

#[test]
fn what_is_finished_before_it_is_cancelled_is_told() {
    let folder = folder();
    let (some, failed, complete) = rows(folder.path(), 1, 3);
    assert!(!complete);
    assert!((1..8).contains(&some.len()) && failed.is_empty(), "{} {failed:?}", some.len());
    let (all, ..) = rows(folder.path(), 1, usize::MAX);
    assert_eq!(some[..], all[..some.len()]);
}

#[test]
fn empty_folders_and_folders_in_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = gongkai(&["check", text(folder.path())]);
    assert_eq!(ran.status, Outcome::Exit(2));
    assert!(ran.err.contains("没有文件"), "{}", ran.err);
    let inner = folder.path().join("乙 局").join("2024");
    fs::create_dir_all(&inner).expect("made");
    native::save(&clean(1), &inner.join("一 览.json")).expect("saved");
    native::save(&clean(2), &folder.path().join("二.json")).expect("saved");
    let flat = gongkai(&["check", text(folder.path()), "--format", "jsonl"]).out;
    assert_eq!(flat.lines().count(), 1, "{flat}");
    let deep = gongkai(&["check", text(folder.path()), "--format", "jsonl", "--recursive"]).out;
    assert!(deep.lines().count() == 2 && deep.lines().next().is_some_and(|l| l.contains("二.json")), "{deep}");
    for jobs in ["0", "x", "-1"] {
        assert_eq!(gongkai(&["check", text(folder.path()), "--jobs", jobs]).status, Outcome::Exit(2));
    }
}

#[test]
fn separate_files_are_not_joined() {
    let folder = folder();
    let apart = gongkai(&["check", text(folder.path()), "--format", "jsonl", "--separate"]);
    assert_eq!(apart.out.lines().count(), 12);
}

/// Many files one by one, so that there is time to press Ctrl+C.
#[cfg(unix)]
#[test]
fn ctrl_c_finishes_what_is_being_checked_and_writes_the_summary() {
    use std::process::{Command, Stdio};
    let (folder, reports) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let all = 300;
    for number in 0..all {
        native::save(&clean(number), &folder.path().join(format!("{number:03}.json"))).expect("saved");
    }
    let child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(["check", text(folder.path()), "--separate", "--jobs", "1", "--format", "json"])
        .args(["-o", text(reports.path())])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let written = || fs::read_dir(reports.path()).expect("a folder").count();
    while written() == 0 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let press = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(press.expect("kill").success());
    let output = child.wait_with_output().expect("its end");
    let err = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{err}");
    let said =
        err.trim().strip_prefix("已取消，已核对 ").and_then(|rest| rest.strip_suffix(&format!("/{all} 个文件。")));
    let checked: usize = said.and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{err}"));
    assert!((1..300).contains(&checked), "{err}");
    // A report each, and the summary of them with its header.
    assert_eq!(written(), checked + usize::from(checked > 1));
    if checked > 1 {
        let summary = fs::read_to_string(reports.path().join("summary.csv")).expect("the summary");
        assert_eq!(summary.trim().lines().count(), checked + 1, "{summary}");
    }
}
