//! What the text says of itself, sentence by sentence, of an invented agency: what holds, what rounding explains,
//! what breaks, and what only looks wrong.

use std::sync::Arc;

use gongkai::{
    check::{Examiner, Rulebook},
    model::{Disclosure, Section, Stage},
};

fn disclosure(heading: &str, text: &str) -> Disclosure {
    Disclosure {
        agency: "某县水务局".into(),
        year: Some(2025),
        prose: vec![Section { heading: heading.into(), text: text.into(), ..Section::default() }],
        ..Disclosure::default()
    }
}

/// What the rules N2 to N15 say of a text: severity, rule, and the words that it is about.
fn said_of(d: &Disclosure) -> Vec<String> {
    let examination = Examiner::new(d, Arc::new(Rulebook::default())).examine(d);
    let within = examination.findings.iter().filter(|f| f.rule.starts_with('N') && f.rule != "N1" && f.rule != "N10");
    let mut said: Vec<String> = within
        .filter(|f| f.cells.is_empty())
        .map(|f| format!("{} {} {}", f.severity.name(), f.rule, f.texts.first().map_or("", |t| t.text(d)).trim()))
        .collect();
    said.sort();
    said
}

fn said(text: &str) -> Vec<String> {
    said_of(&disclosure("一、收支预算情况说明", text))
}

#[track_caller]
fn silent(text: &str) {
    assert_eq!(said(text), Vec::<String>::new(), "{text}");
}

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(said(text), expected, "{text}");
}

#[test]
fn shares() {
    silent("支出预算397.30万元，其中：基本支出76.90万元，占19.36%；项目支出320.40万元，占80.64%。");
    says("支出预算397.30万元，其中：基本支出76.90万元，占19.63%；项目支出320.40万元，占80.64%。", &["错误 N2 19.63"]);
    // Rounding of the amounts explains the last place.
    silent("支出预算3.7万元，其中：基本支出1.2万元，占32.4%；项目支出2.5万元，占67.6%。");
    // The whole is what the classes add up to.
    silent("1、教育支出（类）0.98万元，占0.49%。\n2、卫生健康支出（类）201.02万元，占99.51%。");
    says("1、教育支出（类）0.98万元，占0.94%。\n2、卫生健康支出（类）201.02万元，占99.51%。", &["错误 N2 0.94"]);
    // Last year's of nothing.
    silent("政府性基金支出0.00万元，其中：工程0.00万元，占0.00%；服务0.00万元，占0.00%。");
}

#[test]
fn the_whole_is_named() {
    let text = "本年支出合计500.00万元。\n一般公共预算财政拨款支出400.00万元，占本年支出合计的80.00%。";
    silent(text);
    says(&text.replace("80.00%", "88.00%"), &["错误 N2 88.00"]);
}

#[test]
fn bare_shares_make_a_hundred() {
    silent("从结构看，人员经费占88.24%，公用经费占11.76%。");
    says("从结构看，人员经费占88.24%，公用经费占17.76%。", &["警告 N3 17.76"]);
}

#[test]
fn changes_and_rates() {
    silent("行政运行（项）2025年预算数为54.02万元，比上年减少30.90万元，下降36.39%。");
    says("行政运行（项）2025年预算数为54.02万元，比上年减少30.90万元，下降36.93%。", &["错误 N4 36.93"]);
    // The rate was taken of this year's figure.
    says("项目支出120.00万元，比上年增加20.00万元，增长16.67%。", &["错误 N4 16.67"]);
    silent("收入总计98.07万元（上年收入总计102.80万元，同比减少4.73万元，同比减少4.60%）。");
    says(
        "收入总计98.07万元（上年收入总计102.80万元，同比减少4.37万元，同比减少4.60%）。",
        &["错误 N4 4.37", "错误 N4 4.60"],
    );
    // Without a change, the rate is of both figures.
    silent("2024年执行数为348.52万元，2025年预算安排350.35万元，比2024年执行数增加0.53%。");
    says("2024年执行数为348.52万元，2025年预算安排352.67万元，比2024年执行数增加0.53%。", &["错误 N4 0.53"]);
    silent("基本支出843.41万元，比上年预算906.80万元减少63.39万元。");
    says("基本支出843.41万元，比上年预算906.80万元减少36.39万元。", &["错误 N4 36.39"]);
}

