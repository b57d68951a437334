//! How wide the columns and how high the rows of a grid are.
//!
//! A layout is made when the table's structure, its texts (in small tables) or the room for it changes, never
//! per frame. Text is measured by summing the widths of its characters, which for Chinese and digits is
//! what the text layout does too.

use egui::{Context, FontId};

use crate::model::{ColumnRole, Disclosure, Table};
use crate::session::{Field, Session, Slot};

use super::columns::{Columns, Heading};
use crate::app::theme;

/// Space at the left and right of a cell's text.
pub(super) const PAD: f32 = 8.0;
/// Space at the left of an amount for its mark.
pub(super) const MARK: f32 = 16.0;
/// Indentation per level below the first.
pub(super) const INDENT: f32 = 14.0;
/// Height of a row with one line.
const ROW: f32 = 29.0;
/// Height of every further line.
pub(super) const LINE: f32 = 18.5;
/// Tables with more rows keep their column widths while their texts change.
const REMEASURE_LIMIT: usize = 2000;

/// What a layout depends on.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Key {
    structure: u64,
    revision: u64,
    room: f32,
    scale: f32,
}

/// Widths, heights, and what they were made for.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    key: Key,
    /// Grows when the widths are worked out anew: earlier widths kept by the table widget are void then.
    pub generation: u64,
    pub widths: Vec<f32>,
    pub header_heights: Vec<f32>,
    /// The top of each row, and the end of the last.
    pub tops: Vec<f32>,
    /// Each row's name, per side.
    names: Vec<Vec<Extent>>,
    /// Other texts that may wrap: row, column of the grid, extent.
    labels: Vec<(usize, usize, Extent)>,
}

/// How much room a text takes on one line, and how it breaks into several.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    width: f32,
    /// It has words or numbers in it, which do not break: its lines end raggedly.
    ragged: bool,
}

impl Extent {
    /// Whether it needs no second line: painting allows it two points of the space beside it.
    fn fits(self, width: f32) -> bool {
        self.width <= width + 2.0
    }

    /// An estimate of the lines that it takes in this width.
    fn lines(self, width: f32) -> f32 {
        if self.fits(width) {
            return 1.0;
        }
        let full = ((width / theme::CELL).floor() - if self.ragged { 1.0 } else { 0.0 }).max(1.0) * theme::CELL;
        (self.width / full).ceil().min(12.0)
    }
}

/// Measures text in one font.
struct Ruler<'a> {
    ctx: &'a Context,
    font: FontId,
}

impl Ruler<'_> {
    fn width(&self, text: &str) -> f32 {
        self.ctx.fonts_mut(|fonts| text.chars().map(|c| fonts.glyph_width(&self.font, c)).sum())
    }

    /// Lines that a text takes: exactly, by laying it out, or for tables with very many rows by an estimate.
    fn lines(&self, text: &str, extent: Extent, width: f32, exact: bool) -> f32 {
        if extent.fits(width) || !exact {
            return extent.lines(width);
        }
        let text = text.to_owned();
        let laid = self.ctx.fonts_mut(|f| f.layout(text, self.font.clone(), egui::Color32::BLACK, width + 2.0));
        laid.rows.len().min(12) as f32
    }

    fn extent(&self, text: &str) -> Extent {
        let ragged = text.contains(|c: char| c.is_ascii_alphanumeric() || c == '\n');
        Extent { width: self.width(text), ragged }
    }
}

impl Layout {
    /// Makes the layout anew if what it depends on has changed. Widths that the user has drawn stay.
    pub(super) fn update(
        &mut self,
        ctx: &Context,
        room: f32,
        session: &Session,
        index: usize,
        columns: &Columns,
        drawn: &[(usize, f32)],
    ) {
        let Some(table) = session.disclosure().tables.get(index) else { return };
        let revision = if columns.rows > REMEASURE_LIMIT { 0 } else { session.revision() };
        let key = Key { structure: session.structure() + 1, revision, room, scale: ctx.pixels_per_point() };
        if key == self.key {
            return;
        }
        let same_content = (key.structure, key.revision, key.scale)
            == (self.key.structure, self.key.revision, self.key.scale)
            && !self.widths.is_empty();
        self.key = key;
        let ruler = Ruler { ctx, font: theme::cell_font() };
        if !same_content {
            self.measure_texts(&ruler, session.disclosure(), table, columns);
        }
        let widths = self.fit(&ruler, session.disclosure(), columns, room, drawn);
        if widths != self.widths {
            self.generation += 1;
            self.widths = widths;
        }
        self.header_heights = header_heights(&ruler, columns, &self.widths);
        self.stack_rows(&ruler, session.disclosure(), columns);
    }

