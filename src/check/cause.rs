//! What probably happened where a relation does not hold. A guess is worth saying only when it explains the
//! difference to the last place.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{Outcome, names::Along};
use crate::{
    model::{CellRef, Disclosure, RowRole, with_thousands},
    relations::{Comparison, Relation},
};

/// The words say the opposite of what the figures do.
pub const OPPOSITE: &str = "疑为方向写反";

/// All amounts that are stated as carried in (上年结转).
pub fn carried_in(d: &Disclosure) -> HashSet<Decimal> {
    let rows = d.tables.iter().flat_map(|t| &t.panels).flat_map(|p| &p.rows);
    let carried = rows.filter(|r| r.role == RowRole::CarriedIn).flat_map(|r| &r.cells);
    carried.filter_map(|c| c.value).filter(|v| !v.is_zero()).collect()
}

/// The likely cause of a difference, as half a sentence beginning with 疑为. `carried` are the amounts of
/// [`carried_in`].
pub fn likely(d: &Disclosure, relation: &Relation, outcome: &Outcome, carried: &HashSet<Decimal>) -> Option<String> {
    if relation.comparison == Comparison::AtLeast || outcome.difference.is_zero() {
        return None;
    }
    let (stated, computed) = (outcome.stated, outcome.computed);
    if let Some(cause) = in_digits(stated, computed) {
        return Some(cause);
    }
    let along = Along::of(relation);
    if along == Along::Tables && carried.contains(&outcome.difference.abs()) {
        let difference = with_thousands(outcome.difference.abs());
        if let Some(cell) = carried_out(d, relation, outcome) {
            let cell = super::names::cell(d, cell);
            return Some(format!("疑为把上年结转 {difference} 列到了{cell}（该格应为结转下年的数）"));
        }
        return Some(format!("疑为上年结转的口径不一致（差额正好是结转 {difference}）"));
    }
    if relation.terms.len() < 2 {
        return None;
    }
    let amount = |cell: CellRef| d.cell(cell).and_then(|c| c.value).unwrap_or_default();
    let terms = || relation.terms.iter().map(|t| (t.cell, Decimal::from(t.sign) * amount(t.cell)));
    let r = outcome.difference;
    // Terms of another unit cannot be compared digit by digit.
    let unit = |c: CellRef| d.tables.get(c.table as usize).map(|t| t.unit);
    if terms().any(|(cell, _)| unit(cell) != unit(relation.stated)) {
        return None;
    }
    if let Some((cell, _)) = terms().find(|(_, x)| !x.is_zero() && *x == -r) {
        return Some(format!("疑为漏加“{}”", along.name(d, cell)));
    }
    if let Some((cell, _)) = terms().find(|(_, x)| !x.is_zero() && *x == r) {
        return Some(format!("疑为“{}”重复加了一次", along.name(d, cell)));
    }
    if let Some((cell, _)) = terms().find(|(_, x)| !x.is_zero() && x.checked_mul(Decimal::TWO) == Some(-r)) {
        return Some(format!("疑为“{}”的符号相反", along.name(d, cell)));
    }
    if along == Along::Rows
        && let Some(cell) = terms().map(|(cell, _)| cell).find(|cell| is_shifted(d, *cell, r))
    {
        return Some(format!("疑为“{}”行的金额列错位", along.name(d, cell)));
    }
    let swapped = terms().filter_map(|(cell, x)| Some((cell, x, x.checked_add(r)?)));
    swapped.into_iter().find(|(_, x, meant)| is_swap(*x, *meant)).map(|(cell, x, meant)| {
        let (x, meant) = (with_thousands(x.abs()), with_thousands(meant.abs()));
        format!("疑为“{}”数字颠倒（{x} 或为 {meant}）", along.name(d, cell))
    })
}

/// What is carried out (结转下年) by one table and not by the other, where it is just what was carried in.
fn carried_out(d: &Disclosure, relation: &Relation, outcome: &Outcome) -> Option<CellRef> {
    let [term] = &relation.terms[..] else { return None };
    let is_out = |cell: CellRef| d.row(cell).is_some_and(|r| r.role == RowRole::CarriedOut);
    let both = [(relation.stated, outcome.stated), (term.cell, outcome.computed)];
    match (both.iter().all(|(cell, _)| is_out(*cell)), outcome.stated.is_zero(), outcome.computed.is_zero()) {
        (true, false, true) => Some(relation.stated),
        (true, true, false) => Some(term.cell),
        _ => None,
    }
}

/// The two numbers are the same digits in another order, at another place, or with another sign. Which of the
/// two is the slip, one relation cannot tell.
pub(super) fn in_digits(stated: Decimal, computed: Decimal) -> Option<String> {
    if stated.is_zero() || computed.is_zero() {
        return None;
    }
    if is_swap(stated, computed) {
        return Some(format!("疑为数字颠倒（{} 与 {}）", with_thousands(stated), with_thousands(computed)));
    }
    if stated == -computed {
        return Some("疑为正负号相反".to_owned());
    }
    let times = |factor: i64| {
        let factor = Decimal::from(factor);
        stated.checked_mul(factor) == Some(computed) || computed.checked_mul(factor) == Some(stated)
    };
    match () {
        () if times(10_000) => Some("疑为单位混用（元与万元相差一万倍）".to_owned()),
        () if times(10) || times(100) || times(1000) => Some("疑为小数点错位".to_owned()),
        () => None,
    }
}

/// One number becomes the other when two of its digits change places. Their difference is then a multiple of 9.
fn is_swap(a: Decimal, b: Decimal) -> bool {
    let scale = a.scale().max(b.scale());
    let digits = |mut v: Decimal| {
        v.rescale(scale);
        (v.is_sign_negative(), v.mantissa().unsigned_abs().to_string().into_bytes())
    };
    let ((sign_a, a), (sign_b, b)) = (digits(a), digits(b));
    if sign_a != sign_b || a.len() != b.len() {
        return false;
    }
    let different: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
    matches!(different[..], [i, j] if a[i] == b[j] && a[j] == b[i])
}

/// The cell is blank and a neighbour in its row holds exactly the missing amount.
fn is_shifted(d: &Disclosure, cell: CellRef, missing: Decimal) -> bool {
    let value =
        |column: Option<u32>| column.and_then(|column| d.cell(CellRef { column, ..cell })).and_then(|c| c.value);
    let here = value(Some(cell.column)).unwrap_or_default();
    let neighbours = [cell.column.checked_sub(1), cell.column.checked_add(1)];
    here.is_zero() && neighbours.into_iter().any(|n| value(n) == Some(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn digits_tell_what_happened() {
        assert_eq!(in_digits(d("328.42"), d("382.42")).unwrap(), "疑为数字颠倒（328.42 与 382.42）");
        assert_eq!(in_digits(d("38.24"), d("382.40")).unwrap(), "疑为小数点错位");
        assert_eq!(in_digits(d("283.37"), d("2833700")).unwrap(), "疑为单位混用（元与万元相差一万倍）");
        assert_eq!(in_digits(d("-5.00"), d("5.00")).unwrap(), "疑为正负号相反");
        assert_eq!(in_digits(d("5.01"), d("5.00")), None);
    }
}
