//! Formulas (公式): what they come to, against what the file has stored as their results.
//!
//! A spreadsheet program stores the result of each formula; a file that another program wrote or changed may
//! have none, or one that is out of date. The formulas that budgets use (sums, differences, references to other
//! sheets, rounding) are computed here exactly, so that both can be said. What is beyond them keeps its stored
//! result, silently.

mod evaluate;
mod parse;
mod print;

use rust_decimal::Decimal;

use super::book::{Book, Formula, SheetCell, Value};
use evaluate::Evaluator;

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
enum Expression {
    Number(Decimal),
    /// A cell, or an area where only functions take one.
    Range(Range),
    Negative(Box<Expression>),
    Percent(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    Call(Function, Vec<Expression>),
    /// Kept for printing: a sum in brackets.
    Bracket(Box<Expression>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Sum,
    Round,
    Absolute,
}

/// A cell or an area, on this sheet or another one.
#[derive(Debug, Clone, PartialEq)]
struct Range {
    sheet: Option<String>,
    first: Corner,
    last: Option<Corner>,
}

/// A cell's row and column; none for whole columns (`B:B`) or rows. `true` where it stays when the formula is
/// copied (`$`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Corner {
    row: Option<(u32, bool)>,
    column: Option<(u32, bool)>,
}

/// What is to be said of a sheet's formulas.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Stored results that are not what the formula comes to: the first of them.
    pub wrong: Vec<Wrong>,
    /// How many more there are.
    pub more_wrong: usize,
    /// How many formulas had no result and were computed here.
    pub computed: usize,
    /// Formulas without a result that cannot be computed here.
    pub unknown: Vec<(u32, u32)>,
}

/// A stored result that is not what the formula comes to.
#[derive(Debug)]
pub(super) struct Wrong {
    pub at: (u32, u32),
    /// As the spreadsheet program shows it, with `=`.
    pub formula: String,
    /// What it comes to, and what is stored; both as displayed.
    pub result: String,
    pub stored: String,
}

/// Compares all formulas with their stored results, and fills in the results that are missing. A report for
/// each sheet.
pub(super) fn check(book: &mut Book) -> Vec<Report> {
    let mut evaluator = Evaluator::new(book);
    let results = evaluator.results();
    let never_calculated = evaluator.never_calculated;
    let mut reports = Vec::new();
    let mut found = Vec::new();
    for (sheet, results) in book.sheets.iter().zip(results) {
        let mut report = Report::default();
        for (index, result) in results {
            let Some(cell) = sheet.cells.get(index) else { continue };
            match (result, &cell.value) {
                (Some(result), value) if *value == Value::Blank || never_calculated && !result.is_zero() => {
                    report.computed += 1;
                    found.push((reports.len(), index, result));
                }
                (None, Value::Blank) => report.unknown.push(cell.at),
                (Some(computed), value) if is_wrong(result, value) => match report.wrong.len() {
                    MOST_WRONG.. => report.more_wrong += 1,
                    _ => report.wrong.push(wrong(book, cell, computed)),
                },
                _ => {}
            }
        }
        reports.push(report);
    }
    fill(book, found);
    reports
}

/// How many wrong results of a sheet are kept one by one.
const MOST_WRONG: usize = 5;

/// A result was computed, and another one is stored. A text is beyond what is computed here.
fn is_wrong(result: Option<Decimal>, stored: &Value) -> bool {
    match (result, stored) {
        (Some(result), Value::Number(stored)) => differ(result, *stored),
        (Some(_), Value::Error(_)) => true,
        _ => false,
    }
}

/// Spreadsheets compute in binary, so their results are off in the last of 15 digits; a cent of a 万元 is the
/// sixth decimal.
fn differ(result: Decimal, stored: Decimal) -> bool {
    let tolerance = Decimal::new(5, 7).max(result.abs() * Decimal::new(1, 12));
    (result - stored).abs() > tolerance
}

fn wrong(book: &Book, cell: &SheetCell, result: Decimal) -> Wrong {
    let shown = |value: Decimal| {
        let mut cell = SheetCell { value: Value::Number(value), format: cell.format, ..SheetCell::default() };
        cell.display(&book.formats, book.from_1904);
        cell.text
    };
    let (mut computed, mut stored) = (shown(result), cell.text.clone());
    if let (true, Value::Number(exact)) = (computed == stored, &cell.value) {
        // The difference is behind the digits that are displayed.
        (computed, stored) = (result.normalize().to_string(), exact.to_string());
    }
    let formula = cell.formula.as_ref().map(formula_text).unwrap_or_default();
    Wrong { at: cell.at, formula, result: computed, stored }
}

/// The formula as the spreadsheet program shows it.
fn formula_text(formula: &Formula) -> String {
    const LONGEST: usize = 60;
    let text = match Expression::parse(formula) {
        Some(expression) => expression.to_string(),
        None => formula.text.to_string(),
    };
    if text.chars().count() <= LONGEST {
        return format!("={text}");
    }
    format!("={}…", text.chars().take(LONGEST).collect::<String>())
}

