//! Where the paragraphs, lines and grids of a source without paper stand under each other.

use std::ops::Range;

use egui::{Context, FontId, Rect, pos2, vec2};

use crate::document::{Block, Document, Format, Grid, GridCell, Paragraph};
use crate::model::Place;

/// The size of the text.
pub(super) const TEXT: f32 = 13.0;
/// Beside the text of a cell.
pub(super) const PAD: f32 = 5.0;
/// Height of a line.
const LINE: f32 = 18.0;
/// Around everything.
const MARGIN: f32 = 10.0;
/// Room for the numbers of rows or lines.
pub(super) const GUTTER: f32 = 38.0;
/// Narrowest and widest column.
const COLUMN: std::ops::RangeInclusive<f32> = 30.0..=220.0;
/// A column is not made narrower than this to save scrolling sideways: five characters.
const LEAST: f32 = 5.0 * TEXT + 2.0 * PAD;

/// One block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// Index into `Document::blocks`.
    pub block: usize,
    pub rect: Rect,
    pub kind: Kind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Paragraph,
    /// The edges of columns and rows, from the grid's corner. With `numbered`, row numbers stand left of it
    /// and column letters above, as in a workbook.
    Grid {
        lefts: Vec<f32>,
        tops: Vec<f32>,
        numbered: bool,
    },
}

/// All blocks of a document or of one of its sheets.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Flow {
    pub items: Vec<Item>,
    pub width: f32,
    pub height: f32,
}

/// Measures text.
pub(super) struct Ruler<'a> {
    pub ctx: &'a Context,
}

impl Ruler<'_> {
    fn width(&self, text: &str) -> f32 {
        let font = FontId::proportional(TEXT);
        self.ctx.fonts_mut(|fonts| text.chars().map(|c| fonts.glyph_width(&font, c)).sum())
    }

    fn widest_line(&self, text: &str) -> f32 {
        text.lines().map(|line| self.width(line)).fold(0.0, f32::max)
    }

    /// Lines that a text takes in this width. Where a text breaks is not known exactly, so long ones count one
    /// line in twelve more.
    fn lines(&self, text: &str, width: f32) -> f32 {
        let of_line = |line: &str| {
            let full = self.width(line) / width.max(TEXT);
            if full <= 1.0 { 1.0 } else { (full * 13.0 / 12.0).ceil() }
        };
        text.lines().map(of_line).sum::<f32>().max(1.0)
    }

    fn height(&self, text: &str, width: f32) -> f32 {
        let font = FontId::proportional(TEXT);
        let laid = self.ctx.fonts_mut(|f| f.layout(text.to_owned(), font, egui::Color32::BLACK, width));
        laid.size().y.max(LINE)
    }
}

impl Flow {
    /// The blocks of a sheet (or of everything) in a room of this width.
    pub(super) fn of(document: &Document, sheet: Option<u32>, width: f32, ruler: &Ruler<'_>) -> Self {
        let wrap = (width - 2.0 * MARGIN).max(120.0);
        let mut flow = Self::default();
        let mut top = MARGIN;
        for (block, content) in document.blocks.iter().enumerate() {
            let place = match content {
                Block::Paragraph(paragraph) => paragraph.place,
                Block::Grid(grid) => grid.place,
            };
            if sheet.is_some() && place.page != sheet {
                continue;
            }
            let item = match content {
                Block::Paragraph(paragraph) => line_or_paragraph(paragraph, block, top, wrap, ruler),
                Block::Grid(grid) => grid_item(grid, block, top, wrap, is_workbook(document.format), ruler),
            };
            top = item.rect.bottom() + gap(content);
            flow.width = flow.width.max(item.rect.right() + MARGIN);
            flow.items.push(item);
        }
        flow.height = top + MARGIN;
        flow
    }

    /// The items in this part of the content.
    pub(super) fn visible(&self, top: f32, bottom: f32) -> Range<usize> {
        let from = self.items.partition_point(|item| item.rect.bottom() < top);
        let to = self.items.partition_point(|item| item.rect.top() < bottom);
        from..to.max(from)
    }

