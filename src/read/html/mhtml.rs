//! Pages saved as a single file (MHTML, 单个文件网页): a mail whose parts are the page and what it shows. Browsers
//! save so, and Word and Excel; of a workbook every sheet is a page of its own.

use std::borrow::Cow;

/// What a mail of this sort says near its beginning.
const SIGNS: [&str; 2] = ["mime-version:", "multipart/related"];

/// How far into the file that is looked for.
const HEAD: usize = 4096;

/// One page in the file.
pub(super) struct Part {
    pub bytes: Vec<u8>,
    /// The encoding that its header names.
    pub encoding: Option<String>,
}

/// It is a page with everything in one file.
pub(in crate::read) fn is_mhtml(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    !head.trim_start().starts_with('<') && SIGNS.iter().all(|sign| head.contains(sign))
}

/// The pages of the file in order.
pub(super) fn pages(bytes: &[u8]) -> Vec<Part> {
    let (head, body) = split_head(bytes);
    let Some(boundary) = parameter(&head, "boundary") else { return Vec::new() };
    let mark = [b"--", boundary.as_bytes()].concat();
    let mut pages = Vec::new();
    let mut lines = body.split_inclusive(|b| *b == b'\n');
    let mut part: Option<Vec<u8>> = None;
    loop {
        let line = lines.next();
        if line.is_none_or(|line| line.starts_with(&mark)) {
            pages.extend(part.take().and_then(|part| page(&part)));
            part = Some(Vec::new());
        }
        match (line, &mut part) {
            (None, _) => return pages,
            (Some(line), Some(part)) if !line.starts_with(&mark) => part.extend_from_slice(line),
            _ => {}
        }
    }
}

fn page(part: &[u8]) -> Option<Part> {
    let (head, body) = split_head(part);
    if !head.to_ascii_lowercase().contains("text/html") {
        return None;
    }
    let lower = head.to_ascii_lowercase();
    let bytes = if lower.contains("base64") {
        base64(body)
    } else if lower.contains("quoted-printable") {
        quoted_printable(body)
    } else {
        body.to_vec()
    };
    Some(Part { bytes, encoding: parameter(&head, "charset") })
}

/// The header lines, folded ones joined, and what comes after the empty line.
fn split_head(bytes: &[u8]) -> (Cow<'_, str>, &[u8]) {
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        at += line.len();
        // A part may begin with empty lines.
        if line.trim_ascii().is_empty() && bytes.get(..at).is_some_and(|head| !head.trim_ascii().is_empty()) {
            break;
        }
    }
    let (head, body) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    (String::from_utf8_lossy(head), body)
}

/// `name="value"` or `name=value` in a header.
fn parameter(head: &str, name: &str) -> Option<String> {
    let at = head.to_ascii_lowercase().find(&format!("{name}="))?;
    let value = head.get(at + name.len() + 1..)?;
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split([';', '\r', '\n', ' ']).next()?,
    };
    (!value.is_empty()).then(|| value.to_owned())
}

/// `=E4` is a byte; a line that ends in `=` goes on.
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|b| *b == b'\n') {
        let content = line.trim_ascii_end();
        let goes_on = content.last() == Some(&b'=');
        let mut rest = if goes_on { content.get(..content.len() - 1).unwrap_or_default() } else { content };
        while let Some((&byte, after)) = rest.split_first() {
            let code = after.get(..2).filter(|_| byte == b'=');
            let decoded = code.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
            rest = if decoded.is_some() { after.get(2..).unwrap_or_default() } else { after };
            out.push(decoded.unwrap_or(byte));
        }
        if !goes_on {
            out.push(b'\n');
        }
    }
    out
}

/// Characters outside of the alphabet are passed over, as the standard says.
fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend(u8::try_from(bits >> count & 0xff));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_ways_of_writing_bytes_as_text() {
        assert_eq!(quoted_printable("=E9=83=A8=\r\n=E9=97=A8 a=3Db =x\r\n".as_bytes()), "部门 a=b =x\n".as_bytes());
        assert_eq!(base64(b"6YOo\r\n6ZeoYQ=="), "部门a".as_bytes());
    }

    #[test]
    fn a_mail_cut_anywhere_gives_pages_or_none() {
        let mail = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html;\r\n\tcharset=gb2312\r\n\r\n<p>=B2=BF\r\n--x--\r\n";
        assert!(is_mhtml(mail));
        for end in 0..mail.len() {
            pages(&mail[..end]);
        }
        let all = pages(mail);
        assert_eq!((all.len(), all[0].encoding.as_deref()), (1, Some("gb2312")));
    }
}
