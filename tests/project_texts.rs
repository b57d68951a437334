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
