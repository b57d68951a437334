//! Forms of one project, and lists of several.

use super::*;

/// One cell a line, rows between blank lines.
const ONE_A_LINE: &str = "\
\t单位：万元

\t项目编码
\t12345625P00011510016R
\t项目名称
\t2025年河道清淤经费

\t预算规模及资金用途
\t预算数
\t30.00
\t其中：财政    资金
\t20.00
\t其他资金
\t 

\t
\t用于清淤，计划清淤 15 公里。

\t资金支出计划（万元）
\t3月底
\t6月底

\t
\t10.00
\t30.00

\t一级指标
\t二级指标

\t成本指标
\t≤30.00
";

const ONE_A_LINE_CELLS: &[&str] = &[
    "预算规模及资金用途·预算数 | 预算规模及资金用途·其中：财政资金 | 预算规模及资金用途·其他资金 | \
     资金支出计划（万元）·3月底 | 资金支出计划（万元）·6月底",
    "1 12345625P00011510016R 2025年河道清淤经费 | 30.00 | 20.00 |  | 10.00 | 30.00",
];

#[test]
fn a_form_of_one_cell_a_line_pairs_labels_with_values_beside_and_below() {
    let table = check(Kind::ProjectPerformance, ONE_A_LINE, ONE_A_LINE_CELLS);
    assert!(table.raw.contains("15 公里") && table.raw.contains("≤30.00"), "what is no money stays as text");
}

#[test]
fn a_form_whose_tabs_and_blank_lines_were_lost_pairs_runs_of_labels_and_amounts() {
    let trimmed: Vec<&str> = ONE_A_LINE.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    check(Kind::ProjectPerformance, &trimmed.join("\n"), ONE_A_LINE_CELLS);
}

#[test]
fn an_amount_without_a_label_is_not_passed_over_in_silence() {
    let text = "项目名称\n水库除险\n项目资金来源\n合计 3.00\n单位资金 1.00 2.00\n";
    let table = tables(Kind::ProjectPerformance, text).swap_remove(0);
    assert_eq!(table.status, Status::Partial);
}

#[test]
fn a_form_between_tabs_pairs_labels_with_the_cells_behind_them() {
    let text = "\
预算单位\t某县水利局\t\t\t
项目名称\t水库除险\t\t项目负责人\t张三
项目资金(万元)\t中央补助:\t1.00\t本级配套:\t0.00\t其他资金:\t3.00
项目总体目标\t本项目资金 4 万元。
一级指标\t二级指标\t指标值
成本指标\t经费\t≤1.20 万元
";
    check(
        Kind::ProjectPerformance,
        text,
        &[
            "项目资金（万元）·中央补助 | 项目资金（万元）·本级配套 | 项目资金（万元）·其他资金",
            "1  水库除险 | 1.00 | 0.00 | 3.00",
        ],
    );
}

const APPLICATION: &str = "\
单位：万元

项目名称
农村饮水安全巩固

提升补助
项目编码

12345625032T000000107

项目负责人 李四 联系电话 3250000
项目立项依据 上级资金
项目总预算 项目当年预算 50

项目前两年预算及

当年预算变动情况
较上年减少 15 万元

项目资金来源
来源项目 金额
合计 54.67
一般公共预算财政拨款 50.00
单位资金
其中：使用上年度财政拨款结转 4.67
项目支出明细测算
项目活动
金额 测算依据及说明 备注
";

const APPLICATION_COLUMNS: &str = "项目总预算 | 项目当年预算 | 项目资金来源·合计 | 项目资金来源·一般公共预算财政拨款 | \
                                   项目资金来源·单位资金 | 项目资金来源·其中：使用上年度财政拨款结转 | \
                                   项目支出明细测算·金额";

#[test]
fn an_application_keeps_blanks_blank_and_takes_no_amount_from_prose() {
    // The year of the explanation is glued to the amount before it.
    let text =
        format!("{APPLICATION}管网\n改造\n54.672024 年下达资金 50 万元\n项目采购\n品名 数量 金额\n项目绩效总目标\n");
    let table = check(
        Kind::ProjectPerformance,
        &text,
        &[
            APPLICATION_COLUMNS,
            "1 12345625032T000000107 农村饮水安全巩固提升补助 |  | 50 | 54.67 | 50.00 |  | 4.67 | 54.67",
        ],
    );
    let inferred = |r: &crate::model::Row| r.cells.iter().filter(|c| c.inferred).count();
    assert_eq!(table.panels[0].rows.iter().map(inferred).sum::<usize>(), 1, "only the glued amount is inferred");
}

