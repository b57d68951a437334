//! Fake bold (加粗): the same character printed again at almost the same place counts once.
//!
//! Programs without a bold font fill a character and draw its outline, or print it two or three times a
//! fraction of a point apart.

use std::collections::HashMap;

use super::page::Char;

/// A copy lies within this part of the font size, and of the character's width so that "11" and "ll" stay two.
const OF_SIZE: f32 = 0.15;
const OF_WIDTH: f32 = 0.4;
/// Copies lie no farther apart than this (points), however large the character.
const FARTHEST: f32 = 3.0;
/// Side of the squares that characters are found by.
const SQUARE: f32 = 2.0 * FARTHEST;

/// Column and row.
type Square = (i32, i32);

/// The characters so far, by place; what is hidden is no copy of what is seen, nor the other way round.
#[derive(Debug, Default)]
pub(super) struct Overprint {
    /// Left and baseline of the equal characters in a square.
    places: HashMap<(char, bool, Square), Vec<(f32, f32)>>,
}

impl Overprint {
    /// A character of this kind stands there already; if not, it does now.
    pub fn is_repeated(&mut self, char: &Char) -> bool {
        let [left, _, right, _] = char.bounds;
        let near = (OF_SIZE * char.size).min(OF_WIDTH * (right - left)).min(FARTHEST);
        let square = |v: f32| (v / SQUARE).floor() as i32;
        let y = char.baseline;
        for column in square(left - near)..=square(left + near) {
            for row in square(y - near)..=square(y + near) {
                let there = self.places.get(&(char.c, char.hidden, (column, row)));
                if there.into_iter().flatten().any(|&(x, b)| (x - left).abs() <= near && (b - y).abs() <= near) {
                    return true;
                }
            }
        }
        self.places.entry((char.c, char.hidden, (square(left), square(y)))).or_default().push((left, y));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(c: char, x: f32, width: f32) -> Char {
        Char { c, bounds: [x, 0.0, x + width, 12.0], baseline: 10.0, size: 12.0, hidden: false, font: 0 }
    }

    #[test]
    fn a_character_printed_three_times_counts_once() {
        let mut overprint = Overprint::default();
        let seen: Vec<bool> = [100.0, 100.0, 100.4].map(|x| overprint.is_repeated(&at('合', x, 12.0))).to_vec();
        assert_eq!(seen, [false, true, true]);
    }

    #[test]
    fn equal_digits_side_by_side_are_two() {
        let mut overprint = Overprint::default();
        assert!(!overprint.is_repeated(&at('1', 100.0, 3.0)));
        assert!(!overprint.is_repeated(&at('1', 103.0, 3.0)), "narrow ones too");
        assert!(!overprint.is_repeated(&at('7', 103.0, 3.0)), "another character at that place");
    }
}
