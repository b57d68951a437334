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

/// Splits a text into lines at LF, CRLF or CR; a form feed starts a page.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut page = 1;
    for (number, text) in (1u32..).zip(text.split('\n')) {
        let text = text.strip_suffix('\r').unwrap_or(text);
        let feeds = text.matches('\u{c}').count();
        page += u32::try_from(feeds).unwrap_or(0);
        out.push(Line { number, page, text: text.trim_start_matches('\u{c}').trim_end_matches('\u{c}') });
    }
    if out.last().is_some_and(|l| l.text.is_empty()) {
        out.pop();
    }
    out
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
}
