use super::*;

/// Every number of a text: digits, measure, `!` where it is no figure.
fn lex(text: &str) -> String {
    let (_, numbers) = read(&[Section { text: text.into(), ..Section::default() }]);
    let one = |n: &Number| {
        let measure = match &n.measure {
            Measure::Money(unit) => unit.name(),
            Measure::Percent => "%",
            Measure::PerMille => "‰",
            Measure::Points => "点",
            Measure::Count(word) => word,
            Measure::Year => "年",
            Measure::Plain => "",
        };
        format!("{}{measure}{}", n.value, if n.figure { "" } else { "!" })
    };
    numbers.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn amounts() {
    assert_eq!(lex("收入1,203.50万元，支出 1．5 亿元，余额8元。"), "1203.50万元 1.5亿元 8元");
    assert_eq!(lex("办公费 13 万、水费０.３万，接待30万人次"), "13万元 0.3万元 30万人次");
    assert_eq!(lex("增长 0.00 %，提高2个百分点，下降-3.5%"), "0.00% 2点 -3.5%");
    assert_eq!(lex("共有车辆1辆，编制数15名，房屋20.5平方米"), "1辆 15名 20.5平方米");
}

#[test]
fn what_is_no_figure() {
    assert_eq!(lex("截至2024年12月31日，2025年度"), "2024年! 12! 31! 2025年!");
    assert_eq!(lex("某财社〔2024〕99号，电话0371-1234567"), "2024! 99! 371! 1234567!");
    assert_eq!(lex("1.2025年收入5万元\n2、支出（1）3万元"), "1! 2025年! 5万元 2! 1! 3万元");
    assert_eq!(lex("单位价值50万元以上设备0台（套），满意度≥95%，不少于3次"), "50万元! 0台 95%! 3次!");
    assert_eq!(lex("单价100万元（含）以上设备2台"), "100万元! 2台");
    assert_eq!(lex("补助3-5万元，2023-2025年，2024.12.31"), "3! 5万元! 2023年! 2025年!");
}

#[test]
fn commas_between_clauses_are_no_separators() {
    assert_eq!(lex("收入5,支出3万元"), "5! 3万元");
    assert_eq!(lex("收入12,345,678元，其他9，812.41万元"), "12345678元 9812.41万元");
}
