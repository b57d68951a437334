//! Separated values (CSV, TSV) → one grid, whose rows are those of the file.
//!
//! What a spreadsheet saves this way has lost merged cells, number formats and the borders between sheets:
//! blank cells stand for all of them, and are kept.

use super::{Options, Progress, ReadError, limits, text};
use crate::{
    document::{Block, Document, Format, Grid, GridCell, Page},
    model::Place,
};

/// What may stand between values. The first wins where two separate equally well: a tab is never part of a
/// number.
const SEPARATORS: [u8; 3] = [b'\t', b',', b';'];

/// How many rows are looked at to tell what separates the values.
const ROWS_TO_TELL: usize = 400;

/// Reads a file of separated values in any usual encoding.
pub fn document(bytes: &[u8], options: &Options, progress: Progress<'_>) -> Result<Document, ReadError> {
    let document = of_text(&text::decode_as(bytes, options.encoding.as_deref())?.text)?;
    progress(1, 1);
    Ok(document)
}

/// Reads a text of separated values.
///
/// ```
/// let document = gongkai::read::csv::of_text("科目,金额\n208,\"1,209.24\"\n").unwrap();
/// let (_, grid) = document.grids().next().unwrap();
/// assert_eq!(grid.row(1)[1].text, "1,209.24");
/// ```
pub fn of_text(text: &str) -> Result<Document, ReadError> {
    let rows = || records(text, separator(text));
    let columns = rows().map(|row| used(&row)).max().unwrap_or(0);
    let count = rows().count();
    let positions = count.saturating_mul(columns);
    if columns > limits::MAX_GRID_COLUMNS as usize || positions > limits::MAX_FILLED_POSITIONS {
        return Err(ReadError::Exceeds {
            what: "单元格过多",
            limit: format!("{} 列、{} 万个", limits::MAX_GRID_COLUMNS, limits::MAX_FILLED_POSITIONS / 10_000),
        });
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let place = Place { page: Some(1), ..Place::default() };
    let mut grid = Grid { rows: number(count), columns: number(columns), place, ..Grid::default() };
    for (row, record) in (0..).zip(rows()) {
        let line = record.position().and_then(|p| u32::try_from(p.line()).ok());
        for column in 0..columns {
            let text = record.get(column).unwrap_or_default().trim();
            let place = Place { line, ..place };
            grid.cells.push(GridCell { place, ..GridCell::new(row, number(column), text) });
        }
    }
    let pages = vec![Page::default()];
    let mut document = Document { format: Format::Csv, pages, ..Document::default() };
    if !grid.cells.is_empty() {
        document.blocks.push(Block::Grid(grid));
    }
    document.number_blocks();
    Ok(document)
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::StringRecord> {
    let reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    // The text is UTF-8 and rows may be of any length: there is nothing left to fail.
    reader.into_records().map_while(Result::ok)
}

/// The number of values up to the last that is not blank.
fn used(record: &csv::StringRecord) -> usize {
    record.iter().enumerate().filter(|(_, value)| !value.trim().is_empty()).map(|(i, _)| i + 1).max().unwrap_or(0)
}

/// What separates the values of most rows.
fn separator(text: &str) -> u8 {
    let separated = |separator: &u8| {
        let rows = records(text, *separator).take(ROWS_TO_TELL).filter(|row| row.len() > 1).count();
        // `max_by_key` takes the last of equals.
        (rows, std::cmp::Reverse(SEPARATORS.iter().position(|s| s == separator)))
    };
    SEPARATORS.into_iter().max_by_key(separated).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        let document = of_text(text).expect("a grid");
        document.grids().next().expect("a grid").1.clone()
    }

    fn texts(grid: &Grid, row: u32) -> Vec<&str> {
        grid.row(row).iter().map(|c| c.text.as_str()).collect()
    }

    #[test]
    fn values_are_separated_by_whatever_separates_most_rows() {
        for text in ["a,b,c\n1,,3", "a\tb\tc\n1\t\t3", "a;b;c\n1;;3", "a\tb\tc\n1\t\t3\n\"1,2,3\"\t1,2\t"] {
            let grid = grid(text);
            assert_eq!((texts(&grid, 0), texts(&grid, 1)), (vec!["a", "b", "c"], vec!["1", "", "3"]), "{text}");
        }
        assert_eq!(texts(&grid("科目\t合计\n208\t1,209.24\n210\t1,000.00"), 1), ["208", "1,209.24"]);
    }

    #[test]
    fn quotes_hold_separators_quotes_and_line_breaks() {
        let grid = grid("项目,说明\n防汛,\"一、水库\n二、\"\"堤防\"\"\"\n合计,9\n");
        assert_eq!(texts(&grid, 1), ["防汛", "一、水库\n二、\"堤防\""]);
        let lines: Vec<_> = (0..grid.rows).map(|row| grid.row(row)[0].place.line).collect();
        assert_eq!(lines, [Some(1), Some(2), Some(4)]);
    }

    #[test]
    fn rows_of_unequal_length_and_a_quote_never_closed() {
        let ragged = grid("支出总表\n科目,合计,,\n208,9.24\n");
        assert_eq!((ragged.rows, ragged.columns), (3, 2));
        assert_eq!(texts(&ragged, 0), ["支出总表", ""]);
        assert_eq!(grid("a,b\n\"c,d\ne,f").rows, 2);
    }

    #[test]
    fn nothing_and_too_much() {
        assert_eq!(of_text("").expect("read").blocks, []);
        assert!(of_text(&format!("{}x", ",".repeat(600))).is_err());
        assert!(of_text(&format!("{}x\n", ",".repeat(500)).repeat(2000)).is_err());
    }
}
