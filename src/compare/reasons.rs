//! Why it changed, where the text of the later document says so.
//!
//! A reason belongs to the amount whose change it explains, and the amount to the cells that it is linked to by its
//! words (`prose`). A line has a reason where one of these cells is its own, or states the same subject with the same
//! amount in another table: what explains 2010101 of 一般公共预算 explains it in 支出总表 where that is all its money.

use super::{Comparison, Line, Order, Reason, Side, units::convert};
use crate::{
    model::{CellRef, Decimal, Disclosure, TextRef, Unit},
    prose::{Claim, Direction, Measure, Must, Operand, Prose},
};

/// The reasons that one document gives. Making it reads the whole text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    given: Vec<Given>,
}

/// A reason with the cells of the amount whose change it explains.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Given {
    cells: Vec<CellRef>,
    up: bool,
    at: TextRef,
    quote: String,
}

impl Said {
    /// What a document says.
    pub fn of(document: &Disclosure) -> Self {
        Self::from(document, &Prose::of(document))
    }

    /// The same, with its text read already.
    pub fn from(document: &Disclosure, prose: &Prose) -> Self {
        let mut given = Vec::new();
        for reason in prose.reasons(document) {
            let up = match reason.direction {
                Direction::Up => true,
                Direction::Down => false,
                Direction::Same | Direction::Either => continue,
            };
            let Some(number) = prose.statements.get(reason.amount).map(|s| s.number) else { continue };
            let claims = prose.claims.iter().filter(|c| c.stated == number);
            let cells: Vec<CellRef> = claims.flat_map(|c| cells(document, prose, c)).collect();
            if !cells.is_empty() {
                let quote: String = reason.at.text(document).split_whitespace().collect();
                let quote = quote.trim_end_matches(['；', ';', '，', ',']).to_owned();
                given.push(Given { cells, up, at: reason.at, quote });
            }
        }
        Self { given }
    }
}

/// The cells that state the number of a claim, as far as its words and the figures go.
fn cells(document: &Disclosure, prose: &Prose, claim: &Claim) -> Vec<CellRef> {
    let Some(number) = prose.numbers.get(claim.stated) else { return Vec::new() };
    let Measure::Money(unit) = number.measure else { return Vec::new() };
    let is_stated = |cell: &CellRef| {
        let value = document.cell(*cell).and_then(|c| c.value);
        let own = document.tables.get(cell.table as usize).map(|t| t.unit);
        let converted = value.zip(own).and_then(|(value, own)| convert(value, own, unit));
        converted.is_some_and(|v| rounded(v, number.value.scale()) == number.value.normalize())
    };
    let one = |must: &Must| match must {
        Must::Equal(sum) => match sum[..] {
            [(1, Operand::Cell(cell))] => Some(cell),
            _ => None,
        },
        _ => None,
    };
    claim.readings.iter().filter_map(|r| one(&r.must)).filter(is_stated).collect()
}

fn rounded(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize()
}

impl Comparison {
    /// Fills in why lines changed. `said` has what each of the documents that were compared says, in their order. A
    /// reason is about the year before: it is given where that year stands beside it.
    pub fn explain(&mut self, documents: &[&Disclosure], said: &[Said]) {
        if self.order != Order::Years {
            return;
        }
        let mut found: Vec<(usize, usize, Reason)> = Vec::new();
        for (to, side) in self.sides.iter().enumerate().filter(|(_, s)| !s.restated) {
            let Some(from) = self.year_before(to) else { continue };
            let Some((document, said)) = documents.get(side.document).zip(said.get(side.document)) else { continue };
            for (at, line) in self.lines.iter().enumerate() {
                let Some(difference) = self.difference(line, from, to).filter(|d| !d.is_zero()) else { continue };
                let up = difference.is_sign_positive();
                let reasons = || said.given.iter().filter(|g| g.up == up);
                let own = reasons().find(|g| own_cell(line, to).is_some_and(|cell| g.cells.contains(&cell)));
                let given = own.or_else(|| reasons().find(|g| is_same(document, side, line, to, self.unit, g)));
                if let Some(given) = given {
                    let reason = Reason { document: side.document, at: given.at, quote: given.quote.clone() };
                    found.push((at, to, reason));
                }
            }
        }
        for (line, side, reason) in found {
            if let Some(slot) = self.lines.get_mut(line).and_then(|l| l.reasons.get_mut(side)) {
                *slot = Some(reason);
            }
        }
    }
}

fn own_cell(line: &Line, side: usize) -> Option<CellRef> {
    Some(line.cells.get(side)?.as_ref()?.origin.cell)
}

/// A cell of the reason states the same subject with the same amount: by its code, or both are totals.
fn is_same(document: &Disclosure, side: &Side, line: &Line, to: usize, unit: Unit, given: &Given) -> bool {
    let Some(value) = line
        .value(to)
        .filter(|_| line.cells.get(to).is_some_and(|c| c.is_some_and(|c| c.origin.document == side.document)))
    else {
        return false;
    };
    let own = own_cell(line, to).and_then(|cell| document.row(cell));
    given.cells.iter().any(|cell| {
        let Some((row, table)) = document.row(*cell).zip(document.tables.get(cell.table as usize)) else {
            return false;
        };
        let amount = document.cell(*cell).and_then(|c| convert(c.value?, table.unit, unit));
        let subject = own.is_some_and(|own| !own.code.is_empty() && own.code == row.code)
            || !line.code.is_empty() && line.code == row.code
            || line.role.is_total() && row.role.is_total();
        subject && amount.is_some_and(|a| a.normalize() == value.normalize())
    })
}
