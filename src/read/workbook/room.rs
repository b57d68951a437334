//! How much a workbook may hold.

use super::book::SheetCell;
use crate::read::{ReadError, limits};

/// How much the sheets read so far have taken of what a workbook may hold.
#[derive(Default)]
pub(super) struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    /// Makes room for a cell.
    pub fn take(&mut self, cell: &SheetCell) -> Result<(), ReadError> {
        self.cells += 1;
        self.text += cell.text.len();
        if self.cells > limits::MAX_CELLS {
            let limit = format!("{} 万个", limits::MAX_CELLS / 10_000);
            return Err(ReadError::Exceeds { what: "单元格过多", limit });
        }
        if self.text > limits::MAX_WORKBOOK_TEXT {
            let limit = format!("{} MB", limits::MAX_WORKBOOK_TEXT >> 20);
            return Err(ReadError::Exceeds { what: "单元格里的文字过多", limit });
        }
        Ok(())
    }
}
