//! Styles of an XLSX: of all that they say only the number formats matter here.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{WHAT, Xml, attribute};
use crate::read::{
    ReadError,
    workbook::{
        number_format::{self, NumberFormat},
        xml::count,
    },
};

/// Number formats by id, and the id for each style.
#[derive(Default)]
pub(super) struct Styles {
    codes: HashMap<u32, String>,
    /// By the number by which cells refer to a style.
    ids: Vec<u32>,
}

/// Reads the part.
pub(super) fn read(bytes: &[u8], part: &str) -> Result<Styles, ReadError> {
    let (mut xml, mut buffer) = (Xml::new(bytes, WHAT, part), Vec::new());
    let mut styles = Styles::default();
    let mut of_cells = false;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (count(&e, "numFmtId"), attribute(&e, "formatCode")) {
                        // The first one counts: formats of conditional formatting, further down, have the same numbers.
                        styles.codes.entry(id).or_insert(code);
                    }
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells => styles.ids.push(count(&e, "numFmtId").unwrap_or(0)),
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => of_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

impl Styles {
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
