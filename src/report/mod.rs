//! Reports of what was found (核对报告), for a file, for people, and for other programs.
//!
//! [`Report::of`] gathers everything that a report says of one disclosure, in the order in which a finance
//! bureau checks; `words` puts it into the sentences that all formats share; one module a format writes it
//! down. A report holds no clock and no path of this machine but the file's name that it was given, so the same
//! disclosure always makes the same bytes.
//!
//! The source PDF with annotations is made in a child process, as everything is that parses a file which
//! somebody sent: [`annotated`].

pub mod comparison;
pub mod csv;
mod docx;
mod format;
mod gather;
mod html;
pub mod json;
mod lists;
mod marks;
mod place;
pub mod text;
mod words;
mod xlsx;

pub use format::{Format, ReportError, write};
pub use marks::annotated;
pub use place::Where;

use rust_decimal::Decimal;

use crate::{
    check::{Family, Severity, Tally, Verdict},
    model::{Notice, Place, ReviewStatus, Stage, Status},
};

/// What was found in one disclosure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// The file as the user named it; of several that were joined, all of them.
    pub file: String,
    /// Agency, year and stage for people.
    pub title: String,
    /// The publishing department or unit.
    pub agency: String,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 预算 or 决算.
    pub stage: Stage,
    /// The names of the files that it was read from, in the order of [`Place::file`].
    pub sources: Vec<String>,
    /// What they were read from: `pdf`, `xlsx` … (`Source::format`).
    pub format: String,
    /// In the order of the document.
    pub tables: Vec<TableLine>,
    /// How many relations between cells were compared.
    pub relations: usize,
    /// Every figure of the text.
    pub figures: Vec<Figure>,
    /// What is to be dealt with: by family, then by place. Numbered from 1.
    pub findings: Vec<Item>,
    /// 提示: numbered on.
    pub hints: Vec<Item>,
    /// What a reviewer dismissed, with the reason: numbered on.
    pub dismissed: Vec<Item>,
    /// What a reviewer dealt with and what no longer comes up.
    pub settled: Vec<Settled>,
    /// What the readers had to say about the files.
    pub notices: Vec<Notice>,
    /// The rules that were asked or switched off, in the order of the manual.
    pub rules: Vec<RuleLine>,
}

/// One finding, told without the disclosure.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its number within the report, from 1.
    pub number: usize,
    /// Rule id.
    pub rule: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What it is about.
    pub family: Family,
    /// How the relation or claim came out, where there is one.
    pub verdict: Option<Verdict>,
    /// The sentence.
    pub message: String,
    /// What probably happened.
    pub cause: Option<String>,
    /// The sentence of the text that it is about.
    pub quote: Option<String>,
    /// What is printed.
    pub stated: Option<Decimal>,
    /// What it should be.
    pub computed: Option<Decimal>,
    /// `stated − computed`
    pub difference: Option<Decimal>,
    /// What rounding allows.
    pub allowed: Option<Decimal>,
    /// The unit of these four: `万元`, `%`, `个`. Empty where it is not known.
    pub unit: String,
    /// Where it stands: the stated cell or number, or the table.
    pub at: Where,
    /// The cells concerned, the stated one first.
    pub cells: Vec<Where>,
    /// The pieces of the page that show it, where the source has places: its cell, or the lines of its text.
    pub shown: Vec<Place>,
    /// What is most likely wrong, the most likely first.
    pub suspects: Vec<SuspectLine>,
    /// What a reviewer said of it.
    pub review: Option<(ReviewStatus, String)>,
}

/// A cell or number that is likely wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct SuspectLine {
    /// Which.
    pub at: Where,
    /// What is printed there.
    pub printed: String,
    /// What it would have to be, in its own unit.
    pub value: Option<Decimal>,
    /// Another set of changes would do as well.
    pub tied: bool,
    /// The pieces of the page that show it.
    pub shown: Vec<Place>,
}

/// A table and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct TableLine {
    /// `t1`
    pub id: String,
    /// The standard name, as the stage has it.
    pub kind: &'static str,
    /// The printed number and title.
    pub title: String,
    /// 元, 万元.
    pub unit: &'static str,
    /// How much of it could be made out.
    pub status: Status,
    /// Nothing is stated in it.
    pub empty: bool,
    /// Rows in all panels.
    pub rows: usize,
    /// Where it begins.
    pub at: Where,
    /// What was found in it.
    pub tally: Tally,
}

/// A figure of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// As printed.
    pub text: String,
    /// The sentence that it stands in.
    pub sentence: String,
    /// Where.
    pub at: Where,
    /// The worst of its verdicts; `None` is 未核对.
    pub verdict: Option<Verdict>,
    /// What it was compared with.
    pub links: Vec<FigureLink>,
}

/// What a figure of the text was compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureLink {
    /// `N1` …
    pub rule: &'static str,
    /// The scope (口径) that was decided on.
    pub scope: String,
    /// What must hold, with its figures.
    pub formula: String,
    /// How it came out.
    pub verdict: Verdict,
    /// The cells.
    pub cells: Vec<Where>,
}

/// A rule and what it found.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleLine {
    /// `V1`
    pub id: String,
    /// A few words.
    pub title: String,
    /// What it is about.
    pub family: Family,
    /// It was not asked.
    pub off: bool,
    /// What its findings count as by the user's wish.
    pub severity: Option<Severity>,
    /// How many findings and hints it has.
    pub found: usize,
    /// It is one of the user's own.
    pub own: bool,
    /// Why an own rule could not be compared (未比较) or is not for this disclosure (不适用). Empty where it was.
    pub aside: String,
}

/// A finding that a reviewer dealt with and that no longer comes up.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// What was said of it.
    pub status: ReviewStatus,
    /// The reason or note.
    pub note: String,
    /// Its sentence at that time.
    pub message: String,
}

impl Report {
    /// Findings and hints counted by severity; what was dismissed does not count.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.open().for_each(|item| tally.add(item.severity));
        tally
    }

    /// The same for each family in which something was found, in the order in which a bureau checks.
    pub fn families(&self) -> Vec<(Family, Tally)> {
        let mut families: std::collections::BTreeMap<Family, Tally> = Default::default();
        self.open().for_each(|item| families.entry(item.family).or_default().add(item.severity));
        families.into_iter().collect()
    }

    /// Findings and hints.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        self.findings.iter().chain(&self.hints)
    }

    /// Something is wrong (错误) or missing (缺失).
    pub fn is_bad(&self) -> bool {
        self.findings.iter().any(|f| matches!(f.severity, Severity::Error | Severity::Missing))
    }

    /// The figures of the text that could not be compared with anything.
    pub fn unchecked(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|f| f.verdict.is_none())
    }

    /// The findings of one family.
    fn of_family(&self, family: Family) -> impl Iterator<Item = &Item> {
        self.findings.iter().filter(move |item| item.family == family)
    }
}
