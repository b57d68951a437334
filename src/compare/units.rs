//! Amounts of one unit in another, exactly.

use rust_decimal::Decimal;

use crate::model::Unit;

/// The same amount in another unit. Only the decimal point moves, so nothing is rounded; `None` if the
/// result has more digits than a decimal holds.
pub(super) fn convert(value: Decimal, from: Unit, to: Unit) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    let (from, to) = (from.places_of_yuan(), to.places_of_yuan());
    if from > to {
        let factor = Decimal::from(10u64.checked_pow(from - to)?);
        return value.checked_mul(factor).map(|v| v.normalize());
    }
    let mut moved = value;
    moved.set_scale(value.scale().checked_add(to - from)?).ok()?;
    Some(moved.normalize())
}

/// The unit in which figures of these units are shown: their own if they agree, else 万元.
pub(super) fn common(units: impl Iterator<Item = Unit>) -> Unit {
    let mut units = units.peekable();
    let first = units.peek().copied().unwrap_or_default();
    if units.all(|unit| unit == first) { first } else { Unit::Wan }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_amount;

    #[test]
    fn the_decimal_point_moves_and_nothing_is_rounded() {
        let convert = |text, from, to| convert(parse_amount(text).unwrap(), from, to).unwrap().to_string();
        assert_eq!(convert("2833712.35", Unit::Yuan, Unit::Wan), "283.371235");
        assert_eq!(convert("21000.00", Unit::Yuan, Unit::Wan), "2.1");
        assert_eq!(convert("1.23", Unit::Yi, Unit::Wan), "12300");
        assert_eq!(convert("-0.05", Unit::Wan, Unit::Yuan), "-500");
        assert_eq!(convert("45.00", Unit::Wan, Unit::Wan), "45.00");
    }

    #[test]
    fn units_that_differ_meet_in_wan() {
        assert_eq!(common([Unit::Yuan, Unit::Yuan].into_iter()), Unit::Yuan);
        assert_eq!(common([Unit::Yuan, Unit::Wan].into_iter()), Unit::Wan);
        assert_eq!(common([Unit::Yuan, Unit::Yi].into_iter()), Unit::Wan);
        assert_eq!(common(std::iter::empty()), Unit::Wan);
    }
}
