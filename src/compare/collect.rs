//! From statements to a chart: which document speaks for which year, what matches what, in which unit.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Chart, Group, Order, Origin, Point, Publisher, Side, Topic,
    statement::{Figure, Scope, Statement},
    units::{common, convert},
};
use crate::model::{Disclosure, Kind, Stage, Status, Unit, text::squeeze, with_thousands};

/// A document of the publisher with all that it states.
struct Spoken<'a> {
    index: usize,
    document: &'a Disclosure,
    year: i32,
    statements: Vec<Statement>,
}

/// What is taken for one year.
struct Chosen<'a> {
    document: usize,
    statement: &'a Statement,
}

/// The chart of one topic from all documents of one publisher. For each year the document of that year
/// speaks; what a later document says of it (上年预算数) is taken only where that one is not open.
pub fn chart(topic: Topic, publisher: &Publisher, documents: &[&Disclosure]) -> Chart {
    let mut notes = Vec::new();
    let spoken = listen(topic, publisher, documents, &mut notes);
    // The widest scope that any document states; the others would need the same money to be compared.
    let scope = spoken.iter().flat_map(|s| &s.statements).map(|s| s.scope).min().unwrap_or(Scope::Plain);
    let chosen = choose(&spoken, scope);
    note_absent(topic, scope, &spoken, &chosen, &mut notes);
    note_disagreement(&spoken, scope, &chosen, &mut notes);
    note_outturn(publisher.stage, &chosen, documents, &mut notes);

    let unit = common(chosen.values().map(|c| c.statement.unit));
    note_units(unit, &chosen, &mut notes);
    let mut years: BTreeSet<i32> = chosen.keys().copied().collect();
    years.extend(spoken.iter().map(|s| s.year));
    let years: Vec<i32> = years.into_iter().collect();
    let build = Build { years: &years, unit, chosen: &chosen };
    let (groups, total) = (build.groups(topic), build.total());
    let points = groups.iter().chain(&total).flat_map(|g| g.points.iter().flatten());
    let places = points.map(|p| p.value.scale()).max().unwrap_or(2);
    let sides = years.iter().map(|&year| side(year, publisher, &spoken, &chosen)).collect();
    Chart {
        topic: Some(topic),
        name: topic.name().to_owned(),
        whose: publisher.title().to_owned(),
        scope: scope.name(),
        unit,
        other_unit: None,
        order: Order::Years,
        sides,
        whole: topic.is_whole() && total.is_some(),
        groups,
        total,
        places,
        notes,
    }
}

/// Hears every document of the publisher. One without a year cannot be placed; of two for one year the one
/// opened last counts.
fn listen<'a>(
    topic: Topic,
    publisher: &Publisher,
    documents: &[&'a Disclosure],
    notes: &mut Vec<String>,
) -> Vec<Spoken<'a>> {
    let mut spoken: Vec<Spoken> = Vec::new();
    for (index, document) in documents.iter().enumerate().filter(|(_, d)| publisher.published(d)) {
        let Some(year) = document.year else {
            notes.push(format!(
                "{}没有写明年度，未列入图表；请在原文标题中补上年度（如“2025年部门预算”）后重新打开。",
                file_name(document)
            ));
            continue;
        };
        let statements = topic.statements(document, year);
        if let Some(earlier) = spoken.iter_mut().find(|s| s.year == year) {
            notes.push(format!("{year} 年打开了两份文件，图中用后打开的{}。", file_name(document)));
            *earlier = Spoken { index, document, year, statements };
        } else {
            spoken.push(Spoken { index, document, year, statements });
        }
    }
    spoken
}

/// Who speaks for a year: its own document, or a later one that states it.
fn side(year: i32, publisher: &Publisher, spoken: &[Spoken], chosen: &BTreeMap<i32, Chosen>) -> Side {
    let own = spoken.iter().find(|s| s.year == year).map(|s| s.index);
    let document = chosen.get(&year).map(|c| c.document).or(own).unwrap_or_default();
    Side {
        document,
        year: Some(year),
        agency: publisher.agency.clone(),
        stage: publisher.stage,
        restated: Some(document) != own,
        label: format!("{year} 年"),
    }
}

fn file_name(document: &Disclosure) -> String {
    if document.source.file.is_empty() { "一份文件".to_owned() } else { format!("“{}”", document.source.file) }
}

/// For each year, the statement that counts: the year's own document, else the nearest later one.
fn choose<'a>(spoken: &'a [Spoken], scope: Scope) -> BTreeMap<i32, Chosen<'a>> {
    let mut chosen: BTreeMap<i32, (i32, Chosen)> = BTreeMap::new();
    for speaker in spoken {
        for statement in speaker.statements.iter().filter(|s| s.scope == scope) {
            let distance = (speaker.year - statement.year).abs();
            if chosen.get(&statement.year).is_none_or(|(nearest, _)| distance < *nearest) {
                chosen.insert(statement.year, (distance, Chosen { document: speaker.index, statement }));
            }
        }
    }
    chosen.into_iter().map(|(year, (_, chosen))| (year, chosen)).collect()
}

/// Says for each open document that has nothing to show which table that comes from.
fn note_absent(topic: Topic, scope: Scope, spoken: &[Spoken], chosen: &BTreeMap<i32, Chosen>, notes: &mut Vec<String>) {
    for speaker in spoken.iter().filter(|s| !chosen.contains_key(&s.year)) {
        let reason = if speaker.statements.is_empty() {
            absence(topic, speaker.document)
        } else {
            format!("没有“{}”口径的数", scope.name())
        };
        notes.push(format!("{} 年：{reason}，图中留空。", speaker.year));
    }
}

