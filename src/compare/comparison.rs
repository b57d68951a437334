//! One kind of table through several disclosures: rows matched, a column for each side, exact changes.

use rust_decimal::Decimal;

use super::{
    Aspect, Change, Order, Origin, Point, Side, merge, notes,
    reading::{Absent, Reading},
    regroup::regroup,
    rows::{self, Entry, Shape},
    side::with_restated,
    units::{common, convert},
};
use crate::model::{CellRef, Disclosure, Kind, RowRole, TextRef, Unit, text::agency_key};

/// A name or code under which a side prints a row that goes by another one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// Index into [`Comparison::sides`].
    pub side: usize,
    /// The code as printed there.
    pub code: String,
    /// The name as printed there, without numbering.
    pub name: String,
}

/// One subject (or source, project, expense) through all sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// By this it is the same subject on every side.
    pub key: String,
    /// Its code on the latest side that prints it, or empty.
    pub code: String,
    /// Its name there, without numbering.
    pub name: String,
    /// The unit (单位) under which it stands, where the units are kept apart; else empty.
    pub unit: String,
    /// 0 for totals, then 1, 2, 3 downward.
    pub level: u8,
    /// What the row is.
    pub role: RowRole,
    /// Where it goes by another code or name.
    pub former: Vec<Former>,
    /// One for each side; `None` where nothing is printed.
    pub cells: Vec<Option<Point>>,
    /// The sides whose value is a sum of several printed rows; the cell behind it is the first of them.
    pub summed: Vec<usize>,
    /// One for each side: cells with different numbers are not the same money (拆分, 合并), and no change is
    /// computed between them.
    pub money: Vec<u8>,
    /// What a reader must know of it, whichever sides are looked at. Sentences; see [`Comparison::line_notes`].
    pub notes: Vec<String>,
    /// For each note the first year after what it tells of.
    pub(super) since: Vec<i32>,
    /// Where a side's text says why the amount changed against the side before; one for each side.
    pub reasons: Vec<Option<Reason>>,
}

/// A reason that a text gives for a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Index of the document in the documents that are compared.
    pub document: usize,
    /// Where it stands.
    pub at: TextRef,
    /// Its words.
    pub quote: String,
}

/// How a line stands on two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Both state it; there is a change.
    Both,
    /// 新增: only the later side states it.
    New,
    /// 取消: only the earlier side states it.
    Vanished,
    /// 拆分, 合并: stated, but not for the same money.
    Regrouped,
    /// Neither states it.
    Neither,
    /// A side has no table that could state it: nothing can be said.
    Unknown,
}

impl Standing {
    /// The Chinese word; empty where the numbers say it.
    pub fn name(self) -> &'static str {
        match self {
            Standing::New => "新增",
            Standing::Vanished => "取消",
            Standing::Regrouped => "口径变化",
            Standing::Unknown => "无从比较",
            Standing::Both | Standing::Neither => "",
        }
    }
}

/// One kind of table side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What is compared.
    pub aspect: Aspect,
    /// How the sides are ordered.
    pub order: Order,
    /// The columns.
    pub sides: Vec<Side>,
    /// The unit of all values.
    pub unit: Unit,
    /// The number of decimals that shows every value in full.
    pub places: u32,
    /// In the order of the classification, or of the latest table.
    pub lines: Vec<Line>,
    /// What a reader must know: tables that are missing, scopes that differ, units converted. Sentences.
    pub notes: Vec<String>,
    /// What was read of each side; `None` where it has no such table, or not this column.
    pub(super) read: Vec<Option<Read>>,
}

/// What a side was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    /// The unit in which it prints.
    pub unit: Unit,
    /// The number of decimals that it prints.
    pub places: u32,
    /// The totals of this year's money and of all, with the lines that add up to them.
    pub sums: [merge::Sum; 2],
}

impl Line {
    /// The value on a side.
    pub fn value(&self, side: usize) -> Option<Decimal> {
        Some(self.cells.get(side)?.as_ref()?.value)
    }

