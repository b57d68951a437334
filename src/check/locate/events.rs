//! What may have happened to a whole row: left out (漏行), printed twice (重行), its amounts in the wrong columns
//! (错列) or in the next row (串行). Each explains several broken relations at once, as one mistake.
//!
//! Only those are offered that mend some broken relation; which figures they change is then known, or, of a row
//! left out, worked out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::builder::Builder;
use super::problem::{Item, Kind, Source, Variable};
use crate::{
    check::names::Along,
    model::{CellRef, ColumnRole, Decimal, Row},
    relations::{Comparison, Relation},
};

/// Weights of these beside [`super::problem::weight`].
mod weight {
    /// Another table has the row.
    pub const GAP_KNOWN: u32 = 62;
    pub const GAP: u32 = 112;
    /// Two rows that are the same in all figures are no chance.
    pub const DOUBLE: u32 = 60;
    pub const COLUMNS: u32 = 104;
    pub const ROWS: u32 = 108;
}

/// As many rows are asked what may have happened to them …
const ROWS: usize = 2_000;
/// … and as many rows of other tables may be looked through for those that are missing.
const LOOKED_THROUGH: usize = 1_000_000;

/// Offers what may have happened to the rows of broken relations.
pub(super) fn add(b: &mut Builder) {
    let broken: Vec<Broken> = b
        .problem
        .constraints
        .iter()
        .enumerate()
        .filter(|(_, c)| c.broken)
        .filter_map(|(constraint, c)| match c.source {
            Source::Relation(relation) => Some(Broken { constraint, relation }),
            Source::Claim(_) => None,
        })
        .collect();
    gaps(b, &broken);
    let rows = rows_of_broken(b, &broken);
    let changes: Vec<Item> = {
        let parts = parts_of_broken(b, &broken);
        let doubles = doubles(b, &broken);
        let columns = rows.iter().flat_map(|row| columns(b, *row));
        let exchanged = rows.iter().flat_map(|row| exchanged(b, *row));
        let all = doubles.into_iter().chain(columns).chain(exchanged);
        all.filter(|item| mends(b, &parts, item)).collect()
    };
    changes.into_iter().for_each(|item| b.problem.item(item));
}

/// A relation that does not hold, by its indices among the constraints and the relations.
#[derive(Clone, Copy)]
struct Broken {
    constraint: usize,
    relation: usize,
}

/// The rows of addends in broken relations, each by its first cell. Where these are too many, those in several.
fn rows_of_broken(b: &mut Builder, broken: &[Broken]) -> Vec<CellRef> {
    let relations = broken.iter().filter_map(|n| b.checker.relations().get(n.relation));
    let cells = relations.flat_map(|r| std::iter::once(r.stated).chain(r.terms.iter().map(|t| t.cell)));
    let mut rows: BTreeMap<CellRef, usize> = BTreeMap::new();
    cells.for_each(|c| *rows.entry(CellRef { column: 0, ..c }).or_default() += 1);
    let several = rows.len() > ROWS;
    let mut rows: Vec<CellRef> = rows.into_iter().filter(|(_, n)| !several || *n > 1).map(|(row, _)| row).collect();
    b.problem.too_large |= rows.len() > ROWS;
    rows.truncate(ROWS);
    rows
}

/// Variable → its parts in the broken relations: which, and with which factor.
fn parts_of_broken(b: &Builder, broken: &[Broken]) -> HashMap<u32, Vec<(usize, i128)>> {
    let mut parts: HashMap<u32, Vec<(usize, i128)>> = HashMap::new();
    for at in broken {
        for (v, a) in b.problem.constraints.get(at.constraint).map_or(&[][..], |c| &c.terms) {
            parts.entry(*v).or_default().push((at.constraint, *a));
        }
    }
    parts
}

