//! What holds between tables and what does not. Every case starts from a whole disclosure that ties
//! ([`support::whole`]) and changes a line or two of it.

mod support;

use gongkai::check::Family;
use support::{accounts::ACCOUNTS, check, whole::WHOLE};

/// The whole disclosure with these lines changed, each once, the first after the heading of its table.
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

#[test]
fn a_whole_disclosure_ties() {
    check(WHOLE, &[]);
}

#[test]
fn every_rule_is_in_the_manual_and_every_entry_of_the_manual_is_a_rule() {
    let rules = |text: &str| {
        let checker = gongkai::check::Checker::new(&support::disclosure(text));
        checker.relations().iter().map(|r| r.rule).collect::<Vec<_>>()
    };
    let fiscal = fiscal_table(["100.00", "76.00", "9.00", "6.00"]);
    let fiscal = gongkai::check::Checker::new(&fiscal).relations().iter().map(|r| r.rule).collect();
    let mut used = [rules(WHOLE), rules(ACCOUNTS), fiscal].concat();
    used.sort_unstable();
    used.dedup();
    let of_tables = |f: Family| matches!(f, Family::WithinTable | Family::AcrossTables);
    // V6 and V7 look at rows and at a whole table; they are no relations (tests/locating.rs).
    let is_relation = |id: &str| !matches!(id, "V6" | "V7");
    let known = gongkai::relations::rules().iter().filter(|r| of_tables(r.family) && is_relation(&r.id));
    let mut known: Vec<&str> = known.map(|r| r.id.as_str()).collect();
    known.sort_unstable();
    assert_eq!(used, known);
}

/// The whole disclosure with a table of all fiscal spending beside it: 合计, 201, 208, 210.
fn fiscal_table([total, services, security, health]: [&str; 4]) -> gongkai::model::Disclosure {
    let mut d = support::disclosure(&format!(
        "{WHOLE}
        其他表
        编码 | 名称 | 金额
         | 合计 | {total}
        201 | 一般公共服务支出 | {services}
        208 | 社会保障和就业支出 | {security}
        210 | 卫生健康支出 | {health}
        221 | 住房保障支出 | 9.00"
    ));
    d.tables.last_mut().expect("有表").title = "财政拨款支出预算表（功能科目）".into();
    d
}

#[test]
fn c14_all_fiscal_spending_is_that_of_the_budgets() {
    let found = |amounts| {
        let d = fiscal_table(amounts);
        let findings = gongkai::check::Checker::new(&d).findings(&d);
        let line = |f: &gongkai::check::Finding| format!("{} {}", f.rule, d.row(f.cells[0]).expect("行").title());
        findings.iter().map(line).collect::<Vec<_>>()
    };
    assert!(found(["100.00", "76.00", "9.00", "6.00"]).is_empty());
    // The sum cannot tell that two amounts were exchanged.
    let exchanged = found(["100.00", "76.00", "6.00", "9.00"]);
    assert_eq!(exchanged, ["C14 208 社会保障和就业支出", "C14 210 卫生健康支出"]);
    // With money carried in, which the other table does not contain, they are not the same.
    assert!(found(["120.00", "96.00", "9.00", "6.00"]).is_empty());
}

#[test]
fn c1_income_is_the_same_in_both_tables() {
    check(
        &with(&[
            (
                "收入总表",
                "| 合计 | 125.00 | 105.00 | 100.00 | | 5.00 |",
                "| 合计 | 125.00 | 105.00 | 95.00 | | 10.00 |",
            ),
            (
                "收入总表",
                "[临川县档案局] | 125.00 | 105.00 | 100.00 | | 5.00 |",
                "[临川县档案局] | 125.00 | 105.00 | 95.00 | | 10.00 |",
            ),
            (
                "收入总表",
                "[临川县档案馆] | 125.00 | 105.00 | 100.00 | | 5.00 |",
                "[临川县档案馆] | 125.00 | 105.00 | 95.00 | | 10.00 |",
            ),
        ]),
        &["错误 C1 不平 一、一般公共预算拨款收入 预算数", "错误 C1 不平 六、其他收入 预算数"],
    );
}

