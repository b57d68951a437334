//! Exact fractions: what rules work out is never rounded.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// A fraction in lowest terms, its denominator positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ratio {
    above: i128,
    below: i128,
}

fn common(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

// All of these are `None` where the numbers are beyond all measure.
impl Ratio {
    pub const ZERO: Ratio = Ratio { above: 0, below: 1 };

    fn new(above: i128, below: i128) -> Option<Self> {
        let divisor = i128::try_from(common(above.unsigned_abs(), below.unsigned_abs())).ok().filter(|d| *d != 0)?;
        let (above, below) = (above / divisor, below / divisor);
        let sign = below.signum();
        Some(Self { above: above.checked_mul(sign)?, below: below.checked_mul(sign)? }).filter(|r| r.below != 0)
    }

    pub fn of(value: Decimal) -> Option<Self> {
        Self::new(value.mantissa(), 10i128.checked_pow(value.scale())?)
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        let a = self.above.checked_mul(other.below)?;
        let b = other.above.checked_mul(self.below)?;
        Self::new(a.checked_add(b)?, self.below.checked_mul(other.below)?)
    }

    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { above: other.above.checked_neg()?, ..other })
    }

    pub fn times(self, other: Self) -> Option<Self> {
        // Crosswise in lowest terms first, so that the products stay as small as they can be.
        let (a, b) = (Self::new(self.above, other.below)?, Self::new(other.above, self.below)?);
        Self::new(a.above.checked_mul(b.above)?, a.below.checked_mul(b.below)?)
    }

    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.below, other.above)?)
    }

    pub fn abs(self) -> Option<Self> {
        Some(Self { above: self.above.checked_abs()?, ..self })
    }

    pub fn is_zero(self) -> bool {
        self.above == 0
    }

    pub fn compare(self, other: Self) -> Option<Ordering> {
        Some(self.minus(other)?.above.cmp(&0))
    }

    /// Plus or minus one, if it is.
    pub fn unit(self) -> Option<i8> {
        match (self.above, self.below) {
            (1, 1) => Some(1),
            (-1, 1) => Some(-1),
            _ => None,
        }
    }

    /// For people: with at least `places` decimals, and at most two more where it does not end there.
    pub fn decimal(self, places: u32) -> Option<Decimal> {
        for scale in places..=places + 2 {
            let exact = self.above.checked_mul(10i128.checked_pow(scale)?)?;
            let last = scale == places + 2;
            if exact % self.below == 0 || last {
                let (whole, rest) = (exact / self.below, exact % self.below);
                let up = rest.checked_abs()?.checked_mul(2)? >= self.below;
                let rounded = whole + if up { exact.signum() } else { 0 };
                return Decimal::try_from_i128_with_scale(rounded, scale).ok();
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(text: &str) -> Ratio {
        Ratio::of(text.parse().unwrap()).unwrap()
    }

    #[test]
    fn fractions_are_exact() {
        let third = r("1").over(r("3")).unwrap();
        assert_eq!(third.plus(third).unwrap().plus(third).unwrap(), r("1.00"));
        assert_eq!(r("0.1").plus(r("0.2")).unwrap(), r("0.3"));
        assert_eq!(r("5").over(Ratio::ZERO), None);
        assert_eq!(r("2").minus(r("3")).unwrap().unit(), Some(-1));
        assert_eq!(r("-7.25").compare(r("-7.2")), Some(Ordering::Less));
    }

    #[test]
    fn people_read_as_many_decimals_as_are_needed() {
        let seen = |a: &str, b: &str| r(a).over(r(b)).unwrap().decimal(2).unwrap().to_string();
        assert_eq!(
            (seen("1", "2"), seen("2", "3"), seen("-2", "3")),
            ("0.50".into(), "0.6667".into(), "-0.6667".into())
        );
    }

    #[test]
    fn numbers_beyond_all_measure_are_none() {
        let big = r("7922816251426433759354395033");
        assert_eq!(big.times(big).and_then(|b| b.times(big)), None);
    }
}
