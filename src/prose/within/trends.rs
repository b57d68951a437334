//! N5: `与上年持平` beside a change, `决算数小于预算数` beside both figures.

use super::{Claim, Facts, Must, doubtful, facts::sign};
use crate::prose::{Direction, Role};

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    for trend in &facts.prose.trends {
        let Some(of) = trend.of else { continue };
        let Some(amount) = facts.get(of) else { continue };
        if trend.with_plan {
            if let Some(planned) = facts.of(of, |r| r == Role::Planned).next() {
                let by = vec![(1, facts.operand(of)), (-1, facts.operand(planned))];
                let must = Must::Direction { direction: trend.direction, by };
                out.push(Claim::certain("N5", amount.number, must));
            }
            continue;
        }
        for change in facts.of(of, |r| matches!(r, Role::Change(_))) {
            let Some((statement, sign)) = facts.get(change).and_then(|s| Some((s, sign(s)?))) else { continue };
            if !statement.aside && facts.is_money(change) && trend.direction == Direction::Same {
                let must = Must::Direction { direction: Direction::Same, by: vec![(sign, facts.operand(change))] };
                // In another sentence the words may be meant of something else.
                let number = facts.prose.numbers.get(statement.number);
                let sentence = number.and_then(|n| facts.prose.sentences.get(n.sentence)).map(|s| s.at);
                let here =
                    sentence.is_some_and(|s| (s.from..s.to).contains(&trend.at.from) && s.section == trend.at.section);
                out.push(doubtful(!here, Claim::certain("N5", statement.number, must)));
            }
        }
    }
}
