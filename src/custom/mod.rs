//! Rules of a user's own (自定义规则): what a finance bureau adds in a small text file.
//!
//! ```text
//! 规则 市01：项目支出两表一致
//!   适用：预算，2023 年以后
//!   支出总表[合计, 项目支出] = 项目支出表[合计, 合计]
//! ```
//! [`parse`] reads a file into a [`RuleFile`] or tells all its errors at once; [`plan`] says what its rules ask
//! of one disclosure. Sums of cells become relations like all others, so that verdicts, formula line, marks and
//! error localization work on them; everything else is worked out exactly by [`Check::evaluate`].
//! `docs/rules.md` is the manual for those who write such files.
//!
//! Invariants: no text makes this panic. What is asked follows from the layout and never from an amount. A name
//! that a document does not have is no error: the rule is 未比较 there.

mod check;
mod columns;
mod cursor;
mod error;
mod evaluate;
mod expression;
mod facts;
mod file;
mod intern;
mod layout;
mod linear;
mod names;
mod parse;
mod plan;
mod print;
mod ratio;
mod reference;
mod resolve;
mod rowwise;
mod rule;
mod statement;

pub use check::{Check, Result};
pub use error::RuleError;
pub use evaluate::Sense;
pub use file::load;
pub use parse::parse;
pub use plan::{Plan, Skipped, plan};
pub use rule::*;
pub use statement::*;
