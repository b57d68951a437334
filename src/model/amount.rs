//! Amounts (金额): what was printed, exactly.
//!
//! An amount is a [`Decimal`] whose scale is the number of decimals that were printed, in the unit of
//! its table. It is never a float. Blank is not zero: a blank cell has no amount.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::text::{is_han, squeeze};

/// The unit (单位) in which a table states its amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Unit {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 万元, what nearly every disclosure uses.
    #[default]
    #[serde(rename = "万元")]
    Wan,
    /// 亿元
    #[serde(rename = "亿元")]
    Yi,
}

impl Unit {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::Wan => "万元",
            Unit::Yi => "亿元",
        }
    }

    /// How many decimal places below this unit one 元 is: 0, 4 or 8.
    pub fn places_of_yuan(self) -> u32 {
        match self {
            Unit::Yuan => 0,
            Unit::Wan => 4,
            Unit::Yi => 8,
        }
    }

    /// One of this unit in 元.
    pub fn in_yuan(self) -> Decimal {
        Decimal::from(10u64.pow(self.places_of_yuan()))
    }
}

/// Half of the last printed place of an amount with `places` decimals in `unit`, in that unit: what
/// rounding may have hidden. Zero where nothing can be hidden: money is counted in 分 (0.01 元), so two
/// decimals in a 元 table, or six in a 万元 table, are exact.
///
/// ```
/// use gongkai::model::{Unit, half_place};
/// assert_eq!(half_place(2, Unit::Wan).to_string(), "0.005");
/// assert_eq!(half_place(0, Unit::Yuan).to_string(), "0.5");
/// assert!(half_place(2, Unit::Yuan).is_zero());
/// ```
pub fn half_place(places: u32, unit: Unit) -> Decimal {
    if places >= unit.places_of_yuan() + 2 { Decimal::ZERO } else { Decimal::new(5, places + 1) }
}

/// Reads an amount as printed: thousands separators, full-width digits, a leading minus (also `−`, `－`)
/// or accounting brackets. `None` for blank, a dash, or anything that is not a number.
/// The scale of the result is the number of decimals printed.
///
/// ```
/// use gongkai::model::parse_amount;
/// assert_eq!(parse_amount("9,812.41").unwrap().to_string(), "9812.41");
/// assert_eq!(parse_amount("（3.50）").unwrap().to_string(), "-3.50");
/// assert_eq!(parse_amount("0.00").unwrap().scale(), 2);
/// assert!(parse_amount("—").is_none() && parse_amount("").is_none() && parse_amount("1,2").is_none());
/// ```
pub fn parse_amount(text: &str) -> Option<Decimal> {
    // Most words of a text are no numbers: that is told at once.
    if text.contains(is_han) {
        return None;
    }
    let folded = squeeze(text).replace(['−', '–', '‐'], "-");
    let (negative, body) = if let Some(inner) = folded.strip_prefix('(').and_then(|s| s.strip_suffix(')')) {
        (true, inner)
    } else if let Some(rest) = folded.strip_prefix('-') {
        (true, rest)
    } else {
        (false, folded.strip_prefix('+').unwrap_or(&folded))
    };
    let body = body.strip_prefix(['¥', '￥']).unwrap_or(body);
    let (whole, fraction) = match body.split_once('.') {
        Some((_, "")) => return None,
        Some((w, f)) => (w, f),
        None => (body, ""),
    };
    if whole.is_empty() || !fraction.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut digits = String::with_capacity(body.len());
    for (i, group) in whole.split(',').enumerate() {
        let grouped = i == 0 && !group.is_empty() && (!whole.contains(',') || group.len() <= 3);
        if !group.chars().all(|c| c.is_ascii_digit()) || !(grouped || i > 0 && group.len() == 3) {
            return None;
        }
        digits.push_str(group);
    }
    if !fraction.is_empty() {
        digits.push('.');
        digits.push_str(fraction);
    }
    let mut value: Decimal = digits.parse().ok()?;
    value.set_sign_negative(negative && !value.is_zero());
    Some(value)
}

/// Reads a percentage as printed (`79.68%`, `100 ％`) into its number of percent.
///
/// ```
/// assert_eq!(gongkai::model::parse_share("79.68％").unwrap().to_string(), "79.68");
/// ```
pub fn parse_share(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let number = text.strip_suffix(['%', '％'])?;
    parse_amount(number)
}

/// The amount with thousands separators, as people read it in a message.
///
/// ```
/// use gongkai::model::{parse_amount, with_thousands};
/// assert_eq!(with_thousands(parse_amount("-1234567.80").unwrap()), "-1,234,567.80");
/// ```
pub fn with_thousands(value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
