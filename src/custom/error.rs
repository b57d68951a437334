//! What is wrong in a file of own rules.

use std::fmt;

/// One error, with its place: a clear sentence of what was expected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleError {
    /// From 1; 0 where it is about the file as a whole.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// One Chinese sentence.
    pub message: String,
}

impl RuleError {
    /// An error about the whole file.
    pub(super) fn of_file(message: String) -> Self {
        Self { line: 0, column: 0, message }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "第 {line} 行第 {} 字：{}", self.column, self.message),
        }
    }
}

impl std::error::Error for RuleError {}
