//! PDF → document: characters and ruling lines with their places, tables out of the lines, text around them.
//!
//! ```text
//! bytes ─file─▶ Pdf ─recorder─▶ PageModel ─legible─▶ ─layout─▶ Document
//!                │      │ what can be seen: clip, comments, cover, overprint
//!                │      │ what it means:    meaning, letters
//!                │      │ where it lies:    space, glyph, rules
//!                ├─picture─▶ Picture
//!                └─annotate─▶ bytes to append
//! ```
//!
//! [`page::PageModel`] is the border: nothing beyond it knows which library reads PDF.

pub mod annotate;
mod clip;
mod comments;
mod complete;
mod cover;
mod file;
mod glyph;
pub mod layout;
mod legible;
mod letters;
mod meaning;
mod overprint;
pub mod page;
mod picture;
mod recorder;
mod rules;
mod space;

use hayro::{
    hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page},
    hayro_syntax::{Pdf, page::Page},
};

pub use self::picture::{Picture, Pictures};
use self::{meaning::Meanings, page::PageModel, recorder::Recorder, space::Space};
use super::{Options, Progress, ReadError, limits};
use crate::document::Document;

/// A PDF as a document: its tables and running text, and what could not be read.
pub fn document(bytes: &[u8], options: &Options, progress: Progress<'_>) -> Result<Document, ReadError> {
    let pdf = file::open(bytes, options.password.as_deref())?;
    let mut pages = all(&pdf, progress)?;
    let mut notices = complete::check(&pdf);
    notices.extend(legible::check(&mut pages)?);
    let mut document = layout::document(&pages);
    document.notices.splice(0..0, notices);
    Ok(document)
}

/// The pages of a PDF as drawn, upright.
pub fn pages(bytes: &[u8], options: &Options, progress: Progress<'_>) -> Result<Vec<PageModel>, ReadError> {
    all(&file::open(bytes, options.password.as_deref())?, progress)
}

fn all(pdf: &Pdf, progress: Progress<'_>) -> Result<Vec<PageModel>, ReadError> {
    let settings = file::settings();
    let cache = InterpreterCache::new();
    let meanings = Meanings::new(pdf);
    let total = pdf.pages().len();
    let mut pages = Vec::with_capacity(total);
    let mut chars = 0;
    for (i, page) in pdf.pages().iter().enumerate() {
        let page = read(page, &cache, &settings, &meanings).ok_or_else(|| ReadError::Exceeds {
            what: "一页上的文字或线条过多",
            limit: format!("{} 个", limits::MAX_CHARS_ON_PAGE),
        })?;
        chars += page.chars.len();
        if chars > limits::MAX_PDF_CHARS {
            return Err(ReadError::Exceeds { what: "文字过多", limit: format!("{} 个", limits::MAX_PDF_CHARS) });
        }
        pages.push(page);
        progress(count(i + 1), count(total));
    }
    Ok(pages)
}

/// Pages are far fewer than 2³².
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// One page, drawn a second time if its text turns out to run sideways. None if it holds too much.
fn read<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    meanings: &Meanings<'_>,
) -> Option<PageModel> {
    let displayed = Space::displayed(page);
    let recorder = record(page, displayed, cache, settings, meanings);
    match recorder.direction() {
        0 => recorder.finish(),
        sideways => record(page, displayed.upright(sideways), cache, settings, meanings).finish(),
    }
}

fn record<'a, 'm, 'p>(
    page: &Page<'a>,
    space: Space,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    meanings: &'m Meanings<'p>,
) -> Recorder<'m, 'p> {
    let mut recorder = Recorder::new(&space, meanings);
    let mut settings = settings.clone();
    if comments::only(page) {
        settings.render_content = RenderContent::PAGE;
    }
    let mut context = Context::new(space.transform, space.bounds(), cache, page.xref(), settings);
    interpret_page(page, &mut context, &mut recorder);
    recorder
}
