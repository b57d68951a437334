//! The source (原文) beside the grid: the pages of a PDF, the tables and paragraphs of a workbook, a Word
//! document or a web page, the lines of a text; with the place of what is selected lit.
//!
//! `originals` keeps the files, `index` knows what stands where, `lit` what is to be lit. A file with paper is
//! drawn by `pages` (where on the screen: `geometry`; pictures: `textures`, `thumbnails`), any other by `flow`
//! (`flow_layout`). A click in the source selects the cell or the sentence that stands there.

mod bar;
mod flow;
mod flow_layout;
mod geometry;
mod index;
mod lit;
mod originals;
mod pages;
mod textures;
mod thumbnails;

use std::collections::HashMap;

use egui::{Button, ComboBox, Frame, Margin, Panel, ScrollArea, Ui};

use super::action::Action;
use super::settings::Settings;
use super::theme::Palette;
use super::workspace::{DocId, Document as OpenDocument};
use crate::document::{Document, Format};
use crate::model::{Disclosure, Place};
use crate::session::Session;

pub(super) use index::Target;
pub(super) use lit::{Chosen, sentence_at};
pub use originals::Original;
pub(super) use originals::Originals;

use index::PlaceIndex;
use lit::Lit;

/// Grid and source need so much room to stand beside each other.
const BESIDE: f32 = 560.0;

/// What the panel keeps while the program runs.
#[derive(Default)]
pub(super) struct SourcePanel {
    views: HashMap<(DocId, u32), View>,
    /// Which of its files a document shows.
    file: HashMap<DocId, u32>,
    lit: Lit,
    /// What `lit` was worked out for.
    key: Option<(DocId, u64, Chosen)>,
    /// A place that was asked for by a notice: it stays lit until something else is selected.
    asked: Option<(DocId, Place)>,
    /// The lit place is yet to be brought into sight.
    reveal: bool,
    /// Where it stood in the last frame.
    below: bool,
}

/// How one file is looked at.
#[derive(Default)]
struct View {
    pages: pages::PagesView,
    flow: flow::FlowView,
    thumbnails: bool,
    strip: thumbnails::Thumbnails,
    textures: textures::Textures,
}

/// What there is to draw.
struct Shown<'a> {
    document: &'a Document,
    /// All files, and which of them `document` is.
    files: Vec<&'a Document>,
    file: u32,
    session: &'a Session,
    index: &'a PlaceIndex,
    lit: &'a Lit,
    palette: Palette,
    /// The lit place is to be brought into sight.
    reveal: bool,
}

impl SourcePanel {
    /// Lights a place until something else is selected.
    pub(super) fn show_place(&mut self, id: DocId, place: Place) {
        self.asked = Some((id, place));
        self.key = None;
    }

    /// Forgets a document.
    pub(super) fn close(&mut self, id: DocId) {
        self.views.retain(|(document, _), _| *document != id);
        self.file.remove(&id);
    }

    /// Works out what is lit if the selection or the content has changed.
    fn update(&mut self, open: &OpenDocument, chosen: &Chosen) {
        let key = (open.id, open.session.revision(), chosen.clone());
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let elsewhere = self.key.as_ref().is_some_and(|(id, _, before)| (*id, before) != (open.id, chosen));
        if elsewhere {
            self.asked = None;
        }
        let before = std::mem::replace(&mut self.lit, Lit::of(chosen, &open.session, open.originals.index()));
        if let Some((_, place)) = self.asked.filter(|(id, _)| *id == open.id) {
            self.lit = Lit { places: vec![place], related: Vec::new(), label: "提示所指的位置".to_owned() };
        }
        let same_document = self.key.as_ref().is_some_and(|(id, ..)| *id == open.id);
        if before.places != self.lit.places || !same_document {
            self.reveal = true;
            if let Some(place) = self.lit.places.first() {
                self.file.insert(open.id, place.file);
            }
        }
        self.key = Some(key);
    }

