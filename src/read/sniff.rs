//! Which format a file has, told by its bytes and never by its name.
//!
//! Two steps, because looking into a container is already work on foreign bytes: [`family`] looks at the
//! first bytes only and decides whether the file must be read in a child process; [`sniff`] looks inside.

use std::io::Cursor;

use encoding_rs::Encoding;

use super::{ReadError, html, limits, text};
use crate::{document::Format, write::native};

/// What the first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Pdf,
    /// xlsx, docx, ods, or an archive.
    Zip,
    /// The compound files of Office 97–2003.
    Ole,
    Html,
    /// Known and not read: what it is, and what to do.
    Refused(&'static str, &'static str),
    /// Text, CSV, our own JSON, or nothing that we know.
    Plain,
}

/// How much of a file [`family`] looks at.
pub(super) const HEAD: usize = 4096;

/// A PDF may begin with up to this much of something else: mail headers, a byte order mark.
const PDF_WITHIN: usize = 1024;

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const UNPACK: &str = "请先解压，再打开其中的文件";
const PICTURE: &str = "请先识别其中的文字，存成文本文件或带文字层的 PDF";
const SAVE_AS: &str = "请在 Word、Excel 或 WPS 中另存为 docx 或 xlsx";

/// First bytes of what is refused, what such a file is, and what to do.
const REFUSED: &[(&[u8], &str, &str)] = &[
    (b"{\\rtf", "RTF 文档", "请在 Word 或 WPS 中另存为 docx"),
    (b"Rar!", "RAR 压缩包", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", UNPACK),
    (b"\x1f\x8b", "gzip 压缩包", UNPACK),
    (b"BZh", "bzip2 压缩包", UNPACK),
    (b"\xfd7zXZ\0", "xz 压缩包", UNPACK),
    (b"\x89PNG", "图片", PICTURE),
    (b"\xff\xd8\xff", "图片", PICTURE),
    (b"GIF8", "图片", PICTURE),
    (b"II*\0", "图片", PICTURE),
    (b"MM\0*", "图片", PICTURE),
    (b"BM", "图片", PICTURE),
];

/// What begins like this is a web page. Lower case.
const HTML: &[&str] = &["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<style"];

/// The family that the first bytes of a file tell.
pub(super) fn family(bytes: &[u8]) -> Family {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let begin = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if begin.starts_with(b"PK\x03\x04") || begin.starts_with(b"PK\x05\x06") {
        return Family::Zip;
    }
    if begin.starts_with(OLE) {
        return Family::Ole;
    }
    if let Some(&(_, what, advice)) = REFUSED.iter().find(|(magic, ..)| begin.starts_with(magic)) {
        // A bitmap's magic is two letters that a text may begin with; its header has zero bytes.
        if what != "图片" || !begin.starts_with(b"BM") || begin.get(..16).is_some_and(|b| b.contains(&0)) {
            return Family::Refused(what, advice);
        }
    }
    let early = head.get(..PDF_WITHIN).unwrap_or(head);
    if early.windows(5).any(|w| w == b"%PDF-") {
        return Family::Pdf;
    }
    markup(begin)
}

/// Web pages and the XML formats that look like them.
fn markup(begin: &[u8]) -> Family {
    let text = match Encoding::for_bom(begin) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(begin.get(mark..).unwrap_or_default()).0,
        None => String::from_utf8_lossy(begin),
    };
    let text = text.trim_start().to_ascii_lowercase();
    if html::mhtml::is_mhtml(begin) {
        return Family::Html;
    }
    let mut rest = text.as_str();
    let xml = rest.starts_with("<?xml");
    // A declaration or a comment may stand before the first tag.
    while let Some((_, after)) = ["<?", "<!--"]
        .iter()
        .find(|open| rest.starts_with(**open))
        .and_then(|open| rest.split_once(if *open == "<?" { "?>" } else { "-->" }))
    {
        rest = after.trim_start();
    }
    if HTML.iter().any(|tag| rest.starts_with(tag)) {
        Family::Html
    } else if xml {
        Family::Refused("XML 文件", SAVE_AS)
    } else {
        Family::Plain
    }
}

/// The format of a file, looking inside containers; or why it is none that can be read.
pub fn sniff(bytes: &[u8]) -> Result<Format, ReadError> {
    match family(bytes) {
        Family::Pdf => Ok(Format::Pdf),
        Family::Html => Ok(Format::Html),
        Family::Zip => zip(bytes),
        Family::Ole => ole(bytes),
        Family::Refused(what, advice) => Err(ReadError::Foreign { what, advice }),
        Family::Plain => Ok(plain(&text::decode(bytes)?.text)),
    }
}

