//! What a worker does with the files of one disclosure.

use std::{
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::{Row, Settings};
use crate::{
    check::Examiner,
    read::{Opened, ReadError, join, limits},
    report::Report,
};

/// How often a worker that waits for a file looks whether all is cancelled.
const GLANCE: Duration = Duration::from_millis(50);

/// After this a file is given up. A foreign format has its own clock, which ends its process before; this one is for
/// texts, whose thread cannot be ended and is left alone.
const LONGEST: Duration = Duration::from_secs(limits::READ_SECONDS + limits::SILENT_SECONDS);

pub(super) struct Work<'a, T> {
    pub settings: &'a Settings,
    pub cancel: &'a AtomicBool,
    pub make: &'a (dyn Fn(&Report, &[PathBuf]) -> T + Sync),
}

/// What came of them.
pub(super) struct Outcome<T> {
    pub files: Vec<PathBuf>,
    /// Whose disclosure a file by itself says that it is (part of).
    pub identity: Option<join::Identity>,
    pub outcome: Result<(Row, T), ReadError>,
}

impl<T> Work<'_, T> {
    /// Reads the files, checks the disclosure that they make, and makes of its report what is wanted.
    pub fn check(&self, files: &[&Path]) -> Outcome<T> {
        // A mistake of ours that one file brings to light must not end all the others.
        let checked = panic::catch_unwind(AssertUnwindSafe(|| self.check_all(files)));
        let outcome = checked.unwrap_or(Err(ReadError::Broke(String::new())));
        let (identity, outcome) = match outcome {
            Ok((identity, row, made)) => (identity, Ok((row, made))),
            Err(cause) => (None, Err(cause)),
        };
        Outcome { files: files.iter().map(|p| (*p).to_owned()).collect(), identity, outcome }
    }

    fn check_all(&self, files: &[&Path]) -> Result<(Option<join::Identity>, Row, T), ReadError> {
        self.read_all(files).map(|opened| {
            let identity = if let [one] = opened.as_slice() { Some(join::identity(one)) } else { None };
            let disclosure = join::join(opened.into_iter().map(|o| o.disclosure).collect());
            let file = files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" + ");
            let examiner = Examiner::new(&disclosure, Arc::clone(&self.settings.rules));
            let examination = examiner.examine(&disclosure);
            let report = Report::of(&file, &disclosure, &examiner, &examination);
            let paths: Vec<PathBuf> = files.iter().map(|p| (*p).to_owned()).collect();
            (identity, Row::of(&report), (self.make)(&report, &paths))
        })
    }

    fn read_all(&self, files: &[&Path]) -> Result<Vec<Opened>, ReadError> {
        files.iter().map(|path| self.read(path)).collect()
    }

    fn read(&self, path: &Path) -> Result<Opened, ReadError> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(ReadError::Cancelled);
        }
        let me = thread::current();
        let reading = self.settings.reader.start(path, &self.settings.options, Arc::new(move || me.unpark()));
        let begun = Instant::now();
        loop {
            if let Some(result) = reading.try_result() {
                return result.map(|loaded| loaded.opened);
            }
            if self.cancel.load(Ordering::Relaxed) {
                reading.cancel();
                return Err(ReadError::Cancelled);
            }
            if begun.elapsed() > LONGEST {
                return Err(ReadError::TooSlow);
            }
            thread::park_timeout(GLANCE);
        }
    }
}
