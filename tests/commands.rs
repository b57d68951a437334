//! The commands as a shell or a script sees them: results, messages, exit status.

#[path = "support/command.rs"]
mod command;

use std::{ffi::OsString, fs, path::Path, process::Command};

use command::{Ran, gongkai};
use gongkai::{
    cli::{self, Outcome},
    read::{self, isolated::Reader},
    write::native,
};
use serde_json::Value;

/// A folder with the two samples as files: 2024.json ties, 2025.json does not.
fn samples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    for sample in read::samples() {
        let year = sample.year.expect("a year");
        native::save(&sample, &folder.path().join(format!("{year}.json"))).expect("saved");
    }
    folder
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_str().expect("a path").to_owned()
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.out))
}

#[test]
fn check_ends_with_0_when_everything_ties_1_when_not_2_when_a_file_cannot_be_read() {
    let folder = samples();
    let (good, bad, none) = (path(&folder, "2024.json"), path(&folder, "2025.json"), path(&folder, "none.txt"));
    for (paths, status) in
        [(vec![&good], 0), (vec![&bad], 1), (vec![&good, &bad], 1), (vec![&none], 2), (vec![&bad, &none], 2)]
    {
        let args: Vec<_> = ["check"].into_iter().chain(paths.iter().map(|p| p.as_str())).collect();
        let ran = gongkai(&args);
        assert_eq!(ran.status, Outcome::Exit(status), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.contains("none.txt"), paths.contains(&&none), "{}", ran.err);
    }
    let all = gongkai(&["check", folder.path().to_str().expect("a path")]);
    assert_eq!(all.status, Outcome::Exit(1));
    assert!(all.out.contains("2024.json") && all.out.contains("2025.json"), "{}", all.out);
}

#[test]
fn check_as_json_has_the_shape_that_others_read() {
    let folder = samples();
    let ran = gongkai(&["check", &path(&folder, "2025.json"), "--format", "json"]);
    let report = json(&ran);
    assert_eq!(report["file"], path(&folder, "2025.json"));
    assert_eq!(report["agency"], "青禾县水务局");
    assert_eq!((&report["year"], &report["tables"]), (&2025.into(), &10.into()));
    assert!(report["relations"].as_u64() > Some(100), "{}", report["relations"]);
    let findings = report["findings"].as_array().expect("findings");
    let finding = findings
        .iter()
        .find(|f| f["cells"][0]["kind"] == "支出总表" && f["rule"] == "H1")
        .expect("the digits swapped in 支出总表");
    assert_eq!(finding["severity"], "错误");
    assert_eq!(finding["kind"], "表内");
    assert_eq!(finding["table"], "t3");
    assert_eq!(finding["cells"][0]["row"], "2130306 水利工程运行与维护");
    assert_eq!(finding["cells"][0]["column"], "合计");
    assert_eq!(finding["stated"], "173.40");
    assert_eq!(finding["computed"], "174.30");
    assert_eq!(finding["difference"], "-0.90");
    assert!(finding["message"].as_str().is_some_and(|m| m.contains("173.40") && m.contains("174.30")));
    for key in ["allowed", "quote", "page", "suspects"] {
        assert!(finding.get(key).is_some(), "{key}");
    }
    let suspect = &finding["suspects"][0];
    assert_eq!((&suspect["column"], &suspect["value"]), (&"项目支出".into(), &"173.40".into()), "{suspect}");
}

#[test]
fn check_of_several_files_is_an_array_or_a_line_each() {
    let folder = samples();
    let files = [path(&folder, "2024.json"), path(&folder, "2025.json")];
    let array = json(&gongkai(&["check", "--format=json", &files[0], &files[1]]));
    assert_eq!(array.as_array().map(Vec::len), Some(2));
    let lines = gongkai(&["check", "--format=jsonl", &files[0], &files[1]]).out;
    let years: Vec<Value> =
        lines.lines().map(|l| serde_json::from_str::<Value>(l).expect("an object")["year"].clone()).collect();
    assert_eq!(years, [2024, 2025]);
}

