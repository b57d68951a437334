//! Ctrl+C during a long command: the first one finishes what is being done, the second one ends the program.

use std::{
    io,
    sync::{Arc, OnceLock, atomic::AtomicBool},
};

use signal_hook::{consts::SIGINT, flag};

/// Exit status of a program that Ctrl+C ended, by custom: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Set by the first Ctrl+C from now on.
pub(super) fn asked() -> Arc<AtomicBool> {
    static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    let asked = ASKED.get_or_init(|| {
        let asked = Arc::new(AtomicBool::new(false));
        // Where the system does not let us, Ctrl+C ends the program at once, as it always did.
        let _ = watch(&asked);
        asked
    });
    Arc::clone(asked)
}

fn watch(asked: &Arc<AtomicBool>) -> io::Result<()> {
    // In this order: what is set by the first one is seen by the second one.
    flag::register_conditional_shutdown(SIGINT, INTERRUPTED, Arc::clone(asked))?;
    flag::register(SIGINT, Arc::clone(asked))?;
    Ok(())
}
