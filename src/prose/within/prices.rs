//! N9: price × quantity = amount, where a sentence names one of each.

use std::collections::BTreeMap;

use super::{Claim, Facts, Must, doubtful};
use crate::prose::{Measure, Role};

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
        // `5万人`: ten thousand of them at once.
        let tens = facts
            .get(count)
            .and_then(|s| facts.prose.numbers.get(s.number))
            .is_some_and(|n| matches!(&n.measure, Measure::Count(word) if word.starts_with(['万', '亿'])));
        if let Some(statement) = facts.get(amount).filter(|_| !tens) {
            let must = Must::Product(vec![facts.operand(price), facts.operand(count)]);
            out.push(doubtful(true, Claim::certain("N9", statement.number, must)));
        }
    }
}
