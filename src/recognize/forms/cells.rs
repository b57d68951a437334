//! A form as rows of cells, from the three ways in which its text comes: cells between tabs, one cell a line
//! with a blank line between rows, or words between blanks.

use crate::{
    model::{parse_amount, parse_share, text::squeeze},
    recognize::Line,
};

/// The most lines of a form that are looked at: the money stands at its head.
const MAX_LINES: usize = 10_000;

/// One cell with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormCell {
    /// Trimmed; empty for a blank cell.
    pub text: String,
    /// Squeezed, without a colon at its end: the form in which labels are compared.
    pub key: String,
    /// Its line.
    pub line: u32,
}

impl FormCell {
    fn new(text: &str, line: u32) -> Self {
        let text = text.trim().to_owned();
        let key = squeeze(&text).trim_end_matches(':').to_owned();
        Self { text, key, line }
    }

    /// Nothing but an amount. A number in front of 万元 and the like is none.
    pub fn is_amount(&self) -> bool {
        parse_amount(&self.text).is_some()
    }

    /// Nothing but a percentage.
    pub fn is_share(&self) -> bool {
        parse_share(&self.text).is_some()
    }
}

/// The rows of a form; no row is empty.
pub(super) struct Grid {
    pub rows: Vec<Vec<FormCell>>,
    /// Cells of one index stand in one column: the text has tabs.
    pub has_columns: bool,
}

impl Grid {
    /// Cells that are known; the line of a cell is its row, from 1.
    pub fn of_rows(rows: Vec<Vec<String>>) -> Self {
        let rows = rows.into_iter().take(MAX_LINES).zip(1u32..);
        let mut rows: Vec<Vec<FormCell>> =
            rows.map(|(row, line)| row.iter().map(|text| FormCell::new(text, line)).collect()).collect();
        rows.retain(|r| !r.is_empty());
        Self { rows, has_columns: true }
    }

    /// The cells of these lines, or of the first of them.
    pub fn read(lines: &[Line]) -> Self {
        let lines = lines.get(..MAX_LINES).unwrap_or(lines);
        let printed = lines.iter().filter(|l| !l.is_blank()).count();
        let has_inner_tabs = lines.iter().any(|l| l.text.trim().contains('\t'));
        let leading = lines.iter().filter(|l| l.text.starts_with('\t')).count();
        let one_a_line = leading * 2 > printed;
        let mut rows: Vec<Vec<FormCell>> = if one_a_line {
            one_a_line_rows(lines)
        } else if has_inner_tabs {
            let cells = |l: &Line| l.text.split('\t').map(|c| FormCell::new(c, l.number)).collect();
            lines.iter().filter(|l| !l.is_blank()).map(cells).collect()
        } else {
            lines.iter().map(|l| l.text.split_whitespace().map(|w| FormCell::new(w, l.number)).collect()).collect()
        };
        rows.retain(|r| !r.is_empty());
        Self { rows, has_columns: one_a_line || has_inner_tabs }
    }
}

/// One cell a line behind a tab; rows end at lines without one.
fn one_a_line_rows(lines: &[Line]) -> Vec<Vec<FormCell>> {
    let mut rows = vec![Vec::new()];
    for line in lines {
        match line.text.strip_prefix('\t') {
            Some(text) => rows.last_mut().into_iter().for_each(|r| r.push(FormCell::new(text, line.number))),
            None => {
                rows.push(Vec::new());
                if !line.is_blank() {
                    rows.push(vec![FormCell::new(line.text, line.number)]);
                }
            }
        }
    }
    rows
}