#[test]
fn check_writes_csv_with_a_line_for_each_finding() {
    let folder = samples();
    let output = path(&folder, "发现.csv");
    let ran = gongkai(&["check", &path(&folder, "2025.json"), "--format", "csv", "-o", &output]);
    assert_eq!((ran.status, ran.out.as_str()), (Outcome::Exit(1), ""));
    let text = fs::read_to_string(&output).expect("written");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("a header").get(1), Some("规则"));
    let report = json(&gongkai(&["check", &path(&folder, "2025.json"), "--format", "json"]));
    assert_eq!(reader.records().count(), report["findings"].as_array().expect("findings").len());
}

#[test]
fn text_folds_hints_away_until_asked() {
    let folder = samples();
    let file = path(&folder, "2025.json");
    let (folded, all) = (gongkai(&["check", &file]).out, gongkai(&["check", "--all", &file]).out);
    assert!(folded.contains("--all") && !folded.contains("\n  提示"), "{folded}");
    assert!(all.contains("\n  提示") && all.contains("\n  错误"), "{all}");
}

#[test]
fn convert_goes_to_json_and_back_without_loss_and_to_csv() {
    let folder = samples();
    let (file, copy) = (path(&folder, "2025.json"), path(&folder, "copy.json"));
    assert_eq!(gongkai(&["convert", &file, "-o", &copy]).status, Outcome::Exit(0));
    let read = |p: &str| native::parse(&fs::read_to_string(p).expect("read")).expect("parsed");
    assert_eq!(read(&copy).tables, read(&file).tables);
    let printed = gongkai(&["convert", &file]);
    assert_eq!(native::parse(&printed.out).expect("parsed").tables, read(&file).tables);
    let table = gongkai(&["convert", &file, "--to", "csv"]).out;
    assert!(table.starts_with('\u{feff}') && table.contains("公开表1,收支总表,单位：万元"), "{table}");
    let by_name = path(&folder, "表.csv");
    assert_eq!(gongkai(&["convert", &file, "-o", &by_name]).status, Outcome::Exit(0));
    assert_eq!(fs::read_to_string(&by_name).expect("written"), table);
}

#[test]
fn convert_puts_several_files_into_a_folder_and_never_writes_over_what_it_reads() {
    let folder = samples();
    let files = [path(&folder, "2024.json"), path(&folder, "2025.json")];
    let target = path(&folder, "out");
    let ran = gongkai(&["convert", &files[0], &files[1], "--to", "csv", "-o", &target]);
    assert_eq!(ran.status, Outcome::Exit(0), "{}", ran.err);
    assert!(Path::new(&target).join("2024.csv").exists() && Path::new(&target).join("2025.csv").exists());
    let before = fs::read(&files[0]).expect("read");
    for args in [
        vec!["convert", &files[0], "-o", &files[0]],
        vec!["convert", &files[0], &files[1]],
        vec!["convert", &files[0], &files[1], "-o", folder.path().to_str().expect("a path")],
        vec!["convert", &files[0], &files[0], "-o", &target],
        vec!["check", &files[0], "-o", &files[0]],
    ] {
        let ran = gongkai(&args);
        assert_eq!(ran.status, Outcome::Exit(2), "{args:?}");
        assert!(ran.err.ends_with("。\n") && ran.out.is_empty(), "{}", ran.err);
    }
    assert_eq!(fs::read(&files[0]).expect("read"), before);
}

#[test]
fn convert_reads_text() {
    let folder = tempfile::tempdir().expect("folder");
    let text = path(&folder, "说明.txt");
    fs::write(&text, "青禾县水务局没有要公开的表格。\n").expect("written");
    let ran = gongkai(&["convert", &text]);
    assert_eq!(ran.status, Outcome::Exit(0));
    assert!(ran.out.contains("没有要公开的表格") && ran.err.contains("没有找到表格"), "{}", ran.err);
}

#[test]
fn help_is_in_chinese_for_every_command() {
    let general = gongkai(&["help"]);
    assert_eq!((general.status, general.err.as_str()), (Outcome::Exit(0), ""));
    assert_eq!(general.out, gongkai(&["--help"]).out);
    for command in ["check", "convert", "rules"] {
        assert!(general.out.contains(&format!("gongkai {command}")));
        let help = gongkai(&[command, "--help"]);
        assert_eq!(help.status, Outcome::Exit(0));
        assert!(help.out.starts_with(&format!("gongkai {command}")), "{}", help.out);
        assert_eq!(help.out, gongkai(&["help", command]).out);
    }
    assert!(gongkai(&["--version"]).out.starts_with("gongkai 0."));
}

