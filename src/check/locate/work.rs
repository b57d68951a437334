//! How much may be done before a search gives up, counted and not timed: the same document gives the same answer
//! on a slow machine, a busy one, and whatever else runs beside it.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

/// Steps that may still be done, each of about a nanosecond in an optimized build. A clock stands behind them, so
/// far away that only a machine in trouble comes to it.
#[derive(Debug)]
pub(in crate::check) struct Work {
    left: Cell<u64>,
    /// Steps until the clock is looked at again.
    until_glance: Cell<u64>,
    brake: Option<Instant>,
}

/// The clock is looked at once in so many steps.
const GLANCE: u64 = 1_000_000;

impl Work {
    pub fn new(steps: u64, brake: Option<Instant>) -> Self {
        Self { left: Cell::new(steps), until_glance: Cell::new(0), brake }
    }

    /// Counts steps. Returns whether there are any left.
    pub fn spend(&self, steps: usize) -> bool {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.left.set(self.left.get().saturating_sub(steps));
        match self.until_glance.get().checked_sub(steps) {
            Some(rest) => self.until_glance.set(rest),
            None => {
                self.until_glance.set(GLANCE);
                if self.brake.is_some_and(|brake| Instant::now() >= brake) {
                    self.left.set(0);
                }
            }
        }
        !self.is_over()
    }

    pub fn is_over(&self) -> bool {
        self.left.get() == 0
    }

    pub fn left(&self) -> u64 {
        self.left.get()
    }

    /// A part of what is left, to be spent on one thing; what it took is to be [`spend`](Self::spend)t here then.
    pub fn part(&self, most: u64) -> Self {
        Self::new(self.left.get().min(most), self.brake)
    }

    /// What the clock leaves, for a library that asks for it.
    pub fn time(&self) -> Option<Duration> {
        self.brake.map(|brake| brake.saturating_duration_since(Instant::now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_end_where_they_were_said_to_end() {
        let work = Work::new(10, None);
        assert!(work.spend(9));
        assert!(!work.spend(1));
        assert!(work.is_over());
        assert!(!work.spend(0));
    }

    #[test]
    fn the_clock_ends_them_too() {
        let work = Work::new(u64::MAX, Some(Instant::now()));
        assert!(!work.spend(1));
    }

    #[test]
    fn a_part_is_never_more_than_what_is_left() {
        assert_eq!(Work::new(10, None).part(100).left(), 10);
        assert_eq!(Work::new(10, None).part(3).left(), 3);
    }
}
