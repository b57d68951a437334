//! What is said about a relation: the verdict as a property of the document, the sentence, the likely cause,
//! the formula line, and what a cell tells of itself.

mod support;

use gongkai::check::{Checker, Verdict};
use support::{cell, check, disclosure, type_into};

/// The only finding's sentence and likely cause.
#[track_caller]
fn only(text: &str) -> (String, Option<String>) {
    let d = disclosure(text);
    let findings = Checker::new(&d).findings(&d);
    let [finding] = &findings[..] else {
        panic!("{findings:#?}");
    };
    (finding.message.clone(), finding.cause.clone())
}

fn five(total: &str, items: [&str; 5]) -> String {
    let [a, b, c, d, e] = items;
    format!(
        "一般公共预算基本支出表
         编码  | 名称 | 合计
         302   | 商品和服务支出 | {total}
         30201 | 办公费 | {a}
         30202 | 印刷费 | {b}
         30205 | 水费 | {c}
         30206 | 电费 | {d}
         30207 | 邮电费 | {e}"
    )
}

#[test]
fn the_likely_cause_explains_the_difference_to_the_last_place() {
    let cause = |total: &str, items| only(&five(total, items)).1.unwrap_or_default();
    let items = ["13.00", "0.90", "0.32", "3.00", "2.60"];
    assert_eq!(cause("16.82", items), "疑为漏加“30206”");
    assert_eq!(cause("20.72", items), "疑为“30202”重复加了一次");
    assert_eq!(cause("91.82", items), "疑为数字颠倒（91.82 与 19.82）");
    assert_eq!(cause("198.2", items), "疑为小数点错位");
    assert_eq!(cause("198200", items), "疑为单位混用（元与万元相差一万倍）");
    // Nothing explains this one, so nothing is guessed.
    assert_eq!(cause("46.87", items), "");
    assert_eq!(cause("19.82", ["31.00", "0.90", "0.32", "3.00", "2.60"]), "疑为“30201”数字颠倒（31.00 或为 13.00）");
}

#[test]
fn an_amount_in_the_wrong_column_is_seen_from_the_column() {
    let text = "支出总表
                编码    | 名称 | 合计 | 基本支出 | 项目支出
                201     | 一般公共服务支出 | 50.00 | 30.00 | 20.00
                2012601 | 行政运行 | 30.00 | 30.00 |
                2012604 | 档案馆   | 20.00 | 20.00 |";
    let d = disclosure(text);
    let causes: Vec<_> = Checker::new(&d).findings(&d).into_iter().filter_map(|f| f.cause).collect();
    assert!(causes.contains(&"疑为“2012604”行的金额列错位".to_owned()), "{causes:?}");
}

#[test]
fn a_finding_says_what_is_stated_what_follows_and_what_rounding_allows() {
    let (message, _) = only(&five("20.00", ["13.00", "0.90", "0.32", "3.00", "2.60"]));
    assert_eq!(
        message,
        "一般公共预算基本支出表“302 商品和服务支出”表列 20.00，应等于 30201 + 30202 + 30205 + 30206 + 30207 = 19.82，\
         差 0.18，超出尾差容许的 0.03。"
    );
    let (message, _) = only(&five("19.83", ["13.00", "0.90", "0.32", "3.00", "2.60"]));
    assert!(message.ends_with("差 0.01，在尾差容许的 0.03 之内。"), "{message}");
}

#[test]
fn what_was_guessed_at_import_is_said() {
    let mut d = disclosure(&five("20.00", ["13.00", "0.90", "0.32", "3.00", "2.60"]));
    d.tables[0].panels[0].rows[2].cells[0].inferred = true;
    let findings = Checker::new(&d).findings(&d);
    assert!(findings[0].message.ends_with("其中 1 格的列位是导入时推断的，请对照原文。"), "{}", findings[0].message);
}

#[test]
fn the_formula_line() {
    let d = disclosure(
        "支出总表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
              | 合计 | 397.30 | 76.90 | 320.40
         208  | 社会保障和就业支出 | 9.24 | 9.24 |
         210  | 卫生健康支出 | 382.42 | 62.02 | 320.40
         221  | 住房保障支出 | 5.65 | 5.65 |",
    );
    let checker = Checker::new(&d);
    let formulas = |row: &str, column: &str| -> Vec<String> {
        let at = cell(&d, "支出总表", row, column);
        checker.relations_of(at).map(|r| checker.formula(&d, r)).collect()
    };
    assert_eq!(
        formulas("合计", "合计"),
        [
            "合计 = 208 + 210 + 221 = 9.24 + 382.42 + 5.65 = 397.31，表列 397.30，差 0.01（尾差容许 0.02）",
            "合计 = 基本支出 + 项目支出 = 76.90 + 320.40 = 397.30，表列 397.30，平",
        ]
    );
    // A cell lists what it is part of, too.
    assert_eq!(formulas("221", "基本支出").len(), 2);
}

