//! Amounts of different documents on one scale: 元, exactly, with what their printing may hide.

use super::sheet::Sheet;
use crate::{
    model::{CellRef, ColumnRole, Decimal, Unit, half_place},
    prose::{Measure, Prose},
};

/// A printed amount, or what follows from several, in 元.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub value: Decimal,
    /// The most by which rounding may have moved it.
    pub half: Decimal,
}

impl Known {
    pub fn of(value: Decimal, places: u32, unit: Unit) -> Option<Self> {
        let half = half_place(places, unit).checked_mul(unit.in_yuan())?;
        Some(Self { value: value.checked_mul(unit.in_yuan())?, half })
    }

    /// A number of the text, if it is money.
    pub fn number(prose: &Prose, index: usize) -> Option<Self> {
        let number = prose.numbers.get(index)?;
        let Measure::Money(unit) = number.measure else { return None };
        Self::of(number.value, number.value.scale(), unit)
    }

    /// These cells together. `None` where nothing is stated: a blank says zero only in a column that is used.
    pub fn cells(d: &Sheet, cells: &[CellRef]) -> Option<Self> {
        let mut sum: Option<Self> = None;
        for &at in cells {
            let cell = Self::cell(d, at)?;
            sum = Some(match sum {
                None => cell,
                Some(sum) => sum.plus(cell, 1)?,
            });
        }
        sum
    }

    fn cell(d: &Sheet, at: CellRef) -> Option<Self> {
        let (table, cell) = (d.tables.get(at.table as usize)?, d.cell(at)?);
        if d.column(at)?.role != ColumnRole::Amount {
            return None;
        }
        match cell.value {
            Some(value) => Self::of(value, d.places(at.table), table.unit),
            None if cell.is_blank() => d.is_used(at).then_some(Self { value: Decimal::ZERO, half: Decimal::ZERO }),
            None => None,
        }
    }

    /// `self ± other`, with the rounding of both.
    pub fn plus(self, other: Self, sign: i8) -> Option<Self> {
        let moved = other.value.checked_mul(Decimal::from(sign))?;
        Some(Self { value: self.value.checked_add(moved)?, half: self.half.checked_add(other.half)? })
    }

    /// What was there before it rose (1) or fell (−1) by these percent, printed with so many decimals.
    pub fn before(self, percent: Decimal, sign: i8) -> Option<Self> {
        self.whole(percent, |p| Decimal::ONE_HUNDRED.checked_add(p.checked_mul(Decimal::from(sign))?))
    }

    /// What was planned, if this is so many percent of it.
    pub fn planned(self, percent: Decimal) -> Option<Self> {
        self.whole(percent, Some)
    }

    /// What this is `rate(percent)` percent of: the rounding of both is carried through.
    fn whole(self, percent: Decimal, rate: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let margin = Decimal::new(5, percent.scale() + 1);
        let (low, high) = (rate(percent.checked_sub(margin)?)?, rate(percent.checked_add(margin)?)?);
        let (low, high) = (low.min(high), low.max(high));
        if low <= Decimal::ZERO || self.value < Decimal::ZERO {
            return None;
        }
        let at = |value: Decimal, rate: Decimal| value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(rate);
        let least = at(self.value.checked_sub(self.half)?, high)?;
        let most = at(self.value.checked_add(self.half)?, low)?;
        let value = at(self.value, rate(percent)?)?;
        Some(Self { value, half: (most - value).max(value - least) })
    }

    /// The most by which two honest printings of one amount differ. The same amount printed twice in the same
    /// places has no allowance; the coarser printing decides otherwise. What was worked out carries all rounding.
    pub fn allowed(self, other: Self, worked_out: bool) -> Decimal {
        match worked_out {
            true => self.half + other.half,
            false if self.half == other.half => Decimal::ZERO,
            false => self.half.max(other.half),
        }
    }

    pub fn fits(self, other: Self, worked_out: bool) -> bool {
        (self.value - other.value).abs() <= self.allowed(other, worked_out)
    }

    /// The amount in this unit.
    pub fn shown(value: Decimal, unit: Unit, places: u32) -> Decimal {
        let mut shown = value.checked_div(unit.in_yuan()).unwrap_or(value).round_dp(6).normalize();
        if shown.scale() < places {
            shown.rescale(places);
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wan(text: &str) -> Known {
        let value: Decimal = text.parse().unwrap();
        Known::of(value, value.scale(), Unit::Wan).unwrap()
    }

    #[test]
    fn the_same_amount_twice_has_no_allowance_and_what_is_worked_out_has_all() {
        assert!(wan("12.34").fits(wan("12.34"), false));
        assert!(!wan("12.34").fits(wan("12.35"), false));
        // 13 万 beside 12.60 万 is the coarser printing of it.
        assert!(wan("13").fits(wan("12.60"), false));
        assert!(wan("12.34").plus(wan("2.00"), -1).unwrap().fits(wan("10.35"), true));
        assert!(!wan("12.34").plus(wan("2.00"), -1).unwrap().fits(wan("10.36"), true));
    }

    #[test]
    fn a_rate_tells_last_years_figure_within_its_places() {
        let before = wan("110.00").before("10.00".parse().unwrap(), 1).unwrap();
        assert!(before.fits(wan("100.00"), true) && before.fits(wan("100.01"), true));
        assert!(!before.fits(wan("100.05"), true));
        assert!(wan("0.00").before("100.00".parse().unwrap(), -1).is_none());
    }
}
