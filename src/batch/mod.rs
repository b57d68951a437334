//! Many files (批量核对): read and checked by several workers, told in the order in which they were named.
//!
//! [`run`] is given units of files ([`find`]) and calls back with every disclosure. Each worker has one file at
//! a time, read by [`Reader`], foreign formats in a child process under its clock; a file of ours that takes as long is given up too. Files of a folder may belong
//! together; which do is known only when all of them were read. So each is checked by itself at first, and only
//! those that turn out to be parts of one disclosure are read once more, together.
//!
//! Invariants: what is told and its order do not depend on the number of workers. One bad file harms no other.
//! A disclosure is dropped as soon as it was checked; of what waits for its turn only what the caller made of it
//! is kept ([`Spool`] keeps that on disk).

pub mod find;
pub mod reports;
mod spool;
pub mod summary;
mod work;

pub use find::Unit;
pub use spool::{Span, Spool};
pub use summary::Row;

use std::{
    collections::{BTreeMap, VecDeque},
    num::NonZero,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
};

use crate::{
    check::Rulebook,
    read::{Options, ReadError, isolated::Reader, join},
    report::Report,
};
use work::{Outcome, Work};

/// How files are checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Reads them.
    pub reader: Reader,
    /// Password and encoding, of all files.
    pub options: Options,
    /// By which rules.
    pub rules: Arc<Rulebook>,
    /// How many are checked at the same time.
    pub jobs: usize,
    /// Once it is set nothing more is begun; files that are being checked are finished. Setting `cancel` of [`run`]
    /// gives these up too.
    pub stop: Arc<AtomicBool>,
}

/// As many workers as the machine has cores.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// What is told while it goes on.
#[derive(Debug)]
pub enum Event<'a, T> {
    /// A file was looked at: how many of how many, in no particular order.
    Progress {
        /// Files done.
        done: usize,
        /// All files.
        of: usize,
        /// The one that was done last.
        file: &'a Path,
        /// What came of it by itself, before it is known whether it is a part of something; `None` where it was
        /// not read to the end.
        seen: Option<Result<&'a Row, &'a ReadError>>,
    },
    /// A disclosure was checked. In the order of the files.
    Checked {
        /// Its files.
        files: Vec<PathBuf>,
        /// Its line of the summary.
        row: Row,
        /// What the caller made of its report.
        made: T,
    },
    /// A file could not be read. In the same order.
    Failed {
        /// Which.
        file: PathBuf,
        /// Why.
        cause: ReadError,
    },
}

/// Files to check, by their numbers within a unit. Several are one disclosure.
struct Task {
    unit: usize,
    files: Vec<usize>,
}

/// What is to be done, and whether more may come.
#[derive(Default)]
struct Queue {
    state: Mutex<(VecDeque<Task>, bool)>,
    changed: Condvar,
}

impl Queue {
    fn next(&self) -> Option<Task> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(task) = state.0.pop_front() {
                return Some(task);
            }
            if state.1 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn first(&self, task: Task) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0.push_front(task);
        self.changed.notify_one();
    }

    fn close(&self, drop_all: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.1 = true;
        if drop_all {
            state.0.clear();
        }
        self.changed.notify_all();
    }
}

/// A unit on its way: what came of its files.
struct Progressing<T> {
    waiting: usize,
    grouped: bool,
    results: BTreeMap<usize, Outcome<T>>,
}

