//! Formats that this version does not read, told by their first bytes, with what to do instead.

use super::ReadError;

/// First bytes, what such a file is, and how to get a text out of it.
const KNOWN: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "PDF 文件", "请用 pdftotext -layout 或阅读器的“另存为文本”转成文本文件"),
    (b"PK\x03\x04", "压缩包或新式 Office 文档（xlsx、docx、ofd、zip）", "请在 Excel、Word 或 WPS 中另存为文本文件"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "旧式 Office 文档（xls、doc、et、wps）",
        "请在 Excel、Word 或 WPS 中另存为文本文件",
    ),
    (b"{\\rtf", "RTF 文档", "请在 Word 或 WPS 中另存为文本文件"),
    (b"Rar!", "RAR 压缩包", "请先解压，再打开其中的文本"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "请先解压，再打开其中的文本"),
    (b"\x1f\x8b", "gzip 压缩包", "请先解压，再打开其中的文本"),
    (b"\x89PNG", "图片", "图片里的文字需先识别成文本"),
    (b"\xff\xd8\xff", "图片", "图片里的文字需先识别成文本"),
    (b"GIF8", "图片", "图片里的文字需先识别成文本"),
    (b"II*\0", "图片", "图片里的文字需先识别成文本"),
    (b"MM\0*", "图片", "图片里的文字需先识别成文本"),
];

/// Tags with which a saved web page begins.
const PAGES: &[&str] = &["<!doctype html", "<html", "<?xml"];

/// Refuses a file that begins like a known format which is no text.
pub(super) fn refuse(head: &[u8]) -> Result<(), ReadError> {
    let begin = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    for &(magic, what, advice) in KNOWN {
        if begin.starts_with(magic) {
            return Err(ReadError::Foreign { what, advice });
        }
    }
    for tag in PAGES {
        if begin.get(..tag.len()).is_some_and(|b| b.eq_ignore_ascii_case(tag.as_bytes())) {
            return Err(ReadError::Foreign {
                what: "网页或 XML 文件",
                advice: "请在浏览器中打开，全选复制到记事本，存成文本文件",
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_formats_are_named_with_what_to_do() {
        for (bytes, word) in [
            (b"%PDF-1.7\n".as_slice(), "PDF"),
            (b"PK\x03\x04\x14\0", "xlsx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "xls"),
            (b"\xef\xbb\xbf\n <!DOCTYPE HTML>", "网页"),
            (b"<html lang=zh>", "网页"),
        ] {
            let message = refuse(bytes).expect_err(word).to_string();
            assert!(message.contains(word) && message.contains("请"), "{message}");
        }
        assert!(refuse("2025 年部门预算公开".as_bytes()).is_ok() && refuse(b"").is_ok());
    }
}
