//! Writes down what a page draws: the device that the interpreter of the library draws on.

use std::collections::HashMap;

use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::WritingMode,
};
use kurbo::{BezPath, Rect};

use super::{
    clip::{Clips, FAINT, rectangle},
    cover::Covers,
    glyph::Drawn,
    meaning::Meanings,
    overprint::Overprint,
    page::{Char, PageModel},
    rules::{self, Outline, Painted},
    space::Space,
};
use crate::read::limits;

/// What stands for a character whose meaning the file does not tell.
const UNKNOWN: char = '\u{FFFD}';

/// A page while it is drawn.
pub(super) struct Recorder<'m, 'p> {
    meanings: &'m Meanings<'p>,
    page: PageModel,
    clips: Clips,
    /// The opacity of each transparency group around, all of those around it included.
    groups: Vec<f32>,
    covers: Covers,
    fonts: HashMap<u128, u16>,
    /// How many visible characters run in each direction, in quarter turns clockwise.
    directions: [usize; 4],
    /// More was drawn than [`limits`] allows.
    overfull: bool,
    letters: Vec<char>,
}

impl<'m, 'p> Recorder<'m, 'p> {
    /// An empty page.
    pub fn new(space: &Space, meanings: &'m Meanings<'p>) -> Self {
        let page = PageModel { width: space.width, height: space.height, turned: space.turned, ..PageModel::default() };
        Self {
            meanings,
            page,
            clips: Clips::new(space.bounds()),
            groups: Vec::new(),
            covers: Covers::default(),
            fonts: HashMap::new(),
            directions: [0; 4],
            overfull: false,
            letters: Vec::new(),
        }
    }

    /// The direction that most of the visible text runs in, in degrees clockwise.
    pub fn direction(&self) -> u16 {
        // Of equals the first: a page as likely upright as not is left alone.
        let most = self.directions.iter().copied().max().unwrap_or(0);
        [0, 90, 180, 270].into_iter().zip(self.directions).find(|&(_, n)| n == most).map_or(0, |(degrees, _)| degrees)
    }

    /// The page, or nothing if it holds more than any page does.
    pub fn finish(mut self) -> Option<PageModel> {
        if self.overfull {
            return None;
        }
        self.covers.hide(&mut self.page.chars);
        let mut overprint = Overprint::default();
        self.page.chars.retain(|c| !overprint.is_repeated(c));
        self.page.unmapped = self.page.chars.iter().filter(|c| !c.hidden && c.c == UNKNOWN).count();
        Some(self.page)
    }

    fn opacity(&self) -> f32 {
        self.groups.last().copied().unwrap_or(1.0)
    }

    /// How opaque this paint comes out.
    fn alpha(&self, paint: &Paint<'_>) -> f32 {
        let own = match paint {
            Paint::Color(color) => color.to_rgba().components().get(3).copied().unwrap_or(1.0),
            Paint::Pattern(_) => 1.0,
        };
        own * self.opacity()
    }

    fn font(&mut self, glyph: &Glyph<'_>) -> u16 {
        let key = match glyph {
            Glyph::Outline(outline) => outline.font_data().map_or(0, |font| font.cache_key),
            Glyph::Type3(_) => 1,
        };
        let next = u16::try_from(self.fonts.len()).unwrap_or(u16::MAX);
        *self.fonts.entry(key).or_insert(next)
    }

    /// Everything that is drawn over lies under an opaque rectangle from now on.
    fn cover(&mut self, area: Rect, paint_hides: bool) {
        if paint_hides && self.clips.is_exact() {
            self.covers.add(area.intersect(self.clips.area()), self.page.chars.len());
        }
    }
}

/// Nearly white: on paper, nothing.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, _] = color.to_rgba().to_rgba8();
            r > 245 && g > 245 && b > 245
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Recorder<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let painted: &[Painted] = match mode {
            DrawMode::Fill(_) => &[Painted::Filled],
            DrawMode::Stroke(stroke) => &[Painted::Stroked(stroke.line_width)],
            DrawMode::FillAndStroke(_, stroke) => &[Painted::Filled, Painted::Stroked(stroke.line_width)],
            DrawMode::Invisible => return,
        };
        let alpha = self.alpha(&props.paint);
        if alpha < FAINT {
            return;
        }
        let white = is_white(&props.paint);
        if painted.contains(&Painted::Filled) {
            if let Some(area) = rectangle(&(props.transform * path)) {
                let hides = matches!(props.paint, Paint::Color(_))
                    && alpha > 0.99
                    && props.soft_mask.is_none()
                    && props.blend_mode == BlendMode::Normal;
                self.cover(area, hides);
            }
            if !white {
                let area = props.transform.transform_rect_bbox(kurbo::Shape::bounding_box(path));
                self.covers.darken(area.intersect(self.clips.area()));
            }
        }
        if white {
            return;
        }
        let outline = Outline::of(path, props.transform);
        for &painted in painted {
            rules::add(&mut self.page.rules, &outline, painted, props.transform, self.clips.area());
        }
        if self.page.rules.len() > limits::MAX_RULES_ON_PAGE {
            self.overfull = true;
            self.page.rules.clear();
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(&clip.path);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.groups.push(self.opacity() * opacity);
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let Some(first) = run.glyphs().first() else { return };
        let font = self.font(first);
        let invisible = matches!(mode, DrawMode::Invisible) || self.alpha(&props.paint) < FAINT;
        let white = is_white(&props.paint);
        let vertical = run.writing_mode() == WritingMode::Vertical;
        for (i, glyph) in run.glyphs().iter().enumerate() {
            let next = run.glyphs().get(i + 1);
            let Some(drawn) = Drawn::of(glyph, next, props.transform, vertical) else { continue };
            let mut letters = std::mem::take(&mut self.letters);
            letters.clear();
            if !self.meanings.read(glyph, &mut letters) {
                letters.clear();
                letters.push(UNKNOWN);
            }
            for (i, &c) in letters.iter().enumerate() {
                let (bounds, centre) = drawn.part(i, letters.len());
                let hidden = invisible
                    || drawn.is_illegible()
                    || drawn.is_aslant()
                    || !self.clips.shows(centre.x, centre.y)
                    || (white && !self.covers.is_dark(centre));
                if let Some(n) = self.directions.get_mut(usize::from(drawn.direction / 90)).filter(|_| !hidden) {
                    *n += 1;
                }
                self.page.chars.push(Char { c, bounds, baseline: drawn.baseline(), size: drawn.size, hidden, font });
            }
            self.letters = letters;
            if self.page.chars.len() > limits::MAX_CHARS_ON_PAGE {
                self.overfull = true;
                self.page.chars.clear();
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let frame = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(frame);
        let seen = area.intersect(self.clips.area());
        if seen.width() <= 0.0 || seen.height() <= 0.0 || self.opacity() < FAINT {
            return;
        }
        let opaque = match &image {
            Image::Raster(raster) => {
                let dict = raster.stream().dict();
                !dict.contains_key(b"SMask") && !dict.contains_key(b"Mask")
            }
            Image::Stencil(_) => false,
        };
        let hides = opaque
            && self.opacity() > 0.99
            && props.soft_mask.is_none()
            && props.blend_mode == BlendMode::Normal
            && rectangle(&(props.transform * kurbo::Shape::to_path(&frame, 0.1))).is_some();
        self.cover(area, hides);
        self.covers.darken(seen);
        if self.page.pictures.len() < limits::MAX_PICTURES_ON_PAGE {
            self.page.pictures.push([seen.x0, seen.y0, seen.x1, seen.y1].map(|v| v as f32));
        }
    }
}
