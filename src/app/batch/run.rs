//! A batch on its way: the thread that goes through the files, and what has come of it so far.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};

use egui::Context;

use super::sort::Sort;
use crate::batch::{
    self, Event, Row, Settings, Spool, Unit, find,
    reports::{Folder, Maker, Piece},
};
use crate::read::ReadError;
use crate::report::{Format, Report};

/// What is to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Order {
    pub folder: PathBuf,
    /// Also the folders in it.
    pub recursive: bool,
    /// A report for each is written in this form into this folder.
    pub reports: Option<(Format, PathBuf)>,
}

/// One line of the table with the files behind it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub files: Vec<PathBuf>,
    pub row: Row,
}

/// What the thread says.
enum Message {
    Progress {
        done: usize,
        of: usize,
        file: PathBuf,
    },
    Line(Line),
    /// A report was written, or not.
    Written(Result<(), String>),
    /// It is over: whether it came to the end, or why it could not begin.
    End(Result<bool, String>),
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// Files of the folder are looked up.
    Listing,
    Going {
        done: usize,
        of: usize,
        file: PathBuf,
    },
    Done,
    Cancelled,
    /// Why there is nothing to check.
    Failed(String),
}

/// The batch that is shown. Dropping it stops it.
pub(super) struct Run {
    pub order: Order,
    /// The rule file by which it is checked, and what is in it.
    pub rules: Option<(PathBuf, String)>,
    pub stage: Stage,
    /// Reports that were written.
    pub written: usize,
    /// Reports that were not, and why.
    pub unwritten: Vec<String>,
    /// By the first of their files. Lines of files that turn out to be parts of one disclosure go.
    lines: BTreeMap<PathBuf, Arc<Line>>,
    /// In the order in which they are shown.
    pub shown: Vec<Arc<Line>>,
    pub total: Total,
    pub sort: Sort,
    cancel: Arc<AtomicBool>,
    messages: Receiver<Message>,
}

impl Drop for Run {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl Run {
    pub(super) fn start(order: Order, rules: Option<(PathBuf, String)>, settings: Settings, ctx: &Context) -> Self {
        let (sender, messages) = mpsc::channel();
        let cancel = Arc::new(AtomicBool::new(false));
        let (ctx, stop, asked) = (ctx.clone(), Arc::clone(&cancel), order.clone());
        std::thread::spawn(move || {
            let tell = |message| {
                // Nobody listens where the tab is closed.
                let _ = sender.send(message);
                ctx.request_repaint();
            };
            let end = run(&asked, &settings, &stop, &tell);
            tell(Message::End(end));
        });
        Self {
            order,
            rules,
            stage: Stage::Listing,
            written: 0,
            unwritten: Vec::new(),
            lines: BTreeMap::new(),
            shown: Vec::new(),
            total: Total::default(),
            sort: Sort::default(),
            cancel,
            messages,
        }
    }

    /// Begins nothing more.
    pub(super) fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_cancelling(&self) -> bool {
        self.is_going() && self.cancel.load(Ordering::Relaxed)
    }

    pub(super) fn is_going(&self) -> bool {
        matches!(self.stage, Stage::Listing | Stage::Going { .. })
    }

    /// Takes what the thread has said since the last frame.
    pub(super) fn receive(&mut self) {
        let mut changed = false;
        while let Ok(message) = self.messages.try_recv() {
            match message {
                Message::Progress { done, of, file } => self.stage = Stage::Going { done, of, file },
                Message::Line(line) => {
                    let mut files = line.files.iter();
                    if let Some(first) = files.next() {
                        files.for_each(|part| drop(self.lines.remove(part)));
                        self.lines.insert(first.clone(), Arc::new(line));
                        changed = true;
                    }
                }
                Message::Written(Ok(())) => self.written += 1,
                Message::Written(Err(why)) => self.unwritten.push(why),
                Message::End(Ok(true)) => self.stage = Stage::Done,
                Message::End(Ok(false)) => self.stage = Stage::Cancelled,
                Message::End(Err(why)) => self.stage = Stage::Failed(why),
            }
        }
        if changed {
            self.arrange();
        }
    }

    /// Sorts what is shown.
    pub(super) fn arrange(&mut self) {
        self.shown = self.lines.values().cloned().collect();
        self.sort.apply(&mut self.shown);
        self.total = Total::of(&self.shown);
    }

