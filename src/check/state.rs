//! The running state of one relation: its sum and counts, moved by each change instead of added up again.

use super::{Verdict, amounts::Amounts, exact::Exact, judge::Figures};
use crate::relations::Relation;

/// What a relation's difference says about truncation (截尾) in this document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Nothing.
    Neither,
    /// Rounding does not explain it and cutting off does.
    NeededBy,
    /// Cutting off cannot explain it.
    Against,
}

/// The running state of a relation.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// `Σ ± terms`, blank as zero.
    pub sum: i128,
    /// Terms with a plus that are not blank.
    plus: u32,
    /// Terms with a minus that are not blank.
    minus: u32,
    /// Values that no budget can contain, the stated one included.
    pub beyond: u32,
    /// All terms are in the stated cell's table.
    one_table: bool,
    /// The verdict on the figures alone, whether or not this document's reading asks for the relation and
    /// before it is known whether the document truncates.
    pub own: Verdict,
    /// Cutting off instead of rounding could have produced the difference.
    pub fits_truncation: bool,
    /// What it was last counted as.
    pub truncation: Side,
}

impl State {
    /// Adds up a relation from the beginning.
    pub fn of(relation: &Relation, amounts: &Amounts) -> Self {
        let mut state = Self {
            sum: 0,
            plus: 0,
            minus: 0,
            beyond: 0,
            one_table: relation.terms.iter().all(|t| t.cell.table == relation.stated.table),
            own: Verdict::NotCompared,
            fits_truncation: false,
            truncation: Side::Neither,
        };
        state.replace(0, Exact::Blank, amounts.get(relation.stated));
        for term in &relation.terms {
            state.replace(term.sign, Exact::Blank, amounts.get(term.cell));
        }
        state
    }

    /// Moves the state by the change of one of its values; `sign` is 0 for the stated one.
    pub fn replace(&mut self, sign: i8, before: Exact, now: Exact) {
        self.sum += i128::from(sign) * (now.or_zero() - before.or_zero());
        let present = match sign {
            0 => None,
            1.. => Some(&mut self.plus),
            _ => Some(&mut self.minus),
        };
        if let Some(n) = present {
            *n = *n + u32::from(!now.is_blank()) - u32::from(!before.is_blank());
        }
        self.beyond = self.beyond + u32::from(now == Exact::Beyond) - u32::from(before == Exact::Beyond);
    }

    /// Some term is not blank.
    pub fn has_terms(&self) -> bool {
        self.plus + self.minus > 0
    }

    /// The figures to judge.
    pub fn figures(&self, relation: &Relation, amounts: &Amounts) -> Figures {
        let table = relation.stated.table;
        let stated = amounts.get(relation.stated);
        let half = amounts.half(table);
        let stated_half = if stated.is_blank() { 0 } else { half };
        let mut figures = Figures {
            stated: stated.or_zero(),
            computed: self.sum,
            stated_half,
            squares: square(stated_half),
            coarsest_half: half,
            uniform: true,
            ..Figures::default()
        };
        if self.one_table {
            figures.plus_half = half * i128::from(self.plus);
            figures.minus_half = half * i128::from(self.minus);
            figures.squares += square(half).saturating_mul(i128::from(self.plus + self.minus));
            return figures;
        }
        for term in &relation.terms {
            let half = amounts.half(term.cell.table);
            figures.uniform &= amounts.printing(term.cell.table) == amounts.printing(table);
            figures.coarsest_half = figures.coarsest_half.max(half);
            if !amounts.get(term.cell).is_blank() {
                let side = if term.sign > 0 { &mut figures.plus_half } else { &mut figures.minus_half };
                *side += half;
                figures.squares = figures.squares.saturating_add(square(half));
            }
        }
        figures
    }
}

fn square(half: i128) -> i128 {
    half.saturating_mul(half)
}

/// There is something to compare: a column or row that holds nothing at all is not checked. Between tables
/// only columns count, because a blank row there (a 类 without spending) does mean zero.
pub(super) fn is_comparable(relation: &Relation, state: &State, amounts: &Amounts) -> bool {
    let stated = amounts.get(relation.stated);
    let is_used = |cell| amounts.column_is_used(cell) && (!state.one_table || amounts.row_is_used(cell));
    match (stated.is_blank(), state.has_terms()) {
        (true, false) => false,
        (true, true) => is_used(relation.stated),
        (false, true) => true,
        (false, false) => stated.or_zero() == 0 || relation.terms.iter().any(|t| is_used(t.cell)),
    }
}
