//! Verdicts on relations (平, 尾差, 存疑尾差, 截尾, 不平) and findings (发现).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::CellRef;

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

/// What a finding is about, in the order in which a bureau checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Family {
    /// 完整性: something is not there.
    #[serde(rename = "完整性")]
    Completeness,
    /// 表内: within one table.
    #[serde(rename = "表内")]
    WithinTable,
    /// 表间: between tables.
    #[serde(rename = "表间")]
    AcrossTables,
    /// 文表: text against tables.
    #[serde(rename = "文表")]
    TextAgainstTable,
    /// 文内: text against itself.
    #[serde(rename = "文内")]
    WithinText,
    /// 跨年: year against year.
    #[serde(rename = "跨年")]
    AcrossYears,
    /// 科目: subject codes and names.
    #[serde(rename = "科目")]
    Subjects,
    /// 格式: form.
    #[serde(rename = "格式")]
    Form,
    /// 隐私: personal data.
    #[serde(rename = "隐私")]
    Privacy,
    /// 自定义: a rule of the user's own.
    #[serde(rename = "自定义")]
    Custom,
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

impl Family {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Family::Completeness => "完整性",
            Family::WithinTable => "表内",
            Family::AcrossTables => "表间",
            Family::TextAgainstTable => "文表",
            Family::WithinText => "文内",
            Family::AcrossYears => "跨年",
            Family::Subjects => "科目",
            Family::Form => "格式",
            Family::Privacy => "隐私",
            Family::Custom => "自定义",
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
