//! What holds of every page, however it is drawn: every character that can be seen is in exactly one block, cells
//! do not overlap, and no drawing makes the layout slow.

#[path = "support/drawing.rs"]
#[allow(dead_code)]
mod drawing;

use std::time::{Duration, Instant};

use drawing::{char_at, page};
use gongkai::{
    document::{Block, Document, Grid},
    read::pdf::{
        layout::document,
        page::{PageModel, Rule},
    },
};
use proptest::prelude::*;

/// All characters of a document that have ink, sorted.
fn characters(document: &Document) -> Vec<char> {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![paragraph.text.as_str()],
        Block::Grid(grid) => grid.cells.iter().map(|c| c.text.as_str()).collect(),
    });
    sorted(texts.flat_map(str::chars))
}

fn sorted(chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut chars: Vec<char> = chars.filter(|c| !c.is_whitespace()).collect();
    chars.sort_unstable();
    chars
}

/// No two cells cover one position, none reaches beyond the grid, and they are sorted.
fn assert_sound(grid: &Grid) {
    let mut covered = vec![false; (grid.rows * grid.columns) as usize];
    for cell in &grid.cells {
        for row in cell.row..cell.row + cell.row_span {
            for column in cell.column..cell.column + cell.column_span {
                assert!(row < grid.rows && column < grid.columns, "{cell:?} in {}×{}", grid.rows, grid.columns);
                let slot = &mut covered[(row * grid.columns + column) as usize];
                assert!(!*slot, "{cell:?} overlaps another");
                *slot = true;
            }
        }
    }
    assert!(grid.cells.is_sorted_by_key(|c| (c.row, c.column)));
}

/// A text somewhere on a page of 600 × 800.
fn word() -> impl Strategy<Value = (String, f32, f32)> {
    let text = prop_oneof!["[0-9]{1,3}\\.[0-9]{2}", "[一二三四五六七八]{1,6}", "[a-z]{1,5}", "[0-9]{3,7}"];
    // Mostly on common lines and columns, as on real pages.
    let at = |most: u32, step: f32| prop_oneof![3 => (0..most / 4).prop_map(move |i| i as f32 * 4.0 * step), 1 => (0..most).prop_map(move |i| i as f32 * step)];
    (text, at(80, 6.0), at(140, 5.0))
}

