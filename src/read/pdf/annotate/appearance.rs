//! What a mark looks like, drawn once and for all: readers of PDF differ in what they draw by themselves.

use kurbo::{Affine, Rect};
use lopdf::{Object, Stream, dictionary};

use super::{Mark, Shape, number};
use crate::read::pdf::space::Space;

/// A mark's picture.
pub(super) struct Drawing {
    /// All of it, on the upright page.
    pub outer: Rect,
    /// The frame or marker itself, without its number.
    pub inner: Rect,
    /// The picture; a note is drawn by the reader.
    pub stream: Option<Stream>,
}

/// A frame stands this far outside of what it frames.
const AROUND: f64 = 1.0;
/// Height of the tag with the number, and of its digits.
const TAG: f64 = 7.0;
/// Helvetica's digits are this wide, of their height.
const DIGIT: f64 = 0.556;
const DIGITS: f64 = 6.0;
/// The side of a note, and how far it stands from the page's corner.
const NOTE: f64 = 20.0;
const CORNER: f64 = 12.0;

/// Draws a mark for a page.
pub(super) fn of(mark: &Mark, space: &Space) -> Drawing {
    let page = space.bounds();
    if mark.shape == Shape::Note {
        let outer = Rect::new(CORNER, CORNER, CORNER + NOTE, CORNER + NOTE);
        return Drawing { outer, inner: outer, stream: None };
    }
    let [left, top, right, bottom] = mark.bounds.map(|x| if x.is_finite() { f64::from(x) } else { 0.0 });
    let inner = Rect::new(left, top, right, bottom).abs().inflate(AROUND, AROUND);
    // What lies off the page cannot be seen; a mark is at least a point wide.
    let inner = inner.intersect(page);
    let inner = inner.union(Rect::from_origin_size(inner.origin(), (1.0, 1.0)));
    let tag = (!mark.label.is_empty()).then(|| tag(mark, inner, page));
    let outer = tag.map_or(inner, |tag| inner.union(tag));
    Drawing { outer, inner, stream: Some(draw(mark, space, outer, inner, tag)) }
}

/// Where the number stands: before a line of text; on the upper left corner of a frame, where a cell is empty.
fn tag(mark: &Mark, inner: Rect, page: Rect) -> Rect {
    let width = DIGITS * DIGIT * mark.label.len() as f64 + 3.0;
    let before = f64::from(mark.slot) * (width + 1.0);
    let (x, y) = match mark.shape {
        Shape::Marker => (inner.x0 - width - before, inner.y0),
        _ => (inner.x0 + before, inner.y0 - TAG / 2.0),
    };
    let x = x.min(page.x1 - width).max(0.0);
    let y = y.min(page.y1 - TAG).max(0.0);
    Rect::new(x, y, x + width, y + TAG)
}

fn draw(mark: &Mark, space: &Space, outer: Rect, inner: Rect, tag: Option<Rect>) -> Stream {
    let [r, g, b] = mark.colour.map(|c| f64::from(c) / 255.0);
    // Within the picture y goes up, from the lower left corner.
    let flat = |rect: Rect| {
        let (x, y) = (rect.x0 - outer.x0, outer.y1 - rect.y1);
        format!("{x:.2} {y:.2} {:.2} {:.2} re", rect.width(), rect.height())
    };
    let mut content = match mark.shape {
        Shape::Marker => format!("q /Over gs {r:.3} {g:.3} {b:.3} rg {} f Q\n", flat(inner)),
        _ => {
            let dash = if mark.shape == Shape::Dashed { "[3 2] 0 d" } else { "" };
            let line = flat(inner.inset(-0.5));
            let colour = format!("{r:.3} {g:.3} {b:.3}");
            format!("q /Over gs {colour} rg {} f Q\nq {colour} RG 1 w {dash} {line} S Q\n", flat(inner))
        }
    };
    if let Some(tag) = tag {
        let (x, y) = (tag.x0 - outer.x0 + 1.5, outer.y1 - tag.y1 + 1.4);
        let digits: String = mark.label.chars().filter(char::is_ascii_digit).collect();
        content.push_str(&format!(
            "q {r:.3} {g:.3} {b:.3} rg {} f 1 1 1 rg BT /F {DIGITS} Tf {x:.2} {y:.2} Td ({digits}) Tj ET Q\n",
            flat(tag)
        ));
    }
    // A reader fits the turned picture into the annotation's rectangle (12.5.5); so only the turn matters.
    let [a, b, c, d, ..] = (space.transform.inverse() * Affine::FLIP_Y).as_coeffs();
    let helvetica = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold", "Encoding" => "WinAnsiEncoding",
    };
    let over = dictionary! { "Type" => "ExtGState", "BM" => "Multiply", "ca" => 0.18 };
    let dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => [0.0, 0.0, outer.width(), outer.height()].map(number).to_vec(),
        "Matrix" => [a, b, c, d, 0.0, 0.0].map(|n| Object::Real(n as f32)).to_vec(),
        "Resources" => dictionary! {
            "ExtGState" => dictionary! { "Over" => over },
            "Font" => dictionary! { "F" => helvetica },
        },
    };
    Stream::new(dictionary, content.into_bytes())
}
