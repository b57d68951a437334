//! The running text (情况说明), section after section. A click selects a sentence, which is lit here and in
//! the source.

use std::ops::Range;

use egui::text::{CCursor, LayoutJob};
use egui::text_selection::LabelSelectionState;
use egui::{Align, FontId, Frame, Label, Margin, RichText, ScrollArea, Stroke, TextFormat, Ui};

use super::paint;
use super::theme::Palette;
use super::verdicts::place_text;
use super::workspace::section_title;
use crate::model::{Disclosure, Section};

/// Before the first character of a paragraph.
const INDENT: &str = "　　";

/// What of a text is wanted and selected.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Reading {
    /// The section to bring to the top.
    pub wanted: Option<usize>,
    /// The sentence that is selected: characters of a section.
    pub sentence: Option<(usize, Range<u32>)>,
    /// The sentence is to be brought into sight.
    pub reveal: bool,
}

/// Shows the text. Returns the section and the character that was clicked on.
pub(super) fn ui(ui: &mut Ui, d: &Disclosure, salt: u64, reading: &Reading) -> Option<(usize, u32)> {
    let mut clicked = None;
    ScrollArea::vertical().id_salt(("prose", salt)).auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin::symmetric(28, 18)).show(ui, |ui| {
            // Lines longer than some fifty characters are tiring to read.
            ui.set_max_width(760.0_f32.min(ui.available_width()));
            if d.prose.is_empty() {
                ui.label("没有认出情况说明；可以看旁边的原文。");
            }
            for (i, section) in d.prose.iter().enumerate() {
                let at = section_ui(ui, section, i, reading);
                clicked = at.map(|at| (i, at)).or(clicked);
            }
        });
    });
    clicked
}

fn section_ui(ui: &mut Ui, section: &Section, index: usize, reading: &Reading) -> Option<u32> {
    let p = Palette::of(ui.ctx());
    let heading = paint::bold_label(ui, section_title(section), 17.0);
    if reading.wanted == Some(index) {
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
    let sentence = reading.sentence.as_ref().filter(|(of, _)| *of == index).map(|(_, range)| range.clone());
    let (mut start, mut clicked) = (0, None);
    for line in section.text.split('\n') {
        let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        if !line.trim().is_empty() {
            clicked = paragraph_ui(ui, line, start, sentence.as_ref(), reading.reveal).or(clicked);
            ui.add_space(4.0);
        }
        start = start.saturating_add(length).saturating_add(1);
    }
    ui.add_space(16.0);
    clicked
}

/// One paragraph, which begins at this character of its section. Returns the character that was clicked on.
fn paragraph_ui(ui: &mut Ui, line: &str, start: u32, sentence: Option<&Range<u32>>, reveal: bool) -> Option<u32> {
    let p = Palette::of(ui.ctx());
    let blank = u32::try_from(line.chars().take_while(|c| c.is_whitespace()).count()).unwrap_or(0);
    let text = line.trim();
    let first = start.saturating_add(blank);
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    // The part of the sentence that is in this paragraph, as characters of `text`.
    let lit = sentence.map(|s| s.start.saturating_sub(first).min(length)..s.end.saturating_sub(first).min(length));
    let lit = lit.filter(|l| !l.is_empty());
    let mut job = LayoutJob::default();
    let mut format = TextFormat::simple(FontId::proportional(14.5), p.text);
    format.line_height = Some(25.0);
    job.append(INDENT, 0.0, format.clone());
    let (before, rest) = split(text, lit.as_ref().map_or(length, |l| l.start));
    let (within, after) = split(rest, lit.as_ref().map_or(0, |l| l.end - l.start));
    job.append(before, 0.0, format.clone());
    job.append(within, 0.0, TextFormat { background: p.selection, ..format.clone() });
    job.append(after, 0.0, format);
    let (at, galley, response) = Label::new(job).wrap().selectable(true).layout_in_ui(ui);
    LabelSelectionState::label_text_selection(ui, &response, at, galley.clone(), p.text, Stroke::NONE);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    if lit.is_some() && reveal && !ui.clip_rect().contains_rect(response.rect) {
        response.scroll_to_me(Some(Align::Center));
    }
    let pointer = response.clicked().then(|| response.interact_pointer_pos()).flatten()?;
    let CCursor { index, .. } = galley.cursor_from_pos(pointer - at);
    let in_text = u32::try_from(usize::from(index))
        .unwrap_or(0)
        .saturating_sub(u32::try_from(INDENT.chars().count()).unwrap_or(0));
    Some(first + in_text.min(length.saturating_sub(1)))
}

/// A text cut in two after so many characters.
fn split(text: &str, characters: u32) -> (&str, &str) {
    let at = text.char_indices().nth(characters as usize).map_or(text.len(), |(at, _)| at);
    text.split_at_checked(at).unwrap_or((text, ""))
}
