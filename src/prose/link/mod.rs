//! From statements to claims: which cells of the tables each must agree with.
//!
//! [`words`] reads what a topic names, [`place`] what the headings and the lists around it make it be about,
//! [`tables`] knows where that is stated. A number is linked by its words alone: that it equals some cell is no
//! reason to link it, and that it does not is none against.

mod assets;
mod blocks;
mod expenses;
mod income;
mod names;
mod overall;
mod place;
mod printed;
mod prior;
mod projects;
mod purchases;
mod tables;
mod words;

use blocks::When;
use place::{Lines, Place};
pub(crate) use printed::{Printed, printed};
pub(crate) use prior::{Both, Prior, Told, priors};
use projects::Projects;
use tables::{Found, Tables};
use words::{Money, Thing, Topic};

use super::{Claim, Direction, Doubt, Measure, Must, Number, Operand, Prose, Reading, Role, Statement, Sum};
use crate::{
    model::{CellRef, Disclosure},
    relations::View,
};

/// Everything that the text must agree with in the tables. The claims among the numbers of the text itself are
/// in `prose` already.
pub(super) fn claims(d: &Disclosure, prose: &Prose) -> Vec<Claim> {
    if prose.statements.is_empty() || d.tables.is_empty() {
        return Vec::new();
    }
    let lines = place::lines(d);
    let projects = Projects::of(d, prose);
    let sets = View::all(d);
    let several = sets.len() > 1;
    let mut all = Vec::new();
    for (number, view) in sets.into_iter().enumerate() {
        let mut linker = Linker { prose, tables: Tables::of(d, view), lines: &lines, read: Vec::new() };
        let mut out = Vec::new();
        for index in 0..prose.statements.len() {
            let read = if projects.is_own(index) { None } else { linker.read(index) };
            linker.read.push(read);
            linker.claims_about(index, &mut out);
            linker.whole_agency(index, &mut out);
        }
        if several {
            let label = |r: &mut Reading| r.scope = format!("{}（第 {} 套表）", r.scope, number + 1);
            out.iter_mut().flat_map(|c| &mut c.readings).for_each(label);
        }
        merge(&mut all, out);
    }
    all.extend(overall::claims(d, prose));
    projects::claims(d, prose, &lines, projects, &mut all);
    assets::claims(d, prose, &mut all);
    all
}

/// Of a department and its units in one file the words do not say whose figure is meant: any may be.
fn merge(all: &mut Vec<Claim>, more: Vec<Claim>) {
    for claim in more {
        match all.iter_mut().find(|c| (c.rule, c.stated) == (claim.rule, claim.stated)) {
            Some(known) => known.readings.extend(claim.readings),
            None => all.push(claim),
        }
    }
}

/// A statement read: what it is said of, and where it stands.
struct Read {
    thing: Thing,
    place: Place,
}

struct Linker<'a> {
    prose: &'a Prose,
    tables: Tables<'a>,
    lines: &'a [Lines],
    /// One for each statement so far.
    read: Vec<Option<Read>>,
}

impl<'a> Linker<'a> {
    /// All statements read with these tables.
    fn reading(prose: &'a Prose, tables: Tables<'a>, lines: &'a [Lines]) -> Self {
        let mut linker = Self { prose, tables, lines, read: Vec::new() };
        for index in 0..prose.statements.len() {
            let read = linker.read(index);
            linker.read.push(read);
        }
        linker
    }

    /// It is said of a subject of a table, and not of a total or an expense of the fixed list.
    fn is_of_subject(&self, index: usize) -> bool {
        matches!(self.read.get(index), Some(Some(Read { thing: Thing::Named(_), .. })))
    }

    fn statement(&self, index: usize) -> Option<(&Statement, &Number)> {
        let statement = self.prose.statements.get(index)?;
        Some((statement, self.prose.numbers.get(statement.number)?))
    }

    /// What a statement is said of. What belongs to another statement and names nothing of its own is said of
    /// the same as that.
    fn read(&self, index: usize) -> Option<Read> {
        let (statement, number) = self.statement(index)?;
        let name = statement.topics.first()?;
        let headings = self.lines.get(number.at.section as usize)?.over(number.at.from);
        let mut place = Place::under(&headings);
        let Topic { thing, money } = words::topic(name)?;
        if Place::is_apart(&headings)
            && !matches!(thing, Thing::RunningCosts | Thing::Operation | Thing::Purchase(_) | Thing::Expense(_))
        {
            return None;
        }
        self.in_lists(statement, &mut place);
        place.said_of(name, &Topic { thing: thing.clone(), money });
        place.source = self.source_before(index);
        Some(Read { thing, place })
    }

