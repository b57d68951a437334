//! Findings: what the checker says, in sentences.

use super::{
    Checker, Finding, Outcome, Severity, Verdict, cause, formula,
    names::{self, Along},
    own,
    settle::severity,
};
use crate::{
    model::{CellRef, Disclosure, with_thousands},
    relations::{Comparison, Relation},
};

impl Checker {
    /// Everything that does not tie, the worst first, then in the order of the document.
    pub fn findings(&self, d: &Disclosure) -> Vec<Finding> {
        let carried = cause::carried_in(d);
        let mut out: Vec<Finding> = self
            .relations()
            .iter()
            .enumerate()
            .filter_map(|(number, relation)| {
                let outcome = self.outcome(number);
                let severity = severity(relation, outcome.verdict)?;
                let mut finding = of_relation(d, number, relation, outcome, severity);
                own::name(self, number, &mut finding);
                if outcome.verdict == Verdict::Broken {
                    finding.cause = cause::likely(d, relation, outcome, &carried);
                }
                Some(finding)
            })
            .collect();
        out.extend((0..self.scopes().count()).filter_map(|scope| {
            let remark = self.remark(scope)?;
            let rule = self.scopes().nth(scope)?.0.rule;
            Some(hint(rule, remark.cells.clone(), remark.message.clone(), None))
        }));
        if self.truncates() {
            let of = |(number, _): &(usize, &Relation)| self.outcome(*number).verdict == Verdict::Truncation;
            let cut: Vec<_> = self.relations().iter().enumerate().filter(of).collect();
            let message = format!(
                "本文件有 {} 处合计的差额只有“截尾”（直接舍去后面的位数，没有四舍五入）才能解释，看来全文按截尾取数；金额本身不必改，建议统一改用四舍五入。",
                cut.len()
            );
            let rule = cut.first().map_or("V2", |(_, r)| r.rule);
            let cells = cut.iter().map(|(_, r)| r.stated).collect();
            out.push(hint(rule, cells, message, Some(Verdict::Truncation)));
        }
        out.sort_by(|a, b| (a.severity, a.cells.first(), a.rule).cmp(&(b.severity, b.cells.first(), b.rule)));
        out
    }

    /// The formula line of a relation:
    /// `合计 = 208 + 210 + 221 = 9.24 + 382.42 + 5.65 = 397.31，表列 397.30，差 0.01（尾差容许 0.02）`.
    pub fn formula(&self, d: &Disclosure, relation: usize) -> String {
        match self.relations().get(relation) {
            Some(r) => formula::line(d, r, self.outcome(relation)),
            None => String::new(),
        }
    }
}

fn hint(rule: &'static str, cells: Vec<CellRef>, message: String, verdict: Option<Verdict>) -> Finding {
    Finding { verdict, cells, ..Finding::new(rule, Severity::Hint, message) }
}

fn of_relation(d: &Disclosure, number: usize, r: &Relation, outcome: &Outcome, severity: Severity) -> Finding {
    let terms = r.terms.iter().map(|t| t.cell).filter(|c| d.cell(*c).is_some_and(|c| c.value.is_some()));
    Finding {
        relation: Some(number),
        verdict: Some(outcome.verdict),
        cells: std::iter::once(r.stated).chain(terms).collect(),
        stated: Some(outcome.stated),
        computed: Some(outcome.computed),
        difference: Some(outcome.difference),
        allowed: Some(outcome.allowed),
        ..Finding::new(r.rule, severity, message(d, r, outcome))
    }
}

fn message(d: &Disclosure, r: &Relation, outcome: &Outcome) -> String {
    let stated = with_thousands(outcome.stated);
    let computed = with_thousands(outcome.computed);
    let difference = with_thousands(outcome.difference);
    let place = names::cell(d, r.stated);
    let blank = d.cell(r.stated).is_none_or(|c| c.value.is_none());
    let printed = if blank { "是空白".to_owned() } else { format!("表列 {stated}") };
    let mut text = match (r.comparison, r.terms.as_slice()) {
        (Comparison::Equal, [other]) if Along::of(r) == Along::Tables => {
            format!("{place}{printed}，应与{}的 {computed} 相同，差 {difference}", names::cell(d, other.cell))
        }
        (Comparison::Equal, _) => {
            format!("{place}{printed}，应等于 {} = {computed}，差 {difference}", formula::addends(d, r))
        }
        (Comparison::AtLeast, _) => {
            format!("{place}{printed}，不应小于 {} = {computed}，差 {difference}", formula::addends(d, r))
        }
    };
    let allowed = outcome.allowed.normalize();
    text.push_str(&match outcome.verdict {
        Verdict::Rounding => format!("，在尾差容许的 {allowed} 之内。"),
        Verdict::DoubtfulRounding => format!("；四舍五入最多能差 {allowed}，但很少差到这么多，请核对。"),
        _ if r.comparison == Comparison::AtLeast => "。".to_owned(),
        _ if allowed.is_zero() => "；同一金额、单位和位数相同，不容许尾差。".to_owned(),
        _ => format!("，超出尾差容许的 {allowed}。"),
    });
    let cells = std::iter::once(r.stated).chain(r.terms.iter().map(|t| t.cell));
    let inferred = cells.filter(|c| d.cell(*c).is_some_and(|c| c.inferred)).count();
    if inferred > 0 {
        text.push_str(&format!("其中 {inferred} 格的列位是导入时推断的，请对照原文。"));
    }
    text
}
