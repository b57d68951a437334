//! From statements to claims: what each must agree with.

use super::{Claim, Prose};
use crate::model::Disclosure;

/// Everything that must hold of the text.
pub(super) fn claims(_d: &Disclosure, _prose: &Prose) -> Vec<Claim> {
    Vec::new()
}
