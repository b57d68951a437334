//! Verdicts on relations (平, 尾差, 存疑尾差, 截尾, 不平) and findings (发现).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    model::{CellRef, Disclosure, ReviewEntry, Spot, TextRef},
    relations::Family,
};

/// How a relation came out (DESIGN §2, "Amounts and rounding").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// Nothing to compare: no value is printed on either side.
    #[serde(rename = "未比较")]
    NotCompared,
    /// 平: equal to the last place.
    #[serde(rename = "平")]
    Holds,
    /// 尾差: rounding explains the difference.
    #[serde(rename = "尾差")]
    Rounding,
    /// 截尾: cutting off instead of rounding explains it.
    #[serde(rename = "截尾")]
    Truncation,
    /// 存疑尾差: rounding could just about explain it.
    #[serde(rename = "存疑尾差")]
    DoubtfulRounding,
    /// 不平: nothing explains it.
    #[serde(rename = "不平")]
    Broken,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// 错误: cannot be true.
    #[serde(rename = "错误")]
    Error,
    /// 缺失: something that the rules require is not there.
    #[serde(rename = "缺失")]
    Missing,
    /// 警告: suspicious.
    #[serde(rename = "警告")]
    Warning,
    /// 提示: 尾差, form.
    #[serde(rename = "提示")]
    Hint,
}

/// One thing that the checker says.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Rule id, `V1` …
    pub rule: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What it is about.
    pub family: Family,
    /// The relation behind it (index into `Checker::relations`), where there is one.
    pub relation: Option<usize>,
    /// The claim of the text behind it (index into `Prose::claims`), where there is one.
    pub claim: Option<usize>,
    /// How that relation or claim came out, where there is one.
    pub verdict: Option<Verdict>,
    /// The cells concerned; the stated one first. Of a claim: those that it was compared with.
    pub cells: Vec<CellRef>,
    /// The table that it is about, also where no single cell is.
    pub table: Option<u32>,
    /// The numbers or words of the text concerned; the stated one first.
    pub texts: Vec<TextRef>,
    /// The sentence of the text, where it is about one.
    pub quote: Option<String>,
    /// What is printed, in the unit of the first cell's table (of a claim: of the number).
    pub stated: Option<Decimal>,
    /// What follows from the other cells, in the same unit.
    pub computed: Option<Decimal>,
    /// `stated − computed`.
    pub difference: Option<Decimal>,
    /// The largest difference that rounding allows, in the same unit.
    pub allowed: Option<Decimal>,
    /// One Chinese sentence with the figures in it.
    pub message: String,
    /// What probably happened, where something fits (`疑为漏加“…”`, `疑为数字颠倒`).
    pub cause: Option<String>,
    /// The cells and numbers that are most likely wrong, the most likely first (error localization).
    pub suspects: Vec<Suspect>,
}

/// A cell or a number whose change would mend what is broken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspect {
    /// Which.
    pub spot: Spot,
    /// What it would have to be, in its own unit; `None` where several values would do.
    pub value: Option<Decimal>,
    /// Another set of changes is as small as the one that this is part of.
    pub tied: bool,
}

impl Finding {
    /// A finding without figures.
    pub fn new(rule: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            // Every rule has its page in the manual, but for the user's own.
            family: crate::relations::rule(rule).map_or(Family::Custom, |r| r.family),
            relation: None,
            claim: None,
            verdict: None,
            cells: Vec::new(),
            table: None,
            texts: Vec::new(),
            quote: None,
            stated: None,
            computed: None,
            difference: None,
            allowed: None,
            message: message.into(),
            cause: None,
            suspects: Vec::new(),
        }
    }

    /// What tells this finding from all others, and stays the same while other cells change and rows come and
    /// go: rule, table, row and column, or section and words. It is what a review is kept by.
    pub fn key(&self, d: &Disclosure) -> String {
        let mut key = self.rule.to_owned();
        let mut add = |part: &str| {
            key.push('|');
            key.extend(part.chars().filter(|c| !c.is_whitespace()));
        };
        if let Some(table) = self.table.or(self.cells.first().map(|c| c.table)).filter(|_| self.texts.is_empty())
            && let Some(t) = d.tables.get(table as usize)
        {
            add(&t.id);
            add(t.kind.name());
        }
        if let Some(&text) = self.texts.first() {
            add(d.prose.get(text.section as usize).map_or("", |s| s.heading.as_str()));
            add(text.text(d));
            // The words before a number tell which of several equal numbers it is.
            add(TextRef { from: text.from.saturating_sub(12), to: text.from, ..text }.text(d));
        } else if let Some(&cell) = self.cells.first() {
            add(&d.row(cell).map(crate::model::Row::title).unwrap_or_default());
            add(&d.column(cell).map(crate::model::Column::title).unwrap_or_default());
            // The same total may be stated by several relations of one rule.
            for other in self.cells.get(1..3).unwrap_or_default() {
                add(&d.row(*other).map(crate::model::Row::title).unwrap_or_default());
                add(&d.column(*other).map(crate::model::Column::title).unwrap_or_default());
            }
        } else {
            // Several things may be missing in one table.
            add(&self.message);
        }
        key
    }

    /// The page of the source that it is about, where that is known.
    pub fn page(&self, d: &Disclosure) -> Option<u32> {
        let text = self.texts.first().and_then(|t| t.page(d));
        let cell = || self.cells.iter().find_map(|&at| d.cell(at)?.place.page);
        let table = || d.tables.get(self.table? as usize)?.place.page;
        text.or_else(cell).or_else(table)
    }
}

/// Whether an entry of a review is about what is found in a disclosure by itself, and not beside others (跨年).
pub fn is_of_itself(entry: &ReviewEntry) -> bool {
    crate::relations::rule(entry.rule()).is_none_or(|rule| rule.family != Family::AcrossYears)
}

/// Findings counted by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// 错误
    pub errors: usize,
    /// 警告
    pub warnings: usize,
    /// 提示
    pub hints: usize,
    /// 缺失
    pub missing: usize,
}

impl Severity {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Missing => "缺失",
            Severity::Warning => "警告",
            Severity::Hint => "提示",
        }
    }
}

impl Verdict {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::NotCompared => "未比较",
            Verdict::Holds => "平",
            Verdict::Rounding => "尾差",
            Verdict::Truncation => "截尾",
            Verdict::DoubtfulRounding => "存疑尾差",
            Verdict::Broken => "不平",
        }
    }
}

impl Tally {
    /// Counts one more of this severity.
    pub fn add(&mut self, severity: Severity) {
        *self.of(severity) += 1;
    }

    /// Counts one less of this severity.
    pub fn remove(&mut self, severity: Severity) {
        let n = self.of(severity);
        *n = n.saturating_sub(1);
    }

    /// Counts findings.
    pub fn count(findings: &[Finding]) -> Self {
        let mut tally = Self::default();
        findings.iter().for_each(|f| tally.add(f.severity));
        tally
    }

    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Missing => &mut self.missing,
            Severity::Warning => &mut self.warnings,
            Severity::Hint => &mut self.hints,
        }
    }
}
