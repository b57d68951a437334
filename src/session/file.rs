//! Opening and saving.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::{
    document::{Document, Format},
    read::{
        self, Opened,
        isolated::{Loaded, Reader},
    },
    write,
};

use super::Session;

/// Why a session cannot be saved.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It has no native file yet.
    #[error("还没有指定保存到哪个文件；请用“另存为”选择一个 .json 文件。")]
    NoPath,
    /// The target is the source that was opened.
    #[error("“{0}”是打开的原文，不会被改写；请另存为别的 .json 文件。")]
    IsSource(String),
    /// The file cannot be written.
    #[error(transparent)]
    Write(#[from] write::atomic::WriteError),
}

/// A file that a disclosure was read from. It is never written to unless it is a native one.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it looks like; nothing for a native one.
    pub document: Arc<Document>,
    /// What it was decoded from, if it is a text.
    pub encoding: Option<String>,
    /// Its bytes, if its pages can be drawn from them.
    pub bytes: Option<Arc<[u8]>>,
}

impl Session {
    /// Opens a file in whatever form it was published, and waits for it.
    pub fn open(path: &Path, reader: &Reader) -> Result<Self, read::ReadError> {
        reader.read(path, &read::Options::default()).map(|loaded| Self::of_loaded(loaded, path))
    }

    /// A session on a file that was read.
    pub fn of_loaded(loaded: Loaded, path: &Path) -> Self {
        Self::of_files(vec![(path.to_owned(), loaded)])
    }

    /// A session on files that together publish one disclosure; [`read::join::groups`] tells which do.
    pub fn of_files(loaded: Vec<(PathBuf, Loaded)>) -> Self {
        let (mut parts, mut files) = (Vec::new(), Vec::new());
        for (path, Loaded { opened, bytes }) in loaded {
            let Opened { disclosure, document, encoding } = opened;
            parts.push(disclosure);
            files.push(SourceFile { path, document: Arc::new(document), encoding, bytes });
        }
        let mut session = Session::new(read::join::join(parts));
        if let [file] = files.as_slice()
            && file.document.format == Format::Json
        {
            session.path = Some(file.path.clone());
        }
        session.files = files;
        session
    }

    /// Saves to the native file.
    pub fn save(&mut self) -> Result<(), FileError> {
        let path = self.path.clone().ok_or(FileError::NoPath)?;
        self.save_as(&path)
    }

    /// Saves to this file, atomically, and from now on there. The source that was opened is never written to,
    /// unless it is a native file itself.
    pub fn save_as(&mut self, path: &Path) -> Result<(), FileError> {
        if self.path.as_deref() != Some(path) && self.files.iter().any(|file| is_same_file(&file.path, path)) {
            let name = path.file_name().unwrap_or(path.as_os_str());
            return Err(FileError::IsSource(name.to_string_lossy().into_owned()));
        }
        write::native::save(&self.disclosure, path)?;
        self.path = Some(path.to_owned());
        self.history.mark_saved();
        Ok(())
    }

    /// Where saving would go if nobody said: beside the source, with the ending of the native form.
    pub fn suggested_path(&self) -> PathBuf {
        match (&self.path, self.source()) {
            (Some(path), _) => path.clone(),
            (None, Some(source)) => source.with_extension("json"),
            (None, None) => {
                let title = self.disclosure.title().replace([' ', '/', '\\', ':', '·'], "");
                PathBuf::from(format!("{title}.json"))
            }
        }
    }
}

/// The same file, whatever way its path is written.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
