//! Provincial layouts (`assets/recognition/layouts.toml`) and how a header is matched to one.
//!
//! In plain text a header arrives wrapped, split and out of order: of the merged header of a table only its
//! characters are certain. So a header is compared with each layout as a *bag of Han characters*, every
//! header cell counted once; the layout whose bag is most alike is taken if it is alike enough.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use super::columns::PrintedColumn;
use crate::model::{Kind, text::is_han};

/// How alike (Jaccard, of bags) a header and a layout must be.
const ALIKE: f64 = 0.85;

/// How alike they must be for the layout to be taken as the very one printed.
pub const SURE: f64 = 0.97;

/// The columns of one layout, by panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// One list, or income and spending.
    pub panels: Vec<Vec<PrintedColumn>>,
}

struct Known {
    kinds: Vec<Kind>,
    layout: Layout,
    bag: Bag,
}

#[derive(Deserialize)]
struct File {
    layout: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    kind: Kind,
    #[serde(default)]
    alike: Vec<Kind>,
    #[serde(default)]
    left: Vec<String>,
    #[serde(default)]
    right: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../assets/recognition/layouts.toml"))
        .unwrap_or_else(|e| unreachable!("assets/recognition/layouts.toml is part of the program and tested: {e}"));
    file.layout
        .into_iter()
        .map(|entry| {
            let panels: Vec<Vec<PrintedColumn>> = [entry.columns, entry.left, entry.right]
                .into_iter()
                .filter(|list| !list.is_empty())
                .map(|list| list.iter().filter_map(|c| PrintedColumn::parse(c)).collect())
                .collect();
            let layout = Layout { panels };
            let bag = Bag::of_layout(&layout);
            Known { kinds: [vec![entry.kind], entry.alike].concat(), layout, bag }
        })
        .collect()
});

/// A bag of Han characters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bag {
    counts: HashMap<char, usize>,
    size: usize,
}

impl Bag {
    /// Adds the Han characters of a text.
    pub fn add(&mut self, text: &str) {
        for c in text.chars().filter(|&c| is_han(c)) {
            *self.counts.entry(c).or_default() += 1;
            self.size += 1;
        }
    }

    /// Every header cell of a layout once: cells are merged where neighbours share the path down to them.
    fn of_layout(layout: &Layout) -> Self {
        let mut bag = Self::default();
        for panel in &layout.panels {
            let mut previous: &[String] = &[];
            for column in panel {
                for depth in 0..column.path.len() {
                    let above = column.path.get(..=depth).unwrap_or_default();
                    let shared = previous.len() > depth + 1 && previous.get(..=depth) == Some(above);
                    if !shared || depth + 1 == column.path.len() {
                        bag.add(above.last().map_or("", String::as_str));
                    }
                }
                previous = &column.path;
            }
        }
        bag
    }

    /// How alike two bags are, from 0 to 1.
    fn likeness(&self, other: &Self) -> f64 {
        let common: usize = self.counts.iter().map(|(c, n)| (*n).min(other.counts.get(c).copied().unwrap_or(0))).sum();
        let all = self.size + other.size - common;
        if all == 0 { 0.0 } else { common as f64 / all as f64 }
    }
}

/// The known layout of this kind that is most like a header, with its likeness, if any is alike enough.
pub fn best_layout(kind: Kind, header: &Bag) -> Option<(&'static Layout, f64)> {
    KNOWN
        .iter()
        .filter(|k| k.kinds.contains(&kind))
        .map(|k| (&k.layout, k.bag.likeness(header)))
        .filter(|(_, likeness)| *likeness >= ALIKE)
        // The first of equals, so that the file's order decides.
        .fold(None, |best: Option<(&Layout, f64)>, next| match best {
            Some(b) if b.1 >= next.1 => Some(b),
            _ => Some(next),
        })
}

/// The header paths of all known layouts.
pub fn known_paths() -> impl Iterator<Item = &'static [String]> {
    KNOWN.iter().flat_map(|k| &k.layout.panels).flatten().map(|column| column.path.as_slice())
}

/// The kinds that have a layout which is most like a header; none where no layout is alike enough.
pub fn kinds_like(header: &Bag) -> Vec<Kind> {
    let mut best = SURE;
    let mut kinds: Vec<Kind> = Vec::new();
    for known in KNOWN.iter() {
        let likeness = known.bag.likeness(header);
        if likeness > best {
            (best, kinds) = (likeness, Vec::new());
        }
        if likeness >= best {
            kinds.extend(known.kinds.iter().filter(|k| !kinds.contains(k)).copied().collect::<Vec<_>>());
        }
    }
    kinds
}

/// The year that layouts are written in; a printed header's own year is put in its place.
const LAYOUT_YEAR: i32 = 2025;

impl Layout {
    /// The layout with the header's year in place of the one it is written in.
    pub fn in_year(&self, year: Option<i32>) -> Self {
        let mut layout = self.clone();
        if let Some(year) = year.filter(|y| *y != LAYOUT_YEAR) {
            let (from, to) = (format!("{LAYOUT_YEAR}年"), format!("{year}年"));
            for text in layout.panels.iter_mut().flatten().flat_map(|c| &mut c.path) {
                *text = text.replace(&from, &to);
            }
        }
        layout
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_of_the_file_is_complete() {
        let file: File = toml::from_str(include_str!("../../assets/recognition/layouts.toml")).unwrap();
        for entry in &file.layout {
            for list in [&entry.left, &entry.right, &entry.columns] {
                for column in list {
                    assert!(PrintedColumn::parse(column).is_some(), "{column}");
                }
            }
            assert_eq!(entry.left.is_empty(), entry.right.is_empty(), "{:?}", entry.kind);
            assert_eq!(entry.left.is_empty(), !entry.columns.is_empty(), "{:?}", entry.kind);
            assert_eq!(entry.kind.is_two_sided(), !entry.left.is_empty());
        }
    }

    fn bag(text: &str) -> Bag {
        let mut bag = Bag::default();
        bag.add(text);
        bag
    }

    #[test]
    fn a_header_in_any_order_finds_its_layout() {
        let scrambled = "科目编码 科目名称 合计 基本支出 项目支出 小计 人员 公用 经费经费";
        let (layout, likeness) = best_layout(Kind::GeneralSpending, &bag(scrambled)).unwrap();
        assert!(likeness > 0.99);
        assert_eq!(layout.panels[0][3].path, ["基本支出", "小计"]);
    }

    #[test]
    fn an_unknown_header_finds_none() {
        assert!(best_layout(Kind::GeneralSpending, &bag("设备名称 台数 存放地点 责任处室")).is_none());
    }
}
