//! Document → disclosure, where the source has grids: cells with spans and places.
//!
//! The way of a document: `around` (which paragraphs belong to which grid) and `inside` (titles and notes in
//! merged rows, several tables on one sheet) give regions; for each, `header` finds the path over every column,
//! `panels` what the columns are for and which stand side by side, `body` the rows; `kind` decides what no title
//! says. A cell is looked at through the `lattice`; two tables of one layout are told by their `signature`. What is no table becomes sections of text.

mod around;
mod body;
mod caption;
mod forms;
mod header;
mod inside;
mod kind;
mod lattice;
mod panels;
mod prose;
mod shared;
mod signature;
mod slivers;
mod table;
mod trust;

#[cfg(test)]
mod tests;

use super::{belonging, identity};
use crate::{
    document::{Block, Document},
    model::{Disclosure, Hints, text::squeeze},
};
use around::Part;
use lattice::Lattice;
pub use signature::{Layout, layouts};
pub(super) use trust::is_borne_out;

/// Reads a document whose tables are grids.
pub fn disclosure(document: &Document, hints: &Hints) -> Disclosure {
    let identity = identity::of_texts(&texts(document));
    let context = identity.context();
    let mut out = identity.disclosure();
    let mut prose = prose::Prose::default();
    let mut inside = Vec::new();
    for part in around::parts(document, hints) {
        match part {
            Part::Prose(paragraphs) => prose.add(paragraphs),
            Part::Frame(lattice) => prose::add_frame(&mut prose.sections, &lattice),
            Part::Table(region) => {
                inside.extend(belonging(table::texts(&region), out.tables.len()));
                out.tables.extend(table::recognize(&region, &context));
            }
        }
    }
    out.source.hints = hints.clone();
    out.prose = prose.sections;
    out.prose.append(&mut inside);
    out.number_tables();
    out
}

/// How many rows at the top of a table can say whose it is.
const CAPTION_ROWS: usize = 6;

/// The lines that can say whose document it is: paragraphs, and the first rows of each table.
fn texts(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => out.push(squeeze(&p.text)),
            Block::Grid(grid) => {
                let whole = Lattice::of(grid);
                for piece in inside::pieces(&whole, &[]) {
                    let rows = whole.rows.get(piece.rows).unwrap_or_default().iter().take(CAPTION_ROWS);
                    out.extend(rows.flat_map(|row| row.own()).map(|slot| squeeze(&slot.cell.text)));
                }
            }
        }
    }
    out.retain(|t| !t.is_empty());
    out
}
