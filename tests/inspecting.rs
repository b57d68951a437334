//! What needs no arithmetic: completeness, subjects, form, privacy. Every case changes a disclosure of which
//! there is nothing to say.

mod support;

use std::sync::Arc;

use gongkai::{
    check::{Examiner, Family, Finding, Rulebook},
    model::*,
};
use support::{cell, disclosure, type_into, whole::WHOLE};

const TEXT: &[(&str, &str)] = &[
    ("一、主要职责", "管理全县档案：收集、保管、编目，提供查阅；指导各单位档案工作，监督档案法律法规的实施。"),
    (
        "二、机构情况",
        "临川县档案馆内设办公室、保管利用科，没有下属单位。本部门预算即馆本级预算，人员编制十名，实有九人。",
    ),
    (
        "三、收支说明",
        "2025年收支总预算125.00万元，比上年增加5.00万元，主要是库房改造。收入包括一般公共预算拨款、上年结转和其他收入；支出包括基本支出和项目支出，其中项目支出用于馆藏档案数字化和库房恒温恒湿改造。",
    ),
    (
        "四、“三公”经费",
        "“三公”经费3.50万元，与上年持平，因为车辆和接待都没有变化。公务用车运行费2.00万元，公务接待费1.50万元，没有因公出国（境）。",
    ),
    (
        "五、其他重要事项",
        "机关运行经费8.00万元。没有政府采购预算。年末有车辆一辆，固定资产都在使用。两个项目编了绩效目标，年末对照目标自评，结果随决算公开。",
    ),
    (
        "六、名词解释",
        "基本支出：为保障机构正常运转、完成日常工作任务发生的支出。项目支出：为完成特定的工作任务发生的支出。结转：上年没有用完、今年按原用途继续使用的资金。档案数字化：把纸质档案扫描成图像并著录的工作，便于查阅和长期保存。",
    ),
];

fn empty_table(kind: Kind, note: &str) -> Table {
    let panel = Panel { columns: vec![Column::amount(&["合计"])], ..Panel::default() };
    Table { kind, title: kind.name().into(), notes: vec![note.into()], panels: vec![panel], ..Table::default() }
}

/// All nine tables and a text.
fn complete() -> Disclosure {
    let mut d = disclosure(WHOLE);
    d.tables.push(empty_table(Kind::FundSpending, "本馆没有政府性基金预算支出，本表无数据。"));
    d.tables.push(empty_table(Kind::StateCapitalSpending, "本馆没有国有资本经营预算支出，本表无数据。"));
    d.number_tables();
    d.prose =
        TEXT.iter().map(|(h, t)| Section { heading: (*h).into(), text: (*t).into(), ..Section::default() }).collect();
    d
}

fn found(d: &Disclosure) -> Vec<Finding> {
    const FAMILIES: [Family; 4] = [Family::Completeness, Family::Subjects, Family::Form, Family::Privacy];
    let all = Examiner::new(d, Arc::new(Rulebook::default())).examine(d).findings;
    all.into_iter().filter(|f| FAMILIES.contains(&f.family) || f.rule == "N11").collect()
}

/// The findings, each as `severity rule`.
#[track_caller]
fn assert_found(d: &Disclosure, expected: &[&str]) {
    let findings = found(d);
    let seen: Vec<String> = findings.iter().map(|f| format!("{} {}", f.severity.name(), f.rule)).collect();
    let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(seen, expected, "{messages:#?}");
}

fn table(d: &mut Disclosure, kind: Kind) -> &mut Table {
    d.tables.iter_mut().find(|t| t.kind == kind).unwrap()
}

fn without(kind: Kind) -> Disclosure {
    let mut d = complete();
    d.tables.retain(|t| t.kind != kind);
    d
}

fn section<'d>(d: &'d mut Disclosure, word: &str) -> &'d mut Section {
    d.prose.iter_mut().find(|s| s.heading.contains(word)).unwrap()
}

fn rename(d: &mut Disclosure, kind: Kind, code: &str, to: (&str, &str)) {
    let row = table(d, kind).panels[0].rows.iter_mut().find(|r| r.code == code).unwrap();
    row.code = to.0.into();
    row.name = to.1.into();
}

#[test]
fn of_a_complete_disclosure_there_is_nothing_to_say() {
    assert_found(&complete(), &[]);
}

#[test]
fn k1_a_table_that_is_not_there() {
    assert_found(&without(Kind::StateCapitalSpending), &["缺失 K1"]);
    assert_found(&without(Kind::Income), &["缺失 K1"]);
    assert!(found(&without(Kind::Income))[0].message.contains("“收入总表”"));
}

