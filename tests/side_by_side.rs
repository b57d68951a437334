//! Tables side by side: which row is the same subject in another year or agency, and what is said where it is not.

mod support;

use gongkai::compare::{Aspect, Comparison, Only, Order, Said, Shown, Sort, Standing, aspects};
use gongkai::model::{Disclosure, Kind, Stage, Status};
use support::of;

fn years(aspect: Aspect, documents: &[&Disclosure]) -> Comparison {
    Comparison::of(&aspect, documents, Order::Years)
}

/// The table with the change between the latest two sides, a line each, cells parted by ` | `.
fn shown(comparison: &Comparison) -> Vec<String> {
    let shown = Shown::latest(comparison);
    comparison.table(&shown).iter().map(|line| line.join(" | ")).collect()
}

#[test]
fn subjects_are_matched_by_code_and_new_and_vanished_ones_said() {
    let before = of(
        2024,
        "支出总表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
         | 合计 | 295.00 | 195.00 | 100.00
         201 | 一般公共服务支出 | 270.00 | 170.00 | 100.00
         20126 | 档案事务 | 270.00 | 170.00 | 100.00
         2012604 | 档案馆 | 270.00 | 170.00 | 100.00
         208 | 社会保障和就业支出 | 24.00 | 24.00 |
         221 | 住房保障支出 | 1.00 | 1.00 |",
    );
    let now = of(
        2025,
        "支出总表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
         | 合计 | 310.50 | 200.50 | 110.00
         201 | 一般公共服务支出 | 272.00 | 170.00 | 102.00
         20126 | 档案事务 | 272.00 | 170.00 | 102.00
         2012604 | 档案馆 | 272.00 | 170.00 | 102.00
         205 | 教育支出 | 8.00 | | 8.00
         208 | 社会保障和就业支出 | 30.50 | 30.50 |",
    );
    let c = years(Aspect::of(Kind::Spending), &[&now, &before]);
    assert_eq!(
        shown(&c),
        [
            "编码 | 名称 | 2024 年 | 2025 年 | 2025 年 比 2024 年 增减 | 幅度% | 说明",
            " | 合计 | 295.00 | 310.50 | +15.50 | +5.25 | ",
            "201 | 一般公共服务支出 | 270.00 | 272.00 | +2.00 | +0.74 | ",
            "20126 | 档案事务 | 270.00 | 272.00 | +2.00 | +0.74 | ",
            "2012604 | 档案馆 | 270.00 | 272.00 | +2.00 | +0.74 | ",
            "205 | 教育支出 | — | 8.00 | +8.00 | — | 新增",
            "208 | 社会保障和就业支出 | 24.00 | 30.50 | +6.50 | +27.08 | ",
            "221 | 住房保障支出 | 1.00 | — | -1.00 | -100.00 | 取消",
        ]
    );
    let control = c.control(0, 1).expect("both print totals");
    assert_eq!(
        (control.parts.to_string(), control.total.to_string(), control.holds()),
        ("15.50".into(), "15.50".into(), true)
    );
    assert_eq!(control.text("万元"), "各项增减合计 15.50 万元，与合计的增减相符。");
    assert!(c.notes.is_empty(), "{:?}", c.notes);

    let projects = years(Aspect::of(Kind::Spending).by("项目支出"), &[&now, &before]);
    assert_eq!(
        shown(&projects)[1..3],
        [
            " | 合计 | 100.00 | 110.00 | +10.00 | +10.00 | ",
            "201 | 一般公共服务支出 | 100.00 | 102.00 | +2.00 | +2.00 | ",
        ]
    );
    assert!(projects.lines.iter().all(|l| l.code != "208"), "no value on either side, no line");
    let offered = Aspect::of(Kind::Spending).measures(&[&now, &before]);
    assert_eq!(offered, [(String::new(), 2), ("基本支出".into(), 2), ("项目支出".into(), 2)]);
}

