//! What is open: documents, and tabs that show parts of them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::grid::{GridView, Suspects};
use super::prose::Reading;
use super::source::{Original, Originals, sentence_at};
use crate::check::Rulebook;
use crate::model::{Kind, TextRef};
use crate::session::{Edit, Field, Session};

/// Names a document for as long as the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocId(pub(super) u64);

/// An open disclosure.
pub struct Document {
    pub(super) id: DocId,
    pub(super) session: Session,
    /// The files that it was read from.
    pub(super) originals: Originals,
    /// Cells that are likely wrong, by the findings of this revision.
    pub(super) suspects: (Option<u64>, Suspects),
}

/// What a tab shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    /// A table, by its index.
    Table(DocId, usize),
    /// The running text.
    Text(DocId),
    /// Years or agencies side by side.
    Compare,
    /// Many files at once.
    Batch,
}

impl Tab {
    /// The document it belongs to.
    pub fn document(self) -> Option<DocId> {
        match self {
            Tab::Table(id, _) | Tab::Text(id) => Some(id),
            Tab::Compare | Tab::Batch => None,
        }
    }
}

/// All documents, tabs and grids.
#[derive(Default)]
pub struct Workspace {
    pub(super) documents: Vec<Document>,
    pub(super) tabs: Vec<Tab>,
    pub(super) active: usize,
    views: HashMap<(DocId, usize), GridView>,
    /// The section of a text that was asked for last, and whether it is yet to be brought into sight.
    pub(super) section: Option<(DocId, usize, bool)>,
    /// The sentence of a text that is selected, as characters of its section; of a heading, none.
    sentence: Option<(DocId, usize, Range<u32>)>,
    /// The sentence is yet to be brought into sight.
    reveal_sentence: bool,
    /// Tables that the user has said to be of no known kind: nothing more is said about them.
    pub(super) accepted: HashSet<(DocId, usize)>,
    /// What all disclosures are asked by.
    rules: Arc<Rulebook>,
    /// The document that was worked on last.
    current: Option<DocId>,
    next: u64,
}

impl Workspace {
    /// Opens a session with the files that it was read from, and shows its first table.
    pub(super) fn add(&mut self, session: Session, files: Vec<Original>) -> DocId {
        let session = self.ruled(session);
        self.next += 1;
        let id = DocId(self.next);
        // The table with the worst findings would be a surprise; the first one with figures is what one expects.
        let first = session.disclosure().tables.iter().position(|t| !t.is_empty()).unwrap_or(0);
        let originals = Originals::new(files);
        let has_text = !session.disclosure().prose.is_empty() || !originals.is_empty();
        let tab = match session.disclosure().tables.is_empty() {
            false => Some(Tab::Table(id, first)),
            true => has_text.then_some(Tab::Text(id)),
        };
        self.documents.push(Document { id, session, originals, suspects: Default::default() });
        self.current = Some(id);
        if let Some(tab) = tab {
            self.show(tab);
        }
        id
    }

    /// The rules that all disclosures are asked by.
    pub(super) fn rules(&self) -> &Arc<Rulebook> {
        &self.rules
    }

    /// Asks all disclosures by these rules, also those that are opened later.
    pub(super) fn set_rules(&mut self, rules: Arc<Rulebook>) {
        for document in &mut self.documents {
            document.session.set_rules(Arc::clone(&rules));
        }
        self.rules = rules;
    }

    fn ruled(&self, mut session: Session) -> Session {
        if *self.rules != Rulebook::default() {
            session.set_rules(Arc::clone(&self.rules));
        }
        session
    }

    /// Puts another reading of the same file in the place of a document: its grids and the tabs of tables that are no
    /// longer there go.
    pub(super) fn replace(&mut self, id: DocId, session: Session, files: Vec<Original>) {
        let mut session = self.ruled(session);
        let Some(document) = self.documents.iter_mut().find(|d| d.id == id) else { return };
        // What was said of the same file is still said of it.
        let review = document.session.disclosure().review.clone();
        let seen = Edit::Seen { ids: review.seen.into_iter().collect(), seen: true };
        for edit in [Edit::Review(review.entries), seen] {
            // Saying something cannot be refused.
            let _ = session.run(edit);
        }
        document.session = session;
        document.suspects = Default::default();
        document.originals = Originals::new(files);
        self.views.retain(|(d, _), _| *d != id);
        self.tidy(id);
        self.section = None;
        self.sentence = None;
        self.activated();
    }

    /// After tables have come or gone: tabs of those that are no longer there are closed.
    pub(super) fn tidy(&mut self, id: DocId) {
        let Some(tables) = self.document(id).map(|d| d.session.disclosure().tables.len()) else { return };
        self.tabs.retain(|tab| !matches!(tab, Tab::Table(d, table) if *d == id && *table >= tables));
        self.active = self.active.min(self.tabs.len().saturating_sub(1));
        if self.tabs.is_empty() {
            self.show(if tables > 0 { Tab::Table(id, 0) } else { Tab::Text(id) });
        }
    }

    /// Puts a tab on top, opening it if need be.
    pub(super) fn show(&mut self, tab: Tab) {
        match self.tabs.iter().position(|t| *t == tab) {
            Some(i) => self.active = i,
            None => {
                let at = (self.active + 1).min(self.tabs.len());
                self.tabs.insert(at, tab);
                self.active = at;
            }
        }
        self.activated();
    }

    /// Puts another tab on top: this many to the right, around the end.
    pub(super) fn turn(&mut self, by: isize) {
        if let (Ok(count), Ok(active)) = (isize::try_from(self.tabs.len()), isize::try_from(self.active))
            && count > 0
        {
            self.active = usize::try_from((active + by).rem_euclid(count)).unwrap_or(0);
            self.activated();
        }
    }