#[test]
fn k1_looks_missing_but_was_destroyed_or_was_not_asked_for_in_that_year() {
    let mut d = complete();
    let spoilt = table(&mut d, Kind::Income);
    (spoilt.status, spoilt.panels) = (Status::Unrecoverable, Vec::new());
    assert_found(&d, &[]);
    let mut early = without(Kind::StateCapitalSpending);
    early.year = Some(2017);
    assert_found(&early, &[]);
    early.year = Some(2019);
    assert_found(&early, &["提示 K1"]);
}

#[test]
fn k1_a_file_that_publishes_a_part_says_so_once() {
    let mut text_only = complete();
    text_only.tables.clear();
    assert_found(&text_only, &["提示 K1"]);
    let mut few = complete();
    few.tables.retain(|t| matches!(t.kind, Kind::Income | Kind::Spending | Kind::ThreePublic));
    assert_found(&few, &["提示 K1"]);
    let mut tables_only = complete();
    tables_only.prose.clear();
    assert_found(&tables_only, &["提示 K4"]);
}

#[test]
fn k1_and_k5_the_table_of_contents_lists_what_is_not_there() {
    let mut d = without(Kind::StateCapitalSpending);
    let listed = "一、收支总表……1\n八、政府性基金预算支出表……8\n九、国有资本经营预算支出表……9\n十、政府采购预算表……10";
    d.prose.insert(0, Section { heading: "目 录".into(), text: listed.into(), ..Section::default() });
    assert_found(&d, &["缺失 K1", "缺失 K5"]);
    assert!(found(&d)[0].message.contains("目录列有"));
}

#[test]
fn k1_a_title_whose_table_was_not_read_is_a_question() {
    let mut d = without(Kind::StateCapitalSpending);
    section(&mut d, "其他").text.push_str("\n国有资本经营预算支出表\n");
    assert_found(&d, &["提示 K1"]);
}

#[test]
fn k2_an_empty_table_says_why() {
    let mut d = complete();
    table(&mut d, Kind::FundSpending).notes.clear();
    assert_found(&d, &["警告 K2"]);
    // The text may say it as well.
    section(&mut d, "其他").text.push_str("政府性基金预算拨款支出预算为0。");
    assert_found(&d, &[]);
}

#[test]
fn k3_down_to_which_level() {
    let mut d = complete();
    for kind in [Kind::GeneralSpending, Kind::Spending] {
        table(&mut d, kind).panels[0].rows.retain(|r| r.code.len() < 7);
    }
    assert_found(&d, &["缺失 K3", "缺失 K3"]);
    let mut d = complete();
    table(&mut d, Kind::GeneralBasicSpending).panels[0].rows.retain(|r| r.code.len() < 5);
    assert_found(&d, &["缺失 K3"]);
    // Only 项 is enough.
    let mut d = complete();
    for kind in [Kind::GeneralSpending, Kind::Spending] {
        table(&mut d, kind).panels[0].rows.retain(|r| r.code.is_empty() || r.code.len() == 7);
    }
    assert_found(&d, &[]);
}

#[test]
fn k4_what_the_text_must_tell() {
    let mut d = complete();
    let other = section(&mut d, "其他");
    other.text = other.text.replace("没有政府采购预算。", "");
    assert_found(&d, &["缺失 K4"]);
    assert!(found(&d)[0].message.contains("政府采购"));
    let mut d = complete();
    d.prose.retain(|s| !s.heading.contains("名词解释"));
    section(&mut d, "主要职责")
        .text
        .push_str(&"开展档案宣传，组织业务培训，接收到期档案，编辑出版档案史料。".repeat(6));
    assert_found(&d, &["缺失 K4"]);
}

#[test]
fn k4_what_was_asked_for_step_by_step() {
    let mut d = complete();
    d.year = Some(2018);
    let other = section(&mut d, "其他");
    other.text = other.text.replace("年末有车辆一辆，固定资产都在使用。", "");
    assert_found(&d, &["提示 K4"]);
}

#[test]
fn s1_a_code_that_is_not_listed_is_a_question_at_most() {
    let mut d = complete();
    rename(&mut d, Kind::GeneralSpending, "2210201", ("2210288", "住房公积金"));
    assert!(found(&d).iter().all(|f| f.severity == gongkai::check::Severity::Hint), "{:#?}", found(&d));
}