#[test]
fn every_value_leads_back_to_its_cell_whatever_the_unit() {
    let text = |unit: &str, a: &str, b: &str| {
        format!("支出总表 {unit}\n编码 | 名称 | 合计\n| 合计 | {a}\n208 | 社会保障和就业支出 | {b}")
    };
    let before = of(2024, &text("元", "1234500.00", "1234500.00"));
    let now = of(2025, &text("万元", "125.00", "125.00"));
    let documents = [&before, &now];
    let c = years(Aspect::of(Kind::Spending), &documents);
    assert_eq!(shown(&c)[2], "208 | 社会保障和就业支出 | 123.45 | 125.00 | +1.55 | +1.26 | ");
    for line in &c.lines {
        for (side, point) in c.sides.iter().zip(&line.cells) {
            let origin = point.expect("stated").origin;
            assert_eq!(origin.document, side.document);
            assert_eq!(documents[origin.document].row(origin.cell).expect("a row").code, line.code);
        }
    }
    assert_eq!(c.notes, ["2024 年原表单位为元，已换算为万元。"]);
}

#[test]
fn a_renamed_subject_is_one_line_and_says_its_former_name() {
    let before = of(
        2018,
        "支出总表
         编码 | 名称 | 合计
         208 | 社会保障和就业支出 | 5.00
         20805 | 行政事业单位离退休 | 5.00
         210 | 医疗卫生与计划生育支出 | 3.00",
    );
    let now = of(
        2021,
        "支出总表
         编码 | 名称 | 合计
         208 | 社会保障和就业支出 | 6.00
         20805 | 行政事业单位养老支出 | 6.00
         210 | 卫生健康支出 | 4.00",
    );
    let c = years(Aspect::of(Kind::Spending), &[&before, &now]);
    assert_eq!(
        shown(&c)[1..],
        [
            "208 | 社会保障和就业支出 | 5.00 | 6.00 | +1.00 | +20.00 | ",
            "20805 | 行政事业单位养老支出 | 5.00 | 6.00 | +1.00 | +20.00 | 2018 年为“20805 行政事业单位离退休”",
            "210 | 卫生健康支出 | 3.00 | 4.00 | +1.00 | +33.33 | 2018 年为“210 医疗卫生与计划生育支出”",
        ]
    );
}

#[test]
fn economic_codes_of_2018_are_moved_split_and_merged() {
    let before = of(
        2017,
        "一般公共预算基本支出表
         编码 | 名称 | 合计
         | 合计 | 100.00
         301 | 工资福利支出 | 50.00
         30101 | 基本工资 | 20.00
         30102 | 津贴补贴 | 25.00
         30104 | 其他社会保障缴费 | 5.00
         303 | 对个人和家庭的补助 | 50.00
         30307 | 医疗费 | 3.00
         30311 | 住房公积金 | 30.00
         30312 | 提租补贴 | 17.00",
    );
    let now = of(
        2018,
        "一般公共预算基本支出表
         编码 | 名称 | 合计
         | 合计 | 110.00
         301 | 工资福利支出 | 110.00
         30101 | 基本工资 | 22.00
         30102 | 津贴补贴 | 44.00
         30108 | 机关事业单位基本养老保险缴费 | 4.00
         30112 | 其他社会保障缴费 | 2.00
         30113 | 住房公积金 | 34.00
         30114 | 医疗费 | 4.00",
    );
    let c = years(Aspect::of(Kind::GeneralBasicSpending), &[&before, &now]);
    let table = shown(&c);
    let line =
        |start: &str| table.iter().find(|l| l.starts_with(start)).unwrap_or_else(|| panic!("{start}: {table:#?}"));
    // Moved, and split with all its money in the subject that keeps the name: one line.
    assert_eq!(line("30113"), "30113 | 住房公积金 | 30.00 | 34.00 | +4.00 | +13.33 | 2017 年为“30311 住房公积金”");
    assert_eq!(line("30114"), "30114 | 医疗费 | 3.00 | 4.00 | +1.00 | +33.33 | 2017 年为“30307 医疗费”");
    // Merged with another that had money: the same code, no change.
    assert_eq!(
        line("30102"),
        "30102 | 津贴补贴 | 25.00 | 44.00 | — | — | 2018 年以前列在 30102 津贴补贴、30312 提租补贴，前后不是同一范围，不计算增减"
    );
    assert_eq!(
        line("30312"),
        "30312 | 提租补贴 | 17.00 | — | — | — | 2018 年起并入 30102 津贴补贴，前后不是同一范围，不计算增减"
    );
    assert!(line("30104").starts_with("30104 | 其他社会保障缴费 | 5.00 | — | — | — | 2018 年起拆分为 30108"));
    assert!(line("30112").starts_with("30112 | 其他社会保障缴费 | — | 2.00 | — | — | 2018 年以前列在 30104"));
    // Classes between which money moved keep their change and say so.
    assert!(
        line("301 ").contains("+60.00")
            && line("301 ").contains("2018 年起包含 30113 住房公积金（原列 30311 住房公积金）")
    );
    let regrouped = c.lines.iter().find(|l| l.code == "30102").expect("listed");
    assert_eq!(c.standing(regrouped, 0, 1), Standing::Regrouped);
    assert!(regrouped.change(0, 1).is_none());
    assert!(c.control(0, 1).is_some_and(|control| control.holds() && control.difference().is_zero()));
}

