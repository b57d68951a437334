//! Colours of inks. Hues are told apart without colour vision (a test simulates it), years also in grey print:
//! one hue from pale to strong.

use super::Ink;

/// The ground on which is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// The window by day.
    #[default]
    Light,
    /// The window by night.
    Dark,
    /// Paper: black on white.
    Print,
}

/// Red, green, blue.
pub type Rgb = [u8; 3];

const fn rgb(hex: u32) -> Rgb {
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
}

/// Kinds on light paper and on dark: neighbours differ in lightness too, for grey print.
const KINDS_LIGHT: [Rgb; 7] =
    [rgb(0x1d4f91), rgb(0xe08a2c), rgb(0x0f7f6f), rgb(0x8cc6ee), rgb(0x7a5a2e), rgb(0xf0d878), rgb(0x99c9a5)];
const KINDS_DARK: [Rgb; 7] =
    [rgb(0x7fb2f0), rgb(0xd97a3a), rgb(0xf5d27a), rgb(0xb873b0), rgb(0x9ad9b0), rgb(0xe57373), rgb(0xbcd9ff)];
/// The oldest and the newest year.
const YEARS_LIGHT: [Rgb; 2] = [rgb(0xa9c1e4), rgb(0x1b4988)];
const YEARS_DARK: [Rgb; 2] = [rgb(0x34577f), rgb(0x9cc4fb)];

impl Theme {
    /// The colour of an ink.
    pub fn rgb(self, ink: Ink) -> Rgb {
        let dark = self == Theme::Dark;
        match ink {
            Ink::Paper => rgb(if dark { 0x1b1f25 } else { 0xffffff }),
            Ink::Text => rgb(match self {
                Theme::Light => 0x1f2733,
                Theme::Dark => 0xe3e7ed,
                Theme::Print => 0x000000,
            }),
            Ink::Weak => rgb(match self {
                Theme::Light => 0x5f6b7a,
                Theme::Dark => 0x9aa5b4,
                Theme::Print => 0x444444,
            }),
            Ink::Grid => rgb(match self {
                Theme::Light => 0xe2e6ec,
                Theme::Dark => 0x343b46,
                Theme::Print => 0xdcdcdc,
            }),
            Ink::Base => rgb(match self {
                Theme::Light => 0x8792a1,
                Theme::Dark => 0x7b8694,
                Theme::Print => 0x555555,
            }),
            Ink::Ordered(index, count) => between(if dark { YEARS_DARK } else { YEARS_LIGHT }, index, count),
            Ink::Kind(kind) => {
                let kinds = if dark { KINDS_DARK } else { KINDS_LIGHT };
                kinds.get(usize::from(kind)).copied().unwrap_or(self.rgb(Ink::Rest))
            }
            Ink::Rest => rgb(if dark { 0x8b94a0 } else { 0x9aa3ae }),
            Ink::More => rgb(if dark { 0xe08a52 } else { 0xc0562a }),
            Ink::Less => rgb(if dark { 0x56b8c4 } else { 0x2b8a9b }),
            Ink::Over(kind) => {
                let fill = self.rgb(kind.map_or(Ink::Rest, Ink::Kind));
                let (dark, light) = (rgb(0x14181f), rgb(0xffffff));
                if contrast(fill, dark) >= contrast(fill, light) { dark } else { light }
            }
        }
    }
}

/// So far between two colours; the only one is the strongest.
fn between([first, last]: [Rgb; 2], index: u8, count: u8) -> Rgb {
    let part = if count > 1 { f32::from(index) / f32::from(count - 1) } else { 1.0 };
    let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part.clamp(0.0, 1.0)).round() as u8;
    let ([r, g, b], [r2, g2, b2]) = (first, last);
    [mix(r, r2), mix(g, g2), mix(b, b2)]
}

/// The share of light in a channel (sRGB).
fn linear(channel: u8) -> f32 {
    let c = f32::from(channel) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

/// The contrast of two colours as WCAG 2 counts it: 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f32 {
    let light = |[r, g, b]: Rgb| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Matrix = [[f32; 3]; 3];
    const NORMAL: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    /// Machado, Oliveira, Fernandes 2009, for a complete lack of one kind of cone.
    const PROTANOPIA: Matrix =
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    const DEUTERANOPIA: Matrix =
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];

    /// CIE L*a*b* of a colour as it is seen.
    fn lab(color: Rgb, sight: &Matrix) -> [f32; 3] {
        let light = color.map(linear);
        let [r, g, b] = sight.map(|row| row.iter().zip(light).map(|(m, c)| m * c).sum::<f32>().clamp(0.0, 1.0));
        let f = |t: f32| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(a: Rgb, b: Rgb, sight: &Matrix) -> f32 {
        lab(a, sight).iter().zip(lab(b, sight)).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
    }

    #[test]
    fn kinds_are_told_apart_without_colour_vision() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            let mut inks: Vec<Ink> = (0..7).map(Ink::Kind).collect();
            inks.push(Ink::Paper);
            for (name, sight) in [("normal", NORMAL), ("protanopia", PROTANOPIA), ("deuteranopia", DEUTERANOPIA)] {
                for (i, a) in inks.iter().enumerate() {
                    for b in &inks[i + 1..] {
                        let apart = distance(theme.rgb(*a), theme.rgb(*b), &sight);
                        assert!(apart > 17.0, "{theme:?} {name}: {a:?} and {b:?} are {apart:.1} apart");
                    }
                }
                let apart = distance(theme.rgb(Ink::More), theme.rgb(Ink::Less), &sight);
                assert!(apart > 30.0, "{theme:?} {name}: more and less are {apart:.1} apart");
            }
        }
    }

    #[test]
    fn years_get_steadily_stronger_in_grey() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            let grey: Vec<f32> = (0..12).map(|i| lab(theme.rgb(Ink::Ordered(i, 12)), &NORMAL)[0]).collect();
            let steps: Vec<f32> = grey.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
            assert!(steps.iter().all(|s| *s > 2.5), "{theme:?}: {steps:?}");
            assert!(grey.is_sorted() || grey.is_sorted_by(|a, b| a >= b));
        }
    }

    #[test]
    fn words_are_legible_on_every_ground() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            for ink in [Ink::Text, Ink::Weak] {
                assert!(contrast(theme.rgb(ink), theme.rgb(Ink::Paper)) > 4.5, "{theme:?} {ink:?}");
            }
            for kind in (0..7).map(Some).chain([None]) {
                let fill = theme.rgb(kind.map_or(Ink::Rest, Ink::Kind));
                assert!(contrast(theme.rgb(Ink::Over(kind)), fill) > 4.5, "{theme:?} {kind:?}");
            }
        }
    }
}
