//! From an examination to a report.

use std::collections::{HashMap, HashSet};

use super::{
    Figure, FigureLink, Item, Report, RuleLine, Settled, SuspectLine, TableLine, Where,
    place::{self},
    words,
};
use crate::{
    check::{Examination, Examiner, Family, Finding, NumberLink, OwnOutcome, Severity, Tally, is_of_itself},
    model::{CellRef, Disclosure, Notice, ReviewStatus, Spot, TextRef},
    prose::{Measure, Prose},
    relations,
};

impl Report {
    /// Gathers what was found in a disclosure. `file` is what its file is called in the report.
    pub fn of(file: &str, d: &Disclosure, examiner: &Examiner, examination: &Examination) -> Self {
        let mut found: Vec<&Finding> = examination.findings.iter().collect();
        found.sort_by_key(|f| order(f));
        let prose = examiner.prose();
        let mut keys = HashSet::new();
        let (mut findings, mut hints, mut dismissed) = (Vec::new(), Vec::new(), Vec::new());
        for finding in found {
            let mut item = item(d, prose, finding);
            if !d.review.entries.is_empty() {
                let key = finding.key(d);
                item.review = d.review.of(&key).map(|entry| (entry.status, entry.note.clone()));
                keys.insert(key);
            }
            match (&item.review, item.severity) {
                (Some((ReviewStatus::Dismissed, _)), _) => dismissed.push(item),
                (_, Severity::Hint) => hints.push(item),
                _ => findings.push(item),
            }
        }
        let all = findings.iter_mut().chain(&mut hints).chain(&mut dismissed);
        all.enumerate().for_each(|(i, item)| item.number = i + 1);
        let mut report = Self {
            file: file.to_owned(),
            title: d.title(),
            agency: d.agency.clone(),
            year: d.year,
            stage: d.stage,
            sources: std::iter::once(&d.source.file).chain(&d.source.further).cloned().collect(),
            format: d.source.format.clone(),
            relations: examiner.checker().compared(),
            figures: figures(d, prose, examination),
            settled: settled(d, &keys),
            notices: notices(d, examination),
            findings,
            hints,
            dismissed,
            ..Self::default()
        };
        report.tables = tables(d, &report);
        report.rules = rules(examiner, &examination.own, &report);
        report
    }
}

/// What the reader had to say, and what the examination did not get done.
fn notices(d: &Disclosure, examination: &Examination) -> Vec<Notice> {
    let mut notices = d.source.notices.clone();
    if examination.gave_up {
        let text = "不平太多，没有找全最可能有误的数；改正一部分后再核对，可以找到更多。".to_owned();
        notices.push(Notice { text, ..Notice::default() });
    }
    notices
}

