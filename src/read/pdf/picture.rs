//! Pictures of pages, upright like the places of what was read.

use std::cell::OnceCell;

use hayro::{
    RenderCache, RenderSettings,
    hayro_interpret::{InterpreterCache, InterpreterSettings},
    hayro_syntax::Pdf,
    render_into,
    vello_cpu::{
        Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit, color::palette::css::WHITE,
        peniko::ImageAlphaType,
    },
};
use kurbo::Affine;

use super::{file, meaning::Meanings, record, space::Space};
use crate::read::{ReadError, limits};

/// A PDF that is open for drawing.
pub struct Pictures {
    pdf: Pdf,
    settings: InterpreterSettings,
    /// Of each page, once it was asked for: its text decides which way is up.
    spaces: Vec<OnceCell<Space>>,
}

/// A page as pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue, 255 for every pixel, row by row from the top.
    pub rgba: Vec<u8>,
}

impl Pictures {
    /// Opens a file, encrypted ones with their password.
    pub fn open(bytes: &[u8], password: Option<&str>) -> Result<Self, ReadError> {
        let pdf = file::open(bytes, password)?;
        let spaces = pdf.pages().iter().map(|_| OnceCell::new()).collect();
        Ok(Self { pdf, settings: file::settings(), spaces })
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.spaces.len()
    }

    /// Draws a page (from 0) with so many pixels to the point; fewer if the picture would be larger than
    /// [`limits`] allows. None if there is no such page.
    ///
    /// What the library learns of fonts is forgotten after each page, so memory does not grow with their number.
    pub fn draw(&self, page: usize, scale: f32) -> Option<Picture> {
        let space = self.space_of(page)?;
        let page = self.pdf.pages().get(page)?;
        let scale = fitting(&space, scale);
        let pixels = |points: f32| (points * scale).round().clamp(1.0, f32::from(limits::MAX_PICTURE_SIDE)) as u16;
        let (width, height) = (pixels(space.width), pixels(space.height));
        let mut context = RenderContext::new(width, height);
        let transform = Affine::scale(f64::from(scale)) * space.transform;
        let cache = RenderCache::new();
        render_into(page, &cache, &self.settings, &RenderSettings::default(), &mut context, transform);
        context.flush();
        let mut pixmap = Pixmap::new(width, height);
        let paper = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
        context.render_with(&mut pixmap, &mut Resources::default(), paper);
        let rgba = pixmap.take_rgba8(ImageAlphaType::Alpha);
        Some(Picture { width: u32::from(width), height: u32::from(height), rgba })
    }

    /// The space in which a page (from 0) is read and drawn.
    pub(super) fn space_of(&self, page: usize) -> Option<Space> {
        Some(*self.spaces.get(page)?.get_or_init(|| self.space(page)))
    }

    fn space(&self, page: usize) -> Space {
        let Some(page) = self.pdf.pages().get(page) else { return Space::default() };
        let displayed = Space::displayed(page);
        let (cache, meanings) = (InterpreterCache::new(), Meanings::new(&self.pdf));
        displayed.upright(record(page, displayed, &cache, &self.settings, &meanings).direction())
    }
}

/// The scale, or the largest one below it at which the page fits.
fn fitting(space: &Space, scale: f32) -> f32 {
    let side = f32::from(limits::MAX_PICTURE_SIDE) / space.width.max(space.height);
    let area = (limits::MAX_PICTURE_PIXELS as f32 / (space.width * space.height)).sqrt();
    let asked = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
    asked.min(side).min(area)
}