#[test]
fn what_is_not_understood_is_said_and_ends_with_2() {
    for args in [
        vec!["check"],
        vec!["convert"],
        vec!["check", "--format", "ofd", "a"],
        vec!["check", "--format", "pdf", "a"],
        vec!["check", "--formt", "json", "a"],
        vec!["check", "a", "-o"],
        vec!["rules", "没有"],
        vec!["help", "没有"],
        vec!["chek"],
        vec!["--nonsense"],
    ] {
        let ran = gongkai(&args);
        assert_eq!(ran.status, Outcome::Exit(2), "{args:?}");
        assert!(ran.err.ends_with("。\n") && ran.err.contains("gongkai help") && ran.out.is_empty(), "{}", ran.err);
    }
}

#[test]
fn the_manual_lists_every_rule_and_shows_one() {
    let list = gongkai(&["rules"]).out;
    for id in ["V1", "V5", "H1", "B3", "C1", "C9"] {
        assert!(list.lines().any(|l| l.split_whitespace().next() == Some(id)), "{id}: {list}");
    }
    let one = gongkai(&["rules", "v1"]).out;
    for heading in ["规则", "为什么", "依据", "例", "怎样改", "不算错的情形"] {
        assert!(one.contains(&format!("\n{heading}\n")), "{heading}: {one}");
    }
}

#[test]
fn other_arguments_are_files_for_the_window() {
    let folder = samples();
    let file = folder.path().join("2025.json");
    assert_eq!(gongkai::<OsString>(&[]).status, Outcome::Window(Vec::new()));
    assert_eq!(gongkai(std::slice::from_ref(&file)).status, Outcome::Window(vec![file]));
}

