//! Styles of an XLSX: of all that they say only the number formats matter here.

use quick_xml::events::Event;

use super::{WHAT, Xml, attribute};
use crate::read::{ReadError, workbook::styles::Styles, xml::count};

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
                        styles.define(id, code);
                    }
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells => styles.add(count(&e, "numFmtId").unwrap_or(0)),
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => of_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
