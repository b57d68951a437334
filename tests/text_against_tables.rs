//! Text against tables (文表): what each figure of a sentence is compared with, and how that comes out. Tables and
//! sentences are those of an invented archive, which carries 20.00 over from last year: all its money is 220.00,
//! this year's appropriation 200.00.

mod support;

use std::sync::Arc;

use gongkai::{
    check::{CheckedNumber, Examination, Examiner},
    model::Disclosure,
};
use support::disclosure;

const TABLES: &str = "
收支总表
收入 | 预算数
一、一般公共预算拨款收入 | 200.00
二、政府性基金预算拨款收入 |
本年收入合计 | 200.00
上年结转 | 20.00
收入总计 | 220.00
支出 | 预算数
一、一般公共服务支出 | 190.00
八、社会保障和就业支出 | 18.00
十九、住房保障支出 | 12.00
本年支出合计 | 220.00
结转下年 |
支出总计 | 220.00

支出总表
编码 | 名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 220.00 | 130.00 | 90.00
201 | 一般公共服务支出 | 190.00 | 100.00 | 90.00
20126 | 档案事务 | 190.00 | 100.00 | 90.00
2012601 | 行政运行 | 100.00 | 100.00 |
2012604 | 档案馆 | 90.00 | | 90.00
208 | 社会保障和就业支出 | 18.00 | 18.00 |
20805 | 行政事业单位养老支出 | 18.00 | 18.00 |
2080505 | 机关事业单位基本养老保险缴费支出 | 18.00 | 18.00 |
221 | 住房保障支出 | 12.00 | 12.00 |
22102 | 住房改革支出 | 12.00 | 12.00 |
2210201 | 住房公积金 | 12.00 | 12.00 |

财政拨款收支总表
收入 | 预算数
一、本年收入 | 200.00
（一）一般公共预算拨款 | 200.00
（二）政府性基金预算拨款 |
二、上年结转 | 20.00
..（一）一般公共预算拨款 | 20.00
..（二）政府性基金预算拨款 |
收入总计 | 220.00
支出 | 合计 | 一般公共预算 | 政府性基金预算
一、一般公共服务支出 | 190.00 | 190.00 |
八、社会保障和就业支出 | 18.00 | 18.00 |
十九、住房保障支出 | 12.00 | 12.00 |
支出总计 | 220.00 | 220.00 |

一般公共预算支出表
编码 | 名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 200.00 | 130.00 | 70.00
201 | 一般公共服务支出 | 170.00 | 100.00 | 70.00
20126 | 档案事务 | 170.00 | 100.00 | 70.00
2012601 | 行政运行 | 100.00 | 100.00 |
2012604 | 档案馆 | 70.00 | | 70.00
208 | 社会保障和就业支出 | 18.00 | 18.00 |
20805 | 行政事业单位养老支出 | 18.00 | 18.00 |
2080505 | 机关事业单位基本养老保险缴费支出 | 18.00 | 18.00 |
221 | 住房保障支出 | 12.00 | 12.00 |
22102 | 住房改革支出 | 12.00 | 12.00 |
2210201 | 住房公积金 | 12.00 | 12.00 |

一般公共预算基本支出表
编码 | 名称 | 合计 | 人员经费 | 公用经费
 | 合计 | 130.00 | 110.00 | 20.00
301 | 工资福利支出 | 110.00 | 110.00 |
30101 | 基本工资 | 80.00 | 80.00 |
30108 | 机关事业单位基本养老保险缴费 | 18.00 | 18.00 |
30113 | 住房公积金 | 12.00 | 12.00 |
302 | 商品和服务支出 | 20.00 | | 20.00
30201 | 办公费 | 16.50 | | 16.50
30217 | 公务接待费 | 1.00 | | 1.00
30231 | 公务用车运行维护费 | 2.50 | | 2.50

