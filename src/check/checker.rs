//! All relations of a disclosure with their verdicts, kept up to date while cells change.
//!
//! [`Checker::new`] builds every relation and evaluates it. After an edit [`Checker::cells_changed`] looks at
//! the relations that touch the changed cells and at no others: sums are not added again but moved by the
//! difference, and a verdict that did not change costs nothing further. Two things reach beyond a relation's
//! own cells, and are followed too: whether a row or column holds anything at all (one that holds nothing is
//! not checked), and the decimals that a table prints. The invariant, which a property test keeps: after any
//! edits the checker equals one built anew.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    Rulebook, Tally, Verdict, amounts::Amounts, exact::decimal, judge::judge, links::Links, settle::Truncation,
    state::State,
};
use crate::{
    custom,
    model::{CellRef, ColumnRole, Disclosure},
    relations::{self, Evidence, Relation, RelationSet, Scope, Term},
};

/// How a relation came out, in the unit of the stated cell's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// 平, 尾差 …; `NotCompared` also where the document's reading (口径) does not ask for the relation.
    pub verdict: Verdict,
    /// What is printed.
    pub stated: Decimal,
    /// What follows from the terms.
    pub computed: Decimal,
    /// `stated − computed`.
    pub difference: Decimal,
    /// The largest difference that rounding can produce.
    pub allowed: Decimal,
}

/// A disclosure's relations and how each came out.
#[derive(Debug, Clone)]
pub struct Checker {
    pub(super) set: RelationSet,
    pub(super) amounts: Amounts,
    links: Links,
    pub(super) states: Vec<State>,
    pub(super) outcomes: Vec<Outcome>,
    /// The chosen reading of each scope.
    pub(super) readings: Vec<usize>,
    /// Relation → scopes that it is evidence for.
    pub(super) evidence_of: HashMap<usize, Vec<usize>>,
    /// Cell → scopes that ask whether there is money in it.
    money_of: HashMap<CellRef, Vec<usize>>,
    /// Scope → relations that hold under some of its readings only.
    pub(super) conditional: Vec<Vec<usize>>,
    pub(super) truncation: Truncation,
    pub(super) tally: Tally,
    pub(super) table_tallies: Vec<Tally>,
    pub(super) rules: Arc<Rulebook>,
    /// What the user's own rules ask beside the relations among those above, which begin at `own_from`.
    pub(super) own: custom::Plan,
    pub(super) own_from: usize,
    /// Relations of rules that are switched off; empty where none is.
    muted: Vec<bool>,
}

impl Checker {
    /// Builds all relations of a disclosure and evaluates them.
    pub fn new(d: &Disclosure) -> Self {
        Self::with_rules(d, Arc::default())
    }

