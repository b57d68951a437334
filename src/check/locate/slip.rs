//! Slips (笔误): what a hand or a program does to a figure on its way into a table.
//!
//! They are told by the digits of the printed figure and of the one that would mend everything. How much a slip
//! speaks for an explanation depends on how rarely chance looks like it: of all figures that could be wrong by
//! the same amount hardly one is a ten-thousandth of what it should be, and every second one differs in one digit.

/// What happened to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slip {
    /// 元 for 万元.
    Unit,
    /// The decimal point is elsewhere.
    Point,
    /// The other sign.
    Sign,
    /// Last year's figure.
    Stale,
    /// Two digits have changed places.
    Swap,
    /// The last digits are cut off.
    Cut,
    /// One digit is missing.
    Missing,
    /// One digit too many.
    Extra,
    /// One digit is another.
    Digit,
}

impl Slip {
    /// What turned `meant` into `printed`; both as whole numbers of the last place. `stale` are last year's figures.
    pub(in crate::check) fn of(printed: i128, meant: i128, stale: &[i128]) -> Option<Self> {
        if printed == 0 || meant == 0 || printed == meant {
            return None;
        }
        if printed == -meant {
            return Some(Slip::Sign);
        }
        if stale.contains(&printed) {
            return Some(Slip::Stale);
        }
        if (printed < 0) != (meant < 0) {
            return None;
        }
        let times =
            |factor: i128| meant.checked_mul(factor) == Some(printed) || printed.checked_mul(factor) == Some(meant);
        // What falls off behind the last place is rounded or cut.
        let small = |factor: i128| {
            factor > 1 && {
                let (exact, half) = (meant / factor, factor / 2);
                printed != 0 && (printed == exact || printed == (meant + half * meant.signum()) / factor)
            }
        };
        if times(10_000) || small(10_000) && printed.abs() > 9 {
            return Some(Slip::Unit);
        }
        if [10, 100, 1000].into_iter().any(times) {
            return Some(Slip::Point);
        }
        let (a, b) = (printed.abs().to_string().into_bytes(), meant.abs().to_string().into_bytes());
        if a.len() == b.len() {
            let different: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
            match different[..] {
                [i, j] if a[i] == b[j] && a[j] == b[i] => return Some(Slip::Swap),
                [_] if is_cut(printed, meant) => return Some(Slip::Cut),
                [_] => return Some(Slip::Digit),
                _ => {}
            }
            return is_cut(printed, meant).then_some(Slip::Cut);
        }
        if (small(10) || small(100) || small(1000)) && a.len() > 1 {
            return Some(Slip::Point);
        }
        match () {
            () if a.len() + 1 == b.len() && is_without_one(&a, &b) => Some(Slip::Missing),
            () if b.len() + 1 == a.len() && is_without_one(&b, &a) => Some(Slip::Extra),
            // The first digit became a zero.
            () if a.len() + 1 == b.len() && b.get(1..) == Some(&a[..]) => Some(Slip::Digit),
            () => None,
        }
    }

    /// How much it speaks for an explanation.
    pub(super) fn bonus(self) -> u32 {
        match self {
            Slip::Unit => 45,
            Slip::Point | Slip::Sign => 42,
            Slip::Stale => 38,
            Slip::Swap => 32,
            Slip::Cut => 30,
            Slip::Missing | Slip::Extra => 22,
            Slip::Digit => 18,
        }
    }
}

/// All figures from which one slip may have made the printed one, as stretches of whole numbers.
pub(super) fn origins(printed: i128) -> Vec<(i128, i128)> {
    let mut out = vec![(-printed, -printed)];
    let (sign, digits) = (printed.signum(), printed.abs().to_string().into_bytes());
    for factor in [10, 100, 1000, 10_000] {
        if let Some(more) = printed.checked_mul(factor) {
            // What fell off behind the last place was rounded or cut.
            out.push((more - factor / 2, more + factor / 2));
        }
        if printed % factor == 0 {
            out.push((printed / factor, printed / factor));
        }
        if factor <= 100 && printed % factor == 0 {
            let (low, high) = (printed, printed + sign * (factor - 1));
            out.push((low.min(high), low.max(high)));
        }
    }
    let mut add = |digits: &[u8]| {
        let number = std::str::from_utf8(digits).ok().and_then(|t| t.parse::<i128>().ok());
        out.extend(number.map(|n| (sign * n, sign * n)));
    };
    let mut changed = digits.clone();
    for (i, &own) in digits.iter().enumerate() {
        for digit in b'0'..=b'9' {
            changed[i] = digit;
            add(&changed);
        }
        changed[i] = own;
        for j in i + 1..digits.len() {
            changed.swap(i, j);
            add(&changed);
            changed.swap(i, j);
        }
        add(&[digits.get(..i).unwrap_or_default(), digits.get(i + 1..).unwrap_or_default()].concat());
    }
    for i in 0..=digits.len() {
        for digit in b'0'..=b'9' {
            let (head, tail) = digits.split_at(i);
            add(&[head, &[digit], tail].concat());
        }
    }
    out
}

/// The most that any slip speaks for an explanation.
pub(super) const MOST: u32 = 45;

/// The printed figure ends in zeros where the other has digits, and is the same before them.
fn is_cut(printed: i128, meant: i128) -> bool {
    [100, 10].into_iter().any(|unit| printed % unit == 0 && meant % unit != 0 && printed / unit == meant / unit)
}

/// The shorter number is the longer one with one digit left out.
fn is_without_one(short: &[u8], long: &[u8]) -> bool {
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    short.get(same..) == long.get(same + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_tell_what_happened() {
        let cases = [
            (32842, 38242, Some(Slip::Swap)),
            (38342, 38242, Some(Slip::Digit)),
            (3824, 38242, Some(Slip::Point)),
            (382420, 38242, Some(Slip::Point)),
            (382420000, 38242, Some(Slip::Unit)),
            (-500, 500, Some(Slip::Sign)),
            (38200, 38242, Some(Slip::Cut)),
            (3842, 38242, Some(Slip::Missing)),
            (388242, 38242, Some(Slip::Extra)),
            (8242, 38242, Some(Slip::Missing)),
            (12345, 38242, None),
            (0, 38242, None),
        ];
        for (printed, meant, slip) in cases {
            assert_eq!(Slip::of(printed, meant, &[]), slip, "{printed} {meant}");
        }
        assert_eq!(Slip::of(12345, 38242, &[12345]), Some(Slip::Stale));
    }
}
