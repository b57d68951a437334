//! Exporting a report: the question in which form and where, and the thread that writes it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, TryRecvError};

use egui::{Context, RadioButton, RichText, Ui};

use super::action::Action;
use super::dialogs::{Answer, Dialog, PathField};
use super::loading::{Picking, Purpose, name};
use super::paint;
use super::shell::{Notice, Shell};
use super::theme::Palette;
use super::workspace::DocId;
use crate::report::{self, Format};
use crate::write::atomic;

/// The formats that are offered, with what they are good for.
const FORMATS: &[(Format, &str, &str)] = &[
    (Format::Html, "网页", "一个文件，浏览器打开，可打印存档"),
    (Format::Docx, "Word 文档", "可修改、可归档的正式报告"),
    (Format::Xlsx, "Excel 工作簿", "逐条列出，可筛选、可排序"),
    (Format::Pdf, "带批注的 PDF", "在 PDF 原文上框出每一处，原文件不动"),
    (Format::Csv, "CSV", "每条发现一行"),
    (Format::Json, "JSON", "供别的程序处理"),
];

/// What is to be written: which document, in which form, on which of its files (for a PDF), and where.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Order {
    pub(super) id: DocId,
    pub(super) format: Format,
    pub(super) file: usize,
    pub(super) path: PathBuf,
}

/// The question.
pub(super) struct Export {
    order: Order,
    place: PathField,
}

/// What is being written, and what was chosen before the system's dialog opened.
#[derive(Default)]
pub(super) struct Exporter {
    asked: Option<Order>,
    jobs: Vec<Job>,
}

/// Something that is being written: what, where, and how it went.
struct Job {
    what: &'static str,
    path: PathBuf,
    result: Receiver<Result<(), String>>,
}

impl Exporter {
    /// What is being written: what it is, and its name.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        self.jobs.iter().map(|job| (job.what, name(&job.path)))
    }

    /// Writes a file in a thread.
    pub(super) fn start(
        &mut self,
        what: &'static str,
        path: PathBuf,
        ctx: &Context,
        write: impl FnOnce() -> Result<(), String> + Send + 'static,
    ) {
        let (sender, result) = mpsc::channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            // Nobody listens where the window is closed.
            let _ = sender.send(write());
            ctx.request_repaint();
        });
        self.jobs.push(Job { what, path, result });
    }
}

impl Export {
    fn new(order: Order) -> Self {
        Self { place: PathField::new(&order.path), order }
    }

    /// Draws the question; whether it stays.
    pub(super) fn ui(&mut self, ui: &mut Ui, shell: &Shell, actions: &mut Vec<Action>) -> bool {
        paint::bold_label(ui, "导出核对报告", 16.0);
        let before = (self.order.format, self.order.file);
        self.formats(ui, shell);
        if (self.order.format, self.order.file) != before {
            self.place.suggest(&suggested(shell, &self.order));
        }
        self.place.ui(ui, "文件的完整路径");
        let target = self.place.path_ending(self.order.format.extension());
        let answer = self.place.answer(ui, "导出", true, target, Path::exists);
        let order = |path| Order { path, ..self.order.clone() };
        let typed = self.place.path().unwrap_or_default();
        let is_open = answer.is_none();
        actions.extend(match answer {
            Some(Answer::Go(path)) => Some(Action::Export(order(path))),
            Some(Answer::Browse) => Some(Action::BrowseExport(order(typed))),
            Some(Answer::Cancel) | None => None,
        });
        is_open
    }

    fn formats(&mut self, ui: &mut Ui, shell: &Shell) {
        let p = Palette::of(ui.ctx());
        let pdfs = pdfs(shell, self.order.id);
        for (format, title, what) in FORMATS {
            let possible = *format != Format::Pdf || !pdfs.is_empty();
            ui.horizontal(|ui| {
                let radio = ui.add_enabled(possible, RadioButton::new(self.order.format == *format, *title));
                if radio.on_disabled_hover_text("打开的不是 PDF，没有原文可以加批注。").clicked() {
                    self.order.format = *format;
                    self.order.file = pdfs.first().map_or(0, |(file, _)| *file);
                }
                ui.label(RichText::new(*what).size(12.5).color(p.weak));
            });
        }
        if self.order.format == Format::Pdf && pdfs.len() > 1 {
            ui.label("在哪一个文件上加批注：");
            for (file, name) in pdfs {
                ui.radio_value(&mut self.order.file, file, name);
            }
        }
    }
}

