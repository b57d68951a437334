//! The compare view in the window: the tab, its side, and what is wished for of it.

use egui::{Context, Frame, Panel, Ui};

use super::{Ask, Open, What, Wish, side_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::dialogs::Dialog;
use crate::app::loading::{Picked, Picking, name};
use crate::app::shell::{Notice, Shell};
use crate::app::theme::Palette;
use crate::app::workspace::{Document, Tab};
use crate::compare::Order;
use crate::write::atomic;

/// The documents as the compare view sees them.
fn open(documents: &[Document]) -> Vec<Open<'_>> {
    documents.iter().map(|d| Open::of(d.id, &d.session)).collect()
}

impl Shell {
    /// Shows the compare view, of what is like the document that is worked on.
    pub(in crate::app) fn show_compare(&mut self) {
        if let Some(document) = self.workspace.current()
            && self.workspace.tab() != Some(Tab::Compare)
        {
            self.compare.start_from(document.id);
        }
        self.workspace.show(Tab::Compare);
    }

    /// Shows it by year or by agency.
    pub(in crate::app) fn compare_by(&mut self, order: Order) {
        self.show_compare();
        self.compare.choose(order, &mut self.settings);
    }

    /// Draws the tab.
    pub(in crate::app) fn compare_tab(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let is_menu_open = egui::Popup::is_any_open(ui.ctx());
        let free = self.dialog.is_none() && !is_menu_open && ui.memory(|m| m.focused().is_none());
        let open = open(&self.workspace.documents);
        super::ui(ui, &mut self.compare, &open, &mut self.settings, free, actions);
    }

    /// Draws its side.
    pub(in crate::app) fn compare_side(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let open = open(&self.workspace.documents);
        self.compare.follow(&open, ui.ctx());
        if !self.settings.findings || !super::side::has_something(&self.compare) {
            return;
        }
        let p = Palette::of(ui.ctx());
        // Chart and table need their room more.
        let most = (ui.available_width() * 0.4).max(200.0);
        let shown = Panel::right("compare-side")
            .frame(Frame::NONE.fill(p.paper))
            .default_size(self.settings.compare_side.min(most))
            .size_range(200.0..=most)
            .show(ui, |ui| side_ui(ui, &mut self.compare, &open, &mut self.settings, actions));
        self.settings.compare_side = shown.response.rect.width();
    }

    /// Copies or selects in the table.
    pub(in crate::app) fn compare_block(&mut self, command: Command, ctx: &Context) {
        match command {
            Command::SelectAll => self.compare.select_all(),
            _ => {
                if let Some(text) = self.compare.copied() {
                    ctx.copy_text(text);
                }
            }
        }
    }

    /// Carries out a wish.
    pub(in crate::app) fn compare(&mut self, wish: Wish, ctx: &Context) {
        match wish {
            Wish::Ask(what) => self.ask_compare(what),
            Wish::Browse(ask) => {
                let path = ask.path().unwrap_or_default();
                self.picking = Some(Picking::start(ask.purpose(), &path, ctx));
                self.compare.asked = Some(ask);
            }
            Wish::Write(ask) => self.write_compare(ask, ctx),
            Wish::CopyPicture => match self.compare.copied_picture() {
                Some(image) => {
                    ctx.copy_image(image);
                    self.notice = Notice::remark("已复制图片，可粘贴到 Word 或 PPT。");
                }
                None => self.notice = Notice::remark("没有可以复制的图；请先选择有数的表或图。"),
            },
            Wish::CopyAll => {
                self.compare.select_all();
                if let Some(text) = self.compare.copied() {
                    ctx.copy_text(text);
                    self.notice = Notice::remark("已复制对比表，可粘贴到 Excel 或 WPS。");
                }
            }
        }
    }

    /// Asks in which form and where, beside the document that was asked from.
    fn ask_compare(&mut self, what: What) {
        self.show_compare();
        let open = open(&self.workspace.documents);
        let Some(base) = self.compare.choice.base(&open).map(|o| o.id) else { return };
        let Some(document) = self.workspace.document(base) else { return };
        let suggested = document.session.suggested_path().with_file_name(self.compare.file_name(what));
        self.dialog = Some(Dialog::Compare(Box::new(Ask::new(what, suggested))));
    }

    /// What the system's dialog gave; without one the question is asked again.
    pub(in crate::app) fn compare_picked(&mut self, picked: Picked, ctx: &Context) {
        let Some(ask) = self.compare.asked.take() else { return };
        match picked {
            Picked::Paths(paths) => {
                if let Some(path) = paths.into_iter().next() {
                    self.write_compare(ask.again(Some(path)), ctx);
                }
            }
            Picked::NoDialog => self.dialog = Some(Dialog::Compare(Box::new(ask.again(None)))),
            Picked::Cancelled => {}
        }
    }

    /// Writes it in a thread.
    fn write_compare(&mut self, ask: Ask, ctx: &Context) {
        let Some(path) = ask.path() else { return };
        if self.workspace.documents.iter().any(|d| d.session.is_source(&path)) {
            self.notice = Notice::problem(format!("“{}”是打开的文件，不会被改写；请换个文件名。", name(&path)));
            return;
        }
        let open = open(&self.workspace.documents);
        self.compare.settle(&open, ctx);
        let Some(make) = self.compare.maker(&ask, &open) else {
            self.notice = Notice::problem("没有可以导出的内容；请先选择有数的表或图。");
            return;
        };
        self.exporter.start(ask.what.name(), path.clone(), ctx, move || {
            let bytes = make()?;
            atomic::save(&path, &bytes).map_err(|e| e.to_string())
        });
    }
}