#[test]
fn c1_a_table_may_tell_only_the_whole_of_what_the_other_tells_in_parts() {
    check(
        "收支总表
         收入 | 预算数
         一、一般公共预算拨款收入 | 90.00
         二、政府性基金预算拨款收入 | 10.00
         三、单位资金 | 5.00
         本年收入合计 | 105.00
         收入总计 | 105.00
         收入总表
         编码 | 名称 | 合计 | 本年收入/小计 | 本年收入/财政拨款收入 | 本年收入/事业收入 | 本年收入/其他收入 | 上年结转
              | 合计 | 105.00 | 105.00 | 100.00 | 2.00 | 3.00 |",
        &[],
    );
}

#[test]
fn c2_classes_are_the_same_whatever_they_are_called_and_whatever_rows_are_printed() {
    let tables = |amount: &str| {
        format!(
            "收支总表
             支出 | 金额
             一、一般公共服务 | {amount}
             九、医疗卫生与计划生育支出 |
             十、卫生健康 | 20.00
             本年支出合计 | 60.00
             支出总表
             编码    | 名称 | 合计
                     | 合计 | 60.00
             2012601 | 行政运行 | 30.00
             2012604 | 档案馆 | 10.00
             2101101 | 行政单位医疗 | 20.00"
        )
    };
    check(&tables("40.00"), &[]);
    check(&tables("40.01"), &["提示 C2 尾差 一、一般公共服务 金额", "提示 V3 尾差 本年支出合计 金额"]);
    check(&tables("30.00"), &["错误 C2 不平 一、一般公共服务 金额", "错误 V3 不平 本年支出合计 金额"]);
}

#[test]
fn c2_income_by_subject_is_spending_by_subject() {
    let tables = |amount: &str| {
        format!(
            "收入总表
             编码    | 名称 | 合计 | 一般公共预算 | 单位资金
             2012601 | 行政运行 | {amount} | {amount} |
             支出总表
             编码    | 名称 | 合计 | 基本支出 | 项目支出
             2012601 | 行政运行 | 30.00 | 30.00 |"
        )
    };
    check(&tables("30.00"), &[]);
    check(&tables("30.01"), &["错误 C2 不平 2012601 行政运行 合计"]);
}

#[test]
fn c4_what_is_not_fiscal_is_the_difference() {
    // 一般公共服务 holds the 5.00 of other income: 101.00 against 96.00 is no error. Less than 96.00 is.
    let moved = with(&[
        ("收支总表", "一、一般公共服务支出 | 101.00", "一、一般公共服务支出 | 95.00"),
        ("收支总表", "八、社会保障和就业支出 | 9.00", "八、社会保障和就业支出 | 15.00"),
    ]);
    check(
        &moved,
        &[
            "错误 C2 不平 一、一般公共服务支出 预算数",
            "错误 C4 不平 一、一般公共服务支出 预算数",
            "错误 C2 不平 八、社会保障和就业支出 预算数",
        ],
    );
}

#[test]
fn c4_with_fiscal_money_alone_everything_is_equal() {
    let tables = |year: &str, carried_out: &str| {
        format!(
            "收支总表
             收入 | 预算数
             一、一般公共预算拨款收入 | 261.88
             本年收入合计 | 261.88
             上年结转 | 15.45
             收入总计 | 277.33
             支出 | 预算数
             一、一般公共服务支出 | 277.33
             本年支出合计 | 277.33
             结转下年 |
             支出总计 | 277.33
             财政拨款收支总表
             收入 | 预算数
             一、本年收入 | 261.88
             （一）一般公共预算拨款 | 261.88
             二、上年结转 | 15.45
             收入总计 | 277.33
             支出 | 合计
             一、本年支出 | {year}
             （一）一般公共服务支出 | {year}
             二、结转下年 | {carried_out}
             支出总计 | 277.33"
        )
    };
    check(&tables("277.33", ""), &[]);
    // One table spends the carry-over this year, the other puts it off to the next.
    check(
        &tables("261.88", "15.45"),
        &[
            "错误 C4 不平 一、一般公共服务支出 预算数",
            "错误 C4 不平 本年支出合计 预算数",
            "错误 C4 不平 结转下年 预算数",
        ],
    );
}

