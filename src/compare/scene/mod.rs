//! Charts as drawings (图): one layout for the screen and for files, so that they look alike.
//!
//! A [`Scene`] is made of a few marks (rectangles, lines, texts) with their places in points, laid out with the
//! widths of the bundled font. The window paints it, `svg` writes it, and a PNG is the SVG drawn by a
//! library. Inks are named by what they mean; a theme (light, dark, print) gives them colours.
//!
//! ```text
//! Chart ──item (small ones gathered)──▶ grouped | trend | shares | bridge | changes ──▶ Scene ──▶ screen, SVG, PNG
//! ```
//! One module a form. `page` puts captions and legend around whatever form is drawn, `plot` has the value axis
//! with its lines, `label` what is said about a value. Nothing overlaps and nothing leaves the drawing: what has no room is
//! shortened, gathered or left out, or the drawing grows (property tests in `tests/drawing_charts.rs`).

mod axis;
mod bridge;
mod canvas;
mod changes;
mod grouped;
mod item;
mod label;
mod look;
mod page;
pub mod palette;
mod plot;
pub mod png;
mod rows;
mod stacked;
pub mod svg;
mod trend;

pub use look::{Form, Look, Medium, Values};
pub use palette::Theme;

use super::{Chart, Origin};
use page::Page;

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
    /// What is left of an enumeration: 其余, 未列明.
    Rest,
    /// More than before.
    More,
    /// Less than before.
    Less,
    /// Words upon a filled rectangle of this kind; upon the rest where there is none.
    Over(Option<u8>),
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
    /// What a reader must know of the drawing: what was gathered, left out or rounded. On paper it stands beneath.
    pub remarks: Vec<String>,
    /// What is left of this (the value axis) and what is above it (title, legend) stays where it is when the drawing
    /// is wider than its view and scrolls sideways.
    pub frozen: At,
}

/// Draws a chart. The drawing is wider or higher than asked where it would not be legible otherwise; on paper it
/// is never wider.
pub fn draw(chart: &Chart, form: Form, look: &Look) -> Scene {
    let mut page = Page::new(chart, form, look);
    if chart.groups.iter().all(|g| g.points.iter().all(Option::is_none)) {
        page.message("没有可以画的数");
        return page.finish();
    }
    match form {
        Form::Grouped => grouped::draw(&mut page),
        Form::Trend => trend::draw(&mut page),
        Form::Stacked => stacked::draw(&mut page, stacked::Measure::Amounts),
        Form::Shares => stacked::draw(&mut page, stacked::Measure::Shares),
        Form::Bridge => bridge::draw(&mut page),
        Form::TopChanges => changes::draw(&mut page),
    }
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        compare::{Group, Order, Point, Side},
        model::{CellRef, Stage, Unit},
    };

    /// A chart of these years with these groups: name and amounts, `-` for a blank.
    pub(super) fn chart(years: &[i32], groups: &[(&str, &str)]) -> Chart {
        let side = |&year: &i32| Side {
            document: 0,
            year: Some(year),
            agency: "临川县档案馆".to_owned(),
            stage: Stage::Budget,
            restated: false,
            label: format!("{year} 年"),
        };
        let origin = Origin { document: 0, cell: CellRef::new(0, 0, 0, 0) };
        let group = |(name, amounts): &(&str, &str)| Group {
            key: (*name).to_owned(),
            code: String::new(),
            name: (*name).to_owned(),
            points: amounts.split(' ').map(|a| Some(Point { value: a.parse().ok()?, origin })).collect(),
        };
        let (total, groups): (Vec<_>, Vec<_>) = groups.iter().partition(|(name, _)| *name == "合计");
        Chart {
            topic: None,
            name: "支出按功能分类".to_owned(),
            whose: "临川县档案馆".to_owned(),
            scope: "全部资金",
            unit: Unit::Wan,
            other_unit: None,
            order: Order::Years,
            sides: years.iter().map(side).collect(),
            groups: groups.into_iter().map(group).collect(),
            whole: !total.is_empty(),
            total: total.into_iter().next().map(group),
            places: 2,
            notes: Vec::new(),
        }
    }
}
