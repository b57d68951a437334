//! What is wished for of a batch, carried out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::run::{Order, Run};
use super::{Ask, Wish};
use crate::app::dialogs::Dialog;
use crate::app::loading::{Picked, Picking, Request};
use crate::app::rule_file;
use crate::app::shell::{Notice, Shell};
use crate::app::workspace::Tab;
use crate::batch::{Settings, cores, find, reports, summary};
use crate::read::Options;
use crate::report::Format;
use crate::write::atomic;

impl Shell {
    /// Carries out a wish.
    pub(in crate::app) fn batch(&mut self, wish: Wish, ctx: &Context) {
        match wish {
            Wish::AskFolder => self.ask_batch(),
            Wish::AskSummary => {
                if let Some(run) = &self.batch.run {
                    let suggested = run.order.folder.join(format!("{}.xlsx", find::SUMMARY));
                    self.dialog = Some(Dialog::Batch(Box::new(Ask::summary(suggested))));
                }
            }
            Wish::AskReports => {
                if let Some(run) = &self.batch.run {
                    let order = Order { reports: None, ..run.order.clone() };
                    let suggested = order.folder.join("核对报告");
                    self.dialog = Some(Dialog::Batch(Box::new(Ask::reports(order, suggested))));
                }
            }
            Wish::Browse(ask) => {
                self.picking = Some(Picking::start(ask.purpose(), &ask.path(), ctx));
                self.batch.asked = Some(ask);
            }
            Wish::Start(order) => self.start_batch(order, ctx),
            Wish::Cancel => {
                if let Some(run) = &self.batch.run {
                    run.cancel();
                }
            }
            Wish::SaveSummary(path) => self.save_summary(path, ctx),
            Wish::Open(files) => self.open_line(files, ctx),
        }
    }

    /// Asks which folder is to be checked.
    fn ask_batch(&mut self) {
        let before = self.batch.run.as_ref().map(|run| (run.order.folder.clone(), run.order.recursive));
        let near = || self.recent.paths().first().and_then(|path| path.parent()).map(Path::to_owned);
        let (folder, recursive) = before.unwrap_or_else(|| (near().unwrap_or_default(), false));
        self.dialog = Some(Dialog::Batch(Box::new(Ask::folder(folder, recursive))));
    }

    /// What the system's dialog gave; without one the question is asked again.
    pub(in crate::app) fn batch_picked(&mut self, picked: Picked, ctx: &Context) {
        let Some(ask) = self.batch.asked.take() else { return };
        let path = match picked {
            Picked::Paths(paths) => paths.into_iter().next(),
            Picked::NoDialog => None,
            Picked::Cancelled => return,
        };
        // Where the system's dialog has asked everything, nothing more is asked.
        let is_chosen = path.is_some();
        let ask = ask.again(path);
        match ask.wish() {
            Some(wish) if is_chosen => self.batch(wish, ctx),
            _ => self.dialog = Some(Dialog::Batch(Box::new(ask))),
        }
    }

    fn start_batch(&mut self, order: Order, ctx: &Context) {
        let reader = match self.loader.reader() {
            Ok(reader) => reader,
            Err(cause) => {
                self.notice = Notice::problem(format!("程序找不到自己，不能读文件：{cause}。请重新启动。"));
                return;
            }
        };
        // One core is left to the window.
        let jobs = cores().saturating_sub(1).max(1);
        let rules = self.workspace.rules().clone();
        let file = self.settings.rules.clone().map(|path| (path, rule_file::summary(&rules)));
        let settings = Settings { reader, options: Options::default(), rules, jobs, stop: Arc::default() };
        self.batch.selected = None;
        // The last one stops before the new one begins.
        self.batch.run = None;
        self.batch.run = Some(Run::start(order, file, settings, ctx));
        self.workspace.show(Tab::Batch);
    }

    /// What the thread has said; a batch whose tab was closed is over.
    pub(in crate::app) fn receive_batch(&mut self) {
        if !self.workspace.tabs.contains(&Tab::Batch) {
            self.batch.run = None;
        }
        if let Some(run) = &mut self.batch.run {
            let selected = self.batch.selected.and_then(|at| run.shown.get(at)).map(|line| line.files.clone());
            run.receive();
            // Lines come in between; the same one stays selected.
            self.batch.selected = selected.and_then(|files| run.shown.iter().position(|line| line.files == files));
        }
    }

    fn save_summary(&mut self, path: PathBuf, ctx: &Context) {
        let Some(run) = &self.batch.run else { return };
        let rows = run.rows();
        let files: Vec<PathBuf> = run.shown.iter().flat_map(|line| line.files.iter().cloned()).collect();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let format = match ending.as_str() {
            "xlsx" => Format::Xlsx,
            "html" | "htm" => Format::Html,
            _ => Format::Csv,
        };
        self.exporter.start("汇总表", path.clone(), ctx, move || {
            reports::not_an_input(&path, &files).map_err(|e| e.to_string())?;
            let bytes = summary::write(&rows, format).map_err(|e| e.to_string())?;
            atomic::save(&path, &bytes).map_err(|e| e.to_string())
        });
    }

    /// Opens the files of a line as one document, or shows it where it is open.
    fn open_line(&mut self, files: Vec<PathBuf>, ctx: &Context) {
        let open = |first: &PathBuf| self.workspace.documents.iter().find(|d| d.session.is_source(first)).map(|d| d.id);
        if let Some(id) = files.first().and_then(open) {
            let tab = self.workspace.tabs.iter().find(|tab| tab.document() == Some(id)).copied();
            self.workspace.show(tab.unwrap_or(Tab::Table(id, 0)));
            return;
        }
        let batch = (files.len() > 1).then(|| self.loader.new_batch());
        for path in files {
            self.loader.start(Request { batch, ..Request::new(path) }, ctx);
        }
    }
}
