//! Which field stands where in the source, and what stands at a place of the source.
//!
//! A cell of a table carries its place; codes and names do not, so their places are looked up in the source
//! row of their cells. The way back, from a place to a field or a stretch of the text, is kept in maps that are
//! made once and again when rows come or go.

use std::collections::HashMap;

use crate::document::{Block, Document, Grid, GridCell};
use crate::model::text::squeeze;
use crate::model::{CellRef, Disclosure, Place, Row, TextRef};
use crate::session::{Field, Slot};

/// What of a disclosure stands at a place of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Target {
    /// A code, a name or a cell of a table.
    Field(Field),
    /// The running text from this character on, or a heading of it.
    Text(TextRef),
}

/// Left, top, right, bottom on a page, in points.
pub(super) type Bounds = [f32; 4];

/// The lookups of one disclosure.
#[derive(Default)]
pub(in crate::app) struct PlaceIndex {
    labels: HashMap<Field, Place>,
    /// By file and page: for what is looked up by a point.
    boxes: HashMap<(u32, u32), Vec<(Bounds, Target)>>,
    /// By file, block and cell of its grid.
    cells: HashMap<(u32, u32, [u32; 2]), Target>,
    /// Running text by file and block.
    paragraphs: HashMap<(u32, u32), Target>,
    /// By file and line of a plain text.
    lines: HashMap<(u32, u32), Target>,
}

impl PlaceIndex {
    /// The lookups of a disclosure that was read from these files.
    pub(in crate::app) fn of(d: &Disclosure, files: &[&Document]) -> Self {
        let mut out = Self::default();
        for (t, table) in d.tables.iter().enumerate() {
            for (p, panel) in table.panels.iter().enumerate() {
                for (r, row) in panel.rows.iter().enumerate() {
                    let at = CellRef::new(t, p, r, 0);
                    out.row(at, row, files);
                }
            }
        }
        for (section, s) in d.prose.iter().enumerate() {
            let first = if s.heading.is_empty() { TextRef::at(section, 0) } else { TextRef::heading(section) };
            out.add(&s.place, Target::Text(first));
            for line in &s.lines {
                out.add(&line.place, Target::Text(TextRef::at(section, line.at)));
            }
        }
        out
    }

    fn row(&mut self, at: CellRef, row: &Row, files: &[&Document]) {
        for (column, cell) in (0u32..).zip(&row.cells) {
            // A blank on a line of text stands nowhere: the line is that of the whole row.
            if cell.place.line.is_none() || !cell.is_blank() {
                self.add(&cell.place, Target::Field(CellRef { column, ..at }.into()));
            }
        }
        let Some(first) = row.cells.iter().map(|c| &c.place).find(|p| **p != Place::default()) else { return };
        let label = |slot| Field { slot, ..Field::from(at) };
        let source = SourceRow::of(first, files);
        for (slot, text) in [(Slot::Code, &row.code), (Slot::Name, &row.name)] {
            let found = source.as_ref().and_then(|row| row.find(text)).map(|cell| cell.place);
            let on_line = || first.line.map(|_| *first);
            if let Some(place) = found.or_else(on_line).filter(|_| !text.is_empty()) {
                self.labels.insert(label(slot), place);
                self.add(&place, Target::Field(label(slot)));
            }
        }
    }

    /// The first that claims a place has it.
    fn add(&mut self, place: &Place, target: Target) {
        let file = place.file;
        if let (Some(page), Some(bounds)) = (place.page, place.bounds) {
            self.boxes.entry((file, page)).or_default().push((bounds, target));
        }
        match (place.block, place.cell) {
            (Some(block), Some(cell)) => {
                self.cells.entry((file, block, cell)).or_insert(target);
            }
            (Some(block), None) => {
                self.paragraphs.entry((file, block)).or_insert(target);
            }
            _ => {}
        }
        if let Some(line) = place.line {
            self.lines.entry((file, line)).or_insert(target);
        }
    }

    /// Where a field stands, if the source tells.
    pub(in crate::app) fn place(&self, d: &Disclosure, field: Field) -> Option<Place> {
        let place = match field.cell() {
            Some(at) => d.cell(at).map(|c| c.place)?,
            None => *self.labels.get(&field)?,
        };
        (place != Place::default()).then_some(place)
    }

    /// What stands at a point of a page: of the boxes around it the smallest.
    pub(super) fn at_point(&self, file: u32, page: u32, (x, y): (f32, f32)) -> Option<(Bounds, Target)> {
        let inside = |[left, top, right, bottom]: Bounds| (left..=right).contains(&x) && (top..=bottom).contains(&y);
        let area = |[left, top, right, bottom]: Bounds| (right - left) * (bottom - top);
        let around = self.boxes.get(&(file, page))?.iter().filter(|(bounds, _)| inside(*bounds));
        around.min_by(|(a, _), (b, _)| area(*a).total_cmp(&area(*b))).copied()
    }

    /// Everything on a page that has a box.
    pub(super) fn on_page(&self, file: u32, page: u32) -> &[(Bounds, Target)] {
        self.boxes.get(&(file, page)).map(Vec::as_slice).unwrap_or_default()
    }

    /// What stands in a cell of a grid of the source.
    pub(super) fn in_cell(&self, file: u32, cell: &GridCell) -> Option<Target> {
        self.cells.get(&(file, cell.place.block?, cell.place.cell?)).copied()
    }

    /// What stands in a paragraph or on a line of the source.
    pub(super) fn in_paragraph(&self, place: &Place) -> Option<Target> {
        let by_line = place.line.and_then(|line| self.lines.get(&(place.file, line)));
        by_line.or_else(|| self.paragraphs.get(&(place.file, place.block?))).copied()
    }
}

