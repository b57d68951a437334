//! The records of an XLS (BIFF) that say how numbers are displayed and what is hidden.

use crate::read::workbook::styles::Styles;

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
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const DATE_MODE: u16 = 0x0022;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;

/// A substream that is a sheet and not a module of a program: cells, a chart, old macros.
const SHEETS: [u16; 3] = [0x0010, 0x0020, 0x0040];

/// Walks through the stream. What is cut off or makes no sense is left out: the reader of the cells judges
/// whether the file is damaged.
pub(super) fn read(stream: &[u8]) -> Globals {
    let mut globals = Globals::default();
    // Offset in the stream and visibility, in the order of the tabs.
    let mut tabs: Vec<(u32, u8)> = Vec::new();
    let (mut biff8, mut depth, mut in_globals) = (true, 0u32, true);
    for Record { offset, kind, data } in (Records { stream, at: 0 }) {
        match kind {
            BOF => {
                depth += 1;
                if in_globals {
                    biff8 = u16_at(data, 0) == Some(0x0600);
                } else if depth == 1 && u16_at(data, 2).is_none_or(|kind| SHEETS.contains(&kind)) {
                    let tab = tabs.iter().position(|(at, _)| *at == offset).unwrap_or(globals.sheets.len());
                    let very_hidden = tabs.get(tab).is_some_and(|(_, state)| state & 0x3F == 2);
                    globals.sheets.push(Found { tab, very_hidden, ..Found::default() });
                }
            }
            EOF => {
                depth = depth.saturating_sub(1);
                in_globals &= depth > 0;
            }
            BOUND_SHEET if in_globals => tabs.extend(u32_at(data, 0).zip(data.get(4).copied())),
            DATE_MODE if in_globals => globals.from_1904 = u16_at(data, 0) == Some(1),
            FORMAT if in_globals => {
                if let Some((id, code)) = u16_at(data, 0).zip(format_code(data, biff8)) {
                    globals.styles.define(id.into(), code);
                }
            }
            XF if in_globals => globals.styles.add(u16_at(data, 2).unwrap_or(0).into()),
            ROW if depth == 1 => {
                let hidden = data.get(12).is_some_and(|flags| flags & 0x20 != 0);
                if let (Some(sheet), Some(row), true) = (globals.sheets.last_mut(), u16_at(data, 0), hidden) {
                    crate::read::workbook::book::hide(&mut sheet.hidden_rows, row.into());
                }
            }
            COLUMNS if depth == 1 => {
                let hidden = u16_at(data, 8).is_some_and(|flags| flags & 1 != 0);
                if let (Some(sheet), Some(first), Some(last), true) =
                    (globals.sheets.last_mut(), u16_at(data, 0), u16_at(data, 2), hidden)
                {
                    sheet.hidden_columns.push((first.into(), u32::from(last).min(255)));
                }
            }
            _ => {}
        }
    }
    globals
}

/// The code of a number format: UTF-16, or its lower bytes; before Excel 97 bytes of the code page, of which
/// the formats of amounts need only ASCII.
fn format_code(data: &[u8], biff8: bool) -> Option<String> {
    let latin = |bytes: &[u8]| bytes.iter().map(|b| char::from(*b)).collect();
    if !biff8 {
        let length = usize::from(*data.get(2)?);
        return Some(latin(data.get(3..3 + length)?));
    }
    let length = usize::from(u16_at(data, 2)?);
    if data.get(4)? & 1 == 0 {
        return Some(latin(data.get(5..5 + length)?));
    }
    let (units, _) = data.get(5..5 + 2 * length)?.as_chunks::<2>();
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

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
