//! Agencies of one year side by side (同类部门比较): what each spends, on what, per head, and where the sample lies.
//!
//! ```text
//! disclosure ──Profile::of──▶ Profile (a few figures with their cells) ──Peers::of──▶ a row each, spread of each indicator
//! ```
//! A [`Profile`] is small, so hundreds of agencies can be compared without keeping their disclosures open.
//! Nothing is invented: an agency that does not state a figure has none, and is not in the spread.

mod chart;
mod indicator;
mod profile;
mod spread;
mod staff;

pub use indicator::{Indicator, Measured};
pub use profile::{Figure, Profile};
pub use spread::{Spread, Standing};
pub use staff::{Basis, Staff};

use std::cmp::Ordering;

use super::statement::Scope;
use crate::model::{Decimal, Stage, text::agency_key};

/// One agency of a sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Peer {
    /// Its place among the profiles that were given.
    pub at: usize,
    /// What it states.
    pub profile: Profile,
    /// One for each of [`Indicator::ALL`]; `None` where it does not state what the indicator is made of.
    pub values: Vec<Option<Decimal>>,
}

impl Peer {
    /// The value of an indicator, in its unit.
    pub fn value(&self, indicator: Indicator) -> Option<Decimal> {
        *self.values.get(indicator as usize)?
    }
}

/// The agencies of one year and stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Peers {
    /// The year of all.
    pub year: i32,
    /// 预算 or 决算.
    pub stage: Stage,
    /// In the order given.
    pub rows: Vec<Peer>,
    /// One for each of [`Indicator::ALL`]; `None` where nobody states it.
    pub spreads: Vec<Option<Spread>>,
    /// What a reader must know. Sentences.
    pub notes: Vec<String>,
}

/// The years and stages of which there is more than one agency, the latest first; then those with one.
pub fn samples(profiles: &[Profile]) -> Vec<(i32, Stage)> {
    let mut counted: Vec<((i32, Stage), usize)> = Vec::new();
    for sample in profiles.iter().filter_map(|p| Some((p.year?, p.stage))) {
        match counted.iter_mut().find(|(s, _)| *s == sample) {
            Some((_, n)) => *n += 1,
            None => counted.push((sample, 1)),
        }
    }
    counted.sort_by_key(|((year, stage), n)| (*n < 2, -year, *stage == Stage::FinalAccounts));
    counted.into_iter().map(|(sample, _)| sample).collect()
}

impl Peers {
    /// Sets the agencies of this year and stage side by side. Of two disclosures of one agency the later counts.
    pub fn of(profiles: &[Profile], year: i32, stage: Stage) -> Self {
        let mut notes = Vec::new();
        let mut rows: Vec<Peer> = Vec::new();
        let mut elsewhere = 0_usize;
        for (at, profile) in profiles.iter().enumerate() {
            if profile.year != Some(year) || profile.stage != stage {
                elsewhere += 1;
                continue;
            }
            let values = Indicator::ALL.iter().map(|i| i.of(profile)).collect();
            let peer = Peer { at, profile: profile.clone(), values };
            let name = agency_key(&profile.agency);
            match rows.iter_mut().find(|r| !name.is_empty() && agency_key(&r.profile.agency) == name) {
                Some(twice) => {
                    notes.push(format!("“{}”有两份同年文件，用后一份。", profile.title()));
                    *twice = peer;
                }
                None => rows.push(peer),
            }
        }
        if elsewhere > 0 {
            notes.push(format!("另有 {elsewhere} 份不是 {year} 年{}，未列入。", stage.name()));
        }
        notes.extend(reservations(&rows));
        let spreads =
            Indicator::ALL.iter().map(|i| Spread::of(rows.iter().filter_map(|r| r.value(*i)).collect())).collect();
        Self { year, stage, rows, spreads, notes }
    }

    /// How an indicator is spread over the sample.
    pub fn spread(&self, indicator: Indicator) -> Option<&Spread> {
        self.spreads.get(indicator as usize)?.as_ref()
    }