/// The part of a source row that stands left of a row's first cell, nearest first.
struct SourceRow<'a> {
    left: Vec<&'a GridCell>,
}

impl<'a> SourceRow<'a> {
    fn of(first: &Place, files: &[&'a Document]) -> Option<Self> {
        let document = files.get(first.file as usize)?;
        let Block::Grid(grid) = document.blocks.get(first.block? as usize)? else { return None };
        let [row, column] = first.cell?;
        let mut left: Vec<&GridCell> = cells_of(grid, row).filter(|c| c.column < column).collect();
        left.sort_by_key(|c| std::cmp::Reverse(c.column));
        Some(Self { left })
    }

    /// The cell with this text: as a whole, or else within it, or else the last of the cells (类, 款, 项) that make it up.
    fn find(&self, text: &str) -> Option<&'a GridCell> {
        let wanted = squeeze(text);
        let whole = self.left.iter().find(|c| squeeze(&c.text) == wanted);
        let within = || self.left.iter().find(|c| squeeze(&c.text).contains(&wanted));
        let end = || self.left.iter().find(|c| !c.is_blank() && wanted.ends_with(&squeeze(&c.text)));
        whole.or_else(within).or_else(end).copied()
    }
}

/// The cells that cover this row of a grid, the ones that begin above included.
fn cells_of(grid: &Grid, row: u32) -> impl Iterator<Item = &GridCell> {
    let to = grid.cells.partition_point(|c| c.row <= row);
    grid.cells.iter().take(to).filter(move |c| c.covers(row, c.column))
}

/// The extent of a source row on the page of one of its cells: the cell's height, the row's width.
pub(super) fn row_bounds(place: &Place, files: &[&Document]) -> Option<Bounds> {
    let document = files.get(place.file as usize)?;
    let Block::Grid(grid) = document.blocks.get(place.block? as usize)? else { return None };
    let [row, _] = place.cell?;
    let [_, top, _, bottom] = place.bounds?;
    let boxes = grid.row(row).iter().filter(|c| c.place.page == place.page).filter_map(|c| c.place.bounds);
    let (left, right) = boxes.fold(None, |span: Option<(f32, f32)>, [left, _, right, _]| {
        Some(span.map_or((left, right), |(l, r)| (l.min(left), r.max(right))))
    })?;
    Some([left, top, right, bottom])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Panel, Section, Table, TextLine};

    /// A page with a grid of cells 100 wide and 20 high, and the table that was read from it.
    fn example() -> (Disclosure, Document) {
        let mut grid = Grid::of("类|款|名称|合计\n208||社会保障和就业支出|9.24\n208|05|行政事业单位养老支出|9.24");
        for cell in &mut grid.cells {
            let (x, y) = (cell.column as f32 * 100.0, cell.row as f32 * 20.0);
            cell.place = Place { page: Some(1), bounds: Some([x, y, x + 100.0, y + 20.0]), ..Place::default() };
        }
        let mut document = Document { blocks: vec![Block::Grid(grid)], ..Document::default() };
        document.number_blocks();
        let Block::Grid(grid) = &document.blocks[0] else { unreachable!() };
        let amount = |row: u32| Cell { text: "9.24".into(), place: grid.row(row)[3].place, ..Cell::default() };
        let row = |code: &str, name: &str, at| Row {
            code: code.into(),
            name: name.into(),
            cells: vec![amount(at)],
            ..Row::default()
        };
        let rows = vec![row("208", "社会保障和就业支出", 1), row("20805", "行政事业单位养老支出", 2)];
        let panel = Panel { rows, ..Panel::default() };
        let d = Disclosure { tables: vec![Table { panels: vec![panel], ..Table::default() }], ..Disclosure::default() };
        (d, document)
    }

    #[test]
    fn a_name_and_a_code_stand_in_the_source_row_of_their_cells() {
        let (d, document) = example();
        let index = PlaceIndex::of(&d, &[&document]);
        let place = |row: u32, slot| index.place(&d, Field { table: 0, panel: 0, row, slot }).and_then(|p| p.cell);
        assert_eq!(place(0, Slot::Column(0)), Some([1, 3]));
        assert_eq!((place(0, Slot::Code), place(0, Slot::Name)), (Some([1, 0]), Some([1, 2])));
        // The code of a 款 is printed in two cells: it is found in the last of them.
        assert_eq!(place(1, Slot::Code), Some([2, 1]));
    }

    #[test]
    fn a_point_is_in_the_smallest_box_around_it() {
        let (mut d, document) = example();
        let around = Place { page: Some(1), bounds: Some([0.0, 0.0, 400.0, 60.0]), ..Place::default() };
        let lines = vec![TextLine { at: 3, place: around }];
        d.prose.push(Section { lines, ..Section::default() });
        let index = PlaceIndex::of(&d, &[&document]);
        let at = |x, y| index.at_point(0, 1, (x, y)).map(|(_, target)| target);
        let cell = |row, slot| Some(Target::Field(Field { table: 0, panel: 0, row, slot }));
        assert_eq!(at(350.0, 50.0), cell(1, Slot::Column(0)));
        assert_eq!(at(250.0, 30.0), cell(0, Slot::Name));
        assert_eq!(at(350.0, 10.0), Some(Target::Text(TextRef::at(0, 3))), "a header is no field");
        assert_eq!(at(350.0, 70.0), None);
        assert_eq!(index.at_point(0, 2, (350.0, 50.0)), None);
    }

    #[test]
    fn a_row_reaches_from_its_first_to_its_last_cell() {
        let (d, document) = example();
        let place = d.tables[0].panels[0].rows[1].cells[0].place;
        assert_eq!(row_bounds(&place, &[&document]), Some([0.0, 40.0, 400.0, 60.0]));
    }
}
