//! Where the pages of a document stand under each other, and how large.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::index::Bounds;
use crate::document::Page;

/// How large pages are shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::app) enum Zoom {
    /// Each page as wide as the panel.
    FitWidth,
    /// Each page as a whole.
    FitPage,
    /// 1.0 is the size of the paper.
    Times(f32),
}

/// Smallest and largest [`Zoom::Times`].
pub(super) const ZOOM_RANGE: std::ops::RangeInclusive<f32> = 0.5..=4.0;
/// Points of the screen for a point of the paper at 100 %: screens count 96 to the inch, paper 72.
const FULL_SIZE: f32 = 96.0 / 72.0;
/// Between pages and around them.
const GAP: f32 = 10.0;
/// What a page without a stated size is taken for: A4.
const A4: Vec2 = vec2(595.0, 842.0);

/// Pages under each other. Coordinates are those of the scrolled content.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stack {
    pages: Vec<Rect>,
    sizes: Vec<Vec2>,
    /// Of everything.
    pub size: Vec2,
}

impl Stack {
    /// Pages in a room of this size.
    pub(super) fn of(pages: &[Page], zoom: Zoom, room: Vec2) -> Self {
        let sizes: Vec<Vec2> = pages.iter().map(paper).collect();
        let scale = |size: Vec2| {
            let fit = |room: f32, length: f32| ((room - 2.0 * GAP) / length).max(0.02);
            match zoom {
                Zoom::FitWidth => fit(room.x, size.x),
                Zoom::FitPage => fit(room.x, size.x).min(fit(room.y, size.y)),
                Zoom::Times(times) => times * FULL_SIZE,
            }
        };
        let shown: Vec<Vec2> = sizes.iter().map(|size| (*size * scale(*size)).round()).collect();
        let widest = shown.iter().map(|s| s.x).fold(0.0, f32::max);
        let width = (widest + 2.0 * GAP).max(room.x);
        let mut top = GAP;
        let mut rects = Vec::with_capacity(shown.len());
        for size in shown {
            rects.push(Rect::from_min_size(pos2(((width - size.x) / 2.0).floor(), top), size));
            top += size.y + GAP;
        }
        Self { pages: rects, sizes, size: vec2(width, top) }
    }

    /// Where this page stands.
    pub(super) fn page(&self, index: usize) -> Option<Rect> {
        self.pages.get(index).copied()
    }

    /// The pages that show in this part of the content.
    pub(super) fn visible(&self, view: Rect) -> std::ops::Range<usize> {
        let from = self.pages.partition_point(|p| p.bottom() < view.top());
        let to = self.pages.partition_point(|p| p.top() < view.bottom());
        from..to.max(from)
    }

    /// The page that takes the greatest part of the view.
    pub(super) fn current(&self, view: Rect) -> usize {
        let shows = |i: usize| self.pages.get(i).map_or(0.0, |p| p.intersect(view).height());
        self.visible(view).max_by(|a, b| shows(*a).total_cmp(&shows(*b)).then(b.cmp(a))).unwrap_or(0)
    }

    /// The size of this page's paper.
    pub(super) fn paper(&self, index: usize) -> Option<Vec2> {
        self.sizes.get(index).copied()
    }

    /// Points of the screen for a point of this page's paper.
    pub(super) fn scale(&self, index: usize) -> f32 {
        match (self.pages.get(index), self.sizes.get(index)) {
            (Some(rect), Some(size)) if size.x > 0.0 => rect.width() / size.x,
            _ => 1.0,
        }
    }

    /// The zoom at which a page is as large as it is now.
    pub(super) fn times(&self, index: usize) -> f32 {
        self.scale(index) / FULL_SIZE
    }

    /// A box of a page in the content.
    pub(super) fn place(&self, index: usize, [left, top, right, bottom]: Bounds) -> Option<Rect> {
        let (page, scale) = (self.page(index)?, self.scale(index));
        let at = |x: f32, y: f32| page.min + vec2(x, y) * scale;
        Some(Rect::from_min_max(at(left, top), at(right, bottom)))
    }

    /// The page at a point of the content, and the point on its paper.
    pub(super) fn paper_at(&self, at: Pos2) -> Option<(usize, Pos2)> {
        let index = self.pages.partition_point(|p| p.bottom() < at.y);
        let page = self.page(index).filter(|p| p.contains(at))?;
        Some((index, ((at - page.min) / self.scale(index)).to_pos2()))
    }
}

