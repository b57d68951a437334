//! Expressions that are sums of cells with the coefficients 1 and −1.

use super::{
    layout::Layout,
    ratio::Ratio,
    resolve::{Cells, is_money},
    rule::{Expr, Function},
};
use crate::model::CellRef;

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
