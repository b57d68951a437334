//! Rules of a bureau's own: how they are written, what is said of slips, and what they mean on small tables.

mod support;

use std::sync::Arc;

use gongkai::{
    check::{Examiner, Rulebook, Severity, Verdict},
    custom::{RuleError, parse},
    model::*,
};
use support::{cell, disclosure, type_into};

/// 合计 of 支出总表 in 万元, the projects in 元.
const TABLES: &str = "收支总表
     收入 | 预算数
     一、一般公共预算拨款收入 | 100.00
     收入总计 | 100.00
     支出 | 预算数
     一、社会保障和就业支出 | 40.00
     二、文化旅游体育与传媒支出 | 60.00
     支出总计 | 100.00
     支出总表
     编码 | 名称 | 合计 | 基本支出/小计 | 基本支出/人员经费 | 项目支出
             | 合计 | 100.00 | 70.00 | 60.00 | 30.00
     207     | 文化旅游体育与传媒支出 | 60.00 | 30.00 | 20.00 | 30.00
     20701   | 文化和旅游 | 60.00 | 30.00 | 20.00 | 30.00
     2070101 | 行政运行 | 30.00 | 30.00 | 20.00 |
     2070109 | 群众文化 | 30.00 | | | 30.00
     208     | 社会保障和就业支出 | 40.00 | 40.00 | 40.00 |
     20805   | 行政事业单位养老支出 | 40.00 | 40.00 | 40.00 |
     2080505 | 机关事业单位基本养老保险缴费支出 | 40.00 | 40.00 | 40.00 |
     项目支出表 元
     编码 | 名称 | 合计
          | 合计 | 300000.00
          | 送戏下乡 | 120000.00
          | 图书购置 | 180000.00
     三公经费支出表
     编码 | 名称 | 合计 | 因公出国（境）费 | 公务接待费
          | 合计 | 2.50 | 0.00 | 2.50";

fn rulebook(text: &str) -> Arc<Rulebook> {
    let rules = parse(text).unwrap_or_else(|e| panic!("{}", lines(&e)));
    Arc::new(Rulebook::from(rules))
}

fn lines(errors: &[RuleError]) -> String {
    errors.iter().map(|e| format!("{e}\n")).collect()
}

/// What the rules of this text find in these tables; of a rule that compares nothing, why.
fn found(d: &Disclosure, rules: &str) -> Vec<String> {
    let book = rulebook(rules);
    let examination = Examiner::new(d, Arc::clone(&book)).examine(d);
    let mine = |id: &str| book.own.iter().any(|r| r.id == id);
    let findings = examination.findings.iter().filter(|f| mine(f.rule));
    let mut out: Vec<String> = findings.map(|f| format!("{} {}", f.severity.name(), f.message)).collect();
    for outcome in &examination.own {
        out.extend(outcome.not_compared.iter().map(|why| format!("{} 未比较 {why}", outcome.rule)));
        out.extend(outcome.inapplicable.iter().map(|why| format!("{} 不适用 {why}", outcome.rule)));
    }
    out
}

#[track_caller]
fn says(statements: &str, expected: &[&str]) {
    let rule = format!("规则 市01：试算\n{statements}");
    assert_eq!(found(&disclosure(TABLES), &rule), expected);
}

#[test]
fn a_table_in_yuan_ties_with_a_table_in_wan() {
    says("支出总表[合计, 项目支出] = 项目支出表[合计, 合计]", &[]);
    says("支出总表[合计, 项目支出] = 合计(项目支出表[各项目, 合计])", &[]);
    says(
        "支出总表[合计, 基本支出] = 项目支出表[合计, 合计]",
        &[
            "错误 试算：支出总表“合计”的“小计”表列 70.00，应与项目支出表“合计”的 30.00 相同，差 40.00，超出尾差容许的 0.005。",
        ],
    );
}

