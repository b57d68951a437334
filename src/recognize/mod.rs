//! Text → disclosure: which table is this, what is each row and column, which column does a bare number
//! belong to. Recognition never fails: it returns a disclosure and says what it could not make out.

mod lines;
mod region;

pub use lines::{Line, lines};
pub use region::Region;
