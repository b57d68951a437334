//! A form as rows of cells, from the three ways in which its text comes: cells between tabs, one cell a line
//! with a blank line between rows, or words between blanks.

use crate::{
    model::{parse_amount, parse_share, text::squeeze},
    recognize::Line,
};

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
pub(super) fn rows(lines: &[Line]) -> Vec<Vec<FormCell>> {
    let printed = lines.iter().filter(|l| !l.is_blank()).count();
    let inner = lines.iter().filter(|l| l.text.trim().contains('\t')).count();
    let leading = lines.iter().filter(|l| l.text.starts_with('\t')).count();
    let rows: Vec<Vec<FormCell>> = if leading * 2 > printed {
        // One cell a line: rows end at lines without a tab.
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
    } else if inner > 0 {
        lines
            .iter()
            .filter(|l| !l.is_blank())
            .map(|l| l.text.split('\t').map(|c| FormCell::new(c, l.number)).collect())
            .collect()
    } else {
        lines.iter().map(|l| l.text.split_whitespace().map(|w| FormCell::new(w, l.number)).collect()).collect()
    };
    rows.into_iter().filter(|r| !r.is_empty()).collect()
}
