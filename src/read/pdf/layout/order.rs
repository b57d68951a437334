//! The order in which a person reads what stands on a page.
//!
//! From top to bottom, and on one height from left to right. Where tables stand side by side, so do their titles:
//! then each table is read with its own.

use super::content::Item;

/// Items whose heights differ by less than this stand beside each other.
const SAME_HEIGHT: f32 = 3.0;

/// Puts the items of a page into reading order.
pub(super) fn reading(mut items: Vec<Item<'_>>) -> Vec<Item<'_>> {
    items.sort_by(|a, b| top(a).total_cmp(&top(b)).then(left(a).total_cmp(&left(b))));
    // Lines of one height are sorted by their left ends even if their heights differ a little.
    items
        .chunk_by_mut(|a, b| top(b) - top(a) < SAME_HEIGHT)
        .for_each(|row| row.sort_by(|a, b| left(a).total_cmp(&left(b))));
    let mut from = 0;
    while from < items.len() {
        let end = side_by_side(&items, from);
        if end > from + 1 {
            let cuts: Vec<f32> = items.get(from..end).unwrap_or_default().iter().skip(1).map(left).collect();
            let side = |item: &Item<'_>| cuts.iter().filter(|cut| **cut <= item.bounds()[0] + SAME_HEIGHT).count();
            let first = titles(&items, from, &cuts);
            if let Some(group) = items.get_mut(first..end) {
                group.sort_by_key(side);
            }
        }
        from = end.max(from + 1);
    }
    items
}

/// The end of the tables that begin here and stand beside each other, sorted from left to right.
fn side_by_side(items: &[Item<'_>], from: usize) -> usize {
    let beside = |pair: &[Item<'_>]| match pair {
        [Item::Table(a), Item::Table(b)] => {
            let (a, b) = (a.lattice.bounds(), b.lattice.bounds());
            b[1] < a[3] && a[1] < b[3] && a[2] <= b[0] + SAME_HEIGHT
        }
        _ => false,
    };
    from + 1 + items.get(from..).unwrap_or_default().windows(2).take_while(|pair| beside(pair)).count()
}

/// Where the lines above these tables begin that stand above single ones of them: rows of several lines, none
/// of which crosses from one table to the next.
fn titles(items: &[Item<'_>], tables: usize, cuts: &[f32]) -> usize {
    let crosses =
        |item: &Item<'_>| cuts.iter().any(|cut| item.bounds()[0] < cut - SAME_HEIGHT && *cut < item.bounds()[2]);
    let mut first = tables;
    while let Some(last) = first.checked_sub(1).and_then(|i| items.get(i)) {
        let row = items.get(..first).unwrap_or_default();
        let begins = row.iter().rposition(|item| top(last) - top(item) >= SAME_HEIGHT).map_or(0, |i| i + 1);
        let row = row.get(begins..).unwrap_or_default();
        if row.len() < 2 || row.iter().any(|item| matches!(item, Item::Table(_)) || crosses(item)) {
            break;
        }
        first = begins;
    }
    first
}

/// What counts as the height of an item: of a line its middle, of a table its upper border.
fn top(item: &Item<'_>) -> f32 {
    match item {
        Item::Line(line) => line.baseline - line.size / 2.0,
        Item::Table(table) => table.lattice.bounds()[1],
    }
}

fn left(item: &Item<'_>) -> f32 {
    item.bounds()[0]
}
