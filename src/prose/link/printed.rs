//! Columns of a table that repeat another disclosure's figures: last year's beside this year's, what was planned
//! beside what was spent; with the cells of the other disclosure that state the same.

use std::collections::HashMap;

use super::{
    blocks::{Clock, When},
    expenses,
    words::Expense,
};
use crate::{
    model::{CellRef, Disclosure, text::name_key},
    relations::{Grid, Header, Side, View},
};

/// A cell that repeats what the other disclosure states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Printed {
    /// The cell that repeats it.
    pub here: CellRef,
    /// The cell of the other disclosure.
    pub there: CellRef,
    /// It is a row of a subject, which may have been arranged differently, and no total or fixed item.
    pub of_subject: bool,
}

/// The expenses that tables of 三公 tell apart.
const EXPENSES: [Expense; 8] = [
    Expense::Total,
    Expense::Abroad,
    Expense::Cars,
    Expense::Purchase,
    Expense::Running,
    Expense::Reception,
    Expense::Meeting,
    Expense::Training,
];

/// All cells that repeat what the other disclosure states: last year's, or where `planned` those of the plan.
pub(crate) fn printed(d: &Disclosure, other: &Disclosure, planned: bool) -> Vec<Printed> {
    let when = if planned { When::Planned } else { When::Before };
    let clocks = (Clock::of(d), Clock::of(other));
    let mut out = Vec::new();
    for (mine, theirs) in View::all(d).iter().zip(&View::all(other)) {
        if let (Some(here), Some(there)) = (&mine.three_public, &theirs.three_public) {
            let cell = |expense| {
                let (here, there) = (
                    expenses::cell(here, expense, when, clocks.0)?,
                    expenses::cell(there, expense, When::Now, clocks.1)?,
                );
                Some(Printed { here, there, of_subject: false })
            };
            out.extend(EXPENSES.into_iter().filter_map(cell));
        }
        let grids = [
            (&mine.income, &theirs.income),
            (&mine.spending, &theirs.spending),
            (&mine.general, &theirs.general),
            (&mine.basic, &theirs.basic),
            (&mine.fund, &theirs.fund),
            (&mine.state_capital, &theirs.state_capital),
            (&mine.running, &theirs.running),
        ];
        for (here, there) in grids {
            if let (Some(here), Some(there)) = (here, there) {
                of_grid(here, there, when, clocks, &mut out);
            }
        }
        let sides = [
            (&mine.all_in, &theirs.all_in),
            (&mine.all_out, &theirs.all_out),
            (&mine.fiscal_in, &theirs.fiscal_in),
            (&mine.fiscal_out, &theirs.fiscal_out),
        ];
        for (here, there) in sides {
            if let (Some(here), Some(there)) = (here, there) {
                of_side(here, there, when, clocks, &mut out);
            }
        }
    }
    out
}

fn of_grid(mine: &Grid, theirs: &Grid, when: When, clocks: (Clock, Clock), out: &mut Vec<Printed>) {
    let (Some(block), Some(now)) = (clocks.0.block(&mine.header, when), clocks.1.block(&theirs.header, When::Now))
    else {
        return;
    };
    let columns = columns(block, now);
    let mut rows: Vec<(usize, usize, bool)> = Vec::new();
    rows.extend(mine.total_row().zip(theirs.total_row()).map(|(a, b)| (a, b, false)));
    for (code, here) in &mine.codes {
        if let ([here], [there]) = (&here[..], theirs.rows(code)) {
            rows.push((*here, *there, true));
        }
    }
    for (here, there, of_subject) in rows {
        out.extend(columns.iter().map(|(a, b)| Printed {
            here: mine.at.cell(here, *a),
            there: theirs.at.cell(there, *b),
            of_subject,
        }));
    }
}

fn of_side(mine: &Side, theirs: &Side, when: When, clocks: (Clock, Clock), out: &mut Vec<Printed>) {
    let (Some(block), Some(now)) = (clocks.0.block(&mine.header, when), clocks.1.block(&theirs.header, When::Now))
    else {
        return;
    };
    let mut rows: Vec<(usize, usize, bool)> = Vec::new();
    let totals = [(mine.list.year_total, theirs.list.year_total), (mine.list.grand_total, theirs.list.grand_total)];
    rows.extend(totals.into_iter().filter_map(|(a, b)| Some((a?, b?, false))));
    let mut named: HashMap<String, Option<usize>> = HashMap::new();
    for &row in &theirs.list.items {
        // A name that stands there twice means neither.
        named.entry(name_key(theirs.name(row))).and_modify(|known| *known = None).or_insert(Some(row));
    }
    for &row in &mine.list.items {
        let there = named.get(&name_key(mine.name(row))).copied().flatten();
        rows.extend(there.map(|there| (row, there, true)));
    }
    for (a, b) in columns(block, now) {
        for &(here, there, of_subject) in &rows {
            out.push(Printed { here: mine.at.cell(here, a), there: theirs.at.cell(there, b), of_subject });
        }
    }
}

/// Columns of two blocks that hold the same part: the whole of both, and those of the same headers.
fn columns(block: &Header, now: &Header) -> Vec<(usize, usize)> {
    let whole = block.whole().or(block.column).zip(now.whole().or(now.column));
    let theirs = leaves(now);
    let mut out: Vec<(usize, usize)> = whole.into_iter().collect();
    for (path, column) in leaves(block) {
        let mut same = theirs.iter().filter(|(p, _)| !path.is_empty() && *p == path);
        if let (Some((_, there)), None) = (same.next(), same.next())
            && !out.iter().any(|(a, _)| *a == column)
        {
            out.push((column, *there));
        }
    }
    out
}

/// The columns under a header, each with the headers between.
fn leaves(header: &Header) -> Vec<(Vec<&str>, usize)> {
    let mut out = Vec::new();
    let mut open: Vec<(Vec<&str>, &Header)> = header.children.iter().map(|c| (vec![c.name.as_str()], c)).collect();
    while let Some((path, header)) = open.pop() {
        out.extend(header.column.map(|c| (path.clone(), c)));
        open.extend(header.children.iter().map(|c| ([path.clone(), vec![c.name.as_str()]].concat(), c)));
    }
    out
}
