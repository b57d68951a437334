//! The formats of a report.

use super::{Report, csv, docx, html, json, text, xlsx};
use crate::read::ReadError;

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people, at the command line.
    Text,
    /// For programs: an object.
    Json,
    /// The same on one line.
    JsonLines,
    /// One line a finding.
    Csv,
    /// A web page in one file.
    Html,
    /// A workbook.
    Xlsx,
    /// A Word document.
    Docx,
    /// The source PDF with annotations.
    Pdf,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A PDF report is the source PDF with annotations.
    #[error("没有可以加批注的 PDF：带批注的报告要在 PDF 原文上做，而这份公开读自{0}。请改用 html、docx 或 xlsx。")]
    NoPdf(String),
    /// The library that writes workbooks.
    #[error("工作簿写不出来：{0}。请改用 html 或 csv。")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The package of a Word document.
    #[error("Word 文档写不出来：{0}。请改用 html。")]
    Docx(#[from] std::io::Error),
    /// The source PDF cannot be read or annotated.
    #[error("{0}")]
    Pdf(#[from] ReadError),
}

impl Format {
    /// All of them with the names that a command takes.
    pub const ALL: &[(&str, Format)] = &[
        ("text", Format::Text),
        ("json", Format::Json),
        ("jsonl", Format::JsonLines),
        ("csv", Format::Csv),
        ("html", Format::Html),
        ("xlsx", Format::Xlsx),
        ("docx", Format::Docx),
        ("pdf", Format::Pdf),
    ];

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Json => "json",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }

    /// Several disclosures can stand in one file, one after the other.
    pub fn joins(self) -> bool {
        matches!(self, Format::Text | Format::Json | Format::JsonLines | Format::Csv)
    }

    /// It is nothing for a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Xlsx | Format::Docx | Format::Pdf)
    }
}

/// A report as one file. That of [`Format::Pdf`] is made by [`super::annotated`].
pub fn write(report: &Report, format: Format) -> Result<Vec<u8>, ReportError> {
    Ok(match format {
        Format::Text => text::to_string(report, true).into_bytes(),
        Format::Json => json::to_string(report, true).into_bytes(),
        Format::JsonLines => json::to_string(report, false).into_bytes(),
        Format::Csv => csv::to_string([report]).into_bytes(),
        Format::Html => html::to_string(report).into_bytes(),
        Format::Xlsx => xlsx::to_bytes(report)?,
        Format::Docx => docx::to_bytes(report)?,
        Format::Pdf => return Err(ReportError::NoPdf(super::marks::read_from(report))),
    })
}
