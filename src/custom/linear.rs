//! Expressions that are sums of cells with the coefficients 1 and −1, and the relations that they make.

use std::collections::BTreeMap;

use super::{
    layout::Layout,
    ratio::Ratio,
    resolve::{Cells, is_money},
    rule::{Grade, OwnRule},
    statement::{Compare, Expr, Function},
};
use crate::{
    model::CellRef,
    relations::{Comparison, Relation, Term},
};

/// Cells with their signs, in the order of the expression.
pub(super) type Linear = Vec<(CellRef, i8)>;

/// The expression as such a sum; `None` if it is anything else.
pub(super) fn linear(layout: &Layout, expr: &Expr<Cells>) -> Option<Linear> {
    let mut out = Vec::new();
    add(layout, expr, Ratio::of(1.into())?, &mut out)?;
    Some(out)
}

fn add(layout: &Layout, expr: &Expr<Cells>, factor: Ratio, out: &mut Linear) -> Option<()> {
    match expr {
        Expr::Number(n) => n.value.is_zero().then_some(()),
        Expr::Cells(cells) => {
            let sign = factor.unit().filter(|_| is_money(layout, cells))?;
            out.extend(cells.iter().flatten().map(|cell| (*cell, sign)));
            Some(())
        }
        Expr::Call(Function::Sum, args) => args.iter().try_for_each(|arg| add(layout, arg, factor, out)),
        Expr::Call(..) => None,
        Expr::Sum(terms) => terms.iter().try_for_each(|(minus, e)| {
            let factor = if *minus { Ratio::ZERO.minus(factor)? } else { factor };
            add(layout, e, factor, out)
        }),
        Expr::Product(factors) => {
            let mut cells = None;
            let mut factor = factor;
            for (divides, e) in factors {
                match e {
                    Expr::Number(n) => {
                        let n = super::evaluate::of_constant(*n).ok()?.exact;
                        factor = if *divides { factor.over(n)? } else { factor.times(n)? };
                    }
                    other if !divides && cells.is_none() => cells = Some(other),
                    _ => return None,
                }
            }
            add(layout, cells?, factor, out)
        }
    }
}

/// The relation that a comparison is, where both sides are sums of cells.
pub(super) fn relation(
    layout: &Layout,
    rule: &OwnRule,
    left: &Expr<Cells>,
    sign: Compare,
    right: &Expr<Cells>,
) -> Option<Relation> {
    let (left, right) = (linear(layout, left)?, linear(layout, right)?);
    // `larger − smaller` is zero, or at least zero.
    let (comparison, larger, smaller) = match sign {
        Compare::Equal => (Comparison::Equal, left, right),
        Compare::AtLeast => (Comparison::AtLeast, left, right),
        Compare::AtMost => (Comparison::AtLeast, right, left),
        _ => return None,
    };
    let sides = [&larger, &smaller].map(|side| match side.as_slice() {
        [(cell, 1)] => Some(*cell),
        _ => None,
    });
    let mut all: BTreeMap<CellRef, i32> = BTreeMap::new();
    larger.iter().for_each(|(cell, n)| *all.entry(*cell).or_default() += i32::from(*n));
    smaller.iter().for_each(|(cell, n)| *all.entry(*cell).or_default() -= i32::from(*n));
    if all.values().any(|n| n.abs() > 1) {
        return None;
    }
    let in_order = |side: &Linear| side.iter().map(|(cell, _)| *cell).collect::<Vec<_>>();
    let order = [in_order(&larger), in_order(&smaller)].concat();
    // What is stated: the side that is one cell, else the first addend of the larger one.
    let alone = match comparison {
        Comparison::Equal => sides[0].or(sides[1]),
        Comparison::AtLeast => sides[0],
    };
    let first = order.iter().copied().find(|c| all.get(c) == Some(&1));
    let stated = alone.filter(|c| all.get(c).is_some_and(|n| *n != 0)).or(first)?;
    let flip = all.get(&stated).copied()?;
    let mut terms = Vec::new();
    for cell in order.into_iter().filter(|c| *c != stated) {
        let sign = -all.remove(&cell).unwrap_or_default() * flip;
        if let Some(sign) = i8::try_from(sign).ok().filter(|s| *s != 0) {
            terms.push(Term { cell, sign });
        }
    }
    if terms.is_empty() {
        return None;
    }
    let (label, doubtful) = (rule.title.as_str().into(), rule.grade != Grade::Error);
    Some(Relation { rule: rule.id, stated, terms, comparison, defines: false, doubtful, condition: None, label })
}
