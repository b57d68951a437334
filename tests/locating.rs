//! Which figure is wrong: small tables with one error, whole disclosures with several.

mod support;

use std::{sync::Arc, time::Duration};

use gongkai::{
    check::{Examination, Examiner, Finding, Severity, locate::Problem},
    model::{Disclosure, Spot},
};
use proptest::prelude::*;
use support::{cell, disclosure, invented::invented, random::Random, type_into};

fn examine(d: &Disclosure) -> Examination {
    Examiner::new(d, Arc::default()).examine(d)
}

fn broken(examination: &Examination) -> Vec<&Finding> {
    let rules = ["V", "H", "B", "C"];
    let bad = |f: &&Finding| f.severity != Severity::Hint && rules.iter().any(|r| f.rule.starts_with(r));
    examination.findings.iter().filter(bad).collect()
}

/// A suspect as `row column → value`.
fn named(d: &Disclosure, f: &Finding) -> Vec<String> {
    let name = |spot: Spot| match spot {
        Spot::Cell(c) => format!("{} {}", d.row(c).unwrap().title(), d.column(c).unwrap().title()),
        Spot::Text(t) => t.text(d).to_owned(),
    };
    let value = |v: Option<gongkai::model::Decimal>| v.map_or("？".to_owned(), |v| v.to_string());
    f.suspects.iter().map(|s| format!("{} → {}", name(s.spot), value(s.value))).collect()
}

const SPENDING: &str = "
支出总表
编码 | 名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 397.30 | 339.90 | 57.40
208 | 社会保障和就业支出 | 9.24 | 9.24 |
20805 | 行政事业单位养老支出 | 9.24 | 9.24 |
2080505 | 机关事业单位基本养老保险缴费支出 | 6.16 | 6.16 |
2080506 | 机关事业单位职业年金缴费支出 | 3.08 | 3.08 |
210 | 卫生健康支出 | 382.42 | 325.02 | 57.40
21015 | 医疗保障管理事务 | 382.42 | 325.02 | 57.40
2101501 | 行政运行 | 325.02 | 325.02 |
2101505 | 医疗保障政策管理 | 57.40 | | 57.40
221 | 住房保障支出 | 5.64 | 5.64 |
22102 | 住房改革支出 | 5.64 | 5.64 |
2210201 | 住房公积金 | 5.64 | 5.64 |
";

#[test]
fn a_figure_that_two_sums_contradict_is_named_with_what_it_should_be() {
    let mut d = disclosure(SPENDING);
    let at = cell(&d, "支出总表", "2101501", "合计");
    type_into(&mut d, at, "352.02");
    let examination = examine(&d);
    let findings = broken(&examination);
    assert_eq!(findings.len(), 2);
    for finding in findings {
        assert_eq!(named(&d, finding).first().map(String::as_str), Some("2101501 行政运行 合计 → 325.02"));
        assert!(!finding.suspects[0].tied);
        let cause = finding.cause.as_deref().unwrap_or_default();
        assert!(cause.contains("352.02 应为 325.02（数字颠倒）"), "{cause}");
    }
}

#[test]
fn a_wrong_total_is_named_and_not_its_parts() {
    let mut d = disclosure(SPENDING);
    let at = cell(&d, "支出总表", "210 ", "基本支出");
    type_into(&mut d, at, "326.02");
    let examination = examine(&d);
    for finding in broken(&examination) {
        assert_eq!(named(&d, finding).first().map(String::as_str), Some("210 卫生健康支出 基本支出 → 325.02"));
    }
}

#[test]
fn where_several_figures_explain_as_well_they_are_all_shown_as_tied() {
    let d = disclosure(
        "
        机构运转经费表
        编码 | 名称 | 预算数
        302 | 商品和服务支出 | 9.50
        30201 | 办公费 | 4.00
        30211 | 差旅费 | 3.00
        30217 | 公务接待费 | 2.00
        ",
    );
    let examination = examine(&d);
    let findings = broken(&examination);
    let [finding] = findings[..] else { panic!("{:?}", examination.findings) };
    assert!(finding.suspects.len() == 4 && finding.suspects.iter().filter(|s| s.tied).count() >= 3, "{finding:?}");
}

#[test]
fn rounding_has_no_suspects() {
    let mut d = disclosure(SPENDING);
    let at = cell(&d, "支出总表", "合计", "合计");
    type_into(&mut d, at, "397.31");
    let examination = examine(&d);
    assert!(examination.findings.iter().all(|f| f.severity == Severity::Hint && f.suspects.is_empty()));
}