    /// What the list that it stands in is about.
    fn in_lists(&self, statement: &Statement, place: &mut Place) {
        let mut list = statement.list.and_then(|l| self.prose.lists.get(l));
        let mut decided = false;
        // Lists nest, but no deeper than a sentence can be read.
        for _ in 0..4 {
            let Some(l) = list else { return };
            let total = l.total.and_then(|t| Some((self.prose.statements.get(t)?, self.read.get(t)?.as_ref()?)));
            if !decided && let Some(money) = words::money_in(&l.name).or(total.map(|(_, r)| r.place.money)) {
                place.money = money;
                decided = true;
            }
            let names = total.map(|(s, _)| s.topics.first().map_or("", String::as_str));
            place.economic |= [l.name.as_str(), names.unwrap_or_default()].into_iter().any(words::is_economic);
            if l.name.contains("收入") != l.name.contains("支出") {
                (place.income, place.spending) = (l.name.contains("收入"), l.name.contains("支出"));
            }
            if let Some((total, read)) = total {
                if place.part.is_none()
                    && let Thing::Part(part) = read.thing
                {
                    place.part = Some(part);
                }
                if let Some(code) = self.code_of(total, read) {
                    place.within.push(code);
                }
            }
            list = total.and_then(|(s, _)| s.list).and_then(|l| self.prose.lists.get(l));
        }
    }

    fn code_of(&self, statement: &Statement, read: &Read) -> Option<String> {
        match (&statement.subject, &read.thing) {
            (Some(subject), _) => self.tables.code_of(subject),
            (None, Thing::Named(name)) => self.tables.code(name, &[]),
            _ => None,
        }
    }

    /// The budget that was named right before in the same sentence: `政府性基金预算拨款收入…，上年结转…`.
    fn source_before(&self, index: usize) -> Option<crate::relations::Source> {
        let before = index.checked_sub(1)?;
        let (_, number) = self.statement(index)?;
        let (_, other) = self.statement(before)?;
        match self.read.get(before)?.as_ref()?.thing {
            Thing::Source(source) if other.sentence == number.sentence => Some(source),
            _ => None,
        }
    }

    /// The places where what a statement is said of is stated.
    fn find(&self, index: usize, when: When) -> Vec<Found> {
        let (Some(Some(read)), Some((statement, _))) = (self.read.get(index), self.statement(index)) else {
            return Vec::new();
        };
        match &statement.subject {
            Some(subject) if !matches!(read.thing, Thing::Part(_)) => {
                self.tables.subject(subject, read.place.part, &read.place, when)
            }
            _ => self.tables.find(&read.thing, &read.place, when),
        }
    }

    fn claims_about(&self, index: usize, out: &mut Vec<Claim>) {
        let Some((statement, number)) = self.statement(index) else { return };
        let is_money = matches!(number.measure, Measure::Money(_));
        match statement.role {
            _ if statement.aside => {}
            Role::Amount if is_money => self.amount(index, When::Now, statement, out),
            Role::Before if is_money => self.amount(statement.of.unwrap_or(index), When::Before, statement, out),
            Role::Planned if is_money => self.amount(statement.of.unwrap_or(index), When::Planned, statement, out),
            Role::Change(direction) if is_money => self.change(index, statement, direction, false, out),
            Role::Rate(direction) => self.change(index, statement, direction, true, out),
            Role::Share => self.share(statement, out),
            _ => {}
        }
    }

    fn amount(&self, of: usize, when: When, statement: &Statement, out: &mut Vec<Claim>) {
        let running = matches!(self.read.get(of), Some(Some(Read { thing: Thing::RunningCosts, .. })));
        let of_some = running && self.tables.has_units();
        let must = |sum: Sum| if of_some { Must::AtMost(sum) } else { Must::Equal(sum) };
        let readings = self.find(of, when).into_iter().map(|f| reading(&f, must(sum(1, &f.cells))));
        push(out, if running { "C12" } else { "N1" }, statement.number, readings.collect());
        // What an agency calls 机关运行经费 is its 公用经费 by the letter of the law, but not for every unit.
        if running && let Some(claim) = out.last_mut().filter(|c| c.stated == statement.number) {
            claim.doubt = Doubt::Other;
        }
    }

