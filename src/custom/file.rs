//! A rule file on disk.

use std::{fs::File, io::Read, path::Path};

use super::{RuleError, RuleFile, parse};

/// Most bytes of a rule file: ten thousand rules with their notes have some 3 MB.
const MOST_BYTES: u64 = 8 << 20;

/// Reads a rule file in UTF-8 or GB18030 (also GBK and GB2312, as an old Notepad writes them).
///
/// # Errors
/// All errors of the file, in the order of its lines; or one about the file as a whole.
pub fn load(path: &Path) -> Result<RuleFile, Vec<RuleError>> {
    let whole = |message: &str| vec![RuleError::of_file(format!("规则文件“{}”{message}", path.display()))];
    let mut bytes = Vec::new();
    let mut read = || -> std::io::Result<()> {
        // Asked before it is opened: opening a pipe waits for somebody to write to it.
        match std::fs::metadata(path)? {
            kind if kind.is_dir() => return Err(std::io::ErrorKind::IsADirectory.into()),
            kind if !kind.is_file() => return Err(std::io::ErrorKind::Unsupported.into()),
            _ => {}
        }
        File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(())
    };
    read().map_err(|cause| whole(&format!("打不开（{}）：请检查路径和读取权限。", reason(&cause))))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(whole("太大，不会是规则文件：请确认没有选错文件。"));
    }
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(&bytes).0,
    };
    if text.contains(['\0', '\u{fffd}']) {
        return Err(whole("不是文本，或编码不是 UTF-8、GB18030：请用记事本另存为 UTF-8。"));
    }
    parse(&text)
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        std::io::ErrorKind::IsADirectory => "这是文件夹".to_owned(),
        std::io::ErrorKind::Unsupported => "这是设备或管道".to_owned(),
        _ => error.to_string(),
    }
}