#[test]
fn a_code_that_was_given_to_another_subject_is_not_the_old_one() {
    let before = of(2017, "一般公共预算基本支出表\n编码 | 名称 | 合计\n| 合计 | 30.00\n30311 | 住房公积金 | 30.00");
    let now = of(
        2021,
        "一般公共预算基本支出表\n编码 | 名称 | 合计\n| 合计 | 36.00\n30113 | 住房公积金 | 34.00\n30311 | 代缴社会保险费 | 2.00",
    );
    let c = years(Aspect::of(Kind::GeneralBasicSpending), &[&before, &now]);
    assert_eq!(
        shown(&c)[2..],
        [
            "30113 | 住房公积金 | 30.00 | 34.00 | +4.00 | +13.33 | 2017 年为“30311 住房公积金”",
            "30311 | 代缴社会保险费 | — | 2.00 | +2.00 | — | 新增",
        ]
    );
}

#[test]
fn a_merged_subject_that_alone_had_money_is_the_new_one() {
    let before = of(
        2019,
        "支出总表
         编码 | 名称 | 合计
         | 合计 | 9.00
         2080504 | 未归口管理的行政单位离退休 | 9.00",
    );
    let now = of(
        2020,
        "支出总表
         编码 | 名称 | 合计
         | 合计 | 8.00
         2080501 | 行政单位离退休 | 8.00",
    );
    let c = years(Aspect::of(Kind::Spending), &[&before, &now]);
    assert_eq!(
        shown(&c)[2..],
        ["2080501 | 行政单位离退休 | 9.00 | 8.00 | -1.00 | -11.11 | 2019 年为“2080504 未归口管理的行政单位离退休”"]
    );
    let both = of(
        2019,
        "支出总表
         编码 | 名称 | 合计
         | 合计 | 12.00
         2080501 | 归口管理的行政单位离退休 | 3.00
         2080504 | 未归口管理的行政单位离退休 | 9.00",
    );
    let c = years(Aspect::of(Kind::Spending), &[&both, &now]);
    let standings: Vec<Standing> = c.lines.iter().map(|l| c.standing(l, 0, 1)).collect();
    assert_eq!(standings, [Standing::Both, Standing::Regrouped, Standing::Regrouped]);
    assert!(c.lines[2].notes[0].starts_with("2020 年起并入 2080501"), "{:?}", c.lines[2].notes);
}

