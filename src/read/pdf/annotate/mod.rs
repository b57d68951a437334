//! Annotations for a PDF (批注): what is to be appended to the file so that marks stand on its pages.
//!
//! The file itself stays as it is, to the last byte: an incremental update (ISO 32000-1, 7.5.6) adds the
//! annotations and new versions of the pages' lists of them. Places are those of the document that was read, so
//! each mark is turned back by exactly the transformation with which its page was read. What was appended is
//! read again before it is handed out; a file in which it would not be found where it belongs is refused.

mod appearance;
mod check;

use std::collections::BTreeMap;

use kurbo::{Affine, Point, Rect};
use lopdf::{Document, IncrementalDocument, LoadOptions, Object, ObjectId, StringFormat, dictionary};
use serde::{Deserialize, Serialize};

use super::{Pictures, space::Space};
use crate::read::{ReadError, limits};

/// How a mark looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// A frame around a cell.
    Frame,
    /// A dashed frame: something that is only suspected.
    Dashed,
    /// A marker drawn over a line of text.
    Marker,
    /// A note at the corner of the page.
    Note,
}

/// A mark on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// From 1.
    pub page: u32,
    /// Left, top, right, bottom on the upright page, as in [`crate::model::Place`]. A note needs none.
    pub bounds: [f32; 4],
    /// How it looks.
    pub shape: Shape,
    /// Red, green, blue.
    pub colour: [u8; 3],
    /// A number to stand beside it.
    pub label: String,
    /// How many numbers stand before it at the same place.
    pub slot: u32,
    /// Who or what says it: the title of the note.
    pub title: String,
    /// What the note says.
    pub text: String,
}

/// The bytes to append to a PDF so that it carries these marks.
///
/// # Errors
/// When the file is encrypted, damaged, or built so that a mark would not be found on its page afterwards.
pub fn annotate(bytes: &[u8], marks: &[Mark]) -> Result<Vec<u8>, ReadError> {
    if marks.len() > limits::MAX_MARKS {
        return Err(ReadError::Exceeds { what: "批注过多", limit: format!("{} 处", limits::MAX_MARKS) });
    }
    if !bytes.starts_with(b"%PDF-") {
        return Err(ODD); // all places in it are counted from elsewhere
    }
    let pictures = Pictures::open(bytes, None).map_err(|error| match error {
        ReadError::NeedsPassword => ENCRYPTED,
        other => other,
    })?;
    let options =
        LoadOptions { max_decompressed_size: Some(limits::MAX_PDF_OBJECT_STREAM_BYTES), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|_| ODD)?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(ENCRYPTED);
    }
    if document.xref_start == 0 || document.xref_recovery.is_some() {
        return Err(ODD);
    }
    let pages: Vec<ObjectId> = document.page_iter().take(limits::MAX_PDF_PAGES + 1).collect();
    if pages.len() != pictures.pages() {
        return Err(ODD);
    }
    // What pages show is not looked at and would only fill the memory.
    document.objects.values_mut().filter_map(|o| o.as_stream_mut().ok()).for_each(|s| s.content = Vec::new());
    let mut by_page: BTreeMap<u32, Vec<(usize, &Mark)>> = BTreeMap::new();
    for (number, mark) in marks.iter().enumerate() {
        by_page.entry(mark.page).or_default().push((number, mark));
    }
    let mut update = IncrementalDocument::create_from(bytes.to_vec(), document);
    // These describe the older cross-reference stream.
    for key in ["XRefStm", "DecodeParms", "Filter", "W", "Index", "Type", "Length"] {
        update.new_document.trailer.remove(key.as_bytes());
    }
    for (&page, marks) in &by_page {
        let index = (page as usize).checked_sub(1).ok_or(ODD)?;
        let (&id, space) = pages.get(index).zip(pictures.space_of(index)).ok_or(ODD)?;
        let mut added = Vec::new();
        for (number, mark) in marks {
            added.extend(add(&mut update.new_document, id, &space, *number, mark));
        }
        attach(&mut update, id, added).map_err(|_| ODD)?;
    }
    let mut whole = Vec::with_capacity(bytes.len() + (1 << 20)); // growing would take twice as much
    update.save_to(&mut whole).map_err(|_| ODD)?;
    drop(update);
    let appended = whole.get(bytes.len()..).unwrap_or_default().to_vec();
    if !whole.starts_with(bytes) || appended.is_empty() {
        return Err(ODD);
    }
    check::arrived(&whole, marks, &pictures)?;
    Ok(appended)
}

