//! Any text can be read: without panic, every number at most once, in time that grows with its length only.

use std::time::{Duration, Instant};

use gongkai::{
    model::{Disclosure, Section, Stage},
    prose::Prose,
};
use proptest::prelude::*;

fn disclosure(text: String, stage: Stage) -> Disclosure {
    let section = Section { heading: "一、情况".into(), text, ..Section::default() };
    Disclosure { agency: "某局".into(), year: Some(2025), stage, prose: vec![section], ..Disclosure::default() }
}

/// Pieces of such texts, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9０-９]{1,8}",
        "[0-9]{1,3}[.．,，][0-9]{1,3}",
        "(万元|元|亿|万|%|％|个百分点|年|月|人|辆|平方米|‰)",
        "(其中|其中：|包括|主要包括：|分别为|主要用于：|具体情况如下：)",
        "(比上年|与2024年相比|同比|较去年|上年|占|完成年初预算的|人均|与上年持平)",
        "(增加|减少|增长|下降|增（减）|减少（增加）|新增|各)",
        "(基本支出|项目支出|（类）|（款）|（项）|“三公”经费|收支总计|水利支出)",
        "(主要原因是|年初预算为|支出决算为|决算数小于预算数)",
        "[，。；：、\n（）()“”=《》-]",
        "(（一）|1．|（1）|一、|\n1、|\n（二）)",
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_can_be_read(text in pieces(), settled in any::<bool>()) {
        let d = disclosure(text, if settled { Stage::FinalAccounts } else { Stage::Budget });
        let prose = Prose::of(&d);
        let mut numbers: Vec<usize> = prose.statements.iter().map(|s| s.number).collect();
        let all = numbers.len();
        numbers.dedup();
        prop_assert_eq!(numbers.len(), all, "a number has two statements");
        let long = d.prose[0].text.chars().count() as u32;
        for (i, number) in prose.numbers.iter().enumerate() {
            prop_assert!(number.at.from < number.at.to && number.at.to <= number.end && number.end <= long);
            prop_assert!(number.at.text(&d).chars().any(char::is_numeric));
            let next = prose.numbers.get(i + 1);
            prop_assert!(next.is_none_or(|n| n.at.from >= number.at.to));
        }
        for statement in &prose.statements {
            prop_assert!(prose.numbers[statement.number].figure);
            prop_assert!(statement.of.is_none_or(|of| of < prose.statements.len()));
        }
        for claim in &prose.claims {
            prop_assert!(claim.stated < prose.numbers.len() && !claim.readings.is_empty());
        }
    }
}

#[test]
fn time_and_claims_grow_with_the_text_only() {
    let hostile = [
        "收入5.00万元，其中：A1.00万元，比上年增加1.00万元，增长5.00%；",
        "（",
        "）",
        "其中",
        "= ",
        "1,111",
        "12345678901234567890",
        "比上年",
        "5万元（",
        "占5%，",
        "水利支出（类）5万元，占5%；",
        "与上年持平，",
        "\n1．收入5万元。其中：",
        "XX",
    ];
    for piece in hostile {
        let text = piece.repeat(150_000 / piece.len());
        let d = disclosure(text, Stage::Budget);
        let start = Instant::now();
        let prose = Prose::of(&d);
        let took = start.elapsed();
        // Unoptimized and beside other tests.
        assert!(took < Duration::from_secs(15), "{piece:?}: {took:?}, {} figures", prose.statements.len());
        let readings = prose.claims.iter().flat_map(|c| &c.readings);
        let operands: usize = readings.map(|r| r.must.operands().len()).sum();
        assert!(operands <= 60 * prose.numbers.len(), "{piece:?}: {operands} operands");
    }
}
