//! The amount that words speak of: the one that they name, or the one before.

use super::{Role, Statement, gap::is_two_sided, noun::key, reader::Reader, words};

/// As many statements back as an amount is looked for by its name.
const FAR: usize = 300;

impl Reader<'_> {
    /// The amount that a change, or words for one, belong to: the one that they name, or the one before.
    pub(super) fn owner(&self, name: &str) -> Option<usize> {
        if name.is_empty() { self.listing().or(self.head) } else { self.find(name) }
    }

    /// The last amount of the section that has this name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        let near_by = self.said.statements.len().saturating_sub(FAR);
        let amounts = |from: usize| {
            let from = from.max(near_by);
            let mine = self.said.statements.get(from..).unwrap_or_default();
            mine.iter()
                .enumerate()
                .rev()
                .filter(|(_, s)| s.role == Role::Amount && !s.aside)
                .map(move |(i, s)| (from + i, s))
        };
        if wanted.is_empty() {
            return self.head;
        }
        let topic = |s: &Statement| s.topics.first().map(|t| key(t)).unwrap_or_default();
        // `收入减少10万元`: such a name is anything's, and means what was just said.
        let short = wanted.chars().count() < 2;
        let same =
            amounts(if short { self.previous_from } else { self.section_from }).find(|(_, s)| topic(s) == wanted);
        let both = || {
            wanted
                .contains("收支")
                .then(|| amounts(self.paragraph_from).find(|(_, s)| topic(s) == wanted.replace("收支", "收")))
                .flatten()
        };
        let near = || {
            amounts(self.paragraph_from).find(|(_, s)| {
                let topic = topic(s);
                let scoped = |long: &str, short: &str| {
                    let more = if short.chars().count() > 1 { long.strip_suffix(short) } else { None };
                    more.is_some_and(|m| words::strip_start(m, words::SCOPE_KEYS).is_empty())
                };
                scoped(&topic, &wanted) || scoped(&wanted, &topic)
            })
        };
        same.or_else(both).or_else(near).map(|(i, _)| i)
    }

    /// The amount of both sides (收支总预算) that `收入包括` and `支出包括` speak of.
    pub(super) fn two_sided(&self, name: &str) -> Option<usize> {
        if !name.contains("收入") && !name.contains("支出") {
            return None;
        }
        let from = self.section_from.max(self.said.statements.len().saturating_sub(FAR));
        let mine = self.said.statements.get(from..).unwrap_or_default();
        let both = |s: &Statement| s.role == Role::Amount && s.topics.first().is_some_and(|t| is_two_sided(t));
        mine.iter().rposition(both).map(|i| from + i)
    }
}
