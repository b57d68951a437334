//! A document as a reader delivers it: pages, running text and grids of cells with their places, before
//! anything is known of what they mean.
//!
//! Every format becomes this; [`crate::recognize`] makes a disclosure of it, and the window shows it beside
//! the grid. Plain data: no I/O, no vocabulary of the field. It crosses a process boundary (the reader of a
//! foreign format runs in a child process), so it is serializable.

mod format;
mod grid;

pub use format::Format;
pub use grid::{Grid, GridCell, Origin};

use serde::{Deserialize, Serialize};

use crate::model::{Notice, Place};

/// What a file holds, in reading order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Document {
    /// What it was read from.
    pub format: Format,
    /// Pages of a PDF, sheets of a workbook; one without a size for a text or a Word document.
    pub pages: Vec<Page>,
    /// Running text and grids, in the order in which a person reads them.
    pub blocks: Vec<Block>,
    /// What the reader has to say to the user: hidden sheets, unreadable pages, formulas never calculated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

/// One page of a PDF or one sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Page {
    /// The sheet's name; empty for a page of paper.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Width of the page as displayed (upright), in points; 0 where there is no paper.
    #[serde(default)]
    pub width: f32,
    /// Height, in points.
    #[serde(default)]
    pub height: f32,
    /// By how many degrees clockwise (0, 90, 180, 270) the page as the file displays it was turned so that
    /// its text stands upright. All places are on the turned page.
    #[serde(default)]
    pub turned: u16,
}

/// A paragraph or a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// Rows and columns of cells.
    Grid(Grid),
}

/// A paragraph of running text; wrapped lines are joined.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Paragraph {
    /// Without page furniture (page numbers, running heads); blanks inside are kept.
    pub text: String,
    /// The heading level that the file states (Word's and HTML's heading styles), from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<u8>,
    /// Where it begins.
    #[serde(flatten)]
    pub place: Place,
    /// Where its printed lines stand, numbers in them apart, where the source has places for them: a sentence or a
    /// number can be shown on the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<crate::model::TextLine>,
}

impl Document {
    /// The grids with the numbers of their blocks.
    pub fn grids(&self) -> impl Iterator<Item = (usize, &Grid)> {
        self.blocks.iter().enumerate().filter_map(|(i, block)| match block {
            Block::Grid(grid) => Some((i, grid)),
            Block::Paragraph(_) => None,
        })
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Grid(_) => None,
        })
    }

    /// Gives every block its number: sets [`Place::block`] of everything in it. A reader calls this last.
    pub fn number_blocks(&mut self) {
        for (i, block) in self.blocks.iter_mut().enumerate() {
            let number = u32::try_from(i).ok();
            match block {
                Block::Paragraph(paragraph) => paragraph.place.block = number,
                Block::Grid(grid) => {
                    grid.place.block = number;
                    for cell in &mut grid.cells {
                        cell.place.block = number;
                        cell.place.cell = Some([cell.row, cell.column]);
                    }
                }
            }
        }
    }
}
