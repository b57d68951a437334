//! How the claims of the text came out.
//!
//! [`values`] looks up what is compared, [`judge`] compares it exactly, [`decide`] chooses among the readings (口径)
//! of a claim, [`words`] puts it into Chinese.

mod decide;
mod judge;
mod notes;
mod scope;
#[cfg(test)]
mod tests;
mod values;
mod words;

use std::collections::HashSet;

use decide::Outcome;
use values::Values;
use words::Words;

use super::{CheckedNumber, Checker, Finding, NumberLink, Severity, Verdict, cause};
use crate::{
    model::{CellRef, Decimal, Disclosure, TextRef},
    prose::{Measure, Must, Number, Operand, Prose, Reading},
    relations::Family,
};

/// Findings of the text, and every figure of it.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub findings: Vec<Finding>,
    pub numbers: Vec<CheckedNumber>,
}

/// Judges every claim.
pub(super) fn check(d: &Disclosure, checker: &Checker, prose: &Prose) -> Checked {
    let values = Values { d, amounts: &checker.amounts, prose };
    let figures = prose.statements.iter().filter_map(|s| prose.numbers.get(s.number));
    let mut numbers: Vec<CheckedNumber> =
        figures.map(|n| CheckedNumber { at: n.at, verdict: None, links: Vec::new() }).collect();
    numbers.sort_by_key(|n| n.at);
    numbers.dedup_by_key(|n| n.at);
    let mut findings = notes::findings(d, prose);
    let scopes = scope::Scopes::of(d, checker);
    let mut others: Vec<(TextRef, NumberLink)> = Vec::new();
    for outcome in decide::all(&values, prose) {
        let Some(stated) = prose.numbers.get(outcome.claim.stated) else { continue };
        let words = Words { d, prose, claim: outcome.claim, judged: &outcome.judged };
        findings.extend(finding(&outcome, &words));
        if outcome.judged.verdict == Verdict::NotCompared {
            continue;
        }
        let link = NumberLink {
            claim: outcome.index,
            rule: outcome.claim.rule,
            scope: scopes.name(&outcome.reading.scope).into_owned(),
            verdict: outcome.judged.verdict,
            cells: cells(outcome.reading),
            texts: texts(prose, outcome.reading),
            formula: words.formula(&outcome.reading.must),
        };
        others.extend(link.texts.iter().map(|other| (*other, of_operand(d, stated, *other, &link))));
        let place = numbers.binary_search_by_key(&stated.at, |n| n.at).unwrap_or_else(|at| {
            numbers.insert(at, CheckedNumber { at: stated.at, verdict: None, links: Vec::new() });
            at
        });
        if let Some(number) = numbers.get_mut(place) {
            number.verdict = number.verdict.max(Some(link.verdict));
            number.links.push(link);
        }
    }
    // A change that only its rate speaks of, last year's figure: compared by the claims that they are part of. Of a
    // contradiction it is not known which of its numbers is wrong: a number that nothing else speaks of is in it.
    let alone: HashSet<TextRef> = numbers.iter().filter(|n| n.links.is_empty()).map(|n| n.at).collect();
    for (at, link) in others {
        if let Ok(place) = numbers.binary_search_by_key(&at, |n| n.at)
            && let Some(number) = numbers.get_mut(place).filter(|_| alone.contains(&at))
        {
            number.verdict = number.verdict.max(Some(link.verdict));
            number.links.push(link);
        }
    }
    Checked { findings, numbers }
}

/// The same comparison, told of a number that it is made with: `14.29% = 0.50万元 ÷ 3.50万元`.
fn of_operand(d: &Disclosure, stated: &Number, at: TextRef, link: &NumberLink) -> NumberLink {
    let others = link.texts.iter().copied().filter(|t| *t != at);
    let sign = if stated.measure == Measure::Percent { "%" } else { "" };
    NumberLink {
        texts: std::iter::once(stated.at).chain(others).collect(),
        formula: format!("{}{sign} {}", stated.at.text(d), link.formula),
        ..link.clone()
    }
}

/// How a claim came out, as numbers alone: on the scale of [`values`], percentages in percent.
pub(super) struct Came<'p> {
    /// Index into `Prose::claims`.
    pub index: usize,
    /// The number that states it: index into `Prose::numbers`.
    pub number: usize,
    pub must: &'p Must,
    /// It is not sure that this is what it must agree with.
    pub doubtful: bool,
    pub verdict: Verdict,
    pub stated: i128,
    pub computed: i128,
    pub allowed: i128,
}

