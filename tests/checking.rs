//! What holds inside one table and what does not, on small tables: for every rule one where it holds, one
//! where rounding explains the difference, one that is broken, and one that only looks broken.

mod support;

use support::check;

#[test]
fn v1_a_subject_is_the_sum_of_the_subjects_below_it() {
    let table = |item: &str| {
        format!(
            "支出总表
             编码    | 名称 | 合计
             201     | 一般公共服务支出 | 50.00
             20126   | 档案事务 | 50.00
             2012601 | 行政运行 | 30.00
             2012604 | 档案馆   | {item}"
        )
    };
    check(&table("20.00"), &[]);
    check(&table("20.01"), &["提示 V1 尾差 20126 档案事务 合计"]);
    check(&table("20.10"), &["错误 V1 不平 20126 档案事务 合计"]);
}

#[test]
fn v1_looks_broken_but_levels_may_be_skipped_and_units_are_no_subjects() {
    // 307 is the agency here, and the province prints no 类 and 款 rows.
    check(
        "支出总表
         编码    | 名称 | 合计 | 基本支出 | 项目支出
                 | 合计 | 50.00 | 30.00 | 20.00
         307     | [临川县档案局] | 50.00 | 30.00 | 20.00
         307001  | [临川县档案馆] | 50.00 | 30.00 | 20.00
         201     | 一般公共服务支出 | 40.00 | 30.00 | 10.00
         2012601 | 行政运行 | 30.00 | 30.00 |
         2012604 | 档案馆   | 10.00 | | 10.00
         2080899 | 其他优抚支出 | 10.00 | | 10.00",
        &[],
    );
}

#[test]
fn v1_one_subject_in_several_projects_is_one_subject() {
    check(
        "一般公共预算项目支出表
         编码    | 名称 | 〔项目名称〕 | 项目支出合计 | 商品和服务支出
                 | 合计 | | 50.00 | 50.00
         201     | 一般公共服务支出 | | 50.00 | 50.00
         20126   | 档案事务 | | 50.00 | 50.00
         2012604 | 档案馆 | | 50.00 | 50.00
         2012604 | 档案馆 | 馆藏数字化 | 30.00 | 30.00
         2012604 | 档案馆 | 库房改造 | 20.00 | 20.00",
        &[],
    );
}

#[test]
fn v1_a_row_printed_again_after_a_page_break_counts_once() {
    check(
        "支出总表
         编码    | 名称 | 合计
                 | 合计 | 50.00
         201     | 一般公共服务支出 | 50.00
         2012601 | 行政运行 | 30.00
         2012601 | 行政运行 | 30.00
         2012604 | 档案馆   | 20.00",
        &[],
    );
}

#[test]
fn v2_the_total_is_the_sum_of_the_top_level() {
    let table = |total: &str| {
        format!(
            "一般公共预算基本支出表
             编码  | 名称 | 合计
                   | 合计 | {total}
             301   | 工资福利支出 | 9.24
             302   | 商品和服务支出 | 382.42
             303   | 对个人和家庭的补助 | 5.65"
        )
    };
    check(&table("397.31"), &[]);
    check(&table("397.30"), &["提示 V2 尾差 合计 合计"]);
    check(&table("397.29"), &["警告 V2 存疑尾差 合计 合计"]);
    check(&table("379.31"), &["错误 V2 不平 合计 合计"]);
}

#[test]
fn v2_every_unit_is_the_sum_of_its_own_subjects() {
    let table = |second: &str| {
        format!(
            "支出总表
             编码   | 名称 | 合计
                    | 合计 | 60.00
             501001 | [临川县档案馆] | 40.00
             201    | 一般公共服务支出 | 40.00
             501002 | [临川县方志馆] | 20.00
             201    | 一般公共服务支出 | {second}"
        )
    };
    check(&table("20.00"), &[]);
    check(&table("25.00"), &["错误 V2 不平 501002 临川县方志馆 合计"]);
}

