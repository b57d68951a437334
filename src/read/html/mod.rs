//! Web pages (网页): pages saved from a government's site, and what Word and Excel save as one.
//!
//! html5ever repairs what is wrong in the page as a browser does; `walk` then reads the tree in the order of
//! the page and without recursion. What a browser does not show is not read (`hidden`); links to elsewhere
//! that surround the text (导航) are left out.

mod encoding;
mod hidden;
mod links;
pub(super) mod mhtml;
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
    let document = if mhtml::is_mhtml(bytes) { pages(&mhtml::pages(bytes))? } else { page(bytes, options)? };
    progress(1, 1);
    Ok(document)
}

fn page(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    walk::document(&Html::parse_document(&encoding::decode(bytes, options)?))
}

/// The pages of one file, one after the other: those of a workbook are its sheets. Some are only frames.
fn pages(parts: &[mhtml::Part]) -> Result<Document, ReadError> {
    let mut whole: Option<Document> = None;
    for part in parts {
        let options = Options { encoding: part.encoding.clone(), ..Options::default() };
        match page(&part.bytes, &options) {
            Ok(mut page) => match &mut whole {
                Some(whole) => {
                    whole.blocks.append(&mut page.blocks);
                    whole.notices.append(&mut page.notices);
                }
                None => whole = Some(page),
            },
            Err(ReadError::NoText(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let mut whole = whole.ok_or(ReadError::NoText(walk::NOTHING))?;
    whole.number_blocks();
    Ok(whole)
}

#[cfg(test)]
mod tests;
