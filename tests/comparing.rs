//! Charts across years: which cell stands for which year, and what is said about what is missing.

mod support;

use gongkai::compare::scene::Form;
use gongkai::compare::{Aspect, Chart, Comparison, Order, Topic, chart, publishers};
use gongkai::model::{Disclosure, Kind, Source, Stage, Status, Unit};

/// Tables as text (see `support`), published by one agency for this year.
#[track_caller]
fn of(year: i32, text: &str) -> Disclosure {
    let source = Source { file: format!("临川档案{year}.txt"), format: "text".to_owned(), ..Source::default() };
    Disclosure { source, ..support::of(year, text) }
}

fn drawn(topic: Topic, documents: &[&Disclosure]) -> Chart {
    let publisher = publishers(documents).into_iter().next().expect("a publisher");
    chart(topic, &publisher, documents)
}

/// The table under the chart, a line each, cells parted by ` | `.
fn shown(chart: &Chart) -> Vec<String> {
    chart.table().iter().map(|line| line.join(" | ")).collect()
}

#[test]
fn years_stand_in_order_and_changes_are_exact() {
    let now = of(
        2025,
        "支出总表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
         | 合计 | 310.50 | 200.50 | 110.00
         201 | 一般公共服务支出 | 280.00 | 170.00 | 110.00
         20126 | 档案事务 | 280.00 | 170.00 | 110.00
         208 | 社会保障和就业支出 | 30.50 | 30.50 |",
    );
    let before = of(
        2024,
        "支出总表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
         | 合计 | 295.00 | 195.00 | 100.00
         221 | 住房保障支出 | 1.00 | 1.00 |
         208 | 社会保障和就业支出 | 24.00 | 24.00 |
         201 | 一般公共服务支出 | 270.00 | 170.00 | 100.00",
    );
    let classes = drawn(Topic::SpendingByClass, &[&now, &before]);
    assert_eq!(classes.title(), "临川县档案馆 · 支出按功能分类");
    assert_eq!(classes.subtitle(), "万元 · 预算 · 全部资金");
    assert_eq!(
        shown(&classes),
        [
            "编码 | 名称 | 2024 年 | 2025 年 | 比上年 | 幅度",
            " | 合计 | 295.00 | 310.50 | +15.50 | +5.25%",
            "201 | 一般公共服务支出 | 270.00 | 280.00 | +10.00 | +3.70%",
            "208 | 社会保障和就业支出 | 24.00 | 30.50 | +6.50 | +27.08%",
            "221 | 住房保障支出 | 1.00 | — | — | —",
        ]
    );
    let parts = drawn(Topic::BasicAndProjects, &[&now, &before]);
    assert_eq!(
        shown(&parts)[1..],
        [
            " | 合计 | 295.00 | 310.50 | +15.50 | +5.25%",
            " | 基本支出 | 195.00 | 200.50 | +5.50 | +2.82%",
            " | 项目支出 | 100.00 | 110.00 | +10.00 | +10.00%",
        ]
    );
    assert!(classes.notes.is_empty() && parts.notes.is_empty());
}

#[test]
fn staff_and_office_costs_are_printed_as_columns_or_as_rows() {
    let columns = of(
        2025,
        "一般公共预算基本支出表
         编码 | 名称 | 合计 | 人员经费 | 公用经费
         | 合计 | 90.00 | 70.00 | 20.00
         301 | 工资福利支出 | 70.00 | 70.00 |
         302 | 商品和服务支出 | 20.00 | | 20.00",
    );
    let rows = of(
        2024,
        "一般公共预算基本支出表
         编码 | 名称 | 合计
         301 | 工资福利支出 | 60.00
         302 | 商品和服务支出 | 18.00
         | 人员经费合计 | 60.00
         | 公用经费合计 | 18.00
         | 合计 | 78.00",
    );
    let neither = of(2023, "一般公共预算基本支出表\n编码 | 名称 | 合计\n| 合计 | 78.00\n301 | 工资福利支出 | 60.00");
    let chart = drawn(Topic::PersonnelAndOffice, &[&columns, &rows, &neither]);
    assert_eq!(
        shown(&chart),
        [
            "编码 | 名称 | 2023 年 | 2024 年 | 2025 年 | 比上年 | 幅度",
            " | 合计 | — | 78.00 | 90.00 | +12.00 | +15.38%",
            " | 人员经费 | — | 60.00 | 70.00 | +10.00 | +16.67%",
            " | 公用经费 | — | 18.00 | 20.00 | +2.00 | +11.11%",
        ]
    );
}