#[test]
fn v3_the_year_is_the_sum_of_its_items() {
    let table = |total: &str, other: &str| {
        format!(
            "收支总表
             收入 | 预算数
             一、一般公共预算拨款收入 | 261.88
             其中：财政拨款 | 226.88
             二、单位资金 | 15.45
             其中：事业收入 | 10.45
             其他收入 | {other}
             本年收入合计 | {total}"
        )
    };
    // 财政拨款 is not all of the general budget: that is no error. 事业收入 and 其他收入 are all of 单位资金.
    check(&table("277.33", "5.00"), &[]);
    check(&table("277.34", "5.00"), &["提示 V3 尾差 本年收入合计 预算数"]);
    check(&table("504.21", "5.00"), &["错误 V3 不平 本年收入合计 预算数"]);
    check(&table("277.33", "50.00"), &["错误 V3 不平 二、单位资金 预算数"]);
}

#[test]
fn v3_a_part_is_never_more_than_the_whole() {
    check(
        "收支总表
         收入 | 预算数
         一、一般公共预算拨款收入 | 261.88
         其中：财政拨款 | 268.88
         本年收入合计 | 261.88",
        &["错误 V3 不平 一、一般公共预算拨款收入 预算数"],
    );
}

#[test]
fn v4_projects_add_up_to_categories_units_and_the_total() {
    let table = |project: &str| {
        format!(
            "项目支出表
             编码 | 名称 | 合计 | 本年拨款/一般公共预算 | 单位资金
                  | 合计 | 60.00 | 55.00 | 5.00
             501  | [临川县档案局] | 60.00 | 55.00 | 5.00
             501001 | [临川县档案馆] | 40.00 | 40.00 |
             361000000000000000001 | 馆藏数字化 | 30.00 | 30.00 |
             361000000000000000002 | 库房改造 | {project} | {project} |
             361000000000000000002 | 库房改造 | {project} | {project} |
             501002 | [临川县方志馆] | 20.00 | 15.00 | 5.00
             361000000000000000003 | 年鉴编纂 | 20.00 | 15.00 | 5.00"
        )
    };
    check(&table("10.00"), &[]);
    check(
        &table("10.01"),
        &["提示 V4 尾差 501001 临川县档案馆 合计", "提示 V4 尾差 501001 临川县档案馆 本年拨款·一般公共预算"],
    );
    check(
        &table("1.00"),
        &["错误 V4 不平 501001 临川县档案馆 合计", "错误 V4 不平 501001 临川县档案馆 本年拨款·一般公共预算"],
    );
}

#[test]
fn v5_the_three_public_expenses_as_a_list() {
    let table = |running: &str| {
        format!(
            "三公经费支出表
             编码 | 名称 | 合计 | 一般公共预算
                  | 合计 | 2.50 | 2.50
                  | “三公”经费小计 | 2.50 | 2.50
                  | 一、因公出国（境）费 | |
                  | 其中：教学科研人员因公出国（境）费 | |
                  | ..其他因公出国（境）费 | |
                  | 二、公务用车购置及运行费 | 2.00 | 2.00
                  | 其中：公务用车购置费 | |
                  | ..公务用车运行维护费 | {running} | {running}
                  | 三、公务接待费 | 0.50 | 0.50
                  | 四、会议费 | |"
        )
    };
    check(&table("2.00"), &[]);
    check(
        &table("20.0"),
        &["错误 V5 不平 二、公务用车购置及运行费 合计", "错误 V5 不平 二、公务用车购置及运行费 一般公共预算"],
    );
}