/// How all claims came out that have something to compare.
pub(super) fn came_out<'p>(d: &Disclosure, checker: &Checker, prose: &'p Prose) -> Vec<Came<'p>> {
    let outcomes = decide::all(&Values { d, amounts: &checker.amounts, prose }, prose);
    let compared = outcomes.into_iter().filter(|o| o.judged.verdict != Verdict::NotCompared);
    let came = compared.map(|o| Came {
        index: o.index,
        number: o.claim.stated,
        must: &o.reading.must,
        doubtful: o.doubtful,
        verdict: o.judged.verdict,
        stated: o.judged.stated,
        computed: o.judged.computed,
        allowed: o.judged.allowed,
    });
    came.collect()
}

/// All that the stated number is compared with stands in its own sentence.
fn in_one_sentence(prose: &Prose, stated: usize, reading: &Reading) -> bool {
    let sentence = |index: usize| prose.numbers.get(index).map(|n| n.sentence);
    let own = sentence(stated);
    let is_here = |o: Operand| matches!(o, Operand::Number(n) if sentence(n) == own);
    reading.must.operands().into_iter().all(is_here)
}

fn cells(reading: &Reading) -> Vec<CellRef> {
    let cell = |o: Operand| if let Operand::Cell(at) = o { Some(at) } else { None };
    reading.must.operands().into_iter().filter_map(cell).collect()
}

fn texts(prose: &Prose, reading: &Reading) -> Vec<TextRef> {
    let text = |o: Operand| if let Operand::Number(n) = o { prose.numbers.get(n).map(|n| n.at) } else { None };
    reading.must.operands().into_iter().filter_map(text).collect()
}

fn finding(outcome: &Outcome, words: &Words) -> Option<Finding> {
    let Outcome { index, claim, reading, judged, others, doubtful } = *outcome;
    let severity = match judged.verdict {
        // From nothing to something is 增长100% or 0.00% by convention; no other rate can have been meant.
        Verdict::NotCompared if judged.of_nothing => {
            let rate = words.prose.numbers.get(claim.stated)?.value;
            let usual = rate.is_zero() || rate == Decimal::ONE_HUNDRED;
            if usual { Severity::Hint } else { Severity::Warning }
        }
        Verdict::NotCompared | Verdict::Holds | Verdict::Truncation => return None,
        Verdict::Rounding => Severity::Hint,
        Verdict::DoubtfulRounding => Severity::Warning,
        // A word for another, or nothing that is sure to be the same. Two words of one sentence that contradict each
        // other (减少2万元，同比增加33.33%) cannot both be true whatever the amounts are.
        Verdict::Broken if doubtful => Severity::Warning,
        Verdict::Broken if judged.contrary && !in_one_sentence(words.prose, claim.stated, reading) => Severity::Warning,
        Verdict::Broken => Severity::Error,
    };
    let rule = if judged.contrary { "N5" } else { claim.rule };
    let cells = cells(reading);
    let family = if cells.is_empty() { Family::WithinText } else { Family::TextAgainstTable };
    let sentence = words.prose.numbers.get(claim.stated)?;
    let quote = words.prose.sentences.get(sentence.sentence).map(|s| s.at.text(words.d).trim().to_owned());
    let texts = std::iter::once(sentence.at).chain(texts(words.prose, reading)).collect();
    let told = Finding { claim: Some(index), family, cells, texts, quote, ..Finding::new(rule, severity, "") };
    if judged.of_nothing {
        return Some(Finding { message: words.of_nothing(), ..told });
    }
    let shown = words.shown();
    let cause = match judged.verdict {
        Verdict::Broken if judged.contrary => Some(format!("{}，应为“{}”", cause::OPPOSITE, words.moves())),
        Verdict::Broken => cause::in_digits(shown.stated, shown.computed),
        _ => None,
    };
    Some(Finding {
        verdict: Some(judged.verdict),
        cause,
        stated: Some(shown.stated),
        computed: Some(shown.computed),
        difference: Some(shown.difference),
        allowed: Some(shown.allowed),
        message: words.message(&reading.must, if judged.verdict == Verdict::Broken { others } else { 0 }),
        ..told
    })
}
