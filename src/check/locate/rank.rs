//! From solutions to suspects: which explanation is the likeliest, and what it says of each broken relation.

use std::collections::BTreeMap;

use super::{
    cover::Solution,
    problem::{Kind, Problem, Source, Variable},
    slip::{Slip, origins},
};
use crate::{
    check::{Suspect, exact::decimal},
    model::{CellRef, Decimal, Spot},
};

/// What is most likely wrong.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Located {
    /// There was more to do than may be done; what is here is what was found until then.
    pub gave_up: bool,
    /// The smallest set of changes that mends everything: of each group of broken relations the likeliest.
    /// What is no figure (a row left out, a rule that need not hold) is not among them.
    pub changes: Vec<Suspect>,
    by: BTreeMap<Source, Explanation>,
}

/// What explains one broken relation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanation {
    /// The figures that may be wrong, the likeliest first.
    pub suspects: Vec<Suspect>,
    /// What happened, by the likeliest explanation. None where others are as likely.
    pub what: Option<What>,
    /// How many broken relations this explanation mends.
    pub mends: usize,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// One figure is wrong.
    Figure {
        /// Where it stands.
        spot: Spot,
        /// What it has to be, where that is determined.
        meant: Option<Decimal>,
        /// How it may have come about.
        slip: Option<Slip>,
    },
    /// A row is left out below a total.
    Gap {
        /// A cell of the total's row.
        total: CellRef,
        /// The row in another table.
        missing: Option<CellRef>,
    },
    /// This row repeats another.
    Double(CellRef),
    /// The amounts of this row stand in the wrong columns.
    Columns(CellRef),
    /// The amounts of this row and the next one are exchanged.
    Rows(CellRef),
}

/// As many suspects as a finding names.
pub(super) const SUSPECTS: usize = 8;
/// Weights that are so close say nothing about which is likelier.
const CLOSE: i64 = 2;

/// Malus of an amount below zero, which a budget hardly has …
const NEGATIVE: i64 = 30;
/// … of an amount where nothing is printed …
const FROM_BLANK: i64 = 14;
/// … and of nothing where an amount is printed.
const TO_NOTHING: i64 = 6;
/// Malus of a number of the text that would have to be one certain value, and no slip leads from that to the printed
/// one: most errors are slips. Where many values would do there may be one that nobody can tell.
const NO_SLIP: i64 = 3;

/// A solution with all that speaks for it.
struct Alternative<'s> {
    solution: &'s Solution,
    weight: i64,
    /// A figure of few digits has fewer that can go wrong.
    digits: usize,
    /// Some amount would be below zero.
    is_negative: bool,
    values: BTreeMap<u32, (Option<i128>, Option<Slip>)>,
}

impl Located {
    pub(super) fn get(&self, source: Source) -> Option<&Explanation> {
        self.by.get(&source)
    }

    /// What explains this relation (index into `Checker::relations`).
    pub fn of_relation(&self, relation: usize) -> Option<&Explanation> {
        self.get(Source::Relation(relation))
    }

    /// What explains this claim (index into `Prose::claims`).
    pub fn of_claim(&self, claim: usize) -> Option<&Explanation> {
        self.get(Source::Claim(claim))
    }

