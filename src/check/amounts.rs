//! The checker's own copy of all amounts, laid out flat: what was there before an edit, which rows and
//! columns hold anything at all, and how many decimals each table prints.

use super::exact::Exact;
use crate::model::{Cell, CellRef, ColumnRole, Disclosure, Table, Unit, half_place};

/// Where a panel's cells and rows begin in the flat arrays.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    first_cell: usize,
    first_row: usize,
    first_column: usize,
    rows: usize,
    columns: usize,
}

/// What is known of a table's printing.
#[derive(Debug, Clone, Default)]
struct Printing {
    unit: Unit,
    /// How many amounts print each number of decimals.
    scales: Vec<u32>,
    places: u32,
    half: i128,
}

/// What a change did beyond the cell itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// The amount was this before. `None` if it did not change.
    pub before: Option<Exact>,
    /// The row held nothing before, or holds nothing now.
    pub row: bool,
    /// The column held nothing before, or holds nothing now.
    pub column: bool,
    /// The table prints more or fewer decimals than before.
    pub places: bool,
}

/// All amounts of a disclosure.
#[derive(Debug, Clone, Default)]
pub struct Amounts {
    extents: Vec<Vec<Extent>>,
    cells: Vec<Exact>,
    scales: Vec<u8>,
    row_counts: Vec<u32>,
    column_counts: Vec<u32>,
    tables: Vec<Printing>,
}

/// A table with fewer amounts than this may have its only full amount in one cell.
const FEW: u32 = 8;
/// The scale of a cell without amount.
const NO_SCALE: u8 = u8::MAX;

impl Amounts {
    /// Copies the amounts of a disclosure.
    pub fn new(d: &Disclosure) -> Self {
        let mut out = Self::default();
        for table in &d.tables {
            let mut extents = Vec::new();
            for panel in &table.panels {
                extents.push(Extent {
                    first_cell: out.cells.len(),
                    first_row: out.row_counts.len(),
                    first_column: out.column_counts.len(),
                    rows: panel.rows.len(),
                    columns: panel.columns.len(),
                });
                let cells = panel.rows.len() * panel.columns.len();
                out.cells.resize(out.cells.len() + cells, Exact::Blank);
                out.scales.resize(out.scales.len() + cells, NO_SCALE);
                out.row_counts.resize(out.row_counts.len() + panel.rows.len(), 0);
                out.column_counts.resize(out.column_counts.len() + panel.columns.len(), 0);
            }
            out.extents.push(extents);
            out.tables.push(Printing { unit: table.unit, scales: vec![0; 32], ..Printing::default() });
        }
        for (t, table) in d.tables.iter().enumerate() {
            for (p, panel) in table.panels.iter().enumerate() {
                for (r, row) in panel.rows.iter().enumerate() {
                    for (c, (column, cell)) in panel.columns.iter().zip(&row.cells).enumerate() {
                        if column.role == ColumnRole::Amount {
                            out.set(CellRef::new(t, p, r, c), cell);
                        }
                    }
                }
            }
            out.settle_places(t);
        }
        out
    }

    /// The disclosure still has the tables, rows and columns that were copied.
    pub fn fits(&self, d: &Disclosure) -> bool {
        let same = |(extents, table): (&Vec<Extent>, &Table)| {
            let panels = extents.iter().zip(&table.panels);
            extents.len() == table.panels.len()
                && panels.clone().all(|(e, p)| (e.rows, e.columns) == (p.rows.len(), p.columns.len()))
        };
        self.extents.len() == d.tables.len() && self.extents.iter().zip(&d.tables).all(same)
    }

