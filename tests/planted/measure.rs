//! Is it reported, and is it named?

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::plant::{Bed, Planted, Way};
use crate::support::random::Random;
use crate::text;
use gongkai::{
    check::{Checker, Examiner, Finding, Severity, Verdict},
    model::{CellRef, Disclosure, Spot, TextRef},
};

/// What became of a planted error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// All relations that it touches still hold, to the last place or within rounding: nobody can see it.
    Compatible,
    Missed,
    /// Reported; the place of the culprit among the suspects of the first new finding, from 0.
    Reported(Option<usize>),
}

/// Counts of one way.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub planted: usize,
    pub compatible: usize,
    pub reported: usize,
    pub first: usize,
    pub first_three: usize,
}

/// A clean disclosure with what is said of it before anything is planted.
pub struct Measure<'d> {
    bed: Bed<'d>,
    figures: Vec<TextRef>,
    before: HashSet<String>,
    clean: bool,
}

/// Where an error is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Table,
    Text,
}

impl Place {
    pub fn name(self) -> &'static str {
        match self {
            Place::Table => "表",
            Place::Text => "文",
        }
    }

    pub fn ways(self) -> &'static [Way] {
        match self {
            Place::Table => Way::ALL,
            Place::Text => text::WAYS,
        }
    }
}

impl<'d> Measure<'d> {
    pub fn new(d: &'d Disclosure) -> Self {
        let findings = examine(d);
        let bad = |f: &Finding| f.claim.is_some() && f.severity != Severity::Hint;
        Self {
            bed: Bed::new(d),
            figures: text::figures(d),
            before: findings.iter().map(|f| said(f, d)).collect(),
            clean: !findings.iter().any(bad),
        }
    }

    /// Nothing is wrong with its figures or its text, and some can go wrong.
    pub fn is_clean(&self) -> bool {
        let checker = &self.bed.checker;
        let bad = |n| matches!(checker.outcome(n).verdict, Verdict::Broken | Verdict::DoubtfulRounding);
        self.clean && self.has_figures() && !(0..checker.relations().len()).any(bad)
    }

    /// Plants one error and looks what comes of it.
    pub fn one(&self, place: Place, way: Way, random: &mut Random) -> Option<(Planted, Became)> {
        let planted = match place {
            Place::Table => self.bed.plant(way, random)?,
            Place::Text => text::plant(self.bed.d, &self.figures, way, random)?,
        };
        let new = self.new_findings(&planted);
        let became = if new.is_empty() {
            if self.is_compatible(&planted) { Became::Compatible } else { Became::Missed }
        } else {
            let first = new.iter().find(|f| !f.suspects.is_empty());
            Became::Reported(first.and_then(|f| f.suspects.iter().position(|s| planted.culprits.contains(&s.spot))))
        };
        Some((planted, became))
    }

    /// What is said of the planted error and was not said before.
    pub fn new_findings(&self, planted: &Planted) -> Vec<Finding> {
        let d = &planted.d;
        let mut findings = examine(d);
        findings.retain(|f| f.severity != Severity::Hint && !self.before.contains(&said(f, d)) && concerns(f, planted));
        findings
    }

    /// There is enough to plant something in.
    pub fn has_figures(&self) -> bool {
        self.bed.figures() > 20 || self.figures.len() > 20
    }

