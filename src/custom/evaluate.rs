//! What an expression comes to, exactly.

use std::cmp::Ordering;

use super::{
    ratio::Ratio,
    resolve::Cells,
    statement::{Chain, Compare, Constant, Expr, Function, Measure, Test},
};
use crate::model::{CellRef, ColumnRole, Decimal, Disclosure, Unit, parse_amount};

/// A condition whose cells are known; facts are settled before.
pub(super) type When = Vec<Vec<Test<Cells>>>;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Money, in 元.
    Money,
    /// A share: 1 is 100 %.
    Share,
    /// A number of things, or a number that the rule states without a unit.
    Plain,
}

/// A figure that was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value {
    pub exact: Ratio,
    pub sense: Sense,
    /// The rule states it without a unit, so beside money it is 万元.
    bare: bool,
    /// Some cell behind it is not blank (or it has none).
    pub printed: bool,
}

/// How the two sides of a comparison came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Compared {
    pub left: Value,
    pub right: Value,
    pub holds: bool,
}

/// Why nothing can be worked out, for people.
type Result<T> = std::result::Result<T, &'static str>;

const BEYOND: &str = "数太大，算不了";

/// Compares two figures. `tolerance` is how far apart equal ones may be.
pub(super) fn compare(
    d: &Disclosure,
    left: &Expr<Cells>,
    compare: Compare,
    right: &Expr<Cells>,
    tolerance: Option<Constant>,
) -> Result<Compared> {
    let (left, right) = alike(value(d, left)?, value(d, right)?)?;
    if !(left.printed || right.printed) {
        return Err("所说的格都是空白");
    }
    let slack = tolerance.map_or(Ok(Ratio::ZERO), |t| self::tolerance(left, t))?;
    let apart = left.exact.minus(right.exact).ok_or(BEYOND)?;
    let close = apart.abs().and_then(|a| a.compare(slack)).ok_or(BEYOND)? != Ordering::Greater;
    let order = apart.compare(Ratio::ZERO).ok_or(BEYOND)?;
    let holds = match compare {
        Compare::Equal => close,
        Compare::NotEqual => !close,
        Compare::AtLeast => order != Ordering::Less || close,
        Compare::AtMost => order != Ordering::Greater || close,
        Compare::More => order == Ordering::Greater,
        Compare::Less => order == Ordering::Less,
    };
    Ok(Compared { left, right, holds })
}

/// A tolerance in the measure of what is compared.
pub(super) fn tolerance(beside: Value, constant: Constant) -> Result<Ratio> {
    Ok(alike(beside, of_constant(constant)?)?.1.exact)
}

/// Whether a condition is fulfilled.
pub(super) fn is_so(d: &Disclosure, when: &When) -> Result<bool> {
    for group in when {
        let mut all = true;
        for test in group {
            if let Test::Figures(chain) = test {
                all &= chain_holds(d, chain)?;
            }
        }
        if all {
            return Ok(true);
        }
    }
    Ok(when.is_empty())
}

fn chain_holds(d: &Disclosure, chain: &Chain<Cells>) -> Result<bool> {
    let mut left = &chain.first;
    for (sign, right) in &chain.rest {
        match compare(d, left, *sign, right, None) {
            Ok(compared) if compared.holds => left = right,
            Ok(_) => return Ok(false),
            Err(why) => return Err(why),
        }
    }
    Ok(true)
}

/// A number without unit beside money is 万元; everything else must be alike.
fn alike(a: Value, b: Value) -> Result<(Value, Value)> {
    let in_wan = |v: Value| -> Result<Value> {
        let exact = Ratio::of(Unit::Wan.in_yuan()).and_then(|w| v.exact.times(w)).ok_or(BEYOND)?;
        Ok(Value { exact, sense: Sense::Money, bare: false, ..v })
    };
    match (a.sense, b.sense) {
        (x, y) if x == y => Ok((a, b)),
        (Sense::Money, _) if b.bare => Ok((a, in_wan(b)?)),
        (_, Sense::Money) if a.bare => Ok((in_wan(a)?, b)),
        (Sense::Money, _) | (_, Sense::Money) => Err("金额与数量、比例不能相加减，也不能相比"),
        _ => Ok((Value { sense: Sense::Share, ..a }, Value { sense: Sense::Share, ..b })),
    }
}

pub(super) fn of_constant(constant: Constant) -> Result<Value> {
    let exact = Ratio::of(constant.value).ok_or(BEYOND)?;
    let factor = |value: Decimal, sense| -> Result<Value> {
        let exact = Ratio::of(value).and_then(|f| exact.times(f)).ok_or(BEYOND)?;
        Ok(Value { exact, sense, bare: false, printed: false })
    };
    match constant.unit {
        Measure::Bare => Ok(Value { exact, sense: Sense::Plain, bare: true, printed: false }),
        Measure::Percent => factor(Decimal::new(1, 2), Sense::Share),
        Measure::Yuan => factor(Decimal::ONE, Sense::Money),
        Measure::Wan => factor(Unit::Wan.in_yuan(), Sense::Money),
        Measure::Yi => factor(Unit::Yi.in_yuan(), Sense::Money),
    }
}