#[test]
fn c5_a_table_without_the_carry_over_is_no_error_and_a_third_figure_is() {
    // In WHOLE the general budget table lacks the 20.00 carried over. Half of it is neither scope.
    check(
        &with(&[
            ("财政拨款收支总表", "一、本年支出 | 120.00 | 120.00 |", "一、本年支出 | 110.00 | 110.00 |"),
            (
                "财政拨款收支总表",
                "（一）一般公共服务支出 | 96.00 | 96.00 |",
                "（一）一般公共服务支出 | 86.00 | 86.00 |",
            ),
            ("财政拨款收支总表", "二、结转下年 | | |", "二、结转下年 | 10.00 | 10.00 |"),
        ]),
        &[
            "错误 C4 不平 结转下年 预算数",
            "错误 C5 不平 一、本年支出 一般公共预算",
            "错误 C5 不平 （一）一般公共服务支出 一般公共预算",
        ],
    );
}

#[test]
fn money_carried_in_that_is_listed_as_carried_out_is_named() {
    let d = support::disclosure(&with(&[
        ("财政拨款收支总表", "一、本年支出 | 120.00 | 120.00 |", "一、本年支出 | 100.00 | 100.00 |"),
        ("财政拨款收支总表", "（一）一般公共服务支出 | 96.00 | 96.00 |", "（一）一般公共服务支出 | 76.00 | 76.00 |"),
        ("财政拨款收支总表", "二、结转下年 | | |", "二、结转下年 | 20.00 | 20.00 |"),
        ("收支总表", "六、其他收入 | 5.00", "六、其他收入 |"),
    ]));
    let causes: Vec<String> =
        gongkai::check::Checker::new(&d).findings(&d).into_iter().filter_map(|f| f.cause).collect();
    assert!(causes.iter().any(|c| c.starts_with("疑为把上年结转 20.00 列到了财政拨款收支总表")), "{causes:?}");
}

#[test]
fn c6_basic_spending_differs_only_where_there_is_other_money() {
    // 支出总表 says 档案馆 spends less on projects than the general budget alone gives it.
    check(
        &with(&[
            ("支出总表", "2012604 | 档案馆 | 65.00 | | 65.00", "2012604 | 档案馆 | 35.00 | | 35.00"),
            ("支出总表", "2012601 | 行政运行 | 36.00 | 36.00 |", "2012601 | 行政运行 | 66.00 | 36.00 | 30.00"),
        ]),
        &["错误 C6 不平 2012604 档案馆 项目支出"],
    );
}

#[test]
fn c6_without_the_other_tables_only_the_lower_bound_is_known() {
    let tables = |all: &str| {
        format!(
            "支出总表
             编码    | 名称 | 合计 | 基本支出 | 项目支出
                     | 合计 | {all} | | {all}
             2012604 | 档案馆 | {all} | | {all}
             一般公共预算支出表
             编码    | 名称 | 合计 | 基本支出 | 项目支出
                     | 合计 | 40.00 | | 40.00
             2012604 | 档案馆 | 40.00 | | 40.00"
        )
    };
    check(&tables("40.00"), &[]);
    check(&tables("65.00"), &[]);
    check(&tables("35.00"), &["错误 C6 不平 合计 项目支出", "错误 C6 不平 2012604 档案馆 项目支出"]);
}

#[test]
fn c6_without_the_appropriations_nobody_knows_how_much_is_carried_in() {
    let tables = |carried: &str, all: &str| {
        format!(
            "收支总表
             项目 | 预算数 || 项目 | 预算数
             一、一般公共预算拨款收入 | 40.00 || 一、一般公共服务支出 | {all}
             上年结转 | {carried} || 结转下年 |
             收入总计 | {all} || 支出总计 | {all}
             支出总表
             编码    | 名称 | 合计 | 基本支出 | 项目支出
                     | 合计 | {all} | | {all}
             2012604 | 档案馆 | {all} | | {all}
             一般公共预算支出表
             编码    | 名称 | 合计 | 基本支出 | 项目支出
                     | 合计 | 40.00 | | 40.00
             2012604 | 档案馆 | 40.00 | | 40.00"
        )
    };
    check(&tables("25.00", "65.00"), &[]);
    check(&tables("", "40.00"), &[]);
}