/// The files of a document that are PDF, with their numbers.
fn pdfs(shell: &Shell, id: DocId) -> Vec<(usize, String)> {
    let Some(document) = shell.workspace.document(id) else { return Vec::new() };
    let files = document.session.files().iter().enumerate();
    files.filter(|(_, file)| file.bytes.is_some()).map(|(i, file)| (i, name(&file.path))).collect()
}

/// Beside the source, under its name.
fn suggested(shell: &Shell, order: &Order) -> PathBuf {
    let Some(document) = shell.workspace.document(order.id) else { return PathBuf::new() };
    let session = &document.session;
    let marked = session.files().get(order.file).filter(|_| order.format == Format::Pdf);
    let source = marked.map_or_else(|| session.suggested_path(), |file| file.path.clone());
    let stem = source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let what = if order.format == Format::Pdf { "批注" } else { "核对报告" };
    source.with_file_name(format!("{stem}-{what}.{}", order.format.extension()))
}

impl Shell {
    /// Asks in which form and where the report of the current document is to be written.
    pub(super) fn ask_export(&mut self) {
        let Some(id) = self.workspace.current().map(|d| d.id) else { return };
        let mut order = Order { id, format: Format::Html, file: 0, path: PathBuf::new() };
        order.path = suggested(self, &order);
        self.dialog = Some(Dialog::Export(Export::new(order)));
    }

    /// Chooses the place with the system's dialog.
    pub(super) fn browse_export(&mut self, order: Order, ctx: &Context) {
        self.picking = Some(Picking::start(Purpose::Export(order.format), &order.path, ctx));
        self.exporter.asked = Some(order);
    }

    /// What the system's dialog gave; without one the question is asked again.
    pub(super) fn export_picked(&mut self, path: Option<PathBuf>, ctx: &Context) {
        match (self.exporter.asked.take(), path) {
            (Some(order), Some(path)) => self.export(Order { path, ..order }, ctx),
            (Some(order), None) => {
                let export = Export::new(order);
                self.dialog = Some(Dialog::Export(Export { place: export.place.again(None), ..export }));
            }
            (None, _) => {}
        }
    }

    /// Writes the report in a thread.
    pub(super) fn export(&mut self, order: Order, ctx: &Context) {
        let Some(document) = self.workspace.document(order.id) else { return };
        let Order { format, file, path, .. } = order;
        if document.session.is_source(&path) {
            self.notice = Notice::problem(format!("“{}”是打开的文件，不会被改写；请换个文件名。", name(&path)));
            return;
        }
        let report = document.session.report();
        let bytes = document.session.files().get(file).and_then(|file| file.bytes.clone());
        let reader = self.loader.reader();
        self.exporter.start("核对报告", path.clone(), ctx, move || {
            let made = match (format, bytes, reader) {
                (Format::Pdf, Some(bytes), Ok(reader)) => {
                    let file = u32::try_from(file).unwrap_or_default();
                    report::annotated(&report, &reader, file, &bytes)
                }
                (Format::Pdf, Some(_), Err(cause)) => Err(crate::read::ReadError::from(cause).into()),
                _ => report::write(&report, format),
            };
            made.map_err(|e| e.to_string()).and_then(|bytes| save(&path, &bytes))
        });
    }

    /// Says what became of the reports that were being written.
    pub(super) fn receive_exports(&mut self) {
        let mut done = Vec::new();
        self.exporter.jobs.retain(|Job { what, path, result }| match result.try_recv() {
            Err(TryRecvError::Empty) => true,
            Ok(result) => {
                done.push((*what, name(path), result));
                false
            }
            Err(TryRecvError::Disconnected) => {
                done.push((*what, name(path), Err("写的时候出了意外，没有写完：请换一种格式再试。".to_owned())));
                false
            }
        });
        for (what, name, result) in done {
            self.notice = match result {
                Ok(()) => Notice::remark(format!("{what}已写到“{name}”。")),
                Err(why) => Notice::problem(format!("“{name}”没有写出：{why}")),
            };
        }
    }
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    atomic::save(path, bytes).map_err(|e| e.to_string())
}