    /// Where a place of this file is shown, if it is on this sheet.
    pub(super) fn find(&self, document: &Document, place: &Place) -> Option<Rect> {
        let stands_here = |item: &&Item| match (document.blocks.get(item.block), place.line, place.block) {
            (Some(Block::Paragraph(p)), Some(_), _) => p.place.line == place.line,
            (_, _, Some(block)) => item.block == block as usize,
            _ => false,
        };
        let item = self.items.iter().find(stands_here)?;
        match (document.blocks.get(item.block), place.cell) {
            (Some(Block::Grid(grid)), Some([row, column])) => {
                item.cell(grid.row(row).iter().find(|c| c.column == column)?)
            }
            _ => Some(item.rect),
        }
    }
}

impl Item {
    /// Where a cell of this grid stands.
    pub(super) fn cell(&self, cell: &GridCell) -> Option<Rect> {
        let Kind::Grid { lefts, tops, .. } = &self.kind else { return None };
        let corner = self.corner();
        let edge = |edges: &[f32], at: u32| edges.get(at as usize).or(edges.last()).copied();
        let x = (edge(lefts, cell.column)?, edge(lefts, cell.column.saturating_add(cell.column_span))?);
        let y = (edge(tops, cell.row)?, edge(tops, cell.row.saturating_add(cell.row_span))?);
        Some(Rect::from_min_max(corner + vec2(x.0, y.0), corner + vec2(x.1, y.1)))
    }

    /// The whole of a row.
    pub(super) fn row(&self, row: u32) -> Option<Rect> {
        let Kind::Grid { lefts, tops, .. } = &self.kind else { return None };
        let (top, bottom) = (*tops.get(row as usize)?, *tops.get(row as usize + 1)?);
        let corner = self.corner();
        Some(Rect::from_min_max(corner + vec2(0.0, top), corner + vec2(*lefts.last()?, bottom)))
    }

    /// The upper left corner of the cells.
    pub(super) fn corner(&self) -> egui::Pos2 {
        match self.kind {
            Kind::Grid { numbered: true, .. } => self.rect.min + vec2(GUTTER, LINE),
            _ => self.rect.min,
        }
    }

    /// The rows of a grid that show between these heights.
    pub(super) fn rows(&self, top: f32, bottom: f32) -> Range<u32> {
        let Kind::Grid { tops, .. } = &self.kind else { return 0..0 };
        let from = self.corner().y;
        let first = tops.partition_point(|t| from + t < top).saturating_sub(1);
        let last = tops.partition_point(|t| from + t < bottom).min(tops.len().saturating_sub(1));
        let number = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
        number(first)..number(last.max(first))
    }
}

fn is_workbook(format: Format) -> bool {
    matches!(format, Format::Xlsx | Format::Xls | Format::Ods | Format::Csv)
}

fn gap(block: &Block) -> f32 {
    match block {
        Block::Paragraph(p) if p.place.line.is_some() => 0.0,
        Block::Paragraph(_) => 5.0,
        Block::Grid(_) => 12.0,
    }
}

/// A line of a plain text that is laid out in columns by spaces.
pub(super) fn is_columnar(text: &str) -> bool {
    text.trim_start().contains("  ") || text.contains('\t')
}

fn line_or_paragraph(paragraph: &Paragraph, block: usize, top: f32, wrap: f32, ruler: &Ruler<'_>) -> Item {
    let numbered = paragraph.place.line.is_some();
    let left = MARGIN + if numbered { GUTTER } else { 0.0 };
    let wrap = wrap - if numbered { GUTTER } else { 0.0 };
    let size = if numbered && is_columnar(&paragraph.text) {
        vec2(ruler.width(&paragraph.text).max(wrap), LINE)
    } else {
        vec2(wrap, ruler.height(&paragraph.text, wrap))
    };
    Item { block, rect: Rect::from_min_size(pos2(left, top), size), kind: Kind::Paragraph }
}

