//! Ten ways in which a figure goes wrong.

use crate::support::random::Random;
use gongkai::{
    check::{Checker, Examiner, Verdict},
    model::{Cell, CellRef, ColumnRole, Decimal, Disclosure, Spot},
};
use std::collections::HashSet;

/// How a figure, or a row, goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Digit,
    Swap,
    Point,
    Sign,
    Unit,
    RowDropped,
    RowDoubled,
    ColumnShifted,
    Stale,
    Cut,
}

impl Way {
    pub const ALL: &[Way] = &[
        Way::Digit,
        Way::Swap,
        Way::Point,
        Way::Sign,
        Way::Unit,
        Way::RowDropped,
        Way::RowDoubled,
        Way::ColumnShifted,
        Way::Stale,
        Way::Cut,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Way::Digit => "错一位数字",
            Way::Swap => "数字颠倒",
            Way::Point => "小数点错位",
            Way::Sign => "正负号相反",
            Way::Unit => "元与万元混用",
            Way::RowDropped => "漏一行",
            Way::RowDoubled => "重复一行",
            Way::ColumnShifted => "错列",
            Way::Stale => "上年数未更新",
            Way::Cut => "截去末位",
        }
    }
}

/// A disclosure with one error in it.
pub struct Planted {
    pub d: Disclosure,
    /// Any of these names the error. Of a row left out: its total, and the rows beside the gap.
    pub culprits: Vec<Spot>,
    pub what: String,
}

/// A clean disclosure and what can be changed in it.
pub struct Bed<'d> {
    pub d: &'d Disclosure,
    pub checker: Checker,
    cells: Vec<CellRef>,
    rows: Vec<CellRef>,
}

impl<'d> Bed<'d> {
    pub fn new(d: &'d Disclosure) -> Self {
        let checker = Checker::new(d);
        let told = told(d);
        let (mut cells, mut rows) = (Vec::new(), Vec::new());
        for (t, table) in d.tables.iter().enumerate() {
            for (p, panel) in table.panels.iter().enumerate() {
                for (r, row) in panel.rows.iter().enumerate() {
                    for (c, cell) in row.cells.iter().enumerate() {
                        let at = CellRef::new(t, p, r, c);
                        let is_money = panel.columns.get(c).is_some_and(|c| c.role == ColumnRole::Amount);
                        if !is_money || cell.value.is_none_or(|v| v.is_zero()) {
                            continue;
                        }
                        let verdicts = checker.relations_of(at).map(|n| checker.outcome(n).verdict);
                        let verdicts: Vec<Verdict> = verdicts.filter(|v| *v != Verdict::NotCompared).collect();
                        let counts = !verdicts.is_empty() || told.contains(&at);
                        // What is wrong already cannot be made wrong.
                        let bad = |v: &Verdict| matches!(v, Verdict::Broken | Verdict::DoubtfulRounding);
                        if !counts || verdicts.iter().any(bad) {
                            continue;
                        }
                        cells.push(at);
                        if !row.role.is_total() {
                            rows.push(CellRef { column: 0, ..at });
                        }
                    }
                }
            }
        }
        rows.dedup();
        Self { d, checker, cells, rows }
    }

    /// How many figures can go wrong.
    pub fn figures(&self) -> usize {
        self.cells.len()
    }

    /// Plants one error of this kind, if there is a place for it.
    pub fn plant(&self, way: Way, random: &mut Random) -> Option<Planted> {
        match way {
            Way::RowDropped | Way::RowDoubled => self.row(way, *random.pick(&self.rows)?),
            Way::ColumnShifted => (0..40).find_map(|_| self.shift(*random.pick(&self.cells)?, random)),
            _ => (0..40).find_map(|_| self.figure(way, *random.pick(&self.cells)?, random)),
        }
    }

    fn figure(&self, way: Way, at: CellRef, random: &mut Random) -> Option<Planted> {
        let cell = self.d.cell(at)?;
        let value = cell.value?;
        let last_year = || {
            let columns = &self.d.panel(at)?.columns;
            let leaf = columns.get(at.column as usize)?.path.get(1..)?;
            let same = |c: &gongkai::model::Column| {
                c.path.get(1..) == Some(leaf) && c.path.first().is_some_and(|p| p.contains("2024"))
            };
            let column = columns.iter().position(same).filter(|_| !leaf.is_empty())?;
            self.d.row(at)?.cells.get(column)?.value.filter(|v| *v != value && !v.is_zero())
        };
        let new = wrong(way, value, random, last_year)?;
        if new == value || new.is_zero() {
            return None;
        }
        let mut d = self.d.clone();
        *d.cell_mut(at)? = Cell { value: Some(new), text: new.to_string(), ..cell.clone() };
        let what = format!("{} {value} → {new}", place(self.d, at));
        Some(Planted { d, culprits: vec![Spot::Cell(at)], what })
    }

