//! With which figure of last year a sentence or a header compares: 上年预算, 上年决算, 上年执行数, or just 上年.

use super::sheet::Sheet;
use crate::{
    model::{Disclosure, Stage, TextRef, text::squeeze},
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
/// Words that compare, and what final accounts are compared with besides last year.
const COMPARES: &[&str] = &["比", "较", "与", "同"];
const PLANS: &[&str] = &["年初预算", "预算", "调整预算", "全年预算", "年度预算", "批复预算", "部门预算"];
/// As many characters before its sentence as the paragraph is looked through for what is compared.
const FAR: u32 = 200;
/// As far behind the year as its figure is named.
const REACH: usize = 14;

/// What the words say of last year's figure. `year` is the year of the document.
pub(super) fn of_words(words: &str, year: Option<i32>) -> Basis {
    let words = squeeze(words);
    let Some(after) = behind_last_year(&words, year) else { return Basis::Open };
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

/// What stands behind the last word for last year.
fn behind_last_year(words: &str, year: Option<i32>) -> Option<&str> {
    let last = year.map(|y| format!("{}年", y - 1));
    let named = LAST_YEAR.iter().copied().chain(last.as_deref());
    let ends = named.filter_map(|name| words.rfind(name).map(|at| at + name.len()));
    words.get(ends.max()?..)
}

/// It is compared with something else than last year: with the plan, or with a year long ago.
fn is_of_something_else(words: &str, d: &Disclosure) -> bool {
    let plan = d.stage == Stage::FinalAccounts
        && COMPARES.iter().any(|c| PLANS.iter().any(|p| words.contains(&format!("{c}{p}"))));
    let years = words.split('年').filter_map(|part| {
        let digits = part.len().checked_sub(4).and_then(|at| part.get(at..))?;
        digits.parse::<i32>().ok().filter(|y| (1990..2100).contains(y))
    });
    let other = |y: i32| d.year.is_some_and(|own| y != own && y != own - 1);
    plan || COMPARES.iter().any(|c| words.contains(c)) && years.into_iter().any(other)
}

/// The words before a place of the text, from the figure before it and from the beginning of the sentence.
fn before(d: &Sheet, prose: &Prose, at: TextRef) -> Option<(String, String, TextRef)> {
    let begins = (at.section, at.from);
    let sentence = prose.sentences.partition_point(|s| (s.at.section, s.at.from) <= begins).checked_sub(1)?;
    let sentence = prose.sentences.get(sentence).map(|s| s.at)?;
    if sentence.section != at.section || at.from >= sentence.to {
        return None;
    }
    let earlier = prose.numbers.get(..prose.numbers.partition_point(|n| (n.at.section, n.at.from) < begins))?;
    let mut here = earlier.iter().rev().take_while(|n| n.at.section == at.section && n.at.from >= sentence.from);
    let figure = here.find(|n| n.figure && n.end <= at.from).map(|n| n.end);
    let words = |from: u32| squeeze(&d.words(TextRef { from, to: at.to, ..at }));
    Some((words(figure.unwrap_or(sentence.from)), words(sentence.from), sentence))
}

/// With which figure of last year the words before this place compare: those since the figure before it, where
/// they do not say those since the sentence began, or what the paragraph said before.
pub(super) fn of_text(d: &Sheet, prose: &Prose, at: TextRef) -> Basis {
    let Some((near, sentence, place)) = before(d, prose, at) else { return Basis::Unpublished };
    let compares = |text: &str| behind_last_year(text, d.year).is_some() || text.contains("同比");
    if is_of_something_else(&near, d) && behind_last_year(&near, d.year).is_none() {
        return Basis::Unpublished;
    }
    if compares(&near) {
        return of_words(&near, d.year);
    }
    if compares(&sentence) {
        return of_words(&sentence, d.year);
    }
    let earlier = d.words(TextRef { from: place.from.saturating_sub(FAR), to: place.from, ..place });
    let paragraph = squeeze(earlier.rsplit('\n').next().unwrap_or_default());
    // Whatever it is compared with was not said.
    if compares(&paragraph) { Basis::Open } else { Basis::Unpublished }
}

/// Which figure of the plan the words before this place name: 年初预算, or another one.
pub(super) fn of_plan(d: &Sheet, prose: &Prose, at: TextRef) -> Basis {
    let Some((near, _, _)) = before(d, prose, at) else { return Basis::Unpublished };
    match () {
        () if ["调整", "全年", "追加"].iter().any(|w| near.contains(w)) => Basis::Unpublished,
        () if near.contains("年初") => Basis::Budget,
        () => Basis::Open,
    }
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
