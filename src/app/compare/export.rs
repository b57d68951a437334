//! What is asked before something of a comparison is written: in which form, how large, and where.

use std::path::{Path, PathBuf};

use egui::{RichText, TextEdit, Ui};

use super::Wish;
use crate::app::action::Action;
use crate::app::dialogs::{Answer, PathField};
use crate::app::loading::Purpose;
use crate::app::paint;
use crate::app::theme::Palette;

/// What is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum What {
    /// The chart.
    Picture,
    /// The table.
    Table,
    /// Everything, for a browser.
    Page,
}

/// A form, by its ending, and what it is good for.
type Form = (&'static str, &'static str, &'static str);

impl What {
    fn title(self) -> &'static str {
        match self {
            What::Picture => "导出图片",
            What::Table => "导出表格",
            What::Page => "导出网页",
        }
    }

    /// What it is called once it was written.
    pub(super) fn name(self) -> &'static str {
        match self {
            What::Picture => "图片",
            What::Table => "对比表",
            What::Page => "对比网页",
        }
    }

    fn forms(self) -> &'static [Form] {
        match self {
            What::Picture => &[
                ("png", "PNG 图片", "放进 Word、PPT，按下面的大小和清晰度"),
                ("svg", "SVG 图片", "矢量图，放大不模糊，可再编辑"),
            ],
            What::Table => {
                &[("xlsx", "Excel 工作簿", "带格式，可筛选、可排序"), ("csv", "CSV", "只有数，供别的程序处理")]
            }
            What::Page => &[("html", "网页", "一个文件，含图表和各表，可打印")],
        }
    }
}

/// The question.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Ask {
    pub(super) what: What,
    pub(super) ending: &'static str,
    /// Width and height of a picture in millimetres, and dots per inch, as they are typed.
    width: String,
    height: String,
    dots: String,
    place: PathField,
}

/// A picture's size in millimetres and its dots per inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub width: f32,
    pub height: f32,
    pub dots: f32,
}

impl Size {
    /// Width and height in pixels.
    pub(super) fn pixels(self) -> (f32, f32) {
        let scale = self.dots / 25.4;
        ((self.width * scale).round(), (self.height * scale).round())
    }
}

/// A picture is no larger than this in either direction.
const MOST_PIXELS: f32 = 12_000.0;

impl Ask {
    pub(super) fn new(what: What, suggested: PathBuf) -> Self {
        let ending = what.forms().first().map_or("", |f| f.0);
        let mut ask = Self {
            what,
            ending,
            width: "160".to_owned(),
            height: "90".to_owned(),
            dots: "300".to_owned(),
            place: PathField::new(&suggested),
        };
        ask.end_path();
        ask
    }

    /// The same with so many dots to an inch.
    pub(super) fn with_dots(self, dots: u32) -> Self {
        Self { dots: dots.to_string(), ..self }
    }

    /// What the system's dialog is opened for.
    pub(super) fn purpose(&self) -> Purpose {
        Purpose::Compare(self.ending)
    }

    /// Where it goes; a name without an ending gets that of the form.
    pub(super) fn path(&self) -> Option<PathBuf> {
        self.place.path_ending(self.ending)
    }

    /// The same with the path that the system's dialog gave, or asked once more where there is none.
    pub(super) fn again(self, path: Option<PathBuf>) -> Self {
        Self { place: self.place.again(path.as_deref()), ..self }
    }

    /// The size of the picture; `None` where what is typed is no size, or too large.
    pub(super) fn size(&self) -> Option<Size> {
        let read = |text: &str, from: f32, to: f32| text.trim().parse::<f32>().ok().filter(|v| (from..=to).contains(v));
        let size = Size {
            width: read(&self.width, 20.0, 1000.0)?,
            height: read(&self.height, 20.0, 1000.0)?,
            dots: read(&self.dots, 50.0, 1200.0)?,
        };
        let (width, height) = size.pixels();
        (width.max(height) <= MOST_PIXELS).then_some(size)
    }

    /// Puts the ending of the form at the end of the path.
    fn end_path(&mut self) {
        if let Some(path) = self.place.path() {
            self.place.suggest(&path.with_extension(self.ending));
        }
    }

    /// Draws the question; whether it stays.
    pub(in crate::app) fn ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) -> bool {
        let p = Palette::of(ui.ctx());
        paint::bold_label(ui, self.what.title(), 16.0);
        let before = self.ending;
        for (ending, name, about) in self.what.forms() {
            ui.horizontal(|ui| {
                ui.radio_value(&mut self.ending, *ending, *name);
                ui.label(RichText::new(*about).size(12.5).color(p.weak));
            });
        }
        if self.ending != before {
            self.end_path();
        }
        let is_picture = self.what == What::Picture;
        if is_picture {
            self.size_ui(ui, &p);
        }
        self.place.ui(ui, "文件的完整路径");
        let ready = !is_picture || self.size().is_some();
        let target = self.path();
        let answer = self.place.answer(ui, "导出", ready, target, Path::exists);
        let wish = match &answer {
            // What is typed is the path by now.
            Some(Answer::Go(_)) => Some(Wish::Write(self.clone())),
            Some(Answer::Browse) => Some(Wish::Browse(self.clone())),
            Some(Answer::Cancel) | None => None,
        };
        actions.extend(wish.map(Action::Compare));
        answer.is_none()
    }

    /// How large the picture is.
    fn size_ui(&mut self, ui: &mut Ui, p: &Palette) {
        let is_bitmap = self.ending == "png";
        ui.horizontal(|ui| {
            for (label, text, unit) in [("宽", &mut self.width, "毫米"), ("高", &mut self.height, "毫米")] {
                let name = ui.label(label);
                ui.add(TextEdit::singleline(text).desired_width(48.0)).labelled_by(name.id);
                ui.label(unit);
            }
            if is_bitmap {
                let name = ui.label("清晰度");
                ui.add(TextEdit::singleline(&mut self.dots).desired_width(48.0)).labelled_by(name.id);
                ui.label("点/英寸");
            }
        });
        match self.size() {
            None => {
                let text = "宽和高从 20 到 1000 毫米，清晰度从 50 到 1200，每边不超过 12000 像素。";
                ui.label(RichText::new(text).size(12.5).color(p.amber.ink));
            }
            Some(size) if is_bitmap => {
                let (width, height) = size.pixels();
                ui.label(
                    RichText::new(format!("{width} × {height} 像素；版心宽一般 156 毫米。")).size(12.5).color(p.weak),
                );
            }
            Some(_) => {
                ui.label(RichText::new("版心宽一般 156 毫米。").size(12.5).color(p.weak));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_in_millimetres_is_so_many_pixels_and_nonsense_is_none() {
        let mut ask = Ask::new(What::Picture, PathBuf::from("/某处/对比"));
        assert_eq!(ask.path(), Some(PathBuf::from("/某处/对比.png")));
        assert_eq!(ask.size().map(Size::pixels), Some((1890.0, 1063.0)));
        for wrong in ["", "0", "-5", "1e9", "宽"] {
            ask.width = wrong.to_owned();
            assert_eq!(ask.size(), None, "{wrong}");
        }
    }
}