    pub(super) fn take(&mut self, problem: &Problem, cluster: &[u32], solutions: Vec<Solution>) {
        let mut alternatives: Vec<Alternative> = solutions.iter().map(|s| alternative(problem, s)).collect();
        alternatives.sort_by_key(|a| (a.weight, a.digits, a.solution.items.clone()));
        if let Some(best) = alternatives.first() {
            let all: Vec<(u32, i128)> = (0u32..).take(problem.variables.len()).map(|v| (v, 1)).collect();
            let is_figure = |item: &&u32| {
                problem.items.get(**item as usize).is_some_and(|i| !matches!(i.kind, Kind::Gap { .. } | Kind::Doubt))
            };
            let items = best.solution.items.iter().filter(is_figure);
            self.changes.extend(items.flat_map(|item| suspects_of(problem, best, *item, &all)));
        }
        let lightest = alternatives.first().map_or(0, |a| a.weight);
        for &number in cluster {
            let Some(constraint) = problem.constraints.get(number as usize) else { continue };
            let mut suspects: Vec<Suspect> = Vec::new();
            for (rank, a) in alternatives.iter().enumerate() {
                for &item in &a.solution.items {
                    for suspect in suspects_of(problem, a, item, &constraint.terms) {
                        let is_known = suspects.iter().any(|s| s.spot == suspect.spot);
                        // Where something better is known nobody wants to hear of less than nothing.
                        let is_absurd = a.is_negative && suspect.value.is_some_and(|v| v.is_sign_negative());
                        if is_known || is_absurd && !suspects.is_empty() {
                            continue;
                        }
                        let rivals = alternatives.iter().enumerate().filter(|(other, _)| *other != rank);
                        let as_likely = |(_, b): (usize, &Alternative)| {
                            b.weight <= a.weight + CLOSE && !b.solution.items.contains(&item)
                        };
                        let is_best = a.weight <= lightest + CLOSE;
                        let tied = is_best && rivals.into_iter().any(as_likely);
                        suspects.push(Suspect { tied, ..suspect });
                    }
                }
            }
            suspects.truncate(SUSPECTS);
            let best = alternatives.first().and_then(|a| {
                let touches = |item: &&u32| touches(problem, **item, &constraint.terms);
                Some((a, *a.solution.items.iter().find(touches)?))
            });
            let alone = |item: u32| {
                alternatives.iter().skip(1).all(|b| b.weight > lightest + CLOSE || b.solution.items.contains(&item))
            };
            let what = best.filter(|(_, item)| alone(*item)).and_then(|(a, item)| what(problem, a, item));
            let mends = best.map_or(0, |(_, item)| {
                let terms = cluster.iter().filter_map(|c| problem.constraints.get(*c as usize)).map(|c| &c.terms);
                terms.filter(|terms| touches(problem, item, terms)).count()
            });
            self.by.insert(constraint.source, Explanation { suspects, what, mends });
        }
    }
}

fn alternative<'s>(problem: &Problem, solution: &'s Solution) -> Alternative<'s> {
    let (weight, values) = (i64::from(solution.weight), BTreeMap::new());
    let mut a = Alternative { solution, weight, digits: 0, is_negative: false, values };
    for &(variable, value) in &solution.repair.values {
        let Some(v) = problem.variables.get(variable as usize) else { continue };
        let is_figure = |i: &&u32| {
            problem.items.get(**i as usize).is_some_and(|item| {
                item.kind == Kind::Figure && item.changes.iter().any(|(changed, _)| *changed == variable)
            })
        };
        if v.spot.is_none() || !solution.items.iter().any(|i| is_figure(&i)) {
            a.values.insert(variable, (value, None));
            continue;
        }
        let (value, slip, bonus) = likeliest(v, value, solution.repair.window);
        a.weight -= i64::from(bonus);
        a.digits += (v.printed / v.step).unsigned_abs().to_string().len();
        let most = value.or(solution.repair.window.map(|(_, high)| high));
        if most.is_some_and(|n| n < 0) && v.printed >= 0 {
            a.weight += NEGATIVE;
            a.is_negative = true;
        }
        if slip.is_none() && value.is_some() && matches!(v.spot, Some(Spot::Text(_))) {
            a.weight += NO_SLIP;
        }
        if v.blank || v.printed == 0 {
            a.weight += FROM_BLANK;
        } else if value == Some(0) {
            a.weight += TO_NOTHING;
        }
        a.values.insert(variable, (value, slip));
    }
    a
}

/// What a figure has to be, the slip that it would have been, and how much that says. Where several values would
/// do, one that undoes a slip is likelier than the others.
fn likeliest(v: &Variable, value: Option<i128>, window: Option<(i128, i128)>) -> (Option<i128>, Option<Slip>, u32) {
    // A text in 万元 tells what a table has in 元 to its own places.
    let last = |s: &i128| (s + s.signum() * v.step / 2) / v.step;
    let stale: Vec<i128> = v.stale.iter().map(last).collect();
    let printed = v.printed / v.step;
    let is_whole = |n: i128| n % v.step == 0;
    if !is_whole(v.printed) {
        return (value, None, 0);
    }
    if let Some(meant) = value.filter(|n| is_whole(*n))
        && let Some(slip) = Slip::of(printed, meant / v.step, &stale)
    {
        return (value, Some(slip), slip.bonus());
    }
    let Some((low, high)) = window.map(|(low, high)| (-(-low).div_euclid(v.step), high.div_euclid(v.step))) else {
        return (value, None, 0);
    };
    if stale.contains(&printed) {
        return (value, Some(Slip::Stale), Slip::Stale.bonus());
    }
    let origins = origins(printed);
    let best = origins
        .iter()
        .filter_map(|(a, b)| {
            let middle = a + (b - a) / 2;
            let (a, b) = ((*a).max(low), (*b).min(high));
            let n = value.map_or(middle, |n| n / v.step).clamp(a, b.max(a));
            // One digit of the last place is no slip but the rounding itself.
            let slip = Slip::of(printed, n, &stale).filter(|_| a <= b && (n - printed).abs() > 9)?;
            // A point that went to the right leaves a zero behind.
            let zero = if slip == Slip::Point && printed % 10 == 0 && printed.abs() > n.abs() { ZERO } else { 0 };
            Some((n, slip, (slip.bonus() + zero) / chance(printed, (low, high), &origins)))
        })
        .max_by_key(|(n, _, bonus)| (*bonus, std::cmp::Reverse((n - printed).abs())));
    match best {
        Some((n, slip, bonus)) if bonus > 0 => (Some(n * v.step), Some(slip), bonus),
        _ => (value, None, 0),
    }
}

