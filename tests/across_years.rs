//! Year against year (跨年): what a disclosure says of last year, and of the budget in final accounts, held
//! against what was published then. Small disclosures of an invented agency.

mod support;

use gongkai::{
    compare::across::{self, Across, Document, Settings},
    model::{Disclosure, Row, Spot, Stage, TextRef},
    prose::Prose,
};
use support::of;

fn compared(all: &[&Disclosure]) -> Across {
    let prose: Vec<Prose> = all.iter().map(|d| Prose::of(d)).collect();
    let documents: Vec<Document> =
        all.iter().zip(&prose).map(|(disclosure, prose)| Document { disclosure, prose }).collect();
    across::examine(&documents, &Settings::default())
}

/// `错误 Y1 0.20`: severity, rule, and what the text or cell is accused of.
fn found(all: &[&Disclosure]) -> Vec<String> {
    let across = compared(all);
    let line = |f: &across::CrossFinding| {
        let place = match (f.finding.texts.first(), f.finding.cells.first()) {
            (Some(text), _) => text.text(all[f.document]).to_owned(),
            (None, Some(cell)) => all[f.document].row(*cell).map(|r| r.title()).unwrap_or_default(),
            _ => String::new(),
        };
        format!("{} {} {place}", f.finding.severity.name(), f.finding.rule)
    };
    across.findings.iter().map(line).collect()
}

/// How many figures were found as published, and how many could not be compared.
fn counted(all: &[&Disclosure]) -> (usize, usize) {
    let across = compared(all);
    (across.held.len(), across.unchecked.len())
}

const BEFORE: &str = "
    收支总表
    收入 | 预算数
    一、一般公共预算拨款收入 | 120.00
    本年收入合计 | 120.00
    收入总计 | 120.00
    支出 | 预算数
    一、农林水支出 | 100.00
    二、住房保障支出 | 20.00
    本年支出合计 | 120.00
    支出总计 | 120.00
    支出总表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
     | 合计 | 120.00 | 70.00 | 50.00
    213 | 农林水支出 | 100.00 | 50.00 | 50.00
    21303 | 水利 | 100.00 | 50.00 | 50.00
    2130301 | 行政运行 | 100.00 | 50.00 | 50.00
    221 | 住房保障支出 | 20.00 | 20.00 |
    22102 | 住房改革支出 | 20.00 | 20.00 |
    2210201 | 住房公积金 | 20.00 | 20.00 |
    三公经费支出表
    编码 | 名称 | 合计 | 因公出国（境）费 | 公务用车购置及运行费/小计 | 公务用车购置及运行费/公务用车购置费 | 公务用车购置及运行费/公务用车运行费 | 公务接待费
     | 合计 | 3.00 | 0.00 | 2.10 | 0.00 | 2.10 | 0.90";

/// This year's tables, with this text under each heading.
fn now(text: &str) -> Disclosure {
    let tables = BEFORE
        .replace("120.00", "126.00")
        .replace("100.00 | 50.00 | 50.00", "106.00 | 52.00 | 54.00")
        .replace("| 100.00", "| 106.00")
        .replace("126.00 | 70.00 | 50.00", "126.00 | 72.00 | 54.00")
        .replace("3.00 | 0.00 | 2.10 | 0.00 | 2.10 | 0.90", "2.60 | 0.00 | 2.10 | 0.00 | 2.10 | 0.50");
    of(2025, &format!("{tables}\n{text}"))
}

fn before() -> Disclosure {
    of(2024, BEFORE)
}

const SPENDING: &str = "# 三、支出预算情况说明
    > 临川县档案馆2025年支出预算126.00万元，比上年预算增加6.00万元，增长5.00%，主要原因是人员增加。其中：基本支出72.00万元，比上年预算增加2.00万元；项目支出54.00万元，比上年预算增加4.00万元。";

#[test]
fn last_years_figure_follows_from_the_change() {
    let now = now(SPENDING);
    assert_eq!(found(&[&before(), &now]), [""; 0]);
    // The total, basic spending, projects, and what is carried.
    assert_eq!(counted(&[&before(), &now]).1, 0);
    assert!(counted(&[&before(), &now]).0 >= 3);
}