#[test]
fn a_comparison_is_charted_by_its_uppermost_lines_or_by_chosen_ones() {
    let text = "支出总表
         编码 | 名称 | 合计
         | 合计 | 75.00
         201 | 一般公共服务支出 | 70.00
         20126 | 档案事务 | 70.00
         208 | 社会保障和就业支出 | 5.00";
    let (before, now) = (of(2024, text), of(2025, &text.replace("5.00", "6.00")));
    let comparison = Comparison::of(&Aspect::of(Kind::Spending), &[&before, &now], Order::Years);
    let top = Chart::of(&comparison, &[]);
    assert_eq!(top.groups.iter().map(|g| g.code.as_str()).collect::<Vec<_>>(), ["201", "208"]);
    assert_eq!((top.title().as_str(), top.whole), ("临川县档案馆 · 支出总表", true));
    assert!(top.forms().contains(&Form::Bridge));
    let chosen = Chart::of(&comparison, &["20126", "208"]);
    assert_eq!(chosen.groups.len(), 2);
    assert!(!chosen.forms().contains(&Form::Shares), "what is chosen is not the whole");
}

#[test]
fn every_value_leads_back_to_its_cell() {
    let text = "支出总表
        编码 | 名称 | 合计
        | 合计 | 5.00
        208 | 社会保障和就业支出 | 5.00";
    let (before, now) = (of(2024, text), of(2025, &text.replace("5.00", "6.00")));
    let documents = [&now, &before];
    let chart = drawn(Topic::SpendingByClass, &documents);
    for group in chart.rows() {
        for (side, point) in chart.sides.iter().zip(&group.points) {
            let point = point.expect("stated in both years");
            let document = documents[point.origin.document];
            assert_eq!(document.year, side.year);
            assert_eq!(document.cell(point.origin.cell).and_then(|c| c.value), Some(point.value));
        }
    }
}

#[test]
fn a_class_keeps_its_place_under_its_old_name_and_without_a_code() {
    let old = of(
        2018,
        "收支总表
         收入 | 预算数
         收入总计 | 80.00
         支出 | 预算数
         一、一般公共服务支出 | 0.00
         九、医疗卫生与计划生育支出 | 80.00
         本年支出合计 | 80.00",
    );
    let new = of(
        2025,
        "收支总表
         收入 | 预算数
         收入总计 | 90.00
         支出 | 预算数
         （九）医疗卫生与计划生育支出 | 0.00
         （十）卫生健康支出 | 90.00
         本年支出合计 | 90.00
         支出总计 | 90.00",
    );
    let chart = drawn(Topic::SpendingByClass, &[&old, &new]);
    assert_eq!(
        shown(&chart),
        [
            "编码 | 名称 | 2018 年 | 2025 年 | 比 2018 年 | 幅度",
            " | 本年支出合计 | 80.00 | 90.00 | +10.00 | +12.50%",
            "210 | 卫生健康支出 | 80.00 | 90.00 | +10.00 | +12.50%",
        ]
    );
}

const CLASSES_OF_THE_GENERAL_TABLE: &str = "收支总表
    收入 | 预算数
    收入总计 | 90.00
    支出 | 预算数
    一般公共服务支出 | 90.00
    本年支出合计 | 90.00";

#[test]
fn a_table_by_item_alone_gives_way_to_the_printed_classes_of_the_general_table() {
    let items_only = "支出总表
        编码 | 名称 | 合计
        | 合计 | 90.00
        2012601 | 行政运行 | 90.00";
    let now = of(2025, &format!("{items_only}\n{CLASSES_OF_THE_GENERAL_TABLE}"));
    assert_eq!(shown(&drawn(Topic::SpendingByClass, &[&now]))[2], "201 | 一般公共服务支出 | 90.00");
}

