//! What must hold among the numbers of the text itself, and what is to be said of its words.
//!
//! One rule family a file. Which claims there are follows from the words alone; where words leave it open
//! whether a list is complete, or what a share is a share of, the claim is doubtful.

mod before;
mod changes;
mod facts;
mod others;
mod parameters;
mod parts;
mod prices;
mod reasons;
mod shares;
mod templates;
mod trends;
mod year;

pub(in crate::prose) use changes::nows;
pub(in crate::prose) use facts::Facts;
pub(in crate::prose) use reasons::given;

use super::{Claim, Doubt, Must, Note, Operand, Prose, Sum};
use crate::model::Disclosure;

/// Everything that must hold among the numbers of the text.
pub(super) fn claims(facts: &Facts) -> Vec<Claim> {
    let mut out = Vec::new();
    shares::claims(facts, &mut out);
    changes::claims(facts, &mut out);
    parts::claims(facts, &mut out);
    before::claims(facts, &mut out);
    trends::claims(facts, &mut out);
    prices::claims(facts, &mut out);
    parameters::claims(facts, &mut out);
    out
}

/// What is to be said of the words.
pub(super) fn notes(d: &Disclosure, facts: &Facts) -> Vec<Note> {
    let mut out = Vec::new();
    templates::notes(facts, &mut out);
    others::notes(d, facts, &mut out);
    reasons::notes(facts, &mut out);
    year::notes(d, facts, &mut out);
    out.sort_by_key(|note| note.at);
    out
}

/// A claim that words do not make certain.
fn doubtful(doubtful: bool, claim: Claim) -> Claim {
    Claim { doubt: Doubt::open(doubtful), ..claim }
}
