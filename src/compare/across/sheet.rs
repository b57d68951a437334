//! A disclosure prepared for looking things up in it many times.

use std::ops::Deref;

use crate::model::{CellRef, Disclosure, TextRef};

/// A disclosure, with what would be costly to work out for every cell and every word.
pub(super) struct Sheet<'a> {
    d: &'a Disclosure,
    /// The decimals of each table.
    places: Vec<u32>,
    /// By table, panel and column: something is printed in it.
    used: Vec<Vec<Vec<bool>>>,
    /// The characters of each section of the text.
    texts: Vec<Vec<char>>,
}

impl Deref for Sheet<'_> {
    type Target = Disclosure;

    fn deref(&self) -> &Disclosure {
        self.d
    }
}

impl<'a> Sheet<'a> {
    pub fn of(d: &'a Disclosure) -> Self {
        let used = |panel: &crate::model::Panel| {
            let mut used = vec![false; panel.columns.len()];
            for cells in panel.rows.iter().map(|r| &r.cells) {
                used.iter_mut().zip(cells).for_each(|(used, cell)| *used |= cell.value.is_some());
            }
            used
        };
        Self {
            d,
            places: d.tables.iter().map(|t| t.places()).collect(),
            used: d.tables.iter().map(|t| t.panels.iter().map(used).collect()).collect(),
            texts: d.prose.iter().map(|s| s.text.chars().collect()).collect(),
        }
    }

    /// The decimals that a table prints.
    pub fn places(&self, table: u32) -> u32 {
        self.places.get(table as usize).copied().unwrap_or(2)
    }

    /// Something is printed in the column of this cell.
    pub fn is_used(&self, at: CellRef) -> bool {
        let panel = self.used.get(at.table as usize).and_then(|t| t.get(at.panel as usize));
        panel.and_then(|p| p.get(at.column as usize)).copied().unwrap_or_default()
    }

    /// The words there.
    pub fn words(&self, at: TextRef) -> String {
        let text = self.texts.get(at.section as usize).map(Vec::as_slice).unwrap_or_default();
        let to = (at.to as usize).min(text.len());
        text.get((at.from as usize).min(to)..to).unwrap_or_default().iter().collect()
    }
}
