//! A workbook → pages and grids, and what has to be said about it.

use std::collections::HashSet;

use super::{
    book::{Area, Book, Sheet, Visibility},
    formula::Report,
    notices,
};
use crate::{
    document::{Block, Document, Format, Grid, GridCell, Origin, Page, Paragraph},
    model::{Notice, Place, parse_amount},
    read::limits,
};

/// The pages and grids of all sheets that are shown.
pub(super) fn document(book: &Book, reports: &[Report], format: Format) -> Document {
    let mut document = Document { format, ..Document::default() };
    for ((number, sheet), report) in (1..).zip(&book.sheets).zip(reports) {
        document.pages.push(Page { name: sheet.name.clone(), ..Page::default() });
        if sheet.visibility != Visibility::Shown {
            continue;
        }
        let place = Place { page: Some(number), block: u32::try_from(document.blocks.len()).ok(), ..Place::default() };
        let extent = Extent::of(sheet);
        document.notices.extend(notices::of_sheet(sheet, &extent, place));
        document.notices.extend(notices::of_formulas(sheet, report, place));
        let grid = grid(sheet, &extent, place);
        match running_text(&grid) {
            Some(paragraphs) => document.blocks.extend(paragraphs),
            None => document.blocks.push(Block::Grid(grid)),
        }
    }
    document.notices.extend(notices::hidden_sheets(book));
    if book.incomplete {
        let text = "文件不完整，后面的工作表或单元格可能缺失：请重新下载，或用原来的软件打开后另存一份。".to_owned();
        document.notices.push(Notice { text, place: Place::default() });
    }
    document
}

/// A sheet on which nothing stands beside anything is no table: a cover, a directory, an explanation. Its
/// lines are paragraphs, the first a heading over the others. None for a table.
fn running_text(grid: &Grid) -> Option<Vec<Block>> {
    let written = || grid.cells.iter().filter(|c| !c.is_blank());
    let alone = written().map(|c| c.row).is_sorted_by(|a, b| a < b);
    let amounts = written().any(|c| parse_amount(&c.text).is_some());
    if !alone || amounts {
        return None;
    }
    let line = |cell: &GridCell, text: &str| Paragraph {
        text: text.trim().to_owned(),
        place: Place { cell: Some([cell.row, cell.column]), ..cell.place },
        ..Paragraph::default()
    };
    let lines = written().flat_map(|cell| cell.text.lines().map(|text| line(cell, text)));
    let mut lines: Vec<Paragraph> = lines.filter(|p| !p.text.is_empty()).collect();
    if let [first, _, ..] = lines.as_mut_slice()
        && !first.text.ends_with('。')
    {
        first.heading = Some(1);
    }
    Some(lines.into_iter().map(Block::Paragraph).collect())
}

/// How far a sheet is used, within limits.
pub(super) struct Extent {
    pub rows: u32,
    pub columns: u32,
    /// Cells that lie beyond.
    pub left_out: usize,
}

impl Extent {
    /// The used extent. If it is too large to be a table, then far-off cells made it so: they are left out
    /// where the gap before them is widest.
    fn of(sheet: &Sheet) -> Self {
        let written = |at: &(u32, u32)| sheet.cells.binary_search_by_key(at, |c| c.at).is_ok();
        let merged = || sheet.merges.iter().filter(|m| written(&m.first)).map(|m| m.last);
        let used = || sheet.cells.iter().map(|c| c.at).chain(merged());
        let mut rows: Vec<u32> = used().map(|at| at.0).filter(|r| *r < limits::MAX_GRID_ROWS).collect();
        let mut columns: Vec<u32> = used().map(|at| at.1).filter(|c| *c < limits::MAX_GRID_COLUMNS).collect();
        for used in [&mut rows, &mut columns] {
            used.sort_unstable();
            used.dedup();
        }
        let size = |used: &[u32]| used.last().map_or(0, |last| last + 1);
        while u64::from(size(&rows)) * u64::from(size(&columns)) > limits::MAX_GRID_POSITIONS {
            let ((row_gap, row), (column_gap, column)) = (widest_gap(&rows), widest_gap(&columns));
            // A gap of columns weighs more: tables are long rather than wide.
            if u64::from(row_gap) * u64::from(limits::MAX_GRID_COLUMNS)
                > u64::from(column_gap) * u64::from(limits::MAX_GRID_ROWS)
            {
                rows.truncate(row);
            } else {
                columns.truncate(column);
            }
        }
        let (rows, columns) = (size(&rows), size(&columns));
        let left_out = sheet.cells.iter().filter(|c| c.at.0 >= rows || c.at.1 >= columns).count();
        Self { rows, columns, left_out }
    }
}

