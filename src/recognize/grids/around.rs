//! Which paragraphs belong to which grid, and which grids are one table.

use super::{
    caption::{Caption, Says, titled},
    inside::{Piece, pieces},
    lattice::Lattice,
    table::Region,
};
use crate::{
    document::{Block, Document, Format, Grid, Paragraph},
    model::{
        Hints, parse_amount,
        text::{is_han, squeeze},
    },
    recognize::segment::unit_in,
};

/// A piece of the document in its order.
pub enum Part<'d> {
    /// A table.
    Table(Box<Region<'d>>),
    /// Running text.
    Prose(Vec<&'d Paragraph>),
    /// A grid that only lays out text: a frame, a table of contents.
    Frame(Lattice<'d>),
}

/// How many paragraphs above a grid are looked at for its title.
const FAR: usize = 10;

/// Cuts a document into tables and running text.
pub fn parts<'d>(document: &'d Document, hints: &'d Hints) -> Vec<Part<'d>> {
    let mut parts: Vec<Part<'d>> = Vec::new();
    // Paragraphs since the last grid.
    let mut open: Vec<&Paragraph> = Vec::new();
    for (number, block) in (0u32..).zip(&document.blocks) {
        match block {
            Block::Paragraph(paragraph) => open.push(paragraph),
            Block::Grid(grid) => {
                let lattice = Lattice::of(grid);
                let is_hinted = hints.tables.iter().any(|t| t.block == number && !t.reading.is_text);
                if !is_hinted && is_layout(&lattice) {
                    close(&mut parts, &mut open);
                    parts.push(Part::Frame(lattice));
                    continue;
                }
                take_notes(&mut parts, &mut open);
                let above = caption_above(&mut open);
                let goes_on = open.is_empty() && above == Caption::default();
                close(&mut parts, &mut open);
                let source = Source { document, grid, number, hints };
                push_grid(&mut parts, &source, &lattice, above, goes_on);
            }
        }
    }
    take_notes(&mut parts, &mut open);
    close(&mut parts, &mut open);
    parts
}

fn close<'d>(parts: &mut Vec<Part<'d>>, open: &mut Vec<&'d Paragraph>) {
    if open.iter().any(|p| !p.text.trim().is_empty()) {
        parts.push(Part::Prose(std::mem::take(open)));
    }
    open.clear();
}

/// A grid in its document.
struct Source<'d> {
    document: &'d Document,
    grid: &'d Grid,
    number: u32,
    hints: &'d Hints,
}

/// The tables of one grid. What stands above the grid belongs to the first of them.
fn push_grid<'d>(parts: &mut Vec<Part<'d>>, source: &Source<'d>, lattice: &Lattice<'d>, above: Caption, goes_on: bool) {
    let grid = source.grid;
    let mut above = Some(above);
    for (i, Piece { caption: inner, lattice, rows }) in pieces(lattice, &splits(source)).into_iter().enumerate() {
        if lattice.rows.is_empty() {
            continue;
        }
        let row = |r: usize| u32::try_from(r).unwrap_or(u32::MAX);
        let hint = source.hints.about(source.number, row(rows.start)..row(rows.end));
        if hint.is_some_and(|h| h.reading.is_text) {
            parts.push(Part::Frame(lattice));
            continue;
        }
        let mut caption = merged(above.take().unwrap_or_default(), inner);
        if caption.title.is_empty() && i == 0 {
            caption = merged(caption, from_sheet(source.document, grid));
        }
        let place = lattice.rows.first().and_then(|r| r.slots.first()).map_or(grid.place, |s| s.cell.place);
        let region = Region { caption, lattice, origin: grid.origin, place, reading: hint.map(|h| &h.reading) };
        let is_rest = hint.is_some_and(|h| h.join);
        let goes_on = |last: &Region<'_>| goes_on && i == 0 && continues(last, &region, source.document);
        // The user looks past what stands between the two.
        let before = parts.iter_mut().rev().take(if is_rest { usize::MAX } else { 1 });
        let before = before.filter_map(|p| if let Part::Table(table) = p { Some(table) } else { None }).next();
        match before.filter(|last| is_rest || goes_on(last)) {
            Some(last) => {
                last.lattice.rows.extend(region.lattice.rows);
                last.caption.notes.extend(region.caption.notes);
            }
            None => parts.push(Part::Table(Box::new(region))),
        }
    }
}

/// The rows at which the user cut a grid.
fn splits(source: &Source<'_>) -> Vec<usize> {
    let own = source.hints.tables.iter().filter(|t| t.block == source.number && t.split);
    own.filter_map(|t| usize::try_from(t.row).ok()).collect()
}

/// The outer caption, with what the inner one knows where it says nothing.
fn merged(outer: Caption, inner: Caption) -> Caption {
    // A title inside the grid is nearer than one of no known kind above it.
    let (first, second) = if outer.kind.is_none() && !inner.title.is_empty() { (inner, outer) } else { (outer, inner) };
    let titled = !first.title.is_empty();
    Caption {
        kind: if titled { first.kind } else { second.kind },
        title: if titled { first.title } else { second.title },
        place: if titled { first.place } else { second.place },
        number: if first.number.is_empty() { second.number } else { first.number },
        unit: first.unit.or(second.unit),
        notes: [first.notes, second.notes].concat(),
    }
}

/// The sheet's name as a title, where a person gave it one.
fn from_sheet(document: &Document, grid: &Grid) -> Caption {
    let sheet = grid.place.page.and_then(|p| document.pages.get(usize::try_from(p).ok()?.checked_sub(1)?));
    let name = sheet.map(|s| s.name.trim()).unwrap_or_default();
    let is_default = name.to_lowercase().starts_with("sheet") || name.starts_with("工作表");
    match titled(name) {
        Some((number, title, kind)) => Caption { number, title, kind, ..Caption::default() },
        None if name.chars().any(is_han) && !is_default => Caption { title: name.to_owned(), ..Caption::default() },
        None => Caption::default(),
    }
}

