//! Which reading of a claim counts (口径), and whether a difference is sure to be one.
//!
//! A claim holds if one of its readings does. Where none does, the text around it tells which was meant: a section
//! whose other figures are this year's appropriation states no total with what was carried in. Only where nothing
//! tells is the difference a 警告.

use std::collections::HashMap;

use super::{
    judge::{Judged, judged},
    values::Values,
};
use crate::{
    check::Verdict,
    prose::{Claim, Doubt, Prose, Reading},
};

/// How a claim came out.
pub(super) struct Outcome<'p> {
    /// Index into `Prose::claims`.
    pub index: usize,
    pub claim: &'p Claim,
    /// The reading that counts.
    pub reading: &'p Reading,
    pub judged: Judged,
    /// How many other readings would ask for another figure.
    pub others: usize,
    /// It is not sure that this is what it must agree with.
    pub doubtful: bool,
}

/// The readings of a claim with what they come to.
struct Options<'p> {
    index: usize,
    claim: &'p Claim,
    section: u32,
    readings: Vec<(&'p Reading, Judged)>,
}

impl<'p> Options<'p> {
    fn of(values: &Values, index: usize, claim: &'p Claim, prose: &Prose) -> Option<Self> {
        let section = prose.numbers.get(claim.stated)?.at.section;
        let judged = claim.readings.iter().filter_map(|r| Some((r, judged(values, claim.stated, &r.must)?)));
        let readings: Vec<_> = judged.collect();
        (!readings.is_empty()).then_some(Self { index, claim, section, readings })
    }

    /// The reading that fits best, the first of those that fit alike. What cannot be compared is no answer while
    /// another reading gives one, and a column that is not used none while another reading has figures.
    fn best(&self) -> Option<(&'p Reading, Judged)> {
        self.readings.iter().copied().min_by_key(|(_, j)| (j.verdict == Verdict::NotCompared, j.unfilled, j.verdict))
    }

    /// How many readings ask for another figure than this one. A column that is not used asks for none.
    fn others(&self, chosen: &Judged) -> usize {
        let asks = |j: &Judged| j.verdict != Verdict::NotCompared && (!j.unfilled || chosen.unfilled);
        let differs = |j: &Judged| asks(j) && j.computed != chosen.computed;
        self.readings.iter().filter(|(_, j)| differs(j)).count()
    }
}

/// How claims came out whose figures leave no choice, by section.
#[derive(Default)]
struct Neighbours<'p> {
    /// By rule: how many hold, how many do not.
    rules: HashMap<(u32, &'static str), (usize, usize)>,
    /// By scope: how many hold that would not under another reading.
    scopes: HashMap<(u32, &'p str), usize>,
}

/// Judges all claims.
pub(super) fn all<'p>(values: &Values, prose: &'p Prose) -> Vec<Outcome<'p>> {
    let options = prose.claims.iter().enumerate().filter_map(|(i, c)| Options::of(values, i, c, prose));
    let options: Vec<Options> = options.collect();
    let mut neighbours = Neighbours::default();
    for option in &options {
        let Some((reading, judged)) = option.best() else { continue };
        let (hold, broken) = neighbours.rules.entry((option.section, option.claim.rule)).or_default();
        match judged.verdict {
            Verdict::Holds | Verdict::Rounding => *hold += 1,
            Verdict::Broken => *broken += 1,
            _ => {}
        }
        if judged.verdict == Verdict::Holds && option.others(&judged) > 0 && !reading.scope.is_empty() {
            *neighbours.scopes.entry((option.section, reading.scope.as_str())).or_default() += 1;
        }
    }
    options.iter().filter_map(|o| decided(o, &neighbours)).collect()
}

fn decided<'p>(option: &Options<'p>, neighbours: &Neighbours) -> Option<Outcome<'p>> {
    let (reading, judged) = option.best()?;
    let Options { index, claim, section, .. } = *option;
    let others = option.others(&judged);
    let fits = Outcome { index, claim, reading, judged, others, doubtful: claim.doubt != Doubt::None || others > 0 };
    if judged.verdict != Verdict::Broken {
        return Some(fits);
    }
    // Where several more of the same rule hold in this section, what it is compared with is right.
    let (hold, broken) = neighbours.rules.get(&(section, claim.rule)).copied().unwrap_or_default();
    let borne_out = hold > 1 && hold >= 3 * broken;
    let doubtful = judged.unfilled || claim.doubt == Doubt::Other || claim.doubt == Doubt::Open && !borne_out;
    let votes = |r: &Reading| neighbours.scopes.get(&(section, r.scope.as_str())).copied().unwrap_or_default();
    let meant = option.readings.iter().filter(|(r, j)| votes(r) > 0 && j.verdict != Verdict::NotCompared);
    match meant.collect::<Vec<_>>()[..] {
        [(reading, judged)] if others > 0 => Some(Outcome { reading, judged: *judged, others: 0, doubtful, ..fits }),
        _ => Some(Outcome { doubtful: doubtful || others > 0, ..fits }),
    }
}
