//! Our own readers of text, CSV and the native format are not ended by a clock, so what they do must grow no faster
//! than what they are given, whatever that is: four times the text, about four times the work.

use std::fs;

use gongkai::read::{self, Options};

/// What work of a hundredth of a second may come to beside what is measured.
const SMALL: u64 = 60_000_000;

/// Nanoseconds that this thread has had of a processor, where the system tells it; how busy it is does not matter.
fn worked() -> Option<u64> {
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}

/// Reads it; how long that took.
fn cost(name: &str, text: &str) -> Option<u64> {
    let before = worked()?;
    // Whether it is refused does not matter either.
    let _ = read::opened(text.as_bytes(), name.to_owned(), &Options::default(), &mut |_, _| ());
    Some(worked()? - before)
}

/// So many characters of this again and again.
fn repeated(head: &str, piece: &str, size: usize) -> String {
    head.to_owned() + &piece.repeat(size / piece.chars().count())
}

#[test]
fn reading_a_text_takes_as_long_as_it_is() {
    let table = "某县档案馆2025年部门预算\n支出总表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n";
    let cases: &[(&str, &str, &str)] = &[
        ("一行数字.txt", "", "9"),
        ("一行字.txt", "", "预算"),
        ("逗号.csv", "", ","),
        ("引号.csv", "\"", "a\"\""),
        ("空行.txt", "", "\n"),
        ("空白.txt", "", " \n　"),
        ("表名.txt", "", "支出总表\n"),
        ("标题.txt", "", "一、支出总表\n"),
        ("表的一行.txt", table, "9.24 "),
        ("表的行.txt", table, "208 社会保障和就业支出 9.24 9.24\n"),
        ("没有编码的行.txt", table, "社会保障和就业支出\n9.24\n"),
        ("只有数.txt", table, "9.24 9.24\n"),
        ("金额句子.txt", "", "2025年支出预算397.30万元，比上年增加12.50万元，增长3.25%。"),
        ("段落.txt", "第三部分 情况说明\n", "2025年支出预算397.30万元，其中：基本支出9.24万元，占2.33%。\n"),
        ("表.csv", "支出总表\n科目编码,科目名称,合计,基本支出,项目支出\n", "208,社会保障和就业支出,9.24,9.24,\n"),
        ("数组.json", "{\"format\":\"gongkai/1\",\"tables\":", "["),
        ("对象.json", "", "{\"a\":"),
        ("数.json", "{\"format\":\"gongkai/1\",\"year\":", "9"),
        ("括号.txt", "", "（"),
        ("编码.txt", "", "2080505 "),
    ];
    let size = 20_000;
    for (name, head, piece) in cases {
        let cost = |size| cost(name, &repeated(head, piece, size));
        let Some((small, large)) = cost(size).zip(cost(4 * size)) else {
            println!("{name}：系统不说用了多少时间，没有测");
            continue;
        };
        println!("{name}：{} → {} ms", small / 1_000_000, large / 1_000_000);
        assert!(large < 8 * small + SMALL, "{name}: {small} → {large} ns");
    }
}
