//! Ruling lines of a page become grids with spans, joined over pages. Pages are drawn as text, see
//! `support/drawing.rs`.

#[path = "support/drawing.rs"]
mod drawing;

use drawing::{LINE, MARGIN, UNIT, assert_reads, char_at, dashed, page};
use gongkai::{
    document::Origin,
    read::pdf::{
        layout::document,
        page::{PageModel, Rule},
    },
};

/// A header over two rows, a class over three columns, a total over the code columns.
const SPANS: &str = "
    +----------+--------+------------------------+
    | 科目编码 | 科目   |        本年支出        |
    +----+-----+        +------+--------+--------+
    | 类 | 款  | 名称   | 合计 | 基本   | 项目   |
    +----+-----+--------+------+--------+--------+
    |208 | 05  | 养老   |71.58 | 71.58  |        |
    +----+-----+--------+------+--------+--------+
    |       合计        |71.58 | 71.58  |        |
    +-------------------+------+--------+--------+
";

const SPANS_READ: &str = "
    科目编码«1×2» | 科目/名称«2×1» | 本年支出«1×3»
    类 | 款 | 合计 | 基本 | 项目
    208 | 05 | 养老 | 71.58 | 71.58 |
    合计«1×3» | 71.58 | 71.58 |
";

#[test]
fn cells_span_where_no_line_is_between_them() {
    assert_reads(&[page(SPANS)], SPANS_READ);
}

#[test]
fn a_cell_has_its_own_borders_as_its_place() {
    let document = document(&[page(SPANS)]);
    let (_, grid) = document.grids().next().expect("a grid");
    assert_eq!(grid.origin, Origin::Rules);
    let name = grid.cells.iter().find(|c| c.text.starts_with("科目\n")).expect("the header");
    let [left, top, right, bottom] = name.place.bounds.expect("a box");
    assert_eq!((left - MARGIN, right - MARGIN), (69.0, 123.0));
    assert_eq!((top - MARGIN, bottom - MARGIN), (10.0, 10.0 + 4.0 * LINE), "both of its rows");
    assert_eq!((name.place.page, name.place.block, name.place.cell), (Some(1), Some(0), Some([0, 2])));
}

#[test]
fn dashed_lines_and_lines_of_single_cells_are_lines() {
    assert_reads(&[dashed(page(SPANS))], SPANS_READ);
    let mut cells = page(SPANS);
    // Every cell draws its own border: each line twice, half a point apart, in pieces with small gaps.
    let pieces = |r: &Rule| {
        let middle = f32::midpoint(r.from, r.to);
        [
            Rule { at: r.at - 0.3, to: middle - 0.8, ..*r },
            Rule { at: r.at - 0.3, from: middle + 0.8, ..*r },
            Rule { at: r.at + 0.3, ..*r },
        ]
    };
    cells.rules = cells.rules.iter().flat_map(pieces).collect();
    assert_reads(&[cells], SPANS_READ);
}

#[test]
fn a_double_line_is_one_border() {
    assert_reads(
        &[page(
            "
            +======+======+
            | 科目 | 金额 |
            +======+======+
            | 水利 | 9.24 |
            +------+------+
            ",
        )],
        "科目 | 金额
         水利 | 9.24",
    );
}

#[test]
fn open_sides_are_closed_by_the_ends_of_the_lines() {
    assert_reads(
        &[page(
            "
            --------+--------+---------
             科目   | 2024年 | 2025年
            --------+--------+---------
             水利   |  8.00  |  9.24
            --------+--------+---------
            ",
        )],
        "科目 | 2024年 | 2025年
         水利 | 8.00 | 9.24",
    );
}

#[test]
fn a_missing_piece_of_a_border_joins_no_cells_askew() {
    assert_reads(
        &[page(
            "
            +------+------+------+
            | 科目 | 本年 | 上年 |
            +------+      +------+
            | 水利   9.24 | 8.00 |
            +------+------+------+
            ",
        )],
        "科目 | 本年 | 上年
         水利 9.24«1×2» | 8.00",
    );
}

#[test]
fn wrapped_text_keeps_its_lines_in_the_cell() {
    assert_reads(
        &[page(
            "
            +----------+--------+
            | 机关事业 |        |
            | 单位养老 |8,911.0 |
            | 保险缴费 |8       |
            +----------+--------+
            | 合 计    |8,911.08|
            +----------+--------+
            ",
        )],
        "机关事业/单位养老/保险缴费 | 8,911.0/8
         合 计 | 8,911.08",
    );
}

