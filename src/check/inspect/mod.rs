//! What needs no arithmetic: is everything there (完整性), are subjects named rightly (科目), is the form right
//! (格式), is nothing personal published (隐私).
//!
//! Everything here is looked at anew after each change: it is one pass over the words of a disclosure.

mod before;
mod children;
mod completeness;
mod costs;
mod economic_pairs;
mod form;
mod narrative;
mod obsolete;
mod overview;
mod parents;
mod places;
mod privacy;
mod similar;
mod sources;
mod subjects;
mod unit;
mod weights;

use super::{Examiner, Finding};
use crate::model::Disclosure;

/// All of it.
pub(super) fn all(d: &Disclosure, _examiner: &Examiner) -> Vec<Finding> {
    [
        completeness::check(d),
        subjects::check(d),
        form::check(d),
        privacy::check(d),
        weights::check(d),
        costs::check(d),
        before::check(d),
        unit::check(d),
        sources::check(d),
    ]
    .concat()
}
