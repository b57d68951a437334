//! The rows of a table by what they are about: each under a key by which it is the same subject on another side.
//!
//! What makes a row the same differs by table: a code, a class by its name, a source of income however the province
//! words it, an expense, a project. One file each.

mod across;
mod coded;
mod expenses;
mod key;
mod labelled;
mod list;
mod projects;

pub(super) use coded::{blocks, has_pairs};
pub(super) use expenses::listed_down as expenses_down;
pub(super) use key::stem;

use super::reading::Reading;
use crate::{
    model::{Kind, RowRole},
    relations::outline::Outline,
};

/// One subject of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub key: String,
    pub code: String,
    /// Without numbering.
    pub name: String,
    pub level: u8,
    pub role: RowRole,
    /// The unit under which it stands, where units are kept apart.
    pub unit: String,
    /// Row and column of its cell; of several that must be added.
    pub at: Vec<(usize, usize)>,
    /// It adds up to the total of this year's money, and to that of all.
    pub top: [bool; 2],
    /// It is the total of this year's money, or of all; both where the table has one.
    pub total: [bool; 2],
}

/// How all sides are read, so that they can be matched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The columns of the only row are what is listed.
    pub across: bool,
    /// The subjects of each unit stand for themselves.
    pub by_unit: bool,
    /// An economic subject is told by both its codes.
    pub pairs: bool,
}

/// The subjects of a table in the order of print. A key stands once.
pub(super) fn entries(of: &Reading, shape: Shape) -> Vec<Entry> {
    let entries = match of.table.kind {
        Kind::ThreePublic if expenses::listed_down(of.panel) => expenses::down(of),
        Kind::ThreePublic => expenses::across(of),
        _ if shape.across => across::entries(of),
        Kind::Projects => projects::entries(of),
        _ if Outline::is_of_subjects(of.panel) => coded::entries(of, shape),
        _ if labelled::is_labelled(of.panel) => labelled::entries(of),
        _ => list::entries(of),
    };
    once(entries)
}

/// A name that is printed again is another thing, told by its place among those of the name.
fn once(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for entry in &mut entries {
        let times = seen.entry(entry.key.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            entry.key = format!("{}#{times}", entry.key);
        }
    }
    entries
}