    fn is_compatible(&self, planted: &Planted) -> bool {
        let at = planted.culprits.iter().find_map(|s| if let Spot::Text(t) = s { Some(*t) } else { None });
        if let Some(at) = at {
            let examination = Examiner::new(&planted.d, Arc::default()).judge(&planted.d);
            let verdict = examination.numbers.iter().find(|n| n.at == at).and_then(|n| n.verdict);
            return matches!(verdict, Some(Verdict::Holds | Verdict::Rounding));
        }
        let checker = Checker::new(&planted.d);
        if checker.relations().len() != self.bed.checker.relations().len() {
            return false;
        }
        let cells = planted.culprits.iter().filter_map(|s| if let Spot::Cell(c) = s { Some(*c) } else { None });
        let relations: Vec<usize> = cells.flat_map(|c| self.bed.checker.relations_of(c)).collect();
        let agrees = |v: Verdict| matches!(v, Verdict::Holds | Verdict::Rounding | Verdict::Truncation);
        let cells_hold = relations.into_iter().all(|n| {
            let counted = self.bed.checker.outcome(n).verdict != Verdict::NotCompared;
            !counted || agrees(checker.outcome(n).verdict)
        });
        let changed = |at: &CellRef| planted.culprits.contains(&Spot::Cell(*at));
        let examination = Examiner::new(&planted.d, Arc::default()).judge(&planted.d);
        let mut links = examination.numbers.iter().flat_map(|n| &n.links).filter(|l| l.cells.iter().any(changed));
        cells_hold && links.all(|l| agrees(l.verdict))
    }
}

/// The finding is about the table or the paragraph in which something was changed.
fn concerns(f: &Finding, planted: &Planted) -> bool {
    let tables: HashSet<u32> =
        planted.culprits.iter().filter_map(|s| if let Spot::Cell(c) = s { Some(c.table) } else { None }).collect();
    let suspects = f.suspects.iter().any(|s| planted.culprits.contains(&s.spot));
    let cells = f.cells.iter().map(|c| c.table).chain(f.table).any(|t| tables.contains(&t));
    let text = |t: &TextRef| planted.culprits.iter().any(|s| matches!(s, Spot::Text(c) if c.section == t.section));
    suspects || cells || f.texts.iter().any(text)
}

fn examine(d: &Disclosure) -> Vec<Finding> {
    Examiner::new(d, Arc::default()).examine(d).findings
}

fn said(f: &Finding, d: &Disclosure) -> String {
    format!("{:?} {} {}", f.severity, f.key(d), f.message)
}

impl Count {
    pub fn add(&mut self, became: Became) {
        self.planted += 1;
        match became {
            Became::Compatible => self.compatible += 1,
            Became::Missed => {}
            Became::Reported(place) => {
                self.reported += 1;
                self.first += usize::from(place == Some(0));
                self.first_three += usize::from(place.is_some_and(|p| p < 3));
            }
        }
    }

    pub fn plus(self, other: Count) -> Count {
        Count {
            planted: self.planted + other.planted,
            compatible: self.compatible + other.compatible,
            reported: self.reported + other.reported,
            first: self.first + other.first,
            first_three: self.first_three + other.first_three,
        }
    }

    /// Reported of those that can be seen, first and in the first three of those reported, in percent.
    pub fn rates(&self) -> [f64; 3] {
        let percent = |n: usize, of: usize| if of == 0 { 100.0 } else { 100.0 * n as f64 / of as f64 };
        [
            percent(self.reported, self.planted - self.compatible),
            percent(self.first, self.reported),
            percent(self.first_three, self.reported),
        ]
    }
}

/// All counts together.
pub fn total(counts: &Counts) -> Count {
    counts.values().fold(Count::default(), |a, b| a.plus(*b))
}

/// Those of one place.
pub fn of(counts: &Counts, place: Place) -> Counts {
    counts.iter().filter(|((p, _), _)| *p == place).map(|(k, c)| (*k, *c)).collect()
}

/// By where and how.
pub type Counts = BTreeMap<(Place, Way), Count>;

/// The table of results.
pub fn table(counts: &Counts) -> String {
    let mut out = String::from("| 方式 | 植入 | 与一切相容 | 报出 | 首位 | 前三 |\n|---|--:|--:|--:|--:|--:|\n");
    let mut line = |name: &str, c: &Count| {
        let [reported, first, three] = c.rates();
        out.push_str(&format!(
            "| {name} | {} | {} | {reported:.1} % | {first:.1} % | {three:.1} % |\n",
            c.planted, c.compatible
        ));
    };
    for ((place, way), count) in counts {
        line(&format!("{}：{}", place.name(), way.name()), count);
    }
    for place in [Place::Table, Place::Text] {
        line(&format!("{}合计", place.name()), &total(&of(counts, place)));
    }
    line("合计", &total(counts));
    out
}
