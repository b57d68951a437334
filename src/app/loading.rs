//! Opening files and asking for paths away from the thread that draws.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, Instant};

use egui::Context;

use super::source::Original;
use super::workspace::DocId;
use crate::read::{
    Options, ReadError,
    isolated::{Loaded, Reader, Reading, Wake},
};
use crate::report::Format;
use crate::session::{Session, SourceFile};

/// What is to be read, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) path: PathBuf,
    /// The password or the encoding that the user has said.
    pub(super) options: Options,
    /// The open document that the result takes the place of.
    pub(super) replaces: Option<DocId>,
    /// The number of the files that it was asked for together with: they may make one disclosure.
    pub(super) batch: Option<u64>,
}

impl Request {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, options: Options::default(), replaces: None, batch: None }
    }
}

/// A file on its way.
pub(super) struct Job {
    pub(super) id: u64,
    pub(super) request: Request,
    reading: Result<Reading, std::io::Error>,
}

impl Job {
    /// Pages read and how many there are, as soon as that is known.
    pub(super) fn progress(&self) -> Option<(u32, u32)> {
        self.reading.as_ref().ok().and_then(Reading::progress)
    }
}

/// The files on their way. Dropping a job ends the process that reads it.
#[derive(Default)]
pub(super) struct Loader {
    pub(super) jobs: Vec<Job>,
    next: u64,
    /// What reads files; the running program, unless told otherwise.
    pub(super) reader: Option<Reader>,
}

impl Loader {
    pub(super) fn reader(&self) -> Result<Reader, std::io::Error> {
        self.reader.clone().map_or_else(Reader::of_this_program, Ok)
    }

    /// Begins to open a file.
    pub(super) fn start(&mut self, request: Request, ctx: &Context) {
        let reading = self.reader().map(|reader| reader.start(&request.path, &request.options, wake(ctx)));
        self.next += 1;
        self.jobs.push(Job { id: self.next, request, reading });
    }

    /// Stops reading a file.
    pub(super) fn cancel(&mut self, id: u64) {
        self.jobs.retain(|job| job.id != id);
    }

    /// The files that have arrived, one at a time.
    pub(super) fn take_ready(&mut self) -> Option<(Request, Result<Loaded, ReadError>)> {
        let (at, result) = self.jobs.iter_mut().enumerate().find_map(|(i, job)| match &mut job.reading {
            Ok(reading) => reading.try_result().map(|result| (i, result)),
            Err(why) => Some((i, Err(std::io::Error::new(why.kind(), why.to_string()).into()))),
        })?;
        Some((self.jobs.remove(at).request, result))
    }

    /// Whether a file that was asked for together with others is still on its way.
    pub(super) fn is_waiting_for(&self, batch: u64) -> bool {
        self.jobs.iter().any(|job| job.request.batch == Some(batch))
    }

    /// A number for files that are asked for together.
    pub(super) fn new_batch(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// What a session was read from, to look at beside it.
    pub(super) fn originals(&self, session: &Session, options: &Options, ctx: &Context) -> Vec<Original> {
        let draw = |bytes: &Arc<[u8]>| Some(self.reader().ok()?.pictures(bytes.clone(), options, wake(ctx)));
        let original = |file: &SourceFile| Original {
            name: name(&file.path),
            document: file.document.clone(),
            pictures: file.bytes.as_ref().and_then(draw),
        };
        session.files().iter().map(original).collect()
    }
}

/// Draws a frame when something has arrived.
fn wake(ctx: &Context) -> Wake {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

/// The endings of the files that a dialog offers and that are looked for in a folder. What a file is, its content
/// tells.
const ENDINGS: &[&str] =
    &["pdf", "xlsx", "xls", "et", "ods", "docx", "doc", "wps", "html", "htm", "csv", "txt", "text", "md", "json"];

/// More files in a folder than this are no disclosure of one agency; opening all of them would be a surprise.
const MOST_FILES: usize = 60;

/// The files of a folder (not of the folders in it) that may be disclosures, by name; a file is itself. The
/// second says that there are more.
pub(super) fn files_in(path: PathBuf) -> (Vec<PathBuf>, bool) {
    let Some(entries) = path.is_dir().then(|| std::fs::read_dir(&path).ok()).flatten() else {
        return (vec![path], false);
    };
    let known = |path: &PathBuf| {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        ENDINGS.contains(&ending.as_str()) && path.is_file() && !name(path).starts_with(['.', '~'])
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(known).collect();
    files.sort();
    let more = files.len() > MOST_FILES;
    files.truncate(MOST_FILES);
    (files, more)
}

/// A file's name without folders.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What a system dialog was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Open,
    OpenFolder,
    Save(super::workspace::DocId),
    Export(Format),
    /// A file with rules of one's own.
    Rules,
    /// A folder to check.
    Batch,
    /// The summary of a batch.
    BatchSummary,
    /// The folder for the reports of a batch.
    BatchReports,
    /// Something of a comparison, by its ending.
    Compare(&'static str),
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
                    .add_filter("公开文件（PDF、Excel、Word、WPS、网页、文本）", ENDINGS)
                    .add_filter("PDF", &["pdf"])
                    .add_filter("Excel、WPS 表格", &["xlsx", "xls", "et", "ods", "csv"])
                    .add_filter("Word、WPS 文字", &["docx", "doc", "wps"])
                    .add_filter("网页", &["html", "htm"])
                    .add_filter("文本", &["txt", "text", "md"])
                    .add_filter("本程序的文件", &["json"])
                    .add_filter("所有文件", &["*"])
                    .pick_files(),
                Purpose::OpenFolder => {
                    dialog.set_title("打开文件夹里的全部公开文件").pick_folder().map(|path| vec![path])
                }
                Purpose::Batch => dialog.set_title("批量核对文件夹").pick_folder().map(|path| vec![path]),
                Purpose::BatchReports => dialog.set_title("把报告写进哪个文件夹").pick_folder().map(|path| vec![path]),
                Purpose::BatchSummary => dialog
                    .set_title("保存汇总表")
                    .add_filter("Excel 工作簿", &["xlsx"])
                    .add_filter("网页", &["html"])
                    .add_filter("CSV", &["csv"])
                    .set_file_name(file)
                    .save_file()
                    .map(|path| vec![path]),
                Purpose::Export(format) => dialog
                    .set_title("导出核对报告")
                    .add_filter("核对报告", &[format.extension()])
                    .set_file_name(file)
                    .save_file()
                    .map(|path| vec![path]),
                Purpose::Compare(ending) => dialog
                    .set_title("导出对比")
                    .add_filter(ending, &[ending])
                    .set_file_name(file)
                    .save_file()
                    .map(|path| vec![path]),
                Purpose::Rules => {
                    dialog.set_title("载入规则文件").add_filter("所有文件", &["*"]).pick_file().map(|path| vec![path])
                }
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
