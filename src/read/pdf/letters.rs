//! From what a font says of a glyph to the characters that a person reads there.
//!
//! Printed text is kept: full-width digits, punctuation and circled numbers stay as they are (reading an
//! amount folds them later). Only forms that exist for a font's sake become what they stand for: ligatures,
//! radicals in place of ideographs, presentation forms of vertical writing, the many widths of a blank.

use hayro::hayro_interpret::hayro_cmap::BfString;
use unicode_normalization::UnicodeNormalization;

/// Radicals that stand for the ideograph beside them where a program wrote the glyph's second name (⻓期, ⺠政, ⼾籍),
/// and for which Unicode's compatibility forms know no ideograph, or a traditional one.
const RADICALS: &str = "⺁厂⺎兀⺒巳⺓幺⺝月⺠民⺩王⺬示⺮竹⺷羊⺻聿⺼肉⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻯竜⻰龙⼾户⾭青";

/// Appends what is readable of a glyph's characters; false if none of it means anything.
pub(super) fn append(stated: &BfString, characters: &mut Vec<char>) -> bool {
    let before = characters.len();
    match stated {
        BfString::Char(c) => push(*c, characters),
        BfString::String(text) => text.chars().for_each(|c| push(c, characters)),
    }
    // A glyph that stands for an invisible mark only is known to mean nothing.
    characters.len() > before || matches!(stated, BfString::Char(c) if is_format(*c))
}

fn push(c: char, characters: &mut Vec<char>) {
    match c {
        // Printed as a hyphen or a minus by every font that is known to say so.
        '\u{AD}' => characters.push('-'),
        c if is_meaningless(c) || is_format(c) => {}
        c if c.is_whitespace() => characters.push(' '),
        c if is_form(c) => match ideograph(c) {
            Some(ideograph) => characters.push(ideograph),
            None => characters.extend(std::iter::once(c).nfkc()),
        },
        c => characters.push(c),
    }
}

/// The ideograph that [`RADICALS`] has for a radical.
fn ideograph(radical: char) -> Option<char> {
    let mut pairs = RADICALS.chars();
    while let (Some(a), Some(b)) = (pairs.next(), pairs.next()) {
        if a == radical {
            return Some(b);
        }
    }
    None
}

/// No character that could be printed: tools write these where they do not know better.
fn is_meaningless(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{FFF0}'..='\u{FFFF}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Marks that say how to break or join text, and print nothing.
fn is_format(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// The same character in a shape of its own.
fn is_form(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}'            // radicals
        | '\u{F900}'..='\u{FB06}'          // compatibility ideographs, ligatures
        | '\u{FE10}'..='\u{FE1F}'          // vertical forms
        | '\u{FE30}'..='\u{FE48}'          // vertical forms of brackets
        | '\u{2F800}'..='\u{2FA1F}'        // compatibility ideographs
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stated: &str) -> Option<String> {
        let mut characters = Vec::new();
        let known = append(&BfString::String(stated.to_owned()), &mut characters);
        known.then(|| characters.into_iter().collect())
    }

    #[test]
    fn shapes_become_the_characters_that_they_stand_for() {
        assert_eq!(read("ﬁ").as_deref(), Some("fi"));
        assert_eq!(read("⼀般⾦额").as_deref(), Some("一般金额"));
        assert_eq!(read("⻓期⻋辆⺠政⼾籍").as_deref(), Some("长期车辆民政户籍"));
        assert_eq!(read("︵").as_deref(), Some("("));
        assert_eq!(read("1\u{2002}2\u{A0}3").as_deref(), Some("1 2 3"));
        assert_eq!(read("\u{AD}3.50").as_deref(), Some("-3.50"), "a minus must not be lost");
    }

    #[test]
    fn printed_text_is_kept() {
        for text in ["（一）“三公”经费，合计：", "１２．３４％", "①", "㎡", "…"] {
            assert_eq!(read(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_means_nothing_is_unknown_and_not_a_blank() {
        for text in ["\0", "\u{FFFD}", "\u{FFFF}", "\u{7}"] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert!(append(&BfString::Char('\u{200B}'), &mut Vec::new()), "it is known that this prints nothing");
    }
}
