//! Exact fractions. What they cannot hold is `None`: then the answer is “gave up”, never a wrong one.

/// A fraction in lowest terms, its denominator positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// A whole number.
    pub fn whole(n: i128) -> Self {
        Self { numerator: n, denominator: 1 }
    }

    fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor = gcd(numerator.checked_abs()?, denominator.checked_abs()?);
        let divisor = if denominator < 0 { -divisor } else { divisor };
        (divisor != 0).then(|| Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// -1, 0 or 1.
    pub fn sign(self) -> i128 {
        self.numerator.signum()
    }

    pub fn add(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            return Some(Self::whole(self.numerator.checked_add(other.numerator)?));
        }
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    pub fn sub(self, other: Self) -> Option<Self> {
        self.add(other.negated())
    }

    pub fn mul(self, other: Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return Some(Self::ZERO);
        }
        Self::new(self.numerator.checked_mul(other.numerator)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// `None` also where the divisor is zero.
    pub fn div(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        Self::new(self.numerator.checked_mul(other.denominator)?, self.denominator.checked_mul(other.numerator)?)
    }

    pub fn negated(self) -> Self {
        // A numerator in lowest terms of values below 10²⁶ is far from the one that has no negative.
        Self { numerator: self.numerator.saturating_neg(), ..self }
    }

    /// The nearest whole number that is a multiple of `step`.
    pub fn rounded_to(self, step: i128) -> Option<i128> {
        let unit = self.denominator.checked_mul(step.max(1))?;
        let half = unit / 2;
        let count = self.numerator.checked_add(if self.numerator < 0 { -half } else { half })? / unit;
        count.checked_mul(step.max(1))
    }
}

/// The greatest common divisor of two numbers that are not negative.
pub(in crate::check) fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_exact() {
        let third = Fraction::ONE.div(Fraction::whole(3)).unwrap();
        assert_eq!(third.add(third).unwrap().add(third).unwrap(), Fraction::ONE);
        assert_eq!(third.sub(third).unwrap(), Fraction::ZERO);
        assert_eq!(third.mul(Fraction::whole(-6)).unwrap(), Fraction::whole(-2));
        assert_eq!(Fraction::whole(1).div(Fraction::whole(-3)).unwrap().sign(), -1);
        assert_eq!(Fraction::whole(i128::MAX).add(Fraction::ONE), None);
        assert_eq!(Fraction::ONE.div(Fraction::ZERO), None);
    }

    #[test]
    fn rounding_goes_to_the_nearest_step() {
        let five_thirds = Fraction::whole(5).div(Fraction::whole(3)).unwrap();
        assert_eq!(five_thirds.rounded_to(1), Some(2));
        assert_eq!(five_thirds.negated().rounded_to(1), Some(-2));
        assert_eq!(Fraction::whole(149).rounded_to(100), Some(100));
    }
}