/// What a zero at the end adds to the bonus of a point at the wrong place.
const ZERO: u32 = 3;

/// By what the bonus of a slip is to be divided where it need not be exact: the more figures would do, and the more
/// of those around are one slip away, the less it says.
fn chance(printed: i128, (low, high): (i128, i128), origins: &[(i128, i128)]) -> u32 {
    let (values, middle) = (high - low + 1, low + (high - low) / 2);
    let around = 2 * (middle - printed).abs().max(values);
    let near = |(a, b): &&(i128, i128)| *b >= printed - around && *a <= printed + around;
    // As many slips as chance puts among these values, in hundredths.
    let slips = origins.iter().filter(near).map(|(a, b)| values.saturating_add((b - a).min(around)));
    match slips.fold(0i128, i128::saturating_add).saturating_mul(100) / (2 * around).max(1) {
        0..=15 => 1,
        16..=60 => 2,
        61..=150 => 4,
        _ => u32::MAX,
    }
}

fn touches(problem: &Problem, item: u32, terms: &[(u32, i128)]) -> bool {
    let changes = problem.items.get(item as usize).map_or(&[][..], |i| &i.changes);
    changes.iter().any(|(changed, _)| terms.iter().any(|(v, _)| v == changed))
}

fn suspects_of(problem: &Problem, a: &Alternative, item: u32, terms: &[(u32, i128)]) -> Vec<Suspect> {
    let Some(item) = problem.items.get(item as usize) else { return Vec::new() };
    let changed = item.changes.iter().filter(|(changed, _)| terms.iter().any(|(v, _)| v == changed));
    match item.kind {
        Kind::Doubt => Vec::new(),
        Kind::Gap { total, .. } => {
            // The total of this relation: a row that is not there is no cell.
            let spots = terms.iter().filter_map(|(v, _)| problem.variables.get(*v as usize)?.spot);
            let stated = |spot: &Spot| matches!(spot, Spot::Cell(c) if c.row == total.row && c.table == total.table);
            spots.filter(stated).take(1).map(|spot| Suspect { spot, value: None, tied: false }).collect()
        }
        _ => changed
            .filter_map(|(variable, fixed)| {
                let v = problem.variables.get(*variable as usize)?;
                let value = fixed.or_else(|| a.values.get(variable).and_then(|(value, _)| *value));
                Some(Suspect { spot: v.spot?, value: value.map(|n| printed(problem, v, n)), tied: false })
            })
            .collect(),
    }
}

fn printed(problem: &Problem, v: &Variable, value: i128) -> Decimal {
    decimal(value.saturating_mul(problem.scale), v.unit, v.places)
}

fn what(problem: &Problem, a: &Alternative, item: u32) -> Option<What> {
    let item = problem.items.get(item as usize)?;
    Some(match item.kind {
        Kind::Doubt => return None,
        Kind::Gap { total, missing } => What::Gap { total, missing },
        Kind::Double { row } => What::Double(row),
        Kind::Columns { row } => What::Columns(row),
        Kind::Rows { row } => What::Rows(row),
        Kind::Figure => {
            let (variable, _) = item.changes.first()?;
            let v = problem.variables.get(*variable as usize)?;
            let (value, slip) = a.values.get(variable).copied().unwrap_or_default();
            What::Figure { spot: v.spot?, meant: value.map(|n| printed(problem, v, n)), slip }
        }
    })
}
