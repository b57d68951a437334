//! Running text behind a table: `2、“某项目”主要内容是：…。2025年预算安排45万元，…。` between two forms.
//!
//! Flowing text says nowhere that a table is over. What is looked for is the end of it: from a numbered paragraph on,
//! nothing but whole sentences over lines of the full width. A cell is narrow, breaks off without a full stop, or
//! something narrow follows; the items of a list inside a cell or of a note go on from an earlier number. In doubt
//! the lines stay with the table.

use super::{Line, segment::is_page_number};
use crate::model::{
    Kind,
    text::{split_numbering, squeeze},
};

/// Running text is wider than this many characters; the texts of cells in a table with several columns are not.
const NARROW: usize = 18;
/// As few characters make a paragraph that is worth to be told from a table.
const SHORT: usize = 40;
/// As many long lines tell how wide a text is.
const ENOUGH: usize = 3;
/// As many numbered lines are tried as the beginning.
const TRIED: usize = 64;
/// As far back the item before the first one is looked for.
const BACK: usize = 40;

/// Labels of cells whose text may be a numbered list, and words that begin notes.
const OPENS_A_LIST: &[&str] = &[
    "说明", "备注", "注", "目标", "概况", "依据", "内容", "职责", "职能", "方案", "措施", "问题", "计划", "任务",
    "用途", "情况", "事项",
];

/// The index of the first line of `body` that is running text up to its end. `before` is the text before the table,
/// `usual` how wide the running text of the document is, as far as known.
pub(super) fn begin(kind: Kind, body: &[Line<'_>], before: &[Line<'_>], usual: Option<usize>) -> Option<usize> {
    let lines: Vec<Said> = body.iter().enumerate().filter_map(|(at, line)| Said::of(at, line.text)).collect();
    let from = lines.iter().rposition(|l| l.is_cell).map_or(0, |at| at + 1).max(last_narrow(&lines));
    let mut candidates = (from..lines.len()).filter(|&i| lines.get(i).is_some_and(|l| l.number.is_some())).take(TRIED);
    let last_before = last_number(before);
    let found = candidates.find(|&i| {
        let (above, text) = lines.split_at_checked(i).unwrap_or_default();
        let Some(number) = text.first().and_then(|l| l.number) else { return false };
        let goes_on = last_before.is_some_and(|last| last.next() == number);
        let is_over = is_over(kind, above, usual, text);
        let is_heading = text.len() == 1 && goes_on && is_form(kind);
        (is_running(text) || is_heading) && is_over && (goes_on || !is_inner(above, number))
    })?;
    lines.get(found).map(|l| l.at)
}

fn is_form(kind: Kind) -> bool {
    matches!(kind, Kind::ProjectPerformance | Kind::OverallPerformance)
}

/// A line that is not blank.
struct Said {
    /// Its index.
    at: usize,
    squeezed: String,
    length: usize,
    number: Option<Number>,
    /// It has tabs, which stand between cells.
    is_cell: bool,
}

impl Said {
    fn of(at: usize, text: &str) -> Option<Self> {
        let squeezed = squeeze(text);
        if squeezed.is_empty() || is_page_number(&squeezed) {
            return None;
        }
        let length = squeezed.chars().count();
        Some(Self { at, number: Number::of(&squeezed), squeezed, length, is_cell: text.contains('\t') })
    }

    /// It ends as a sentence, or what leads to a list, does.
    fn is_ended(&self) -> bool {
        self.squeezed.ends_with(['。', ';', ':', '!', '?'])
            || self.squeezed.ends_with("。\"")
            || self.squeezed.ends_with("。)")
    }
}

/// `（三）`: the third in brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Number {
    /// Chinese or Arabic, and what stands behind it.
    style: (bool, char),
    value: usize,
}

impl Number {
    /// The number that a squeezed line begins with.
    fn of(squeezed: &str) -> Option<Self> {
        let (numbering, rest) = split_numbering(squeezed);
        if numbering.is_empty() || rest.is_empty() {
            return None;
        }
        let digits = numbering.trim_matches(['(', ')', '、', '.', ',']);
        let arabic = digits.parse().ok();
        let value = arabic.or_else(|| chinese(digits)).filter(|v| (1..100).contains(v))?;
        let style = (arabic.is_some(), numbering.chars().next_back()?);
        Some(Self { style, value })
    }

    fn next(self) -> Self {
        Self { value: self.value + 1, ..self }
    }

    /// As it is printed before its item.
    fn printed(self) -> String {
        let digits = if self.style.0 { self.value.to_string() } else { in_chinese(self.value) };
        format!("{digits}{}", self.style.1)
    }
}

const NUMERALS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn in_chinese(value: usize) -> String {
    let numeral = |n: usize| NUMERALS.get(n).copied().unwrap_or_default();
    let tens = match value / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        n => format!("{}十", numeral(n)),
    };
    format!("{tens}{}", numeral(value % 10))
}

