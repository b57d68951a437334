//! N8: parts that a sentence names sum to its total, or are no more than it. N6: their changes sum to its change.
//!
//! `其中` alone promises nothing about completeness. A list is complete by its words: both of 基本支出 and 项目支出,
//! both of 人员经费 and 公用经费, all of “三公”, all of 货物, 工程 and 服务; brackets behind a total. Likely so are
//! a list with a remainder (`其他…`), one with a share for each part, and what `包括` introduces.

use super::{Claim, Doubt, Facts, Must, Sum, doubtful};
use crate::prose::{
    Direction, List, Mark, Reading, Role,
    statement::{Family, family, is_two_sided},
};

/// How sure the words are that a list names all parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Complete {
    Yes,
    Likely,
    No,
}

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    for list in &facts.prose.lists {
        if let Some(total) = list.total {
            amounts(facts, list, total, out);
        }
        things(facts, list, out);
        changes(facts, list, out);
    }
}

/// The amounts of a list that are its parts, without those that contain each other.
fn parts(facts: &Facts, list: &List, role: Role) -> Vec<usize> {
    let name = |p: usize| facts.get(p).and_then(|s| s.topics.first()).map_or("", String::as_str);
    let mine: Vec<usize> =
        list.parts.iter().copied().filter(|&p| facts.get(p).is_some_and(|s| s.role == role)).collect();
    let any = |words: &[&str]| mine.iter().any(|&p| words.iter().all(|w| name(p).contains(w)));
    let (vehicles, net) = (any(&["购置", "运"]), any(&["净值"]));
    let contained = |p: usize| {
        vehicles && family(name(p)) == Some(Family::Vehicles)
            || net && (name(p).contains("原值") || name(p).contains("累计折旧") && !name(p).contains("净值"))
    };
    mine.iter().copied().filter(|&p| !contained(p)).collect()
}

fn amounts(facts: &Facts, list: &List, total: usize, out: &mut Vec<Claim>) {
    let mut parts: Vec<usize> = parts(facts, list, Role::Amount).into_iter().filter(|&p| p != total).collect();
    let Some(statement) = facts.get(total).filter(|_| !parts.is_empty()) else { return };
    let name = |p: usize| facts.get(p).and_then(|s| s.topics.first()).map_or("", String::as_str);
    let both = statement.topics.first().is_some_and(|t| is_two_sided(t));
    // What it comes from is a list of the amount just named, whatever the heading is about.
    if both && list.name.is_empty() && list.mark != Mark::Behind {
        // 收入、支出总计：（一）收入总计 （二）支出总计
        for &part in parts.iter().filter(|&&p| is_side(name(p))) {
            let must = Must::Equal(facts.one(total));
            out.extend(facts.get(part).map(|s| Claim::certain("N8", s.number, must)));
        }
        return;
    }
    let mut names: Vec<&str> = parts.iter().map(|&p| name(p)).collect();
    // `基本支出9万元，其中：人员经费8万元，公用经费1万元；项目支出…`: what makes up the whole ends at the semicolon.
    if let Some(first) = list.first.filter(|&f| f < parts.len() && names.get(..f).is_some_and(is_complete)) {
        parts.truncate(first);
        names.truncate(first);
    }
    let shared = parts.iter().all(|&p| facts.of(p, |r| r == Role::Share).next().is_some());
    let sum = facts.sum(&parts);
    let sure = match complete(list, &names, shared) {
        // `3万元，1万元用于清淤，0.5万元用于绿化，其余用于管护`
        _ if list.mark == Mark::Behind && has_rest(facts, total) => Complete::No,
        sure => sure,
    };
    match sure {
        Complete::No => {
            let mut readings = vec![Must::AtLeast(sum)];
            // What stands behind the first semicolon may be said of something else.
            if let Some(first) = list.first.filter(|&f| f > 0 && f < parts.len()) {
                readings.push(Must::AtLeast(facts.sum(parts.get(..first).unwrap_or_default())));
            }
            let readings = readings.into_iter().map(|must| Reading { scope: String::new(), must }).collect();
            out.push(Claim { rule: "N8", stated: statement.number, readings, doubt: Doubt::None });
        }
        sure => out.push(doubtful(sure == Complete::Likely, Claim::certain("N8", statement.number, Must::Equal(sum)))),
    }
}

/// The sentence speaks of a rest without an amount.
fn has_rest(facts: &Facts, total: usize) -> bool {
    let number = facts.get(total).and_then(|s| facts.prose.numbers.get(s.number));
    let words = number.and_then(|n| facts.prose.sentences.get(n.sentence)).map(|s| facts.words(s.at));
    words.is_none_or(|w| ["其余", "剩余", "余下", "主要"].iter().any(|rest| w.contains(rest)))
}

/// One side of the whole budget: 收入总计, 支出预算总计.
fn is_side(name: &str) -> bool {
    let whole = name.contains("总计") || name.contains("总预算") || name.contains("合计");
    let bare = name.starts_with("收入") || name.starts_with("支出") || name.starts_with("本年");
    whole && bare && !is_two_sided(name)
}