type Order = (crate::check::Family, bool, u32, Option<CellRef>, Option<TextRef>, &'static str);

/// By family, then from the beginning of the document to its end; what is about no place in it comes first.
fn order(f: &Finding) -> Order {
    let text = f.texts.first().copied();
    let cell = f.cells.first().copied().filter(|_| text.is_none());
    let table = cell.map(|c| c.table).or(f.table).filter(|_| text.is_none());
    (f.family, text.is_some(), table.map_or(0, |t| t.saturating_add(1)), cell, text, f.rule)
}

fn item(d: &Disclosure, prose: &Prose, f: &Finding) -> Item {
    let spot = f.texts.first().map(|&t| Spot::Text(t)).or(f.cells.first().map(|&c| Spot::Cell(c)));
    let at = match (spot, f.table) {
        (Some(spot), _) => Where::of_spot(d, spot),
        (None, Some(table)) => Where::of_table(d, table),
        (None, None) => Where::default(),
    };
    let table_place = || f.table.and_then(|t| d.tables.get(t as usize)).map(|t| t.place);
    Item {
        number: 0,
        rule: f.rule,
        severity: f.severity,
        family: f.family,
        verdict: f.verdict,
        message: f.message.clone(),
        cause: f.cause.clone(),
        quote: f.quote.clone().or_else(|| Some(sentence(d, prose, *f.texts.first()?))),
        stated: f.stated,
        computed: f.computed,
        difference: f.difference,
        allowed: f.allowed,
        unit: unit(d, prose, f),
        at,
        cells: f.cells.iter().filter(|&&at| d.cell(at).is_some()).map(|&at| Where::of_cell(d, at)).collect(),
        shown: spot.map_or_else(|| table_place().into_iter().collect(), |spot| place::shown(d, spot)),
        suspects: f.suspects.iter().filter_map(|s| suspect(d, s.spot, s.value, s.tied)).collect(),
        review: None,
    }
}

fn suspect(d: &Disclosure, spot: Spot, value: Option<rust_decimal::Decimal>, tied: bool) -> Option<SuspectLine> {
    let printed = match spot {
        Spot::Cell(at) => d.cell(at)?.text.clone(),
        Spot::Text(at) => at.text(d).to_owned(),
    };
    Some(SuspectLine { at: Where::of_spot(d, spot), printed, value, tied, shown: place::shown(d, spot) })
}

/// The sentence in which a stretch of the text stands.
fn sentence(d: &Disclosure, prose: &Prose, at: TextRef) -> String {
    let around = |s: &TextRef| s.section == at.section && s.from <= at.from && at.from < s.to.max(s.from + 1);
    let sentence = prose.sentences.iter().map(|s| s.at).find(around);
    sentence.unwrap_or(at).text(d).trim().to_owned()
}

/// The unit in which a finding's figures are.
fn unit(d: &Disclosure, prose: &Prose, f: &Finding) -> String {
    if f.stated.is_none() && f.computed.is_none() {
        return String::new();
    }
    if let Some(text) = f.texts.first() {
        let number = prose.numbers.iter().find(|n| n.at == *text);
        return match number.map(|n| &n.measure) {
            Some(Measure::Money(unit)) => unit.name().to_owned(),
            Some(Measure::Percent) => "%".to_owned(),
            Some(Measure::Count(word)) => word.clone(),
            _ => String::new(),
        };
    }
    let table = f.cells.first().map(|c| c.table).or(f.table);
    let role = f.cells.first().and_then(|&at| d.column(at)).map(|c| c.role);
    match role {
        Some(crate::model::ColumnRole::Share) => "%".to_owned(),
        Some(crate::model::ColumnRole::Count | crate::model::ColumnRole::Label) => String::new(),
        _ => table.and_then(|t| d.tables.get(t as usize)).map_or("", |t| t.unit.name()).to_owned(),
    }
}

fn figures(d: &Disclosure, prose: &Prose, examination: &Examination) -> Vec<Figure> {
    let one = |n: &crate::check::CheckedNumber| Figure {
        text: n.at.text(d).to_owned(),
        sentence: sentence(d, prose, n.at),
        at: Where::of_text(d, n.at),
        verdict: n.verdict,
        links: n.links.iter().map(|l| link(d, l)).collect(),
    };
    examination.numbers.iter().map(one).collect()
}

fn link(d: &Disclosure, link: &NumberLink) -> FigureLink {
    FigureLink {
        rule: link.rule,
        scope: link.scope.clone(),
        formula: link.formula.clone(),
        verdict: link.verdict,
        cells: link.cells.iter().map(|c| Where::of_cell(d, *c)).collect(),
    }
}

/// What was said of findings that are not found any more, except where nothing was decided.
fn settled(d: &Disclosure, found: &HashSet<String>) -> Vec<Settled> {
    let entries = d.review.entries.iter().filter(|e| !found.contains(&e.key) && e.status != ReviewStatus::Open);
    let entries = entries.filter(|e| is_of_itself(e));
    let told = entries.filter(|e| !e.message.is_empty());
    told.map(|e| Settled { status: e.status, note: e.note.clone(), message: e.message.clone() }).collect()
}

fn tables(d: &Disclosure, report: &Report) -> Vec<TableLine> {
    let mut tallies: HashMap<&str, Tally> = HashMap::new();
    for item in report.open().filter(|item| !item.at.table.is_empty()) {
        tallies.entry(&item.at.table).or_default().add(item.severity);
    }
    let line = |(index, t): (u32, &crate::model::Table)| TableLine {
        id: t.id.clone(),
        kind: t.kind.name_in(d.stage),
        title: [t.number.as_str(), t.title.as_str()].join(" ").trim().to_owned(),
        unit: t.unit.name(),
        status: t.status,
        empty: t.is_empty(),
        rows: t.panels.iter().map(|p| p.rows.len()).sum(),
        at: Where::of_table(d, index),
        tally: tallies.get(t.id.as_str()).copied().unwrap_or_default(),
    };
    (0u32..).zip(&d.tables).map(line).collect()
}

fn rules(examiner: &Examiner, own: &[OwnOutcome], report: &Report) -> Vec<RuleLine> {
    let book = examiner.rules();
    let mut found: HashMap<&str, usize> = HashMap::new();
    report.open().for_each(|item| *found.entry(item.rule).or_default() += 1);
    let known = relations::rules().iter().map(|rule| RuleLine {
        id: rule.id.clone(),
        title: rule.title.clone(),
        family: rule.family,
        off: book.off.contains(&rule.id),
        severity: book.severities.get(&rule.id).copied(),
        found: found.remove(rule.id.as_str()).unwrap_or(0),
        own: false,
        aside: String::new(),
    });
    let mut lines: Vec<RuleLine> = known.collect();
    lines.extend(own.iter().map(|outcome| RuleLine {
        id: outcome.rule.to_owned(),
        title: outcome.title.clone(),
        family: Family::Custom,
        off: book.off.contains(outcome.rule),
        severity: None,
        found: found.remove(outcome.rule).unwrap_or(0),
        own: true,
        aside: words::aside(outcome),
    }));
    lines
}