const ODD: ReadError = ReadError::NoText(
    "这个 PDF 的内部结构特殊或有损坏，加不了批注：请用原来的软件打开后另存一份 PDF 再试，或改用 html、docx 报告。",
);
const ENCRYPTED: ReadError =
    ReadError::NoText("这个 PDF 是加密的，加不了批注：请先用原来的软件另存一份不加密的 PDF，或改用 html、docx 报告。");

/// What the annotations of this program are called, with a number behind it.
pub(super) const NAME: &str = "gongkai-";

/// Adds a mark and its note; returns the objects that belong into the page's list.
fn add(document: &mut Document, page: ObjectId, space: &Space, number: usize, mark: &Mark) -> Vec<Object> {
    let back = space.transform.inverse();
    let drawing = appearance::of(mark, space);
    let outer = back.transform_rect_bbox(drawing.outer);
    let inner = back.transform_rect_bbox(drawing.inner);
    let colour = mark.colour.map(|c| Object::Real(f32::from(c) / 255.0));
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Rect" => rect(outer),
        "P" => page,
        "NM" => Object::string_literal(format!("{NAME}{number}")),
        "T" => text(&mark.title),
        "Contents" => text(&mark.text),
        "C" => colour.to_vec(),
        "F" => 4, // printed, too
    };
    match mark.shape {
        Shape::Note => {
            annotation.set("Subtype", "Text");
            annotation.set("Name", "Note");
            annotation.set("F", 28); // of one size and upright, however the page is shown
        }
        Shape::Marker => {
            annotation.set("Subtype", "Highlight");
            annotation.set("QuadPoints", quad(back, drawing.inner));
        }
        Shape::Frame | Shape::Dashed => {
            annotation.set("Subtype", "Square");
            let style = if mark.shape == Shape::Dashed { "D" } else { "S" };
            annotation.set("BS", dictionary! { "Type" => "Border", "W" => 1, "S" => style });
            let between = [inner.x0 - outer.x0, outer.y1 - inner.y1, outer.x1 - inner.x1, inner.y0 - outer.y0];
            annotation.set("RD", numbers(between.map(|d| d.max(0.0))));
        }
    }
    if let Some(stream) = drawing.stream {
        let form = document.add_object(stream);
        annotation.set("AP", dictionary! { "N" => form });
    }
    let id = document.new_object_id();
    let beside = Rect::new(outer.x1, outer.y0 - 90.0, outer.x1 + 220.0, outer.y1);
    let popup = document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Popup",
        "Rect" => rect(beside),
        "Parent" => id,
        "Open" => false,
    });
    annotation.set("Popup", popup);
    document.set_object(id, annotation);
    vec![id.into(), popup.into()]
}

/// Puts annotations behind those that the page has. A list that is an object of its own is written anew; one
/// within the page's dictionary, or none, makes the dictionary be written anew.
fn attach(update: &mut IncrementalDocument, page: ObjectId, added: Vec<Object>) -> lopdf::Result<()> {
    let before = update.get_prev_documents();
    let old = before.get_dictionary(page)?.get(b"Annots").ok();
    let list = old.and_then(|object| before.dereference(object).ok());
    if let Some((Some(id), Object::Array(list))) = list {
        let list = list.iter().cloned().chain(added).collect();
        update.new_document.set_object(id, Object::Array(list));
        return Ok(());
    }
    let kept = match list {
        Some((None, Object::Array(list))) => list.clone(),
        _ => Vec::new(),
    };
    update.opt_clone_object_to_new_document(page)?;
    let page = update.new_document.get_dictionary_mut(page)?;
    page.set("Annots", kept.into_iter().chain(added).collect::<Vec<Object>>());
    Ok(())
}

fn rect(r: Rect) -> Object {
    numbers([r.x0, r.y0, r.x1, r.y1])
}

/// The corners of a rectangle of the upright page: upper left, upper right, lower left, lower right, as all
/// programs write and read them.
fn quad(back: Affine, r: Rect) -> Object {
    let corners = [(r.x0, r.y0), (r.x1, r.y0), (r.x0, r.y1), (r.x1, r.y1)].map(|(x, y)| back * Point::new(x, y));
    let numbers: Vec<Object> = corners.iter().flat_map(|p| [number(p.x), number(p.y)]).collect();
    Object::Array(numbers)
}

fn numbers(of: [f64; 4]) -> Object {
    Object::Array(of.map(number).to_vec())
}

/// A hundredth of a point is as fine as anyone sees.
fn number(n: f64) -> Object {
    Object::Real(((n * 100.0).round() / 100.0) as f32)
}

/// A text string: UTF-16 with a byte order mark, as every reader understands it (7.9.2.2).
fn text(text: &str) -> Object {
    let units = text.chars().take(limits::MAX_NOTE_CHARS).map(|c| if c == '\n' { '\r' } else { c });
    let text: String = units.collect();
    let bytes = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}