三公经费支出表
 | 名称 | 2024年预算数/合计 | 2024年预算数/因公出国（境）费 | 2024年预算数/公务用车购置及运行费/小计 | 2024年预算数/公务用车购置及运行费/公务用车购置费 | 2024年预算数/公务用车购置及运行费/公务用车运行费 | 2024年预算数/公务接待费 | 2025年预算数/合计 | 2025年预算数/因公出国（境）费 | 2025年预算数/公务用车购置及运行费/小计 | 2025年预算数/公务用车购置及运行费/公务用车购置费 | 2025年预算数/公务用车购置及运行费/公务用车运行费 | 2025年预算数/公务接待费
 | 临川县档案馆 | 4.00 | | 3.00 | | 3.00 | 1.00 | 3.70 | | 2.50 | | 2.50 | 1.20

项目支出表
编码 | 名称 | 〔类型〕 | 合计
 | 合计 | | 90.00
 | 民国档案数字化加工及缩微专项 | 特定目标类 | 60.00
 | 库房恒温恒湿设备更新改造经费 | 特定目标类 | 30.00
";

/// The tables with a section of this heading and text.
fn with_text(heading: &str, text: &str) -> Disclosure {
    disclosure(&format!("{TABLES}\n# {heading}\n> {}", text.replace('\n', "\n> ")))
}

fn examined(d: &Disclosure) -> Examination {
    Examiner::new(d, Arc::default()).examine(d)
}

/// Each figure as `figure verdict rule table row column`, a column of a table with one column left out.
fn lines(d: &Disclosure, numbers: &[CheckedNumber]) -> Vec<String> {
    let cell = |c: &gongkai::model::CellRef| {
        let table = d.tables[c.table as usize].kind.name();
        let column = d.column(*c).map(|c| c.title()).unwrap_or_default();
        format!("{table} {} {column}", d.row(*c).map(|r| r.title()).unwrap_or_default())
    };
    let line = |n: &CheckedNumber| {
        let verdict = n.verdict.map_or("未核对", |v| v.name());
        let links: Vec<String> = n
            .links
            .iter()
            .map(|l| format!("{} {}", l.rule, l.cells.iter().map(cell).collect::<Vec<_>>().join("；")))
            .collect();
        [n.at.text(d), verdict, &links.join(" & ")].join(" ").trim().to_owned()
    };
    numbers.iter().map(line).collect()
}

/// Reads the figures of a text and compares what became of them.
#[track_caller]
fn check(heading: &str, text: &str, expected: &[&str]) {
    let d = with_text(heading, text);
    // What numbers of the text say of each other is tested elsewhere.
    let mut numbers = examined(&d).numbers;
    for number in &mut numbers {
        let any = !number.links.is_empty();
        number.links.retain(|l| !l.cells.is_empty());
        if any && number.links.is_empty() {
            number.verdict = None;
        }
    }
    assert_eq!(lines(&d, &numbers), expected);
}

/// What is said of a text, by rule and severity.
fn said(heading: &str, text: &str) -> Vec<String> {
    let d = with_text(heading, text);
    let findings = examined(&d).findings;
    let of_text = findings.iter().filter(|f| !f.texts.is_empty() && !f.cells.is_empty());
    of_text.map(|f| format!("{} {} {}", f.severity.name(), f.rule, f.message)).collect()
}

