//! Ids of own rules, kept for the life of the process: an id of a rule is `&'static str` everywhere.

use std::{
    collections::HashSet,
    sync::{LazyLock, Mutex, PoisonError},
};

/// Most characters of an id.
pub(super) const LONGEST: usize = 24;

/// As many different ids as one process keeps: a hundred times what any bureau has rules. Each is kept once,
/// however often its file is loaded, so what is never given back is at most some 10 MB.
const MOST: usize = 100_000;

/// The same id for good. `None` when the process has seen too many different ones.
pub(super) fn id(text: &str) -> Option<&'static str> {
    static IDS: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut ids = IDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = ids.get(text) {
        return Some(known);
    }
    if ids.len() >= MOST || text.chars().count() > LONGEST {
        return None;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    ids.insert(kept);
    Some(kept)
}
