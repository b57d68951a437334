//! Small project tables as they come out of a narrow grid.

use super::*;
use crate::{
    model::{Kind, Unit},
    recognize::{Line, lines},
};

/// One row a line: level, role, code, name, then all cells.
#[track_caller]
pub(crate) fn shown(text: &str) -> Vec<String> {
    let all = lines(text);
    let region = Region {
        kind: Kind::Projects,
        number: String::new(),
        title: "项目支出表".into(),
        unit: Unit::Wan,
        unit_printed: true,
        remarks: Vec::new(),
        line: Line { number: 1, page: 1, text: "项目支出表" },
        lines: &all,
    };
    let table = recognize(&region).expect("a project table");
    let row = |r: &Row| {
        let cells: Vec<_> = r.cells.iter().map(|c| c.text.as_str()).collect();
        format!("{} {:?} {} {} | {}", r.level, r.role, r.code, r.name, cells.join(" | "))
    };
    let columns: Vec<_> = table.panels.iter().flat_map(|p| &p.columns).map(|c| c.title()).collect();
    println!("{columns:?}"); // shown when a test fails
    table.panels.iter().flat_map(|p| &p.rows).map(row).collect()
}

const NARROW_HEADER: &str = "部门/单位：某某区水利局汇总 单位：万元\n\n项目编\n\n码\n项目名称\n\n项目单\n\n位\n合计\n\n本年拨款\n\
                             财政拨款结转\n\n结余 单\n\n位\n\n资\n\n金\n\n一般公共预\n\n算\n\n一\n\n般\n\n公\n\n共\n\n预\n\n算\n\n";

#[test]
fn a_table_in_broken_cells_comes_out_whole() {
    let body = "\
347.67 343.00
4.6

7

0.0

0

045
某某区水利局
347.67 343.00
4.6

7

0.0

0

045001

某某区水

利局本级

347.67 343.00
4.6

7

0.0

0

1101

基本工

资
43.00 43.00
0.0

0

0.0

0

4299992

5045R00

0000130

基本

工资

某某区

水利局



本级

43.00 43.00
0.0

0

0.0

0

31
本级支

304.6

出项目

7

300.00
4.6

7
0.0

0

某某区

水利局

农村

饮水工

4299992

5045T00

0000131
程

本级

304.67
4.6
300.00
7
0.0

0
";
    assert_eq!(
        shown(&format!("{NARROW_HEADER}{body}")),
        [
            "0 Total   |  | 347.67 | 343.00 | 4.67 | 0.00",
            "1 Unit 045 某某区水利局 |  | 347.67 | 343.00 | 4.67 | 0.00",
            "2 Unit 045001 某某区水利局本级 |  | 347.67 | 343.00 | 4.67 | 0.00",
            "3 Subtotal 1101 基本工资 |  | 43.00 | 43.00 | 0.00 | 0.00",
            "4 Item 42999925045R000000130 基本工资 | 某某区水利局本级 | 43.00 | 43.00 | 0.00 | 0.00",
            "3 Subtotal 31 本级支出项目 |  | 304.67 | 300.00 | 4.67 | 0.00",
            "4 Item 42999925045T000000131 农村饮水工程 | 某某区水利局本级 | 304.67 | 300.00 | 4.67 | 0.00",
        ]
    );
}

#[test]
fn a_page_break_leaves_text_of_a_row_behind_its_amounts() {
    let body = "\
045001 某某区水利局 12.00 12.00 0.0 0.0
0 0
2101 在职人员公用 7.50 7.50 0.0 0.0
0 0

4299992

在职

人员公用

某某区

7.50 7.50
0.0

0

0.0

0



5045Y00

0000121

水利局

31
支
4.50
出项目
4.50
0.0

0

0.0

0
";
    assert_eq!(
        shown(&format!("{NARROW_HEADER}{body}")).split_off(2),
        [
            "3 Item 42999925045Y000000121 在职人员公用 | 某某区水利局 | 7.50 | 7.50 | 0.00 | 0.00",
            "2 Subtotal 31 支出项目 |  | 4.50 | 4.50 | 0.00 | 0.00",
        ]
    );
}

#[test]
fn blanks_that_left_no_trace_are_found_from_the_sums() {
    let text = "\
部门名称：某某县水利局 单位：万元
类型 项目名称 项目单位 合计
本年拨款 财政拨款结转结余
财政专户

管理资金
单位资金一般公共

预算

一般公共

预算
31.00 25.00 6.00

308 某某县水利局 31.00 25.00 6.00

其他运转类
2025 年河道清淤工

作经费
某某县水利局 25.00 25.00

特定目标类

2024 年水库除险资金（2024 年

上级结转）

某某县水利局 6.00 6.00
";
    assert_eq!(
        shown(text),
        [
            "0 Total   |  |  | 31.00 | 25.00 | 6.00 |  | ",
            "1 Unit 308 某某县水利局 |  |  | 31.00 | 25.00 | 6.00 |  | ",
            "2 Item  2025年河道清淤工作经费 | 其他运转类 | 某某县水利局 | 25.00 | 25.00 |  |  | ",
            "2 Item  2024年水库除险资金（2024年上级结转） | 特定目标类 | 某某县水利局 | 6.00 |  | 6.00 |  | ",
        ]
    );
}

#[test]
fn a_table_that_kept_its_cells_gets_its_units_and_levels() {
    let text = "\
项目支出表
单位：万元
类型\t项目名称\t项目单位\t合计\t一般公共预算\t单位资金
\t\t\t31.00\t25.00\t6.00
308\t某某县水利局\t\t31.00\t25.00\t6.00
其他运转类\t河道清淤\t某某县水利局\t25.00\t25.00\t
特定目标类\t水库除险\t某某县水利局\t6.00\t\t6.00
";
    let tables = crate::recognize::disclosure(text).tables;
    let shown: Vec<String> =
        tables[0].panels[0].rows.iter().map(|r| format!("{} {:?} {}", r.level, r.role, r.title())).collect();
    assert_eq!(shown, ["0 Total ", "1 Unit 308 某某县水利局", "2 Item 河道清淤", "2 Item 水库除险"]);
}
