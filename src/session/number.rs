//! Another number in the running text: the rest of the section stays, and what is known of its places moves along.

use super::EditError;
use super::change::Change;
use crate::model::{Decimal, Disclosure, TextRef, parse_amount, with_thousands};

/// The change that puts `text` in the place of a number.
pub(super) fn change(d: &Disclosure, at: TextRef, text: &str) -> Result<Option<Change>, EditError> {
    let text = text.trim();
    if parse_amount(text).is_none() {
        return Err(EditError::NoNumber(text.to_owned()));
    }
    let old = at.text(d);
    if parse_amount(old).is_none() {
        return Err(EditError::Nowhere);
    }
    if old == text {
        return Ok(None);
    }
    let mut section = d.prose.get(at.section as usize).ok_or(EditError::Nowhere)?.clone();
    let mut parts = section.text.chars();
    let mut new: String = parts.by_ref().take(at.from as usize).collect();
    new.push_str(text);
    new.extend(parts.skip(at.to.saturating_sub(at.from) as usize));
    section.text = new;
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    for line in section.lines.iter_mut().filter(|line| line.at >= at.to) {
        line.at = line.at.saturating_sub(at.to.saturating_sub(at.from)).saturating_add(length);
    }
    Ok(Some(Change::Section { index: at.section as usize, section: Box::new(section) }))
}

/// A value printed as the number that stands there is: its decimals, and thousands separators if it has them. It
/// loses no decimal.
pub(super) fn written(d: &Disclosure, at: TextRef, value: Decimal) -> String {
    let old = at.text(d);
    let places = parse_amount(old).map_or(0, |v| v.scale());
    let mut value = value;
    if value.scale() > places {
        value = value.normalize();
    }
    if value.scale() < places {
        value.rescale(places);
    }
    if old.contains([',', '，']) { with_thousands(value) } else { value.to_string() }
}
