//! DOC (Word 97–2003, also WPS 的 .wps): read by `office_oxide`, whose tree is poured into [`Flow`].
//!
//! What the library does not tell: the numbers of automatically numbered paragraphs (it says that there is a
//! list, and nothing of numbered headings), so the user is told. Hidden and deleted text it leaves out itself.

use std::io::Cursor;

use office_oxide::{
    OfficeError,
    doc::DocError,
    format::DocumentFormat,
    ir::{Element, List, inline_to_text},
    options::ParseOptions,
};

use crate::{
    document::{Document, Format},
    read::{
        ReadError,
        flow::{Flow, Height},
        limits,
    },
};

const NUMBERS: &str = "文中有自动编号的段落，编号没有读入：需要时请在 Word 或 WPS 中另存为 docx 再打开。";
const NOTES: &str = "文中有脚注、尾注或批注，没有读入。";
const CUT: &str = "文档不完整，有一部分内容读不出来：请在 Word 或 WPS 中打开它，另存为 docx 再打开。";
const ENCRYPTED: &str = "请在 Word 或 WPS 中取消打开密码，另存一份";

/// Reads a DOC.
pub(super) fn document(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut options = ParseOptions::default();
    options.limits.text_chars = limits::MAX_FLOW_BYTES;
    let reader = Cursor::new(bytes.to_vec());
    let tree =
        office_oxide::Document::from_reader_with(reader, DocumentFormat::Doc, &options).map_err(refused)?.to_ir();
    let mut flow = Flow::new(Format::Doc);
    for section in &tree.sections {
        let mut elements = section.elements.as_slice();
        // A short line at the beginning of a section is called a heading whatever its style.
        if let [Element::Heading(first), rest @ ..] = elements {
            flow.paragraph(&inline_to_text(&first.content), None)?;
            elements = rest;
        }
        pour(elements, &mut flow)?;
    }
    if tree.metadata.text_truncated {
        flow.notice(CUT);
    }
    flow.finish()
}

fn refused(error: OfficeError) -> ReadError {
    match error {
        OfficeError::Doc(DocError::Encrypted) => {
            ReadError::Foreign { what: "有密码的 Word 文档", advice: ENCRYPTED }
        }
        // The library's own words are English and name structures of the format: nothing for a user.
        _ => ReadError::Damaged { what: Format::Doc.name(), detail: String::new() },
    }
}

/// As deep as the library nests: 15 tables.
fn pour(elements: &[Element], flow: &mut Flow) -> Result<(), ReadError> {
    for element in elements {
        match element {
            Element::Heading(heading) => {
                let text = inline_to_text(&heading.content);
                // So is a line without letters, such as a year.
                let level = text.contains(char::is_alphabetic).then_some(heading.level);
                flow.paragraph(&text, level)?;
            }
            Element::Paragraph(paragraph) => flow.paragraph(&inline_to_text(&paragraph.content), None)?,
            Element::List(list) => pour_list(list, flow)?,
            Element::TextBox(text_box) => pour(&text_box.content, flow)?,
            Element::Footnote(_) | Element::Endnote(_) => flow.notice(NOTES),
            Element::Table(table) => {
                flow.open_table();
                for row in &table.rows {
                    flow.open_row(0)?;
                    for cell in &row.cells {
                        flow.open_cell(cell.col_span, Height::Rows(cell.row_span.max(1)))?;
                        pour(&cell.content, flow)?;
                        flow.close_cell();
                    }
                    flow.close_row();
                }
                flow.close_table();
            }
            _ => {}
        }
    }
    Ok(())
}

fn pour_list(list: &List, flow: &mut Flow) -> Result<(), ReadError> {
    if list.ordered {
        flow.notice(NUMBERS);
    }
    for item in &list.items {
        pour(&item.content, flow)?;
        if let Some(nested) = &item.nested {
            pour_list(nested, flow)?;
        }
    }
    Ok(())
}
