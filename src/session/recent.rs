//! The list of files opened lately, kept in the user's configuration folder.

use std::path::{Path, PathBuf};

/// How many are remembered.
const LIMIT: usize = 12;

/// Files opened lately, the last one first. Without a readable or writable place it works for the session only:
/// forgetting a list is no reason to bother anyone.
#[derive(Debug, Clone, Default)]
pub struct Recent {
    file: Option<PathBuf>,
    paths: Vec<PathBuf>,
}

impl Recent {
    /// The list of this user.
    pub fn load() -> Self {
        dirs::config_dir().map(|dir| Self::load_from(&dir.join("gongkai").join("recent.txt"))).unwrap_or_default()
    }

    /// The list in this file: one path a line.
    pub fn load_from(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let paths = text.lines().map(str::trim).filter(|l| !l.is_empty()).map(PathBuf::from).take(LIMIT).collect();
        Self { file: Some(file.to_owned()), paths }
    }

    /// The last one first.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Puts a file at the head of the list and writes the list.
    pub fn add(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.paths.retain(|p| *p != path);
        self.paths.insert(0, path);
        self.paths.truncate(LIMIT);
        self.store();
    }

    /// Empties the list.
    pub fn clear(&mut self) {
        self.paths.clear();
        self.store();
    }

    fn store(&self) {
        let Some(file) = &self.file else { return };
        let lines: Vec<_> = self.paths.iter().filter_map(|p| p.to_str()).collect();
        if let Some(dir) = file.parent()
            && std::fs::create_dir_all(dir).is_ok()
        {
            // A list that cannot be written is not worth an error: see the type's comment.
            let _ = std::fs::write(file, lines.join("\n"));
        }
    }
}
