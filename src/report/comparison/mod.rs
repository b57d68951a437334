//! Comparisons as files (对比): the tables of years or agencies side by side, the drawings beside them, and what was found
//! from year to year.
//!
//! [`Contents`] is what all formats share; one module a format writes it. As a report, it holds no clock and no path
//! of this machine.

pub mod csv;
mod html;
pub mod text;
mod xlsx;

use rust_xlsxwriter::XlsxError;

use crate::{
    check::Severity,
    compare::{
        Comparison, Shown,
        across::Across,
        peers::{Indicator, Peers, Spread},
    },
    model::{Decimal, Disclosure, ReviewStatus, Spot},
    report::words,
};

/// One comparison, and what of it is written.
#[derive(Debug, Clone)]
pub struct Page {
    /// The comparison.
    pub comparison: Comparison,
    /// Which lines, in which order, with the change between which sides.
    pub shown: Shown,
    /// Drawings as SVG, for the web page.
    pub drawings: Vec<String>,
}

/// A table that is no comparison of one kind of table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// What it is.
    pub title: String,
    /// Over the columns.
    pub heads: Vec<String>,
    /// The cells as people read them, and the numbers that they are.
    pub rows: Vec<Vec<(String, Option<Decimal>)>>,
    /// Sentences.
    pub notes: Vec<String>,
}

impl List {
    /// Agencies of a year side by side (同类部门).
    pub fn of_peers(peers: &Peers) -> Self {
        let stated: Vec<Indicator> = peers.stated().collect();
        let heads = std::iter::once("部门".to_owned()).chain(stated.iter().map(|i| i.title())).collect();
        let line = |name: &str, value: &dyn Fn(Indicator) -> Option<Decimal>| {
            let cell = |i: &Indicator| (value(*i).map_or_else(|| "—".to_owned(), |v| i.text(v)), value(*i));
            std::iter::once((name.to_owned(), None)).chain(stated.iter().map(cell)).collect()
        };
        let agencies = peers.rows.iter().map(|row| line(row.profile.title(), &|i| row.value(i)));
        let spread = Spread::PARTS.iter().map(|(name, part)| line(name, &|i| peers.spread(i).map(part)));
        Self {
            title: format!("同类部门 · {} 年{}", peers.year, peers.stage.name()),
            heads,
            rows: agencies.chain(spread).collect(),
            notes: peers.notes.clone(),
        }
    }
}

/// Something found from year to year (跨年), in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How bad.
    pub severity: Severity,
    /// The rule.
    pub rule: &'static str,
    /// Whose: agency, year and stage.
    pub document: String,
    /// Where it stands, as far as is known: `支出总表 第 5 页`.
    pub place: String,
    /// One sentence with the figures in it.
    pub message: String,
    /// What a reviewer said of it, with a note.
    pub review: Option<(ReviewStatus, String)>,
}

impl Found {
    /// A reviewer dismissed it: it is listed and not counted.
    pub fn is_dismissed(&self) -> bool {
        matches!(self.review, Some((ReviewStatus::Dismissed, _)))
    }

    /// What was said of it, for people; empty where nothing was.
    fn said(&self) -> String {
        words::said(self.review.as_ref()).unwrap_or_default()
    }
}

/// What is written.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// `某局 2023—2025 年对比`
    pub title: String,
    /// The files that were compared.
    pub files: Vec<String>,
    /// One for each table.
    pub pages: Vec<Page>,
    /// Other tables, which follow: agencies by what they spend on.
    pub lists: Vec<List>,
    /// By document, the worst first; dismissed ones too.
    pub findings: Vec<Found>,
}

impl Page {
    /// Whole, with the change between the latest two sides.
    pub fn of(comparison: Comparison) -> Self {
        let shown = Shown::latest(&comparison);
        Self { comparison, shown, drawings: Vec::new() }
    }

