//! The sample disclosures as other programs write them (`tests/made/make.py`): whatever the format, the same
//! tables with the same figures are read, and the same is found wrong with them.

mod support;

use std::fmt::Write;

use gongkai::{
    check::Checker,
    model::{CellRef, Disclosure, Kind, Stage, Table},
    read,
};

/// Reads a file of `tests/made`, in this process.
fn made(name: &str) -> Disclosure {
    let path = format!("{}/tests/made/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    read::opened(&bytes, name.to_owned(), &read::Options::default(), &mut |_, _| ())
        .unwrap_or_else(|e| panic!("{name}: {e}"))
        .disclosure
}

/// A table as text: its columns, and of every row its level, role, code, name and figures.
fn rows(table: &Table) -> String {
    let mut out = format!("{} {} {} {}\n", table.kind.name(), table.number, table.title, table.unit.name());
    for panel in &table.panels {
        let columns: Vec<String> = panel.columns.iter().map(|c| c.title()).collect();
        writeln!(out, "{}〔{}〕", panel.name, columns.join("｜")).unwrap();
        for row in &panel.rows {
            let figures: Vec<String> =
                row.cells.iter().map(|c| c.value.map_or_else(String::new, |v| v.normalize().to_string())).collect();
            writeln!(out, "{} {:?} {} {}：{}", row.level, row.role, row.code, row.name, figures.join(" | ")).unwrap();
        }
    }
    for note in &table.notes {
        writeln!(out, "{note}").unwrap();
    }
    out
}

/// The running text: headings and, under each, its lines.
fn prose(disclosure: &Disclosure) -> String {
    disclosure.prose.iter().map(|s| format!("【{}】\n{}\n", s.heading, s.text)).collect()
}

/// What is found, each as severity, rule, the cells it is about, and by how much the stated figure is off.
fn findings(disclosure: &Disclosure) -> Vec<String> {
    let name = |at: &CellRef| {
        let table = disclosure.tables.get(at.table as usize)?;
        let (row, column) = (disclosure.row(*at)?, disclosure.column(*at)?);
        Some(format!("{}/{}/{}", table.kind.name(), row.title(), column.title()))
    };
    let mut lines: Vec<String> = Checker::new(disclosure)
        .findings(disclosure)
        .iter()
        .map(|f| {
            let mut cells: Vec<String> = f.cells.iter().filter_map(name).collect();
            cells.sort();
            let number = |v: Option<rust_decimal::Decimal>| v.map_or("—".to_owned(), |v| v.normalize().to_string());
            format!(
                "{} {} {} ≠ {}：{}",
                f.severity.name(),
                f.rule,
                number(f.stated),
                number(f.computed),
                cells.join("、")
            )
        })
        .collect();
    lines.sort();
    lines
}

/// What two texts differ in, line by line.
fn difference(expected: &str, read: &str) -> String {
    let (expected, read): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), read.lines().collect());
    let missing = expected.iter().filter(|l| !read.contains(l)).map(|l| format!("\n  - {l}"));
    let added = read.iter().filter(|l| !expected.contains(l)).map(|l| format!("\n  + {l}"));
    missing.chain(added).collect()
}

/// Workbooks hold the tables and no text.
const TABLES_ALONE: [&str; 5] = [".xlsx", ".ods", ".xls", ".csv", ".excel.pdf"];

/// Of these, those that name the agency nowhere.
const NAMELESS: [&str; 2] = ["2025.xls", "2025.csv"];

