//! Every limit on what is read, in one place.
//!
//! They are far above anything that an agency publishes, so meeting one means that the file is something
//! else. The largest disclosure known as text has 113 KB.

/// Most bytes of a text. What lies above is not read at all, so that neither memory nor time grows with it.
pub const MAX_TEXT_BYTES: u64 = 8 << 20;

/// Most bytes of a file in the program's own format: a table of 100,000 rows and twelve columns has 100 MB.
pub const MAX_NATIVE_BYTES: u64 = 256 << 20;

/// A text in which more than one character in this many is a control character or undecodable is no text.
pub const NOISE_IN: usize = 50;

/// UTF-8 in which at most one in this many of the characters beyond ASCII is broken (a file cut off in the
/// middle of a character, a bad byte from a tool) is still UTF-8 and not some older encoding.
pub const BROKEN_UTF8_IN: usize = 20;