#[test]
fn rows_are_found_by_code_by_name_and_by_what_they_have_in_common() {
    says("支出总表[2080505, 合计] = 支出总表[机关事业单位基本养老保险缴费支出, 基本支出/人员经费]", &[]);
    says("支出总表[合计, 合计] = 合计(支出总表[2*, 合计])", &[]);
    says("支出总表[207, 合计] = 合计(支出总表[207*, 合计]) = 合计(支出总表[207下各项, 合计])", &[]);
    says("支出总表[合计, 合计] = 合计(支出总表[201至208, 合计]) = 合计(支出总表[各类, 合计])", &[]);
    says("支出总表[*养老*保险*, 合计] = 40 万元", &[]);
    says("收支总表·支出[*文化旅游*, 预算数] = 支出总表[207, 合计]", &[]);
    says("三公经费支出表[合计, 因公出国（境）费用 或 因公出国（境）费] = 0", &[]);
    says("收支总表[收入总计, 预算数] = 收支总表·支出[合计, 合计]", &[]);
}

#[test]
fn a_statement_about_many_rows_is_asked_of_each() {
    says("支出总表[各项, 合计] = 支出总表[各项, 基本支出] + 支出总表[各项, 项目支出]", &[]);
    says(
        "支出总表[各类, 项目支出] ≤ 支出总表[各类, 基本支出] ÷ 2",
        &[
            "错误 试算（207 文化旅游体育与传媒支出）：支出总表[各类, 项目支出] = 30.00 万元，不应超过 支出总表[各类, 基本支出] ÷ 2 = 15.00 万元，差 15.00 万元。",
        ],
    );
    says(
        "项目支出表[各项目, 合计] ≥ 15 万元",
        &[
            "错误 试算（送戏下乡）：项目支出表[各项目, 合计] = 120,000.00 元，不应小于 150,000.00 元，差 -30,000.00 元。",
        ],
    );
}

#[test]
fn shares_counts_and_conditions() {
    says("支出总表[合计, 项目支出] ÷ 支出总表[合计, 合计] ≤ 30%", &[]);
    says(
        "占比(支出总表[合计, 项目支出]，支出总表[合计, 合计]) < 30%",
        &["错误 试算：占比(支出总表[合计, 项目支出]，支出总表[合计, 合计]) = 30.00%，应小于 30.00%，差 0.00%。"],
    );
    says("个数(项目支出表[各项目, 合计]) = 2", &[]);
    says("最大(项目支出表[各项目, 合计]) 不超过 18 万元", &[]);
    says("如果 支出总表[合计, 项目支出] > 0 则 项目支出表[合计, 合计] > 0", &[]);
    says("如果 支出总表[合计, 项目支出] = 0 则 项目支出表[合计, 合计] = 0", &["市01 未比较 不符合“如果”的条件"]);
    says("如果 决算 则 支出总表[合计, 合计] = 0", &["市01 不适用 不符合“如果”的条件"]);
    says("如果 预算 且 有 项目支出表 则 支出总表[合计, 合计] ≠ 0", &[]);
    says("支出总表[合计, 合计] = 99.99 误差 0.01", &[]);
    says(
        "支出总表[合计, 合计] = 99.98 误差 0.01 万元",
        &["错误 试算：支出总表[合计, 合计] = 100.00 万元，应等于 99.98 万元，差 0.02 万元（误差容许 0.01 万元）。"],
    );
}