/// Checks all files. `make` is what becomes of a report, called by the workers; `tell` is called by this thread.
/// Returns whether it came to the end: once `cancel` is set nothing more is begun and what is being read is given up; what is finished is told.
pub fn run<T: Send>(
    units: &[Unit],
    settings: &Settings,
    cancel: &AtomicBool,
    make: &(dyn Fn(&Report, &[PathBuf]) -> T + Sync),
    tell: &mut dyn FnMut(Event<'_, T>),
) -> bool {
    let queue = Queue::default();
    let all =
        units.iter().enumerate().flat_map(|(unit, u)| (0..u.files.len()).map(move |f| Task { unit, files: vec![f] }));
    queue.state.lock().unwrap_or_else(PoisonError::into_inner).0.extend(all);
    let of: usize = units.iter().map(|u| u.files.len()).sum();
    let mut going: Vec<Progressing<T>> = units
        .iter()
        .map(|u| Progressing {
            waiting: u.files.len(),
            grouped: !u.joined || u.files.len() < 2,
            results: BTreeMap::new(),
        })
        .collect();
    let (sender, results) = mpsc::channel();
    let (mut done, mut told) = (0, 0);
    let cancelled = || cancel.load(Ordering::Relaxed) || settings.stop.load(Ordering::Relaxed);
    thread::scope(|scope| {
        for _ in 0..settings.jobs.clamp(1, of.max(1)) {
            let (queue, sender) = (&queue, sender.clone());
            let work = Work { settings, cancel, make };
            scope.spawn(move || {
                while let Some(task) = queue.next() {
                    let unit = units.get(task.unit);
                    let files: Vec<&Path> =
                        task.files.iter().filter_map(|f| unit?.files.get(*f)).map(PathBuf::as_path).collect();
                    let result = work.check(&files);
                    // Nobody listens any more where it was cancelled.
                    if sender.send((task, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        while told < units.len() {
            // A unit that has all its results is told once those before it were.
            while let (Some(now), Some(unit)) = (going.get_mut(told), units.get(told))
                && now.waiting == 0
                && now.grouped
            {
                self::tell(unit, std::mem::take(&mut now.results), tell);
                told += 1;
            }
            if told == units.len() || cancelled() {
                break;
            }
            let Ok((task, result)) = results.recv() else { break };
            let (Some(now), Some(unit)) = (going.get_mut(task.unit), units.get(task.unit)) else { continue };
            let Some(first) = task.files.first().copied() else { continue };
            now.waiting = now.waiting.saturating_sub(1);
            if task.files.len() == 1 {
                done += 1;
                if let Some(file) = unit.files.get(first) {
                    let seen = match &result.outcome {
                        Ok((row, _)) => Some(Ok(row)),
                        Err(ReadError::Cancelled) => None,
                        Err(cause) => Some(Err(cause)),
                    };
                    tell(Event::Progress { done, of, file, seen });
                }
            }
            now.results.insert(first, result);
            if now.waiting == 0 && !now.grouped {
                now.grouped = true;
                for files in together(&now.results) {
                    files.iter().for_each(|f| drop(now.results.remove(f)));
                    now.waiting += 1;
                    queue.first(Task { unit: task.unit, files });
                }
            }
        }
        queue.close(true);
    });
    let complete = told == units.len();
    if !complete {
        while let Ok((task, result)) = results.try_recv() {
            if let (Some(now), Some(first)) = (going.get_mut(task.unit), task.files.first()) {
                now.results.insert(*first, result);
            }
        }
        for (now, unit) in going.iter_mut().zip(units).skip(told) {
            let mut results = std::mem::take(&mut now.results);
            // What was not read to the end is not said to be unreadable; parts of one disclosure are no wholes.
            results.retain(|_, r| !matches!(r.outcome, Err(ReadError::Cancelled)));
            if !now.grouped {
                for files in together(&results) {
                    files.iter().for_each(|f| drop(results.remove(f)));
                }
            }
            self::tell(unit, results, tell);
        }
    }
    complete
}

/// The files of a unit that make one disclosure, where there are several.
fn together<T>(results: &BTreeMap<usize, Outcome<T>>) -> Vec<Vec<usize>> {
    let known: Vec<(usize, &join::Identity)> =
        results.iter().filter_map(|(file, r)| Some((*file, r.identity.as_ref()?))).collect();
    let identities: Vec<&join::Identity> = known.iter().map(|(_, identity)| *identity).collect();
    let groups = join::group(&identities).into_iter().filter(|g| g.len() > 1);
    groups.map(|g| g.into_iter().filter_map(|i| known.get(i)).map(|(file, _)| *file).collect()).collect()
}

fn tell<T>(unit: &Unit, results: BTreeMap<usize, Outcome<T>>, tell: &mut dyn FnMut(Event<'_, T>)) {
    for (first, result) in results {
        match result.outcome {
            Ok((row, made)) => tell(Event::Checked { files: result.files, row, made }),
            Err(cause) => {
                let file = result.files.into_iter().next().or_else(|| unit.files.get(first).cloned());
                tell(Event::Failed { file: file.unwrap_or_default(), cause });
            }
        }
    }
}
