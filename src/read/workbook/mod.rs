//! Workbooks (工作簿): XLSX, XLS, ET and ODS → pages and grids.
//!
//! The readers of the formats (`xlsx`, `xls`, `ods`) make a `book::Book` of the file: sheets with
//! values, formulas and the text *as displayed* (`number_format`). From there on all formats are alike:
//! `formula` compares what formulas say with what is stored, `sheets` makes pages and grids.
//!
//! Every sheet that is shown is a page with a grid whose rows and columns are those of the sheet, from A1.
//! Hidden sheets are not read as content, but said. Hidden rows and columns are read *and* said: their
//! figures are in the totals, and everyone who opens the published file can show them.

mod book;
mod formula;
mod notices;
mod number_format;
mod ods;
mod room;
mod sheets;
mod styles;
mod xls;
mod xlsx;

use super::{Options, Progress, ReadError, package::Package};
use crate::document::{Document, Format};

/// Reads a workbook of any of the formats, which is told by the file's first bytes and parts.
pub fn document(bytes: &[u8], _options: &Options, progress: Progress<'_>) -> Result<Document, ReadError> {
    let (mut book, format) = if bytes.starts_with(COMPOUND_FILE) {
        (xls::read(bytes, progress)?, Format::Xls)
    } else {
        let mut package = Package::open(bytes, Format::Xlsx.name())?;
        if package.part(ods::PART)?.is_some() {
            (ods::read(&mut package, progress)?, Format::Ods)
        } else {
            (xlsx::read(&mut package, progress)?, Format::Xlsx)
        }
    };
    let reports = formula::check(&mut book);
    let mut document = sheets::document(&book, &reports, format);
    document.number_blocks();
    Ok(document)
}

/// The first bytes of the container in which Office kept its files before 2007, and keeps encrypted ones.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The workbook cannot be opened without a password.
fn encrypted() -> ReadError {
    ReadError::Foreign {
        what: "设有打开密码的工作簿", advice: "请在 Excel 或 WPS 中取消打开密码，另存一份"
    }
}
