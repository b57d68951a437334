//! Known names, and the one that was probably meant.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    model::{Kind, Stage, text::squeeze},
    recognize::kind_of_title,
};

/// The kind of table that this name tells: its standard name, or what a province calls it.
pub(super) fn kind(name: &str) -> Option<Kind> {
    static KNOWN: LazyLock<HashMap<String, Kind>> = LazyLock::new(|| {
        let known = Kind::ALL.iter().rev().filter(|k| **k != Kind::Other);
        known.flat_map(|k| [Stage::FinalAccounts, Stage::Budget].map(|s| (squeeze(k.name_in(s)), *k))).collect()
    });
    KNOWN.get(&squeeze(name)).copied().or_else(|| kind_of_title(name))
}

/// The names of all kinds, of budgets and of final accounts.
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    let known = Kind::ALL.iter().filter(|k| **k != Kind::Other);
    known.flat_map(|k| [k.name(), k.name_in(Stage::FinalAccounts)])
}

/// The name among these that comes nearest to what was written, if any comes near.
pub(super) fn nearest<'n>(written: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let written: Vec<char> = written.chars().take(40).collect();
    let near = |name: &&'n str| {
        let name: Vec<char> = name.chars().collect();
        let distance = distance(&written, &name);
        (distance <= (name.len().max(written.len()) / 3).max(1) && distance < name.len()).then_some(distance)
    };
    known.filter_map(|name| Some((near(&name)?, name))).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// `，是不是“项目支出表”？`, or a full stop.
pub(super) fn perhaps<'n>(written: &str, known: impl Iterator<Item = &'n str>) -> String {
    nearest(written, known).map_or("。".to_owned(), |name| format!("，是不是“{name}”？"))
}

/// How many characters must be changed, added or taken away to make one of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b) {
            let best = (diagonal + usize::from(x != y)).min(*cell + 1).min(left + 1);
            diagonal = std::mem::replace(cell, best);
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_what_was_meant() {
        assert_eq!(nearest("项目支岀表", kinds()), Some("项目支出表"));
        assert_eq!(nearest("收支总", kinds()), Some("收支总表"));
        assert_eq!(nearest("工资", kinds()), None);
        assert_eq!(kind("支出决算表"), Some(Kind::Spending));
        assert_eq!(kind("部门收支总体情况表"), Some(Kind::IncomeAndSpending));
        assert_eq!(kind("项目支岀表"), None);
    }
}