#[test]
fn what_a_document_does_not_have_is_not_compared_unless_it_must_be_there() {
    let missing = "市01 未比较 没有“政府采购预算表”";
    says("政府采购预算表[合计, 合计] ≤ 支出总表[合计, 合计]", &[missing]);
    says("支出总表[229, 合计] = 0", &["市01 未比较 “支出总表”没有“229”这一行"]);
    says("支出总表[合计, 经营支出] = 0", &["市01 未比较 “支出总表”没有“经营支出”这一栏"]);
    says(
        "支出总表[合计, 合计] = 0\n必须有：政府采购预算表[合计, 合计]",
        &[
            "错误 试算：支出总表[合计, 合计] = 100.00 万元，应等于 0.00 万元，差 100.00 万元。",
            "缺失 试算：没有“政府采购预算表”，按规则必须有。",
        ],
    );
    says("支出总表[229, 合计] ≥ 0\n必须有", &["缺失 试算：“支出总表”没有“229”这一行，按规则必须有。"]);
    // What could not be read is never missing.
    let mut d = disclosure(TABLES);
    d.tables[1].status = Status::Partial;
    let seen = found(&d, "规则 市01：试算\n支出总表[229, 合计] ≥ 0\n必须有");
    assert_eq!(seen, ["市01 未比较 “支出总表”没有完整读出，不能比较"]);
}

#[test]
fn blank_cells_and_zero_divisors_are_not_compared() {
    says("支出总表[208, 项目支出] > 1", &["市01 未比较 所说的格都是空白"]);
    says("支出总表[207, 项目支出] ÷ 支出总表[208, 项目支出] < 1", &["市01 未比较 除数为零"]);
    says("支出总表[合计, 合计] × 支出总表[合计, 合计] > 1", &["市01 未比较 两个金额不能相乘"]);
}

#[test]
fn rules_are_for_some_documents_only() {
    let d = disclosure(TABLES);
    let asked = |applies: &str| {
        found(&d, &format!("规则 甲：试\n适用：{applies}\n支出总表[合计, 合计] < 1")).len() == 1
            && found(&d, &format!("规则 甲：试\n适用：{applies}\n支出总表[合计, 合计] < 1"))[0].starts_with("错误")
    };
    for yes in [
        "预算",
        "2025年",
        "2023 年以后",
        "2025年以前",
        "2021至2025年",
        "部门含“局”或“馆”",
        "地区 临川",
        "有 项目支出表，没有 政府采购预算表",
        "部门是 临川县档案馆",
    ] {
        assert!(asked(yes), "{yes}");
    }
    for no in [
        "决算",
        "2024年",
        "2026 年以后",
        "2024年以前",
        "部门不含“馆”",
        "地区 江苏 或 浙江",
        "有 政府采购预算表",
        "预算，决算",
    ] {
        assert!(!asked(no), "{no}");
    }
}

#[test]
fn severities_and_switches_of_own_and_of_built_in_rules() {
    let mut d = disclosure(TABLES);
    let at = cell(&d, "支出总表", "合计", "合计");
    type_into(&mut d, at, "101.00");
    let severity = |rules: &str, rule: &str| {
        let examination = Examiner::new(&d, rulebook(rules)).examine(&d);
        examination.findings.iter().find(|f| f.rule == rule).map(|f| f.severity)
    };
    let own = "规则 甲：试\n支出总表[合计, 合计] = 收支总表·支出[支出总计, 预算数]\n";
    assert_eq!(severity(own, "甲"), Some(Severity::Error));
    assert_eq!(severity(&format!("{own}严重程度：警告"), "甲"), Some(Severity::Warning));
    assert_eq!(severity(&format!("关闭 甲\n{own}"), "甲"), None);
    assert_eq!(severity(own, "V2"), Some(Severity::Error));
    assert_eq!(severity("V2 严重程度：提示", "V2"), Some(Severity::Hint));
    assert_eq!(severity("关闭 V2、H1", "V2"), None);
    assert_eq!(severity("关闭 表内", "V2"), None);
    assert_eq!(severity("关闭 表内\n打开 V2", "V2"), Some(Severity::Error));
    // What is switched off marks no cell either.
    let off = Examiner::new(&d, rulebook("关闭 表内、表间"));
    assert_eq!(off.checker().mark(at), None);
}