/// What is printed in a cell. Blank is zero.
fn of_cell(d: &Disclosure, at: CellRef) -> Result<Value> {
    let (Some(cell), Some(column)) = (d.cell(at), d.column(at)) else { return Err("所说的格已经不在表里") };
    let unit = d.tables.get(at.table as usize).map(|t| t.unit).unwrap_or_default();
    let printed = if column.role == ColumnRole::Label { parse_amount(&cell.text) } else { cell.value };
    let (sense, factor) = match column.role {
        ColumnRole::Amount => (Sense::Money, unit.in_yuan()),
        ColumnRole::Share => (Sense::Share, Decimal::new(1, 2)),
        ColumnRole::Count | ColumnRole::Label => (Sense::Plain, Decimal::ONE),
    };
    let exact = Ratio::of(printed.unwrap_or_default());
    let exact = exact.and_then(|v| v.times(Ratio::of(factor)?)).ok_or(BEYOND)?;
    Ok(Value { exact, sense, bare: false, printed: printed.is_some() })
}

fn total(values: impl Iterator<Item = Result<Value>>) -> Result<Option<Value>> {
    let mut sum: Option<Value> = None;
    for value in values {
        let value = value?;
        sum = Some(match sum {
            None => value,
            Some(sum) => plus(sum, value)?,
        });
    }
    Ok(sum)
}

fn plus(a: Value, b: Value) -> Result<Value> {
    let (a, b) = alike(a, b)?;
    let exact = a.exact.plus(b.exact).ok_or(BEYOND)?;
    Ok(Value { exact, bare: a.bare && b.bare, printed: a.printed || b.printed, ..a })
}

/// What one row of a reference comes to.
fn of_row(d: &Disclosure, row: &[CellRef]) -> Result<Value> {
    total(row.iter().map(|at| of_cell(d, *at)))?.ok_or("没有所说的格")
}

pub(super) fn value(d: &Disclosure, expr: &Expr<Cells>) -> Result<Value> {
    match expr {
        Expr::Number(constant) => of_constant(*constant),
        Expr::Cells(cells) => total(cells.iter().map(|row| of_row(d, row)))?.ok_or("没有所说的格"),
        Expr::Call(function, args) => call(d, *function, args),
        Expr::Sum(terms) => {
            let signed = terms.iter().map(|(minus, e)| {
                let v = value(d, e)?;
                let exact = if *minus { Ratio::ZERO.minus(v.exact).ok_or(BEYOND)? } else { v.exact };
                Ok(Value { exact, ..v })
            });
            total(signed)?.ok_or("没有所说的格")
        }
        Expr::Product(factors) => {
            let mut product: Option<Value> = None;
            for (divides, e) in factors {
                let v = value(d, e)?;
                product = Some(match product {
                    None => v,
                    Some(p) if *divides => over(p, v)?,
                    Some(p) => times(p, v)?,
                });
            }
            product.ok_or("没有所说的格")
        }
    }
}

fn times(a: Value, b: Value) -> Result<Value> {
    let sense = match (a.sense, b.sense) {
        (Sense::Money, Sense::Money) => return Err("两个金额不能相乘"),
        (Sense::Money, _) | (_, Sense::Money) => Sense::Money,
        (Sense::Share, _) | (_, Sense::Share) => Sense::Share,
        _ => Sense::Plain,
    };
    let exact = a.exact.times(b.exact).ok_or(BEYOND)?;
    Ok(Value { exact, sense, bare: a.bare && b.bare, printed: a.printed || b.printed })
}

fn over(a: Value, b: Value) -> Result<Value> {
    let sense = match (a.sense, b.sense) {
        (Sense::Money, Sense::Money) | (Sense::Share, Sense::Share) => Sense::Share,
        (Sense::Money, _) => Sense::Money,
        (_, Sense::Money) => return Err("数量或比例不能除以金额"),
        (Sense::Share, _) => Sense::Share,
        (Sense::Plain, _) => Sense::Plain,
    };
    if b.exact.is_zero() {
        return Err("除数为零");
    }
    let exact = a.exact.over(b.exact).ok_or(BEYOND)?;
    Ok(Value { exact, sense, bare: a.bare && b.bare, printed: a.printed || b.printed })
}

fn call(d: &Disclosure, function: Function, args: &[Expr<Cells>]) -> Result<Value> {
    if let (Function::Share, [part, whole]) = (function, args) {
        return over(value(d, part)?, value(d, whole)?);
    }
    let mut values: Vec<Value> = Vec::new();
    for arg in args {
        match arg {
            Expr::Cells(rows) => {
                for row in rows {
                    values.push(of_row(d, row)?);
                }
            }
            other => values.push(value(d, other)?),
        }
    }
    match function {
        Function::Sum => total(values.into_iter().map(Ok))?.ok_or("没有所说的行"),
        Function::Count => {
            let count = values.iter().filter(|v| v.printed).count();
            let exact = Ratio::of(Decimal::from(count)).ok_or(BEYOND)?;
            Ok(Value { exact, sense: Sense::Plain, bare: false, printed: true })
        }
        Function::Abs => {
            let v = values.into_iter().next().ok_or("没有所说的格")?;
            Ok(Value { exact: v.exact.abs().ok_or(BEYOND)?, ..v })
        }
        Function::Share => Err("“占比”要写两项"),
        Function::Max | Function::Min => {
            let mut best: Option<Value> = None;
            for v in values.into_iter().filter(|v| v.printed || v.bare) {
                best = Some(match best {
                    None => v,
                    Some(b) => {
                        let (b, v) = alike(b, v)?;
                        let order = v.exact.compare(b.exact).ok_or(BEYOND)?;
                        let wanted = if function == Function::Max { Ordering::Greater } else { Ordering::Less };
                        if order == wanted { v } else { b }
                    }
                });
            }
            best.ok_or("所说的格都是空白")
        }
    }
}
