//! What documents, tables, sections and tabs are called.

use super::workspace::{DocId, Tab, Workspace};
use crate::model::{Disclosure, Kind, Section, Table};

impl Workspace {
    /// What tells the documents that are open apart: the agency, the year, or both.
    pub(super) fn distinction(&self, id: DocId) -> Option<String> {
        let d = self.document(id)?.session.disclosure();
        let others = || self.documents.iter().filter(|o| o.id != id).map(|o| o.session.disclosure());
        let agency = others().any(|o| o.agency != d.agency).then(|| d.agency.clone());
        let year = others().any(|o| o.year != d.year).then_some(d.year).flatten().map(|y| y.to_string());
        let parts: Vec<String> = agency.into_iter().chain(year).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// A shorter title of a tab, for where the other is too long.
    pub(super) fn short_title(&self, tab: Tab) -> Option<&'static str> {
        let Tab::Table(id, index) = tab else { return None };
        standard_name(self.document(id)?.session.disclosure(), index)
    }

    /// The title of a tab.
    pub(super) fn title(&self, tab: Tab) -> String {
        let document = tab.document().and_then(|id| self.document(id));
        let d = document.map(|d| d.session.disclosure());
        match (tab, d) {
            (Tab::Table(_, i), Some(d)) => table_name(d, i),
            (Tab::Text(_), Some(_)) => "情况说明".to_owned(),
            (Tab::Compare, _) => "对比".to_owned(),
            (Tab::Batch, _) => "批量核对".to_owned(),
            _ => String::new(),
        }
    }
}

/// The name of a table in lists and tabs.
pub(super) fn table_title(table: &Table) -> &str {
    if table.title.is_empty() { table.kind.name() } else { &table.title }
}

/// The same, numbered where several tables of a disclosure share it, as the forms of its projects do.
pub(super) fn table_name(d: &Disclosure, index: usize) -> String {
    let Some(title) = d.tables.get(index).map(table_title) else { return String::new() };
    let before = d.tables.iter().take(index).filter(|t| table_title(t) == title).count();
    let after = d.tables.iter().skip(index + 1).any(|t| table_title(t) == title);
    if before > 0 || after { format!("{title}（{}）", before + 1) } else { title.to_owned() }
}

/// The standard name of a table that has its kind for itself: what to show where its own name is too long,
/// because long names are often alike at the beginning.
pub(super) fn standard_name(d: &Disclosure, index: usize) -> Option<&'static str> {
    let kind = d.tables.get(index)?.kind;
    let alone = d.tables.iter().filter(|t| t.kind == kind).count() == 1;
    (alone && kind != Kind::Other).then(|| kind.name_in(d.stage))
}

/// The name of a section in lists and tabs.
pub(super) fn section_title(section: &Section) -> &str {
    if section.heading.is_empty() { "开头" } else { &section.heading }
}
