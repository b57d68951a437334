//! Error localization (错误定位): which figures are most likely wrong.
//!
//! Of all sets of figures whose change makes every relation come out even, the smallest is the likeliest
//! explanation (Fellegi and Holt, “A systematic approach to automatic edit and imputation”, 1976). *Smallest* is
//! by weight (`problem::weight`): figures of the text are likelier wrong than cells, cells whose column was worked
//! out likelier than read ones, and what happened to a whole row counts once. Figures that others confirm need no
//! weight: changing them would break the relations that hold. Among sets that are about as small, those come first
//! whose figures become right by undoing a slip (`slip`).
//!
//! How it is found: `cover` chooses items that hit every broken relation, `repair` asks whether that mends
//! everything, and where not says which figures must contain the error too; `master` asks a MILP solver where
//! that becomes long. Every answer is verified in whole numbers; no float decides anything.

mod apply;
mod claims;
mod cover;
mod events;
pub(super) mod fraction;
mod master;
mod problem;
mod rank;
mod repair;
pub(super) mod simplex;
mod slip;
mod stale;

pub use problem::Problem;
pub use rank::{Explanation, Located, What};
pub use slip::Slip;

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use super::{Examination, Examiner, Finding, Verdict};
use crate::model::Disclosure;
use cover::{Search, Solution};
use repair::Cut;

/// Solutions that weigh at most this much more than the lightest are looked at too: less than a further figure.
const MORE: u32 = slip::MOST;

impl Problem {
    /// What is broken in this disclosure, as it was examined.
    pub fn of(d: &Disclosure, examiner: &Examiner, examination: &Examination) -> Self {
        let is_wrong = |f: &Finding| {
            let of_figures = f.relation.is_some() || f.claim.is_some();
            of_figures && matches!(f.verdict, Some(Verdict::Broken | Verdict::DoubtfulRounding))
        };
        if !examination.findings.iter().any(is_wrong) {
            return Self::default();
        }
        Self::new(d, examiner.checker(), examiner.prose())
    }

    /// Finds what is most likely wrong, or gives up when the time is over.
    pub fn solve(&self, time: Duration) -> Located {
        let deadline = Instant::now() + time;
        let mut located = Located::default();
        for (cluster, solutions, gave_up) in self.clusters(deadline) {
            located.gave_up |= gave_up;
            located.take(self, &cluster, solutions);
        }
        located
    }

    /// The broken relations, in groups that have no item in common, each with its solutions.
    fn clusters(&self, deadline: Instant) -> Vec<(Vec<u32>, Vec<Solution>, bool)> {
        let broken = (0u32..).zip(&self.constraints).filter(|(_, c)| c.broken).map(|(number, c)| {
            let variables = c.terms.iter().filter_map(|(v, _)| self.variables.get(*v as usize));
            let items: BTreeSet<u32> = variables.flat_map(|v| v.items.iter().copied()).collect();
            (number, items)
        });
        let mut groups: Vec<Group> = Vec::new();
        for (number, items) in broken {
            let cut = Cut { items: items.iter().copied().collect(), given: Vec::new() };
            join(&mut groups, Group { constraints: vec![number], items, cuts: vec![cut], done: None });
        }
        while let Some(group) = groups.iter().position(|g| g.done.is_none()) {
            let mut group = groups.swap_remove(group);
            let mut search = Search::new(self, group.cuts.clone(), deadline);
            let solutions = search.run(MORE);
            let gave_up = search.gave_up;
            // One item explains all: no other group can make it less. More than one: perhaps what is wrong
            // elsewhere is a part of it, and both are to be looked at together.
            let learned: BTreeSet<u32> = search.cuts.iter().flat_map(|c| c.items.iter().copied()).collect();
            let single = solutions.first().is_some_and(|s| s.items.len() <= 1);
            let meets = |g: &Group| !g.items.is_disjoint(&learned);
            if !single && !gave_up && groups.iter().any(meets) {
                group.items.extend(learned);
                group.cuts = search.cuts;
                join(&mut groups, group);
            } else {
                group.done = Some((solutions, gave_up));
                groups.push(group);
            }
        }
        groups.sort_by(|a, b| a.constraints.cmp(&b.constraints));
        let done = groups.into_iter().map(|g| (g.constraints, g.done.unwrap_or_default()));
        done.map(|(constraints, (solutions, gave_up))| (constraints, solutions, gave_up)).collect()
    }
}

/// Broken relations that may have a common cause.
struct Group {
    constraints: Vec<u32>,
    items: BTreeSet<u32>,
    cuts: Vec<Cut>,
    done: Option<(Vec<Solution>, bool)>,
}

/// Adds a group and merges it with all that it has an item in common with.
fn join(groups: &mut Vec<Group>, mut new: Group) {
    while let Some(other) = groups.iter().position(|g| !g.items.is_disjoint(&new.items)) {
        let other = groups.swap_remove(other);
        new.constraints.extend(other.constraints);
        new.items.extend(other.items);
        new.cuts.extend(other.cuts);
    }
    new.constraints.sort_unstable();
    new.cuts.dedup();
    groups.push(new);
}
