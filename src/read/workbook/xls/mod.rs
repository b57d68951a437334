//! XLS (Excel 97–2003) and ET (WPS), which is the same.
//!
//! `office_oxide` reads the cells and merged areas; it tells neither the codes of number formats nor what is
//! hidden nor formulas, so [`records`] looks these up. calamine is no choice here: it reserves memory for the
//! size that a sheet states, and keeps every sheet as a full rectangle.

mod records;
mod tokens;

use std::io::Cursor;

use office_oxide::{
    cfb::CfbReader,
    xls::{self, CellValue, XlsDocument, XlsError},
};

use super::book::{Area, Book, Formula, Sheet, SheetCell, Value, Visibility};
use crate::{
    document::Format,
    read::{Progress, ReadError, limits, workbook::room::Room},
};
use records::Found;

const WHAT: &str = Format::Xls.name();

/// The stream that holds the workbook, of Excel 97 and of Excel 95.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// The stream that holds an encrypted XLSX.
const ENCRYPTED: &str = "EncryptedPackage";

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], progress: Progress<'_>) -> Result<Book, ReadError> {
    let mut container = CfbReader::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if container.has_stream(ENCRYPTED) {
        return Err(super::encrypted());
    }
    let name = STREAMS.into_iter().find(|name| container.has_stream(name));
    let stream = container.open_stream(name.unwrap_or("Workbook")).map_err(|e| damaged(&e))?;
    let globals = records::read(&stream);
    let document = XlsDocument::from_reader(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Encrypted | XlsError::EncryptionNotSupported(_) => super::encrypted(),
        error => damaged(&error),
    })?;
    if document.sheets.len() > limits::MAX_SHEETS {
        return Err(ReadError::Exceeds { what: "工作表过多", limit: format!("{} 张", limits::MAX_SHEETS) });
    }

    let mut book = Book { from_1904: globals.from_1904, incomplete: document.truncated(), ..Book::default() };
    let mut order = Vec::new();
    let mut room = Room::default();
    let number = u32::try_from(document.sheets.len()).unwrap_or(u32::MAX);
    let mut found = globals.sheets.into_iter();
    let (formats, format_of_style) = globals.styles.into_formats();
    book.formats = formats;
    for (done, sheet) in (1..).zip(document.sheets) {
        let found = found.next().unwrap_or_default();
        order.push(found.tab);
        let visibility = match (sheet.hidden, found.very_hidden) {
            (_, true) => Visibility::VeryHidden,
            (true, false) => Visibility::Hidden,
            (false, false) => Visibility::Shown,
        };
        let mut read = Sheet {
            visibility,
            cells: cells(&sheet, &found, &book, &format_of_style, &mut room)?,
            merges: sheet.merged_cells.iter().map(merge).collect(),
            hidden_rows: found.hidden_rows,
            hidden_columns: found.hidden_columns,
            ..Sheet::default()
        };
        read.name = sheet.name;
        book.sheets.push(read);
        progress(done, number);
    }
    // In the order of the tabs; the file may have them in another one.
    let mut sheets: Vec<_> = order.into_iter().zip(book.sheets).collect();
    sheets.sort_by_key(|(tab, _)| *tab);
    book.sheets = sheets.into_iter().map(|(_, sheet)| sheet).collect();
    Ok(book)
}

fn damaged(_: &dyn std::error::Error) -> ReadError {
    ReadError::Damaged { what: WHAT, detail: String::new() }
}

fn merge(&(first_row, last_row, first_column, last_column): &(u16, u16, u16, u16)) -> Area {
    Area::between((first_row.into(), first_column.into()), (last_row.into(), last_column.into()))
}

fn cells(
    sheet: &xls::Sheet,
    found: &Found,
    book: &Book,
    format_of_style: &[usize],
    room: &mut Room,
) -> Result<Vec<SheetCell>, ReadError> {
    let mut cells = Vec::new();
    for (row, values) in (0u32..).zip(&sheet.rows) {
        let styles = sheet.xf.get(row as usize).map(Vec::as_slice).unwrap_or_default();
        for (column, value) in (0u32..).zip(values) {
            let value = match value {
                CellValue::Empty => continue,
                CellValue::Number(number) => super::book::float(*number),
                CellValue::String(text) => Value::Text(text.replace('\r', "")),
                CellValue::Bool(value) => Value::Bool(*value),
                CellValue::Error(_) => Value::Error(value.as_text()),
            };
            let style = styles.get(column as usize).copied().unwrap_or(0);
            let format = format_of_style.get(usize::from(style)).copied().unwrap_or(0);
            let at = (row, column);
            let formula = found.formulas.get(&at).map(|text| Formula { text: text.as_str().into(), moved: (0, 0) });
            let mut cell = SheetCell { at, value, format, formula, ..SheetCell::default() };
            cell.display(&book.formats, book.from_1904);
            room.take(&cell)?;
            cells.push(cell);
        }
    }
    Ok(cells)
}
