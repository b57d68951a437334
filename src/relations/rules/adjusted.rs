//! One class of spending in two tables, one of which was adjusted in the last place so that its total ties
//! (尾差调整).
//!
//! Amounts in 元 that are printed in 万元 need not add up to their printed total. Who wants the total of
//! 收支总表 to tie all the same prints one class 0.01 more or less there, and the rounded amount in the table of
//! subjects. Neither figure is a slip when each is borne out to the last place by its own table: the one by the
//! total that it is part of, the other by the subjects below it. Then the difference is one of rounding. In
//! every other case the same measure printed twice has no allowance.

use super::view::{Grid, Side, equal, tie};
use crate::{
    model::CellRef,
    relations::{Builder, Comparison, Evidence, Term},
};

/// A class on one side of 收支总表 and in a table of subjects, and in which column of each it stands.
pub(super) struct Class<'v> {
    pub side: &'v Side<'v>,
    pub rows: &'v [usize],
    pub columns: &'v [usize],
    pub grid: &'v Grid<'v>,
    pub code: &'v str,
    pub whole: &'v [usize],
}

impl Class<'_> {
    /// Says that both amounts are the same, or adjusted.
    pub(super) fn is_the_same(&self, rule: &'static str, label: &str, out: &mut Builder) {
        let class = self.grid.class(self.code);
        let here = self.side.cells(self.rows, self.columns);
        let there = self.grid.cells(&class, self.whole);
        let proofs = match (&here[..], &there[..], &class[..]) {
            (&[here], &[there], &[row]) => self.proofs(row).zip(Some((here, there))),
            _ => None,
        };
        let (Some((proofs, (here, there))), Some(same)) = (proofs, tie(&here, &there, &[])) else {
            equal(out, rule, &here, &there, label);
            return;
        };
        let scope = out.scope(rule);
        let holds = out.when((scope, &[0]), rule, same, label).map(Evidence::Holds);
        out.reading(scope, "两表所列相同", holds.into_iter().collect(), None);
        let mut evidence: Vec<Evidence> = Vec::new();
        for (stated, terms) in [&proofs.total, &proofs.class, &proofs.totals] {
            let proof = (*stated, Comparison::Equal, terms.clone());
            evidence.extend(out.when((scope, &[]), rule, proof, label).map(Evidence::Exact));
        }
        // The totals are the same to the last place and cancel out; their last places are the room for rounding.
        let (total, other) = (proofs.totals.0, proofs.totals.1.iter().map(|t| Term::minus(t.cell)));
        let terms = [Term::plus(there), Term::plus(total)].into_iter().chain(other).collect();
        let rounded = out.when((scope, &[1]), rule, (here, Comparison::Equal, terms), label);
        evidence.extend(rounded.map(Evidence::Holds));
        out.reading(scope, "为使合计平衡调整了尾差", evidence, None);
    }

    fn proofs(&self, class: usize) -> Option<Proofs> {
        let plus = |cells: Vec<CellRef>| -> Vec<Term> { cells.into_iter().map(Term::plus).collect() };
        let total = self.only(self.side.cells(&[self.side.list.year_total?], self.columns))?;
        let other = self.only(self.grid.cells(&[self.grid.total_row()?], self.whole))?;
        let below = self.grid.outline.subjects.iter().find(|s| s.total == class)?;
        let stated = self.only(self.grid.cells(&[class], self.whole))?;
        Some(Proofs {
            total: (total, plus(self.side.cells(&self.side.list.items, self.columns))),
            class: (stated, plus(self.grid.cells(&below.addends, self.whole))),
            totals: (total, vec![Term::plus(other)]),
        })
    }

    fn only(&self, cells: Vec<CellRef>) -> Option<CellRef> {
        if let [cell] = cells[..] { Some(cell) } else { None }
    }
}

/// What must be so to the last place for a difference to be one of rounding.
struct Proofs {
    /// This year's total is the sum of the classes of the list.
    total: (CellRef, Vec<Term>),
    /// The class is the sum of the subjects below it.
    class: (CellRef, Vec<Term>),
    /// Both tables have the same total.
    totals: (CellRef, Vec<Term>),
}
