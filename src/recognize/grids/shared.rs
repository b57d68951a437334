//! Totals that two lists side by side share: spending by function and by purpose (功能分类 | 支出用途) has one
//! 支出合计, printed over both and with its amount behind the second. It belongs to the first.
//!
//! ```text
//! 二十、其他支出 | 12.00 | 三、机动经费 | 3.00
//! 支出合计                             | 85.00
//! ```

use super::{
    lattice::{Lattice, LatticeRow},
    panels::Block,
};
use crate::{model::ColumnRole, recognize::columns::Use};

/// Moves the amounts of shared totals to the list in which their names begin.
pub fn unshare(lattice: &mut Lattice<'_>, height: usize, blocks: &[Block]) {
    for (block, further) in blocks.iter().zip(1..) {
        let rest = blocks.get(further..).unwrap_or_default();
        if let (Some(own), false) = (amount_column(block), rest.is_empty()) {
            lattice.rows.iter_mut().skip(height).for_each(|row| unshare_row(row, own, rest));
        }
    }
}

/// The only column of amounts of a list.
fn amount_column(block: &Block) -> Option<usize> {
    let mut amounts = block.columns.iter().filter(|c| c.printed.usage == Use::Value(ColumnRole::Amount));
    amounts.next().filter(|_| amounts.next().is_none()).map(|c| c.index)
}

fn unshare_row(row: &mut LatticeRow<'_>, own: usize, further: &[Block]) {
    let is_name = |from: usize| from < own;
    let name = row.slots.iter().position(|s| is_name(s.from) && s.to > own + 1 && !s.cell.is_blank());
    let Some((name, end)) = name.and_then(|n| Some((n, row.slots.get(n)?.to))) else { return };
    if !further.iter().any(|b| amount_column(b) == Some(end)) {
        return;
    }
    if let Some(slot) = row.slots.get_mut(name) {
        slot.to = own;
    }
    if let Some(amount) = row.slots.iter_mut().find(|s| s.from == end) {
        (amount.from, amount.to) = (own, own + 1);
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, Document, Grid, GridCell, Paragraph};

    #[test]
    fn a_total_over_two_lists_belongs_to_the_first() {
        let mut grid = Grid::of(
            "收入||支出|||\n项目名称|金额|功能分类||支出用途|\n||功能科目名称|金额|项目名称|金额\n\
             一、财政拨款|80.00|一、一般公共服务支出|65.00|一、基本支出|62.00\n\
             二、其他资金|5.00|八、社会保障和就业支出|20.00|二、项目支出|23.00\n\
             当年收入小计|85.00|当年支出小计|||85.00\n收入合计|85.00|支出合计|||85.00",
        );
        let spans = [(0, 0, 1, 2), (0, 2, 1, 4), (1, 0, 2, 1), (1, 1, 2, 1), (1, 2, 1, 2), (1, 4, 1, 2)];
        for (row, column, rows, columns) in spans.into_iter().chain([(5, 2, 1, 3), (6, 2, 1, 3)]) {
            let inside =
                |c: &GridCell| (row..row + rows).contains(&c.row) && (column..column + columns).contains(&c.column);
            grid.cells.retain(|c| !inside(c) || (c.row, c.column) == (row, column));
            let cell = grid.cells.iter_mut().find(|c| (c.row, c.column) == (row, column)).unwrap();
            *cell = GridCell::new(row, column, cell.text.clone()).spanning(rows, columns);
        }
        let title = Paragraph { text: "收支预算总表".into(), ..Paragraph::default() };
        let document = Document { blocks: vec![Block::Paragraph(title), Block::Grid(grid)], ..Document::default() };
        let d = crate::recognize::grids::disclosure(&document, &crate::model::Hints::default());
        let panels: Vec<String> = d.tables[0]
            .panels
            .iter()
            .map(|p| {
                let rows = p.rows.iter().map(|r| format!("{} {}", r.name, r.cells[0].text));
                format!("{}：{}", p.name, rows.collect::<Vec<_>>().join("，"))
            })
            .collect();
        assert_eq!(
            panels,
            [
                "收入：一、财政拨款 80.00，二、其他资金 5.00，当年收入小计 85.00，收入合计 85.00",
                "支出：一、一般公共服务支出 65.00，八、社会保障和就业支出 20.00，当年支出小计 85.00，支出合计 85.00",
                "支出用途：一、基本支出 62.00，二、项目支出 23.00",
            ]
        );
    }
}