    /// Takes over a width that the user has drawn.
    pub(super) fn set_width(&mut self, column: usize, width: f32, ctx: &Context, d: &Disclosure, columns: &Columns) {
        if let Some(w) = self.widths.get_mut(column) {
            *w = width;
        }
        let ruler = Ruler { ctx, font: theme::cell_font() };
        self.header_heights = header_heights(&ruler, columns, &self.widths);
        self.stack_rows(&ruler, d, columns);
    }

    fn measure_texts(&mut self, ruler: &Ruler, d: &Disclosure, table: &Table, columns: &Columns) {
        self.names =
            table.panels.iter().map(|panel| panel.rows.iter().map(|row| ruler.extent(&row.name)).collect()).collect();
        self.labels.clear();
        for (c, column) in columns.all.iter().enumerate() {
            if column.role != ColumnRole::Label || column.slot == Slot::Name {
                continue;
            }
            for r in 0..columns.rows {
                let text = columns.field(r, c).and_then(|f| f.text(d)).unwrap_or_default();
                if text.contains('\n') || text.chars().count() > 6 {
                    self.labels.push((r, c, ruler.extent(text)));
                }
            }
        }
    }

    /// As wide as the content asks; where the room is too small, names and texts wrap.
    fn fit(&self, ruler: &Ruler, d: &Disclosure, columns: &Columns, room: f32, drawn: &[(usize, f32)]) -> Vec<f32> {
        let mut widths: Vec<f32> = Vec::with_capacity(columns.len());
        for (c, column) in columns.all.iter().enumerate() {
            let header = leaf(columns, c).map_or(0.0, |h| balanced(ruler.width(&h.text)));
            let natural = match column.slot {
                Slot::Name => {
                    let panel = column.panel as usize;
                    let names = self.names.get(panel).map(Vec::as_slice).unwrap_or_default();
                    let rows = d.tables.get(columns.table()).and_then(|t| t.panels.get(panel));
                    let rows = rows.map(|p| p.rows.as_slice()).unwrap_or_default();
                    let whole = names.iter().zip(rows).map(|(name, row)| indent(row) + name.width);
                    (longest(whole) + 2.0 * PAD + 2.0).clamp(120.0, 460.0)
                }
                Slot::Code => (widest(ruler, d, columns, c) + 2.0 * PAD).max(header + 2.0 * PAD),
                Slot::Column(_) if column.role == ColumnRole::Label => {
                    (widest(ruler, d, columns, c).max(header) + 2.0 * PAD).clamp(64.0, 260.0)
                }
                Slot::Column(_) => (widest(ruler, d, columns, c) + MARK).max(header) + 2.0 * PAD,
            };
            widths.push(natural.ceil());
        }
        for (c, width) in drawn {
            if let Some(w) = widths.get_mut(*c) {
                *w = *width;
            }
        }
        let is_drawn = |c: usize| drawn.iter().any(|(d, _)| *d == c);
        let total: f32 = widths.iter().sum();
        if total > room {
            let least = |c: usize| match columns.all.get(c).map(|g| (g.slot, g.role)) {
                Some((Slot::Name, _)) if !is_drawn(c) => Some(150.0),
                Some((Slot::Code, _)) if !is_drawn(c) => Some(100.0),
                Some((Slot::Column(_), ColumnRole::Label)) if !is_drawn(c) => Some(84.0),
                _ => None,
            };
            shrink(&mut widths, total - room, least);
        } else {
            // Amounts and then names breathe a little where there is room; the rest of it stays empty.
            let is_amount = |c: usize| columns.role(c).is_some_and(|role| role != ColumnRole::Label);
            let is_name = |c: usize| columns.all.get(c).is_some_and(|g| g.slot == Slot::Name);
            spread(&mut widths, room, |c, w| (is_amount(c) && !is_drawn(c)).then(|| w.max(128.0)));
            spread(&mut widths, room, |c, w| (is_name(c) && !is_drawn(c)).then_some(w * 1.35));
        }
        widths
    }

    fn stack_rows(&mut self, ruler: &Ruler, d: &Disclosure, columns: &Columns) {
        let panels = d.tables.get(columns.table()).map(|t| t.panels.as_slice()).unwrap_or_default();
        let exact = columns.rows <= REMEASURE_LIMIT;
        let mut lines = vec![1.0f32; columns.rows];
        for (c, column) in columns.all.iter().enumerate() {
            let width = self.widths.get(c).copied().unwrap_or(100.0) - 2.0 * PAD;
            if column.slot != Slot::Name {
                continue;
            }
            let panel = column.panel as usize;
            let names = self.names.get(panel).map(Vec::as_slice).unwrap_or_default();
            let rows = panels.get(panel).map(|p| p.rows.as_slice()).unwrap_or_default();
            for ((name, row), index) in names.iter().zip(rows).zip(0u32..) {
                if let Some(line) = columns.line(column.panel, index).and_then(|at| lines.get_mut(at)) {
                    *line = line.max(ruler.lines(&row.name, *name, width - indent(row), exact));
                }
            }
        }
        for &(r, c, extent) in &self.labels {
            let text = columns.field(r, c).and_then(|f| f.text(d)).unwrap_or_default();
            let width = self.widths.get(c).copied().unwrap_or(100.0) - 2.0 * PAD;
            if let Some(line) = lines.get_mut(r) {
                let code = columns.all.get(c).is_some_and(|g| g.slot == Slot::Code);
                *line = line.max(match code {
                    // Codes are broken anywhere, so that every line but the last is full to a digit.
                    true if !extent.fits(width) => {
                        let count = text.chars().count().max(1) as f32;
                        let a_line = ((width + 2.0) * count / extent.width).floor().max(1.0);
                        (count / a_line).ceil()
                    }
                    _ => ruler.lines(text, extent, width, exact),
                });
            }
        }
        self.tops.clear();
        self.tops.reserve(lines.len() + 1);
        let mut y = 0.0;
        self.tops.push(y);
        for line in lines {
            y += ROW + (line - 1.0) * LINE;
            self.tops.push(y);
        }
    }
}