fn chinese(digits: &str) -> Option<usize> {
    let numeral = |c: char| "一二三四五六七八九".chars().position(|n| n == c).map(|at| at + 1);
    let (tens, ones) = match digits.split_once('十') {
        Some(("", ones)) => (1, ones),
        Some((tens, ones)) => (numeral(only(tens)?)?, ones),
        None => (0, digits),
    };
    let ones = if ones.is_empty() && tens > 0 { 0 } else { numeral(only(ones)?)? };
    Some(tens * 10 + ones)
}

/// The only character of a text.
fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The index behind the last line that is as narrow as a cell, and neither begins nor ends a paragraph.
fn last_narrow(lines: &[Said]) -> usize {
    let is_narrow = |i: usize| {
        let (Some(line), before) = (lines.get(i), i.checked_sub(1).and_then(|b| lines.get(b))) else { return false };
        line.length < NARROW
            && line.number.is_none()
            && !line.is_ended()
            && !before.is_some_and(|b| b.length >= NARROW || b.number.is_some())
    };
    (0..lines.len()).rev().find(|&i| is_narrow(i)).map_or(0, |at| at + 1)
}

/// How wide the full lines of a text are: as wide as most of those that are no ends of paragraphs.
fn width<'a>(lengths: impl Iterator<Item = &'a Said>) -> usize {
    let mut long: Vec<usize> = lengths.map(|l| l.length).filter(|&l| l >= NARROW).collect();
    long.sort_unstable();
    long.get(long.len() / 2).copied().unwrap_or_default()
}

/// Nothing but sentences: a line that does not end as one is full, or is a heading with its number.
fn is_running(text: &[Said]) -> bool {
    let width = width(text.iter());
    let is_written = |l: &&Said| l.is_ended() || l.length * 4 >= width * 3;
    let written = text.iter().filter(is_written).count();
    let characters: usize = text.iter().map(|l| l.length).sum();
    width >= NARROW
        && characters >= SHORT
        && written * 2 >= text.len()
        && text.iter().all(|l| is_written(&l) || l.number.is_some())
        && text.iter().any(|l| l.squeezed.contains('。'))
        && text.last().is_some_and(Said::is_ended)
}

/// The number goes on with a list of the table, or begins one under a label.
fn is_inner(above: &[Said], number: Number) -> bool {
    let near = above.get(above.len().saturating_sub(BACK)..).unwrap_or_default();
    if number.value == 1 {
        let label = |l: &Said| OPENS_A_LIST.iter().any(|w| l.squeezed.trim_end_matches(':').ends_with(w));
        return above.last().is_some_and(label);
    }
    let previous = Number { value: number.value - 1, ..number }.printed();
    near.iter().any(|l| l.squeezed.contains(&previous) && l.number.is_none_or(|n| n.next() == number))
}