/// Puts in what was computed: sheet, index of the cell, number.
fn fill(book: &mut Book, found: Vec<(usize, usize, Decimal)>) {
    let Book { sheets, formats, from_1904, .. } = book;
    for (sheet, index, value) in found {
        if let Some(cell) = sheets.get_mut(sheet).and_then(|s| s.cells.get_mut(index)) {
            cell.value = Value::Number(value);
            cell.computed = true;
            cell.display(formats, *from_1904);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::workbook::book::{Sheet, number, parse_cell_name};

    /// A sheet of `cell: value` and `cell: =formula -> stored result`.
    fn sheet(name: &str, cells: &str) -> Sheet {
        let cell = |line: &str| {
            let (at, content) = line.trim().split_once(": ").expect("a cell");
            let (formula, value) = match content.strip_prefix('=') {
                Some(formula) => {
                    let (formula, stored) = formula.split_once(" -> ").unwrap_or((formula, ""));
                    (Some(Formula { text: formula.trim().into(), moved: (0, 0) }), stored)
                }
                None => (None, content),
            };
            let text = || Value::Text(value.to_owned());
            let value = if value.is_empty() { Value::Blank } else { number(value).map_or_else(text, Value::Number) };
            let mut cell =
                SheetCell { at: parse_cell_name(at).expect("an address"), value, formula, ..SheetCell::default() };
            cell.display(&[], false);
            cell
        };
        let mut cells: Vec<SheetCell> = cells.split(';').map(cell).collect();
        cells.sort_by_key(|c| c.at);
        Sheet { name: name.to_owned(), cells, ..Sheet::default() }
    }

    fn checked(sheets: Vec<Sheet>) -> (Vec<Report>, Book) {
        let mut book = Book { sheets, ..Book::default() };
        (check(&mut book), book)
    }

    #[test]
    fn a_stored_result_that_is_out_of_date_is_reported() {
        let income = "B3: 300.5; B4: 90; B5: 6.81; B6: 合计; B7: =SUM(B3:B6) -> 397.30; B8: =B7-B3 -> 96.81";
        let (reports, _) = checked(vec![sheet("收支总表", income)]);
        let wrong: Vec<_> =
            reports[0].wrong.iter().map(|w| (w.at, w.formula.as_str(), w.result.as_str(), w.stored.as_str())).collect();
        assert_eq!(wrong, [((6, 1), "=SUM(B3:B6)", "397.31", "397.3")]);
        assert!(reports[0].unknown.is_empty() && reports[0].computed == 0);
    }

    #[test]
    fn a_difference_of_binary_fractions_is_none() {
        let (reports, _) = checked(vec![sheet(
            "表",
            "A1: 0.1; A2: 0.2; A3: =A1+A2-0.3 -> 5.55111512312578E-17; A4: 7; A5: =A4/3 -> 2.33333333333333",
        )]);
        assert!(reports[0].wrong.is_empty(), "{:?}", reports[0].wrong);
    }

    #[test]
    fn formulas_without_results_are_computed_across_sheets() {
        let (reports, book) = checked(vec![
            sheet("总表", "B2: =明细!B4; B3: =ROUND(B2/3,2); B4: =VLOOKUP(1,A:B,2); B5: =B4+1"),
            sheet("明细", "B2: 100.25; B3: 20; B4: =SUM(B2:B3)"),
        ]);
        let texts: Vec<&str> = book.sheets[0].cells.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["120.25", "40.08", "", ""]);
        assert!(book.sheets[0].cells[0].computed && !book.sheets[1].cells[0].computed);
        assert_eq!((reports[0].computed, &reports[0].unknown), (2, &vec![(3, 1), (4, 1)]));
        assert_eq!(reports[1].computed, 1);
    }

    #[test]
    fn zeros_everywhere_mean_that_nothing_was_calculated() {
        let (reports, book) = checked(vec![sheet("表", "A1: 5; A2: =A1*2 -> 0; A3: =A2-10 -> 0")]);
        assert_eq!(book.sheets[0].cells[1].text, "10");
        assert!(reports[0].wrong.is_empty() && reports[0].computed == 1);
        // With one true result beside it a 0 is a result, too, and a wrong one.
        let (reports, _) = checked(vec![sheet("表", "A1: 5; A2: =A1*2 -> 10; A3: =A2+1 -> 0")]);
        assert_eq!(reports[0].wrong.len(), 1);
    }

    #[test]
    fn what_cannot_be_computed_keeps_its_result() {
        let (reports, book) = checked(vec![sheet(
            "表",
            "A1: =VLOOKUP(1,B:C,2) -> 12.5; A2: =A1*2 -> 25; A3: =A3+1 -> 7; A4: =A5 -> 3; A5: =A4 -> 3; A6: =1/0 -> 9",
        )]);
        let texts: Vec<&str> = book.sheets[0].cells.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["12.5", "25", "7", "3", "3", "9"]);
        assert!(reports[0].wrong.is_empty() && reports[0].unknown.is_empty(), "{:?}", reports[0]);
    }

    #[test]
    fn a_long_chain_and_whole_columns_end() {
        let mut chain = String::from("A1: 1");
        for row in 2..3000 {
            chain.push_str(&format!("; A{row}: =A{}+1 -> {row}", row - 1));
        }
        chain.push_str("; B1: =SUM(A:A) -> 1");
        let (reports, _) = checked(vec![sheet("表", &chain)]);
        assert_eq!(reports[0].wrong.len(), 1);
        assert_eq!(reports[0].wrong[0].result, (1..3000).sum::<u32>().to_string());
    }
}
