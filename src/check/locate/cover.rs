//! The smallest set of items that hits every cut and mends everything.
//!
//! Implicit hitting sets: choose the cheapest items that hit all cuts known so far; ask whether changing them
//! mends everything ([`super::repair`]); if not, the proof is another cut. What is found is the true minimum,
//! and with a little more depth also all that are about as small.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    problem::Problem,
    repair::{Cut, Refusal, Repair},
    work::Work,
};

/// Items whose change mends everything, and what it comes to.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    pub items: Vec<u32>,
    pub weight: u32,
    pub repair: Repair,
}

/// A search in one cluster of broken relations.
pub(super) struct Search<'p> {
    problem: &'p Problem,
    work: &'p Work,
    pub cuts: Vec<Cut>,
    asked: BTreeMap<Vec<u32>, Asked>,
    found: Vec<Solution>,
    forbidden: BTreeSet<u32>,
    /// The least weight that was passed over because of the limit.
    beyond: Option<u32>,
    nodes: usize,
    pub gave_up: bool,
}

#[derive(Clone)]
enum Asked {
    Mends(Repair),
    Refused,
}

/// As many alternatives as anybody looks at.
const ALTERNATIVES: usize = 64;
/// Steps to look an item up and put it in its place.
const SORTED: usize = 40;
/// Beyond this many nodes the enumeration is left to the solver.
const NODES: usize = 60_000;

impl<'p> Search<'p> {
    pub fn new(problem: &'p Problem, cuts: Vec<Cut>, work: &'p Work) -> Self {
        Self {
            problem,
            work,
            cuts,
            asked: BTreeMap::new(),
            found: Vec::new(),
            forbidden: BTreeSet::new(),
            beyond: None,
            nodes: 0,
            gave_up: false,
        }
    }

    /// The solutions of the least weight and those that weigh at most `more`, the lightest first. Empty if it
    /// gave up before it found one.
    pub fn run(&mut self, more: u32) -> Vec<Solution> {
        // Deeper step by step: the first limit under which something is found holds the minimum.
        let mut limit = 0;
        loop {
            self.pass(limit);
            if let Some(least) = self.found.iter().map(|s| s.weight).min() {
                if least + more > limit {
                    self.pass(least + more);
                }
                break;
            }
            if self.is_over() {
                break;
            }
            match self.beyond {
                Some(next) => limit = next + more,
                None => break,
            }
        }
        if self.found.is_empty() && self.gave_up && !self.work.is_over() {
            self.found.extend(super::master::solve(self.problem, &mut self.cuts, self.work));
        }
        self.found.sort_by(|a, b| (a.weight, &a.items).cmp(&(b.weight, &b.items)));
        self.found.dedup_by(|a, b| a.items == b.items);
        // What holds another solution is no smallest one.
        let all = std::mem::take(&mut self.found);
        for solution in all {
            let holds = |s: &Solution| s.items.iter().all(|i| solution.items.contains(i));
            if !self.found.iter().any(holds) {
                self.found.push(solution);
            }
        }
        std::mem::take(&mut self.found)
    }

    fn pass(&mut self, limit: u32) {
        self.found.clear();
        self.beyond = None;
        self.forbidden.clear();
        self.descend(&mut Vec::new(), 0, limit);
    }

    fn is_over(&mut self) -> bool {
        self.gave_up |= self.nodes > NODES || self.work.is_over();
        self.gave_up
    }

    fn descend(&mut self, chosen: &mut Vec<u32>, weight: u32, limit: u32) {
        self.nodes += 1;
        if self.is_over() || self.found.len() >= ALTERNATIVES {
            return;
        }
        loop {
            let open = self.open(chosen);
            if open.is_empty() {
                match self.ask(chosen) {
                    Some(repair) => {
                        let mut items = chosen.clone();
                        items.sort_unstable();
                        self.found.push(Solution { items, weight, repair });
                        return;
                    }
                    None if self.open(chosen).is_empty() => return,
                    None => continue,
                }
            }
            let least = weight + self.bound(&open);
            if least > limit {
                self.beyond = Some(self.beyond.map_or(least, |b| b.min(least)));
                return;
            }
            let choice = open.iter().map(|i| self.allowed(*i)).min_by_key(Vec::len).unwrap_or_default();
            let mut forbidden = Vec::new();
            for item in choice {
                let more = self.weight(item);
                chosen.push(item);
                self.descend(chosen, weight + more, limit);
                chosen.pop();
                if self.forbidden.insert(item) {
                    forbidden.push(item);
                }
            }
            forbidden.iter().for_each(|i| {
                self.forbidden.remove(i);
            });
            return;
        }
    }

    /// The cuts that these items do not hit.
    fn open(&self, chosen: &[u32]) -> Vec<usize> {
        let is_open = |cut: &Cut| {
            self.work.spend(4 + (cut.items.len() + cut.given.len()) * chosen.len());
            is_open(cut, chosen)
        };
        self.cuts.iter().enumerate().filter(|(_, c)| is_open(c)).map(|(i, _)| i).collect()
    }

    /// The items of a cut that may still be chosen, the lightest first.
    fn allowed(&self, cut: usize) -> Vec<u32> {
        let items = self.cuts.get(cut).map_or(&[][..], |c| &c.items);
        self.work.spend(SORTED * items.len());
        let mut items: Vec<u32> = items.iter().copied().filter(|i| !self.forbidden.contains(i)).collect();
        items.sort_by_key(|i| self.weight(*i));
        items
    }

    fn weight(&self, item: u32) -> u32 {
        self.problem.items.get(item as usize).map_or(0, |i| i.weight)
    }

    /// What hitting these cuts weighs at least: cuts that have no item in common each need one.
    fn bound(&self, open: &[usize]) -> u32 {
        let mut used = BTreeSet::new();
        let mut bound = 0;
        let mut cuts: Vec<Vec<u32>> = open.iter().map(|c| self.allowed(*c)).collect();
        cuts.sort_by_key(Vec::len);
        for items in cuts {
            self.work.spend(SORTED * items.len());
            if items.iter().any(|i| used.contains(i)) {
                continue;
            }
            let Some(first) = items.first() else { return u32::MAX / 2 };
            bound += self.weight(*first);
            used.extend(items);
        }
        bound
    }

    /// Whether these items mend everything. Learns the cut if not.
    fn ask(&mut self, chosen: &[u32]) -> Option<Repair> {
        let mut key = chosen.to_vec();
        key.sort_unstable();
        if let Some(asked) = self.asked.get(&key) {
            return if let Asked::Mends(repair) = asked { Some(repair.clone()) } else { None };
        }
        let asked = match self.problem.repair(&key, self.work) {
            Ok(repair) => Asked::Mends(repair),
            Err(Refusal::Cut(cut)) => {
                self.cuts.push(cut);
                Asked::Refused
            }
            Err(Refusal::GaveUp) => Asked::Refused,
        };
        self.asked.insert(key, asked.clone());
        if let Asked::Mends(repair) = asked { Some(repair) } else { None }
    }
}

/// The cut asks for one of its items and none is chosen.
pub(super) fn is_open(cut: &Cut, chosen: &[u32]) -> bool {
    cut.given.iter().all(|g| chosen.contains(g)) && !cut.items.iter().any(|i| chosen.contains(i))
}
