//! With which figure of last year a sentence or a header compares: 上年预算, 上年决算, 上年执行数, or just 上年.

use crate::{
    model::{Disclosure, TextRef, text::squeeze},
    prose::Prose,
};

/// Which figure of last year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// 上年预算数, 上年年初预算数
    Budget,
    /// 上年决算数
    Accounts,
    /// 上年执行数, 调整预算数: nothing that is published before.
    Unpublished,
    /// 上年: the words leave it open.
    Open,
}

/// Words that name last year.
const LAST_YEAR: &[&str] = &["上年", "去年", "上一年", "前一年"];
/// Where what is said of last year ends.
const ENDS: &[&str] =
    &[",", "。", ";", "相", "比", "增", "减", "持平", "上升", "下降", "多", "少", "一致", "无", "(", "\n"];
/// As far behind the year as its figure is named.
const REACH: usize = 14;

/// What the words say. `year` is the year of the document.
pub(super) fn of_words(words: &str, year: Option<i32>) -> Basis {
    let words = squeeze(words);
    let last = year.map(|y| format!("{}年", y - 1));
    let named = LAST_YEAR.iter().copied().chain(last.as_deref());
    let ends = named.filter_map(|name| words.rfind(name).map(|at| at + name.len()));
    let Some(after) = ends.max().and_then(|at| words.get(at..)) else { return Basis::Open };
    let end = ENDS.iter().filter_map(|e| after.find(e)).min().unwrap_or(after.len());
    let figure: String = after.get(..end).unwrap_or_default().chars().take(REACH).collect();
    let has = |words: &[&str]| words.iter().any(|w| figure.contains(w));
    match () {
        () if has(&["执行", "完成", "实际", "调整", "追加", "预计", "全年"]) => Basis::Unpublished,
        () if has(&["决算"]) => Basis::Accounts,
        () if has(&["预算"]) => Basis::Budget,
        () => Basis::Open,
    }
}

/// What the words before this place of the text say: since the figure before it, or where these compare nothing
/// since the sentence began.
pub(super) fn of_text(d: &Disclosure, prose: &Prose, at: TextRef) -> Basis {
    let sentence = prose.sentences.iter().map(|s| s.at);
    let Some(sentence) = sentence.clone().find(|s| s.section == at.section && s.from <= at.from && at.from < s.to)
    else {
        return Basis::Open;
    };
    let figures = prose.numbers.iter().filter(|n| n.figure && n.at.section == at.section);
    let before = figures.filter(|n| n.end <= at.from && n.at.from >= sentence.from).map(|n| n.end).max();
    let words = |from: u32| TextRef { from, to: at.to, ..at }.text(d).to_owned();
    let near = words(before.unwrap_or(sentence.from));
    let compares = |text: &str| {
        let year = d.year.map(|y| format!("{}年", y - 1));
        LAST_YEAR.iter().any(|w| text.contains(w)) || year.is_some_and(|y| squeeze(text).contains(&y))
    };
    let text = if compares(&near) { near } else { words(sentence.from) };
    of_words(&text, d.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_behind_the_year_say_which_figure_is_meant() {
        for (words, basis) in [
            ("比上年预算增加", Basis::Budget),
            ("与2024年预算相比，收支总计各增加", Basis::Budget),
            ("与上年预算数持平", Basis::Budget),
            ("比上年年初预算数减少", Basis::Budget),
            ("比上年执行数增加", Basis::Unpublished),
            ("较2024年预算执行数减少", Basis::Unpublished),
            ("与上年决算数相比增加", Basis::Accounts),
            ("与上年相比收、支预算总计各增加", Basis::Open),
            ("比2024年增加", Basis::Open),
            ("增长", Basis::Open),
        ] {
            assert_eq!(of_words(words, Some(2025)), basis, "{words}");
        }
    }
}
