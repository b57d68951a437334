//! Grids in the layouts of different provinces, and what the user can say about them.

use proptest::prelude::*;

use crate::{
    document::{Block, Document, Format, Grid, GridCell, Paragraph},
    model::{ColumnHint, Disclosure, Hints, Kind, Meaning, Panel, Reading, Status, Table, TableHint, Unit},
    recognize,
};

/// A grid out of a text (`|` between cells) with some cells merged: row, column, rows, columns.
fn merged(text: &str, spans: &[(u32, u32, u32, u32)]) -> Grid {
    let mut grid = Grid::of(text);
    for &(row, column, rows, columns) in spans {
        let inside =
            |c: &GridCell| (row..row + rows).contains(&c.row) && (column..column + columns).contains(&c.column);
        grid.cells.retain(|c| !inside(c) || (c.row, c.column) == (row, column));
        for cell in grid.cells.iter_mut().filter(|c| (c.row, c.column) == (row, column)) {
            *cell = cell.clone().spanning(rows, columns);
        }
    }
    grid
}

/// A document of these lines and grids: a grid for every text with `|`.
fn document(format: Format, blocks: Vec<Block>) -> Document {
    let mut document = Document { format, blocks, ..Document::default() };
    document.number_blocks();
    document
}

fn line(text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), ..Paragraph::default() })
}

fn read(blocks: Vec<Block>) -> Disclosure {
    recognize::document(&document(Format::Docx, blocks))
}

fn columns(panel: &Panel) -> Vec<String> {
    panel.columns.iter().map(|c| c.title()).collect()
}

/// `code name: amounts`
fn rows(panel: &Panel) -> Vec<String> {
    let cells = |r: &crate::model::Row| r.cells.iter().map(|c| c.text.clone()).collect::<Vec<_>>().join(" ");
    panel.rows.iter().map(|r| format!("{}{} {}: {}", "  ".repeat(r.level.into()), r.code, r.name, cells(r))).collect()
}

fn only(read: &Disclosure) -> &Table {
    let [table] = &read.tables[..] else { panic!("{:?}", read.tables) };
    table
}

#[test]
fn shanghai_has_codes_in_three_columns_and_the_total_last() {
    let text = "项目||||支出预算||\n功能分类科目编码|||功能分类科目名称|合计|基本支出|项目支出\n类|款|项||||\n\
                208|||社会保障和就业支出|300|300|\n208|05||行政事业单位养老支出|300|300|\n\
                208|05|05|机关事业单位基本\n养老保险缴费支出|300|300|\n合计||||300|300|";
    let text = &text.replace("基本\n养", "基本养");
    let spans = [
        (0, 0, 1, 4),
        (0, 4, 1, 3),
        (1, 0, 1, 3),
        (1, 3, 2, 1),
        (1, 4, 2, 1),
        (1, 5, 2, 1),
        (1, 6, 2, 1),
        (6, 0, 1, 4),
    ];
    let read = read(vec![
        line("2025年青禾县水务局部门支出预算总表"),
        line("编制部门：青禾县水务局    单位：元"),
        Block::Grid(merged(text, &spans)),
    ]);
    let table = only(&read);
    assert_eq!((table.kind, table.unit, table.status), (Kind::Spending, Unit::Yuan, Status::Ok));
    assert_eq!(columns(&table.panels[0]), ["支出预算·合计", "支出预算·基本支出", "支出预算·项目支出"]);
    assert_eq!(
        rows(&table.panels[0]),
        [
            "  208 社会保障和就业支出: 300 300 ",
            "    20805 行政事业单位养老支出: 300 300 ",
            "      2080505 机关事业单位基本养老保险缴费支出: 300 300 ",
            " 合计: 300 300 ",
        ]
    );
    assert_eq!(table.panels[0].rows[2].cells[0].place.cell, Some([5, 4]));
    assert_eq!((read.agency.as_str(), read.year), ("青禾县水务局", Some(2025)));
}

