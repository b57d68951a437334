//! Page furniture: page numbers, running heads and feet. They are no text of the document.

use std::collections::{HashMap, HashSet};

use super::content::{Content, Item};

/// Furniture stands within this share of the page's height from its edge.
const MARGIN: f32 = 0.12;
/// Two pages' running heads stand on the same height up to this.
const SAME_HEIGHT: f32 = 3.0;
/// A text that is printed in the same place of this share of all pages is furniture.
const MOST: f32 = 0.6;
/// Of fewer pages nothing can be said.
const FEWEST_PAGES: usize = 4;

/// A line near an edge of a page with nothing but such lines between itself and the edge.
struct Outer {
    page: usize,
    item: usize,
    text: String,
    height: f32,
    at_foot: bool,
}

/// Takes the furniture off all pages. Heights are the pages'.
pub(super) fn remove(pages: &mut [Content<'_>], heights: &[f32]) {
    let outer: Vec<Outer> = pages.iter().zip(heights).enumerate().flat_map(|(i, (p, h))| outer(i, p, *h)).collect();
    let mut drop: HashSet<(usize, usize)> = HashSet::new();
    drop.extend(page_numbers(&outer));
    drop.extend(repeated(&outer, pages.len()));
    for (i, page) in pages.iter_mut().enumerate() {
        let mut at = 0..;
        page.items.retain(|_| at.next().is_some_and(|k| !drop.contains(&(i, k))));
    }
}

fn outer(page: usize, content: &Content<'_>, height: f32) -> Vec<Outer> {
    let line = |(item, at_foot): (usize, bool)| match content.items.get(item)? {
        Item::Line(line) => {
            let [_, top, _, bottom] = line.bounds;
            let near = if at_foot { bottom >= height * (1.0 - MARGIN) } else { top <= height * MARGIN };
            near.then(|| Outer { page, item, text: line.text(), height: line.baseline, at_foot })
        }
        Item::Table(_) => None,
    };
    let n = content.items.len();
    let head = (0..n).map(|i| line((i, false))).map_while(|o| o);
    let foot = (0..n).rev().map(|i| line((i, true))).map_while(|o| o);
    head.chain(foot).collect()
}

/// Numbers that count the pages: they go up with the pages, or they are dressed as page numbers.
fn page_numbers(outer: &[Outer]) -> Vec<(usize, usize)> {
    let numbers: Vec<(&Outer, i64, bool)> = outer
        .iter()
        .filter_map(|o| {
            let (number, dressed) = page_number(&o.text)?;
            Some((o, number - i64::try_from(o.page).ok()?, dressed))
        })
        .collect();
    let mut counts: HashMap<(i64, bool), usize> = HashMap::new();
    for (o, offset, _) in &numbers {
        *counts.entry((*offset, o.at_foot)).or_default() += 1;
    }
    let counts_pages = |o: &Outer, offset: i64| counts.get(&(offset, o.at_foot)).is_some_and(|n| *n >= 2);
    let is_one = |(o, offset, dressed): &&(&Outer, i64, bool)| *dressed || counts_pages(o, *offset);
    numbers.iter().filter(is_one).map(|(o, ..)| (o.page, o.item)).collect()
}

/// The number of a page number, and whether it can be nothing else: `12`; `- 12 -`, `第 12 页`, `12 / 30`.
fn page_number(text: &str) -> Option<(i64, bool)> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = |s: &str| (1..=4).contains(&s.len()).then(|| s.parse::<u16>().ok()).flatten().map(i64::from);
    if let Some(number) = digits(&bare) {
        return Some((number, false));
    }
    let inner = bare.trim_matches(|c| matches!(c, '-' | '—' | '–' | '－' | '·' | '•' | '~' | '～' | '─'));
    if inner.len() < bare.len() {
        return digits(inner).map(|n| (n, true));
    }
    if let Some((number, total)) = bare.split_once('/') {
        return digits(total).and(digits(number)).map(|n| (n, true));
    }
    let page = bare.strip_prefix('第')?;
    let (number, rest) = page.split_once('页')?;
    let total = rest.trim_start_matches([',', '，', '/', '共']).trim_end_matches('页');
    (total.is_empty() || digits(total).is_some()).then(|| digits(number)).flatten().map(|n| (n, true))
}

/// Texts that most pages have in the same place.
fn repeated(outer: &[Outer], pages: usize) -> Vec<(usize, usize)> {
    if pages < FEWEST_PAGES {
        return Vec::new();
    }
    let same =
        |a: &Outer, b: &Outer| a.at_foot == b.at_foot && (a.height - b.height).abs() <= SAME_HEIGHT && a.text == b.text;
    let mut sorted: Vec<&Outer> = outer.iter().collect();
    sorted.sort_by(|a, b| a.text.cmp(&b.text).then(a.at_foot.cmp(&b.at_foot)).then(a.height.total_cmp(&b.height)));
    let often = |run: &&[&Outer]| run.len() as f32 >= MOST * pages as f32;
    sorted.chunk_by(|a, b| same(a, b)).filter(often).flatten().map(|o| (o.page, o.item)).collect()
}