#[test]
fn classes_and_sources_are_matched_by_what_their_names_mean() {
    let one = of(
        2024,
        "收支总表
         收入 | 预算数
         一、一般公共预算拨款收入 | 90.00
         二、政府性基金预算拨款收入 |
         本年收入合计 | 90.00
         上年结转 | 10.00
         收入总计 | 100.00
         支出 | 预算数
         八、社会保障和就业支出 | 40.00
         九、卫生健康支出 | 55.00
         本年支出合计 | 95.00
         结转下年 | 5.00
         支出总计 | 100.00",
    );
    let other = of(
        2025,
        "收支总表
         收入 | 预算数
         一、财政拨款 | 95.00
         .. 1.一般公共预算 | 95.00
         二、其他资金 | 5.00
         本年收入合计 | 100.00
         上年结转结余 |
         收入总计 | 100.00
         支出 | 预算数
         （一）社会保障和就业 | 42.00
         （二）卫生健康 | 58.00
         本年支出合计 | 100.00
         支出总计 | 100.00",
    );
    let income = years(Aspect::side(Kind::IncomeAndSpending, 0), &[&one, &other]);
    let general = income.lines.iter().find(|l| l.key == "来源一般公共预算").expect("matched");
    assert_eq!(general.change(0, 1).expect("both").difference.to_string(), "5.00");
    let carried = income.lines.iter().find(|l| l.key == "上年结转").expect("matched");
    assert_eq!(income.standing(carried, 0, 1), Standing::Vanished);
    let spending = years(Aspect::side(Kind::IncomeAndSpending, 1), &[&one, &other]);
    assert_eq!(
        shown(&spending)[1..3],
        [
            "208 | 社会保障和就业 | 40.00 | 42.00 | +2.00 | +5.00 | ",
            "210 | 卫生健康 | 55.00 | 58.00 | +3.00 | +5.45 | ",
        ]
    );
    for side in [&income, &spending] {
        assert!(side.control(0, 1).is_some_and(|control| control.difference().is_zero()), "{:?}", side.control(0, 1));
    }
}

#[test]
fn the_three_public_expenses_are_the_same_in_rows_and_columns() {
    let across = of(
        2024,
        "三公经费支出表
         编码 | 名称 | 合计 | 三公经费/小计 | 三公经费/因公出国（境）费 | 三公经费/公务用车购置及运行费/小计 | \
         三公经费/公务用车购置及运行费/购置费 | 三公经费/公务用车购置及运行费/运行费 | 三公经费/公务接待费 | 会议费
         | 合计 | 20.00 | 12.00 | | 10.00 | | 10.00 | 2.00 | 8.00",
    );
    let down = of(
        2025,
        "三公经费支出表
         编码 | 名称 | 合计
         | “三公”经费合计 | 11.00
         | 1.因公出国（境）费 | 1.00
         | 2.公务用车购置及运行维护费 | 8.50
         | 其中：公务用车购置费 |
         | 公务用车运行维护费 | 8.50
         | 3.公务接待费 | 1.50",
    );
    let c = years(Aspect::of(Kind::ThreePublic), &[&across, &down]);
    let line = |name: &str| {
        let line = c.lines.iter().find(|l| l.name.contains(name)).unwrap_or_else(|| panic!("{name}: {:#?}", shown(&c)));
        (line.value(0).map(|v| v.to_string()), line.value(1).map(|v| v.to_string()))
    };
    let two = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
    assert_eq!(line("三公"), two("12.00", "11.00"));
    assert_eq!(line("购置及运行费"), two("10.00", "8.50"));
    assert_eq!(line("运行维护费"), two("10.00", "8.50"));
    assert_eq!(line("接待"), two("2.00", "1.50"));
    assert_eq!(line("出国"), (None, Some("1.00".to_owned())));
    assert_eq!(line("会议费"), (Some("8.00".to_owned()), None));
    assert!(c.control(0, 1).is_some_and(|control| control.difference().is_zero()));
}

