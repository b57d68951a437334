//! What the text tells of another disclosure's figures: last year's, or those of the budget in final accounts.
//!
//! A figure is looked for in the other disclosure's tables by the same words, headings and lists by which its
//! own tables are searched, and in both at once: only a scope (口径) that this disclosure's own figure bears out
//! says which of the other's figures is meant.

use super::{
    Linker,
    blocks::When,
    place,
    tables::{Found, Tables},
};
use crate::{
    model::{CellRef, Disclosure, TextRef},
    prose::{Direction, Measure, Prose, Role, within},
    relations::View,
};

/// How the text tells a figure of another disclosure. Numbers are indices into [`Prose::numbers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// It is printed: `上年收入总计102.80万元`, `年初预算为62.29万元`.
    Stated(usize),
    /// It follows from this year's figure and the change: `76.90万元，比上年减少16.95万元`.
    Change {
        /// This year's figure.
        now: usize,
        /// The change.
        by: usize,
        /// 1 for 增加, −1 for 减少.
        sign: i8,
    },
    /// It follows from this year's figure and the rate alone.
    Rate {
        /// This year's figure.
        now: usize,
        /// The percentage.
        by: usize,
        /// 1 for 增长, −1 for 下降.
        sign: i8,
    },
    /// It follows from what was spent and how much of the plan that is: `完成年初预算的98.20%`.
    Completion {
        /// What was spent.
        now: usize,
        /// The percentage.
        by: usize,
    },
    /// It is this year's figure: `与上年持平`.
    Same {
        /// This year's figure.
        now: usize,
    },
}

/// A scope in which both disclosures state what is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Both {
    /// For people; empty where there is but one.
    pub scope: String,
    /// The cells of the disclosure that speaks, whose sum is this year's figure.
    pub here: Vec<CellRef>,
    /// The cells of the other one; empty where it prints nothing of the sort.
    pub there: Vec<CellRef>,
}

/// A figure of another disclosure that the text tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prior {
    /// How it is told.
    pub told: Told,
    /// It is what was planned (年初预算), in final accounts; else last year's.
    pub planned: bool,
    /// The words or the number that tell it.
    pub at: TextRef,
    /// This year's figure, where the text states one: index into [`Prose::numbers`].
    pub now: Option<usize>,
    /// What it is said of, as the text names it.
    pub topic: String,
    /// It is said of a functional subject, which may have been arranged differently.
    pub of_subject: bool,
    /// It may be said of another amount as well.
    pub doubtful: bool,
    /// Where it may be stated, the likeliest first.
    pub places: Vec<Both>,
}

/// A statement that tells such a figure, before it is known where the other disclosure states it.
struct Teller {
    /// The statement about this year's figure.
    about: usize,
    told: Told,
    planned: bool,
    at: TextRef,
    doubtful: bool,
}

/// All figures of another disclosure that the text of this one tells. There are no `places` where none is known.
pub(crate) fn priors(d: &Disclosure, prose: &Prose, other: &Disclosure) -> Vec<Prior> {
    let lines = place::lines(d);
    let tellers = tellers(d, prose);
    let mut out: Vec<Prior> = tellers.iter().filter_map(|t| blank(prose, t)).collect();
    // A department and its units in one file: each set of tables against that of the same place.
    let sets: Vec<_> = View::all(d).into_iter().zip(View::all(other)).collect();
    let several = sets.len() > 1;
    for (number, (mine, theirs)) in sets.into_iter().enumerate() {
        let here = Linker::reading(prose, Tables::of(d, mine), &lines);
        let there = Linker::reading(prose, Tables::of(other, theirs), &lines);
        for (teller, prior) in tellers.iter().zip(&mut out) {
            let (mine, theirs) = (here.find(teller.about, When::Now), there.find(teller.about, When::Now));
            prior.of_subject |= there.is_of_subject(teller.about);
            let set = if several { format!("（第 {} 套表）", number + 1) } else { String::new() };
            if theirs.is_empty() {
                let only =
                    |m: &Found| Both { scope: format!("{}{set}", m.scope), here: m.cells.clone(), there: Vec::new() };
                prior.places.extend(mine.iter().map(only));
            }
            for found in theirs {
                let alike = mine.iter().find(|m| m.scope == found.scope);
                prior.places.push(Both {
                    scope: format!("{}{set}", found.scope),
                    here: alike.map(|m| m.cells.clone()).unwrap_or_default(),
                    there: found.cells,
                });
            }
        }
    }
    out
}

