//! As a workbook: numbers are numbers, heads and names stay in sight, notes stand below.
//!
//! Text is written as text, whatever it begins with: nothing that comes from a disclosure can become a formula.

use std::collections::HashSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{
    super::xlsx::{Styles, Value, list, paper, text},
    Contents, Page,
};
use crate::{compare::table::Cell, model::Decimal};

pub(super) fn to_bytes(contents: &Contents) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a date of its own the library would put in today's, and no two files would be the same.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&contents.title).set_creation_datetime(&fixed));
    let mut names: HashSet<String> = HashSet::from(["跨年发现".to_owned()]);
    for page in &contents.pages {
        let sheet = book.add_worksheet();
        sheet.set_name(name(&page.comparison.aspect.title(), &mut names))?;
        table(sheet, contents, page)?;
    }
    for further in &contents.lists {
        let sheet_name = name(&further.title, &mut names);
        let columns: Vec<(&str, f64)> = further
            .heads
            .iter()
            .enumerate()
            .map(|(at, head)| (head.as_str(), if at == 0 { 38.0 } else { 16.0 }))
            .collect();
        let value = |(words, number): &(String, Option<Decimal>)| number.map_or_else(|| text(words), Value::Amount);
        let rows = further.rows.iter().map(|row| row.iter().map(value).collect());
        let notes = further.notes.iter().map(|note| vec![text(format!("注：{note}"))]);
        list(book.add_worksheet(), &sheet_name, &columns, rows.chain(notes))?;
    }
    if !contents.findings.is_empty() || contents.pages.is_empty() {
        let columns =
            [("严重程度", 10.0), ("规则", 8.0), ("文件", 36.0), ("位置", 30.0), ("说明", 90.0), ("审阅意见", 30.0)];
        let rows = contents.open().chain(contents.dismissed()).map(|f| {
            let words = [f.rule, &f.document, &f.place, &f.message, &f.said()].map(text);
            std::iter::once(Value::Severity(f.severity)).chain(words).collect()
        });
        list(book.add_worksheet(), "跨年发现", &columns, rows)?;
    }
    book.save_to_buffer()
}

/// A name that Excel takes for a sheet: of 31 characters at most, without a few signs, each once.
fn name(title: &str, taken: &mut HashSet<String>) -> String {
    let bare: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(28).collect();
    let bare = if bare.trim().is_empty() { "表".to_owned() } else { bare };
    let numbered = (2..).map(|n| format!("{bare}{n}"));
    let name = std::iter::once(bare.clone()).chain(numbered).find(|n| !taken.contains(n)).unwrap_or(bare);
    taken.insert(name.clone());
    name
}

/// Rows above the head: title, and what it is about.
const HEAD: u32 = 2;

fn table(sheet: &mut Worksheet, contents: &Contents, page: &Page) -> Result<(), XlsxError> {
    let comparison = &page.comparison;
    let styles = Styles::new();
    sheet.write_string_with_format(0, 0, &contents.title, styles.title())?;
    sheet.write_string_with_format(1, 0, comparison.title(), styles.plain())?;
    let heads = comparison.heads(&page.shown);
    let last = u16::try_from(heads.len().saturating_sub(1)).unwrap_or_default();
    for (column, head) in (0u16..).zip(&heads) {
        let width = match column {
            0 => 11.0,
            1 => 38.0,
            c if c == last && heads.len() > comparison.sides.len() + 2 => 60.0,
            _ => 16.0,
        };
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(HEAD, column, head, styles.head())?;
    }
    sheet.set_row_height(HEAD, 30)?;
    let mut row = HEAD;
    for line in page.shown.lines(comparison).into_iter().filter_map(|at| comparison.lines.get(at)) {
        row += 1;
        for (column, cell) in (0u16..).zip(comparison.cells(line, &page.shown)) {
            let value = match cell {
                Cell::Text(words) => text(words),
                Cell::Amount(mut value) => {
                    value.rescale(comparison.places.max(value.scale()));
                    Value::Amount(value)
                }
                Cell::Rate(mut rate) => {
                    rate.rescale(2);
                    Value::Amount(rate)
                }
                Cell::Blank => Value::Blank,
            };
            styles.write(sheet, row, column, &value)?;
        }
    }
    sheet.autofilter(HEAD, 0, row.max(HEAD + 1), last)?;
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    row += 1;
    for note in page.notes() {
        row += 1;
        sheet.write_string_with_format(row, 0, format!("注：{note}"), styles.plain())?;
    }
    paper(sheet).set_landscape();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_excel_takes() {
        let mut taken = HashSet::new();
        assert_eq!(name("收支总表 · 支出", &mut taken), "收支总表 · 支出");
        assert_eq!(name("收支总表 · 支出", &mut taken), "收支总表 · 支出2");
        assert_eq!(name("[]", &mut taken), "表");
        assert_eq!(name(&"长".repeat(40), &mut taken).chars().count(), 28);
    }
}