#[test]
fn parts_stand_beside_the_name_of_the_whole() {
    let text = "项目名称||金额\n收入总计||25.00\n一般公共预算资金|小计|25.00\n|专项收入|5.00\n政府性基金|小计|";
    let grid = merged(text, &[(0, 0, 1, 2), (1, 0, 1, 2), (2, 0, 2, 1)]);
    let read = read(vec![line("公开02表"), line("收入预算总表"), line("单位：万元"), Block::Grid(grid)]);
    let table = only(&read);
    assert_eq!((table.kind, table.number.as_str()), (Kind::Income, "公开02表"));
    let seen = rows(&table.panels[0]);
    assert!(seen[1].ends_with("一般公共预算资金小计: 25.00") && seen[2].ends_with("专项收入: 5.00"), "{seen:?}");
    assert!(table.panels[0].rows[2].level > table.panels[0].rows[1].level);
}

#[test]
fn parts_stand_beside_the_name_of_the_whole_without_a_header_of_their_own() {
    let text = "项目名称| |金额\n收入总计||25.00\n一般公共预算资金|小计|25.00\n|公共财政拨款|20.00\n|专项收入|5.00\n政府性基金|小计|";
    let read = read(vec![line("收入预算总表"), Block::Grid(merged(text, &[(1, 0, 1, 2), (2, 0, 3, 1)]))]);
    let seen = rows(&only(&read).panels[0]);
    assert!(seen[1].ends_with("一般公共预算资金小计: 25.00") && seen[3].ends_with("专项收入: 5.00"), "{seen:?}");
}

#[test]
fn the_header_decides_in_a_draft_without_titles() {
    let text =
        "项目|预算数|项目|预算数\n一、财政拨款收入|12.00|一、一般公共服务支出|12.00\n收入总计|12.00|支出总计|12.00";
    let text = &format!("收入||支出|\n{text}");
    let draft = document(Format::Xlsx, vec![Block::Grid(merged(text, &[(0, 0, 1, 2), (0, 2, 1, 2)]))]);
    let read = recognize::document(&draft);
    assert_eq!(only(&read).kind, Kind::IncomeAndSpending);
    assert_eq!(only(&read).panels.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["收入", "支出"]);
}

#[test]
fn a_list_of_units_is_kept_as_another_table() {
    let read = read(vec![
        line("纳入编制范围的单位包括："),
        Block::Grid(Grid::of("序号|单位名称|备注\n1|青禾县水务局（本级）|\n2|青禾县水资源站|并入本级")),
        line("第三部分 情况说明"),
    ]);
    assert_eq!(only(&read).kind, Kind::Other);
    assert_eq!(rows(&only(&read).panels[0])[1].trim(), "青禾县水资源站: 并入本级");
    assert_eq!(read.prose.last().unwrap().heading, "第三部分 情况说明");
}

#[test]
fn notes_belong_to_the_table_above_and_a_continued_grid_to_the_one_before() {
    let read = read(vec![
        line("政府性基金预算支出表"),
        Block::Grid(Grid::of("科目编码|科目名称|合计\n229|其他支出|5.00")),
        Block::Grid(Grid::of("22960|彩票公益金安排的支出|5.00\n合计||5.00")),
        line("注：数据取整。"),
        line("第三部分 情况说明"),
    ]);
    assert_eq!(only(&read).panels[0].rows.len(), 3);
    assert_eq!(only(&read).notes, ["注：数据取整。"]);
}

#[test]
fn a_frame_around_text_is_text() {
    let read = read(vec![Block::Grid(Grid::of("本部门2025年没有政府性基金预算。")), line("完")]);
    assert!(read.tables.is_empty());
    assert!(read.prose[0].text.starts_with("本部门2025年没有政府性基金预算。"));
}

fn hinted(text: &str, hints: Vec<TableHint>) -> Disclosure {
    let document = document(Format::Xlsx, vec![Block::Grid(Grid::of(text))]);
    recognize::document_with(&document, &Hints { tables: hints })
}

#[test]
fn the_user_says_what_a_table_and_its_columns_are() {
    let text = "摘要|甲|乙\n渠道维修|2025001|12.50\n合计||12.50";
    let column = |column, meaning, path: &[&str]| ColumnHint {
        column,
        meaning,
        path: path.iter().map(|p| (*p).to_owned()).collect(),
    };
    let reading = Reading {
        kind: Some(Kind::Projects),
        unit: Some(Unit::Yuan),
        header_rows: Some(1),
        columns: vec![
            column(0, Meaning::Name, &[]),
            column(1, Meaning::Code, &[]),
            column(2, Meaning::Value(crate::model::ColumnRole::Amount), &["预算数"]),
        ],
        ..Reading::default()
    };
    let read = hinted(text, vec![TableHint { block: 0, row: 0, reading, ..TableHint::default() }]);
    let table = only(&read);
    assert_eq!((table.kind, table.unit), (Kind::Projects, Unit::Yuan));
    assert_eq!(columns(&table.panels[0]), ["预算数"]);
    assert_eq!(table.panels[0].rows[0].code, "2025001");
}

