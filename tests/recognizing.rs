//! Plain text in the styles in which disclosures come out of PDF, Word and web pages, with an invented agency.
//! Each snapshot shows what was read, table by table; `?` marks a cell whose column was inferred.

use gongkai::model::{Disclosure, Status};
use gongkai::recognize;

/// The whole disclosure as text that a person can hold beside the fixture.
fn shown(d: &Disclosure) -> String {
    let mut out = format!("{}\n", d.title());
    for table in &d.tables {
        let status = if table.status == Status::Ok { String::new() } else { format!(" {:?}", table.status) };
        let unit = table.unit.name();
        out += &format!("\n## {} | {} | {} | {unit}{status}\n", table.kind.name(), table.number, table.title);
        for panel in &table.panels {
            let headers: Vec<String> = panel.columns.iter().map(|c| c.path.join("/")).collect();
            out += &format!("{}[{}]\n", panel.name, headers.join(" | "));
            for row in &panel.rows {
                let cells: Vec<String> = row
                    .cells
                    .iter()
                    .map(|c| match (c.is_blank(), c.inferred) {
                        (true, _) => "·".to_owned(),
                        (false, inferred) => format!("{}{}", c.text, if inferred { "?" } else { "" }),
                    })
                    .collect();
                let indent = "  ".repeat(usize::from(row.level));
                out += &format!("{indent}{} <{:?}> {}\n", row.title(), row.role, cells.join(" "));
            }
        }
        out.extend(table.notes.iter().map(|n| format!("注 {n}\n")));
        if !table.raw.is_empty() {
            out += &format!("原文 {}\n", table.raw.replace('\n', " / "));
        }
    }
    for section in &d.prose {
        out += &format!("\n# {}\n{}\n", section.heading, section.text);
    }
    out
}

macro_rules! style {
    ($name:ident, $file:literal) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(shown(&recognize::disclosure(include_str!(concat!("fixtures/text/", $file)))));
        }
    };
}

style!(words_in_a_row_with_wrapped_headers, "words-in-a-row.txt");
style!(nested_headers_and_split_codes, "nested-header.txt");
style!(glued_cells_and_a_destroyed_table, "glued-cells.txt");
style!(rows_with_tabs, "rows-with-tabs.txt");
style!(one_cell_a_line, "one-cell-a-line.txt");
style!(a_page_of_the_web_without_its_spans, "copied-from-a-page.txt");
style!(codes_of_units_beside_those_of_subjects, "unit-codes.txt");

#[test]
fn text_with_no_table_is_a_document_of_prose() {
    let d = recognize::disclosure("关于召开会议的通知\n\n定于周三上午召开会议。\n");
    assert!(d.tables.is_empty());
    assert_eq!(d.prose.len(), 1);
    assert!(d.prose[0].text.contains("定于周三上午召开会议"));
    assert!(recognize::disclosure("").prose.is_empty());
}

#[test]
fn a_subject_is_what_its_projects_cost() {
    let text = include_str!("fixtures/text/unit-codes.txt").replace("流动书车 340.00", "流动书车 304.00");
    let d = recognize::disclosure(&text);
    let examination = gongkai::check::Examiner::new(&d, std::sync::Arc::default()).examine(&d);
    let said: Vec<&str> = examination.findings.iter().filter(|f| f.rule == "V4").map(|f| f.message.as_str()).collect();
    assert!(matches!(said[..], [one] if one.contains("2070104") && one.contains("904.00")), "{said:?}");
}
