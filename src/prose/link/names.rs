//! Subjects by their names: those that a table prints, under the names that they have or had.

use std::collections::HashMap;

use super::words::stem;
use crate::{
    catalog::{Subjects, class_of_name},
    prose::statement::Subject,
    relations::Grid,
};

/// The codes of a table by the names that mean them.
#[derive(Debug, Default)]
pub(super) struct Names<'d> {
    codes: HashMap<String, Vec<&'d str>>,
}

impl<'d> Names<'d> {
    /// The names of the subjects that this table prints.
    pub fn of(grid: &Grid<'d>, catalogue: &Subjects) -> Self {
        let mut codes: HashMap<String, Vec<&'d str>> = HashMap::new();
        for (code, rows) in &grid.codes {
            let printed = rows.iter().filter_map(|r| grid.at.panel.rows.get(*r)).map(|r| r.name.as_str());
            for name in printed.chain(catalogue.names(code).map(|s| s.name.as_str())) {
                let known = codes.entry(stem(name)).or_default();
                if !known.contains(code) {
                    known.push(code);
                }
            }
        }
        Self { codes }
    }

    fn named(&self, name: &str) -> &[&'d str] {
        self.codes.get(&stem(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The one subject that has this name; of a chain (20899, 2089999) the uppermost. Among the parts of another
    /// a name with a slip in it is understood too.
    pub fn only(&self, name: &str, within: &[&str]) -> Option<&'d str> {
        let exact = self.named(name);
        let near = if exact.is_empty() && !within.is_empty() { self.nearly(name, within) } else { Vec::new() };
        let all = if exact.is_empty() { &near } else { exact };
        let inside: Vec<&'d str> =
            all.iter().copied().filter(|c| within.iter().any(|w| c.len() > w.len() && c.starts_with(w))).collect();
        uppermost(if inside.is_empty() { all } else { &inside })
    }

    /// Subjects inside these whose name is this one with a few characters more or less.
    fn nearly(&self, name: &str, within: &[&str]) -> Vec<&'d str> {
        let name = stem(name);
        let fits = |known: &str| {
            let (a, b) = (name.chars().count(), known.chars().count());
            a.abs_diff(b) <= 2 && a.min(b) >= 6 && (is_within(known, &name) || is_within(&name, known))
        };
        let inside = |code: &&&str| within.iter().any(|w| code.len() > w.len() && code.starts_with(w));
        self.codes
            .iter()
            .filter(|(known, _)| fits(known))
            .flat_map(|(_, codes)| codes.iter().filter(inside))
            .copied()
            .collect()
    }

    /// The subject that is named with its levels.
    pub fn levelled(&self, subject: &Subject) -> Option<String> {
        let class = class_of_name(&subject.class);
        if subject.group.is_empty() && subject.item.is_empty() {
            return class.map(str::to_owned);
        }
        // Many say 类 of what is a 款: 行政事业单位离退休（类）.
        let lower = !subject.class.is_empty() && class.is_none();
        if lower && !subject.group.is_empty() {
            return None;
        }
        let group = if lower { &subject.class } else { &subject.group };
        let inside = |code: &&&str, above: Option<&str>| above.is_none_or(|a| code.starts_with(a));
        let groups: Vec<&str> =
            self.named(group).iter().filter(|c| c.len() == 5).filter(|c| inside(c, class)).copied().collect();
        if lower && groups.is_empty() {
            return None;
        }
        if subject.item.is_empty() {
            return if let [group] = groups[..] { Some(group.to_owned()) } else { None };
        }
        let mut items: Vec<&str> =
            self.named(&subject.item).iter().filter(|c| c.len() == 7).filter(|c| inside(c, class)).copied().collect();
        // A table without rows of 款 cannot tell by them.
        if !groups.is_empty() {
            items.retain(|c| groups.iter().any(|g| c.starts_with(g)));
        }
        if let [item] = items[..] { Some(item.to_owned()) } else { None }
    }
}

/// All characters of `part` stand in `whole`, in the same order.
fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|w| w == c))
}

/// The one code that all others are inside of.
fn uppermost<'d>(codes: &[&'d str]) -> Option<&'d str> {
    let top = codes.iter().min_by_key(|c| c.len())?;
    codes.iter().all(|c| c.starts_with(top)).then_some(*top)
}
