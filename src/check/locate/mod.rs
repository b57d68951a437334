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
//! that becomes long. Every answer is verified in whole numbers; no float decides anything. How far it goes is
//! bounded by counted steps (`work`) and by a size (`reach`), never by the clock, so that one document always gets
//! one answer; what is beyond these bounds is said to have been given up.

mod apply;
mod builder;
mod claims;
mod cover;
mod events;
pub(super) mod fraction;
mod master;
mod problem;
mod rank;
mod reach;
mod repair;
pub(super) mod simplex;
mod slip;
mod stale;
pub(super) mod work;

pub use problem::Problem;
pub use rank::{Explanation, Located, What};
pub use slip::Slip;

use std::{
    collections::{BTreeSet, HashMap},
    time::{Duration, Instant},
};

use super::{Examination, Examiner, Finding, Verdict};
use crate::model::Disclosure;
use cover::{Search, Solution};
use repair::Cut;
use work::Work;

/// As many steps a search may take in all: about a tenth of a second in an optimized build.
const STEPS: u64 = 100_000_000;

/// Solutions that weigh at most this much more than the lightest are looked at too: less than a further figure.
const MORE: u32 = slip::MOST;

impl Problem {
    /// What is broken in this disclosure, as it was examined.
    pub fn of(d: &Disclosure, examiner: &Examiner, examination: &Examination) -> Self {
        if Self::arises(examination) { Self::new(d, examiner.checker(), examiner.prose()) } else { Self::default() }
    }

    /// Whether anything is broken that a figure may be the cause of.
    pub fn arises(examination: &Examination) -> bool {
        let is_wrong = |f: &Finding| {
            let of_figures = f.relation.is_some() || f.claim.is_some();
            of_figures && matches!(f.verdict, Some(Verdict::Broken | Verdict::DoubtfulRounding))
        };
        examination.findings.iter().any(is_wrong)
    }

    /// Finds what is most likely wrong, or gives up after a fixed number of steps. The brake is a time after which it gives up on a machine that gets nothing done.
    pub fn solve(&self, brake: Duration) -> Located {
        let work = Work::new(STEPS, Instant::now().checked_add(brake));
        let mut located = Located::default();
        located.gave_up = self.too_large;
        for (cluster, solutions, gave_up) in self.clusters(&work) {
            located.gave_up |= gave_up;
            located.take(self, &cluster, solutions);
        }
        located
    }

    /// The broken relations, in groups that have no item in common, each with its solutions.
    fn clusters(&self, work: &Work) -> Vec<(Vec<u32>, Vec<Solution>, bool)> {
        let broken = (0u32..).zip(&self.constraints).filter(|(_, c)| c.broken).map(|(number, c)| {
            let variables = c.terms.iter().filter_map(|(v, _)| self.variables.get(*v as usize));
            let items: BTreeSet<u32> = variables.flat_map(|v| v.items.iter().copied()).collect();
            (number, items)
        });
        let mut groups = grouped(broken);
        while let Some(group) = groups.iter().position(|g| g.done.is_none()) {
            let mut group = groups.swap_remove(group);
            // One that is hard leaves something for the others.
            let part = work.part(STEPS / 2);
            let all = part.left();
            let mut search = Search::new(self, group.cuts.clone(), &part);
            let mut solutions = search.run(MORE);
            let spent = usize::try_from(all - part.left()).unwrap_or(usize::MAX);
            work.spend(spent.saturating_add(groups.len() * 100));
            // What changes a figure in relations that are not here was never proved to mend everything.
            let before = solutions.len();
            solutions.retain(|s| !self.is_beyond(s));
            let gave_up = search.gave_up || solutions.len() < before;
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

impl Problem {
    fn is_beyond(&self, solution: &Solution) -> bool {
        let variable = |v: u32| self.variables.get(v as usize).is_some_and(|v| v.beyond);
        let items = solution.items.iter().filter_map(|i| self.items.get(*i as usize));
        items.flat_map(|item| &item.changes).any(|(v, _)| variable(*v))
    }
}

/// Broken relations that may have a common cause.
struct Group {
    constraints: Vec<u32>,
    items: BTreeSet<u32>,
    cuts: Vec<Cut>,
    done: Option<(Vec<Solution>, bool)>,
}

/// Broken relations with their items, those together that have one in common.
fn grouped(broken: impl Iterator<Item = (u32, BTreeSet<u32>)>) -> Vec<Group> {
    let mut groups: Vec<Option<Group>> = Vec::new();
    // Item → the group that it is in.
    let mut of_item: HashMap<u32, usize> = HashMap::new();
    for (number, items) in broken {
        let cut = Cut { items: items.iter().copied().collect(), given: Vec::new() };
        let mut new = Group { constraints: vec![number], items: BTreeSet::new(), cuts: vec![cut], done: None };
        let mut others: Vec<usize> = items.iter().filter_map(|item| of_item.get(item).copied()).collect();
        others.sort_unstable();
        others.dedup();
        // The largest one takes in the others: no item moves often.
        let size = |other: &usize| groups.get(*other).and_then(Option::as_ref).map_or(0, |g| g.items.len());
        let home = others.iter().copied().max_by_key(size).unwrap_or(groups.len());
        let mut moved = items;
        for other in others.into_iter().filter(|other| *other != home) {
            if let Some(other) = groups.get_mut(other).and_then(Option::take) {
                moved.extend(&other.items);
                new.constraints.extend(other.constraints);
                new.cuts.extend(other.cuts);
            }
        }
        of_item.extend(moved.iter().map(|item| (*item, home)));
        match groups.get_mut(home).and_then(Option::as_mut) {
            Some(group) => {
                group.items.extend(moved);
                group.constraints.extend(new.constraints);
                group.cuts.extend(new.cuts);
            }
            None => groups.push(Some(Group { items: moved, ..new })),
        }
    }
    let mut groups: Vec<Group> = groups.into_iter().flatten().collect();
    for group in &mut groups {
        group.constraints.sort_unstable();
        group.cuts.sort_by(|a, b| a.items.cmp(&b.items));
        group.cuts.dedup();
    }
    groups
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
