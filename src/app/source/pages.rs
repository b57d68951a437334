//! The pages of a PDF: pictures under each other, with what is selected lit on them.

use std::time::{Duration, Instant};

use egui::{Color32, Pos2, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, vec2};

use super::geometry::{Stack, ZOOM_RANGE, Zoom, keep, reveal};
use super::index::{Target, row_bounds};
use super::textures::Textures;
use super::{Shown, describe};
use crate::app::paint;
use crate::app::theme::Palette;
use crate::check::Verdict;
use crate::model::Place;

/// After the size of the pages has changed, sharp pictures are drawn when it has been still for so long.
const STILL: Duration = Duration::from_millis(140);
/// Pages before and after those in sight whose pictures are drawn ahead.
const AHEAD: usize = 1;

/// How the pages of a document are looked at.
pub(super) struct PagesView {
    pub zoom: Zoom,
    offset: Vec2,
    /// Where the next frame scrolls to.
    jump: Option<Vec2>,
    stack: Option<Stack>,
    resized: Instant,
    /// Where the pages were scrolled: beside the grid or below it.
    area: Option<egui::Id>,
    /// Of the last frame.
    room: Vec2,
    /// The page that takes the greatest part of the view.
    pub page: usize,
}

impl Default for PagesView {
    fn default() -> Self {
        Self {
            zoom: Zoom::FitWidth,
            offset: Vec2::ZERO,
            jump: None,
            stack: None,
            resized: Instant::now(),
            area: None,
            room: Vec2::ZERO,
            page: 0,
        }
    }
}

impl PagesView {
    /// The zoom as a number.
    pub(super) fn times(&self) -> f32 {
        self.stack.as_ref().map_or(1.0, |stack| stack.times(self.page))
    }

    /// Scrolls to the top of a page.
    pub(super) fn go_to_page(&mut self, page: usize) {
        if let Some(rect) = self.stack.as_ref().and_then(|stack| stack.page(page)) {
            self.jump = Some(vec2(self.offset.x, (rect.top() - 4.0).max(0.0)));
        }
    }

    /// Brings a place into sight, if it is not there already.
    fn reveal(&mut self, place: &Place) {
        let Some(stack) = &self.stack else { return };
        let Some(page) = place.page.and_then(|p| p.checked_sub(1)).map(|p| p as usize) else { return };
        match place.bounds.and_then(|bounds| stack.place(page, bounds)) {
            Some(target) => self.jump = reveal(target, self.jump.unwrap_or(self.offset), self.room).or(self.jump),
            None if self.page != page => self.go_to_page(page),
            None => {}
        }
    }
}

/// Draws the pages. Returns what was clicked on.
pub(super) fn ui(
    ui: &mut Ui,
    view: &mut PagesView,
    shown: &Shown<'_>,
    textures: Option<&mut Textures>,
) -> Option<Target> {
    let room = ui.available_size();
    zoom_by_wheel(ui, view);
    let stack = Stack::of(&shown.document.pages, view.zoom, room);
    if view.stack.as_ref() != Some(&stack) {
        if let Some(before) = &view.stack {
            let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|q| ui.max_rect().contains(*q));
            let anchor = pointer.map_or(vec2(room.x / 2.0, 0.0), |q| q - ui.max_rect().min);
            view.jump = Some(keep(before, &stack, view.jump.unwrap_or(view.offset), anchor));
        }
        view.stack = Some(stack.clone());
        view.resized = Instant::now();
    }
    view.room = room;
    if view.area.replace(ui.scope_id()) != Some(ui.scope_id()) {
        view.jump = view.jump.or(Some(view.offset));
    }
    if shown.reveal
        && let Some(place) = shown.lit.places.iter().find(|p| p.file == shown.file)
    {
        view.reveal(place);
    }
    let mut area = ScrollArea::both().id_salt("pages").auto_shrink(false).animated(false);
    if let Some(offset) = view.jump.take() {
        area = area.scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, seen| {
        ui.set_min_size(stack.size);
        let origin = ui.min_rect().min;
        for rect in stack.visible(seen).filter_map(|page| stack.page(page)) {
            ui.painter().rect_filled(rect.translate(origin.to_vec2()), 0.0, Color32::WHITE);
        }
        if let Some(textures) = textures {
            let sharp = view.resized.elapsed() >= STILL;
            if !sharp {
                ui.ctx().request_repaint_after(STILL);
            }
            pictures_ui(ui, &stack, seen, origin, textures, sharp);
        }
        let mut clicked = None;
        for page in stack.visible(seen) {
            clicked = page_ui(ui, &stack, page, origin, shown).or(clicked);
        }
        clicked
    });
    view.offset = output.state.clamped_offset();
    view.page = stack.current(Rect::from_min_size(view.offset.to_pos2(), room));
    output.inner
}

/// Ctrl and the wheel, or two fingers.
fn zoom_by_wheel(ui: &Ui, view: &mut PagesView) {
    let over = ui.input(|i| i.pointer.hover_pos()).is_some_and(|q| ui.max_rect().contains(q));
    let factor = ui.input(|i| i.zoom_delta());
    if over && (factor - 1.0).abs() > 1e-3 {
        view.zoom = Zoom::Times((view.times() * factor).clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end()));
    }
}