/// A sum of rows that lacks one: the total states more than there is, in one or several columns.
fn gaps(b: &mut Builder, broken: &[Broken]) {
    // Total row and addends → (constraint, relation) of each column that lacks something.
    type Sum = (u32, u32, u32, Vec<u32>);
    let mut sums: BTreeMap<Sum, Vec<(usize, usize)>> = BTreeMap::new();
    for &Broken { constraint, relation: number } in broken {
        let Some(r) = b.checker.relations().get(number) else { continue };
        let adds = r.terms.iter().all(|t| t.sign > 0) && r.comparison == Comparison::Equal;
        if Along::of(r) == Along::Rows && adds {
            let rows = r.terms.iter().map(|t| t.cell.row).collect();
            let key = (r.stated.table, r.stated.panel, r.stated.row, rows);
            sums.entry(key).or_default().push((constraint, number));
        }
    }
    let mut looked_through = 0;
    for columns in sums.into_values() {
        let lacking: Vec<(usize, &Relation, i128)> = columns
            .iter()
            .filter_map(|&(constraint, number)| {
                let c = b.problem.constraints.get(constraint)?;
                Some((constraint, b.checker.relations().get(number)?, b.problem.sum(c)))
            })
            .collect();
        // A row has its amounts with one sign.
        let (Some(&(_, first, _)), true) = (lacking.first(), lacking.iter().all(|(_, _, r)| *r > 0)) else { continue };
        let amounts: Vec<(u32, i128)> = lacking.iter().map(|(_, r, lack)| (r.stated.column, *lack)).collect();
        if !adds_up_across(b, first.stated, &amounts) {
            continue;
        }
        let missing = missing_row(b, first, &amounts, &mut looked_through);
        let kind = Kind::Gap { total: first.stated, missing };
        let weight = if missing.is_some() { weight::GAP_KNOWN } else { weight::GAP };
        let constraints: Vec<usize> = lacking.iter().map(|(constraint, _, _)| *constraint).collect();
        let changes: Vec<(u32, Option<i128>)> = constraints
            .into_iter()
            .map(|constraint| {
                let variable = b.problem.variable(Variable::unprinted());
                if let Some(c) = b.problem.constraints.get_mut(constraint) {
                    c.terms.push((variable, -1));
                }
                (variable, None)
            })
            .collect();
        b.problem.item(Item { kind, weight, changes });
    }
    b.problem.too_large |= looked_through > LOOKED_THROUGH;
}

/// What is lacking fits the sums across that hold in the total's row: then it is a row.
fn adds_up_across(b: &Builder, total: CellRef, amounts: &[(u32, i128)]) -> bool {
    let lack = |c: CellRef| amounts.iter().find(|(column, _)| *column == c.column).map_or(0, |(_, lack)| *lack);
    b.checker.relations_of(total).filter_map(|r| b.checker.relations().get(r)).all(|r| {
        if Along::of(r) != Along::Columns || r.comparison != Comparison::Equal {
            return true;
        }
        let sum: i128 = r.terms.iter().map(|t| i128::from(t.sign) * lack(t.cell)).sum();
        let room = b.checker.amounts.half(total.table) * i128::try_from(2 * r.terms.len() + 2).unwrap_or(2);
        (lack(r.stated) - sum).abs() <= room
    })
}

/// A row of another table with this amount and a code that belongs under the total and is not printed there.
fn missing_row(b: &Builder, sum: &Relation, amounts: &[(u32, i128)], looked_through: &mut usize) -> Option<CellRef> {
    let whole = amounts.iter().map(|(_, lack)| *lack).max()?;
    let panel = b.d.panel(sum.stated)?;
    let above = b.d.row(sum.stated).map(|r| r.code.as_str()).unwrap_or_default();
    let printed: BTreeSet<&str> = panel.rows.iter().map(|r| r.code.as_str()).collect();
    let levels: BTreeSet<usize> =
        sum.terms.iter().filter_map(|t| b.d.row(t.cell)).map(|r| r.code.len()).filter(|n| *n > 0).collect();
    let fits = |row: &Row| {
        levels.contains(&row.code.len()) && row.code.starts_with(above) && !printed.contains(row.code.as_str())
    };
    for (t, table) in b.d.tables.iter().enumerate() {
        for (p, panel) in table.panels.iter().enumerate() {
            *looked_through += panel.rows.len();
            if *looked_through > LOOKED_THROUGH {
                return None;
            }
            for (r, _) in panel.rows.iter().enumerate().filter(|(_, row)| fits(row)) {
                let cells = (0..panel.columns.len()).map(|c| CellRef::new(t, p, r, c));
                let room = 2 * b.checker.amounts.half(sum.stated.table).max(b.checker.amounts.half(cell_table(t)));
                let mut same = cells.filter(|c| (b.checker.amounts.get(*c).or_zero() - whole).abs() <= room);
                if let Some(cell) = same.next() {
                    return Some(cell);
                }
            }
        }
    }
    None
}

fn cell_table(table: usize) -> u32 {
    u32::try_from(table).unwrap_or(u32::MAX)
}

/// Addends of one broken sum that are the same row twice.
fn doubles(b: &Builder, broken: &[Broken]) -> Vec<Item> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for at in broken {
        let Some(r) = b.checker.relations().get(at.relation).filter(|r| Along::of(r) == Along::Rows) else { continue };
        let mut first: HashSet<(&str, &str, Vec<Option<Decimal>>)> = HashSet::new();
        for (cell, row) in r.terms.iter().filter_map(|t| Some((t.cell, b.d.row(t.cell)?))) {
            let is_new = first.insert((&row.code, &row.name, row.cells.iter().map(|c| c.value).collect()));
            if !is_new && seen.insert((cell.table, cell.panel, cell.row)) {
                let changes = changes(b, CellRef { column: 0, ..cell }, |_, _| Some(0));
                out.push(Item { kind: Kind::Double { row: cell }, weight: weight::DOUBLE, changes });
            }
        }
    }
    out
}