#[test]
fn a_table_goes_on_over_the_page_without_its_repeated_header() {
    let first = "
        +------+--------+------+------+
        | 编码 | 名称   | 基本 | 项目 |
        +------+--------+------+------+
        | 208  | 养老   | 71.5 |      |
        +------+--------+------+------+
    ";
    let second = "
        +------+--------+------+------+
        | 编码 | 名称   | 基本 | 项目 |
        +------+--------+------+------+
        | 213  | 水利   |359.7 | 417  |
        +------+--------+------+------+
    ";
    let total = "
        +---------------+------+------+
        |     合计      |431.2 | 417  |
        +---------------+------+------+
    ";
    let pages = [page(first), page(second), page(total)];
    assert_reads(
        &pages,
        "编码 | 名称 | 基本 | 项目
         208 | 养老 | 71.5 |
         213 | 水利 | 359.7 | 417
         合计«1×2» | 431.2 | 417",
    );
    let document = document(&pages);
    let (_, grid) = document.grids().next().expect("a grid");
    let page_of = |row: u32| grid.row(row).first().and_then(|c| c.place.page);
    assert_eq!([0, 1, 2, 3].map(page_of), [Some(1), Some(1), Some(2), Some(3)], "rows keep their pages");
}

#[test]
fn the_title_and_unit_may_be_repeated_too() {
    let of = |code: &str, again: &str| {
        page(&format!(
            "
             部门支出总表{again}
                        单位：万元
            +--------+--------+------+
            | 编码   | 名称   | 金额 |
            +--------+--------+------+
            | {code}    | 水利   | 9.24 |
            +--------+--------+------+
            "
        ))
    };
    assert_reads(
        &[of("213", ""), of("214", "（续）")],
        "¶ 部门支出总表
         ¶ 单位：万元
         编码 | 名称 | 金额
         213 | 水利 | 9.24
         214 | 水利 | 9.24",
    );
}

#[test]
fn another_table_on_the_next_page_is_another_table() {
    let of = |title: &str| {
        page(&format!(
            "
             {title}
            +------+------+
            | 科目 | 金额 |
            +------+------+
            | 水利 | 9.24 |
            +------+------+
            "
        ))
    };
    assert_reads(
        &[of("收入总表"), of("支出总表")],
        "¶ 收入总表
         科目 | 金额
         水利 | 9.24
         ¶ 支出总表
         科目 | 金额
         水利 | 9.24",
    );
}

#[test]
fn two_tables_on_a_page_are_two() {
    assert_reads(
        &[page(
            "
             收入表
            +------+------+
            | 拨款 | 9.24 |
            +------+------+

             支出表
            +------+------+
            | 水利 | 9.24 |
            +------+------+
             注：没有其他收支。
            ",
        )],
        "¶ 收入表
         拨款 | 9.24
         ¶ 支出表
         水利 | 9.24
         ¶ 注：没有其他收支。",
    );
}

#[test]
fn a_frame_around_the_page_is_no_table() {
    assert_reads(
        &[page(
            "
            +-------------------------+
            |  水务局概况             |
            |                         |
            |    +------+------+      |
            |    | 水利 | 9.24 |      |
            |    +------+------+      |
            |                         |
            +-------------------------+
            ",
        )],
        "¶ 水务局概况
         水利 | 9.24",
    );
}

#[test]
fn hidden_text_is_no_content() {
    let mut page = page(SPANS);
    let twice: Vec<_> = page.chars.iter().map(|c| gongkai::read::pdf::page::Char { hidden: true, ..*c }).collect();
    page.chars.extend(twice);
    assert_reads(&[page], SPANS_READ);
}

#[test]
fn a_page_full_of_lines_gives_its_text_and_says_so() {
    let mut page = page("水务局");
    let line = |i: u16, horizontal| Rule { horizontal, at: f32::from(i) * 4.0, from: 0.0, to: 20_000.0, width: 0.5 };
    page.rules = (0..4000).flat_map(|i| [line(i, true), line(i, false)]).collect();
    let document = document(&[page]);
    assert_eq!(drawing::shown(&document), "¶ 水务局\n");
    assert!(document.notices.iter().any(|n| n.text.contains("第 1 页") && n.place.page == Some(1)));
}