    fn activated(&mut self) {
        if let Some(tab) = self.tab() {
            self.current = tab.document().or(self.current);
            if let Some(view) = self.view_mut(tab) {
                view.take_keyboard();
            }
        }
    }

    /// Closes a tab.
    pub(super) fn close_tab(&mut self, index: usize) {
        if index < self.tabs.len() {
            self.tabs.remove(index);
            if self.active > index || self.active == self.tabs.len() {
                self.active = self.active.saturating_sub(1);
            }
            self.activated();
        }
    }

    /// Closes a document with its tabs and grids. Another one with tables comes on top, if there is one.
    pub(super) fn close(&mut self, id: DocId) {
        let top = self.tab();
        self.tabs.retain(|t| t.document() != Some(id));
        self.views.retain(|(d, _), _| *d != id);
        self.accepted.retain(|(d, _)| *d != id);
        self.documents.retain(|d| d.id != id);
        self.active = self.tabs.iter().position(|t| Some(*t) == top).unwrap_or(0);
        if self.current == Some(id) {
            self.current = self.documents.last().map(|d| d.id);
        }
        if self.tabs.is_empty()
            && let Some(document) = self.documents.first()
        {
            let first = document.session.disclosure().tables.iter().position(|t| !t.is_empty());
            if let Some(table) = first {
                self.show(Tab::Table(document.id, table));
            }
        }
        self.activated();
    }

    /// The tab on top.
    pub(super) fn tab(&self) -> Option<Tab> {
        self.tabs.get(self.active).copied()
    }

    /// The document that is worked on: that of the tab on top, or the last one.
    pub(super) fn current(&self) -> Option<&Document> {
        self.document(self.current?)
    }

    /// The same, to change it.
    pub(super) fn current_mut(&mut self) -> Option<&mut Document> {
        let id = self.current?;
        self.documents.iter_mut().find(|d| d.id == id)
    }

    /// A document by its name.
    pub(super) fn document(&self, id: DocId) -> Option<&Document> {
        self.documents.iter().find(|d| d.id == id)
    }

    /// The same, to change it.
    pub(super) fn document_mut(&mut self, id: DocId) -> Option<&mut Document> {
        self.documents.iter_mut().find(|d| d.id == id)
    }

    /// The grid on top with its session, to work on both.
    pub(super) fn grid(&mut self) -> Option<(&mut GridView, &mut Session)> {
        let Some(Tab::Table(id, table)) = self.tab() else { return None };
        let document = self.documents.iter_mut().find(|d| d.id == id)?;
        let view = self.views.entry((id, table)).or_default();
        view.follow(&document.session, table);
        view.suspects = Arc::clone(&document.suspects.1);
        Some((view, &mut document.session))
    }

    /// The grid on top, to look at.
    pub(super) fn grid_view(&self) -> Option<(&GridView, &Document)> {
        let Some(Tab::Table(id, table)) = self.tab() else { return None };
        Some((self.views.get(&(id, table))?, self.document(id)?))
    }

    fn view_mut(&mut self, tab: Tab) -> Option<&mut GridView> {
        let Tab::Table(id, table) = tab else { return None };
        self.views.get_mut(&(id, table))
    }

    /// Opens the table of a field and puts the cursor there.
    pub(super) fn go_to(&mut self, id: DocId, field: Field) {
        self.show(Tab::Table(id, field.table as usize));
        if let Some((view, _)) = self.grid() {
            view.go_to(field);
        }
    }

    /// Shows a section of the text.
    pub(super) fn show_section(&mut self, id: DocId, index: usize) {
        self.section = Some((id, index, true));
        self.sentence = None;
        self.show(Tab::Text(id));
    }

    /// Selects the sentence in which this begins, or the heading that it is, and shows it.
    pub(super) fn show_sentence(&mut self, id: DocId, at: TextRef) {
        let Some(document) = self.document(id) else { return };
        let section = at.section as usize;
        let Some(text) = document.session.disclosure().prose.get(section).map(|s| s.text.as_str()) else { return };
        let sentence = if at.is_heading() { 0..0 } else { sentence_at(text, at.from) };
        self.sentence = Some((id, section, sentence));
        self.section = Some((id, section, false));
        self.reveal_sentence = true;
        self.show(Tab::Text(id));
    }

    /// What of a text is wanted and selected; asked for once, a section is brought into sight once.
    pub(super) fn take_reading(&mut self, id: DocId) -> Reading {
        let wanted = self.section.as_mut().filter(|(of, _, pending)| *of == id && *pending).map(|(_, at, pending)| {
            *pending = false;
            *at
        });
        let selected = self.sentence.clone().filter(|(of, ..)| *of == id);
        let reveal = selected.is_some() && std::mem::take(&mut self.reveal_sentence);
        Reading { wanted, sentence: selected.map(|(_, section, range)| (section, range)), reveal }
    }

    /// What is selected of a text: a sentence, or else the beginning of the section that was asked for last.
    pub(super) fn sentence(&self, id: DocId) -> Option<(usize, Range<u32>)> {
        let sentence = self.sentence.clone().filter(|(of, ..)| *of == id);
        let section = self.section.filter(|(of, ..)| *of == id);
        sentence.map(|(_, at, range)| (at, range)).or(section.map(|(_, at, _)| (at, 0..1)))
    }
}

/// A table with figures whose kind was not recognized: no rule looks at it, which must not go unnoticed.
pub(super) fn is_unrecognized(table: &crate::model::Table) -> bool {
    table.kind == Kind::Other && !table.is_empty()
}