#[test]
fn a_row_left_out_is_told_by_its_total_and_by_the_table_that_has_it() {
    let mut d = disclosure(&format!("{SPENDING}\n{}", SPENDING.replace("支出总表", "一般公共预算支出表")));
    let rows = &mut d.tables[0].panels[0].rows;
    rows.retain(|r| r.code != "2080506");
    let examination = examine(&d);
    let findings = broken(&examination);
    let of_sum: Vec<&&Finding> = findings.iter().filter(|f| f.rule == "V1").collect();
    assert!(!of_sum.is_empty());
    for finding in of_sum {
        assert!(named(&d, finding)[0].starts_with("20805 行政事业单位养老支出"), "{finding:?}");
        assert_eq!(finding.suspects[0].value, None);
        let cause = finding.cause.as_deref().unwrap_or_default();
        assert!(cause.contains("漏列一行“2080506") && cause.contains("3.08"), "{cause}");
    }
}

#[test]
fn an_amount_in_the_wrong_column_is_told_from_two_wrong_amounts() {
    let mut d = disclosure(SPENDING);
    let (from, to) = (cell(&d, "支出总表", "2101505", "项目支出"), cell(&d, "支出总表", "2101505", "基本支出"));
    type_into(&mut d, from, "");
    type_into(&mut d, to, "57.40");
    let examination = examine(&d);
    for finding in broken(&examination) {
        let cause = finding.cause.as_deref().unwrap_or_default();
        assert!(cause.contains("2101505") && cause.contains("错列"), "{cause}");
        assert!(named(&d, finding)[0].starts_with("2101505"), "{finding:?}");
    }
}

#[test]
fn two_errors_far_apart_are_two_explanations() {
    let mut d = disclosure(SPENDING);
    let (one, two) = (cell(&d, "支出总表", "2080505", "合计"), cell(&d, "支出总表", "2101505", "项目支出"));
    type_into(&mut d, one, "6.61");
    type_into(&mut d, two, "54.70");
    let examination = examine(&d);
    let firsts: Vec<String> = broken(&examination).iter().map(|f| named(&d, f)[0].clone()).collect();
    assert!(firsts.iter().any(|n| n == "2080505 机关事业单位基本养老保险缴费支出 合计 → 6.16"), "{firsts:?}");
    assert!(firsts.iter().any(|n| n == "2101505 医疗保障政策管理 项目支出 → 57.40"), "{firsts:?}");
}

#[test]
fn a_repeated_row_is_told_unless_a_page_ends_between() {
    let mut d = disclosure(SPENDING);
    let row = d.tables[0].panels[0].rows[3].clone();
    d.tables[0].panels[0].rows.insert(4, row);
    let rules = |d: &Disclosure| examine(d).findings.iter().map(|f| f.rule).collect::<Vec<_>>();
    assert!(rules(&d).contains(&"V6"));
    let page = |d: &mut Disclosure, row: usize, page: u32| {
        d.tables[0].panels[0].rows[row].cells.iter_mut().for_each(|c| c.place.page = Some(page));
    };
    page(&mut d, 3, 1);
    page(&mut d, 4, 2);
    assert!(!rules(&d).contains(&"V6"));
}

#[test]
fn differences_that_rounding_cannot_explain_together_are_told() {
    // 项目支出 8.98 of 9.00 needs each of its three parts at its lower end; 204 needs its own at the upper one.
    let together = |class: &str| {
        let d = disclosure(&format!(
            "
            支出总表
            编码 | 名称 | 合计 | 基本支出 | 项目支出
             | 合计 | 14.99 | 6.00 | 8.98
            201 | 一般公共服务支出 | 3.00 | 1.00 | 2.00
            204 | 公共安全支出 | {class} | 3.00 | 4.00
            208 | 社会保障和就业支出 | 5.00 | 2.00 | 3.00
            "
        ));
        let findings = examine(&d).findings;
        assert!(findings.iter().all(|f| f.severity != Severity::Error), "{findings:?}");
        let conflict = findings.iter().find(|f| f.rule == "V7")?;
        Some(conflict.cells.iter().map(|c| d.row(*c).unwrap().title()).collect::<Vec<_>>())
    };
    assert_eq!(together("7.01"), Some(vec!["合计".to_owned(), "204 公共安全支出".to_owned()]));
    assert_eq!(together("7.00"), None, "the lower ends do for both");
    assert_eq!(together("6.99"), None);
}

