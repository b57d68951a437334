//! Texts of an XLSX: the table of shared strings, and the elements `si` and `is` of which it consists.

use std::rc::Rc;

use quick_xml::events::Event;

use super::{WHAT, Xml, push_text};
use crate::read::ReadError;

/// The shared strings in order. The stated count is not believed.
pub(super) fn read(bytes: &[u8], part: &str) -> Result<Vec<Rc<str>>, ReadError> {
    let (mut xml, mut buffer) = (Xml::new(bytes, WHAT, part), Vec::new());
    let mut texts = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) if e.local_name().as_ref() == "si" => texts.push(item(&mut xml, "si")?.into()),
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// The text of an element whose start was read: all its runs, without the reading aids (phonetics) of
/// Japanese and without comments.
pub(super) fn item(xml: &mut Xml<'_>, name: &str) -> Result<String, ReadError> {
    let (mut buffer, mut text) = (Vec::new(), String::new());
    let (mut in_text, mut phonetic) = (false, 0u32);
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "t" => in_text = phonetic == 0,
                "rPh" => phonetic = phonetic.saturating_add(1),
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => phonetic = phonetic.saturating_sub(1),
                local if local == name => return Ok(unescape(&text)),
                _ => {}
            },
            Event::Eof => return Err(xml.damaged()),
            event if in_text => push_text(&event, &mut text),
            _ => {}
        }
    }
}

/// `_x000D_` stands for a character that XML cannot hold.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains("_x") {
        return text.replace('\r', "");
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        match code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.extend((c == '\n' || c == '\t' || !c.is_control()).then_some(c));
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out.replace('\r', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_phonetics_left_out() {
        let xml = "<sst uniqueCount='18446744073709551615'><si><t>收入</t></si>\
                   <si><r><t>支出</t></r><r><rPr/><t xml:space='preserve'> 总计 &amp; 其他</t></r>\
                   <rPh sb='0' eb='1'><t>zhi chu</t></rPh></si><si/></sst>";
        let texts = read(xml.as_bytes(), "sharedStrings.xml").expect("strings");
        assert_eq!(texts.iter().map(|t| &**t).collect::<Vec<_>>(), ["收入", "支出 总计 & 其他", ""]);
    }

    #[test]
    fn characters_that_xml_cannot_hold() {
        assert_eq!(unescape("卫生_x000D_\n健康"), "卫生\n健康");
        assert_eq!(unescape("_x5F_与_x_"), "_x5F_与_x_");
        assert_eq!(unescape("_x4E2D_"), "中");
    }
}
