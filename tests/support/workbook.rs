//! Workbooks written part by part, to say exactly what is in them.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

/// A zip archive of these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("begun");
        zip.write_all(content.as_bytes()).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

/// An XLSX of one sheet 表1 with this content, with the formats General, `0.00`, `@`, `0.00;-0.00;` and `;;;`
/// as styles 0 to 4, and the shared strings 科目 and 金额.
pub fn xlsx(worksheet: &str) -> Vec<u8> {
    xlsx_of("<si><t>科目</t></si><si><r><t>金</t></r><r><t>额</t></r></si>", worksheet)
}

/// The same with these shared strings.
pub fn xlsx_of(strings: &str, worksheet: &str) -> Vec<u8> {
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0.00;-0.00;'/>\
                  <numFmt numFmtId='165' formatCode=';;;'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='2'/>\
                  <xf numFmtId='49'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs></styleSheet>";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    package(&[
        (
            "_rels/.rels",
            &format!("<r><Relationship Id='1' Type='{kind}/officeDocument' Target='xl/workbook.xml'/></r>"),
        ),
        ("xl/workbook.xml", "<workbook><sheets><sheet name='表1' sheetId='1' r:id='a'/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<r><Relationship Id='a' Type='{kind}/worksheet' Target='worksheets/sheet1.xml'/>\
                 <Relationship Id='b' Type='{kind}/sharedStrings' Target='sharedStrings.xml'/>\
                 <Relationship Id='c' Type='{kind}/styles' Target='styles.xml'/></r>"
            ),
        ),
        ("xl/sharedStrings.xml", &format!("<sst count='9' uniqueCount='18446744073709551615'>{strings}</sst>")),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet>{worksheet}</worksheet>")),
    ])
}

/// An ODS with this content of its sheets.
pub fn ods(tables: &str) -> Vec<u8> {
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        (
            "content.xml",
            &format!(
                "<office:document-content><office:spreadsheet>{tables}</office:spreadsheet></office:document-content>"
            ),
        ),
    ])
}
