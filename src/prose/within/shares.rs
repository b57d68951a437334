//! N2: share = part ÷ whole, and how much of the plan was spent. N3: shares of one whole make 100.

use std::collections::BTreeMap;

use super::{Claim, Facts, Must, Operand, doubtful};
use crate::{
    model::Decimal,
    prose::{
        Role, Statement,
        statement::{Family, family, key},
    },
};

/// As many shares as one whole has at the most: there are not so many classes.
const MOST: usize = 60;

/// Shares that are said of the same whole without its being named or stated before them.
type Group = Vec<(usize, usize)>;

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    let mut groups: BTreeMap<(u32, Option<usize>), Group> = BTreeMap::new();
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
                match whole(facts, part, statement) {
                    Some(whole) => {
                        let must = Must::Share { part: facts.one(part), whole: facts.one(whole) };
                        out.push(Claim::certain("N2", statement.number, must));
                    }
                    None => {
                        let list = facts.get(part).and_then(|p| p.list);
                        // Without a list, neighbours belong together: one group a section.
                        let key = (facts.section(at).unwrap_or_default(), list);
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

/// The whole, where the text states it: by name, or as the total of the list in which the part stands.
fn whole(facts: &Facts, part: usize, statement: &Statement) -> Option<usize> {
    let list = facts.get(part)?.list.and_then(|l| facts.prose.lists.get(l)?.total);
    let Some(name) = &statement.whole else { return list };
    let wanted = key(name);
    let is_it =
        |s: &Statement| s.role == Role::Amount && !s.aside && s.topics.first().is_some_and(|t| key(t) == wanted);
    if let Some(total) = list.filter(|&t| facts.get(t).is_some_and(is_it)) {
        return Some(total);
    }
    // `占本年支出合计的`: stated wherever the text says so for the first time.
    let found = facts.named(&wanted).filter(|&at| at != part);
    // `占比`, `占总额的`: not a name of its own.
    found.or(if wanted.chars().count() < 2 { list } else { None })
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
