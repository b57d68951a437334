//! The records of an XLS (BIFF) that say how numbers are displayed, what is hidden, and the formulas.

use std::collections::HashMap;

use super::tokens;
use crate::read::workbook::{book::hide, styles::Styles};

/// What was found.
#[derive(Default)]
pub(super) struct Globals {
    pub styles: Styles,
    pub from_1904: bool,
    /// In the order in which the stream has them.
    pub sheets: Vec<Found>,
}

/// What was found about a sheet.
#[derive(Default)]
pub(super) struct Found {
    /// Which tab from the left it is.
    pub tab: usize,
    pub very_hidden: bool,
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u32, u32)>,
    /// The texts of those formulas that can be told.
    pub formulas: HashMap<(u32, u32), String>,
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const DATE_MODE: u16 = 0x0022;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const FORMULA: u16 = 0x0006;
const SHARED_FORMULA: u16 = 0x04BC;
const BOOK: u16 = 0x01AE;
const EXTERNAL_SHEETS: u16 = 0x0017;

/// A substream that is a sheet and not a module of a program: cells, a chart, old macros.
const SHEETS: [u16; 3] = [0x0010, 0x0020, 0x0040];

/// Walks through the stream. What is cut off or makes no sense is left out: the reader of the cells judges
/// whether the file is damaged.
pub(super) fn read(stream: &[u8]) -> Globals {
    let mut globals = Globals::default();
    let mut tabs: Vec<Tab> = Vec::new();
    let mut references = References::default();
    let (mut biff8, mut depth, mut in_globals) = (true, 0u32, true);
    let mut sheet = Formulas::default();
    for Record { offset, kind, data } in (Records { stream, at: 0 }) {
        match kind {
            BOF => {
                depth += 1;
                if in_globals {
                    biff8 = u16_at(data, 0) == Some(0x0600);
                } else if depth == 1 && u16_at(data, 2).is_none_or(|kind| SHEETS.contains(&kind)) {
                    let tab = tabs.iter().position(|tab| tab.offset == offset).unwrap_or(globals.sheets.len());
                    let very_hidden = tabs.get(tab).is_some_and(|tab| tab.state & 0x3F == 2);
                    globals.sheets.push(Found { tab, very_hidden, ..Found::default() });
                    sheet = Formulas { names: references.names(&tabs), ..Formulas::default() };
                }
            }
            EOF => {
                depth = depth.saturating_sub(1);
                in_globals &= depth > 0;
            }
            _ if in_globals => match kind {
                BOUND_SHEET => tabs.extend(Tab::of(data)),
                DATE_MODE => globals.from_1904 = u16_at(data, 0) == Some(1),
                FORMAT => {
                    if let Some((id, code)) = u16_at(data, 0).zip(format_code(data, biff8)) {
                        globals.styles.define(id.into(), code);
                    }
                }
                XF => globals.styles.add(u16_at(data, 2).unwrap_or(0).into()),
                BOOK => references.books.push(u16_at(data, 2) == Some(THIS_BOOK)),
                EXTERNAL_SHEETS => references.add(data),
                _ => {}
            },
            _ if depth == 1 => {
                if let Some(found) = globals.sheets.last_mut() {
                    in_sheet(kind, data, found, biff8.then_some(&mut sheet));
                }
            }
            _ => {}
        }
    }
    globals
}

/// A record of a sheet; formulas are only understood as Excel 97 and later write them.
fn in_sheet(kind: u16, data: &[u8], found: &mut Found, formulas: Option<&mut Formulas>) {
    match (kind, formulas) {
        (ROW, _) => {
            let hidden = u8_at(data, 12).is_some_and(|flags| flags & 0x20 != 0);
            if let (Some(row), true) = (u16_at(data, 0), hidden) {
                hide(&mut found.hidden_rows, row.into());
            }
        }
        (COLUMNS, _) => {
            let hidden = u16_at(data, 8).is_some_and(|flags| flags & 1 != 0);
            if let (Some(first), Some(last), true) = (u16_at(data, 0), u16_at(data, 2), hidden) {
                found.hidden_columns.push((first.into(), u32::from(last).min(255)));
            }
        }
        (FORMULA, Some(formulas)) => {
            if let Some((at, text)) = formulas.cell(data) {
                found.formulas.insert((at.0.into(), at.1.into()), text);
            }
        }
        (SHARED_FORMULA, Some(formulas)) => {
            if let Some((at, text)) = formulas.shared(data) {
                found.formulas.insert((at.0.into(), at.1.into()), text);
            }
        }
        _ => {}
    }
}

