//! Files that were asked for and arrive: passwords, batches that are one disclosure, taking them apart.

use std::path::PathBuf;

use egui::Context;

use super::action::Action;
use super::dialogs::Dialog;
use super::loading::{Picked, Picking, Purpose, Request, files_in, name};
use super::shell::{Notice, Shell};
use super::workspace::DocId;
use crate::read::{self, Opened, ReadError, isolated::Loaded};
use crate::session::Session;

impl Shell {
    /// Begins to open files and the files of folders.
    pub(super) fn open_all(&mut self, paths: Vec<PathBuf>, ctx: &Context) {
        let mut all = Vec::new();
        for path in paths {
            let (files, more) = files_in(path.clone());
            let folder = name(&path);
            if files.is_empty() {
                self.notice = Notice::problem(format!("文件夹“{folder}”里没有能打开的公开文件；请选择别的文件夹。"));
            } else if more {
                let count = files.len();
                self.notice =
                    Notice::problem(format!("文件夹“{folder}”里的文件太多，只打开了前 {count} 个；其余的请分批打开。"));
            }
            all.extend(files);
        }
        let batch = (all.len() > 1).then(|| self.loader.new_batch());
        for path in all {
            self.loader.start(Request { batch, ..Request::new(path) }, ctx);
        }
    }

    /// What threads have finished: files, dialogs, dropped files.
    pub(super) fn receive(&mut self, ctx: &Context) {
        let dropped = ctx.input(|i| i.raw.dropped_files.clone());
        self.open_all(dropped.iter().map(|file| file.path().to_owned()).collect(), ctx);
        while let Some((request, result)) = self.loader.take_ready() {
            match result {
                Ok(loaded) => self.arrived(request, loaded, ctx),
                Err(ReadError::NeedsPassword) => self.locked.push_back((request, false)),
                Err(ReadError::WrongPassword) => self.locked.push_back((request, true)),
                Err(why) => self.notice = Notice::problem(format!("“{}”{why}", name(&request.path))),
            }
        }
        self.show_batches(ctx);
        self.receive_exports();
        self.receive_batch();
        if self.dialog.is_none()
            && let Some((request, wrong)) = self.locked.pop_front()
        {
            self.dialog = Some(Dialog::password(request, wrong));
        }
        let Some(picked) = self.picking.as_ref().and_then(Picking::poll) else { return };
        let Some(Picking { purpose, .. }) = self.picking.take() else { return };
        match (picked, purpose) {
            (picked, Purpose::Batch | Purpose::BatchSummary | Purpose::BatchReports) => self.batch_picked(picked, ctx),
            (picked, Purpose::Compare(_)) => self.compare_picked(picked, ctx),
            (Picked::Cancelled, _) => self.after_save = None,
            (Picked::NoDialog, Purpose::Open | Purpose::OpenFolder) => self.dialog = Some(Dialog::open_path(true)),
            (Picked::NoDialog, Purpose::Export(_)) => self.export_picked(None, ctx),
            (Picked::Paths(paths), Purpose::Export(_)) => self.export_picked(paths.into_iter().next(), ctx),
            (Picked::NoDialog, Purpose::Save(id)) => self.ask_where_to_save(id, true),
            (Picked::Paths(paths), Purpose::Open | Purpose::OpenFolder) => self.open_all(paths, ctx),
            (Picked::NoDialog, Purpose::Rules) => self.ask_rules(Vec::new(), None),
            (Picked::Paths(paths), Purpose::Rules) => {
                if let Some(path) = paths.into_iter().next() {
                    self.load_rules(path);
                }
            }
            (Picked::Paths(paths), Purpose::Save(id)) => {
                if let Some(path) = paths.into_iter().next() {
                    self.run(Action::SaveTo(id, path), ctx);
                }
            }
        }
    }

    /// Takes in a file that was read; one that was asked for together with others waits for them.
    pub(super) fn arrived(&mut self, request: Request, loaded: Loaded, ctx: &Context) {
        self.recent.add(&request.path);
        let replaced = request.replaces.filter(|id| self.workspace.document(*id).is_some());
        if let Some(id) = replaced {
            let session = Session::of_loaded(loaded, &request.path);
            let files = self.loader.originals(&session, &request.options, ctx);
            self.workspace.replace(id, session, files);
        } else if request.batch.is_some() {
            self.waiting.push((request, loaded));
        } else {
            self.show_files(vec![(request, loaded)], ctx);
        }
    }

    /// Shows the files that were waiting for each other, once all of them are there: those that belong together as
    /// one disclosure.
    pub(super) fn show_batches(&mut self, ctx: &Context) {
        let is_complete =
            |(request, _): &mut (Request, Loaded)| request.batch.is_none_or(|batch| !self.loader.is_waiting_for(batch));
        let mut ready: Vec<(Request, Loaded)> = self.waiting.extract_if(.., is_complete).collect();
        // In the order of their names: the text is named before the tables in a folder and in the source.
        ready.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        let opened: Vec<&Opened> = ready.iter().map(|(_, loaded)| &loaded.opened).collect();
        let groups = read::join::groups(&opened);
        let mut ready: Vec<Option<(Request, Loaded)>> = ready.into_iter().map(Some).collect();
        for group in groups {
            let files = group.into_iter().filter_map(|i| ready.get_mut(i)?.take()).collect();
            self.show_files(files, ctx);
        }
    }

    pub(super) fn show_files(&mut self, files: Vec<(Request, Loaded)>, ctx: &Context) {
        let Some(options) = files.first().map(|(request, _)| request.options.clone()) else { return };
        let names: Vec<String> = files.iter().map(|(request, _)| name(&request.path)).collect();
        let session = Session::of_files(files.into_iter().map(|(request, loaded)| (request.path, loaded)).collect());
        let has_tables = !session.disclosure().tables.is_empty();
        let originals = self.loader.originals(&session, &options, ctx);
        let id = self.workspace.add(session, originals);
        if names.len() > 1 {
            self.joined = Some((id, names.join("”“")));
        }
        if !has_tables {
            let what = "里没有认出表格，只能看文字；如果表格是图片，请先转成文字再打开。";
            self.notice = Notice::problem(format!("“{}”{what}", names.join("”“")));
        }
        self.offer_layouts();
    }

    /// Opens the files of a disclosure each by itself.
    pub(super) fn separate(&mut self, id: DocId, ctx: &Context) {
        let Some(document) = self.workspace.document(id) else { return };
        let files: Vec<PathBuf> = document.session.files().iter().map(|file| file.path.clone()).collect();
        self.forget(id);
        files.into_iter().for_each(|file| self.open(file, ctx));
    }
}
