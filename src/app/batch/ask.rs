//! What is asked: which folder to check, where the summary goes, in which form and where reports go.

use std::path::PathBuf;

use egui::{Key, RichText, TextEdit, Ui, WidgetInfo};

use super::Wish;
use super::run::Order;
use crate::app::action::Action;
use crate::app::dialogs::{primary, typed_path};
use crate::app::loading::Purpose;
use crate::app::paint;
use crate::app::theme::Palette;
use crate::report::Format;

/// The question.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Ask {
    what: What,
    /// The path as it is typed.
    path: String,
    pub(super) without_dialog: bool,
    /// The user has seen that the file exists.
    replace: bool,
    fresh: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum What {
    Folder { recursive: bool },
    Summary,
    Reports { order: Order, format: Format },
}

/// The forms of a report that are offered.
const FORMATS: &[(Format, &str)] = &[
    (Format::Html, "网页"),
    (Format::Docx, "Word 文档"),
    (Format::Xlsx, "Excel 工作簿"),
    (Format::Pdf, "带批注的 PDF"),
];

impl Ask {
    fn new(what: What, path: PathBuf) -> Self {
        Self { what, path: path.display().to_string(), without_dialog: false, replace: false, fresh: true }
    }

    pub(super) fn folder(near: PathBuf, recursive: bool) -> Self {
        Self::new(What::Folder { recursive }, near)
    }

    pub(super) fn summary(suggested: PathBuf) -> Self {
        Self::new(What::Summary, suggested)
    }

    pub(super) fn reports(order: Order, suggested: PathBuf) -> Self {
        Self::new(What::Reports { order, format: Format::Html }, suggested)
    }

    /// What the system's dialog is opened for.
    pub(super) fn purpose(&self) -> Purpose {
        match self.what {
            What::Folder { .. } => Purpose::Batch,
            What::Summary => Purpose::BatchSummary,
            What::Reports { .. } => Purpose::BatchReports,
        }
    }

    pub(super) fn path(&self) -> PathBuf {
        typed_path(&self.path).unwrap_or_default()
    }

    /// The same with the path that the system's dialog gave, or asked once more where there is none.
    pub(super) fn again(mut self, path: Option<PathBuf>) -> Self {
        self.without_dialog = path.is_none();
        if let Some(path) = path {
            self.path = path.display().to_string();
        }
        self.fresh = true;
        self
    }

    /// What is wished for with the path as typed.
    pub(super) fn wish(&self) -> Option<Wish> {
        let mut path = typed_path(&self.path)?;
        Some(match &self.what {
            What::Folder { recursive } => Wish::Start(Order { folder: path, recursive: *recursive, reports: None }),
            What::Summary => {
                if path.extension().is_none() {
                    path.set_extension("xlsx");
                }
                Wish::SaveSummary(path)
            }
            What::Reports { order, format } => Wish::Start(Order { reports: Some((*format, path)), ..order.clone() }),
        })
    }

    /// Draws the question; whether it stays.
    pub(in crate::app) fn ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) -> bool {
        let p = Palette::of(ui.ctx());
        let (title, about, hint, go) = match self.what {
            What::Folder { .. } => (
                "批量核对文件夹",
                "逐个核对一个文件夹里的全部文件，结果列成一张表；一个文件读不了，不影响别的。",
                "文件夹的完整路径",
                "开始核对",
            ),
            What::Summary => {
                ("保存汇总表", "按结尾保存为 Excel（.xlsx）、网页（.html）或 .csv。", "文件的完整路径", "保存")
            }
            What::Reports { .. } => (
                "每份一个报告",
                "再核对一遍，把每份公开的核对报告写进一个文件夹；同名的旧报告会被替换，原文件不动。",
                "文件夹的完整路径",
                "开始写",
            ),
        };
        paint::bold_label(ui, title, 16.0);
        ui.add(egui::Label::new(RichText::new(about).color(p.weak)).wrap());
        if let What::Reports { format, .. } = &mut self.what {
            ui.horizontal_wrapped(|ui| {
                for (each, name) in FORMATS {
                    ui.radio_value(format, *each, *name);
                }
            });
        }
        if self.without_dialog {
            ui.label("这个系统没有文件选择窗口，请在下面输入路径。");
        }
        let before = self.path.clone();
        let field = ui.add(TextEdit::singleline(&mut self.path).desired_width(f32::INFINITY).hint_text(hint));
        field.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, hint));
        if std::mem::take(&mut self.fresh) {
            field.request_focus();
        }
        let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        self.replace &= self.path == before;
        if let What::Folder { recursive } = &mut self.what {
            ui.checkbox(recursive, "包括里面的文件夹");
        }
        if self.replace {
            ui.label(RichText::new("这个文件已经存在；再按一次就替换它。").color(p.amber.ink));
        }
        let mut stay = true;
        ui.horizontal(|ui| {
            if (primary(ui, if self.replace { "替换" } else { go }) || enter)
                && let Some(wish) = self.wish()
            {
                if matches!(&wish, Wish::SaveSummary(path) if path.exists()) && !self.replace {
                    self.replace = true;
                } else {
                    actions.push(Action::Batch(wish));
                    stay = false;
                }
            }
            if ui.button("浏览…").clicked() {
                actions.push(Action::Batch(Wish::Browse(self.clone())));
                stay = false;
            }
            stay &= !ui.button("取消").clicked();
        });
        stay
    }
}
