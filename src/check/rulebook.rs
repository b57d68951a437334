//! Which rules are asked, and how bad each finding of theirs is (规则设置).

use std::collections::{HashMap, HashSet};

use super::{Finding, Severity};

/// Switches and severities of rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulebook {
    /// Ids of rules that are not asked.
    pub off: HashSet<String>,
    /// What a 错误 or 警告 of a rule counts as.
    pub severities: HashMap<String, Severity>,
}

impl Rulebook {
    /// Drops the findings of rules that are switched off, and gives the others the severity that was set.
    pub(super) fn apply(&self, findings: &mut Vec<Finding>) {
        findings.retain(|f| !self.off.contains(f.rule));
        for finding in findings {
            if let Some(severity) = self.severities.get(finding.rule).filter(|_| finding.severity != Severity::Hint) {
                finding.severity = *severity;
            }
        }
    }
}