#[test]
fn the_section_says_which_money_is_meant() {
    check(
        "一、收支预算总体情况说明",
        "临川县档案馆2025年收支总预算220.00万元。收入包括：一般公共预算拨款收入200.00万元、上年结转20.00万元；支出包括：一般公共服务支出190.00万元、社会保障和就业支出18.00万元、住房保障支出12.00万元。",
        &[
            "220.00 平 N1 收支总表 收入总计 预算数",
            "200.00 平 N1 收支总表 一、一般公共预算拨款收入 预算数",
            "20.00 平 N1 收支总表 上年结转 预算数",
            "190.00 平 N1 收支总表 一、一般公共服务支出 预算数",
            "18.00 平 N1 收支总表 八、社会保障和就业支出 预算数",
            "12.00 平 N1 收支总表 十九、住房保障支出 预算数",
        ],
    );
    // The same class without what was carried in.
    check(
        "五、一般公共预算当年拨款情况说明",
        "临川县档案馆2025年一般公共预算当年拨款200.00万元。\n一般公共服务（类）支出170.00万元，占85.00%；住房保障（类）支出12.00万元，占6.00%。",
        &[
            "200.00 平 N1 一般公共预算支出表 合计 合计",
            "170.00 平 N1 一般公共预算支出表 201 一般公共服务支出 合计",
            "85.00 未核对",
            "12.00 平 N1 一般公共预算支出表 221 住房保障支出 合计",
            "6.00 未核对",
        ],
    );
    check(
        "四、财政拨款收支预算情况的总体说明",
        "2025年财政拨款收支总预算220.00万元。收入包括：一般公共预算当年拨款收入200.00万元，上年结转20.00万元；政府性基金预算当年拨款收入0.00万元，上年结转0.00万元。支出包括：一般公共服务支出190.00万元。",
        &[
            "220.00 平 N1 财政拨款收支总表 收入总计 预算数",
            "200.00 平 N1 财政拨款收支总表 （一）一般公共预算拨款 预算数",
            "20.00 平 N1 财政拨款收支总表 （一）一般公共预算拨款 预算数",
            "0.00 平 N1 财政拨款收支总表 （二）政府性基金预算拨款 预算数",
            "0.00 平 N1 财政拨款收支总表 （二）政府性基金预算拨款 预算数",
            "190.00 平 N1 财政拨款收支总表 一、一般公共服务支出 合计",
        ],
    );
}

#[test]
fn subjects_are_told_by_their_levels() {
    let heading = "五、一般公共预算当年拨款具体使用情况";
    check(
        heading,
        "1．一般公共服务支出（类）档案事务（款）档案馆（项）2025年预算数为70.00万元。\n2．住房保障支出（类）住房改革支出（款）住房公积金（项）2025年预算数为12.00万元。",
        &[
            "70.00 平 N1 一般公共预算支出表 2012604 档案馆 合计",
            "12.00 平 N1 一般公共预算支出表 2210201 住房公积金 合计",
        ],
    );
    // A 项 that the tables do not print is not guessed at.
    check(
        heading,
        "1．一般公共服务支出（类）档案事务（款）其他档案事务支出（项）2025年预算数为70.00万元。",
        &["70.00 未核对"],
    );
}

#[test]
fn subjects_are_told_by_their_codes() {
    check(
        "（一）财政拨款安排支出按功能科目分类情况",
        "1.2012601行政运行100.00万元，主要用于机关运转；\n2.2210201住房公积金12.00万元，主要用于缴存。",
        &[
            "100.00 平 N1 一般公共预算支出表 2012601 行政运行 合计",
            "12.00 平 N1 一般公共预算支出表 2210201 住房公积金 合计",
        ],
    );
}

#[test]
fn years_of_the_three_public_expenses_stand_one_below_the_other() {
    let table = "三公经费支出表\n | 名称 | “三公”经费预算总额 | 因公出国（境）费 | 公务接待费 | 公务用车购置和运行维护费/小计\n | 2024年 | 4.00 | | 1.00 | 3.00\n | 2025年 | 3.70 | | 1.20 | 2.50\n";
    let d = disclosure(&format!(
        "{table}\n# 三、“三公”经费预算说明\n> 2025年“三公”经费预算3.70万元，比2024年预算4.00万元减少0.30万元。公务接待费2025年预算数1.30万元。"
    ));
    let numbers = examined(&d).numbers;
    let said = lines(&d, &numbers);
    assert!(said[0].starts_with("3.70 平 N1 三公经费支出表 2025年"), "{said:?}");
    assert!(said[1].starts_with("4.00 平 N1 三公经费支出表 2024年"), "{said:?}");
    assert!(said[3].starts_with("1.30 不平 N1 三公经费支出表 2025年 公务接待费"), "{said:?}");
}

