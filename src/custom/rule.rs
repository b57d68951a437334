//! What a file of own rules says, as data; what a rule says, `statement` has. Printing it gives text that reads back as the same data (a property
//! test).

use super::statement::{Fact, Statement};
use crate::relations::{Family, Rule};

/// How bad it is when a rule is broken (严重程度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grade {
    /// 错误
    #[default]
    Error,
    /// 警告
    Warning,
    /// 提示
    Hint,
}

/// A whole file (规则文件).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleFile {
    /// The user's own rules.
    pub rules: Vec<OwnRule>,
    /// What it says of other rules, in the order of the file: a later one counts.
    pub settings: Vec<Setting>,
}

/// A switch or a severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Of which rules.
    pub target: Target,
    /// What.
    pub action: Action,
}

/// Which rules a setting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One rule, built in or of the same file.
    Rule(&'static str),
    /// All of a family.
    Family(Family),
}

/// What a setting does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// 关闭: it is not asked.
    Off,
    /// 打开: it is asked.
    On,
    /// 严重程度
    Severity(Grade),
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnRule {
    /// The id, `市01`.
    pub id: &'static str,
    /// A few words.
    pub title: String,
    /// 适用: all of these must be so.
    pub applies: Vec<Fact>,
    /// What must hold.
    pub statements: Vec<Statement>,
    /// 必须有: what it speaks of must be there.
    pub required: bool,
    /// 严重程度
    pub grade: Grade,
    /// 说明, 依据 … in the order of [`Note::ALL`].
    pub notes: Vec<(Note, String)>,
}

/// Text about a rule, for the manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// 说明
    Explanation,
    /// 依据
    Source,
    /// 例
    Example,
    /// 怎样改
    Fix,
    /// 不算错的情形
    NotErrors,
}

impl Note {
    /// All of them with the words that begin their lines.
    pub const ALL: &[(&'static str, Note)] = &[
        ("说明", Note::Explanation),
        ("依据", Note::Source),
        ("例", Note::Example),
        ("怎样改", Note::Fix),
        ("不算错的情形", Note::NotErrors),
    ];
}

impl Grade {
    /// All of them with their names.
    pub const ALL: &[(&'static str, Grade)] =
        &[("错误", Grade::Error), ("警告", Grade::Warning), ("提示", Grade::Hint)];
}

impl OwnRule {
    /// What was noted under this heading.
    pub fn note(&self, note: Note) -> Option<&str> {
        self.notes.iter().find(|(n, _)| *n == note).map(|(_, text)| text.as_str())
    }

    /// Its page of the manual. What its author left out is said to be so.
    pub fn page(&self) -> Rule {
        let note = |note, otherwise: &str| self.note(note).unwrap_or(otherwise).to_owned();
        let mut what: Vec<String> = Vec::new();
        if !self.applies.is_empty() {
            what.push(format!("适用：{}", super::print::facts(&self.applies)));
        }
        what.extend(self.statements.iter().map(ToString::to_string));
        Rule {
            id: self.id.to_owned(),
            title: self.title.clone(),
            family: Family::Custom,
            what: what.join("\n"),
            why: note(Note::Explanation, "规则文件没有写说明。"),
            source: note(Note::Source, "规则文件没有写依据。"),
            example: note(Note::Example, "规则文件没有举例。"),
            fix: note(Note::Fix, "对照原文核对所列的各格，改正错的一格。"),
            not_errors: note(Note::NotErrors, "文件里没有规则所说的表、行或栏时，这条规则不比较。"),
        }
    }
}
