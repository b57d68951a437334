//! One kind of table through several disclosures: rows matched, a column for each side, exact changes.

use rust_decimal::Decimal;

use super::{
    Change, Order, Origin, Point, Side,
    header::total_column,
    sides,
    units::{common, convert},
};
use crate::model::{Disclosure, Kind, Panel, RowRole, Status, TextRef, Unit, text::name_key};

/// What is compared: a panel of a kind of table, and which money of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Aspect {
    /// The kind of table.
    pub kind: Kind,
    /// 0, or 1 for the spending side of a two-sided table.
    pub panel: usize,
    /// Which amount of a row: empty for its whole amount (合计), else the name of a part (`基本支出`).
    pub measure: String,
}

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
    /// 0 for totals, then 1, 2, 3 downward.
    pub level: u8,
    /// What the row is.
    pub role: RowRole,
    /// Where it goes by another code or name.
    pub former: Vec<Former>,
    /// One for each side; `None` where nothing is printed.
    pub cells: Vec<Option<Point>>,
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
}

impl Line {
    /// The value on a side.
    pub fn value(&self, side: usize) -> Option<Decimal> {
        Some(self.cells.get(side)?.as_ref()?.value)
    }

    /// How it changed from one side to another.
    pub fn change(&self, from: usize, to: usize) -> Option<Change> {
        Change::between(self.value(from)?, self.value(to)?)
    }
}

impl Comparison {
    /// Compares one kind of table of these documents.
    pub fn of(aspect: &Aspect, documents: &[&Disclosure], order: Order) -> Self {
        let sides = sides(documents, order);
        let found: Vec<Option<Stated>> =
            sides.iter().map(|side| documents.get(side.document).and_then(|d| Stated::of(d, side, aspect))).collect();
        let unit = common(found.iter().flatten().map(|s| s.unit));
        let mut lines: Vec<Line> = Vec::new();
        for (at, stated) in found.iter().enumerate().rev().filter_map(|(at, s)| Some((at, s.as_ref()?))) {
            stated.pour(at, unit, sides.len(), &mut lines);
        }
        let points = lines.iter().flat_map(|l| l.cells.iter().flatten());
        let places = points.map(|p| p.value.scale()).max().unwrap_or(2);
        Self { aspect: aspect.clone(), order, sides, unit, places, lines, notes: Vec::new() }
    }
}

/// The table of one side.
struct Stated<'a> {
    document: usize,
    table: usize,
    at: usize,
    panel: &'a Panel,
    column: usize,
    unit: Unit,
}

impl<'a> Stated<'a> {
    fn of(document: &'a Disclosure, side: &Side, aspect: &Aspect) -> Option<Self> {
        let (index, table) = document
            .tables
            .iter()
            .enumerate()
            .find(|(_, t)| t.kind == aspect.kind && t.status != Status::Unrecoverable)?;
        let panel = table.panels.get(aspect.panel)?;
        let year = side.year.unwrap_or_default();
        let column = total_column(panel, year, year)?;
        Some(Self { document: side.document, table: index, at: aspect.panel, panel, column, unit: table.unit })
    }

    /// Adds this side's rows to the lines.
    fn pour(&self, side: usize, unit: Unit, sides: usize, lines: &mut Vec<Line>) {
        for (row, printed) in self.panel.rows.iter().enumerate() {
            let key = if printed.code.is_empty() { name_key(&printed.name) } else { printed.code.clone() };
            let value = printed.cells.get(self.column).and_then(|c| convert(c.value?, self.unit, unit));
            let cell = crate::model::CellRef::new(self.table, self.at, row, self.column);
            let point = value.map(|value| Point { value, origin: Origin { document: self.document, cell } });
            let at = lines.iter().position(|l| l.key == key).unwrap_or_else(|| {
                lines.push(Line {
                    key,
                    code: printed.code.clone(),
                    name: super::statement::bare_name(printed),
                    level: printed.level,
                    role: printed.role,
                    former: Vec::new(),
                    cells: vec![None; sides],
                    reasons: vec![None; sides],
                });
                lines.len() - 1
            });
            if let Some(slot) = lines.get_mut(at).and_then(|l| l.cells.get_mut(side)) {
                *slot = point;
            }
        }
    }
}
