//! Zip packages that are made to do harm.

use std::io::{Cursor, Write};

use flate2::{Compress, Compression, FlushCompress};
use zip::{ZipWriter, write::SimpleFileOptions};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

/// The parts of a workbook of one sheet but for the sheet.
fn workbook_parts() -> Vec<(&'static str, String)> {
    let content = "http://schemas.openxmlformats.org/package/2006/content-types";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    vec![
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{content}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="支出总表" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
    ]
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A workbook of one sheet with this inside `worksheet`.
pub fn workbook(inside: &str) -> Vec<u8> {
    let sheet = format!(r#"<?xml version="1.0"?><worksheet xmlns="{MAIN}">{inside}</worksheet>"#);
    workbook_of(sheet.as_bytes())
}

/// A workbook of one sheet, which is this.
pub fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    let parts = workbook_parts();
    let mut all: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (*name, content.as_bytes())).collect();
    all.push((SHEET, sheet));
    zip(&all)
}

/// A Word document with this as its main part, and these styles.
pub fn word_of(main: &str, styles: &str) -> Vec<u8> {
    let content = "http://schemas.openxmlformats.org/package/2006/content-types";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let types = format!(
        r#"<Types xmlns="{content}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#
    );
    let root = format!(
        r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    let relations = format!(
        r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>"#
    );
    zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ])
}

/// A Word document with this in its body.
pub fn word(body: &str, styles: &str) -> Vec<u8> {
    let main = format!(r#"<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>"#);
    word_of(&main, &format!(r#"<w:styles xmlns:w="{WORD}">{styles}</w:styles>"#))
}

/// Entities that stand for a thousand million words, before a document that uses them.
pub fn entities(root: &str, content: &str) -> String {
    let mut out = format!("<?xml version=\"1.0\"?><!DOCTYPE {root} [<!ENTITY l0 \"合计合计合计\">");
    for level in 1..10 {
        let below = format!("&l{};", level - 1).repeat(10);
        out.push_str(&format!("<!ENTITY l{level} \"{below}\">"));
    }
    out + "]>" + content
}

/// The workbook with a sheet that unpacks to as many gigabytes of zeros, and says of itself that it is small.
pub fn bomb(gigabytes: usize) -> Vec<u8> {
    let mut compress = Compress::new(Compression::best(), false);
    let zeros = vec![0; 1 << 20];
    let mut block = Vec::with_capacity(1 << 20);
    compress.compress_vec(&zeros, &mut block, FlushCompress::Full).expect("compressed");
    let mut data = block.repeat(gigabytes << 10);
    data.extend([3, 0]); // an empty last block
    let parts = workbook_parts();
    let mut entries: Vec<Entry<'_>> = parts
        .iter()
        .map(|(name, content)| Entry { name, data: content.as_bytes(), packed: false, size: content.len() })
        .collect();
    entries.push(Entry { name: SHEET, data: &data, packed: true, size: 4000 });
    archive(&entries, false)
}

/// A workbook all of whose two thousand sheets are the same bytes of the file.
pub fn overlapping() -> Vec<u8> {
    let sheet = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{}</sheetData></worksheet>"#, " ".repeat(8 << 20));
    let mut compress = Compress::new(Compression::best(), false);
    let mut data = Vec::with_capacity(sheet.len());
    compress.compress_vec(sheet.as_bytes(), &mut data, FlushCompress::Finish).expect("compressed");
    let names: Vec<String> = (1..2000).map(|i| format!("xl/worksheets/sheet{i}.xml")).collect();
    let parts = workbook_parts();
    let mut entries: Vec<Entry<'_>> = parts
        .iter()
        .map(|(name, content)| Entry { name, data: content.as_bytes(), packed: false, size: content.len() })
        .collect();
    entries.extend(names.iter().map(|name| Entry { name, data: &data, packed: true, size: sheet.len() }));
    archive(&entries, true)
}

struct Entry<'a> {
    name: &'a str,
    data: &'a [u8],
    packed: bool,
    /// What it says that it unpacks to.
    size: usize,
}

/// A zip archive written by hand, so that it can lie. `shared`: the packed entries are one and the same place.
fn archive(entries: &[Entry<'_>], shared: bool) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let mut first_packed = None;
    for entry in entries {
        let fields = |out: &mut Vec<u8>| {
            for short in [20u16, 0x800, if entry.packed { 8 } else { 0 }, 0, 0x21] {
                out.extend(short.to_le_bytes());
            }
            let checksum = {
                let mut crc = flate2::Crc::new();
                crc.update(entry.data);
                crc.sum()
            };
            for long in [checksum, entry.data.len() as u32, entry.size as u32] {
                out.extend(long.to_le_bytes());
            }
            out.extend((entry.name.len() as u16).to_le_bytes());
            out.extend(0u16.to_le_bytes());
        };
        let at = match first_packed {
            Some(at) if shared && entry.packed => at,
            _ => {
                let at = out.len();
                out.extend(b"PK\x03\x04");
                fields(&mut out);
                out.extend(entry.name.as_bytes());
                out.extend(entry.data);
                at
            }
        };
        if entry.packed {
            first_packed = Some(at);
        }
        directory.extend(b"PK\x01\x02\x14\0");
        fields(&mut directory);
        directory.extend([0; 10]);
        directory.extend((at as u32).to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((entries.len() as u16).to_le_bytes().repeat(2));
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}
