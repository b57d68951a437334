//! A drawing as PNG: its SVG, drawn with the bundled font and no other, so that it looks the same everywhere.

use std::sync::{Arc, LazyLock};

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::{Scene, Theme, svg};
use crate::font;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More pixels than a picture may have.
    #[error("图片太大（{0} × {1} 像素）；请减小尺寸或分辨率。")]
    TooLarge(u64, u64),
    /// The library could not draw or write it.
    #[error("无法生成图片：{0}")]
    Drawing(String),
}

/// No more than this in either direction: some fifty centimetres at 600 dpi.
const MOST: f32 = 12_000.0;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(font::NOTO_SANS_SC.to_vec());
    Arc::new(fonts)
});

/// The drawing as the bytes of a PNG file with so many pixels to an inch. The same drawing gives the same bytes.
pub fn write(scene: &Scene, theme: Theme, dpi: f32) -> Result<Vec<u8>, Error> {
    let dpi = if dpi.is_finite() { dpi.clamp(24.0, 2400.0) } else { 300.0 };
    let scale = dpi / 72.0;
    let (width, height) = ((scene.width * scale).round(), (scene.height * scale).round());
    if width > MOST || height > MOST {
        return Err(Error::TooLarge(width as u64, height as u64));
    }
    let options = Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: FONTS.clone(),
        dpi: 72.0,
        languages: vec!["zh-CN".to_owned()],
        ..Options::default()
    };
    let text = svg::document(scene, theme, svg::Bold::Outline);
    let drawn = |e: &dyn std::fmt::Display| Error::Drawing(e.to_string());
    let tree = Tree::from_str(&text, &options).map_err(|e| drawn(&e))?;
    let mut pixels = Pixmap::new((width as u32).max(1), (height as u32).max(1))
        .ok_or(Error::TooLarge(width as u64, height as u64))?;
    let (x, y) = (pixels.width() as f32 / tree.size().width(), pixels.height() as f32 / tree.size().height());
    resvg::render(&tree, Transform::from_scale(x, y), &mut pixels.as_mut());
    encode(&pixels, dpi).map_err(|e| drawn(&e))
}

/// Without transparency: the ground is part of the drawing.
fn encode(pixels: &Pixmap, dpi: f32) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let per_metre = (dpi / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    let data: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|p| p.iter().take(3).copied()).collect();
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(out)
}
