//! What was worked out for what is chosen, kept as long as neither documents nor choice change: nothing is
//! compared or drawn up in a frame. What the years say of each other is worked out on a thread.

use std::collections::HashMap;

use egui::Context;

use super::Open;
use super::choice::Choice;
use super::cross::Reviewed;
use crate::app::beside::{Beside, Standing};
use crate::app::workspace::DocId;
use crate::compare::across::{self, Across, examine};
use crate::compare::{Aspect, Chart, Comparison, Offer, Order, Publisher, Said, Topic, aspects, chart};
use crate::model::{Disclosure, Kind};
use crate::session::Snapshot;

/// A value and what it was worked out for.
pub(super) struct Kept<K, V>(Option<(K, V)>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    /// Works it out anew if the key is another one. Whether it was.
    pub(super) fn follow(&mut self, key: K, make: impl FnOnce() -> V) -> bool {
        let is_same = self.0.as_ref().is_some_and(|(known, _)| *known == key);
        if !is_same {
            self.0 = Some((key, make()));
        }
        !is_same
    }

    pub(super) fn get(&self) -> Option<&V> {
        self.0.as_ref().map(|(_, value)| value)
    }
}

/// What the chart is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Subject {
    /// The table below it.
    #[default]
    Table,
    /// A topic of its own.
    Topic(Topic),
}

impl Subject {
    pub(super) fn name(self) -> &'static str {
        match self {
            Subject::Table => "图：下面的表",
            Subject::Topic(topic) => topic.name(),
        }
    }

    /// The one of this name.
    pub(super) fn named(name: &str) -> Self {
        Topic::ALL.into_iter().find(|t| t.name() == name).map_or(Subject::Table, Subject::Topic)
    }
}

/// The documents that are compared, each with the state of its content.
type Documents = Vec<(DocId, u64)>;

/// Everything that is shown.
#[derive(Default)]
pub(super) struct Made {
    /// The documents that are compared, in the order in which sides and origins count them.
    pub documents: Vec<DocId>,
    offers: Kept<Documents, Vec<Offer>>,
    measures: Kept<(Documents, Aspect), Vec<String>>,
    comparison: Kept<(Documents, Order, Aspect), Comparison>,
    /// How many times the comparison was made.
    pub generation: u64,
    chart: Kept<(u64, Subject), Option<Chart>>,
    /// How many times the chart was made.
    pub drawn: u64,
    bridge: Kept<u64, Chart>,
    across: Beside<(Documents, across::Settings), Across>,
    /// What was said of these, by when they were worked out and by what was said since.
    reviewed: Kept<(u64, Vec<u64>), Reviewed>,
    /// What the text of each document says, by the state of its content.
    said: HashMap<DocId, (u64, Said)>,
}

impl Made {
    /// Follows documents and choice. An aspect that none of the documents has gives way to one that they have.
    pub(super) fn follow(&mut self, open: &[Open], choice: &mut Choice, ctx: &Context) {
        let taken: Vec<&Open> = open.iter().filter(|o| choice.takes(o, open)).collect();
        let key: Documents = taken.iter().map(|o| (o.id, o.content)).collect();
        let documents: Vec<&Disclosure> = taken.iter().map(|o| o.disclosure).collect();
        self.documents = taken.iter().map(|o| o.id).collect();
        self.offers.follow(key.clone(), || aspects(&documents));
        if let Some(offers) = self.offers.get()
            && !offers.iter().any(|o| o.aspect == choice.aspect.by(""))
            && let Some(other) = preferred(offers, &documents)
        {
            choice.aspect = other.clone();
        }
        let whole = choice.aspect.by("");
        self.measures.follow((key.clone(), whole.clone()), || {
            whole.measures(&documents).into_iter().map(|(name, _)| name).collect()
        });
        if !choice.aspect.measure.is_empty() && !self.measures().contains(&choice.aspect.measure) {
            choice.aspect.measure.clear();
        }
        self.compare(&taken, key.clone(), &documents, choice);
        let publisher = choice.base(open).map(|base| Publisher::of(base.disclosure));
        self.draw_up(&documents, choice, publisher);
        let settings = choice.large;
        self.across.follow((key, settings), ctx, || {
            let documents: Vec<Snapshot> = taken.iter().map(|o| o.session.snapshot()).collect();
            move || {
                let documents = documents.iter();
                let documents: Vec<across::Document> =
                    documents.map(|s| across::Document { disclosure: s.disclosure(), prose: s.prose() }).collect();
                examine(&documents, &settings)
            }
        });
        if let Some(across) = self.across.get(|wanted, known| wanted.0 == known.0) {
            let said = taken.iter().map(|o| o.session.revision()).collect();
            self.reviewed.follow((self.across.generation(), said), || Reviewed::of(across, &taken));
        }
    }

