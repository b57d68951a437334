//! Rules of one's own (规则文件): loading the file, what is wrong with it, and going back to the built-in rules.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, Label, RichText, ScrollArea, Ui};

use super::action::Action;
use super::dialogs::{Answer, Dialog, PathField};
use super::loading::{Picking, Purpose, name};
use super::paint;
use super::shell::{Notice, Shell};
use super::theme::Palette;
use crate::check::Rulebook;

/// The question which file to load.
pub(super) struct RuleFile {
    place: PathField,
    /// What is wrong with the file that was tried.
    errors: Vec<String>,
}

impl RuleFile {
    pub(super) fn new(path: Option<&Path>, errors: Vec<String>) -> Self {
        Self { place: PathField::new(path.unwrap_or(Path::new(""))), errors }
    }

    /// Draws the question; whether it stays open.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        book: &Rulebook,
        loaded: Option<&Path>,
        actions: &mut Vec<Action>,
    ) -> bool {
        let p = Palette::of(ui.ctx());
        paint::bold_label(ui, "规则文件", 16.0);
        let about =
            "规则文件是一个文本文件，写本单位自己的勾稽规则，也可以关闭内置规则或改变它们的轻重；写法见随附的说明。";
        ui.add(Label::new(RichText::new(about).color(p.weak)).wrap());
        if let Some(loaded) = loaded {
            ui.label(format!("现在用的是“{}”：{}。", name(loaded), summary(book)));
        }
        self.place.ui(ui, "规则文件的完整路径");
        if !self.errors.is_empty() {
            let text = format!("这个文件有 {} 处要改，没有载入：", self.errors.len());
            ui.label(RichText::new(text).color(p.red.ink));
            ScrollArea::vertical().max_height(180.0).show(ui, |ui| {
                for error in &self.errors {
                    ui.add(Label::new(error).wrap().selectable(true));
                }
            });
        }
        let answer = self.place.answer(ui, "载入", true, self.place.path(), |_| false);
        let mut is_open = answer.is_none();
        actions.extend(match answer {
            Some(Answer::Go(path)) => Some(Action::LoadRules(path)),
            Some(Answer::Browse) => Some(Action::BrowseRules),
            Some(Answer::Cancel) | None => None,
        });
        if loaded.is_some() && ui.button("不用规则文件").on_hover_text("只用内置的规则").clicked() {
            actions.push(Action::DropRules);
            is_open = false;
        }
        is_open
    }
}

/// What a rule file changes, in a few words.
pub(super) fn summary(book: &Rulebook) -> String {
    let parts =
        [(book.own.len(), "条自定义规则"), (book.off.len(), "条内置规则关闭"), (book.severities.len(), "条改了轻重")];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if parts.is_empty() { "没有写规则".to_owned() } else { parts.join("，") }
}

impl Shell {
    pub(super) fn ask_rules(&mut self, errors: Vec<String>, path: Option<&Path>) {
        let path = path.or(self.settings.rules.as_deref());
        self.dialog = Some(Dialog::Rules(Box::new(RuleFile::new(path, errors))));
    }

    pub(super) fn browse_rules(&mut self, ctx: &Context) {
        let near = self.settings.rules.clone().unwrap_or_default();
        self.picking = Some(Picking::start(Purpose::Rules, &near, ctx));
    }

    /// Asks all disclosures by the rules of this file, from now on also those of later times.
    pub fn load_rules(&mut self, path: PathBuf) {
        match Rulebook::load(&path) {
            Ok(book) => {
                self.notice = Notice::remark(format!("已载入规则文件“{}”：{}。", name(&path), summary(&book)));
                self.workspace.set_rules(Arc::new(book));
                self.settings.rules = Some(path);
            }
            Err(errors) => {
                let errors = errors.iter().map(ToString::to_string).collect();
                self.ask_rules(errors, Some(&path));
            }
        }
    }

    /// Asks by the built-in rules only.
    pub(super) fn drop_rules(&mut self) {
        self.workspace.set_rules(Arc::default());
        self.settings.rules = None;
        self.notice = Notice::remark("已改用内置的规则。");
    }

    /// Loads the rule file of the last time, without a word where all is well.
    pub(super) fn restore_rules(&mut self) {
        let Some(path) = self.settings.rules.clone() else { return };
        match Rulebook::load(&path) {
            Ok(book) => self.workspace.set_rules(Arc::new(book)),
            Err(errors) => {
                let first = errors.first().map(ToString::to_string).unwrap_or_default();
                let text = format!("上次的规则文件“{}”没有载入：{first}", name(&path));
                self.notice = Notice::problem(text);
            }
        }
    }
}