/// The file says what the sample of its year says.
#[track_caller]
fn says_the_same(name: &str) {
    let read = made(name);
    let [before, now] = read::samples();
    let sample = if name.starts_with("2024") { before } else { now };
    let agency = if NAMELESS.contains(&name) { "" } else { &sample.agency };
    let stated = (agency, sample.year, sample.stage);
    assert_eq!((read.agency.as_str(), read.year, read.stage), stated, "{name}");
    let mut problems = String::new();
    for expected in &sample.tables {
        let found: Vec<&Table> = read.tables.iter().filter(|t| t.kind == expected.kind).collect();
        match found[..] {
            [found] => {
                if rows(expected) != rows(found) {
                    write!(problems, "\n{}{}", expected.kind.name(), difference(&rows(expected), &rows(found)))
                        .unwrap();
                }
            }
            _ => write!(problems, "\n{}：{} 张", expected.kind.name(), found.len()).unwrap(),
        }
    }
    if !TABLES_ALONE.iter().any(|ending| name.ends_with(ending)) {
        let (expected, found) = (prose(&sample), prose(&read));
        if !found.contains(&expected) {
            write!(problems, "\n文字{}", difference(&expected, &found)).unwrap();
        }
    }
    for other in read.tables.iter().filter(|t| t.kind == Kind::Other) {
        write!(problems, "\n多出的表\n{}", rows(other)).unwrap();
    }
    let (expected, found) = (findings(&sample).join("\n"), findings(&read).join("\n"));
    if expected != found {
        write!(problems, "\n核对结果{}", difference(&expected, &found)).unwrap();
    }
    assert!(problems.is_empty(), "{name}{problems}");
}

#[test]
fn word_documents_say_the_same() {
    says_the_same("2024.docx");
    says_the_same("2025.docx");
}

#[test]
fn word_documents_of_1997_say_the_same() {
    says_the_same("2025.doc");
}

#[test]
fn pages_saved_from_a_word_processor_say_the_same() {
    says_the_same("2025.word.html");
}

#[test]
fn pages_of_a_web_site_say_the_same() {
    says_the_same("2025.web.html");
}

#[test]
fn workbooks_say_the_same() {
    says_the_same("2024.xlsx");
    says_the_same("2025.xlsx");
}

#[test]
fn workbooks_of_1997_say_the_same() {
    says_the_same("2025.xls");
}

#[test]
fn open_document_workbooks_say_the_same() {
    says_the_same("2025.ods");
}

#[test]
fn separated_values_say_the_same() {
    says_the_same("2025.csv");
}

#[test]
fn pages_printed_from_a_word_processor_say_the_same() {
    says_the_same("2024.word.pdf");
    says_the_same("2025.word.pdf");
}

#[test]
fn pages_printed_from_a_workbook_say_the_same() {
    says_the_same("2025.excel.pdf");
}

/// Codes, names and figures of all tables of final accounts, in the order of the nine.
fn figures(disclosure: &Disclosure) -> Vec<String> {
    let mut tables: Vec<&Table> = disclosure.tables.iter().collect();
    tables.sort_by_key(|table| table.kind);
    tables
        .iter()
        .flat_map(|table| {
            let panels = table.panels.iter().flat_map(|panel| {
                let columns = panel.columns.iter().map(|c| c.title()).collect::<Vec<_>>().join("｜");
                let row = |row: &gongkai::model::Row| {
                    let values =
                        row.cells.iter().map(|c| c.value.map_or_else(String::new, |v| v.normalize().to_string()));
                    format!("{} {}：{}", row.code, row.name, values.collect::<Vec<_>>().join(" | "))
                };
                std::iter::once(columns).chain(panel.rows.iter().map(row)).collect::<Vec<_>>()
            });
            std::iter::once(table.kind.name().to_owned()).chain(panels).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn final_accounts_are_read_from_a_workbook_and_from_pages() {
    let accounts = support::disclosure(support::accounts::ACCOUNTS);
    for name in ["accounts.xlsx", "accounts.pdf"] {
        let read = made(name);
        assert_eq!(
            (read.agency.as_str(), read.year, read.stage),
            (accounts.agency.as_str(), Some(2024), Stage::FinalAccounts)
        );
        assert_eq!(difference(&figures(&accounts).join("\n"), &figures(&read).join("\n")), "", "{name}");
        assert_eq!(findings(&read), [""; 0], "{name}");
    }
}
