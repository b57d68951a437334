//! Characters of a statement with their places, read from left to right.

use super::error::RuleError;

/// A character and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// As written.
    pub c: char,
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
}

/// A place in a statement, which may go over several lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    glyphs: &'a [Glyph],
    at: usize,
    /// Where it ends, for what is missing there.
    end: (usize, usize),
}

/// Full-width signs as half-width ones, and all spellings of a sign as one.
pub(super) fn folded(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '　' | '\t' => ' ',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '−' | '–' => '-',
        '×' | '✕' | '∗' => '*',
        '÷' | '∕' => '/',
        '≧' => '≥',
        '≦' => '≤',
        '•' | '・' | '‧' => '·',
        c => c,
    }
}

impl<'a> Cursor<'a> {
    pub(super) fn new(glyphs: &'a [Glyph]) -> Self {
        let end = glyphs.last().map_or((1, 1), |g| (g.line, g.column + 1));
        Self { glyphs, at: 0, end }
    }

    /// The next character, folded; `None` at the end.
    pub(super) fn peek(&self) -> Option<char> {
        self.glyphs.get(self.at).map(|g| folded(g.c))
    }

    /// The next but `n`.
    pub(super) fn peek_at(&self, n: usize) -> Option<char> {
        self.glyphs.get(self.at + n).map(|g| folded(g.c))
    }

    /// Takes the next character as written.
    pub(super) fn take(&mut self) -> Option<char> {
        let glyph = self.glyphs.get(self.at)?;
        self.at += 1;
        Some(glyph.c)
    }

    pub(super) fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Takes this sign if it comes next, blanks before it aside.
    pub(super) fn eat(&mut self, sign: char) -> bool {
        self.blanks();
        let found = self.peek() == Some(sign);
        self.at += usize::from(found);
        found
    }

    /// Takes this word if it comes next, blanks before it aside.
    pub(super) fn word(&mut self, word: &str) -> bool {
        self.blanks();
        let found = word.chars().enumerate().all(|(i, c)| self.peek_at(i) == Some(c));
        self.at += if found { word.chars().count() } else { 0 };
        found
    }

    pub(super) fn is_done(&mut self) -> bool {
        self.blanks();
        self.at >= self.glyphs.len()
    }

    /// The characters up to the first for which this is so.
    pub(super) fn until(&mut self, ends: impl Fn(char) -> bool) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek()
            && !ends(c)
        {
            out.extend(self.take());
        }
        out
    }

    /// What stands in quotation marks, if they come next. Quotation marks may stand within.
    pub(super) fn quoted(&mut self) -> Result<Option<String>, RuleError> {
        self.blanks();
        let start = *self;
        let close = match self.peek() {
            Some('“') => '”',
            Some('"') => '"',
            Some('「') => '」',
            Some('《') => '》',
            _ => return Ok(None),
        };
        let open = self.take();
        let (mut out, mut depth) = (String::new(), 1);
        while let Some(c) = self.take() {
            // ＂ and " alike; the same sign cannot stand within itself.
            match folded(c) {
                c if c == close => depth -= 1,
                c if Some(c) == open => depth += 1,
                _ => {}
            }
            if depth == 0 {
                let text = out.trim().to_owned();
                return if text.is_empty() {
                    Err(start.error("引号里是空的，请写上名称。"))
                } else {
                    Ok(Some(text))
                };
            }
            out.push(c);
        }
        Err(start.error("引号没有合上，请补上后一半引号。"))
    }

    /// Line and column.
    pub(super) fn place(&self) -> (usize, usize) {
        self.glyphs.get(self.at).map_or(self.end, |g| (g.line, g.column))
    }

    /// An error at this place.
    pub(super) fn error(&self, message: impl Into<String>) -> RuleError {
        let (line, column) = self.place();
        RuleError { line, column, message: message.into() }
    }

    /// `“则”`, or that the line ends here.
    pub(super) fn found(&self) -> String {
        let rest: String =
            self.glyphs.iter().skip(self.at).map(|g| g.c).take_while(|c| !c.is_whitespace()).take(8).collect();
        if rest.is_empty() { "这里就完了".to_owned() } else { format!("这里是“{rest}”") }
    }
}
