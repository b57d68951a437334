//! A path that is typed, where the system's dialog is not wanted or not there: the field, and what is answered.

use std::path::{Path, PathBuf};

use egui::{Button, Key, RichText, TextEdit, Ui, WidgetInfo};

use super::primary;
use crate::app::theme::Palette;

/// The field.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct PathField {
    typed: String,
    /// It is asked here because the system has no dialog for it.
    without_dialog: bool,
    /// It is yet to take the keyboard.
    fresh: bool,
    /// Enter was pressed in it.
    entered: bool,
    /// The user has seen that this file exists.
    seen: Option<PathBuf>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) enum Answer {
    /// This path, also where a file is in its place.
    Go(PathBuf),
    /// Choose it with the system's dialog.
    Browse,
    Cancel,
}

impl PathField {
    pub(in crate::app) fn new(suggested: &Path) -> Self {
        let typed = suggested.display().to_string();
        Self { typed, without_dialog: false, fresh: true, entered: false, seen: None }
    }

    /// The same with the path that the system's dialog gave; `None`: it has no dialog.
    pub(in crate::app) fn again(self, path: Option<&Path>) -> Self {
        let typed = path.map_or(self.typed, |path| path.display().to_string());
        Self { typed, without_dialog: path.is_none(), fresh: true, ..self }
    }

    /// Puts another path into it.
    pub(in crate::app) fn suggest(&mut self, path: &Path) {
        self.typed = path.display().to_string();
    }

    /// The path as typed or pasted: Windows and file managers put quotes around it.
    pub(in crate::app) fn path(&self) -> Option<PathBuf> {
        let path = self.typed.trim().trim_matches(['"', '\'']);
        let path = path.strip_prefix("file://").unwrap_or(path);
        (!path.is_empty()).then(|| PathBuf::from(path))
    }

    /// The same; a name without an ending gets this one.
    pub(in crate::app) fn path_ending(&self, ending: &str) -> Option<PathBuf> {
        let path = self.path()?;
        Some(if path.extension().is_none() { path.with_extension(ending) } else { path })
    }

    /// Draws the field.
    pub(in crate::app) fn ui(&mut self, ui: &mut Ui, hint: &str) {
        if self.without_dialog {
            ui.label("这个系统没有文件选择窗口，请在下面输入路径。");
        }
        let field = ui.add(TextEdit::singleline(&mut self.typed).desired_width(f32::INFINITY).hint_text(hint));
        field.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, hint));
        if std::mem::take(&mut self.fresh) {
            field.request_focus();
        }
        self.entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    }

    /// Draws the buttons below it. `target`: where it would go as typed; one that `is_taken` is asked for twice.
    /// Nothing goes anywhere unless everything else that is asked is `ready`.
    pub(in crate::app) fn answer(
        &mut self,
        ui: &mut Ui,
        go: &str,
        ready: bool,
        target: Option<PathBuf>,
        is_taken: impl Fn(&Path) -> bool,
    ) -> Option<Answer> {
        let is_seen = self.seen.is_some() && self.seen == target;
        if is_seen {
            let amber = Palette::of(ui.ctx()).amber.ink;
            ui.label(RichText::new("这个文件已经存在；再按一次就替换它。").color(amber));
        }
        let mut answer = None;
        ui.horizontal(|ui| {
            if (primary(ui, if is_seen { "替换" } else { go }) || self.entered)
                && let Some(path) = target.filter(|_| ready)
            {
                if is_taken(&path) && !is_seen {
                    self.seen = Some(path);
                } else {
                    answer = Some(Answer::Go(path));
                }
            }
            if !self.without_dialog && ui.add_enabled(ready, Button::new("浏览…")).clicked() {
                answer = Some(Answer::Browse);
            }
            if ui.button("取消").clicked() {
                answer = Some(Answer::Cancel);
            }
        });
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_it_is_pasted() {
        let path = |typed: &str| PathField::new(Path::new(typed)).path();
        for pasted in ["/某处/预算.pdf", " \"/某处/预算.pdf\" ", "'/某处/预算.pdf'", "file:///某处/预算.pdf"]
        {
            assert_eq!(path(pasted), Some(PathBuf::from("/某处/预算.pdf")), "{pasted}");
        }
        assert_eq!(path("  "), None);
    }

    #[test]
    fn a_name_without_an_ending_gets_one() {
        let path = |typed: &str| PathField::new(Path::new(typed)).path_ending("xlsx");
        assert_eq!(path("汇总"), Some(PathBuf::from("汇总.xlsx")));
        assert_eq!(path("汇总.csv"), Some(PathBuf::from("汇总.csv")));
    }
}