#[test]
fn s2_the_name_of_another_subject() {
    let mut d = complete();
    rename(&mut d, Kind::GeneralSpending, "2101101", ("2101101", "事业单位医疗"));
    assert_found(&d, &["警告 S2"]);
    assert!(found(&d)[0].message.contains("2101102"));
    // Abbreviated, wrapped, with another word for "and".
    let mut d = complete();
    rename(&mut d, Kind::GeneralSpending, "2089999", ("2089999", "其他社会保障与就业"));
    rename(&mut d, Kind::GeneralSpending, "2080505", ("2080505", "机关事业单位基本养老 保险缴费支"));
    assert_found(&d, &[]);
}

#[test]
fn s3_a_name_that_was_replaced_once_with_all_places() {
    let mut d = complete();
    for panel in d.tables.iter_mut().filter(|t| t.kind.is_two_sided()).flat_map(|t| &mut t.panels) {
        for row in panel.rows.iter_mut().filter(|r| r.name.contains("卫生健康支出")) {
            row.name = row.name.replace("卫生健康支出", "医疗卫生与计划生育支出");
        }
    }
    assert_found(&d, &["警告 S3"]);
    assert_eq!(found(&d)[0].cells.len(), 2);
    d.year = Some(2018);
    assert_found(&d, &[]);
    let mut d = complete();
    section(&mut d, "名词解释").text.push_str("行政事业单位离退休：离退休人员的支出。");
    assert_found(&d, &["警告 S3"]);
}

#[test]
fn s4_the_running_of_an_office_is_no_project() {
    let mut d = complete();
    for kind in ["支出总表", "一般公共预算支出表"] {
        let at = cell(&d, kind, "2012601", "项目支出");
        type_into(&mut d, at, "3.00");
    }
    assert_found(&d, &["警告 S4"]);
    assert_eq!(found(&d)[0].cells.len(), 2);
    // Money of the unit's own is in 支出总表 alone.
    let mut d = complete();
    let at = cell(&d, "支出总表", "2012601", "项目支出");
    type_into(&mut d, at, "3.00");
    assert_found(&d, &["提示 S4"]);
}

#[test]
fn s5_a_subject_without_the_one_above_it() {
    let mut d = complete();
    rename(&mut d, Kind::GeneralSpending, "2210201", ("2220201", "住房公积金"));
    assert!(found(&d).iter().any(|f| f.rule == "S5"), "{:#?}", found(&d));
}

#[test]
fn s5_a_subject_whose_only_row_below_was_left_out() {
    // No sum tells: 22102 is the sum of one row that is not there.
    let mut d = complete();
    table(&mut d, Kind::GeneralSpending).panels[0].rows.retain(|r| r.code != "2210201");
    let findings = found(&d);
    let [finding] = &findings[..] else { panic!("{findings:#?}") };
    assert_eq!((finding.rule, finding.severity), ("S5", gongkai::check::Severity::Warning));
    assert!(finding.message.contains("“22102 住房改革支出”下没有列项"), "{}", finding.message);
    assert!(finding.message.contains("支出总表列有“2210201 住房公积金”"), "{}", finding.message);
    assert!(!finding.suspects.is_empty());
}

#[test]
fn s5_a_class_with_several_rows_below_it() {
    // Two 款 lose their 类 at once; the sum of the 合计 takes them in its place.
    let mut d = complete();
    table(&mut d, Kind::GeneralSpending).panels[0].rows.retain(|r| r.code != "208");
    let findings = found(&d);
    assert_eq!(findings.iter().filter(|f| f.rule == "S5").count(), 1, "{findings:#?}");
    // Where most classes are not printed, none is asked for.
    let mut d = complete();
    table(&mut d, Kind::GeneralSpending).panels[0].rows.retain(|r| r.code.len() != 3 || r.code == "201");
    assert!(found(&d).iter().all(|f| f.rule != "S5"));
}

#[test]
fn s5_levels_that_a_province_does_not_print_are_not_asked_for() {
    for longest in [3, 5] {
        let mut d = complete();
        table(&mut d, Kind::GeneralSpending).panels[0].rows.retain(|r| r.code.len() <= longest);
        assert!(found(&d).iter().all(|f| f.rule != "S5"), "{longest}");
    }
    // Basic spending with the lines of wages and goods only, as some agencies print it.
    let basic = "
        一般公共预算基本支出表
        编码 | 名称 | 合计
         | 合计 | 40.00
        301 | 工资福利支出 | 20.00
        30101 | 基本工资 | 20.00
        302 | 商品和服务支出 | 10.00
        30201 | 办公费 | 10.00
        303 | 对个人和家庭的补助 | 6.00
        310 | 资本性支出 | 4.00";
    assert!(found(&disclosure(basic)).iter().all(|f| f.rule != "S5"));
}

