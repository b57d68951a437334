//! Forms for the whole agency.

use super::*;

#[test]
fn an_overall_form_places_dropped_blanks_by_its_sums() {
    let text = "\
填报人 王五 联系电话 3250000

部门总

体资金

情况

总体资金情况 当年金额 占比
近两年收支金额

2024年 2023年

收入构成

财政拨款 90 100% 100 80

单位资金 20

合计 90 100% 120 80

支出构成

人员类项目支出 30 33.33% 40 30

特定目标类项目支出 60 66.67% 80 50

合计 90 100% 120 80

项目支

出情况

项目名称 支出项目类别
项目总

预算

项目本年

度预算

水库除

险
特定目标类 45

河道清淤 特定目标类 15

…… 60

部门职

能概述

管理全县 12 座水库
";
    let all = tables(Kind::OverallPerformance, text);
    assert_eq!(
        shown(&all[0]),
        [
            "部门总体资金情况 | 当年金额 | 占比 | 近两年收支金额·2024年 | 近两年收支金额·2023年",
            "1  财政拨款 | 收入构成 | 90 | 100% | 100 | 80",
            "1  单位资金 | 收入构成 |  |  | 20 | ",
            "0  合计 | 收入构成 | 90 | 100% | 120 | 80",
            "1  人员类项目支出 | 支出构成 | 30 | 33.33% | 40 | 30",
            "1  特定目标类项目支出 | 支出构成 | 60 | 66.67% | 80 | 50",
            "0  合计 | 支出构成 | 90 | 100% | 120 | 80",
        ]
    );
    assert_eq!(
        shown(&all[1]),
        [
            "支出项目类别 | 项目总预算 | 项目本年度预算",
            "1  水库除险 | 特定目标类 |  | 45",
            "1  河道清淤 | 特定目标类 |  | 15",
            "0  …… |  |  | 60",
        ]
    );
    assert_eq!(all[1].title, "项目支出情况");
}

#[test]
fn an_overall_form_without_column_headers_takes_its_caption() {
    let text = "\
年度主要任务
任务名称 主要内容
预算情况
部门预算总额（万元） 277.33
1、资金来源： （1）政府预算资金 277.33
（2）单位资金
2、资金结构： （1）基本支出 194.97
（2）项目支出 82.36
一级指标 二级指标 三级指标 指标值
";
    check(
        Kind::OverallPerformance,
        text,
        &[
            " | 预算情况",
            "0  部门预算总额（万元） |  | 277.33",
            "1  （1）政府预算资金 | 1、资金来源 | 277.33",
            "1  （2）单位资金 | 1、资金来源 | ",
            "1  （1）基本支出 | 2、资金结构 | 194.97",
            "1  （2）项目支出 | 2、资金结构 | 82.36",
        ],
    );
}

#[test]
fn the_national_model_states_money_by_the_years_main_tasks() {
    let between_tabs = "\
部门名称\t某某县水利局
年度主要任务\t任务名称\t主要内容\t预算金额（万元）\t\t
\t\t\t总额\t财政拨款\t其他资金
\t任务1 河道\t清淤 15 公里\t66.91\t66.91\t
\t任务2 水库\t除险\t15.45\t\t15.45
\t金额合计\t\t82.36\t66.91\t15.45
年度总体目标\t目标1：略
一级指标\t二级指标\t三级指标\t指标值
";
    let columns = "预算金额（万元）·总额 | 预算金额（万元）·财政拨款 | 预算金额（万元）·其他资金";
    let [river, total] = ["66.91 | 66.91 | ", "0  金额合计 | 82.36 | 66.91 | 15.45"];
    let lake = "15.45 |  | 15.45";
    let rows = [columns, &format!("1  任务1 河道 | {river}"), &format!("1  任务2 水库 | {lake}"), total];
    check(Kind::OverallPerformance, between_tabs, &rows);
    // Between blanks the contents run into the name, and blank cells leave no trace.
    let between_blanks = between_tabs.replace('\t', " ");
    let rows = [columns, &format!("1  任务1河道清淤15公里 | {river}"), &format!("1  任务2水库除险 | {lake}"), total];
    check(Kind::OverallPerformance, &between_blanks, &rows);
}
