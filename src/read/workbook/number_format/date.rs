//! Dates and times in number formats: serial days → calendar.

use rust_decimal::{Decimal, prelude::ToPrimitive};

/// A part of a date or of a time, with the number of letters where it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year(u8),
    /// Month, or minute beside an hour or a second: `m` is both, decided when the section is complete.
    Month(u8),
    Day(u8),
    Hour(u8),
    Minute(u8),
    Second(u8),
    /// Digits of the fraction of a second.
    Fraction(u8),
    /// `aaa`, `aaaa`: 三, 星期三.
    Weekday(u8),
    /// Hours, minutes or seconds in all: `[h]`.
    Elapsed(Unit),
    /// `AM/PM`, or 上午/下午.
    Noon(bool),
}

/// The unit of [`Part::Elapsed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hours,
    Minutes,
    Seconds,
}

/// A point in time as the calendar has it.
pub(super) struct Moment {
    year: i64,
    month: i64,
    day: i64,
    weekday: usize,
    /// Since midnight, in thousandths of a second.
    millis: i64,
    /// Days since the epoch.
    days: i64,
}

impl Moment {
    /// What a serial number of days means; none for what no calendar has.
    pub fn of(serial: Decimal, from_1904: bool) -> Option<Self> {
        let millis = (serial * Decimal::from(86_400_000)).round().to_i64()?;
        let (days, millis) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
        if !(0..=2_958_465).contains(&days) {
            return None;
        }
        // Excel has a 29th of February 1900 (day 60) that never was; before it all days are off by one.
        let epoch = if from_1904 { -24_107 } else { -25_569 };
        let since_1970 = days + epoch + i64::from(!from_1904 && days <= 60);
        let (year, month, day) = civil(since_1970);
        let weekday = (since_1970 + 4).rem_euclid(7) as usize;
        Some(Self { year, month, day, weekday, millis, days })
    }

    /// A part as displayed. `half_days`: the section has AM/PM.
    pub fn part(&self, part: Part, half_days: bool) -> String {
        let pad = |value: i64, letters: u8| if letters >= 2 { format!("{value:02}") } else { value.to_string() };
        let (hours, minutes, seconds) = (self.millis / 3_600_000, self.millis / 60_000, self.millis / 1000);
        match part {
            Part::Year(letters) if letters <= 2 => format!("{:02}", self.year.rem_euclid(100)),
            Part::Year(_) => format!("{:04}", self.year),
            Part::Month(3) => self.month_name().chars().take(3).collect(),
            Part::Month(4) => self.month_name().to_owned(),
            Part::Month(letters) => pad(self.month, letters),
            Part::Day(letters) if letters >= 3 => format!("星期{}", self.weekday_name()),
            Part::Day(letters) => pad(self.day, letters),
            Part::Hour(letters) if half_days => pad((hours + 11) % 12 + 1, letters),
            Part::Hour(letters) => pad(hours, letters),
            Part::Minute(letters) => pad(minutes % 60, letters),
            Part::Second(letters) => pad(seconds % 60, letters),
            Part::Fraction(digits) => {
                format!(".{:03}", self.millis % 1000).chars().take(1 + usize::from(digits)).collect()
            }
            Part::Weekday(3) => self.weekday_name().to_owned(),
            Part::Weekday(_) => format!("星期{}", self.weekday_name()),
            Part::Elapsed(unit) => {
                let whole = self.days * 24;
                match unit {
                    Unit::Hours => whole + hours,
                    Unit::Minutes => whole * 60 + minutes,
                    Unit::Seconds => whole * 3600 + seconds,
                }
                .to_string()
            }
            Part::Noon(chinese) => match (chinese, hours < 12) {
                (true, true) => "上午",
                (true, false) => "下午",
                (false, true) => "AM",
                (false, false) => "PM",
            }
            .to_owned(),
        }
    }

    fn weekday_name(&self) -> &'static str {
        ["日", "一", "二", "三", "四", "五", "六"].get(self.weekday).copied().unwrap_or_default()
    }

    fn month_name(&self) -> &'static str {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        usize::try_from(self.month - 1).ok().and_then(|i| NAMES.get(i).copied()).unwrap_or_default()
    }
}

/// Days since 1970-01-01 → year, month, day of the Gregorian calendar (the usual arithmetic: years that begin
/// in March, in eras of 400).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