    /// The indicators that at least one agency states.
    pub fn stated(&self) -> impl Iterator<Item = Indicator> {
        Indicator::ALL.iter().copied().filter(|i| self.spread(*i).is_some())
    }

    /// Where an agency lies among the others.
    pub fn standing(&self, peer: &Peer, indicator: Indicator) -> Standing {
        match (self.spread(indicator), peer.value(indicator)) {
            (Some(spread), Some(value)) => spread.standing(value),
            _ => Standing::Usual,
        }
    }

    /// The agencies in the order of an indicator, the greatest first or last; those that do not state it at the
    /// end. Without an indicator by name.
    pub fn sorted(&self, by: Option<Indicator>, ascending: bool) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|&a, &b| {
            let (Some(a), Some(b)) = (self.rows.get(a), self.rows.get(b)) else { return Ordering::Equal };
            let Some(by) = by else {
                let names = a.profile.title().cmp(b.profile.title());
                return if ascending { names } else { names.reverse() };
            };
            match (a.value(by), b.value(by)) {
                (Some(a), Some(b)) if ascending => a.cmp(&b),
                (Some(a), Some(b)) => b.cmp(&a),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        });
        order
    }

    /// The table for the clipboard: columns parted by tabs, as Excel and WPS take it.
    pub fn tsv(&self) -> String {
        let line =
            |cells: Vec<String>| cells.iter().map(|c| c.replace(['\t', '\n'], " ")).collect::<Vec<_>>().join("\t");
        self.table().into_iter().map(|cells| line(cells) + "\n").collect()
    }

    /// The table as text: heads, a line for each agency, then the spread of each indicator.
    pub fn table(&self) -> Vec<Vec<String>> {
        let stated: Vec<Indicator> = self.stated().collect();
        let head = std::iter::once("部门".to_owned()).chain(stated.iter().map(|i| i.title())).collect();
        let line = |name: &str, value: &dyn Fn(Indicator) -> Option<Decimal>| {
            let cells = stated.iter().map(|i| value(*i).map_or_else(|| "—".to_owned(), |v| i.text(v)));
            std::iter::once(name.to_owned()).chain(cells).collect::<Vec<_>>()
        };
        let mut table = vec![head];
        table.extend(self.rows.iter().map(|r| line(r.profile.title(), &|i| r.value(i))));
        for (name, part) in Spread::PARTS {
            table.push(line(name, &|i| self.spread(i).map(part)));
        }
        table
    }
}

/// As many agencies are named in a note.
const NAMED: usize = 5;

/// What is to be known of the figures of some of the agencies, each once.
fn reservations(rows: &[Peer]) -> Vec<String> {
    let basis = |r: &Peer| r.profile.staff.map(|s| s.basis);
    let of = |told: &dyn Fn(&Peer) -> bool| -> Option<String> {
        let names: Vec<&str> = rows.iter().filter(|r| told(r)).map(|r| r.profile.title()).collect();
        let named = names.get(..NAMED.min(names.len()))?.join("、");
        match names.len() {
            0 => None,
            n if n > NAMED => Some(format!("{named}等 {n} 个部门")),
            _ => Some(named),
        }
    };
    let scope = of(&|r| r.profile.scope == Scope::General.name())
        .map(|who| format!("{who}没有支出总表，支出各项取自一般公共预算支出表，与其他部门口径不同。"));
    let present =
        of(&|r| basis(r) == Some(Basis::Present)).map(|who| format!("{who}文中没有写在职人数，人均按实有人数计算。"));
    let posts =
        of(&|r| basis(r) == Some(Basis::Posts)).map(|who| format!("{who}文中没有写在职人数，人均按编制数计算。"));
    let none = of(&|r| basis(r).is_none()).map(|who| format!("{who}文中没有写明人数，不计人均。"));
    [scope, present, posts, none].into_iter().flatten().collect()
}