#[test]
fn classes_printed_apart_for_each_unit_are_not_the_classes_of_the_agency() {
    let by_unit = "支出总表
        编码 | 名称 | 合计
        | 合计 | 90.00
        307001 | [临川县档案馆本级] | 60.00
        201 | 一般公共服务支出 | 60.00
        307002 | [临川县方志中心] | 30.00
        201 | 一般公共服务支出 | 30.00";
    let now = of(2025, &format!("{by_unit}\n{CLASSES_OF_THE_GENERAL_TABLE}"));
    assert_eq!(shown(&drawn(Topic::SpendingByClass, &[&now]))[2], "201 | 一般公共服务支出 | 90.00");
}

#[test]
fn what_the_classes_are_used_for_is_not_another_class() {
    let now = of(
        2025,
        "收支总表
         收入 | 预算数
         收入总计 | 90.00
         支出 | 预算数
         一般公共服务支出 | 90.00
         一、基本支出 | 60.00
         二、项目支出 | 30.00
         本年支出合计 | 90.00",
    );
    assert_eq!(
        shown(&drawn(Topic::SpendingByClass, &[&now]))[1..],
        [" | 本年支出合计 | 90.00", "201 | 一般公共服务支出 | 90.00"]
    );
}

#[test]
fn income_has_its_sources_and_the_money_carried_over_and_nothing_twice() {
    let before = of(
        2024,
        "收支总表
         收入 | 预算数
         一、一般公共预算拨款收入 | 200.00
         二、政府性基金预算拨款收入 |
         六、事业单位经营收入 | 3.00
         本年收入合计 | 203.00
         上年结转 | 7.00
         收入总计 | 210.00",
    );
    // Another layout in the next year: totals first, parts of parts beneath.
    let now = of(
        2025,
        "收支总表
         收入 | 预算数
         一、本年收入 | 220.05
         ..1.一般公共预算拨款 | 220.00
         其中：一般财力 | 220.00
         ..5.单位资金 | 0.05
         二、上年结转结余 | 10.00
         ..1.财政拨款结转 | 10.00
         其中：一般公共预算拨款 | 10.00
         收入总计 | 230.05",
    );
    let chart = drawn(Topic::IncomeBySource, &[&before, &now]);
    assert_eq!(
        shown(&chart),
        [
            "编码 | 名称 | 2024 年 | 2025 年 | 比上年 | 幅度",
            " | 收入总计 | 210.00 | 230.05 | +20.05 | +9.55%",
            " | 一般公共预算拨款 | 200.00 | 220.00 | +20.00 | +10.00%",
            " | 单位资金 | — | 0.05 | — | —",
            " | 上年结转结余 | 7.00 | 10.00 | +3.00 | +42.86%",
            " | 事业单位经营收入 | 3.00 | — | — | —",
        ]
    );
}

/// The last year beside this one, the expenses side by side.
const TWO_BLOCKS: &str = "三公经费支出表
    编码 | 名称 | 上年预算数/合计 | 上年预算数/因公出国(境)费用 | 上年预算数/公务用车购置及运行费/小计 | \
    上年预算数/公务用车购置及运行费/公务用车购置费 | 上年预算数/公务用车购置及运行费/公务用车运行费 | \
    上年预算数/公务接待费 | 2025年预算数/合计 | 2025年预算数/因公出国(境)费用 | \
    2025年预算数/公务用车购置及运行费/小计 | 2025年预算数/公务用车购置及运行费/公务用车购置费 | \
    2025年预算数/公务用车购置及运行费/公务用车运行费 | 2025年预算数/公务接待费
    | | 3.10 | | 2.40 | | 2.40 | 0.70 | 3.00 | | 2.40 | | 2.40 | 0.60";

#[test]
fn one_document_may_state_two_years() {
    let now = of(2025, TWO_BLOCKS);
    let chart = drawn(Topic::ThreePublic, &[&now]);
    assert_eq!(
        shown(&chart),
        [
            "编码 | 名称 | 2024 年 | 2025 年 | 比上年 | 幅度",
            " | “三公”经费合计 | 3.10 | 3.00 | -0.10 | -3.23%",
            " | 因公出国（境）费 | — | — | — | —",
            " | 公务用车购置费 | — | — | — | —",
            " | 公务用车运行维护费 | 2.40 | 2.40 | 0.00 | 0.00%",
            " | 公务接待费 | 0.70 | 0.60 | -0.10 | -14.29%",
        ]
    );
    assert!(chart.notes.is_empty(), "{:?}", chart.notes);
}

