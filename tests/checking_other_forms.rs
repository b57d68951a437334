//! Forms that some provinces print and others do not: spending by purpose beside spending by function, income as
//! a list of sources, 会议费 and 培训费 beside the three public expenses, running costs, purchases as a tree.

mod support;

use support::check;

/// 收支总表 in three lists, 收入总表 as a list, and the tables that tie with them.
const THREE_LISTS: &str = "
收支总表
收入 | 金额
一、财政拨款 | 80.00
.. 1.一般公共预算 | 80.00
.. 2.政府性基金预算 |
二、财政专户管理资金 | 4.00
三、其他资金 | 1.00
本年收入合计 | 85.00
上年结转资金 |
收入总计 | 85.00
支出 | 金额
一、一般公共服务支出 | 65.00
八、社会保障和就业支出 | 20.00
本年支出合计 | 85.00
结转下年资金 |
支出总计 | 85.00
支出用途 | 金额
一、基本支出 | 62.00
二、项目支出 | 20.00
三、单位预留机动经费 | 3.00

收入总表
编码 | 名称 | 金额
 | 收入总计 | 85.00
 | 一般公共预算资金小计 | 80.00
 | ..公共财政拨款(补助)资金 | 78.00
 | ..专项收入 | 2.00
 | 政府性基金小计 |
 | 财政专户管理资金小计 | 4.00
 | ..其他非税收入 | 4.00
 | 其他资金小计 | 1.00
 | ..事业收入 | 0.40
 | ..其他收入 | 0.60
 | 上年结转和结余资金小计 |

支出总表
编码 | 名称 | 合计 | 基本支出 | 项目支出 | 单位预留机动经费 | 结转下年资金
 | 合计 | 85.00 | 62.00 | 20.00 | 3.00 |

财政拨款收支总表
收入 | 金额
一、一般公共预算 | 80.00
二、政府性基金预算 |
收入总计 | 80.00
支出 | 金额
一、基本支出 | 62.00
二、项目支出 | 15.00
三、单位预留机动经费 | 3.00
支出总计 | 80.00

一般公共预算支出表
编码 | 名称 | 金额
 | 合计 | 80.00
201 | 一般公共服务支出 | 60.00
208 | 社会保障和就业支出 | 20.00

一般公共预算基本支出表
编码 | 名称 | 金额
 | 合计 | 62.00
301 | 工资福利支出 | 40.00
30101 | 基本工资 | 40.00
302 | 商品和服务支出 | 18.00
30201 | 办公费 | 15.00
30217 | 公务接待费 | 3.00
310 | 其他资本性支出 | 4.00
31002 | 办公设备购置 | 4.00

机构运转经费表
编码 | 名称 | 机关运行经费支出
 | 合计 | 22.00
302 | 商品和服务支出 | 18.00
30201 | 办公费 | 15.00
30217 | 公务接待费 | 3.00
310 | 其他资本性支出 | 4.00
31002 | 办公设备购置 | 4.00
";

/// The same with a text changed, the first after the heading of its table.
#[track_caller]
fn with(changes: &[(&str, &str, &str)]) -> String {
    let mut text = THREE_LISTS.to_owned();
    for (table, before, after) in changes {
        let from = text.find(&format!("\n{table}\n")).unwrap_or_else(|| panic!("没有{table}"));
        let at = from + text[from..].find(before).unwrap_or_else(|| panic!("{table}没有“{before}”"));
        text.replace_range(at..at + before.len(), after);
    }
    text
}

#[test]
fn spending_by_purpose_and_income_as_a_list_tie() {
    check(THREE_LISTS, &[]);
}

#[test]
fn v3_purposes_add_up_to_this_years_spending() {
    check(
        &with(&[("收支总表", "二、项目支出 | 20.00", "二、项目支出 | 21.00")]),
        &["错误 V3 不平 本年支出合计 金额", "错误 C2 不平 二、项目支出 金额"],
    );
    check(
        &with(&[
            ("收支总表", "二、项目支出 | 20.00", "二、项目支出 | 20.01"),
            ("支出总表", "62.00 | 20.00", "62.00 | 20.01"),
        ]),
        &["提示 V3 尾差 本年支出合计 金额", "提示 H1 尾差 合计 合计"],
    );
}

#[test]
fn c1_income_may_be_a_list_in_both_tables() {
    let moved = [
        ("收入总表", "财政专户管理资金小计 | 4.00", "财政专户管理资金小计 | 3.00"),
        ("收入总表", "其他非税收入 | 4.00", "其他非税收入 | 3.00"),
        ("收入总表", "其他资金小计 | 1.00", "其他资金小计 | 2.00"),
        ("收入总表", "..其他收入 | 0.60", "..其他收入 | 1.60"),
    ];
    check(&with(&moved), &["错误 C1 不平 二、财政专户管理资金 金额", "错误 C1 不平 三、其他资金 金额"]);
}

#[test]
fn v2_a_total_over_its_list_is_the_sum_of_the_groups_only() {
    check(
        &with(&[("收入总表", "收入总计 | 85.00", "收入总计 | 86.00")]),
        &["错误 C1 不平 收入总计 金额", "错误 V2 不平 收入总计 金额"],
    );
    check(
        &with(&[("收入总表", "..专项收入 | 2.00", "..专项收入 | 3.00")]),
        &["错误 V3 不平 一般公共预算资金小计 金额"],
    );
}