/// What is in a zip archive, told by the names of its parts.
fn zip(bytes: &[u8]) -> Result<Format, ReadError> {
    let damaged =
        |_| ReadError::Damaged { what: "压缩包式的文件（xlsx、docx、ods）", detail: String::new() };
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let refused = |what, advice| Err(ReadError::Foreign { what, advice });
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("xl/workbook.xml") {
        Ok(Format::Xlsx)
    } else if has("word/document.xml") {
        Ok(Format::Docx)
    } else if has("content.xml") && has("meta-inf/manifest.xml") {
        open_document(archive)
    } else if has("xl/workbook.bin") {
        refused("Excel 二进制工作簿（xlsb）", "请在 Excel 或 WPS 中另存为 xlsx")
    } else if has("ofd.xml") {
        refused("OFD 版式文件", "请在阅读器中打开，导出或打印成 PDF")
    } else if names.iter().any(|n| n.starts_with("ppt/")) {
        refused("演示文稿", "请把其中的表格另存为 xlsx 或 PDF")
    } else {
        refused("压缩包", UNPACK)
    }
}

/// OpenDocument has one layout for all its kinds; which it is stands in its first part.
fn open_document(mut archive: zip::ZipArchive<Cursor<&[u8]>>) -> Result<Format, ReadError> {
    use std::io::Read;
    let mut kind = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        // A part that cannot be read leaves the kind unknown, and that is answered below.
        let _ = part.take(limits::MIMETYPE_BYTES).read_to_string(&mut kind);
    }
    if kind.contains("opendocument.spreadsheet") {
        Ok(Format::Ods)
    } else {
        Err(ReadError::Foreign { what: "OpenDocument 文档", advice: SAVE_AS })
    }
}

/// What is in a compound file, told by the names in its directory. An embedded object's streams come after
/// those of the file that holds it, so the first name that tells something decides.
fn ole(bytes: &[u8]) -> Result<Format, ReadError> {
    for entry in bytes.as_chunks::<128>().0 {
        match stream_name(entry).as_deref() {
            Some("WordDocument") => return Ok(Format::Doc),
            Some("Workbook" | "Book") => return Ok(Format::Xls),
            Some("EncryptedPackage") => {
                return Err(ReadError::Foreign {
                    what: "加了打开密码的 Office 文档",
                    advice: "请在 Excel、Word 或 WPS 中取消打开密码，另存一份",
                });
            }
            Some("PowerPoint Document") => {
                return Err(ReadError::Foreign {
                    what: "演示文稿", advice: "请把其中的表格另存为 xlsx 或 PDF"
                });
            }
            _ => {}
        }
    }
    Err(ReadError::Foreign { what: "旧式复合文档，但其中没有 Word 文档或工作簿", advice: SAVE_AS })
}

/// The name of a stream, if these bytes are the directory entry of one: UTF-16, its length in bytes with the
/// closing zero at 64, the type of entry (2: stream) at 66.
fn stream_name(entry: &[u8; 128]) -> Option<String> {
    let (name, rest) = entry.split_at(64);
    let [low, high, 2, ..] = rest else { return None };
    let length = usize::from(u16::from_le_bytes([*low, *high])).checked_sub(2)?;
    let units: Vec<u16> = name.get(..length)?.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    String::from_utf16(&units).ok()
}

/// What a text is: our own JSON, separated values, or just text.
pub(super) fn plain(text: &str) -> Format {
    if native::is_native(text) {
        Format::Json
    } else if is_separated(text) {
        Format::Csv
    } else {
        Format::Text
    }
}

/// How many lines are looked at to tell whether values are separated.
const LINES: usize = 400;

/// Whether a text is a table of separated values: nearly every line has the same number of tabs, or most
/// lines have commas that do not group the digits of a number. Chinese prose has commas of its own (，).
/// Tabs that only indent (one cell a line, as some programs copy tables) separate nothing.
fn is_separated(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(LINES).collect();
    if lines.len() < 2 {
        return false;
    }
    let most = |counts: &[usize]| {
        let most = counts.iter().max_by_key(|&n| counts.iter().filter(|m| *m == n).count()).copied().unwrap_or(0);
        (most, counts.iter().filter(|n| **n == most).count())
    };
    let tabs: Vec<usize> = lines.iter().map(|l| l.matches('\t').count()).collect();
    let commas: Vec<usize> = lines.iter().map(|l| separating_commas(l)).collect();
    let nearly_all = |(most, times): (usize, usize)| most > 0 && times * 10 >= lines.len() * 9;
    let separating = lines.iter().filter(|l| l.trim_start().contains('\t')).count();
    nearly_all(most(&tabs)) && separating * 2 >= lines.len()
        || nearly_all(most(&commas))
        || commas.iter().filter(|n| **n >= 2).count() * 10 >= lines.len() * 6
}

