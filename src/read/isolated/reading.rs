//! One file on its way.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, TryRecvError},
    },
    thread,
};

use super::{
    Reader, Wake,
    message::{Answer, Ask},
    process::{Process, Switch},
};
use crate::{
    document::Format,
    read::{self, Opened, Options, ReadError, limits},
};

/// A file that was read.
#[derive(Debug)]
pub struct Loaded {
    /// What it publishes and what it looks like.
    pub opened: Opened,
    /// The bytes of a PDF: [`Reader::pictures`] draws its pages from them.
    pub bytes: Option<Arc<[u8]>>,
}

/// One file on its way. Dropping it cancels it: the child is killed at once.
#[derive(Debug)]
pub struct Reading {
    shared: Arc<Shared>,
    result: Receiver<Result<Loaded, ReadError>>,
}

#[derive(Default)]
struct Shared {
    progress: Mutex<Option<(u32, u32)>>,
    switch: Arc<Switch>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("progress", &self.progress).finish_non_exhaustive()
    }
}

impl Reading {
    pub(super) fn start(reader: Reader, path: PathBuf, options: Options, wake: Wake) -> Self {
        let shared = Arc::new(Shared::default());
        let (sender, result) = mpsc::channel();
        let work = Arc::clone(&shared);
        thread::spawn(move || {
            // Nobody listens if it was cancelled.
            let _ = sender.send(load(&reader, &path, &options, &work, &wake));
            wake();
        });
        Self { shared, result }
    }

    /// Pages read, and how many there are, as soon as that is known.
    pub fn progress(&self) -> Option<(u32, u32)> {
        *self.shared.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The result, once it is there. It is given once.
    pub fn try_result(&self) -> Option<Result<Loaded, ReadError>> {
        match self.result.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(ReadError::Broke(String::new()))),
        }
    }

    /// Waits for the result.
    pub fn wait(self) -> Result<Loaded, ReadError> {
        self.result.recv().unwrap_or(Err(ReadError::Broke(String::new())))
    }

    /// Gives it up: the child is killed and nothing comes of it.
    pub fn cancel(&self) {
        self.shared.switch.cancel();
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.cancel();
    }
}

fn load(
    reader: &Reader,
    path: &std::path::Path,
    options: &Options,
    shared: &Shared,
    wake: &Wake,
) -> Result<Loaded, ReadError> {
    let bytes = read::bytes(path)?;
    let name = read::name(path);
    if !read::is_foreign(&bytes) {
        let opened = read::opened(&bytes, name, options, &mut |_, _| ())?;
        return Ok(Loaded { opened, bytes: None });
    }
    let mut process = Process::start(reader, &shared.switch, &name, &bytes, options)?;
    process.ask(&Ask::Read, limits::READ_SECONDS)?;
    loop {
        match process.answer()?.0 {
            Answer::Progress(done, of) => {
                process.alive();
                *shared.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some((done, of));
                wake();
            }
            Answer::Opened(opened) => {
                let bytes = (opened.document.format == Format::Pdf).then(|| bytes.into());
                return Ok(Loaded { opened: *opened, bytes });
            }
            Answer::Failed(failure) => return Err(process.error(failure)),
            Answer::Picture { .. } | Answer::Annotated => return Err(process.nonsense()),
        }
    }
}
