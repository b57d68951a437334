//! How wide the columns are. Measured when the sheet, the room or the scale changes.

use egui::Ui;

use super::sheet::{Column, Sheet};
use crate::app::theme;

/// Space at the left and right of a cell's text.
pub(super) const PAD: f32 = 8.0;
/// Height of a row.
pub(super) const ROW: f32 = 27.0;
/// Indentation per level below the first.
pub(super) const INDENT: f32 = 14.0;
/// Room for the triangle that folds.
pub(super) const TRIANGLE: f32 = 14.0;

/// Widths, and what they were made for.
#[derive(Debug, Default)]
pub(super) struct Layout {
    key: (u64, f32, f32),
    /// Grows when the widths are worked out anew: those that the table widget keeps are void then.
    pub generation: u64,
    pub widths: Vec<f32>,
}

impl Layout {
    pub(super) fn update(&mut self, ui: &Ui, made: u64, room: f32, sheet: &Sheet) {
        let key = (made, room, ui.ctx().pixels_per_point());
        if key == self.key {
            return;
        }
        self.key = key;
        let font = theme::cell_font();
        let width = |text: &str| -> f32 { ui.fonts_mut(|f| text.chars().map(|c| f.glyph_width(&font, c)).sum()) };
        let widths: Vec<f32> =
            sheet.columns.iter().enumerate().map(|(c, column)| natural(sheet, c, *column, &width)).collect();
        let widths = fit(widths, &sheet.columns, room);
        if widths != self.widths {
            self.widths = widths;
            self.generation += 1;
        }
    }
}

/// As wide as the content asks.
fn natural(sheet: &Sheet, at: usize, column: Column, width: &impl Fn(&str) -> f32) -> f32 {
    let head = sheet.heads.get(at).map_or(0.0, |h| width(h)) + 2.0 * PAD + 12.0;
    // Only the texts with the most characters can be the widest.
    let most = sheet.rows.iter().filter_map(|r| r.texts.get(at)).map(String::len).max().unwrap_or(0);
    let texts = sheet.rows.iter().filter(|r| r.texts.get(at).is_some_and(|t| t.len() + 2 >= most));
    let widest = texts.filter_map(|r| r.texts.get(at)).take(64).map(|t| width(t)).fold(0.0, f32::max) + 2.0 * PAD;
    match column {
        Column::Name => {
            let whole = |r: &super::sheet::Shown| {
                let former = if r.former.is_empty() { 0.0 } else { width(&r.former) + 24.0 };
                let mark = r.mark.map_or(0.0, |m| width(m.name()) + 16.0);
                let indent = f32::from(r.level.saturating_sub(1)) * INDENT + TRIANGLE;
                indent + r.texts.get(at).map_or(0.0, |t| width(t)) + former + mark
            };
            (sheet.rows.iter().map(whole).fold(0.0, f32::max) + 2.0 * PAD).clamp(140.0, 460.0)
        }
        Column::Reason => widest.max(head).min(420.0),
        Column::Code => widest.max(head),
        _ => widest.max(head).max(76.0),
    }
    .ceil()
}

/// Names and reasons give way where the room is too small; amounts breathe where there is more than enough.
fn fit(mut widths: Vec<f32>, columns: &[Column], room: f32) -> Vec<f32> {
    let mut excess = widths.iter().sum::<f32>() - room;
    for (column, least) in [(Column::Reason, 150.0), (Column::Name, 210.0)] {
        let at = columns.iter().position(|c| *c == column);
        if let Some(w) = at.and_then(|at| widths.get_mut(at)).filter(|w| excess > 0.0 && **w > least) {
            let take = excess.min(*w - least);
            *w = (*w - take).floor();
            excess -= take;
        }
    }
    if excess < 0.0 {
        let numbers = columns.iter().filter(|c| c.is_number()).count().max(1) as f32;
        let each = (-excess / numbers / 2.0).min(30.0).floor();
        for (w, _) in widths.iter_mut().zip(columns).filter(|(_, c)| c.is_number()) {
            *w += each;
        }
        let rest = (room - widths.iter().sum::<f32>()).max(0.0);
        let wide = if columns.contains(&Column::Reason) { Column::Reason } else { Column::Name };
        if let Some(w) = columns.iter().position(|c| *c == wide).and_then(|at| widths.get_mut(at)) {
            *w = (*w + rest.min(220.0)).floor();
        }
    }
    widths
}
