//! Privacy (隐私): personal data that must not be published. P1 mobile numbers, P2 identity numbers, P3 a named
//! person with an office telephone.
//!
//! What is found is never repeated in full: a report is passed on, too.

use std::collections::HashMap;

use super::places::{Passage, passages};
use crate::{
    check::{Finding, Severity},
    model::Disclosure,
};

/// Everything personal.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut persons: Option<Finding> = None;
    for passage in passages(d) {
        let text: Vec<char> = passage.text.chars().collect();
        for (from, to, sort) in numbers(&text) {
            let printed: String = text.get(from..to).unwrap_or_default().iter().collect();
            let at = *known.entry(printed).or_insert_with_key(|printed| {
                found.push(sort.finding(printed));
                found.len() - 1
            });
            if let Some(finding) = found.get_mut(at) {
                passage.add_to(finding, from, to);
            }
        }
        // One sentence for all of them.
        if let Some((from, to)) = person_with_telephone(&passage) {
            let finding = persons.get_or_insert_with(|| {
                Finding::new(
                    "P3",
                    Severity::Hint,
                    "公开了联系人（填报人、负责人）的姓名和办公电话；办公电话可以公开，个人姓名请确认有必要公开。",
                )
            });
            passage.add_to(finding, from, to);
        }
    }
    found.into_iter().chain(persons).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Mobile,
    Identity,
}

impl Sort {
    fn finding(self, printed: &str) -> Finding {
        let masked = masked(printed);
        match self {
            Sort::Mobile => Finding::new(
                "P1",
                Severity::Warning,
                format!("公开了手机号码 {masked}；手机号码属于个人信息，应删去或改用单位办公电话。"),
            ),
            Sort::Identity => Finding::new(
                "P2",
                Severity::Warning,
                format!("公开了身份证号码 {masked}；身份证号码属于个人信息，应当删去。"),
            ),
        }
    }
}

/// The first three and the last four characters.
fn masked(printed: &str) -> String {
    let n = printed.chars().count();
    printed.chars().enumerate().map(|(i, c)| if i < 3 || i + 4 >= n { c } else { '*' }).collect()
}

/// Mobile and identity numbers, each as characters from–to.
fn numbers(text: &[char]) -> Vec<(usize, usize, Sort)> {
    let is_word = |c: &char| c.is_ascii_alphanumeric();
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
            continue;
        }
        let end = at + text.iter().skip(at).take_while(|c| is_word(c)).count();
        let before = at.checked_sub(1).and_then(|i| text.get(i));
        // `-`, `.` or `_` before it makes it a part of a code; a letter behind it was taken in above.
        let stands_alone = before.is_none_or(|c| !is_word(c) && !"-._〔[".contains(*c));
        let goes_on = text.get(end).is_some_and(|c| "._元万亿%％".contains(*c));
        let word: String = text.get(at..end).unwrap_or_default().iter().collect();
        if stands_alone && !goes_on {
            if is_mobile(&word) {
                out.push((at, end, Sort::Mobile));
            } else if is_identity(&word) {
                out.push((at, end, Sort::Identity));
            } else if let Some(end) = grouped_mobile(text, at) {
                out.push((at, end, Sort::Mobile));
                at = end;
                continue;
            }
        }
        at = end;
    }
    out
}

fn is_mobile(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes.first() == Some(&b'1')
        && bytes.get(1).is_some_and(|b| (b'3'..=b'9').contains(b))
}

/// `139 1234 5678`, `139-1234-5678`: three groups of 3, 4 and 4 digits with the same sign between them.
fn grouped_mobile(text: &[char], at: usize) -> Option<usize> {
    let sign = text.get(at + 3).copied().filter(|c| matches!(c, ' ' | '-'))?;
    let group = |from: usize, n: usize| -> Option<String> {
        let group: String = text.get(from..from + n)?.iter().collect();
        group.bytes().all(|b| b.is_ascii_digit()).then_some(group)
    };
    let whole = [group(at, 3)?, group(at + 4, 4)?, group(at + 9, 4)?].concat();
    let ends = text.get(at + 13).is_none_or(|c| !c.is_ascii_alphanumeric() && !".-".contains(*c));
    (text.get(at + 8) == Some(&sign) && ends && is_mobile(&whole)).then_some(at + 13)
}

