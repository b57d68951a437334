//! Lines of a page become paragraphs, without page furniture. Pages are drawn as text, see
//! `support/drawing.rs`.

#[path = "support/drawing.rs"]
#[allow(dead_code)]
mod drawing;

use drawing::{MARGIN, assert_reads, page};
use gongkai::{document::Document, read::pdf::layout::document};

#[test]
fn wrapped_lines_are_joined_and_indented_ones_begin_a_paragraph() {
    assert_reads(
        &[page(
            "
                       青禾县水务局
                    2025年部门预算说明
                一、部门职责。编制全县水利规划，建设和
            养护渠道、水库，调配水资源，组织防汛抗旱，
            落实河湖长制。
                二、收支情况。2025年收入总计914.05万元，
            比上年增加12.50万元，主要是水库加固。
                三、名词解释
            ",
        )],
        "¶ 青禾县水务局
         ¶ 2025年部门预算说明
         ¶ 一、部门职责。编制全县水利规划，建设和养护渠道、水库，调配水资源，组织防汛抗旱，落实河湖长制。
         ¶ 二、收支情况。2025年收入总计914.05万元，比上年增加12.50万元，主要是水库加固。
         ¶ 三、名词解释",
    );
}

#[test]
fn a_paragraph_goes_on_over_the_page_and_knows_its_lines() {
    let first = page(
        "
            本部门由水务局本级和所属水资源管理站共两
        个单位组成，实有在职人员三十二人，其中行政人
        员十八人。公务用车两辆，没有单价一百万元以上






                            - 3 -
        ",
    );
    let second = page(
        "
        的设备。政府采购按实际需要另行报批，本年没有
        列入预算的采购项目，也没有委托第三方进行的评
        价项目。






                            - 4 -
        ",
    );
    let document = document(&[first, second]);
    let paragraph = document.paragraphs().next().expect("a paragraph");
    assert_eq!(document.blocks.len(), 1, "{}", drawing::shown(&document));
    assert!(paragraph.text.contains("一百万元以上的设备"));
    let pages: Vec<_> = paragraph.lines.iter().map(|l| l.place.page).collect();
    assert_eq!(pages, [Some(1), Some(1), Some(1), Some(2), Some(2), Some(2)]);
    let begins: Vec<char> = paragraph.lines.iter().filter_map(|l| paragraph.text.chars().nth(l.at as usize)).collect();
    assert_eq!(begins, ['本', '个', '员', '的', '列', '价']);
}

#[test]
fn a_number_in_a_line_has_its_own_place() {
    let sheet = page(
        "
            本年收入合计1,234.50万元，比上年增加8.6%。其中
        基本支出900.20万元。
        ",
    );
    let document = document(&[sheet]);
    let paragraph = document.paragraphs().next().expect("a paragraph");
    let ends = paragraph.lines.iter().skip(1).map(|l| l.at as usize).chain([usize::MAX]);
    let pieces: Vec<String> = paragraph
        .lines
        .iter()
        .zip(ends)
        .map(|(l, end)| paragraph.text.chars().take(end).skip(l.at as usize).collect())
        .collect();
    assert_eq!(
        pieces,
        ["本年收入合计", "1,234.50", "万元，比上年增加", "8.6", "%。其中", "基本支出", "900.20", "万元。"]
    );
    let places: Vec<[f32; 4]> = paragraph.lines.iter().filter_map(|l| l.place.bounds).collect();
    // They follow each other on the line without a gap.
    for pair in places[..5].windows(2) {
        assert!((pair[0][2] - pair[1][0]).abs() < 4.0 && pair[0][1] == pair[1][1], "{places:?}");
    }
    assert!(places[1][2] - places[1][0] < places[2][2] - places[2][0]);
}

#[test]
fn furniture_is_no_text() {
    let of = |n: usize| {
        page(&format!(
            "
                      青禾县水务局部门预算公开

                说明第{n}部分。编制水利规划，建设和养护渠
            道、水库，调配水资源，组织防汛抗旱，落实河
            湖长制，管好全县的水。







                                 {n}
            "
        ))
    };
    let pages: Vec<_> = (1..=4).map(of).collect();
    let text = drawing::shown(&document(&pages));
    assert!(!text.contains("部门预算公开"), "{text}");
    assert_eq!(text.lines().filter(|l| l.starts_with("¶ 说明第")).count(), 4, "{text}");
    assert_eq!(text.lines().count(), 4, "no page number: {text}");
}

