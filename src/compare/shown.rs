//! Which lines of a comparison are shown, and in which order.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{Comparison, Line, Standing};
use crate::model::text::squeeze;

/// Which lines by how they stand on the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Only {
    /// 全部
    #[default]
    All,
    /// 有变化: everything that is not as it was.
    Changed,
    /// 新增
    New,
    /// 取消
    Vanished,
    /// 新增和取消
    NewOrVanished,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// As in the table.
    #[default]
    Table,
    /// By name.
    Name,
    /// By code.
    Code,
    /// By change, the largest first, whatever its sign.
    Change,
    /// By change, the largest growth first and the largest cut last.
    Growth,
    /// By rate, whatever its sign; what is new comes first.
    Rate,
    /// By amount on the later side.
    Amount,
}

/// What to show of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The earlier side.
    pub from: usize,
    /// The later side.
    pub to: usize,
    /// The deepest level.
    pub level: Option<u8>,
    /// At least so much change, whatever its sign, in the unit of the comparison.
    pub min_change: Option<Decimal>,
    /// At least so much change in percent; what is new or vanished always has enough.
    pub min_rate: Option<Decimal>,
    /// By how they stand.
    pub only: Only,
    /// Words that code, name, a former name or the unit must contain; all of them.
    pub search: String,
    /// The order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
}

impl Shown {
    /// Everything, with the change between the latest two sides.
    pub fn latest(comparison: &Comparison) -> Self {
        let (from, to) = comparison.latest_pair().unwrap_or_default();
        Self { from, to, ..Self::default() }
    }

    /// Indices of the lines that are shown, in order.
    pub fn lines(&self, comparison: &Comparison) -> Vec<usize> {
        let words: Vec<String> = self.search.split_whitespace().map(squeeze).collect();
        let mut out: Vec<usize> = (0..comparison.lines.len())
            .filter(|at| comparison.lines.get(*at).is_some_and(|line| self.shows(comparison, line, &words)))
            .collect();
        self.sort(comparison, &mut out);
        out
    }

    fn shows(&self, comparison: &Comparison, line: &Line, words: &[String]) -> bool {
        let deep = self.level.is_some_and(|level| line.level > level);
        !deep && self.stands(comparison, line) && self.is_large(comparison, line) && has(line, words)
    }

    fn stands(&self, comparison: &Comparison, line: &Line) -> bool {
        let standing = comparison.standing(line, self.from, self.to);
        match self.only {
            Only::All => true,
            Only::Changed => match standing {
                Standing::Both => line.change(self.from, self.to).is_some_and(|c| !c.difference.is_zero()),
                Standing::New | Standing::Vanished | Standing::Regrouped => true,
                Standing::Neither | Standing::Unknown => false,
            },
            Only::New => standing == Standing::New,
            Only::Vanished => standing == Standing::Vanished,
            Only::NewOrVanished => matches!(standing, Standing::New | Standing::Vanished),
        }
    }

    fn is_large(&self, comparison: &Comparison, line: &Line) -> bool {
        let by_amount = self
            .min_change
            .is_none_or(|least| comparison.difference(line, self.from, self.to).is_some_and(|d| d.abs() >= least));
        let by_rate = self.min_rate.is_none_or(|least| match comparison.standing(line, self.from, self.to) {
            Standing::New | Standing::Vanished => true,
            _ => comparison.rate(line, self.from, self.to).is_some_and(|r| r.abs() >= least),
        });
        by_amount && by_rate
    }

    /// Sorts stably; totals lead in every order but that of the table.
    fn sort(&self, comparison: &Comparison, out: &mut [usize]) {
        let line = |at: &usize| comparison.lines.get(*at);
        let difference = |at: &usize| comparison.difference(line(at)?, self.from, self.to);
        match self.sort {
            Sort::Table => {}
            Sort::Name => out.sort_by_cached_key(|at| line(at).map(|l| l.name.clone())),
            Sort::Code => out.sort_by_cached_key(|at| line(at).map(|l| (l.code.is_empty(), l.code.clone()))),
            Sort::Change => out.sort_by_cached_key(|at| Reverse(difference(at).map(|d| d.abs()))),
            Sort::Growth => out.sort_by_cached_key(|at| Reverse(difference(at))),
            Sort::Rate => out.sort_by_cached_key(|at| {
                let new = line(at).is_some_and(|l| comparison.standing(l, self.from, self.to) == Standing::New);
                let rate = line(at).and_then(|l| comparison.rate(l, self.from, self.to)).map(|r| r.abs());
                Reverse((new, rate))
            }),
            Sort::Amount => out.sort_by_cached_key(|at| Reverse(line(at).and_then(|l| l.value(self.to)))),
        }
        if self.descending {
            out.reverse();
        }
        if self.sort != Sort::Table {
            out.sort_by_key(|at| line(at).is_none_or(|l| !l.role.is_total()));
        }
    }
}

/// The line has all these words somewhere.
fn has(line: &Line, words: &[String]) -> bool {
    words.iter().all(|word| {
        let within = |text: &str| squeeze(text).contains(word.as_str());
        let former = line.former.iter().any(|f| within(&f.code) || within(&f.name));
        within(&line.code) || within(&line.name) || within(&line.unit) || former
    })
}
