//! How far a search looks: the broken relations and all that is connected with them, the nearest first, up to a
//! size that can be worked through. Of a disclosure of the usual size that is everything.

use std::collections::{HashMap, HashSet};

use crate::{
    check::{Checker, Verdict, claims::Came},
    model::CellRef,
    prose::Operand,
};

/// As many figures in relations are taken in, counted once for each relation.
const FIGURES: usize = 100_000;
/// As many broken relations.
const BROKEN: usize = 2_000;

/// The relations to look at.
pub(super) struct Reach {
    /// Indices into `Checker::relations`, in order.
    pub relations: Vec<usize>,
    /// All that is connected is among them.
    pub complete: bool,
    /// Broken relations that are not.
    pub left_out: bool,
}

impl Reach {
    pub fn of(checker: &Checker, claims: &[Came]) -> Self {
        let mut walk = Walk {
            checker,
            taken: vec![false; checker.relations().len()],
            queue: Vec::new(),
            asked: HashSet::new(),
            room: FIGURES,
        };
        let (mut broken, mut left_out) = (0, false);
        for number in 0..checker.relations().len() {
            if is_broken(checker.outcome(number).verdict) {
                broken += 1;
                left_out |= broken > BROKEN || !walk.take(number);
            }
        }
        let mut complete = !left_out;
        for cell in walk.cells_of_broken(claims) {
            complete &= walk.from(cell);
        }
        // Everything else, as it comes up.
        let mut next = 0;
        while let Some(number) = walk.queue.get(next).copied() {
            next += 1;
            let Some(relation) = checker.relations().get(number) else { continue };
            for cell in std::iter::once(relation.stated).chain(relation.terms.iter().map(|t| t.cell)) {
                complete &= walk.from(cell);
            }
        }
        let relations = walk.taken.iter().enumerate().filter(|(_, taken)| **taken).map(|(number, _)| number).collect();
        Self { relations, complete, left_out }
    }
}

/// Whether all that asks for this cell is among these relations (in order).
pub(super) fn is_inside(checker: &Checker, relations: &[usize], cell: CellRef) -> bool {
    let mut asking = checker.relations_of(cell).filter(|r| checker.outcome(*r).verdict != Verdict::NotCompared);
    asking.all(|r| relations.binary_search(&r).is_ok())
}

fn is_broken(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Broken | Verdict::DoubtfulRounding)
}

struct Walk<'c> {
    checker: &'c Checker,
    taken: Vec<bool>,
    queue: Vec<usize>,
    /// Cells of which everything was taken in, or as much as there was room for.
    asked: HashSet<CellRef>,
    room: usize,
}

impl Walk<'_> {
    /// The cells of what is broken, those first that are in the most of it, and all that the text speaks of.
    fn cells_of_broken(&self, claims: &[Came]) -> Vec<CellRef> {
        let relations = self.queue.iter().filter_map(|number| self.checker.relations().get(*number));
        let of_relations = relations.flat_map(|r| std::iter::once(r.stated).chain(r.terms.iter().map(|t| t.cell)));
        let of_claims = claims.iter().flat_map(|came| {
            let broken = usize::from(is_broken(came.verdict));
            came.must.operands().into_iter().filter_map(move |operand| match operand {
                Operand::Cell(cell) => Some((cell, broken)),
                _ => None,
            })
        });
        let mut cells: Vec<(CellRef, usize)> = Vec::new();
        let mut places: HashMap<CellRef, usize> = HashMap::new();
        for (cell, broken) in of_relations.map(|cell| (cell, 1)).chain(of_claims) {
            let place = *places.entry(cell).or_insert_with(|| {
                cells.push((cell, 0));
                cells.len() - 1
            });
            cells.get_mut(place).into_iter().for_each(|(_, count)| *count += broken);
        }
        cells.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        cells.into_iter().map(|(cell, _)| cell).collect()
    }

    /// Takes in what asks for this cell. Returns whether there was room; of a cell that was looked at before that
    /// has been said.
    fn from(&mut self, cell: CellRef) -> bool {
        if !self.asked.insert(cell) {
            return true;
        }
        let checker = self.checker;
        let asking = checker.relations_of(cell).filter(|r| checker.outcome(*r).verdict != Verdict::NotCompared);
        let mut all = true;
        for number in asking {
            all &= self.take(number);
        }
        all
    }

    fn take(&mut self, number: usize) -> bool {
        let Some(taken) = self.taken.get_mut(number) else { return false };
        if *taken {
            return true;
        }
        let size = self.checker.relations().get(number).map_or(0, |r| r.terms.len() + 1);
        let Some(room) = self.room.checked_sub(size) else { return false };
        self.room = room;
        *taken = true;
        self.queue.push(number);
        true
    }
}