#[test]
fn a_figure_of_another_subject_is_an_error() {
    let text = "1．一般公共服务支出（类）档案事务（款）行政运行（项）2025年预算数为70.00万元。";
    assert_eq!(
        said("五、一般公共预算当年拨款具体使用情况", text),
        [
            "错误 N1 “五、一般公共预算当年拨款具体使用情况”一节写明“…）档案事务（款）行政运行（项）2025年预算数为70.00万元”，应与一般公共预算支出表“2012601 行政运行”的“合计” 100.00 相同，差 -30.00；同一金额、单位和位数相同，不容许尾差。"
        ]
    );
}

#[test]
fn parts_of_spending_are_columns_of_the_total() {
    check(
        "三、支出预算情况说明",
        "2025年支出预算220.00万元，其中：基本支出130.00万元，占59.09%；项目支出90.00万元，占40.91%。",
        &[
            "220.00 平 N1 支出总表 合计 合计",
            "130.00 平 N1 支出总表 合计 基本支出",
            "59.09 未核对",
            "90.00 平 N1 支出总表 合计 项目支出",
            "40.91 未核对",
        ],
    );
}

#[test]
fn lines_of_basic_spending_are_economic() {
    // 住房公积金 and 公务接待费 mean something else elsewhere.
    check(
        "六、一般公共预算基本支出情况说明",
        "2025年一般公共预算基本支出130.00万元，其中：\n人员经费110万元，主要包括：基本工资80.00万元，住房公积金12.00万元；\n公用经费20.00万元，主要包括：办公费16.5万元，公务接待费1.00万元，公务用车运行维护费2.50万元。",
        &[
            "130.00 平 N1 一般公共预算基本支出表 合计 合计",
            "110 平 N1 一般公共预算基本支出表 合计 人员经费",
            "80.00 平 N1 一般公共预算基本支出表 30101 基本工资 合计",
            "12.00 平 N1 一般公共预算基本支出表 30113 住房公积金 合计",
            "20.00 平 N1 一般公共预算基本支出表 合计 公用经费",
            "16.5 平 N1 一般公共预算基本支出表 30201 办公费 合计",
            "1.00 平 N1 一般公共预算基本支出表 30217 公务接待费 合计",
            "2.50 平 N1 一般公共预算基本支出表 30231 公务用车运行维护费 合计",
        ],
    );
}

#[test]
fn the_three_public_expenses_know_last_year() {
    check(
        "七、“三公”经费预算情况说明",
        "2025年“三公”经费预算数为3.70万元，比上年减少0.30万元，下降7.5%，其中：因公出国（境）费0.00万元；公务用车购置及运行费2.50万元，减少0.50万元；公务接待费1.20万元，增加0.20万元。",
        &[
            "3.70 平 N1 三公经费支出表 临川县档案馆 2025年预算数·合计",
            "0.30 平 N4 三公经费支出表 临川县档案馆 2025年预算数·合计；三公经费支出表 临川县档案馆 2024年预算数·合计",
            "7.5 平 N4 三公经费支出表 临川县档案馆 2025年预算数·合计；三公经费支出表 临川县档案馆 2024年预算数·合计；三公经费支出表 临川县档案馆 2024年预算数·合计",
            "0.00 平 N1 三公经费支出表 临川县档案馆 2025年预算数·因公出国（境）费",
            "2.50 平 N1 三公经费支出表 临川县档案馆 2025年预算数·公务用车购置及运行费·小计",
            "0.50 平 N4 三公经费支出表 临川县档案馆 2025年预算数·公务用车购置及运行费·小计；三公经费支出表 临川县档案馆 2024年预算数·公务用车购置及运行费·小计",
            "1.20 平 N1 三公经费支出表 临川县档案馆 2025年预算数·公务接待费",
            "0.20 平 N4 三公经费支出表 临川县档案馆 2025年预算数·公务接待费；三公经费支出表 临川县档案馆 2024年预算数·公务接待费",
        ],
    );
}