#[test]
fn v5_the_three_public_expenses_as_columns_of_two_years() {
    let table = |reception: &str| {
        format!(
            "三公经费支出表
             编码 | 名称 | 上年预算数/合计 | 上年预算数/因公出国（境）费 | 上年预算数/公务用车购置及运行费/小计 | 上年预算数/公务用车购置及运行费/公务用车购置费 | 上年预算数/公务用车购置及运行费/公务用车运行费 | 上年预算数/公务接待费 | 本年预算数/合计 | 本年预算数/公务用车购置及运行费/小计 | 本年预算数/公务用车购置及运行费/公务用车运行费 | 本年预算数/公务接待费
             | | 9.60 | 1.00 | 8.10 | 6.00 | 2.10 | 0.50 | 2.60 | 2.10 | 2.10 | {reception}"
        )
    };
    check(&table("0.50"), &[]);
    check(&table("0.05"), &["错误 V5 不平  本年预算数·合计"]);
}

#[test]
fn h1_basic_and_project_spending_are_all() {
    let table = |basic: &str| {
        format!(
            "支出总表
             编码    | 名称 | 合计 | 基本支出 | 项目支出 | 事业单位经营支出
             2012601 | 行政运行 | 87.16 | {basic} | 31.47 |"
        )
    };
    check(&table("55.69"), &[]);
    check(&table("55.68"), &["提示 H1 尾差 2012601 行政运行 合计"]);
    check(&table("56.69"), &["错误 H1 不平 2012601 行政运行 合计"]);
    // A column without a single figure is not checked.
    check(
        "支出总表
         编码    | 名称 | 合计 | 基本支出 | 项目支出
         2012601 | 行政运行 | | 55.69 | 31.47",
        &[],
    );
}

#[test]
fn h2_personnel_and_public_money_are_basic_spending() {
    let table = |goods: &str| {
        format!(
            "一般公共预算支出表
             编码 | 名称 | 合计 | 基本支出/小计 | 基本支出/人员经费/工资福利支出 | 基本支出/人员经费/对个人和家庭的补助 | 基本支出/公用经费/商品和服务支出 | 项目支出/小计 | 项目支出/其他运转类 | 项目支出/特定目标类
             2012601 | 行政运行 | 277.33 | 194.97 | 166.79 | 5.25 | {goods} | 82.36 | 72.36 | 10.00"
        )
    };
    check(&table("22.93"), &[]);
    check(&table("22.92"), &["提示 H2 尾差 2012601 行政运行 基本支出·小计"]);
    check(&table("29.23"), &["错误 H2 不平 2012601 行政运行 基本支出·小计"]);
}

#[test]
fn h3_sources_and_carry_over_are_all_income() {
    let table = |carry: &str| {
        format!(
            "收入总表
             编码   | 名称 | 总计 | 本年收入/合计 | 本年收入/一般公共预算/小计 | 本年收入/一般公共预算/其中：财政拨款 | 本年收入/事业收入 | 上年结转结余/合计 | 上年结转结余/一般公共预算
             501001 | [临川县档案馆] | 277.33 | 261.88 | 261.88 | 226.88 | | {carry} | {carry}"
        )
    };
    // 226.88 is part of 261.88, and no addend.
    check(&table("15.45"), &[]);
    check(&table("15.44"), &["提示 H3 尾差 501001 临川县档案馆 总计"]);
    check(&table("14.55"), &["错误 H3 不平 501001 临川县档案馆 总计"]);
}

#[test]
fn h4_the_three_budgets_are_all() {
    let table = |fund: &str, fiscal: &str| {
        format!(
            "财政拨款收支总表
             支出 | 合计 | 一般公共预算/小计 | 一般公共预算/其中：财政拨款 | 政府性基金预算 | 国有资本经营预算
             （一）一般公共服务支出 | 96.00 | 90.00 | {fiscal} | {fund} |"
        )
    };
    check(&table("6.00", "80.00"), &[]);
    check(&table("6.01", "80.00"), &["提示 H4 尾差 （一）一般公共服务支出 合计"]);
    check(&table("60.0", "80.00"), &["错误 H4 不平 （一）一般公共服务支出 合计"]);
    check(&table("6.00", "98.00"), &["错误 H4 不平 （一）一般公共服务支出 一般公共预算·小计"]);
}

