//! What a reviewer (审阅人) said of the findings. It is kept with the disclosure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum ReviewStatus {
    /// 待处理: nobody has said anything yet, or only a note.
    #[default]
    #[serde(rename = "待处理")]
    Open,
    /// 已确认: it is an error.
    #[serde(rename = "已确认")]
    Confirmed,
    /// 待核实: somebody must be asked.
    #[serde(rename = "待核实")]
    Asked,
    /// 已改正: it has been mended.
    #[serde(rename = "已改正")]
    Mended,
    /// 已排除: it is none, for the reason given. It is no longer shown nor counted, and listed in reports.
    #[serde(rename = "已排除")]
    Dismissed,
}

impl ReviewStatus {
    /// All of them in the order of a menu.
    pub const ALL: &[ReviewStatus] = &[Self::Open, Self::Confirmed, Self::Asked, Self::Mended, Self::Dismissed];

    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "待处理",
            Self::Confirmed => "已确认",
            Self::Asked => "待核实",
            Self::Mended => "已改正",
            Self::Dismissed => "已排除",
        }
    }
}

/// What was said of one finding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReviewEntry {
    /// Which finding: see `check::Finding::key`. It stays the same while other cells change. One of those that a
    /// disclosure has beside others (跨年) is kept with the disclosure that it accuses.
    pub key: String,
    /// What became of it.
    #[serde(default)]
    pub status: ReviewStatus,
    /// Why it was dismissed, or a note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The finding's sentence at that time, for reports and for findings that no longer come up.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

impl ReviewEntry {
    /// The rule of its finding.
    pub fn rule(&self) -> &str {
        self.key.split('|').next().unwrap_or_default()
    }
}

/// All that was said, and what was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Review {
    /// In the order in which it was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<ReviewEntry>,
    /// What was ticked off as looked at: ids of tables (`t3`), keys of findings, sections of the text (`s2`).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub seen: BTreeSet<String>,
}

impl Review {
    /// Nothing was said.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.seen.is_empty()
    }

    /// What was said of a finding.
    pub fn of(&self, key: &str) -> Option<&ReviewEntry> {
        self.entries.iter().find(|e| e.key == key)
    }

    /// The finding was dismissed.
    pub fn is_dismissed(&self, key: &str) -> bool {
        self.of(key).is_some_and(|e| e.status == ReviewStatus::Dismissed)
    }
}
