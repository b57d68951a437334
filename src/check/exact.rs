//! Amounts for adding: whole numbers of 10⁻⁸ 元.
//!
//! Printed amounts are [`Decimal`]s in the unit of their table. A `Decimal` rounds silently beyond 28
//! digits and its sums then depend on their order, which running sums must not; whole numbers do neither,
//! and put 元, 万元 and 亿元 on one scale.

use rust_decimal::Decimal;

use crate::model::Unit;

/// Decimals of a 元 that are kept: 万元 with twelve decimals still fits.
const PLACES: u32 = 8;
/// 10¹⁶ 元, a hundred times what the whole country produces in a year, in units of 10⁻⁸ 元. Below it a sum
/// of as many addends as fit into memory cannot overflow.
const LIMIT: i128 = 10i128.pow(16 + PLACES);

/// What a cell contributes to a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exact {
    /// Nothing is printed; counts as zero.
    #[default]
    Blank,
    /// An amount in units of 10⁻⁸ 元.
    Value(i128),
    /// A number that no budget can contain: too large, or with too many decimals. It ties with nothing.
    Beyond,
}

impl Exact {
    /// A printed amount in this unit.
    pub fn of(value: Option<Decimal>, unit: Unit) -> Self {
        let Some(value) = value else { return Exact::Blank };
        let shift = PLACES + unit.places_of_yuan();
        let value = value.normalize();
        let Some(up) = shift.checked_sub(value.scale()) else { return Exact::Beyond };
        match 10i128.checked_pow(up).and_then(|f| value.mantissa().checked_mul(f)) {
            Some(exact) if exact.abs() < LIMIT => Exact::Value(exact),
            _ => Exact::Beyond,
        }
    }

    /// The number to add; zero for blank.
    pub fn or_zero(self) -> i128 {
        if let Exact::Value(v) = self { v } else { 0 }
    }

    /// Nothing is printed.
    pub fn is_blank(self) -> bool {
        self == Exact::Blank
    }
}

/// A whole number of 10⁻⁸ 元 as an amount in this unit with at least `places` decimals.
pub fn decimal(exact: i128, unit: Unit, places: u32) -> Decimal {
    let (mut mantissa, mut scale) = (exact, PLACES + unit.places_of_yuan());
    // Nearly every amount needs no more than the printed places: one division instead of ten.
    let factor = 10i128.pow(scale.saturating_sub(places));
    if mantissa % factor == 0 {
        mantissa /= factor;
        scale = scale.min(places);
    }
    while scale > places && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).unwrap_or(Decimal::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_meet_on_one_scale_and_come_back() {
        let d = |s: &str| s.parse::<Decimal>().unwrap();
        assert_eq!(Exact::of(Some(d("1.50")), Unit::Wan), Exact::of(Some(d("15000")), Unit::Yuan));
        assert_eq!(decimal(Exact::of(Some(d("397.30")), Unit::Wan).or_zero(), Unit::Wan, 2).to_string(), "397.30");
        assert_eq!(decimal(Exact::of(Some(d("12345")), Unit::Yuan).or_zero(), Unit::Wan, 2).to_string(), "1.2345");
    }

    #[test]
    fn numbers_that_no_budget_contains_are_told_apart() {
        assert_eq!(Exact::of(Some(Decimal::MAX), Unit::Yuan), Exact::Beyond);
        assert_eq!(Exact::of("0.0000000000001".parse().ok(), Unit::Yuan), Exact::Beyond);
        assert_eq!(Exact::of(None, Unit::Yuan), Exact::Blank);
    }
}
