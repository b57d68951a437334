//! From two sides of a relation to its verdict (DESIGN: "Amounts and rounding").
//!
//! A printed amount stands for an interval of its last place u: value ± h with h = u/2. For a sum the
//! difference `r = stated − Σ±terms` of honestly rounded values cannot exceed `H = Σ h` over all values,
//! and almost always stays within `G = 3·√(Σ h²/3)`. The same measure published twice (相等) has no
//! allowance in the same unit and places, and that of the coarser one otherwise.
//! All numbers here are [`exact`](super::exact) whole numbers, so the root is compared by its square.

use super::Verdict;
use crate::relations::Comparison;

/// What a relation's figures come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// The stated value; blank counts as zero.
    pub stated: i128,
    /// `Σ ± terms`.
    pub computed: i128,
    /// h of the stated value: zero if blank or exact.
    pub stated_half: i128,
    /// `Σ h` over the positive terms.
    pub plus_half: i128,
    /// `Σ h` over the negative terms.
    pub minus_half: i128,
    /// `Σ h²` over all values, the stated one included.
    pub squares: i128,
    /// The largest h of a single value.
    pub coarsest_half: i128,
    /// All values come in the same unit and places.
    pub uniform: bool,
}

/// What the figures say before the document as a whole is asked about truncation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// 平, 尾差, 存疑尾差 or 不平.
    pub verdict: Verdict,
    /// `stated − computed`.
    pub difference: i128,
    /// The largest difference that rounding can produce.
    pub allowed: i128,
    /// Cutting off instead of rounding could have produced the difference.
    pub fits_truncation: bool,
}

/// Judges the figures of a relation.
pub fn judge(comparison: Comparison, equality: bool, f: &Figures) -> Judgement {
    let difference = f.stated - f.computed;
    let allowed = match (equality, f.uniform) {
        (true, true) => 0,
        (true, false) => f.coarsest_half,
        (false, _) => f.stated_half + f.plus_half + f.minus_half,
    };
    let holds = difference == 0 || (comparison == Comparison::AtLeast && difference > 0);
    let within = difference.unsigned_abs() <= allowed.unsigned_abs();
    let verdict = if holds {
        Verdict::Holds
    } else if !within {
        Verdict::Broken
    } else if equality || nearly_always(difference, f.squares) {
        Verdict::Rounding
    } else {
        Verdict::DoubtfulRounding
    };
    // Each value v stands for [v, v + 2h): the intervals of both sides must meet.
    let fits_truncation = comparison == Comparison::Equal
        && !equality
        && difference > -2 * (f.stated_half + f.minus_half)
        && difference < 2 * f.plus_half;
    Judgement { verdict, difference, allowed, fits_truncation }
}

/// `|r| ≤ G`, as `r² ≤ 3·Σh²`. Where the squares are beyond 128 bits the answer is the cautious one.
fn nearly_always(difference: i128, squares: i128) -> bool {
    match (difference.checked_mul(difference), squares.checked_mul(3)) {
        (Some(square), Some(bound)) => square <= bound,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sum of `n` terms that all print the same last place, whose total is off by `units` half places.
    fn sum(n: i128, difference: i128) -> Judgement {
        let figures = Figures {
            stated: difference,
            stated_half: 1,
            plus_half: n,
            squares: n + 1,
            coarsest_half: 1,
            uniform: true,
            ..Figures::default()
        };
        judge(Comparison::Equal, n == 1, &figures)
    }

    #[test]
    fn bands_follow_the_number_of_addends() {
        // In half places: G = √(3(n+1)), H = n + 1.
        assert_eq!(sum(3, 0).verdict, Verdict::Holds);
        assert_eq!(sum(3, 2).verdict, Verdict::Rounding);
        assert_eq!(sum(3, 4).verdict, Verdict::DoubtfulRounding);
        assert_eq!(sum(3, 6).verdict, Verdict::Broken);
        assert_eq!(sum(60, 12).verdict, Verdict::Rounding);
        assert_eq!(sum(60, 14).verdict, Verdict::DoubtfulRounding);
        assert_eq!(sum(60, 62).verdict, Verdict::Broken);
    }

    #[test]
    fn the_same_measure_twice_has_no_allowance_in_the_same_places() {
        assert_eq!(sum(1, 2).verdict, Verdict::Broken);
        let coarser = Figures { stated: 1, stated_half: 1, squares: 1, coarsest_half: 1, ..Figures::default() };
        assert_eq!(judge(Comparison::Equal, true, &coarser).verdict, Verdict::Rounding);
        let beyond = Figures { stated: 2, ..coarser };
        assert_eq!(judge(Comparison::Equal, true, &beyond).verdict, Verdict::Broken);
    }

    #[test]
    fn at_least_breaks_only_downwards() {
        let at_least = |stated| {
            let f = Figures { stated, computed: 10, uniform: true, ..Figures::default() };
            judge(Comparison::AtLeast, true, &f).verdict
        };
        assert_eq!(at_least(12), Verdict::Holds);
        assert_eq!(at_least(9), Verdict::Broken);
    }

    #[test]
    fn truncation_makes_totals_larger_never_smaller() {
        assert!(sum(10, 16).fits_truncation);
        assert!(!sum(10, 20).fits_truncation);
        assert!(!sum(10, -2).fits_truncation);
    }
}
