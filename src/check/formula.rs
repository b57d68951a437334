//! The formula line of a relation:
//! `合计 = 208 + 210 + 221 = 9.24 + 382.42 + 5.65 = 397.31，表列 397.30，差 0.01（尾差容许 0.02）`.

use rust_decimal::Decimal;

use super::{Outcome, Verdict, names::Along};
use crate::{
    model::{Disclosure, with_thousands},
    relations::{Comparison, Relation, Term},
};

/// As many addends as a line shows; the rest is only counted.
const SHOWN: usize = 8;

/// The whole line.
pub fn line(d: &Disclosure, relation: &Relation, outcome: &Outcome) -> String {
    let mut out = sum(d, relation, outcome);
    match outcome.verdict {
        Verdict::NotCompared => out.push_str("（未比较）"),
        Verdict::Holds => {
            out.push_str(&format!("，表列 {}，{}", with_thousands(outcome.stated), "平"));
        }
        verdict => {
            let (stated, difference) = (with_thousands(outcome.stated), with_thousands(outcome.difference.abs()));
            out.push_str(&format!("，表列 {stated}，差 {difference}（{}）", allowance(outcome.allowed)));
            if verdict != Verdict::Rounding {
                out.push_str(&format!("，{}", verdict.name()));
            }
        }
    }
    out
}

/// `尾差容许 0.02`, or that there is none.
pub fn allowance(allowed: Decimal) -> String {
    if allowed.is_zero() { "不容许尾差".to_owned() } else { format!("尾差容许 {}", allowed.normalize()) }
}

/// `合计 = 208 + 210 + 221 = 9.24 + 382.42 + 5.65 = 397.31`: the stated cell, what it is made of, the
/// figures, their sum. Blank addends are left out unless all are.
pub fn sum(d: &Disclosure, relation: &Relation, outcome: &Outcome) -> String {
    let along = Along::of(relation);
    let sign = if relation.comparison == Comparison::AtLeast { "≥" } else { "=" };
    let mut out = format!("{} {sign} {}", along.name(d, relation.stated), addends(d, relation));
    let values = shown(d, relation);
    if values.len() > 1 {
        let figures = joined(&values, |t| figure(d, t));
        out.push_str(&format!(" = {figures}{}", rest(d, relation)));
    }
    out.push_str(&format!(" = {}", with_thousands(outcome.computed)));
    out
}

/// `208 + 210 + 221`, the names of what is added.
pub fn addends(d: &Disclosure, relation: &Relation) -> String {
    let along = Along::of(relation);
    format!("{}{}", joined(&shown(d, relation), |t| along.name(d, t.cell)), rest(d, relation))
}

fn is_printed(d: &Disclosure, term: &Term) -> bool {
    d.cell(term.cell).is_some_and(|c| c.value.is_some())
}

fn shown<'r>(d: &Disclosure, relation: &'r Relation) -> Vec<&'r Term> {
    let printed: Vec<&Term> = relation.terms.iter().filter(|t| is_printed(d, t)).take(SHOWN).collect();
    if printed.is_empty() { relation.terms.iter().take(SHOWN).collect() } else { printed }
}

fn rest(d: &Disclosure, relation: &Relation) -> String {
    let printed = relation.terms.iter().filter(|t| is_printed(d, t)).count();
    let n = if printed == 0 { relation.terms.len() } else { printed };
    if n > SHOWN { format!(" + …（共 {n} 项）") } else { String::new() }
}

fn figure(d: &Disclosure, term: &Term) -> String {
    let value = d.cell(term.cell).and_then(|c| c.value).unwrap_or_default();
    if value.is_sign_negative() && !value.is_zero() {
        format!("({})", with_thousands(value))
    } else {
        with_thousands(value)
    }
}

fn joined(terms: &[&Term], text: impl Fn(&Term) -> String) -> String {
    let mut out = String::new();
    for (i, term) in terms.iter().enumerate() {
        out.push_str(match (i, term.sign) {
            (0, 1..) => "",
            (0, _) => "−",
            (_, 1..) => " + ",
            _ => " − ",
        });
        out.push_str(&text(term));
    }
    out
}
