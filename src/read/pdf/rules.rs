//! Ruling lines (表格线): strokes along an axis, and filled rectangles so thin that they are meant as lines.

use kurbo::{Affine, BezPath, PathEl, Point, Rect};

use super::page::Rule;

/// A filled rectangle up to this thick is a line, a thicker one a shaded area.
const THIN_FILL: f64 = 3.0;
/// A stroke thicker than this is no ruling line but a bar.
const THICK_STROKE: f64 = 6.0;
/// A line that leaves its axis by no more than this runs along it.
const SLANT: f64 = 0.7;

/// How a path is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Painted {
    /// Its inside.
    Filled,
    /// Its outline, with this width before the transform.
    Stroked(f32),
}

/// The straight pieces of a path on the page.
pub(super) struct Outline {
    /// Points of each sub-path; curved ones are left out.
    pub pieces: Vec<Vec<Point>>,
}

impl Outline {
    /// The sub-paths that consist of straight lines only, closed ones with their first point repeated.
    pub fn of(path: &BezPath, transform: Affine) -> Self {
        let mut pieces: Vec<Vec<Point>> = Vec::new();
        let mut current: Vec<Point> = Vec::new();
        let mut straight = true;
        let mut finish = |points: &mut Vec<Point>, straight: &mut bool| {
            if *straight && points.len() > 1 {
                pieces.push(std::mem::take(points));
            }
            points.clear();
            *straight = true;
        };
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => {
                    finish(&mut current, &mut straight);
                    current.push(transform * p);
                }
                PathEl::LineTo(p) => current.push(transform * p),
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                    straight = false;
                    current.push(transform * p);
                }
                PathEl::ClosePath => {
                    if let Some(&first) = current.first() {
                        current.push(first);
                    }
                }
            }
        }
        finish(&mut current, &mut straight);
        Self { pieces }
    }
}

/// Adds the rules that an outline draws inside of what the clip leaves.
pub(super) fn add(rules: &mut Vec<Rule>, outline: &Outline, painted: Painted, transform: Affine, clip: Rect) {
    for points in &outline.pieces {
        match painted {
            Painted::Stroked(width) => {
                let width = f64::from(width) * transform.determinant().abs().sqrt();
                for pair in points.windows(2) {
                    if let &[a, b] = pair {
                        rules.extend(along(a, b, width).and_then(|rule| clipped(rule, clip)));
                    }
                }
            }
            Painted::Filled => rules.extend(thin(points).and_then(|rule| clipped(rule, clip))),
        }
    }
}

/// The rule from one point to another, if they lie along an axis.
fn along(a: Point, b: Point, width: f64) -> Option<Rule> {
    let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
    if width.is_nan() || width > THICK_STROKE {
        return None;
    }
    let rule = |horizontal, at, from: f64, to: f64| Rule {
        horizontal,
        at: at as f32,
        from: from as f32,
        to: to as f32,
        width: width as f32,
    };
    if dy <= SLANT && dx > dy {
        Some(rule(true, (a.y + b.y) / 2.0, a.x.min(b.x), a.x.max(b.x)))
    } else if dx <= SLANT && dy > dx {
        Some(rule(false, (a.x + b.x) / 2.0, a.y.min(b.y), a.y.max(b.y)))
    } else {
        None
    }
}

/// The centre line of a filled polygon that is a thin rectangle (or the box around something as thin).
fn thin(points: &[Point]) -> Option<Rule> {
    if points.len() > 6 {
        return None;
    }
    let area = bounds(points)?;
    let centre = area.center();
    if area.height() <= THIN_FILL && area.width() > area.height() {
        along(Point::new(area.x0, centre.y), Point::new(area.x1, centre.y), area.height())
    } else if area.width() <= THIN_FILL && area.height() > area.width() {
        along(Point::new(centre.x, area.y0), Point::new(centre.x, area.y1), area.width())
    } else {
        None
    }
}

/// The box around points.
pub(super) fn bounds(points: &[Point]) -> Option<Rect> {
    let first = *points.first()?;
    Some(points.iter().fold(Rect::from_points(first, first), |area, &p| area.union_pt(p)))
}

/// The part of a rule that the clip leaves. A line on the edge of a clip is half seen: it is kept.
fn clipped(rule: Rule, clip: Rect) -> Option<Rule> {
    let margin = rule.width.max(1.0);
    let [left, top, right, bottom] = [clip.x0, clip.y0, clip.x1, clip.y1].map(|v| v as f32);
    let ((low, high), (begin, end)) =
        if rule.horizontal { ((top, bottom), (left, right)) } else { ((left, right), (top, bottom)) };
    let seen = Rule { from: rule.from.max(begin - margin), to: rule.to.min(end + margin), ..rule };
    let kept = low - margin <= rule.at && rule.at <= high + margin && seen.from <= seen.to;
    (kept && [rule.at, seen.from, seen.to].iter().all(|v| v.is_finite())).then_some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    const PAGE: Rect = Rect::new(0.0, 0.0, 600.0, 800.0);

    fn rules(path: &BezPath, painted: Painted, clip: Rect) -> Vec<(bool, f32, f32, f32)> {
        let mut rules = Vec::new();
        add(&mut rules, &Outline::of(path, Affine::IDENTITY), painted, Affine::IDENTITY, clip);
        rules.iter().map(|r| (r.horizontal, r.at, r.from, r.to)).collect()
    }

    #[test]
    fn a_stroked_rectangle_is_four_rules() {
        let cell = Rect::new(10.0, 20.0, 110.0, 40.0).to_path(0.1);
        let mut found = rules(&cell, Painted::Stroked(0.5), PAGE);
        found.sort_by(|a, b| a.partial_cmp(b).expect("finite"));
        assert_eq!(
            found,
            [
                (false, 10.0, 20.0, 40.0),
                (false, 110.0, 20.0, 40.0),
                (true, 20.0, 10.0, 110.0),
                (true, 40.0, 10.0, 110.0)
            ]
        );
    }

    #[test]
    fn a_thin_fill_is_its_centre_line_and_a_thick_one_is_shading() {
        let line = Rect::new(10.0, 20.0, 110.0, 21.0).to_path(0.1);
        assert_eq!(rules(&line, Painted::Filled, PAGE), [(true, 20.5, 10.0, 110.0)]);
        let shade = Rect::new(10.0, 20.0, 110.0, 40.0).to_path(0.1);
        assert_eq!(rules(&shade, Painted::Filled, PAGE), []);
    }

    #[test]
    fn slanted_and_curved_lines_are_no_rules() {
        let mut slanted = BezPath::new();
        slanted.move_to((0.0, 0.0));
        slanted.line_to((100.0, 10.0));
        assert_eq!(rules(&slanted, Painted::Stroked(1.0), PAGE), []);
        let circle = kurbo::Circle::new((50.0, 50.0), 20.0).to_path(0.1);
        assert_eq!(rules(&circle, Painted::Stroked(1.0), PAGE), []);
    }

    #[test]
    fn only_what_the_clip_leaves_of_a_rule_counts() {
        let mut line = BezPath::new();
        line.move_to((0.0, 50.0));
        line.line_to((500.0, 50.0));
        let clip = Rect::new(100.0, 0.0, 200.0, 100.0);
        assert_eq!(rules(&line, Painted::Stroked(1.0), clip), [(true, 50.0, 99.0, 201.0)]);
        assert_eq!(rules(&line, Painted::Stroked(1.0), Rect::new(100.0, 60.0, 200.0, 100.0)), []);
    }
}
