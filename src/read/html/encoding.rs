//! The encoding of a page: what the user says, what its bytes show, what the page says of itself.
//!
//! The page comes last because it is so often wrong: browsers save a page in UTF-8 and leave its old
//! declaration in it. Text that is valid UTF-8 is hardly ever anything else.

use encoding_rs::{Encoding, UTF_8};

use crate::read::{Options, ReadError, text};

/// How far into a page its declaration is looked for, as browsers do.
const HEAD: usize = 4096;

pub(super) fn decode(bytes: &[u8], options: &Options) -> Result<String, ReadError> {
    let declared = declared(bytes).filter(|_| Encoding::for_bom(bytes).is_none() && !is_utf8(bytes));
    // The declaration of a page cannot make it UTF-16: it was found as ASCII.
    let declared = declared.filter(|e| e.is_ascii_compatible() && *e != UTF_8).map(Encoding::name);
    Ok(text::decode_as(bytes, options.encoding.as_deref().or(declared))?.text)
}

fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
}

/// `charset=…` of a `meta` element, quoted or not.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let at = head.windows(8).position(|w| w == b"charset=")?;
    let label: Vec<u8> = head
        .get(at + 8..)?
        .iter()
        .copied()
        .skip_while(|b| b" \"'".contains(b))
        .take_while(|b| b.is_ascii_alphanumeric() || b"-_".contains(b))
        .collect();
    Encoding::for_label(&label)
}