#[test]
fn s5_the_only_subject_of_a_small_table() {
    // Two lines are no habit; what the other table prints above the same subject is asked for all the same.
    let funds = |table: &str| {
        format!(
            "支出总表
             编码 | 名称 | 合计
              | 合计 | 12.00
             201 | 一般公共服务支出 | 7.00
             20126 | 档案事务 | 7.00
             2012604 | 档案馆 | 7.00
             212 | 城乡社区支出 | 5.00
             21208 | 国有土地使用权出让收入安排的支出 | 5.00
             2120899 | 其他国有土地使用权出让收入安排的支出 | 5.00
             政府性基金预算支出表
             编码 | 名称 | 合计
              | 合计 | 5.00
             {table}"
        )
    };
    let of = |table: &str| -> Vec<String> {
        let findings = found(&disclosure(&funds(table)));
        findings.into_iter().filter(|f| f.rule == "S5" || f.rule == "K3").map(|f| f.message).collect()
    };
    let (class, group, item) = (
        "212 | 城乡社区支出 | 5.00",
        "21208 | 国有土地使用权出让收入安排的支出 | 5.00",
        "2120899 | 其他国有土地使用权出让收入安排的支出 | 5.00",
    );
    assert_eq!(of(&format!("{class}\n{group}\n{item}")), Vec::<String>::new());
    let seen = of(&format!("{class}\n{item}"));
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(seen[0].contains("没有上级款（21208）的行，支出总表列有"), "{seen:?}");
    let seen = of(&format!("{class}\n{group}"));
    assert!(seen.iter().any(|m| m.contains("“政府性基金预算支出表”只列到款")), "{seen:?}");
    // 项 alone are a layout.
    assert_eq!(of(item), Vec::<String>::new());
}

#[test]
fn c4_a_source_that_the_other_table_does_not_list() {
    let of = |d: &Disclosure| -> Vec<String> {
        let all = Examiner::new(d, Arc::new(Rulebook::default())).examine(d).findings;
        all.into_iter().filter(|f| f.rule == "C4").map(|f| f.message).collect()
    };
    let mut d = complete();
    assert!(of(&d).is_empty());
    let at = cell(&d, "财政拨款收支总表", "（一）一般公共预算拨款", "预算数");
    d.tables[at.table as usize].panels[0].rows.remove(at.row as usize);
    let seen = of(&d);
    assert!(seen[0].contains("财政拨款收支总表没有列这一项"), "{seen:?}");
    // All three in one row.
    let mut d = complete();
    d.tables[at.table as usize].panels[0].rows[at.row as usize].name = "（一）财政拨款".into();
    assert!(of(&d).is_empty(), "{:?}", of(&d));
}

#[test]
fn k2_an_empty_table_of_a_budget_that_has_money() {
    let mut d = complete();
    for (kind, row) in [("收支总表", "二、政府性基金预算拨款收入"), ("财政拨款收支总表", "（二）政府性基金预算拨款")]
    {
        let at = cell(&d, kind, row, "预算数");
        type_into(&mut d, at, "6.00");
    }
    let findings = found(&d);
    let told = findings.iter().find(|f| f.rule == "K2").expect("K2");
    assert!(told.message.contains("“政府性基金预算支出表”没有一个金额，而财政拨款收支总表"), "{}", told.message);
}

#[test]
fn f7_a_table_without_a_unit_among_tables_with_one() {
    let mut d = complete();
    for table in &mut d.tables {
        table.unit_printed = Some(true);
    }
    assert_found(&d, &[]);
    table(&mut d, Kind::Spending).unit_printed = Some(false);
    assert_found(&d, &["提示 F7"]);
    // In a header, or in a note.
    table(&mut d, Kind::Spending).notes = vec!["本表金额单位为万元。".into()];
    assert_found(&d, &[]);
    table(&mut d, Kind::Spending).notes.clear();
    // Two of them beside each other: perhaps a page whose head says it for all.
    table(&mut d, Kind::FiscalIncomeAndSpending).unit_printed = Some(false);
    assert_found(&d, &[]);
    table(&mut d, Kind::FiscalIncomeAndSpending).unit_printed = Some(true);
    // Nobody looked: a table made by hand.
    table(&mut d, Kind::Spending).unit_printed = None;
    assert_found(&d, &[]);
    // On one page with the table before it.
    for kind in [Kind::Income, Kind::Spending] {
        table(&mut d, kind).place.page = Some(3);
    }
    table(&mut d, Kind::Spending).unit_printed = Some(false);
    assert_found(&d, &[]);
}

