//! Word documents (DOCX, DOC; also what WPS calls wps).
//!
//! DOCX is read here (`docx`): what a disclosure needs of it is the running text with its automatic numbers
//! (`一、` is often one), what tracked changes leave of it, and tables with their spans. The library that reads
//! DOC knows DOCX too, but gives a numbered heading without its number and no number in Chinese numerals.
//! DOC is a format of binary records; there the library does the work (`doc`).

mod doc;
mod docx;

use super::{Options, Progress, ReadError};
use crate::document::Document;

/// How a zip archive begins.
const ZIP: &[u8] = b"PK";

/// Reads a document, DOCX or DOC by its first bytes.
pub fn document(bytes: &[u8], _options: &Options, progress: Progress<'_>) -> Result<Document, ReadError> {
    let document = if bytes.starts_with(ZIP) { docx::document(bytes)? } else { doc::document(bytes)? };
    progress(1, 1);
    if document.blocks.is_empty() {
        return Err(ReadError::NoText(
            "文档里没有文字：可能全是图片（扫描件）。请找到原来的电子文档，或用文字识别软件转成文字后再打开。",
        ));
    }
    Ok(document)
}

#[cfg(test)]
mod tests;