    /// A change, or its rate, where the tables print last year's figure too.
    fn change(&self, index: usize, statement: &Statement, direction: Direction, rate: bool, out: &mut Vec<Claim>) {
        if direction == Direction::Either {
            return;
        }
        // A rate belongs to a change, a change to an amount; what names another thing is of itself.
        let mut of = index;
        for _ in 0..3 {
            let moves = |s: &&Statement| matches!(s.role, Role::Change(_) | Role::Rate(_));
            let Some(next) = self.prose.statements.get(of).filter(moves).and_then(|s| s.of) else { break };
            of = next;
        }
        let (now, before) = (self.find(of, When::Now), self.find(of, When::Before));
        let readings = now.iter().zip(&before).map(|(now, before)| {
            let by = [sum(1, &now.cells), sum(-1, &before.cells)].concat();
            let must = match rate {
                true => Must::Rate { direction, change: by, before: sum(1, &before.cells) },
                false => Must::Change { direction, by },
            };
            reading(now, must)
        });
        push(out, "N4", statement.number, readings.collect());
    }

    /// A share whose whole only the tables state.
    fn share(&self, statement: &Statement, out: &mut Vec<Claim>) {
        let is_told = |c: &Claim| c.rule == "N2" && c.stated == statement.number;
        if self.prose.claims.iter().any(is_told) {
            return;
        }
        let Some(of) = statement.of else { return };
        let (Some(Some(read)), Some(part)) = (self.read.get(of), self.prose.statements.get(of)) else { return };
        let mut readings = Vec::new();
        let whole = match &statement.whole {
            Some(words) => words::topic(words).map(|t| {
                let mut place = read.place.clone();
                (place.within, place.part) = (Vec::new(), None);
                place.said_of(words, &t);
                // 财政拨款支出…，占本年支出合计的…: the whole of a whole is that of all money.
                if t.money.is_none() && is_total(&read.thing) && place.money != Money::All {
                    let all = Place { money: Money::All, context: Money::All, ..place.clone() };
                    readings = self.tables.find(&t.thing, &all, When::Now);
                }
                (t.thing, place)
            }),
            None => whole_of(&read.thing, part)
                .map(|thing| (thing, Place { within: Vec::new(), part: None, ..read.place.clone() })),
        };
        let Some((thing, place)) = whole else { return };
        let part = vec![(1, Operand::Number(part.number))];
        readings.extend(self.tables.find(&thing, &place, When::Now));
        let readings = readings.iter().map(|f| reading(f, Must::Share { part: part.clone(), whole: sum(1, &f.cells) }));
        push(out, "N2", statement.number, readings.collect());
        if statement.whole.is_none()
            && let Some(claim) = out.last_mut().filter(|c| c.stated == statement.number)
        {
            claim.doubt = Doubt::Open;
        }
    }
}

fn is_total(thing: &Thing) -> bool {
    matches!(thing, Thing::Income | Thing::Spending | Thing::Both | Thing::Appropriation | Thing::Source(_))
}

/// What a thing is a share of, where the words do not say.
fn whole_of(thing: &Thing, statement: &Statement) -> Option<Thing> {
    match thing {
        _ if statement.subject.is_some() => Some(Thing::Spending),
        Thing::Part(words::Part::Staff | words::Part::Office) => Some(Thing::Part(words::Part::Basic)),
        Thing::Part(_) => Some(Thing::Spending),
        Thing::Source(_) | Thing::Carried => Some(Thing::Income),
        _ => None,
    }
}

fn sum(sign: i8, cells: &[CellRef]) -> Sum {
    cells.iter().map(|c| (sign, Operand::Cell(*c))).collect()
}

fn reading(found: &Found, must: Must) -> Reading {
    Reading { scope: found.scope.to_owned(), must }
}

fn push(out: &mut Vec<Claim>, rule: &'static str, stated: usize, readings: Vec<Reading>) {
    if !readings.is_empty() {
        out.push(Claim { rule, stated, readings, doubt: Doubt::None });
    }
}