    /// What is said under the table: how the changes add up, and what a reader must know.
    pub fn notes(&self) -> Vec<String> {
        let control = self.comparison.control(self.shown.from, self.shown.to);
        let control = control.filter(|_| self.shown.from != self.shown.to);
        let control = control.map(|c| c.text(self.comparison.unit.name()));
        control.into_iter().chain(self.comparison.notes.iter().cloned()).collect()
    }
}

impl Contents {
    /// What was found and nobody dismissed.
    pub fn open(&self) -> impl Iterator<Item = &Found> {
        self.findings.iter().filter(|f| !f.is_dismissed())
    }

    /// What was found and dismissed.
    pub fn dismissed(&self) -> impl Iterator<Item = &Found> {
        self.findings.iter().filter(|f| f.is_dismissed())
    }

    /// What was found in two lists with their titles and names, of those that are not empty.
    fn lists_of_findings(&self) -> Vec<(&'static str, String, Vec<&Found>)> {
        let open: Vec<&Found> = self.open().collect();
        let dismissed: Vec<&Found> = self.dismissed().collect();
        let all = [("across", "跨年发现", open), ("dismissed", "已排除的跨年发现", dismissed)];
        let all = all.into_iter().filter(|(_, _, found)| !found.is_empty());
        all.map(|(anchor, title, found)| (anchor, format!("{title}（{} 处）", found.len()), found)).collect()
    }

    /// `某局 2023—2025 年对比`, `2025 年 3 个部门对比`.
    pub fn title_of(documents: &[&Disclosure]) -> String {
        let mut years: Vec<i32> = documents.iter().filter_map(|d| d.year).collect();
        years.sort_unstable();
        years.dedup();
        let time = match years[..] {
            [] => String::new(),
            [year] => format!("{year} 年"),
            [first, .., last] => format!("{first}—{last} 年"),
        };
        let agency = |d: &&Disclosure| crate::model::text::agency_key(&d.agency);
        let mut names: Vec<String> = documents.iter().map(agency).collect();
        names.sort_unstable();
        names.dedup();
        match (names.len(), documents.last()) {
            (0 | 1, Some(last)) => format!("{} {time}对比", last.agency).trim().to_owned(),
            (several, _) => format!("{time} {several} 个部门对比").trim().to_owned(),
        }
    }
}

/// What was found, in words.
pub fn findings(across: &Across, documents: &[&Disclosure]) -> Vec<Found> {
    let of_key = |d: &Disclosure, key: &str| d.review.of(key).map(|entry| (entry.status, entry.note.clone()));
    let of = |found: &crate::compare::across::CrossFinding| {
        let document = documents.get(found.document)?;
        let finding = &found.finding;
        let cell = finding.cells.first().map(|c| Spot::Cell(*c));
        let spot = cell.or(finding.texts.first().map(|t| Spot::Text(*t)));
        Some(Found {
            severity: finding.severity,
            rule: finding.rule,
            document: document.title(),
            place: spot.map_or(String::new(), |spot| place(document, spot)),
            message: finding.message.clone(),
            review: of_key(document, &finding.key(document)),
        })
    };
    across.findings.iter().filter_map(of).collect()
}

/// Table or heading, and the page where the source tells.
fn place(document: &Disclosure, spot: Spot) -> String {
    let (name, page) = match spot {
        Spot::Cell(cell) => {
            let table = document.tables.get(cell.table as usize);
            let page = document.cell(cell).and_then(|c| c.place.page).or(table.and_then(|t| t.place.page));
            (table.map_or(String::new(), |t| t.title.clone()), page)
        }
        Spot::Text(text) => {
            let heading = document.prose.get(text.section as usize).map_or(String::new(), |s| s.heading.clone());
            (if heading.is_empty() { "正文".to_owned() } else { heading }, text.page(document))
        }
    };
    page.map_or(name.clone(), |page| format!("{name} 第 {page} 页"))
}

/// A workbook: a sheet for each table, one for what was found.
pub fn xlsx(contents: &Contents) -> Result<Vec<u8>, XlsxError> {
    xlsx::to_bytes(contents)
}

/// A web page in one file.
pub fn html(contents: &Contents) -> String {
    html::to_string(contents)
}
