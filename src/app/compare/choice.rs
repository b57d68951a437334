//! What is chosen: which documents, in which order, which table and money, between which sides.

use std::collections::HashMap;

use super::Open;
use super::made::Subject;
use crate::app::workspace::DocId;
use crate::compare::across;
use crate::compare::{Aspect, Comparison, Order, Side};
use crate::model::{Disclosure, text::agency_key};

/// What tells a side apart while documents come and go.
pub(super) type SideKey = (DocId, Option<i32>, bool);

/// Which two sides a change is between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Pair {
    /// 比上年: the last two.
    #[default]
    Last,
    /// 首末: the first and the last.
    Ends,
    /// These two.
    Of(SideKey, SideKey),
}

/// What is chosen in the panel.
#[derive(Debug, Default)]
pub(in crate::app) struct Choice {
    /// The document from which the comparison was asked for: by default its like are compared.
    base: Option<DocId>,
    /// What the user has ticked or unticked.
    decided: HashMap<DocId, bool>,
    pub order: Order,
    pub aspect: Aspect,
    pub pair: Pair,
    /// What the chart is about.
    pub subject: Subject,
    /// What counts as a large change.
    pub large: across::Settings,
}

impl Choice {
    /// Compares what is like this document.
    pub(super) fn start_from(&mut self, base: DocId) {
        if self.base != Some(base) {
            self.base = Some(base);
            self.decided.clear();
            self.pair = Pair::Last;
        }
    }

    /// Takes a document in or leaves it out.
    pub(super) fn decide(&mut self, id: DocId, taken: bool) {
        self.decided.insert(id, taken);
    }

    /// Back to what is like the document that it was asked from.
    pub(super) fn forget_decisions(&mut self) {
        self.decided.clear();
    }

    /// Whether the user has ticked or unticked anything.
    pub(super) fn is_decided(&self) -> bool {
        !self.decided.is_empty()
    }

    /// The document that the others are measured by: the one that was asked from, or the last one.
    pub(super) fn base<'a, 'o>(&self, open: &'o [Open<'a>]) -> Option<&'o Open<'a>> {
        open.iter().find(|o| Some(o.id) == self.base).or(open.last())
    }

    /// Whether a document is compared.
    pub(super) fn takes(&self, one: &Open, open: &[Open]) -> bool {
        let alike = || self.base(open).is_some_and(|base| is_alike(self.order, base.disclosure, one.disclosure));
        self.decided.get(&one.id).copied().unwrap_or_else(alike)
    }

    /// What the chart is about: topics are of one agency through the years.
    pub(super) fn shown_subject(&self) -> Subject {
        if self.order == Order::Years { self.subject } else { Subject::Table }
    }

    /// The indices of the sides that a change is between; the same twice where there is only one.
    pub(super) fn sides(&self, comparison: &Comparison, documents: &[DocId]) -> (usize, usize) {
        let sides = &comparison.sides;
        let last = sides.len().saturating_sub(1);
        let latest = comparison.latest_pair().unwrap_or((last.saturating_sub(1), last));
        let find = |key: SideKey| sides.iter().position(|s| key_of(s, documents) == Some(key));
        match self.pair {
            Pair::Last => latest,
            Pair::Ends => (0, last),
            Pair::Of(from, to) => (find(from).unwrap_or(latest.0), find(to).unwrap_or(latest.1)),
        }
    }
}

/// What tells this side apart.
pub(super) fn key_of(side: &Side, documents: &[DocId]) -> Option<SideKey> {
    Some((*documents.get(side.document)?, side.year, side.restated))
}

/// By year: of the same agency and stage. By agency: of the same year and stage.
fn is_alike(order: Order, a: &Disclosure, b: &Disclosure) -> bool {
    a.stage == b.stage
        && match order {
            Order::Years => agency_key(&a.agency) == agency_key(&b.agency),
            Order::Agencies => a.year == b.year,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stage;
    use crate::session::Session;

    fn document(agency: &str, year: i32, stage: Stage) -> Disclosure {
        Disclosure { agency: agency.into(), year: Some(year), stage, ..Disclosure::default() }
    }

    /// The years or agencies that are taken, as their places in the list.
    fn taken(choice: &Choice, all: &[Disclosure]) -> Vec<usize> {
        let sessions: Vec<Session> = all.iter().cloned().map(Session::new).collect();
        let open: Vec<Open> = sessions.iter().zip(1..).map(|(session, id)| Open::of(DocId(id), session)).collect();
        open.iter().enumerate().filter(|(_, o)| choice.takes(o, &open)).map(|(i, _)| i).collect()
    }

    #[test]
    fn by_default_those_of_the_same_agency_and_stage_are_compared_or_those_of_the_same_year() {
        let all = [
            document("临川县档案馆", 2024, Stage::Budget),
            document("临川县 档案馆", 2025, Stage::Budget),
            document("临川县水利局", 2025, Stage::Budget),
            document("临川县档案馆", 2024, Stage::FinalAccounts),
        ];
        let mut choice = Choice::default();
        choice.start_from(DocId(1));
        assert_eq!(taken(&choice, &all), [0, 1]);
        choice.start_from(DocId(2));
        choice.order = Order::Agencies;
        assert_eq!(taken(&choice, &all), [1, 2]);
        choice.decide(DocId(4), true);
        choice.decide(DocId(3), false);
        assert_eq!(taken(&choice, &all), [1, 3]);
        choice.forget_decisions();
        assert_eq!(taken(&choice, &all), [1, 2]);
    }
}
