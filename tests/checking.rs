//! What holds and what does not, on small tables.

mod support;

use gongkai::check::{Checker, Verdict};
use support::disclosure;

/// Checks a disclosure and compares its findings, each as `rule verdict cell`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let d = disclosure(text);
    let checker = Checker::new(&d);
    let findings = checker.findings(&d);
    let seen: Vec<String> = findings
        .iter()
        .map(|f| {
            let at = f.cells[0];
            let row = d.row(at).unwrap().title();
            let column = d.column(at).unwrap().title();
            format!("{} {} {row} {column}", f.rule, f.verdict.map_or("说明", Verdict::name))
        })
        .collect();
    assert_eq!(seen, expected, "{}", findings.iter().map(|f| format!("\n{}", f.message)).collect::<String>());
}

#[test]
fn a_subject_is_the_sum_of_the_subjects_below_it() {
    check(
        "支出总表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
              | 合计 | 60.00 | 40.00 | 20.00
         208  | 社会保障和就业支出 | 10.00 | 10.00 |
         20805 | 行政事业单位养老支出 | 10.00 | 10.00 |
         2080505 | 养老保险缴费支出 | 6.00 | 6.00 |
         2080506 | 职业年金缴费支出 | 4.00 | 4.00 |
         201  | 一般公共服务支出 | 50.00 | 30.00 | 20.00
         2012601 | 行政运行 | 30.00 | 30.00 |
         2012604 | 档案馆 | 20.00 | | 20.00",
        &[],
    );
}

#[test]
fn a_wrong_subject_is_found_down_and_across() {
    check(
        "支出总表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
              | 合计 | 60.00 | 40.00 | 20.00
         208  | 社会保障和就业支出 | 10.00 | 10.00 |
         201  | 一般公共服务支出 | 50.00 | 30.00 | 20.00
         2012601 | 行政运行 | 30.00 | 30.00 |
         2012604 | 档案馆 | 21.00 | | 20.00",
        &["V1 不平 201 一般公共服务支出 合计", "H1 不平 2012604 档案馆 合计"],
    );
}
