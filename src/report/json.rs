//! A report as JSON, a contract with outsiders: `check --format json` and `jsonl`.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Figure, Item, Report, RuleLine, SuspectLine, Where, words};

/// The object of one disclosure as text, with a line end.
pub fn to_string(report: &Report, pretty: bool) -> String {
    text(&object(report), pretty)
}

/// The array of several.
pub fn array<'a>(reports: impl IntoIterator<Item = &'a Report>) -> String {
    text(&reports.into_iter().map(object).collect::<Vec<_>>(), true)
}

fn text<T: Serialize>(value: &T, pretty: bool) -> String {
    let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    text.expect("a report is strings, numbers and lists, and it is written to memory") + "\n"
}

/// The object of one disclosure.
pub fn object(report: &Report) -> impl Serialize + '_ {
    Object {
        file: &report.file,
        agency: &report.agency,
        year: report.year,
        tables: report.tables.len(),
        relations: report.relations,
        findings: report.open().map(Found::of).collect(),
        dismissed: report.dismissed.iter().map(Found::of).collect(),
        own_rules: report.rules.iter().filter(|r| r.own).map(OwnRule::of).collect(),
        claims: report.figures.iter().flat_map(Claimed::of).collect(),
        unchecked: report.figures.iter().filter(|n| n.verdict.is_none()).count(),
    }
}

#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    agency: &'a str,
    year: Option<i32>,
    tables: usize,
    relations: usize,
    findings: Vec<Found<'a>>,
    /// What a reviewer dismissed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dismissed: Vec<Found<'a>>,
    /// How each of the user's own rules came out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    own_rules: Vec<OwnRule<'a>>,
    /// The figures of the text with what they were compared with.
    claims: Vec<Claimed<'a>>,
    /// How many figures of the text were compared with nothing (未核对).
    unchecked: usize,
}

#[derive(Serialize)]
struct OwnRule<'a> {
    rule: &'a str,
    title: &'a str,
    found: usize,
    /// Why it could not be compared, or is not for this disclosure.
    #[serde(skip_serializing_if = "str::is_empty")]
    aside: &'a str,
}

impl<'a> OwnRule<'a> {
    fn of(line: &'a RuleLine) -> Self {
        Self { rule: &line.id, title: &line.title, found: line.found, aside: &line.aside }
    }
}

/// A figure of the text and one thing that it was compared with.
#[derive(Serialize)]
struct Claimed<'a> {
    /// As it stands in the text.
    text: &'a str,
    section: &'a str,
    rule: &'static str,
    scope: &'a str,
    verdict: &'static str,
    quote: &'a str,
    cells: Vec<CellName<'a>>,
    page: Option<u32>,
}

impl<'a> Claimed<'a> {
    fn of(figure: &'a Figure) -> impl Iterator<Item = Self> {
        figure.links.iter().map(|link| Self {
            text: &figure.text,
            section: &figure.at.section,
            rule: link.rule,
            scope: &link.scope,
            verdict: link.verdict.name(),
            quote: &figure.sentence,
            cells: link.cells.iter().map(CellName::of).collect(),
            page: figure.at.page,
        })
    }
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'static str,
    severity: &'static str,
    kind: &'static str,
    table: Option<&'a str>,
    cells: Vec<CellName<'a>>,
    stated: Option<String>,
    computed: Option<String>,
    difference: Option<String>,
    allowed: Option<String>,
    message: String,
    /// The sentence of a claim in the text.
    quote: Option<&'a str>,
    page: Option<u32>,
    /// The cells whose change would mend everything.
    suspects: Vec<Suspected<'a>>,
    /// What a reviewer said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Reviewed<'a>>,
}

#[derive(Serialize)]
struct CellName<'a> {
    table: &'a str,
    kind: &'static str,
    row: &'a str,
    column: &'a str,
}

/// A cell (or a number of the text) that is likely wrong, and what it would have to be.
#[derive(Serialize)]
struct Suspected<'a> {
    #[serde(flatten)]
    cell: Option<CellName<'a>>,
    /// The number as it stands in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// What it would have to be, in its own unit.
    value: Option<String>,
}

#[derive(Serialize)]
struct Reviewed<'a> {
    status: &'static str,
    note: &'a str,
}

impl<'a> Found<'a> {
    fn of(item: &'a Item) -> Self {
        let decimal = |value: Option<Decimal>| value.map(|v| v.to_string());
        let table = [&item.at].into_iter().chain(item.cells.first()).map(|w| w.table.as_str());
        Self {
            rule: item.rule,
            severity: item.severity.name(),
            kind: item.family.name(),
            table: table.into_iter().find(|id| !id.is_empty()),
            cells: item.cells.iter().map(CellName::of).collect(),
            stated: decimal(item.stated),
            computed: decimal(item.computed),
            difference: decimal(item.difference),
            allowed: decimal(item.allowed),
            message: words::message(item),
            quote: item.quote.as_deref(),
            page: item.at.page,
            suspects: item.suspects.iter().map(Suspected::of).collect(),
            review: item.review.as_ref().map(|(status, note)| Reviewed { status: status.name(), note }),
        }
    }
}

impl<'a> CellName<'a> {
    fn of(at: &'a Where) -> Self {
        Self { table: &at.table, kind: at.kind, row: &at.row, column: &at.column }
    }
}

impl<'a> Suspected<'a> {
    fn of(suspect: &'a SuspectLine) -> Self {
        let value = suspect.value.map(|v| v.to_string());
        match suspect.at.table.is_empty() {
            true => Self { cell: None, text: Some(&suspect.printed), value },
            false => Self { cell: Some(CellName::of(&suspect.at)), text: None, value },
        }
    }
}
