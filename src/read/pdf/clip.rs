//! What can be seen: the clips in force, and how opaque the groups around are.

use kurbo::{BezPath, PathEl, Rect, Shape};

/// Text whose centre lies this far outside of a clip may still be seen.
const MARGIN: f64 = 1.0;

/// Less of a group's colour than this cannot be seen.
pub(super) const FAINT: f32 = 0.08;

/// The stack of clips. A clip that is no rectangle counts with its bounding box.
#[derive(Debug, Clone)]
pub(super) struct Clips {
    stack: Vec<Clip>,
}

#[derive(Debug, Clone, Copy)]
struct Clip {
    area: Rect,
    exact: bool,
}

impl Clips {
    /// Nothing is clipped but what lies off the page.
    pub fn new(page: Rect) -> Self {
        Self { stack: vec![Clip { area: page, exact: true }] }
    }

    fn top(&self) -> Clip {
        // `pop` never takes the page itself.
        self.stack.last().copied().unwrap_or(Clip { area: Rect::ZERO, exact: false })
    }

    /// Narrows what can be seen to the inside of a path.
    pub fn push(&mut self, path: &BezPath) {
        let outer = self.top();
        let (area, exact) = match rectangle(path) {
            Some(area) => (area, outer.exact),
            None => (path.bounding_box(), false),
        };
        // An empty intersection stays empty: `intersect` of disjoint rectangles has no width.
        self.stack.push(Clip { area: outer.area.intersect(area), exact });
    }

    /// Undoes the last [`Clips::push`].
    pub fn pop(&mut self) {
        if self.stack.len() > 1 {
            self.stack.pop();
        }
    }

    /// What can be seen, at most.
    pub fn area(&self) -> Rect {
        self.top().area
    }

    /// [`Clips::area`] is all seen, not just the box around it.
    pub fn is_exact(&self) -> bool {
        self.top().exact
    }

    /// A character with this centre is seen.
    pub fn shows(&self, x: f64, y: f64) -> bool {
        let area = self.area();
        let seen = area.inflate(MARGIN, MARGIN);
        area.width() > 0.0 && area.height() > 0.0 && seen.x0 <= x && x <= seen.x1 && seen.y0 <= y && y <= seen.y1
    }
}

/// The rectangle that a path is, if it is one along the axes.
pub(super) fn rectangle(path: &BezPath) -> Option<Rect> {
    let mut points = Vec::with_capacity(5);
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) if points.is_empty() => points.push(p),
            PathEl::LineTo(p) if points.len() < 6 => points.push(p),
            PathEl::ClosePath => {}
            _ => return None,
        }
    }
    if points.len() == 5 && points.first() == points.last() {
        points.pop();
    }
    let &[a, b, c, d] = points.as_slice() else { return None };
    const SLACK: f64 = 0.05;
    let level = |p: kurbo::Point, q: kurbo::Point| (p.y - q.y).abs() <= SLACK;
    let plumb = |p: kurbo::Point, q: kurbo::Point| (p.x - q.x).abs() <= SLACK;
    let upright = level(a, b) && plumb(b, c) && level(c, d) && plumb(d, a);
    let sideways = plumb(a, b) && level(b, c) && plumb(c, d) && level(d, a);
    (upright || sideways).then(|| Rect::from_points(a, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_seen_where_every_clip_leaves_it() {
        let mut clips = Clips::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        assert!(clips.shows(50.0, 50.0) && !clips.shows(150.0, 50.0));
        clips.push(&Rect::new(0.0, 0.0, 40.0, 100.0).to_path(0.1));
        assert!(clips.shows(39.0, 50.0) && !clips.shows(50.0, 50.0));
        clips.push(&Rect::new(60.0, 0.0, 100.0, 100.0).to_path(0.1));
        assert!(!clips.shows(39.0, 50.0) && !clips.shows(60.0, 50.0), "nothing is left between the two");
        clips.pop();
        clips.pop();
        clips.pop();
        assert!(clips.shows(50.0, 50.0), "the page itself is never popped");
    }

    #[test]
    fn only_a_rectangle_clips_exactly() {
        let mut clips = Clips::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        clips.push(&Rect::new(10.0, 10.0, 90.0, 90.0).to_path(0.1));
        assert!(clips.is_exact());
        clips.push(&kurbo::Circle::new((50.0, 50.0), 20.0).to_path(0.1));
        assert!(!clips.is_exact());
        clips.push(&Rect::new(10.0, 10.0, 90.0, 90.0).to_path(0.1));
        assert!(!clips.is_exact(), "inside of a circle");
    }
}
