//! Columns that are none: where a program rounds the widths of cells row by row, the edges of a header and of
//! the rows below it miss each other by a hair, and every miss looks like a column of its own.

use super::lattice::{Lattice, LatticeRow, Slot};

/// The lattice with as many columns as its header has lowest cells, if its rows have just as many cells but
/// begin elsewhere; `None` where they agree or the rows are made differently.
pub fn without_slivers<'d>(lattice: &Lattice<'d>, height: usize) -> Option<Lattice<'d>> {
    let (header, body) = lattice.rows.split_at_checked(height)?;
    let leaves = starts(header.last()?);
    let is_full = |row: &&LatticeRow<'_>| row.slots.len() == leaves.len() && is_whole(row, lattice.width);
    let usual = starts(body.iter().find(is_full)?);
    let full = body.iter().filter(is_full).count();
    let differ = body.iter().filter(is_full).any(|r| starts(r) != leaves);
    if !differ || full * 10 < body.len() * 9 {
        return None;
    }
    let moved = |row: &LatticeRow<'d>, own: &[usize]| LatticeRow {
        slots: row
            .slots
            .iter()
            .map(|s| {
                let from = own.partition_point(|e| *e <= s.from).saturating_sub(1);
                Slot { from, to: own.partition_point(|e| *e < s.to).max(from + 1), ..*s }
            })
            .collect(),
    };
    let header = header.iter().map(|row| moved(row, &leaves));
    let body = body.iter().map(|row| if is_full(&row) { moved(row, &starts(row)) } else { moved(row, &usual) });
    Some(Lattice { width: leaves.len(), rows: header.chain(body).collect() })
}

/// The columns at which the cells of a row begin.
fn starts(row: &LatticeRow<'_>) -> Vec<usize> {
    row.slots.iter().map(|s| s.from).collect()
}

/// The cells of a row, blank ones included, cover the whole width without a gap.
fn is_whole(row: &LatticeRow<'_>, width: usize) -> bool {
    let end = row.slots.iter().try_fold(0, |end, s| (s.from == end).then_some(s.to));
    end == Some(width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Grid, GridCell};

    /// `科目 | 合计 | 基本支出` over rows whose second cell begins one hair further left.
    fn grid() -> Grid {
        let cell = |row, column, text: &str, span| GridCell::new(row, column, text).spanning(1, span);
        let mut cells = vec![cell(0, 0, "科目", 2), cell(0, 2, "合计", 1), cell(0, 3, "基本支出", 1)];
        for (row, name) in (1..).zip(["卫生健康支出", "住房保障支出"]) {
            cells.extend([cell(row, 0, name, 1), cell(row, 1, "9.24", 2), cell(row, 3, "9.24", 1)]);
        }
        Grid { rows: 3, columns: 4, cells, ..Grid::default() }
    }

    #[test]
    fn cells_that_miss_each_other_by_a_hair_are_one_column() {
        let grid = grid();
        let lattice = without_slivers(&Lattice::of(&grid), 1).expect("three columns");
        assert_eq!(lattice.width, 3);
        assert!(lattice.rows.iter().all(|r| r.slots.len() == 3));
        assert_eq!(lattice.rows[1].at(1).unwrap().text(), "9.24");
        assert_eq!(lattice.rows[0].at(1).unwrap().text(), "合计");
    }

    #[test]
    fn a_header_over_two_columns_stays() {
        let mut grid = grid();
        grid.cells.retain(|c| c.row == 0);
        for row in 1..3 {
            grid.cells.extend((0..4).map(|column| GridCell::new(row, column, "1.00")));
        }
        assert!(without_slivers(&Lattice::of(&grid), 1).is_none());
    }
}
