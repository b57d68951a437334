//! Whether two printed names can be meant to be one: names are abbreviated, wrapped and misspelled in print.

use crate::model::text::name_key;

/// Equal but for punctuation and the words that are often left out, one inside the other, or alike in most of
/// their characters.
pub(super) fn is_like(official: &str, printed: &str) -> bool {
    let (a, b) = (stem(official), stem(printed));
    if a.is_empty() || b.is_empty() || a == b {
        return true;
    }
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    // A name cut off at the end of a cell; two characters alone say nothing.
    if short.len() >= 3 && long.windows(short.len()).any(|w| w == short.as_slice()) {
        return true;
    }
    let common = short.iter().filter(|c| long.contains(c)).count();
    let pairs = |t: &[char]| t.windows(2).map(|p| (p.first().copied(), p.last().copied())).collect::<Vec<_>>();
    let (long_pairs, short_pairs) = (pairs(long), pairs(short));
    let shared = short_pairs.iter().filter(|p| long_pairs.contains(p)).count();
    common * 4 >= long.len() * 3 && shared * 2 >= long_pairs.len()
}

/// Without punctuation and without the words at the end that come and go.
fn stem(name: &str) -> Vec<char> {
    let name: String = name_key(name).chars().filter(|c| c.is_alphanumeric()).collect();
    let mut rest = name.as_str();
    for suffix in ["支出", "事务", "费用", "经费", "费", "等"] {
        rest = rest.strip_suffix(suffix).unwrap_or(rest);
    }
    if rest.is_empty() { name.chars().collect() } else { rest.chars().collect() }
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn abbreviations_and_slips_are_the_same_name() {
        for (official, printed) in [
            ("机关事业单位基本养老保险缴费支出", "机关事业单位基本养老保险缴费"),
            ("因公出国（境）费用", "因公出国(境)费"),
            ("行政事业单位养老支出", "行政事业单位养老"),
            ("公务用车运行维护费", "公务用车运行维护费用"),
            ("其他社会保障和就业支出", "其他社会保障与就业支出"),
            ("机关事业单位职业年金缴费支出", "机关事业单位职业年金缴"),
            ("文化旅游体育与传媒支出", "文化体育旅游与传媒支出"),
        ] {
            assert!(is_like(official, printed), "{official} {printed}");
        }
    }

    #[test]
    fn another_subject_is_another_name() {
        for (official, printed) in [
            ("行政单位医疗", "事业单位医疗"),
            ("行政运行", "一般行政管理事务"),
            ("住房公积金", "提租补贴"),
            ("办公费", "印刷费"),
            ("水费", "电费"),
            ("行政运行", "事业运行"),
        ] {
            assert!(!is_like(official, printed), "{official} {printed}");
        }
    }
}
