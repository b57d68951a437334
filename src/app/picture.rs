//! Paints a [`Scene`] in the window: crisp at any resolution, with what the pointer, the keyboard and a screen
//! reader find. Only what is visible costs anything.

use egui::{
    Color32, CursorIcon, FontId, Id, Painter, Pos2, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::paint;
use crate::compare::{
    Origin,
    scene::{Anchor, Area, At, Ink, Mark, Scene, Target, Theme},
};

/// Paints a drawing and returns the index of the target that was clicked. `printed` says where a value is printed,
/// for the hint at the pointer. A drawing wider than its place scrolls sideways, its value axis, title and legend
/// stay.
pub fn scene_ui(ui: &mut Ui, scene: &Scene, printed: impl Fn(Origin) -> String) -> Option<usize> {
    if scene.width <= ui.available_width() + 1.0 {
        return drawn_ui(ui, scene, &printed);
    }
    let scroll = ScrollArea::horizontal().id_salt("scene").auto_shrink([false, true]);
    let shown = scroll.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let clicked = drawn_ui(ui, scene, &printed);
        // The bar floats over what it scrolls.
        ui.add_space(ui.spacing().scroll.bar_width);
        clicked
    });
    shown.inner
}

fn drawn_ui(ui: &mut Ui, scene: &Scene, printed: &dyn Fn(Origin) -> String) -> Option<usize> {
    let (rect, response) = ui.allocate_exact_size(vec2(scene.width, scene.height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &scene.summary));
    let ink = if ui.visuals().dark_mode { Theme::Dark } else { Theme::Light };
    let clip = ui.clip_rect().intersect(rect);
    if !clip.is_positive() {
        return None;
    }
    // Where the left edge of what stays in place is.
    let pinned = pos2(rect.left().max(ui.clip_rect().left()), rect.top());
    let scrolled = pinned.x > rect.left();
    let axis = if scrolled { scene.frozen.x } else { 0.0 };
    let body = Rect::from_min_max(pos2(pinned.x + axis, rect.top()), rect.max).intersect(clip);
    let canvas = Canvas { painter: ui.painter().with_clip_rect(body), origin: rect.min, theme: ink, clip: body };
    let stays = Canvas { painter: ui.painter().with_clip_rect(clip), origin: pinned, theme: ink, clip };
    for mark in &scene.marks {
        let area = mark.area();
        let at_rest = area.bottom() <= scene.frozen.y || area.right() <= scene.frozen.x;
        if scrolled && at_rest { stays.mark(mark, area) } else { canvas.mark(mark, area) }
    }
    let mut clicked = None;
    for (index, target) in scene.targets.iter().enumerate() {
        let place = canvas.place(target.area);
        // What the keyboard has reached is drawn even where it has scrolled away, so that it can scroll back.
        let id = ui.scope_id().with(("target", index));
        if !place.intersects(body) && !ui.memory(|m| m.has_focus(id)) {
            continue;
        }
        if target_ui(ui, target, place, id, body, printed).clicked() && target.origin.is_some() {
            clicked = Some(index);
        }
    }
    clicked
}

/// What the pointer and the keyboard find at a value.
fn target_ui(
    ui: &Ui,
    target: &Target,
    place: Rect,
    id: Id,
    clip: Rect,
    printed: &dyn Fn(Origin) -> String,
) -> Response {
    let mut response = ui.interact(place, id, Sense::click());
    // Composed only when somebody listens.
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &target.label));
    let painter = ui.painter().with_clip_rect(clip);
    if response.hovered() {
        painter.rect_filled(place, 2.0, ui.visuals().text_color().gamma_multiply(0.07));
    }
    if response.has_focus() {
        painter.rect_stroke(place, 2.0, Stroke::new(1.5, ui.visuals().hyperlink_color), StrokeKind::Inside);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if target.origin.is_some() {
        response = response.on_hover_cursor(CursorIcon::PointingHand);
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(360.0);
        ui.label(&target.label);
        if let Some(origin) = target.origin {
            ui.weak(format!("{}。点击可跳到该单元格。", printed(origin)));
        }
    })
}

/// Where marks are painted.
struct Canvas {
    painter: Painter,
    origin: Pos2,
    theme: Theme,
    clip: Rect,
}

impl Canvas {
    fn place(&self, area: Area) -> Rect {
        Rect::from_min_size(self.at(At { x: area.left, y: area.top }), vec2(area.width, area.height))
    }

    fn at(&self, at: At) -> Pos2 {
        self.origin + vec2(at.x, at.y)
    }

    fn color(&self, ink: Ink) -> Color32 {
        let [r, g, b] = self.theme.rgb(ink);
        Color32::from_rgb(r, g, b)
    }

    fn mark(&self, mark: &Mark, area: Area) {
        if !self.place(area).expand(2.0).intersects(self.clip) {
            return;
        }
        match mark {
            Mark::Bar { area, ink } => self.bar(*area, *ink),
            Mark::Line { through, ink, width, dashed } => {
                let stroke = Stroke::new(*width, self.color(*ink));
                let points: Vec<Pos2> = through.iter().map(|p| self.at(*p)).collect();
                match points.as_slice() {
                    [a, b] if a.y == b.y && !dashed => {
                        self.painter.hline(a.x..=b.x, self.painter.round_to_pixel_center(a.y), stroke);
                    }
                    _ if *dashed => self.painter.extend(Shape::dashed_line(&points, stroke, 3.0, 2.5)),
                    _ => drop(self.painter.add(Shape::line(points, stroke))),
                }
            }
            Mark::Dot { at, radius, ink } => {
                self.painter.circle_filled(self.at(*at), *radius, self.color(*ink));
            }
            Mark::Text { at, anchor, size, ink, bold, text } => {
                let (at, color) = (self.at(*at), self.color(*ink));
                let galley = self.painter.layout_no_wrap(text.clone(), FontId::proportional(*size), color);
                let x = match anchor {
                    Anchor::Start => at.x,
                    Anchor::Middle => at.x - galley.size().x / 2.0,
                    Anchor::End => at.x - galley.size().x,
                };
                let base = galley.rows.first().and_then(|row| Some(row.pos.y + row.glyphs.first()?.pos.y));
                paint::galley(&self.painter, pos2(x, at.y - base.unwrap_or(*size)), galley, color, *bold);
            }
        }
    }

    /// Edges on whole pixels; what is not nothing is at least one pixel high.
    fn bar(&self, area: Area, ink: Ink) {
        let ppp = self.painter.pixels_per_point();
        let round = |v: f32| (v * ppp).round() / ppp;
        let rect = self.place(area);
        let (top, bottom) = (round(rect.top()), round(rect.bottom()));
        let top = if bottom - top < 1.0 / ppp { bottom - 1.0 / ppp } else { top };
        let snapped = Rect::from_min_max(pos2(round(rect.left()), top), pos2(round(rect.right()), bottom));
        self.painter.rect_filled(snapped, 0.0, self.color(ink));
    }
}
