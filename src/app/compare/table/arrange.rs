//! Which lines are shown and in which order: what a click on a head, the filters and the folds ask for. What the
//! filters mean, [`compare::Shown`](crate::compare::Shown) says, as for files.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::compare::{Comparison, Line, Only, Shown, Sort as Order};
use crate::model::RowRole;

/// By what lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::app::compare) enum By {
    /// In the order of the classification.
    #[default]
    Class,
    /// By the value of a side.
    Side(usize),
    /// By how much changed, more or less alike.
    Difference,
    /// By the rate of the change.
    Rate,
}

/// An order of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::app::compare) struct Sort {
    pub by: By,
    pub reversed: bool,
}

impl Sort {
    /// A click on a head: the most first, then the least first, then as in the classification again.
    pub(super) fn click(&mut self, by: By) {
        *self = match (self.by == by, self.reversed, by) {
            (_, _, By::Class) | (true, true, _) => Self::default(),
            (true, false, _) => Self { by, reversed: true },
            (false, ..) => Self { by, reversed: false },
        };
    }
}

/// What is left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::app::compare) struct Filter {
    /// The deepest level.
    pub level: Option<u8>,
    /// By how lines stand on the two sides.
    pub only: Only,
    /// Only what changed by at least this much, in the unit of the comparison.
    pub least: Option<Decimal>,
    /// Only what has these words in its code or in one of its names.
    pub query: String,
}

impl Filter {
    /// Nothing is left out.
    pub(in crate::app::compare) fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// The same for a comparison between these sides.
    pub(in crate::app::compare) fn between(&self, (from, to): (usize, usize), sort: Sort) -> Shown {
        let order = match sort.by {
            By::Difference => Order::Change,
            By::Rate => Order::Rate,
            By::Side(side) if side == to => Order::Amount,
            By::Side(_) | By::Class => Order::Table,
        };
        Shown {
            from,
            to,
            level: self.level,
            min_change: self.least,
            min_rate: None,
            only: self.only,
            search: self.query.clone(),
            sort: order,
            descending: sort.reversed && order != Order::Table,
        }
    }
}

/// For each line where the lines of deeper levels that follow it end.
pub(super) fn ends(lines: &[Line]) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=lines.len()).collect();
    // The lines above the one in hand that are still open, the deepest last.
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        // A total holds everything and is no fold.
        while open.pop_if(|(_, level)| *level >= line.level.max(1)).is_some() {}
        for (above, _) in &open {
            if let Some(end) = ends.get_mut(*above) {
                *end = at + 1;
            }
        }
        if line.level > 0 {
            open.push((at, line.level));
        }
    }
    ends
}

/// The lines that are shown, as their places in the comparison.
pub(super) fn shown(
    comparison: &Comparison,
    pair: (usize, usize),
    sort: Sort,
    filter: &Filter,
    folded: &HashSet<String>,
    ends: &[usize],
) -> Vec<usize> {
    let mut out = filter.between(pair, sort).lines(comparison);
    let line = |at: usize| comparison.lines.get(at);
    if let By::Side(side) = sort.by
        && side != pair.1
    {
        let total = |at: &usize| line(*at).is_some_and(|l| l.role.is_total());
        let value = |at: &usize| line(*at).and_then(|l| l.value(side));
        out.sort_by(|a, b| {
            let by_value = if sort.reversed { value(a).cmp(&value(b)) } else { value(b).cmp(&value(a)) };
            total(b).cmp(&total(a)).then(by_value)
        });
    }
    // Some provinces print the total last; here it is where one looks for it first, as in charts.
    if let Some(last) = out.pop_if(|at| line(*at).is_some_and(|l| l.role == RowRole::Total)) {
        out.insert(0, last);
    }
    // Folds belong to the order of the classification; elsewhere, and for what is looked for, everything stands on
    // its own.
    if sort.by == By::Class && filter.query.trim().is_empty() && !folded.is_empty() {
        let mut hidden_until = 0;
        let mut hidden = vec![false; comparison.lines.len()];
        for (at, line) in comparison.lines.iter().enumerate() {
            if let Some(hidden) = hidden.get_mut(at) {
                *hidden = at < hidden_until;
            }
            if at >= hidden_until && folded.contains(&line.key) {
                hidden_until = ends.get(at).copied().unwrap_or(0);
            }
        }
        out.retain(|at| !hidden.get(*at).copied().unwrap_or(false));
    }
    out
}
