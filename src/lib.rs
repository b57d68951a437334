//! Gongkai (公开): a workbench for Chinese departmental budget disclosures (部门预算公开).
//!
//! The layers, from the bottom up; each knows only those before it in this list:
//! [`font`] the bundled font · [`model`] plain data · [`document`] a file as read · [`catalog`] the official vocabulary · [`relations`] what must hold ·
//! [`recognize`] document → disclosure · [`custom`] rules of a user's own · [`check`] whether it holds · [`compare`] years side by side ·
//! [`mod@write`] files out · [`read`] a file → disclosure · [`report`] what was found, in every format ·
//! [`batch`] many files · [`session`] one open disclosure with undo · [`cli`] and `app` on top.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![warn(clippy::unwrap_used)] // nothing that came from a file or a user may panic the program; tests may

#[cfg(feature = "window")]
pub mod app;
pub mod batch;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod compare;
pub mod custom;
pub mod document;
pub mod font;
pub mod model;
pub mod prose;
pub mod read;
pub mod recognize;
pub mod relations;
pub mod report;
pub mod session;
pub mod write;
