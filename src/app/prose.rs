//! The running text (情况说明), section after section.

use egui::{Align, Frame, Label, Margin, RichText, ScrollArea, Ui};

use super::paint;
use super::theme::Palette;
use super::verdicts::place_text;
use super::workspace::section_title;
use crate::model::{Disclosure, Section};

/// Shows the text and brings the section that is wanted to the top.
pub(super) fn ui(ui: &mut Ui, d: &Disclosure, salt: u64, wanted: Option<usize>) {
    ScrollArea::vertical().id_salt(("prose", salt)).auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin::symmetric(28, 18)).show(ui, |ui| {
            // Lines longer than some fifty characters are tiring to read.
            ui.set_max_width(760.0_f32.min(ui.available_width()));
            for (i, section) in d.prose.iter().enumerate() {
                section_ui(ui, section, wanted == Some(i));
            }
        });
    });
}

fn section_ui(ui: &mut Ui, section: &Section, wanted: bool) {
    let p = Palette::of(ui.ctx());
    let heading = paint::bold_label(ui, section_title(section), 17.0);
    if wanted {
        heading.scroll_to_me(Some(Align::TOP));
    }
    let place = place_text(&section.place);
    if !place.is_empty() {
        ui.label(RichText::new(place).color(p.weak));
    }
    ui.add_space(6.0);
    if section.text.trim().is_empty() {
        ui.label(RichText::new("这一节只有标题。").color(p.weak));
    }
    for paragraph in section.text.lines().filter(|l| !l.trim().is_empty()) {
        let text = RichText::new(format!("　　{}", paragraph.trim())).size(14.5).line_height(Some(25.0));
        ui.add(Label::new(text).wrap().selectable(true));
        ui.add_space(4.0);
    }
    ui.add_space(16.0);
}
