//! What is selected: the block between cursor and anchor, and others that Ctrl has added; counted and summed.

use std::collections::HashSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::{CellRef, ColumnRole};
use crate::session::{Field, Session};

use super::view::{GridView, Position};

/// Cells that are likely wrong, with what each would have to be; of all tables.
pub(crate) type Suspects = Arc<Vec<(CellRef, Option<Decimal>)>>;

/// The first and the last corner.
pub(super) type Block = (Position, Position);

/// Figures of the selection for the status bar.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Statistics {
    pub cells: usize,
    pub numbers: usize,
    pub sum: Decimal,
    /// All numbers are amounts, in the unit of the table.
    pub amounts: bool,
}

impl GridView {
    /// The block between cursor and anchor: its first and its last corner.
    pub(crate) fn selection(&self) -> Block {
        let (a, b) = (self.cursor, self.anchor);
        ((a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1)))
    }

    /// All blocks that are selected.
    fn blocks(&self) -> Vec<Block> {
        self.extra.iter().copied().chain([self.selection()]).collect()
    }

    /// Whether a position is in a block that is selected.
    pub(super) fn is_selected(&self, at: Position) -> bool {
        let inside = |(from, to): Block| (from.0..=to.0).contains(&at.0) && (from.1..=to.1).contains(&at.1);
        inside(self.selection()) || self.extra.iter().any(|block| inside(*block))
    }

    /// More than one position is selected.
    pub(super) fn is_many(&self) -> bool {
        self.cursor != self.anchor || !self.extra.is_empty()
    }

    pub(super) fn fields(&self, from: Position, to: Position) -> impl Iterator<Item = Field> + '_ {
        (from.0..=to.0).flat_map(move |r| (from.1..=to.1).filter_map(move |c| self.columns.field(r, c)))
    }

    /// All fields that are selected, each once.
    pub(super) fn selected(&self) -> Vec<Field> {
        let blocks = self.blocks();
        let mut seen = HashSet::new();
        let all = blocks.iter().flat_map(|(from, to)| self.fields(*from, *to));
        // A single block, which may be a whole table, has nothing twice.
        if blocks.len() == 1 { all.collect() } else { all.filter(|f| seen.insert(*f)).collect() }
    }

    /// The cells with an amount that are selected.
    pub(crate) fn amounts(&self, session: &Session) -> Vec<CellRef> {
        let d = session.disclosure();
        let is_amount = |at: &CellRef| d.column(*at).is_some_and(|c| c.role == ColumnRole::Amount);
        let cells = self.selected().into_iter().filter_map(Field::cell);
        cells.filter(is_amount).filter(|at| d.cell(*at).is_some_and(|c| c.value.is_some())).collect()
    }

    /// Count and sum of the selection. Worked out when the selection or the content changes, not per frame.
    pub(crate) fn statistics(&mut self, session: &Session) -> Statistics {
        let blocks = self.blocks();
        if let Some((revision, of, known)) = &self.statistics
            && (*revision, of) == (session.revision(), &blocks)
        {
            return *known;
        }
        let d = session.disclosure();
        let mut out = Statistics { amounts: true, ..Statistics::default() };
        for field in self.selected() {
            if field.text(d).is_none() {
                continue;
            }
            out.cells += 1;
            let amount = field.cell().and_then(|at| d.cell(at)?.value);
            if let Some(sum) = amount.and_then(|value| out.sum.checked_add(value)) {
                out.numbers += 1;
                out.sum = sum;
                out.amounts &= field.role(d) == Some(ColumnRole::Amount);
            }
        }
        self.statistics = Some((session.revision(), blocks, out));
        out
    }
}
