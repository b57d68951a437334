//! What lies over and under text: a rectangle painted over it hides it (a correction in an editor of PDF
//! files), white text shows only on something dark.

use kurbo::{Point, Rect};

use super::page::Char;

/// More covers or dark areas than this on one page are ignored: text counts as seen then.
const MOST: usize = 10_000;
/// More characters are not looked at for all the covers of one page.
const MOST_LOOKS: usize = 20_000_000;
/// A character whose middle is covered this far around, in parts of its size, is not seen.
const CORE: f32 = 0.2;

/// Areas painted on a page so far.
#[derive(Debug, Default)]
pub(super) struct Covers {
    /// Opaque rectangles, each with the number of characters that were drawn before it.
    over: Vec<(Rect, usize)>,
    /// Whatever is not white.
    dark: Vec<Rect>,
}

impl Covers {
    /// An opaque rectangle was painted after this many characters.
    pub fn add(&mut self, area: Rect, drawn: usize) {
        if drawn > 0 && area.width() > 0.0 && area.height() > 0.0 && self.over.len() < MOST {
            self.over.push((area, drawn));
        }
    }

    /// Something was painted that white text stands out from.
    pub fn darken(&mut self, area: Rect) {
        if area.width() > 0.0 && area.height() > 0.0 && self.dark.len() < MOST {
            self.dark.push(area);
        }
    }

    /// White text would be seen here.
    pub fn is_dark(&self, at: Point) -> bool {
        self.dark.len() == MOST || self.dark.iter().any(|area| area.contains(at))
    }

    /// Marks the characters that were painted over.
    pub fn hide(&self, chars: &mut [Char]) {
        if self.over.is_empty() {
            return;
        }
        // By height, so that a cover looks only at the characters level with it.
        let mut by_height: Vec<(f32, usize)> = chars.iter().enumerate().map(|(i, c)| (c.centre().1, i)).collect();
        by_height.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut looks = 0;
        for &(area, drawn) in &self.over {
            let [left, top, right, bottom] = [area.x0, area.y0, area.x1, area.y1].map(|v| v as f32);
            let from = by_height.partition_point(|&(y, _)| y < top);
            let level = by_height.get(from..).unwrap_or_default();
            for &(_, i) in level.iter().take_while(|&&(y, _)| y <= bottom) {
                looks += 1;
                if let Some(c) = chars.get_mut(i).filter(|_| i < drawn) {
                    let (x, y) = c.centre();
                    // A stroke through a character does not hide it.
                    let core = CORE * c.size;
                    c.hidden |= left <= x - core && x + core <= right && top <= y - core && y + core <= bottom;
                }
            }
            if looks > MOST_LOOKS {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn char_at(x: f32) -> Char {
        Char { c: '9', bounds: [x, 0.0, x + 6.0, 12.0], baseline: 10.0, size: 12.0, hidden: false, font: 0 }
    }

    #[test]
    fn what_was_painted_over_is_hidden_and_what_was_printed_on_top_is_not() {
        let mut chars = [char_at(10.0), char_at(50.0), char_at(10.0)];
        let mut covers = Covers::default();
        covers.add(Rect::new(5.0, 0.0, 30.0, 20.0), 2);
        covers.hide(&mut chars);
        assert_eq!(chars.map(|c| c.hidden), [true, false, false]);
    }

    #[test]
    fn a_line_through_text_does_not_hide_it() {
        let mut chars = [char_at(10.0)];
        let mut covers = Covers::default();
        covers.add(Rect::new(0.0, 5.5, 100.0, 6.5), 1);
        covers.hide(&mut chars);
        assert!(!chars[0].hidden);
    }
}
