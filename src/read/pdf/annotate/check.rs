//! Reading again what was written: the marks are on the pages for which they were meant.

use hayro::hayro_syntax::object::{Array, Dict, String as Text};

use super::{Mark, NAME, ODD};
use crate::read::{
    ReadError,
    pdf::{Pictures, file},
};

/// The file with its marks has the same pages as before, each with exactly its marks.
pub(super) fn arrived(whole: &[u8], marks: &[Mark], before: &Pictures) -> Result<(), ReadError> {
    let pdf = file::open(whole, None).map_err(|_| ODD)?;
    if pdf.pages().len() != before.pages() {
        return Err(ODD);
    }
    for (number, page) in (1u32..).zip(pdf.pages().iter()) {
        let wanted = marks.iter().enumerate().filter(|(_, mark)| mark.page == number);
        let wanted: Vec<String> = wanted.map(|(i, _)| format!("{NAME}{i}")).collect();
        if wanted.is_empty() {
            continue;
        }
        let list = page.raw().get::<Array<'_>>(b"Annots").ok_or(ODD)?;
        let names = list.iter::<Dict<'_>>().filter_map(|annotation| annotation.get::<Text<'_>>(b"NM"));
        let found: Vec<Vec<u8>> = names.map(|name| name.as_bytes().to_vec()).collect();
        if !wanted.iter().all(|name| found.iter().any(|f| f == name.as_bytes())) {
            return Err(ODD);
        }
    }
    Ok(())
}
