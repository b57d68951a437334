//! The formats that disclosures come in.

use serde::{Deserialize, Serialize};

/// What a file is, told by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text in any encoding, also what `pdftotext` leaves.
    #[default]
    Text,
    /// Comma or tab separated values.
    Csv,
    /// The program's own JSON.
    Json,
    /// PDF.
    Pdf,
    /// Excel 2007 and later, WPS.
    Xlsx,
    /// Excel 97–2003, also WPS's et.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Word 2007 and later, WPS.
    Docx,
    /// Word 97–2003, also WPS's wps.
    Doc,
    /// A saved web page.
    Html,
}

impl Format {
    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Text => "文本",
            Format::Csv => "CSV",
            Format::Json => "公开文件",
            Format::Pdf => "PDF",
            Format::Xlsx => "Excel 工作簿",
            Format::Xls => "Excel 97–2003 工作簿",
            Format::Ods => "ODS 工作簿",
            Format::Docx => "Word 文档",
            Format::Doc => "Word 97–2003 文档",
            Format::Html => "网页",
        }
    }

    /// The word in [`crate::model::Source::format`].
    pub fn id(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Pdf => "pdf",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Docx => "docx",
            Format::Doc => "doc",
            Format::Html => "html",
        }
    }

    /// A format that somebody else defined and a library reads: it is read in a child process.
    pub fn is_foreign(self) -> bool {
        !matches!(self, Format::Text | Format::Csv | Format::Json)
    }
}
