//! The running text (情况说明), section after section, with every number marked by how it came out. A click on a
//! number goes to what it was compared with; a click beside one selects the sentence, which is lit here and in the
//! source.
//!
//! `flow` knows how high each paragraph is, so that only those in sight are drawn; `marks` are colours and shapes,
//! `number` is what a number answers, `head` counts and filters.

mod flow;
mod head;
mod marks;
mod number;

use std::ops::Range;

use egui::text::CCursor;
use egui::text_selection::LabelSelectionState;
use egui::{Align, FontId, Label, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::action::Action;
use super::paint;
use super::theme::Palette;
use super::verdicts::place_text;
use super::workspace::{DocId, Document};
use crate::check::CheckedNumber;
use crate::model::TextRef;
use crate::session::{Edit, section_id};

use flow::{Flow, INDENT, INDENTED, Paragraph, What};
pub(super) use marks::Mark;
pub(super) use number::{about, title as spot_title};

const SIZE: f32 = 14.5;
const HEADING: f32 = 17.0;
/// The height of a line.
const LINE: f32 = 25.0;
/// To the right of a heading.
const TICK_ROOM: f32 = 96.0;
/// Lines longer than some fifty characters are tiring to read.
const WIDEST: f32 = 760.0;
/// Around the text.
const MARGIN: egui::Vec2 = vec2(28.0, 16.0);

/// What of a text is wanted and selected.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Reading {
    /// The section to bring to the top.
    pub wanted: Option<usize>,
    /// The sentence that is selected: characters of a section; of a heading, none.
    pub sentence: Option<(usize, Range<u32>)>,
    /// The sentence is to be brought into sight.
    pub reveal: bool,
}

/// What the view keeps of the text on top.
#[derive(Default)]
pub(super) struct ProseView {
    key: Option<(DocId, u64, u32, u32)>,
    flow: Flow,
    /// Only paragraphs with numbers of this kind are shown.
    only: Option<Mark>,
    counts: [usize; 4],
    /// The number that was gone to last.
    visited: Option<(DocId, TextRef)>,
}

impl ProseView {
    fn follow(&mut self, ui: &Ui, document: &Document, width: f32) {
        let session = &document.session;
        let scale = (ui.ctx().pixels_per_point() * 1000.0) as u32;
        let key = (document.id, session.revision(), width as u32, scale);
        if self.key == Some(key) {
            return;
        }
        let same_width = self.key.is_some_and(|(.., w, s)| (w, s) == (key.2, key.3));
        let before = std::mem::take(&mut self.flow);
        let numbers = &session.examination().numbers;
        let known = if same_width { before } else { Flow::default() };
        self.flow = Flow::of(ui, session.disclosure(), numbers, width, &known);
        self.counts = [0; 4];
        for number in numbers {
            if let Some(count) = self.counts.get_mut(Mark::of(number) as usize) {
                *count += 1;
            }
        }
        self.key = Some(key);
        self.set_only(self.only, numbers);
    }

    fn set_only(&mut self, only: Option<Mark>, numbers: &[CheckedNumber]) {
        self.only = only;
        let has = |p: &Paragraph, mark| {
            numbers.get(p.numbers.clone()).unwrap_or_default().iter().any(|n| Mark::of(n) == mark)
        };
        self.flow.place(|p| only.is_none_or(|mark| has(p, mark)));
    }

    /// Remembers a number as the one that was gone to. It is to be seen, whatever was filtered.
    pub(super) fn visit(&mut self, id: DocId, at: TextRef, numbers: &[CheckedNumber]) {
        self.visited = Some((id, at));
        let mark = numbers.iter().find(|n| n.at == at).map(Mark::of);
        if self.only.is_some() && self.only != mark {
            self.set_only(None, numbers);
        }
    }

    /// The number that was gone to last.
    pub(super) fn visited(&self, id: DocId) -> Option<TextRef> {
        self.visited.filter(|(of, _)| *of == id).map(|(_, at)| at)
    }