/// How wide the running text in these lines is, if there is enough of it.
pub(super) fn usual_width(lines: &[Line<'_>]) -> Option<usize> {
    let lines: Vec<Said> = lines.iter().enumerate().filter_map(|(at, l)| Said::of(at, l.text)).collect();
    let long = lines.iter().filter(|l| l.length >= NARROW).count();
    (long >= ENOUGH).then(|| width(lines.iter()))
}

/// The table is over before the text: of a form the indicators come last. The text is about as wide as that of the
/// document, so no cell of several full lines is taken for it; behind other tables, which have no sentences, that
/// must be known, and the text begins with one.
fn is_over(kind: Kind, above: &[Said], usual: Option<usize>, text: &[Said]) -> bool {
    let own = width(text.iter());
    if is_form(kind) {
        let words: String = above.iter().map(|l| l.squeezed.as_str()).collect();
        let is_heading = text.len() == 1;
        return words.contains("指标") && usual.is_none_or(|usual| is_heading || own * 5 >= usual * 4);
    }
    // A row's name may have a number too.
    let begins_written = text.first().is_some_and(|l| l.is_ended() || l.length * 4 >= own * 3);
    usual.is_some_and(|usual| own * 10 >= usual * 9)
        && begins_written
        && above.iter().any(|l| l.squeezed.contains(|c: char| c.is_ascii_digit()))
}

/// The number of the last numbered line.
fn last_number(lines: &[Line<'_>]) -> Option<Number> {
    lines.iter().rev().take(400).find_map(|l| Number::of(&squeeze(l.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::lines;

    /// What of a form (or another table) is running text: its first line.
    #[track_caller]
    fn behind(kind: Kind, before: &str, body: &str) -> Option<String> {
        let (before, body) = (lines(before), lines(body));
        begin(kind, &body, &before, usual_width(&before)).map(|at| body[at].text.trim().to_owned())
    }

    const FORM: &str = "项目名称 渠道维修\n项目当年预算 45.00\n一级指标 二级指标 三级指标 指标值\n产出指标\n数量指标\n维修\n长度\n100%\n";

    #[test]
    fn a_numbered_paragraph_of_whole_sentences_ends_a_form() {
        let text = "2、“水库除险资金”\n主要内容是：青禾县小型水库十二座的除险加固，保障下游群众的生命\n财产安全。2025年预算安排40万元，全部为当年一般公共预算\n资金。\n项目绩效总目标是：完成全部除险。\n";
        let found = behind(Kind::ProjectPerformance, "", &format!("{FORM}{text}"));
        assert_eq!(found.as_deref(), Some("2、“水库除险资金”"));
        // In one line each, as a text from Word has it.
        let text =
            "（二）水库除险项目\n青禾县小型水库十二座的除险加固，保障下游群众的生命财产安全，2025年预算安排40万元。\n";
        let found = behind(Kind::ProjectPerformance, "", &format!("{FORM}{text}"));
        assert_eq!(found.as_deref(), Some("（二）水库除险项目"));
    }

    #[test]
    fn what_is_in_cells_stays_with_the_form() {
        // Narrow lines, a goal before the indicators, an item of a list in a cell, items of a note.
        for rest in [
            "2、“一码\n通办”推广\n到全部的\n乡镇卫生院。\n",
            "2、完成小型水库十二座的除险加固，保障下游群众的生命财产安全，全部按期完工。\n产出指标\n100%\n",
            "其他说明\n1、完成小型水库十二座的除险加固，保障下游群众的生命财产安全，全部按期完工。\n",
            "填报说明：\n1.项目名称填写全称，资金按照批复的预算数填写，不得遗漏任何资金来源。\n2.年度目标描述本年度内预期达到的总体产出和效果，并予以量化。\n",
        ] {
            assert_eq!(behind(Kind::ProjectPerformance, "", &format!("{FORM}{rest}")), None, "{rest}");
        }
        // Full lines of a wide cell are narrower than the text of the document.
        let cell = "1.项目的概况，项目立项的依据，项目实施的\n主要内容，项目绩效的目标。\n2.项目的概况，项目立项的依据，项目实施\n主要内容，项目绩效的目标。\n";
        let page = "青禾县水务局2025年收支总预算三百九十七点三万元，比上年减少十二万元，\n".repeat(3);
        assert_eq!(behind(Kind::ProjectPerformance, &page, &format!("{FORM}{cell}")), None);
        // Without indicators it is not known that the form is over.
        let goal = "项目名称 渠道维修\n2、完成小型水库十二座的除险加固，保障下游群众的生命财产安全，全部按期完工。\n";
        assert_eq!(behind(Kind::ProjectPerformance, "", goal), None);
        // Cells between tabs.
        let tabs = "项目名称\t渠道维修\n指标\t100%\t1、完成小型水库十二座的除险加固，保障下游群众的生命财产安全，全部按期完工。\n";
        assert_eq!(behind(Kind::ProjectPerformance, "", tabs), None);
    }

    #[test]
    fn a_list_that_the_form_parted_goes_on() {
        let before = "二、重点项目\n1、渠道维修项目\n";
        assert_eq!(
            behind(Kind::ProjectPerformance, before, &format!("{FORM}2、水库除险项目")).as_deref(),
            Some("2、水库除险项目")
        );
        assert_eq!(behind(Kind::ProjectPerformance, before, &format!("{FORM}5、水库除险项目")), None);
    }

    #[test]
    fn behind_other_tables_the_text_is_as_wide_as_before_them() {
        let before = "三、预算情况\n青禾县水务局2025年收支总预算三百九十七点三万元，比上年减少十二万元，\n主要是项目减少，本年没有安排新的水库除险加固项目，也没有新建的渠道，\n此外人员经费按照规定的标准安排，公用经费按照厉行节约的要求压减了百分之五。\n";
        let table = "合计 12.00 12.00\n二十四、预备费\n";
        let text = "四、机关运行经费。青禾县水务局2025年安排机关运行经费十二点一五万元，\n与上年持平。\n";
        let found = behind(Kind::RunningCosts, before, &format!("{table}{text}"));
        assert_eq!(found.as_deref(), Some("四、机关运行经费。青禾县水务局2025年安排机关运行经费十二点一五万元，"));
        assert_eq!(behind(Kind::RunningCosts, "", &format!("{table}{text}")), None);
        let note = "注：\n1.本表反映部门本年度一般公共预算安排的支出情况，不含上年结转的资金。\n2.本表金额转换为万元时可能存在尾数误差，以元为单位的数字为准。\n";
        assert_eq!(behind(Kind::RunningCosts, before, &format!("{table}{note}")), None);
    }

    #[test]
    fn numbers_are_read_and_printed_alike() {
        for (text, next) in [
            ("1、某项目", "2、"),
            ("十、某项目", "十一、"),
            ("二十一、某项目", "二十二、"),
            ("（九）某项目", "十)"),
            ("十九.某项目", "二十."),
            ("99. 某项目", "100."),
        ] {
            assert_eq!(Number::of(&squeeze(text)).unwrap().next().printed(), next, "{text}");
        }
    }
}