#[test]
fn a_base_of_zero_makes_a_rate_meaningless() {
    says("公务接待费1.00万元，比上年增加1.00万元，增长100.00%。", &["提示 N4 100.00"]);
    says("公务接待费1.00万元，比上年增加1.00万元，增长0.00%。", &["提示 N4 0.00"]);
    silent("公务接待费1.00万元，比上年增加0.00万元，增长0.00%，与上年持平。");
}

#[test]
fn behind_a_list_the_change_is_of_the_whole() {
    let text = "机关运行经费49.00万元，其中：办公费13.00万元、水费0.30万元、差旅费10.00万元，较上年55.00万元减少6.00万元，减少10.91%。";
    silent(text);
    says(&text.replace("10.91%", "19.01%"), &["错误 N4 19.01"]);
}

#[test]
fn arithmetic_inside_a_sentence() {
    let text = "项目支出3.00万元，比上年减少0.50万元，下降14.29%，主要原因是专项资金2024年拨付3.5万元，2025年拨付3万元，较上年少拨付0.5万元。";
    silent(text);
    says(&text.replace("少拨付0.5", "少拨付5"), &["错误 N4 5"]);
    // What is said as a reason is not of the amount itself.
    silent("项目支出30.00万元，比上年增加10.00万元，增长50.00%，主要原因是增加水利专项8.00万元，统一压减10%。");
}

#[test]
fn directions() {
    says("公务用车运行维护费4万元，比上年减少2万元，同比增加33.33%。", &["错误 N5 33.33"]);
    says("基本支出80.00万元，比上年预算90.00万元增加10.00万元。", &["错误 N5 10.00"]);
    says("“三公”经费2.60万元，比上年增加0.50万元。2025年“三公”经费与上年持平。", &["警告 N5 0.50"]);
    silent("“三公”经费2.60万元，比上年增加0.00万元。2025年“三公”经费与上年持平。");
}

#[test]
fn reasons_that_can_be_measured() {
    let text = "公务员医疗补助1.70万元，比上年增加0.20万元，增长13.33%，主要原因是2025年在职职工人数比上年少2人。";
    says(text, &["警告 N5 主要原因是2025年在职职工人数比上年少2人"]);
    silent(&text.replace("少2人", "少2人，但缴费基数提高"));
    silent("公务员医疗补助1.70万元，比上年减少0.20万元，下降10.53%，主要原因是2025年在职职工人数比上年少2人。");
    silent("离退休费2.25万元，比上年增加0.25万元，增长12.50%，主要原因是在职人员减少、退休2人。");
}

#[test]
fn changes_of_the_parts_make_the_change() {
    let text = "2025年收支安排595.88万元，较2024年预算减少400.50万元，其中：基本支出增加17.50万元，主要为人员增加。项目支出减少418.00万元，主要为专项减少。";
    silent(text);
    says(&text.replace("418.00", "481.00"), &["错误 N6 400.50"]);
    // Subjects of last year may be gone: without 其中, or with some parts only, nothing is promised.
    silent("支出比上年减少100.00万元。卫生健康支出减少20.00万元，住房保障支出减少3.00万元。");
    silent("支出500.00万元，比上年减少100.00万元，其中：会议费减少20.00万元，培训费减少3.00万元。");
}

#[test]
fn last_year_is_implied_twice() {
    let text = "收入总计90.00万元，比上年减少10.00万元。与上年相比，收入总计减少10.00万元，下降10.00%。";
    silent(text);
    assert!(said(&text.replace("总计减少10.00", "总计减少12.00")).contains(&"警告 N6 12.00".to_owned()));
}

#[test]
fn last_year_is_not_negative() {
    says("住房公积金5.65万元，比上年增加8.20万元。", &["错误 N7 5.65"]);
    silent("住房公积金5.65万元，比上年增加5.65万元。");
}

#[test]
fn parts_make_the_whole() {
    let text = "政府采购预算4.90万元，其中：货物1.77万元，工程0.00万元，服务3.13万元。";
    silent(text);
    says(&text.replace("3.13", "3.31"), &["错误 N8 4.90"]);
    let text = "“三公”经费5.12万元，其中：因公出国（境）费0.00万元，公务用车购置及运行费4.00万元（其中：公务用车购置费0.00万元，公务用车运行费4.00万元），公务接待费1.12万元。";
    silent(text);
    says(&text.replace("接待费1.12", "接待费1.21"), &["错误 N8 5.12"]);
    says(&text.replace("运行费4.00万元）", "运行费3.00万元）"), &["错误 N8 4.00"]);
    let text = "商品和服务支出14.50万元：主要用于日常公用。（办公费13万、印刷费0.9万元、水费0.6万元）";
    silent(text);
    says(&text.replace("水费0.6", "水费6.6"), &["错误 N8 14.50"]);
    // Rounding.
    says("基本支出224.19万元，其中：人员经费216.58万元，公用经费7.60万元。", &["提示 N8 224.19"]);
}