#[test]
fn a_change_in_the_wrong_direction_is_said_as_such() {
    let found = said("七、“三公”经费预算情况说明", "2025年公务接待费1.20万元，比上年减少0.20万元。");
    assert!(found.iter().any(|f| f.starts_with("警告 N5") && f.contains("方向相反")), "{found:?}");
    let found = said("七、“三公”经费预算情况说明", "2025年公务接待费1.20万元，比上年增加0.40万元。");
    assert!(found.iter().any(|f| f.starts_with("错误 N4") && f.contains("应为 增加 0.20")), "{found:?}");
}

#[test]
fn running_costs_are_office_costs_as_a_rule() {
    let heading = "（一）机关运行经费情况";
    check(heading, "2025年机关运行经费财政拨款预算20.00万元。", &["20.00 平 C12 一般公共预算基本支出表 合计 公用经费"]);
    let found = said(heading, "2025年机关运行经费财政拨款预算25.00万元。");
    assert!(found.iter().any(|f| f.starts_with("警告 C12")), "{found:?}");
}

#[test]
fn running_an_agency_costs_no_more_than_running_it_and_its_units() {
    let units = "收入总表\n编码 | 名称 | 合计\n | 合计 | 220.00\n310001 | [临川县档案馆] | 150.00\n310002 | [临川县地方志中心] | 70.00\n";
    let said = |cost: &str| {
        let d = disclosure(&format!("{TABLES}\n{units}\n# （一）机关运行经费\n> 机关运行经费预算{cost}万元。"));
        examined(&d).findings.iter().any(|f| f.rule == "C12" && !f.texts.is_empty())
    };
    assert!(!said("15.00"));
    assert!(said("25.00"));
}

#[test]
fn fiscal_spending_of_several_budgets_is_that_of_all() {
    let fund = "政府性基金预算支出表\n编码 | 名称 | 合计 | 基本支出 | 项目支出\n | 合计 | 8.00 | | 8.00\n229 | 其他支出 | 8.00 | | 8.00\n";
    let text = "财政拨款安排支出208.00万元，其中：基本支出130.00万元，项目支出78.00万元。";
    let d = disclosure(&format!("{TABLES}\n{fund}\n# 四、财政拨款支出情况\n> {text}"));
    let numbers = examined(&d).numbers;
    let project = lines(&d, &numbers).into_iter().nth(2).unwrap_or_default();
    assert!(
        project.starts_with("78.00 平 N1 一般公共预算支出表 合计 项目支出；政府性基金预算支出表 合计 项目支出"),
        "{project}"
    );
}

#[test]
fn projects_are_counted_and_named() {
    let heading = "（四）预算绩效管理情况";
    check(
        heading,
        "2025年项目支出全部实行绩效目标管理，共2个项目，涉及预算金额90.00万元。",
        &[
            "2 平 N10 项目支出表 民国档案数字化加工及缩微专项 合计；项目支出表 库房恒温恒湿设备更新改造经费 合计",
            "90.00 平 N10 项目支出表 合计 合计",
        ],
    );
    let found = said(heading, "2025年项目支出全部实行绩效目标管理，共3个项目，涉及预算金额90.00万元。");
    assert_eq!(found, ["错误 N10 “（四）预算绩效管理情况”一节写明“共3个”，而项目支出表列有 2 个，差 1。"]);
    // Some of them only.
    check(heading, "选定民国档案专项等1个项目开展重点绩效评价。", &["1 未核对"]);
    check(
        "七、项目支出情况说明",
        "民国档案数字化加工及缩微专项60.00万元。",
        &["60.00 平 N1 项目支出表 民国档案数字化加工及缩微专项 合计"],
    );
    // In a list of project spending with words of its own behind the name.
    check(
        "七、项目支出情况说明",
        "项目支出90.00万元，其中：民国档案数字化加工及缩微专项支出60.00万元，主要用于扫描。",
        &["90.00 平 N1 支出总表 合计 项目支出", "60.00 平 N1 项目支出表 民国档案数字化加工及缩微专项 合计"],
    );
}