#[test]
fn a_title_that_some_pages_share_is_text() {
    let of = |body: &str| page(&format!("\n   单位：万元\n\n   {body}\n\n"));
    let text = drawing::shown(&document(&[of("甲"), of("乙"), of("丙")]));
    assert_eq!(text.matches("单位：万元").count(), 3, "three pages say nothing: {text}");
}

#[test]
fn texts_far_apart_on_a_line_are_two_and_what_is_spaced_out_is_one() {
    assert_reads(
        &[page(
            "
                         部  门  支  出  总  表
            部门：青禾县水务局                单位：万元
            +--------------+------+
            | 合    计     | 9.24 |
            +--------------+------+
            ",
        )],
        "¶ 部门支出总表
         ¶ 部门：青禾县水务局
         ¶ 单位：万元
         合 计 | 9.24",
    );
}

#[test]
fn lines_of_a_table_of_contents_stay_lines() {
    assert_reads(
        &[page(
            "
                         目    录
            一、部门职责..............................1
            二、机构设置..............................2
            三、收支总表..............................3
            四、名词解释                             12
            ",
        )],
        "¶ 目 录
         ¶ 一、部门职责..............................1
         ¶ 二、机构设置..............................2
         ¶ 三、收支总表..............................3
         ¶ 四、名词解释 12",
    );
}

#[test]
fn words_of_latin_letters_keep_their_blanks_and_numbers_are_not_cut() {
    assert_reads(
        &[page(
            "
            政府购买服务平台名为 Smart Water，合同金额12
            3.45万元，由县财政局按季度拨付，年末按实结算
            余款收回。
            ",
        )],
        "¶ 政府购买服务平台名为 Smart Water，合同金额123.45万元，由县财政局按季度拨付，年末按实结算余款收回。",
    );
}

#[test]
fn every_paragraph_has_a_place_on_its_page() {
    let document: Document = document(&[page("水务局")]);
    let paragraph = document.paragraphs().next().expect("a paragraph");
    assert_eq!((paragraph.place.page, paragraph.place.block), (Some(1), Some(0)));
    assert_eq!(paragraph.place.bounds, Some([MARGIN, MARGIN + 4.0, MARGIN + 36.0, MARGIN + 16.0]));
}

#[test]
fn lines_that_are_not_justified_go_on_while_the_sentence_does() {
    assert_reads(
        &[page(
            "
             1、水利（款）行政运行（项）。主要用于局本部人员经费
            等各项的基本支出。年初预算为359.73万元，支出决算为
            358.10万元，决算数小于预算数的主要原因是年中有一人
            退休。
             2、水利（款）防汛（项）。年初预算为45.00万元，支出决算
            为45.00万元。
            ",
        )],
        "¶ 1、水利（款）行政运行（项）。主要用于局本部人员经费等各项的基本支出。年初预算为359.73万元，支出决算为358.10万元，决算数小于预算数的主要原因是年中有一人退休。
         ¶ 2、水利（款）防汛（项）。年初预算为45.00万元，支出决算为45.00万元。",
    );
}

#[test]
fn numbered_lines_begin_paragraphs_however_long_the_one_above() {
    assert_reads(
        &[page(
            "
            第一部分 青禾县水务局概况及机构设置
            一、政府性基金预算支出情况的说明
            二、机关运行经费、政府采购情况
            （一）国有资产占有使用情况的说明
            第二部分 名词解释
            ",
        )],
        "¶ 第一部分 青禾县水务局概况及机构设置
         ¶ 一、政府性基金预算支出情况的说明
         ¶ 二、机关运行经费、政府采购情况
         ¶ （一）国有资产占有使用情况的说明
         ¶ 第二部分 名词解释",
    );
}

#[test]
fn a_bracket_is_not_parted_from_what_it_holds_nor_from_the_number_behind_it() {
    assert_reads(
        &[page(
            "
            1.农林水支出（类）水利（款）水文测报和水资源节约管理与保护等
            （项）2025年预算数为12.00万元，比上年预算数增加3.00万元，增长33.33%，
            主要原因是新增了一项任务。
            2.农林水支出（类）水利（款）行政运行（项）2025年预算数为80.00万元，比
            上年预算数减少1.00万元，主要原因是有一人退休，公用经费也相应地减少。
            ",
        )],
        "¶ 1.农林水支出（类）水利（款）水文测报和水资源节约管理与保护等（项）2025年预算数为12.00万元，比上年预算数增加3.00万元，增长33.33%，主要原因是新增了一项任务。
         ¶ 2.农林水支出（类）水利（款）行政运行（项）2025年预算数为80.00万元，比上年预算数减少1.00万元，主要原因是有一人退休，公用经费也相应地减少。",
    );
}