#[test]
fn nothing_makes_nothing() {
    assert_eq!(document(&[]).blocks.len(), 0);
    assert_eq!(document(&[PageModel::default()]).blocks.len(), 0);
}

#[test]
fn three_lines_make_a_table() {
    let page = page(
        "
              一般公共预算支出表
                                     单位：万元
        ----------------------------------------
         科目                本年支出
                     合计      基本      项目
        ----------------------------------------
         水利       777.23    359.73    417.50
         养老        69.48     69.48
         住房        36.20     36.20
        ----------------------------------------
         注：不含上年结转。
        ",
    );
    assert_reads(
        std::slice::from_ref(&page),
        "¶ 一般公共预算支出表
         ¶ 单位：万元
         科目 | 本年支出«1×3»
          | 合计 | 基本 | 项目
         水利 | 777.23 | 359.73 | 417.50
         养老 | 69.48 | 69.48 |
         住房 | 36.20 | 36.20 |
         ¶ 注：不含上年结转。",
    );
    let document = document(&[page]);
    let (_, grid) = document.grids().next().expect("a grid");
    assert_eq!(grid.origin, Origin::Alignment);
    assert!(grid.cells.iter().all(|c| c.inferred), "everything in it is inferred");
}

#[test]
fn lines_under_every_row_tell_the_rows() {
    assert_reads(
        &[page(
            "
            ------------------------------
             科目          2024年   2025年
            ------------------------------
             机关事业单位
             养老保险缴费   46.30    46.32
            ------------------------------
             水利          359.00   359.73
            ------------------------------
            ",
        )],
        "科目 | 2024年 | 2025年
         机关事业单位/养老保险缴费 | 46.30 | 46.32
         水利 | 359.00 | 359.73",
    );
}

#[test]
fn amounts_below_each_other_make_a_table() {
    assert_reads(
        &[page(
            "
                     部门收入总表
             项目             2024年     2025年
             一、财政拨款     880.10     890.55
             二、事业收入
             三、其他收入       4.00       5.00
             合计             884.10     895.55

               以上收入均已编入年初预算，经县人民代表大会
             批准，由县财政局批复，在二十日之内公开，接受
             社会监督，执行中不作调整。
            ",
        )],
        "¶ 部门收入总表
         项目 | 2024年 | 2025年
         一、财政拨款 | 880.10 | 890.55
         二、事业收入 |  |
         三、其他收入 | 4.00 | 5.00
         合计 | 884.10 | 895.55
         ¶ 以上收入均已编入年初预算，经县人民代表大会批准，由县财政局批复，在二十日之内公开，接受社会监督，执行中不作调整。",
    );
}

#[test]
fn without_lines_a_header_keeps_the_parts_of_codes_and_the_columns_that_are_empty() {
    assert_reads(
        &[page(
            "
            2026年青禾县水务局支出预算总表
            单位：元

                   项目                                   支出预算
              科目编码        科目名称          合计         基本支出       项目支出       经营支出
            类    款    项
            213              农林水支出        90,000.00    80,000.00    10,000.00
            213   03         水利             90,000.00    80,000.00    10,000.00
            213   03    01   行政运行         80,000.00    80,000.00
            213   03    06   水利工程         10,000.00                 10,000.00
                             合计             90,000.00    80,000.00    10,000.00
            ",
        )],
        "¶ 2026年青禾县水务局支出预算总表
         ¶ 单位：元
         | 项目«1×2» |  |  | 支出预算 |  |
         科目编码«1×3» | 科目名称 | 合计 | 基本支出 | 项目支出 | 经营支出
         类 | 款 | 项 |  |  |  |  |
         213 |  |  | 农林水支出 | 90,000.00 | 80,000.00 | 10,000.00 |
         213 | 03 |  | 水利 | 90,000.00 | 80,000.00 | 10,000.00 |
         213 | 03 | 01 | 行政运行 | 80,000.00 | 80,000.00 |  |
         213 | 03 | 06 | 水利工程 | 10,000.00 |  | 10,000.00 |
         |  |  | 合计 | 90,000.00 | 80,000.00 | 10,000.00 |",
    );
}