    /// The same by these rules: own ones are added, and those that are switched off do not count.
    pub fn with_rules(d: &Disclosure, rules: Arc<Rulebook>) -> Self {
        let mut set = relations::build(d);
        let own_from = set.relations.len();
        let mut own = custom::plan(d, &rules.own, |id| rules.off.contains(id));
        set.relations.append(&mut own.relations);
        let mut muted = Vec::new();
        if !rules.off.is_empty() {
            muted.extend(set.relations.iter().map(|r| rules.off.contains(r.rule)));
        }
        let amounts = Amounts::new(d);
        let links = Links::new(&set.relations, &amounts);
        let mut evidence_of: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut money_of: HashMap<CellRef, Vec<usize>> = HashMap::new();
        for (number, scope) in set.scopes.iter().enumerate() {
            for evidence in scope.readings.iter().flat_map(|r| &r.evidence) {
                match evidence {
                    Evidence::Holds(relation) | Evidence::Exact(relation) | Evidence::Witness(relation) => {
                        evidence_of.entry(*relation).or_default().push(number)
                    }
                    Evidence::NoMoney(cells) | Evidence::Money(cells) => {
                        cells.iter().for_each(|c| money_of.entry(*c).or_default().push(number));
                    }
                }
            }
        }
        let mut conditional = vec![Vec::new(); set.scopes.len()];
        for (number, relation) in set.relations.iter().enumerate() {
            if let Some(list) = relation.condition.and_then(|c| conditional.get_mut(c.scope)) {
                list.push(number);
            }
        }
        let states = set.relations.iter().map(|r| State::of(r, &amounts)).collect();
        let blank = Outcome {
            verdict: Verdict::NotCompared,
            stated: Decimal::ZERO,
            computed: Decimal::ZERO,
            difference: Decimal::ZERO,
            allowed: Decimal::ZERO,
        };
        let mut checker = Self {
            outcomes: vec![blank; set.relations.len()],
            readings: vec![0; set.scopes.len()],
            table_tallies: vec![Tally::default(); d.tables.len()],
            tally: Tally::default(),
            truncation: Truncation::default(),
            set,
            amounts,
            links,
            states,
            evidence_of,
            money_of,
            conditional,
            rules,
            own,
            own_from,
            muted,
        };
        for scope in 0..checker.set.scopes.len() {
            checker.count_remark(scope, true);
        }
        checker.settle((0..checker.set.relations.len()).collect(), (0..checker.set.scopes.len()).collect());
        checker
    }

    /// Follows a change of amounts. `d` is the disclosure after it.
    pub fn cells_changed(&mut self, d: &Disclosure, changed: &[CellRef]) {
        let is_label = |c: &CellRef| d.column(*c).is_some_and(|column| column.role == ColumnRole::Label);
        if !self.amounts.fits(d) || changed.iter().any(is_label) {
            // Rows came or went, or a label says something else: other relations may exist now.
            *self = Self::with_rules(d, Arc::clone(&self.rules));
            return;
        }
        let mut dirty = Vec::new();
        let mut asked = HashSet::new();
        for &at in changed {
            let (Some(cell), Some(index)) = (d.cell(at), self.amounts.index(at)) else { continue };
            if d.column(at).is_none_or(|column| column.role != ColumnRole::Amount) {
                continue;
            }
            let effect = self.amounts.update(at, cell);
            if let Some(before) = effect.before {
                let now = self.amounts.get(at);
                for link in self.links.of(index) {
                    if let Some(state) = self.states.get_mut(link.relation as usize) {
                        state.replace(link.sign, before, now);
                    }
                    dirty.push(link.relation as usize);
                }
                asked.extend(self.money_of.get(&at).into_iter().flatten());
            }
            let linked = |cell| self.amounts.index(cell).map(|i| self.links.of(i)).unwrap_or_default();
            if effect.row {
                dirty.extend(self.amounts.row_of(at).flat_map(linked).map(|l| l.relation as usize));
            }
            if effect.column {
                dirty.extend(self.amounts.column_of(at).flat_map(linked).map(|l| l.relation as usize));
            }
            if effect.places {
                let touches =
                    |r: &Relation| r.stated.table == at.table || r.terms.iter().any(|t| t.cell.table == at.table);
                dirty.extend(self.set.relations.iter().enumerate().filter(|(_, r)| touches(r)).map(|(i, _)| i));
            }
        }
        self.settle(dirty, asked);
    }

    /// All relations, also those that this document's reading does not ask for.
    pub fn relations(&self) -> &[Relation] {
        &self.set.relations
    }

    /// How many relations had something to compare.
    pub fn compared(&self) -> usize {
        self.outcomes.iter().filter(|o| o.verdict != Verdict::NotCompared).count()
    }

    /// The scope decisions, each with the number of the reading that was chosen.
    pub fn scopes(&self) -> impl Iterator<Item = (&Scope, usize)> {
        self.set.scopes.iter().zip(self.readings.iter().copied())
    }

    /// How a relation came out.
    ///
    /// # Panics
    /// If there is no such relation.
    pub fn outcome(&self, relation: usize) -> &Outcome {
        &self.outcomes[relation]
    }

