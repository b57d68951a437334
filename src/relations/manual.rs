//! The rule manual (规则手册): what each rule says, why, on what basis, and what is no error.
//!
//! It is data (`assets/rules.toml`), so that a person who checks disclosures can correct its wording.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Family;

/// One rule, for people.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Rule {
    /// `V1`
    pub id: String,
    /// A few words.
    pub title: String,
    /// 表内, 表间 …
    pub family: Family,
    /// 规则: what must hold.
    pub what: String,
    /// 为什么
    pub why: String,
    /// 依据: law, document or definition.
    pub source: String,
    /// 例
    pub example: String,
    /// 怎样改
    pub fix: String,
    /// 不算错的情形
    pub not_errors: String,
}

#[derive(Deserialize)]
struct Manual {
    rule: Vec<Rule>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    // The file is part of the program; a test reads it, so that it cannot be broken in a release.
    toml::from_str::<Manual>(include_str!("../../assets/rules.toml")).map(|m| m.rule).unwrap_or_default()
});

/// All rules in the order of the manual.
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_can_be_read_and_is_complete() {
        let manual: Manual = toml::from_str(include_str!("../../assets/rules.toml")).unwrap();
        for r in &manual.rule {
            for text in [&r.id, &r.title, &r.what, &r.why, &r.source, &r.example, &r.fix, &r.not_errors] {
                assert!(!text.trim().is_empty(), "{} 有空缺的一栏", r.id);
            }
        }
    }
}
