//! The strip of small pictures of all pages.

use egui::{Align2, Color32, FontId, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::geometry::paper;
use super::textures::Textures;
use crate::app::paint;
use crate::app::theme::Palette;
use crate::document::Page;

/// Width of the strip.
pub(super) const WIDTH: f32 = 92.0;
/// The largest picture.
const PICTURE: Vec2 = vec2(66.0, 84.0);
/// Height of an entry: picture, number, gap.
const ENTRY: f32 = PICTURE.y + 26.0;

/// How the strip is looked at.
#[derive(Default)]
pub(super) struct Thumbnails {
    /// The page that was current in the last frame: when it changes, it is brought into sight.
    current: Option<usize>,
}

/// Draws the strip. Returns the page that was clicked on.
pub(super) fn ui(
    ui: &mut Ui,
    strip: &mut Thumbnails,
    pages: &[Page],
    current: usize,
    mut textures: Option<&mut Textures>,
) -> Option<usize> {
    let p = Palette::of(ui.ctx());
    let mut area = ScrollArea::vertical().id_salt("thumbnails").auto_shrink(false).animated(false);
    if strip.current.replace(current) != Some(current) {
        let middle = (current as f32 + 0.5) * ENTRY - ui.available_height() / 2.0;
        area = area.vertical_scroll_offset(middle.max(0.0));
    }
    area.show_rows(ui, ENTRY - ui.spacing().item_spacing.y, pages.len(), |ui, rows| {
        let mut clicked = None;
        for (page, size) in rows.clone().zip(pages.get(rows).unwrap_or_default().iter().map(paper)) {
            let (rect, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), ENTRY - ui.spacing().item_spacing.y), Sense::click());
            let scale = (PICTURE / size).min_elem();
            let at = pos2(rect.center().x, rect.top() + 4.0 + PICTURE.y / 2.0);
            let paper = Rect::from_center_size(at, size * scale);
            ui.painter().rect_filled(paper, 0.0, Color32::WHITE);
            if let Some(textures) = textures.as_deref_mut()
                && let Ok(number) = u32::try_from(page + 1)
                && let Some(texture) = textures.get(number, size, scale * ui.pixels_per_point(), true)
            {
                let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
                ui.painter().image(texture.id(), paper, whole, Color32::WHITE);
            }
            let on = page == current;
            let border = match (on, response.hovered() || response.has_focus()) {
                (true, _) => Stroke::new(2.0, p.accent),
                (false, true) => Stroke::new(1.0, p.accent),
                (false, false) => Stroke::new(1.0, p.strong_line),
            };
            ui.painter().rect_stroke(paper, 0.0, border, StrokeKind::Outside);
            let ink = if on { p.accent } else { p.weak };
            let below = pos2(rect.center().x, rect.bottom() - 7.0);
            paint::text(ui.painter(), below, Align2::CENTER_CENTER, page + 1, FontId::proportional(11.0), ink, on);
            let label = format!("第 {} 页缩略图", page + 1);
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, on, &label));
            if response.clicked() {
                clicked = Some(page);
            }
        }
        clicked
    })
    .inner
}
