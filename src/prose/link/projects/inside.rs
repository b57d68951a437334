//! Texts inside the form of a project (项目总体目标, 测算依据): `本项目资金3万元，1.2万元用于…`, `9人，按每人每年5万元测算，
//! 共需45万元`. Whose project it is needs no name.

use super::{
    Listed, Project, Sort, amount, is_same,
    items::{OF_PROJECT, is_arranged, is_made_of, said_before},
    sources,
};
use crate::{
    model::Disclosure,
    prose::{Claim, Doubt, Measure, Must, Prose, Reading, Role},
};

/// These say that an estimate comes to it.
const IN_ALL: &[&str] = &["共需", "合计", "共计", "总计"];
/// What else may stand beside them.
const NEEDED: &[&str] = &["需", "补助", "需求", "测算"];

/// What a text inside a form states as its project's amount.
pub(super) struct Inside<'l> {
    /// Index of the statement of the whole amount, and of what it comes from or is used for.
    pub statement: usize,
    pub parts: Vec<usize>,
    project: &'l Project,
    /// It is what an estimate comes to, of the project or only of one of its activities.
    is_estimate: bool,
}

impl Inside<'_> {
    /// What must hold of it.
    pub fn claims(&self, d: &Disclosure, prose: &Prose, lists: &[Listed]) -> Vec<Claim> {
        let Some(statement) = prose.statements.get(self.statement) else { return Vec::new() };
        let own = |p: &Project| p.row.table == self.project.row.table;
        let is = |p: &Project| own(p) || is_same(&p.name, &self.project.name) && !self.project.name.is_empty();
        let mut claims = amount(d, statement.number, lists, is);
        if self.is_estimate {
            claims.retain(|c| c.readings.iter().all(|r| r.scope.starts_with("绩效目标表")));
            for claim in &mut claims {
                claim.doubt = Doubt::Other;
                claim.readings.iter_mut().for_each(at_most);
            }
        }
        claims.extend(sources::claims(d, prose, &self.parts, lists, own));
        claims
    }
}

/// An estimate is no more than what it is an estimate of.
fn at_most(reading: &mut Reading) {
    if let Must::Equal(sum) = &mut reading.must {
        reading.must = Must::AtMost(std::mem::take(sum));
    }
}

/// The amount that each text inside a form states, if it does: the first that is said to be arranged, else what an
/// estimate comes to in all.
pub(super) fn told<'l>(d: &Disclosure, prose: &Prose, lists: &'l [Listed]) -> Vec<Inside<'l>> {
    let mut out: Vec<(u32, Inside<'l>)> = Vec::new();
    let mut text: (Option<u32>, Vec<char>) = (None, Vec::new());
    for (index, statement) in prose.statements.iter().enumerate() {
        let Some(number) = prose.numbers.get(statement.number) else { continue };
        let section = number.at.section;
        let Some((of, table)) = d.prose.get(section as usize).and_then(|s| Some((s, s.table?))) else { continue };
        let is_money = matches!(number.measure, Measure::Money(_)) && statement.role == Role::Amount;
        if !is_money || statement.of.is_some() {
            continue;
        }
        if text.0 != Some(section) {
            text = (Some(section), of.text.chars().collect());
        }
        let is_estimate = !is_arranged(d, prose, number, &text.1);
        if is_estimate && (is_shared(&of.text) || !said_before(prose, number, &text.1).is_some_and(|w| is_in_all(&w))) {
            continue;
        }
        let forms = lists.iter().filter(|l| l.sort == Sort::Form).flat_map(|l| &l.projects);
        let Some(project) = forms.into_iter().find(|p| p.row.table == table) else { continue };
        let parts = prose.statements.iter().enumerate().skip(index + 1);
        let parts = parts.take_while(|(_, s)| prose.numbers.get(s.number).is_some_and(|n| n.at.section == section));
        let parts = parts.filter(|(_, s)| s.of == Some(index)).map(|(at, _)| at).collect();
        let found = Inside { statement: index, parts, project, is_estimate };
        match out.last_mut().filter(|(at, _)| *at == section) {
            // Of several estimates the last is the sum.
            Some((_, known)) if known.is_estimate => *known = found,
            Some(_) => {}
            None => out.push((section, found)),
        }
    }
    out.into_iter().map(|(_, inside)| inside).collect()
}

/// Others bear a part of what the estimate comes to.
fn is_shared(text: &str) -> bool {
    ["承担", "分担", "负担", "比例", "自筹"].iter().any(|w| text.contains(w))
}

/// `共需财政补助资金`, `合计`
fn is_in_all(words: &str) -> bool {
    IN_ALL.iter().any(|w| words.contains(w)) && is_made_of(words, &[OF_PROJECT, NEEDED].concat())
}