#[test]
fn a_change_against_another_figure_than_the_published_one_is_wrong() {
    let now = now(
        &SPENDING.replace("项目支出54.00万元，比上年预算增加4.00万元", "项目支出54.00万元，比上年预算增加4.50万元")
    );
    // Two figures beside it fit.
    assert_eq!(found(&[&before(), &now]), ["错误 Y1 4.50"]);
    let alone = self::now("# 三、支出预算情况说明\n> 2025年项目支出54.00万元，比上年预算增加4.50万元。");
    assert_eq!(found(&[&before(), &alone]), ["警告 Y1 4.50"]);
    let more = format!(
        "{SPENDING}\n# 八、“三公”经费情况说明\n> “三公”经费2.60万元，比上年预算减少0.40万元。其中：因公出国（境）费0.00万元，与上年预算持平；公务用车购置及运行费2.10万元，与上年预算持平；公务接待费0.50万元，比上年预算减少0.20万元。"
    );
    let now = self::now(&more);
    assert_eq!(found(&[&before(), &now]), ["错误 Y1 0.20"]);
    let across = compared(&[&before(), &now]);
    let finding = &across.findings[0];
    assert_eq!(finding.document, 1);
    assert_eq!(finding.finding.stated.map(|v| v.to_string()).as_deref(), Some("0.70"));
    assert_eq!(finding.finding.computed.map(|v| v.to_string()).as_deref(), Some("0.90"));
    assert!(matches!(finding.against[..], [(0, Spot::Cell(_))]));
    assert!(finding.finding.message.contains("按此推算上年为 0.70 万元"), "{}", finding.finding.message);
}

#[test]
fn rounding_of_both_figures_is_carried_through() {
    let text = "# 三、支出预算情况说明\n> 2025年支出预算126.00万元，比上年预算增加6.01万元，主要原因是人员增加。";
    assert_eq!(found(&[&before(), &now(text)]), [""; 0]);
    let text = text.replace("6.01", "6.02");
    assert_eq!(found(&[&before(), &now(&text)]), ["警告 Y1 6.02"]);
    // In 元 with two decimals nothing is rounded away.
    let exact = "# 三、支出预算情况说明\n> 2025年支出预算126万元，比上年预算增加6万元。";
    assert_eq!(found(&[&before(), &now(exact)]), [""; 0]);
}

#[test]
fn what_is_compared_with_another_figure_of_last_year_is_not_judged() {
    let says = |words: &str| {
        now(&format!("# 三、支出预算情况说明\n> 2025年支出预算126.00万元，比{words}增加9.00万元，主要原因是人员增加。"))
    };
    for words in ["上年执行数", "2024年预算执行数", "上年调整预算数", "上年决算数"] {
        assert_eq!(found(&[&before(), &says(words)]), [""; 0], "{words}");
    }
    assert_eq!(found(&[&before(), &says("上年")]), ["警告 Y1 9.00"]);
}

#[test]
fn a_scope_that_the_words_leave_open_is_any_that_fits() {
    // 一般公共预算 of last year alone, and with what was carried in: 110.00 and 120.00.
    let fiscal = "
        财政拨款收支总表
        收入 | 预算数
        本年收入 | 110.00
        一般公共预算拨款 | 110.00
        上年结转 | 10.00
        一般公共预算拨款 | 10.00
        收入总计 | 120.00
        支出 | 合计 | 一般公共预算
        农林水支出 | 120.00 | 120.00
        支出总计 | 120.00 | 120.00
        一般公共预算支出表
        编码 | 名称 | 合计
         | 合计 | 110.00
        213 | 农林水支出 | 110.00";
    let text = |by: &str| {
        format!("{fiscal}\n# 五、一般公共预算支出情况说明\n> 2025年一般公共预算支出110.00万元，比上年增加{by}万元。")
    };
    let before = of(2024, &fiscal.replace("110.00", "100.00").replace("120.00", "110.00"));
    for by in ["10.00", "0.00"] {
        assert_eq!(found(&[&before, &of(2025, &text(by))]), [""; 0], "{by}");
    }
    assert_eq!(found(&[&before, &of(2025, &text("15.00"))]), ["警告 Y1 15.00"]);
}

#[test]
fn what_this_years_own_table_does_not_bear_out_is_not_linked() {
    // 126.00 is not what the table prints as 基本支出: which figure is meant is not known.
    let text = "# 三、支出预算情况说明\n> 2025年基本支出126.50万元，比上年预算增加2.00万元。";
    assert_eq!(found(&[&before(), &now(text)]), [""; 0]);
    assert_eq!(counted(&[&before(), &now(text)]).1, 1);
}

#[test]
fn as_much_as_last_year_says_last_years_figure() {
    let text = |words: &str| {
        now(&format!(
            "# 八、“三公”经费情况说明\n> 公务接待费0.50万元，{words}。公务用车运行费2.10万元，与上年预算持平。"
        ))
    };
    assert_eq!(found(&[&before(), &text("与上年预算持平")]), ["警告 Y1 与上年预算持平"]);
    assert_eq!(found(&[&before(), &text("比上年预算减少0.40万元")]), [""; 0]);
}

