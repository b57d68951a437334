//! The stretch of a text that one table takes.

use super::Line;
use crate::model::{Kind, Unit};

/// One table's lines with what its title says.
#[derive(Debug, Clone, PartialEq)]
pub struct Region<'a> {
    /// What the title says it is.
    pub kind: Kind,
    /// The printed number above the title, or empty.
    pub number: String,
    /// The title as printed, wrapped lines joined.
    pub title: String,
    /// The unit stated around the title; 万元 where none is.
    pub unit: Unit,
    /// Whether it is stated.
    pub unit_printed: bool,
    /// Remarks in brackets printed above the title.
    pub remarks: Vec<String>,
    /// The line of the title.
    pub line: Line<'a>,
    /// The lines after the title, up to the next table or heading.
    pub lines: &'a [Line<'a>],
}
