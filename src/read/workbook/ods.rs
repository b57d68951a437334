//! ODS (OpenDocument), as LibreOffice and WPS write it: the text displayed stands in the file beside the value.
//!
//! Not with calamine: it gives values without the text displayed and without merged areas, and unfolds
//! repeated cells into full rectangles.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::{
    book::{Area, Book, Formula, LAST_COLUMN, LAST_ROW, Sheet, SheetCell, Value, Visibility, number},
    number_format::NumberFormat,
    room::Room,
};
use crate::{
    document::Format,
    read::{
        Progress, ReadError, limits,
        package::Package,
        xml::{Xml, attribute, count, push_text},
    },
};

/// The part that holds all sheets.
pub(super) const PART: &str = "content.xml";

const WHAT: &str = Format::Ods.name();

/// A cell or a row that is repeated at least so often fills the sheet up to its end; it is read once.
const FILLS_THE_SHEET: u32 = 500;

/// Reads a workbook.
pub(super) fn read(package: &mut Package<'_>, progress: Progress<'_>) -> Result<Book, ReadError> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains(":encryption-data") {
        return Err(super::encrypted());
    }
    let bytes = package.required(PART)?;
    let mut reader = Reader { xml: Xml::new(&bytes, WHAT, PART), room: Room::default() };
    let mut book = Book { formats: vec![NumberFormat::default()], ..Book::default() };
    let mut hidden_styles: HashMap<String, bool> = HashMap::new();
    let mut style = None;
    let mut buffer = Vec::new();
    loop {
        match reader.xml.next(&mut buffer)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "style" => style = attribute(&e, "name"),
                "table-properties" => {
                    if let (Some(style), Some(display)) = (style.take(), attribute(&e, "display")) {
                        hidden_styles.insert(style, display == "false");
                    }
                }
                "table" => {
                    let hidden = attribute(&e, "style-name").and_then(|s| hidden_styles.get(&s).copied());
                    let mut sheet = Sheet { name: attribute(&e, "name").unwrap_or_default(), ..Sheet::default() };
                    if hidden == Some(true) {
                        sheet.visibility = Visibility::Hidden;
                    }
                    reader.sheet(&mut sheet)?;
                    book.sheets.push(sheet);
                    let done = u32::try_from(book.sheets.len()).unwrap_or(u32::MAX);
                    if book.sheets.len() > limits::MAX_SHEETS {
                        let limit = format!("{} 张", limits::MAX_SHEETS);
                        return Err(ReadError::Exceeds { what: "工作表过多", limit });
                    }
                    progress(done, done);
                }
                _ => {}
            },
            Event::Eof => return Ok(book),
            _ => {}
        }
    }
}

struct Reader<'a> {
    xml: Xml<'a>,
    room: Room,
}

/// The attributes of a cell.
struct Start {
    repeated: u32,
    spans: (u32, u32),
    kind: String,
    value: Option<String>,
    formula: Option<String>,
}

impl Start {
    fn of(e: &BytesStart<'_>) -> Self {
        let spans = |name| count::<u32>(e, name).unwrap_or(1).max(1);
        let kind = attribute(e, "value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "currency" | "percentage" => attribute(e, "value"),
            "boolean" => attribute(e, "boolean-value"),
            "date" => attribute(e, "date-value"),
            "time" => attribute(e, "time-value"),
            _ => attribute(e, "string-value"),
        };
        Self {
            repeated: spans("number-columns-repeated"),
            spans: (spans("number-rows-spanned"), spans("number-columns-spanned")),
            kind,
            value,
            formula: attribute(e, "formula"),
        }
    }
}

