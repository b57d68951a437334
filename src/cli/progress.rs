//! How far a long command has come, on a terminal.

use std::{io::Write, path::Path};

/// Fewer files are done before anybody could read it.
const WORTH_TELLING: usize = 8;

/// One line that is written over and over, and goes away before anything else is said.
pub(super) struct Progress {
    of: usize,
    shown: bool,
    on: bool,
    /// Errors found so far.
    pub(super) errors: usize,
}

impl Progress {
    /// Of so many files; only where somebody can see it.
    pub(super) fn new(of: usize, terminal: bool) -> Self {
        Self { of, shown: false, on: terminal && of >= WORTH_TELLING, errors: 0 }
    }

    pub(super) fn show(&mut self, done: usize, file: &Path, err: &mut dyn Write) {
        if self.on {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let name: String = name.chars().take(30).collect();
            // Where it cannot be written, there is nobody to tell.
            let _ = write!(err, "\r\x1b[K[{done}/{}] 错误 {}　{name}", self.of, self.errors);
            let _ = err.flush();
            self.shown = true;
        }
    }

    pub(super) fn clear(&mut self, err: &mut dyn Write) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(err, "\r\x1b[K");
            let _ = err.flush();
        }
    }
}