    /// An amount moves into the next column of its row; what stands there moves to its place.
    fn shift(&self, at: CellRef, random: &mut Random) -> Option<Planted> {
        let columns = &self.d.panel(at)?.columns;
        let column = if random.one_in(2) { at.column.checked_sub(1)? } else { at.column + 1 };
        let other = CellRef { column, ..at };
        if columns.get(column as usize)?.role != ColumnRole::Amount {
            return None;
        }
        let (here, there) = (self.d.cell(at)?.clone(), self.d.cell(other)?.clone());
        if here.value.unwrap_or_default() == there.value.unwrap_or_default() {
            return None;
        }
        let mut d = self.d.clone();
        let what = format!("{} {} ↔ {}", place(self.d, at), here.text, there.text);
        (*d.cell_mut(at)?, *d.cell_mut(other)?) = (there, here);
        Some(Planted { d, culprits: vec![Spot::Cell(at), Spot::Cell(other)], what })
    }

    fn row(&self, way: Way, at: CellRef) -> Option<Planted> {
        let mut d = self.d.clone();
        let rows = &mut d.tables.get_mut(at.table as usize)?.panels.get_mut(at.panel as usize)?.rows;
        let index = at.row as usize;
        let columns = (0u32..).take(rows.first()?.cells.len());
        let mut culprits: Vec<u32> = Vec::new();
        if way == Way::RowDoubled {
            rows.insert(index, rows.get(index)?.clone());
            culprits.extend([at.row, at.row + 1]);
        } else {
            rows.remove(index);
            culprits.extend(at.row.checked_sub(1));
            culprits.push(at.row);
            // The totals that the row was part of, where they stand now.
            let relations = (0..self.checker.relations().len()).map(|n| &self.checker.relations()[n]);
            let of = relations.filter(|r| {
                let same = |c: CellRef| (c.table, c.panel) == (at.table, at.panel);
                same(r.stated) && r.stated.row != at.row && r.terms.iter().any(|t| same(t.cell) && t.cell.row == at.row)
            });
            culprits.extend(of.map(|r| if r.stated.row > at.row { r.stated.row - 1 } else { r.stated.row }));
        }
        let spots = culprits.iter().flat_map(|row| columns.clone().map(move |column| (*row, column)));
        let culprits = spots.map(|(row, column)| Spot::Cell(CellRef { row, column, ..at })).collect();
        Some(Planted { d, culprits, what: place(self.d, at) })
    }
}

/// The cells that the text speaks of.
pub fn told(d: &Disclosure) -> HashSet<CellRef> {
    let examination = Examiner::new(d, Default::default()).judge(d);
    examination.numbers.iter().flat_map(|n| &n.links).flat_map(|l| l.cells.iter().copied()).collect()
}

fn place(d: &Disclosure, at: CellRef) -> String {
    let table = d.tables.get(at.table as usize).map_or("", |t| t.kind.name());
    let row = d.row(at).map(|r| r.title()).unwrap_or_default();
    format!(
        "{table}·{row}·{} [{},{},{},{}]",
        d.column(at).map(|c| c.title()).unwrap_or_default(),
        at.table,
        at.panel,
        at.row,
        at.column
    )
}

/// The figure gone wrong, with as many decimals as before (fewer where they are cut off).
pub fn wrong(
    way: Way,
    value: Decimal,
    random: &mut Random,
    last_year: impl Fn() -> Option<Decimal>,
) -> Option<Decimal> {
    let scale = value.scale();
    let mut digits: Vec<u8> = value.mantissa().unsigned_abs().to_string().into_bytes();
    let number = |digits: &[u8]| {
        let n: i128 = std::str::from_utf8(digits).ok()?.parse().ok()?;
        Decimal::try_from_i128_with_scale(if value.is_sign_negative() { -n } else { n }, scale).ok()
    };
    match way {
        Way::Digit => {
            let at = random.below(digits.len());
            let new = b'0' + random.below(10) as u8;
            if at == 0 && new == b'0' {
                return None;
            }
            *digits.get_mut(at)? = new;
            number(&digits)
        }
        Way::Swap => {
            let at = random.below(digits.len().checked_sub(1).filter(|n| *n > 0)?);
            digits.swap(at, at + 1);
            if digits.first() == Some(&b'0') { None } else { number(&digits) }
        }
        Way::Point => {
            let mut new = if random.one_in(2) { value * Decimal::TEN } else { value / Decimal::TEN };
            new.rescale(scale);
            Some(new)
        }
        Way::Sign => Some(-value),
        Way::Unit => {
            let mut new = value.checked_mul(Decimal::from(10_000))?;
            new.rescale(scale);
            Some(new)
        }
        Way::Stale => last_year().or_else(|| {
            // What is not printed anywhere: last year's figure was 0.8 to 1.2 of this year's.
            let mut new = value * Decimal::new(800 + random.below(400) as i64, 3);
            new.rescale(scale);
            Some(new)
        }),
        Way::Cut => {
            let keep = random.below(scale.max(1) as usize) as u32;
            let mut new = value.trunc_with_scale(keep.min(scale.checked_sub(1)?));
            new.rescale(new.scale().min(keep));
            Some(new)
        }
        Way::RowDropped | Way::RowDoubled | Way::ColumnShifted => None,
    }
}
