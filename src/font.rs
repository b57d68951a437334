//! The bundled Chinese font, and how wide a text is in it: what is laid out once looks alike on the screen and in
//! a file.

use std::sync::LazyLock;

use ttf_parser::Face;

/// A subset of Noto Sans SC: the window's font, that of drawings, and that of Chinese text in a PDF whose font is
/// not in the file. Its digits are all of one width, so amounts line up.
pub static NOTO_SANS_SC: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-subset.otf");

/// The name by which a drawing asks for the font.
pub const FAMILY: &str = "Noto Sans SC";

static FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(NOTO_SANS_SC, 0).ok());

/// The width of one line of text, in the unit of `size` (the height of a Han character's square).
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// The widths of ASCII characters: numbers are measured by the thousand.
static ASCII: LazyLock<Vec<f32>> = LazyLock::new(|| (0..128u8).map(|c| looked_up(char::from(c))).collect());

/// The width of a character as a part of the size.
fn advance(c: char) -> f32 {
    match c {
        // Han characters are squares in every font.
        '\u{4e00}'..='\u{9fff}' => 1.0,
        c if c.is_ascii() => ASCII.get(c as usize).copied().unwrap_or(1.0),
        c => looked_up(c),
    }
}

/// A character that the font does not have counts as a square.
fn looked_up(c: char) -> f32 {
    let known = FACE.as_ref().and_then(|face| {
        let glyph = face.glyph_index(c)?;
        Some(f32::from(face.glyph_hor_advance(glyph)?) / f32::from(face.units_per_em()))
    });
    known.unwrap_or(1.0)
}

/// A text in lines of at most this width. Between Han characters a line may break anywhere, but no line begins
/// with closing punctuation, and a number or a Latin word stays whole where it fits. What does not fit into
/// `lines` is left out behind an ellipsis; no more than `lines` come back.
pub fn wrap(text: &str, size: f32, most: f32, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && out.len() < lines {
        if width(rest, size) <= most {
            out.push(rest.to_owned());
            return out;
        }
        if out.len() + 1 == lines {
            out.push(shorten(rest, size, most));
            return out;
        }
        let at = break_before(rest, size, most);
        let (line, after) = rest.split_at(at);
        out.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    out
}

/// The same with lines of about one length, which looks better under a bar or in a head.
pub fn wrap_evenly(text: &str, size: f32, most: f32, lines: usize) -> Vec<String> {
    let usual = wrap(text, size, most, lines);
    let whole = width(text, size);
    if usual.len() < 2 || usual.last().is_some_and(|last| last.ends_with('…')) {
        return usual;
    }
    // From the narrowest that could hold it, half a character at a time. Most Chinese words have two characters, so
    // lines of an even number of them part fewer words.
    let narrowest = whole / usual.len() as f32;
    let tries = ((most - narrowest) / (size * 0.5)).ceil().max(0.0) as usize;
    let even: Vec<Vec<String>> = (0..=tries)
        .map(|n| wrap(text, size, (narrowest + n as f32 * size * 0.5).min(most), lines + 1))
        .filter(|even| even.len() == usual.len())
        .collect();
    let in_pairs = |lines: &&Vec<String>| {
        let but_last = lines.iter().take(lines.len().saturating_sub(1));
        but_last.into_iter().all(|line| line.chars().count().is_multiple_of(2))
    };
    even.iter().find(in_pairs).or(even.first()).cloned().unwrap_or(usual)
}

/// A text on one line of at most this width; what does not fit is left out behind an ellipsis.
pub fn shorten(text: &str, size: f32, most: f32) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = width("…", size);
    for c in text.chars() {
        used += advance(c) * size;
        if used > most {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// Where the first line ends: the byte at which the second begins, at least one character on.
fn break_before(text: &str, size: f32, most: f32) -> usize {
    let mut used = 0.0;
    let mut over = text.len();
    for (at, c) in text.char_indices() {
        used += advance(c) * size;
        if used > most {
            over = at;
            break;
        }
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let breaks = text.char_indices().zip(text.chars().skip(1)).map(|((at, c), next)| (at + c.len_utf8(), c, next));
    breaks
        .filter(|(at, c, next)| *at <= over && may_part(*c, *next))
        .map(|(at, ..)| at)
        .last()
        .unwrap_or(over.max(first))
}

fn may_part(before: char, after: char) -> bool {
    let inside_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '%');
    let opens = matches!(before, '（' | '“' | '《' | '(' | '〔');
    let closes = matches!(after, '，' | '。' | '、' | '；' | '：' | '）' | '”' | '》' | ')' | '〕' | '！' | '？');
    let word = inside_word(before) && inside_word(after);
    !(opens || closes || word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_han_character_is_as_wide_as_the_size() {
        assert!((width("公开", 10.0) - 20.0).abs() < 0.01);
        assert!(width("1,234.50", 10.0) < 50.0);
    }

    #[test]
    fn names_break_between_characters_and_end_in_an_ellipsis() {
        assert_eq!(wrap("社会保障和就业", 10.0, 42.0, 3), ["社会保障", "和就业"]);
        assert_eq!(wrap("因公出国（境）费", 10.0, 50.0, 3), ["因公出国", "（境）费"]);
        assert_eq!(wrap("中国共产党临川县委员会办公室", 10.0, 50.0, 2), ["中国共产党", "临川县委…"]);
        assert_eq!(wrap("行政运行 2025 年", 10.0, 60.0, 2), ["行政运行", "2025 年"]);
        assert_eq!(wrap_evenly("一般公共服务", 10.0, 52.0, 3), ["一般公共", "服务"]);
        assert_eq!(shorten("公务接待费", 10.0, 30.0), "公务…");
    }
}
