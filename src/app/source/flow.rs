//! A source without paper: the sheets of a workbook, the paragraphs and tables of a Word document or a web
//! page, the numbered lines of a text. Only what is in sight is drawn.

use egui::{Align2, FontId, Id, Pos2, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::flow_layout::{Flow, GUTTER, Item, Kind, PAD, Ruler, TEXT, column_letters, is_columnar};
use super::geometry::reveal;
use super::index::Target;
use super::{Shown, describe};
use crate::app::paint;
use crate::check::Verdict;
use crate::document::{Block, Grid, GridCell, Paragraph};
use crate::model::{Place, parse_amount};

/// How a source without paper is looked at.
#[derive(Default)]
pub(super) struct FlowView {
    /// The sheet that is shown, from 1; `None` where there are no sheets.
    pub sheet: Option<u32>,
    offset: Vec2,
    jump: Option<Vec2>,
    /// Where it was scrolled: beside the grid or below it.
    area: Option<Id>,
    flow: Flow,
    /// What the layout was made for.
    key: Option<(Option<u32>, f32, f32)>,
}

impl FlowView {
    /// Shows another sheet from its beginning.
    pub(super) fn go_to_sheet(&mut self, sheet: u32) {
        if self.sheet != Some(sheet) {
            self.sheet = Some(sheet);
            self.jump = Some(Vec2::ZERO);
        }
    }
}

/// Draws the source. Returns what was clicked on.
pub(super) fn ui(ui: &mut Ui, view: &mut FlowView, shown: &Shown<'_>) -> Option<Target> {
    let wanted = shown.lit.places.iter().find(|p| p.file == shown.file).filter(|_| shown.reveal);
    if let Some(sheet) = wanted.and_then(|place| place.page).filter(|_| view.sheet.is_some()) {
        view.go_to_sheet(sheet);
    }
    let room = ui.available_size();
    let key = (view.sheet, room.x, ui.pixels_per_point());
    if view.key != Some(key) {
        let ruler = Ruler { ctx: ui.ctx() };
        view.flow = Flow::of(shown.document, view.sheet, room.x - ui.spacing().scroll.allocated_width(), &ruler);
        view.key = Some(key);
    }
    if view.area.replace(ui.scope_id()) != Some(ui.scope_id()) {
        view.jump = view.jump.or(Some(view.offset));
    }
    if let Some(target) = wanted.and_then(|place| view.flow.find(shown.document, place)) {
        view.jump = reveal(target, view.jump.unwrap_or(view.offset), room).or(view.jump);
    }
    let mut area = ScrollArea::both().id_salt(("flow", view.sheet)).auto_shrink(false).animated(false);
    if let Some(offset) = view.jump.take() {
        area = area.scroll_offset(offset);
    }
    let flow = &view.flow;
    let output = area.show_viewport(ui, |ui, seen| {
        ui.set_min_size(vec2(flow.width, flow.height));
        let mut drawing = Drawing { shown, origin: ui.min_rect().min.to_vec2(), seen, clicked: None };
        for item in flow.items.get(flow.visible(seen.top(), seen.bottom())).unwrap_or_default() {
            match shown.document.blocks.get(item.block) {
                Some(Block::Paragraph(paragraph)) => drawing.paragraph(ui, item, paragraph),
                Some(Block::Grid(grid)) => drawing.grid(ui, item, grid),
                None => {}
            }
        }
        drawing.clicked
    });
    view.offset = output.state.clamped_offset();
    output.inner
}

struct Drawing<'a> {
    shown: &'a Shown<'a>,
    origin: Vec2,
    /// The part of the content that is in sight.
    seen: Rect,
    clicked: Option<Target>,
}

