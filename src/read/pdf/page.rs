//! A page as drawn, whatever library read it: characters, ruling lines and pictures with their places.
//!
//! The space is the displayed page (crop box and rotation applied), turned upright where its text ran
//! sideways: points, origin at the upper left, y down.

/// Left, top, right, bottom.
pub type Bounds = [f32; 4];

/// A page as drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageModel {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// By how many degrees clockwise the displayed page was turned to be upright.
    pub turned: u16,
    /// In the order in which they were drawn; fake bold counts once.
    pub chars: Vec<Char>,
    /// Ruling lines: strokes along an axis, and the centre lines of thin filled rectangles.
    pub rules: Vec<Rule>,
    /// Where pictures are.
    pub pictures: Vec<Bounds>,
    /// Characters whose meaning the file does not tell.
    pub unmapped: usize,
}

/// One character. A glyph of several (a ligature) is several side by side in the glyph's box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Char {
    /// The character as printed, never a control character; U+FFFD where the file does not tell. Forms that
    /// exist for a font's sake (ligatures, radicals) are resolved; full-width punctuation and digits are kept.
    pub c: char,
    /// From advance and font size, not from the ink.
    pub bounds: Bounds,
    /// The y of the line that it stands on.
    pub baseline: f32,
    /// Font size in points as displayed.
    pub size: f32,
    /// It is no content: it cannot be seen (clipped away, painted over, off the page, drawn invisibly), or it
    /// runs aslant over the page (a watermark).
    pub hidden: bool,
    /// Which font it is in, as a number within the page.
    pub font: u16,
}

/// A ruling line along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Its direction.
    pub horizontal: bool,
    /// y of a horizontal rule, x of a vertical one.
    pub at: f32,
    /// Smaller end.
    pub from: f32,
    /// Larger end.
    pub to: f32,
    /// Thickness.
    pub width: f32,
}

impl Char {
    /// The middle of its box.
    pub fn centre(&self) -> (f32, f32) {
        let [left, top, right, bottom] = self.bounds;
        ((left + right) / 2.0, (top + bottom) / 2.0)
    }
}
