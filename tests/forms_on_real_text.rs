//! Project tables and performance forms of real disclosures, where they are at hand.

use gongkai::{
    model::{Kind, Row, RowRole, Status, Table, Unit},
    recognize::{Line, Region, lines, projects},
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