    /// Draws the panel into the side of the room that is left.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        open: &OpenDocument,
        chosen: &Chosen,
        settings: &mut Settings,
        actions: &mut Vec<Action>,
    ) {
        // In a narrow window neither grid nor source could be read beside the other.
        let below = settings.source_below || ui.available_width() < BESIDE;
        let p = Palette::of(ui.ctx());
        self.reveal |= std::mem::replace(&mut self.below, below) != below;
        let room = ui.available_size();
        let (panel, length) = match below {
            true => (Panel::bottom("source-below"), room.y),
            false => (Panel::right("source-beside"), room.x),
        };
        let range = 200.0_f32.min(length * 0.5)..=(length * 0.75).max(200.0);
        let frame = Frame::NONE.fill(p.bar);
        let panel = panel.frame(frame).default_size(length * settings.source_part).size_range(range);
        let shown = panel.show(ui, |ui| {
            self.update(open, chosen);
            self.files_ui(ui, open, settings, actions);
        });
        let taken = if below { shown.response.rect.height() } else { shown.response.rect.width() };
        settings.source_part = taken / length.max(1.0);
        // What comes beside it does not reach over it.
        ui.shrink_clip_rect(ui.available_rect_before_wrap());
    }

    fn files_ui(&mut self, ui: &mut Ui, open: &OpenDocument, settings: &mut Settings, actions: &mut Vec<Action>) {
        let files = open.originals.files();
        let last = u32::try_from(files.len().saturating_sub(1)).unwrap_or(0);
        let file = self.file.entry(open.id).or_default();
        *file = (*file).min(last);
        let Some(original) = files.get(*file as usize) else { return };
        let view = self.views.entry((open.id, *file)).or_default();
        view.thumbnails = settings.thumbnails;
        let document = &original.document;
        let bar = Frame::NONE.inner_margin(Margin::symmetric(8, 3));
        bar.show(ui, |ui| bar::ui(ui, view, document, &original.name, open, actions));
        settings.thumbnails = view.thumbnails;
        if files.len() > 1 {
            let choose = Frame::NONE.inner_margin(Margin { left: 8, right: 8, top: 0, bottom: 4 });
            choose.show(ui, |ui| {
                let width = ui.available_width() - 8.0;
                let combo = ComboBox::from_id_salt("source-file").selected_text(&original.name).width(width).truncate();
                combo.show_ui(ui, |ui| {
                    for (number, each) in (0u32..).zip(files) {
                        ui.selectable_value(file, number, &each.name);
                    }
                });
            });
        }
        let shown = Shown {
            document,
            files: open.originals.documents(),
            file: *file,
            session: &open.session,
            index: open.originals.index(),
            lit: &self.lit,
            palette: Palette::of(ui.ctx()),
            reveal: std::mem::take(&mut self.reveal),
        };
        let clicked = match document.format {
            Format::Pdf => paper_ui(ui, view, &shown, original),
            _ => flow_ui(ui, view, &shown),
        };
        actions.extend(clicked.map(|target| match target {
            Target::Field(field) => Action::GoTo(open.id, field),
            Target::Text(at) => Action::ShowSentence(open.id, at),
        }));
    }
}

/// Pages with their thumbnails.
fn paper_ui(ui: &mut Ui, view: &mut View, shown: &Shown<'_>, original: &Original) -> Option<Target> {
    let pictures = original.pictures.as_ref();
    let mut textures = pictures.map(|pictures| {
        view.textures.begin(pictures, ui.ctx());
        &mut view.textures
    });
    // The strip is laid out first, but its pictures are less urgent than those of the pages.
    let whole = ui.available_rect_before_wrap();
    let mut inner = whole;
    if view.thumbnails {
        inner.min.x += thumbnails::WIDTH;
    }
    let clicked = ui
        .scope_builder(egui::UiBuilder::new().max_rect(inner).id_salt("paper"), |ui| {
            pages::ui(ui, &mut view.pages, shown, textures.as_deref_mut())
        })
        .inner;
    if view.thumbnails {
        let mut strip = whole;
        strip.max.x = inner.left();
        let builder = egui::UiBuilder::new().max_rect(strip).id_salt("strip");
        let asked = ui.scope_builder(builder, |ui| {
            thumbnails::ui(ui, &mut view.strip, &shown.document.pages, view.pages.page, textures.as_deref_mut())
        });
        if let Some(page) = asked.inner {
            view.pages.go_to_page(page);
        }
    }
    if let (Some(textures), Some(pictures)) = (textures, pictures) {
        textures.end(pictures);
    }
    clicked
}

/// Paragraphs and tables, with the sheets of a workbook as tabs.
fn flow_ui(ui: &mut Ui, view: &mut View, shown: &Shown<'_>) -> Option<Target> {
    let sheets = &shown.document.pages;
    if matches!(shown.document.format, Format::Xlsx | Format::Xls | Format::Ods) && sheets.len() > 1 {
        let now = *view.flow.sheet.get_or_insert(1);
        Panel::bottom("sheets").frame(Frame::NONE.inner_margin(Margin::symmetric(8, 3))).show(ui, |ui| {
            ScrollArea::horizontal().id_salt("sheets").show(ui, |ui| {
                ui.horizontal(|ui| {
                    for (number, sheet) in (1u32..).zip(sheets) {
                        let button = ui.add(Button::selectable(now == number, &sheet.name));
                        if now == number && shown.reveal {
                            button.scroll_to_me(None);
                        }
                        if button.clicked() {
                            view.flow.go_to_sheet(number);
                        }
                    }
                });
            });
        });
    }
    let paper = Frame::NONE.fill(shown.palette.paper);
    paper.show(ui, |ui| flow::ui(ui, &mut view.flow, shown)).inner
}

/// Why there is no source beside a disclosure, where there is none.
pub(super) fn why_none(open: &OpenDocument) -> Option<String> {
    if !open.originals.is_empty() {
        return None;
    }
    let file = &open.session.disclosure().source.file;
    let text = if open.session.source().is_none() {
        "没有原文可以对照：这份公开不是从文件读来的。".to_owned()
    } else if file.is_empty() {
        "没有原文可以对照：这个文件里只有表格和文字；要对照，请打开当初公开的文件。".to_owned()
    } else {
        format!("没有原文可以对照：“{file}”里只有表格和文字；要对照，请打开当初公开的文件。")
    };
    Some(text)
}

/// What stands at a place, for people.
fn describe(target: Target, d: &Disclosure) -> String {
    match target {
        Target::Field(field) => {
            let table = d.tables.get(field.table as usize).map(super::names::table_title).unwrap_or_default();
            format!("{table}\n{}", field.title(d))
        }
        Target::Text(at) => {
            let section = d.prose.get(at.section as usize).map(super::names::section_title).unwrap_or_default();
            format!("情况说明 · {section}")
        }
    }
}
