//! N2: share = part ÷ whole, and how much of the plan was spent. N3: shares of one whole make 100.

use std::collections::BTreeMap;

use super::{Claim, Doubt, Facts, Must, Operand, doubtful};
use crate::{
    model::Decimal,
    prose::{
        Reading, Role, Scope, Statement,
        statement::{Family, family, key},
    },
};

/// As many shares as one whole has at the most: there are not so many classes.
const MOST: usize = 60;

/// Shares that are said of the same whole without its being named or stated before them.
type Group = Vec<(usize, usize)>;

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    let mut groups: BTreeMap<(u32, Option<usize>, &str), Group> = BTreeMap::new();
    let mut alone: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, statement) in facts.all() {
        match statement.role {
            Role::Completion => out.extend(completion(facts, statement)),
            Role::Share => {
                let Some(part) = statement.of.filter(|&p| facts.get(p).is_some_and(|s| s.role == Role::Amount)) else {
                    if statement.of.is_none() && !statement.aside {
                        alone.entry(facts.sentence(at).unwrap_or_default()).or_default().push(at);
                    }
                    continue;
                };
                match wholes(facts, at, part, statement) {
                    Some(wholes) => {
                        let reading = |whole: usize| {
                            let must = Must::Share { part: facts.one(part), whole: facts.one(whole) };
                            Reading { scope: String::new(), must }
                        };
                        let readings = wholes.into_iter().map(reading).collect();
                        out.push(Claim { rule: "N2", stated: statement.number, readings, doubt: Doubt::None });
                    }
                    None => {
                        let list = facts.get(part).and_then(|p| p.list);
                        // Without a list, neighbours belong together: one group a section.
                        let name = statement.whole.as_deref().unwrap_or_default();
                        let key = (facts.section(at).unwrap_or_default(), list, name);
                        groups.entry(key).or_default().push((at, part));
                    }
                }
            }
            _ => {}
        }
    }
    for group in groups.values() {
        together(facts, group, out);
    }
    for shares in alone.values() {
        bare(facts, shares, out);
    }
}

fn completion(facts: &Facts, statement: &Statement) -> Option<Claim> {
    let spent = statement.of?;
    let planned = facts.of(spent, |r| r == Role::Planned).next()?;
    let must = Must::Share { part: facts.one(spent), whole: facts.one(planned) };
    Some(Claim::certain("N2", statement.number, must))
}

/// What the whole may be, where the text states it: by name, or as the total of the list in which the part stands.
fn wholes(facts: &Facts, share: usize, part: usize, statement: &Statement) -> Option<Vec<usize>> {
    let list = facts.get(part)?.list.and_then(|l| facts.prose.lists.get(l)?.total);
    let Some(name) = &statement.whole else { return list.map(|l| vec![l]) };
    let wanted = key(name);
    // `占比`, `占总额的`, `占总收入的`: no name of its own.
    if wanted.chars().count() < 2 {
        return list.map(|l| vec![l]);
    }
    let called = |at: usize| facts.get(at).and_then(|s| s.topics.first()).is_some_and(|t| key(t) == wanted);
    if let Some(total) = list.filter(|&t| called(t)) {
        return Some(vec![total]);
    }
    // `占本年支出合计的`: stated in this section, or wherever the text says so. With several scopes the figures choose.
    // What is said of one fund is no whole of other money.
    let apart = |at: usize| {
        let scope = facts.get(at).map(|s| s.scope.as_slice()).unwrap_or_default();
        [Scope::Fund, Scope::StateCapital].map(|s| scope.contains(&s))
    };
    let named: Vec<usize> =
        facts.named(&wanted).iter().copied().filter(|&at| at != part && apart(at) == apart(part)).collect();
    let here: Vec<usize> = named.iter().copied().filter(|&at| facts.section(at) == facts.section(share)).collect();
    let mut found = if here.is_empty() { named } else { here };
    let value = |at: usize| facts.get(at).and_then(|s| facts.prose.numbers.get(s.number)).map(|n| n.value.normalize());
    found.dedup_by_key(|at| value(*at));
    (!found.is_empty()).then_some(found)
}

/// Shares of a whole that is not stated before them: they are parts of what they add up to.
fn together(facts: &Facts, group: &Group, out: &mut Vec<Claim>) {
    if !(2..=MOST).contains(&group.len()) {
        return;
    }
    let parts: Vec<usize> = group.iter().map(|(_, part)| *part).collect();
    let all_classes = parts.iter().all(|&p| {
        let name = facts.get(p).and_then(|s| s.topics.first()).map_or("", String::as_str);
        facts.get(p).is_some_and(|s| s.subject.is_some()) || family(name) == Some(Family::Classes)
    });
    for (share, part) in group {
        let Some(statement) = facts.get(*share) else { continue };
        let must = Must::Share { part: facts.one(*part), whole: facts.sum(&parts) };
        out.push(doubtful(!all_classes, Claim::certain("N2", statement.number, must)));
    }
}

/// `占比分别为60%和40%`: shares without amounts, of which nothing is known but that they make up a whole, or no
/// more than that.
fn bare(facts: &Facts, shares: &[usize], out: &mut Vec<Claim>) {
    let Some((last, others)) = shares.split_last().filter(|(_, others)| !others.is_empty()) else { return };
    let mut rest = vec![(1, Operand::Constant(Decimal::ONE_HUNDRED))];
    rest.extend(others.iter().map(|&share| (-1, facts.operand(share))));
    if let Some(statement) = facts.get(*last) {
        out.push(doubtful(true, Claim::certain("N3", statement.number, Must::Equal(rest))));
    }
}
