//! The paragraphs of a text with their heights: worked out when the content or the width changes. What is drawn in
//! a frame is only what is in sight.

use egui::{FontId, Ui};

use super::marks::{self, Mark};
use crate::app::names::section_title;
use crate::app::theme::Palette;
use crate::app::verdicts::place_text;
use crate::check::CheckedNumber;
use crate::model::Disclosure;
use std::ops::Range;

/// Before the first character of a paragraph.
pub(super) const INDENT: &str = "　　";
/// Characters of it.
pub(super) const INDENTED: usize = 2;

/// What stands in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The heading of a section.
    Heading,
    /// That a section has only a heading.
    Nothing,
    Text,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    pub section: usize,
    pub what: What,
    pub text: String,
    /// Of its first character in the section.
    pub first: u32,
    /// One past its last character.
    pub end: u32,
    /// Those of the examination that stand in it.
    pub numbers: Range<usize>,
    pub height: f32,
    pub top: f32,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub paragraphs: Vec<Paragraph>,
    pub height: f32,
}

impl Flow {
    /// Lays out a text in this width. Heights of paragraphs that did not change are taken from `before`.
    pub(super) fn of(ui: &Ui, d: &Disclosure, numbers: &[CheckedNumber], width: f32, before: &Flow) -> Self {
        let mut paragraphs = Vec::new();
        for (section, content) in d.prose.iter().enumerate() {
            let heading = Paragraph {
                section,
                what: What::Heading,
                text: section_title(content).to_owned(),
                first: 0,
                end: 0,
                numbers: 0..0,
                height: if place_text(&content.place).is_empty() { 0.0 } else { 20.0 },
                top: 0.0,
            };
            paragraphs.push(heading.clone());
            if content.text.trim().is_empty() {
                let text = "这一节只有标题。".to_owned();
                paragraphs.push(Paragraph { what: What::Nothing, text, ..heading.clone() });
            }
            let mut start = 0u32;
            for line in content.text.split('\n') {
                let length = characters(line);
                let text = line.trim();
                if !text.is_empty() {
                    let blank = characters(line) - characters(line.trim_start());
                    let (first, end) = (start + blank, start + blank + characters(text));
                    let of = |at: u32| {
                        let key = (u32::try_from(section).unwrap_or(u32::MAX), at);
                        numbers.partition_point(|n| (n.at.section, n.at.from) < key)
                    };
                    let numbers = of(first)..of(end);
                    let text = text.to_owned();
                    paragraphs.push(Paragraph { what: What::Text, text, first, end, numbers, ..heading.clone() });
                }
                start = start.saturating_add(length).saturating_add(1);
            }
        }
        let mut flow = Self { paragraphs, height: 0.0 };
        flow.measure(ui, width, before);
        flow
    }

    fn measure(&mut self, ui: &Ui, width: f32, before: &Flow) {
        let p = Palette::of(ui.ctx());
        for (i, paragraph) in self.paragraphs.iter_mut().enumerate() {
            let known = before.paragraphs.get(i).filter(|b| (b.what, &b.text) == (paragraph.what, &paragraph.text));
            let extra = paragraph.height;
            paragraph.height = match (known, paragraph.what) {
                (Some(known), _) => known.height,
                (None, What::Heading) => {
                    let font = FontId::proportional(super::HEADING);
                    let laid = ui.painter().layout(paragraph.text.clone(), font, p.text, width - super::TICK_ROOM);
                    laid.size().y + 10.0 + extra
                }
                (None, What::Nothing) => 24.0,
                (None, What::Text) => {
                    let mut job = marks::job(&format!("{INDENT}{}", paragraph.text), &[], super::SIZE, &p);
                    job.wrap.max_width = width;
                    ui.painter().layout_job(job).size().y + 4.0
                }
            };
        }
        self.place(|_| true);
    }

    /// Puts the paragraphs that are wanted below each other. Headings stay where something of their section does.
    pub(super) fn place(&mut self, wanted: impl Fn(&Paragraph) -> bool) {
        let is_wanted: Vec<bool> = self.paragraphs.iter().map(|p| p.what == What::Heading || wanted(p)).collect();
        let mut y = 0.0;
        for i in 0..self.paragraphs.len() {
            let next = self.paragraphs.get(i + 1).map(|p| p.section);
            let Some(paragraph) = self.paragraphs.get(i) else { continue };
            let section = paragraph.section;
            let mut shown = is_wanted.get(i).copied().unwrap_or(false);
            if paragraph.what == What::Heading {
                let inside = self.paragraphs.iter().zip(&is_wanted).skip(i + 1);
                shown = inside.take_while(|(p, _)| p.section == section).any(|(_, wanted)| *wanted);
            }
            let Some(paragraph) = self.paragraphs.get_mut(i) else { continue };
            paragraph.top = if shown { y } else { f32::NEG_INFINITY };
            if shown {
                y += paragraph.height;
            }
            if next.is_some_and(|next| next != section) && y > 0.0 {
                y += 16.0;
            }
        }
        self.height = y;
    }

    /// The paragraph in which a character of a section stands.
    pub(super) fn find(&self, section: usize, at: u32) -> Option<&Paragraph> {
        let mut here = self.paragraphs.iter().filter(|p| p.section == section && p.what == What::Text);
        here.find(|p| p.end > at)
    }

    /// The heading of a section.
    pub(super) fn heading(&self, section: usize) -> Option<&Paragraph> {
        self.paragraphs.iter().find(|p| p.section == section && p.what == What::Heading)
    }
}

impl Paragraph {
    /// It is not filtered away.
    pub(super) fn is_shown(&self) -> bool {
        self.top.is_finite()
    }

    /// Its numbers as characters of the indented text.
    pub(super) fn marks(&self, numbers: &[CheckedNumber]) -> Vec<(usize, usize, Mark)> {
        let here = numbers.get(self.numbers.clone()).unwrap_or_default();
        let at = |c: u32| c.saturating_sub(self.first) as usize + INDENTED;
        here.iter().map(|n| (at(n.at.from), at(n.at.to), Mark::of(n))).collect()
    }
}

fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
