//! Workbooks (工作簿): XLSX, XLS, ET and ODS → pages and grids.
//!
//! The readers of the formats ([`xlsx`], [`xls`], [`ods`]) make a [`book::Book`] of the file: sheets with
//! values, formulas and the text *as displayed* ([`number_format`]). From there on all formats are alike:
//! [`formula`] compares what formulas say with what is stored, [`sheets`] makes pages and grids.
//!
//! Every sheet that is shown is a page with a grid whose rows and columns are those of the sheet, from A1.
//! Hidden sheets are not read as content, but said. Hidden rows and columns are read *and* said: their
//! figures are in the totals, and everyone who opens the published file can show them.

mod book;
mod number_format;
mod sheets;
mod xlsx;
mod xml;

use super::{Options, Progress, ReadError, package::Package};
use crate::document::{Document, Format};

/// Reads a workbook of any of the formats.
pub fn document(bytes: &[u8], _options: &Options, progress: Progress<'_>) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, Format::Xlsx.name())?;
    let book = xlsx::read(&mut package, progress)?;
    let mut document = sheets::document(book, Format::Xlsx);
    document.number_blocks();
    Ok(document)
}