#[test]
fn many_differences_are_looked_at_together_as_long_as_there_is_work_to_spend() {
    // Each class adds up exactly, rounds up or rounds down; the grand total is so far off that it cannot be the sum
    // of all of them, which are the sum of theirs.
    let told = |classes: usize, together: usize| {
        let mut rows = Vec::new();
        let mut totals = [0; 3];
        for class in 0..classes {
            let (basic, projects) = (100 + 7 * class, 200 + 3 * class);
            let amounts = [basic + projects + [1, 2, 0][class % 3] - 1, basic, projects];
            totals = [totals[0] + amounts[0], totals[1] + amounts[1], totals[2] + amounts[2]];
            rows.push((format!("2{:02}{:02}", 1 + class / 99, 1 + class % 99), amounts));
        }
        rows.insert(0, (String::new(), [totals[0] + together, totals[1], totals[2]]));
        let yuan = |cents: usize| format!("{}.{:02}", cents / 100, cents % 100);
        let line = |(code, [all, basic, projects]): &(String, [usize; 3])| {
            let name = if code.is_empty() { "合计" } else { "某项支出" };
            format!("{code} | {name} | {} | {} | {}\n", yuan(*all), yuan(*basic), yuan(*projects))
        };
        let rows: String = rows.iter().map(line).collect();
        let d = disclosure(&format!("支出总表\n编码 | 名称 | 合计 | 基本支出 | 项目支出\n{rows}"));
        let findings = Examiner::new(&d, Arc::default()).judge(&d).findings;
        findings.iter().filter(|f| f.rule == "V7").map(|f| f.cells.len()).collect::<Vec<_>>()
    };
    assert_eq!(told(39, 3), [40], "no sum can be left out");
    // Ten times as many would take minutes, and nothing is said that was not proved.
    assert!(told(399, 3).is_empty());
}

#[test]
fn a_blank_total_beside_filled_parts_is_told_and_a_blank_subtotal_is_not() {
    let found = |total: &str, subtotal: &str| {
        let d = disclosure(&format!(
            "
            三公经费支出表
            编码 | 名称 | “三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费/小计 | 公务用车购置及运行费/公务用车购置费 | 公务用车购置及运行费/公务用车运行费 | 公务接待费
             | 合计 | {total} | | {subtotal} | | 2.00 | 1.00
            "
        ));
        let findings = examine(&d).findings;
        let blank = findings.iter().filter(|f| f.message.contains("是空白"));
        blank.map(|f| (f.severity, named(&d, f))).collect::<Vec<_>>()
    };
    assert_eq!(found("", "2.00"), [(Severity::Warning, vec!["合计 “三公”经费合计 → ？".to_owned()])]);
    assert_eq!(found("3.00", ""), []);
    assert_eq!(found("3.00", "2.00"), []);
}

/// [`SPENDING`] and the appropriation beside it, which say the same, and what is written of both.
fn with_text(text: &str) -> Disclosure {
    let general = SPENDING.replace("支出总表", "一般公共预算支出表");
    disclosure(&format!("{SPENDING}\n{general}\n# 三、支出预算情况说明\n> {text}"))
}

const TEXT: &str = "2025年支出预算397.30万元，其中：基本支出339.90万元，占85.55%；项目支出57.40万元，占14.45%。";

/// The first suspect of every finding of the text.
fn of_text(d: &Disclosure) -> Vec<String> {
    let examination = examine(d);
    let told = examination.findings.iter().filter(|f| f.claim.is_some() && f.severity != Severity::Hint);
    let mut firsts: Vec<String> = told.map(|f| named(d, f).first().cloned().unwrap_or_default()).collect();
    firsts.dedup();
    firsts
}

#[test]
fn a_wrong_number_of_the_text_is_named_itself_with_what_it_should_be() {
    assert_eq!(of_text(&with_text(TEXT)), Vec::<String>::new());
    assert_eq!(of_text(&with_text(&TEXT.replace("397.30", "379.30"))), ["379.30 → 397.30"]);
    assert_eq!(of_text(&with_text(&TEXT.replace("57.40", "574.0"))), ["574.0 → 57.40"]);
    assert_eq!(of_text(&with_text(&TEXT.replace("85.55", "88.55"))), ["88.55 → 85.55"]);
}

