//! Which files there are to check.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Files that are looked at together: one alone, or those of a folder, of which several may make one disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// In order.
    pub files: Vec<PathBuf>,
    /// Which of them make one disclosure is found out; otherwise each is one by itself.
    pub joined: bool,
}

/// The files of a folder by name, without hidden ones, those that Office puts beside what it has open, and the
/// reports of an earlier run.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && !is_left_out(&path) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The folder and all folders in it, the outer before the inner, by name. Links to folders are not followed.
pub fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let mut inner = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() && !entry.file_name().to_string_lossy().starts_with('.') {
                inner.push(entry.path());
            }
        }
        out.push(folder);
        // Taken from the end: the first by name comes next.
        inner.sort_by(|a, b| b.cmp(a));
        open.extend(inner);
    }
    Ok(out)
}

fn is_left_out(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_ours = ["-核对报告.", "-批注."].iter().any(|mark| name.contains(mark))
        || name.strip_prefix(SUMMARY).is_some_and(|rest| matches!(rest, ".csv" | ".xlsx" | ".html"));
    name.starts_with('.') || name.starts_with("~$") || is_ours
}

/// The name of the summary table, without extension.
pub const SUMMARY: &str = "summary";
