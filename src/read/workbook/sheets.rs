//! A workbook → pages and grids, and what has to be said about it.

use std::collections::HashSet;

use super::book::{Area, Book, Sheet, Visibility, cell_name, column_name};
use crate::{
    document::{Block, Document, Format, Grid, GridCell, Origin, Page, Paragraph},
    model::{Notice, Place, parse_amount},
    read::limits,
};

/// The pages and grids of all sheets that are shown.
pub(super) fn document(book: Book, format: Format) -> Document {
    let mut document = Document { format, ..Document::default() };
    for (number, sheet) in (1..).zip(&book.sheets) {
        document.pages.push(Page { name: sheet.name.clone(), ..Page::default() });
        if sheet.visibility != Visibility::Shown {
            continue;
        }
        let place = Place { page: Some(number), ..Place::default() };
        let mut say = |text: String| document.notices.push(Notice { text, place });
        if let Some(text) = hidden_lines(sheet) {
            say(text);
        }
        let extent = Extent::of(sheet);
        if extent.left_out > 0 {
            say(format!(
                "工作表“{}”中有 {} 个单元格离表格太远（{} 以外），没有读入：请在表格软件中按 Ctrl+End 查看，删去无用的内容。",
                sheet.name,
                extent.left_out,
                cell_name((extent.rows.saturating_sub(1), extent.columns.saturating_sub(1))),
            ));
        }
        let grid = grid(sheet, &extent, place);
        match running_text(&grid) {
            Some(paragraphs) => document.blocks.extend(paragraphs),
            None => document.blocks.push(Block::Grid(grid)),
        }
    }
    document.notices.extend(hidden_sheets(&book));
    if book.incomplete {
        let text = "文件不完整，后面的工作表或单元格可能缺失：请重新下载，或用原来的软件打开后另存一份。".to_owned();
        document.notices.push(Notice { text, place: Place::default() });
    }
    document
}

/// A sheet on which nothing stands beside anything is no table: a cover, a directory, an explanation. Its
/// lines are paragraphs. None for a table.
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
    Some(lines.filter(|p| !p.text.is_empty()).map(Block::Paragraph).collect())
}

/// How far a sheet is used, within limits.
struct Extent {
    rows: u32,
    columns: u32,
    /// Cells that lie beyond.
    left_out: usize,
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
                }
            }
            // What is under a merged area is not displayed.
            Err(_) if covered.contains(&cell.at) => {}
            Err(_) => {
                covered.insert(cell.at);
                cells.push(GridCell::new(cell.at.0, cell.at.1, cell.text.clone()));
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
    const MOST_BLANKS_FOR_A_CELL: u64 = 50;
    let positions = u64::from(extent.rows) * u64::from(extent.columns);
    if positions > MOST_BLANKS_FOR_A_CELL * cells.len() as u64 {
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

/// `工作表“收支总表”中隐藏了第 5–6 行、C 列…`, if something is in them.
fn hidden_lines(sheet: &Sheet) -> Option<String> {
    let used = |line: &(u32, u32), of: fn((u32, u32)) -> u32| {
        sheet.cells.iter().any(|c| (line.0..=line.1).contains(&of(c.at)) && !c.text.trim().is_empty())
    };
    let rows = sheet.hidden_rows.iter().filter(|r| used(r, |at| at.0));
    let columns = sheet.hidden_columns.iter().filter(|c| used(c, |at| at.1));
    let mut said: Vec<String> = rows.map(|&(a, b)| format!("第 {} 行", run(a, b, |r| (r + 1).to_string()))).collect();
    said.extend(columns.map(|&(a, b)| format!("{} 列", run(a, b, column_name))));
    if said.is_empty() {
        return None;
    }
    const MOST: usize = 5;
    let more = if said.len() > MOST { format!("等 {} 处", said.len()) } else { String::new() };
    said.truncate(MOST);
    Some(format!(
        "工作表“{}”中{}{more}是隐藏的，已照常读入：打印时看不到，但取得文件的人都能取消隐藏，请确认是否应当公开。",
        sheet.name,
        said.join("、"),
    ))
}

fn run(first: u32, last: u32, name: impl Fn(u32) -> String) -> String {
    if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) }
}

/// What is said of the hidden sheets: those that a user hid by name, those of programs by their number.
fn hidden_sheets(book: &Book) -> Vec<Notice> {
    let named = |visibility| {
        let with_content = book.sheets.iter().filter(move |s| s.visibility == visibility && !s.cells.is_empty());
        with_content.map(|s| format!("“{}”", s.name)).collect::<Vec<_>>()
    };
    let mut notices = Vec::new();
    let mut say = |text: String| notices.push(Notice { text, place: Place::default() });
    let hidden = named(Visibility::Hidden);
    if !hidden.is_empty() {
        say(format!(
            "工作表{}是隐藏的，没有读入：取得文件的人都能取消隐藏，公开前请删去，或取消隐藏后再打开。",
            hidden.join("、")
        ));
    }
    let deep = named(Visibility::VeryHidden);
    if !deep.is_empty() {
        say(format!(
            "文件里有 {} 张深度隐藏的工作表（{}），多为软件自带的数据，没有读入：公开前请确认其中没有不应公开的内容。",
            deep.len(),
            deep.join("、")
        ));
    }
    notices
}
