//! Number formats (数字格式): a stored number → the text that is displayed.
//!
//! The language is that of Excel, which every spreadsheet program writes: up to four sections for positive,
//! negative and zero numbers and for text, e.g. `#,##0.00;[Red]-#,##0.00;"-"`. [`parse`] reads a code once
//! per style, [`render`] applies it to each cell.

mod builtin;
mod date;
mod parse;
mod render;

pub(super) use builtin::code as builtin;

use rust_decimal::Decimal;

/// A number format, ready to be applied.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct NumberFormat {
    /// None: General (常规).
    sections: Vec<Section>,
}

/// What one of the sections displays.
#[derive(Debug, Clone, PartialEq, Default)]
struct Section {
    /// `[>=10000]`: only numbers for which this holds.
    condition: Option<(Comparison, Decimal)>,
    tokens: Vec<Token>,
    /// A comma between digits: thousands are separated.
    thousands: bool,
    /// A thousandth for each comma after the last digit, a hundredfold for each percent sign: powers of ten.
    power: i32,
    /// A colour is all that tells a negative number (`[Red]0.00`).
    coloured: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// `E+` or `E-`: whether a plus is written.
    Exponent(bool),
    /// `@`: the cell's text.
    Text,
    /// `General` inside of a section.
    General,
    Date(date::Part),
}

impl NumberFormat {
    /// The text displayed for a number.
    pub fn number(&self, value: Decimal, from_1904: bool) -> String {
        render::number(self, value, from_1904)
    }

    /// The text displayed for a text: nearly always itself.
    pub fn text(&self, text: &str) -> String {
        render::text(self, text)
    }
}