    /// How it changed from one side to another. `None` where a side prints nothing, or not the same money.
    pub fn change(&self, from: usize, to: usize) -> Option<Change> {
        self.same_money(from, to).then(|| Change::between(self.value(from)?, self.value(to)?)).flatten()
    }

    /// Both sides state the money of the same subject, whatever its code was.
    pub fn same_money(&self, from: usize, to: usize) -> bool {
        self.money.get(from) == self.money.get(to)
    }

    /// Code and name for people.
    pub fn title(&self) -> String {
        if self.code.is_empty() { self.name.clone() } else { format!("{} {}", self.code, self.name) }
    }
}

impl Comparison {
    /// Compares one kind of table of these documents.
    pub fn of(aspect: &Aspect, documents: &[&Disclosure], order: Order) -> Self {
        let sides = with_restated(documents, order, aspect);
        let readings: Vec<Result<Reading, Absent>> =
            sides.iter().map(|side| Reading::of(documents, side, aspect)).collect();
        let shape = shape(aspect, &readings);
        let found: Vec<Option<&Reading>> =
            readings.iter().map(|r| r.as_ref().ok().filter(|r| states(r, shape))).collect();
        let unit = common(found.iter().flatten().map(|r| r.table.unit));
        let mut entries: Vec<Vec<Entry>> =
            found.iter().map(|r| r.map_or_else(Vec::new, |r| rows::entries(r, shape))).collect();
        let has_money = |side: usize, entry: &Entry| {
            let reading = found.get(side).copied().flatten();
            let value = |(row, column): &(usize, usize)| reading.and_then(|r| r.value(*row, *column));
            entry.at.iter().filter_map(value).any(|v| !v.is_zero())
        };
        merge::by_name(&mut entries);
        let regrouped = regroup(&sides, &mut entries, &has_money);
        let fixed = aspect.kind == Kind::ThreePublic;
        let poured = merge::pour(&entries, sides.len(), fixed, |side, entry| {
            point(found.get(side).copied().flatten()?, entry, unit)
        });
        let (mut lines, tops) = (poured.lines, poured.tops);
        for line in &mut lines {
            if let Some(money) = regrouped.money.get(&line.key) {
                line.money.clone_from(money);
            }
            let notes = regrouped.notes.get(&line.key).cloned().unwrap_or_default();
            (line.since, line.notes) = notes.into_iter().unzip();
        }
        let read = found.iter().zip(tops).map(|(reading, sums)| {
            let reading = reading.as_ref()?;
            Some(Read { unit: reading.table.unit, places: reading.table.places(), sums })
        });
        let read = read.collect();
        let points = lines.iter().flat_map(|l| l.cells.iter().flatten());
        let places = points.map(|p| p.value.scale()).max().unwrap_or(2);
        let mut out = Self { aspect: aspect.clone(), order, sides, unit, places, lines, notes: Vec::new(), read };
        out.notes = notes::of(&out, documents, &readings);
        out
    }

    /// How a line stands on two sides.
    pub fn standing(&self, line: &Line, from: usize, to: usize) -> Standing {
        let is_read = |side: usize| self.read.get(side).is_some_and(Option::is_some);
        let states = |side: usize| line.value(side).is_some_and(|v| !v.is_zero());
        // A total that one of the tables does not print is not new.
        let untold = line.role.is_total() && (line.value(from).is_none() || line.value(to).is_none());
        match (states(from), states(to)) {
            (true, _) | (_, true) if untold => Standing::Unknown,
            _ if !is_read(from) || !is_read(to) => Standing::Unknown,
            (false, false) if line.change(from, to).is_some() => Standing::Both,
            (false, false) => Standing::Neither,
            _ if !line.same_money(from, to) => Standing::Regrouped,
            (true, true) => Standing::Both,
            (false, true) => Standing::New,
            (true, false) => Standing::Vanished,
        }
    }