#[test]
fn a_wrong_cell_that_the_text_contradicts_is_the_cell_where_sums_confirm_the_text() {
    let mut d = with_text(TEXT);
    let at = cell(&d, "支出总表", "合计", "项目支出");
    type_into(&mut d, at, "54.70");
    let firsts = of_text(&d);
    assert!(!firsts.is_empty() && firsts.iter().all(|f| f == "合计 项目支出 → 57.40"), "{firsts:?}");
}

#[test]
fn where_rounding_is_doubtful_the_number_with_fewer_decimals_is_named() {
    let text = "2025年支出预算397.30万元，其中：基本支出339.90万元；项目支出57万元。";
    let d = with_text(text);
    let examination = examine(&d);
    let doubtful = examination.findings.iter().find(|f| f.rule == "N8").unwrap();
    assert_eq!(named(&d, doubtful), ["57 → ？", "397.30 → ？", "339.90 → ？"]);
}

#[test]
fn an_amount_that_another_table_prints_may_not_be_blank() {
    let found = |running: &str, buying: &str| {
        let d = disclosure(&format!(
            "
            一般公共预算基本支出表
            编码 | 名称 | 合计
             | 合计 | 20.00
            302 | 商品和服务支出 | 20.00
            30201 | 办公费 | 17.00
            30217 | 公务接待费 | 1.00
            30231 | 公务用车运行维护费 | 2.00

            三公经费支出表
            编码 | 名称 | “三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费/小计 | 公务用车购置及运行费/公务用车购置费 | 公务用车购置及运行费/公务用车运行费 | 公务接待费
             | 合计 | 3.00 | | 2.00 | {buying} | {running} | 1.00
            "
        ));
        let findings = examine(&d).findings;
        findings.iter().filter(|f| f.message.contains("是空白")).map(|f| f.severity).collect::<Vec<_>>()
    };
    assert_eq!(found("2.00", ""), []);
    assert_eq!(found("", "2.00"), [Severity::Warning]);
}

#[test]
fn last_years_figure_in_the_text_is_told_as_such() {
    let told = |table: &str, sentence: &str| {
        let d = disclosure(&format!("{table}\n# 三、“三公”经费情况说明\n> {sentence}"));
        let findings = examine(&d).findings;
        let first = findings.iter().find(|f| f.cause.as_deref().is_some_and(|c| c.contains("未更新的上年数")));
        first.map(|f| named(&d, f).first().cloned().unwrap_or_default())
    };
    // Last year's column stands in the table.
    let both = "
        三公经费支出表
        编码 | 名称 | 2024年预算数/合计 | 2024年预算数/公务接待费 | 2024年预算数/因公出国（境）费 | 2025年预算数/合计 | 2025年预算数/公务接待费 | 2025年预算数/因公出国（境）费
         | 合计 | 7.31 | 4.31 | 3.00 | 6.66 | 3.66 | 3.00";
    let right = "2025年“三公”经费预算数为6.66万元，其中公务接待费3.66万元，因公出国（境）费3.00万元。";
    assert_eq!(told(both, right), None);
    let wrong = "2025年“三公”经费预算数为7.31万元，其中公务接待费3.66万元，因公出国（境）费3.00万元。";
    assert_eq!(told(both, wrong), Some("7.31 → 6.66".to_owned()));
    // Or in the sentence.
    let one = "
        三公经费支出表
        编码 | 名称 | 合计 | 公务接待费 | 因公出国（境）费
         | 合计 | 6.66 | 3.66 | 3.00";
    let wrong = "2025年“三公”经费预算数为7.31万元，2024年预算数为7.31万元，比上年减少0.65万元。";
    assert_eq!(told(one, wrong), Some("7.31 → 6.66".to_owned()));
}