    /// The rows as they are shown.
    pub(super) fn rows(&self) -> Vec<Row> {
        self.shown.iter().map(|line| line.row.clone()).collect()
    }
}

/// The sums under the table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Total {
    pub clean: usize,
    pub bad: usize,
    pub failed: usize,
    pub tally: crate::check::Tally,
    pub unchecked: usize,
}

impl Total {
    fn of(lines: &[Arc<Line>]) -> Self {
        let mut total = Self::default();
        for row in lines.iter().map(|line| &line.row) {
            match row.tally.errors + row.tally.missing {
                _ if row.failed.is_some() => total.failed += 1,
                0 => total.clean += 1,
                _ => total.bad += 1,
            }
            total.tally.errors += row.tally.errors;
            total.tally.missing += row.tally.missing;
            total.tally.warnings += row.tally.warnings;
            total.tally.hints += row.tally.hints;
            total.unchecked += row.unchecked;
        }
        total
    }
}

/// Goes through the files of a folder; whether it came to the end.
fn run(order: &Order, settings: &Settings, cancel: &AtomicBool, tell: &dyn Fn(Message)) -> Result<bool, String> {
    let units = units(order)?;
    let files: Vec<PathBuf> = units.iter().flat_map(|unit| unit.files.iter().cloned()).collect();
    if files.is_empty() {
        return Err("这个文件夹里没有文件。请选择放着公开文件的文件夹".to_owned()
            + if order.recursive { "。" } else { "，或勾选“包括里面的文件夹”。" });
    }
    let Some((format, to)) = &order.reports else {
        let mut rows = |event: Event<'_, ()>| drop(said(event, order, tell));
        return Ok(batch::run(&units, settings, cancel, &|_, _| (), &mut rows));
    };
    let spool = Spool::new().map_err(|cause| format!("没有地方放临时文件：{cause}。请检查磁盘空间。"))?;
    let mut folder = Folder::new(to, *format, &files).map_err(|e| e.to_string())?;
    let maker = Maker { format: *format, all: true, reader: &settings.reader, spool: &spool };
    let make = |report: &Report, paths: &[PathBuf]| maker.make(report, paths);
    let mut rows = Vec::new();
    let complete = batch::run(&units, settings, cancel, &make, &mut |event: Event<'_, Vec<Piece>>| {
        if let Some((row, pieces)) = said(event, order, tell) {
            rows.push(row);
            for piece in pieces.into_iter().flatten() {
                tell(Message::Written(folder.put(piece, &spool).map_err(|e| e.to_string())));
            }
        }
    });
    if !cancel.load(Ordering::Relaxed) {
        folder.summary(&rows).iter().for_each(|error| tell(Message::Written(Err(error.to_string()))));
    }
    Ok(complete)
}

/// The files of each folder, of which several may make one disclosure.
fn units(order: &Order) -> Result<Vec<Unit>, String> {
    let unreadable = |cause: std::io::Error| format!("文件夹“{}”{}", order.folder.display(), ReadError::from(cause));
    let folders =
        if order.recursive { find::folders(&order.folder).map_err(unreadable)? } else { vec![order.folder.clone()] };
    let mut units = Vec::new();
    for folder in folders {
        units.push(Unit { files: find::files(&folder).map_err(unreadable)?, joined: true });
    }
    Ok(units)
}

/// Tells the window of an event; what is final of it is given back.
fn said<T>(event: Event<'_, T>, order: &Order, tell: &dyn Fn(Message)) -> Option<(Row, Option<T>)> {
    let shown = |path: &Path| path.strip_prefix(&order.folder).unwrap_or(path).display().to_string();
    let failed = |file: &Path, cause: &dyn std::fmt::Display| Row::failed(shown(file), cause.to_string());
    let line = |files: Vec<PathBuf>, mut row: Row| {
        row.file = files.iter().map(|file| shown(file)).collect::<Vec<_>>().join(" + ");
        tell(Message::Line(Line { files, row: row.clone() }));
        row
    };
    match event {
        Event::Progress { done, of, file, seen } => {
            tell(Message::Progress { done, of, file: file.to_owned() });
            match seen {
                Some(Ok(row)) => drop(line(vec![file.to_owned()], row.clone())),
                Some(Err(cause)) => drop(line(vec![file.to_owned()], failed(file, cause))),
                None => {}
            }
            None
        }
        Event::Checked { files, row, made } => Some((line(files, row), Some(made))),
        Event::Failed { file, cause } => {
            let row = failed(&file, &cause);
            Some((line(vec![file], row), None))
        }
    }
}