#[test]
fn a_cell_is_marked_for_what_it_states_and_not_for_what_it_is_part_of() {
    let d = disclosure(&five("20.00", ["13.00", "0.90", "0.32", "3.00", "2.60"]));
    let checker = Checker::new(&d);
    let total = cell(&d, "一般公共预算基本支出表", "302 ", "合计");
    let item = cell(&d, "一般公共预算基本支出表", "30201", "合计");
    assert_eq!(checker.mark(total), Some(Verdict::Broken));
    assert_eq!(checker.mark(item), None);
    assert_eq!(
        checker.relations_of(item).collect::<Vec<_>>(),
        checker.definition(total).into_iter().collect::<Vec<_>>()
    );
    assert_eq!(checker.definition(item), None);
}

/// A table of `classes` classes with ten 款 each, every amount cut off after two decimals: each 款 is really
/// 1.009, so a class is really 10.09 and prints as such while its 款 add up to 10.00.
fn truncated(classes: usize) -> String {
    let mut text = "一般公共预算基本支出表\n编码 | 名称 | 合计\n".to_owned();
    for class in 301..301 + classes {
        text.push_str(&format!("{class} | 某类 | 10.09\n"));
        for item in 1..=10 {
            text.push_str(&format!("{class}{item:02} | 某款 | 1.00\n"));
        }
    }
    text
}

#[test]
fn cutting_off_is_a_habit_of_a_document_and_said_once() {
    check(&truncated(8), &["提示 V1 截尾 301 某类 合计"]);
    // One or two such differences show no habit: they are what they are.
    check(&truncated(2), &["错误 V1 不平 301 某类 合计", "错误 V1 不平 302 某类 合计"]);
}

#[test]
fn a_habit_does_not_excuse_what_cutting_off_cannot_explain() {
    let mut d = disclosure(&truncated(9));
    let mut checker = Checker::new(&d);
    assert!(checker.truncates());
    let at = cell(&d, "一般公共预算基本支出表", "303 ", "合计");
    type_into(&mut d, at, "9.90");
    checker.cells_changed(&d, &[at]);
    assert_eq!(checker.mark(at), Some(Verdict::Broken));
    assert_eq!((checker.tally().errors, checker.tally().hints), (1, 1));
    type_into(&mut d, at, "10.09");
    checker.cells_changed(&d, &[at]);
    assert_eq!((checker.tally().errors, checker.tally().hints), (0, 1));
}

#[test]
fn a_habit_stays_one_however_many_figures_are_wrong() {
    let mut d = disclosure(&truncated(11));
    let mut checker = Checker::new(&d);
    // Each wrong class leaves ten sums that only cutting off explains, then nine … eight.
    for class in ["301 ", "302 ", "303 "] {
        let at = cell(&d, "一般公共预算基本支出表", class, "合计");
        type_into(&mut d, at, "99.00");
        checker.cells_changed(&d, &[at]);
        assert!(checker.truncates(), "{class}");
    }
    assert_eq!((checker.tally().errors, checker.tally().hints), (3, 1));
}

#[test]
fn blank_is_zero_in_a_sum_and_an_empty_total_beside_figures_is_wrong() {
    check(
        "支出总表
         编码    | 名称 | 合计 | 基本支出 | 项目支出
         201     | 一般公共服务支出 | 50.00 | 30.00 |
         2012601 | 行政运行 | 30.00 | 30.00 |
         2012604 | 档案馆   | 20.00 | | 20.00",
        &["错误 H1 不平 201 一般公共服务支出 合计", "错误 V1 不平 201 一般公共服务支出 项目支出"],
    );
}

#[test]
fn one_amount_with_too_many_decimals_does_not_make_the_others_exact() {
    let table = |item: &str| {
        format!(
            "支出总表
             编码    | 名称 | 合计 | 基本支出 | 项目支出
                     | 合计 | 77.31 | 62.30 | 15.00
             2012601 | 行政运行 | 30.00 | 30.00 |
             2012604 | 档案馆   | 15.00 | | 15.00
             2080505 | 养老保险 | 21.10 | 21.10 |
             2210201 | 住房公积金 | {item} | 11.20 |"
        )
    };
    let rounding = ["提示 H1 尾差 合计 合计", "提示 V2 尾差 合计 合计"];
    check(&table("11.20"), &rounding);
    check(&table("11.205"), &[rounding[0], rounding[1], "提示 H1 尾差 2210201 住房公积金 合计"]);
}
