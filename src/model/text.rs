//! Small operations on printed Chinese text that every layer needs.

use unicode_normalization::UnicodeNormalization;

/// NFKC (full-width digits, letters and punctuation to half-width; compatibility spaces to plain ones)
/// with all white space removed: the form in which names are compared.
///
/// ```
/// assert_eq!(gongkai::model::text::squeeze("收　入 总 计"), "收入总计");
/// assert_eq!(gongkai::model::text::squeeze("因公出国（境）费"), "因公出国(境)费");
/// ```
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match folded_alone(c) {
            Some(c) if c.is_whitespace() => {}
            Some(c) => out.push(c),
            None => return text.nfkc().filter(|c| !c.is_whitespace()).collect(),
        }
    }
    out
}

/// What NFKC makes of a character whatever stands beside it, for those that nearly all of a disclosure is
/// written in; `None` for any other. Names are compared all the time, and the general way goes by tables.
fn folded_alone(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Some(c),
        '、'..='〃' | '〇'..='】' | '“' | '”' | '‘' | '’' | '–' | '—' | '−' | '·' | '×' | '≤' | '≥' | '※' => {
            Some(c)
        }
        '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

/// The form in which names of agencies are compared: spaces, forms of brackets, a remark at the end and the
/// usual short forms of long official names do not matter. One body is printed under several of them through
/// the years.
///
/// ```
/// use gongkai::model::text::agency_key;
/// let one = ["中国共产党临江省委员会办公厅", "中共临江省委办公厅", "临江省委 办公厅", "临江省委办公厅（汇总）"];
/// assert!(one.iter().all(|name| agency_key(name) == "临江省委办公厅"));
/// assert_eq!(agency_key("临江省人民代表大会常务委员会办公厅"), agency_key("临江省人大办公厅"));
/// assert_ne!(agency_key("临江县水务局"), agency_key("临江县水务局下属水库"));
/// ```
pub fn agency_key(name: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("中国共产党", ""),
        ("中共", ""),
        ("人民代表大会", "人大"),
        ("常务委员会", "常委会"),
        ("人大常委会办公", "人大办公"),
        ("委员会", "委"),
        ("人民政府", "政府"),
    ];
    let name = squeeze(name);
    let name = ["(汇总)", "(本级)", "(部门)"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    SHORT.iter().fold(name.to_owned(), |name, (long, short)| name.replace(long, short))
}

/// Adds text as XML; a character that XML cannot hold becomes a blank.
pub fn escape_xml(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
}

/// A Han character: what may be wrapped without a space, and what a budget name is written in.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Numbering in front of a name (`一、`, `（九）`, `1.`, `其中：`) and the name without it.
///
/// The numbering is returned as printed, trimmed. `其中：` counts as numbering because it says the
/// same kind of thing: where the row stands in the list.
///
/// ```
/// use gongkai::model::text::split_numbering;
/// assert_eq!(split_numbering("（九）卫生健康支出"), ("（九）", "卫生健康支出"));
/// assert_eq!(split_numbering("廿一、其他支出"), ("廿一、", "其他支出"));
/// assert_eq!(split_numbering("1. 一般公共预算拨款"), ("1.", "一般公共预算拨款"));
/// assert_eq!(split_numbering("卫生健康支出"), ("", "卫生健康支出"));
/// ```
pub fn split_numbering(name: &str) -> (&str, &str) {
    let name = name.trim();
    let digits = |c: char| "一二三四五六七八九十廿卅百0123456789０１２３４５６７８９".contains(c);
    let mut end = 0;
    let mut chars = name.char_indices().peekable();
    match chars.peek() {
        Some(&(_, '（' | '(')) => {
            chars.next();
            let mut seen = false;
            for (i, c) in chars {
                if digits(c) {
                    seen = true;
                } else {
                    if seen && matches!(c, '）' | ')') {
                        end = i + c.len_utf8();
                    }
                    break;
                }
            }
        }
        Some(&(_, c)) if digits(c) => {
            for (i, c) in chars {
                if digits(c) {
                    continue;
                }
                let after = name[i + c.len_utf8()..].chars().next();
                // `3.5` is an amount, `3.科学` is numbering.
                if matches!(c, '、' | '．' | '，')
                    || (matches!(c, '.' | ',') && !after.is_some_and(|c| c.is_ascii_digit()))
                {
                    end = i + c.len_utf8();
                }
                break;
            }
        }
        _ => {
            if let Some(rest) = name.strip_prefix("其中").and_then(|r| r.strip_prefix(['：', ':'])) {
                end = name.len() - rest.len();
            }
        }
    }
    (name[..end].trim(), name[end..].trim_start())
}

/// The key by which two printed names are the same subject: [`squeeze`]d, without numbering.
///
/// ```
/// use gongkai::model::text::name_key;
/// assert_eq!(name_key("（九）卫生健康支出"), name_key("九、卫生健康 支出"));
/// ```
pub fn name_key(name: &str) -> String {
    squeeze(split_numbering(name).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_alone_is_what_nfkc_makes_of_it_beside_anything() {
        let all = ('\0'..=char::MAX).filter_map(|c| Some((c, folded_alone(c)?)));
        let mut count = 0;
        for (c, folded) in all {
            for beside in ['e', '一', 'が', '\u{3099}', '가', '\u{1100}'] {
                let seen: String = [beside, c, beside].iter().collect::<String>().nfkc().collect();
                let expected = [beside, folded].iter().collect::<String>();
                assert!(seen.starts_with(&expected), "{c:?} behind {beside:?}: {seen:?}");
            }
            count += 1;
        }
        assert!(count > 27_000, "{count}");
    }

    #[test]
    fn other_characters_are_folded_as_nfkc_says() {
        assert_eq!(squeeze("㎡ ① ｶﾞ e\u{301} …"), "m21ガé...");
    }
}
