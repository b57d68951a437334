//! Comments (批注) that somebody put on a page: a frame, a marker, a note. They are about what is published and
//! no part of it, and so are not read; that they are seen is the business of `picture`.

use hayro::hayro_syntax::{
    object::{Array, Dict, Name},
    page::Page,
};

/// The annotations with which people comment (ISO 32000-1, 12.5.6), and links, which show nothing. Fields,
/// stamps and typed text are not among them: with these, forms are filled in.
const COMMENTS: [&[u8]; 15] = [
    b"Text",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Caret",
    b"Ink",
    b"Popup",
    b"FileAttachment",
    b"Link",
];

/// All annotations of the page are comments. Where a form is filled in as well, everything is read.
pub(super) fn only(page: &Page<'_>) -> bool {
    let Some(list) = page.raw().get::<Array<'_>>(b"Annots") else { return false };
    let is_comment = |annotation: Dict<'_>| {
        annotation.get::<Name<'_>>(b"Subtype").is_some_and(|kind| COMMENTS.contains(&kind.as_ref()))
    };
    list.iter::<Dict<'_>>().all(is_comment)
}
