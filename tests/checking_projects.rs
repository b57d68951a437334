//! Projects and performance targets: C10, C11 and H5. Every case changes the whole disclosure that ties.

mod support;

use support::{check, whole::WHOLE};

/// The whole disclosure with these texts changed, each the first after the heading of its table.
#[track_caller]
fn with(changes: &[(&str, &str, &str)]) -> String {
    let mut text = WHOLE.to_owned();
    for (table, before, after) in changes {
        let from = text.find(&format!("\n{table}\n")).unwrap_or_else(|| panic!("没有{table}"));
        let at = from + text[from..].find(before).unwrap_or_else(|| panic!("{table}没有“{before}”"));
        text.replace_range(at..at + before.len(), after);
    }
    text
}

const FORM: &str = "馆藏档案数字化 | 30.00 | 30.00 |";

#[test]
fn c10_a_form_states_what_the_project_was_given() {
    let wrong = [("项目绩效目标表", FORM, "馆藏档案数字化 | 45.00 | 45.00 |")];
    check(
        &with(&wrong),
        &["错误 C10 不平 361000220000000000001 馆藏档案数字化 项目资金·年度资金总额", "警告 C10 不平 合计 项目支出"],
    );
}

#[test]
fn c10_looks_different_but_the_form_states_this_years_money_only() {
    // 库房恒温恒湿改造: 35.00 in all, of which 20.00 are carried in.
    check(
        &with(&[(
            "项目绩效目标表",
            "库房恒温恒湿改造 | 35.00 | 30.00 | 5.00 | 15.00 | 35.00",
            "库房恒温恒湿改造 | 15.00 | 10.00 | 5.00 | 10.00 | 15.00",
        )]),
        &[],
    );
}

#[test]
fn c10_looks_different_but_the_rest_is_raised_elsewhere() {
    // 30.00 of the budget, 12.00 of other money that no budget contains.
    check(&with(&[("项目绩效目标表", FORM, "馆藏档案数字化 | 42.00 | 30.00 | 12.00")]), &[]);
}

#[test]
fn c10_an_empty_form_and_another_name_are_not_compared() {
    check(&with(&[("项目绩效目标表", FORM, "馆藏档案数字化 | | |")]), &[]);
    let other = "361000220000000000009 | 馆藏数字资源建设 | 29.00 | 29.00 |";
    check(&with(&[("项目绩效目标表", &format!("361000220000000000001 | {FORM}"), other)]), &[]);
}

#[test]
fn c10_one_form_for_a_project_of_two_units() {
    let rows = "361000220000000000001 | 馆藏档案数字化 | 临川县档案馆 | 18.00 | 18.00 | |
361000220000000000003 | 馆藏档案数字化 | 临川县方志办 | 12.00 | 12.00 | |";
    let one = "361000220000000000001 | 馆藏档案数字化 | 临川县档案馆 | 30.00 | 30.00 | |";
    check(&with(&[("项目支出表", one, rows)]), &[]);
    // Or for one of them.
    let of_one = [("项目支出表", one, rows), ("项目绩效目标表", FORM, "馆藏档案数字化 | 18.00 | 18.00 |")];
    check(&with(&of_one), &[]);
    let of_none = [("项目支出表", one, rows), ("项目绩效目标表", FORM, "馆藏档案数字化 | 25.00 | 25.00 |")];
    check(&with(&of_none), &["警告 C10 不平 361000220000000000001 馆藏档案数字化 项目资金·年度资金总额"]);
}

#[test]
fn c10_basic_spending_in_the_table_of_projects_is_no_project() {
    let basic = "361000220000000000001 | 馆藏档案数字化 | 临川县档案馆 | 30.00 | 30.00 | |
36100022032R000000004 | 在职人员工资 | 临川县档案馆 | 60.00 | 60.00 | |";
    let one = "361000220000000000001 | 馆藏档案数字化 | 临川县档案馆 | 30.00 | 30.00 | |";
    check(
        &with(&[
            ("项目支出表", one, basic),
            ("项目支出表", "| 合计 | | 65.00 | 40.00", "| 合计 | | 125.00 | 100.00"),
            ("项目支出表", "[临川县档案局] | | 65.00 | 40.00", "[临川县档案局] | | 125.00 | 100.00"),
            ("项目支出表", "[临川县档案馆] | | 65.00 | 40.00", "[临川县档案馆] | | 125.00 | 100.00"),
        ]),
        &[],
    );
}