#[test]
fn a_sum_is_a_relation_like_any_other_and_follows_edits() {
    let mut d = disclosure(TABLES);
    let rules = rulebook(
        "规则 甲：两表一致\n支出总表[合计, 项目支出] = 项目支出表[合计, 合计]\n规则 乙：占比\n支出总表[合计, 项目支出] ÷ 支出总表[合计, 合计] ≤ 30%",
    );
    let mut examiner = Examiner::new(&d, Arc::clone(&rules));
    let at = cell(&d, "项目支出表", "合计", "合计");
    let own = |e: &Examiner| e.checker().relations_of(at).find(|r| e.checker().relations()[*r].rule == "甲");
    let relation = own(&examiner).expect("a relation");
    assert_eq!(examiner.checker().outcome(relation).verdict, Verdict::Holds);
    for (at, text) in [(at, "310000.00"), (cell(&d, "支出总表", "合计", "项目支出"), "31.00"), (at, "300000.00")]
    {
        type_into(&mut d, at, text);
        examiner.cells_changed(&d, &[at]);
        assert_eq!(examiner.examine(&d), Examiner::new(&d, Arc::clone(&rules)).examine(&d));
    }
    assert_eq!(examiner.checker().mark(at), Some(Verdict::Broken));
    assert!(examiner.checker().formula(&d, relation).contains("31.00"));
    let ids: Vec<_> =
        examiner.examine(&d).findings.iter().map(|f| f.rule).filter(|r| ["甲", "乙"].contains(r)).collect();
    assert_eq!(ids.len(), 2);
}

