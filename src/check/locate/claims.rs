//! The claims of the text as constraints.
//!
//! Amounts, sums, bounds and changes are linear like relations. A share or a rate `s = 100·p / w` is made linear at
//! what is printed: `s·w − 100·p`, which is exact as long as one of the three changes; so one wrong figure is found
//! exactly, and of two in the same share only that they are among them. Prices times quantities and numbers of
//! rows are the stated number's alone.

use super::{
    builder::Builder,
    problem::{Constraint, Item, Kind, Source, Variable, step, weight},
    stale,
};
use crate::{
    check::{Verdict, claims::Came, exact::Exact},
    model::{Spot, Unit},
    prose::{Direction, Measure, Must, Operand, Prose, Sum},
};

/// `Σ a·x + constant`.
#[derive(Default)]
struct Linear {
    terms: Vec<(u32, i128)>,
    constant: i128,
}

/// Adds every claim that has something to compare.
pub(super) fn add(b: &mut Builder, prose: &Prose, claims: &[Came]) {
    for came in claims {
        if let Some(constraint) = constraint(b, prose, came) {
            b.problem.constraints.push(constraint);
        }
    }
    stale::of_text(b, prose, claims);
}

fn constraint(b: &mut Builder, prose: &Prose, came: &Came) -> Option<Constraint> {
    let broken = came.verdict == Verdict::Broken;
    let stated = number(b, prose, came.number, Unit::Yuan)?;
    let allowed = came.allowed;
    let down = |direction: Direction| if direction == Direction::Down { -1 } else { 1 };
    let (linear, low, high) = match came.must {
        Must::Equal(sum) => (against(b, prose, came, (stated, 1), sum)?, Some(-allowed), Some(allowed)),
        Must::AtLeast(sum) => (against(b, prose, came, (stated, 1), sum)?, Some(-allowed), None),
        Must::AtMost(sum) => (against(b, prose, came, (stated, 1), sum)?, None, Some(allowed)),
        Must::Change { direction, by } => {
            (against(b, prose, came, (stated, down(*direction)), by)?, Some(-allowed), Some(allowed))
        }
        Must::Share { part, whole } => ratio(b, prose, came, (stated, 1), part, whole)?,
        Must::Rate { direction, change, before } => ratio(b, prose, came, (stated, down(*direction)), change, before)?,
        Must::Product(_) | Must::Count(_) => {
            let linear = Linear { terms: vec![(stated, 1)], constant: -came.computed };
            (linear, Some(-allowed), Some(allowed))
        }
        // What words say of a sign is no figure.
        Must::Direction { .. } => return None,
    };
    let Linear { mut terms, constant } = linear;
    // What a sum both adds and takes away cannot mend it.
    terms.retain(|(_, a)| *a != 0);
    let (mut low, mut high) = (low.map(|l| l - constant), high.map(|h| h - constant));
    let now: i128 = terms.iter().map(|(v, a)| a * b.problem.variables.get(*v as usize).map_or(0, |v| v.printed)).sum();
    let outside = low.is_some_and(|l| now < l) || high.is_some_and(|h| now > h);
    if broken && !outside {
        return None;
    }
    if !broken {
        // What holds holds as it is printed.
        (low, high) = (low.map(|l| l.min(now)), high.map(|h| h.max(now)));
    }
    let doubt = if came.doubtful { weight::UNSURE } else { weight::WORDS };
    terms.push((b.unprinted(Kind::Doubt, doubt), 1));
    Some(Constraint { source: Source::Claim(came.index), terms, sum: 0, low, high, widens: false, broken })
}

/// `± stated − Σ`. None where the figures are not those that were judged.
fn against(b: &mut Builder, prose: &Prose, came: &Came, stated: (u32, i128), sum: &Sum) -> Option<Linear> {
    let mut linear = linear(b, prose, sum, -1)?;
    add_term(&mut linear.terms, stated.0, stated.1);
    let printed = |v: u32| b.problem.variables.get(v as usize).map_or(0, |v| v.printed);
    let now: i128 = linear.terms.iter().map(|(v, a)| a * printed(*v)).sum::<i128>() + linear.constant;
    (now == came.stated - came.computed).then_some(linear)
}

