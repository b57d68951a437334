//! Small PDF files, written by hand: a test says what a page draws, in PDF's own words, and with [`say`] for text.
//!
//! Three fonts are there: `/Song`, Chinese and not in the file (its codes are UTF-16), `/Bare`, in the file
//! but silent about what its glyphs mean, and `/Mute`, the same without the table that would tell.
#![allow(dead_code)]

use std::fmt::Write as _;

/// Half of A4: 420 points wide, 595 high; y up, as in PDF.
pub const WIDTH: i32 = 420;
/// See [`WIDTH`].
pub const HEIGHT: i32 = 595;

/// One page of a file.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    content: String,
    /// Further entries of the page's dictionary, as `/Rotate 90`.
    entries: String,
    media: Option<[i64; 4]>,
}

/// A page that draws this.
pub fn sheet(content: impl Into<String>) -> Sheet {
    Sheet { content: content.into(), ..Sheet::default() }
}

impl Sheet {
    /// The same page with a further entry in its dictionary.
    pub fn with(mut self, entry: &str) -> Self {
        self.entries = format!("{} {entry}", self.entries);
        self
    }

    /// The same page on other paper.
    pub fn on(mut self, media: [i64; 4]) -> Self {
        self.media = Some(media);
        self
    }
}

/// Shows a text at a place, 12 points high: a square for a Chinese character, half of one for a digit.
pub fn say(x: i32, y: i32, text: &str) -> String {
    format!("BT /Song 12 Tf {x} {y} Td <{}> Tj ET\n", utf16(text))
}

/// The codes of `/Song` as PDF writes them.
pub fn utf16(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut out, unit| {
        let _ = write!(out, "{unit:04X}");
        out
    })
}

/// The codes of `/Bare` and `/Mute`: numbers of glyphs.
pub fn glyphs(text: &str) -> String {
    let face = ttf_parser::Face::parse(gongkai::font::NOTO_SANS_SC, 0).expect("the program's font");
    text.chars().fold(String::new(), |mut out, c| {
        let glyph = face.glyph_index(c).unwrap_or_else(|| panic!("字体里没有“{c}”"));
        let _ = write!(out, "{:04X}", glyph.0);
        out
    })
}

/// The file with these pages.
pub fn file(sheets: &[Sheet]) -> Vec<u8> {
    file_with(sheets, &[])
}

/// The file with these pages and streams: `/X0`, `/X1` … as `Do` calls them, each with entries of its dictionary.
pub fn file_with(sheets: &[Sheet], streams: &[(&str, &str)]) -> Vec<u8> {
    let kids: Vec<String> = (0..sheets.len()).map(|i| format!("{} 0 R", 20 + 2 * i)).collect();
    let named: String = (0..streams.len()).map(|i| format!("/X{i} {} 0 R ", 10 + i)).collect();
    assert!(streams.len() <= 10, "对象号不够");
    let mut objects: Vec<(usize, Vec<u8>)> = vec![
        (1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()),
        (2, format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()).into()),
        (3, composite("STSong-Light", "UniGB-UTF16-H", "GB1", "/W [1 [500] 2 95 500]", "")),
        (4, composite("AAAAAA+Bare", "Identity-H", "Identity", "", "/FontFile3 8 0 R")),
        (5, composite("AAAAAA+Mute", "Identity-H", "Identity", "", "/FontFile3 9 0 R")),
    ];
    let content: String = sheets.iter().map(|s| s.content.as_str()).collect();
    // The font is large: it is there only when a page uses it.
    let program = |used| if used { gongkai::font::NOTO_SANS_SC.to_vec() } else { Vec::new() };
    objects.push((8, stream("/Subtype /OpenType", &program(content.contains("/Bare")))));
    objects.push((9, stream("/Subtype /OpenType", &without_characters(program(content.contains("/Mute"))))));
    for (i, (entries, data)) in streams.iter().enumerate() {
        objects.push((10 + i, stream(entries, data.as_bytes())));
    }
    for (i, sheet) in sheets.iter().enumerate() {
        let [a, b, c, d] = sheet.media.unwrap_or([0, 0, WIDTH.into(), HEIGHT.into()]);
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [{a} {b} {c} {d}] /Contents {} 0 R {} /Resources << \
             /Font << /Song 3 0 R /Bare 4 0 R /Mute 5 0 R >> /XObject << {named} >> \
             /ExtGState << /Clear << /ca 0.01 /CA 0.01 >> >> >> >>",
            21 + 2 * i,
            sheet.entries
        );
        objects.push((20 + 2 * i, page.into()));
        objects.push((21 + 2 * i, stream("", sheet.content.as_bytes())));
    }
    written(&objects)
}

/// A composite font.
fn composite(name: &str, encoding: &str, ordering: &str, widths: &str, program: &str) -> Vec<u8> {
    format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /{encoding} /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType0 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) \
         /Supplement 2 >> /DW 1000 {widths} /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 4 \
         /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 {program} \
         >> >>] >>"
    )
    .into()
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// A font program whose table from characters to glyphs is not found under its name.
fn without_characters(mut program: Vec<u8>) -> Vec<u8> {
    if let Some(at) = program.windows(4).position(|tag| tag == b"cmap") {
        program[at..at + 4].copy_from_slice(b"cmaq");
    }
    program
}

/// The file of these numbered objects.
fn written(objects: &[(usize, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (number, body) in objects {
        let _ = write!(table, "{number} 1\n{:010} 00000 n \n", out.len());
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(body);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    out.extend_from_slice(format!("xref\n0 1\n0000000000 65535 f \n{table}trailer\n").as_bytes());
    out.extend_from_slice(format!("<< /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    out
}