    /// The number after (or before) the one gone to last, of those that are looked for, around the end.
    pub(super) fn neighbour(&self, id: DocId, numbers: &[CheckedNumber], forward: bool) -> Option<TextRef> {
        let wanted: Vec<TextRef> =
            numbers.iter().filter(|n| self.only.is_none_or(|mark| Mark::of(n) == mark)).map(|n| n.at).collect();
        let here = self.visited(id);
        let found = match (here, forward) {
            (Some(here), true) => wanted.iter().find(|at| **at > here),
            (Some(here), false) => wanted.iter().rev().find(|at| **at < here),
            (None, _) => None,
        };
        found.or(if forward { wanted.first() } else { wanted.last() }).copied()
    }
}

/// Shows the text.
pub(super) fn ui(ui: &mut Ui, view: &mut ProseView, document: &Document, reading: &Reading, actions: &mut Vec<Action>) {
    let session = &document.session;
    let numbers = &session.examination().numbers;
    if session.disclosure().prose.is_empty() {
        ui.add_space(MARGIN.y);
        ui.horizontal(|ui| {
            ui.add_space(MARGIN.x);
            ui.label("没有认出情况说明；可以看旁边的原文。");
        });
        return;
    }
    let width = WIDEST.min(ui.available_width() - 2.0 * MARGIN.x - 12.0).max(120.0);
    view.follow(ui, document, width);
    head::ui(ui, view, numbers, actions);
    ScrollArea::vertical().id_salt(("prose", document.id)).auto_shrink(false).show_viewport(ui, |ui, seen| {
        let origin = ui.max_rect().min + MARGIN;
        ui.set_height(view.flow.height + 2.0 * MARGIN.y + 40.0);
        let rect = |p: &Paragraph| Rect::from_min_size(pos2(origin.x, origin.y + p.top), vec2(width, p.height));
        if let Some(heading) = reading.wanted.and_then(|section| view.flow.heading(section)).filter(|p| p.is_shown()) {
            ui.scroll_to_rect(rect(heading).expand2(vec2(0.0, MARGIN.y)), Some(Align::TOP));
        }
        if let Some((section, range)) = reading.sentence.as_ref().filter(|_| reading.reveal)
            && let Some(paragraph) = selected(&view.flow, *section, range).filter(|p| p.is_shown())
            && !(seen.top()..=seen.bottom() - paragraph.height).contains(&(paragraph.top + MARGIN.y))
        {
            ui.scroll_to_rect(rect(paragraph), Some(Align::Center));
        }
        for paragraph in view.flow.paragraphs.iter().filter(|p| p.is_shown()) {
            let (top, bottom) = (paragraph.top + MARGIN.y, paragraph.top + MARGIN.y + paragraph.height);
            if bottom < seen.top() || top > seen.bottom() {
                continue;
            }
            let builder = UiBuilder::new().max_rect(rect(paragraph)).id_salt((paragraph.section, paragraph.first));
            ui.scope_builder(builder, |ui| match paragraph.what {
                What::Heading => heading_ui(ui, document, paragraph, reading, actions),
                What::Nothing => {
                    let p = Palette::of(ui.ctx());
                    ui.label(RichText::new(&paragraph.text).color(p.weak));
                }
                What::Text => paragraph_ui(ui, view, document, paragraph, reading, actions),
            });
        }
        if view.only.is_some() && view.flow.height == 0.0 {
            let at = Rect::from_min_size(origin, vec2(width, 30.0));
            ui.put(at, Label::new("没有这样的数；再点一下上面的标签看全文。"));
        }
    });
}

/// The paragraph that a sentence is in, or the heading.
fn selected<'a>(flow: &'a Flow, section: usize, range: &Range<u32>) -> Option<&'a Paragraph> {
    if range.is_empty() { flow.heading(section) } else { flow.find(section, range.start) }
}

