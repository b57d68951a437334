//! What the caller of a reader may say, and what it is told on the way.

use serde::{Deserialize, Serialize};

/// What the user added to a file to make it readable.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Options {
    /// The password of an encrypted file.
    pub password: Option<String>,
    /// The encoding of a text (a name as the Web uses it: `gb18030`, `big5`), where the guess was wrong.
    pub encoding: Option<String>,
}

/// Told how far a reader has come: pages (or sheets) done and their number. Called at least once a page, so
/// that it can also notice that nobody wants the result any more.
pub type Progress<'a> = &'a mut dyn FnMut(u32, u32);