impl Reader<'_> {
    /// The rest of a sheet whose start was read.
    fn sheet(&mut self, sheet: &mut Sheet) -> Result<(), ReadError> {
        let mut buffer = Vec::new();
        let (mut row, mut column) = (0u32, 0u32);
        loop {
            match self.xml.next(&mut buffer)? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "table-column" => {
                        let last = column.saturating_add(count(&e, "number-columns-repeated").unwrap_or(1).max(1) - 1);
                        if is_hidden(&e) {
                            sheet.hidden_columns.push((column, last.min(LAST_COLUMN)));
                        }
                        column = last.saturating_add(1);
                    }
                    "table-row" => {
                        let repeated = count::<u32>(&e, "number-rows-repeated").unwrap_or(1).max(1);
                        let hidden = is_hidden(&e);
                        let last = row.saturating_add(repeated - 1).min(LAST_ROW);
                        if hidden {
                            sheet.hidden_rows.push((row, last));
                        }
                        let from = sheet.cells.len();
                        self.row(row, sheet)?;
                        let copies = if repeated < FILLS_THE_SHEET { last.saturating_sub(row) } else { 0 };
                        let cells: Vec<SheetCell> = sheet.cells.get(from..).unwrap_or_default().to_vec();
                        for down in 1..=copies {
                            for cell in &cells {
                                let mut copy = cell.clone();
                                copy.at.0 += down;
                                self.room.take(&copy)?;
                                sheet.cells.push(copy);
                            }
                        }
                        row = last.saturating_add(1);
                    }
                    // The sheet's shapes and an embedded chart's own table.
                    "shapes" | "frame" => self.skip()?,
                    _ => {}
                },
                Event::End(e) if e.local_name().as_ref() == "table" => return Ok(()),
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: u32, sheet: &mut Sheet) -> Result<(), ReadError> {
        let mut buffer = Vec::new();
        let mut column = 0u32;
        loop {
            match self.xml.next(&mut buffer)? {
                Event::Start(e) => {
                    let covered = e.local_name().as_ref() == "covered-table-cell";
                    if !covered && e.local_name().as_ref() != "table-cell" {
                        self.skip()?;
                        continue;
                    }
                    let start = Start::of(&e);
                    let (text, value) = self.cell(&start)?;
                    let repeated = start.repeated.min((LAST_COLUMN + 1).saturating_sub(column));
                    if start.spans != (1, 1) && !covered {
                        let last = |from: u32, span: u32, end: u32| from.saturating_add(span - 1).min(end);
                        let corner = (last(row, start.spans.0, LAST_ROW), last(column, start.spans.1, LAST_COLUMN));
                        sheet.merges.push(Area::between((row, column), corner));
                    }
                    let formula = start.formula.as_deref().map(formula);
                    if !covered && (value != Value::Blank || !text.is_empty() || formula.is_some()) {
                        let copies = if repeated < FILLS_THE_SHEET { repeated } else { 1 };
                        for along in 0..copies {
                            let moved = (0, 0);
                            let formula = formula.clone().map(|text| Formula { text, moved });
                            let at = (row, column.saturating_add(along));
                            let (value, text) = (value.clone(), text.clone());
                            let cell = SheetCell { at, value, text, formula, ..SheetCell::default() };
                            self.room.take(&cell)?;
                            sheet.cells.push(cell);
                        }
                    }
                    column = column.saturating_add(repeated);
                }
                Event::End(e) if e.local_name().as_ref() == "table-row" => return Ok(()),
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
    }

    /// The text displayed, a line for each paragraph, and the value.
    fn cell(&mut self, start: &Start) -> Result<(String, Value), ReadError> {
        let (mut buffer, mut text, mut paragraphs) = (Vec::new(), String::new(), 0u32);
        loop {
            match self.xml.next(&mut buffer)? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "p" | "h" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                    }
                    "s" => {
                        let spaces = count::<usize>(&e, "c").unwrap_or(1).min(256);
                        text.push_str(&" ".repeat(spaces));
                    }
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    // Comments and pictures are not the cell's text; a ruby's reading is none either.
                    "annotation" | "frame" | "custom-shape" | "ruby-text" => self.skip()?,
                    _ => {}
                },
                Event::End(e) if matches!(e.local_name().as_ref(), "table-cell" | "covered-table-cell") => break,
                Event::Eof => return Err(self.xml.damaged()),
                event if paragraphs > 0 => push_text(&event, &mut text),
                _ => {}
            }
        }
        let value = match (start.kind.as_str(), start.value.as_deref()) {
            ("float" | "currency" | "percentage", Some(value)) => {
                number(value).map_or_else(|| Value::Text(value.to_owned()), Value::Number)
            }
            ("boolean", Some(value)) => Value::Bool(value == "true"),
            (_, Some(value)) => Value::Text(value.to_owned()),
            ("", None) if text.is_empty() => Value::Blank,
            _ => Value::Text(text.clone()),
        };
        // Programs other than office suites leave the text displayed out.
        if paragraphs == 0 {
            text = plain(&value, &start.kind);
        }
        Ok((text, value))
    }

    /// Reads to the end of the element whose start was read.
    fn skip(&mut self) -> Result<(), ReadError> {
        let (mut buffer, mut depth) = (Vec::new(), 1u32);
        while depth > 0 {
            match self.xml.next(&mut buffer)? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_hidden(e: &BytesStart<'_>) -> bool {
    attribute(e, "visibility").is_some_and(|v| v == "collapse" || v == "filter")
}

/// The text of a value without any format.
fn plain(value: &Value, kind: &str) -> String {
    match value {
        Value::Number(n) if kind == "percentage" => format!("{}%", (*n * Decimal::ONE_HUNDRED).normalize()),
        Value::Number(n) => n.to_string(),
        Value::Text(text) | Value::Error(text) => text.clone(),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::Blank => String::new(),
    }
}

/// `of:=SUM([.B3:.B6])` → `SUM([.B3:.B6])`.
fn formula(text: &str) -> std::rc::Rc<str> {
    text.split_once('=').map_or(text, |(_, formula)| formula).into()
}
