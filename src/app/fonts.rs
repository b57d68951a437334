//! The bundled Chinese font: Chinese shows on a machine that has none.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};

use crate::font::NOTO_SANS_SC;

/// Puts the bundled font first in both families, so that digits, Latin and Han come from one face.
pub(super) fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    fonts.font_data.insert("noto-sans-sc".to_owned(), Arc::new(FontData::from_static(NOTO_SANS_SC)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.entry(family).or_default().insert(0, "noto-sans-sc".to_owned());
    }
    ctx.set_fonts(fonts);
}