/// Commas outside quotes that stand for a border between values, not within `1,234.50`.
fn separating_commas(line: &str) -> usize {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut count, mut quoted) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                let groups = at.checked_sub(1).is_some_and(digit) && (1..=3).all(|i| digit(at + i)) && !digit(at + 4);
                count += usize::from(!groups);
            }
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zipped(names: &[(&str, &str)]) -> Vec<u8> {
        use std::io::Write;
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in names {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
            writer.write_all(content.as_bytes()).expect("written");
        }
        writer.finish().expect("an archive").into_inner()
    }

    /// A compound file as far as it is looked at: the magic and a directory of streams.
    fn compound(streams: &[&str]) -> Vec<u8> {
        let mut bytes = OLE.to_vec();
        bytes.resize(512, 0);
        for name in streams {
            let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = u16::try_from(entry.len() + 2).expect("short");
            entry.resize(64, 0);
            entry.extend(length.to_le_bytes());
            entry.push(2);
            entry.resize(128, 0);
            bytes.extend(entry);
        }
        bytes
    }

    #[test]
    fn a_container_is_told_by_what_is_in_it() {
        let xlsx = zipped(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]);
        let ods_type = "application/vnd.oasis.opendocument.spreadsheet";
        for (bytes, format) in [
            (xlsx, Format::Xlsx),
            (zipped(&[("word/document.xml", "")]), Format::Docx),
            (zipped(&[("mimetype", ods_type), ("content.xml", ""), ("META-INF/manifest.xml", "")]), Format::Ods),
            (compound(&["Workbook"]), Format::Xls),
            (compound(&["Book"]), Format::Xls),
            (compound(&["1Table", "WordDocument", "Workbook"]), Format::Doc),
            (b"%PDF-1.7\n".to_vec(), Format::Pdf),
            ([b"\0\0mail\r\n\r\n".as_slice(), b"%PDF-1.4"].concat(), Format::Pdf),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x".to_vec(), Format::Html),
            (b"\xef\xbb\xbf\n <!DOCTYPE HTML>".to_vec(), Format::Html),
            (b"<?xml version='1.0'?><!-- x --><html lang=zh>".to_vec(), Format::Html),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0".to_vec(), Format::Html),
            ("2025 年部门预算公开".as_bytes().to_vec(), Format::Text),
            (Vec::new(), Format::Text),
            (b"{\"format\":\"gongkai/1\"}".to_vec(), Format::Json),
        ] {
            assert_eq!(sniff(&bytes).expect("known"), format);
        }
    }

    #[test]
    fn what_is_refused_is_named_with_what_to_do() {
        for (bytes, word) in [
            (zipped(&[("OFD.xml", "")]), "OFD"),
            (zipped(&[("预算.txt", "")]), "压缩包"),
            (zipped(&[("xl/workbook.bin", "")]), "xlsb"),
            (compound(&["EncryptedPackage"]), "密码"),
            (compound(&["Contents"]), "复合文档"),
            (b"PK\x03\x04....".to_vec(), "损坏"),
            (b"Rar!\x1a\x07".to_vec(), "RAR"),
            (b"{\\rtf1\\ansi".to_vec(), "RTF"),
            (b"\x89PNG\r\n".to_vec(), "图片"),
            (b"<?xml version='1.0'?><Workbook/>".to_vec(), "XML"),
        ] {
            let message = sniff(&bytes).expect_err(word).to_string();
            assert!(message.contains(word) && message.contains("请"), "{message}");
        }
    }

    #[test]
    fn separated_values_are_told_from_text_with_commas_in_its_numbers() {
        let csv = "支出总表,,,\n科目编码,科目名称,合计,基本支出\n208,社会保障和就业支出,\"1,234.50\",9.24\n";
        assert_eq!(plain(csv), Format::Csv);
        assert_eq!(plain("支出总表\t\t\n科目编码\t科目名称\t合计\n208\t社会保障和就业支出\t1,234.50\n"), Format::Csv);
        assert_eq!(
            plain("支出总表\n208 社会保障和就业支出 1,234.50 1,234.50 1,000,000\n合计 1,234.50 9.24\n"),
            Format::Text
        );
        assert_eq!(plain("一、部门职责\n贯彻执行水法,负责水利工程。\n二、机构设置\n"), Format::Text);
        assert_eq!(plain("支出总表\n单位：万元\n208\t社会保障和就业支出\t9.24\n"), Format::Text);
        assert_eq!(plain("\t支出总表\n\t项目\n\t预算数\n\n\t基本支出\n\t9.24\n\t\n"), Format::Text);
    }
}