/// An identity number of 18 characters: a region, a day of birth, and a check digit that fits (GB 11643).
fn is_identity(word: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = word.as_bytes();
    let Some((last, digits)) = bytes.split_last().filter(|(_, d)| d.len() == 17) else { return false };
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |range: std::ops::Range<usize>| word.get(range).and_then(|t| t.parse::<u32>().ok()).unwrap_or(0);
    let born =
        (1900..2100).contains(&number(6..10)) && (1..13).contains(&number(10..12)) && (1..32).contains(&number(12..14));
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    let check = CHECKS.get((sum % 11) as usize);
    (11..83).contains(&number(0..2)) && born && check == Some(&last.to_ascii_uppercase())
}

/// `联系人 张三 联系电话 0722-3315328`: the words from the one to the other, on one line.
fn person_with_telephone(passage: &Passage) -> Option<(usize, usize)> {
    const PERSON: &[&str] = &["联系人", "负责人", "填报人", "经办人"];
    const TELEPHONE: &[&str] = &["联系电话", "电话", "联系方式"];
    let mut from = 0;
    for line in passage.text.split('\n') {
        let chars = |byte: usize| line.get(..byte).map_or(0, |t| t.chars().count());
        let person = PERSON.iter().filter_map(|w| Some((line.find(w)?, w.len()))).min();
        if let Some((at, length)) = person {
            let rest = line.get(at + length..).unwrap_or_default();
            let telephone = TELEPHONE.iter().filter_map(|w| Some((rest.find(w)?, w.len()))).min();
            if let Some((until, word)) = telephone
                && is_name(rest.get(..until).unwrap_or_default())
                && is_office_telephone(rest.get(until + word..).unwrap_or_default())
            {
                return Some((from + chars(at), from + line.chars().count()));
            }
        }
        from += line.chars().count() + 1;
    }
    None
}

/// Two to four Han characters, with signs and blanks around.
fn is_name(text: &str) -> bool {
    let name: String = text.chars().filter(|c| !c.is_whitespace() && !":：，,、（）()".contains(*c)).collect();
    (2..=4).contains(&name.chars().count()) && name.chars().all(crate::model::text::is_han)
}

/// Seven or eight digits, with or without an area code.
fn is_office_telephone(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || ":：".contains(c));
    let number: String = text.chars().take_while(|c| c.is_ascii_digit() || "-—()（）".contains(*c)).collect();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let has_area = number.trim_start_matches(['(', '（']).starts_with('0');
    matches!((digits, has_area), (7..=8, _) | (10..=12, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Sort> {
        numbers(&text.chars().collect::<Vec<_>>()).into_iter().map(|(.., sort)| sort).collect()
    }

    #[test]
    fn mobile_numbers_however_they_are_set() {
        for text in ["联系电话13900001234", "139 0000 1234", "电话：139-0000-1234。", "（13900001234）"] {
            assert_eq!(found(text), [Sort::Mobile], "{text}");
        }
        assert_eq!(masked("13900001234"), "139****1234");
    }

    #[test]
    fn identity_numbers_have_a_check_digit_that_fits() {
        assert_eq!(found("身份证号11010519491231002X"), [Sort::Identity]);
        assert_eq!(found("身份证号110105194912310021"), []);
    }

    #[test]
    fn codes_amounts_and_documents_are_none() {
        for text in [
            "410324250000000013028",
            "63022325T000000000075",
            "13062825P000115",
            "6222021234567890123",
            "13900001234元",
            "13900001234.50",
            "0722-3315328",
            "财社〔2019〕166号",
            "12345678901",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_name_and_an_office_telephone_on_one_line() {
        let place = |text: &str| person_with_telephone(&Passage::of_text(text)).is_some();
        assert!(place("填报人 王小明 联系电话 3251006"));
        assert!(place("项目负责人：李雷  联系电话：0722-3315328"));
        assert!(!place("项目负责人 联系电话 0722-3315328"));
        assert!(!place("联系人 王小明"));
    }
}
