//! Collects relations and scopes while the rules are asked one after the other.

use std::{collections::HashSet, sync::Arc};

use super::{Comparison, Condition, Evidence, Reading, Relation, Remark, Scope, Term};
use crate::model::CellRef;

/// Everything that must hold in a disclosure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelationSet {
    /// The relations; their indices are what the rest of the program refers to.
    pub relations: Vec<Relation>,
    /// The questions whose answers decide which of them count.
    pub scopes: Vec<Scope>,
}

/// What a rule hands its relations to.
#[derive(Debug, Default)]
pub struct Builder {
    set: RelationSet,
    /// Pairs of cells that are already equal by some relation without condition, the smaller first.
    equal: HashSet<(CellRef, CellRef)>,
    /// Cells that a relation defines already.
    defined: HashSet<CellRef>,
    /// What is added now ties by usage only ([`Relation::doubtful`]).
    doubtful: bool,
}

impl Builder {
    /// All that was collected.
    pub fn finish(self) -> RelationSet {
        self.set
    }

    /// `stated = Σ ± terms`. Nothing is added without terms, or when the same two cells are equal already.
    pub fn equal(&mut self, rule: &'static str, stated: CellRef, terms: Vec<Term>, label: impl Into<Arc<str>>) {
        if let [Term { cell, .. }] = terms[..]
            && !self.equal.insert((stated.min(cell), stated.max(cell)))
        {
            return;
        }
        self.push(rule, stated, terms, Comparison::Equal, None, label.into());
    }

    /// The same as [`equal`](Self::equal), and in 编制 mode the stated cell is computed from the terms
    /// unless an earlier relation computes it.
    pub fn define(&mut self, rule: &'static str, stated: CellRef, terms: Vec<Term>, label: impl Into<Arc<str>>) {
        let before = self.set.relations.len();
        self.equal(rule, stated, terms, label);
        if let Some(relation) = self.set.relations.get_mut(before) {
            relation.defines = self.defined.insert(stated);
        }
    }

    /// `stated ≥ Σ ± terms`.
    pub fn at_least(&mut self, rule: &'static str, stated: CellRef, terms: Vec<Term>, label: impl Into<Arc<str>>) {
        self.push(rule, stated, terms, Comparison::AtLeast, None, label.into());
    }

    /// Opens a question; its readings are added with [`reading`](Self::reading).
    pub fn scope(&mut self, rule: &'static str) -> usize {
        self.set.scopes.push(Scope { rule, readings: Vec::new() });
        self.set.scopes.len() - 1
    }

    /// Adds an answer to a question and returns its number, from 0.
    pub fn reading(&mut self, scope: usize, label: &str, evidence: Vec<Evidence>, remark: Option<Remark>) -> usize {
        let Some(scope) = self.set.scopes.get_mut(scope) else { return 0 };
        scope.readings.push(Reading { label: label.to_owned(), evidence, remark });
        scope.readings.len() - 1
    }

    /// A relation that must hold only under these readings of a scope. Returns its index, for use as evidence.
    pub fn when(
        &mut self,
        (scope, readings): (usize, &[usize]),
        rule: &'static str,
        (stated, comparison, terms): (CellRef, Comparison, Vec<Term>),
        label: impl Into<Arc<str>>,
    ) -> Option<usize> {
        let readings = readings.iter().fold(0u16, |bits, r| bits | 1u16.checked_shl(*r as u32).unwrap_or(0));
        let condition = Some(Condition { scope, readings });
        self.push(rule, stated, terms, comparison, condition, label.into())
    }

    /// A relation that is never asked of the document itself and only speaks for a reading of the scope.
    pub fn witness(
        &mut self,
        scope: usize,
        rule: &'static str,
        tie: (CellRef, Comparison, Vec<Term>),
        label: impl Into<Arc<str>>,
    ) -> Option<Evidence> {
        self.when((scope, &[]), rule, tie, label).map(Evidence::Witness)
    }

    /// What these rules add ties by usage, not by definition: see [`Relation::doubtful`].
    pub fn doubtfully<T>(&mut self, rules: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.doubtful, true);
        let out = rules(self);
        self.doubtful = before;
        out
    }

    fn push(
        &mut self,
        rule: &'static str,
        stated: CellRef,
        terms: Vec<Term>,
        comparison: Comparison,
        condition: Option<Condition>,
        label: Arc<str>,
    ) -> Option<usize> {
        if terms.is_empty() {
            return None;
        }
        let doubtful = self.doubtful;
        self.set.relations.push(Relation {
            rule,
            stated,
            terms,
            comparison,
            defines: false,
            doubtful,
            condition,
            label,
        });
        Some(self.set.relations.len() - 1)
    }
}
