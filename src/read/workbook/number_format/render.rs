//! A number and its format → the text displayed.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    Comparison, NumberFormat, Section, Token,
    date::{Moment, Part},
};
use crate::read::workbook::book::{shifted, significant};

/// The text displayed for a number.
pub(super) fn number(format: &NumberFormat, value: Decimal, from_1904: bool) -> String {
    let Some((section, negative_only)) = choose(format, value) else { return general(value) };
    if section.tokens.iter().any(|t| matches!(t, Token::Date(_))) {
        return Moment::of(value, from_1904).map_or_else(|| general(value), |moment| date(section, &moment));
    }
    let shown = if negative_only { value.abs() } else { value };
    let text = digits(section, shown);
    // Where only a colour says that a number is negative, the text says it with a sign.
    let unsigned = negative_only && value.is_sign_negative() && section.coloured && !tells_sign(&text);
    if unsigned { format!("-{text}") } else { text }
}

fn tells_sign(text: &str) -> bool {
    text.contains(['-', '−', '－', '(', '（', '△', '▲']) || !text.contains(|c: char| c.is_ascii_digit())
}

/// The text displayed for a text.
pub(super) fn text(format: &NumberFormat, text: &str) -> String {
    // The fourth section is for texts; a format that only consists of `@` is one, too.
    let section = match format.sections.as_slice() {
        [_, _, _, fourth, ..] => fourth,
        [.., last] if last.tokens.contains(&Token::Text) => last,
        _ => return text.to_owned(),
    };
    let shown: String = section
        .tokens
        .iter()
        .map(|token| match token {
            Token::Literal(literal) => literal.as_str(),
            Token::Text => text,
            _ => "",
        })
        .collect();
    // Space beside the text is only for its looks; a text keeps its own.
    if shown.trim() == text.trim() { text.to_owned() } else { shown.trim().to_owned() }
}

/// General (常规): the number as it is.
fn general(value: Decimal) -> String {
    significant(value).to_string()
}

/// The section for a number, and whether it is only for negative ones, so that the sign is its business.
fn choose(format: &NumberFormat, value: Decimal) -> Option<(&Section, bool)> {
    let sections = format.sections.get(..format.sections.len().min(3))?;
    // A last section with @ is for texts.
    let for_numbers = match sections {
        [init @ .., last] if !init.is_empty() && last.tokens.contains(&Token::Text) => init,
        all => all,
    };
    let negative = value.is_sign_negative() && !value.is_zero();
    if for_numbers.iter().any(|s| s.condition.is_some()) {
        let section = for_numbers.iter().find(|s| s.condition.is_none_or(|c| holds(c, value)))?;
        let below_zero = matches!(section.condition, Some((Comparison::Less, bound)) if bound <= Decimal::ZERO);
        return Some((section, below_zero));
    }
    match for_numbers {
        [] => None,
        [only] => Some((only, false)),
        [_, negatives, ..] if negative => Some((negatives, true)),
        [_, _, zero] if value.is_zero() => Some((zero, false)),
        [positives, ..] => Some((positives, false)),
    }
}

fn holds((comparison, bound): (Comparison, Decimal), value: Decimal) -> bool {
    match comparison {
        Comparison::Less => value < bound,
        Comparison::LessOrEqual => value <= bound,
        Comparison::Equal => value == bound,
        Comparison::NotEqual => value != bound,
        Comparison::GreaterOrEqual => value >= bound,
        Comparison::Greater => value > bound,
    }
}

fn date(section: &Section, moment: &Moment) -> String {
    let half_days = section.tokens.iter().any(|t| matches!(t, Token::Date(Part::Noon(_))));
    let piece = |token: &Token| match token {
        Token::Date(part) => moment.part(*part, half_days),
        Token::Literal(literal) => literal.clone(),
        Token::Point => ".".to_owned(),
        _ => String::new(),
    };
    section.tokens.iter().map(piece).collect::<String>().trim().to_owned()
}

