//! What must hold (勾稽关系): every rule of a disclosure as linear relations between its cells.
//!
//! [`build`] reads a [`Disclosure`] and returns all relations; it does no I/O, cannot fail, and looks only
//! at the *layout* (table kinds, headers, codes, names, roles), never at an amount. Where the amounts decide
//! what must hold, all candidates are listed under a [`Scope`].
//!
//! Adding a rule: a function in the file of [`rules`] that it belongs to, which hands relations to the
//! [`Builder`]; an entry in `assets/rules.toml`; a test in `tests/` with a table where it holds, one where
//! rounding explains it, one where it breaks, and one that only looks broken.

mod bookings;
mod builder;
pub mod columns;
mod family;
pub(crate) mod list;
mod manual;
mod meaning;
mod measures;
pub(crate) mod outline;
pub(crate) mod projects;
mod relation;
mod rules;
mod scope;

pub use builder::{Builder, RelationSet};
pub(crate) use columns::Header;
pub use family::Family;
pub use manual::{Rule, rule, rules};
pub(crate) use meaning::{Source, is_carry};
pub use relation::{Comparison, Condition, Relation, Term};
pub(crate) use rules::{
    procurement,
    project_rows::{Project, has_indicators, named_project, performance_projects, project_name, stated},
    view::{Grid, Side, View},
};
pub use scope::{Evidence, Reading, Remark, Scope};

use crate::model::Disclosure;

/// All relations of a disclosure.
pub fn build(disclosure: &Disclosure) -> RelationSet {
    let mut builder = Builder::default();
    rules::all(disclosure, &mut builder);
    builder.finish()
}
