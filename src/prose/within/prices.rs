//! N9: price × quantity = amount, where a sentence names one of each.

use std::collections::BTreeMap;

use super::{Claim, Facts, Must, doubtful};
use crate::prose::Role;

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    let mut sentences: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, statement) in facts.all() {
        if matches!(statement.role, Role::UnitPrice | Role::Count | Role::Amount)
            && let Some(sentence) = facts.sentence(at)
        {
            sentences.entry(sentence).or_default().push(at);
        }
    }
    for said in sentences.values() {
        let only = |role: Role| {
            let mut found = said.iter().copied().filter(|&s| facts.get(s).is_some_and(|s| s.role == role));
            found.next().filter(|_| found.next().is_none())
        };
        let (Some(price), Some(count), Some(amount)) = (only(Role::UnitPrice), only(Role::Count), only(Role::Amount))
        else {
            continue;
        };
        if let Some(statement) = facts.get(amount) {
            let must = Must::Product(vec![facts.operand(price), facts.operand(count)]);
            out.push(doubtful(true, Claim::certain("N9", statement.number, must)));
        }
    }
}
