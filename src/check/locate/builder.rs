//! What the relations and claims say now, as a [`Problem`].

use std::collections::HashMap;

use super::{
    claims, events,
    problem::{Constraint, Item, Kind, Problem, Source, Variable, step, weight},
    reach::{self, Reach},
    stale,
};
use crate::{
    check::{
        Checker, Verdict,
        claims::came_out,
        judge::{Figures, judge},
    },
    model::{CellRef, Disclosure, Spot},
    prose::Prose,
    relations::{Comparison, Relation},
};

impl Problem {
    /// Takes over what the relations and claims say now. Empty where nothing is broken.
    pub(crate) fn new(d: &Disclosure, checker: &Checker, prose: &Prose) -> Self {
        let claims = came_out(d, checker, prose);
        let Reach { relations, complete, left_out } = Reach::of(checker, &claims);
        let mut out = Builder::new(d, checker);
        out.complete = complete;
        out.problem.too_large = left_out;
        for number in &relations {
            if let Some(relation) = checker.relations().get(*number) {
                out.relation(*number, relation);
            }
        }
        claims::add(&mut out, prose, &claims);
        events::add(&mut out);
        if !complete {
            for variable in &mut out.problem.variables {
                let inside = |spot| matches!(spot, Spot::Cell(cell) if reach::is_inside(checker, &relations, cell));
                variable.beyond = variable.spot.is_some_and(|spot| matches!(spot, Spot::Cell(_)) && !inside(spot));
            }
        }
        out.problem.finish()
    }
}

/// Makes a problem of relations and claims.
pub(super) struct Builder<'d> {
    pub d: &'d Disclosure,
    pub checker: &'d Checker,
    pub problem: Problem,
    pub cells: HashMap<CellRef, u32>,
    /// Variables of the numbers of the text.
    pub numbers: HashMap<usize, u32>,
    /// Everything that is connected with what is broken is here.
    pub complete: bool,
    before: HashMap<(u32, u32), Vec<Vec<u32>>>,
}

impl<'d> Builder<'d> {
    fn new(d: &'d Disclosure, checker: &'d Checker) -> Self {
        Self {
            d,
            checker,
            problem: Problem::default(),
            cells: HashMap::new(),
            numbers: HashMap::new(),
            complete: true,
            before: HashMap::new(),
        }
    }

    fn relation(&mut self, number: usize, relation: &Relation) {
        let Some(state) = self.checker.states.get(number) else { return };
        if state.beyond > 0 {
            return;
        }
        let outcome = self.checker.outcome(number);
        let figures = state.figures(relation, &self.checker.amounts);
        let allowed = allowed(relation.comparison, relation.is_equality(), &figures);
        let (mut low, mut high) = (-allowed, allowed);
        if outcome.verdict == Verdict::Truncation {
            low = low.min(1 - 2 * (figures.stated_half + figures.minus_half));
            high = high.max(2 * figures.plus_half - 1);
        }
        let stated = self.cell(relation.stated, !relation.is_equality());
        let (mut terms, mut places) = (vec![(stated, 1)], HashMap::from([(stated, 0)]));
        for term in &relation.terms {
            let variable = self.cell(term.cell, false);
            let place = *places.entry(variable).or_insert(terms.len());
            match terms.get_mut(place) {
                Some((_, a)) => *a -= i128::from(term.sign),
                None => terms.push((variable, -i128::from(term.sign))),
            }
        }
        terms.retain(|(_, a)| *a != 0);
        let broken = matches!(outcome.verdict, Verdict::Broken | Verdict::DoubtfulRounding);
        let doubt = match outcome.verdict {
            Verdict::DoubtfulRounding => Some(weight::DOUBTFUL),
            _ if relation.doubtful => Some(weight::USUAL),
            _ if relation.condition.is_some() => Some(weight::SCOPE),
            _ => None,
        };
        if let Some(weight) = doubt {
            terms.push((self.unprinted(Kind::Doubt, weight), 1));
        }
        let high = if relation.comparison == Comparison::AtLeast { None } else { Some(high) };
        let widens = !relation.is_equality();
        let source = Source::Relation(number);
        self.problem.constraints.push(Constraint { source, terms, sum: 0, low: Some(low), high, widens, broken });
    }

    /// The variable of a cell.
    pub fn cell(&mut self, at: CellRef, is_total: bool) -> u32 {
        if let Some(&known) = self.cells.get(&at) {
            if is_total && let Some(item) = self.own_item(known) {
                item.weight = item.weight.min(weight::TOTAL);
            }
            return known;
        }
        let exact = self.checker.amounts.get(at);
        let (unit, places) = self.checker.amounts.printing(at.table);
        let cell = self.d.cell(at);
        let weight = match cell {
            Some(cell) if cell.inferred => weight::INFERRED,
            _ if is_total => weight::TOTAL,
            _ => weight::CELL,
        };
        let stale = self.last_year(at);
        let variable = self.problem.variable(Variable {
            spot: Some(Spot::Cell(at)),
            printed: exact.or_zero(),
            blank: exact.is_blank(),
            step: step(places, unit),
            half: self.checker.amounts.half(at.table),
            unit,
            places,
            stale,
            constraints: Vec::new(),
            items: Vec::new(),
            beyond: false,
        });
        self.problem.item(Item { kind: Kind::Figure, weight, changes: vec![(variable, None)] });
        self.cells.insert(at, variable);
        variable
    }

    /// What stands in the columns of last year beside this one.
    pub fn last_year(&mut self, at: CellRef) -> Vec<i128> {
        let Some(panel) = self.d.panel(at) else { return Vec::new() };
        let year = self.d.year;
        let columns = self.before.entry((at.table, at.panel)).or_insert_with(|| stale::columns(panel, year));
        let columns = columns.get(at.column as usize).map_or(&[][..], Vec::as_slice);
        let values = columns.iter().map(|&column| self.checker.amounts.get(CellRef { column, ..at }).or_zero());
        values.filter(|v| *v != 0).collect()
    }

    fn own_item(&mut self, variable: u32) -> Option<&mut Item> {
        let item = *self.problem.variables.get(variable as usize)?.items.first()?;
        self.problem.items.get_mut(item as usize)
    }

    /// A variable that is not printed, with an item that changes it.
    pub fn unprinted(&mut self, kind: Kind, weight: u32) -> u32 {
        let variable = self.problem.variable(Variable::unprinted());
        self.problem.item(Item { kind, weight, changes: vec![(variable, None)] });
        variable
    }
}

/// What a difference stays within where nothing needs to be looked at: 平 or 尾差.
fn allowed(comparison: Comparison, equality: bool, figures: &Figures) -> i128 {
    let most = judge(comparison, equality, figures).allowed;
    match figures.squares.checked_mul(3).filter(|_| !equality) {
        Some(bound) if bound >= 0 => most.min(bound.isqrt()),
        _ => most,
    }
}