#[test]
fn c7_basic_spending_is_told_twice() {
    check(
        &with(&[("一般公共预算基本支出表", " | 合计 | 60.00 | 52.00 | 8.00", " | 合计 | 60.00 | 51.99 | 8.01")]),
        &[
            "错误 C7 不平 合计 基本支出·人员经费",
            "错误 C7 不平 合计 基本支出·公用经费",
            "提示 V2 尾差 合计 人员经费",
            "提示 V2 尾差 合计 公用经费",
        ],
    );
}

#[test]
fn c8_projects_may_bear_more_but_never_less() {
    // 公务接待费 1.50 against 1.00 in basic spending: the rest is a project's.
    check(WHOLE, &[]);
    check(
        &with(&[("三公经费支出表", "3.50 | | 2.00 | | 2.00 | 1.50", "2.50 | | 2.00 | | 2.00 | 0.50")]),
        &["错误 C8 不平 合计 公务接待费"],
    );
    let tables = |reception: &str| {
        format!(
            "一般公共预算支出表
             编码 | 名称 | 合计 | 基本支出 | 项目支出
                  | 合计 | 10.00 | 10.00 |
             一般公共预算基本支出表
             编码  | 名称 | 合计
                   | 合计 | 10.00
             30217 | 公务接待费 | 10.00
             三公经费支出表
             编码  | 名称 | 合计
                   | 合计 | {reception}
                   | 因公出国（境）费 |
                   | 公务用车购置及运行费 |
                   | 公务接待费 | {reception}"
        )
    };
    // Without projects there is nothing else to pay it from.
    check(&tables("10.00"), &[]);
    check(&tables("11.00"), &["错误 C8 不平 公务接待费 合计"]);
}

#[test]
fn c9_insurance_and_housing_have_a_line_on_both_sides() {
    check(
        &with(&[
            ("一般公共预算基本支出表", "30113 | 住房公积金 | 9.00 | 9.00", "30113 | 住房公积金 | 8.00 | 8.00"),
            ("一般公共预算基本支出表", "30101 | 基本工资 | 16.00 | 16.00", "30101 | 基本工资 | 17.00 | 17.00"),
            ("支出经济分类汇总表", "住房公积金 | 9.00 | 9.00", "住房公积金 | 8.00 | 8.00"),
            ("支出经济分类汇总表", "基本工资 | 16.00 | 16.00", "基本工资 | 17.00 | 17.00"),
        ]),
        &["警告 C9 不平 2210201 住房公积金 基本支出·小计"],
    );
}

#[test]
fn c9_retirees_insurance_may_sit_in_another_line() {
    check(
        &with(&[
            (
                "一般公共预算基本支出表",
                "30110 | 职工基本医疗保险缴费 | 4.00 | 4.00",
                "30110 | 职工基本医疗保险缴费 | 3.00 | 3.00",
            ),
            (
                "一般公共预算基本支出表",
                "30112 | 其他社会保障缴费 | 1.00 | 1.00",
                "30112 | 其他社会保障缴费 | 2.00 | 2.00",
            ),
            ("支出经济分类汇总表", "职工基本医疗保险缴费 | 4.00 | 4.00", "职工基本医疗保险缴费 | 3.00 | 3.00"),
            ("支出经济分类汇总表", "其他社会保障缴费 | 1.00 | 1.00", "其他社会保障缴费 | 2.00 | 2.00"),
        ]),
        &[],
    );
}

#[test]
fn c9_what_retirees_cost_may_include_public_money_but_not_miss_a_pension() {
    let tables = |functional: &str| {
        format!(
            "一般公共预算支出表
             编码    | 名称 | 合计 | 基本支出 | 项目支出
             2080501 | 行政单位离退休 | {functional} | {functional} |
             2101101 | 行政单位医疗 | 46.20 | 46.20 |
             一般公共预算基本支出表
             编码  | 名称 | 合计
             30110 | 职工基本医疗保险缴费 | 33.00
             30111 | 公务员医疗补助缴费 | 13.20
             30201 | 办公费 | 6.00
             30302 | 退休费 | 35.14"
        )
    };
    check(&tables("35.14"), &[]);
    check(&tables("41.14"), &[]);
    check(&tables("31.54"), &["警告 C9 不平 2080501 行政单位离退休 基本支出"]);
}

