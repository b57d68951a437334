//! The files that a command is given: read, and joined where several make one disclosure.

use std::{
    fmt,
    io::Write,
    path::{Path, PathBuf},
};

use super::{CliError, say};
use crate::{
    batch::find,
    model::Disclosure,
    read::{Opened, Options, ReadError, isolated::Reader, join},
};

/// A disclosure and the files that it was read from.
pub(super) struct Input {
    pub(super) paths: Vec<PathBuf>,
    pub(super) disclosure: Disclosure,
}

/// Reads files and tells the user of those that cannot be read.
pub(super) struct Inputs<'a> {
    reader: &'a Reader,
    options: Options,
    err: &'a mut dyn Write,
    /// Everything that was looked at.
    pub(super) files: Vec<PathBuf>,
    /// Something could not be read.
    pub(super) failed: bool,
}

impl<'a> Inputs<'a> {
    pub(super) fn new(reader: &'a Reader, options: Options, err: &'a mut dyn Write) -> Self {
        Self { reader, options, err, files: Vec::new(), failed: false }
    }

    /// The disclosures in these files and in the folders among them.
    pub(super) fn all(&mut self, paths: &[PathBuf]) -> Vec<Input> {
        let mut files = Vec::new();
        for path in paths {
            if path.is_dir() {
                files.extend(self.files_in(path));
            } else {
                files.push(path.clone());
            }
        }
        self.together(&files)
    }

    fn together(&mut self, files: &[PathBuf]) -> Vec<Input> {
        let (paths, opened): (Vec<PathBuf>, Vec<Opened>) =
            files.iter().filter_map(|path| Some((path.clone(), self.read(path)?))).unzip();
        let groups = join::groups(&opened.iter().collect::<Vec<_>>());
        let mut disclosures: Vec<Option<Disclosure>> = opened.into_iter().map(|o| Some(o.disclosure)).collect();
        let mut inputs = Vec::new();
        for group in groups {
            let parts = group.iter().filter_map(|&i| disclosures.get_mut(i)?.take()).collect();
            let paths = group.iter().filter_map(|&i| paths.get(i).cloned()).collect();
            inputs.push(Input { paths, disclosure: join::join(parts) });
        }
        inputs
    }

    fn read(&mut self, path: &Path) -> Option<Opened> {
        self.files.push(path.to_owned());
        match self.reader.read(path, &self.options) {
            Ok(loaded) => Some(loaded.opened),
            Err(cause) => {
                self.fail(path, cause);
                None
            }
        }
    }

    fn fail(&mut self, path: &Path, cause: ReadError) {
        say(self.err, &CliError::Read { path: path.to_owned(), cause });
        self.failed = true;
    }

    /// The files in a folder by name, without hidden ones and those that Office puts beside what it has open.
    fn files_in(&mut self, folder: &Path) -> Vec<PathBuf> {
        match find::files(folder) {
            Ok(files) if files.is_empty() => {
                say(self.err, &EmptyFolder(folder));
                self.failed = true;
                Vec::new()
            }
            Ok(files) => files,
            Err(cause) => {
                self.fail(folder, cause.into());
                Vec::new()
            }
        }
    }
}

/// That a folder has nothing to read.
pub(super) struct EmptyFolder<'a>(pub(super) &'a Path);

impl fmt::Display for EmptyFolder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "文件夹“{}”中没有文件。", self.0.display())
    }
}
