//! One sheet of an XLSX, in one pass: cells with values and formulas, merged areas, hidden rows and columns.

use std::{collections::HashMap, rc::Rc};

use quick_xml::events::{BytesStart, Event};

use super::{WHAT, Xml, attribute, flag, push_text, strings};
use crate::read::{
    ReadError,
    workbook::{
        book::{Area, Formula, LAST_COLUMN, LAST_ROW, Sheet, SheetCell, Value, hide, number, parse_cell_name},
        number_format::NumberFormat,
        room::Room,
    },
    xml::count,
};

/// What the cells refer to.
pub(super) struct Context<'a> {
    pub texts: &'a [Rc<str>],
    /// The format for each style.
    pub styles: &'a [usize],
    pub formats: &'a [NumberFormat],
    pub from_1904: bool,
}

/// Reads a sheet's part into `sheet`.
pub(super) fn read(
    bytes: &[u8],
    part: &str,
    context: &Context<'_>,
    room: &mut Room,
    sheet: &mut Sheet,
) -> Result<(), ReadError> {
    let (mut xml, mut buffer) = (Xml::new(bytes, WHAT, part), Vec::new());
    // Rows and cells may be without their address: they are then behind the one before.
    let (mut row, mut column) = (0u32, 0u32);
    let mut shared = HashMap::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "col" if flag(&e, "hidden") => {
                    if let (Some(first), Some(last)) = (count::<u32>(&e, "min"), count::<u32>(&e, "max")) {
                        sheet.hidden_columns.push((first.saturating_sub(1), last.saturating_sub(1).min(LAST_COLUMN)));
                    }
                }
                "row" => {
                    row = count::<u32>(&e, "r").map_or(row, |r| r.saturating_sub(1)).min(LAST_ROW);
                    column = 0;
                    if flag(&e, "hidden") {
                        hide(&mut sheet.hidden_rows, row);
                    }
                }
                "c" => {
                    let at = attribute(&e, "r").and_then(|r| parse_cell_name(&r)).unwrap_or((row, column));
                    let stored = Stored::of(&e);
                    column = at.1.saturating_add(1);
                    if let Some(cell) = cell(&mut xml, at, &stored, context, &mut shared)? {
                        room.take(&cell)?;
                        sheet.cells.push(cell);
                    }
                }
                "mergeCell" => sheet.merges.extend(attribute(&e, "ref").and_then(|r| area(&r))),
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "row" => row = row.saturating_add(1).min(LAST_ROW),
            Event::Eof => break,
            _ => {}
        }
    }
    // Sorted they are, unless somebody wrote the file by hand.
    if !sheet.cells.is_sorted_by_key(|c| c.at) {
        sheet.cells.sort_by_key(|c| c.at);
    }
    sheet.cells.dedup_by_key(|c| c.at);
    Ok(())
}

/// `A1:C3`, or a single cell.
fn area(reference: &str) -> Option<Area> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    Some(Area::between(parse_cell_name(first)?, parse_cell_name(last)?))
}

/// The attributes of a cell.
struct Stored {
    /// `s` shared string, `str` result of a formula, `inlineStr`, `b`, `e`, `d`; else a number.
    kind: String,
    style: usize,
}

impl Stored {
    fn of(e: &BytesStart<'_>) -> Self {
        Self { kind: attribute(e, "t").unwrap_or_default(), style: count(e, "s").unwrap_or(0) }
    }
}

/// The first formula of each group of shared ones, and where it stands.
type Shared = HashMap<u32, (Rc<str>, (u32, u32))>;

/// The rest of a cell whose start was read; none if nothing is in it.
fn cell(
    xml: &mut Xml<'_>,
    at: (u32, u32),
    stored: &Stored,
    context: &Context<'_>,
    shared: &mut Shared,
) -> Result<Option<SheetCell>, ReadError> {
    let mut buffer = Vec::new();
    let (mut value, mut inline, mut formula) = (None::<String>, None, None);
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "v" => value = Some(rest_of(xml, "v")?),
                "is" => inline = Some(strings::item(xml, "is")?),
                "f" => {
                    let group = attribute(&e, "t").filter(|t| t == "shared").and_then(|_| count::<u32>(&e, "si"));
                    let text = rest_of(xml, "f")?;
                    formula = self::formula(text, group, at, shared);
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "c" => break,
            Event::Eof => return Err(xml.damaged()),
            _ => {}
        }
    }
    let value = self::value(stored, value, inline, context);
    if value == Value::Blank && formula.is_none() {
        return Ok(None);
    }
    let format = context.styles.get(stored.style).copied().unwrap_or(0);
    let mut cell = SheetCell { at, value, format, formula, ..SheetCell::default() };
    cell.display(context.formats, context.from_1904);
    Ok(Some(cell))
}

/// The text up to the end of the element.
fn rest_of(xml: &mut Xml<'_>, name: &str) -> Result<String, ReadError> {
    let (mut buffer, mut text) = (Vec::new(), String::new());
    loop {
        match xml.next(&mut buffer)? {
            Event::End(e) if e.local_name().as_ref() == name => return Ok(text),
            Event::Eof => return Err(xml.damaged()),
            event => push_text(&event, &mut text),
        }
    }
}

fn formula(text: String, group: Option<u32>, at: (u32, u32), shared: &mut Shared) -> Option<Formula> {
    if let Some(group) = group {
        if !text.is_empty() {
            shared.insert(group, (text.clone().into(), at));
        } else {
            let (text, first) = shared.get(&group)?;
            let by = |to: u32, from: u32| i64::from(to) - i64::from(from);
            return Some(Formula { text: text.clone(), moved: (by(at.0, first.0), by(at.1, first.1)) });
        }
    }
    (!text.trim().is_empty()).then(|| Formula { text: text.into(), moved: (0, 0) })
}

fn value(stored: &Stored, value: Option<String>, inline: Option<String>, context: &Context<'_>) -> Value {
    if stored.kind == "inlineStr" || value.is_none() && inline.is_some() {
        return inline.map_or(Value::Blank, Value::Text);
    }
    let Some(value) = value.filter(|v| !v.is_empty()) else { return Value::Blank };
    match stored.kind.as_str() {
        "s" => value
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|i| context.texts.get(i))
            .map_or(Value::Blank, |text| Value::Text(text.to_string())),
        "str" => Value::Text(strings::unescape(&value)),
        "b" => Value::Bool(value.trim() == "1" || value.trim() == "true"),
        "e" => Value::Error(value),
        // ISO dates, which hardly anything writes, are readable as they stand.
        "d" => Value::Text(value),
        _ => number(&value).map_or(Value::Text(value), Value::Number),
    }
}
