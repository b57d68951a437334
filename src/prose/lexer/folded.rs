//! A text folded to half-width, character by character, so that places stay what they are.

use unicode_normalization::UnicodeNormalization;

/// The characters of a section: full-width digits, letters and punctuation as half-width ones, every blank but
/// the line end a plain one.
pub(in crate::prose) struct Folded {
    chars: Vec<char>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        Self { chars: text.chars().map(fold).collect() }
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// One of them; a blank beyond the end.
    pub fn at(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or(' ')
    }

    /// The characters from here on, up to `to`.
    pub fn part(&self, from: usize, to: usize) -> &[char] {
        self.chars.get(from..to.min(self.chars.len()).max(from)).unwrap_or_default()
    }

    /// These words stand at this place.
    pub fn has(&self, at: usize, words: &str) -> bool {
        words.chars().enumerate().all(|(i, c)| self.chars.get(at + i) == Some(&c))
    }

    /// These words stand right before this place.
    pub fn ends_with(&self, to: usize, words: &str) -> bool {
        to.checked_sub(words.chars().count()).is_some_and(|from| self.has(from, words))
    }

    /// The next place that is no blank, at most `to`.
    pub fn skip(&self, mut at: usize, to: usize) -> usize {
        while at < to && self.at(at) == ' ' {
            at += 1;
        }
        at
    }

    /// The place after the last that is no blank, at least `from`.
    pub fn skip_back(&self, mut at: usize, from: usize) -> usize {
        while at > from && self.at(at - 1) == ' ' {
            at -= 1;
        }
        at
    }
}

fn fold(c: char) -> char {
    match c {
        '\n' => '\n',
        '−' | '–' | '‐' => '-',
        '“' | '”' | '„' | '‟' | '"' => '"',
        '、' | '。' => c,
        _ if c.is_ascii() && !c.is_whitespace() => c,
        _ if c.is_whitespace() => ' ',
        _ => {
            let mut folded = std::iter::once(c).nfkc();
            match (folded.next(), folded.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}