#[test]
fn what_stands_beside_the_three_is_none_of_them() {
    let now = of(
        2025,
        "三公经费支出表
         编码 | 名称 | 合计 | 因公出国（境）费 | 公务接待费 | 机关运行经费预算数
         | 合计 | 3.00 | 2.00 | 1.00 | 99.00",
    );
    assert_eq!(
        shown(&drawn(Topic::ThreePublic, &[&now]))[1..],
        [" | “三公”经费合计 | 3.00", " | 因公出国（境）费 | 2.00", " | 公务接待费 | 1.00"]
    );
}

#[test]
fn what_was_spent_is_not_taken_for_what_was_planned() {
    let now = of(
        2025,
        "三公经费支出表
         编码 | 名称 | 2024年执行数 | 2025年预算数
         | 合计 | 2.00 | 3.00
         | 公务接待费 | 2.00 | 3.00",
    );
    let chart = drawn(Topic::ThreePublic, &[&now]);
    assert_eq!(shown(&chart)[2], " | 公务接待费 | 2.00 | 3.00 | +1.00 | +50.00%");
    assert_eq!(chart.notes, ["2024 年用的是“2024年执行数”，不是预算数，比较时请注意。"]);
}

#[test]
fn the_document_of_a_year_speaks_for_it_and_a_contradiction_is_said() {
    let now = of(2025, TWO_BLOCKS);
    let before = of(
        2024,
        "三公经费支出表
         编码 | 名称 | 合计 | 资金来源/一般公共预算
         | 合计 | 4.10 | 4.10
         | “三公”经费小计 | 3.20 | 3.20
         | 一、因公出国（境）费 | |
         | 其中：教学科研人员因公出国（境）费 | |
         | 二、公务用车购置及运维费 | 2.40 | 2.40
         | 其中：公务用车购置费 | |
         | 公务用车运行维护费 | 2.40 | 2.40
         | 三、公务接待费 | 0.80 | 0.80
         | 四、会议费 | 0.90 | 0.90",
    );
    let chart = drawn(Topic::ThreePublic, &[&now, &before]);
    assert_eq!(shown(&chart)[1], " | “三公”经费合计 | 3.20 | 3.00 | -0.20 | -6.25%");
    assert_eq!(shown(&chart)[5], " | 公务接待费 | 0.80 | 0.60 | -0.20 | -25.00%");
    assert_eq!(
        chart.notes,
        ["2024 年“公务接待费”当年公开 0.80 万元，2025 年所列 0.70 万元，两者不同，图中用当年公开数。"]
    );
}

#[test]
fn a_performance_form_states_three_years() {
    let form = of(
        2025,
        "整体绩效目标表
         编码 | 名称 | 〔总体资金情况〕 | 当年金额 | 近两年收支金额/2024年 | 近两年收支金额/2023年
         | 财政拨款 | 收入构成 | 817.07 | 1018.8 | 859.7
         | 单位资金 | 收入构成 | | 18 |
         | 合计 | 收入构成 | 817.07 | 1036.8 | 859.7
         | 人员类项目支出 | 支出构成 | 817.07 | 1036.8 | 859.7
         | 合计 | 支出构成 | 817.07 | 1036.8 | 859.7",
    );
    let chart = drawn(Topic::Performance, &[&form]);
    assert_eq!(
        shown(&chart),
        [
            "编码 | 名称 | 2023 年 | 2024 年 | 2025 年 | 比上年 | 幅度",
            " | 财政拨款 | 859.70 | 1,018.80 | 817.07 | -201.73 | -19.80%",
            " | 单位资金 | — | 18.00 | — | — | —",
            " | 收入合计 | 859.70 | 1,036.80 | 817.07 | -219.73 | -21.19%",
            " | 人员类项目支出 | 859.70 | 1,036.80 | 817.07 | -219.73 | -21.19%",
            " | 支出合计 | 859.70 | 1,036.80 | 817.07 | -219.73 | -21.19%",
        ]
    );
}