fn heading_ui(ui: &mut Ui, document: &Document, paragraph: &Paragraph, reading: &Reading, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let session = &document.session;
    let rect = ui.max_rect();
    let color = ui.visuals().text_color();
    let font = FontId::proportional(HEADING);
    let laid = ui.painter().layout(paragraph.text.clone(), font, color, rect.width() - TICK_ROOM);
    let (at, response) = ui.allocate_exact_size(laid.size(), Sense::click());
    let is_lit =
        reading.sentence.as_ref().is_some_and(|(section, lit)| *section == paragraph.section && lit.is_empty());
    if is_lit {
        ui.painter().rect_filled(at.expand2(vec2(4.0, 1.0)), 2.0, p.selection);
    }
    paint::galley(ui.painter(), at.min, laid, color, true);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Label, true, is_lit, &paragraph.text));
    if response.clicked() {
        actions.push(Action::ShowSentence(document.id, TextRef::heading(paragraph.section)));
    }
    let place = session.disclosure().prose.get(paragraph.section).map(|s| place_text(&s.place)).unwrap_or_default();
    if !place.is_empty() {
        ui.label(RichText::new(place).color(p.weak));
    }
    let seen = session.is_section_seen(paragraph.section);
    let room = Rect::from_min_size(pos2(rect.right() - TICK_ROOM + 8.0, rect.top()), vec2(TICK_ROOM - 8.0, 24.0));
    let builder = UiBuilder::new().max_rect(room).layout(egui::Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        if tick_button(ui, &p, seen, &paragraph.text).clicked() {
            let ids = vec![section_id(paragraph.section)];
            actions.push(Action::Edit(document.id, Edit::Seen { ids, seen: !seen }));
        }
    });
}

/// A button that ticks something off as looked at.
pub(super) fn tick_button(ui: &mut Ui, p: &Palette, seen: bool, what: &str) -> egui::Response {
    let text = if seen { "　 已看" } else { "记为已看" };
    let ink = if seen { p.green.ink } else { p.weak };
    let response = ui.add(egui::Button::new(RichText::new(text).size(12.0).color(ink)).small());
    if seen {
        paint::tick(ui.painter(), response.rect.left_center() + vec2(13.0, 0.0), p.green.ink);
    }
    let label = format!("{} {what}", if seen { "取消已看" } else { "记为已看" });
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, seen, &label));
    response.on_hover_text(if seen {
        "已经看过；再点一下取消"
    } else {
        "看过这里以后打勾，随文件保存"
    })
}

fn paragraph_ui(
    ui: &mut Ui,
    view: &ProseView,
    document: &Document,
    paragraph: &Paragraph,
    reading: &Reading,
    actions: &mut Vec<Action>,
) {
    let p = Palette::of(ui.ctx());
    let numbers = &document.session.examination().numbers;
    let marks = paragraph.marks(numbers);
    let mut job = marks::job(&format!("{INDENT}{}", paragraph.text), &marks, SIZE, &p);
    job.wrap.max_width = ui.max_rect().width();
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click_and_drag());
    let at = rect.min;
    let response = response.on_hover_cursor(egui::CursorIcon::Text);
    // The part of the selected sentence that is in this paragraph.
    if let Some((_, lit)) = reading.sentence.as_ref().filter(|(section, _)| *section == paragraph.section) {
        let inside = |c: u32| c.clamp(paragraph.first, paragraph.end) - paragraph.first;
        let (from, to) = (inside(lit.start) as usize + INDENTED, inside(lit.end) as usize + INDENTED);
        for rect in marks::rects(&galley, at, from, to) {
            ui.painter().rect_filled(rect, 0.0, p.selection);
        }
    }
    let rects: Vec<Vec<Rect>> = marks.iter().map(|(from, to, _)| marks::rects(&galley, at, *from, *to)).collect();
    for ((_, _, mark), rects) in marks.iter().zip(&rects) {
        rects.iter().for_each(|rect| mark.behind(ui.painter(), *rect, &p));
    }
    LabelSelectionState::label_text_selection(ui, &response, at, galley.clone(), p.text, Stroke::NONE);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &paragraph.text));
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let CCursor { index, .. } = galley.cursor_from_pos(pointer - at);
        let inside = u32::try_from(usize::from(index).saturating_sub(INDENTED)).unwrap_or(0);
        let at = (paragraph.first + inside).min(paragraph.end.saturating_sub(1));
        actions.push(Action::ShowSentence(document.id, TextRef::at(paragraph.section, at)));
    }
    for ((index, (_, _, mark)), rects) in paragraph.numbers.clone().zip(&marks).zip(&rects) {
        let Some(number) = numbers.get(index) else { continue };
        for rect in rects {
            mark.under(ui.painter(), *rect, &p);
            if view.visited == Some((document.id, number.at)) {
                let rect = rect.expand2(vec2(2.0, -1.0));
                ui.painter().rect_stroke(rect, 3.0, Stroke::new(2.0, p.accent), StrokeKind::Outside);
            }
        }
        if let Some(rect) = rects.first() {
            number::ui(ui, document, index, number, *rect, actions);
        }
    }
}
