//! Sentences of an invented agency, and what is understood of them: one line a figure.

use super::*;
use crate::{
    model::{Section, Stage},
    prose::Prose,
};

/// The figure, its role, what it is said of, and the figure that it belongs to.
fn digest(stage: Stage, text: &str) -> String {
    let section = Section { heading: "一、收支情况".into(), text: text.into(), ..Section::default() };
    let d = Disclosure {
        agency: "某市水务局".into(),
        year: Some(2025),
        stage,
        prose: vec![section],
        ..Disclosure::default()
    };
    let prose = Prose::of(&d);
    let figure = |s: &Statement| prose.numbers[s.number].value.to_string();
    let line = |s: &Statement| {
        let role = match s.role {
            Role::Change(direction) => format!("增减{}", word(direction)),
            Role::Rate(direction) => format!("率{}", word(direction)),
            Role::Amount => "金额".into(),
            Role::Share => "占比".into(),
            Role::Before => "上年".into(),
            Role::Planned => "预算".into(),
            Role::Completion => "完成".into(),
            Role::Count => "个数".into(),
            Role::UnitPrice => "单价".into(),
            Role::Other => "其他".into(),
        };
        let of = s.of.map(|of| format!(" ← {}", figure(&prose.statements[of]))).unwrap_or_default();
        let aside = if s.aside { " 原因" } else { "" };
        format!("{} {role} {}{of}{aside}", figure(s), s.topics.first().map_or("", String::as_str))
    };
    prose.statements.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "+",
        Direction::Down => "-",
        Direction::Same => "=",
        Direction::Either => "±",
    }
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(digest(Stage::Budget, text), expected.join("\n"), "{text}");
}

#[test]
fn a_total_with_its_parts_and_their_shares() {
    reads(
        "某市水务局2025年支出预算397.30万元，其中：基本支出76.90万元，占19.36%；项目支出320.40万元，占80.64%。",
        "397.30 金额 支出预算
         76.90 金额 基本支出 ← 397.30
         19.36 占比 基本支出 ← 76.90
         320.40 金额 项目支出 ← 397.30
         80.64 占比 项目支出 ← 320.40",
    );
}

#[test]
fn a_list_inside_a_list_ends_at_the_semicolon() {
    reads(
        "支出595.88万元，其中基本支出256.88万元，包括人员经费233.52万元和日常公用经费23.36万元；项目支出339.00万元。",
        "595.88 金额 支出
         256.88 金额 基本支出 ← 595.88
         233.52 金额 人员经费 ← 256.88
         23.36 金额 日常公用经费 ← 256.88
         339.00 金额 项目支出 ← 595.88",
    );
}

#[test]
fn a_list_goes_on_behind_a_full_stop_with_what_belongs_together() {
    reads(
        "合计227.19万元，其中：基本支出224.19万元，比上年减少40.68万元，主要原因是少2人。项目支出3.00万元，比上年减少0.50万元。2025年政府采购4.90万元。",
        "227.19 金额 合计
         224.19 金额 基本支出 ← 227.19
         40.68 增减- 基本支出 ← 224.19
         2 增减- 合计 原因
         3.00 金额 项目支出 ← 227.19
         0.50 增减- 项目支出 ← 3.00
         4.90 金额 政府采购",
    );
}

#[test]
fn a_list_goes_on_in_the_next_paragraph_behind_a_semicolon() {
    reads(
        "收入预算100.00万元，其中：拨款收入80.00万元，占80%；\n事业收入15.00万元，占15%；\n其他收入5.00万元，占5%。\n政府采购9.00万元。",
        "100.00 金额 收入预算
         80.00 金额 拨款收入 ← 100.00
         80 占比 拨款收入 ← 80.00
         15.00 金额 事业收入 ← 100.00
         15 占比 事业收入 ← 15.00
         5.00 金额 其他收入 ← 100.00
         5 占比 其他收入 ← 5.00
         9.00 金额 政府采购",
    );
}

#[test]
fn last_year_in_brackets_and_before_a_change() {
    reads(
        "收入总计98.07万元（上年收入总计102.8万元，同比减少4.73万元，同比减少4.60%）。基本支出84.00万元，比上年预算90.00万元减少6.00万元。",
        "98.07 金额 收入总计
         102.8 上年 收入总计 ← 98.07
         4.73 增减- 收入总计 ← 98.07
         4.60 率- 收入总计 ← 4.73
         84.00 金额 基本支出
         90.00 上年 基本支出 ← 84.00
         6.00 增减- 基本支出 ← 84.00",
    );
    reads(
        "支出预算98.00万元，比2024年年初预算数100.00万元减少2.00万元，下降2%。",
        "98.00 金额 支出预算
         100.00 上年 支出预算 ← 98.00
         2.00 增减- 支出预算 ← 98.00
         2 率- 支出预算 ← 2.00",
    );
    reads(
        "当年拨款98.00万元，比上年执行数100.00万元减少2.00万元。",
        "98.00 金额 当年拨款
         100.00 上年 当年拨款 ← 98.00
         2.00 增减- 当年拨款 ← 98.00",
    );
    // Money that last year left is this year's.
    reads(
        "收入包括：拨款收入283.37万元、上年结转113.94万元。",
        "283.37 金额 拨款收入
         113.94 金额 上年结转",
    );
}