/// The pictures of the pages in sight; those of their neighbours are drawn ahead.
fn pictures_ui(ui: &Ui, stack: &Stack, seen: Rect, origin: Pos2, textures: &mut Textures, sharp: bool) {
    let visible = stack.visible(seen);
    let mut get = |page: usize, sharp: bool| {
        let number = u32::try_from(page).ok()? + 1;
        let scale = stack.scale(page) * ui.pixels_per_point();
        Some((textures.get(number, stack.paper(page)?, scale, sharp), number))
    };
    let mut without = Vec::new();
    for page in visible.clone() {
        let Some(rect) = stack.page(page).map(|r| r.translate(origin.to_vec2())) else { continue };
        match get(page, sharp) {
            Some((Some(texture), _)) => {
                let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
                ui.painter().image(texture.id(), rect, whole, Color32::WHITE);
            }
            Some((None, number)) => without.push((rect, number)),
            None => {}
        }
    }
    if sharp {
        let ahead = visible.start.saturating_sub(AHEAD)..visible.end + AHEAD;
        for page in ahead.filter(|page| !visible.contains(page)) {
            get(page, true);
        }
    }
    for (rect, number) in without {
        if let Some(why) = textures.failure(number) {
            let font = egui::FontId::proportional(13.0);
            let laid = ui.painter().layout(why.to_owned(), font, Color32::DARK_GRAY, (rect.width() - 24.0).max(40.0));
            ui.painter().galley(rect.min + vec2(12.0, 12.0), laid, Color32::DARK_GRAY);
        }
    }
}

/// What is on a page beside its picture: lit boxes and marks. Returns what was clicked on.
fn page_ui(ui: &Ui, stack: &Stack, page: usize, origin: Pos2, shown: &Shown<'_>) -> Option<Target> {
    let rect = stack.page(page)?.translate(origin.to_vec2());
    let number = u32::try_from(page).ok()? + 1;
    let p = Palette::on_paper();
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let here = |place: &Place| place.page == Some(number) && place.file == shown.file;
    let boxed = |bounds| stack.place(page, bounds).map(|r| r.translate(origin.to_vec2()));

    for (bounds, target) in shown.index.on_page(shown.file, number) {
        let broken = matches!(target, Target::Field(f) if f.cell()
            .is_some_and(|cell| shown.session.checker().mark(cell) == Some(Verdict::Broken)));
        if let Some(rect) = boxed(*bounds).filter(|_| broken) {
            paint::corner(&painter, rect, p.red.ink);
        }
    }
    for (place, broken) in shown.lit.related.iter().filter(|(place, _)| here(place)) {
        let ink = if *broken { p.red.ink } else { p.weak };
        if let Some(rect) = place.bounds.and_then(boxed) {
            painter.add(egui::Shape::dashed_line(&outline(rect), Stroke::new(1.2, ink), 4.0, 3.0));
        }
    }
    for place in shown.lit.places.iter().filter(|place| here(place)) {
        if let Some(row) = row_bounds(place, &shown.files).and_then(boxed) {
            painter.rect_filled(row, 0.0, p.accent.gamma_multiply(0.10));
        }
        if let Some(rect) = place.bounds.and_then(boxed) {
            painter.rect_filled(rect, 0.0, p.accent.gamma_multiply(0.16));
            painter.rect_stroke(rect.expand(1.0), 2.0, Stroke::new(2.0, p.accent), StrokeKind::Outside);
            lit_node(ui, rect, page, &shown.lit.label);
        }
    }

    let response = ui.interact(rect.intersect(ui.clip_rect()), ui.scope_id().with(("page", page)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, format!("原文第 {number} 页")));
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, p.strong_line), StrokeKind::Outside);
    let (bounds, target) = under(&response, stack, origin, shown, number)?;
    if let Some(rect) = boxed(bounds) {
        painter.rect_stroke(rect, 1.0, Stroke::new(1.0, p.accent), StrokeKind::Outside);
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let clicked = response.clicked();
    response.on_hover_text_at_pointer(describe(target, shown.session.disclosure()));
    clicked.then_some(target)
}

/// What is under the pointer.
fn under(
    response: &Response,
    stack: &Stack,
    origin: Pos2,
    shown: &Shown<'_>,
    number: u32,
) -> Option<(super::index::Bounds, Target)> {
    let at = response.hover_pos()? - origin.to_vec2();
    let (_, paper) = stack.paper_at(at)?;
    shown.index.at_point(shown.file, number, (paper.x, paper.y))
}

/// Names a lit box for tests and screen readers.
fn lit_node(ui: &Ui, rect: Rect, page: usize, label: &str) {
    let id = ui.scope_id().with(("lit", page, rect.min.y.to_bits()));
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Mark, true, format!("原文中的 {label}")));
}

fn outline(rect: Rect) -> [Pos2; 5] {
    [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()]
}