fn blank(prose: &Prose, teller: &Teller) -> Option<Prior> {
    let about = prose.statements.get(teller.about)?;
    Some(Prior {
        told: teller.told,
        planned: teller.planned,
        at: teller.at,
        now: (about.role == Role::Amount).then_some(about.number),
        topic: about.topics.first().cloned().unwrap_or_default(),
        of_subject: about.subject.is_some(),
        doubtful: teller.doubtful,
        places: Vec::new(),
    })
}

/// The statements that tell a figure of another disclosure, in the order of the text.
fn tellers(d: &Disclosure, prose: &Prose) -> Vec<Teller> {
    let facts = within::Facts::new(d, prose);
    let mut out = Vec::new();
    for (index, statement) in facts.all() {
        let Some(number) = prose.numbers.get(statement.number) else { continue };
        if statement.aside {
            continue;
        }
        let is_money = matches!(number.measure, Measure::Money(_));
        let stated = |planned| Teller {
            about: statement.of.unwrap_or(index),
            told: Told::Stated(statement.number),
            planned,
            at: number.at,
            doubtful: false,
        };
        let amount = |at: usize| facts.get(at).filter(|s| s.role == Role::Amount && facts.is_money(at));
        let moved = |now: usize, sign: i8| {
            let by = statement.number;
            let amount = amount(now)?.number;
            Some(if is_money { Told::Change { now: amount, by, sign } } else { Told::Rate { now: amount, by, sign } })
        };
        match (statement.role, statement.of) {
            (Role::Before, _) if is_money => out.push(stated(false)),
            (Role::Planned, _) if is_money => out.push(stated(true)),
            // Where the plan is stated beside it the percentage says nothing new.
            (Role::Completion, Some(of)) if facts.of(of, |r| r == Role::Planned).next().is_none() => {
                if let Some(now) = amount(of) {
                    let told = Told::Completion { now: now.number, by: statement.number };
                    out.push(Teller { about: of, told, planned: true, at: number.at, doubtful: false });
                }
            }
            (Role::Change(Direction::Either), Some(now)) if is_money && number.value.is_zero() => {
                if let Some(same) = amount(now) {
                    let told = Told::Same { now: same.number };
                    out.push(Teller { about: now, told, planned: false, at: number.at, doubtful: false });
                }
            }
            (Role::Change(direction) | Role::Rate(direction), Some(of)) => {
                let sign = match direction {
                    Direction::Up => 1,
                    Direction::Down => -1,
                    _ => continue,
                };
                if !is_money && matches!(statement.role, Role::Change(_)) {
                    continue;
                }
                // A rate that follows a change says nothing new.
                let nows = if is_money { within::nows(&facts, index, of) } else { vec![of] };
                let doubtful = nows.len() > 1;
                for now in nows {
                    if let Some(told) = moved(now, sign) {
                        out.push(Teller { about: now, told, planned: false, at: number.at, doubtful });
                    }
                }
            }
            _ => {}
        }
    }
    for trend in prose.trends.iter().filter(|t| t.direction == Direction::Same) {
        if let Some((of, amount)) = trend.of.and_then(|of| Some((of, facts.get(of)?)))
            && amount.role == Role::Amount
            && facts.is_money(of)
        {
            let told = Told::Same { now: amount.number };
            out.push(Teller { about: of, told, planned: trend.with_plan, at: trend.at, doubtful: false });
        }
    }
    out.sort_by_key(|t| t.at);
    out
}
