//! Atomic saving: at any moment the file is the old one or the new one, never half of it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("写不了“{}”：{}。请检查目录是否存在、是否有写入权限、磁盘是否已满，或换个位置保存。", path.display(), reason(.cause))]
pub struct WriteError {
    /// The file that was to be written.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub cause: io::Error,
}

fn reason(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "没有这个目录".to_owned(),
        io::ErrorKind::PermissionDenied => "没有写入权限".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        _ => cause.to_string(),
    }
}

/// Writes `bytes` to `path` by way of a temporary file in the same folder, flushed to disk and then renamed.
/// A link is followed; the permissions of a file that was there are kept; a read-only file is not replaced.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    try_save(path, bytes).map_err(|cause| WriteError { path: path.to_owned(), cause })
}

/// The same with the content of a file, however large.
pub fn save_from(path: &Path, content: &Path) -> Result<(), WriteError> {
    let open = || fs::File::open(content);
    open().and_then(|from| try_save(path, from)).map_err(|cause| WriteError { path: path.to_owned(), cause })
}

fn try_save(path: &Path, mut content: impl io::Read) -> io::Result<()> {
    let (target, old) = match fs::canonicalize(path) {
        Ok(target) => {
            let old = fs::metadata(&target)?;
            if old.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            if old.permissions().readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            (target, Some(old.permissions()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
        Err(error) => return Err(error),
    };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gongkai-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less what the umask takes away
    let mut file = builder.tempfile_in(folder)?;
    io::copy(&mut content, &mut file)?;
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|e| e.error)?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .expect("folder")
            .map(|e| e.expect("entry").file_name().into_string().expect("name"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("预算.json");
        save(&path, "旧".as_bytes()).expect("saved");
        save(&path, "新".as_bytes()).expect("saved again");
        assert_eq!(fs::read_to_string(&path).expect("read"), "新");
        assert_eq!(names(folder.path()), ["预算.json"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_said_in_chinese() {
        let folder = tempfile::tempdir().expect("folder");
        let message = save(&folder.path().join("无/预算.json"), b"").expect_err("no folder").to_string();
        assert!(message.contains("没有这个目录") && message.contains("预算.json"), "{message}");
        assert!(save(folder.path(), b"").expect_err("a folder").to_string().contains("这是文件夹"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_permissions_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("folder");
        let (path, link) = (folder.path().join("a.json"), folder.path().join("link.json"));
        save(&path, b"1").expect("saved");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("mode");
        symlink(&path, &link).expect("link");
        save(&link, b"2").expect("saved through the link");
        assert_eq!(fs::read(&path).expect("read"), b"2");
        assert_eq!(fs::metadata(&path).expect("file").permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("mode");
        assert!(save(&path, b"3").is_err());
        assert_eq!(fs::read(&path).expect("read"), b"2");
    }
}
