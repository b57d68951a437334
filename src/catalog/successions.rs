//! Subjects that were renamed, moved, split or merged under another code: what the years of validity of single
//! names cannot tell (`assets/catalog/successions.csv`).
//!
//! Only what is certain is listed, with its source. What is not listed is another subject.

use std::sync::LazyLock;

use serde::Deserialize;

use super::subjects::records;

/// What became of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum SuccessionKind {
    /// 更名: another name, and with it another code, for the same money.
    #[serde(rename = "更名")]
    Renamed,
    /// 移动: the same money under another parent.
    #[serde(rename = "移动")]
    Moved,
    /// 拆分: its money is in several subjects now.
    #[serde(rename = "拆分")]
    Split,
    /// 合并: its money is in a subject with that of others.
    #[serde(rename = "合并")]
    Merged,
}

/// One line of the file: a subject and one that took its place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Succession {
    /// The old code.
    pub from: String,
    /// The name under which it had that code.
    pub from_name: String,
    /// The code since `year`.
    pub to: String,
    /// Its name.
    pub to_name: String,
    /// The first year of the new code.
    pub year: i32,
    /// What happened.
    pub kind: SuccessionKind,
    /// Where it is known from.
    pub source: String,
}

/// Successions of one year that belong together: before the year the money is in the subjects that they come from,
/// from the year on it is in those that they go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regrouping {
    /// The first year of the new codes.
    pub year: i32,
    /// What happened.
    pub kind: SuccessionKind,
    /// At least one.
    pub members: Vec<Succession>,
}

impl Regrouping {
    /// The old subjects, each once: code and name.
    pub fn before(&self) -> Vec<(&str, &str)> {
        once(self.members.iter().map(|s| (s.from.as_str(), s.from_name.as_str())))
    }

    /// The new subjects, each once: code and name.
    pub fn after(&self) -> Vec<(&str, &str)> {
        once(self.members.iter().map(|s| (s.to.as_str(), s.to_name.as_str())))
    }
}

fn once<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    let mut out: Vec<(&str, &str)> = Vec::new();
    for subject in all {
        if !out.contains(&subject) {
            out.push(subject);
        }
    }
    out
}

static REGROUPINGS: LazyLock<Vec<Regrouping>> =
    LazyLock::new(|| group(records(include_str!("../../assets/catalog/successions.csv"))));

/// Everything that was renamed, moved, split or merged under another code.
pub fn regroupings() -> &'static [Regrouping] {
    &REGROUPINGS
}

/// Puts together what shares an old or a new subject in the same year.
fn group(all: impl Iterator<Item = Succession>) -> Vec<Regrouping> {
    let mut groups: Vec<Regrouping> = Vec::new();
    for succession in all {
        let shares = |s: &Succession| {
            s.from == succession.from && s.from_name == succession.from_name
                || s.to == succession.to && s.to_name == succession.to_name
        };
        match groups.iter_mut().find(|g| g.year == succession.year && g.members.iter().any(shares)) {
            Some(group) => group.members.push(succession),
            None => groups.push(Regrouping { year: succession.year, kind: succession.kind, members: vec![succession] }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{economic, functional};

    #[test]
    fn every_line_of_the_file_is_loaded_and_names_subjects_of_the_catalogue() {
        let lines = include_str!("../../assets/catalog/successions.csv").lines().count() - 1;
        let all: Vec<&Succession> = regroupings().iter().flat_map(|g| &g.members).collect();
        assert_eq!(all.len(), lines);
        for s in all {
            let subjects = if s.from.starts_with('2') { functional() } else { economic() };
            for (code, name) in [(&s.from, &s.from_name), (&s.to, &s.to_name)] {
                assert!(subjects.names(code).any(|known| known.name == *name), "{code} {name}");
            }
            assert!(!s.source.is_empty());
        }
    }

    #[test]
    fn what_happened_to_one_subject_in_one_year_is_one_regrouping() {
        let of =
            |code: &str| regroupings().iter().find(|g| g.before().iter().any(|(c, _)| *c == code)).expect("listed");
        assert_eq!(of("30104").after().len(), 5);
        assert_eq!(of("2080504").before().len(), 2);
        assert_eq!(of("2080504").after(), [("2080501", "行政单位离退休")]);
        assert_eq!(of("30312").kind, SuccessionKind::Merged);
    }
}
