//! A text as numbered lines with their pages.

/// One line of the source text, blank lines included: a gap between lines is a sign of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// From 1.
    pub number: u32,
    /// From 1; counts the form feeds before it.
    pub page: u32,
    /// Without line end and form feed. Leading tabs and spaces are kept.
    pub text: &'a str,
}

impl Line<'_> {
    /// Nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Splits a text into lines at LF or CRLF; a form feed starts a page.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut page = 1;
    for (number, text) in (1u32..).zip(text.split('\n')) {
        let text = text.strip_suffix('\r').unwrap_or(text);
        let feeds = text.matches('\u{c}').count();
        page += u32::try_from(feeds).unwrap_or(0);
        out.push(Line { number, page, text: without_bookmarks(text.trim_matches('\u{c}')) });
    }
    if out.last().is_some_and(|l| l.text.is_empty()) {
        out.pop();
    }
    out
}

/// Word writes its bookmarks into text as `[bookmark: _Toc1]` in front of a heading; they are no text.
fn without_bookmarks(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, after)) =
        rest.trim_start_matches(' ').strip_prefix("[bookmark:").and_then(|inner| inner.split_once(']'))
    {
        rest = after;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_feeds_start_pages_and_line_ends_do_not_matter() {
        let all = lines("一\r\n\u{c}二\n\n三\n");
        let seen: Vec<_> = all.iter().map(|l| (l.number, l.page, l.text)).collect();
        assert_eq!(seen, [(1, 1, "一"), (2, 2, "二"), (3, 2, ""), (4, 2, "三")]);
    }

    #[test]
    fn bookmarks_are_no_text() {
        let all = lines(" [bookmark: _Toc1][bookmark: _GoBack]一、收支总表\n[注]");
        assert_eq!(all.iter().map(|l| l.text).collect::<Vec<_>>(), ["一、收支总表", "[注]"]);
    }
}