#[test]
fn b_income_and_spending_balance() {
    let table = |carried: &str, spending: &str| {
        format!(
            "收支总表
             收入 | 预算数
             一、一般公共预算拨款收入 | 283.37
             本年收入合计 | 283.37
             使用非财政拨款结余 |
             上年结转 | {carried}
             收入总计 | 397.30
             支出 | 预算数
             一、一般公共服务支出 | {spending}
             本年支出合计 | {spending}
             结转下年 |
             支出总计 | {spending}"
        )
    };
    check(&table("113.93", "397.30"), &[]);
    check(&table("113.94", "397.30"), &["提示 B1 尾差 收入总计 预算数"]);
    check(&table("131.93", "397.30"), &["错误 B1 不平 收入总计 预算数"]);
    // The same measure twice has no allowance.
    check(&table("113.93", "397.31"), &["错误 B3 不平 支出总计 预算数"]);
}

#[test]
fn a_year_total_that_stands_before_its_items_does_not_take_the_carry_over() {
    check(
        "财政拨款收支总表
         收入 | 预算数
         一、本年收入 | 261.88
         （一）一般公共预算拨款 | 261.88
         其中：财政拨款 | 226.88
         （二）政府性基金预算拨款 |
         二、上年结转 | 15.45
         （一）一般公共预算拨款 | 15.45
         （二）政府性基金预算拨款 |
         收入总计 | 277.33
         支出 | 合计
         一、本年支出 | 261.88
         （一）一般公共服务支出 | 261.88
         二、年终结转结余 | 15.45
         支出总计 | 277.33",
        &[],
    );
}

#[test]
fn what_was_not_read_in_full_is_never_wrong() {
    let text = "支出总表
                编码 | 名称 | 合计 | 基本支出 | 项目支出
                     | 合计 | 1.00 | 2.00 | 3.00";
    check(text, &["错误 H1 不平 合计 合计"]);
    let mut d = support::disclosure(text);
    for status in [gongkai::model::Status::Partial, gongkai::model::Status::Unrecoverable] {
        d.tables[0].status = status;
        assert_eq!(gongkai::check::Checker::new(&d).findings(&d), []);
    }
}

#[test]
fn v2_an_agency_and_its_units_may_each_tell_all_their_subjects() {
    // 501 tells the whole, 501001 and 501002 tell it again in parts: each block ties by itself, nothing twice.
    check(
        "收支总表
         支出 | 预算数
         一、一般公共服务支出 | 60.00
         本年支出合计 | 60.00
         支出总表
         编码   | 名称 | 合计
                | 合计 | 60.00
         501    | [临川县档案局] | 60.00
         201    | 一般公共服务支出 | 60.00
         501001 | [临川县档案馆] | 40.00
         201    | 一般公共服务支出 | 40.00
         501002 | [临川县方志馆] | 20.00
         201    | 一般公共服务支出 | 20.00",
        &[],
    );
}

#[test]
fn v1_a_code_that_is_no_functional_subject_is_a_unit_even_if_taken_for_a_subject() {
    check(
        "支出总表
         编码    | 名称 | 合计
                 | 合计 | 50.00
         307     | 临川县档案局 | 50.00
         2012601 | 行政运行 | 30.00
         2012604 | 档案馆   | 20.00",
        &[],
    );
}

#[test]
fn v5_meetings_and_training_are_none_of_the_three() {
    let table = |total: &str| {
        format!(
            "三公经费支出表
             编码 | 名称 | {total} | 因公出国（境）费 | 公务用车购置及运行费/小计 | 公务用车购置及运行费/公务用车购置费 | 公务用车购置及运行费/公务用车运行费 | 公务接待费 | 会议费 | 培训费
                  | | 2.60 | | 2.10 | | 2.10 | 0.60 | 3.00 | 1.00"
        )
    };
    check(&table("“三公”经费合计"), &["错误 V5 不平  “三公”经费合计"]);
    // Of a bare 合计 it is not known whether it contains them.
    check(&table("合计"), &[]);
}