#[test]
fn a_rate_alone_tells_last_years_figure_within_its_places() {
    let text = |rate: &str| {
        now(&format!("# 三、支出预算情况说明\n> 2025年支出预算126.00万元，比上年预算增长{rate}%，主要原因是人员增加。"))
    };
    assert_eq!(found(&[&before(), &text("5.00")]), [""; 0]);
    assert_eq!(found(&[&before(), &text("5.10")]), ["警告 Y1 5.10"]);
}

#[test]
fn a_printed_column_of_last_year_is_what_was_published() {
    let both = |reception: &str| {
        of(
            2025,
            &format!(
                "三公经费支出表
                 编码 | 名称 | 2024年预算数/合计 | 2024年预算数/因公出国（境）费 | 2024年预算数/公务用车运行费 | 2024年预算数/公务接待费 | 2025年预算数/合计 | 2025年预算数/因公出国（境）费 | 2025年预算数/公务用车运行费 | 2025年预算数/公务接待费
                  | 合计 | 3.00 | 0.00 | 2.10 | {reception} | 2.60 | 0.00 | 2.10 | 0.50"
            ),
        )
    };
    assert_eq!(found(&[&before(), &both("0.90")]), [""; 0]);
    assert_eq!(found(&[&before(), &both("0.80")]), ["错误 Y1 合计"]);
}

#[test]
fn documents_that_differ_nearly_everywhere_are_remarked_on_once() {
    let text = "# 三、支出预算情况说明
        > 2025年支出预算126.00万元，比上年增加26.00万元，主要原因是人员、项目增加。其中：基本支出72.00万元，比上年增加12.00万元；项目支出54.00万元，比上年增加14.00万元。
        # 八、“三公”经费情况说明
        > 公务接待费0.50万元，比上年减少0.10万元。公务用车运行费2.10万元，比上年增加0.30万元。";
    let across = compared(&[&before(), &now(text)]);
    let of_last_year: Vec<_> = across.findings.iter().filter(|f| f.finding.rule == "Y1").collect();
    assert_eq!(of_last_year.len(), 1);
    assert!(of_last_year[0].finding.message.contains("有 5 个"), "{}", of_last_year[0].finding.message);
    assert_eq!(of_last_year[0].finding.severity.name(), "警告");
}

#[test]
fn that_nothing_is_nothing_makes_no_error_of_another_figure() {
    let text = "# 三、支出预算情况说明
        > 2025年支出预算126.00万元，比上年预算增加9.00万元，主要原因是人员增加。
        # 八、“三公”经费情况说明
        > 因公出国（境）费0.00万元，与上年预算持平；公务用车购置费0.00万元，与上年预算持平。";
    assert_eq!(counted(&[&before(), &now(text)]), (2, 0));
    assert_eq!(found(&[&before(), &now(text)]), ["警告 Y1 9.00"]);
}

#[test]
fn other_agencies_and_other_years_are_not_compared() {
    let now = now(&SPENDING.replace("6.00万元，增长", "9.00万元，增长"));
    let other = Disclosure { agency: "临川县水务局".into(), ..before() };
    let office = Disclosure { agency: "临川县档案馆本级".into(), ..before() };
    let older = Disclosure { year: Some(2023), ..before() };
    let accounts = Disclosure { stage: Stage::FinalAccounts, ..before() };
    for wrong in [other, office, older, accounts] {
        assert_eq!(counted(&[&wrong, &now]), (0, 0));
    }
    // A department and its own office may go by one name.
    let named = |d: &Disclosure, file: &str| {
        let mut named = d.clone();
        named.source.file = file.to_owned();
        named
    };
    let (unit, department) = (named(&before(), "2024年单位预算.pdf"), named(&before(), "2024年部门预算.pdf"));
    let now = named(&now, "2025年部门预算.pdf");
    assert_eq!(counted(&[&unit, &now]), (0, 0));
    assert_eq!(counted(&[&department, &unit, &now]), counted(&[&department, &now]));
    assert!(counted(&[&department, &now]).0 > 0);
}

