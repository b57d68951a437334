//! Subjects (科目) and how they are looked up.

use std::{cmp::Reverse, collections::HashMap};

use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use super::Years;
use crate::model::text::name_key;

/// One subject under one of its names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Subject {
    /// `2101501`
    pub code: String,
    /// The official name.
    pub name: String,
    /// 1 类, 2 款, 3 项.
    #[serde(deserialize_with = "level")]
    pub level: u8,
    /// The code one level up; empty for a 类.
    pub parent: String,
    /// The years of this name.
    pub valid: Years,
    /// What else is known: what it was renamed to, 政府性基金.
    pub note: String,
    /// This code was seen in print with this name.
    #[serde(deserialize_with = "yes")]
    pub confirmed: bool,
}

impl Subject {
    /// Whether code and name belonged together in this year, as far as is known.
    pub fn valid_in(&self, year: i32) -> bool {
        self.valid.contains(year)
    }
}

/// A classification: its subjects with all their names, the one in use before those that it replaced.
#[derive(Debug, Default)]
pub struct Subjects {
    all: Vec<Subject>,
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Subjects {
    pub(super) fn from_csv(text: &'static str) -> Self {
        let mut subjects = Self { all: records(text).collect(), ..Self::default() };
        for (i, subject) in subjects.all.iter().enumerate() {
            subjects.by_code.entry(subject.code.clone()).or_default().push(i);
            subjects.by_name.entry(name_key(&subject.name)).or_default().push(i);
        }
        for names in subjects.by_code.values_mut() {
            // Stable: of two names whose end is unknown, the file gives the present one first.
            names.sort_by_key(|&i| Reverse(subjects.all.get(i).and_then(|s| s.valid.to).unwrap_or(i32::MAX)));
        }
        subjects
    }

    /// The subject of this code under its present (or last) name. `None` means unknown, not wrong.
    pub fn get(&self, code: &str) -> Option<&Subject> {
        self.names(code).next()
    }

    /// The subject of this code under every name it has had, the present one first.
    pub fn names(&self, code: &str) -> impl Iterator<Item = &Subject> {
        self.picked(self.by_code.get(code))
    }

    /// Every subject that has or had this name, compared by [`name_key`]. Many 项 share a name (行政运行).
    pub fn by_name(&self, name: &str) -> impl Iterator<Item = &Subject> {
        self.picked(self.by_name.get(&name_key(name)))
    }

    /// The 类 in use today, by code.
    pub fn classes(&self) -> impl Iterator<Item = &Subject> {
        self.all.iter().filter(|s| s.level == 1 && s.valid.to.is_none())
    }

    /// All subjects under all their names.
    pub fn iter(&self) -> impl Iterator<Item = &Subject> {
        self.all.iter()
    }

    /// How many subjects there are, counting every name.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn picked<'a>(&'a self, indices: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Subject> {
        indices.into_iter().flatten().filter_map(|&i| self.all.get(i))
    }
}

/// The records of an embedded file. One that does not parse is passed over: the program must start all the
/// same, and the test that counts the lines of the files tells whoever edited them.
pub(super) fn records<T: DeserializeOwned + 'static>(text: &'static str) -> impl Iterator<Item = T> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok)
}

fn level<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "类" => Ok(1),
        "款" => Ok(2),
        "项" => Ok(3),
        other => Err(serde::de::Error::custom(format!("科目级次不明：{other}"))),
    }
}

fn yes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(String::deserialize(deserializer)? == "yes")
}

#[cfg(test)]
mod tests {
    use crate::catalog::{Years, economic, functional, government_economic};

    #[test]
    fn a_code_has_its_present_name_and_remembers_the_old_one() {
        let names: Vec<_> = functional().names("210").map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["卫生健康支出", "医疗卫生与计划生育支出"]);
        assert_eq!(functional().get("210").map(|s| s.name.as_str()), Some("卫生健康支出"));
        let old = functional().by_name("九、医疗卫生与计划生育支出").next().expect("listed");
        assert!(old.valid_in(2018) && !old.valid_in(2019) && old.level == 1);
        assert!(functional().get("9999999").is_none());
    }

    #[test]
    fn the_present_name_stands_before_those_it_replaced() {
        for subjects in [functional(), economic(), government_economic()] {
            for subject in subjects.iter() {
                let present = subjects.get(&subject.code).expect("listed");
                let end = |years: Years| years.to.unwrap_or(i32::MAX);
                assert!(end(present.valid) >= end(subject.valid), "{} {}", subject.code, subject.name);
            }
        }
    }

    #[test]
    fn the_tree_is_whole() {
        for subjects in [functional(), economic(), government_economic()] {
            for subject in subjects.iter() {
                if subject.level == 1 {
                    assert!(subject.parent.is_empty(), "{}", subject.code);
                } else {
                    let parent = subjects.get(&subject.parent).unwrap_or_else(|| panic!("{} 无上级", subject.code));
                    assert_eq!(parent.level + 1, subject.level, "{}", subject.code);
                    assert!(subject.code.starts_with(&parent.code), "{}", subject.code);
                }
            }
        }
    }

    #[test]
    fn classes_are_listed_once_each() {
        let codes: Vec<_> = functional().classes().map(|s| s.code.as_str()).collect();
        assert_eq!(codes.first(), Some(&"201"));
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
        assert_eq!(economic().classes().count(), 10);
    }
}