fn grid_item(grid: &Grid, block: usize, top: f32, room: f32, numbered: bool, ruler: &Ruler<'_>) -> Item {
    let mut widths = vec![*COLUMN.start(); grid.columns as usize];
    for cell in grid.cells.iter().filter(|c| c.column_span == 1) {
        if let Some(width) = widths.get_mut(cell.column as usize) {
            let wanted = (ruler.widest_line(&cell.text) + 2.0 * PAD + 2.0).ceil();
            *width = width.max(wanted.min(*COLUMN.end()));
        }
    }
    shrink(&mut widths, room - if numbered { GUTTER } else { 0.0 });
    let lefts = edges(&widths);
    let mut heights = vec![LINE + 4.0; grid.rows as usize];
    // Cells over several rows come last: they get what the rows lack.
    let mut cells: Vec<&GridCell> = grid.cells.iter().filter(|c| !c.is_blank()).collect();
    cells.sort_by_key(|c| c.row_span);
    for cell in cells {
        let edge = |at: u32| lefts.get(at as usize).or(lefts.last()).copied().unwrap_or(0.0);
        let width = edge(cell.column.saturating_add(cell.column_span)) - edge(cell.column) - 2.0 * PAD;
        let needed = ruler.lines(&cell.text, width) * LINE + 4.0;
        let rows = cell.row as usize..cell.row.saturating_add(cell.row_span).min(grid.rows) as usize;
        let have: f32 = heights.get(rows.clone()).map_or(0.0, |h| h.iter().sum());
        if needed > have
            && let Some(last) = heights.get_mut(rows).and_then(|h| h.last_mut())
        {
            *last += needed - have;
        }
    }
    let tops = edges(&heights);
    let size = vec2(lefts.last().copied().unwrap_or(0.0), tops.last().copied().unwrap_or(0.0));
    let size = if numbered { size + vec2(GUTTER, LINE) } else { size };
    Item { block, rect: Rect::from_min_size(pos2(MARGIN, top), size), kind: Kind::Grid { lefts, tops, numbered } }
}

/// Makes the widest columns as narrow as is needed to fit a room, but none too narrow to be read.
fn shrink(widths: &mut [f32], room: f32) {
    if widths.iter().sum::<f32>() <= room {
        return;
    }
    let fitted = |most: f32| widths.iter().map(|w| w.min(most)).sum::<f32>();
    // The most that a column may have, found by halving: eight steps are finer than a point.
    let (mut low, mut high) = (LEAST, *COLUMN.end());
    for _ in 0..8 {
        let middle = (low + high) / 2.0;
        if fitted(middle) > room { high = middle } else { low = middle }
    }
    let most = low.floor();
    widths.iter_mut().for_each(|w| *w = w.min(most));
}

/// 0 and the sums of the first, the first two … lengths.
fn edges(lengths: &[f32]) -> Vec<f32> {
    let mut at = 0.0;
    std::iter::once(0.0)
        .chain(lengths.iter().map(|length| {
            at += length;
            at
        }))
        .collect()
}

/// The letters of a column as in a workbook: A, B … Z, AA.
pub(super) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(document: &Document, sheet: Option<u32>) -> Flow {
        let ctx = Context::default();
        crate::app::Shell::setup(&ctx);
        // Fonts are there after the first frame.
        let mut flow = Flow::default();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            flow = Flow::of(document, sheet, 400.0, &Ruler { ctx: ui.ctx() });
        });
        output.textures_delta.clear();
        flow
    }

    fn document() -> Document {
        let paragraph = |text: &str, page| {
            let place = Place { page: Some(page), ..Place::default() };
            Block::Paragraph(Paragraph { text: text.into(), place, ..Paragraph::default() })
        };
        let mut grid = Grid::of("科目|金额\n208|9.24\n合计|9.24");
        grid.place.page = Some(2);
        grid.cells[0] = GridCell::new(0, 0, "跨两行的表头").spanning(2, 1);
        grid.cells.remove(2);
        let mut document =
            Document { blocks: vec![paragraph("第一页", 1), Block::Grid(grid)], ..Document::default() };
        document.number_blocks();
        document
    }

    #[test]
    fn blocks_stand_under_each_other_and_cells_over_their_rows() {
        let document = document();
        let flow = flow(&document, None);
        assert_eq!(flow.items.len(), 2);
        assert!(flow.items[1].rect.top() > flow.items[0].rect.bottom());
        let cell = |row, column| {
            let place = Place { block: Some(1), cell: Some([row, column]), ..Place::default() };
            flow.find(&document, &place).unwrap()
        };
        assert_eq!(cell(0, 0).bottom(), cell(1, 1).bottom(), "over two rows");
        assert_eq!(cell(2, 0).top(), cell(0, 0).bottom());
        assert_eq!(flow.items[1].rows(cell(2, 0).center().y, cell(2, 0).bottom()), 2..3);
    }

    #[test]
    fn a_sheet_shows_what_is_on_it() {
        let document = document();
        assert_eq!(flow(&document, Some(1)).items.len(), 1);
        let place = Place { block: Some(0), ..Place::default() };
        assert_eq!(flow(&document, Some(2)).find(&document, &place), None);
    }

    #[test]
    fn columns_have_letters() {
        let letters = [0, 25, 26, 51, 701, 702, 16383].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]);
    }
}
