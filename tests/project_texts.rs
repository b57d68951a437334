//! What the text between performance forms says of a project's money, in a text that lost its cells: the running text
//! is told from the forms, and each sentence is held against the form that it is about. The agency is invented.

use std::sync::Arc;

use gongkai::{
    check::{Examination, Examiner},
    model::{Disclosure, Kind},
    recognize::disclosure,
};

/// Two projects, each with a few sentences and its form; the second is called otherwise in its form.
const TEXT: &str = "\
第三部分 绩效目标情况
一、重点项目绩效目标编制情况
1、“小型水库除险加固资金”主要内容是：对全县十二座
小型水库除险加固，保障下游群众的生命财产安全和农田灌
溉用水。2025 年预算安排 54.67 万元，50 万元为当年一般
公共预算资金，4.67 万元为上年结转。
项目绩效总目标是：完成全部水库的除险加固。

项目申报表
单位：万元
项目名称 小型水库除险加固资金 项目编码
项目主管部门 青禾县水务局 项目执行单位
项目立项依据
小型水库十二座，按每座每年 5 万元测算。
项目总预算 100.00 项目当年预算 54.67
项目资金来源
来源项目 金额
合计 54.67
一般公共预算财政拨款 50.00
其中：使用上年度财政拨款结转 4.67
项目绩效总目标
长期绩效目标表
目标名称 一级指标 二级指标 三级指标 指标值
产出指标
数量指标
加固水
库座数
≥12座
资金拨付
有完整的审批程序
和手续。
满意度指标
95%

2、“企业离退休人员饮水安全预备金（水资源站）”主要
内容是：保障企业离退休人员集中居住区的饮水安全，确保
水质达标。2025 年预算安排 40 万元，全部为当年一般公共
预算资金。
项目绩效总目标是：保障饮水安全。

项目申报表
单位：万元
项目名称 离退休人员饮水安全 项目编码
项目总预算 345.00 项目当年预算 345.00
项目资金来源
来源项目 金额
合计 345.00
一般公共预算财政拨款 345.00
项目绩效总目标
长期绩效目标表
目标名称 一级指标 二级指标 三级指标 指标值
产出指标
水质
100%

二、名词解释
无。
";

fn examined(d: &Disclosure) -> Examination {
    Examiner::new(d, Arc::default()).examine(d)
}

#[test]
fn the_text_between_forms_is_text_and_goes_on_where_it_was() {
    let d = disclosure(TEXT);
    let section = d.prose.iter().find(|s| s.heading.contains("重点项目")).expect("the section");
    let paragraphs: Vec<&str> = section.text.lines().collect();
    let begins: Vec<String> = paragraphs.iter().map(|p| p.chars().take(8).collect()).collect();
    assert_eq!(begins, ["1、“小型水库除", "项目绩效总目标是", "2、“企业离退休", "项目绩效总目标是"]);
    assert!(paragraphs[2].ends_with("2025 年预算安排 40 万元，全部为当年一般公共预算资金。"), "{}", paragraphs[2]);
    // Each line has its place, also behind the form.
    let line = |at: usize| section.text.chars().take(at).count() as u32;
    let second = line(section.text.find("2、").map(|b| section.text[..b].chars().count()).unwrap());
    let place = section.lines.iter().find(|l| l.at == second).expect("a line begins there");
    assert_eq!(
        TEXT.lines().nth(place.place.line.unwrap() as usize - 1).unwrap(),
        "2、“企业离退休人员饮水安全预备金（水资源站）”主要"
    );
    // The forms keep what is theirs.
    let forms: Vec<_> = d.tables.iter().filter(|t| t.kind == Kind::ProjectPerformance).collect();
    assert_eq!(forms.len(), 2);
    assert!(forms[0].raw.contains("和手续。") && forms[0].raw.ends_with("95%"), "{}", forms[0].raw);
    assert!(!forms[0].raw.contains("预备金"));
}

#[test]
fn each_sentence_is_held_against_its_form() {
    let d = disclosure(TEXT);
    let examination = examined(&d);
    let of_text = examination.findings.iter().filter(|f| f.rule == "N1");
    let said: Vec<(&str, &str)> = of_text.map(|f| (f.severity.name(), f.message.as_str())).collect();
    // By another name the link is not certain.
    assert!(
        matches!(&said[..], [("警告", message)] if message.contains("40万元") && message.contains("345.00")),
        "{said:?}"
    );
    let linked = examination.numbers.iter().filter(|n| n.links.iter().any(|l| l.rule == "N1"));
    assert_eq!(linked.map(|n| n.at.text(&d)).collect::<Vec<_>>(), ["54.67", "50", "4.67", "40"]);
    let mended = disclosure(&TEXT.replace("345.00", "40.00"));
    assert!(examined(&mended).findings.iter().all(|f| f.rule != "N1"));
}

#[test]
fn a_form_with_nothing_in_common_is_not_meant() {
    let d = disclosure(&TEXT.replace("离退休人员饮水安全 ", "河道采砂管理经费 "));
    let examination = examined(&d);
    let number = examination.numbers.iter().find(|n| n.at.text(&d) == "40").expect("the figure");
    assert!(number.links.is_empty() && examination.findings.iter().all(|f| f.rule != "N1"));
}

