//! A workbook (工作簿) as its reader found it, whatever the format: sheets of cells with their values, what
//! is displayed, and their formulas.

use rust_decimal::{Decimal, prelude::FromPrimitive};

use super::number_format::NumberFormat;

/// A workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub sheets: Vec<Sheet>,
    /// What [`SheetCell::format`] is an index into.
    pub formats: Vec<NumberFormat>,
    /// The file ends too early: what is there was read.
    pub incomplete: bool,
    /// Days are counted from 1904 and not from 1900.
    pub from_1904: bool,
}

/// Whether a sheet is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Visibility {
    #[default]
    Shown,
    /// A user can show it with a click.
    Hidden,
    /// Only a program can show it: programs keep data of their own there.
    VeryHidden,
}

/// A sheet (工作表).
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub name: String,
    pub visibility: Visibility,
    /// Sorted by row, then column; only cells that hold something.
    pub cells: Vec<SheetCell>,
    pub merges: Vec<Area>,
    /// First and last of each run of hidden rows.
    pub hidden_rows: Vec<(u32, u32)>,
    /// First and last of each run of hidden columns.
    pub hidden_columns: Vec<(u32, u32)>,
}

/// Rows and columns from A1, both ends inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

impl Area {
    /// The smallest area around two corners.
    pub fn between(a: (u32, u32), b: (u32, u32)) -> Self {
        Self { first: (a.0.min(b.0), a.1.min(b.1)), last: (a.0.max(b.0), a.1.max(b.1)) }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct SheetCell {
    /// Row and column, from 0.
    pub at: (u32, u32),
    /// What is stored: for a formula, its result when the file was saved.
    pub value: Value,
    /// What is displayed.
    pub text: String,
    /// How a number is displayed: an index into [`Book::formats`].
    pub format: usize,
    /// The formula, without `=`.
    pub formula: Option<Formula>,
    /// The file has no result of the formula: it was computed here.
    pub computed: bool,
}

impl SheetCell {
    /// Works out the text that is displayed.
    pub fn display(&mut self, formats: &[NumberFormat], from_1904: bool) {
        let general = NumberFormat::default();
        let format = formats.get(self.format).unwrap_or(&general);
        self.text = match &self.value {
            Value::Blank => String::new(),
            Value::Number(number) => format.number(*number, from_1904),
            Value::Text(text) => format.text(text),
            Value::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Value::Error(error) => error.clone(),
        };
    }
}

/// Adds a row to the runs of hidden ones.
pub(super) fn hide(runs: &mut Vec<(u32, u32)>, row: u32) {
    match runs.last_mut() {
        Some((_, last)) if last.saturating_add(1) == row => *last = row,
        _ => runs.push((row, row)),
    }
}

/// A formula, and by how many rows and columns its relative references are moved: formulas copied down a
/// column are stored once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Formula {
    pub text: std::rc::Rc<str>,
    pub moved: (i64, i64),
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Value {
    /// Nothing: a formula that was never calculated.
    #[default]
    Blank,
    Number(Decimal),
    Text(String),
    Bool(bool),
    /// `#REF!` and the like.
    Error(String),
}

/// A stored number. Spreadsheets calculate with 15 significant digits: what stands behind them in the file
/// (397.30000000000001) is an artefact of binary fractions.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let exact = text.parse().ok().or_else(|| Decimal::from_scientific(text).ok()).or_else(|| {
        // Beyond 28 decimals: only an artefact has them.
        Decimal::from_f64(text.parse::<f64>().ok()?)
    })?;
    Some(significant(exact))
}

/// A number stored in binary.
pub(super) fn float(value: f64) -> Value {
    match Decimal::from_f64(value) {
        Some(exact) if value.is_finite() => Value::Number(significant(exact)),
        _ => Value::Text(value.to_string()),
    }
}

/// Rounded to 15 significant digits, without zeros at the end.
pub(super) fn significant(value: Decimal) -> Decimal {
    value.round_sf(15).unwrap_or(value).normalize()
}

/// Times a power of ten; none if that is too large.
pub(super) fn shifted(value: Decimal, power: i32) -> Option<Decimal> {
    let mut value = value;
    for _ in 0..power.unsigned_abs().min(56) {
        value = if power > 0 { value.checked_mul(Decimal::TEN)? } else { value.checked_div(Decimal::TEN)? };
    }
    Some(value)
}

/// `(0, 1)` → `B1`, as people name a cell.
pub(super) fn cell_name((row, column): (u32, u32)) -> String {
    format!("{}{}", column_name(column), row.saturating_add(1))
}

/// 0 → `A`, 27 → `AB`.
pub(super) fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// `B1` → `(0, 1)`; `$` is ignored. Nothing beyond XFD1048576.
pub(super) fn parse_cell_name(name: &str) -> Option<(u32, u32)> {
    let name: String = name.chars().filter(|c| *c != '$').collect();
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    let column = parse_column_name(letters)?;
    let row: u32 = digits.parse().ok()?;
    (1..=LAST_ROW + 1).contains(&row).then(|| (row - 1, column))
}

/// `AB` → 27. Nothing beyond XFD.
pub(super) fn parse_column_name(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0u32;
    for c in letters.bytes() {
        column = column * 26 + u32::from(c.to_ascii_uppercase().checked_sub(b'A').filter(|d| *d < 26)?) + 1;
    }
    column.checked_sub(1).filter(|c| *c <= LAST_COLUMN)
}

/// The last row that a spreadsheet has, from 0.
pub(super) const LAST_ROW: u32 = 1_048_575;
/// The last column, XFD, from 0.
pub(super) const LAST_COLUMN: u32 = 16_383;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_do() {
        for (at, name) in [((0, 0), "A1"), ((6, 25), "Z7"), ((0, 26), "AA1"), ((LAST_ROW, LAST_COLUMN), "XFD1048576")] {
            assert_eq!((cell_name(at), parse_cell_name(name)), (name.to_owned(), Some(at)));
        }
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "ABCD1", "A1B", "单1"] {
            assert_eq!(parse_cell_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_have_fifteen_digits() {
        for (stored, is) in [
            ("397.30000000000001", "397.3"),
            ("0.1", "0.1"),
            ("1E-3", "0.001"),
            ("-2101501", "-2101501"),
            ("1234567890123456", "1234567890123460"),
            ("0.000000000000000000000000000000012", "0"),
        ] {
            assert_eq!(number(stored).map(|n| n.to_string()).as_deref(), Some(is), "{stored}");
        }
        assert_eq!(number("1e300"), None);
        assert_eq!(number("行政运行"), None);
    }
}
