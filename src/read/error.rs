//! Why a file could not be read, in one Chinese sentence: what, where, what to do.

use std::io;

use crate::write::native::NativeError;

/// Why a file could not be read. The message is one sentence for the user; the caller names the file.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system did not give us the bytes.
    #[error("打不开：{}。{}", reason(.0), advice(.0))]
    Io(#[from] io::Error),
    /// A folder where a file is expected.
    #[error("这是文件夹，不是文件：请打开其中的文件。")]
    Folder,
    /// A pipe, a device or the like, which need never end.
    #[error("这不是普通文件（是设备或管道）：请先存成文件，再打开。")]
    NotAFile,
    /// More bytes than any disclosure has.
    #[error("文件太大：超过 {} MB，不会是一份部门预算公开的{what}，未读取。请确认没有选错文件。", limit >> 20)]
    TooLarge {
        /// 文本 or 公开文件.
        what: &'static str,
        /// In bytes.
        limit: u64,
    },
    /// A format that we know and do not read.
    #[error("这是{what}，读不了：{advice}，再打开。")]
    Foreign {
        /// The format.
        what: &'static str,
        /// How to get something out of it that can be read.
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
    /// A limit of [`super::limits`] was met.
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
    /// The encoding that was asked for is none that we know.
    #[error("没有名为“{0}”的编码：请在 {names} 中选一种。", names = super::text::encoding_names())]
    NoSuchEncoding(String),
    /// The program's own format, but not well formed.
    #[error(transparent)]
    Native(#[from] NativeError),
    /// Reading went on for longer than it may.
    #[error("读了很久也读不完，已停止：内容可能异常。请确认没有选错文件，或用原来的软件打开后另存一份再试。")]
    TooSlow,
    /// The process that read the file said this; see [`super::isolated`].
    #[error("{0}")]
    Told(String),
    /// The process that read the file broke down. What it said on standard error is for developers only.
    #[error("读取时出了意外，内容可能已损坏，也可能是本程序没有料到的写法：请用原来的软件打开后另存一份再试。")]
    Broke(String),
    /// It was not wanted any more.
    #[error("已取消。")]
    Cancelled,
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
