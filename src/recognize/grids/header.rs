//! Where the header of a grid ends, and which path of merged cells stands over each column.

use super::lattice::{Lattice, LatticeRow};
use crate::{
    model::{
        parse_amount,
        text::{split_numbering, squeeze},
    },
    recognize::{
        columns::PrintedColumn,
        grid::GridRow,
        grid_header,
        header_words::use_of,
        rows::{is_known_name, is_total_name},
    },
};

/// No header is taller; a table of text without amounts could be taken for one otherwise.
const TALLEST: usize = 12;

/// The number of header rows.
pub fn height(lattice: &Lattice<'_>) -> usize {
    let rows = &lattice.rows;
    let limit = rows.len().min(TALLEST);
    if let Some(marker) = rows.iter().take(limit).position(is_marker) {
        return marker;
    }
    if let Some(body) = rows.iter().take(limit).enumerate().position(|(i, r)| is_body(r, i)) {
        return body;
    }
    // Text only: the first row, and as far down as its cells reach.
    let mut end = usize::from(!rows.is_empty());
    while rows.get(end).is_some_and(|r| r.filled().any(|s| !s.is_top)) {
        end += 1;
    }
    end
}

/// `栏次 1 2 3`, `※ ※ 1 2`, `类 款 项 栏次 1 2`: column numbers, the last row of a header.
pub fn is_marker(row: &LatticeRow<'_>) -> bool {
    let texts: Vec<String> = row.own().map(|s| squeeze(&s.text())).collect();
    let is_mark = |t: &str| matches!(t, "※" | "栏次" | "行次" | "**" | "*");
    let marks = texts.iter().filter(|t| is_mark(t)).count();
    let numbers: Vec<usize> = texts.iter().filter_map(|t| t.parse().ok()).collect();
    let others = texts.len() - marks - numbers.len();
    let counts = numbers.iter().zip(1..).all(|(n, i)| *n == i);
    // Headers may go on beside the marks, and a number may say how it is worked out: `3=1+2`.
    let worked_out = texts.iter().filter(|t| t.contains('=') && t.starts_with(|c: char| c.is_ascii_digit())).count();
    let parts = texts.iter().filter(|t| matches!(t.as_str(), "类" | "款" | "项")).count();
    let is_all = others == worked_out + parts;
    is_all && (counts || worked_out > 0) && (marks > 0 && !numbers.is_empty() || numbers.len() > 2)
}

/// The first row of data: it has a number, a row without any text, or a name that only a row has.
fn is_body(row: &LatticeRow<'_>, index: usize) -> bool {
    let own: Vec<String> = row.own().map(|s| s.text()).collect();
    if own.iter().any(|t| is_number(t)) {
        return true;
    }
    if index == 0 {
        return false;
    }
    let named = |t: &String| !split_numbering(t).0.is_empty() && is_known_name(t);
    let is_total = |t: &String| is_total_name(t);
    row.is_blank() || reaches_ground(row) && (own.iter().any(named) || own.len() == 1 && own.iter().any(is_total))
}

/// Nothing from above reaches into the row: 合计 or 其中：财政拨款 under a merged header is a header itself.
fn reaches_ground(row: &LatticeRow<'_>) -> bool {
    row.filled().all(|s| s.is_top)
}

/// An amount, a code or a serial number; not a year, which a header can have.
fn is_number(text: &str) -> bool {
    let squeezed = squeeze(text);
    let is_year = squeezed.len() == 4 && squeezed.starts_with("20") && squeezed.chars().all(|c| c.is_ascii_digit());
    !is_year && parse_amount(&squeezed).is_some()
}

/// The printed columns under the first rows of a grid. What a column without a header is for, its cells say.
pub fn columns(lattice: &Lattice<'_>, height: usize) -> Vec<PrintedColumn> {
    let head = lattice.rows.get(..height).unwrap_or_default();
    let has_spans = head.iter().flat_map(|r| &r.slots).any(|s| s.to > s.from + 1 || !s.is_top);
    if height > 1 && !has_spans {
        // Merged cells left blanks: the source does not tell spans.
        let rows: Vec<GridRow> = head
            .iter()
            .map(|r| GridRow {
                line: 0,
                cells: (0..lattice.width).map(|c| r.at(c).map(|s| s.text()).unwrap_or_default()).collect(),
            })
            .collect();
        return grid_header::printed_columns(&rows, lattice.width);
    }
    (0..lattice.width)
        .map(|column| {
            let mut path: Vec<String> = Vec::new();
            for row in head {
                let Some(slot) = row.at(column).filter(|s| s.is_top && !s.cell.is_blank()) else { continue };
                let text = slot.text();
                if path.last() != Some(&text) {
                    path.push(text);
                }
            }
            PrintedColumn { usage: use_of(path.last().map_or("", String::as_str)), path }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Grid, GridCell};

    fn grid(text: &str, spans: &[(u32, u32, u32, u32)]) -> Grid {
        let mut grid = Grid::of(text);
        for &(row, column, rows, columns) in spans {
            grid.cells.retain(|c| {
                let inside = (row..row + rows).contains(&c.row) && (column..column + columns).contains(&c.column);
                !inside || (c.row, c.column) == (row, column)
            });
            if let Some(cell) = grid.cells.iter_mut().find(|c| (c.row, c.column) == (row, column)) {
                *cell = GridCell::new(row, column, cell.text.clone()).spanning(rows, columns);
            }
        }
        grid
    }

    #[test]
    fn the_path_over_a_column_is_its_merged_cells() {
        let text = "项目||||支出预算||\n编码|||科目名称|合计|基本支出|项目支出\n类|款|项||||\n201|||一般公共服务|3|1|2";
        let spans = [(0, 0, 1, 4), (0, 4, 1, 3), (1, 0, 1, 3), (1, 3, 2, 1), (1, 4, 2, 1), (1, 5, 2, 1), (1, 6, 2, 1)];
        let grid = grid(text, &spans);
        let lattice = Lattice::of(&grid);
        assert_eq!(height(&lattice), 3);
        let seen: Vec<String> =
            columns(&lattice, 3).iter().map(|c| format!("{}:{:?}", c.path.join("/"), c.usage)).collect();
        assert_eq!(seen[1], "项目/编码/款:Code");
        assert_eq!(seen[3], "项目/科目名称:Name");
        assert_eq!(seen[6], "支出预算/项目支出:Value(Amount)");
    }

    #[test]
    fn an_empty_table_has_its_total() {
        let grid = grid("科目编码|科目名称|金额\n合计||\n||", &[(1, 0, 1, 2)]);
        assert_eq!(height(&Lattice::of(&grid)), 1);
    }

    #[test]
    fn column_numbers_and_blank_rows_end_a_header() {
        let lattice_of = |g: &Grid| height(&Lattice::of(g));
        assert_eq!(lattice_of(&Grid::of("项目|行次|金额\n栏次||1\n一、拨款|1|5")), 1);
        assert_eq!(lattice_of(&Grid::of("科目编码|科目名称|合计\n||\n合计||")), 1);
        assert_eq!(lattice_of(&Grid::of("项目|2024|2025\n合计|3|4")), 1);
        assert_eq!(lattice_of(&Grid::of("单位名称|备注\n青禾县水务局|本级")), 1);
    }
}
