//! Final accounts (决算): what holds in their nine tables and between them, and what need not hold. Every case
//! starts from accounts that tie ([`support::accounts`]) and changes a line or two.

mod support;

use support::{accounts::ACCOUNTS, check};

/// The accounts with these texts changed, each once, the first after the heading of its table.
#[track_caller]
fn with(changes: &[(&str, &str, &str)]) -> String {
    let mut text = ACCOUNTS.to_owned();
    for (table, before, after) in changes {
        let from = text.find(&format!("\n{table}\n")).unwrap_or_else(|| panic!("没有{table}"));
        let at = from + text[from..].find(before).unwrap_or_else(|| panic!("{table}没有“{before}”"));
        text.replace_range(at..at + before.len(), after);
    }
    text
}

#[test]
fn accounts_that_tie_have_no_findings() {
    check(ACCOUNTS, &[]);
}

#[test]
fn messages_call_the_tables_by_the_names_they_have_in_final_accounts() {
    let d = support::disclosure(&with(&[("收入总表", "| 合计 | 972.00", "| 合计 | 972.10")]));
    let findings = gongkai::check::Checker::new(&d).findings(&d);
    assert!(findings.iter().any(|f| f.message.contains("收入支出决算总表")), "{findings:#?}");
}