    /// By how much a line differs between two sides, new and vanished ones with their whole amounts. `None` where
    /// nothing can be said, or what stands there is not the same money.
    pub fn difference(&self, line: &Line, from: usize, to: usize) -> Option<Decimal> {
        let value = |side: usize| line.value(side).unwrap_or_default();
        match self.standing(line, from, to) {
            Standing::Both | Standing::New | Standing::Vanished => value(to).checked_sub(value(from)),
            Standing::Regrouped | Standing::Neither | Standing::Unknown => None,
        }
    }

    /// The rate of the difference; `None` where there is none to speak of, as for what is new.
    pub fn rate(&self, line: &Line, from: usize, to: usize) -> Option<Decimal> {
        match self.standing(line, from, to) {
            Standing::Vanished => Some(-Decimal::ONE_HUNDRED),
            _ => line.change(from, to)?.rate,
        }
    }

    /// What a reader must know of a line who compares these two sides.
    pub fn line_notes<'l>(&self, line: &'l Line, from: usize, to: usize) -> impl Iterator<Item = &'l str> {
        let year = |side: usize| self.sides.get(side).and_then(|s| s.year);
        let (from, to) = (year(from), year(to));
        let between = move |since: i32| from.is_none_or(|y| y < since) != to.is_none_or(|y| y < since);
        line.notes.iter().zip(&line.since).filter(move |(_, since)| between(**since)).map(|(note, _)| note.as_str())
    }

    /// The two sides between which the change is shown first: the last that states something, and the last before it of
    /// the same agency and stage, of the same agency, or of anyone.
    pub fn latest_pair(&self) -> Option<(usize, usize)> {
        let read = |side: &usize| self.read.get(*side).is_some_and(Option::is_some);
        let to = (0..self.sides.len()).rev().find(read)?;
        let own = self.sides.get(to)?;
        let earlier = |fits: &dyn Fn(&Side) -> bool| {
            (0..to).rev().filter(read).find(|side| self.sides.get(*side).is_some_and(fits))
        };
        let same = |s: &Side| agency_key(&s.agency) == agency_key(&own.agency);
        let from =
            earlier(&|s| same(s) && s.stage == own.stage).or_else(|| earlier(&same)).or_else(|| earlier(&|_| true))?;
        Some((from, to))
    }

    /// The side of the year before, of the same agency and stage.
    pub fn year_before(&self, side: usize) -> Option<usize> {
        let own = self.sides.get(side)?;
        let before = own.year?.checked_sub(1);
        let fits =
            |s: &Side| s.year == before && s.stage == own.stage && agency_key(&s.agency) == agency_key(&own.agency);
        self.sides.iter().position(fits)
    }

    /// No side states anything.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|l| l.cells.iter().all(Option::is_none))
    }
}

/// The table prints the measure, or lists it across.
fn states(reading: &Reading, shape: Shape) -> bool {
    reading.column.is_some() || shape.across || reading.table.kind == Kind::ThreePublic
}

/// How all sides can be read alike.
fn shape(aspect: &Aspect, readings: &[Result<Reading, Absent>]) -> Shape {
    let found: Vec<&Reading> = readings.iter().flatten().collect();
    let all = |is: &dyn Fn(&Reading) -> bool| !found.is_empty() && found.iter().all(|r| is(r));
    let single = |r: &Reading| r.panel.rows.len() == 1 && r.columns.measures().len() > 1;
    Shape {
        across: aspect.measure.is_empty() && !aspect.kind.is_two_sided() && all(&single),
        by_unit: all(&|r| rows::blocks(r.panel) > 1),
        pairs: all(&|r| rows::has_pairs(r.panel)),
    }
}

/// The amount of an entry and where it is printed.
fn point(reading: &Reading, entry: &Entry, unit: Unit) -> Option<Point> {
    let mut cells = entry.at.iter().filter_map(|(row, column)| Some((*row, *column, reading.value(*row, *column)?)));
    let (row, column, first) = cells.next()?;
    let value = cells.try_fold(first, |sum, (_, _, value)| sum.checked_add(value))?;
    let value = convert(value, reading.table.unit, unit)?;
    let cell = CellRef::new(reading.table_index, reading.panel_index, row, column);
    Some(Point { value, origin: Origin { document: reading.document, cell } })
}
