//! Text that still has its cells: tabs between the cells of a row, or one cell a line.
//!
//! Word writes a table as text with one cell a line, a tab in front of each and an empty line after each
//! row; web pages give rows with tabs. In both, blank cells are kept.

use super::{
    Line,
    segment::{is_agency_line, is_page_number, unit_in},
};
use crate::model::{parse_amount, text::squeeze};

/// A row of cells, blanks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Line of its first cell.
    pub line: u32,
    /// Cell texts, trimmed.
    pub cells: Vec<String>,
}

impl GridRow {
    /// The cells that are not blank.
    pub fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(String::as_str).filter(|c| !c.is_empty())
    }

    /// The text of a row that is one text only: a remark, an agency line.
    pub fn sole_text(&self) -> Option<&str> {
        let mut filled = self.filled();
        filled.next().filter(|_| filled.next().is_none())
    }
}

/// Agency, year and unit around a table, which are no cells of it.
pub fn is_furniture(text: &str) -> bool {
    let squeezed = squeeze(text);
    is_agency_line(&squeezed)
        || unit_in(text).is_some() && squeezed.chars().count() < 40 && parse_amount(text).is_none()
        || squeezed.starts_with("截止时间")
        || squeezed.starts_with("填报日期")
}

/// The rows of a region that has cells; `None` for flowing text.
pub fn grid_rows(lines: &[Line<'_>]) -> Option<Vec<GridRow>> {
    let filled = || lines.iter().filter(|l| !l.is_blank());
    let total = filled().count();
    let inner = filled().filter(|l| l.text.matches('\t').count() >= 2 || l.text.trim().contains('\t')).count();
    let leading = filled().filter(|l| l.text.starts_with('\t') && l.text.matches('\t').count() == 1).count();
    let blank_cells = lines.iter().filter(|l| l.is_blank() && l.text.starts_with('\t')).count();
    if total > 0 && inner * 2 >= total {
        Some(rows_of_tabs(lines))
    } else if leading * 10 >= total * 6 && blank_cells > 0 {
        Some(rows_of_cells(lines))
    } else {
        None
    }
}

fn rows_of_tabs(lines: &[Line<'_>]) -> Vec<GridRow> {
    lines
        .iter()
        .filter(|l| !l.is_blank() && !is_page_number(&squeeze(l.text)))
        .map(|l| GridRow { line: l.number, cells: l.text.split('\t').map(|c| c.trim().to_owned()).collect() })
        .collect()
}

fn rows_of_cells(lines: &[Line<'_>]) -> Vec<GridRow> {
    let mut rows: Vec<GridRow> = Vec::new();
    let mut open: Option<GridRow> = None;
    for line in lines {
        if let Some(cell) = line.text.strip_prefix('\t') {
            let row = open.get_or_insert_with(|| GridRow { line: line.number, cells: Vec::new() });
            row.cells.push(cell.trim().to_owned());
        } else {
            rows.extend(open.take());
            if !line.is_blank() && !is_page_number(&squeeze(line.text)) {
                rows.push(GridRow { line: line.number, cells: vec![line.text.trim().to_owned()] });
            }
        }
    }
    rows.extend(open);
    // Row ends are lost where a program dropped all empty lines: then everything is one row.
    if rows.iter().any(|r| r.cells.iter().any(|c| c == "栏次"))
        && rows.iter().map(|r| r.cells.len()).max() > Some(MAX_WIDTH)
    {
        return rows.into_iter().flat_map(cut_by_column_numbers).collect();
    }
    rows
}

/// No table of a disclosure is wider; a longer row is several rows.
const MAX_WIDTH: usize = 60;

/// Cuts one long row into rows: `栏次 1 2 … n` says how wide they are.
fn cut_by_column_numbers(row: GridRow) -> Vec<GridRow> {
    let Some(at) = row.cells.iter().position(|c| c == "栏次") else { return vec![row] };
    let numbers = row.cells.iter().skip(at + 1).zip(1usize..).take_while(|(c, n)| c.parse() == Ok(*n)).count();
    // The serial number of the first row follows; it is 1 again, so the count ends there.
    let width = numbers + 1;
    let (head, body) = row.cells.split_at_checked(at).unwrap_or((&row.cells, &[]));
    let head: Vec<String> = head.iter().filter(|c| !is_furniture(c)).cloned().collect();
    let header = header_rows(&head, width);
    let rest = body.chunks(width).map(<[String]>::to_vec);
    header.into_iter().chain(rest).map(|cells| GridRow { line: row.line, cells }).collect()
}

/// The cells above the column numbers: the last `width` are a full row, those before it a shorter one.
fn header_rows(cells: &[String], width: usize) -> Vec<Vec<String>> {
    let split = cells.len().saturating_sub(width);
    let (first, last) = cells.split_at_checked(split).unwrap_or((&[], cells));
    [first.to_vec(), last.to_vec()].into_iter().filter(|r| !r.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::lines;

    fn cells(text: &str) -> Option<Vec<Vec<String>>> {
        grid_rows(&lines(text)).map(|rows| rows.into_iter().map(|r| r.cells).collect())
    }

    #[test]
    fn rows_with_tabs_keep_their_blanks() {
        assert_eq!(cells("205\t\t教育支出\t0.98\n\t\t总计\t0.98").unwrap()[1], ["", "", "总计", "0.98"]);
    }

    #[test]
    fn one_cell_a_line_with_an_empty_line_after_each_row() {
        let text = "\t1\n\t一、收入\n\t5.00\n\t\n\n\t2\n\t\n\t\n\t二、支出\n\n 7\n";
        assert_eq!(cells(text).unwrap(), [vec!["1", "一、收入", "5.00", ""], vec!["2", "", "", "二、支出"]]);
    }

    #[test]
    fn flowing_text_has_no_cells() {
        assert_eq!(cells("合计 1.00 2.00\n208 社会保障 1.00"), None);
    }
}
