//! Where many figures are wrong at once: the same question asked of a MILP solver.
//!
//! Which items hit all cuts for the least weight is an integer program of zeros and ones (`min Σ w·z`, one row a
//! cut), without any amount in it, so nothing depends on how large the amounts are. What the solver answers is
//! a proposal: every choice is verified in whole numbers by [`super::repair`], which gives the next cut.

use std::{collections::BTreeMap, time::Instant};

use microlp::{ComparisonOp, OptimizationDirection, Variable};

use super::{
    cover::{Solution, is_open},
    problem::Problem,
    repair::{Cut, Refusal},
};

/// The lightest choice that mends everything. None if time ran out before.
pub(super) fn solve(problem: &Problem, cuts: &mut Vec<Cut>, deadline: Instant) -> Option<Solution> {
    while Instant::now() < deadline {
        let items = cheapest(problem, cuts, deadline)?;
        if cuts.iter().any(|c| is_open(c, &items)) {
            return None;
        }
        match problem.repair(&items) {
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
fn cheapest(problem: &Problem, cuts: &[Cut], deadline: Instant) -> Option<Vec<u32>> {
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
    program.set_time_limit(deadline.saturating_duration_since(Instant::now()));
    let solution = program.solve().ok()?.into_solution().ok()?;
    Some(chosen.iter().filter(|(_, v)| solution.var_value(**v) > 0.5).map(|(item, _)| *item).collect())
}