#[test]
fn what_is_not_complete_is_at_most_the_whole() {
    silent("项目支出100.00万元，其中：水库维修30.00万元，防汛20.00万元。");
    says("项目支出40.00万元，其中：水库维修30.00万元，防汛20.00万元。", &["错误 N8 40.00"]);
    // Original value and net value are no parts beside each other.
    silent("资产总额214.16万元，其中流动资产24.95万元，固定资产原值381.44万元，累计折旧后固定资产净值189.21万元。");
    // 收入 and 支出 each are as much as both say.
    silent(
        "收入、支出预算总计100.00万元。其中：\n（一）收入预算总计100.00万元。\n（二）支出预算总计100.00万元。包括：\n1．水利支出60.00万元。\n2．住房保障支出40.00万元。",
    );
}

#[test]
fn sources_named_behind_an_amount_are_its_parts() {
    let text = "1、“水库除险资金”主要内容是：除险加固。2025年预算安排54.67万元，50万元为当年一般公共预算资金，4.67万元为上年结转资金。";
    silent(text);
    says(&text.replace("4.67万元为", "6.47万元为"), &["警告 N8 54.67"]);
    // One source is no more than the whole.
    silent("2025年预算安排54.67万元，50万元为当年一般公共预算资金。");
    says("2025年预算安排54.67万元，58万元为当年一般公共预算资金。", &["错误 N8 54.67"]);
    // Uses that are said to be all, and those that are not.
    silent("2025年预算安排3万元，1.2万元用于清淤，1.8万元用于绿化。");
    says("2025年预算安排3万元，1.2万元用于清淤，1.3万元用于绿化。", &["警告 N8 3"]);
    silent("2025年预算安排3万元，1.2万元用于清淤，1.3万元用于绿化，其余用于管护。");
    // What is used for something is no source.
    silent("2025年预算安排54.67万元，50万元用于除险加固。");
}

#[test]
fn lists_end_where_they_end() {
    silent(
        "收入包括：一般公共预算拨款收入283.37万元、上年结转113.94万元；支出包括：水利支出391.66万元、住房保障支出5.65万元。\n2025年收支总预算397.31万元。",
    );
    silent(
        "2025年收支总预算397.31万元。收入包括：一般公共预算拨款收入283.37万元、上年结转113.94万元。支出包括：水利支出391.66万元、住房保障支出5.65万元。",
    );
    silent(
        "支出预算595.88万元，其中基本支出256.88万元，包括人员经费233.52万元和日常公用经费23.36万元；项目支出339.00万元。",
    );
    // The next paragraph is about something else.
    silent("基本支出76.90万元，其中：\n人员经费69.42万元；\n公用经费7.48万元。\n此外，机动经费80.00万元。");
}

#[test]
fn vehicles() {
    let text = "共有车辆4辆，其中：一般公务用车1辆、执法执勤用车2辆、其他用车1辆；单位价值100万元以上设备5台（套）。";
    silent(text);
    says(&text.replace("执勤用车2辆", "执勤用车3辆"), &["错误 N8 4"]);
}

#[test]
fn prices() {
    silent("困难群众补助20人，人均5000元，共需10万元。");
    says("困难群众补助20人，人均5000元，共需5万元。", &["警告 N9 5"]);
    // Several estimates in a sentence, each up to its semicolon, and what they come to.
    let text =
        "低保人员17456人，按400元/人测算，需6982400元；特困人员2000人，按500元/人测算，需1000000元；合计7982400元。";
    silent(text);
    says(&text.replace("需6982400元", "需6892400元"), &["警告 N8 7982400", "警告 N9 6892400"]);
    says(&text.replace("合计7982400元", "合计7928400元"), &["警告 N8 7928400"]);
    silent("离休干部9人；每人每年5万元；共需45万元。");
}