#[test]
fn final_accounts_are_compared_with_the_plan_and_with_last_year_each_by_its_words() {
    let spending = "
        支出总表
        编码 | 名称 | 合计 | 基本支出 | 项目支出
         | 合计 | 120.00 | 70.00 | 50.00
        213 | 农林水支出 | 120.00 | 70.00 | 50.00";
    let last = of(2023, &format!("决算 2023\n{spending}"));
    let says = |words: &str| {
        let tables = spending.replace("120.00", "126.00").replace("70.00", "76.00");
        of(2024, &format!("决算 2024\n{tables}\n# 三、支出决算情况说明\n> 2024年支出合计126.00万元，{words}。"))
    };
    assert_eq!(found(&[&last, &says("比上年增加6.00万元")]), [""; 0]);
    assert_eq!(found(&[&last, &says("比上年决算增加7.00万元")]), ["警告 Y1 7.00"]);
    assert_eq!(found(&[&last, &says("与2023年度相比增加7.00万元")]), ["警告 Y1 7.00"]);
    for other in ["比年初预算增加9.00万元", "较调整预算减少3.00万元", "比2022年增加30.00万元", "增加1.00万元"]
    {
        assert_eq!(found(&[&last, &says(other)]), [""; 0], "{other}");
    }
}

#[test]
fn how_much_of_the_plan_was_spent_tells_the_plan() {
    let budget = before();
    let says = |percent: &str| {
        of(
            2024,
            &format!(
                "决算 2024
                 支出总表
                 编码 | 名称 | 合计 | 基本支出 | 项目支出
                  | 合计 | 90.00 | 70.00 | 20.00
                 # 三、支出决算情况说明
                 > 2024年支出合计90.00万元，完成年初预算的{percent}%。"
            ),
        )
    };
    assert_eq!(found(&[&budget, &says("75.00")]), [""; 0]);
    assert_eq!(found(&[&budget, &says("80.00")]), ["警告 Y3 80.00"]);
}

/// Final accounts with what is carried in and out.
fn accounts(year: i32, carried_in: &str, carried_out: &str) -> Disclosure {
    of(
        year,
        &format!(
            "决算 {year}
             收支总表
             收入 | 决算数
             一、一般公共预算财政拨款收入 | 100.00
             本年收入合计 | 100.00
             年初结转和结余 | {carried_in}
             总计 | 110.00
             支出 | 决算数
             一、农林水支出 | 95.00
             本年支出合计 | 95.00
             年末结转和结余 | {carried_out}
             总计 | 110.00"
        ),
    )
}

#[test]
fn what_is_carried_in_is_what_was_carried_out() {
    let last = accounts(2023, "5.00", "10.00");
    assert_eq!(found(&[&last, &accounts(2024, "10.00", "15.00")]), [""; 0]);
    assert_eq!(found(&[&last, &accounts(2024, "12.00", "15.00")]), ["警告 Y2 年初结转和结余"]);
    // What is taken from earlier years' funds was not left by the last.
    let mut with_funds = accounts(2024, "10.00", "15.00");
    let rows = &mut with_funds.tables[0].panels[0].rows;
    let funds = Row { name: "使用非财政拨款结余".into(), ..rows[2].clone() };
    rows.insert(2, funds);
    assert_eq!(found(&[&last, &with_funds]), [""; 0]);
}

#[test]
fn final_accounts_begin_with_the_published_budget() {
    let budget = of(
        2024,
        "一般公共预算支出表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
          | 合计 | 120.00 | 70.00 | 50.00
         213 | 农林水支出 | 100.00 | 50.00 | 50.00
         21303 | 水利 | 100.00 | 50.00 | 50.00
         2130301 | 行政运行 | 60.00 | 50.00 | 10.00
         2130306 | 水利工程运行与维护 | 40.00 | | 40.00
         221 | 住房保障支出 | 20.00 | 20.00 |
         22102 | 住房改革支出 | 20.00 | 20.00 |
         2210201 | 住房公积金 | 20.00 | 20.00 |",
    );
    let accounts = |planned: &str| {
        of(
            2024,
            &format!(
                "决算 2024
                 一般公共预算支出表
                 编码 | 名称 | 合计 | 基本支出 | 项目支出
                  | 合计 | 115.00 | 68.00 | 47.00
                 213 | 农林水支出 | 96.00 | 49.00 | 47.00
                 21303 | 水利 | 96.00 | 49.00 | 47.00
                 2130301 | 行政运行 | 57.00 | 49.00 | 8.00
                 2130306 | 水利工程运行与维护 | 39.00 | | 39.00
                 221 | 住房保障支出 | 19.00 | 19.00 |
                 22102 | 住房改革支出 | 19.00 | 19.00 |
                 2210201 | 住房公积金 | 19.00 | 19.00 |
                 # 五、一般公共预算财政拨款支出决算情况说明
                 > 一般公共预算财政拨款支出年初预算为{planned}万元，支出决算为115.00万元。
                 > 1.农林水支出（类）水利（款）行政运行（项）。年初预算为60.00万元，支出决算为57.00万元。
                 > 2.农林水支出（类）水利（款）水利工程运行与维护（项）。年初预算为40.00万元，支出决算为39.00万元。"
            ),
        )
    };
    assert_eq!(found(&[&budget, &accounts("120.00")]), [""; 0]);
    assert!(counted(&[&budget, &accounts("120.00")]).0 >= 3);
    let wrong = found(&[&budget, &accounts("125.00")]);
    assert!(matches!(&wrong[..], [one] if one.contains("Y3 125.00")), "{wrong:?}");
}

