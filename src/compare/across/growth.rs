//! Y4: a large change against last year has a reason in the text.

use std::collections::{HashMap, HashSet};

use super::{
    CrossFinding, Pair, Read, Settings, Tie,
    ledger::Ledger,
    reasons::{Reasons, Subject},
    words,
};
use crate::{
    check::{Finding, Severity},
    compare::{
        Topic,
        statement::{Figure, Statement},
        units::convert,
    },
    model::{CellRef, Decimal, Disclosure, Spot, Unit, with_thousands},
};

/// The topics whose changes are looked at: the total comes with the first.
const TOPICS: [Topic; 3] = [Topic::SpendingByClass, Topic::BasicAndProjects, Topic::ThreePublic];

/// A figure of both years, in 万元.
struct Moved<'a> {
    subject: Subject,
    name: &'a str,
    here: Option<CellRef>,
    there: Option<CellRef>,
    now: Decimal,
    before: Decimal,
}

/// Both years from this document and last year's.
pub(super) fn compare(documents: &[Read], pair: Pair, settings: &Settings, ledger: &mut Ledger) {
    if let (Some(own), Some(other)) = (documents.get(pair.document), documents.get(pair.other)) {
        look(own, &other.sheet, pair, settings, |finding| ledger.remark(finding));
    }
}

/// Both years from one document, by the columns in which its tables repeat last year.
pub(super) fn alone(document: usize, own: &Read, settings: &Settings, out: &mut Vec<CrossFinding>) {
    let pair = Pair { document, other: document, tie: Tie::LastYear };
    look(own, &own.sheet, pair, settings, |finding| out.push(finding));
}

fn look(own: &Read, other: &Disclosure, pair: Pair, settings: &Settings, mut say: impl FnMut(CrossFinding)) {
    // A file of tables alone gives no reasons for anything.
    if own.prose.statements.is_empty() {
        return;
    }
    let reasons = Reasons::of(&own.sheet, own.prose);
    for topic in TOPICS {
        let Some((now, before)) = alike(topic, &own.sheet, other) else { continue };
        for moved in pairs(topic, &now, &before) {
            if is_large(&moved, settings) && !reasons.explain(&moved.subject) {
                say(finding(other, &reasons, pair, topic, &moved));
            }
        }
    }
}

/// What both documents state about a topic in the same scope, each of its own year.
fn alike(topic: Topic, d: &Disclosure, other: &Disclosure) -> Option<(Statement, Statement)> {
    let of = |d: &Disclosure, year: i32| -> Vec<Statement> {
        let own = d.year.unwrap_or(year);
        topic.statements(d, own).into_iter().filter(|s| s.year == year).collect()
    };
    let year = d.year?;
    let theirs = of(other, year - 1);
    of(d, year).into_iter().find_map(|now| {
        let before = theirs.iter().find(|b| b.scope == now.scope)?.clone();
        Some((now, before))
    })
}

fn pairs<'a>(topic: Topic, now: &'a Statement, before: &'a Statement) -> Vec<Moved<'a>> {
    let value = |s: &Statement, figure: Option<&Figure>| -> Option<Decimal> {
        // A subject that is not printed is not spent on.
        figure.and_then(|f| f.value).map_or(Some(Decimal::ZERO), |v| convert(v, s.unit, Unit::Wan))
    };
    let moved = |subject: Subject, mine: Option<&'a Figure>, theirs: Option<&'a Figure>| {
        let name = mine.or(theirs)?.name.as_str();
        Some(Moved {
            subject,
            name,
            here: mine.map(|f| f.cell),
            there: theirs.map(|f| f.cell),
            now: value(now, mine)?,
            before: value(before, theirs)?,
        })
    };
    let mut out = Vec::new();
    if let (Some(mine), Some(theirs)) = (&now.total, &before.total) {
        let subject = if topic == Topic::ThreePublic { Subject::Expense("三公".to_owned()) } else { Subject::Total };
        // The total of basic and project spending is that of the classes.
        if topic != Topic::BasicAndProjects {
            out.extend(moved(subject, Some(mine), Some(theirs)));
        }
    }
    let by_key = |s: &'a Statement| -> HashMap<&'a str, &'a Figure> {
        s.figures.iter().rev().map(|f| (f.key.as_str(), f)).collect()
    };
    let (in_now, in_before) = (by_key(now), by_key(before));
    let mut known: HashSet<&str> = HashSet::new();
    for key in now.figures.iter().chain(&before.figures).map(|f| f.key.as_str()) {
        if !known.insert(key) {
            continue;
        }
        let (mine, theirs) = (in_now.get(key).copied(), in_before.get(key).copied());
        let Some(figure) = mine.or(theirs) else { continue };
        let subject = match topic {
            Topic::ThreePublic => Subject::Expense(figure.name.clone()),
            Topic::BasicAndProjects => Subject::Part(figure.name.clone()),
            _ => Subject::Class { code: figure.code.clone(), name: figure.name.clone() },
        };
        out.extend(moved(subject, mine, theirs));
    }
    out
}

fn is_large(moved: &Moved, settings: &Settings) -> bool {
    let Some(change) = moved.now.checked_sub(moved.before).map(|c| c.abs()) else { return false };
    let part = moved.before.abs().checked_mul(settings.percent).and_then(|p| p.checked_div(Decimal::ONE_HUNDRED));
    !change.is_zero() && change >= settings.amount && part.is_some_and(|part| change >= part)
}

fn finding(other: &Disclosure, reasons: &Reasons, pair: Pair, topic: Topic, moved: &Moved) -> CrossFinding {
    let last = if pair.document == pair.other { "表中上年数".to_owned() } else { words::document(other) };
    let change = moved.now - moved.before;
    let word = if change.is_sign_negative() { "减少" } else { "增加" };
    let rate = change
        .abs()
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|c| c.checked_div(moved.before))
        .map_or_else(|| "上年没有".to_owned(), |r| format!("{:.2}%", r.round_dp(2)));
    let figure = |value: Decimal| with_thousands(value.normalize());
    let message = format!(
        "“{}”本年 {} 万元，{}为 {} 万元，{word} {} 万元（{rate}），文字说明里没有找到变动原因，请补充说明。",
        moved.name,
        figure(moved.now),
        last,
        figure(moved.before),
        figure(change.abs()),
    );
    let grows = topic == Topic::ThreePublic && change > Decimal::ZERO;
    let severity = if grows { Severity::Warning } else { Severity::Hint };
    let table = moved.here.map(|c| c.table);
    let finding = Finding {
        cells: moved.here.into_iter().collect(),
        table,
        stated: Some(moved.now),
        computed: Some(moved.before),
        difference: Some(change),
        texts: reasons.said_of(&moved.subject),
        ..Finding::new("Y4", severity, message)
    };
    let against = moved.there.map(|c| (pair.other, Spot::Cell(c))).into_iter().collect();
    CrossFinding { document: pair.document, finding, against }
}