    /// The flat index of a cell.
    pub fn index(&self, at: CellRef) -> Option<usize> {
        let e = self.extent(at)?;
        let (row, column) = (at.row as usize, at.column as usize);
        (row < e.rows && column < e.columns).then(|| e.first_cell + row * e.columns + column)
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The amount of a cell.
    pub fn get(&self, at: CellRef) -> Exact {
        self.index(at).and_then(|i| self.cells.get(i)).copied().unwrap_or_default()
    }

    /// h of a table: half of its last printed place.
    pub fn half(&self, table: u32) -> i128 {
        self.tables.get(table as usize).map_or(0, |t| t.half)
    }

    /// Unit and places of a table.
    pub fn printing(&self, table: u32) -> (Unit, u32) {
        self.tables.get(table as usize).map_or((Unit::default(), 2), |t| (t.unit, t.places))
    }

    /// The row of this cell holds some amount.
    pub fn row_is_used(&self, at: CellRef) -> bool {
        let Some(e) = self.extent(at) else { return false };
        self.row_counts.get(e.first_row + at.row as usize).is_some_and(|n| *n > 0)
    }

    /// The column of this cell holds some amount.
    pub fn column_is_used(&self, at: CellRef) -> bool {
        let Some(e) = self.extent(at) else { return false };
        self.column_counts.get(e.first_column + at.column as usize).is_some_and(|n| *n > 0)
    }

    /// The cells of the row of this cell.
    pub fn row_of(&self, at: CellRef) -> impl Iterator<Item = CellRef> + use<> {
        let columns = self.extent(at).map_or(0, |e| e.columns);
        (0..columns).map(move |c| CellRef { column: u32::try_from(c).unwrap_or(u32::MAX), ..at })
    }

    /// The cells of the column of this cell.
    pub fn column_of(&self, at: CellRef) -> impl Iterator<Item = CellRef> + use<> {
        let rows = self.extent(at).map_or(0, |e| e.rows);
        (0..rows).map(move |r| CellRef { row: u32::try_from(r).unwrap_or(u32::MAX), ..at })
    }

    /// Takes over what is printed in a cell now.
    pub fn update(&mut self, at: CellRef, cell: &Cell) -> Effect {
        let (row, column) = (self.row_is_used(at), self.column_is_used(at));
        let Some(before) = self.set(at, cell) else { return Effect::default() };
        Effect {
            before: Some(before).filter(|b| *b != self.get(at)),
            row: row != self.row_is_used(at),
            column: column != self.column_is_used(at),
            places: self.settle_places(at.table as usize),
        }
    }

    fn extent(&self, at: CellRef) -> Option<&Extent> {
        self.extents.get(at.table as usize)?.get(at.panel as usize)
    }

    fn set(&mut self, at: CellRef, cell: &Cell) -> Option<Exact> {
        let index = self.index(at)?;
        let e = *self.extent(at)?;
        let printing = self.tables.get_mut(at.table as usize)?;
        let new = Exact::of(cell.value, printing.unit);
        let scale = cell.value.map_or(NO_SCALE, |v| u8::try_from(v.scale()).unwrap_or(NO_SCALE));
        let old_scale = std::mem::replace(self.scales.get_mut(index)?, scale);
        let before = std::mem::replace(self.cells.get_mut(index)?, new);
        if let Some(n) = printing.scales.get_mut(usize::from(old_scale)) {
            *n = n.saturating_sub(1);
        }
        if let Some(n) = printing.scales.get_mut(usize::from(scale)) {
            *n += 1;
        }
        let counts = [
            self.row_counts.get_mut(e.first_row + at.row as usize),
            self.column_counts.get_mut(e.first_column + at.column as usize),
        ];
        for n in counts.into_iter().flatten() {
            match (before.is_blank(), new.is_blank()) {
                (true, false) => *n += 1,
                (false, true) => *n = n.saturating_sub(1),
                _ => {}
            }
        }
        Some(before)
    }

    /// Works out the last printed place of a table again; says whether it changed.
    fn settle_places(&mut self, table: usize) -> bool {
        let Some(t) = self.tables.get_mut(table) else { return false };
        // The most decimals that the amounts show, as in `Table::places`. But in a table of some size one
        // amount alone (12.345 typed among 9.24 and 5.65) does not make all the others more exact.
        let amounts: u32 = t.scales.iter().sum();
        let enough = if amounts >= FEW { 2 } else { 1 };
        let mut seen = 0;
        let most = t.scales.iter().rposition(|n| {
            seen += n;
            seen >= enough
        });
        let places = most.and_then(|s| u32::try_from(s).ok()).unwrap_or(2);
        let half = Exact::of(Some(half_place(places, t.unit)), t.unit).or_zero();
        let changed = (t.places, t.half) != (places, half);
        (t.places, t.half) = (places, half);
        changed
    }
}
