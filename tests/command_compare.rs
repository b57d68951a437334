//! `gongkai compare` as a shell or a script sees it.

mod support;

use std::{ffi::OsString, fs, io::Read};

use gongkai::{
    check::Severity,
    cli::{self, Outcome},
    compare::across,
    model::{ReviewEntry, ReviewStatus},
    prose::Prose,
    read::{self, isolated::Reader},
    write::native,
};

struct Ran {
    status: Outcome,
    out: String,
    err: String,
}

fn gongkai(args: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let reader = Reader::new(env!("CARGO_BIN_EXE_gongkai"));
    let args = args.iter().map(|a| OsString::from(*a));
    let status = cli::run(args, &reader, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { status, out: text(out), err: text(err) }
}

/// A folder with the two samples as files.
fn samples() -> (tempfile::TempDir, [String; 2]) {
    let folder = tempfile::tempdir().expect("folder");
    let paths = [2024, 2025].map(|year| folder.path().join(format!("{year}.json")));
    for sample in read::samples() {
        let at = usize::from(sample.year == Some(2025));
        native::save(&sample, &paths[at]).expect("saved");
    }
    let paths = paths.map(|p| p.to_str().expect("a path").to_owned());
    (folder, paths)
}

#[test]
fn two_years_are_shown_with_their_changes_and_what_contradicts() {
    let (_folder, [before, now]) = samples();
    let ran = gongkai(&["compare", &now, &before]);
    assert!(matches!(ran.status, Outcome::Exit(0 | 1)), "{}", ran.err);
    assert!(ran.out.starts_with("青禾县水务局 2024—2025 年对比\n"), "{}", ran.out);
    for text in
        ["收支总表 · 支出（万元）", "2024 年", "2025 年 比 2024 年 增减", "213", "一般公共预算支出表", "各项增减合计"]
    {
        assert!(ran.out.contains(text), "{text}\n{}", ran.out);
    }
    let class = ran.out.lines().find(|l| l.starts_with("213 ")).expect("a class");
    assert!(class.contains("农林水支出"), "{class}");
}

#[test]
fn what_is_compared_can_be_chosen() {
    let (_folder, [before, now]) = samples();
    let lines = |args: &[&str]| {
        let ran = gongkai(&[&["compare", &before, &now], args].concat());
        assert!(matches!(ran.status, Outcome::Exit(0 | 1)), "{args:?}: {}", ran.err);
        ran.out
    };
    let all = lines(&["--table", "支出总表"]);
    let basic = lines(&["--table", "支出总表", "--measure", "基本支出", "--level", "1"]);
    assert!(basic.contains("支出总表 · 基本支出（万元）") && basic.lines().count() < all.lines().count(), "{basic}");
    let large = lines(&["--table", "支出总表", "--threshold", "1000000"]);
    assert!(!large.lines().any(|l| l.starts_with("213")), "{large}");
    let searched = lines(&["--table", "支出总表", "--search", "水利", "--sort", "change"]);
    assert!(searched.contains("水利") && !searched.contains("社会保障"), "{searched}");
    let other = lines(&["--by", "agencies", "--table", "收支总表·收入"]);
    assert!(other.contains("各栏的年度不同"), "{other}");
}

#[test]
fn agencies_of_a_year_come_with_what_they_spend_per_head() {
    let (folder, [_, now]) = samples();
    let text = fs::read_to_string(&now).expect("a file").replace("青禾县水务局", "青禾县林业局");
    let other = folder.path().join("林业.json");
    fs::write(&other, text).expect("written");
    let ran = gongkai(&["compare", &now, other.to_str().expect("a path")]);
    assert!(ran.out.starts_with("2025 年 2 个部门对比\n"), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("同类部门 · 2025 年预算") && ran.out.contains("青禾县林业局"), "{}", ran.out);
}

#[test]
fn what_a_reviewer_dismissed_is_listed_and_no_longer_counted() {
    let year = |year: i32, totals: &str, text: &str| {
        let table = format!("支出总表\n编码 | 名称 | 合计 | 基本支出 | 项目支出\n | 合计 | {totals}");
        support::of(year, &format!("{table}\n# 支出预算说明\n> {text}"))
    };
    let before = year(2024, "294.00 | 200.00 | 94.00", "2024年支出预算294.00万元。");
    // Two of the changes are those from what last year's budget published, one is not.
    let changes = "2025年支出预算300.00万元，比上年预算增加6.00万元。其中：基本支出202.00万元，比上年预算增加2.00万元；项目支出98.00万元，比上年预算增加9.00万元。";
    let mut now = year(2025, "300.00 | 202.00 | 98.00", changes);
    let prose = [&before, &now].map(Prose::of);
    let documents = [(&before, &prose[0]), (&now, &prose[1])];
    let documents = documents.map(|(disclosure, prose)| across::Document { disclosure, prose });
    let found = across::examine(&documents, &across::Settings::default());
    let graves = found.findings.iter().filter(|f| f.finding.severity == Severity::Error);
    let entries: Vec<ReviewEntry> = graves
        .map(|f| ReviewEntry {
            key: f.finding.key(&now),
            status: ReviewStatus::Dismissed,
            note: "上年数经批复调整".into(),
            ..ReviewEntry::default()
        })
        .collect();
    assert!(!entries.is_empty());

    let folder = tempfile::tempdir().expect("folder");
    let file = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    native::save(&before, file("2024.json").as_ref()).expect("saved");
    native::save(&now, file("2025.json").as_ref()).expect("saved");
    let compare = || gongkai(&["compare", &file("2024.json"), &file("2025.json"), "--table", "支出总表"]);
    let ran = compare();
    assert!(ran.status == Outcome::Exit(1) && !ran.out.contains("已排除"), "{}{}", ran.out, ran.err);

    let count = entries.len();
    now.review.entries = entries;
    native::save(&now, file("2025.json").as_ref()).expect("saved");
    let ran = compare();
    assert!(ran.status == Outcome::Exit(0), "{}", ran.out);
    assert!(ran.out.contains(&format!("已排除的跨年发现（{count} 处）")), "{}", ran.out);
    assert!(ran.out.contains("审阅意见：已排除：上年数经批复调整"), "{}", ran.out);
    for (name, said) in [("对比.html", "审阅意见：已排除："), ("对比.csv", "已排除：上年数经批复调整")]
    {
        gongkai(&["compare", &file("2024.json"), &file("2025.json"), "-o", &file(name)]);
        let written = fs::read_to_string(file(name)).expect("written");
        assert!(written.contains(said), "{name}: {written}");
    }
}

#[test]
fn every_format_is_written_and_no_file_that_is_read() {
    let (folder, [before, now]) = samples();
    let file = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    for name in ["对比.html", "对比.csv", "对比.xlsx", "对比.txt"] {
        let ran = gongkai(&["compare", &before, &now, "-o", &file(name)]);
        assert!(matches!(ran.status, Outcome::Exit(0 | 1)) && ran.out.is_empty(), "{name}: {}", ran.err);
    }
    let page = fs::read_to_string(file("对比.html")).expect("written");
    assert!(page.contains("<h1>青禾县水务局 2024—2025 年对比</h1>") && page.contains("农林水支出"));
    assert!(page.contains("<figure><svg") && page.contains("</svg></figure>"));
    // The name of the SVG format is no address that anything is fetched from.
    let fetched = page.replace("http://www.w3.org/2000/svg", "");
    assert!(!fetched.contains("<script") && !fetched.contains("http://") && !fetched.contains("src="));
    let csv = fs::read_to_string(file("对比.csv")).expect("written");
    assert!(csv.starts_with('\u{feff}') && csv.contains("编码,名称,2024 年,2025 年"), "{csv}");
    let mut book = zip::ZipArchive::new(fs::File::open(file("对比.xlsx")).expect("written")).expect("a workbook");
    let mut sheet = String::new();
    book.by_name("xl/worksheets/sheet1.xml").expect("a sheet").read_to_string(&mut sheet).expect("text");
    assert!(sheet.contains("<pane xSplit=\"2\" ySplit=\"3\"") && sheet.contains("<v>"), "frozen panes and numbers");
    for (name, chart) in [("桥.svg", "bridge"), ("柱.png", "grouped")] {
        let ran = gongkai(&[
            "compare",
            &before,
            &now,
            "-o",
            &file(name),
            "--chart",
            chart,
            "--size",
            "120x80",
            "--dpi",
            "96",
        ]);
        assert!(matches!(ran.status, Outcome::Exit(0 | 1)), "{name}: {}", ran.err);
    }
    assert!(fs::read_to_string(file("桥.svg")).expect("written").starts_with("<svg"));
    assert!(fs::read(file("柱.png")).expect("written").starts_with(b"\x89PNG"));
    let ran = gongkai(&["compare", &before, &now, "-o", &now, "--format", "csv"]);
    assert_eq!(ran.status, Outcome::Exit(2));
    assert!(ran.err.contains("不会改写它"), "{}", ran.err);
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence() {
    let (folder, [before, now]) = samples();
    let output = folder.path().join("图.docx");
    let output = output.to_str().expect("a path");
    for (args, words) in [
        (vec!["compare"], "要写明比较哪些文件"),
        (vec!["compare", &before, &now, "--table", "资产表"], "没有“资产表”，可选 收支总表 · 收入"),
        (vec!["compare", &before, &now, "--measure", "利润"], "没有一张表有“利润”栏"),
        (vec!["compare", &before, &now, "--threshold", "很大"], "要写不小于 0 的数"),
        (vec!["compare", &before, &now, "--format", "xlsx"], "要用 -o 写明"),
        (vec!["compare", &before, &now, "--size", "大"], "毫米数"),
        (vec!["compare", &before, &now, "-o", output], "对比不能写成“docx”"),
        (vec!["compare", &before, "无此文件.pdf"], "无此文件.pdf"),
    ] {
        let ran = gongkai(&args);
        assert_eq!(ran.status, Outcome::Exit(2), "{args:?}: {}", ran.out);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    let help = gongkai(&["compare", "--help"]);
    assert!(help.status == Outcome::Exit(0) && help.out.starts_with("gongkai compare 路径…"));
}
