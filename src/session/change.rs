//! Reversible changes: what undo is made of.
//!
//! A change knows nothing of why it is made. Applying one gives back its inverse, so undo and redo are the
//! same operation and cost as much memory as what changed, never a copy of the document.

use crate::model::{Cell, CellRef, Disclosure, Kind, ReviewEntry, Row, Section, Stage, Unit};

use super::Mode;

/// One reversible change of a disclosure.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    /// Put this cell here.
    Cell { at: CellRef, cell: Cell },
    /// Give this row this code and name. `at.column` has no meaning.
    Title { at: CellRef, code: String, name: String },
    /// Put these rows before `at.row`.
    Insert { at: CellRef, rows: Vec<Row> },
    /// Take this many rows away from `at.row` on.
    Remove { at: CellRef, count: usize },
    /// Give the table this kind, title and unit.
    Heading { table: usize, kind: Kind, title: String, unit: Unit },
    /// Say whose disclosure it is, of which year and stage.
    Identity { agency: String, year: Option<i32>, stage: Stage },
    /// Put this section of the text there.
    Section { index: usize, section: Box<Section> },
    /// Let this be what was said of a finding, in this place of the list; `None`: nothing was said.
    Entry { at: usize, key: String, entry: Option<ReviewEntry> },
    /// Something was looked at, or was not.
    Seen { id: String, seen: bool },
    /// Put another reading of the same source in the place of everything.
    Whole(Box<Disclosure>),
    /// Work in this mode.
    Mode(Mode),
}

impl Change {
    /// Whether relations may come or go with it: they hang on rows, names, kinds and units, not on amounts.
    pub(super) fn is_structural(&self) -> bool {
        !matches!(self, Change::Cell { .. } | Change::Mode(_) | Change::Section { .. }) && !self.is_said()
    }

    /// Whether it changes only what a reviewer said: nothing has to be checked again.
    pub(super) fn is_said(&self) -> bool {
        matches!(self, Change::Entry { .. } | Change::Seen { .. })
    }

    /// Makes the change and returns what takes it back. `None` if there is nothing at that address, and then
    /// nothing has changed.
    pub(super) fn apply(self, d: &mut Disclosure, mode: &mut Mode) -> Option<Change> {
        match self {
            Change::Cell { at, cell } => {
                let here = d.cell_mut(at)?;
                Some(Change::Cell { at, cell: std::mem::replace(here, cell) })
            }
            Change::Title { at, code, name } => {
                let row = rows_mut(d, at)?.get_mut(at.row as usize)?;
                let old =
                    Change::Title { at, code: std::mem::take(&mut row.code), name: std::mem::take(&mut row.name) };
                (row.code, row.name) = (code, name);
                Some(old)
            }
            Change::Insert { at, rows } => {
                let all = rows_mut(d, at)?;
                let (count, start) = (rows.len(), at.row as usize);
                if start > all.len() {
                    return None;
                }
                all.splice(start..start, rows);
                Some(Change::Remove { at, count })
            }
            Change::Remove { at, count } => {
                let all = rows_mut(d, at)?;
                let start = at.row as usize;
                let end = start.checked_add(count).filter(|&end| end <= all.len())?;
                Some(Change::Insert { at, rows: all.drain(start..end).collect() })
            }
            Change::Heading { table, kind, title, unit } => {
                let here = d.tables.get_mut(table)?;
                let old = Change::Heading {
                    table,
                    kind: std::mem::replace(&mut here.kind, kind),
                    title: std::mem::replace(&mut here.title, title),
                    unit: std::mem::replace(&mut here.unit, unit),
                };
                Some(old)
            }
            Change::Identity { agency, year, stage } => Some(Change::Identity {
                agency: std::mem::replace(&mut d.agency, agency),
                year: std::mem::replace(&mut d.year, year),
                stage: std::mem::replace(&mut d.stage, stage),
            }),
            Change::Section { index, section } => {
                let here = d.prose.get_mut(index)?;
                Some(Change::Section { index, section: Box::new(std::mem::replace(here, *section)) })
            }
            Change::Entry { at, key, entry } => {
                let entries = &mut d.review.entries;
                let here = entries.iter().position(|e| e.key == key);
                match (here, entry) {
                    (Some(at), Some(new)) => {
                        let old = std::mem::replace(entries.get_mut(at)?, new);
                        Some(Change::Entry { at, key, entry: Some(old) })
                    }
                    (Some(at), None) => Some(Change::Entry { at, key, entry: Some(entries.remove(at)) }),
                    (None, Some(new)) => {
                        entries.insert(at.min(entries.len()), new);
                        Some(Change::Entry { at, key, entry: None })
                    }
                    (None, None) => None,
                }
            }
            Change::Seen { id, seen } => {
                let all = &mut d.review.seen;
                let changed = if seen { all.insert(id.clone()) } else { all.remove(&id) };
                changed.then_some(Change::Seen { id, seen: !seen })
            }
            Change::Whole(other) => Some(Change::Whole(Box::new(std::mem::replace(d, *other)))),
            Change::Mode(new) => Some(Change::Mode(std::mem::replace(mode, new))),
        }
    }
}

fn rows_mut(d: &mut Disclosure, at: CellRef) -> Option<&mut Vec<Row>> {
    Some(&mut d.tables.get_mut(at.table as usize)?.panels.get_mut(at.panel as usize)?.rows)
}
