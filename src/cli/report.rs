//! What `check` found, as text for people and as JSON and CSV for programs.

use std::{fmt::Write, path::PathBuf, sync::Arc};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{
    check::{Examiner, Finding, Severity, Suspect, Tally},
    model::{CellRef, Disclosure, Spot},
    write::csv,
};

/// One disclosure and what was found in it.
pub(super) struct Checked {
    /// Its file; of several that were joined, all of them.
    file: String,
    disclosure: Disclosure,
    relations: usize,
    tally: Tally,
    pub(super) findings: Vec<Finding>,
}

impl Checked {
    pub(super) fn new(paths: &[PathBuf], disclosure: Disclosure) -> Self {
        let file = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" + ");
        let examiner = Examiner::new(&disclosure, Arc::default());
        let examination = examiner.examine(&disclosure);
        let findings: Vec<Finding> = examination.open(&disclosure).cloned().collect();
        let (relations, tally) = (examiner.checker().compared(), Tally::count(&findings));
        Self { file, disclosure, relations, tally, findings }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Format {
    Text,
    Json,
    JsonLines,
    Csv,
}

impl Format {
    /// `single`: one file was named, so JSON is its object and not an array of such.
    /// `all`: the text lists hints too.
    pub(super) fn render(self, checked: &[Checked], single: bool, all: bool) -> String {
        match self {
            Format::Text => checked.iter().map(|c| text(c, all)).collect::<Vec<_>>().join("\n"),
            Format::Json => {
                let reports: Vec<_> = checked.iter().map(Report::of).collect();
                match reports.as_slice() {
                    [report] if single => json(report, true),
                    [] if single => String::new(),
                    reports => json(reports, true),
                }
            }
            Format::JsonLines => checked.iter().map(|c| json(&Report::of(c), false)).collect(),
            Format::Csv => csv::render(table(checked)),
        }
    }
}

fn json<T: Serialize + ?Sized>(value: &T, pretty: bool) -> String {
    let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    text.expect("a report is strings, numbers and lists, and it is written to memory") + "\n"
}

/// The JSON of one file, a contract with outsiders.
#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    agency: &'a str,
    year: Option<i32>,
    tables: usize,
    relations: usize,
    findings: Vec<ReportedFinding<'a>>,
}

#[derive(Serialize)]
struct ReportedFinding<'a> {
    rule: &'static str,
    severity: &'static str,
    kind: &'static str,
    table: Option<&'a str>,
    cells: Vec<ReportedCell<'a>>,
    stated: Option<String>,
    computed: Option<String>,
    difference: Option<String>,
    allowed: Option<String>,
    message: String,
    /// The sentence of a claim in the text.
    quote: Option<&'a str>,
    page: Option<u32>,
    /// The cells whose change would mend everything.
    suspects: Vec<ReportedSuspect<'a>>,
}

#[derive(Serialize)]
struct ReportedCell<'a> {
    table: &'a str,
    kind: &'static str,
    row: String,
    column: String,
}

/// A cell (or a number of the text) that is likely wrong, and what it would have to be.
#[derive(Serialize)]
struct ReportedSuspect<'a> {
    #[serde(flatten)]
    cell: Option<ReportedCell<'a>>,
    /// The number as it stands in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// What it would have to be, in its own unit.
    value: Option<String>,
}

impl<'a> ReportedSuspect<'a> {
    fn of(suspect: &Suspect, disclosure: &'a Disclosure) -> Option<Self> {
        let value = suspect.value.map(|v| v.to_string());
        Some(match suspect.spot {
            Spot::Cell(at) => Self { cell: Some(ReportedCell::of(at, disclosure)?), text: None, value },
            Spot::Text(at) => Self { cell: None, text: Some(at.text(disclosure)), value },
        })
    }
}

impl<'a> Report<'a> {
    fn of(checked: &'a Checked) -> Self {
        let Checked { file, disclosure, relations, findings, .. } = checked;
        Self {
            file,
            agency: &disclosure.agency,
            year: disclosure.year,
            tables: disclosure.tables.len(),
            relations: *relations,
            findings: findings.iter().map(|f| ReportedFinding::of(f, disclosure)).collect(),
        }
    }
}

impl<'a> ReportedFinding<'a> {
    fn of(finding: &'a Finding, disclosure: &'a Disclosure) -> Self {
        let decimal = |value: Option<Decimal>| value.map(|v| v.to_string());
        let cells: Vec<_> = finding.cells.iter().filter_map(|&at| ReportedCell::of(at, disclosure)).collect();
        Self {
            rule: finding.rule,
            severity: finding.severity.name(),
            kind: finding.family.name(),
            table: finding
                .table
                .and_then(|t| Some(disclosure.tables.get(t as usize)?.id.as_str()))
                .or(cells.first().map(|c| c.table)),
            cells,
            stated: decimal(finding.stated),
            computed: decimal(finding.computed),
            difference: decimal(finding.difference),
            allowed: decimal(finding.allowed),
            message: message(finding),
            quote: finding.quote.as_deref(),
            page: finding.page(disclosure),
            suspects: finding.suspects.iter().filter_map(|s| ReportedSuspect::of(s, disclosure)).collect(),
        }
    }
}

impl<'a> ReportedCell<'a> {
    fn of(at: CellRef, disclosure: &'a Disclosure) -> Option<Self> {
        let table = disclosure.tables.get(at.table as usize)?;
        Some(Self {
            table: &table.id,
            kind: table.kind.name(),
            row: disclosure.row(at)?.title(),
            column: disclosure.column(at)?.title(),
        })
    }
}

/// The sentence with the probable cause.
fn message(finding: &Finding) -> String {
    match &finding.cause {
        Some(cause) => format!("{}（{cause}）", finding.message),
        None => finding.message.clone(),
    }
}

fn text(checked: &Checked, all: bool) -> String {
    let Checked { file, disclosure, relations, tally, findings } = checked;
    let mut out = format!("{file}：{}\n", disclosure.title());
    let tables = disclosure.tables.len();
    let Tally { errors, warnings, hints, missing } = tally;
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "  {tables} 张表，{relations} 条关系：错误 {errors}，警告 {warnings}，提示 {hints}，缺失 {missing}"
    );
    for finding in findings.iter().filter(|f| all || f.severity != Severity::Hint) {
        let _ = writeln!(out, "  {} {:<4} {}", finding.severity.name(), finding.rule, message(finding));
    }
    if *hints > 0 && !all {
        let _ = writeln!(out, "  另有 {hints} 条提示，加 --all 逐条列出");
    }
    out
}

fn table(checked: &[Checked]) -> Vec<Vec<String>> {
    let header = ["文件", "规则", "严重程度", "类别", "表", "行", "列", "表列", "应为", "差", "容许", "说明"];
    let mut lines = vec![header.map(str::to_owned).to_vec()];
    for Checked { file, disclosure, findings, .. } in checked {
        for finding in findings {
            let at = finding.cells.first().and_then(|&at| {
                let table = disclosure.tables.get(at.table as usize)?;
                Some([table.title.clone(), disclosure.row(at)?.title(), disclosure.column(at)?.title()])
            });
            let decimal = |value: Option<Decimal>| value.map(|v| v.to_string()).unwrap_or_default();
            let mut line = vec![file.clone()];
            line.extend([finding.rule, finding.severity.name(), finding.family.name()].map(str::to_owned));
            line.extend(at.unwrap_or_default());
            line.extend([finding.stated, finding.computed, finding.difference, finding.allowed].map(decimal));
            line.push(message(finding));
            lines.push(line);
        }
    }
    lines
}