#[test]
fn a_large_change_has_a_reason() {
    let grown = |reason: &str| {
        let tables = BEFORE
            .replace("120.00 | 70.00 | 50.00", "160.00 | 70.00 | 90.00")
            .replace("100.00 | 50.00 | 50.00", "140.00 | 50.00 | 90.00")
            .replace("| 100.00", "| 140.00")
            .replace("| 120.00", "| 160.00");
        of(
            2025,
            &format!("{tables}\n# 三、支出预算情况说明\n> 2025年支出预算160.00万元，比上年预算增加40.00万元{reason}。"),
        )
    };
    assert_eq!(found(&[&before(), &grown("")]), ["提示 Y4 160.00", "提示 Y4 合计", "提示 Y4 213 农林水支出"]);
    // A reason for the whole is one for the parts that it names.
    assert_eq!(found(&[&before(), &grown("，主要原因是新建水闸")]), ["提示 Y4 合计", "提示 Y4 213 农林水支出"]);
    assert_eq!(found(&[&before(), &grown("，主要原因是农林水支出中新增水闸项目")]), [""; 0]);
    // Without text there is nothing to explain it with.
    let silent = Disclosure { prose: Vec::new(), ..grown("") };
    assert_eq!(found(&[&before(), &silent]), [""; 0]);
}

#[test]
fn one_document_that_repeats_last_year_is_asked_for_reasons_too() {
    let alone = |text: &str| {
        of(
            2025,
            &format!(
                "三公经费支出表
                 编码 | 名称 | 上年预算数/合计 | 上年预算数/公务用车运行费 | 上年预算数/公务接待费 | 2025年预算数/合计 | 2025年预算数/公务用车运行费 | 2025年预算数/公务接待费
                  | 合计 | 30.00 | 20.00 | 10.00 | 55.00 | 45.00 | 10.00
                 # 八、“三公”经费情况说明
                 > “三公”经费55.00万元，其中公务用车运行费45.00万元{text}。"
            ),
        )
    };
    assert_eq!(found(&[&alone("")]), ["警告 Y4 55.00", "警告 Y4 45.00"]);
    assert_eq!(found(&[&alone("，比上年增加25.00万元，主要原因是车辆到期大修")]), [""; 0]);
}

#[test]
fn a_table_that_was_there_last_year_is_missed() {
    let fund = "政府性基金预算支出表
        编码 | 名称 | 合计
         | 合计 | 12.00
        212 | 城乡社区支出 | 12.00";
    let general = "一般公共预算支出表
        编码 | 名称 | 合计
         | 合计 | 126.00
        213 | 农林水支出 | 106.00
        221 | 住房保障支出 | 20.00";
    let before = of(2024, &format!("{BEFORE}\n{fund}"));
    let now = of(2025, &format!("{BEFORE}\n{general}"));
    let across = compared(&[&before, &now]);
    assert!(
        across.findings.iter().any(|f| f.finding.rule == "Y5" && f.finding.message.contains("政府性基金预算支出表"))
    );
    let empty = fund.replace("12.00", "").replace("212 | 城乡社区支出 | \n", "");
    let with_empty = of(2025, &format!("{BEFORE}\n{general}\n{empty}"));
    assert!(!compared(&[&before, &with_empty]).findings.iter().any(|f| f.finding.rule == "Y5"));
}

#[test]
fn a_quoted_place_stands_in_the_text() {
    let now = now(&SPENDING.replace("增加6.00万元", "增加9.00万元"));
    let across = compared(&[&before(), &now]);
    for (document, spot) in across.held.iter().map(|h| (h.document, h.at)) {
        if let Spot::Text(at @ TextRef { .. }) = spot {
            assert!(!at.text([&before(), &now][document]).is_empty());
        }
    }
    assert!(across.findings.iter().all(|f| f.finding.quote.as_deref().is_none_or(|q| !q.is_empty())));
}