/// The form of a project, as it is read.
fn form(name: &str, amount: &str, carried: &str) -> String {
    let header = " | 名称 | 项目总预算 | 项目当年预算 | 项目资金来源/合计 | 项目资金来源/一般公共预算财政拨款 | 项目资金来源/其中：使用上年度财政拨款结转";
    format!("项目绩效目标表\n{header}\n | {name} | 999.00 | {amount} | {amount} | {amount} | {carried}\n")
}

/// What is said of a text beside two forms, and each figure of it.
fn beside_forms(forms: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let d = disclosure(&format!("{TABLES}\n{forms}\n# 二、重点项目绩效目标情况\n> {}", text.replace('\n', "\n> ")));
    let examination = examined(&d);
    let of_text = examination.findings.iter().filter(|f| !f.texts.is_empty());
    let said = of_text.map(|f| format!("{} {} {}", f.severity.name(), f.rule, f.message)).collect();
    (said, lines(&d, &examination.numbers))
}

#[test]
fn a_paragraph_about_a_project_states_its_amount() {
    let forms = form("民国档案数字化加工及缩微专项", "60.00", "10.00");
    let text = "1、“民国档案数字化加工及缩微专项”主要内容是：抢救民国档案。2025年预算安排60万元，50万元为当年一般公共预算资金，10万元为上年结转资金。";
    let (said, figures) = beside_forms(&forms, text);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(
        figures,
        [
            "60 平 N8  & N1 项目支出表 民国档案数字化加工及缩微专项 合计 & N1 项目绩效目标表 民国档案数字化加工及缩微专项 项目当年预算",
            "50 平 N1 项目绩效目标表 民国档案数字化加工及缩微专项 项目资金来源·一般公共预算财政拨款；项目绩效目标表 民国档案数字化加工及缩微专项 项目资金来源·其中：使用上年度财政拨款结转",
            "10 平 N1 项目绩效目标表 民国档案数字化加工及缩微专项 项目资金来源·其中：使用上年度财政拨款结转",
        ]
    );
    // The form was not changed with the rest: that is said of the form alone.
    let (said, _) = beside_forms(&forms.replace("60.00", "65.00"), text);
    assert!(
        matches!(&said[..], [one, _] if one.starts_with("错误 N1") && one.contains("65.00") && one.contains("绩效目标表")),
        "{said:?}"
    );
    // What stands under the item is about it too; what is only a part of it is not its amount.
    let under = "（二）民国档案数字化加工及缩微专项\n1.项目概况：抢救民国档案，其中安排设备购置12万元。\n2.资金情况：2025年预算安排60万元，安排30万元用于数字化。";
    let (_, figures) = beside_forms(&forms, under);
    let linked: Vec<bool> = figures.iter().map(|f| f.contains("N1")).collect();
    assert_eq!(linked, [false, true, false], "{figures:?}");
}

#[test]
fn amounts_of_other_projects_years_and_things_are_left_alone() {
    let forms = form("民国档案数字化加工及缩微专项", "60.00", "10.00");
    for text in [
        // No project is named, or one that no table has.
        "3、其他：2025年预算安排60万元。",
        "1、“某某文化节”主要内容是：办节。2025年预算安排60万元。",
        // Another year, several years, one of its uses.
        "1、“民国档案数字化加工及缩微专项”主要内容是：抢救。2023年预算安排70万元。",
        "1、“民国档案数字化加工及缩微专项”主要内容是：抢救。项目总预算999万元。",
        "1、“民国档案数字化加工及缩微专项”主要内容是：抢救，设备购置70万元。",
        // The next item is another project.
        "1、“民国档案数字化加工及缩微专项”主要内容是：抢救。\n2、“某某文化节”主要内容是：办节。2025年预算安排70万元。",
    ] {
        let (said, figures) = beside_forms(&forms, text);
        assert!(!figures.iter().any(|f| f.contains("N1")), "{text}: {figures:?}");
        assert!(said.iter().all(|s| s.contains("N13")), "{text}: {said:?}");
    }
}

