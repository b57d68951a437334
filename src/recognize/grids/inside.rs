//! What stands in a grid that is no cell of the table: in workbooks and web pages the title, the number and
//! the unit are merged rows above the header, notes are rows below, and one sheet can hold several tables.

use std::ops::Range;

use super::{
    caption::{Caption, Says},
    lattice::{Lattice, LatticeRow},
};
use crate::model::parse_amount;

/// A table within a grid.
#[derive(Debug, Clone)]
pub struct Piece<'d> {
    /// What the rows around it say.
    pub caption: Caption,
    /// Header and body.
    pub lattice: Lattice<'d>,
    /// All its rows in the grid, with those of the caption.
    pub rows: Range<usize>,
}

/// Cuts a grid into its tables: at titles, and at these rows. A grid without any title in it is one.
pub fn pieces<'d>(whole: &Lattice<'d>, splits: &[usize]) -> Vec<Piece<'d>> {
    let says: Vec<Says> = whole.rows.iter().map(row_says).collect();
    let mut starts = vec![0];
    let mut has_data = false;
    for (row, (said, printed)) in says.iter().zip(&whole.rows).enumerate() {
        if row > 0 && splits.contains(&row) {
            starts.push(row);
            has_data = false;
        } else if said.title.is_some() && has_data {
            // Number, unit and agency may stand above the title.
            let above = (0..row).rev().take_while(|&r| {
                says.get(r).is_some_and(|s| !s.is_nothing() && s.note.is_none() && s.title.is_none())
                    || whole.rows.get(r).is_some_and(LatticeRow::is_blank)
            });
            starts.push(above.last().unwrap_or(row));
            has_data = false;
        }
        has_data |= is_data(printed, said);
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([whole.rows.len()]);
    starts.iter().zip(ends).map(|(&from, to)| piece(whole, &says, from..to)).collect()
}

fn piece<'d>(whole: &Lattice<'d>, says: &[Says], rows: Range<usize>) -> Piece<'d> {
    let mut caption = Caption::default();
    let is_around =
        |r: usize| says.get(r).is_some_and(|s| !s.is_nothing()) || whole.rows.get(r).is_none_or(LatticeRow::is_blank);
    let mut first = rows.clone().find(|&r| !is_around(r)).unwrap_or(rows.end);
    let is_untitled = !(rows.start..first).any(|r| says.get(r).is_some_and(|s| s.title.is_some()));
    let title = title_above_unit(whole, says, rows.start..(first + ABOVE).min(rows.end), first);
    if let Some(title) = title.filter(|_| is_untitled) {
        caption.title = title;
        first = rows.clone().skip(first + 1 - rows.start).find(|&r| !is_around(r)).unwrap_or(rows.end);
    }
    let mut last = rows.clone().rev().find(|&r| !is_around(r)).map_or(first, |r| r + 1);
    // Blank rows are the body of an empty table.
    while last < rows.end && whole.rows.get(last).is_some_and(LatticeRow::is_blank) {
        last += 1;
    }
    for row in rows.start..first {
        let place = whole.rows.get(row).and_then(|r| r.own().next()).map(|s| s.cell.place).unwrap_or_default();
        if let Some(said) = says.get(row) {
            caption.take(said, place);
        }
    }
    for said in says.get(last..rows.end).unwrap_or_default() {
        caption.notes.extend(said.note.clone());
    }
    Piece { caption, lattice: whole.part(first..last), rows }
}

/// How far below a title the unit stands.
const ABOVE: usize = 4;

/// The text of a row that has one cell over the whole width and the unit of money below it: whatever it says, it is
/// the title, for a header begins below the unit.
fn title_above_unit(whole: &Lattice<'_>, says: &[Says], rows: Range<usize>, at: usize) -> Option<String> {
    let row = whole.rows.get(at)?;
    let mut own = row.own();
    let (only, None) = (own.next()?, own.next()) else { return None };
    let is_wide = only.to - only.from > 1 || whole.width < 3;
    let unit = rows.clone().find(|r| says.get(*r).is_some_and(Says::is_line_of_unit))?;
    let between = (at + 1..unit).all(|r| whole.rows.get(r).is_none_or(LatticeRow::is_blank));
    (is_wide && unit > at && between).then(|| only.text())
}

/// What a row says about the table: all that is printed in it must be about that.
fn row_says(row: &LatticeRow<'_>) -> Says {
    let own: Vec<String> = row.own().map(|s| s.text()).collect();
    let reaches_down = row.filled().any(|s| !s.is_top);
    if own.is_empty() || reaches_down || own.len() > 4 {
        return Says::default();
    }
    let says = Says::of_all(own.iter().map(String::as_str));
    // A long sentence in the only cell of a row is a note.
    if says.is_nothing()
        && let [text] = own.as_slice()
        && text.ends_with('。')
    {
        return Says { note: Some(text.clone()), ..Says::default() };
    }
    // A row of a list of tables: a title beside other cells is no title.
    if says.title.is_some() && own.len() > 1 && !says.is_furniture && says.number.is_empty() {
        return Says::default();
    }
    says
}

/// A row of a header or of data: more than one cell, or an amount.
fn is_data(row: &LatticeRow<'_>, says: &Says) -> bool {
    let mut own = row.own();
    says.is_nothing() && own.next().is_some_and(|s| own.next().is_some() || parse_amount(&s.text()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Grid, GridCell},
        model::{Kind, Unit},
    };

    #[test]
    fn merged_rows_above_and_notes_below() {
        let mut grid = Grid::of(
            "x|||\n部门：青禾县水务局|||单位：元\n科目编码|科目名称|合计|基本支出\n208|社会保障|1|1\n注：数据取整。|||",
        );
        grid.cells[0] = GridCell::new(0, 0, "表二　一般公共预算支出表").spanning(1, 4);
        grid.cells.retain(|c| c.row > 0 || c.column == 0);
        let lattice = Lattice::of(&grid);
        let [piece] = &pieces(&lattice, &[])[..] else { panic!() };
        assert_eq!(piece.caption.kind, Some(Kind::GeneralSpending));
        assert_eq!((piece.caption.number.as_str(), piece.caption.unit), ("表二", Some(Unit::Yuan)));
        assert_eq!(piece.caption.notes, ["注：数据取整。"]);
        assert_eq!(piece.lattice.rows.len(), 2);
    }

    #[test]
    fn two_tables_on_one_sheet() {
        let text = "收入总表||\n项目|预算数|\n一、拨款|5.00|\n||\n附表2||\n支出总表||\n||单位：元\n科目名称|合计|基本支出\n社会保障|1|1";
        let grid = Grid::of(text);
        let lattice = Lattice::of(&grid);
        let found = pieces(&lattice, &[]);
        assert_eq!(
            found.iter().map(|p| p.caption.kind).collect::<Vec<_>>(),
            [Some(Kind::Income), Some(Kind::Spending)]
        );
        assert_eq!(found[1].caption.number, "附表2");
        assert_eq!(found[1].caption.unit, Some(Unit::Yuan));
        assert_eq!(found[0].lattice.rows.len(), 2);
    }
}
