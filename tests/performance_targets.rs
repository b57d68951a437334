//! What performance forms promise. N9: what the costs of a project are capped at (成本指标) covers what it is given. The forms are read as they are
//! published: as tabbed text, as a list on a web page.

use std::sync::Arc;

use gongkai::{
    check::{Examiner, Rulebook},
    model::Disclosure,
    read::{self, Options},
};

fn found(d: &Disclosure) -> Vec<String> {
    let examination = Examiner::new(d, Arc::new(Rulebook::default())).examine(d);
    let caps = examination.findings.into_iter().filter(|f| f.rule == "N9");
    caps.map(|f| format!("{} {}", f.severity.name(), f.message)).collect()
}

/// A form of 馆藏档案数字化, 30.00 万元, with these rows of indicators of costs.
fn form(costs: &str) -> Vec<String> {
    let text = format!(
        "临川县档案馆2025年部门预算公开

项目支出绩效目标表

（2025年度）
项目名称\t馆藏档案数字化\t\t\t
主管部门\t临川县档案局\t实施单位\t临川县档案馆\t
项目资金（万元）\t年度资金总额：\t30.00\t\t
\t其中：财政拨款\t30.00\t\t
\t其他资金\t\t\t
年度总体目标\t把两万页档案扫描成图像，费用不超过10万元\t\t\t
一级指标\t二级指标\t三级指标\t\t指标值
产出指标\t数量指标\t扫描页数\t\t≥20000页
\t时效指标\t付款\t\t≤3万元
成本指标\t经济成本指标\t{costs}
\t社会成本指标\t读者等候\t\t≤5万元
满意度指标\t服务对象满意度指标\t读者满意度\t\t≥95%
"
    );
    let d = gongkai::recognize::disclosure(&text);
    assert!(d.tables.iter().any(|t| !t.raw.is_empty()), "表没有认出来：{:#?}", d.tables);
    found(&d)
}

#[test]
fn a_cap_on_all_costs_is_not_below_the_amount() {
    assert!(form("项目总成本\t\t≤30万元").is_empty());
    assert!(form("项目总成本\t\t≤300000元").is_empty());
    assert!(form("项目总成本\t\t≤32万元").is_empty());
    assert_eq!(
        form("项目总成本\t\t≤23万元"),
        [
            "警告 项目绩效目标表“馆藏档案数字化”的成本指标“项目总成本”定的上限为 23.00 万元，少于项目金额 30.00 万元，差 7.00 万元：请核对金额改动后成本指标是否跟着改了。"
        ]
    );
}

#[test]
fn caps_on_single_costs_are_added_up() {
    assert!(form("扫描加工费\t\t≤24万元\n\t\t设备租赁费\t\t≤6.00万元").is_empty());
    assert_eq!(
        form("扫描加工费\t\t≤24万元\n\t\t设备租赁费\t\t≤0.60万元"),
        [
            "警告 项目绩效目标表“馆藏档案数字化”的成本指标“扫描加工费”“设备租赁费”的上限合计为 24.60 万元，少于项目金额 30.00 万元，差 5.40 万元：请核对金额改动后成本指标是否跟着改了；成本指标没有列全的，请注明。"
        ]
    );
    // Nobody has to cap every cost.
    assert!(form("扫描加工费\t\t≤24万元")[0].starts_with("提示 "));
}

#[test]
fn what_is_promised_of_each_or_at_least_caps_nothing() {
    for costs in [
        "每页扫描成本\t\t≤12元",
        "扫描加工费\t\t≥24万元",
        "成本控制率\t\t≤100%",
        "扫描成本\t\t≤24万元\n\t\t装订成本\t\t≤15元/卷",
    ] {
        assert!(form(costs).is_empty(), "{costs}");
    }
}