/// Puts the digits of a number into the places of a section.
fn digits(section: &Section, value: Decimal) -> String {
    let tokens = &section.tokens;
    let places = |tokens: &[Token]| tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    if places(tokens) == 0 {
        let mut out = String::new();
        for token in tokens {
            match token {
                Token::Literal(literal) => out.push_str(literal),
                Token::General | Token::Text => out.push_str(&general(value)),
                _ => {}
            }
        }
        return out.trim().to_owned();
    }
    let Some(scaled) = shifted(value, section.power) else { return general(value) };
    if let Some(at) = tokens.iter().position(|t| matches!(t, Token::Exponent(_))) {
        return scientific(section, at, scaled);
    }
    let split = tokens.iter().position(|t| matches!(t, Token::Point)).unwrap_or(tokens.len());
    let (before, after) = tokens.split_at(split);
    let decimals = u32::try_from(places(after)).unwrap_or(u32::MAX).min(28);
    let rounded = scaled.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let printed = format!("{:.*}", decimals as usize, rounded.abs());
    let (whole, fraction) = printed.split_once('.').unwrap_or((&printed, ""));
    let mut out = whole_part(before, whole, section.thousands);
    if rounded.is_sign_negative() && !rounded.is_zero() {
        let at = out.len() - out.trim_start().len();
        out.insert(at, '-');
    }
    out.push_str(&fraction_part(after, fraction));
    out.trim().to_owned()
}

/// The digits before the point, from the right; the leftmost place takes all that are left.
fn whole_part(tokens: &[Token], whole: &str, thousands: bool) -> String {
    let digits = if whole == "0" { "" } else { whole };
    let mut left = digits.chars().rev().peekable();
    let mut places = tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    let mut reversed: Vec<char> = Vec::new();
    let mut written = 0usize;
    let mut write = |reversed: &mut Vec<char>, digit: char| {
        if thousands && written > 0 && written.is_multiple_of(3) && digit != ' ' {
            reversed.push(',');
        }
        written += 1;
        reversed.push(digit);
    };
    for token in tokens.iter().rev() {
        match token {
            Token::Digit(place) => {
                places -= 1;
                match (left.next(), place) {
                    (Some(digit), _) => write(&mut reversed, digit),
                    (None, '0') => write(&mut reversed, '0'),
                    (None, '?') => write(&mut reversed, ' '),
                    (None, _) => {}
                }
                if places == 0 {
                    for digit in left.by_ref() {
                        write(&mut reversed, digit);
                    }
                }
            }
            Token::Literal(literal) => reversed.extend(literal.chars().rev()),
            _ => {}
        }
    }
    // A point with no place before it: `.00` displays .50 for a half and 12.50 all the same.
    for digit in left {
        write(&mut reversed, digit);
    }
    reversed.into_iter().rev().collect()
}

/// The point and the digits behind it; `#` drops zeros at the end.
fn fraction_part(tokens: &[Token], fraction: &str) -> String {
    let significant = fraction.trim_end_matches('0').len();
    let mut out = String::new();
    let mut digits = fraction.chars().enumerate();
    for token in tokens {
        match token {
            Token::Point => out.push('.'),
            Token::Digit(place) => match (digits.next(), place) {
                (Some((_, digit)), '0') => out.push(digit),
                (Some((i, digit)), _) if i < significant => out.push(digit),
                (_, '?') => out.push(' '),
                _ => {}
            },
            Token::Literal(literal) => {
                drop_point(&mut out);
                out.push_str(literal);
            }
            _ => {}
        }
    }
    drop_point(&mut out);
    out
}

/// Excel prints `5.` for a five as `#.##`; the point says nothing, and would make the amount unreadable.
fn drop_point(fraction: &mut String) {
    if fraction.ends_with('.') {
        fraction.pop();
    }
}

