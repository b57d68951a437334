//! One hue from pale to strong by year: the order of the years shows without colour vision and in grey print.

use egui::{Color32, lerp};

/// Oldest and newest year on light paper, and on dark.
const LIGHT: [Color32; 2] = [Color32::from_rgb(0xa3, 0xbc, 0xe0), Color32::from_rgb(0x1b, 0x49, 0x88)];
const DARK: [Color32; 2] = [Color32::from_rgb(0x34, 0x55, 0x82), Color32::from_rgb(0x9c, 0xc4, 0xfb)];

/// The colour of a year: its index among so many.
pub(super) fn year_color(index: usize, count: usize, dark: bool) -> Color32 {
    let [first, last] = if dark { DARK } else { LIGHT };
    let t = if count > 1 { index as f32 / (count - 1) as f32 } else { 1.0 };
    let mix = |a: u8, b: u8| lerp(f32::from(a)..=f32::from(b), t).round() as u8;
    Color32::from_rgb(mix(first.r(), last.r()), mix(first.g(), last.g()), mix(first.b(), last.b()))
}
