//! Verdicts on relations (平, 尾差, 存疑尾差, 截尾, 不平) and findings (发现).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{model::CellRef, relations::Family};

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
    /// How that relation came out, where there is one.
    pub verdict: Option<Verdict>,
    /// The cells concerned; the stated one first.
    pub cells: Vec<CellRef>,
    /// What is printed, in the unit of the first cell's table.
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
