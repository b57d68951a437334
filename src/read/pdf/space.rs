//! Where things are on a page: the page as a viewer displays it, turned upright.

use hayro::{hayro_interpret::TransformExt, hayro_syntax::page::Page};
use kurbo::{Affine, Rect};

use crate::read::limits;

/// The space of one page: points, origin at the upper left, y down, crop box and `/Rotate` applied. Reading
/// and drawing use the same one, so a character's box lies on its picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Space {
    /// From the coordinates of the file.
    pub transform: Affine,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// By how many degrees clockwise the displayed page was turned.
    pub turned: u16,
}

impl Space {
    /// The page as every viewer displays it.
    pub fn displayed(page: &Page<'_>) -> Self {
        let (width, height) = page.render_dimensions();
        let side = |length: f32| if length.is_finite() { length.clamp(1.0, limits::MAX_PAGE_POINTS) } else { 1.0 };
        Self { transform: page.initial_transform(true).to_kurbo(), width: side(width), height: side(height), turned: 0 }
    }

    /// The same page turned so that text which ran in this direction (degrees clockwise from rightwards) runs
    /// to the right.
    pub fn upright(self, direction: u16) -> Self {
        let (w, h) = (f64::from(self.width), f64::from(self.height));
        let (turned, turn) = match direction {
            90 => (270, Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, w])),
            180 => (180, Affine::new([-1.0, 0.0, 0.0, -1.0, w, h])),
            270 => (90, Affine::new([0.0, 1.0, -1.0, 0.0, h, 0.0])),
            _ => return self,
        };
        let (width, height) = if turned == 180 { (self.width, self.height) } else { (self.height, self.width) };
        Self { transform: turn * self.transform, width, height, turned }
    }

    /// The page's area.
    pub fn bounds(&self) -> Rect {
        Rect::new(0.0, 0.0, f64::from(self.width), f64::from(self.height))
    }
}

/// The direction of an advance, to a quarter turn: degrees clockwise from rightwards, y down.
pub(super) fn direction(dx: f64, dy: f64) -> u16 {
    match (dx.abs() >= dy.abs(), dx >= 0.0, dy >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 180,
        (false, _, true) => 90,
        (false, _, false) => 270,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::{Point, Vec2};

    /// A portrait page with text running in this direction, turned.
    fn turned(direction: u16) -> Space {
        Space { transform: Affine::IDENTITY, width: 100.0, height: 200.0, turned: 0 }.upright(direction)
    }

    #[test]
    fn text_in_any_direction_comes_to_run_to_the_right_on_the_page() {
        for (direction, advance, start, size) in [
            (0, Vec2::new(1.0, 0.0), Point::new(10.0, 20.0), (100.0, 200.0)),
            (90, Vec2::new(0.0, 1.0), Point::new(80.0, 10.0), (200.0, 100.0)),
            (180, Vec2::new(-1.0, 0.0), Point::new(90.0, 180.0), (100.0, 200.0)),
            (270, Vec2::new(0.0, -1.0), Point::new(20.0, 190.0), (200.0, 100.0)),
        ] {
            let space = turned(direction);
            assert_eq!((space.width, space.height), size, "{direction}");
            assert_eq!(space.transform * start, Point::new(10.0, 20.0), "{direction}");
            assert_eq!(space.transform * (start + advance) - space.transform * start, Vec2::new(1.0, 0.0));
            assert_eq!(u32::from(space.turned + direction) % 360, 0);
            assert_eq!(super::direction(advance.x, advance.y), direction);
        }
    }
}