#[test]
fn the_names_of_a_second_list_may_stand_near_the_amounts_of_the_first() {
    assert_reads(
        &[page(
            "
                     部门收支总表
             一、财政拨款     880.10 一、教育支出      880.10
             二、事业收入      10.00 二、住房保障支出   10.00
             收入总计         890.10 支出总计          890.10
            ",
        )],
        "¶ 部门收支总表
         一、财政拨款 | 880.10 | 一、教育支出 | 880.10
         二、事业收入 | 10.00 | 二、住房保障支出 | 10.00
         收入总计 | 890.10 | 支出总计 | 890.10",
    );
}

#[test]
fn prose_and_lists_with_numbers_are_no_table() {
    for text in [
        "
           一、收支情况。2025年收入总计 914.05 万元，比
        上年增加 12.50 万元，主要是水库加固； 支出总计
        914.05 万元， 其中基本支出 496.55 万元，  项目支
        出 417.50 万元。
        ",
        "
        基本支出 496.55 万元，占 54.32%；
        项目支出 417.50 万元，占 45.68%；
        结转下年   0.00 万元，占  0.00%。
        ",
        "
        一、部门职责                             1
        二、机构设置                             2
        三、收支总表                             5
        四、名词解释                            12
        ",
        "
        部门：青禾县水务局              单位：万元
        电话：0000-0000000              邮编：000000
        ",
    ] {
        assert_eq!(document(&[page(text)]).grids().count(), 0, "{text}");
    }
}

#[test]
fn a_row_cut_by_the_page_break_is_made_whole() {
    let first = "
        +----------+--------------+------+
        | 项目     | 绩效目标     | 金额 |
        +----------+--------------+------+
        | 渠道清淤 |全年清淤三十公|45.00 |
        |          |里，改善两岸三|      |
        +----------+--------------+------+
    ";
    let second = "
        +----------+--------------+------+
        |          |千亩农田的灌溉|      |
        |          |条件。        |      |
        +----------+--------------+------+
        | 水库加固 |完成两座水库的|12.50 |
        +----------+--------------+------+
    ";
    assert_reads(
        &[page(first), page(second)],
        "项目 | 绩效目标 | 金额
         渠道清淤 | 全年清淤三十公/里，改善两岸三/千亩农田的灌溉/条件。 | 45.00
         水库加固 | 完成两座水库的 | 12.50",
    );
}

#[test]
fn a_row_without_amounts_after_the_page_break_is_a_row() {
    let first = "
        +------------------+--------+
        |九、医疗卫生支出  | 27.54  |
        +------------------+--------+
    ";
    let second = "
        +------------------+--------+
        |十、节能环保支出  |        |
        +------------------+--------+
        |十一、城乡社区支出|        |
        +------------------+--------+
    ";
    assert_reads(
        &[page(first), page(second)],
        "九、医疗卫生支出 | 27.54
         十、节能环保支出 |
         十一、城乡社区支出 |",
    );
}

#[test]
fn tables_side_by_side_are_read_with_their_titles() {
    assert_reads(
        &[page(
            "
                       收支总表
             收入                    支出
            +------+--------+       +------+--------+
            | 拨款 | 890.55 |       | 基本 | 496.55 |
            +------+--------+       +------+--------+
            | 其他 | 5.00   |       | 项目 | 417.50 |
            +------+--------+       +------+--------+
            ",
        )],
        "¶ 收支总表
         ¶ 收入
         拨款 | 890.55
         其他 | 5.00
         ¶ 支出
         基本 | 496.55
         项目 | 417.50",
    );
}

#[test]
fn an_amount_too_long_for_its_cell_is_not_cut_in_two() {
    let mut page = page(
        "
        +------+------+------+
        | 科目 | 金额 | 备注 |
        +------+------+------+
        | 水利 |      |  无  |
        +------+------+------+
        ",
    );
    let left = MARGIN + 8.0 * UNIT;
    let amount = (0u8..).map(f32::from).zip("456789.01".chars());
    page.chars.extend(amount.map(|(i, c)| char_at(c, left + i * UNIT, MARGIN + 3.0 * LINE + 4.0)));
    assert_reads(
        &[page],
        "科目 | 金额 | 备注
         水利 | 456789.01 | 无",
    );
}
