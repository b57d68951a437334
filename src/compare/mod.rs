//! Years side by side: what the open disclosures state about one agency, as charts with their table of
//! values and changes (对比).
//!
//! ```text
//! documents ──sources──▶ statements (one table, one year) ──collect──▶ Chart ──▶ screen, TSV, files
//! ```
//! A [`Chart`] is a description: names, exact values and the cell behind each of them. It knows nothing of
//! pixels, so whatever draws it, on a screen or into a file, shows the same figures.
//!
//! Nothing is invented. A value is one printed cell; a blank is a gap and not a zero; figures of different
//! scope (all money, fiscal appropriation, general public budget) never stand in one chart; what could not
//! be taken is said in [`Chart::notes`].

pub mod across;
mod aspect;
mod chart;
mod collect;
mod comparison;
mod control;
mod header;
mod measure;
mod merge;
mod notes;
pub mod peers;
mod publisher;
mod reading;
mod reasons;
mod regroup;
mod rows;
pub mod scene;
mod shown;
mod side;
mod sources;
mod statement;
pub mod table;
mod units;

pub use aspect::{Aspect, Offer, aspects};
pub use chart::{Change, Chart, Group, Origin, Point};
pub use collect::chart;
pub use comparison::{Comparison, Former, Line, Reason, Standing};
pub use control::Control;
pub use publisher::{Publisher, publishers};
pub use reasons::Said;
pub use shown::{Only, Shown, Sort};
pub use side::{Order, Side, sides};
pub use sources::Topic;