    fn compare(&mut self, taken: &[&Open], key: Documents, documents: &[&Disclosure], choice: &Choice) {
        let (order, aspect) = (choice.order, choice.aspect.clone());
        let said = &mut self.said;
        let is_new = self.comparison.follow((key, order, aspect.clone()), || {
            said.retain(|id, _| taken.iter().any(|o| o.id == *id));
            for one in taken {
                if said.get(&one.id).is_none_or(|(content, _)| *content != one.content) {
                    said.insert(one.id, (one.content, Said::from(one.disclosure, one.prose)));
                }
            }
            let all: Vec<Said> = taken.iter().filter_map(|o| said.get(&o.id)).map(|(_, said)| said.clone()).collect();
            let mut comparison = Comparison::of(&aspect, documents, order);
            comparison.explain(documents, &all);
            comparison
        });
        self.generation += u64::from(is_new);
    }

    fn draw_up(&mut self, documents: &[&Disclosure], choice: &Choice, publisher: Option<Publisher>) {
        let Some(comparison) = self.comparison.get() else { return };
        let generation = self.generation;
        let subject = choice.shown_subject();
        let is_new = self.chart.follow((generation, subject), || match subject {
            Subject::Table => Some(Chart::of(comparison, &[])),
            Subject::Topic(topic) => publisher.map(|publisher| chart(topic, &publisher, documents)),
        });
        self.drawn += u64::from(is_new);
        self.bridge.follow(generation, || Chart::of(comparison, &[]));
    }

    pub(super) fn offers(&self) -> &[Offer] {
        self.offers.get().map_or(&[], Vec::as_slice)
    }

    /// The amounts of a row that can be compared, the whole one (`""`) first.
    pub(super) fn measures(&self) -> &[String] {
        self.measures.get().map_or(&[], Vec::as_slice)
    }

    pub(super) fn comparison(&self) -> Option<&Comparison> {
        self.comparison.get()
    }

    pub(super) fn chart(&self) -> Option<&Chart> {
        self.chart.get().and_then(Option::as_ref)
    }

    /// The chart of the table, for what changed.
    pub(super) fn bridge(&self) -> Option<&Chart> {
        self.bridge.get()
    }

    /// What the years say of each other; of the same documents also while it is worked out by other settings.
    pub(super) fn across(&self) -> Option<&Across> {
        self.across.get(|wanted, known| wanted.0 == known.0)
    }

    /// The same by what was said of it.
    pub(super) fn reviewed(&self) -> &Reviewed {
        static NONE: Reviewed = Reviewed { open: Vec::new(), dismissed: Vec::new() };
        self.across().and(self.reviewed.get()).unwrap_or(&NONE)
    }

    /// How many times that was worked out: another list has other numbers.
    pub(super) fn listed(&self) -> u64 {
        self.across.generation()
    }

    /// Whether that is still worked out.
    pub(super) fn standing(&self) -> Standing {
        self.across.standing()
    }

    /// Waits for it.
    pub(super) fn settle(&mut self) {
        self.across.settle();
    }
}

/// The table that is looked at first: what the money is for, by subject where a document has that.
fn preferred<'o>(offers: &'o [Offer], documents: &[&Disclosure]) -> Option<&'o Aspect> {
    let wanted = [Kind::Spending, Kind::GeneralSpending, Kind::IncomeAndSpending];
    let has_codes = |kind: &&Kind| {
        let tables = documents.iter().flat_map(|d| &d.tables).filter(|t| t.kind == **kind);
        tables.flat_map(|t| &t.panels).flat_map(|p| &p.rows).any(|r| !r.code.is_empty())
    };
    let of_kind = |kind: &Kind| offers.iter().find(|o| o.aspect.kind == *kind);
    let coded = wanted.iter().filter(has_codes).find_map(of_kind);
    coded.or_else(|| wanted.iter().find_map(of_kind)).or(offers.first()).map(|o| &o.aspect)
}