/// The size of a page.
pub(super) fn paper(page: &Page) -> Vec2 {
    let size = vec2(page.width, page.height);
    if size.is_finite() && size.min_elem() >= 1.0 { size } else { A4 }
}

/// The scroll offset at which what is under `anchor` (a point of the view) in one stack is there in another.
pub(super) fn keep(before: &Stack, after: &Stack, offset: Vec2, anchor: Vec2) -> Vec2 {
    let at = (offset + anchor).to_pos2();
    let page = before.visible(Rect::from_center_size(at, vec2(f32::INFINITY, 2.0 * GAP))).start;
    let (Some(was), Some(is)) = (before.page(page), after.page(page)) else { return offset };
    let within = (at - was.min) / was.size();
    let offset = is.min.to_vec2() + within * is.size() - anchor;
    offset.max(Vec2::ZERO)
}

/// The smallest change of the scroll offset that brings a box into a view, with some room around it; `None`
/// if it is in sight. What is out of sight altogether is put in the upper middle.
pub(super) fn reveal(target: Rect, offset: Vec2, view: Vec2) -> Option<Vec2> {
    let shown = Rect::from_min_size(offset.to_pos2(), view);
    if shown.contains_rect(target) {
        return None;
    }
    let along = |from: f32, to: f32, offset: f32, length: f32| {
        let margin = 24.0_f32.min(length / 4.0);
        if from >= offset && to <= offset + length {
            offset
        } else if to - from > length || to < offset || from > offset + length {
            from - margin.max(length * 0.3)
        } else if from < offset {
            from - margin
        } else {
            to + margin - length
        }
    };
    let x = along(target.left(), target.right(), offset.x, view.x);
    let y = along(target.top(), target.bottom(), offset.y, view.y);
    Some(vec2(x.max(0.0), y.max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Vec<Page> {
        let page = |width, height| Page { width, height, ..Page::default() };
        vec![page(600.0, 800.0), page(800.0, 600.0), page(f32::NAN, -1.0)]
    }

    #[test]
    fn every_page_fits_the_width_and_stands_below_the_one_before() {
        let stack = Stack::of(&pages(), Zoom::FitWidth, vec2(420.0, 300.0));
        for page in 0..3 {
            assert_eq!(stack.page(page).unwrap().width(), 400.0);
        }
        assert!(stack.page(1).unwrap().top() > stack.page(0).unwrap().bottom());
        assert_eq!(stack.size.x, 420.0);
        assert_eq!(stack.current(Rect::from_min_size(pos2(0.0, 560.0), vec2(420.0, 300.0))), 1);
    }

    #[test]
    fn a_point_of_a_page_is_found_again_on_its_paper() {
        let stack = Stack::of(&pages(), Zoom::Times(0.75), vec2(420.0, 300.0));
        assert_eq!(stack.scale(1), 1.0);
        let rect = stack.place(1, [10.0, 20.0, 30.0, 40.0]).unwrap();
        assert_eq!(stack.paper_at(rect.min), Some((1, pos2(10.0, 20.0))));
        assert_eq!(stack.paper_at(pos2(1.0, 1.0)), None, "beside the pages");
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let room = vec2(420.0, 300.0);
        let (before, after) =
            (Stack::of(&pages(), Zoom::Times(1.0), room), Stack::of(&pages(), Zoom::Times(2.0), room));
        let (offset, anchor) = (vec2(100.0, 900.0), vec2(50.0, 60.0));
        let kept = keep(&before, &after, offset, anchor);
        let (was, is) = (before.paper_at((offset + anchor).to_pos2()), after.paper_at((kept + anchor).to_pos2()));
        let ((page, a), (same, b)) = (was.unwrap(), is.unwrap());
        assert_eq!(page, same);
        assert!((a - b).length() < 0.5, "{a:?} {b:?}");
    }

    #[test]
    fn what_is_in_sight_does_not_move() {
        let view = vec2(400.0, 300.0);
        let cell = |top: f32| Rect::from_min_size(pos2(10.0, top), vec2(50.0, 20.0));
        assert_eq!(reveal(cell(100.0), Vec2::ZERO, view), None);
        assert_eq!(reveal(cell(290.0), Vec2::ZERO, view), Some(vec2(0.0, 34.0)), "just enough");
        assert_eq!(reveal(cell(2000.0), Vec2::ZERO, view), Some(vec2(0.0, 1910.0)), "into the upper middle");
    }
}
