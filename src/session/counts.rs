//! How relations came out, counted for the whole disclosure and for each table.

use crate::check::{Checker, Verdict};

/// Relations by verdict. Relations with nothing to compare are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All that were compared.
    pub all: usize,
    /// 平
    pub holds: usize,
    /// 尾差, 截尾 and 存疑尾差
    pub rounding: usize,
    /// 不平
    pub broken: usize,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::NotCompared => return,
            Verdict::Holds => &mut self.holds,
            Verdict::Rounding | Verdict::Truncation | Verdict::DoubtfulRounding => &mut self.rounding,
            Verdict::Broken => &mut self.broken,
        };
        *count += 1;
        self.all += 1;
    }
}

/// As many addends of a relation as are asked for their table. Relations across tables have far fewer.
const LOOKED_AT: usize = 64;

/// The counts of a disclosure.
#[derive(Debug, Default)]
pub(super) struct AllCounts {
    pub(super) all: Counts,
    /// In the order of the tables; a relation across tables counts in each of them.
    pub(super) tables: Vec<Counts>,
}

impl AllCounts {
    pub(super) fn of(checker: &Checker, tables: usize) -> Self {
        let mut out = Self { all: Counts::default(), tables: vec![Counts::default(); tables] };
        let mut seen = Vec::new();
        for (i, relation) in checker.relations().iter().enumerate() {
            let verdict = checker.outcome(i).verdict;
            out.all.add(verdict);
            seen.clear();
            seen.push(relation.stated.table);
            // The addends of a long sum are rows of one table: it is enough to look at some of them.
            for table in relation.terms.iter().take(LOOKED_AT).map(|t| t.cell.table) {
                if !seen.contains(&table) {
                    seen.push(table);
                }
            }
            for table in &seen {
                if let Some(counts) = out.tables.get_mut(*table as usize) {
                    counts.add(verdict);
                }
            }
        }
        out
    }
}
