use super::*;
use crate::document::Grid;

/// A document of tables written as lines: `表`, `行`, `末` open and close, anything else is a cell with an
/// optional `宽×高` before a blank; `^` as height continues the cell above.
fn read(text: &str) -> Document {
    let mut flow = Flow::new(Format::Docx);
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        match line {
            "表" => flow.open_table(),
            "行" => flow.open_row(0).expect("few rows"),
            "末" => flow.close_table(),
            _ => {
                let (size, text) = line.split_once(' ').unwrap_or(("1×1", line));
                let (columns, rows) = size.split_once('×').expect("宽×高");
                let height = rows.parse().map_or(Height::Continues, Height::Rows);
                flow.open_cell(columns.parse().expect("宽"), height).expect("few cells");
                flow.paragraph(text, None).expect("little text");
            }
        }
    }
    flow.finish().expect("a document")
}

/// The cells of a grid as `行,列 高×宽 文字`.
fn cells(grid: &Grid) -> Vec<String> {
    let of = |c: &crate::document::GridCell| {
        format!("{},{} {}×{} {}", c.row, c.column, c.row_span, c.column_span, c.text.replace('\n', "/"))
    };
    grid.cells.iter().map(of).collect()
}

fn only_grid(document: &Document) -> &Grid {
    assert_eq!(document.blocks.len(), 1, "{:?}", document.blocks);
    document.grids().next().expect("a grid").1
}

#[test]
fn a_merged_header_takes_its_place_as_in_a_browser() {
    let document = read("表\n行\n1×2 科目\n2×1 支出\n行\n基本\n项目\n行\n208\n9.24\n1.00");
    assert_eq!(
        cells(only_grid(&document)),
        ["0,0 2×1 科目", "0,1 1×2 支出", "1,1 1×1 基本", "1,2 1×1 项目", "2,0 1×1 208", "2,1 1×1 9.24", "2,2 1×1 1.00"]
    );
}

#[test]
fn a_cell_of_word_goes_on_downwards_where_it_is_said_to_continue() {
    let document = read("表\n行\n1×1 科目\n2×1 支出\n行\n1×^ 名称\n基本\n项目\n行\n208\n9.24\n1.00");
    assert_eq!(cells(only_grid(&document))[0], "0,0 2×1 科目/名称");
}

#[test]
fn spans_are_cut_where_they_overlap_or_leave_the_table() {
    let document = read("表\n行\n甲\n1×1000000000 乙\n丙\n行\n5×1 丁\n戊");
    assert_eq!(cells(only_grid(&document)), ["0,0 1×1 甲", "0,1 2×1 乙", "0,2 1×1 丙", "1,0 1×1 丁", "1,2 1×1 戊"]);
}

#[test]
fn columns_in_which_nothing_begins_are_not_there() {
    let document = read("表\n行\n40×1 科目\n40×1 金额\n行\n40×1 208\n40×1 9.24");
    let grid = only_grid(&document);
    assert_eq!((grid.rows, grid.columns), (2, 2));
}

#[test]
fn a_table_around_tables_is_read_as_what_stands_in_it() {
    let document = read("表\n行\n首页\n网站的正文\n表\n行\n科目编码\n金额\n行\n社会保障和就业支出\n9.24\n末\n末");
    let kinds: Vec<&str> = document
        .blocks
        .iter()
        .map(|b| match b {
            Block::Paragraph(p) => p.text.as_str(),
            Block::Grid(_) => "表",
        })
        .collect();
    assert_eq!(kinds, ["首页", "网站的正文", "表"]);
}

#[test]
fn a_small_table_in_a_cell_is_text_of_that_cell() {
    let document = read(
        "表\n行\n绩效指标\n全年完成渠道清淤五十公里，完成水库除险加固两座\n表\n行\n数量\n两座\n末\n行\n年度目标\n保障灌区用水",
    );
    let grid = only_grid(&document);
    assert_eq!(grid.cells[1].text, "全年完成渠道清淤五十公里，完成水库除险加固两座\n数量 两座");
}

#[test]
fn tables_nested_without_end_are_read_to_a_depth_and_none_of_their_text_is_lost() {
    let document = read(&"表\n行\n甲\n乙\n".repeat(10_000));
    let text = serde_json::to_string(&document).expect("json");
    assert_eq!(text.matches('甲').count(), 10_000);
}