/// Vehicles and people.
fn things(facts: &Facts, list: &List, out: &mut Vec<Claim>) {
    let Some(count) = list.count else { return };
    let parts: Vec<usize> = parts(facts, list, Role::Count)
        .into_iter()
        .filter(|&p| facts.get(p).is_some_and(|s| s.of == Some(count)))
        .collect();
    let Some(statement) = facts.get(count).filter(|_| !parts.is_empty()) else { return };
    let named = |words: &[&str]| {
        parts
            .iter()
            .any(|&p| facts.get(p).and_then(|s| s.topics.first()).is_some_and(|t| words.iter().any(|w| t.contains(w))))
    };
    let sum = facts.sum(&parts);
    let must = match () {
        () if named(&["其他用车", "其他车辆"]) => Claim::certain("N8", statement.number, Must::Equal(sum)),
        () if named(&["在职"]) && named(&["退休"]) => {
            doubtful(true, Claim::certain("N8", statement.number, Must::Equal(sum)))
        }
        () => doubtful(true, Claim::certain("N8", statement.number, Must::AtLeast(sum))),
    };
    out.push(must);
}

/// N6: only where the text makes the parts' changes parts of the change, and names all of them.
fn changes(facts: &Facts, list: &List, out: &mut Vec<Claim>) {
    // `“三公”经费5万元，比上年增加1万元。其中：…`: the change of the whole may stand before the word.
    let before = || list.total.and_then(|total| facts.change(total)).map(|(_, change)| change);
    let Some((change, statement)) = list.change.or_else(before).and_then(|c| Some((c, facts.get(c)?))) else { return };
    let Role::Change(direction) = statement.role else { return };
    if direction == Direction::Either || !facts.is_money(change) {
        return;
    }
    let mut names = Vec::new();
    let mut by: Sum = Vec::new();
    let amounts = parts(facts, list, Role::Amount);
    let stated = |p: &usize| facts.get(*p).is_some_and(|s| matches!(s.role, Role::Change(_))) && facts.is_money(*p);
    let own: Vec<usize> = list.parts.iter().copied().filter(stated).collect();
    for &part in if own.is_empty() { &amounts } else { &own } {
        names.extend(facts.get(part).and_then(|s| s.topics.first()).map(String::as_str));
        let changed = if own.is_empty() {
            facts.change(part)
        } else {
            facts.get(part).and_then(super::facts::sign).map(|s| (s, part))
        };
        match changed {
            Some((sign, change)) => by.push((sign, facts.operand(change))),
            // What stays the same as printed can have changed within its rounding.
            None if facts.is_same(part) && !facts.is_zero(part) => {
                by.extend([(1, facts.operand(part)), (-1, facts.operand(part))]);
            }
            None if facts.is_same(part) || facts.is_unchanged(part) => {}
            None => return,
        }
    }
    if !by.is_empty() && names.len() > 1 && is_complete(&names) {
        let claim = Claim::certain("N6", statement.number, Must::Change { direction, by });
        out.push(doubtful(list.change.is_none(), claim));
    }
}

fn complete(list: &List, names: &[&str], shared: bool) -> Complete {
    let all = |wanted: Family| names.iter().all(|n| family(n) == Some(wanted));
    let remainder = names.iter().any(|n| n.starts_with("其他"));
    match () {
        () if is_complete(names) => Complete::Yes,
        () if names.len() < 2 => Complete::No,
        () if list.mark == Mark::Brackets && names.len() > 2 => Complete::Yes,
        () if list.mark != Mark::Among && names.len() > 2 || list.mark == Mark::Brackets => Complete::Likely,
        () if list.mark == Mark::Behind => Complete::Likely,
        () if shared || all(Family::Classes) || all(Family::Sources) => Complete::Likely,
        // What is not bought is left out: `货物8万元，服务2万元`.
        () if all(Family::Procurement) => Complete::Likely,
        () if remainder && names.len() > 2 => Complete::Likely,
        () => Complete::No,
    }
}

/// These names make up a whole.
pub(super) fn is_complete(names: &[&str]) -> bool {
    let any = |words: &[&str]| names.iter().any(|n| words.iter().all(|w| n.contains(w)));
    let only = |families: &[Family]| names.iter().all(|n| family(n).is_some_and(|f| families.contains(&f)));
    let vehicles = any(&["用车购置", "运"]) || any(&["用车", "购置"]) && any(&["用车", "运"]);
    match () {
        () if only(&[Family::BasicAndProjects]) => any(&["基本支出"]) && any(&["项目支出"]),
        () if only(&[Family::PersonnelAndPublic]) => any(&["人员"]) && any(&["公用"]),
        () if only(&[Family::Vehicles]) => any(&["购置"]) && any(&["运"]),
        () if only(&[Family::ThreePublic, Family::Vehicles]) => any(&["出国"]) && any(&["接待"]) && vehicles,
        () if only(&[Family::Procurement]) => any(&["货物"]) && any(&["工程"]) && any(&["服务"]),
        () => false,
    }
}
