//! Pages that a person can read and a program cannot: pictures of text, and fonts that keep to themselves what
//! their glyphs mean. They are said, not shown as garbage.

use super::page::PageModel;
use crate::{
    model::{Notice, Place},
    read::ReadError,
};

/// Pictures that cover this part of a page are the page.
const MOST_OF_A_PAGE: f32 = 0.6;
/// A scanned page may have so many characters of real text: a number or a stamp put on it later.
const STAMP: usize = 10;

const SCANNED: &str = "这份 PDF 是扫描的图片，里面没有可读的文字：请找文字版，或用识别软件（OCR）转成文字再打开。";
const SCANNED_WITH_TEXT: &str =
    "这份 PDF 是扫描的图片，背后藏着的文字是识别出来的，数字可能有错，未读取：请找文字版再打开。";
const UNREADABLE: &str =
    "文字层无法读取：文件里的字体没有注明各个字形是什么字。请用原来的软件重新导出 PDF，或找 Word、Excel 版再打开。";
const BLANK: &str = "这份 PDF 里没有文字：每一页都是空白，或者文字已经转成了图形。请找文字版再打开。";

/// What there is to read on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Legibility {
    /// Text, with so many characters of unknown meaning in it.
    Text { unknown: usize },
    /// Nothing at all.
    Blank,
    /// A picture of a page; with text hidden behind it, as programs leave it that recognize characters.
    Scanned { recognized: bool },
    /// Hardly any character's meaning is known.
    Unreadable,
}

/// Says what cannot be read, and takes text without meaning off the pages. An error if nothing is left.
pub(super) fn check(pages: &mut [PageModel]) -> Result<Vec<Notice>, ReadError> {
    let found: Vec<Legibility> = pages.iter().map(legibility).collect();
    let any = |wanted: fn(&Legibility) -> bool| found.iter().any(wanted);
    if !any(|l| matches!(l, Legibility::Text { .. })) {
        return Err(ReadError::NoText(if any(|l| *l == Legibility::Unreadable) {
            UNREADABLE
        } else if any(|l| *l == Legibility::Scanned { recognized: true }) {
            SCANNED_WITH_TEXT
        } else if any(|l| matches!(l, Legibility::Scanned { .. })) {
            SCANNED
        } else {
            BLANK
        }));
    }
    for (page, legibility) in pages.iter_mut().zip(&found) {
        if *legibility == Legibility::Unreadable {
            page.chars.clear();
        }
    }
    let numbers = |wanted: fn(&Legibility) -> bool| -> Vec<u32> {
        (1..).zip(&found).filter(|(_, l)| wanted(l)).map(|(number, _)| number).collect()
    };
    let notices = [
        (numbers(|l| matches!(l, Legibility::Scanned { .. })), "是图片，其中的文字没有读取：请对照原文补录。"),
        (
            numbers(|l| *l == Legibility::Unreadable),
            "的文字层无法读取（字体没有注明各个字形是什么字）：请对照原文补录。",
        ),
        (
            numbers(|l| matches!(l, Legibility::Text { unknown: 1.. })),
            "有字符在文件里没有注明是什么字，显示为“\u{FFFD}”：请对照原文改正。",
        ),
    ];
    Ok(notices.into_iter().filter_map(|(pages, what)| notice(&pages, what)).collect())
}

fn legibility(page: &PageModel) -> Legibility {
    let printed = || page.chars.iter().filter(|c| !c.c.is_whitespace());
    let seen = printed().filter(|c| !c.hidden).count();
    let pictures: f32 = page.pictures.iter().map(|[l, t, r, b]| (r - l) * (b - t)).sum();
    if seen <= STAMP && pictures >= MOST_OF_A_PAGE * page.width * page.height {
        Legibility::Scanned { recognized: printed().any(|c| c.hidden) }
    } else if seen == 0 {
        Legibility::Blank
    } else if page.unmapped * 2 > seen {
        Legibility::Unreadable
    } else {
        Legibility::Text { unknown: page.unmapped }
    }
}

/// One sentence for all pages that it is true of.
fn notice(pages: &[u32], what: &str) -> Option<Notice> {
    let first = *pages.first()?;
    let text = format!("第 {} 页{what}", list(pages));
    Some(Notice { text, place: Place { page: Some(first), ..Place::default() } })
}

/// `3、5–8`.
fn list(pages: &[u32]) -> String {
    let runs = pages.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        [only] => only.to_string(),
        [] => String::new(),
    });
    runs.collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::Char;

    fn page(text: &str, hidden: bool) -> PageModel {
        let char = |c| Char { c, bounds: [0.0; 4], baseline: 0.0, size: 12.0, hidden, font: 0 };
        let chars: Vec<Char> = text.chars().map(char).collect();
        let unmapped = chars.iter().filter(|c| !c.hidden && c.c == '\u{FFFD}').count();
        PageModel { width: 600.0, height: 800.0, chars, unmapped, ..PageModel::default() }
    }

    fn scanned(mut page: PageModel) -> PageModel {
        page.pictures = vec![[0.0, 0.0, 600.0, 400.0], [0.0, 400.0, 600.0, 800.0]];
        page
    }

    fn message(pages: &mut [PageModel]) -> String {
        match check(pages) {
            Ok(notices) => notices.into_iter().map(|n| n.text).collect::<Vec<_>>().join("\n"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_file_without_text_is_refused_with_the_reason() {
        assert_eq!(message(&mut [scanned(page("", false)), page("", false)]), SCANNED);
        assert_eq!(message(&mut [scanned(page("一般公共预算支出表 1,234.56", true))]), SCANNED_WITH_TEXT);
        assert_eq!(message(&mut [page("\u{FFFD}\u{FFFD}\u{FFFD}.\u{FFFD}", false)]), UNREADABLE);
        assert_eq!(message(&mut [page("", false), page("  ", false)]), BLANK);
    }

    #[test]
    fn single_pages_that_cannot_be_read_are_listed_and_show_no_garbage() {
        let text = || page("收支总表 1,234.56 万元，合计", false);
        let mut pages = [
            text(),
            scanned(page("第2页", false)),
            scanned(page("", false)),
            page("\u{FFFD}\u{FFFD}\u{FFFD}", false),
            scanned(text()),
        ];
        let said = message(&mut pages);
        assert!(said.contains("第 2–3 页是图片") && said.contains("第 4 页的文字层无法读取"), "{said}");
        assert!(pages[3].chars.is_empty() && !pages[4].chars.is_empty());
    }

    #[test]
    fn a_few_unknown_characters_are_said_and_kept() {
        let mut pages = [page("合计 1,2\u{FFFD}4.56", false)];
        assert!(message(&mut pages).starts_with("第 1 页有字符"));
        assert_eq!(pages[0].chars.len(), 11);
    }
}