#[test]
fn parameters_are_one() {
    silent("城乡居民参保人数4.95万人。\n继续稳定城乡居民参保人数4.95万人。");
    says("城乡居民参保人数4.95万人。\n城乡居民参保人数4.59万人。", &["警告 N12 4.59"]);
}

#[test]
fn years() {
    says("某县水务局2024年收支总预算397.30万元。", &["警告 N13 2024年"]);
    silent("某县水务局2025年收支总预算397.30万元，比2024年预算减少1.00万元。");
    silent("专项资金2024年下达50.00万元。");
    let d = disclosure("三、2024年支出预算情况说明", "支出预算5.00万元。");
    assert_eq!(said_of(&d), ["警告 N13 "]);
    let d = disclosure("三、2025年支出预算与2024年比较", "支出预算5.00万元。");
    assert_eq!(said_of(&d), Vec::<String>::new());
}

#[test]
fn an_item_about_a_thing_of_its_own_has_its_own_year() {
    let text = "1、“水库除险资金”主要内容是：除险加固。2025年预算安排45万元。\n2、“渠道维修经费”主要内容是：维修渠道。2025年预算安排10万元。";
    silent(text);
    says(&text.replace("2025年预算安排10", "2024年预算安排10"), &["警告 N13 2024年"]);
    // A change that the second item speaks of is none of the first one's amount.
    silent(
        "1、“水库除险资金”主要内容是：除险加固。2025年预算安排4万元。\n2、“渠道维修经费”主要内容是：维修渠道，比上年增加10万元。",
    );
}

#[test]
fn templates() {
    says(
        "因公出国（境）费0万元，比上年增（减）0万元，同比减少（增加）0%。",
        &["警告 N15 减少（增加）", "警告 N15 增（减）"],
    );
    says("财政拨款收入XXX万元，占××%。", &["警告 N15 XXX", "警告 N15 ××"]);
    says("按照《》的要求，支出=76.90万元。", &["提示 N15 《》", "警告 N15 ="]);
    says("培训费#REF!万元。", &["错误 N15 #REF!"]);
    silent("（二）“三公”经费增（减）变化情况说明如下。网址www.xxx.gov.cn，满意度>=95%。因公出国（境）费2.00万元。");
}

#[test]
fn final_accounts() {
    let d =
        |text: &str| Disclosure { stage: Stage::FinalAccounts, ..disclosure("三、支出决算情况说明", text) };
    let text = "1、水利支出（类）水利（款）行政运行（项）。主要用于：基本支出。年初预算为250.00万元，支出决算为200.00万元，完成年初预算的80.00%。决算数小于预算数的主要原因：厉行节约。";
    assert_eq!(said_of(&d(text)), Vec::<String>::new());
    assert_eq!(said_of(&d(&text.replace("80.00%", "88.00%"))), ["错误 N2 88.00"]);
    assert_eq!(said_of(&d(&text.replace("决算数小于", "决算数大于"))), ["错误 N5 200.00"]);
}

#[test]
fn the_change_of_the_whole_stands_before_the_list() {
    let text = "“三公”经费支出预算为1.00万元。比2024年支出预算增加1.00万元。\n具体支出情况如下：\n（一）因公出国（境）费0.00万元。与2024年支出预算保持一致。\n（二）公务接待费1.00万元。比2024年支出预算增加1.00万元。\n（三）公务用车购置及运行费0.00万元。其中：公务用车购置费0.00万元，与2024年支出预算保持一致；公务用车运行维护费0.00万元，与2024年支出预算保持一致。";
    silent(text);
    says(&text.replacen("增加1.00", "增加0.10", 1), &["警告 N6 0.10"]);
}

#[test]
fn the_same_reason_has_the_same_number() {
    let text = "基本支出20.00万元，比上年减少2.00万元，主要原因是在职职工人数比上年少2人。\n培训费1.00万元，比上年减少0.10万元，主要原因是在职职工人数比上年少2人。";
    silent(text);
    says(&text.replacen("少2人", "少5人", 1), &["警告 N12 2"]);
}

#[test]
fn what_is_said_of_the_part_or_of_the_whole() {
    // A change behind a list may be of the whole: no figure of last year is negative.
    silent("收入总计100.00万元，其中：罚没收入5.00万元，比上年增加20.00万元。");
    silent("收入总计100.00万元，其中：罚没收入5.00万元，比上年增加20.00万元，增长25.00%。");
    // With a share between, it is of the part.
    says("收入总计100.00万元，其中：罚没收入5.00万元，占5.00%，比上年增加20.00万元。", &["错误 N7 5.00"]);
    let text = "基本支出9.00万元，其中：人员经费8.00万元，公用经费1.00万元；项目支出20.00万元。";
    silent(text);
    says(&text.replace("8.00", "6.00"), &["错误 N8 9.00"]);
}