/// A page with 项目支出表 and the list of targets of two projects, with what is to be changed in it.
fn list(changes: &[(&str, &str)]) -> Vec<String> {
    let mut page = String::from(
        "<html><meta charset=utf-8><h1>临川县档案馆2025年部门预算公开</h1>
        <p>项目支出表</p><p>单位：万元</p><table>
        <tr><td>项目名称</td><td>合计</td><td>一般公共预算</td></tr>
        <tr><td>合计</td><td>65.00</td><td>65.00</td></tr>
        <tr><td>馆藏档案数字化</td><td>30.00</td><td>30.00</td></tr>
        <tr><td>库房恒温恒湿改造</td><td>35.00</td><td>35.00</td></tr></table>
        <p>项目支出绩效目标表</p><p>单位：万元</p><table>
        <tr><td>单位名称</td><td>项目名称</td><td>批复数</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>绩效指标性质</td><td>绩效指标值</td><td>绩效度量单位</td><td>权重</td></tr>
        <tr><td rowspan=3>临川县档案馆</td><td rowspan=3>馆藏档案数字化</td><td rowspan=3>30.00</td><td>成本指标</td><td>经济成本</td><td>扫描加工费</td><td>≤</td><td>24</td><td>万元</td><td>10</td></tr>
        <tr><td>成本指标</td><td>经济成本</td><td>设备租赁费</td><td>≤</td><td>60000</td><td>元</td><td>10</td></tr>
        <tr><td>产出指标</td><td>数量指标</td><td>扫描页数</td><td>≥</td><td>20000</td><td>页</td><td>70</td></tr>
        <tr><td rowspan=3>临川县档案馆</td><td rowspan=3>库房恒温恒湿改造</td><td rowspan=3>35.00</td><td>成本指标</td><td>经济成本</td><td>改造工程总成本</td><td>≤</td><td>350000</td><td>元</td><td>20</td></tr>
        <tr><td>产出指标</td><td>数量指标</td><td>改造面积</td><td>=</td><td>120</td><td>平方米</td><td>40</td></tr>
        <tr><td>满意度指标</td><td>服务对象满意度</td><td>读者满意度</td><td>≥</td><td>95</td><td>%</td><td>40</td></tr></table>
        <p>二、绩效目标设置情况说明</p><p>2025年本馆共2个项目编报绩效目标，涉及预算资金65.00万元。</p></html>",
    );
    for (before, after) in changes {
        assert!(page.contains(before), "没有“{before}”");
        page = page.replacen(before, after, 1);
    }
    let read = read::opened(page.as_bytes(), "公开.html".into(), &Options::default(), &mut |_, _| ());
    let d = read.expect("读得了").disclosure;
    let all = Examiner::new(&d, Arc::new(Rulebook::default())).examine(&d).findings;
    let of_targets = all.into_iter().filter(|f| matches!(f.rule, "N9" | "N10" | "N11" | "C10" | "V6"));
    of_targets.map(|f| format!("{} {} {}", f.severity.name(), f.rule, f.message)).collect()
}

#[track_caller]
fn says(changes: &[(&str, &str)], starts: &[&str]) {
    let said = list(changes);
    assert_eq!(said.len(), starts.len(), "{said:#?}");
    for (said, start) in said.iter().zip(starts) {
        assert!(said.starts_with(start), "{said}");
    }
}

#[test]
fn in_a_list_each_project_has_its_own_caps_and_weights() {
    says(&[], &[]);
    says(
        &[("350000", "35000")],
        &["警告 N9 项目绩效目标表“库房恒温恒湿改造”的成本指标“改造工程总成本”定的上限为 3.50 万元"],
    );
    says(&[("<td>70</td>", "<td>60</td>")], &["警告 N11 “馆藏档案数字化”的绩效指标权重（分值）合计 80"]);
}

#[test]
fn a_list_counts_each_project_once_and_knows_it_by_its_own_name() {
    says(&[("共2个项目", "共6个项目")], &["错误 N10"]);
    says(
        &[("rowspan=3>35.00", "rowspan=3>53.00"), ("350000", "530000")],
        &["错误 C10 项目绩效目标表“库房恒温恒湿改造”"],
    );
}

#[test]
fn an_increase_is_not_more_than_the_amount() {
    let form = |change: &str| {
        let text = format!(
            "临川县档案馆2025年部门预算公开

项目申报表
单位：万元
项目名称\t馆藏档案数字化\t项目编码\t
项目总预算\t30.00\t项目当年预算\t30.00
项目前两年预算及当年预算变动情况\t{change}\t\t
长期绩效目标表
成本指标\t经济成本指标\t项目总成本\t≤30万元
"
        );
        let d = gongkai::recognize::disclosure(&text);
        let all = Examiner::new(&d, Arc::new(Rulebook::default())).examine(&d).findings;
        all.into_iter().filter(|f| f.rule == "N7").map(|f| f.message).collect::<Vec<_>>()
    };
    for fits in ["较上年增加30万元", "较上年增加12.5万元", "较上年减少40万元", "与上年持平"] {
        assert!(form(fits).is_empty(), "{fits}");
    }
    assert_eq!(
        form("较上年增加40万元"),
        [
            "项目绩效目标表“馆藏档案数字化”的预算是 30.00 万元，却写明较上年增加 40 万元：上年数成了负数，请核对增加额和本年数。"
        ]
    );
}