/// A sheet as the workbook lists it.
struct Tab {
    /// Where in the stream it begins.
    offset: u32,
    /// Whether it is hidden.
    state: u8,
    name: String,
}

impl Tab {
    fn of(data: &[u8]) -> Option<Self> {
        let length = usize::from(u8_at(data, 6)?);
        let name = characters(data.get(8..)?, length, u8_at(data, 7)? & 1 != 0).unwrap_or_default();
        Some(Self { offset: u32_at(data, 0)?, state: u8_at(data, 4)?, name })
    }
}

/// What references to other sheets refer to.
#[derive(Default)]
struct References {
    /// Whether a book that is referred to is this one.
    books: Vec<bool>,
    /// Book, first and last sheet.
    sheets: Vec<(u16, u16, u16)>,
}

/// How a workbook refers to itself.
const THIS_BOOK: u16 = 0x0401;

impl References {
    fn add(&mut self, data: &[u8]) {
        let each = |at| Some((u16_at(data, at)?, u16_at(data, at + 2)?, u16_at(data, at + 4)?));
        let count = usize::from(u16_at(data, 0).unwrap_or(0));
        self.sheets.extend((0..count).map_while(|i| each(2 + 6 * i)));
    }

    /// The name of the sheet for each reference to one sheet of this book.
    fn names(&self, tabs: &[Tab]) -> Vec<Option<String>> {
        let name = |&(book, first, last): &(u16, u16, u16)| {
            let here = first == last && *self.books.get(usize::from(book))?;
            here.then(|| tabs.get(usize::from(first)).map(|tab| tab.name.clone()))?
        };
        self.sheets.iter().map(name).collect()
    }
}

/// The formulas of a sheet.
#[derive(Default)]
struct Formulas {
    /// The sheets that its formulas refer to.
    names: Vec<Option<String>>,
    /// The cell that was read last, if it has a shared formula, and where that is stored.
    last: Option<((u16, u16), (u16, u16))>,
    /// The tokens of shared formulas by where they are stored.
    shared: HashMap<(u16, u16), Vec<u8>>,
}

impl Formulas {
    /// Row, column, style, result, flags, then the tokens.
    fn cell(&mut self, data: &[u8]) -> Option<((u16, u16), String)> {
        let at = (u16_at(data, 0)?, u16_at(data, 2)?);
        let length = usize::from(u16_at(data, 20)?);
        let tokens = data.get(22..22 + length)?;
        let stored = tokens::shared_at(tokens);
        self.last = stored.map(|stored| (at, stored));
        let tokens = match stored {
            Some(stored) => self.shared.get(&stored)?,
            None => tokens,
        };
        Some((at, tokens::text(tokens, at, &self.names)?))
    }

    /// A shared formula follows the first cell that has it.
    fn shared(&mut self, data: &[u8]) -> Option<((u16, u16), String)> {
        let (at, stored) = self.last?;
        let length = usize::from(u16_at(data, 8)?);
        let tokens = data.get(10..10 + length)?;
        self.shared.insert(stored, tokens.to_vec());
        Some((at, tokens::text(tokens, at, &self.names)?))
    }
}

/// The code of a number format: UTF-16, or its lower bytes; before Excel 97 bytes of the code page, of which
/// the formats of amounts need only ASCII.
fn format_code(data: &[u8], biff8: bool) -> Option<String> {
    if biff8 {
        characters(data.get(5..)?, usize::from(u16_at(data, 2)?), u8_at(data, 4)? & 1 != 0)
    } else {
        characters(data.get(3..)?, usize::from(u8_at(data, 2)?), false)
    }
}

/// So many characters, each of two bytes or only their lower ones.
fn characters(data: &[u8], length: usize, wide: bool) -> Option<String> {
    if !wide {
        return Some(data.get(..length)?.iter().map(|b| char::from(*b)).collect());
    }
    let (units, _) = data.get(..2 * length)?.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    Some(String::from_utf16_lossy(&units))
}

struct Record<'a> {
    offset: u32,
    kind: u16,
    data: &'a [u8],
}

/// Type, length, data; one after the other.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let offset = u32::try_from(self.at).ok()?;
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at + 2)?);
        let data = self.stream.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some(Record { offset, kind, data })
    }
}

pub(super) fn u8_at(data: &[u8], at: usize) -> Option<u8> {
    data.get(at).copied()
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