#[test]
fn the_user_cuts_joins_and_dismisses_tables() {
    let text = "名称|数\n甲|1.00\n名称|数\n乙|2.00";
    let split = TableHint { row: 2, split: true, ..TableHint::default() };
    assert_eq!(hinted(text, vec![split.clone()]).tables.len(), 2);
    let is_text = Reading { is_text: true, ..Reading::default() };
    let read = hinted(text, vec![TableHint { reading: is_text, ..split }]);
    assert_eq!((read.tables.len(), read.prose.len()), (1, 1));

    let blocks = vec![Block::Grid(Grid::of("名称|数\n甲|1.00")), line("（续）"), Block::Grid(Grid::of("乙|2.00"))];
    let both = document(Format::Docx, blocks);
    let join = TableHint { block: 2, join: true, ..TableHint::default() };
    let read = recognize::document_with(&both, &Hints { tables: vec![join] });
    assert_eq!(read.tables[0].panels[0].rows.len(), 2);
}

#[test]
fn hints_survive_the_native_file() {
    let hint = TableHint {
        block: 3,
        row: 7,
        reading: Reading {
            kind: Some(Kind::Income),
            columns: vec![
                ColumnHint { column: 0, meaning: Meaning::Ignored, path: Vec::new() },
                ColumnHint { column: 1, meaning: Meaning::Value(crate::model::ColumnRole::Share), path: Vec::new() },
            ],
            ..Reading::default()
        },
        ..TableHint::default()
    };
    let hints = Hints { tables: vec![hint] };
    let text = serde_json::to_string(&hints).unwrap();
    assert_eq!(serde_json::from_str::<Hints>(&text).unwrap(), hints, "{text}");
}

/// A cell as it could be printed anywhere.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0u32..10_000).prop_map(|n| format!("{}.{:02}", n / 100, n % 100)),
        1 => (0u32..3000).prop_map(|n| n.to_string()),
        3 => Just(String::new()),
        2 => prop::sample::select(vec![
            "合计", "小计", "收入", "支出", "项目", "金额", "科目编码", "科目名称", "类", "款", "项", "栏次", "单位：万元",
            "收支总表", "支出总表", "2080501", "一、一般公共服务支出", "注：空表。", "备注", "项目支出绩效目标表", "项目名称",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_grid_is_read_and_no_amount_is_lost_in_silence(
        texts in prop::collection::vec(any_text(), 1..80),
        width in 1u32..9,
        spans in prop::collection::vec((0u32..12, 0u32..9, 1u32..4, 1u32..4), 0..6),
    ) {
        let cells = texts.iter().zip(0u32..).map(|(t, i)| GridCell::new(i / width, i % width, t.clone()));
        let rows = u32::try_from(texts.len()).unwrap().div_ceil(width);
        let mut grid = Grid { rows, columns: width, cells: cells.collect(), ..Grid::default() };
        for (row, column, rows, columns) in spans {
            let inside = |c: &GridCell| {
                (row..row + rows).contains(&c.row) && (column..column + columns).contains(&c.column)
            };
            let is_alone = |c: &GridCell| c.row_span == 1 && c.column_span == 1;
            if grid.cells.iter().filter(|c| inside(c)).all(is_alone) {
                grid.cells.retain(|c| !inside(c) || (c.row, c.column) == (row, column));
                let cell = grid.cells.iter_mut().find(|c| (c.row, c.column) == (row, column));
                cell.into_iter().for_each(|c| (c.row_span, c.column_span) = (rows, columns));
            }
        }
        let read = recognize::document(&document(Format::Xlsx, vec![Block::Grid(grid)]));
        // Tables that say they hold everything hold no figure twice.
        for table in read.tables.iter().filter(|t| t.status == Status::Ok) {
            let cells = table.panels.iter().flat_map(|p| &p.rows).flat_map(|r| &r.cells);
            let mut places: Vec<_> = cells.filter(|c| c.value.is_some()).filter_map(|c| c.place.cell).collect();
            let all = places.len();
            places.sort_unstable();
            places.dedup();
            prop_assert_eq!(places.len(), all);
        }
    }
}
