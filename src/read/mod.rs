//! A file's bytes → text.
