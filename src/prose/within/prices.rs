//! N9: price × quantity = amount, where a sentence, or what of it is up to a semicolon, names one of each. N8: of several such
//! estimates, what they come to in all.

use std::collections::BTreeMap;

use super::{Claim, Facts, Must, doubtful};
use crate::{
    model::TextRef,
    prose::{Measure, Role},
};

/// These say that an amount is what estimates come to.
const IN_ALL: &[&str] = &["合计", "共计", "总计", "共需", "总共", "共"];

/// What the statements between two semicolons of a sentence are.
type Piece = (usize, usize);

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    let mut pieces: BTreeMap<Piece, Vec<usize>> = BTreeMap::new();
    for (at, statement) in facts.all() {
        if matches!(statement.role, Role::UnitPrice | Role::Count | Role::Amount)
            && let Some(piece) = piece(facts, at)
        {
            pieces.entry(piece).or_default().push(at);
        }
    }
    let mut estimates: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (piece, said) in &pieces {
        match estimate(facts, said) {
            Some((amount, claim)) => {
                out.push(claim);
                estimates.entry(piece.0).or_default().push(amount);
            }
            None => out.extend(in_all(facts, said, estimates.get(&piece.0))),
        }
    }
    // `9人；每人5万元；共45万元`: one of each in the whole sentence.
    let mut sentences: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for ((sentence, _), said) in pieces.into_iter().filter(|((sentence, _), _)| !estimates.contains_key(sentence)) {
        sentences.entry(sentence).or_default().extend(said);
    }
    out.extend(sentences.values().filter_map(|said| Some(estimate(facts, said)?.1)));
}

/// The sentence, and how many semicolons of it stand before.
fn piece(facts: &Facts, at: usize) -> Option<Piece> {
    let number = facts.prose.numbers.get(facts.get(at)?.number)?;
    let sentence = facts.prose.sentences.get(number.sentence)?;
    let text = facts.texts().get(number.at.section as usize)?;
    let before = text.part(sentence.at.from as usize, number.at.from as usize);
    Some((number.sentence, before.iter().filter(|c| **c == ';').count()))
}

/// One price, one quantity and one amount: the amount, and that it is the product.
fn estimate(facts: &Facts, said: &[usize]) -> Option<(usize, Claim)> {
    let only = |role: Role| {
        let mut found = said.iter().copied().filter(|&s| facts.get(s).is_some_and(|s| s.role == role));
        found.next().filter(|_| found.next().is_none())
    };
    let (price, count, amount) = (only(Role::UnitPrice)?, only(Role::Count)?, only(Role::Amount)?);
    // `5万人`: ten thousand of them at once.
    let tens = facts
        .get(count)
        .and_then(|s| facts.prose.numbers.get(s.number))
        .is_some_and(|n| matches!(&n.measure, Measure::Count(word) if word.starts_with(['万', '亿'])));
    let statement = facts.get(amount).filter(|_| !tens)?;
    let must = Must::Product(vec![facts.operand(price), facts.operand(count)]);
    Some((amount, doubtful(true, Claim::certain("N9", statement.number, must))))
}

/// `…；…；合计10420120元`: the only amount behind two estimates or more.
fn in_all(facts: &Facts, said: &[usize], estimates: Option<&Vec<usize>>) -> Option<Claim> {
    let estimates = estimates.filter(|e| e.len() > 1)?;
    let [amount] = said else { return None };
    let statement = facts.get(*amount).filter(|s| s.role == Role::Amount && facts.is_money(*amount))?;
    let number = facts.prose.numbers.get(statement.number)?;
    let before = TextRef { from: number.at.from.saturating_sub(8), to: number.at.from, ..number.at };
    let says = facts.words(before);
    let must = Must::Equal(facts.sum(estimates));
    IN_ALL.iter().any(|w| says.contains(w)).then(|| doubtful(true, Claim::certain("N8", statement.number, must)))
}
