//! Which tables of different documents have the same layout: the same words in the header, over as many
//! columns. What the user said about one is offered for the others.

use std::ops::Range;

use super::{header, inside::pieces, lattice::Lattice};
use crate::{document::Document, model::text::squeeze};

/// A table as recognition finds it, without hints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Index of the grid among the blocks of the document.
    pub block: u32,
    /// Its rows in the grid, with those of its caption.
    pub rows: Range<u32>,
    /// The same for all tables of this layout, whatever agency, year and amounts they have.
    pub signature: String,
}

/// The layouts of all grids of a document.
pub fn layouts(document: &Document) -> Vec<Layout> {
    let row = |r: usize| u32::try_from(r).unwrap_or(u32::MAX);
    let mut out = Vec::new();
    for (block, grid) in document.grids() {
        for piece in pieces(&Lattice::of(grid), &[]) {
            out.push(Layout {
                block: u32::try_from(block).unwrap_or(u32::MAX),
                rows: row(piece.rows.start)..row(piece.rows.end),
                signature: signature(&piece.lattice),
            });
        }
    }
    out
}

/// How many rows are looked at where no header is found.
const FIRST_ROWS: usize = 1;

/// The words of the header without digits (a year is no part of a layout), and the number of columns.
fn signature(lattice: &Lattice<'_>) -> String {
    let height = header::height(lattice).max(FIRST_ROWS);
    let mut words = vec![lattice.width.to_string()];
    for slot in lattice.rows.iter().take(height).flat_map(|r| r.own()) {
        let mut word = squeeze(&slot.cell.text);
        word.retain(|c| !c.is_ascii_digit());
        if !word.is_empty() {
            words.push(word);
        }
    }
    words.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Grid};

    fn signature_of(text: &str) -> String {
        let document = Document { blocks: vec![Block::Grid(Grid::of(text))], ..Document::default() };
        layouts(&document)[0].signature.clone()
    }

    #[test]
    fn year_and_amounts_are_no_part_of_a_layout() {
        let first = signature_of("设备名称|2024年购置|金额\n水泵|3|12.50");
        assert_eq!(first, signature_of("设备名称|2025年购置|金额\n闸门|1|9.00\n启闭机|2|4.00"));
        assert_ne!(first, signature_of("设备名称|购置|金额|备注\n水泵|3|12.50|"));
    }
}
