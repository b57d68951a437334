//! The number format for each style of a workbook, whatever the format of the file.

use std::collections::HashMap;

use super::number_format::{self, NumberFormat};

/// Number formats by id, and the id for each style.
#[derive(Default)]
pub(super) struct Styles {
    codes: HashMap<u32, String>,
    /// By the number by which cells refer to a style.
    ids: Vec<u32>,
}

impl Styles {
    /// A format of the file's own. The first one of an id counts: those of conditional formatting, further
    /// down in an XLSX, have the same numbers.
    pub fn define(&mut self, id: u32, code: String) {
        self.codes.entry(id).or_insert(code);
    }

    /// The next style has this format.
    pub fn add(&mut self, id: u32) {
        self.ids.push(id);
    }

    /// The formats, General first, and for each style which one it has.
    pub fn into_formats(self) -> (Vec<NumberFormat>, Vec<usize>) {
        let mut formats = vec![NumberFormat::default()];
        let mut index: HashMap<u32, usize> = HashMap::new();
        let of_style = self.ids.iter().map(|&id| {
            *index.entry(id).or_insert_with(|| {
                let code = self.codes.get(&id).map_or_else(|| number_format::builtin(id), String::as_str);
                formats.push(NumberFormat::parse(code));
                formats.len() - 1
            })
        });
        let of_style = of_style.collect();
        (formats, of_style)
    }
}
