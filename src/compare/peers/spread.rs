//! How an indicator is spread over a sample: exact order statistics.

use rust_decimal::Decimal;

/// Lowest, quartiles and highest of a sample, and its mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// How many agencies state it.
    pub count: usize,
    /// 最低
    pub lowest: Decimal,
    /// 下四分位数: a quarter lies below.
    pub lower: Decimal,
    /// 中位数: half lies below.
    pub median: Decimal,
    /// 上四分位数: a quarter lies above.
    pub upper: Decimal,
    /// 最高
    pub highest: Decimal,
    /// 平均数
    pub mean: Decimal,
}

/// Where a value lies in its sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Far below the middle half.
    Low,
    /// With the others.
    Usual,
    /// Far above the middle half.
    High,
}

/// The fewest agencies of which one can be said to lie far from the others.
const ENOUGH: usize = 8;

/// A number of a spread.
type Part = fn(&Spread) -> Decimal;

impl Spread {
    /// The numbers of a spread with their names, for a table.
    pub const PARTS: [(&'static str, Part); 6] = [
        ("最低", |s| s.lowest),
        ("下四分位数", |s| s.lower),
        ("中位数", |s| s.median),
        ("上四分位数", |s| s.upper),
        ("最高", |s| s.highest),
        ("平均数", |s| s.mean),
    ];

    /// The spread of these values; `None` of none, or where their sum is more than a decimal holds.
    ///
    /// Quartiles lie between two values where they must, in proportion (type 7 of Hyndman and Fan 1996, as
    /// `QUARTILE.INC` of spreadsheets has it), so a user can check them there.
    pub fn of(mut values: Vec<Decimal>) -> Option<Self> {
        values.sort();
        let (lowest, highest) = (*values.first()?, *values.last()?);
        let sum = values.iter().try_fold(Decimal::ZERO, |sum, v| sum.checked_add(*v))?;
        Some(Self {
            count: values.len(),
            lowest,
            lower: quantile(&values, 1)?,
            median: quantile(&values, 2)?,
            upper: quantile(&values, 3)?,
            highest,
            mean: sum.checked_div(Decimal::from(values.len()))?,
        })
    }

    /// Where a value lies: beyond one and a half times the middle half is far (Tukey 1977). Of a small sample, or
    /// one whose middle half is all alike, nothing is said.
    pub fn standing(&self, value: Decimal) -> Standing {
        let reach = self
            .upper
            .checked_sub(self.lower)
            .and_then(|half| half.checked_mul(Decimal::new(15, 1)))
            .filter(|reach| self.count >= ENOUGH && !reach.is_zero());
        let Some(reach) = reach else { return Standing::Usual };
        if self.upper.checked_add(reach).is_some_and(|fence| value > fence) {
            return Standing::High;
        }
        if self.lower.checked_sub(reach).is_some_and(|fence| value < fence) {
            return Standing::Low;
        }
        Standing::Usual
    }
}

/// The value below which so many quarters of the sorted ones lie.
fn quantile(sorted: &[Decimal], quarters: usize) -> Option<Decimal> {
    let steps = (sorted.len().checked_sub(1)?).checked_mul(quarters)?;
    let low = *sorted.get(steps / 4)?;
    let Some(high) = sorted.get(steps / 4 + 1) else { return Some(low) };
    let part = Decimal::new(i64::try_from(steps % 4).ok()? * 25, 2);
    low.checked_add(high.checked_sub(low)?.checked_mul(part)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[i64]) -> Spread {
        Spread::of(values.iter().map(|v| Decimal::from(*v)).collect()).expect("values")
    }

    fn parts(values: &[i64]) -> Vec<String> {
        Spread::PARTS.iter().map(|(_, part)| part(&of(values)).normalize().to_string()).collect()
    }

    #[test]
    fn quartiles_are_those_of_a_spreadsheet() {
        assert_eq!(parts(&[7, 1, 3, 5]), ["1", "2.5", "4", "5.5", "7", "4"]);
        assert_eq!(parts(&[2, 4, 4, 5, 10]), ["2", "4", "4", "5", "10", "5"]);
        assert_eq!(parts(&[6]), ["6"; 6]);
        assert_eq!(Spread::of(Vec::new()), None);
    }

    #[test]
    fn one_far_from_the_others_is_told_only_in_a_sample_large_enough() {
        let usual = [10, 11, 12, 12, 13, 14, 15];
        assert_eq!(of(&usual).standing(Decimal::from(90)), Standing::Usual, "seven are too few");
        let mut many = usual.to_vec();
        many.extend([12, 13, 90]);
        let spread = of(&many);
        assert_eq!(spread.standing(Decimal::from(90)), Standing::High);
        assert_eq!(spread.standing(Decimal::from(15)), Standing::Usual);
        assert_eq!(spread.standing(Decimal::from(1)), Standing::Low);
        assert_eq!(of(&[5; 9]).standing(Decimal::from(6)), Standing::Usual, "all alike: no measure of far");
    }
}
