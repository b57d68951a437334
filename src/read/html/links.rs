//! Links: a paragraph that is little but links to elsewhere is navigation (导航), and a link to a document is
//! perhaps where the tables are.

/// Endings of the files in which tables are attached to a page.
const ATTACHED: &[&str] = &[".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ods", ".zip", ".rar"];

/// What of a paragraph stands in links.
#[derive(Debug, Default)]
pub(super) struct Links {
    count: usize,
    characters: usize,
    others: usize,
}

impl Links {
    /// A link begins.
    pub(super) fn begin(&mut self) {
        self.count += 1;
    }

    /// Text within or beside links.
    pub(super) fn text(&mut self, text: &str, in_link: bool) {
        let characters = text.chars().filter(|c| c.is_alphanumeric()).count();
        *(if in_link { &mut self.characters } else { &mut self.others }) += characters;
    }

    /// The paragraph leads elsewhere and says nothing itself: `当前位置：首页 > 政务公开 > 预决算`.
    pub(super) fn is_navigation(&self) -> bool {
        self.count > 1 && self.characters > self.others
    }

    /// The paragraph is one link.
    pub(super) fn is_one_link(&self) -> bool {
        self.count == 1 && self.others == 0 && self.characters > 0
    }
}

/// It leads to a document that can be opened.
pub(super) fn is_attachment(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or(target).to_ascii_lowercase();
    ATTACHED.iter().any(|ending| path.ends_with(ending))
}
