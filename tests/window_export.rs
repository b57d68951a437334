//! Exporting a report from the window.
#![cfg(feature = "window")]

#[path = "support/window.rs"]
mod driven;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use driven::{Window, click, in_window};
use egui_kittest::kittest::Queryable;
use gongkai::app::{Command, Shell};
use gongkai::read::isolated::Reader;
use gongkai::session::{Recent, Session};

fn reader() -> Reader {
    Reader::new(env!("CARGO_BIN_EXE_gongkai"))
}

/// A window with this file open, copied into a folder of its own.
fn window(folder: &Path, file: &str) -> Window {
    let path = folder.join(Path::new(file).file_name().expect("a name"));
    fs::copy(file, &path).expect("copied");
    let mut shell = Shell::new(Recent::default());
    shell.set_reader(reader());
    shell.add(Session::open(&path, &reader()).expect(file));
    in_window(shell)
}

fn ask(window: &mut Window) {
    let ctx = window.ctx.clone();
    window.state_mut().command(Command::Export, &ctx);
    window.run_steps(3);
}

/// Waits until the window says this.
fn wait(window: &mut Window, said: &str) {
    let start = Instant::now();
    while window.query_by_label_contains(said).is_none() {
        assert!(start.elapsed() < Duration::from_secs(30), "没有说“{said}”");
        std::thread::sleep(Duration::from_millis(10));
        window.run_steps(1);
    }
}

#[test]
fn a_report_is_written_beside_the_source_in_the_form_that_was_chosen() {
    let folder = tempfile::tempdir().expect("folder");
    let mut w = window(folder.path(), "tests/made/2025.word.pdf");
    for (form, name, begins) in [
        ("网页", "2025.word-核对报告.html", &b"<!DOCTYPE html>"[..]),
        ("Word 文档", "2025.word-核对报告.docx", b"PK"),
        ("Excel 工作簿", "2025.word-核对报告.xlsx", b"PK"),
        ("带批注的 PDF", "2025.word-批注.pdf", b"%PDF-"),
    ] {
        ask(&mut w);
        click(&mut w, form);
        click(&mut w, "导出");
        wait(&mut w, &format!("核对报告已写到“{name}”。"));
        let bytes = fs::read(folder.path().join(name)).expect(name);
        assert!(bytes.starts_with(begins), "{name}");
    }
    let source = fs::read("tests/made/2025.word.pdf").expect("source");
    let annotated = fs::read(folder.path().join("2025.word-批注.pdf")).expect("annotated");
    assert!(annotated.starts_with(&source) && annotated.len() > source.len());
    assert_eq!(fs::read(folder.path().join("2025.word.pdf")).expect("source"), source, "原文没有动");
}

#[test]
fn a_report_that_is_there_is_replaced_only_when_asked_twice_and_without_a_pdf_there_is_nothing_to_mark() {
    let folder = tempfile::tempdir().expect("folder");
    let mut w = window(folder.path(), "assets/samples/2025.json");
    let path = folder.path().join("2025-核对报告.html");
    fs::write(&path, "旧").expect("written");
    ask(&mut w);
    click(&mut w, "带批注的 PDF"); // it cannot be chosen
    click(&mut w, "导出");
    assert_eq!(fs::read_to_string(&path).expect("read"), "旧");
    click(&mut w, "替换");
    wait(&mut w, "核对报告已写到");
    assert!(fs::read_to_string(&path).expect("read").contains("公开核对报告"));
}