#[test]
fn the_same_figure_of_something_else_is_not_linked() {
    // 12.00 is what housing costs, too.
    check(
        "（三）国有资产占有使用情况",
        "截至2024年12月31日，共有车辆1辆，价值12.00万元；办公家具价值90.00万元。",
        &["1 未核对", "12.00 未核对", "90.00 未核对"],
    );
    check("三、支出预算情况说明", "2025年安排退役军人慰问金12.00万元。", &["12.00 未核对"]);
}

#[test]
fn this_year_and_with_what_was_carried_in_are_both_right() {
    // The words leave open which is meant; the figures choose.
    let heading = "二、收入预算情况说明";
    let all = "2025年收入预算220.00万元，其中：一般公共预算收入220.00万元。";
    check(
        heading,
        all,
        &[
            "220.00 平 N1 收支总表 收入总计 预算数",
            "220.00 平 N1 收支总表 一、一般公共预算拨款收入 预算数；收支总表 上年结转 预算数",
        ],
    );
    let found = said(heading, &all.replacen("收入220.00", "收入230.00", 1));
    assert!(found.iter().any(|f| f.starts_with("警告 N1") && f.contains("按其他 1 种口径也对不上")), "{found:?}");
}

#[test]
fn what_a_fund_carries_in_is_not_what_all_money_carries_in() {
    let heading = "八、政府性基金预算收入支出情况说明";
    let carried = "政府性基金预算年初结转和结余0.00万元，本年收入0.00万元。";
    let found = said(heading, carried);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_table_in_yuan_allows_half_a_place_of_the_text() {
    let tables = TABLES.replace("\n一般公共预算支出表\n", "\n一般公共预算支出表 元\n");
    let d = |text: &str| disclosure(&format!("{tables}\n# 五、一般公共预算当年拨款情况说明\n> {text}"));
    let d = d("一般公共服务（类）支出0.02万元。");
    let numbers = examined(&d).numbers;
    assert_eq!(lines(&d, &numbers), ["0.02 平 N1 一般公共预算支出表 201 一般公共服务支出 合计"]);
}

#[test]
fn money_that_the_table_leaves_blank_is_a_contradiction() {
    let heading = "七、“三公”经费预算情况说明";
    let found = said(heading, "2025年因公出国（境）费8.00万元，公务接待费1.20万元。");
    assert!(found.iter().any(|f| f.starts_with("警告 N1") && f.contains("8.00")), "{found:?}");
    assert!(said(heading, "2025年因公出国（境）费0.00万元，公务接待费1.20万元。").is_empty());
}

#[test]
fn what_is_owned_is_what_the_table_of_assets_lists() {
    let says = |title: &str, text: &str| {
        let table = "其他表\n编码 | 名称 | 〔数量〕 | 价值\n | 资产总额 | 64 | 65.94\n | 1、车辆 | 1 | 12.90\n | 2、其他固定资产 | 63 | 53.04";
        let mut d = disclosure(&format!("{table}\n# 九、国有资产占用情况\n> {text}"));
        d.tables[0].title = title.into();
        let numbers = examined(&d).numbers;
        lines(&d, &numbers)
    };
    let title = "部门固定资产占用情况表";
    assert_eq!(says(title, "上年末固定资产金额为65.94万元（详见下表）。"), ["65.94 平 N1 其他表 资产总额 价值"]);
    assert_eq!(says(title, "截至上年末，本馆固定资产总额65.49万元。"), ["65.49 不平 N1 其他表 资产总额 价值"]);
    // What is to be bought, and what is left of the value, is something else; so is a table of what is to be bought.
    for text in ["本年度拟购置固定资产65.94万元。", "固定资产净值20.00万元。", "流动资产20.00万元。"]
    {
        assert!(says(title, text).iter().all(|l| l.contains("未核对")), "{text}");
    }
    assert!(says("新增资产配置表", "固定资产金额为65.94万元。").iter().all(|l| l.contains("未核对")));
}

#[test]
fn the_value_of_all_that_is_owned_is_that_of_the_items() {
    let found = |other: &str| {
        let table = format!(
            "其他表\n编码 | 名称 | 价值\n | 资产总额 | 65.94\n | 1、房屋（平方米） |\n | 其中：办公用房（平方米） |\n | 2、车辆 | 12.90\n | 3、{other} | 53.04"
        );
        let mut d = disclosure(&table);
        d.tables[0].title = "固定资产占用情况表".into();
        d.tables[0].panels[0].rows[0].role = gongkai::model::RowRole::Total;
        let right = examined(&d).findings.into_iter().filter(|f| f.rule == "V2").count();
        d.tables[0].panels[0].rows[3].cells[0] =
            gongkai::model::Cell::read("12.09", gongkai::model::ColumnRole::Amount);
        let wrong = examined(&d).findings.into_iter().filter(|f| f.rule == "V2");
        (right, wrong.map(|f| f.severity.name()).collect::<Vec<_>>())
    };
    assert_eq!(found("其他固定资产"), (0, vec!["警告"]));
    // Without a remainder it is not known whether everything is listed.
    assert_eq!(found("通用设备"), (0, vec![]));
}

#[test]
fn the_scope_is_called_what_it_is_in_this_document() {
    let scope = |d: &Disclosure| {
        let numbers = examined(d).numbers;
        numbers.iter().flat_map(|n| &n.links).map(|l| l.scope.clone()).collect::<Vec<_>>()
    };
    let says = |amount: &str| with_text("五、一般公共预算支出情况", &format!("一般公共预算支出{amount}万元。"));
    assert_eq!(scope(&says("200.00")), ["一般公共预算，当年"]);
    // Here the table contains the 20.00 that are carried in.
    let mut d = says("220.00");
    let table = d.tables.iter_mut().find(|t| t.kind.name() == "一般公共预算支出表").expect("有表");
    for row in table.panels[0].rows.iter_mut().filter(|r| matches!(r.code.as_str(), "" | "201" | "20126" | "2012604")) {
        for cell in row.cells.iter_mut() {
            if let Some(value) = cell.value.filter(|v| *v >= 70.into()) {
                *cell = gongkai::model::Cell::read(
                    (value + gongkai::model::Decimal::from(20)).to_string(),
                    gongkai::model::ColumnRole::Amount,
                );
            }
        }
    }
    assert!(scope(&d).iter().all(|s| s == "一般公共预算，含结转"), "{:?}", scope(&d));
}

#[test]
fn what_a_form_raises_elsewhere_is_in_its_whole() {
    let form = |name: &str, amounts: &str| {
        format!(
            "项目绩效目标表\n编码 | 名称 | 项目资金/年度资金总额 | 项目资金/其中：财政拨款 | 项目资金/其他资金\n | {name} | \
             {amounts}\n"
        )
    };
    let forms = [form("馆藏修复", "39.00 | 39.00 |"), form("读者培训", "6.00 | | 6.00")].join("\n");
    let said = |sum: &str| {
        let text = format!("2025年实行绩效目标管理的项目2个，涉及预算资金{sum}万元。");
        let d = disclosure(&format!("{forms}\n# 十、预算绩效情况\n> {text}"));
        examined(&d).findings.iter().filter(|f| f.rule == "N10").count()
    };
    assert_eq!(said("45.00"), 0);
    assert_eq!(said("51.00"), 1);
}
