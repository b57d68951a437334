//! Web pages (网页): pages saved from a government's site, and what Word and Excel save as one.
//!
//! html5ever repairs what is wrong in the page as a browser does; [`walk`] then reads the tree in the order of
//! the page and without recursion. What a browser does not show is not read ([`hidden`]); links to elsewhere
//! that surround the text (导航) are left out.

mod encoding;
mod hidden;
mod links;
mod walk;

use scraper::Html;

use super::{Options, Progress, ReadError, limits};
use crate::document::Document;

/// Reads a page.
pub fn document(bytes: &[u8], options: &Options, progress: Progress<'_>) -> Result<Document, ReadError> {
    if bytes.len() > limits::MAX_HTML_BYTES {
        let limit = format!("{} MB", limits::MAX_HTML_BYTES >> 20);
        return Err(ReadError::Exceeds { what: "网页过大", limit });
    }
    let text = encoding::decode(bytes, options)?;
    let page = Html::parse_document(&text);
    let document = walk::document(&page)?;
    progress(1, 1);
    Ok(document)
}

#[cfg(test)]
mod tests;
