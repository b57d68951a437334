//! Final accounts (决算): what holds in their nine tables and between them, and what need not hold. Every case
//! starts from accounts that tie ([`support::accounts`]) and changes a line or two.

mod support;

use gongkai::{
    check::Checker,
    model::{CellRef, Decimal},
};
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

/// Every place of the accounts at which an amount is printed, raised by 9 in its unit: a slip that no rounding
/// explains is found, whatever figure it is. What is only compared with what is at least as much is left out.
#[test]
fn a_slip_in_any_figure_is_found() {
    let d = support::disclosure(ACCOUNTS);
    let mut missed = Vec::new();
    for (t, table) in d.tables.iter().enumerate() {
        for (p, panel) in table.panels.iter().enumerate() {
            for (r, row) in panel.rows.iter().enumerate() {
                for (c, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.value.is_some()) {
                    let at = CellRef::new(t, p, r, c);
                    let mut wrong = d.clone();
                    let amount = cell.value.expect("金额") + Decimal::from(9);
                    support::type_into(&mut wrong, at, &amount.to_string());
                    let tally = Checker::new(&wrong).tally();
                    if tally.errors == 0 {
                        missed.push(format!("{} {} {}", table.kind.name(), row.title(), panel.columns[c].title()));
                    }
                }
            }
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}