type Bounded = (Linear, Option<i128>, Option<i128>);

/// `s·w − 100·p` at what is printed.
fn ratio(b: &mut Builder, prose: &Prose, came: &Came, stated: (u32, i128), part: &Sum, whole: &Sum) -> Option<Bounded> {
    let (part, whole) = (linear(b, prose, part, 1)?, linear(b, prose, whole, 1)?);
    let printed = |v: u32| b.problem.variables.get(v as usize).map_or(0, |v| v.printed);
    let value = |l: &Linear| l.terms.iter().map(|(v, a)| a * printed(*v)).sum::<i128>() + l.constant;
    let (s, w) = (stated.1 * printed(stated.0), value(&whole));
    // On the scale of 分, or nothing of it can be held exactly.
    let fen = 1_000_000;
    let w_fen = w / fen;
    let mut terms = Vec::new();
    add_term(&mut terms, stated.0, stated.1.checked_mul(w_fen)?);
    let percent = s / fen;
    if percent * fen != s || w_fen * fen != w || w == 0 {
        return None;
    }
    // The figures are those that were judged: 100·p / w, cut off behind 10⁻⁸ percent.
    let off = came.computed.checked_mul(w_fen)?.checked_sub(value(&part).checked_mul(10_000)?)?;
    if off.abs() > w_fen.abs() {
        return None;
    }
    whole.terms.iter().for_each(|(v, a)| add_term(&mut terms, *v, a * percent));
    // s is in 10⁻⁸ percent: 100·p·10⁸ in 分 is 10⁴·p.
    part.terms.iter().for_each(|(v, a)| add_term(&mut terms, *v, -a * 10_000));
    // s·w is counted for the number and for the whole: once too often.
    let twice = whole.terms.iter().map(|(v, a)| a * percent * printed(*v)).sum::<i128>();
    let constant = -twice - 10_000 * part.constant;
    let room = came.allowed.checked_mul(w_fen.abs())?;
    terms.retain(|(_, a)| *a != 0);
    Some((Linear { terms, constant }, Some(-room), Some(room)))
}

/// `Σ ± sign`.
fn linear(b: &mut Builder, prose: &Prose, sum: &Sum, sign: i128) -> Option<Linear> {
    let mut out = Linear::default();
    for (own, operand) in sum {
        let a = sign * i128::from(*own);
        match operand {
            Operand::Cell(at) => add_term(&mut out.terms, b.cell(*at, false), a),
            Operand::Number(index) => add_term(&mut out.terms, number(b, prose, *index, Unit::Yuan)?, a),
            Operand::Constant(value) => out.constant += a * Exact::of(Some(*value), Unit::Yuan).or_zero(),
        }
    }
    Some(out)
}

fn add_term(terms: &mut Vec<(u32, i128)>, variable: u32, a: i128) {
    match terms.iter_mut().find(|(v, _)| *v == variable) {
        Some((_, sum)) => *sum += a,
        None => terms.push((variable, a)),
    }
}

/// The variable of a number of the text.
fn number(b: &mut Builder, prose: &Prose, index: usize, plain: Unit) -> Option<u32> {
    if let Some(&known) = b.numbers.get(&index) {
        return Some(known);
    }
    let number = prose.numbers.get(index)?;
    let unit = if let Measure::Money(unit) = number.measure { unit } else { plain };
    let Exact::Value(printed) = Exact::of(Some(number.value), unit) else { return None };
    // Money has two decimals as a rule, also where a text drops zeros.
    let is_money = matches!(number.measure, Measure::Money(_));
    let places = if is_money { number.value.scale().max(2) } else { number.value.scale() };
    let last = match number.measure {
        Measure::Money(unit) => step(places, unit),
        _ => 10i128.pow(8u32.saturating_sub(places)),
    };
    let variable = b.problem.variable(Variable {
        spot: Some(Spot::Text(number.at)),
        printed,
        step: last,
        unit,
        places,
        ..Variable::unprinted()
    });
    b.problem.item(Item { kind: Kind::Figure, weight: weight::TEXT, changes: vec![(variable, None)] });
    b.numbers.insert(index, variable);
    Some(variable)
}
