//! The commands: check, convert, rules.
