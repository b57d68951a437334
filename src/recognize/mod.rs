//! Text → disclosure: which table is this, what is each row and column, which column does a bare number
//! belong to. Recognition never fails: it returns a disclosure and says what it could not make out.

mod lines;
mod region;

pub use lines::{Line, lines};
pub use region::Region;

/// Everything that can be made out of a text. Whatever is in no table is kept as prose.
pub fn disclosure(text: &str) -> crate::model::Disclosure {
    let prose = vec![crate::model::Section { text: text.to_owned(), ..Default::default() }];
    crate::model::Disclosure { prose, ..Default::default() }
}