/// A table that lists one project and has neither totals nor a second project.
fn table_of(name: &str, whole: &str, sources: &str) -> String {
    let from = WHOLE.find("\n项目支出表\n").unwrap();
    let to = from + WHOLE[from..].find("\n支出经济分类汇总表\n").unwrap();
    let table = format!(
        "\n项目支出表\n编码 | 名称 | 〔项目单位〕 | 合计 | 本年拨款/一般公共预算 | 财政拨款结转结余/一般公共预算 | 单位资金\n\
         361000220000000000007 | {name} | 临川县档案馆 | {whole} | {sources}\n"
    );
    let mut text = WHOLE.to_owned();
    text.replace_range(from..to, &table);
    text
}

#[test]
fn c10_the_table_of_projects_may_leave_out_what_is_carried_in_or_other_money() {
    check(&table_of("全部项目", "65.00", "40.00 | 20.00 | 5.00"), &[]);
    check(&table_of("不含结转", "45.00", "40.00 | | 5.00"), &[]);
    check(&table_of("一般公共预算", "40.00", "40.00 | |"), &[]);
    check(&table_of("漏了一项", "61.00", "36.00 | 20.00 | 5.00"), &["警告 C10 不平 合计 项目支出"]);
    check(&table_of("差一分", "64.99", "39.99 | 20.00 | 5.00"), &["警告 C10 不平 合计 项目支出"]);
}

#[test]
fn c11_a_line_of_the_summary_is_the_line_of_basic_spending() {
    check(
        &with(&[
            ("支出经济分类汇总表", "基本工资 | 16.00 | 16.00", "基本工资 | 10.00 | 10.00"),
            ("支出经济分类汇总表", "津贴补贴 | 10.00 | 10.00", "津贴补贴 | 16.00 | 16.00"),
        ]),
        &["错误 C11 不平 30101 基本工资 总计", "错误 C11 不平 30102 津贴补贴 总计"],
    );
}

#[test]
fn c11_looks_different_but_projects_stand_in_the_same_line() {
    check(
        &with(&[
            ("支出经济分类汇总表", "办公费 | 5.00 | 5.00", "办公费 | 12.00 | 12.00"),
            ("支出经济分类汇总表", "委托业务费 | 30.00 | 30.00", "委托业务费 | 23.00 | 23.00"),
        ]),
        &[],
    );
}

#[test]
fn c11_the_form_of_the_whole_agency_states_the_budget() {
    // Fiscal money alone is a way to state it, too.
    let fiscal = [
        ("整体绩效目标表", "合计 | | 125.00", "合计 | | 120.00"),
        ("整体绩效目标表", "单位资金 | 1、资金来源 | 5.00", "单位资金 | 1、资金来源 |"),
        ("整体绩效目标表", "项目支出 | 2、资金结构 | 65.00", "项目支出 | 2、资金结构 | 60.00"),
    ];
    check(&with(&fiscal), &["警告 C11 不平 （2）项目支出 金额"]);
    let stale = [
        ("整体绩效目标表", "合计 | | 125.00", "合计 | | 131.00"),
        ("整体绩效目标表", "财政拨款 | 1、资金来源 | 120.00", "财政拨款 | 1、资金来源 | 126.00"),
        ("整体绩效目标表", "项目支出 | 2、资金结构 | 65.00", "项目支出 | 2、资金结构 | 71.00"),
    ];
    let all = ["警告 C11 不平 合计 金额", "警告 C11 不平 （1）财政拨款 金额", "警告 C11 不平 （2）项目支出 金额"];
    check(&with(&stale), &all);
    // What is appropriated and what is not may make up a total that is right.
    let moved = [
        ("整体绩效目标表", "财政拨款 | 1、资金来源 | 120.00", "财政拨款 | 1、资金来源 | 119.00"),
        ("整体绩效目标表", "单位资金 | 1、资金来源 | 5.00", "单位资金 | 1、资金来源 | 6.00"),
    ];
    check(&with(&moved), &["警告 C11 不平 （1）财政拨款 金额"]);
}