/// The widest gap between neighbours and the index behind it.
fn widest_gap(used: &[u32]) -> (u32, usize) {
    let gaps = used.windows(2).zip(1..).map(|(pair, i)| match pair {
        [a, b] => (b - a, i),
        _ => (0, i),
    });
    gaps.max_by_key(|(gap, _)| *gap).unwrap_or((0, 0))
}

/// The grid of a sheet: its cells, with merged areas as spans and the blank cells between them.
fn grid(sheet: &Sheet, extent: &Extent, place: Place) -> Grid {
    let mut cells: Vec<GridCell> = Vec::new();
    let mut covered: HashSet<(u32, u32)> = HashSet::new();
    for area in merges(sheet, extent) {
        let free = positions(&area).all(|at| !covered.contains(&at));
        if !free {
            // Areas must not overlap; a damaged file's do, and the first counts.
            continue;
        }
        covered.extend(positions(&area));
        let (rows, columns) = (area.last.0 - area.first.0 + 1, area.last.1 - area.first.1 + 1);
        cells.push(GridCell::new(area.first.0, area.first.1, "").spanning(rows, columns));
    }
    cells.sort_by_key(|c| (c.row, c.column));
    let corner = |cells: &[GridCell], at| cells.binary_search_by_key(&at, |c| (c.row, c.column));
    let merged = cells.len();
    for cell in &sheet.cells {
        if cell.at.0 >= extent.rows || cell.at.1 >= extent.columns {
            continue;
        }
        match corner(cells.get(..merged).unwrap_or_default(), cell.at) {
            Ok(i) => {
                if let Some(spanning) = cells.get_mut(i) {
                    spanning.text.clone_from(&cell.text);
                    spanning.inferred = cell.computed;
                }
            }
            // What is under a merged area is not displayed.
            Err(_) if covered.contains(&cell.at) => {}
            Err(_) => {
                covered.insert(cell.at);
                let grid_cell = GridCell::new(cell.at.0, cell.at.1, cell.text.clone());
                cells.push(GridCell { inferred: cell.computed, ..grid_cell });
            }
        }
    }
    fill_blanks(&mut cells, &mut covered, extent);
    cells.sort_by_key(|c| (c.row, c.column));
    for cell in &mut cells {
        cell.place.page = place.page;
    }
    Grid { rows: extent.rows, columns: extent.columns, cells, origin: Origin::Stated, place }
}

fn positions(area: &Area) -> impl Iterator<Item = (u32, u32)> + use<> {
    let Area { first, last } = *area;
    (first.0..=last.0).flat_map(move |row| (first.1..=last.1).map(move |column| (row, column)))
}

/// The merged areas as far as they lie within the extent, and are small enough to be a cell of a table.
fn merges(sheet: &Sheet, extent: &Extent) -> Vec<Area> {
    let mut room = limits::MAX_GRID_POSITIONS;
    let inside = |area: &Area| {
        let last = (area.last.0.min(extent.rows.checked_sub(1)?), area.last.1.min(extent.columns.checked_sub(1)?));
        let fits = area.first.0 <= last.0 && area.first.1 <= last.1 && area.first != last;
        fits.then_some(Area { first: area.first, last })
    };
    let mut areas: Vec<Area> = sheet.merges.iter().filter_map(inside).collect();
    areas.retain(|a| {
        let size = u64::from(a.last.0 - a.first.0 + 1) * u64::from(a.last.1 - a.first.1 + 1);
        let fits = size <= room;
        room -= if fits { size } else { 0 };
        fits
    });
    areas
}

/// Blank cells within a table are cells, too. Where a sheet is nearly empty there are none.
fn fill_blanks(cells: &mut Vec<GridCell>, covered: &mut HashSet<(u32, u32)>, extent: &Extent) {
    const MOST_BLANKS_FOR_A_CELL: usize = 50;
    let positions = extent.rows as usize * extent.columns as usize;
    if positions > limits::MAX_FILLED_POSITIONS.min(MOST_BLANKS_FOR_A_CELL * cells.len()) {
        return;
    }
    let first_row = cells.iter().map(|c| c.row).min().unwrap_or(0);
    let first_column = cells.iter().map(|c| c.column).min().unwrap_or(0);
    for row in first_row..extent.rows {
        for column in first_column..extent.columns {
            if covered.insert((row, column)) {
                cells.push(GridCell::new(row, column, ""));
            }
        }
    }
}