#[test]
fn c9_a_unit_that_books_nothing_apart_is_told_so_once() {
    check(
        "一般公共预算支出表
         编码    | 名称 | 合计 | 基本支出 | 项目支出
                 | 合计 | 30.00 | 30.00 |
         2012601 | 行政运行 | 30.00 | 30.00 |
         一般公共预算基本支出表
         编码  | 名称 | 合计
               | 合计 | 30.00
         30101 | 基本工资 | 20.00
         30108 | 机关事业单位基本养老保险缴费 | 6.00
         30113 | 住房公积金 | 4.00",
        &["提示 C9 说明 合计 基本支出"],
    );
}

#[test]
fn tables_in_different_units_have_the_allowance_of_the_coarser() {
    let tables = |yuan: &str| {
        format!(
            "支出总表 元
             编码 | 名称 | 合计
                  | 合计 | {yuan}
             收支总表
             支出 | 预算数
             支出总计 | 397.30"
        )
    };
    check(&tables("3,973,044"), &["提示 C2 尾差 支出总计 预算数"]);
    check(&tables("3,973,000"), &[]);
    check(&tables("3,973,100"), &["错误 C2 不平 支出总计 预算数"]);
}

#[test]
fn a_total_that_is_wrong_by_much_accuses_no_line() {
    // 元 for 万元. The lines tell what the total tells no more: the table lacks the 20.00 carried over.
    check(
        &with(&[("一般公共预算支出表", " | 合计 | 100.00 |", " | 合计 | 1000000.00 |")]),
        &[
            "错误 C6 不平 合计 合计",
            "错误 C5 不平 一、本年支出 一般公共预算",
            "错误 H1 不平 合计 合计",
            "错误 V2 不平 合计 合计",
        ],
    );
    check(
        &with(&[("支出总表", " | 合计 | 125.00 | 60.00 | 65.00", " | 合计 | 1250000.00 | 60.00 | 65.00")]),
        &[
            "错误 C2 不平 本年支出合计 预算数",
            "错误 C6 不平 合计 合计",
            "错误 H1 不平 合计 合计",
            "错误 V2 不平 合计 合计",
            "警告 C11 不平 合计 总计",
        ],
    );
    check(
        &with(&[("财政拨款收支总表", "收入总计 | 120.00", "收入总计 | 1200000.00")]),
        &["错误 C4 不平 收入总计 预算数", "错误 B1 不平 收入总计 预算数", "错误 B3 不平 支出总计 合计"],
    );
}

#[test]
fn a_project_that_is_wrong_by_much_is_compared_with_its_whole_amount() {
    let project = "库房恒温恒湿改造 | 临川县档案馆 | 35.00";
    check(
        &with(&[("项目支出表", project, "库房恒温恒湿改造 | 临川县档案馆 | 350000.00")]),
        &[
            "错误 V4 不平 501001 临川县档案馆 合计",
            "错误 H3 不平 361000220000000000002 库房恒温恒湿改造 合计",
            "错误 C10 不平 361000220000000000002 库房恒温恒湿改造 预算规模·预算数",
            "警告 C10 不平 合计 项目支出",
        ],
    );
    let form = "库房恒温恒湿改造 | 35.00 | 30.00 | 5.00";
    check(
        &with(&[("项目绩效目标表", form, "库房恒温恒湿改造 | 350000.00 | 30.00 | 5.00")]),
        &[
            "错误 C10 不平 361000220000000000002 库房恒温恒湿改造 预算规模·预算数",
            "错误 H5 不平 361000220000000000002 库房恒温恒湿改造 预算规模·预算数",
            "警告 H5 不平 361000220000000000002 库房恒温恒湿改造 支出计划·12月底",
        ],
    );
}