/// Puts wrong figures into an invented disclosure. Returns how many.
fn spoil(d: &mut Disclosure, random: &mut Random, wanted: usize) -> usize {
    let checker = gongkai::check::Checker::new(d);
    let mut done = 0;
    for _ in 0..60 {
        let Some(relation) = checker.relations().get(random.below(checker.relations().len())) else { continue };
        let at = relation.stated;
        let Some(value) = d.cell(at).and_then(|c| c.value).filter(|v| !v.is_zero()) else { continue };
        let wrong = value + gongkai::model::Decimal::new(10_000 + random.below(9_000_000) as i64, 2);
        type_into(d, at, &wrong.to_string());
        done += 1;
        if done == wanted {
            break;
        }
    }
    done
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// The smallest set is never larger than what was spoilt, the same every time, and mends everything.
    #[test]
    fn what_is_suggested_mends_everything(seed in 0u64..400, wanted in 1usize..4) {
        let mut d = invented(seed);
        let mut random = Random::new(seed);
        let readings = |e: &Examiner| e.checker().scopes().map(|(_, reading)| reading).collect::<Vec<_>>();
        let before = readings(&Examiner::new(&d, Arc::default()));
        let spoilt = spoil(&mut d, &mut random, wanted);
        let examiner = Examiner::new(&d, Arc::default());
        // Errors may change how a disclosure is read; then other relations must hold than before.
        prop_assume!(before == readings(&examiner));
        let judged = examiner.judge(&d);
        let problem = Problem::of(&d, &examiner, &judged);
        let located = problem.solve(Duration::from_secs(20));
        prop_assert!(!located.gave_up);
        prop_assert_eq!(&located, &problem.solve(Duration::from_secs(20)));
        prop_assert!(located.changes.len() <= spoilt, "{:?}", located.changes);
        let mut mended = d.clone();
        for change in &located.changes {
            let (Spot::Cell(at), Some(value)) = (change.spot, change.value) else { return Ok(()) };
            type_into(&mut mended, at, &value.to_string());
        }
        let left: Vec<String> = broken(&examine(&mended)).iter().filter(|f| f.relation.is_some() && f.severity == Severity::Error).map(|f| f.message.clone()).collect();
        prop_assert!(left.is_empty(), "{left:#?}\n{:?}", located.changes);
    }
}

/// What all threads find who are asked at once, several times over.
fn asked_at_once(d: &Disclosure) -> Vec<gongkai::check::locate::Located> {
    let examiner = Examiner::new(d, Arc::default());
    let problem = Problem::of(d, &examiner, &examiner.judge(d));
    std::thread::scope(|scope| {
        let search = || problem.solve(Duration::from_secs(600));
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(search)).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    })
}

#[test]
fn a_busy_machine_names_the_same_suspects() {
    let mut d = invented(7);
    assert!(spoil(&mut d, &mut Random::new(7), 12) > 6);
    let found = asked_at_once(&d);
    assert!(found.iter().all(|f| f == &found[0]));
    let changes = format!("{:?}", found[0].changes);
    assert!(changes.contains("Suspect"), "{changes}");
}

/// A list of this many projects, the amounts of each added across.
fn projects(count: usize) -> Disclosure {
    let rows: String = (1..=count).map(|n| format!("3610{n:017} | 某项目 | 2.00 | 1.00 | 1.00\n")).collect();
    let sums = format!("{}.00 | {count}.00 | {count}.00", 2 * count);
    disclosure(&format!(
        "
        项目支出表
        编码 | 名称 | 合计 | 本年拨款/一般公共预算 | 单位资金
         | 合计 | {sums}
        900000 | [某单位] | {sums}
        {rows}"
    ))
}

#[test]
fn where_too_much_is_wrong_it_says_that_it_gave_up() {
    let mut d = projects(3000);
    for row in 2..3000 {
        let cells = &mut d.tables[0].panels[0].rows[row].cells;
        cells[0] = gongkai::model::Cell::read("2.50", gongkai::model::ColumnRole::Amount);
    }
    let found = asked_at_once(&d);
    assert!(found[0].gave_up);
    assert!(found.iter().all(|f| f == &found[0]));
}

#[test]
fn one_wrong_amount_of_a_long_list_is_found() {
    let mut d = projects(3000);
    d.tables[0].panels[0].rows[1500].cells[0] = gongkai::model::Cell::read("7.00", gongkai::model::ColumnRole::Amount);
    let found = asked_at_once(&d);
    let [change] = &found[0].changes[..] else { panic!("{:?}", found[0]) };
    assert_eq!(change.value, Some(gongkai::model::Decimal::new(200, 2)));
    let Spot::Cell(at) = change.spot else { panic!() };
    assert_eq!(at.row, 1500);
}

#[test]
fn a_word_that_says_the_opposite_is_called_so() {
    let d = disclosure("# 二、“三公”经费\n> 公务用车运行维护费4万元，比上年减少2万元，同比增加33.33%。");
    let findings = Examiner::new(&d, Arc::default()).examine(&d).findings;
    let finding = findings.iter().find(|f| f.rule == "N5").expect("方向相反");
    assert_eq!(finding.cause.as_deref(), Some("疑为方向写反，应为“减少”"));
    // The number is where the word stands; it need not be another.
    assert!(matches!(finding.suspects[..], [suspect] if suspect.value.is_none()), "{:?}", finding.suspects);
}