/// Forms that kept their cells, with what their texts say.
const FORMS: &str = "\
青禾县水务局2025年部门预算
部门整体绩效目标表
单位名称\t青禾县水务局\t\t
年度绩效目标\t2025 年水务局年度预算总额 227.23 万元。目标 1：保障供水，服务 49466 人。\t\t
年度预算(万元)\t\t资金来源\t资金总额 (万元)
\t财政资金 (万元)\t上级安排\t227.18
\t其他资金 (万元)\t其他\t0.05
一级指标\t二级指标\t三级指标\t指标值
履职效能\t质量指标\t水质达标率\t≥95%

项目支出绩效目标表
预算单位\t青禾县水务局\t\t\t\t
项目名称\t渠道维修经费\t\t\t项目负责人\t某某
项目资金(万元)\t中央补助:\t0.00\t本级配套:\t3.00\t
项目总体目标\t本项目资金 3 万元，1.2 万元用于清淤，1.8 万元用于绿化。2024 年下达上级补助资金 5 万元。\t\t\t\t
测算依据\t清淤工 3 人，按每人每年 0.4 万元测算，共需 1.2 万元。\t\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t\t
产出指标\t数量指标\t渠道长度\t≥3公里\t\t
成本指标\t经济成本\t清淤费用，含人工和机械\t≤1.2 万元\t\t

第三部分 名词解释
无。
";

/// Each finding of the text, and each figure with the cells that it was held against.
fn inside(text: &str) -> (Vec<String>, Vec<String>) {
    let d = disclosure(text);
    let examination = examined(&d);
    let of_text = examination.findings.iter().filter(|f| !f.texts.is_empty());
    let said = of_text.map(|f| format!("{} {}", f.severity.name(), f.rule)).collect();
    let cell = |c: &gongkai::model::CellRef| d.column(*c).map(|c| c.leaf().to_owned()).unwrap_or_default();
    let figure = |n: &gongkai::check::CheckedNumber| {
        let links: Vec<String> = n
            .links
            .iter()
            .map(|l| format!("{} {}", l.rule, l.cells.iter().map(cell).collect::<Vec<_>>().join("+")))
            .collect();
        format!("{} {} {}", n.at.text(&d), n.verdict.map_or("未核对", |v| v.name()), links.join(" & "))
            .trim()
            .to_owned()
    };
    (said, examination.numbers.iter().map(figure).collect())
}

#[test]
fn texts_inside_forms_are_text_of_their_form() {
    let d = disclosure(FORMS);
    let narrative: Vec<&str> = d.narrative().map(|(_, s)| s.heading.as_str()).collect();
    assert!(!narrative.iter().any(|h| h.contains("目标")), "{narrative:?}");
    let inside: Vec<(&str, Option<u32>, Option<u32>)> =
        d.prose.iter().filter_map(|s| s.table.map(|t| (s.heading.as_str(), Some(t), s.place.line))).collect();
    assert_eq!(
        inside,
        [
            ("部门整体绩效目标表·年度绩效目标", Some(0), Some(4)),
            ("项目支出绩效目标表·项目总体目标", Some(1), Some(15)),
            ("项目支出绩效目标表·测算依据", Some(1), Some(16)),
        ]
    );
    // The form keeps its text, and the native format its sections.
    assert!(d.tables[1].raw.contains("本项目资金 3 万元"));
    let kept = serde_json::to_string(&d).expect("json");
    assert_eq!(serde_json::from_str::<Disclosure>(&kept).expect("json"), d);
}

#[test]
fn texts_inside_forms_state_what_the_form_does() {
    let (said, figures) = inside(FORMS);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(
        figures,
        [
            "227.23 平 N1 资金总额（万元）+资金总额（万元）",
            "49466 未核对",
            "3 平 N8  & N1 中央补助+本级配套",
            "1.2 平 N8",
            "1.8 平 N8",
            "5 未核对",
            "3 平 N9",
            "0.4 平 N9",
            "1.2 平 N9  & N1 中央补助+本级配套",
        ]
    );
    for (from, to, expected) in [
        ("本项目资金 3 万元，1.2", "本项目资金 8 万元，1.2", &["警告 N1", "警告 N8"][..]),
        ("1.8 万元用于绿化", "1.3 万元用于绿化", &["警告 N8"]),
        ("1.8 万元用于绿化", "1.3 万元用于绿化，其余用于管护", &[]),
        ("年度预算总额 227.23", "年度预算总额 272.23", &["警告 N1"]),
        ("共需 1.2 万元", "共需 12 万元", &["警告 N1", "警告 N9"]),
        ("每人每年 0.4 万元", "每人每年 0.5 万元", &["警告 N9"]),
    ] {
        let (mut said, _) = inside(&FORMS.replace(from, to));
        said.sort();
        assert_eq!(said, expected, "{to}");
    }
}
