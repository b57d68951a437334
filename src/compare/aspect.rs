//! What can be compared: which tables the documents have, and which amounts of their rows.

use super::{
    measure::Columns,
    reading::{table, title_key},
    rows,
};
use crate::model::{Disclosure, Kind};

/// What is compared: a panel of a kind of table, and which money of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Aspect {
    /// The kind of table.
    pub kind: Kind,
    /// 0, or 1 for the spending side of a two-sided table.
    pub panel: usize,
    /// Which amount of a row: empty for its whole amount (合计), else the name of a part (`基本支出`).
    pub measure: String,
    /// For tables of no known kind ([`Kind::Other`]): the title by which they are the same, without year and remarks.
    pub title: String,
}

/// An aspect that the documents offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is compared, by its whole amounts.
    pub aspect: Aspect,
    /// What it is called: `收支总表 · 支出`.
    pub name: String,
    /// How many documents state something of it.
    pub documents: usize,
}

impl Aspect {
    /// The whole amounts of a kind of table with one side.
    pub fn of(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// One side of a two-sided table.
    pub fn side(kind: Kind, panel: usize) -> Self {
        Self { kind, panel, ..Self::default() }
    }

    /// The same rows by another amount.
    pub fn by(&self, measure: &str) -> Self {
        Self { measure: measure.to_owned(), ..self.clone() }
    }

    /// What it is called, without the measure.
    pub fn name(&self) -> String {
        if self.kind == Kind::Other {
            return self.title.clone();
        }
        match (self.kind.is_two_sided(), self.panel) {
            (true, 0) => format!("{} · 收入", self.kind.name()),
            (true, 1) => format!("{} · 支出", self.kind.name()),
            (true, _) => format!("{} · 支出用途", self.kind.name()),
            (false, 0) => self.kind.name().to_owned(),
            (false, panel) => format!("{} · {}", self.kind.name(), panel + 1),
        }
    }

    /// What it is called, with the measure: `支出总表 · 基本支出`.
    pub fn title(&self) -> String {
        if self.measure.is_empty() { self.name() } else { format!("{} · {}", self.name(), self.measure) }
    }

    /// Which amounts of a row the documents print, the whole one (`""`) first, and how many documents print each.
    pub fn measures(&self, documents: &[&Disclosure]) -> Vec<(String, usize)> {
        let mut out: Vec<(String, usize)> = Vec::new();
        for document in documents {
            let own = document.year.unwrap_or_default();
            let Some(panel) = table(document, self).ok().and_then(|(_, t)| t.panels.get(self.panel)) else { continue };
            let measures = Columns::of(panel, own, own).measures();
            // Where the columns are what is listed, they are no amounts of rows.
            let across = self.kind == Kind::ThreePublic && !rows::expenses_down(panel);
            let measures = if across { vec![(String::new(), 0)] } else { measures };
            for (name, _) in measures {
                match out.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, documents)) => *documents += 1,
                    None => out.push((name, 1)),
                }
            }
        }
        // A stable sort: the whole amount leads, whichever document is the first to print it.
        out.sort_by_key(|(name, _)| !name.is_empty());
        out
    }

    fn is_of(&self, table: &crate::model::Table) -> bool {
        table.kind == self.kind && (self.kind != Kind::Other || title_key(&table.title) == self.title)
    }
}

/// Everything that these documents state, in the order of a disclosure. Performance targets of single projects are
/// forms and no table of amounts; their money is in 项目支出表.
pub fn aspects(documents: &[&Disclosure]) -> Vec<Offer> {
    let mut out: Vec<Offer> = Vec::new();
    for &kind in Kind::ALL.iter().filter(|k| **k != Kind::ProjectPerformance) {
        let mut of_kind: Vec<Aspect> = Vec::new();
        for table in documents.iter().flat_map(|d| &d.tables).filter(|t| t.kind == kind) {
            let title = if kind == Kind::Other { title_key(&table.title) } else { String::new() };
            for panel in 0..table.panels.len() {
                let aspect = Aspect { title: title.clone(), ..Aspect::side(kind, panel) };
                if !of_kind.contains(&aspect) && (kind != Kind::Other || !title.is_empty()) {
                    of_kind.push(aspect);
                }
            }
        }
        if kind != Kind::Other {
            of_kind.sort_by_key(|a| a.panel);
        }
        for aspect in of_kind {
            let states = |d: &&&Disclosure| {
                let panels = d.tables.iter().filter(|t| aspect.is_of(t)).filter_map(|t| t.panels.get(aspect.panel));
                panels.flat_map(|p| &p.rows).flat_map(|r| &r.cells).any(|c| c.value.is_some())
            };
            let stating = documents.iter().filter(states).count();
            if stating > 0 {
                out.push(Offer { name: aspect.name(), documents: stating, aspect });
            }
        }
    }
    out
}
