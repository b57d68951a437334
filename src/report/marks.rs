//! A report on the pages of the PDF that it is about.

use std::collections::HashMap;

use super::{Item, Report, ReportError, words};
use crate::{
    check::{Severity, Verdict},
    model::Place,
    read::{
        isolated::Reader,
        limits,
        pdf::annotate::{Mark, Shape},
    },
};

/// The source PDF with a mark and a note at the place of each finding. `bytes` are those of the file with this
/// number among [`Report::sources`]; they come first in the result as they are.
///
/// # Errors
/// When the file cannot be annotated: it is encrypted, damaged, or no PDF.
pub fn annotated(report: &Report, reader: &Reader, file: u32, bytes: &[u8]) -> Result<Vec<u8>, ReportError> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(ReportError::NoPdf(read_from(report)));
    }
    Ok(reader.annotated(bytes, &marks(report, file))?)
}

/// What a report was read from, for people.
pub(super) fn read_from(report: &Report) -> String {
    match report.format.as_str() {
        "" | "json" => "本程序的 JSON 文件".to_owned(),
        "text" => "文本文件".to_owned(),
        other => format!(" {other} 文件"),
    }
}

/// All marks on one of the files.
fn marks(report: &Report, file: u32) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut placeless = Vec::new();
    for item in report.open().filter(|item| !is_rounding(item)) {
        let on_page: Vec<&Place> = item.shown.iter().filter(|place| bounds(place).is_some()).collect();
        let here = on_page.iter().filter(|place| place.file == file);
        let before = marks.len();
        marks.extend(here.enumerate().filter_map(|(i, place)| mark(item, place, i == 0)));
        if on_page.is_empty() && item.shown.iter().all(|place| place.file == file) {
            placeless.push(item);
        }
        if marks.len() > before {
            marks.extend(suspected(item, file));
        }
    }
    marks.truncate(limits::MAX_MARKS - 1);
    side_by_side(&mut marks);
    marks.push(summary(report, &placeless));
    marks
}

/// Where several findings are about one cell, their numbers stand beside each other.
fn side_by_side(marks: &mut [Mark]) {
    let mut taken: HashMap<(u32, [u32; 4]), u32> = HashMap::new();
    for mark in marks.iter_mut().filter(|mark| !mark.label.is_empty()) {
        let slot = taken.entry((mark.page, mark.bounds.map(f32::to_bits))).or_default();
        mark.slot = *slot;
        *slot += 1;
    }
}

/// A difference that rounding explains is no reason to write on the page.
fn is_rounding(item: &Item) -> bool {
    item.severity == Severity::Hint && matches!(item.verdict, Some(Verdict::Rounding | Verdict::Truncation))
}

fn bounds(place: &Place) -> Option<(u32, [f32; 4])> {
    Some((place.page?, place.bounds?))
}

/// The mark of a finding. Of several lines of text the first carries the number and the note.
fn mark(item: &Item, place: &Place, first: bool) -> Option<Mark> {
    let (page, bounds) = bounds(place)?;
    let shape = if item.at.is_text() { Shape::Marker } else { Shape::Frame };
    Some(Mark {
        page,
        bounds,
        shape,
        colour: colour(item.severity),
        label: if first { item.number.to_string() } else { String::new() },
        slot: 0,
        title: title(item),
        text: if first { words::note(item) } else { format!("见上一行的批注 {}。", item.number) },
    })
}

/// The cells and numbers that are likely wrong and are not the one that is marked anyway.
fn suspected(item: &Item, file: u32) -> impl Iterator<Item = Mark> + '_ {
    let elsewhere = move |place: &&Place| !item.shown.contains(place) && place.file == file;
    let each = item.suspects.iter().filter_map(move |s| Some((s, s.shown.first().filter(elsewhere)?)));
    each.filter_map(|(suspect, place)| {
        let (page, bounds) = bounds(place)?;
        Some(Mark {
            page,
            bounds,
            shape: Shape::Dashed,
            colour: colour(item.severity),
            label: item.number.to_string(),
            slot: 0,
            title: format!("{} 可能有误", item.number),
            text: format!("{}\n见批注 {}：{}", words::suspect(suspect), item.number, item.message),
        })
    })
}

/// The note on the first page: what the report comes to, and what stands on no page.
fn summary(report: &Report, placeless: &[&Item]) -> Mark {
    let mut lines = vec![words::title(report), words::conclusion(report), words::tally(report.tally())];
    let rounding = report.hints.iter().filter(|item| is_rounding(item)).count();
    if rounding > 0 {
        lines.push(format!("另有尾差 {rounding} 处，没有标在页面上。"));
    }
    if !placeless.is_empty() {
        lines.push("以下各条没有标在页面上：".to_owned());
        lines.extend(placeless.iter().map(|item| format!("{} {}", title(item), words::message(item))));
    }
    Mark {
        page: 1,
        bounds: [0.0; 4],
        shape: Shape::Note,
        colour: [0x1f, 0x5c, 0x99],
        label: String::new(),
        slot: 0,
        title: "核对报告".to_owned(),
        text: lines.join("\n"),
    }
}

fn title(item: &Item) -> String {
    format!("{} {} {}", item.number, item.severity.name(), item.rule)
}

fn colour(severity: Severity) -> [u8; 3] {
    match severity {
        Severity::Error => [0xb3, 0x26, 0x1e],
        Severity::Missing => [0x6a, 0x3f, 0xa0],
        Severity::Warning => [0xc0, 0x78, 0x00],
        Severity::Hint => [0x5b, 0x66, 0x70],
    }
}
