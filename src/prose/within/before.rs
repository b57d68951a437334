//! N7: last year's figure that a change implies is not negative. N6: it is the same wherever it is implied.

use std::collections::HashMap;

use super::{Claim, Facts, Must, changes::nows, doubtful, facts::sign};
use crate::prose::{Direction, Role, Scope, statement::key};

/// Words of money that is not all money.
const BUDGETS: &[&str] = &["公共", "财政", "基金", "拨款", "国有资本"];

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    // What is the same measure: by name, scope and this year's figure as printed.
    let mut first: HashMap<(String, Vec<Scope>, crate::model::Decimal), usize> = HashMap::new();
    for (at, statement) in facts.all() {
        let (Role::Change(direction), Some(now)) = (statement.role, statement.of) else { continue };
        let Some(amount) = facts.get(now).filter(|_| facts.is_money(at) && !statement.aside) else { continue };
        if direction == Direction::Up && facts.sentence(now) == facts.sentence(at) && nows(facts, at, now).len() == 1 {
            out.push(Claim::certain("N7", amount.number, Must::AtLeast(facts.one(at))));
        }
        let Some(number) = facts.prose.numbers.get(amount.number) else { continue };
        let name = amount.topics.first().map(|t| key(t)).unwrap_or_default();
        // Income and spending are as much as each other, and were last year. Of one budget alone it is not known.
        let said_of = [amount.topics.first(), amount.topics.last()];
        let of_budget = said_of.into_iter().flatten().any(|t| BUDGETS.iter().any(|w| t.contains(w)));
        let is_all = matches!(name.as_str(), "收" | "支" | "收支") && !of_budget;
        let (name, scope) = if is_all { ("收支".to_owned(), Vec::new()) } else { (name, amount.scope.clone()) };
        if name.is_empty() || direction == Direction::Either {
            continue;
        }
        let same = (name, scope, number.value.normalize());
        match first.get(&same).copied() {
            None => {
                first.insert(same, at);
            }
            Some(other) => {
                let by = facts.get(other).and_then(sign).map(|sign| vec![(sign, facts.operand(other))]);
                let claim = by.map(|by| Claim::certain("N6", statement.number, Must::Change { direction, by }));
                out.extend(claim.map(|c| doubtful(true, c)));
            }
        }
    }
}