/// A ruling line, mostly of a grid of common positions.
fn rule() -> impl Strategy<Value = Rule> {
    let at = (0u8..12).prop_map(|i| f32::from(i) * 50.0);
    let jitter = prop_oneof![3 => Just(0.0f32), 1 => -4.0f32..4.0];
    (any::<bool>(), at.clone(), at.clone(), at, jitter).prop_map(|(horizontal, at, a, b, jitter)| Rule {
        horizontal,
        at: at + jitter,
        from: a.min(b) - jitter,
        to: a.max(b),
        width: 0.5,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_visible_character_is_in_exactly_one_block(
        words in prop::collection::vec(word(), 0..60),
        rules in prop::collection::vec(rule(), 0..40),
    ) {
        let mut page = PageModel { width: 600.0, height: 800.0, rules, ..PageModel::default() };
        for (text, x, y) in &words {
            let mut at = *x;
            for c in text.chars() {
                page.chars.push(char_at(c, at, *y));
                at = page.chars.last().map_or(at, |c| c.bounds[2]);
            }
        }
        let drawn = sorted(page.chars.iter().map(|c| c.c));
        let document = document(&[page]);
        // Numbers dressed as page numbers do not occur in these words.
        prop_assert_eq!(characters(&document), drawn);
        document.grids().for_each(|(_, grid)| assert_sound(grid));
    }

    #[test]
    fn joined_pages_are_sound_and_lose_no_amount(
        rows in prop::collection::vec(prop::collection::vec("[0-9]{1,3}\\.[0-9]{2}", 3), 2..12),
        breaks in prop::collection::vec(any::<bool>(), 12),
    ) {
        let line = "+----------+----------+----------+\n";
        let mut pages = vec![String::from(line)];
        for (row, stop) in rows.iter().zip(&breaks) {
            let cells: Vec<String> = row.iter().map(|c| format!("{c:>10}")).collect();
            let last = pages.last_mut().expect("a page");
            last.push_str(&format!("|{}|\n{line}", cells.join("|")));
            if *stop {
                pages.push(line.to_owned());
            }
        }
        pages.retain(|p| p.contains('|'));
        let drawn: Vec<PageModel> = pages.iter().map(|p| page(p)).collect();
        let amounts = |text: &str| sorted(text.chars());
        let read = document(&drawn);
        // A row that is the same as the first one may have been taken for a repeated header.
        prop_assume!(rows.iter().skip(1).all(|r| Some(r) != rows.first()));
        prop_assert_eq!(characters(&read), amounts(&rows.concat().concat()));
        prop_assert_eq!(read.grids().count(), 1);
        read.grids().for_each(|(_, grid)| assert_sound(grid));
    }
}

/// A page that would be slow if anything compared everything with everything.
fn assert_quick(what: &str, pages: &[PageModel]) {
    let start = Instant::now();
    let document = document(pages);
    let took = start.elapsed();
    // In a build without optimization; a page of a disclosure takes a hundredth of it.
    assert!(took < Duration::from_secs(20), "{what}: {took:?}");
    document.grids().for_each(|(_, grid)| assert_sound(grid));
}

#[test]
fn pages_made_to_be_slow_are_not() {
    let sheet = || PageModel { width: 20_000.0, height: 20_000.0, ..PageModel::default() };
    let rule = |horizontal, at: usize, from: f32, to: f32| Rule { horizontal, at: at as f32, from, to, width: 0.5 };

    let mut one_line = sheet();
    one_line.chars = (0u16..60_000).map(|i| char_at('1', f32::from(i) * 30.0, 100.0)).collect();
    assert_quick("one line of 60,000 words", &[one_line]);

    let mut lines = sheet();
    lines.chars = (0u16..30_000)
        .flat_map(|i| ['9', '.', '1', ' ', '5', '.', '2'].map(|c| (i, c)))
        .enumerate()
        .map(|(k, (i, c))| char_at(c, (k % 7) as f32 * 20.0, f32::from(i) * 14.0))
        .collect();
    assert_quick("30,000 lines of amounts", &[lines.clone()]);
    lines.rules = (0..2000).map(|i| rule(true, i * 10, 0.0, 19_000.0)).collect();
    assert_quick("with a line under each", &[lines]);

    let mut dense = sheet();
    dense.rules = (0..300).flat_map(|i| [rule(true, i * 20, 0.0, 6000.0), rule(false, i * 20, 0.0, 6000.0)]).collect();
    dense.chars = (0u16..20_000)
        .map(|i| char_at('1', f32::from(i % 300) * 20.0 + 5.0, f32::from(i / 300) * 20.0 + 4.0))
        .collect();
    assert_quick("a grid of 90,000 cells", &[dense]);

    let mut loose = sheet();
    loose.rules = (0..1900).map(|i| rule(true, i * 10, i as f32, i as f32 + 8000.0)).collect();
    assert_quick("lines that all begin elsewhere", &[loose]);

    let mut feet = sheet();
    feet.chars = (0u16..20_000).map(|i| char_at('7', 10.0, f32::from(i % 2000) * 1.0)).collect();
    assert_quick("a margin full of numbers", &vec![feet; 3]);

    let odd = [f32::NAN, f32::INFINITY, -1e30, 0.0];
    let mut strange = sheet();
    strange.rules =
        odd.iter().flat_map(|v| [rule(true, 0, *v, 10.0), Rule { at: *v, ..rule(false, 0, 0.0, *v) }]).collect();
    strange.chars = odd.iter().map(|v| char_at('1', *v, *v)).collect();
    assert_quick("numbers that are none", &[strange]);
}
