//! Plain data: amounts, cells, rows, tables, prose. No I/O and no knowledge of any other layer.

mod amount;
mod cell;
mod disclosure;
mod hints;
mod kind;
mod review;
mod spot;
mod table;
pub mod text;

pub use amount::{Unit, half_place, parse_amount, parse_share, with_thousands};
pub use cell::{Cell, CellRef, Place};
pub use disclosure::{Disclosure, Notice, Section, Source, Stage, TextLine};
pub use hints::{ColumnHint, Hints, Meaning, Reading, TableHint};
pub use kind::Kind;
pub use review::{Review, ReviewEntry, ReviewStatus};
pub use rust_decimal::Decimal;
pub use spot::{Spot, TextRef};
pub use table::{Column, ColumnRole, Panel, Row, RowRole, Status, Table};
