//! A file → document → disclosure: which format (`sniff`), its reader (bytes → [`Document`]), and then
//! recognition; or the program's own format.
//!
//! Invariants: no file makes this panic, and none makes it take more memory than a few times its limit
//! ([`limits`]); what the libraries that read foreign formats do with a hostile file happens in a child
//! process ([`isolated`]). A file that is read is never written to. What a file is, is told by its content
//! and not by its name.

pub mod csv;
mod error;
mod flow;
pub mod html;
pub mod isolated;
pub mod join;
pub mod limits;
pub mod lines;
mod options;
pub mod package;
pub mod pdf;
mod sniff;
pub mod text;
pub mod word;
pub mod workbook;
mod xml;

pub use error::ReadError;
pub use options::{Options, Progress};
pub use sniff::sniff;

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{
    document::{Document, Format},
    model::{Disclosure, Source},
    recognize,
    write::native,
};
use sniff::Family;

/// A file that was read: what it publishes, and what it looks like.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Opened {
    /// What was recognized.
    pub disclosure: Disclosure,
    /// What it was recognized in; without pages and blocks for the program's own format.
    pub document: Document,
    /// The encoding of a text, by the name that [`Options::encoding`] takes.
    #[serde(default)]
    pub encoding: Option<String>,
}

/// The embedded samples (内置示例): two consecutive budgets of one invented agency, the earlier first. The
/// later one has a few wrong figures planted; `assets/samples/make.py` says which.
pub fn samples() -> [Disclosure; 2] {
    [include_str!("../../assets/samples/2024.json"), include_str!("../../assets/samples/2025.json")]
        .map(|text| native::parse(text).expect("the samples are part of the program and tested"))
}

/// Opens a file of any format in this very process: for files that are trusted. Everybody else asks
/// [`isolated::Reader`].
pub fn open(path: &Path) -> Result<Disclosure, ReadError> {
    from_bytes(&bytes(path)?, name(path))
}

/// Reads what [`open`] would read from a file of this name.
pub fn from_bytes(bytes: &[u8], file: String) -> Result<Disclosure, ReadError> {
    opened(bytes, file, &Options::default(), &mut |_, _| ()).map(|opened| opened.disclosure)
}

/// A file's name without folders.
fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The bytes of a file, at most as many as its kind may have.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    // Asked before it is opened: opening a pipe waits for somebody to write to it.
    let kind = fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(ReadError::Folder);
    }
    if !kind.is_file() {
        return Err(ReadError::NotAFile);
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    let head = sniff::HEAD as u64;
    (&mut file).take(head).read_to_end(&mut bytes)?;
    let (what, limit) = limit_of(&bytes)?;
    // One byte more than allowed tells "too large" from "just fits", whatever the system says of the file's size.
    file.take(limit.saturating_sub(head) + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { what, limit });
    }
    Ok(bytes)
}

/// What a file that begins like this is taken for, and how many bytes of it are read. Of the formats read
/// here only JSON, in whatever encoding, may be as large as our own format can get.
fn limit_of(head: &[u8]) -> Result<(&'static str, u64), ReadError> {
    let before_text = |b: &&u8| !b.is_ascii_whitespace() && !matches!(b, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff);
    Ok(match sniff::family(head) {
        Family::Refused(what, advice) => return Err(ReadError::Foreign { what, advice }),
        Family::Plain => match head.iter().find(before_text) {
            Some(b'{') => ("公开文件", limits::MAX_NATIVE_BYTES),
            _ => ("文本", limits::MAX_TEXT_BYTES),
        },
        Family::Pdf | Family::Zip | Family::Ole | Family::Html => ("文件", limits::MAX_FOREIGN_BYTES),
    })
}

/// Whether a library reads files that begin like this, so that it is done in a child process.
pub(crate) fn is_foreign(head: &[u8]) -> bool {
    !matches!(sniff::family(head), Family::Plain | Family::Refused(..))
}

/// Reads and recognizes the file of this name, in this process.
pub fn opened(bytes: &[u8], file: String, options: &Options, progress: Progress<'_>) -> Result<Opened, ReadError> {
    let (what, limit) = limit_of(bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { what, limit });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::NoText("文件是空的，里面什么也没有：请确认没有选错文件，或重新下载。"));
    }
    let mut opened = match sniff::family(bytes) {
        Family::Plain => plain(bytes, options)?,
        _ => {
            let document = document(bytes, options, progress)?;
            Opened { disclosure: recognize::document(&document), document, encoding: None }
        }
    };
    let Document { format, notices, .. } = &opened.document;
    let (format, notices) = (format.id().to_owned(), notices.clone());
    if opened.document.format != Format::Json {
        recognize::complete_from_file_name(&mut opened.disclosure, &file);
    }
    let hints = std::mem::take(&mut opened.disclosure.source.hints);
    opened.disclosure.source = Source { file, format, notices, hints, ..Source::default() };
    Ok(opened)
}

/// Text, separated values, or our own JSON.
fn plain(bytes: &[u8], options: &Options) -> Result<Opened, ReadError> {
    let text::Decoded { text, encoding } = text::decode_as(bytes, options.encoding.as_deref())?;
    let format = sniff::plain(&text);
    if format == Format::Json {
        let document = Document { format, ..Document::default() };
        return Ok(Opened { disclosure: native::parse(&text)?, document, encoding: None });
    }
    if bytes.len() as u64 > limits::MAX_TEXT_BYTES {
        return Err(ReadError::TooLarge { what: "文本", limit: limits::MAX_TEXT_BYTES });
    }
    let encoding = Some(encoding.to_owned());
    if format == Format::Csv {
        let document = csv::of_text(&text)?;
        return Ok(Opened { disclosure: recognize::document(&document), document, encoding });
    }
    Ok(Opened { disclosure: recognize::disclosure(&text), document: lines::document(&text), encoding })
}

/// What a file holds, before anything is known of what it means.
pub fn document(bytes: &[u8], options: &Options, progress: Progress<'_>) -> Result<Document, ReadError> {
    match sniff(bytes)? {
        // The program's own format is a disclosure already and has no pages.
        format @ Format::Json => Ok(Document { format, ..Document::default() }),
        Format::Csv => csv::document(bytes, options, progress),
        Format::Text => Ok(lines::document(&text::decode_as(bytes, options.encoding.as_deref())?.text)),
        Format::Pdf => pdf::document(bytes, options, progress),
        Format::Html => html::document(bytes, options, progress),
        Format::Docx | Format::Doc => word::document(bytes, options, progress),
        Format::Xlsx | Format::Xls | Format::Ods => workbook::document(bytes, options, progress),
    }
}