impl Drawing<'_> {
    fn paragraph(&mut self, ui: &Ui, item: &Item, paragraph: &Paragraph) {
        let p = &self.shown.palette;
        let rect = item.rect.translate(self.origin);
        let painter = ui.painter();
        let place = Place { file: self.shown.file, ..paragraph.place };
        let is_lit = self.shown.lit.places.iter().any(|lit| is_at(lit, &place));
        if is_lit {
            painter.rect_filled(rect.expand2(vec2(4.0, 1.0)), 2.0, p.selection);
        }
        if let Some(line) = place.line {
            let at = pos2(rect.left() - 8.0, rect.top() + 9.0);
            let ink = if is_lit { p.accent } else { p.weak };
            paint::text(painter, at, Align2::RIGHT_CENTER, line, FontId::proportional(11.0), ink, is_lit);
        }
        let wrap = if place.line.is_some() && is_columnar(&paragraph.text) { f32::INFINITY } else { rect.width() };
        let laid = painter.layout(paragraph.text.clone(), FontId::proportional(TEXT), p.text, wrap);
        paint::galley(painter, rect.min, laid, p.text, paragraph.heading.is_some());
        let target = self.shown.index.in_paragraph(&place);
        let name = match place.line {
            Some(line) => format!("原文第 {line} 行：{}", paragraph.text.trim()),
            None => format!("原文段落：{}", paragraph.text.trim()),
        };
        self.interact(ui, ui.scope_id().with(("paragraph", item.block)), rect, &name, is_lit, target);
    }

    fn grid(&mut self, ui: &Ui, item: &Item, grid: &Grid) {
        let Kind::Grid { numbered, .. } = item.kind else { return };
        let rows = item.rows(self.seen.top(), self.seen.bottom());
        if numbered {
            self.numbers(ui, item, grid, rows.clone());
        }
        for place in self.shown.lit.places.iter().filter(|p| self.is_in(p, item)) {
            if let Some(row) = place.cell.and_then(|[row, _]| item.row(row)) {
                let faint = self.shown.palette.selection.gamma_multiply(0.5);
                ui.painter().rect_filled(row.translate(self.origin), 0.0, faint);
            }
        }
        // Cells over several rows may begin above what is in sight.
        let before = grid.cells.iter().take_while(|c| c.row < rows.start).filter(|c| c.row_span > 1);
        let above = before.filter(|c| c.row.saturating_add(c.row_span) > rows.start);
        let from = grid.cells.partition_point(|c| c.row < rows.start);
        let to = grid.cells.partition_point(|c| c.row < rows.end);
        for cell in above.chain(grid.cells.get(from..to).unwrap_or_default()) {
            self.cell(ui, item, cell);
        }
    }

    fn numbers(&self, ui: &Ui, item: &Item, grid: &Grid, rows: std::ops::Range<u32>) {
        let p = &self.shown.palette;
        let font = FontId::proportional(11.0);
        let painter = ui.painter();
        let corner = item.corner() + self.origin;
        let head = item.rect.translate(self.origin);
        painter.rect_filled(Rect::from_min_max(head.min, pos2(head.right(), corner.y)), 0.0, p.head);
        for column in 0..grid.columns {
            if let Some(rect) = item.cell(&GridCell::new(column_row(grid), column, "")) {
                let at = pos2(rect.center().x + self.origin.x, (head.top() + corner.y) / 2.0);
                paint::text(painter, at, Align2::CENTER_CENTER, column_letters(column), font.clone(), p.weak, false);
            }
        }
        for row in rows {
            let Some(rect) = item.row(row).map(|r| r.translate(self.origin)) else { continue };
            let left = Rect::from_min_max(pos2(head.left(), rect.top()), pos2(head.left() + GUTTER, rect.bottom()));
            painter.rect_filled(left, 0.0, p.head);
            paint::text(painter, left.center(), Align2::CENTER_CENTER, row + 1, font.clone(), p.weak, false);
        }
    }

    fn cell(&mut self, ui: &Ui, item: &Item, cell: &GridCell) {
        let shown = self.shown;
        let p = &shown.palette;
        let Some(rect) = item.cell(cell).map(|r| r.translate(self.origin)) else { return };
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let place = Place { file: shown.file, ..cell.place };
        let is_lit = shown.lit.places.iter().any(|lit| is_at(lit, &place));
        painter.rect_stroke(rect, 0.0, Stroke::new(0.5, p.line), StrokeKind::Middle);
        if is_lit {
            painter.rect_filled(rect, 0.0, p.selection);
        }
        let wrap = rect.width() - 2.0 * PAD;
        let mut job = egui::text::LayoutJob::simple(cell.text.clone(), FontId::proportional(TEXT), p.text, wrap);
        let (anchor, x) = if parse_amount(&cell.text).is_some() {
            (egui::Align::Max, rect.right() - PAD)
        } else if cell.column_span > 1 {
            (egui::Align::Center, rect.center().x)
        } else {
            (egui::Align::Min, rect.left() + PAD)
        };
        job.halign = anchor;
        let laid = painter.layout_job(job);
        painter.galley(pos2(x, rect.center().y - laid.size().y / 2.0), laid, p.text);
        let target = shown.index.in_cell(shown.file, cell);
        if let Some(Target::Field(field)) = target
            && field.cell().and_then(|cell| shown.session.checker().mark(cell)) == Some(Verdict::Broken)
        {
            paint::corner(&painter, rect, p.red.ink);
        }
        if let Some((_, broken)) = shown.lit.related.iter().find(|(place_, _)| is_at(place_, &place)) {
            let ink = if *broken { p.red.ink } else { p.weak };
            let r = rect.shrink(1.5);
            let outline: [Pos2; 5] = [r.left_top(), r.right_top(), r.right_bottom(), r.left_bottom(), r.left_top()];
            painter.add(egui::Shape::dashed_line(&outline, Stroke::new(1.2, ink), 4.0, 3.0));
        }
        if is_lit {
            painter.rect_stroke(rect, 0.0, Stroke::new(2.0, p.accent), StrokeKind::Inside);
        }
        let name = format!("原文第 {} 行第 {} 列：{}", cell.row + 1, cell.column + 1, cell.text);
        let id = ui.scope_id().with(("cell", item.block, cell.row, cell.column));
        self.interact(ui, id, rect, &name, is_lit, target);
    }

    fn is_in(&self, place: &Place, item: &Item) -> bool {
        place.file == self.shown.file && place.block.is_some_and(|b| b as usize == item.block)
    }

    fn interact(&mut self, ui: &Ui, id: Id, rect: Rect, name: &str, is_lit: bool, target: Option<Target>) {
        let sense = if target.is_some() { Sense::click() } else { Sense::hover() };
        let response: Response = ui.interact(rect.intersect(ui.clip_rect()), id, sense);
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Cell, true, is_lit, name));
        let Some(target) = target else { return };
        if response.hovered() {
            ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, self.shown.palette.accent), StrokeKind::Inside);
        }
        if response.clicked() {
            self.clicked = Some(target);
        }
        let d = self.shown.session.disclosure();
        response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_ui(|ui| {
            ui.label(describe(target, d));
        });
    }
}

/// A row in which every column has a cell of its own to measure: any, because edges are those of the columns.
fn column_row(grid: &Grid) -> u32 {
    grid.rows.saturating_sub(1)
}

/// The same cell, paragraph or line of a file.
fn is_at(a: &Place, b: &Place) -> bool {
    let same_line = a.line.is_some() && a.line == b.line;
    let same_block = a.block.is_some() && a.block == b.block && a.cell == b.cell;
    a.file == b.file && (same_line || same_block)
}
