//! XLSX (Excel 2007 and later, WPS), read as a stream of XML, one sheet after the other.
//!
//! Not with calamine: it believes the counts that a file states and reserves memory for them (`uniqueCount`
//! of the strings, the number of a shared formula), and it gives neither formulas together with styles nor
//! hidden rows and columns, so that every sheet would be read three times.

mod sheet;
mod strings;
mod styles;

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{
    book::{Book, Sheet, Visibility},
    room::Room,
};
use crate::{
    document::Format,
    read::{
        Progress, ReadError, limits,
        package::Package,
        xml::{Xml, attribute, flag, push_text},
    },
};

const WHAT: &str = Format::Xlsx.name();

/// Where the workbook is unless `_rels/.rels` says otherwise.
const USUAL_PART: &str = "xl/workbook.xml";

/// Reads a workbook.
pub(super) fn read(package: &mut Package<'_>, progress: Progress<'_>) -> Result<Book, ReadError> {
    let main = main_part(package)?;
    let base = main.rfind('/').map_or("", |at| main.get(..=at).unwrap_or_default());
    let links = links(package, &main)?;
    let (mut book, entries) = workbook(&package.required(&main)?, &main)?;
    if entries.len() > limits::MAX_SHEETS {
        return Err(ReadError::Exceeds { what: "工作表过多", limit: format!("{} 张", limits::MAX_SHEETS) });
    }
    let target = |kind: &str| links.values().find(|l| l.kind == kind).map(|l| absolute(base, &l.target));
    let texts = match target("sharedStrings") {
        Some(part) => package.part(&part)?.map(|bytes| strings::read(&bytes, &part)).transpose()?,
        None => None,
    }
    .unwrap_or_default();
    let styles = match target("styles") {
        Some(part) => package.part(&part)?.map(|bytes| styles::read(&bytes, &part)).transpose()?,
        None => None,
    }
    .unwrap_or_default();
    let (formats, format_of_style) = styles.into_formats();
    book.formats = formats;

    let number = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let mut room = Room::default();
    for (done, entry) in (1..).zip(entries) {
        let mut sheet = Sheet { name: entry.name, visibility: entry.visibility, ..Sheet::default() };
        let link = links.get(&entry.link).filter(|l| l.kind == "worksheet");
        // A chart sheet or a macro sheet has no cells; it stays as a sheet without any.
        if let Some(link) = link {
            let part = absolute(base, &link.target);
            let bytes = package.required(&part)?;
            let context = sheet::Context {
                texts: &texts,
                styles: &format_of_style,
                formats: &book.formats,
                from_1904: book.from_1904,
            };
            sheet::read(&bytes, &part, &context, &mut room, &mut sheet)?;
        }
        book.sheets.push(sheet);
        progress(done, number);
    }
    Ok(book)
}

/// A relationship of a part to another one.
struct Link {
    /// The last word of its type.
    kind: String,
    target: String,
}

fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let stated =
        links(package, "")?.into_values().find(|l| l.kind == "officeDocument").map(|l| absolute("", &l.target));
    Ok(stated.unwrap_or_else(|| USUAL_PART.to_owned()))
}

/// The relationships of a part by id; of the package for an empty name.
fn links(package: &mut Package<'_>, part: &str) -> Result<HashMap<String, Link>, ReadError> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(f, n)| (f, n));
    let slash = if folder.is_empty() { "" } else { "/" };
    let path = format!("{folder}{slash}_rels/{name}.rels");
    let mut links = HashMap::new();
    let Some(bytes) = package.part(&path)? else { return Ok(links) };
    let (mut xml, mut buffer) = (Xml::new(&bytes, WHAT, &path), Vec::new());
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                let (id, kind, target) = (attribute(&e, "Id"), attribute(&e, "Type"), attribute(&e, "Target"));
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    links.insert(id, Link { kind, target });
                }
            }
            Event::Eof => return Ok(links),
            _ => {}
        }
    }
}

/// A target relative to a folder → a name in the package.
fn absolute(base: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let joined = if target.starts_with('/') { target } else { format!("{base}{target}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A sheet as the workbook lists it.
struct Entry {
    name: String,
    visibility: Visibility,
    link: String,
}

fn workbook(bytes: &[u8], part: &str) -> Result<(Book, Vec<Entry>), ReadError> {
    let (mut xml, mut buffer) = (Xml::new(bytes, WHAT, part), Vec::new());
    let (mut book, mut entries) = (Book::default(), Vec::new());
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "workbookPr" => book.from_1904 |= flag(&e, "date1904"),
                "sheet" => entries.push(Entry {
                    name: attribute(&e, "name").unwrap_or_default(),
                    visibility: match attribute(&e, "state").as_deref() {
                        Some("hidden") => Visibility::Hidden,
                        Some("veryHidden") => Visibility::VeryHidden,
                        _ => Visibility::Shown,
                    },
                    link: attribute(&e, "id").unwrap_or_default(),
                }),
                _ => {}
            },
            Event::Eof if entries.is_empty() => return Err(xml.damaged()),
            Event::Eof => return Ok((book, entries)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn targets_are_relative_to_the_workbook_or_to_the_package() {
        for (target, part) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../customXml/item1.xml", "customXml/item1.xml"),
            ("./worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../../../sheet1.xml", "sheet1.xml"),
        ] {
            assert_eq!(absolute("xl/", target), part);
        }
    }
}
