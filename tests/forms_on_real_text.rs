//! Project tables and performance forms of real disclosures, where they are at hand.

use gongkai::{
    model::{Kind, Row, RowRole, Status, Table, Unit},
    recognize::{Line, Region, forms, lines, projects},
};

/// The text of a real disclosure, or a word on standard output that the test was skipped.
fn seed(name: &str) -> Option<String> {
    let path = format!("{}/../shared/seeds/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {path} is not here");
    }
    text
}

/// The region between two lines, by the text of the first.
fn region<'a>(all: &'a [Line<'a>], kind: Kind, title: &str, nth: usize, until: &str) -> Region<'a> {
    let starts = all.iter().enumerate().filter(|(_, l)| l.text.trim() == title);
    let at = starts.map(|(i, _)| i).nth(nth).expect("the title stands in the text");
    let body = &all[at + 1..];
    let end = body.iter().position(|l| l.text.trim().starts_with(until)).unwrap_or(body.len());
    Region { kind, number: String::new(), title: title.into(), unit: Unit::Wan, line: all[at], lines: &body[..end] }
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.panels.iter().flat_map(|p| &p.rows)
}

fn show(table: &Table) {
    if std::env::var_os("SHOW").is_some() {
        let columns: Vec<_> = table.panels.iter().flat_map(|p| &p.columns).map(|c| c.title()).collect();
        println!("## {} {} {:?} {columns:?}", table.kind.name(), table.title, table.status);
        for row in rows(table) {
            let cells: Vec<_> = row.cells.iter().map(|c| c.text.as_str()).collect();
            println!("{} {:?} {} {} | {}", row.level, row.role, row.code, row.name, cells.join(" | "));
        }
        println!("raw: {}", table.raw.chars().take(200).collect::<String>());
    }
}

#[test]
fn show_all() {
    let Some(text) = seed("zengdu-2025") else { return };
    let all = lines(&text);
    for n in 0..10 {
        forms::recognize(&region(&all, Kind::ProjectPerformance, "项目申报表", n, "项目申报表")).iter().for_each(show);
    }
    forms::recognize(&region(&all, Kind::OverallPerformance, "部门整体绩效目标申报表", 0, "填报说明"))
        .iter()
        .for_each(show);
    let text = seed("luanchuan-2025").unwrap();
    let all = lines(&text);
    forms::recognize(&region(&all, Kind::OverallPerformance, "部门（单位）整体绩效目标表", 0, "部门预算项目"))
        .iter()
        .for_each(show);
    forms::recognize(&region(&all, Kind::ProjectPerformance, "部门预算项目绩效目标表", 0, "~~")).iter().for_each(show);
    projects::recognize(&region(&all, Kind::Projects, "2025 年项目支出预算表", 0, "预算 13")).iter().for_each(show);
    let text = seed("huzhu-2025").unwrap();
    let all = lines(&text);
    forms::recognize(&region(&all, Kind::ProjectPerformance, "部门预算项目支出绩效目标公开表", 0, "第四部分"))
        .iter()
        .for_each(show);
    let text = seed("qiemo-2025").unwrap();
    let all = lines(&text);
    forms::recognize(&region(&all, Kind::OverallPerformance, "单位整体绩效目标表", 0, "项目支出绩效目标表"))
        .iter()
        .for_each(show);
    forms::recognize(&region(&all, Kind::ProjectPerformance, "项目支出绩效目标表", 0, "项目支出绩效目标表"))
        .iter()
        .for_each(show);
    forms::recognize(&region(&all, Kind::ProjectPerformance, "项目支出绩效目标表", 1, "(五)")).iter().for_each(show);
    let text = seed("gaoyang-2025").unwrap();
    let all = lines(&text);
    for n in ["1、医疗保障经费(劳务派遣)绩效目标表", "5、冀财社[2024]158号-医疗保障服务能力建设补助资金绩效目标表"]
    {
        forms::recognize(&region(&all, Kind::ProjectPerformance, n, 0, "绩效指标")).iter().for_each(show);
    }
}

#[test]
fn a_project_table_in_cells_of_two_characters() {
    let Some(text) = seed("zengdu-2025") else { return };
    let all = lines(&text);
    let table = projects::recognize(&region(&all, Kind::Projects, "项目支出表", 0, "政府采购预算表")).unwrap();
    if std::env::var_os("SHOW").is_some() {
        for row in rows(&table) {
            let cells: Vec<_> = row.cells.iter().map(|c| c.text.as_str()).collect();
            println!("{} {:?} {} {} {}", row.level, row.role, row.code, row.name, cells.join(" | "));
        }
        println!("{}", table.raw);
    }
    assert_eq!(table.status, Status::Ok, "{}", table.raw);
    assert_eq!(rows(&table).count(), 148);
    assert_eq!(rows(&table).filter(|r| r.role == RowRole::Unit).count(), 5);
}