/// The known figures of a row as `value` has them, where that is another than the printed one.
fn changes(b: &Builder, row: CellRef, value: impl Fn(u32, i128) -> Option<i128>) -> Vec<(u32, Option<i128>)> {
    let columns = b.d.panel(row).map_or(0, |p| p.columns.len());
    let cells = (0..columns).map(|c| CellRef { column: cell_table(c), ..row });
    // Of a row that is known in part nobody can say what becomes of the whole.
    let is_unknown = |cell: CellRef| !b.cells.contains_key(&cell) && b.checker.relations_of(cell).next().is_some();
    if !b.complete && cells.clone().any(is_unknown) {
        return Vec::new();
    }
    let known = cells.filter_map(|cell| Some((cell, *b.cells.get(&cell)?)));
    known
        .filter_map(|(cell, variable)| {
            let printed = b.problem.variables.get(variable as usize)?.printed;
            let new = value(cell.column, printed)?;
            (new != printed).then_some((variable, Some(new)))
        })
        .collect()
}

/// The amounts of a row moved by one column, all of them or two neighbours.
fn columns(b: &Builder, row: CellRef) -> Vec<Item> {
    let Some(panel) = b.d.panel(row) else { return Vec::new() };
    let amounts: Vec<u32> = (0u32..)
        .zip(&panel.columns)
        .filter(|(column, c)| c.role == ColumnRole::Amount && b.cells.contains_key(&CellRef { column: *column, ..row }))
        .map(|(column, _)| column)
        .collect();
    let at = |column: Option<&u32>| {
        column.map_or(0, |column| b.checker.amounts.get(CellRef { column: *column, ..row }).or_zero())
    };
    let place = |column: u32| amounts.iter().position(|c| *c == column);
    let item =
        |changes: Vec<(u32, Option<i128>)>| Item { kind: Kind::Columns { row }, weight: weight::COLUMNS, changes };
    let mut out = Vec::new();
    for pair in amounts.windows(2) {
        let &[left, right] = pair else { continue };
        let new = |column, _| match column {
            c if c == left => Some(at(Some(&right))),
            c if c == right => Some(at(Some(&left))),
            _ => None,
        };
        out.push(item(changes(b, row, new)));
    }
    if amounts.len() > 2 {
        // Nothing may fall off at the end.
        if at(amounts.first()) == 0 {
            out.push(item(changes(b, row, |column, _| Some(at(amounts.get(place(column)? + 1))))));
        }
        if at(amounts.last()) == 0 {
            let before = |column| Some(place(column)?.checked_sub(1).map_or(0, |i| at(amounts.get(i))));
            out.push(item(changes(b, row, |column, _| before(column))));
        }
    }
    out.retain(|item| item.changes.len() > 1);
    out
}

/// The amounts of a row and of the next one exchanged, in one column or in all.
fn exchanged(b: &Builder, row: CellRef) -> Vec<Item> {
    let next = CellRef { row: row.row.saturating_add(1), ..row };
    let Some(panel) = b.d.panel(row).filter(|p| (next.row as usize) < p.rows.len()) else { return Vec::new() };
    let at = |row: CellRef, column: u32| b.checker.amounts.get(CellRef { column, ..row }).or_zero();
    let swap = |only: Option<u32>| {
        let of = |row: CellRef, other: CellRef| {
            changes(b, row, |column, _| only.is_none_or(|o| o == column).then(|| at(other, column)))
        };
        [of(row, next), of(next, row)].concat()
    };
    let columns = (0..panel.columns.len()).map(|c| Some(cell_table(c)));
    let all = std::iter::once(None).chain(columns).map(swap).filter(|changes| changes.len() > 1);
    let mut changes: Vec<_> = all.collect();
    changes.dedup();
    changes.into_iter().map(|changes| Item { kind: Kind::Rows { row }, weight: weight::ROWS, changes }).collect()
}

/// It mends some relation that is broken, and leaves none of these more wrong.
fn mends(b: &Builder, parts: &HashMap<u32, Vec<(usize, i128)>>, item: &Item) -> bool {
    let mut moved: BTreeMap<usize, i128> = BTreeMap::new();
    for (v, value) in &item.changes {
        let (Some(of), Some(value)) = (b.problem.variables.get(*v as usize), value) else { return false };
        for (constraint, a) in parts.get(v).map_or(&[][..], Vec::as_slice) {
            *moved.entry(*constraint).or_default() += a * (value - of.printed);
        }
    }
    moved.retain(|_, change| *change != 0);
    let holds = |(constraint, change): (&usize, &i128)| {
        b.problem.constraints.get(*constraint).is_some_and(|c| {
            let sum = b.problem.sum(c) + change;
            c.low.is_none_or(|low| sum >= low) && c.high.is_none_or(|high| sum <= high)
        })
    };
    !moved.is_empty() && moved.iter().all(holds)
}
