//! Workbooks in: what other programs wrote, read as it is displayed.

use std::{fs, path::Path};

use gongkai::{
    document::{Block, Document, Grid},
    read::{Options, ReadError, workbook},
};

fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    workbook::document(bytes, &Options::default(), &mut |_, _| {})
}

fn read_file(path: impl AsRef<Path>) -> Document {
    let path = path.as_ref();
    read(&fs::read(path).expect("the file")).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The grid of a sheet.
fn sheet<'a>(document: &'a Document, name: &str) -> &'a Grid {
    let page = document.pages.iter().position(|p| p.name == name).expect("the sheet") as u32 + 1;
    document.grids().map(|(_, grid)| grid).find(|g| g.place.page == Some(page)).expect("its grid")
}

/// The texts of a row, blank cells included.
fn row(grid: &Grid, row: u32) -> Vec<&str> {
    grid.row(row).iter().map(|c| c.text.as_str()).collect()
}

#[test]
fn a_sheet_is_a_page_with_a_grid_that_begins_at_a1() {
    for (file, names) in [
        ("2025.xlsx", ["公开表1 收支总表", "公开表2 收入总表"]),
        ("2025.ods", ["公开表1 收支总表", "公开表2 收入总表"]),
        ("2025.xls", ["公开表1", "公开表2"]),
    ] {
        let document = read_file(Path::new("tests/made").join(file));
        assert_eq!(document.pages.len(), 10, "{file}");
        assert_eq!(document.format.id(), file.rsplit('.').next().expect("an ending"));
        assert!(document.pages.iter().zip(names).all(|(page, name)| page.name == name), "{file}");
        let income = sheet(&document, names[1]);
        assert_eq!((income.rows, income.columns), (9, 10), "{file}");
        let header = ["部门（单位）代码", "部门（单位）名称", "合计", "本年收入", "上年结转结余"];
        assert_eq!(row(income, 3), header, "{file}");
        let spans: Vec<_> = income.row(3).iter().map(|c| (c.row_span, c.column_span)).collect();
        assert_eq!(spans, [(2, 1), (2, 1), (2, 1), (1, 6), (2, 1)], "{file}");
        let total = ["", "合计", "914.05", "895.55", "890.55", "", "", "", "5.00", "18.50"];
        assert_eq!(row(income, 5), total, "{file}");
        let place = income.row(5)[2].place;
        assert_eq!((place.page, place.block, place.cell), (Some(2), Some(1), Some([5, 2])), "{file}");
    }
}

#[test]
fn every_sheet_of_the_templates_is_read() {
    let folder = Path::new("../shared/corpus/templates");
    if !folder.is_dir() {
        eprintln!("skipped: ../shared/corpus is not here");
        return;
    }
    for (file, sheets, tables) in [
        ("budget_template.xls", 16, 9),
        ("unit_budget_template.xlsx", 16, 9),
        ("department_budget_template.xlsx", 17, 9),
    ] {
        let document = read_file(folder.join(file));
        assert_eq!((document.pages.len(), document.grids().count()), (sheets, tables), "{file}");
        assert_eq!(document.notices, [], "{file}");
        // Cover, directory and explanations are running text.
        assert!(document.blocks.iter().any(|b| matches!(b, Block::Paragraph(p) if p.text == "目  录")), "{file}");
    }
}
