//! What must hold (勾稽关系): every rule of a disclosure as linear relations between its cells.

mod relation;

pub use relation::{Comparison, Relation, Term};
