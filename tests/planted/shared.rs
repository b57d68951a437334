//! The published documents of `../shared`, where they are: each is read once.

use gongkai::{model::Disclosure, read};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// All in these folders, by the name of the file.
pub fn documents(folders: &[&str]) -> impl Iterator<Item = (String, Disclosure)> {
    let mut files = Vec::new();
    for folder in folders {
        collect(&Path::new("../shared").join(folder), &mut files);
    }
    files.sort();
    files.into_iter().filter_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let bytes = fs::read(&path).ok()?;
        let opened = read::opened(&bytes, name.clone(), &read::Options::default(), &mut |_, _| ());
        Some((name, opened.ok()?.disclosure))
    })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