#[test]
fn last_years_column_speaks_for_a_year_that_is_not_open() {
    let text = "三公经费支出表
        编码 | 名称 | 上年预算数/合计 | 上年预算数/公务接待费 | 2025年预算数/合计 | 2025年预算数/公务接待费
        | 合计 | 3.00 | 3.00 | 2.00 | 2.00";
    let alone = of(2025, text);
    let c = years(Aspect::of(Kind::ThreePublic), &[&alone]);
    let labels: Vec<&str> = c.sides.iter().map(|s| s.label.as_str()).collect();
    assert_eq!(labels, ["2024 年（2025 年文件所列）", "2025 年"]);
    assert_eq!(shown(&c)[2], " | 公务接待费 | 3.00 | 2.00 | -1.00 | -33.33 | ");
    let before = of(2024, "三公经费支出表\n编码 | 名称 | 合计 | 公务接待费\n| 合计 | 3.20 | 3.20");
    let c = years(Aspect::of(Kind::ThreePublic), &[&alone, &before]);
    assert_eq!(c.sides.len(), 2, "the year's own document speaks where it is open");
    assert_eq!(c.lines[0].value(0).map(|v| v.to_string()).as_deref(), Some("3.20"));
    assert!(c.sides.iter().all(|s| !s.restated));
}

#[test]
fn units_are_kept_apart_where_every_side_prints_them() {
    let text = |a: &str, b: &str| {
        format!(
            "支出总表
             编码 | 名称 | 合计
             | 合计 | 30.00
             | [县档案馆本级] | {a}
             2012604 | 档案馆 | {a}
             | [县方志办] | {b}
             2012604 | 档案馆 | {b}"
        )
    };
    let (before, now) = (of(2024, &text("10.00", "20.00")), of(2025, &text("12.00", "18.00")));
    let c = years(Aspect::of(Kind::Spending), &[&before, &now]);
    let of_unit = |unit: &str| c.lines.iter().find(|l| l.unit == unit && l.code == "2012604").expect("apart");
    assert_eq!(of_unit("县档案馆本级").change(0, 1).expect("both").difference.to_string(), "2.00");
    assert_eq!(of_unit("县方志办").change(0, 1).expect("both").difference.to_string(), "-2.00");
    assert!(c.lines.iter().all(|l| l.summed.is_empty()));

    // The other year tells the agency's figures only: the sum is made, and said.
    let agency = of(2025, "支出总表\n编码 | 名称 | 合计\n| 合计 | 30.00\n2012604 | 档案馆 | 30.00");
    let c = years(Aspect::of(Kind::Spending), &[&before, &agency]);
    let line = c.lines.iter().find(|l| l.code == "2012604").expect("one line");
    assert_eq!((line.value(0).map(|v| v.to_string()), line.summed.as_slice()), (Some("30.00".to_owned()), &[0][..]));
    assert!(c.notes.iter().any(|n| n.contains("相加")), "{:?}", c.notes);
}

#[test]
fn projects_are_matched_by_name_without_the_year_of_their_budget() {
    let text = |year: i32, amount: &str| {
        format!(
            "项目支出表
             编码 | 名称 | 合计
             | 合计 | {amount}
             | [县档案馆] | {amount}
             P{year}01 | {year}年档案数字化 | {amount}
             P{year}02 | 库房{year} |"
        )
    };
    let c = years(Aspect::of(Kind::Projects), &[&of(2024, &text(2024, "5.00")), &of(2025, &text(2025, "6.00"))]);
    let line = c.lines.iter().find(|l| l.name.contains("数字化")).expect("one line");
    assert_eq!(line.change(0, 1).expect("matched").difference.to_string(), "1.00");
}

