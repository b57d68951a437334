//! Workbooks in: what other programs wrote, read as it is displayed.

#[path = "support/workbook.rs"]
mod made;

use std::{fs, path::Path};

use gongkai::{
    document::{Block, Document, Grid},
    read::{Options, ReadError, workbook},
};
use made::{ods, package, xlsx, xlsx_of};

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

/// All texts of the first grid, row by row, blank cells as empty.
fn texts(document: &Document) -> Vec<Vec<&str>> {
    let (_, grid) = document.grids().next().expect("a grid");
    (0..grid.rows).map(|r| row(grid, r)).collect()
}

fn notices(document: &Document) -> Vec<&str> {
    document.notices.iter().map(|n| n.text.as_str()).collect()
}

#[test]
fn cells_are_read_as_they_are_displayed() {
    let document = read(&xlsx(
        "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>\
         <row r='2'><c r='A2'><v>2101501</v></c><c r='B2' s='1'><v>397.3</v></c></row>\
         <row r='3'><c r='A3' t='inlineStr' s='2'><is><t>01</t></is></c><c r='B3' s='3'><v>0</v></c></row>\
         <row r='4'><c r='A4' t='str'><f>A1</f><v>科目</v></c><c r='B4' s='1'><v>-0.30000000000000004</v></c></row>\
         <row r='5'><c r='A5' t='b'><v>1</v></c><c r='B5' t='e'><v>#REF!</v></c></row>\
         <row r='6'><c r='A6'><v>12.5</v></c><c r='B6' s='4'><v>99</v></c></row></sheetData>",
    ))
    .expect("a workbook");
    assert_eq!(
        texts(&document),
        [["科目", "金额"], ["2101501", "397.30"], ["01", ""], ["科目", "-0.30"], ["TRUE", "#REF!"], ["12.5", ""]]
    );
}

#[test]
fn formulas_are_held_against_their_stored_results() {
    let with = |stored: &str| {
        let row = |r: u32, amount: &str| format!("<row r='{r}'><c r='B{r}' s='1'><v>{amount}</v></c></row>");
        xlsx(&format!(
            "<sheetData>{}{}<row r='5'><c r='A5' t='inlineStr'><is><t>合计</t></is></c>\
             <c r='B5' s='1'><f>SUM(B3:B4)</f>{stored}</c></row></sheetData>",
            row(3, "300.5"),
            row(4, "96.81")
        ))
    };
    let right = read(&with("<v>397.31</v>")).expect("a workbook");
    assert_eq!(notices(&right), Vec::<&str>::new());

    let stale = read(&with("<v>397.3</v>")).expect("a workbook");
    assert_eq!(texts(&stale)[4], ["合计", "397.30"]);
    let said = &stale.notices[0];
    assert!(said.text.starts_with("工作表“表1”B5 的公式 =SUM(B3:B4) 算得 397.31，文件里存的结果是 397.30"), "{said:?}");
    assert_eq!((said.place.page, said.place.block, said.place.cell), (Some(1), Some(0), Some([4, 1])));

    for missing in ["", "<v></v>", "<v>0</v>"] {
        let document = read(&with(missing)).expect("a workbook");
        let total = &document.grids().next().expect("a grid").1.row(4)[1];
        assert_eq!((total.text.as_str(), total.inferred), ("397.31", true), "{missing}");
        assert!(notices(&document)[0].contains("1 个公式从未计算过"), "{:?}", document.notices);
    }
}

#[test]
fn a_formula_stored_once_for_a_column_is_computed_for_each_row() {
    let cell = |r: u32, formula: &str, result: &str| {
        format!("<row r='{r}'><c r='A{r}'><v>{r}</v></c><c r='B{r}'>{formula}<v>{result}</v></c></row>")
    };
    let document = read(&xlsx(&format!(
        "<sheetData>{}{}{}</sheetData>",
        cell(1, "<f t='shared' si='4294967295' ref='B1:B3'>A1*$A$1*2</f>", "2"),
        cell(2, "<f t='shared' si='4294967295'/>", "4"),
        cell(3, "<f t='shared' si='4294967295'/>", "7"),
    )))
    .expect("a workbook");
    assert_eq!(notices(&document).len(), 1);
    assert!(
        notices(&document)[0].contains("B3 的公式 =A3*$A$1*2 算得 6，文件里存的结果是 7"),
        "{:?}",
        document.notices
    );
}