#[test]
fn c7_basic_spending_by_purpose_is_that_of_the_economic_table() {
    check(
        &with(&[
            ("财政拨款收支总表", "一、基本支出 | 62.00", "一、基本支出 | 61.00"),
            ("财政拨款收支总表", "二、项目支出 | 15.00", "二、项目支出 | 16.00"),
        ]),
        &["错误 C7 不平 一、基本支出 金额"],
    );
    // A fund may pay basic spending too; then nothing is known.
    check(
        &with(&[
            ("财政拨款收支总表", "一、一般公共预算 | 80.00", "一、一般公共预算 | 79.00"),
            ("财政拨款收支总表", "二、政府性基金预算 |", "二、政府性基金预算 | 1.00"),
            ("收支总表", "1.一般公共预算 | 80.00", "1.一般公共预算 | 79.00"),
            ("收支总表", "2.政府性基金预算 |", "2.政府性基金预算 | 1.00"),
            ("收入总表", "一般公共预算资金小计 | 80.00", "一般公共预算资金小计 | 79.00"),
            ("收入总表", "资金 | 78.00", "资金 | 77.00"),
            ("收入总表", "政府性基金小计 |", "政府性基金小计 | 1.00"),
            ("一般公共预算支出表", "合计 | 80.00", "合计 | 79.00"),
            ("一般公共预算支出表", "| 60.00", "| 59.00"),
            ("财政拨款收支总表", "一、基本支出 | 62.00", "一、基本支出 | 63.00"),
            ("财政拨款收支总表", "二、项目支出 | 15.00", "二、项目支出 | 14.00"),
        ]),
        &[],
    );
}

#[test]
fn c12_running_costs_are_the_public_money_of_basic_spending() {
    let swapped = [
        ("机构运转经费表", "30201 | 办公费 | 15.00", "30201 | 办公费 | 14.00"),
        ("机构运转经费表", "30217 | 公务接待费 | 3.00", "30217 | 公务接待费 | 4.00"),
    ];
    check(
        &with(&swapped),
        &["错误 C12 不平 30201 办公费 机关运行经费支出", "错误 C12 不平 30217 公务接待费 机关运行经费支出"],
    );
    // With project money in it the table is another one.
    let more = [
        ("机构运转经费表", "合计 | 22.00", "合计 | 30.00"),
        ("机构运转经费表", "商品和服务支出 | 18.00", "商品和服务支出 | 26.00"),
        ("机构运转经费表", "办公费 | 15.00", "办公费 | 23.00"),
    ];
    check(&with(&more), &[]);
}

#[test]
fn v5_meetings_and_training_are_in_a_total_beside_the_group_of_the_three() {
    let table = |total: &str| {
        format!(
            "三公经费支出表
             编码 | 名称 | 合计 | “三公”经费/小计 | “三公”经费/因公出国（境）费 | “三公”经费/公务用车购置及运行维护费/小计 | “三公”经费/公务用车购置及运行维护费/公务用车购置费 | “三公”经费/公务用车购置及运行维护费/公务用车运行维护费 | “三公”经费/公务接待费 | 会议费 | 培训费
              | 合计 | {total} | 50.90 | 7.00 | 41.10 | | 41.10 | 2.80 | 93.30 | 2.50"
        )
    };
    check(&table("146.70"), &[]);
    check(&table("146.71"), &["提示 V5 尾差 合计 合计"]);
    check(&table("144.20"), &["错误 V5 不平 合计 合计"]);
}

/// Purchases by class, project and thing.
fn purchases(class: &str, group: &str) -> String {
    format!(
        "政府采购预算表
         编码 | 名称 | 〔专项名称〕 | 〔经济科目〕 | 〔采购物品名称〕 | 〔采购组织形式〕 | 总计
          | 合计 | | | | | 100.00
          | 一、货物A | | | | | {class}
          | | 办公设备购置费 | 办公设备购置 | | | {group}
          | | | | 台式计算机 | 集中采购 | 45.00
          | | | | 复印机 | 集中采购 | 15.00
          | 三、服务C | | | | | 40.00
          | | 大院管理费 | 物业管理费 | | | 40.00
          | | 大院管理费 | 物业管理费 | 保洁服务 | 分散采购 | 40.00"
    )
}

#[test]
fn v4_purchases_add_up_in_their_tree() {
    check(&purchases("60.00", "60.00"), &[]);
    check(&purchases("60.00", "60.01"), &["错误 V4 不平 一、货物A 总计", "提示 V4 尾差  总计"]);
    check(&purchases("61.00", "60.00"), &["错误 V4 不平 合计 总计", "错误 V4 不平 一、货物A 总计"]);
}

#[test]
fn v4_a_plain_list_of_purchases_is_no_tree() {
    check(
        "政府采购预算表
         编码 | 名称 | 〔采购方式〕 | 〔备注〕 | 金额
          | 台式计算机 | 集中采购 | | 45.00
          | 复印机 | 集中采购 | 两台 | 15.00
          | 保洁服务 | 分散采购 | | 40.00
          | 合计 | | | 100.00",
        &[],
    );
}

#[test]
fn tables_of_no_known_kind_are_held_to_the_hierarchy_of_their_codes() {
    let table = |class: &str| {
        format!(
            "其他表
             编码 | 名称 | 金额
              | 合计 | 80.00
             201 | 一般公共服务支出 | {class}
             20101 | 人大事务 | 60.00
             208 | 社会保障和就业支出 | 20.00"
        )
    };
    check(&table("60.00"), &[]);
    check(&table("61.00"), &["错误 V2 不平 合计 金额", "错误 V1 不平 201 一般公共服务支出 金额"]);
    // Numbers that are no subjects say nothing of a hierarchy.
    check("其他表\n编码 | 名称 | 数量\n | 合计 | 5.00\n101 | 甲楼 | 3.00\n10101 | 甲楼一层 | 1.00", &[]);
}
