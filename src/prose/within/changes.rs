//! N4: this year − last year = change, change ÷ last year = rate; also inside one sentence (N4b). Where amounts
//! fit and words do not, the judge says so (N5).

use super::{Claim, Doubt, Facts, Must, facts::sign};
use crate::prose::{Direction, Reading, Role, Statement};

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    for (at, statement) in facts.all() {
        match statement.role {
            Role::Change(direction) if facts.is_money(at) && direction != Direction::Either => {
                out.extend(change(facts, at, statement, direction));
            }
            Role::Rate(direction) if direction != Direction::Either => {
                out.extend(rate(facts, at, statement, direction))
            }
            _ => {}
        }
    }
}

fn change(facts: &Facts, at: usize, statement: &Statement, direction: Direction) -> Option<Claim> {
    let readings = nows(facts, at, statement.of?).into_iter().filter_map(|now| {
        let before = facts.before(now, at)?;
        let by = vec![(1, facts.operand(now)), (-1, facts.operand(before))];
        Some(Must::Change { direction, by })
    });
    claim("N4", statement.number, readings.collect())
}

fn rate(facts: &Facts, at: usize, statement: &Statement, direction: Direction) -> Option<Claim> {
    let of = statement.of?;
    let other = facts.get(of)?;
    let readings = match other.role {
        Role::Change(_) => {
            let (sign, change) = (sign(other)?, facts.operand(of));
            let rate = |now: usize| {
                let before = match facts.before(now, at) {
                    Some(before) => facts.one(before),
                    None => vec![(1, facts.operand(now)), (-sign, change)],
                };
                Must::Rate { direction, change: vec![(sign, change)], before }
            };
            other.of.map(|now| nows(facts, of, now).into_iter().map(rate).collect()).unwrap_or_default()
        }
        Role::Amount => {
            let rate = |now: usize| {
                let before = facts.before(now, at)?;
                let change = vec![(1, facts.operand(now)), (-1, facts.operand(before))];
                Some(Must::Rate { direction, change, before: facts.one(before) })
            };
            rate(of).into_iter().collect()
        }
        _ => Vec::new(),
    };
    claim("N4", statement.number, readings)
}

/// The amounts that a change may be a change of. Behind a list, `…其中：A 3万元，B 2万元，比上年增加1万元` may be said of B
/// or of the whole, unless a part has a share or another part a change too.
pub(in crate::prose) fn nows(facts: &Facts, change: usize, now: usize) -> Vec<usize> {
    let mut nows = vec![now];
    let part = facts.get(now).filter(|s| s.list.is_some());
    let list = part.and_then(|s| facts.prose.lists.get(s.list?));
    let alone = |part: usize| {
        facts.of(part, |r| r == Role::Share).next().is_none() && (part == now || facts.change(part).is_none())
    };
    if let Some((list, total)) = list.and_then(|l| Some((l, l.total?)))
        && list.parts.last() == Some(&now)
        && list.parts.len() < 60
        && facts.sentence(total) == facts.sentence(change)
        && list.parts.iter().all(|&part| alone(part))
    {
        nows.push(total);
    }
    nows
}

fn claim(rule: &'static str, stated: usize, musts: Vec<Must>) -> Option<Claim> {
    let readings: Vec<Reading> = musts.into_iter().map(|must| Reading { scope: String::new(), must }).collect();
    (!readings.is_empty()).then_some(Claim { rule, stated, readings, doubt: Doubt::None })
}
