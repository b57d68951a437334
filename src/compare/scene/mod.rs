//! Charts as drawings (图): one layout for the screen and for files, so that they look alike.
//!
//! A [`Scene`] is made of a few marks (rectangles, lines, texts) with their places in points, laid out with the
//! widths of the bundled font. The window paints it, `svg` writes it, and a PNG is the SVG drawn by a
//! library. Inks are named by what they mean; a theme (light, dark, print) gives them colours.

use super::Origin;

/// A place in points, from the left upper corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct At {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// The left edge.
    pub left: f32,
    /// The upper edge.
    pub top: f32,
    /// Not negative.
    pub width: f32,
    /// Not negative.
    pub height: f32,
}

/// What a colour means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// The ground.
    Paper,
    /// Words and numbers.
    Text,
    /// Axis numbers, notes.
    Weak,
    /// Grid lines.
    Grid,
    /// The base line.
    Base,
    /// One of so many in order (years): one hue from pale to strong.
    Ordered(u8, u8),
    /// One of a few that have no order (shares): hues told apart without colour vision.
    Kind(u8),
    /// More than before.
    More,
    /// Less than before.
    Less,
}

/// Where a text stands relative to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Anchor {
    /// Begins there.
    #[default]
    Start,
    /// Its middle is there.
    Middle,
    /// Ends there.
    End,
}

/// One thing that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Bar {
        /// Where.
        area: Area,
        /// Its colour.
        ink: Ink,
    },
    /// A line through these places.
    Line {
        /// At least two.
        through: Vec<At>,
        /// Its colour.
        ink: Ink,
        /// In points.
        width: f32,
        /// Drawn in dashes.
        dashed: bool,
    },
    /// A filled circle.
    Dot {
        /// Its middle.
        at: At,
        /// In points.
        radius: f32,
        /// Its colour.
        ink: Ink,
    },
    /// One line of text.
    Text {
        /// The place on the base line that `anchor` speaks of.
        at: At,
        /// Which part of the text is there.
        anchor: Anchor,
        /// In points.
        size: f32,
        /// Its colour.
        ink: Ink,
        /// Stronger.
        bold: bool,
        /// No line breaks.
        text: String,
    },
}

/// What the pointer finds: a value with its words and the cell behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Where.
    pub area: Area,
    /// What is said about it, in lines.
    pub label: String,
    /// The cell behind it; `None` where nothing is printed.
    pub origin: Option<Origin>,
    /// The key of the group (and line of the table) that it belongs to.
    pub key: String,
}

/// A drawing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
    /// From back to front.
    pub marks: Vec<Mark>,
    /// What can be pointed at.
    pub targets: Vec<Target>,
    /// The whole in a sentence, for those who cannot see it.
    pub summary: String,
}
