//! Opening files and asking for paths away from the thread that draws.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, Instant};

use egui::Context;

use crate::read::{ReadError, isolated::Reader};
use crate::session::Session;

/// A file on its way.
pub(super) struct Job {
    pub(super) id: u64,
    pub(super) path: PathBuf,
    result: Receiver<Result<Session, String>>,
}

/// The files on their way. Dropping a job abandons it: the thread ends by itself and nobody gets its result.
#[derive(Default)]
pub(super) struct Loader {
    pub(super) jobs: Vec<Job>,
    next: u64,
}

impl Loader {
    /// Begins to open a file.
    pub(super) fn start(&mut self, path: PathBuf, ctx: &Context) {
        let (sender, result) = mpsc::channel();
        let (file, ctx) = (path.clone(), ctx.clone());
        std::thread::spawn(move || {
            let opened = Reader::of_this_program()
                .map_err(ReadError::from)
                .and_then(|reader| Session::open(&file, &reader))
                .map_err(|why| format!("“{}”{why}", name(&file)));
            // Nobody listens if the user has given up waiting.
            let _ = sender.send(opened);
            ctx.request_repaint();
        });
        self.next += 1;
        self.jobs.push(Job { id: self.next, path, result });
    }

    /// Stops waiting for a file.
    pub(super) fn cancel(&mut self, id: u64) {
        self.jobs.retain(|job| job.id != id);
    }

    /// The files that have arrived, in the order in which they were asked for, one at a time.
    pub(super) fn take_ready(&mut self) -> Option<(PathBuf, Result<Session, String>)> {
        let (at, result) = self.jobs.iter().enumerate().find_map(|(i, job)| match job.result.try_recv() {
            Ok(result) => Some((i, result)),
            Err(TryRecvError::Disconnected) => {
                Some((i, Err(format!("“{}”没有读完：读取时出了意外，请把文件发给开发者。", name(&job.path)))))
            }
            Err(TryRecvError::Empty) => None,
        })?;
        Some((self.jobs.remove(at).path, result))
    }
}

/// A file's name without folders.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What a system dialog was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Open,
    Save(super::workspace::DocId),
}

/// A system dialog that is open.
pub(super) struct Picking {
    pub(super) purpose: Purpose,
    since: Instant,
    result: Receiver<Option<Vec<PathBuf>>>,
}

/// What a system dialog gave.
pub(super) enum Picked {
    Paths(Vec<PathBuf>),
    Cancelled,
    /// It closed faster than anyone can click: this system has no file dialog.
    NoDialog,
}

impl Picking {
    /// Opens the system's dialog.
    pub(super) fn start(purpose: Purpose, suggested: &Path, ctx: &Context) -> Self {
        let (sender, result) = mpsc::channel();
        let ctx = ctx.clone();
        let folder = suggested.parent().map(Path::to_owned).filter(|f| f.is_dir());
        let file = suggested.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        std::thread::spawn(move || {
            let mut dialog = rfd::FileDialog::new();
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            let paths = match purpose {
                Purpose::Open => dialog
                    .set_title("打开公开文件")
                    .add_filter("公开文件", &["txt", "text", "md", "json"])
                    .add_filter("所有文件", &["*"])
                    .pick_files(),
                Purpose::Save(_) => dialog
                    .set_title("另存为")
                    .add_filter("公开文件", &["json"])
                    .set_file_name(file)
                    .save_file()
                    .map(|path| vec![path]),
            };
            let _ = sender.send(paths);
            ctx.request_repaint();
        });
        Self { purpose, since: Instant::now(), result }
    }

    /// What the dialog gave, once it is closed.
    pub(super) fn poll(&self) -> Option<Picked> {
        match self.result.try_recv() {
            Ok(Some(paths)) => Some(Picked::Paths(paths)),
            Ok(None) | Err(TryRecvError::Disconnected) => {
                let quick = self.since.elapsed() < Duration::from_millis(400);
                Some(if quick { Picked::NoDialog } else { Picked::Cancelled })
            }
            Err(TryRecvError::Empty) => None,
        }
    }
}
