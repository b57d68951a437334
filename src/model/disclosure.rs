//! A disclosure (公开文件): one agency, one year, its tables and its text.

use serde::{Deserialize, Serialize};

use super::{Cell, CellRef, Column, Panel, Row, Table};

/// Budget or final accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Stage {
    /// 预算: what is planned.
    #[default]
    #[serde(rename = "预算")]
    Budget,
    /// 决算: what was spent.
    #[serde(rename = "决算")]
    FinalAccounts,
}

impl Stage {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Budget => "预算",
            Stage::FinalAccounts => "决算",
        }
    }
}

/// A headed piece of the running text (情况说明).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Section {
    /// The heading as printed; empty for text before the first heading.
    pub heading: String,
    /// Paragraphs, wrapped lines joined, one a line.
    pub text: String,
    /// Where the heading stands.
    #[serde(flatten)]
    pub place: super::Place,
    /// Of a text inside a table (the goals in a form, say): index into [`Disclosure::tables`]. It is in the table
    /// as well, so whoever looks at all that is printed looks at [`Disclosure::narrative`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Where the lines of `text` stand, where the source tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<TextLine>,
}

/// Where a stretch of a text stands: from character `at` to the next stretch.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct TextLine {
    /// Index of its first character (not byte) in the text.
    pub at: u32,
    /// Page and box, line, or paragraph.
    #[serde(flatten)]
    pub place: super::Place,
}

/// Something that a reader has to say about a file: what it left out or could not read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Notice {
    /// One sentence: what, where, what to do.
    pub text: String,
    /// Where in the source.
    #[serde(flatten)]
    pub place: super::Place,
}

/// Where a disclosure was read from. Not part of the published content.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Source {
    /// The file's name without folders; of several files, the first.
    pub file: String,
    /// `text`, `json`, `pdf` …, see [`crate::document::Format::id`].
    pub format: String,
    /// The names of further files that were opened together with it, in the order of [`super::Place::file`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<String>,
    /// What the user said about how its tables are to be read.
    #[serde(default, skip_serializing_if = "super::Hints::is_empty")]
    pub hints: super::Hints,
    /// What the readers had to say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

/// Everything that one file (or set of files) publishes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Disclosure {
    /// The publishing department or unit.
    pub agency: String,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 预算 or 决算.
    pub stage: Stage,
    /// Province or region, where known.
    #[serde(default)]
    pub region: String,
    /// In the order of the document.
    pub tables: Vec<Table>,
    /// In the order of the document.
    pub prose: Vec<Section>,
    /// Where it was read from.
    #[serde(default)]
    pub source: Source,
    /// What a reviewer said of the findings.
    #[serde(default, skip_serializing_if = "super::Review::is_empty")]
    pub review: super::Review,
}

impl Disclosure {
    /// The panel that holds a cell.
    pub fn panel(&self, at: CellRef) -> Option<&Panel> {
        self.tables.get(at.table as usize)?.panels.get(at.panel as usize)
    }

    /// The row that holds a cell.
    pub fn row(&self, at: CellRef) -> Option<&Row> {
        self.panel(at)?.rows.get(at.row as usize)
    }

    /// The column that holds a cell.
    pub fn column(&self, at: CellRef) -> Option<&Column> {
        self.panel(at)?.columns.get(at.column as usize)
    }

    /// The cell at this address.
    pub fn cell(&self, at: CellRef) -> Option<&Cell> {
        self.row(at)?.cells.get(at.column as usize)
    }

    /// The cell at this address, to change it.
    pub fn cell_mut(&mut self, at: CellRef) -> Option<&mut Cell> {
        self.tables
            .get_mut(at.table as usize)?
            .panels
            .get_mut(at.panel as usize)?
            .rows
            .get_mut(at.row as usize)?
            .cells
            .get_mut(at.column as usize)
    }

    /// The sections of the running text, with their indices: without the texts inside tables.
    pub fn narrative(&self) -> impl Iterator<Item = (usize, &Section)> {
        self.prose.iter().enumerate().filter(|(_, section)| section.table.is_none())
    }

    /// Agency, year and stage for people: `某县医疗保障局 · 2025 年预算`.
    pub fn title(&self) -> String {
        let agency = if self.agency.is_empty() { "（未写明部门）" } else { &self.agency };
        match self.year {
            Some(year) => format!("{agency} · {year} 年{}", self.stage.name()),
            None => format!("{agency} · {}", self.stage.name()),
        }
    }

    /// Gives every table its id `t1`, `t2` … in order.
    pub fn number_tables(&mut self) {
        for (i, table) in self.tables.iter_mut().enumerate() {
            table.id = format!("t{}", i + 1);
        }
    }
}