#[test]
fn without_a_display_the_program_names_the_commands_that_need_none() {
    if cfg!(not(all(unix, not(target_os = "macos")))) {
        println!("skipped: this system always has a display");
        return;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .expect("started");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(message.contains("打不开窗口") && message.contains("gongkai check"), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut err = Vec::new();
    assert_eq!(cli::run(["help".into()], &Reader::new("none"), &mut Closed, &mut err), Outcome::Exit(0));
    assert!(err.is_empty());
}

/// A folder with one disclosure in two files, text and tables apart, and things that are no files of it.
fn published_apart() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    let text = "青禾县水务局2025年度部门预算\n\n一、主要职责\n贯彻执行水法，负责水利工程的建设和管理。\n";
    let tables = "支出总表\n部门名称：青禾县水务局\n预算年度：2025\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
                  \t合计\t10.00\t6.00\t4.00\n213\t农林水支出\t10.00\t6.00\t4.00\n";
    for (name, content) in
        [("公开文件.txt", text), ("公开表格.txt", tables), ("~$公开表格.docx", "lock"), (".hidden", "x")]
    {
        fs::write(folder.path().join(name), content).expect("written");
    }
    folder
}

#[test]
fn a_folder_is_checked_with_text_and_tables_of_one_agency_as_one() {
    let folder = published_apart();
    let reports = json(&gongkai(&["check", folder.path().to_str().expect("a path"), "--format", "json"]));
    assert_eq!(reports.as_array().map(Vec::len), Some(1), "{reports}");
    let file = reports[0]["file"].as_str().expect("a file");
    assert!(file.contains("公开文件.txt") && file.contains("公开表格.txt"), "{file}");
    assert_eq!((&reports[0]["agency"], &reports[0]["tables"]), (&"青禾县水务局".into(), &1.into()));
    let one_by_one = [path(&folder, "公开文件.txt"), path(&folder, "公开表格.txt")];
    let reports = json(&gongkai(&["check", &one_by_one[0], &one_by_one[1], "--format", "json"]));
    assert_eq!(reports.as_array().map(Vec::len), Some(2), "{reports}");
}

#[test]
fn convert_joins_text_and_tables_into_one_file() {
    let folder = published_apart();
    let files = [path(&folder, "公开文件.txt"), path(&folder, "公开表格.txt")];
    let output = path(&folder, "合.json");
    let ran = gongkai(&["convert", &files[0], &files[1], "-o", &output]);
    assert_eq!((ran.status, ran.err.as_str()), (Outcome::Exit(0), ""));
    let whole = native::parse(&fs::read_to_string(&output).expect("written")).expect("parsed");
    assert_eq!((whole.tables.len(), whole.prose.is_empty()), (1, false));
    assert_eq!(
        (whole.source.file.as_str(), whole.source.further.as_slice()),
        ("公开文件.txt", &["公开表格.txt".to_owned()][..])
    );
    assert_eq!(whole.tables[0].place.file, 1);

    let samples = samples();
    let (one, other) = (path(&samples, "2024.json"), path(&samples, "2025.json"));
    let ran = gongkai(&["convert", &one, &other, "-o", &output]);
    assert_eq!(ran.status, Outcome::Exit(2));
    assert!(ran.err.contains("2 份不同的公开"), "{}", ran.err);
}

#[test]
fn the_encoding_can_be_said_where_the_guess_is_wrong() {
    let folder = tempfile::tempdir().expect("folder");
    let file = path(&folder, "繁體.txt");
    fs::write(&file, encoding_rs::BIG5.encode("部門預算公開").0).expect("written");
    let told = gongkai(&["convert", &file, "--encoding", "big5"]);
    assert!(told.out.contains("部門預算公開"), "{}", told.out);
    let unknown = gongkai(&["convert", &file, "--encoding", "klingon"]);
    assert_eq!(unknown.status, Outcome::Exit(2));
    assert!(unknown.err.contains("klingon") && unknown.err.contains("gb18030"), "{}", unknown.err);
}

#[test]
fn rules_of_ones_own_are_checked_listed_and_asked() {
    let folder = samples();
    let file = path(&folder, "2025.json");
    let rules = path(&folder, "市规则.txt");
    let written = "关闭 表内\n规则 市01：合计不超过一万元\n支出总表[合计, 合计] ≤ 1 万元\n规则 市02：有上年表\n“上年对照表”[合计, 合计] > 0\n";
    fs::write(&rules, written).expect("written");
    let listed = gongkai(&["rules", "--rules", &rules]);
    assert_eq!(listed.status, Outcome::Exit(0), "{}", listed.err);
    assert!(listed.out.contains("市01") && listed.out.contains("（已关闭）"), "{}", listed.out);
    let page = gongkai(&["rules", "市01", "--rules", &rules]).out;
    assert!(page.contains("支出总表[合计, 合计] ≤ 1 万元") && page.contains("自定义"), "{page}");
    let ran = gongkai(&["check", &file, "--rules", &rules, "--format", "json"]);
    let report = json(&ran);
    let found: Vec<&Value> = report["findings"].as_array().expect("findings").iter().collect();
    assert!(found.iter().any(|f| f["rule"] == "市01" && f["kind"] == "自定义" && f["severity"] == "错误"), "{report}");
    assert!(found.iter().all(|f| f["kind"] != "表内"), "{report}");
    assert_eq!(report["own_rules"][1]["aside"], "未比较：没有“上年对照表”");
    let text = gongkai(&["check", &file, "--rules", &rules, "--all"]).out;
    assert!(text.contains("没有“上年对照表”"), "{text}");

    // As an old Notepad saves it.
    let (gbk, _, _) = encoding_rs::GB18030.encode(written);
    fs::write(&rules, &gbk).expect("written");
    assert_eq!(gongkai(&["rules", "--rules", &rules]).status, Outcome::Exit(0));

    fs::write(&rules, "规则 市01：甲\n支岀总表[合计, 合计] = 1\n支出总表[合计] = 1").expect("written");
    for command in [vec!["check", &file, "--rules", &rules], vec!["rules", "--rules", &rules]] {
        let ran = gongkai(&command);
        assert_eq!((ran.status, ran.out.as_str()), (Outcome::Exit(2), ""));
        assert!(
            ran.err.contains("第 2 行") && ran.err.contains("第 3 行") && ran.err.contains("支出总表"),
            "{}",
            ran.err
        );
    }
    assert_eq!(gongkai(&["check", &file, "--rules", "没有.txt"]).status, Outcome::Exit(2));
}
