//! Checking a folder of files in the window.
#![cfg(feature = "window")]

#[path = "support/window.rs"]
mod driven;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use driven::{Window, click, in_window_of, key};
use egui::Key;
use egui_kittest::kittest::Queryable;
use gongkai::app::{Command, Shell};
use gongkai::read::isolated::Reader;
use gongkai::session::Recent;

/// Two years of an agency, the second with errors, and a file that cannot be read.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    for (from, to) in [("2024.json", "甲 2024.json"), ("2025.json", "乙 2025.json")] {
        fs::copy(samples.join(from), folder.path().join(to)).expect("copied");
    }
    fs::write(folder.path().join("坏的.pdf"), b"%PDF-1.4 and nothing else").expect("written");
    folder
}

fn window() -> Window {
    let mut shell = Shell::new(Recent::default());
    shell.set_reader(Reader::new(env!("CARGO_BIN_EXE_gongkai")));
    in_window_of(shell, 768.0, 0.02)
}

fn type_path(window: &mut Window, hint: &str, path: &Path) {
    let field = window.get_by_label(hint);
    field.focus();
    window.run_steps(2);
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window.get_by_label(hint).type_text(path.to_str().expect("a path"));
    window.run_steps(2);
}

/// Asks for the folder and checks it, as far as that goes.
fn check(window: &mut Window, folder: &Path) {
    let ctx = window.ctx.clone();
    window.state_mut().command(Command::Batch, &ctx);
    window.run_steps(3);
    type_path(window, "文件夹的完整路径", folder);
    click(window, "开始核对");
}

/// Waits until the window says this.
fn wait(window: &mut Window, said: &str) {
    let start = Instant::now();
    while window.query_all_by_label_contains(said).next().is_none() {
        assert!(start.elapsed() < Duration::from_secs(30), "没有说“{said}”");
        std::thread::sleep(Duration::from_millis(10));
        window.run_steps(1);
    }
    window.run_steps(3);
}

/// The names of the files from top to bottom.
fn files(window: &Window) -> Vec<String> {
    let mut names: Vec<(i32, String)> = ["甲 2024.json", "乙 2025.json", "坏的.pdf"]
        .into_iter()
        .filter_map(|name| Some((window.query_by_label(name)?.rect().top() as i32, name.to_owned())))
        .collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn a_folder_is_checked_and_listed_and_the_head_of_a_column_sorts() {
    let folder = folder();
    let mut w = window();
    check(&mut w, folder.path());
    wait(&mut w, "核对完了，共 3 份");
    assert_eq!(files(&w), ["乙 2025.json", "坏的.pdf", "甲 2024.json"]);
    assert!(w.query_by_label("合计 3 份").is_some());
    for said in ["有差错 1", "没有差错 1", "没能核对 1"] {
        assert!(w.query_by_label(said).is_some(), "{said}");
    }
    click(&mut w, "按错误排序");
    let most_first = files(&w);
    click(&mut w, "按错误排序");
    let least_first = files(&w);
    assert_eq!((most_first[0].as_str(), least_first[2].as_str()), ("乙 2025.json", "乙 2025.json"));
    // What was not checked has no number: it stands at the end of its own.
    assert_eq!((most_first[2].as_str(), least_first[0].as_str()), ("坏的.pdf", "坏的.pdf"));
    click(&mut w, "按年度排序");
    assert_eq!(files(&w), ["坏的.pdf", "甲 2024.json", "乙 2025.json"]);
}

#[test]
fn a_line_opens_its_file_and_the_table_stays() {
    let folder = folder();
    let mut w = window();
    check(&mut w, folder.path());
    wait(&mut w, "核对完了");
    // By the keyboard: the last one.
    key(&mut w, Key::End);
    key(&mut w, Key::Enter);
    let start = Instant::now();
    while w.state().session().is_none() {
        assert!(start.elapsed() < Duration::from_secs(30), "没有打开");
        std::thread::sleep(Duration::from_millis(10));
        w.run_steps(1);
    }
    assert_eq!(w.state().session().expect("open").disclosure().year, Some(2024));
    w.run_steps(3);
    click(&mut w, "批量核对");
    assert_eq!(files(&w).len(), 3);
    // With the mouse: the one with errors. The click on the tab was long ago.
    w.run_steps(40);
    for _ in 0..2 {
        w.get_by_label("乙 2025.json").click();
        w.run_steps(2);
    }
    let start = Instant::now();
    while w.state().session().and_then(|s| s.disclosure().year) != Some(2025) {
        assert!(start.elapsed() < Duration::from_secs(30), "没有打开");
        std::thread::sleep(Duration::from_millis(10));
        w.run_steps(1);
    }
}

#[test]
fn the_summary_and_the_reports_are_written() {
    let folder = folder();
    let mut w = window();
    check(&mut w, folder.path());
    wait(&mut w, "核对完了");
    click(&mut w, "保存汇总表…");
    let to = folder.path().join("汇总.csv");
    type_path(&mut w, "文件的完整路径", &to);
    key(&mut w, Key::Enter);
    wait(&mut w, "汇总表已写到“汇总.csv”。");
    let csv = fs::read_to_string(&to).expect("written");
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(csv.contains("甲 2024.json") && csv.contains("坏的.pdf"), "{csv}");
    let source = fs::read(folder.path().join("乙 2025.json")).expect("a source");
    // Into the name of a file that was checked: never.
    click(&mut w, "保存汇总表…");
    type_path(&mut w, "文件的完整路径", &folder.path().join("乙 2025.json"));
    key(&mut w, Key::Enter);
    click(&mut w, "替换");
    wait(&mut w, "不会改写它");
    click(&mut w, "知道了");
    fs::remove_file(&to).expect("removed");

    click(&mut w, "每份一个报告…");
    click(&mut w, "Excel 工作簿");
    let reports = folder.path().join("报告");
    type_path(&mut w, "文件夹的完整路径", &reports);
    click(&mut w, "开始写");
    wait(&mut w, "已写报告 2 个");
    wait(&mut w, "核对完了");
    for name in ["甲 2024-核对报告.xlsx", "乙 2025-核对报告.xlsx", "summary.xlsx"] {
        assert!(fs::read(reports.join(name)).expect(name).starts_with(b"PK"), "{name}");
    }
    assert_eq!(fs::read(folder.path().join("乙 2025.json")).expect("a source"), source, "原文没有动");
}

#[test]
fn an_empty_folder_is_said_to_be_empty_and_closing_the_tab_ends_it() {
    let empty = tempfile::tempdir().expect("a folder");
    let mut w = window();
    check(&mut w, empty.path());
    wait(&mut w, "这个文件夹里没有文件");
    check(&mut w, &empty.path().join("没有这个"));
    wait(&mut w, "打不开");
    let folder = folder();
    check(&mut w, folder.path());
    click(&mut w, "关闭标签 批量核对");
    assert!(w.query_by_label_contains("打开一份部门预算公开").is_some());
}

#[test]
fn the_rule_file_by_which_it_is_checked_is_named() {
    let folder = folder();
    let rules = folder.path().join("本局规则.txt");
    fs::write(&rules, "规则 市01：支出不小于零\n  支出总表[合计, 合计] >= 0\n").expect("written");
    let mut w = window();
    check(&mut w, folder.path());
    wait(&mut w, "核对完了");
    assert!(w.query_by_label_contains("用规则文件").is_none());
    w.state_mut().load_rules(rules);
    w.run_steps(3);
    check(&mut w, folder.path());
    wait(&mut w, "内置规则之外，用规则文件“本局规则.txt”：1 条自定义规则");
}