#[test]
fn every_slip_is_told_at_once_with_its_place() {
    let text = "支出总表[合计, 合计] = 1
关闭 C99
关闭 格试
规则 C9：占用编号
  支出总表[合计, 合计] = 1
规则 市01：表名写错
  项目支岀表[合计, 合计] = 支出总表[合计, 项目支出]
规则 市02：符号写错
  支出总表[合计 合计] = 1
  支出总表[合计, 合计 = 1
  支出总表合计 = 1
  支出总表[合计, 合计]
  支出总表[合计, 合计] = 
  支出总表[合计, 合计] = (1 + 2
  支出总表[合计, 合计] = 1 2
  合记(支出总表[各类, 合计]) = 1
  占比(支出总表[合计, 合计]) = 1
  收支总表·支初[合计, 合计] = 1
  支出总表[“合计, 合计] = 1
  支出总表[各类, 合计] = 支出总表[各项, 合计]
  如果 支出总表[合计, 合计] > 0 支出总表[合计, 合计] = 1
  支出总表[合计, 合计] = 1 误差 小
  适用：2025年以后，本市
  适用：2025至2021年
  严重程度：很严重
  依剧：市财政局
规则 市02：重复的编号
  支出总表[合计, 合计] = 1
规则 市03：没有内容
规则 市04
  支出总表[合计, 合计] = 1
C9 严重程度：高";
    let errors = parse(text).expect_err("slips");
    insta::assert_snapshot!(lines(&errors));
    assert!(errors.iter().all(|e| e.line > 0 && e.column > 0));
}

#[test]
fn full_width_signs_comments_and_long_lines_are_as_good() {
    let written = "﻿＃ 市财政局 2025 年审核规则
规则 市01 项目支出两表一致   # 每年都查
适用：预算， 2023 年以后 ； 地区 江苏 或 浙江 # 两省
支出总表【合计，项目支出】＝
    合计（项目支出表［各项目，合计］）
    ＋ 一般公共预算项目支出表［合计，合计］ － 0
说明：项目支出要细化到项目。
依据：市财政局文件
关闭 Ｃ9 格式"
        .replace('Ｃ', "C");
    let file = parse(&written).unwrap_or_else(|e| panic!("{}", lines(&e)));
    insta::assert_snapshot!(file);
}

#[test]
fn ten_thousand_rules_are_read_and_asked_in_no_time() {
    let mut text = String::new();
    for i in 0..10_000 {
        text.push_str(&format!(
            "规则 批量{i}：第 {i} 条\n  适用：预算，2023 年以后\n  支出总表[合计, 项目支出] = 合计(项目支出表[各项目, 合计])\n  占比(支出总表[208, 合计]，支出总表[合计, 合计]) ≤ 60%\n  说明：试\n"
        ));
    }
    let started = std::time::Instant::now();
    let book = rulebook(&text);
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    assert_eq!(book.own.len(), 10_000);
    let d = disclosure(TABLES);
    let examination = Examiner::new(&d, book).examine(&d);
    assert!(examination.own.iter().all(|o| (o.compared, o.broken) == (2, 0)));
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[test]
fn the_examples_of_the_manual_are_right() {
    let manual = include_str!("../docs/rules.md");
    let blocks: Vec<&str> = manual.split("```text\n").skip(1).filter_map(|b| b.split("```").next()).collect();
    let written = blocks.iter().filter(|b| !b.starts_with("文件") && !b.starts_with("第"));
    for block in written.clone() {
        let inside = if block.starts_with("  ") { format!("规则 甲：试\n{block}") } else { (*block).to_owned() };
        if let Err(errors) = parse(&inside) {
            panic!("{block}\n{}", lines(&errors));
        }
    }
    assert!(written.count() > 6);
    let book = rulebook(include_str!("../docs/rules-example.txt"));
    assert_eq!((book.own.len(), book.severities.get("C9")), (6, Some(&Severity::Hint)));
    let d = disclosure(TABLES);
    assert!(Examiner::new(&d, book).examine(&d).own.iter().any(|o| o.compared > 0));
}

mod properties {
    use gongkai::custom::*;
    use gongkai::model::Kind;
    use proptest::prelude::*;

    fn pieces() -> impl Strategy<Value = String> {
        let words = [
            "规则 ",
            "市01",
            "：",
            "适用",
            "预算",
            "2023 年以后",
            "支出总表",
            "[",
            "]",
            "合计",
            ",",
            "，",
            "项目支出",
            "=",
            "≥",
            "+",
            "-",
            "×",
            "÷",
            "(",
            ")",
            "如果 ",
            " 则 ",
            "必须有",
            "误差 ",
            "0.01",
            "%",
            "万元",
            "“",
            "”",
            "#",
            "\n",
            " ",
            "关闭 ",
            "C9",
            "严重程度：",
            "错误",
            "各项",
            "2101*",
            "·",
            "收入",
            "或",
            "且",
            "占比",
            "99999999999999999999999999999",
            "/",
            "说明：",
            "\u{feff}",
            "\0",
            "𠀀",
        ];
        prop::collection::vec(
            prop_oneof![4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => ".{0,6}"],
            0..60,
        )
        .prop_map(|w| w.concat())
    }

    fn reference() -> impl Strategy<Value = Ref> {
        let table = prop_oneof![
            prop::sample::select(vec![Kind::Spending, Kind::Projects, Kind::ThreePublic]).prop_map(TableName::Kind),
            "[一-龥]{2,5}表".prop_map(TableName::Title),
        ];
        let name = || {
            prop_oneof![
                Just("合计".to_owned()),
                "[一-龥]{1,6}",
                "[一-龥]{1,3}[，或至 ][一-龥]{1,3}",
                "[0-9]{3}",
                "[一-龥]{2}（[一-龥]{1,2}）\\*"
            ]
        };
        let rows = prop_oneof![
            prop::collection::vec(name(), 1..3).prop_map(Rows::One),
            Just(Rows::Prefix("2101".into())),
            Just(Rows::Range("301".into(), "310".into())),
            Just(Rows::Each(Sort::Project, None)),
            Just(Rows::Each(Sort::Item, Some("210".into()))),
        ];
        let columns = prop::collection::vec(prop::collection::vec(name(), 1..3), 1..3);
        let side = prop::option::of(prop::sample::select(vec!["收入".to_owned(), "支出".to_owned()]));
        (table, side, rows, columns).prop_map(|(table, side, rows, columns)| Ref { table, side, rows, columns })
    }

    fn number() -> impl Strategy<Value = Constant> {
        let unit =
            prop::sample::select(vec![Measure::Bare, Measure::Percent, Measure::Yuan, Measure::Wan, Measure::Yi]);
        (0i64..10_000_000, 0u32..4, unit)
            .prop_map(|(n, scale, unit)| Constant { value: gongkai::model::Decimal::new(n, scale), unit })
    }

    fn expr() -> impl Strategy<Value = Expr<Ref>> {
        let leaf = prop_oneof![number().prop_map(Expr::Number), reference().prop_map(Expr::Cells)];
        leaf.prop_recursive(3, 16, 3, |inner| {
            let many = |e: BoxedStrategy<Expr<Ref>>| prop::collection::vec((any::<bool>(), e), 2..4);
            let plain = inner.clone().prop_filter("a sum in a sum has brackets", |e| !matches!(e, Expr::Sum(_)));
            let factors =
                many(plain.clone().prop_filter("no product in a product", |e| !matches!(e, Expr::Product(_))).boxed());
            prop_oneof![
                many(plain.boxed()).prop_map(Expr::Sum),
                factors.prop_map(|mut f| {
                    f[0].0 = false;
                    Expr::Product(f)
                }),
                prop::collection::vec(inner, 1..3).prop_map(|args| Expr::Call(Function::Sum, args)),
            ]
        })
    }

    fn rule() -> impl Strategy<Value = OwnRule> {
        let sign = prop::sample::select(vec![
            Compare::Equal,
            Compare::NotEqual,
            Compare::AtLeast,
            Compare::AtMost,
            Compare::More,
            Compare::Less,
        ]);
        let chain = (expr(), sign, expr())
            .prop_map(|(first, sign, second)| Chain { first, rest: vec![(sign, second)] })
            .boxed();
        let fact = prop_oneof![
            Just(Fact::Stage(gongkai::model::Stage::FinalAccounts)),
            Just(Fact::Years(Some(2021), None)),
            Just(Fact::Years(Some(2021), Some(2023))),
            prop::collection::vec("[一-龥]{1,4}", 1..3).prop_map(Fact::AgencyHas),
            Just(Fact::Lacks(TableName::Kind(Kind::Procurement))),
        ]
        .boxed();
        let test = prop_oneof![chain.clone().prop_map(Test::Figures), fact.clone().prop_map(Test::Fact)];
        let when = prop::collection::vec(prop::collection::vec(test, 1..3), 0..3);
        let statement = (when, chain, prop::option::of(number()))
            .prop_map(|(when, chain, tolerance)| Statement { when, claim: Claim::Compare { chain, tolerance } });
        (prop::collection::vec(fact, 0..3), prop::collection::vec(statement, 1..3), any::<bool>(), "[一-龥]{1,9}")
            .prop_map(|(applies, statements, required, title)| OwnRule {
                id: "市01",
                notes: vec![(Note::Source, title.clone())],
                title,
                applies,
                statements,
                required,
                grade: Grade::Warning,
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_panics(text in pieces()) {
            let _ = parse(&text);
            let _ = parse(&format!("规则 市01：试\n{text}"));
        }

        #[test]
        fn what_is_printed_reads_back_the_same(rule in rule()) {
            let printed = rule.to_string();
            match parse(&printed) {
                Ok(file) => prop_assert_eq!(&file.rules, &[rule], "{}", printed),
                // Rows of two sorts cannot be asked row by row; that is the only thing that is refused.
                Err(errors) => prop_assert!(errors.iter().all(|e| e.message.contains("逐行")), "{}\n{:?}", printed, errors),
            }
        }
    }
}