#[test]
fn a_missing_or_lost_table_is_no_change() {
    let text = "支出总表\n编码 | 名称 | 合计\n| 合计 | 5.00\n208 | 社会保障和就业支出 | 5.00";
    let (now, without) = (of(2025, text), of(2023, ""));
    let mut lost = of(2024, text);
    lost.tables[0].status = Status::Unrecoverable;
    let c = years(Aspect::of(Kind::Spending), &[&now, &lost, &without]);
    assert_eq!(c.standing(&c.lines[0], 1, 2), Standing::Unknown);
    assert_eq!(c.difference(&c.lines[0], 0, 2), None);
    assert_eq!(c.latest_pair(), None);
    assert!(c.notes[0].starts_with("2023 年：没有“支出总表”") && c.notes[1].contains("已损坏"), "{:?}", c.notes);
}

#[test]
fn other_scopes_do_not_stand_side_by_side_without_words() {
    let text = |carried: &str, total: &str, year: &str| {
        format!(
            "收支总表
             收入 | 预算数
             一、一般公共预算拨款收入 | {year}
             本年收入合计 | {year}
             上年结转 | {carried}
             收入总计 | {total}
             支出 | 预算数
             八、社会保障和就业支出 | {total}
             本年支出合计 | {total}
             支出总计 | {total}
             支出总表
             编码 | 名称 | 合计
             | 合计 | {total}
             208 | 社会保障和就业支出 | {total}"
        )
    };
    let before = of(2024, &text("", "50.00", "50.00"));
    let now = of(2025, &text("8.00", "60.00", "52.00"));
    let c = years(Aspect::of(Kind::Spending), &[&before, &now]);
    assert_eq!(
        c.notes,
        ["2025 年的合计含上年结转 8.00 万元，当年数为 52.00 万元；其他栏不含或没有上年结转，比较时请注意。"]
    );
    let spent = Disclosure { stage: Stage::FinalAccounts, ..of(2024, &text("", "49.00", "49.00")) };
    let c = years(Aspect::of(Kind::Spending), &[&before, &spent]);
    assert_eq!(c.sides.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["2024 年预算", "2024 年决算"]);
    assert_eq!(c.notes, ["2024 年预算是预算数，2024 年决算是决算数，口径不同，增减不等于安排的增减。"]);
}

#[test]
fn tables_of_one_row_are_listed_across() {
    let text =
        |a: &str, b: &str| format!("支出总表\n编码 | 名称 | 合计 | 基本支出 | 项目支出\n| 合计 | 9.00 | {a} | {b}");
    let c = years(Aspect::of(Kind::Spending), &[&of(2024, &text("4.00", "5.00")), &of(2025, &text("3.00", "6.00"))]);
    assert_eq!(
        shown(&c)[1..],
        [
            " | 合计 | 9.00 | 9.00 | 0.00 | 0.00 | ",
            " | 基本支出 | 4.00 | 3.00 | -1.00 | -25.00 | ",
            " | 项目支出 | 5.00 | 6.00 | +1.00 | +20.00 | ",
        ]
    );
    assert!(c.control(0, 1).is_some_and(|control| control.holds()));
}

#[test]
fn agencies_stand_in_the_order_in_which_they_were_opened() {
    let text = "支出总表\n编码 | 名称 | 合计\n| 合计 | 5.00\n208 | 社会保障和就业支出 | 5.00";
    let mine = Disclosure { agency: "青禾县水利局".into(), ..of(2025, text) };
    let other = Disclosure { agency: "临川县林业局".into(), ..of(2025, &text.replace("5.00", "7.00")) };
    let c = Comparison::of(&Aspect::of(Kind::Spending), &[&mine, &other], Order::Agencies);
    assert_eq!(c.sides.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["青禾县水利局", "临川县林业局"]);
    assert_eq!(shown(&c)[2], "208 | 社会保障和就业支出 | 5.00 | 7.00 | +2.00 | +40.00 | ");
}

