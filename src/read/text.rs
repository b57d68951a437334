//! Bytes → text: which encoding is it, and is it text at all.
//!
//! A byte order mark decides; else UTF-16 is known by its zero bytes, UTF-8 by being valid, and for the rest
//! the detector of web browsers is asked with the hint that it is Chinese (what calls itself GB2312 or GBK is
//! read as GB18030, which contains both).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::{ReadError, limits};

/// A text and the encoding that it was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Without byte order mark; every line ends with LF.
    pub text: String,
    /// Its name as the Web uses it: `UTF-8`, `gb18030` …
    pub encoding: &'static str,
}

/// Decodes a text, or says that it is none. Takes time and memory in proportion to the bytes.
///
/// ```
/// use gongkai::read::text::decode;
/// let decoded = decode(b"\xb2\xbf\xc3\xc5\xca\xd5\xd6\xa7\xd7\xdc\xb1\xed").unwrap();
/// assert_eq!((decoded.text.as_str(), decoded.encoding), ("部门收支总表", "gb18030"));
/// assert!(decode(&[0, 159, 146, 150, 0, 1, 2, 3]).is_err());
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    decode_as(bytes, None)
}

/// The encodings in which Chinese texts are saved, for a user whose text was decoded wrongly: the name that
/// [`decode_as`] takes, and what it is called.
pub const ENCODINGS: &[(&str, &str)] = &[
    ("UTF-8", "UTF-8"),
    ("gb18030", "简体中文（GB18030、GBK、GB2312）"),
    ("Big5", "繁体中文（Big5）"),
    ("UTF-16LE", "UTF-16（低位在前）"),
    ("UTF-16BE", "UTF-16（高位在前）"),
];

/// The names of [`ENCODINGS`] for a message.
pub(super) fn encoding_names() -> String {
    ENCODINGS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("、")
}

/// The name in [`ENCODINGS`] of an encoding that is called this: `GBK` is `gb18030`.
pub fn encoding(name: &str) -> Option<&'static str> {
    let found = Encoding::for_label(name.trim().as_bytes())?;
    Some(if found == GBK { GB18030.name() } else { found.name() })
}

/// [`decode`] with the encoding that the user says it is in, if there is one.
pub fn decode_as(bytes: &[u8], encoding: Option<&str>) -> Result<Decoded, ReadError> {
    let (text, encoding) = if let Some(name) = encoding {
        let encoding =
            Encoding::for_label(name.as_bytes()).ok_or_else(|| ReadError::NoSuchEncoding(name.to_owned()))?;
        (encoding.decode_with_bom_removal(bytes).0.into_owned(), encoding)
    } else if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        (encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned(), encoding)
    } else if let Some(encoding) = utf16_without_mark(bytes) {
        (encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding)
    } else if bytes.contains(&0) {
        return Err(ReadError::NotText);
    } else {
        decode_bytewise(bytes)
    };
    if is_noise(&text) {
        return Err(ReadError::NotText);
    }
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    Ok(Decoded { text, encoding: encoding.name() })
}

/// UTF-16 without a mark: no other text has zero bytes (the high bytes of its digits and line ends), and read
/// in the wrong order few of its characters are Chinese or ASCII.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() || !bytes.contains(&0) {
        return None;
    }
    let usual = |order: fn([u8; 2]) -> u16| pairs.iter().filter(|pair| is_usual(order(**pair))).count();
    let (little, big) = (usual(u16::from_le_bytes), usual(u16::from_be_bytes));
    let encoding = if little >= big { UTF_16LE } else { UTF_16BE };
    (little.max(big) * 10 >= pairs.len() * 9).then_some(encoding)
}

/// What nearly all of a Chinese text consists of: ASCII, punctuation, Han, full-width forms.
fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0d | 0x20..=0x7e | 0x2010..=0x203b | 0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xffef)
}

/// UTF-8 or one of the older encodings of one to four bytes.
fn decode_bytewise(bytes: &[u8]) -> (String, &'static Encoding) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => return (text.to_owned(), UTF_8),
        Err(_) => String::from_utf8_lossy(bytes),
    };
    let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
    if replaced(&text) * limits::BROKEN_UTF8_IN <= beyond_ascii {
        return (text.into_owned(), UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let guess = if guess == GBK { GB18030 } else { guess };
    let (guessed, broken) = guess.decode_without_bom_handling(bytes);
    if broken && guess != GB18030 {
        // The detector gives up an encoding at its first bad byte; one bad byte is no reason to read Chinese as something else.
        let (chinese, _) = GB18030.decode_without_bom_handling(bytes);
        if replaced(&chinese) <= replaced(&guessed) {
            return (chinese.into_owned(), GB18030);
        }
    }
    (guessed.into_owned(), guess)
}

fn replaced(text: &str) -> usize {
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
}

/// Too many characters that no text has.
fn is_noise(text: &str) -> bool {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}');
        odd += usize::from(control || c == char::REPLACEMENT_CHARACTER);
    }
    // One is forgiven however short the text: the end of a file that was cut off.
    odd.saturating_sub(1) * limits::NOISE_IN > all
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一般公共预算支出表\r\n单位：万元\r\n2101501\t行政运行\t283.37\r\n（注：本表无数据）";

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let d = decode(bytes).expect("text");
        (d.text, d.encoding)
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_in_which_disclosures_are_saved() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let with = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (name, bytes, encoding) in [
            ("UTF-8", TEXT.as_bytes().to_vec(), "UTF-8"),
            ("UTF-8 with mark", with(b"\xef\xbb\xbf", TEXT.as_bytes().to_vec()), "UTF-8"),
            ("UTF-16LE with mark", with(b"\xff\xfe", utf16(TEXT, false)), "UTF-16LE"),
            ("UTF-16BE with mark", with(b"\xfe\xff", utf16(TEXT, true)), "UTF-16BE"),
            ("UTF-16LE", utf16(TEXT, false), "UTF-16LE"),
            ("UTF-16BE", utf16(TEXT, true), "UTF-16BE"),
            ("GB18030", gb, "gb18030"),
        ] {
            assert_eq!(decoded(&bytes), (TEXT.replace("\r\n", "\n"), encoding), "{name}");
        }
        let rare = "㐀镕𠮷，人员经费 12.00"; // outside GB2312; the last needs four bytes in GB18030
        assert!(decoded(&GB18030.encode(&format!("{TEXT}{rare}")).0).0.ends_with(rare));
    }

    #[test]
    fn a_file_cut_inside_a_character_keeps_its_encoding() {
        let bytes = TEXT.as_bytes();
        assert_eq!(decoded(&bytes[..bytes.len() - 1]).1, "UTF-8");
        let gb = GB18030.encode(TEXT).0;
        let (text, encoding) = decoded(&gb[..gb.len() - 1]);
        assert_eq!(encoding, "gb18030");
        assert!(text.starts_with("一般公共预算支出表"));
    }

    #[test]
    fn nothing_is_a_text_and_noise_is_none() {
        assert_eq!(decoded(b""), (String::new(), "UTF-8"));
        assert_eq!(decoded(b"no table in here"), ("no table in here".to_owned(), "UTF-8"));
        let noise: Vec<u8> = (0u32..4096).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(&noise).is_err());
        let without_zeros: Vec<u8> = noise.iter().map(|b| (*b).max(1)).collect();
        assert!(decode(&without_zeros).is_err());
    }
}
