//! The text of a document, read as Word shows it with all tracked changes accepted and nothing hidden.
//!
//! The part is a stream of elements. Properties of a paragraph, run, row or cell come before its content, as
//! children of an element of their own, so the walk keeps the path of open elements and collects properties
//! until the content begins. Whatever is no part of the text as shown is skipped as a whole ([`is_skipped`]).

use quick_xml::events::{BytesStart, Event};

use super::{
    elements::{is_on, is_skipped, known},
    numbering::{Definitions, Reference},
    styles::{self, Styles},
    word_prefix,
};
use crate::{
    document::{Document, Format},
    read::{
        ReadError,
        flow::{Flow, Height},
        xml::{Xml, attribute, count, push_text},
    },
};

const CHANGES: &str = "文中有修订：按全部接受的样子读入，被删除的文字没有读入。";
const HIDDEN: &str = "文中有隐藏文字，没有读入：需要时请在 Word 或 WPS 中取消隐藏，另存后再打开。";
const NOTES: &str = "文中有脚注或尾注，没有读入。";
const OBJECTS: &str =
    "文中有嵌入的对象（可能是 Excel 表格），没有读入：请在 Word 或 WPS 中双击打开它，另存为文件后再打开。";
const PARTS: &str = "文中有以附件方式插入的内容，没有读入：请在 Word 中打开本文，另存一份后再打开。";

/// Reads the main part.
pub(super) fn read(part: &[u8], name: &str, styles: &Styles, numbering: Definitions) -> Result<Document, ReadError> {
    let (mut xml, mut buffer) = (Xml::new(part, Format::Docx.name(), name), Vec::new());
    let mut body = Body::new(styles, numbering);
    let mut prefix: Option<String> = None;
    // How many elements deep the walk is in something that is skipped.
    let mut skipped = 0usize;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(_) if skipped > 0 => skipped += 1,
            Event::Start(e) => {
                let prefix = prefix.get_or_insert_with(|| word_prefix(&e));
                let full = e.name();
                let name = match full.as_ref().strip_prefix(prefix.as_str()) {
                    Some(name) => name,
                    // Of other vocabularies only that for alternatives matters; the rest is passed through.
                    None => full.as_ref().strip_prefix("mc:").unwrap_or_default(),
                };
                if body.open(name, &e)? {
                    body.path.push(known(name));
                } else {
                    skipped = 1;
                }
            }
            Event::End(_) if skipped > 0 => skipped -= 1,
            Event::End(_) => {
                if let Some(name) = body.path.pop() {
                    body.close(name)?;
                }
            }
            Event::Eof => return body.finish(),
            event if skipped == 0 && body.path.last() == Some(&"t") => body.text(&event),
            _ => {}
        }
    }
}

/// A paragraph whose end has not been met. Several can be open: text boxes stand within paragraphs.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    number: Reference,
    outline: Option<u8>,
    /// Its mark is deleted by a tracked change: the next paragraph is part of this one.
    mark_deleted: bool,
    run: Run,
}

#[derive(Default)]
struct Run {
    style: Option<String>,
    hidden: Option<bool>,
}

/// A table whose end has not been met.
#[derive(Default)]
struct Table {
    /// Columns that the row leaves out at its beginning.
    skipped: u32,
    in_row: bool,
    row_deleted: bool,
    /// The properties of a cell whose content has not begun.
    cell: Option<(u32, Height)>,
}

struct Body<'a> {
    flow: Flow,
    styles: &'a Styles,
    numbering: Definitions,
    path: Vec<&'static str>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// For each open field (域) whether its result has begun: before that come its instructions.
    fields: Vec<bool>,
    /// For each open choice between alternatives whether one has been read.
    alternatives: Vec<bool>,
    /// For each open content control whether it holds only a prompt to fill it in.
    prompts: Vec<bool>,
    /// Text of a paragraph that goes on in the next one.
    carried: String,
}

impl<'a> Body<'a> {
    fn new(styles: &'a Styles, numbering: Definitions) -> Self {
        Self {
            flow: Flow::new(Format::Docx),
            styles,
            numbering,
            path: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            fields: Vec::new(),
            alternatives: Vec::new(),
            prompts: Vec::new(),
            carried: String::new(),
        }
    }

