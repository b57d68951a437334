//! Formulas of an XLS, stored as tokens in reverse Polish order → their text. Only what sums, differences and
//! rounding need; of anything else there is no text.

use super::records::{u8_at, u16_at};
use crate::read::workbook::book::cell_name;

/// Formulas longer than this, as tokens or as text, are left out; Excel allows a text of 8192.
const LONGEST: usize = 8192;

/// What a formula's references to other sheets mean: the name of the sheet for each index, if it is in this file.
pub(super) type SheetNames = [Option<String>];

/// The shared formula that a cell says it has: row and column of the cell where it is stored.
pub(super) fn shared_at(tokens: &[u8]) -> Option<(u16, u16)> {
    (u8_at(tokens, 0)? == 0x01).then_some((u16_at(tokens, 1)?, u16_at(tokens, 3)?))
}

/// The text of the formula of the cell `at`, without `=`.
pub(super) fn text(tokens: &[u8], at: (u16, u16), sheets: &SheetNames) -> Option<String> {
    if tokens.len() > LONGEST {
        return None;
    }
    let mut reader = Reader { rest: tokens, at, stack: Vec::new() };
    while !reader.rest.is_empty() {
        reader.token(sheets)?;
    }
    match <[String; 1]>::try_from(reader.stack) {
        Ok([text]) => Some(text),
        Err(_) => None,
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    at: (u16, u16),
    stack: Vec<String>,
}

impl Reader<'_> {
    fn token(&mut self, sheets: &SheetNames) -> Option<()> {
        let token = self.u8()?;
        // References have three classes, which mean the same here.
        let class_free = if token >= 0x40 { token & 0x1F | 0x20 } else { token };
        let pushed = match class_free {
            0x03..=0x06 => {
                let (right, left) = (self.stack.pop()?, self.stack.pop()?);
                format!("{left}{}{right}", ["+", "-", "*", "/"].get(usize::from(token - 0x03))?)
            }
            0x12 => self.stack.pop()?,
            0x13 => format!("-{}", self.stack.pop()?),
            0x14 => format!("{}%", self.stack.pop()?),
            0x15 => format!("({})", self.stack.pop()?),
            0x19 => return self.attribute(),
            0x1E => self.u16()?.to_string(),
            0x1F => f64::from_le_bytes(self.take(8)?.try_into().ok()?).to_string(),
            0x21 => {
                let (name, arguments) = match self.u16()? {
                    24 => ("ABS", 1),
                    27 => ("ROUND", 2),
                    _ => return None,
                };
                self.call(name, arguments)?
            }
            0x22 => {
                let arguments = usize::from(self.u8()?);
                let name = match self.u16()? {
                    4 => "SUM",
                    _ => return None,
                };
                self.call(name, arguments)?
            }
            0x24 => self.cell(false)?,
            0x25 => self.area(false)?,
            0x2C => self.cell(true)?,
            0x2D => self.area(true)?,
            0x3A | 0x3B => {
                let sheet = sheets.get(usize::from(self.u16()?))?.as_ref()?.replace('\'', "''");
                let range = if class_free == 0x3A { self.cell(false)? } else { self.area(false)? };
                format!("'{sheet}'!{range}")
            }
            _ => return None,
        };
        (pushed.len() <= LONGEST).then(|| self.stack.push(pushed))
    }

    /// A sum of one argument is an attribute; others are about spaces and jumps.
    fn attribute(&mut self) -> Option<()> {
        let (kind, _) = (self.u8()?, self.u16()?);
        if kind & 0x10 != 0 {
            let sum = self.call("SUM", 1)?;
            self.stack.push(sum);
            return Some(());
        }
        // 0x40: spaces; 0x01: to be computed each time.
        (kind & !0x41 == 0).then_some(())
    }

    fn call(&mut self, name: &str, arguments: usize) -> Option<String> {
        let first = self.stack.len().checked_sub(arguments)?;
        Some(format!("{name}({})", self.stack.split_off(first).join(",")))
    }

    /// A reference. In a shared formula (`moved`) it is relative to the cell.
    fn cell(&mut self, moved: bool) -> Option<String> {
        let (row, column) = (self.u16()?, self.u16()?);
        self.name(row, column, moved)
    }

    fn area(&mut self, moved: bool) -> Option<String> {
        let (first_row, last_row, first, last) = (self.u16()?, self.u16()?, self.u16()?, self.u16()?);
        Some(format!("{}:{}", self.name(first_row, first, moved)?, self.name(last_row, last, moved)?))
    }

    /// `$` is left out: the text is of one cell's formula.
    fn name(&self, row: u16, column: u16, moved: bool) -> Option<String> {
        let (relative_row, relative_column) = (column & 0x8000 != 0, column & 0x4000 != 0);
        let row = if moved && relative_row { self.at.0.wrapping_add(row) } else { row };
        let column = if moved && relative_column { self.at.1.wrapping_add(column) } else { column } & 0xFF;
        Some(cell_name((row.into(), column.into())))
    }

    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn u8(&mut self) -> Option<u8> {
        u8_at(self.take(1)?, 0)
    }

    fn u16(&mut self) -> Option<u16> {
        u16_at(self.take(2)?, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets() -> Vec<Option<String>> {
        vec![Some("收支总表".to_owned()), None]
    }

    #[test]
    fn sums_differences_and_other_sheets() {
        // SUM(B3:B6) as an attribute, then -C5, rounded to 2 places.
        let tokens = [
            &[0x25, 2, 0, 5, 0, 1, 0xC0, 1, 0xC0, 0x19, 0x10, 0, 0][..],
            &[0x44, 4, 0, 2, 0xC0, 0x04, 0x1E, 2, 0, 0x41, 27, 0],
        ]
        .concat();
        assert_eq!(text(&tokens, (0, 0), &sheets()).as_deref(), Some("ROUND(SUM(B3:B6)-C5,2)"));
        assert_eq!(text(&[0x5A, 0, 0, 6, 0, 1, 0], (0, 0), &sheets()).as_deref(), Some("'收支总表'!B7"));
        assert_eq!(text(&[0x5A, 1, 0, 6, 0, 1, 0], (0, 0), &sheets()), None);
    }

    #[test]
    fn a_shared_formula_is_relative_to_its_cell() {
        // One row up, same column.
        let tokens = [0x4C, 0xFF, 0xFF, 0x00, 0xC0];
        assert_eq!(text(&tokens, (9, 3), &sheets()).as_deref(), Some("D9"));
        assert_eq!(shared_at(&[0x01, 4, 0, 1, 0]), Some((4, 1)));
    }

    #[test]
    fn broken_tokens_have_no_text() {
        for tokens in
            [&[][..], &[0x03], &[0x1E, 1], &[0x24, 0, 0, 0], &[0x22, 200, 4, 0], &[0xFF], &[0x1E, 1, 0, 0x1E, 1, 0]]
        {
            assert_eq!(text(tokens, (0, 0), &sheets()), None, "{tokens:?}");
        }
    }
}
