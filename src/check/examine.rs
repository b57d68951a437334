//! Everything that is checked of one disclosure: its relations, what its text says, what must be there, be
//! named and be printed so, and which cells are likely wrong.
//!
//! An [`Examiner`] is built with the disclosure and follows its changes; what is costly to prepare (relations,
//! the claims of the text) is prepared once for a layout. [`Examiner::examine`] then says how everything stands.

use std::{sync::Arc, time::Duration};

use super::{
    Checker, Finding, OwnOutcome, Rulebook, Severity, Verdict, claims, inspect, joint, locate::Problem, own, repeated,
    unfilled,
};
use crate::{
    model::{CellRef, Disclosure, TextRef},
    prose::Prose,
};

/// All that is asked of one disclosure.
#[derive(Debug, Clone)]
pub struct Examiner {
    checker: Checker,
    prose: Prose,
    rules: Arc<Rulebook>,
}

/// How everything stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Examination {
    /// Everything that was found, the worst first, then in the order of the document. Dismissed ones too.
    pub findings: Vec<Finding>,
    /// Every figure of the text, in its order: how it came out.
    pub numbers: Vec<CheckedNumber>,
    /// There was more to do for finding suspects than may be done.
    pub gave_up: bool,
    /// How each of the user's own rules came out, in the order of their file.
    pub own: Vec<OwnOutcome>,
}

/// When the search for suspects is broken off on a machine that gets nothing done. What ends it otherwise is
/// counted, not timed.
const BRAKE: Duration = Duration::from_secs(2);

/// A figure of the text and how it came out.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedNumber {
    /// Where it stands.
    pub at: TextRef,
    /// The worst verdict of all claims about it; `None` where nothing is known to compare it with (未核对).
    pub verdict: Option<Verdict>,
    /// What it was compared with, one a claim.
    pub links: Vec<NumberLink>,
}

/// What a figure of the text was compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberLink {
    /// Index into `Prose::claims`.
    pub claim: usize,
    /// `N1` …
    pub rule: &'static str,
    /// The scope (口径) that was decided on; empty where there was nothing to decide.
    pub scope: String,
    /// How it came out.
    pub verdict: Verdict,
    /// The cells.
    pub cells: Vec<CellRef>,
    /// The other numbers of the text.
    pub texts: Vec<TextRef>,
    /// What must hold, with its figures, for people: `= 支出总表“合计” 397.30`.
    pub formula: String,
}

impl Examiner {
    /// Prepares everything for this disclosure.
    pub fn new(d: &Disclosure, rules: Arc<Rulebook>) -> Self {
        Self { checker: Checker::with_rules(d, Arc::clone(&rules)), prose: Prose::of(d), rules }
    }

    /// The relations between cells.
    pub fn checker(&self) -> &Checker {
        &self.checker
    }

    /// What the text says in figures.
    pub fn prose(&self) -> &Prose {
        &self.prose
    }

    /// The rules that are asked.
    pub fn rules(&self) -> &Arc<Rulebook> {
        &self.rules
    }

    /// Follows a change of amounts. `d` is the disclosure after it.
    pub fn cells_changed(&mut self, d: &Disclosure, changed: &[CellRef]) {
        self.checker.cells_changed(d, changed);
    }

    /// Follows a change of the running text alone. `d` is the disclosure after it.
    pub fn text_changed(&mut self, d: &Disclosure) {
        self.prose = Prose::of(d);
    }

    /// Says how everything stands, and what is most likely wrong.
    pub fn examine(&self, d: &Disclosure) -> Examination {
        let mut examination = self.judge(d);
        let located = Problem::of(d, self, &examination).solve(BRAKE);
        examination.apply(d, &located);
        examination
    }

    /// Says how everything stands, without suspects: what is needed at once after every change. Suspects come
    /// later from [`Problem::solve`], on another thread, by [`Examination::apply`].
    pub fn judge(&self, d: &Disclosure) -> Examination {
        let mut findings = self.checker.findings(d);
        let checked = claims::check(d, &self.checker, &self.prose);
        findings.extend(checked.findings);
        findings.extend(unfilled::amounts(d, &self.checker));
        findings.extend(joint::conflicts(d, &self.checker));
        findings.extend(repeated::rows(d));
        findings.extend(inspect::all(d, self));
        let own = own::check(d, &self.checker);
        findings.extend(own.findings);
        self.rules.apply(&mut findings);
        sort(&mut findings);
        Examination { findings, numbers: checked.numbers, gave_up: false, own: own.outcomes }
    }
}

impl Examination {
    /// The findings that nobody dismissed.
    pub fn open<'a>(&'a self, d: &'a Disclosure) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(|f| d.review.is_empty() || !d.review.is_dismissed(&f.key(d)))
    }

    /// How many figures of the text could not be linked to anything (未核对).
    pub fn unchecked(&self) -> usize {
        self.numbers.iter().filter(|n| n.verdict.is_none()).count()
    }
}

/// The worst first, then in the order of the document.
fn sort(findings: &mut [Finding]) {
    type Order = (Severity, u32, Option<CellRef>, Option<TextRef>, &'static str);
    let order = |f: &Finding| -> Order {
        let table = f.cells.first().map(|c| c.table).or(f.table).unwrap_or(u32::MAX);
        let table = if f.texts.is_empty() { table } else { u32::MAX };
        (f.severity, table, f.cells.first().copied().filter(|_| f.texts.is_empty()), f.texts.first().copied(), f.rule)
    };
    findings.sort_by_key(order);
}