#[test]
fn things_of_another_paragraph_are_not_broken_down() {
    silent(
        "1.因公出国（境）费支出0.00万元，全年因公出国（境）团组0个、累计0人次。\n2.公务用车运行维护费支出2.00万元，其中：\
         燃料费1.00万元，年末公务用车保有量3辆。\n3.公务接待费支出1.00万元。其中：国内公务接待支出1.00万元，共接待9批次、\
         80人次；外事接待支出0.00万元，共接待0批次、0人次。",
    );
}

#[test]
fn what_stays_the_same_as_printed_may_have_changed_within_its_rounding() {
    let text = |whole: &str| {
        format!(
            "“三公”经费预算16.75万元，比上年减少{whole}万元。其中：因公出国（境）费0.00万元，与上年持平；公务接待费8.30万元，\
             比上年减少2.08万元；公务用车购置及运行费8.45万元，与上年持平。"
        )
    };
    says(&text("2.07"), &["提示 N6 2.07"]);
    says(&text("2.60"), &["警告 N6 2.60"]);
}

#[test]
fn both_sides_come_to_the_same_and_change_by_the_same() {
    let text = |change: &str| {
        format!(
            "收、支总计均为1336.52万元。与上年度相比，收、支总计各增加{change}万元，增长8.35%，主要原因是人员增加。"
        )
    };
    silent(&text("102.96"));
    says(&text("89.65"), &["错误 N4 8.35"]);
}

#[test]
fn a_share_of_an_amount_that_is_called_an_amount() {
    let text = |part: &str| {
        format!(
            "授予中小企业合同金额9.09万元，占政府采购支出总额的42.38%，其中：授予小微企业合同金额{part}万元，占授予中小企业\
             合同金额的49.94%。"
        )
    };
    silent(&text("4.54"));
    says(&text("4.45"), &["错误 N2 49.94"]);
}

#[test]
fn goods_works_and_services_are_all_that_is_bought() {
    let text = |services: &str| {
        format!("政府采购预算总额141.24万元，其中：货物109.99万元、工程0.00万元、服务{services}万元。")
    };
    silent(&text("31.25"));
    says(&text("30.16"), &["错误 N8 141.24"]);
}

#[test]
fn what_is_not_bought_is_left_out() {
    silent("政府采购预算26.40万元，其中：货物类8.40万元，服务类18.00万元。");
    says("政府采购预算26.40万元，其中：货物类4.80万元，服务类18.00万元。", &["警告 N8 26.40"]);
}

#[test]
fn income_and_spending_changed_alike() {
    let said_of_both = |spending: &str| {
        said(&format!("收入预算397.30万元，比上年增加12.30万元。\n支出预算397.30万元，比上年增加{spending}万元。"))
    };
    assert_eq!(said_of_both("12.30"), Vec::<String>::new());
    assert_eq!(said_of_both("13.20"), ["警告 N6 13.20"]);
}

#[test]
fn the_name_of_another_agency_is_what_remains_of_its_text() {
    let own = "某县水务局2025年收支总预算5.00万元。某县水务局2025年没有使用国有资本经营预算。某县水务局内设机构3个。";
    silent(&format!("{own}\n某县水务局2025年机关运行经费2.00万元。"));
    says(&format!("{own}\n邻县林业局2025年机关运行经费2.00万元。"), &["警告 N15 邻县林业局"]);
    says(&format!("{own}\n2025年，邻县林业局的机关运行经费2.00万元。"), &["警告 N15 邻县林业局"]);
    // Others are spoken of, too.
    silent(&format!("{own}\n2025年，邻县林业局移交堤防3处。\n2024年，邻县林业局并入我局。"));
}

#[test]
fn a_budget_that_there_was_not_last_year() {
    says("2024年本部门没有使用政府性基金预算安排的支出。", &["警告 N13 2024年"]);
    silent("2025年本部门没有使用政府性基金预算安排的支出。");
    silent("2025年本部门没有使用政府性基金预算安排的支出，与2024年一致。");
}
