//! What is asked: which folder to check, where the summary goes, in which form and where reports go.

use std::path::PathBuf;

use egui::{RichText, Ui};

use super::Wish;
use super::run::Order;
use crate::app::action::Action;
use crate::app::dialogs::{Answer, PathField};
use crate::app::loading::Purpose;
use crate::app::paint;
use crate::app::theme::Palette;
use crate::report::Format;

/// The question.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Ask {
    what: What,
    place: PathField,
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
        Self { what, place: PathField::new(&path) }
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
        self.place.path().unwrap_or_default()
    }

    /// The same with the path that the system's dialog gave, or asked once more where there is none.
    pub(super) fn again(self, path: Option<PathBuf>) -> Self {
        Self { place: self.place.again(path.as_deref()), ..self }
    }

    /// What is wished for with the path as typed.
    pub(super) fn wish(&self) -> Option<Wish> {
        self.target().map(|path| self.wish_to(path))
    }

    fn target(&self) -> Option<PathBuf> {
        match self.what {
            What::Summary => self.place.path_ending("xlsx"),
            What::Folder { .. } | What::Reports { .. } => self.place.path(),
        }
    }

    fn wish_to(&self, path: PathBuf) -> Wish {
        match &self.what {
            What::Folder { recursive } => Wish::Start(Order { folder: path, recursive: *recursive, reports: None }),
            What::Summary => Wish::SaveSummary(path),
            What::Reports { order, format } => Wish::Start(Order { reports: Some((*format, path)), ..order.clone() }),
        }
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
        self.place.ui(ui, hint);
        if let What::Folder { recursive } = &mut self.what {
            ui.checkbox(recursive, "包括里面的文件夹");
        }
        let is_file = self.what == What::Summary;
        let target = self.target();
        let answer = self.place.answer(ui, go, true, target, |path| is_file && path.exists());
        let is_open = answer.is_none();
        actions.extend(match answer {
            Some(Answer::Go(path)) => Some(Action::Batch(self.wish_to(path))),
            Some(Answer::Browse) => Some(Action::Batch(Wish::Browse(self.clone()))),
            Some(Answer::Cancel) | None => None,
        });
        is_open
    }
}