#[test]
fn h5_sources_and_plan_come_to_the_amount_of_the_project() {
    let row = "库房恒温恒湿改造 | 35.00 | 30.00 | 5.00 | 15.00 | 35.00";
    let change = |to| with(&[("项目绩效目标表", row, to)]);
    check(
        &change("库房恒温恒湿改造 | 35.00 | 35.00 | 5.00 | 15.00 | 35.00"),
        &["错误 H5 不平 361000220000000000002 库房恒温恒湿改造 预算规模·预算数"],
    );
    check(
        &change("库房恒温恒湿改造 | 35.00 | 30.01 | 5.00 | 15.00 | 35.00"),
        &["提示 H5 尾差 361000220000000000002 库房恒温恒湿改造 预算规模·预算数"],
    );
    check(
        &change("库房恒温恒湿改造 | 35.00 | 30.00 | 5.00 | 15.00 | 20.00"),
        &["警告 H5 不平 361000220000000000002 库房恒温恒湿改造 支出计划·12月底"],
    );
    check(
        &change("库房恒温恒湿改造 | 35.00 | 30.00 | 5.00 | 36.00 | 35.00"),
        &["警告 H5 不平 361000220000000000002 库房恒温恒湿改造 支出计划·12月底"],
    );
    check(&change("库房恒温恒湿改造 | 35.00 | 30.00 | 5.00 | |"), &[]);
}

#[test]
fn h5_both_lists_of_the_whole_agency_add_up() {
    let wrong = [("整体绩效目标表", "基本支出 | 2、资金结构 | 60.00", "基本支出 | 2、资金结构 | 66.00")];
    check(&with(&wrong), &["警告 H5 不平 合计 金额", "警告 C11 不平 （1）基本支出 金额"]);
}

#[test]
fn two_publishers_in_one_file_are_each_compared_with_themselves() {
    let unit = WHOLE.replace(
        "支出总表\n编码 | 名称 | 合计 | 基本支出 | 项目支出\n | 合计 | 125.00",
        "支出总表\n编码 | 名称 | 合计 | 基本支出 | 项目支出\n | 合计 | 125.10",
    );
    check(&format!("{WHOLE}\n{WHOLE}"), &[]);
    let seen = support::disclosure(&format!("{WHOLE}\n{unit}"));
    let findings = gongkai::check::Checker::new(&seen).findings(&seen);
    assert!(findings.iter().any(|f| f.rule == "C2"), "{findings:#?}");
}

#[test]
fn c10_each_budget_has_its_own_column_of_projects() {
    let tables = |general: &str| {
        format!(
            "支出总表
编码 | 名称 | 合计 | 一般公共预算/基本支出 | 一般公共预算/项目支出 | 政府性基金预算
 | 合计 | 60.00 | 20.00 | 30.00 | 10.00
201 | 一般公共服务支出 | 50.00 | 20.00 | 30.00 |
229 | 其他支出 | 10.00 | | | 10.00

一般公共预算支出表
编码 | 名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 50.00 | 20.00 | 30.00
201 | 一般公共服务支出 | 50.00 | 20.00 | 30.00

项目支出表
编码 | 名称 | 合计 | 一般公共预算 | 政府性基金预算
 | 合计 | 40.00 | 30.00 | 10.00
 | 馆藏档案数字化 | {general} | {general} |
 | 青少年活动场地建设 | 10.00 | | 10.00
"
        )
    };
    check(&tables("30.00"), &[]);
    check(
        &tables("33.00"),
        &["错误 V4 不平 合计 合计", "错误 V4 不平 合计 一般公共预算", "警告 C10 不平 合计 项目支出"],
    );
}
