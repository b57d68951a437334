//! What rules are about.

use serde::{Deserialize, Serialize};

/// What a rule or a finding is about, in the order in which a bureau checks.
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

impl Family {
    /// All of them, in the order in which a bureau checks.
    pub const ALL: &[Family] = &[
        Family::Completeness,
        Family::WithinTable,
        Family::AcrossTables,
        Family::TextAgainstTable,
        Family::WithinText,
        Family::AcrossYears,
        Family::Subjects,
        Family::Form,
        Family::Privacy,
        Family::Custom,
    ];

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
