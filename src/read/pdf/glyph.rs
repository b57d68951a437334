//! A glyph as it lies on the page.

use hayro::hayro_interpret::font::{Glyph, PositionedGlyph};
use kurbo::{Affine, Point, Rect, Vec2};

use super::{page::Bounds, space};

/// A glyph's box reaches this far below and above its baseline, in thousandths of its size: the ideograph's
/// square in Chinese fonts, and enough for anything else.
const DESCENT: f64 = -120.0;
const ASCENT: f64 = 880.0;
/// A whole square, in thousandths.
const EM: f64 = 1000.0;
/// Text that runs farther off every axis than this (tangent: 3°) is a watermark or a stamp.
const ASLANT: f64 = 0.05;
/// Text smaller than this (points) is there for machines, not for people.
const ILLEGIBLE: f32 = 0.5;

/// A glyph's box on the page, from advance and font size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    origin: Point,
    advance: Vec2,
    below: Vec2,
    above: Vec2,
    /// Font size in points.
    pub size: f32,
    /// Where the text runs: degrees clockwise from rightwards.
    pub direction: u16,
}

impl Drawn {
    /// A glyph on the page; none if its place is no number. `next` is the glyph after it in the same run.
    pub fn of(
        glyph: &PositionedGlyph<'_>,
        next: Option<&PositionedGlyph<'_>>,
        page: Affine,
        vertical: bool,
    ) -> Option<Self> {
        let transform = page * glyph.transform();
        let stated = match &**glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        // Text that runs down the page advances downwards: its glyphs are a square wide.
        let width = stated.map(f64::from).filter(|_| !vertical).unwrap_or(if vertical { EM } else { EM / 2.0 });
        let [a, b, c, d, e, f] = transform.as_coeffs();
        let (along, up) = (Vec2::new(a, b), Vec2::new(c, d));
        let origin = Point::new(e, f);
        // A font that stands in for one outside of the file is stretched glyph by glyph to the widths of the file's:
        // then the height tells the scale. What fits the step to the next glyph better is right.
        let stretched = along * width;
        let unstretched = if along.hypot() > 0.0 { stretched * (up.hypot() / along.hypot()) } else { stretched };
        let step = next.filter(|_| !vertical).map(|next| (page * next.transform() * Point::ZERO - origin).hypot());
        let misses = |advance: Vec2| step.map_or(0.0, |step| (step - advance.hypot()).abs());
        let advance = if misses(unstretched) < misses(stretched) { unstretched } else { stretched };
        let drawn = Self {
            origin,
            advance,
            below: up * DESCENT,
            above: up * ASCENT,
            size: (up.hypot() * EM) as f32,
            direction: space::direction(a, b),
        };
        let numbers = [a, b, c, d, e, f, width];
        numbers.iter().all(|n| n.is_finite() && n.abs() < 1e9).then_some(drawn)
    }

    /// Nobody can read it.
    pub fn is_illegible(&self) -> bool {
        self.size < ILLEGIBLE
    }

    /// It runs across the page, over whatever else is there: a watermark (水印).
    pub fn is_aslant(&self) -> bool {
        let (x, y) = (self.advance.x.abs(), self.advance.y.abs());
        x.min(y) > ASLANT * x.max(y)
    }

    /// The box of the `i`th of `n` characters that the glyph stands for, and its middle.
    pub fn part(&self, i: usize, n: usize) -> (Bounds, Point) {
        let step = self.advance / n.max(1) as f64;
        let start = self.origin + step * i as f64;
        let area = Rect::from_points(start + self.below, start + step + self.above)
            .union(Rect::from_points(start + self.above, start + step + self.below));
        ([area.x0, area.y0, area.x1, area.y1].map(|v| v as f32), area.center())
    }

    /// The y of the line that it stands on: its own baseline, for sideways text the lower edge of a square.
    pub fn baseline(&self) -> f32 {
        if self.direction == 0 {
            return self.origin.y as f32;
        }
        let ([_, _, _, bottom], _) = self.part(0, 1);
        bottom + (DESCENT / EM) as f32 * self.size
    }
}
