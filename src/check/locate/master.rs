//! Where many figures are wrong at once: the same question asked of a MILP solver.
//!
//! Which items hit all cuts for the least weight is an integer program of zeros and ones (`min Σ w·z`, one row a
//! cut), without any amount in it, so nothing depends on how large the amounts are. What the solver answers is
//! a proposal: every choice is verified in whole numbers by [`super::repair`], which gives the next cut.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, SolveOptions, Variable};

use super::{
    cover::{Solution, is_open},
    problem::Problem,
    repair::{Cut, Refusal},
    work::Work,
};

/// What a pivot of the solver costs with each number of the program. It has no bound of its own on pivots but the
/// clock, so a program is only handed over where about as many as it has lines can be paid …
const PIVOT: usize = 12;
/// … and no more nodes than this are looked into.
const NODES: usize = 64;

/// The lightest choice that mends everything. None if there was more to do than may be.
pub(super) fn solve(problem: &Problem, cuts: &mut Vec<Cut>, work: &Work) -> Option<Solution> {
    while !work.is_over() {
        let items = cheapest(problem, cuts, work)?;
        if cuts.iter().any(|c| is_open(c, &items)) {
            return None;
        }
        match problem.repair(&items, work) {
            Ok(repair) => {
                let weight = items.iter().filter_map(|i| problem.items.get(*i as usize)).map(|i| i.weight).sum();
                return Some(Solution { items, weight, repair });
            }
            Err(Refusal::Cut(cut)) if is_open(&cut, &items) => cuts.push(cut),
            Err(_) => return None,
        }
    }
    None
}

/// The lightest items that hit all cuts, by the solver.
fn cheapest(problem: &Problem, cuts: &[Cut], work: &Work) -> Option<Vec<u32>> {
    let size: usize = cuts.iter().map(|c| 1 + c.items.len() + c.given.len()).sum();
    let pivot = PIVOT.saturating_mul(size);
    let relaxation = pivot.saturating_mul(cuts.len());
    let nodes = NODES.min(usize::try_from(work.left()).unwrap_or(usize::MAX) / relaxation.max(1));
    if nodes < 2 {
        return None;
    }
    let mut program = microlp::Problem::new(OptimizationDirection::Minimize);
    let mut chosen: BTreeMap<u32, Variable> = BTreeMap::new();
    for item in cuts.iter().flat_map(|c| c.items.iter().chain(&c.given)) {
        let weight = problem.items.get(*item as usize)?.weight;
        chosen.entry(*item).or_insert_with(|| program.add_binary_var(f64::from(weight)));
    }
    for cut in cuts {
        let hit = cut.items.iter().filter_map(|i| Some((*chosen.get(i)?, 1.0)));
        let given = cut.given.iter().filter_map(|g| Some((*chosen.get(g)?, -1.0)));
        let terms: Vec<(Variable, f64)> = hit.chain(given).collect();
        let needed = 1.0 - f64::from(u32::try_from(cut.given.len()).ok()?);
        program.add_constraint(&terms, ComparisonOp::Ge, needed);
    }
    let mut options = SolveOptions::default();
    options.time_limit = work.time();
    options.node_limit = Some(u64::try_from(nodes - 1).unwrap_or(u64::MAX));
    let outcome = program.solve_with(options).ok()?;
    let pivots = usize::try_from(outcome.stats().lp_iterations).unwrap_or(usize::MAX);
    work.spend(pivot.saturating_mul(pivots.saturating_add(1)));
    let solution = outcome.into_solution().ok()?;
    Some(chosen.iter().filter(|(_, v)| solution.var_value(**v) > 0.5).map(|(item, _)| *item).collect())
}
