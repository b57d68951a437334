//! The package around the body: styles, page numbers, and what belongs to what.

use std::io::{self, Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::model::text::escape_xml;

/// The file of a document with this title and body.
pub(super) fn zip(title: &str, document: &str) -> Result<Vec<u8>, io::Error> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed date: the same report is the same file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut name = String::new();
    escape_xml(title, &mut name);
    let core = include_str!("core.xml").replace("TITLE", &name);
    let parts = [
        ("[Content_Types].xml", include_str!("types.xml")),
        ("_rels/.rels", include_str!("package.rels.xml")),
        ("docProps/core.xml", &core),
        ("word/_rels/document.xml.rels", include_str!("document.rels.xml")),
        ("word/document.xml", document),
        ("word/footer1.xml", include_str!("footer.xml")),
        ("word/styles.xml", include_str!("styles.xml")),
    ];
    for (name, content) in parts {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