/// `0.00E+00`: rare in a budget, but a long code typed as a number gets it.
fn scientific(section: &Section, at: usize, value: Decimal) -> String {
    let decimals = section
        .tokens
        .iter()
        .take(at)
        .skip_while(|t| !matches!(t, Token::Point))
        .filter(|t| matches!(t, Token::Digit(_)))
        .count();
    let exponent_places = section.tokens.iter().skip(at).filter(|t| matches!(t, Token::Digit(_))).count();
    let plain = significant(value);
    let mut exponent = 0i32;
    let mut mantissa = plain.abs();
    while !mantissa.is_zero() && mantissa >= Decimal::TEN {
        mantissa /= Decimal::TEN;
        exponent += 1;
    }
    while !mantissa.is_zero() && mantissa < Decimal::ONE {
        mantissa *= Decimal::TEN;
        exponent -= 1;
    }
    let places = u32::try_from(decimals).unwrap_or(0).min(15);
    let mantissa = mantissa.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let sign = if plain.is_sign_negative() && !plain.is_zero() { "-" } else { "" };
    let plus = match section.tokens.get(at) {
        _ if exponent < 0 => "-",
        Some(Token::Exponent(true)) => "+",
        _ => "",
    };
    let width = exponent_places.min(4);
    format!("{sign}{mantissa:.decimals$}E{plus}{:0width$}", exponent.abs(), decimals = places as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(code: &str, cases: &[(&str, &str)]) {
        let format = NumberFormat::parse(code);
        for (value, text) in cases {
            assert_eq!(format.number(value.parse().expect("a number"), false), *text, "{value} as {code}");
        }
    }

    #[test]
    fn amounts_as_budgets_print_them() {
        shows("General", &[("397.3", "397.3"), ("2101501", "2101501"), ("0", "0"), ("-1.50", "-1.5")]);
        shows("0.00", &[("397.3", "397.30"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("-0.001", "0.00")]);
        shows(
            "#,##0.00",
            &[("9812.412", "9,812.41"), ("1234567", "1,234,567.00"), ("0", "0.00"), ("-1000", "-1,000.00")],
        );
        shows("#,###.##", &[("0", ""), ("5", "5"), ("1234.5", "1,234.5")]);
        shows("0", &[("2101501", "2101501"), ("2.5", "3")]);
        shows("000", &[("7", "007")]);
        shows("0.00%", &[("0.7968", "79.68%"), ("1", "100.00%")]);
        shows("0.00_ ", &[("5", "5.00")]);
        shows("0.00\"万元\"", &[("5", "5.00万元")]);
        shows("#,##0.00_);(#,##0.00)", &[("5", "5.00"), ("-5", "(5.00)")]);
    }

    #[test]
    fn accounting_formats_show_a_dash_for_zero() {
        let code = r#"_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ "#;
        shows(code, &[("9812.41", "9,812.41"), ("-3", "-3.00"), ("0", "-")]);
        assert_eq!(NumberFormat::parse(code).text("行政运行"), "行政运行");
    }

    #[test]
    fn what_a_format_hides_is_blank() {
        shows("0.00;-0.00;", &[("0", ""), ("1", "1.00"), ("-1", "-1.00")]);
        shows(";;;", &[("0", ""), ("1", ""), ("-1", "")]);
        assert_eq!(NumberFormat::parse(";;;").text("密"), "");
        shows("0.00;-0.00;;@", &[("0", "")]);
        shows("#", &[("0", "")]);
    }

    #[test]
    fn a_negative_number_that_is_only_red_gets_a_sign() {
        shows("0.00;[Red]0.00", &[("-5", "-5.00"), ("5", "5.00")]);
        shows("0.00_);[Red](0.00)", &[("-5", "(5.00)")]);
        shows("[Red]0.00", &[("-5", "-5.00")]);
    }

    #[test]
    fn yuan_shown_as_wan() {
        shows("0.00,", &[("3973000", "3973.00")]);
        shows(r"0\.0,", &[("3973000", "397.3"), ("12345", "1.2")]);
        shows("0!.0000", &[("3973012", "397.3012")]);
        shows(r#"0"."00,,"万""#, &[("123456789", "1.23万")]);
    }

    #[test]
    fn conditions_choose_the_section() {
        shows("[>=10000]0.00,;[<0]\"负\"0;0", &[("20000", "20.00"), ("-3", "负3"), ("7", "7")]);
        shows("[=0]\"无\";0.00", &[("0", "无"), ("-2", "-2.00")]);
        shows("[$¥-804]#,##0.00", &[("1000", "¥1,000.00")]);
    }

    #[test]
    fn dates_and_times() {
        shows("yyyy/m/d", &[("45717", "2025/3/1"), ("60", "1900/3/1"), ("1", "1900/1/1")]);
        shows(r#"yyyy"年"m"月"d"日""#, &[("45717.5", "2025年3月1日")]);
        shows("[$-F800]dddd, mmmm dd, yyyy", &[("45717", "星期六, March 01, 2025")]);
        shows("h:mm AM/PM", &[("0.75", "6:00 PM"), ("0", "12:00 AM")]);
        shows("yyyy-mm-dd hh:mm:ss", &[("45717.25", "2025-03-01 06:00:00")]);
        shows("[h]:mm", &[("1.5", "36:00")]);
        shows("yyyy/m/d", &[("-5", "-5"), ("99999999", "99999999")]);
        assert_eq!(NumberFormat::parse("yyyy/m/d").number(Decimal::ZERO, true), "1904/1/1");
    }

    #[test]
    fn texts_and_long_numbers() {
        shows("@", &[("2101501", "2101501"), ("0.1", "0.1")]);
        shows("0.00E+00", &[("2101501", "2.10E+06"), ("0", "0.00E+00"), ("0.0123", "1.23E-02")]);
        assert_eq!(NumberFormat::parse("@").text(" 01"), " 01");
        assert_eq!(NumberFormat::parse("0.00").text("—"), "—");
        assert_eq!(NumberFormat::parse("@\"局\"").text("水务"), "水务局");
        assert_eq!(NumberFormat::parse("\"").number(Decimal::ONE, false), "");
    }
}
