//! The program's own format (本程序格式): JSON, the whole model, read back without loss.
//!
//! Its shape is a contract with outsiders. `"format":"gongkai/1"` stands first; then the fields of
//! [`Disclosure`] under the names that its types give them. Each row of a table is one line, so that a
//! version control system shows which rows changed.

use std::{io, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Serializer, error::Category, ser::Formatter};

use super::atomic::{self, WriteError};
use crate::model::Disclosure;

/// The name of the format, with its version.
pub const FORMAT: &str = "gongkai/1";

/// Why a text is not a disclosure in our format. One Chinese sentence each.
#[derive(Debug, thiserror::Error)]
pub enum NativeError {
    /// JSON of somebody else.
    #[error("这是 JSON 文件，但不是本程序的格式（缺少 \"format\":\"{FORMAT}\"）：请打开用本程序保存的文件。")]
    Unmarked,
    /// Written by a later version.
    #[error("文件的格式是“{0}”，本版只能读“{FORMAT}”：请用新版程序打开，或用新版另存。")]
    OtherFormat(String),
    /// Cut off, or edited by hand into something else.
    #[error("JSON 第 {line} 行第 {column} 列有错（{what}）：文件可能不完整或被改动过，请用备份或重新导出。")]
    Malformed {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the parser met.
        what: String,
    },
    /// A row with more or fewer cells than its panel has columns.
    #[error("表“{table}”的行“{row}”有 {found} 个单元格，应为 {expected} 个：请改正 JSON 后再打开。")]
    WrongCells {
        /// Title of the table.
        table: String,
        /// Title of the row.
        row: String,
        /// Cells in the row.
        found: usize,
        /// Columns of the panel.
        expected: usize,
    },
}

impl From<serde_json::Error> for NativeError {
    fn from(error: serde_json::Error) -> Self {
        let what = match error.classify() {
            Category::Eof => "内容到此中断".to_owned(),
            Category::Syntax | Category::Io => "不合 JSON 语法".to_owned(),
            // Only here does the parser know more than we do: which field it is.
            Category::Data => {
                let detail = error.to_string();
                format!("字段不合格式：{}", detail.split(" at line ").next().unwrap_or_default())
            }
        };
        Self::Malformed { line: error.line(), column: error.column(), what }
    }
}

/// Whether a text claims to be JSON, ours or another's: an object with a key.
pub fn is_native(text: &str) -> bool {
    text.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

/// Reads a disclosure.
pub fn parse(text: &str) -> Result<Disclosure, NativeError> {
    #[derive(Deserialize)]
    struct Head {
        format: Option<String>,
    }
    match serde_json::from_str::<Head>(text)?.format {
        Some(format) if format == FORMAT => {}
        Some(format) if format.starts_with("gongkai/") => return Err(NativeError::OtherFormat(format)),
        _ => return Err(NativeError::Unmarked),
    }
    let mut disclosure: Disclosure = serde_json::from_str(text)?;
    check_cells(&disclosure)?;
    let mut ids: Vec<_> = disclosure.tables.iter().map(|t| t.id.as_str()).collect();
    ids.sort_unstable();
    if ids.iter().any(|id| id.is_empty()) || ids.windows(2).any(|pair| pair.first() == pair.last()) {
        disclosure.number_tables();
    }
    Ok(disclosure)
}

/// Every layer above relies on one cell for each column.
fn check_cells(disclosure: &Disclosure) -> Result<(), NativeError> {
    for table in &disclosure.tables {
        for panel in &table.panels {
            if let Some(row) = panel.rows.iter().find(|row| row.cells.len() != panel.columns.len()) {
                return Err(NativeError::WrongCells {
                    table: table.title.clone(),
                    row: row.title(),
                    found: row.cells.len(),
                    expected: panel.columns.len(),
                });
            }
        }
    }
    Ok(())
}

/// The disclosure as text in our format.
pub fn to_string(disclosure: &Disclosure) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        format: &'static str,
        #[serde(flatten)]
        disclosure: &'a Disclosure,
    }
    let mut out = Vec::new();
    let document = Document { format: FORMAT, disclosure };
    document
        .serialize(&mut Serializer::with_formatter(&mut out, RowPerLine::default()))
        .expect("a disclosure is strings, numbers and lists, and it is written to memory");
    out.push(b'\n');
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// Saves in our format, atomically.
pub fn save(disclosure: &Disclosure, path: &Path) -> Result<(), WriteError> {
    atomic::save(path, to_string(disclosure).as_bytes())
}

/// JSON indented as far as the rows of tables, and compact within them.
#[derive(Default)]
struct RowPerLine {
    depth: usize,
    empty: bool,
}

impl RowPerLine {
    /// Document, tables, table, panels, panel, rows: what these hold begins a line each.
    const INDENTED: usize = 6;

    fn open(&mut self) {
        self.depth += 1;
        self.empty = true;
    }

    fn separate<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.empty = false;
        if !first {
            writer.write_all(b",")?;
        }
        self.break_line(writer, self.depth)
    }

    fn close<W: io::Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        if !self.empty {
            self.break_line(writer, self.depth - 1)?;
        }
        self.empty = false;
        self.depth -= 1;
        writer.write_all(bracket)
    }

    /// A new line with this much indentation, where the innermost open thing is laid out in lines.
    fn break_line<W: io::Write + ?Sized>(&self, writer: &mut W, indent: usize) -> io::Result<()> {
        if self.depth > Self::INDENTED {
            return Ok(());
        }
        writer.write_all(b"\n")?;
        (0..indent).try_for_each(|_| writer.write_all(b" "))
    }
}

impl Formatter for RowPerLine {
    fn begin_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open();
        writer.write_all(b"[")
    }

    fn end_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.separate(writer, first)
    }

    fn begin_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open();
        writer.write_all(b"{")
    }

    fn end_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.separate(writer, first)
    }
}
