//! Pictures of pages as textures, within a bound. They are drawn in a child process
//! ([`crate::read::isolated::Pictures`]); a frame never waits for one.

use std::collections::HashMap;

use egui::{ColorImage, Context, TextureHandle, TextureOptions, Vec2};

use crate::read::isolated::Pictures;

/// Textures take no more than this many bytes; those in sight stay in any case.
const MOST_BYTES: usize = 64 << 20;
/// A larger picture is drawn smaller and looks a little soft.
const MOST_PIXELS: f32 = 6e6;
/// Scales are whole multiples of 1 / this, so that the same scale is equal to itself.
const STEPS: f32 = 64.0;

/// A page, from 1, and the scale of its picture in steps.
type Key = (u32, u32);

struct Held {
    key: Key,
    texture: TextureHandle,
    used: u64,
}

/// The textures of one document.
#[derive(Default)]
pub(super) struct Textures {
    held: Vec<Held>,
    failed: HashMap<u32, String>,
    /// What this frame would like, the nearest first, and what the last one asked for.
    wanted: Vec<Key>,
    asked: Vec<Key>,
    frame: u64,
}

impl Textures {
    /// Takes in what was drawn since the last frame.
    pub(super) fn begin(&mut self, pictures: &Pictures, ctx: &Context) {
        self.frame += 1;
        self.wanted.clear();
        while let Some((page, drawn)) = pictures.try_take() {
            let drawn = drawn.map_err(|why| why.to_string()).map(|picture| {
                let size = [picture.width as usize, picture.height as usize];
                (picture.scale, ColorImage::from_rgba_unmultiplied(size, &picture.rgba))
            });
            self.arrived(page, drawn, ctx);
        }
    }

    fn arrived(&mut self, page: u32, drawn: Result<(f32, ColorImage), String>, ctx: &Context) {
        match drawn {
            Ok((scale, image)) => {
                let key = (page, (scale * STEPS).round() as u32);
                self.asked.retain(|k| *k != key);
                let texture = ctx.load_texture("page", image, TextureOptions::LINEAR);
                self.held.retain(|h| h.key != key);
                self.held.push(Held { key, texture, used: self.frame });
            }
            Err(why) => {
                self.failed.insert(page, why);
            }
        }
    }

    /// The picture of a page with paper of this size at a scale (pixels of the screen a point): that one, or
    /// the nearest one that is there. With `sharp`, that one is asked for if it is missing.
    pub(super) fn get(&mut self, page: u32, paper: Vec2, scale: f32, sharp: bool) -> Option<TextureHandle> {
        let most = (MOST_PIXELS / (paper.x * paper.y)).sqrt();
        let key = (page, (scale.min(most) * STEPS).round().max(1.0) as u32);
        let of_page = self.held.iter_mut().filter(|h| h.key.0 == page);
        let best = of_page.min_by_key(|h| h.key.1.abs_diff(key.1));
        let is_there = best.as_ref().is_some_and(|h| h.key == key);
        let is_missing = best.is_none() || sharp && !is_there;
        let texture = best.map(|h| {
            h.used = self.frame;
            h.texture.clone()
        });
        if is_missing && !self.failed.contains_key(&page) {
            self.wanted.push(key);
        }
        texture
    }

    /// Why a page could not be drawn.
    pub(super) fn failure(&self, page: u32) -> Option<&str> {
        self.failed.get(&page).map(String::as_str)
    }

    /// Asks for what this frame would like, and lets go of what has not been used for longest.
    pub(super) fn end(&mut self, pictures: &Pictures) {
        self.let_go();
        if self.asked != self.wanted {
            pictures.forget();
            // What is asked for last is drawn first.
            for (page, steps) in self.wanted.iter().rev() {
                pictures.request(*page, *steps as f32 / STEPS);
            }
            self.asked.clone_from(&self.wanted);
        }
    }

    fn let_go(&mut self) {
        let mut total: usize = self.held.iter().map(|h| h.texture.byte_size()).sum();
        while total > MOST_BYTES {
            let unused = self.held.iter().enumerate().filter(|(_, h)| h.used < self.frame);
            let Some(at) = unused.min_by_key(|(_, h)| h.used).map(|(i, _)| i) else { break };
            total -= self.held.swap_remove(at).texture.byte_size();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Vec2 = egui::vec2(600.0, 800.0);

    fn picture(scale: f32) -> (f32, ColorImage) {
        let size = [(PAPER.x * scale) as usize, (PAPER.y * scale) as usize];
        (scale, ColorImage::filled(size, egui::Color32::WHITE))
    }

    #[test]
    fn the_nearest_picture_shows_until_the_sharp_one_is_there() {
        let (ctx, mut textures) = (Context::default(), Textures::default());
        assert!(textures.get(1, PAPER, 2.0, true).is_none());
        assert_eq!(textures.wanted, [(1, 128)]);
        textures.arrived(1, Ok(picture(0.5)), &ctx);
        textures.wanted.clear();
        let width = |t: &mut Textures, sharp| t.get(1, PAPER, 2.0, sharp).map(|t| t.size()[0]);
        assert_eq!(width(&mut textures, false), Some(300), "while the size changes, any will do");
        assert!(textures.wanted.is_empty());
        assert_eq!(width(&mut textures, true), Some(300));
        assert_eq!(textures.wanted, [(1, 128)]);
        textures.arrived(1, Ok(picture(2.0)), &ctx);
        assert_eq!(width(&mut textures, true), Some(1200));
    }

    #[test]
    fn textures_stay_within_their_bound() {
        let (ctx, mut textures) = (Context::default(), Textures::default());
        for page in 1..20 {
            textures.frame += 1;
            textures.arrived(page, Ok(picture(2.0)), &ctx);
            textures.get(page, PAPER, 2.0, true);
            textures.let_go();
        }
        let bytes: usize = textures.held.iter().map(|h| h.texture.byte_size()).sum();
        assert!(bytes <= MOST_BYTES, "{bytes}");
        assert!(textures.held.iter().any(|h| h.key.0 == 19), "the one in sight is kept");
        assert!(!textures.held.iter().any(|h| h.key.0 == 1));
    }

    #[test]
    fn a_page_that_cannot_be_drawn_is_not_asked_for_again() {
        let (ctx, mut textures) = (Context::default(), Textures::default());
        textures.arrived(3, Err("画不出来".into()), &ctx);
        assert_eq!(textures.failure(3), Some("画不出来"));
        assert!(textures.get(3, PAPER, 2.0, true).is_none());
        assert!(textures.wanted.is_empty());
    }

    #[test]
    fn a_huge_page_is_drawn_smaller() {
        let mut textures = Textures::default();
        textures.get(1, egui::vec2(6000.0, 8000.0), 4.0, true);
        let scale = textures.wanted[0].1 as f32 / STEPS;
        assert!(6000.0 * scale * 8000.0 * scale < MOST_PIXELS * 1.1);
    }
}
