//! A file → disclosure: bytes to text ([`text`]), then recognition, or the program's own format.
//!
//! Invariants: no file makes this panic, and none makes it take more memory than a few times its limit
//! ([`limits`]). A file that is read is never written to. What a file is, is told by its content and not by
//! its name.

mod foreign;
pub mod limits;
mod options;
pub mod pdf;
pub mod text;

pub use options::{Options, Progress};

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use crate::{
    model::{Disclosure, Source},
    recognize,
    write::native::{self, NativeError},
};

/// Why a file could not be read. The message is one sentence for the user; the caller names the file.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system did not give us the bytes.
    #[error("打不开：{}。{}", reason(.0), advice(.0))]
    Io(#[from] io::Error),
    /// A folder where a file is expected.
    #[error("这是文件夹，不是文件：请打开其中的文件。")]
    Folder,
    /// More bytes than any disclosure has.
    #[error("文件太大：超过 {} MB，不会是一份部门预算公开的{what}，未读取。请确认没有选错文件。", limit >> 20)]
    TooLarge {
        /// 文本 or 公开文件.
        what: &'static str,
        /// In bytes.
        limit: u64,
    },
    /// A format that we know and do not read.
    #[error("这是{what}，本版只读文本和本程序的 JSON 文件：{advice}，再打开。")]
    Foreign {
        /// The format.
        what: &'static str,
        /// How to get a text out of it.
        advice: &'static str,
    },
    /// The file is encrypted and its password is not empty.
    #[error("文件有密码：请输入打开它的密码。")]
    NeedsPassword,
    /// The password that was given does not open it.
    #[error("密码不对：请检查大小写和输入法，再输入一次。")]
    WrongPassword,
    /// A known format that its reader cannot make sense of.
    #[error("{what}已损坏或不完整，读不出内容{}：请重新下载，或用原来的软件打开后另存一份。", within(detail))]
    Damaged {
        /// The format for people.
        what: &'static str,
        /// Where in it, or empty.
        detail: String,
    },
    /// A limit of [`limits`] was met.
    #[error("{what}：超过 {limit}，不会是一份部门预算公开，未读取。请确认没有选错文件。")]
    Exceeds {
        /// What there is too much of: `页数过多`.
        what: &'static str,
        /// The limit with its unit: `2000 页`.
        limit: String,
    },
    /// There is nothing to read: pictures only, or a text layer without meaning.
    #[error("{0}")]
    NoText(&'static str),
    /// Bytes that are no text in any encoding.
    #[error("内容不是文本：含有大量不能显示的字符，可能是别种格式或已损坏。请确认没有选错文件。")]
    NotText,
    /// The program's own format, but not well formed.
    #[error(transparent)]
    Native(#[from] NativeError),
}

fn within(detail: &str) -> String {
    if detail.is_empty() { String::new() } else { format!("（{detail}）") }
}

/// What the system said, in Chinese where it is one of the usual reasons.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        _ => error.to_string(),
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "请检查路径和文件名。",
        io::ErrorKind::PermissionDenied => "请检查文件的权限，或复制一份再打开。",
        _ => "请检查磁盘或网络位置，再试一次。",
    }
}

/// Opens a file of any supported format.
pub fn open(path: &Path) -> Result<Disclosure, ReadError> {
    let mut file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(ReadError::Folder);
    }
    let mut bytes = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut bytes)?;
    foreign::refuse(&bytes)?;
    // One byte more than allowed tells "too large" from "just fits", whatever the system says of the file's size.
    file.take(limit_of(&bytes).1.saturating_sub(HEAD) + 1).read_to_end(&mut bytes)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    from_bytes(&bytes, name)
}

/// The embedded samples (内置示例): two consecutive budgets of one invented agency, the earlier first. The
/// later one has a few wrong figures planted; `assets/samples/make.py` says which.
pub fn samples() -> [Disclosure; 2] {
    [include_str!("../../assets/samples/2024.json"), include_str!("../../assets/samples/2025.json")]
        .map(|text| native::parse(text).expect("the samples are part of the program and tested"))
}

/// How much of a file is enough to tell its format.
const HEAD: u64 = 4096;

/// Reads what [`open`] would read from a file of this name.
pub fn from_bytes(bytes: &[u8], file: String) -> Result<Disclosure, ReadError> {
    foreign::refuse(bytes)?;
    let (what, limit) = limit_of(bytes);
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { what, limit });
    }
    let text = text::decode(bytes)?.text;
    let (mut disclosure, format) = if native::is_native(&text) {
        (native::parse(&text)?, "json")
    } else if bytes.len() as u64 > limits::MAX_TEXT_BYTES {
        return Err(ReadError::TooLarge { what: "文本", limit: limits::MAX_TEXT_BYTES });
    } else {
        (recognize::disclosure(&text), "text")
    };
    disclosure.source = Source { file, format: format.to_owned(), ..Source::default() };
    Ok(disclosure)
}

/// What a file that begins like this is taken for, and how many bytes of it are read. Only JSON, in
/// whatever encoding, may be as large as our own format can get.
fn limit_of(head: &[u8]) -> (&'static str, u64) {
    let before_text = |b: &&u8| !b.is_ascii_whitespace() && !matches!(b, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff);
    match head.iter().find(before_text) {
        Some(b'{') => ("公开文件", limits::MAX_NATIVE_BYTES),
        _ => ("文本", limits::MAX_TEXT_BYTES),
    }
}