    /// The relations that a cell takes part in and that this document's reading asks for.
    pub fn relations_of(&self, cell: CellRef) -> impl Iterator<Item = usize> {
        let links = self.amounts.index(cell).map(|i| self.links.of(i)).unwrap_or_default();
        links.iter().map(|l| l.relation as usize).filter(|r| self.counts(*r))
    }

    /// All relations that a cell takes part in, also those that this document's reading does not ask for.
    pub fn candidates_of(&self, cell: CellRef) -> impl Iterator<Item = usize> {
        let links = self.amounts.index(cell).map(|i| self.links.of(i)).unwrap_or_default();
        links.iter().map(|l| l.relation as usize)
    }

    /// Whether this document's reading (口径) asks for a relation.
    pub fn asks_for(&self, relation: usize) -> bool {
        self.counts(relation)
    }

    /// The worst verdict on a cell: of the relations that state it, and of equalities with it on either
    /// side. An addend is not marked for its total; what is marked is what would have to be looked at first.
    pub fn mark(&self, cell: CellRef) -> Option<Verdict> {
        let links = self.amounts.index(cell).map(|i| self.links.of(i)).unwrap_or_default();
        links
            .iter()
            .filter(|l| l.sign == 0 || self.relation(l.relation).is_some_and(Relation::is_equality))
            .filter_map(|l| self.outcomes.get(l.relation as usize))
            .map(|o| o.verdict)
            .max()
            .filter(|v| *v != Verdict::NotCompared)
    }

    /// The relation that computes this cell in 编制 mode.
    pub fn definition(&self, cell: CellRef) -> Option<usize> {
        let links = self.amounts.index(cell).map(|i| self.links.of(i)).unwrap_or_default();
        // A rule that is switched off computes nothing either: its total can be typed.
        let mut stated = links.iter().filter(|l| l.sign == 0 && self.counts(l.relation as usize));
        stated.find(|l| self.relation(l.relation).is_some_and(|r| r.defines)).map(|l| l.relation as usize)
    }

    /// All findings counted.
    pub fn tally(&self) -> Tally {
        let mut tally = self.tally;
        tally.hints += usize::from(self.truncation.accepted);
        tally
    }

    /// The findings whose first cell is in this table, counted.
    pub fn table_tally(&self, table: usize) -> Tally {
        self.table_tallies.get(table).copied().unwrap_or_default()
    }

    /// This document cuts amounts off instead of rounding them.
    pub fn truncates(&self) -> bool {
        self.truncation.accepted
    }

    fn relation(&self, number: u32) -> Option<&Relation> {
        self.set.relations.get(number as usize)
    }

    /// How `stated = Σ terms` comes out for cells that no rule has brought together (临时求和).
    pub fn weigh(&self, stated: CellRef, terms: &[CellRef]) -> Outcome {
        let terms: Vec<Term> = terms.iter().map(|cell| Term { cell: *cell, sign: 1 }).collect();
        let relation = Relation::ad_hoc(stated, terms);
        let state = State::of(&relation, &self.amounts);
        let figures = state.figures(&relation, &self.amounts);
        let judgement = judge(relation.comparison, relation.is_equality(), &figures);
        let (unit, places) = self.amounts.printing(stated.table);
        let verdict = if state.beyond > 0 { Verdict::Broken } else { judgement.verdict };
        Outcome {
            verdict,
            stated: decimal(figures.stated, unit, places),
            computed: decimal(figures.computed, unit, places),
            difference: decimal(judgement.difference, unit, places),
            allowed: decimal(judgement.allowed, unit, places),
        }
    }

    pub(super) fn counts(&self, relation: usize) -> bool {
        let condition = self.set.relations.get(relation).and_then(|r| r.condition);
        let is_asked = !self.muted.get(relation).copied().unwrap_or_default();
        is_asked && condition.is_none_or(|c| self.readings.get(c.scope).is_some_and(|r| c.includes(*r)))
    }
}