/// How far a row's name is indented: 类 not at all, 款 once, 项 twice.
pub(super) fn indent(row: &crate::model::Row) -> f32 {
    f32::from(row.level.saturating_sub(1).min(6)) * INDENT
}

fn longest(widths: impl Iterator<Item = f32>) -> f32 {
    widths.fold(0.0, f32::max)
}

/// The width of the widest text in a column. Only texts with the most characters are measured.
fn widest(ruler: &Ruler, d: &Disclosure, columns: &Columns, column: usize) -> f32 {
    let text = |r: usize| columns.field(r, column).and_then(|f: Field| f.text(d)).unwrap_or_default();
    let most = (0..columns.rows).map(|r| text(r).len()).max().unwrap_or(0);
    let candidates = (0..columns.rows).map(text).filter(|t| t.len() + 2 >= most).take(64);
    longest(candidates.map(|t| ruler.width(t)))
}

/// Widens columns evenly, each up to its most, as far as there is room.
fn spread(widths: &mut [f32], room: f32, most: impl Fn(usize, f32) -> Option<f32>) {
    let chosen: Vec<(usize, f32)> = widths.iter().enumerate().filter_map(|(c, w)| Some((c, most(c, *w)?))).collect();
    let extra = ((room - widths.iter().sum::<f32>()) / chosen.len().max(1) as f32).floor().max(0.0);
    for (c, most) in chosen {
        if let Some(w) = widths.get_mut(c) {
            *w = (*w + extra).min(most.floor()).max(*w);
        }
    }
}

fn shrink(widths: &mut [f32], mut excess: f32, least: impl Fn(usize) -> Option<f32>) {
    // Take from the widest first, until it is as narrow as the next one: 40 steps are finer than a pixel needs.
    for _ in 0..40 {
        let Some((c, slack)) = (0..widths.len())
            .filter_map(|c| Some((c, widths.get(c)? - least(c)?)))
            .filter(|(_, slack)| *slack > 0.5)
            .max_by(|a, b| a.1.total_cmp(&b.1))
        else {
            return;
        };
        let take = excess.min((slack / 2.0).max(4.0)).min(slack);
        if let Some(w) = widths.get_mut(c) {
            *w = (*w - take).floor();
        }
        excess -= take;
        if excess <= 0.0 {
            return;
        }
    }
}

/// The lowest header over a column that is its alone.
fn leaf(columns: &Columns, column: usize) -> Option<&Heading> {
    columns.headings.iter().find(|h| h.columns == (column..column + 1) && h.rows.end == columns.header_rows)
}

fn header_heights(ruler: &Ruler, columns: &Columns, widths: &[f32]) -> Vec<f32> {
    let mut heights = vec![30.0f32; columns.header_rows];
    let mut headings: Vec<&Heading> = columns.headings.iter().collect();
    headings.sort_by_key(|h| h.rows.len());
    for h in headings {
        let width: f32 = widths.get(h.columns.clone()).unwrap_or_default().iter().sum::<f32>() - 2.0 * PAD;
        let needed = header_lines(ruler.width(&h.text), width) * LINE + 10.0;
        let have: f32 = heights.get(h.rows.clone()).unwrap_or_default().iter().sum();
        if needed > have
            && let Some(last) = heights.get_mut(h.rows.end - 1)
        {
            *last += needed - have;
        }
    }
    heights
}

/// The width of a header over one column when its lines are about equally long and hold five characters.
fn balanced(text: f32) -> f32 {
    let lines = (text / (theme::CELL * 5.2)).ceil().max(1.0);
    (text / lines / theme::CELL).ceil() * theme::CELL
}

/// Lines that a header takes in this width.
pub(super) fn header_lines(text: f32, width: f32) -> f32 {
    if text <= width + 0.5 {
        return 1.0;
    }
    let characters = (width / theme::CELL).floor().max(1.0);
    (text / (characters * theme::CELL)).ceil().min(6.0)
}
