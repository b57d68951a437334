//! What the operands of claims come to: whole numbers on one scale, with what their printing may hide.

use rust_decimal::Decimal;

use crate::{
    check::{amounts::Amounts, exact::Exact},
    model::{CellRef, ColumnRole, Disclosure, Unit, half_place},
    prose::{Measure, Operand, Prose},
};

/// A printed value. Money is counted in 10⁻⁸ 元, everything else in 10⁻⁸ of itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Quantity {
    pub value: i128,
    /// Half of its last printed place.
    pub half: i128,
    /// The same if zeros were dropped at its end: half of the last place of the finest number beside it.
    pub fine: i128,
    /// Nothing is printed; the value is zero.
    pub blank: bool,
}

/// `Σ ±` of quantities.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Total {
    pub value: i128,
    pub plus_half: i128,
    pub minus_half: i128,
    pub squares: i128,
    pub coarsest: i128,
    /// The same two as if zeros were dropped: [`Quantity::fine`].
    pub fine_half: i128,
    pub fine_squares: i128,
    /// Something is printed, or a column that holds something says zero by a blank.
    pub known: bool,
}

impl Total {
    /// The most that printing can hide in it.
    pub fn half(&self) -> i128 {
        self.plus_half.saturating_add(self.minus_half)
    }
}

/// Looks up values. What no budget can contain has none.
pub(super) struct Values<'a> {
    pub d: &'a Disclosure,
    pub amounts: &'a Amounts,
    pub prose: &'a Prose,
}

impl Values<'_> {
    /// The unit in which a claim about this number is stated: its own, or that of the table with which a
    /// number without unit is compared.
    pub fn unit(&self, stated: usize, operands: &[Operand]) -> Unit {
        match self.prose.numbers.get(stated).map(|n| &n.measure) {
            Some(Measure::Money(unit)) => *unit,
            Some(Measure::Plain) => operands.iter().find_map(|o| self.table_unit(*o)).unwrap_or(Unit::Yuan),
            _ => Unit::Yuan,
        }
    }

    fn table_unit(&self, operand: Operand) -> Option<Unit> {
        let Operand::Cell(at) = operand else { return None };
        self.d.tables.get(at.table as usize).map(|t| t.unit)
    }

    /// All cells among these are in another unit.
    pub fn is_converted(&self, unit: Unit, operands: &[Operand]) -> bool {
        let mut units = operands.iter().filter_map(|o| self.table_unit(*o)).peekable();
        units.peek().is_some() && units.all(|u| u != unit)
    }

    /// The stated number. `places` are the most decimals that numbers beside it print.
    pub fn number(&self, index: usize, plain: Unit, places: u32) -> Option<Quantity> {
        let number = self.prose.numbers.get(index)?;
        let half = |places: u32| match number.measure {
            Measure::Money(unit) => exact(half_place(places, unit), unit),
            Measure::Plain => exact(half_place(places, plain), plain),
            Measure::Percent | Measure::PerMille | Measure::Points => exact(Decimal::new(5, places + 1), Unit::Yuan),
            Measure::Count(_) | Measure::Year => Some(0),
        };
        let unit = match number.measure {
            Measure::Money(unit) => unit,
            Measure::Plain => plain,
            _ => Unit::Yuan,
        };
        let printed = number.value.scale();
        Some(Quantity {
            value: exact(number.value, unit)?,
            half: half(printed)?,
            fine: half(printed.max(places))?,
            blank: false,
        })
    }

    fn operand(&self, operand: Operand, plain: Unit, places: u32) -> Option<(Quantity, bool)> {
        match operand {
            Operand::Number(index) => Some((self.number(index, plain, places)?, true)),
            Operand::Constant(value) => Some((Quantity { value: exact(value, plain)?, ..Quantity::default() }, true)),
            Operand::Cell(at) => self.cell(at),
        }
    }

    /// A cell, and whether a blank in it says zero.
    fn cell(&self, at: CellRef) -> Option<(Quantity, bool)> {
        let (cell, table) = (self.d.cell(at)?, self.d.tables.get(at.table as usize)?);
        let Some(value) = cell.value else {
            return Some((Quantity { blank: true, ..Quantity::default() }, self.amounts.column_is_used(at)));
        };
        if self.d.column(at).is_some_and(|c| c.role != ColumnRole::Amount) {
            return Some((Quantity { value: exact(value, Unit::Yuan)?, ..Quantity::default() }, true));
        }
        let half = self.amounts.half(at.table);
        Some((Quantity { value: exact(value, table.unit)?, half, fine: half, blank: false }, true))
    }

    /// All of these are amounts of tables that were read and print nothing there.
    pub fn is_unfilled(&self, terms: &[(i8, Operand)]) -> bool {
        let is_blank = |operand: Operand| {
            let Operand::Cell(at) = operand else { return false };
            let is_amount = self.d.column(at).is_some_and(|c| c.role == ColumnRole::Amount);
            is_amount && self.d.cell(at).is_some_and(|c| c.value.is_none() && c.is_blank())
        };
        !terms.is_empty() && terms.iter().all(|(_, o)| is_blank(*o))
    }

    /// `Σ ±` of these.
    pub fn sum(&self, terms: &[(i8, Operand)], plain: Unit, places: u32) -> Option<Total> {
        let mut total = Total::default();
        for &(sign, operand) in terms {
            let (q, known) = self.operand(operand, plain, places)?;
            total.known |= known;
            total.value += i128::from(sign) * q.value;
            if !q.blank {
                *(if sign > 0 { &mut total.plus_half } else { &mut total.minus_half }) += q.half;
                total.squares = total.squares.saturating_add(square(q.half));
                total.fine_half += q.fine;
                total.fine_squares = total.fine_squares.saturating_add(square(q.fine));
                total.coarsest = total.coarsest.max(q.half);
            }
        }
        Some(total)
    }

    /// The product of these: the first may be money, the others are plain numbers.
    pub fn product(&self, factors: &[Operand], plain: Unit) -> Option<Total> {
        const ONE: i128 = 100_000_000;
        let mut product: Option<Quantity> = None;
        for &factor in factors {
            let (q, _) = self.operand(factor, plain, 0)?;
            product = Some(match product {
                None => q,
                Some(p) => Quantity {
                    value: p.value.checked_mul(q.value)? / ONE,
                    half: (p.half.checked_mul(q.value.abs())?.checked_add(q.half.checked_mul(p.value.abs())?)?) / ONE,
                    ..p
                },
            });
        }
        let p = product?;
        let squares = square(p.half);
        Some(Total {
            value: p.value,
            plus_half: p.half,
            squares,
            coarsest: p.half,
            fine_half: p.half,
            fine_squares: squares,
            known: true,
            ..Total::default()
        })
    }

    /// The most decimals among these numbers of the text.
    pub fn places(&self, stated: usize, operands: &[Operand]) -> u32 {
        let of = |index: usize| self.prose.numbers.get(index).map_or(0, |n| n.value.scale());
        let others = operands.iter().map(|o| if let Operand::Number(i) = o { of(*i) } else { 0 });
        others.fold(of(stated), u32::max)
    }
}

fn exact(value: Decimal, unit: Unit) -> Option<i128> {
    match Exact::of(Some(value), unit) {
        Exact::Value(v) => Some(v),
        _ => None,
    }
}

pub(super) fn square(half: i128) -> i128 {
    half.saturating_mul(half)
}
