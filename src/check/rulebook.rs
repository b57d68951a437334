//! Which rules are asked, and how bad each finding of theirs is (规则设置).

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use super::{Finding, Severity, Verdict};
use crate::{
    custom::{self, Action, Grade, OwnRule, RuleError, RuleFile, Target},
    relations::{self, Family, Rule},
};

/// Switches and severities of rules, and the user's own rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulebook {
    /// Ids of rules that are not asked.
    pub off: HashSet<String>,
    /// What a 错误 or 警告 of a rule counts as.
    pub severities: HashMap<String, Severity>,
    /// Rules of the user's own, in the order of their file.
    pub own: Vec<OwnRule>,
}

impl From<Grade> for Severity {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::Error => Severity::Error,
            Grade::Warning => Severity::Warning,
            Grade::Hint => Severity::Hint,
        }
    }
}

impl From<RuleFile> for Rulebook {
    fn from(file: RuleFile) -> Self {
        let mut book = Self { own: file.rules, ..Self::default() };
        for setting in file.settings {
            let ids: Vec<String> = match setting.target {
                Target::Rule(id) => vec![id.to_owned()],
                Target::Family(Family::Custom) => book.own.iter().map(|r| r.id.to_owned()).collect(),
                Target::Family(family) => {
                    relations::rules().iter().filter(|r| r.family == family).map(|r| r.id.clone()).collect()
                }
            };
            for id in ids {
                book.set(id, setting.action);
            }
        }
        book
    }
}

impl Rulebook {
    /// Reads a rule file: own rules, switches, severities (docs/rules.md).
    ///
    /// # Errors
    /// All errors of the file, in the order of its lines.
    pub fn load(path: &Path) -> Result<Self, Vec<RuleError>> {
        custom::load(path).map(Self::from)
    }

    fn set(&mut self, id: String, action: Action) {
        match (action, self.own.iter_mut().find(|r| r.id == id)) {
            (Action::Off, _) => {
                self.off.insert(id);
            }
            (Action::On, _) => {
                self.off.remove(&id);
            }
            (Action::Severity(grade), Some(own)) => own.grade = grade,
            (Action::Severity(grade), None) => {
                self.severities.insert(id, grade.into());
            }
        }
    }

    /// The manual's page of a rule, built in or own.
    pub fn page(&self, id: &str) -> Option<Rule> {
        let own = || self.own.iter().find(|r| r.id == id).map(OwnRule::page);
        relations::rule(id).cloned().or_else(own)
    }

    /// Drops the findings of rules that are switched off, and gives the others the severity that was set.
    pub(super) fn apply(&self, findings: &mut Vec<Finding>) {
        findings.retain(|f| !self.off.contains(f.rule));
        for finding in findings {
            if let Some(severity) = self.severities.get(finding.rule).filter(|_| finding.severity != Severity::Hint) {
                finding.severity = graded(*severity, finding.verdict);
            }
        }
    }
}

/// What rounding may explain is no 错误, however bad a rule's findings are said to be.
pub(super) fn graded(severity: Severity, verdict: Option<Verdict>) -> Severity {
    if verdict == Some(Verdict::DoubtfulRounding) { severity.max(Severity::Warning) } else { severity }
}
