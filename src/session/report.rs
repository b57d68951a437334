//! The report of a session (核对报告).

use std::path::Path;

use super::{Session, file::is_same_file};
use crate::report::Report;

impl Session {
    /// What was found, as it stands now.
    pub fn report(&self) -> Report {
        let d = self.disclosure();
        let names: Vec<&str> = std::iter::once(&d.source.file).chain(&d.source.further).map(String::as_str).collect();
        Report::of(&names.join(" + "), d, self.examiner(), &self.settled())
    }

    /// Whether this is one of the files that are open: a report never takes their place.
    pub fn is_source(&self, path: &Path) -> bool {
        self.files().iter().map(|file| file.path.as_path()).chain(self.path()).any(|own| is_same_file(own, path))
    }
}
