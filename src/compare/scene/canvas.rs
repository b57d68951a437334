//! Putting marks on a drawing.

use super::{Anchor, Area, At, Ink, Mark, Scene, Target};

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub size: f32,
    pub ink: Ink,
    pub bold: bool,
    pub anchor: Anchor,
}

impl Style {
    pub(super) fn new(size: f32, ink: Ink) -> Self {
        Self { size, ink, bold: false, anchor: Anchor::Start }
    }

    pub(super) fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    pub(super) fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// From the upper edge of a line of text to its base line, and from there to its lower edge, as parts of the size.
pub(super) const ASCENT: f32 = 0.88;
const DESCENT: f32 = 0.14;
/// From one line to the next.
pub(super) const LEADING: f32 = 1.3;

impl Area {
    /// From edges.
    pub fn of(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self { left, top, width: (right - left).max(0.0), height: (bottom - top).max(0.0) }
    }

    /// The right edge.
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// The lower edge.
    pub fn bottom(&self) -> f32 {
        self.top + self.height
    }

    /// The middle from left to right.
    pub fn center_x(&self) -> f32 {
        self.left + self.width / 2.0
    }

    /// The middle from top to bottom.
    pub fn center_y(&self) -> f32 {
        self.top + self.height / 2.0
    }

    /// Whether both have some place in common.
    pub fn meets(&self, other: &Area) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }
}

impl Mark {
    /// The place that a mark takes.
    pub fn area(&self) -> Area {
        match self {
            Mark::Bar { area, .. } => *area,
            Mark::Dot { at, radius, .. } => {
                Area { left: at.x - radius, top: at.y - radius, width: radius * 2.0, height: radius * 2.0 }
            }
            Mark::Line { through, .. } => {
                let (xs, ys) = (through.iter().map(|p| p.x), through.iter().map(|p| p.y));
                let least = |values: &mut dyn Iterator<Item = f32>| values.fold(f32::INFINITY, f32::min);
                let most = |values: &mut dyn Iterator<Item = f32>| values.fold(f32::NEG_INFINITY, f32::max);
                Area::of(least(&mut xs.clone()), least(&mut ys.clone()), most(&mut { xs }), most(&mut { ys }))
            }
            Mark::Text { at, anchor, size, text, .. } => text_area(*at, *anchor, *size, text),
        }
    }
}

fn text_area(at: At, anchor: Anchor, size: f32, text: &str) -> Area {
    let width = crate::font::width(text, size);
    let left = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    Area { left, top: at.y - size * ASCENT, width, height: size * (ASCENT + DESCENT) }
}

/// A drawing in the making.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    pub scene: Scene,
}

impl Canvas {
    pub(super) fn bar(&mut self, area: Area, ink: Ink) {
        if area.width > 0.0 && area.height > 0.0 {
            self.scene.marks.push(Mark::Bar { area, ink });
        }
    }

    pub(super) fn line(&mut self, from: At, to: At, ink: Ink, width: f32) {
        self.scene.marks.push(Mark::Line { through: vec![from, to], ink, width, dashed: false });
    }

    pub(super) fn path(&mut self, through: Vec<At>, ink: Ink, width: f32, dashed: bool) {
        if through.len() > 1 {
            self.scene.marks.push(Mark::Line { through, ink, width, dashed });
        }
    }

    pub(super) fn dot(&mut self, at: At, radius: f32, ink: Ink) {
        self.scene.marks.push(Mark::Dot { at, radius, ink });
    }

    /// A text whose upper edge is at `y`.
    pub(super) fn text(&mut self, x: f32, y: f32, style: Style, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            let at = At { x, y: y + style.size * ASCENT };
            let Style { size, ink, bold, anchor } = style;
            self.scene.marks.push(Mark::Text { at, anchor, size, ink, bold, text });
        }
    }

    /// Several lines of text from `y` downward; returns where the next would begin.
    pub(super) fn lines(&mut self, x: f32, y: f32, style: Style, lines: &[String]) -> f32 {
        let step = style.size * LEADING;
        for (i, line) in lines.iter().enumerate() {
            self.text(x, y + i as f32 * step, style, line.clone());
        }
        y + lines.len() as f32 * step
    }

    pub(super) fn target(&mut self, target: Target) {
        self.scene.targets.push(target);
    }

    /// The sign of nothing printed: a short stroke across the base line, so that a gap is not taken for a zero.
    pub(super) fn gap(&mut self, x: f32, base: f32, half: f32) {
        let half = half.min(4.5);
        self.line(At { x: x - half, y: base + half }, At { x: x + half, y: base - half }, Ink::Weak, 1.2);
    }
}

/// Texts that are put where no other is.
#[derive(Debug, Default)]
pub(super) struct Taken(Vec<Area>);

impl Taken {
    pub(super) fn add(&mut self, area: Area) {
        self.0.push(area);
    }

    /// Takes the place of a text if it is free.
    pub(super) fn claim(&mut self, x: f32, y: f32, style: Style, text: &str) -> bool {
        let area = text_area(At { x, y: y + style.size * ASCENT }, style.anchor, style.size, text);
        let free = !self.0.iter().any(|other| other.meets(&area));
        if free {
            self.0.push(area);
        }
        free
    }
}