/// Why a document states nothing about a topic.
fn absence(topic: Topic, document: &Disclosure) -> String {
    let names = |kinds: &[Kind]| kinds.iter().map(|k| format!("“{}”", k.name())).collect::<Vec<_>>().join("、");
    let there: Vec<_> = document.tables.iter().filter(|t| topic.kinds().contains(&t.kind)).collect();
    if there.is_empty() {
        return format!("没有{}", names(topic.kinds()));
    }
    let lost: Vec<Kind> = there.iter().filter(|t| t.status == Status::Unrecoverable).map(|t| t.kind).collect();
    if lost.len() == there.len() {
        return format!("{}的原文已损坏，无法识别", names(&lost));
    }
    format!("{}中没有可列的数", names(&there.iter().map(|t| t.kind).collect::<Vec<_>>()))
}

/// Says where a later document states another figure for a year than that year's own document.
fn note_disagreement(spoken: &[Spoken], scope: Scope, chosen: &BTreeMap<i32, Chosen>, notes: &mut Vec<String>) {
    for speaker in spoken {
        for other in speaker.statements.iter().filter(|s| s.scope == scope && s.year != speaker.year) {
            let Some(own) = chosen.get(&other.year).filter(|c| c.document != speaker.index) else { continue };
            let differing = other.figures.iter().chain(&other.total).find_map(|figure| {
                let mine = own.statement.figures.iter().chain(&own.statement.total).find(|f| f.key == figure.key)?;
                let here = convert(mine.value?, own.statement.unit, Unit::Wan)?;
                let there = convert(figure.value?, other.unit, Unit::Wan)?;
                (here != there).then(|| (mine.name.clone(), here, there))
            });
            if let Some((name, here, there)) = differing {
                notes.push(format!(
                    "{} 年“{name}”当年公开 {} 万元，{} 年所列 {} 万元，两者不同，图中用当年公开数。",
                    other.year,
                    with_thousands(here),
                    speaker.year,
                    with_thousands(there)
                ));
            }
        }
    }
}

/// Says where a budget states of another year what was spent, not what had been planned.
fn note_outturn(stage: Stage, chosen: &BTreeMap<i32, Chosen>, documents: &[&Disclosure], notes: &mut Vec<String>) {
    for (year, c) in chosen.iter().filter(|_| stage == Stage::Budget) {
        let first = c.statement.figures.iter().chain(&c.statement.total).next();
        let column = first.and_then(|f| documents.get(c.document)?.column(f.cell));
        let head = column.and_then(|c| c.path.iter().find(|h| ["执行", "决算", "完成"].iter().any(|w| h.contains(w))));
        if let Some(head) = head {
            notes.push(format!("{year} 年用的是“{}”，不是预算数，比较时请注意。", squeeze(head)));
        }
    }
}

fn note_units(unit: Unit, chosen: &BTreeMap<i32, Chosen>, notes: &mut Vec<String>) {
    let converted: Vec<String> = chosen
        .iter()
        .filter(|(_, c)| c.statement.unit != unit)
        .map(|(year, c)| format!("{year} 年原表单位为{}", c.statement.unit.name()))
        .collect();
    if !converted.is_empty() {
        notes.push(format!("{}，已换算为{}。", converted.join("，"), unit.name()));
    }
}

/// Lays the chosen statements side by side.
struct Build<'a> {
    years: &'a [i32],
    unit: Unit,
    chosen: &'a BTreeMap<i32, Chosen<'a>>,
}

impl Build<'_> {
    fn groups(&self, topic: Topic) -> Vec<Group> {
        // The latest year gives the order and the names; what only earlier years have follows.
        let mut heads: Vec<&Figure> = Vec::new();
        for chosen in self.chosen.values().rev() {
            for figure in &chosen.statement.figures {
                if !heads.iter().any(|h| h.key == figure.key) {
                    heads.push(figure);
                }
            }
        }
        let mut groups: Vec<Group> = heads
            .into_iter()
            .map(|head| self.group(head, |s| s.figures.iter().find(|f| f.key == head.key)))
            .filter(|g| topic.keeps_blank() || g.points.iter().flatten().any(|p| !p.value.is_zero()))
            .collect();
        // By code where there are codes; a stable sort leaves all others as they were, at the end.
        groups.sort_by(|a, b| a.code.is_empty().cmp(&b.code.is_empty()).then_with(|| a.code.cmp(&b.code)));
        groups
    }

    fn total(&self) -> Option<Group> {
        let head = self.chosen.values().rev().find_map(|c| c.statement.total.as_ref())?;
        Some(self.group(head, |s| s.total.as_ref()))
    }

    fn group<'s>(&'s self, head: &Figure, find: impl Fn(&'s Statement) -> Option<&'s Figure>) -> Group {
        let point = |year: &i32| {
            let chosen = self.chosen.get(year)?;
            let figure = find(chosen.statement)?;
            let value = convert(figure.value?, chosen.statement.unit, self.unit)?;
            Some(Point { value, origin: Origin { document: chosen.document, cell: figure.cell } })
        };
        let name = if head.name.is_empty() { "合计".to_owned() } else { head.name.clone() };
        Group { key: head.key.clone(), code: head.code.clone(), name, points: self.years.iter().map(point).collect() }
    }
}
