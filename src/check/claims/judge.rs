//! From what a claim says must hold to its verdict, by the intervals of `check::judge`.

use super::values::{Total, Values, square};
use crate::{
    check::{
        Verdict,
        judge::{Figures, judge},
    },
    model::Unit,
    prose::{Direction, Must, Sum},
};

/// How one reading of a claim came out. The figures are on the scale of [`super::values`]; those of a
/// percentage are percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub verdict: Verdict,
    pub stated: i128,
    pub computed: i128,
    pub allowed: i128,
    /// The unit of money that the figures are told in.
    pub unit: Unit,
    /// The amount is right and the direction is not.
    pub contrary: bool,
    /// A rate is stated of nothing.
    pub of_nothing: bool,
    /// Money is stated where the table leaves the whole column blank.
    pub unfilled: bool,
}

/// Judges what must hold of this number. `None` where a value is none that a budget can contain.
pub(super) fn judged(values: &Values, stated: usize, must: &Must) -> Option<Judged> {
    let operands = must.operands();
    let unit = values.unit(stated, &operands);
    let places = values.places(stated, &operands);
    let number = values.number(stated, unit, places)?;
    let own = Total {
        value: number.value,
        plus_half: number.half,
        squares: square(number.half),
        coarsest: number.half,
        fine_half: number.fine,
        fine_squares: square(number.fine),
        known: true,
        ..Total::default()
    };
    let blank = Judged {
        verdict: Verdict::NotCompared,
        stated: number.value,
        computed: 0,
        allowed: 0,
        unit,
        contrary: false,
        of_nothing: false,
        unfilled: false,
    };
    let sum = |terms: &Sum| values.sum(terms, unit, places);
    // A text in 万元 beside a table in 元 says the amount to its own places: that it is rounded is no remark.
    let converted = values.is_converted(unit, &operands);
    let compared = |bound: Bound, stated: Total, terms: &Sum| {
        let mut judged = Judged { stated: stated.value, ..linear(blank, bound, stated, sum(terms)?, terms.len()) };
        if converted && judged.verdict == Verdict::Rounding {
            judged.verdict = Verdict::Holds;
        }
        Some(judged)
    };
    match must {
        Must::Equal(terms) => {
            let judged = compared(Bound::Equal, own, terms)?;
            // A column that is not used says nothing of an amount that is printed with others; that the text tells
            // money of it is a contradiction, though not which of the two is wrong.
            let unfilled = judged.verdict == Verdict::NotCompared && values.is_unfilled(terms);
            Some(if unfilled { Judged { verdict: Verdict::Broken, unfilled, ..judged } } else { judged })
        }
        Must::AtLeast(terms) => compared(Bound::Least, own, terms),
        Must::AtMost(terms) => compared(Bound::Most, own, terms),
        Must::Product(factors) => {
            Some(linear(blank, Bound::Equal, own, values.product(factors, unit)?, factors.len().max(2)))
        }
        Must::Count(rows) => {
            let computed = i128::try_from(rows.len()).ok()?.checked_mul(100_000_000)?;
            let verdict = if computed == number.value { Verdict::Holds } else { Verdict::Broken };
            Some(Judged { verdict, computed, ..blank })
        }
        Must::Change { direction, by } => {
            let here = compared(Bound::Equal, signed(own, *direction), by)?;
            let there = compared(Bound::Equal, signed(own, opposite(*direction)), by)?;
            Some(Judged { contrary: is_contrary(&here, &there, number.value), ..here })
        }
        Must::Direction { direction, by } => {
            let by = sum(by)?;
            let fits = match direction {
                Direction::Up => by.value >= 0,
                Direction::Down => by.value <= 0,
                Direction::Same => by.value.abs() <= by.half(),
                // 增（减）: the words say nothing.
                Direction::Either => true,
            };
            let verdict = match fits {
                _ if !by.known => Verdict::NotCompared,
                true => Verdict::Holds,
                false => Verdict::Broken,
            };
            Some(Judged { verdict, computed: by.value, allowed: by.half(), contrary: !fits, ..blank })
        }
        Must::Share { part, whole } => Some(ratio(blank, own, sum(part)?, sum(whole)?)),
        Must::Rate { direction, change, before } => {
            let (change, before) = (sum(change)?, sum(before)?);
            if before.value == 0 {
                return Some(Judged { of_nothing: change.value != 0 || number.value != 0, ..blank });
            }
            let here = ratio(blank, signed(own, *direction), change, before);
            let there = ratio(blank, signed(own, opposite(*direction)), change, before);
            Some(Judged { contrary: is_contrary(&here, &there, number.value), ..here })
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Equal,
    Least,
    Most,
}

/// The number as a change in this direction.
fn signed(own: Total, direction: Direction) -> Total {
    if direction == Direction::Down { Total { value: -own.value, ..own } } else { own }
}

fn opposite(direction: Direction) -> Direction {
    if direction == Direction::Down { Direction::Up } else { Direction::Down }
}

fn is_contrary(here: &Judged, there: &Judged, stated: i128) -> bool {
    stated != 0 && here.verdict == Verdict::Broken && there.verdict < Verdict::Broken
}

/// `stated = Σ ± terms`, or a bound.
fn linear(blank: Judged, bound: Bound, stated: Total, sum: Total, terms: usize) -> Judged {
    use crate::relations::Comparison;
    if !(sum.known || stated.value == 0) {
        return blank;
    }
    let equality = terms == 1;
    // What is at most is at least, seen from the other side.
    let sign = if bound == Bound::Most { -1 } else { 1 };
    let comparison = if bound == Bound::Equal { Comparison::Equal } else { Comparison::AtLeast };
    let figures = Figures {
        stated: sign * stated.value,
        computed: sign * sum.value,
        stated_half: stated.half(),
        plus_half: sum.plus_half,
        minus_half: sum.minus_half,
        squares: stated.squares.saturating_add(sum.squares),
        coarsest_half: stated.coarsest.max(sum.coarsest),
        uniform: stated.coarsest == sum.coarsest,
    };
    let mut judgement = judge(comparison, equality, &figures);
    let explained = matches!(judgement.verdict, Verdict::Rounding | Verdict::DoubtfulRounding);
    let fine = stated.fine_half + sum.fine_half;
    if explained && !equality && judgement.difference.abs() > fine {
        // 13 beside 3.50 and 9.60 is 13.00 with zeros dropped, as a rule.
        judgement.verdict = Verdict::DoubtfulRounding;
    }
    Judged { verdict: judgement.verdict, computed: sum.value, allowed: judgement.allowed, ..blank }
}

/// A hundred times the scale of values: a ratio in percent.
const PERCENT: i128 = 100 * 100_000_000;

/// The stated percentage is `part / whole`: the rounding of both is carried through, then that of the
/// percentage itself.
fn ratio(blank: Judged, stated: Total, part: Total, whole: Total) -> Judged {
    let share = |part: i128, whole: i128| part.checked_mul(PERCENT)?.checked_div(whole);
    let (w, low, high) = (whole.value, whole.value.abs() - whole.half(), whole.value.abs() + whole.half());
    if !(part.known && whole.known) || w == 0 || low <= 0 {
        return blank;
    }
    let (p, h) = (part.value * w.signum(), part.half());
    let (least, most) = (p - h, p + h);
    let bounds = (
        share(least, if least < 0 { low } else { high }),
        share(p, w.abs()),
        share(most, if most < 0 { high } else { low }),
    );
    let (Some(least), Some(exact), Some(most)) = bounds else { return blank };
    let (printed, value) = (stated.coarsest, stated.value);
    let within = |low: i128, high: i128, margin: i128| value >= low - margin && value <= high + margin;
    let verdict = if within(exact, exact, printed) {
        Verdict::Holds
    } else if within(least, most, printed) {
        Verdict::Rounding
    } else if within(least, most, 2 * printed) {
        // Cut off instead of rounded, or one in the last place.
        Verdict::DoubtfulRounding
    } else {
        Verdict::Broken
    };
    let allowed = printed + (most - exact).max(exact - least);
    Judged { verdict, stated: value, computed: exact, allowed, ..blank }
}