#[test]
fn s6_economic_subjects_that_do_not_belong_together() {
    let text = |code: &str| {
        format!(
            "一般公共预算基本支出表
             编码 | 名称 | 〔政府经济科目/编码〕 | 〔政府经济科目/名称〕 | 合计
              | 合计 | | | 9.00
             30101 | 基本工资 | {code} | | 9.00"
        )
    };
    assert_found(&disclosure(&text("50101")), &["提示 K1"]);
    assert_found(&disclosure(&text("50501")), &["提示 K1"]);
    assert_found(&disclosure(&text("50201")), &["提示 S6", "提示 K1"]);
}

#[test]
fn f1_separators_throughout_or_not_at_all() {
    let large = |a: &str, b: &str| {
        format!("三公经费支出表\n编码 | 名称 | 公务用车购置费 | 公务用车运行费\n | 合计 | {a} | {b}")
    };
    assert_found(&disclosure(&large("1,200.00", "1300.00")), &["提示 F1", "提示 K1"]);
    assert_found(&disclosure(&large("1,200.00", "300.00")), &["提示 K1"]);
}

#[test]
fn f2_decimals_of_one_table() {
    let mut d = complete();
    let at = cell(&d, "三公经费支出表", "合计", "公务接待费");
    type_into(&mut d, at, "1.5");
    assert_found(&d, &["提示 F2"]);
    type_into(&mut d, at, "0");
    assert_found(&d, &[]);
}

#[test]
fn f3_wan_without_yuan() {
    let mut d = complete();
    section(&mut d, "其他").text.push_str("办公费 13 万、水费0.3万。参观2万人次，库房占地1.2万平方米，共15万元。");
    assert_found(&d, &["提示 F3"]);
    let places: Vec<String> = found(&d)[0].texts.iter().map(|t| t.text(&d).to_owned()).collect();
    assert_eq!(places, ["13 万", "0.3万"]);
}

#[test]
fn f4_what_a_spreadsheet_left() {
    let mut d = complete();
    let at = cell(&d, "三公经费支出表", "合计", "公务接待费");
    type_into(&mut d, at, "#REF!");
    assert_found(&d, &["警告 F4", "提示 F5"]);
}

#[test]
fn f5_cells_of_amounts_hold_amounts() {
    let mut d = complete();
    let at = cell(&d, "三公经费支出表", "合计", "公务接待费");
    for (text, expected) in
        [("1O.50", &["警告 F5"][..]), ("见附件", &["提示 F5"]), ("—", &[]), ("无", &[]), ("1.50", &[])]
    {
        type_into(&mut d, at, text);
        assert_found(&d, expected);
    }
}

#[test]
fn f6_a_table_of_another_year() {
    let mut d = complete();
    table(&mut d, Kind::GeneralSpending).title = "2024年一般公共预算支出表".into();
    assert_found(&d, &["警告 F6"]);
    table(&mut d, Kind::GeneralSpending).title = "2024年执行和2025年一般公共预算支出表".into();
    assert_found(&d, &[]);
    let mut d = complete();
    for column in &mut table(&mut d, Kind::GeneralBasicSpending).panels[0].columns {
        column.path.insert(0, "2024年预算数".into());
    }
    assert!(found(&d).iter().any(|f| f.rule == "F6"));
}

#[test]
fn p1_p2_p3_personal_data_is_named_masked() {
    let mut d = complete();
    section(&mut d, "其他").text.push_str("\n联系人：王小明 联系电话：13900001234\n身份证号码11010519491231002X");
    table(&mut d, Kind::OverallPerformance).raw = "填报人 李雷 联系电话 3251006".into();
    assert_found(&d, &["警告 P1", "警告 P2", "提示 P3"]);
    let findings = found(&d);
    assert!(findings.iter().all(|f| !f.message.contains("00001234")), "{findings:#?}");
    assert_eq!(findings[0].texts[0].text(&d), "13900001234");
    assert!(findings[0].message.contains("139****1234"));
}

#[test]
fn n11_weights_in_a_form() {
    let mut d = complete();
    let form = |last: &str| {
        format!("一级指标\t二级指标\t三级指标\t分值\n产出\t数量\t甲\t40\n产出\t质量\t乙\t30\n效益\t社会\t丙\t{last}")
    };
    table(&mut d, Kind::OverallPerformance).raw = form("20");
    assert_found(&d, &[]);
    table(&mut d, Kind::OverallPerformance).raw = form("25");
    assert_found(&d, &["警告 N11"]);
}