#[test]
fn the_same_formulas_and_hidden_parts_in_three_formats() {
    for format in ["xlsx", "xls", "ods"] {
        let document = read_file(format!("tests/made/formulas.{format}"));
        let total = sheet(&document, "收支总表");
        let rows: Vec<_> = (2..6).map(|r| row(total, r)).collect();
        let expected =
            [["", "300.50", "601"], ["", "90.00", "180"], ["", "6.81", "13.62"], ["合计", "397.31", "494.1"]];
        assert_eq!(rows, expected, "{format}");
        let detail = sheet(&document, "支出 明细");
        assert_eq!((row(detail, 0), row(detail, 1)), (vec!["397.31", "2101501"], vec!["595.965", "01"]), "{format}");
        // Only openpyxl leaves the results out.
        assert_eq!(total.cells.iter().any(|c| c.inferred), format == "xlsx", "{format}");
        let said = notices(&document).join("");
        assert!(said.contains("工作表“支出 明细”中第 2 行、B 列是隐藏的"), "{format}: {said}");
        assert!(said.contains("往年底稿") && said.contains("_CRM") && !said.contains("算得"), "{format}: {said}");
        let all = document.grids().flat_map(|(_, g)| &g.cells).map(|c| c.text.as_str()).collect::<String>();
        assert!(!all.contains("不公开"), "{format}");
    }
}

#[test]
fn a_stale_result_in_an_old_workbook_is_found_too() {
    let mut bytes = fs::read("tests/made/formulas.xls").expect("the file");
    let (fresh, stale) = (397.31_f64.to_le_bytes(), 397.3_f64.to_le_bytes());
    let at = bytes.windows(8).position(|w| w == fresh).expect("the result of B6");
    bytes[at..at + 8].copy_from_slice(&stale);
    let document = read(&bytes).expect("a workbook");
    let said = notices(&document).join("");
    assert!(said.contains("工作表“收支总表”B6 的公式 =SUM(B3:B5) 算得 397.31，文件里存的结果是 397.30"), "{said}");
}

#[test]
fn a_cell_at_the_far_end_costs_nothing_and_is_said() {
    let document = read(&xlsx(
        "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>\
         <row r='1048576'><c r='XFD1048576'><v>3</v></c></row></sheetData>\
         <mergeCells><mergeCell ref='A3:XFD1048576'/></mergeCells>",
    ))
    .expect("a workbook");
    assert_eq!(texts(&document), [["1", "2"]]);
    assert!(notices(&document)[0].contains("1 个单元格离表格太远"), "{:?}", document.notices);

    let far = "<table:table table:name='表1'><table:table-row table:number-rows-repeated='1048570'>\
               <table:table-cell table:number-columns-repeated='16383'/></table:table-row><table:table-row>\
               <table:table-cell office:value-type='float' office:value='5' table:number-columns-repeated='16384'/>\
               </table:table-row></table:table>";
    let document = read(&ods(far)).expect("a workbook");
    assert!(document.blocks.len() <= 1 && document.notices.len() == 1, "{:?}", document.notices);
}

#[test]
fn strange_but_readable_workbooks() {
    // No addresses, wrong order, a cell twice, overlapping merged areas, hidden text under a merged area.
    let document = read(&xlsx(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r='3'><c r='B3'><v>6</v></c><c r='A3'><v>5</v></c></row>\
         <row r='2'><c r='A2'><v>3</v></c><c r='B2'><v>4</v></c><c r='A2'><v>9</v></c></row></sheetData>\
         <mergeCells><mergeCell ref='A2:B2'/><mergeCell ref='B2:B3'/><mergeCell ref='C9'/><mergeCell ref='nonsense'/></mergeCells>",
    ))
    .expect("a workbook");
    assert_eq!(texts(&document), [vec!["1", "2"], vec!["3"], vec!["5", "6"]]);
    let empty = read(&xlsx("<sheetData/>")).expect("a workbook");
    assert_eq!((empty.pages.len(), empty.blocks.len()), (1, 0));
}

#[test]
fn what_cannot_be_read_is_said_with_what_to_do() {
    let whole = xlsx("<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>");
    let entities = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    for (name, bytes) in [
        ("cut off", whole[..whole.len() - 30].to_vec()),
        ("no sheets", package(&[("xl/workbook.xml", "<workbook/>")])),
        ("no workbook", package(&[("a.txt", "x")])),
        ("not closed", xlsx("<sheetData><row r='1'><c r='A1'><v>1")),
        ("an old container with nothing in it", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(100)),
        ("an old workbook cut off", fs::read("tests/made/2025.xls").expect("the file")[..700].to_vec()),
    ] {
        let message = read(&bytes).expect_err(name).to_string();
        assert!(message.contains('请') && message.ends_with('。'), "{name}: {message}");
    }
    // Entities are not expanded; the strings without them are there.
    let strings = format!("{entities}<si><t>甲&b;乙</t></si>");
    let document = read(&xlsx_of(
        &strings,
        "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><v>1</v></c></row></sheetData>",
    ));
    assert_eq!(texts(&document.expect("a workbook")), [["甲乙", "1"]]);
}