#[test]
fn both_sides_at_once() {
    reads(
        "收入总计277.33万元，支出总计277.33万元，与2024年预算相比，收支总计各减少27.41万元，下降8.99%。",
        "277.33 金额 收入总计
         277.33 金额 支出总计
         27.41 增减- 收支总计 ← 277.33
         8.99 率- 收支总计 ← 27.41",
    );
}

#[test]
fn a_change_names_its_amount() {
    reads(
        "“三公”经费2.50万元，其中：公务接待费0.50万元，公务用车运行费2.00万元。“三公”经费比上年预算增加0.10万元，其中：公务接待费增加0.00万元，公务用车运行费增加0.10万元。",
        "2.50 金额 \"三公\"经费
         0.50 金额 公务接待费 ← 2.50
         2.00 金额 公务用车运行费 ← 2.50
         0.10 增减+ \"三公\"经费 ← 2.50
         0.00 增减+ 公务接待费 ← 0.50
         0.10 增减+ 公务用车运行费 ← 2.00",
    );
}

#[test]
fn parts_that_are_compared_each_for_itself_leave_no_change_to_the_total() {
    reads(
        "“三公”经费2.60万元。其中：因公出国费0.00万元，与上年预算持平；公务用车费2.10万元，与上年预算持平；公务接待费0.50万元，比上年预算减少0.20万元。",
        "2.60 金额 \"三公\"经费
         0.00 金额 因公出国费 ← 2.60
         2.10 金额 公务用车费 ← 2.60
         0.50 金额 公务接待费 ← 2.60
         0.20 增减- 公务接待费 ← 0.50",
    );
}

#[test]
fn items_of_numbered_paragraphs() {
    reads(
        "支出预算总计100.00万元。包括：\n1．水利（类）支出60.00万元，主要用于水利。与上年相比增加5.00万元。\n2．住房保障（类）支出40.00万元。\n此外，基本支出预算数为70.00万元。",
        "100.00 金额 支出预算总计
         60.00 金额 水利 ← 100.00
         5.00 增减+ 水利 ← 60.00
         40.00 金额 住房保障 ← 100.00
         70.00 金额 基本支出",
    );
}

#[test]
fn a_subject_with_its_levels() {
    let text =
        "3、水利支出（类）水利（款）行政运行（项）：2025年预算数为2.25万元，比上年预算增加0.25万元，增长12.50%。";
    reads(
        text,
        "2.25 金额 行政运行
         0.25 增减+ 行政运行 ← 2.25
         12.50 率+ 行政运行 ← 0.25",
    );
    let d = Disclosure { prose: vec![Section { text: text.into(), ..Section::default() }], ..Disclosure::default() };
    let subject = Prose::of(&d).statements.first().and_then(|s| s.subject.clone()).unwrap();
    assert_eq!(
        (subject.class.as_str(), subject.group.as_str(), subject.item.as_str()),
        ("水利支出", "水利", "行政运行")
    );
}

#[test]
fn final_accounts_tell_the_plan_before_the_result() {
    assert_eq!(
        digest(Stage::FinalAccounts, "行政运行（项）年初预算为20.00万元，支出决算为15.00万元，完成年初预算的75.00%。"),
        "20.00 预算 行政运行 ← 15.00\n15.00 金额 行政运行\n75.00 完成 行政运行 ← 15.00"
    );
}

#[test]
fn names_first_and_their_figures_in_the_same_order() {
    reads(
        "支出合计30.00万元，其中基本支出、项目支出和经营支出分别为10.00万元、15.00万元和5.00万元，较上年增加2.00万元。",
        "30.00 金额 支出合计
         10.00 金额 基本支出 ← 30.00
         15.00 金额 项目支出 ← 30.00
         5.00 金额 经营支出 ← 30.00
         2.00 增减+ 支出合计 ← 30.00",
    );
}

#[test]
fn prices_and_things() {
    reads(
        "项目2个，涉及金额8.00万元。补助20人，人均500元；发放300元/人。",
        "2 个数 项目
         8.00 金额 项目
         20 个数 补助
         500 单价 人均
         300 单价 发放",
    );
}