#[test]
fn units_are_reconciled_and_said() {
    let before = of(
        2024,
        "支出总表 元
         编码 | 名称 | 合计
         | 合计 | 1234567.80
         208 | 社会保障和就业支出 | 1234567.80",
    );
    let now = of(
        2025,
        "支出总表 万元
         编码 | 名称 | 合计
         | 合计 | 130.00
         208 | 社会保障和就业支出 | 130.00",
    );
    let chart = drawn(Topic::SpendingByClass, &[&before, &now]);
    assert_eq!(shown(&chart)[1], " | 合计 | 123.45678 | 130.00000 | +6.54322 | +5.30%");
    assert_eq!(chart.notes, ["2024 年原表单位为元，已换算为万元。"]);
    // Alone it keeps its unit.
    assert_eq!(drawn(Topic::SpendingByClass, &[&before]).unit, Unit::Yuan);
}

#[test]
fn figures_of_different_scope_are_not_compared() {
    let text = "支出总表
        编码 | 名称 | 合计
        | 合计 | 6.00
        208 | 社会保障和就业支出 | 6.00";
    let (before, now) = (of(2024, &text.replace("支出总表", "一般公共预算支出表")), of(2025, text));
    let chart = drawn(Topic::SpendingByClass, &[&before, &now]);
    assert_eq!(shown(&chart)[1], " | 合计 | — | 6.00 | — | —");
    assert_eq!(chart.notes, ["2024 年：没有“全部资金”口径的数，图中留空。"]);
    // Where nothing wider is open, the narrower figures are shown as what they are.
    assert_eq!(drawn(Topic::SpendingByClass, &[&before]).subtitle(), "万元 · 预算 · 一般公共预算");
}

#[test]
fn what_is_missing_is_said() {
    let mut lost = of(2025, "三公经费支出表\n编码 | 名称 | 合计");
    lost.tables[0].status = Status::Unrecoverable;
    let nothing = drawn(Topic::ThreePublic, &[&of(2024, ""), &lost]);
    assert!(nothing.is_empty());
    assert_eq!(
        nothing.notes,
        ["2024 年：没有“三公经费支出表”，图中留空。", "2025 年：“三公经费支出表”的原文已损坏，无法识别，图中留空。"]
    );
    let empty = of(2025, "支出总表\n编码 | 名称 | 合计\n| 合计 |");
    assert_eq!(drawn(Topic::SpendingByClass, &[&empty]).notes, ["2025 年：“支出总表”中没有可列的数，图中留空。"]);
    let mut undated = of(2025, "");
    undated.year = None;
    assert_eq!(
        drawn(Topic::ThreePublic, &[&undated]).notes,
        ["“临川档案2025.txt”没有写明年度，未列入图表；请在原文标题中补上年度（如“2025年部门预算”）后重新打开。"]
    );
}

#[test]
fn agencies_and_stages_are_kept_apart_and_the_later_of_two_counts() {
    let text = "支出总表
        编码 | 名称 | 合计
        | 合计 | 6.00
        208 | 社会保障和就业支出 | 6.00";
    let budget = of(2025, text);
    let accounts = Disclosure { stage: Stage::FinalAccounts, ..of(2025, text) };
    let other = Disclosure { agency: "临川县水利局".to_owned(), ..of(2025, text) };
    let spaced = Disclosure { agency: "临川县 档案馆".to_owned(), ..of(2024, text) };
    let all = [&budget, &accounts, &other, &spaced];
    assert_eq!(publishers(&all).len(), 3);
    let years: Vec<_> = drawn(Topic::SpendingByClass, &all).sides.iter().filter_map(|s| s.year).collect();
    assert_eq!(years, [2024, 2025]);

    let mut revised = of(2025, &text.replace("6.00", "8.00"));
    revised.source.file = "修订.txt".to_owned();
    let chart = drawn(Topic::SpendingByClass, &[&budget, &revised]);
    assert_eq!(shown(&chart)[1], " | 合计 | 8.00");
    assert_eq!(chart.notes, ["2025 年打开了两份文件，图中用后打开的“修订.txt”。"]);
}

