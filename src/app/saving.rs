//! Saving, closing and ending the program, with the questions about what no file has.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use super::action::Action;
use super::dialogs::Dialog;
use super::grid::{Input, Step, Typing};
use super::loading::name;
use super::shell::{Notice, Shell};
use super::workspace::DocId;

impl Shell {
    pub(super) fn save(&mut self, id: DocId, ctx: &Context) {
        let Some(document) = self.workspace.document(id) else { return };
        match document.session.path().map(ToOwned::to_owned) {
            Some(path) => self.run(Action::SaveTo(id, path), ctx),
            None => self.ask_where_to_save(id, false),
        }
    }

    /// Text that is still being typed belongs to what is saved.
    pub(super) fn finish_typing(&mut self) {
        let Some((view, session)) = self.workspace.grid() else { return };
        if view.typing != Typing::Not {
            let reply = view.run(Input::Commit(Step::By(0, 0)), session);
            if let Some(why) = reply.notice {
                self.notice = Notice::problem(why);
            }
        }
    }

    pub(super) fn ask_where_to_save(&mut self, id: DocId, without_dialog: bool) {
        if let Some(document) = self.workspace.document(id) {
            self.dialog = Some(Dialog::save_as(id, &document.session.suggested_path(), without_dialog));
        }
    }

    pub(super) fn save_to(&mut self, id: DocId, path: PathBuf) -> bool {
        let Some(document) = self.workspace.document_mut(id) else { return false };
        match document.session.save_as(&path) {
            Ok(()) => {
                self.recent.add(&path);
                self.notice = Notice::remark(format!("已保存到“{}”。", name(&path)));
                true
            }
            Err(why) => {
                self.notice = Notice::problem(why.to_string());
                false
            }
        }
    }

    pub(super) fn close(&mut self, id: DocId) {
        let Some(document) = self.workspace.document(id) else { return };
        if document.session.is_dirty() {
            self.dialog = Some(Dialog::Close(id));
        } else {
            self.forget(id);
            self.notice = None;
        }
    }

    /// Closes a document and what the panels keep of it.
    pub(super) fn forget(&mut self, id: DocId) {
        self.source.close(id);
        self.notices.close(id);
        self.joined.take_if(|(of, _)| *of == id);
        self.offer.take_if(|(of, ..)| *of == id);
        self.workspace.close(id);
    }

    /// Called when the window is to be closed: whether it may be.
    pub(super) fn asked_to_quit(&mut self) -> bool {
        self.finish_typing();
        if self.may_quit || self.dirty().is_empty() {
            return true;
        }
        self.dialog = Some(Dialog::Quit);
        false
    }

    pub(super) fn quit(&mut self, ctx: &Context) {
        self.may_quit = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    /// Saves one document after the other; each that has no file yet asks for one first.
    pub(super) fn save_all_and_quit(&mut self, ctx: &Context) {
        match self.dirty().first() {
            Some(id) => {
                self.after_save = Some(Action::SaveAllAndQuit);
                self.save(*id, ctx);
            }
            None => self.quit(ctx),
        }
    }
}