/// A grid right behind another one, without a title, of the same width and with data from its first row: the
/// rest of that table.
fn continues(last: &Region<'_>, next: &Region<'_>, document: &Document) -> bool {
    let is_sheet = matches!(document.format, Format::Xlsx | Format::Xls | Format::Ods);
    let same_sheet = !is_sheet || last.place.page == next.place.page;
    let begins_with_data = super::header::height(&next.lattice) == 0;
    let first = |r: &Region<'_>| {
        r.lattice.rows.first().map(|r| r.own().map(|s| squeeze(&s.text())).collect::<Vec<_>>()).unwrap_or_default()
    };
    let has_same_header = first(last) == first(next);
    same_sheet
        && next.caption.title.is_empty()
        && last.lattice.width == next.lattice.width
        && (begins_with_data || has_same_header)
}

/// Takes from the end of the open paragraphs what belongs to the grid below them.
fn caption_above(open: &mut Vec<&Paragraph>) -> Caption {
    let mut caption = Caption::default();
    let mut keep = open.len();
    let mut stray = 0;
    let mut half_unit = false;
    for (i, paragraph) in open.iter().enumerate().rev().take(FAR) {
        let text = paragraph.text.trim();
        if text.is_empty() {
            continue;
        }
        let before = i.checked_sub(1).and_then(|i| open.get(i)).map_or("", |p| p.text.trim());
        if is_wrapped_unit(before, text) {
            caption.unit = caption.unit.or(unit_in(&format!("{before}{text}")));
            keep = i - 1;
            half_unit = true;
            continue;
        }
        if std::mem::take(&mut half_unit) {
            continue;
        }
        let says = Says::of(text);
        let wrapped = || open.get(i.checked_sub(1)?).and_then(|before| wrapped_title(before.text.trim(), text));
        if let Some((title, kind)) = says.title.is_none().then(wrapped).flatten().filter(|_| caption.title.is_empty()) {
            caption.take(&Says { title: Some((title, Some(kind))), ..Says::default() }, paragraph.place);
            keep = i.saturating_sub(1);
            stray = 0;
            continue;
        }
        // The second title above a grid is that of another thing: `第二部分 部门预算表`.
        let is_second_title = says.title.is_some() && !caption.title.is_empty();
        if is_second_title || says.note.as_deref().is_some_and(|n| !n.starts_with(['(', '（'])) {
            break;
        }
        if says.is_nothing() {
            // An agency's name on a line of its own, between the unit and the title.
            let plain = squeeze(text);
            stray += 1;
            if caption.title.is_empty() && is_bare_name(&plain) && stray <= STRAY {
                continue;
            }
            break;
        }
        caption.take(&says, paragraph.place);
        keep = i;
        stray = 0;
    }
    open.truncate(keep);
    caption
}

/// How many lines that say nothing of a table may stand between its title and its grid.
const STRAY: usize = 3;

/// A short line of Chinese without punctuation.
fn is_bare_name(squeezed: &str) -> bool {
    squeezed.chars().count() <= 30 && squeezed.chars().all(|c| is_han(c) || matches!(c, '(' | ')' | '·'))
}

/// `单位：万` above `元`: the unit did not fit its line.
fn is_wrapped_unit(first: &str, second: &str) -> bool {
    matches!(second, "元" | "万元" | "亿元")
        && unit_in(first).is_none()
        && unit_in(&format!("{first}{second}")).is_some()
}

/// A title broken over two paragraphs.
fn wrapped_title(first: &str, second: &str) -> Option<(String, crate::model::Kind)> {
    let plausible = first.chars().count() >= 6 && !first.ends_with('表') && second.chars().count() <= 12;
    if !plausible || !squeeze(second).contains('表') {
        return None;
    }
    let (_, title, kind) = titled(&format!("{first}{second}"))?;
    Some((title, kind?))
}

/// Takes from the beginning of the open paragraphs the notes of the table above them.
fn take_notes(parts: &mut [Part<'_>], open: &mut Vec<&Paragraph>) {
    let Some(Part::Table(last)) = parts.last_mut() else { return };
    let is_note = |p: &&&Paragraph| {
        let says = Says::of(&p.text);
        says.note.is_some() || p.text.trim().is_empty() || crate::recognize::segment::is_page_number(&squeeze(&p.text))
    };
    let taken = open.iter().take_while(is_note).count();
    for paragraph in open.drain(..taken) {
        last.caption.notes.extend(Says::of(&paragraph.text).note);
    }
}

/// A grid that lays out text: no amounts, and one column, sentences, or titles of tables (a table of contents).
fn is_layout(lattice: &Lattice<'_>) -> bool {
    let texts = || lattice.rows.iter().flat_map(|r| r.own()).map(|s| s.text());
    let has_amounts = texts().any(|t| parse_amount(&t).is_some() && (t.contains(['.', ',']) || t.len() > 3));
    if has_amounts {
        return false;
    }
    let all = texts().count();
    let sentences = texts().filter(|t| t.contains('。')).count();
    let titles = texts().filter(|t| titled(t.trim_end_matches(['.', '…'])).is_some()).count();
    let columns = lattice.rows.iter().flat_map(|r| r.own()).map(|s| s.from).collect::<std::collections::BTreeSet<_>>();
    columns.len() <= 1 && titles < 2 || sentences * 2 > all || titles >= 2 && titles * 3 >= all
}