#[test]
fn a_rate_needs_a_base() {
    let before = of(
        2024,
        "支出总表
         编码 | 名称 | 合计
         | 合计 | 0.00
         208 | 社会保障和就业支出 | 0.00
         221 | 住房保障支出 |",
    );
    let now = of(
        2025,
        "支出总表
         编码 | 名称 | 合计
         | 合计 | 6.00
         208 | 社会保障和就业支出 | 5.00
         221 | 住房保障支出 | 1.00",
    );
    let chart = drawn(Topic::SpendingByClass, &[&before, &now]);
    // Printed zeros are stated, and a growth from nothing has no rate.
    assert_eq!(shown(&chart)[2], "208 | 社会保障和就业支出 | 0.00 | 5.00 | +5.00 | —");
    assert_eq!(shown(&chart)[3], "221 | 住房保障支出 | — | 1.00 | — | —");
    assert_eq!(
        chart.tsv().lines().take(2).collect::<Vec<_>>(),
        ["临川县档案馆 · 支出按功能分类（万元 · 预算 · 全部资金）", "编码\t名称\t2024 年\t2025 年\t比上年\t幅度"]
    );
}

/// The lines of a chart of a real disclosure, or a word on standard output that the test was skipped.
fn of_real(name: &str, topic: Topic) -> Option<Vec<String>> {
    let path = format!("{}/../shared/seeds/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let Ok(disclosure) = gongkai::read::open(path.as_ref()) else {
        println!("skipped: {path} is not here");
        return None;
    };
    Some(shown(&drawn(topic, &[&disclosure])))
}

#[track_caller]
fn real_chart_is(name: &str, topic: Topic, lines: &[&str]) {
    if let Some(drawn) = of_real(name, topic) {
        assert_eq!(drawn[1..], *lines, "{name}");
    }
}

#[test]
fn classes_of_real_disclosures_by_code_by_name_and_beside_obsolete_names() {
    real_chart_is(
        "zengdu-2025",
        Topic::SpendingByClass,
        &[
            " | 合计 | 9,817.07",
            "208 | 社会保障和就业支出 | 140.61",
            "210 | 卫生健康支出 | 9,617.78",
            "221 | 住房保障支出 | 58.68",
        ],
    );
    real_chart_is("luanchuan-2025", Topic::SpendingByClass, &[" | 本年支出合计 | 277.33", "210 | 卫生健康 | 277.33"]);
}

#[test]
fn sources_of_real_disclosures() {
    real_chart_is(
        "qiemo-2025",
        Topic::IncomeBySource,
        &[" | 收入总计 | 227.23", " | 一般公共预算拨款 | 227.19", " | 单位资金 | 0.05"],
    );
    real_chart_is(
        "huzhu-2025",
        Topic::IncomeBySource,
        &[" | 收入总计 | 397.30", " | 一般公共预算拨款收入 | 283.37", " | 上年结转 | 113.94"],
    );
}

#[test]
fn years_that_real_disclosures_state_of_themselves() {
    real_chart_is(
        "huzhu-2025",
        Topic::ThreePublic,
        &[
            " | “三公”经费合计 | 2.60 | 2.60 | 0.00 | 0.00%",
            " | 因公出国（境）费 | — | — | — | —",
            " | 公务用车购置费 | — | — | — | —",
            " | 公务用车运行维护费 | 2.10 | 2.10 | 0.00 | 0.00%",
            " | 公务接待费 | 0.50 | 0.50 | 0.00 | 0.00%",
        ],
    );
    real_chart_is(
        "zengdu-2025",
        Topic::Performance,
        &[
            " | 财政拨款 | 8,592.70 | 10,184.80 | 9,817.07 | -367.73 | -3.61%",
            " | 单位资金 | — | 18.00 | — | — | —",
            " | 收入合计 | 8,592.70 | 10,202.80 | 9,817.07 | -385.73 | -3.78%",
            " | 人员类项目支出 | 715.70 | 906.80 | 843.41 | -63.39 | -6.99%",
            " | 特定目标类项目支出 | 7,877.00 | 9,296.00 | 8,973.67 | -322.33 | -3.47%",
            " | 支出合计 | 8,592.70 | 10,202.80 | 9,817.07 | -385.73 | -3.78%",
        ],
    );
}
