//! Where a figure is stated: in a cell of a table, or in the running text.

use serde::{Deserialize, Serialize};

use super::{CellRef, Disclosure};

/// A stretch of the running text: characters (not bytes) of a section's text. One that ends where the text begins
/// is the section's heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextRef {
    /// Index into `Disclosure::prose`.
    pub section: u32,
    /// Its first character.
    pub from: u32,
    /// One past its last character.
    pub to: u32,
}

/// What states a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// A cell of a table.
    Cell(CellRef),
    /// A number in the running text.
    Text(TextRef),
}

impl TextRef {
    /// The characters themselves; empty if the text is shorter.
    pub fn text(self, d: &Disclosure) -> &str {
        let Some(text) = d.prose.get(self.section as usize).map(|s| s.text.as_str()) else { return "" };
        let byte = |n: u32| text.char_indices().nth(n as usize).map_or(text.len(), |(i, _)| i);
        text.get(byte(self.from)..byte(self.to)).unwrap_or_default()
    }

    /// A character of a section.
    pub fn at(section: usize, at: u32) -> Self {
        let section = u32::try_from(section).unwrap_or(u32::MAX);
        Self { section, from: at, to: at.saturating_add(1) }
    }

    /// The heading of a section.
    pub fn heading(section: usize) -> Self {
        Self { to: 0, ..Self::at(section, 0) }
    }

    /// It is about the heading of its section.
    pub fn is_heading(self) -> bool {
        self.to == 0
    }

    /// The page on which it stands, where the source tells.
    pub fn page(self, d: &Disclosure) -> Option<u32> {
        let section = d.prose.get(self.section as usize)?;
        if self.is_heading() && section.place.page.is_some() {
            return section.place.page;
        }
        let line = section.lines.iter().rev().find(|l| l.at <= self.from);
        line.and_then(|l| l.place.page).or(section.place.page)
    }
}