    /// An element begins. False if all of it is to be skipped.
    fn open(&mut self, name: &str, e: &BytesStart<'_>) -> Result<bool, ReadError> {
        let parent = self.path.last().copied().unwrap_or_default();
        if is_skipped(name) {
            return self.skip(name, parent);
        }
        match (parent, name) {
            ("pPr" | "numPr" | "rPr" | "trPr" | "tcPr", _) => self.property(parent, name, e),
            (_, "sdt") => self.prompts.push(false),
            ("sdtPr", "showingPlcHdr") => {
                if let Some(prompt) = self.prompts.last_mut() {
                    *prompt = is_on(e);
                }
            }
            ("sdt", "sdtContent") => return Ok(!self.prompts.last().is_some_and(|prompt| *prompt)),
            (_, "AlternateContent") => self.alternatives.push(false),
            ("AlternateContent", "Choice" | "Fallback") => {
                return Ok(self.alternatives.last_mut().is_none_or(|read| !std::mem::replace(read, true)));
            }
            (_, "tbl") => {
                self.end_carried()?;
                self.begin_cell()?;
                self.flow.open_table();
                self.tables.push(Table::default());
            }
            ("tbl" | "", "tr") => {
                if let Some(table) = self.tables.last_mut() {
                    *table = Table::default();
                }
            }
            (_, "tc") => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Some((1, Height::Rows(1)));
                }
            }
            (_, "p") => {
                self.begin_cell()?;
                let text = if self.paragraphs.is_empty() { std::mem::take(&mut self.carried) } else { String::new() };
                self.paragraphs.push(Paragraph { text, ..Paragraph::default() });
            }
            ("p" | "", "r") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.run = Run::default();
                }
            }
            (_, "fldChar") => match attribute(e, "fldCharType").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => self.fields.last_mut().into_iter().for_each(|result| *result = true),
                _ => drop(self.fields.pop()),
            },
            (_, "tab" | "ptab") => self.push('\t'),
            (_, "br" | "cr") => self.push('\n'),
            (_, "noBreakHyphen") => self.push('-'),
            (_, "sym") => self.symbol(e),
            (_, "footnoteReference" | "endnoteReference") => self.flow.notice(NOTES),
            (_, "object") => self.flow.notice(OBJECTS),
            (_, "altChunk") => self.flow.notice(PARTS),
            _ => {}
        }
        Ok(true)
    }

    /// Skips an element; deletions of a paragraph's mark and of a row are properties.
    fn skip(&mut self, name: &str, parent: &str) -> Result<bool, ReadError> {
        if matches!(name, "del" | "moveFrom") {
            self.flow.notice(CHANGES);
            match parent {
                "rPr" if self.path.iter().rev().nth(1) == Some(&"pPr") => {
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.mark_deleted = true;
                    }
                }
                "trPr" => self.tables.last_mut().into_iter().for_each(|table| table.row_deleted = true),
                _ => {}
            }
        }
        Ok(false)
    }

    /// A property of a paragraph, run, row or cell.
    fn property(&mut self, parent: &str, name: &str, e: &BytesStart<'_>) {
        let of_run = self.path.iter().rev().nth(1) == Some(&"r");
        match (parent, name, self.paragraphs.last_mut(), self.tables.last_mut()) {
            ("pPr", "pStyle", Some(paragraph), _) => paragraph.style = attribute(e, "val"),
            ("pPr", "outlineLvl", Some(paragraph), _) => paragraph.outline = count(e, "val"),
            ("numPr", "ilvl", Some(paragraph), _) => paragraph.number.level = count(e, "val"),
            ("numPr", "numId", Some(paragraph), _) => paragraph.number.list = count(e, "val"),
            ("rPr", "rStyle", Some(paragraph), _) if of_run => paragraph.run.style = attribute(e, "val"),
            ("rPr", "vanish", Some(paragraph), _) if of_run => paragraph.run.hidden = Some(is_on(e)),
            ("trPr", "gridBefore", _, Some(table)) => table.skipped = count(e, "val").unwrap_or(0),
            ("tcPr", "gridSpan", _, Some(Table { cell: Some((columns, _)), .. })) => {
                *columns = count(e, "val").unwrap_or(1);
            }
            ("tcPr", "vMerge", _, Some(Table { cell: Some((_, height)), .. })) => {
                let begins = attribute(e, "val").is_some_and(|v| v == "restart");
                *height = if begins { Height::Rows(1) } else { Height::Continues };
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "p" => self.end_paragraph()?,
            "tc" => {
                self.begin_cell()?;
                self.end_carried()?;
                self.flow.close_cell();
            }
            "tr" => {
                let deleted = self.tables.last().is_some_and(|table| table.row_deleted);
                if deleted { self.flow.drop_row() } else { self.flow.close_row() }
            }
            "tbl" => {
                self.tables.pop();
                self.flow.close_table();
            }
            "AlternateContent" => drop(self.alternatives.pop()),
            "sdt" => drop(self.prompts.pop()),
            _ => {}
        }
        Ok(())
    }

    /// The content of a cell begins: its properties, and those of its row, are complete.
    fn begin_cell(&mut self) -> Result<(), ReadError> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let Some((columns, height)) = table.cell.take() else { return Ok(()) };
        if !std::mem::replace(&mut table.in_row, true) {
            self.flow.open_row(table.skipped)?;
        }
        self.flow.open_cell(columns, height)
    }

    fn text(&mut self, event: &Event<'_>) {
        if self.is_shown() {
            let Some(paragraph) = self.paragraphs.last_mut() else { return };
            push_text(event, &mut paragraph.text);
        }
    }

    fn push(&mut self, c: char) {
        if self.path.last() == Some(&"r") && self.is_shown() {
            self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.text.push(c));
        }
    }

    /// A character of a symbol font: boxes and ticks are what forms have.
    fn symbol(&mut self, e: &BytesStart<'_>) {
        let code = attribute(e, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        match code {
            Some(0xf0fe | 0xf052) => self.push('☑'),
            Some(0xf0a8 | 0xf06f | 0xf0a3) => self.push('□'),
            Some(0xf0fc | 0xf050) => self.push('√'),
            // Other places of the private area mean something in one font only.
            Some(0xe000..=0xf8ff) | None => {}
            Some(code) => char::from_u32(code).into_iter().for_each(|c| self.push(c)),
        }
    }

    /// The run that is open is shown: it is not hidden and not an instruction of a field.
    fn is_shown(&mut self) -> bool {
        let Some(paragraph) = self.paragraphs.last() else { return false };
        let by_style = |id: &Option<String>| id.as_deref().and_then(|id| self.styles.hidden(Some(id)));
        let hidden =
            paragraph.run.hidden.or_else(|| by_style(&paragraph.run.style)).or_else(|| by_style(&paragraph.style));
        if hidden == Some(true) {
            self.flow.notice(HIDDEN);
            return false;
        }
        self.fields.iter().all(|result| *result)
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        // Instructions of a field end with the paragraph, should the file forget to say so.
        self.fields.fill(true);
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        if paragraph.mark_deleted {
            self.carried.push_str(&paragraph.text);
            return Ok(());
        }
        let style = paragraph.style.as_deref();
        let (number, number_style) = match paragraph.number.list {
            Some(_) => (paragraph.number, style),
            // A style may name the list and the paragraph the level.
            None => match self.styles.number(style) {
                Some((of_style, id)) => {
                    (Reference { level: paragraph.number.level.or(of_style.level), ..of_style }, Some(id))
                }
                None => (Reference::default(), style),
            },
        };
        let mut text = self.numbering.next(number, number_style, self.styles).unwrap_or_default();
        // A cell may hold nothing but its number (序号); an empty line does not.
        if !paragraph.text.trim().is_empty() || !self.tables.is_empty() {
            text.push_str(&paragraph.text);
            let heading = match paragraph.outline {
                Some(outline) => styles::heading_of_outline(outline),
                None => self.styles.heading(style),
            };
            self.flow.paragraph(&text, heading)?;
        }
        Ok(())
    }

    /// A paragraph that was to go on in the next one, where there is none.
    fn end_carried(&mut self) -> Result<(), ReadError> {
        self.flow.paragraph(&std::mem::take(&mut self.carried), None)
    }

    fn finish(mut self) -> Result<Document, ReadError> {
        while !self.paragraphs.is_empty() {
            self.end_paragraph()?;
        }
        self.end_carried()?;
        self.flow.finish()
    }
}
