//! What must be true of every recognition: no amount is lost or doubled, no text makes it panic or hang.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Block, identity, lines, segment, tables, tokens};
use crate::model::{Kind, Status};

const FIXTURES: [&str; 5] = [
    include_str!("../../tests/fixtures/text/words-in-a-row.txt"),
    include_str!("../../tests/fixtures/text/nested-header.txt"),
    include_str!("../../tests/fixtures/text/glued-cells.txt"),
    include_str!("../../tests/fixtures/text/rows-with-tabs.txt"),
    include_str!("../../tests/fixtures/text/one-cell-a-line.txt"),
];

/// Every amount with decimals in the regions of ordinary tables is in exactly one cell.
fn assert_amounts_land_once(text: &str) {
    let lines = lines(text);
    let context = identity::identity(&lines).context();
    for block in segment::segment(&lines) {
        let Block::Table(region) = block else { continue };
        let form = matches!(region.kind, Kind::ProjectPerformance | Kind::OverallPerformance | Kind::Projects);
        // Forms and project tables are tested with their own readers.
        let read = tables(&region, &context);
        let [table] = &read[..] else { continue };
        if form || table.status != Status::Ok {
            continue;
        }
        let mut balance: BTreeMap<String, i32> = BTreeMap::new();
        let words = region.lines.iter().flat_map(|l| tokens::tokens(l, 2));
        for word in words.filter(|t| t.kind == tokens::TokenKind::Amount) {
            *balance.entry(word.text).or_default() += 1;
        }
        let cells = table.panels.iter().flat_map(|p| &p.rows).flat_map(|r| &r.cells);
        for cell in cells.filter(|c| c.value.is_some() && c.text.contains('.')) {
            *balance.entry(cell.text.clone()).or_default() -= 1;
        }
        balance.retain(|_, n| *n != 0);
        assert!(balance.is_empty(), "{}（第 {} 行）：{balance:?}", region.title, region.line.number);
    }
}

#[test]
fn every_amount_lands_in_one_cell() {
    FIXTURES.iter().for_each(|text| assert_amounts_land_once(text));
}

#[test]
fn every_amount_of_the_real_texts_lands_in_one_cell() {
    let Ok(folder) = std::fs::read_dir("../shared/seeds") else {
        eprintln!("跳过：没有 ../shared/seeds");
        return;
    };
    for entry in folder.flatten() {
        assert_amounts_land_once(&std::fs::read_to_string(entry.path()).unwrap());
    }
}

/// Lines taken out, doubled, cut short and put elsewhere.
fn damaged(text: &str, steps: &[(u8, usize, usize)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for &(how, a, b) in steps {
        if lines.is_empty() {
            break;
        }
        let (a, b) = (a % lines.len(), b % lines.len());
        match how % 5 {
            0 => drop(lines.remove(a)),
            1 => lines.insert(b, lines[a].clone()),
            2 => lines.swap(a, b),
            3 => lines[a] = lines[a].chars().take(b).collect(),
            _ => lines[a] = lines[a].replace(['\t', ' '], ""),
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damaged_text_is_read_all_the_same(
        which in 0..FIXTURES.len(),
        steps in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 1..60),
    ) {
        let text = damaged(FIXTURES[which], &steps);
        let read = super::disclosure(&text);
        prop_assert!(read.tables.len() < 40);
    }

    #[test]
    fn any_characters_are_read(text in "[\\t\\n 0-9.,%()（）一二三、合计收支总表单位：万元科目编码名称基本项目出入-]{0,400}") {
        let _ = super::disclosure(&text);
    }
}

#[test]
fn amounts_that_look_like_page_numbers_are_not_dropped_in_silence() {
    let mut text = String::from("附表1\n一般公共预算支出表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n");
    for code in ["合计", "207 文化旅游体育与传媒支出", "208 社会保障和就业支出", "210 卫生健康支出"]
    {
        text += &format!("{code}\n12\n9\n3\n");
    }
    let table = &super::disclosure(&text).tables[0];
    assert_eq!(table.status, Status::Partial);
    assert!(table.raw.contains("12"));
}

#[test]
fn a_huge_table_is_read_in_reasonable_time() {
    let mut text = String::from(
        "附表1\n一般公共预算支出表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n合计 10000.00 10000.00\n",
    );
    for i in 0..10_000 {
        text += &format!("20{:05} 某项支出 1.00 1.00\n", i);
    }
    let start = std::time::Instant::now();
    let read = super::disclosure(&text);
    assert!(read.tables[0].panels[0].rows.len() > 9_000);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