#[test]
fn several_activities_are_parts_of_the_project() {
    let text = format!("{APPLICATION}管网改造 其他商品\n50.00 人工\n水质检测\n4.67\n项目采购\n");
    check(
        Kind::ProjectPerformance,
        &text,
        &[
            APPLICATION_COLUMNS,
            "1 12345625032T000000107 农村饮水安全巩固提升补助 |  | 50 | 54.67 | 50.00 |  | 4.67 | ",
            "2  管网改造其他商品 |  |  |  |  |  |  | 50.00",
            "2  人工水质检测 |  |  |  |  |  |  | 4.67",
        ],
    );
}

#[test]
fn a_list_counts_a_row_once_that_a_page_repeats() {
    let page = "\
序号 单位名称 项目名称

预算
执行
率权
重
（%）

批复数

绩效指标

一级指标

";
    let first = "\
2 合计- - 25.00

1

508001-某某县

水利局

12345625T00000000007
5-河道清淤

10.00 5.00

成本指标

清淤费 ≤ 10 10 万元 10 10 正向

2
12345625T000000000076-
水库除险

10.00 20.00

除险费 ≤ 9.5 9.5 万元 10 10 正向
";
    let again = "\
508001-某某县

水利局

2
12345625T000000000076-
水库除险

10.00 20.00

满意度 ≥ 95 95 % 10 10 正向
";
    check(
        Kind::ProjectPerformance,
        &format!("{page}{first}{again}{page}"),
        &[
            "单位名称 | 预算执行率权重（%） | 批复数",
            "0  合计 |  |  | 25.00",
            "1 12345625T000000000075 河道清淤 | 508001-某某县水利局 | 10.00 | 5.00",
            "1 12345625T000000000076 水库除险 | 508001-某某县水利局 | 10.00 | 20.00",
        ],
    );
}

#[test]
fn a_list_with_units_and_categories_finds_the_columns_that_add_up() {
    let text = "\
单位编码（项目编码） 项目单位 （项目名称） 项目分类

项目金额（万元）

绩效目标

资金总

额

政府预

算资金

单位

资金

308 某某县水利局 40.00 25.00 15.00

308001 某某县水利局 40.00 25.00 15.00

123456250000000013028
2025 年河道清淤工

作经费
其他运转类 25.00 25.00

≥15 万

元

123456250000000013388
水库除险
特定目标类 15.00 15.00
";
    check(
        Kind::ProjectPerformance,
        text,
        &[
            "项目分类 | 项目金额（万元）·资金总额 | 项目金额（万元）·政府预算资金 | 项目金额（万元）·单位资金",
            "1 308 某某县水利局 |  | 40.00 | 25.00 | 15.00",
            "2 308001 某某县水利局 |  | 40.00 | 25.00 | 15.00",
            "3 123456250000000013028 2025年河道清淤工作经费 | 其他运转类 | 25.00 | 25.00 | ",
            "3 123456250000000013388 水库除险 | 特定目标类 | 15.00 |  | 15.00",
        ],
    );
}

#[test]
fn the_national_model_of_a_project_form() {
    let columns = "项目资金（万元）·年度资金总额 | 项目资金（万元）·其中：财政拨款 | 项目资金（万元）·其他资金";
    let between_tabs = "\
（2025年度）
项目名称\t河道清淤
主管部门及代码\t308 某某县水利局\t实施单位\t某某县水利局
项目属性\t其他运转类\t项目期\t1年
项目资金（万元）\t年度资金总额：\t\t66.91
\t其中：财政拨款\t\t66.91
\t其他资金\t\t
年度总体目标\t目标1：清淤 15 公里
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t成本指标\t经济成本\t清淤费\t≤66.91万元
";
    let row = "1  河道清淤 | 66.91 | 66.91 | ";
    check(Kind::ProjectPerformance, between_tabs, &[columns, row]);
    let between_blanks: Vec<String> =
        between_tabs.lines().map(|l| l.replace("\t\t", "\t").replace('\t', " ")).collect();
    check(Kind::ProjectPerformance, &between_blanks.join("\n"), &[columns, row]);
}
