//! What has to be said to the user about a workbook: what is hidden, what was left out, formulas that do not
//! agree with what is stored.

use std::collections::BTreeSet;

use super::{
    book::{Book, Sheet, Visibility, cell_name, column_name},
    formula::Report,
    sheets::Extent,
};
use crate::model::{Notice, Place};

/// How many places are named before the rest is only counted.
const MOST_NAMED: usize = 5;

/// Of a sheet: hidden lines, cells too far away.
pub(super) fn of_sheet(sheet: &Sheet, extent: &Extent, place: Place) -> Vec<Notice> {
    let mut texts: Vec<String> = hidden_lines(sheet).into_iter().collect();
    if extent.left_out > 0 {
        texts.push(format!(
            "工作表“{}”中有 {} 个单元格离表格太远（在 {} 以外），没有读入：请在表格软件中按 Ctrl+End 查看，删去无用的内容。",
            sheet.name,
            extent.left_out,
            cell_name((extent.rows.saturating_sub(1), extent.columns.saturating_sub(1))),
        ));
    }
    texts.into_iter().map(|text| Notice { text, place }).collect()
}

/// Of a sheet's formulas: each wrong result, and the missing ones together.
pub(super) fn of_formulas(sheet: &Sheet, report: &Report, place: Place) -> Vec<Notice> {
    let at = |(row, column)| Place { cell: Some([row, column]), ..place };
    let mut notices = Vec::new();
    for wrong in &report.wrong {
        let text = format!(
            "工作表“{}”{} 的公式 {} 算得 {}，文件里存的结果是 {}：表中仍按存的结果，请在 Excel 或 WPS 中重新计算后保存。",
            sheet.name,
            cell_name(wrong.at),
            wrong.formula,
            wrong.result,
            wrong.stored,
        );
        notices.push(Notice { text, place: at(wrong.at) });
    }
    if report.more_wrong > 0 {
        let more = report.more_wrong;
        let text =
            format!("工作表“{}”另有 {more} 个公式的结果与文件里存的不同：请重新计算后保存，再打开。", sheet.name);
        notices.push(Notice { text, place });
    }
    if report.computed > 0 {
        let text = format!(
            "工作表“{}”中有 {} 个公式从未计算过，文件里没有结果，表中是本程序算出的数：请在 Excel 或 WPS 中打开后保存一次。",
            sheet.name, report.computed
        );
        notices.push(Notice { text, place });
    }
    if let Some(&first) = report.unknown.first() {
        let named: Vec<String> = report.unknown.iter().take(MOST_NAMED).map(|at| cell_name(*at)).collect();
        let etc = if report.unknown.len() > MOST_NAMED { "等" } else { "" };
        let text = format!(
            "工作表“{}”中有 {} 个公式（{}{etc}）从未计算过，本程序也算不出，按空白读入：请在 Excel 或 WPS 中打开后保存一次，再打开。",
            sheet.name,
            report.unknown.len(),
            named.join("、"),
        );
        notices.push(Notice { text, place: at(first) });
    }
    notices
}

/// `工作表“收支总表”中隐藏了第 5–6 行、C 列…`, if something is in them.
fn hidden_lines(sheet: &Sheet) -> Option<String> {
    let written = || sheet.cells.iter().filter(|c| !c.text.trim().is_empty());
    let (rows, columns): (BTreeSet<u32>, BTreeSet<u32>) = written().map(|c| c.at).unzip();
    let used = |lines: &BTreeSet<u32>, &(first, last): &(u32, u32)| {
        first <= last && lines.range(first..=last).next().is_some()
    };
    let rows = sheet.hidden_rows.iter().filter(|run| used(&rows, run));
    let columns = sheet.hidden_columns.iter().filter(|run| used(&columns, run));
    let mut said: Vec<String> = rows.map(|&(a, b)| format!("第 {} 行", run(a, b, |r| (r + 1).to_string()))).collect();
    said.extend(columns.map(|&(a, b)| format!("{} 列", run(a, b, column_name))));
    if said.is_empty() {
        return None;
    }
    let more = if said.len() > MOST_NAMED { format!("等 {} 处", said.len()) } else { String::new() };
    said.truncate(MOST_NAMED);
    Some(format!(
        "工作表“{}”中{}{more}是隐藏的，已照常读入：打印时看不到，但取得文件的人都能取消隐藏，请确认是否应当公开。",
        sheet.name,
        said.join("、"),
    ))
}

fn run(first: u32, last: u32, name: impl Fn(u32) -> String) -> String {
    if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) }
}

/// What is said of the hidden sheets: those that a user hid by name, those of programs by their number.
pub(super) fn hidden_sheets(book: &Book) -> Vec<Notice> {
    let named = |visibility| {
        let with_content = book.sheets.iter().filter(move |s| s.visibility == visibility && !s.cells.is_empty());
        with_content.map(|s| format!("“{}”", s.name)).collect::<Vec<_>>()
    };
    let mut notices = Vec::new();
    let mut say = |text: String| notices.push(Notice { text, place: Place::default() });
    let hidden = named(Visibility::Hidden);
    if !hidden.is_empty() {
        say(format!(
            "工作表{}是隐藏的，没有读入：取得文件的人都能取消隐藏，公开前请删去，或取消隐藏后再打开。",
            hidden.join("、")
        ));
    }
    let deep = named(Visibility::VeryHidden);
    if !deep.is_empty() {
        say(format!(
            "文件里有 {} 张深度隐藏的工作表（{}），多为软件自带的数据，没有读入：公开前请确认其中没有不应公开的内容。",
            deep.len(),
            deep.join("、")
        ));
    }
    notices
}