#[test]
fn lines_are_filtered_and_sorted() {
    let before = of(
        2024,
        "支出总表
         编码 | 名称 | 合计
         | 合计 | 100.00
         201 | 一般公共服务支出 | 60.00
         208 | 社会保障和就业支出 | 30.00
         221 | 住房保障支出 | 10.00",
    );
    let now = of(
        2025,
        "支出总表
         编码 | 名称 | 合计
         | 合计 | 110.00
         201 | 一般公共服务支出 | 61.00
         205 | 教育支出 | 4.00
         208 | 社会保障和就业支出 | 45.00",
    );
    let c = years(Aspect::of(Kind::Spending), &[&before, &now]);
    let base = Shown::latest(&c);
    let codes = |shown: Shown| -> String {
        let codes = shown.lines(&c).into_iter().map(|at| c.lines[at].code.clone());
        codes.map(|code| if code.is_empty() { "合计".to_owned() } else { code }).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(codes(base.clone()), "合计 201 205 208 221");
    assert_eq!(codes(Shown { sort: Sort::Change, ..base.clone() }), "合计 208 221 205 201");
    assert_eq!(codes(Shown { sort: Sort::Growth, ..base.clone() }), "合计 208 205 201 221");
    assert_eq!(codes(Shown { sort: Sort::Rate, ..base.clone() }), "合计 205 221 208 201");
    assert_eq!(codes(Shown { only: Only::NewOrVanished, ..base.clone() }), "205 221");
    assert_eq!(codes(Shown { level: Some(0), ..base.clone() }), "合计");
    assert_eq!(codes(Shown { min_change: Some(4.into()), ..base.clone() }), "合计 205 208 221");
    assert_eq!(codes(Shown { min_rate: Some(20.into()), ..base.clone() }), "205 208 221");
    assert_eq!(codes(Shown { search: "保障 就业".into(), ..base.clone() }), "208");
    let offers: Vec<(String, usize)> = aspects(&[&before, &now]).into_iter().map(|o| (o.name, o.documents)).collect();
    assert_eq!(offers, [("支出总表".to_owned(), 2)]);
}

#[test]
fn what_is_bought_is_matched_by_its_labels() {
    let text = |desks: &str, printing: &str, total: &str| {
        format!(
            "政府采购预算表
             编码 | 名称 | 〔专项名称〕 | 〔采购物品名称〕 | 〔采购组织形式〕 | 总计
             | 合计 | | | | {total}
             | 一、货物 | | | | {total}
             | 其中： | 办公设备费 | | | {total}
             | 其中： | | 书柜 | 集中 | {desks}
             | 其中： | | 碎纸机 | 分散 | {printing}"
        )
    };
    let unnamed = |mut d: Disclosure| {
        for row in &mut d.tables[0].panels[0].rows {
            row.name = row.name.replace("其中：", "");
        }
        d
    };
    let before = unnamed(of(2024, &text("3.00", "2.00", "5.00")));
    let mut now = unnamed(of(2025, &text("4.00", "1.00", "5.00")));
    now.tables[0].panels[0].rows.swap(3, 4);
    let c = years(Aspect::of(Kind::Procurement), &[&before, &now]);
    assert_eq!(
        shown(&c)[2..],
        [
            " | 货物 | 5.00 | 5.00 | 0.00 | 0.00 | ",
            " | 办公设备费 | 5.00 | 5.00 | 0.00 | 0.00 | ",
            " | 碎纸机 | 2.00 | 1.00 | -1.00 | -50.00 | ",
            " | 书柜 | 3.00 | 4.00 | +1.00 | +33.33 | ",
        ]
    );
}

#[test]
fn a_reason_that_the_text_gives_is_told_with_its_line() {
    let table = |a: &str, b: &str, total: &str| {
        format!(
            "支出总表
             编码 | 名称 | 合计
             | 合计 | {total}
             208 | 社会保障和就业支出 | {a}
             20805 | 行政事业单位养老支出 | {a}
             2080505 | 机关事业单位基本养老保险缴费支出 | {a}
             210 | 卫生健康支出 | {b}"
        )
    };
    let before = of(2024, &table("20.00", "30.00", "50.00"));
    let now = of(
        2025,
        &format!(
            "{}
             # 三、支出预算总体情况说明
             > 2025年支出预算56.00万元，比上年增加6.00万元，增长12.00%，主要原因是档案库房改造。其中：
             > 1.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）24.00万元，比上年增加4.00万元，增长20.00%。主要原因是缴费基数提高；
             > 2.卫生健康支出（类）32.00万元，比上年减少2.00万元。主要原因是人员减少。",
            table("24.00", "32.00", "56.00")
        ),
    );
    let documents = [&before, &now];
    let said: Vec<Said> = documents.iter().map(|d| Said::of(d)).collect();
    let mut c = years(Aspect::of(Kind::Spending), &documents);
    c.explain(&documents, &said);
    let reason = |start: &str| {
        let line = c.lines.iter().find(|l| l.title().starts_with(start)).expect("listed");
        line.reasons[1].as_ref().map(|r| r.quote.clone())
    };
    assert_eq!(reason("合计").as_deref(), Some("主要原因是档案库房改造"));
    assert_eq!(reason("2080505").as_deref(), Some("主要原因是缴费基数提高"));
    assert_eq!(reason("210"), None, "the text says that it fell: that reason does not explain a rise");
    assert_eq!(reason("208"), None, "nobody says why the whole class rose");
}

#[test]
fn of_several_agencies_and_stages_the_change_is_that_of_one_agencys_budgets() {
    let text = "支出总表\n编码 | 名称 | 合计\n| 合计 | 5.00\n208 | 社会保障和就业支出 | 5.00";
    let budget = of(2024, text);
    let spent = Disclosure { stage: Stage::FinalAccounts, ..of(2024, text) };
    let now = of(2025, text);
    let c = years(Aspect::of(Kind::Spending), &[&now, &spent, &budget]);
    assert_eq!(c.latest_pair(), Some((0, 2)), "2025 预算 against 2024 预算, not against what was spent");
    assert_eq!((c.year_before(2), c.year_before(1)), (Some(0), None));
    let other = Disclosure { agency: "临川县林业局".into(), ..of(2024, text) };
    let c = years(Aspect::of(Kind::Spending), &[&budget, &other, &now]);
    assert_eq!(c.latest_pair(), Some((0, 2)));
    assert!(c.notes.iter().any(|n| n.contains("部门名称不同")));
}

#[test]
fn what_was_planned_and_what_was_spent_may_come_from_one_document() {
    let accounts = Disclosure {
        stage: Stage::FinalAccounts,
        ..of(
            2024,
            "三公经费支出表
             编码 | 名称 | 合计/预算数 | 合计/决算数 | 公务接待费/预算数 | 公务接待费/决算数
             | 合计 | 3.00 | 2.40 | 3.00 | 2.40",
        )
    };
    let c = years(Aspect::of(Kind::ThreePublic), &[&accounts]);
    let labels: Vec<&str> = c.sides.iter().map(|s| s.label.as_str()).collect();
    assert_eq!(labels, ["2024 年预算（决算所列）", "2024 年决算"]);
    assert!(shown(&c)[2].starts_with(" | 公务接待费 | 3.00 | 2.40 | -0.60 | -20.00"), "{:?}", shown(&c));
    let budget = of(2024, "三公经费支出表\n编码 | 名称 | 合计 | 公务接待费\n| 合计 | 3.10 | 3.10");
    let c = years(Aspect::of(Kind::ThreePublic), &[&accounts, &budget]);
    assert_eq!(c.sides.iter().filter(|s| s.restated).count(), 0, "the budget itself speaks where it is open");
}
