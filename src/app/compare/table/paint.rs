//! Painting of the table: heads, cells, marks. It reads the view and changes nothing; what the mouse asks for is
//! collected.

use std::cmp::Ordering;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, CornerRadius, CursorIcon, FontId, Id, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};
use egui_table::{CellInfo, HeaderCellInfo, TableDelegate};

use super::arrange::By;
use super::layout::{INDENT, PAD, ROW, TRIANGLE};
use super::sheet::{Column, Mark, Shown};
use super::view::{Input, TableView};
use crate::app::paint;
use crate::app::theme::{self, Palette};

/// What a frame of the table asks for besides inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app::compare) enum Asked {
    /// Copy the selection.
    Copy,
    /// Copy the whole table with its heads and notes.
    CopyAll,
    /// Go to the cell or sentence behind what is under the cursor.
    Go,
    /// Go to the cell of the side before.
    GoBefore,
}

pub(super) struct Painting<'a> {
    pub view: &'a TableView,
    pub palette: Palette,
    /// What is said of a cell when the pointer rests on it.
    pub about: &'a dyn Fn(&Shown, Column) -> Option<String>,
    pub inputs: Vec<Input>,
    pub asked: Vec<Asked>,
    pub visible_rows: usize,
    pub pressed: bool,
    pub secondary: bool,
    pub down: bool,
    pub shift: bool,
    pub pointer: Option<Pos2>,
    /// Whether the columns need more room than there is.
    pub scrolls: bool,
}

impl TableDelegate for Painting<'_> {
    fn prepare(&mut self, info: &egui_table::PrefetchInfo) {
        self.visible_rows = usize::try_from(info.visible_rows.end.saturating_sub(info.visible_rows.start)).unwrap_or(0);
    }

    fn default_row_height(&self) -> f32 {
        ROW
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        ui.set_min_width(self.width(cell.col_range.start));
        self.head(ui, cell.col_range.start);
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        // Painted cells have no size of their own, and the first pass of the table asks for one.
        ui.set_min_width(self.width(cell.col_nr));
        let view = self.view;
        let Ok(row) = usize::try_from(cell.row_nr) else { return };
        if let (Some(shown), Some(column)) = (view.sheet.rows.get(row), view.sheet.columns.get(cell.col_nr)) {
            self.cell(ui, (row, cell.col_nr), shown, *column);
        }
    }
}

impl Painting<'_> {
    fn width(&self, column: usize) -> f32 {
        self.view.layout.widths.get(column).copied().unwrap_or(80.0)
    }

    /// What a click on this head sorts by.
    fn sorts_by(column: Column) -> By {
        match column {
            Column::Code | Column::Name | Column::Reason => By::Class,
            Column::Side(side) => By::Side(side),
            Column::Difference => By::Difference,
            Column::Rate => By::Rate,
        }
    }

    fn head(&mut self, ui: &mut Ui, at: usize) {
        let p = self.palette;
        let rect = ui.max_rect();
        let (Some(column), Some(text)) = (self.view.sheet.columns.get(at), self.view.sheet.heads.get(at)) else {
            return;
        };
        let by = Self::sorts_by(*column);
        let sort = self.view.sort;
        let on = sort.by == by && by != By::Class;
        let response = ui.interact(rect.intersect(ui.clip_rect()), ui.scope_id().with("head"), Sense::CLICK);
        let painter = ui.painter();
        painter.rect_filled(rect, 0.0, if response.hovered() { p.accent_soft } else { p.head });
        let ink = if on { p.accent } else { p.text };
        let room = rect.width() - 2.0 * PAD - if on { 12.0 } else { 0.0 };
        let laid = painter.layout_job(one_line(text, ink, room));
        let width = laid.size().x + if on { 12.0 } else { 0.0 };
        let x = match column {
            Column::Name | Column::Code | Column::Reason => rect.left() + PAD,
            _ => rect.right() - PAD - width,
        };
        let end = x + laid.size().x;
        paint::galley(painter, pos2(x, rect.center().y - laid.size().y / 2.0), laid, ink, true);
        if on {
            arrow(painter, pos2(end + 7.0, rect.center().y), !sort.reversed, p.accent);
        }
        let line = Stroke::new(1.0, p.line);
        painter.hline(rect.x_range(), rect.top() + 0.5, line);
        painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.strong_line));
        painter.vline(rect.right() - 0.5, rect.y_range(), self.side_line(at + 1).unwrap_or(line));
        if at == 0 {
            painter.vline(rect.left() + 0.5, rect.y_range(), line);
        }
        let word = match (on, sort.reversed) {
            (false, _) => "",
            (true, false) => "，从大到小",
            (true, true) => "，从小到大",
        };
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ColumnHeader, true, format!("{text}{word}")));
        let hint = match by {
            By::Class => "点一下恢复科目顺序",
            By::Difference => "点一下按增减额排序（不论增减），再点倒过来，第三次恢复科目顺序",
            _ => "点一下从大到小排序，再点倒过来，第三次恢复科目顺序；Shift 点选中整列",
        };
        if response.clicked() {
            self.inputs.push(if self.shift { Input::SelectColumn(at) } else { Input::Sort(by) });
        }
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint);
    }

    /// A stronger line behind the frozen columns where the rest scrolls, and before the change.
    fn side_line(&self, after: usize) -> Option<Stroke> {
        let sheet = &self.view.sheet;
        let ends = after == sheet.frozen && self.scrolls || sheet.columns.get(after) == Some(&Column::Difference);
        ends.then(|| Stroke::new(1.0, self.palette.strong_line))
    }

    fn cell(&mut self, ui: &mut Ui, at: (usize, usize), shown: &Shown, column: Column) {
        let p = self.palette;
        let rect = ui.max_rect();
        let painter = ui.painter().clone();
        let label = matches!(column, Column::Code | Column::Name);
        painter.rect_filled(rect, 0.0, if label || shown.total { p.frozen } else { p.paper });
        let text = shown.texts.get(at.1).map_or("", String::as_str);
        let gone = shown.mark == Some(Mark::Gone);
        let ink = match (column, shown.trend) {
            (Column::Difference | Column::Rate, Ordering::Greater) => p.more,
            (Column::Difference | Column::Rate, Ordering::Less) => p.less,
            (Column::Code | Column::Reason, _) => p.weak,
            _ if text == "—" || gone && label => p.weak,
            _ => p.text,
        };
        if column == Column::Name {
            self.name(ui, rect, shown, text, ink);
        } else {
            let laid = painter.layout_job(one_line(text, ink, rect.width() - 2.0 * PAD + 1.0));
            let x = if column.is_number() { rect.right() - PAD - laid.size().x } else { rect.left() + PAD };
            paint::galley(&painter, pos2(x, rect.center().y - laid.size().y / 2.0), laid, ink, shown.bold);
        }
        let line = Stroke::new(1.0, p.line);
        painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
        painter.vline(rect.right() - 0.5, rect.y_range(), self.side_line(at.1 + 1).unwrap_or(line));
        if at.1 == 0 {
            painter.vline(rect.left() + 0.5, rect.y_range(), line);
        }
        if self.view.cursor != self.view.anchor && self.view.is_selected(at) {
            painter.rect_filled(rect, 0.0, p.selection);
        }
        if at == self.view.cursor {
            painter.rect_stroke(rect, 0.0, Stroke::new(2.0, p.accent), StrokeKind::Inside);
        }
        self.interact(ui, rect, at, shown, column, text);
        if let Some(folded) = shown.fold.filter(|_| column == Column::Name) {
            self.fold(ui, rect, at.0, shown, folded, text);
        }
    }

    /// The name under its indentation, with the triangle that folds, other names, and its mark.
    fn name(&self, ui: &Ui, rect: Rect, shown: &Shown, text: &str, ink: egui::Color32) {
        let p = self.palette;
        let painter = ui.painter();
        let left = indented(rect, shown);
        if let Some(folded) = shown.fold {
            triangle(painter, pos2(left + 4.0, rect.center().y), !folded, p.weak);
        }
        let mut x = left + TRIANGLE;
        let mut right = rect.right() - PAD;
        if let Some(mark) = shown.mark {
            right = badge(painter, pos2(right, rect.center().y), mark, &p).left() - 4.0;
        }
        let laid = painter.layout_job(one_line(text, ink, (right - x).max(20.0)));
        let size = laid.size();
        paint::galley(painter, pos2(x, rect.center().y - size.y / 2.0), laid, ink, shown.bold);
        x += size.x;
        if shown.mark == Some(Mark::Gone) {
            painter.hline(left + TRIANGLE..=x, rect.center().y, Stroke::new(1.0, p.weak));
        }
        if !shown.former.is_empty() && right - x > 40.0 {
            let remark = format!("（{}）", shown.former);
            let mut job = LayoutJob::single_section(remark, TextFormat::simple(FontId::proportional(12.5), p.weak));
            job.wrap = TextWrapping::truncate_at_width(right - x - 2.0);
            let laid = painter.layout_job(job);
            painter.galley(pos2(x + 2.0, rect.center().y - laid.size().y / 2.0), laid, p.weak);
        }
    }

    /// The triangle takes clicks over the cell.
    fn fold(&mut self, ui: &Ui, rect: Rect, row: usize, shown: &Shown, folded: bool, text: &str) {
        let center = pos2(indented(rect, shown) + 4.0, rect.center().y);
        let place = Rect::from_center_size(center, vec2(16.0, rect.height()));
        let response = ui.interact(place.intersect(ui.clip_rect()), ui.scope_id().with("fold"), Sense::CLICK);
        let word = if folded { "展开" } else { "收起" };
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{word} {text}")));
        if response.clicked() {
            self.inputs.push(Input::Fold(row));
        }
    }

    fn interact(&mut self, ui: &mut Ui, rect: Rect, at: (usize, usize), shown: &Shown, column: Column, text: &str) {
        // Not focusable: the table has one cursor of its own.
        let response = ui.interact(rect, Id::unique(("compare-cell", at)), Sense::CLICK | Sense::DRAG);
        let selected = at == self.view.cursor;
        let sheet = &self.view.sheet;
        response.widget_info(|| {
            let head = sheet.heads.get(at.1).map_or("", String::as_str);
            let mut info = egui::WidgetInfo::labeled(egui::Role::GridCell, true, label(shown, sheet, head));
            info.current_text_value = Some(text.to_owned());
            info.selected = Some(selected);
            info
        });
        let here = self.pointer.is_some_and(|q| rect.intersect(ui.clip_rect()).contains(q));
        let begins = self.pressed || self.secondary && !self.view.is_selected(at);
        if here && begins && response.contains_pointer() {
            self.inputs.push(Input::Press { at, extend: self.shift });
        }
        if here && self.down && self.view.dragging && !self.pressed && !selected {
            self.inputs.push(Input::DragTo(at));
        }
        if response.double_clicked() {
            self.asked.push(Asked::Go);
        }
        if response.hovered()
            && let Some(about) = (self.about)(shown, column)
        {
            response.clone().on_hover_text(about);
        }
        response.context_menu(|ui| {
            if let Some(asked) = menu(ui) {
                ui.data_mut(|d| d.insert_temp(menu_id(), Some(asked)));
                ui.close();
            }
        });
    }
}

/// Where the triangle of a name is.
fn indented(rect: Rect, shown: &Shown) -> f32 {
    rect.left() + PAD + f32::from(shown.level.saturating_sub(1)) * INDENT
}

/// Names a cell for tests and screen readers: `208 社会保障和就业支出 · 2025 年`.
fn label(shown: &Shown, sheet: &super::sheet::Sheet, head: &str) -> String {
    let of = |wanted: Column| {
        let at = sheet.columns.iter().position(|c| *c == wanted)?;
        shown.texts.get(at).filter(|t| !t.is_empty()).cloned()
    };
    let title: Vec<String> = [Column::Code, Column::Name].into_iter().filter_map(of).collect();
    let mark = shown.mark.map(|m| format!("（{}）", m.name())).unwrap_or_default();
    format!("{}{mark} · {head}", title.join(" "))
}

/// Where the context menu leaves what was chosen: it is drawn apart from the table.
pub(super) fn menu_id() -> Id {
    Id::unique("compare-context-menu")
}

fn menu(ui: &mut Ui) -> Option<Asked> {
    ui.set_min_width(190.0);
    let mut asked = None;
    for (text, keys, wanted) in [
        ("到原表中的这一格", "回车", Asked::Go),
        ("到前一方的这一格", "Shift+回车", Asked::GoBefore),
        ("复制", "Ctrl+C", Asked::Copy),
        ("复制整张对比表", "", Asked::CopyAll),
    ] {
        if ui.add(egui::Button::new(text).shortcut_text(keys)).clicked() {
            asked = Some(wanted);
        }
    }
    asked
}

fn one_line(text: &str, ink: egui::Color32, width: f32) -> LayoutJob {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), theme::cell_font(), ink);
    job.wrap = TextWrapping::truncate_at_width(width.max(10.0));
    job
}

fn triangle(painter: &egui::Painter, c: Pos2, open: bool, ink: egui::Color32) {
    let points = match open {
        true => vec![c + vec2(-4.0, -2.0), c + vec2(4.0, -2.0), c + vec2(0.0, 3.0)],
        false => vec![c + vec2(-2.0, -4.0), c + vec2(3.0, 0.0), c + vec2(-2.0, 4.0)],
    };
    painter.add(egui::Shape::convex_polygon(points, ink, Stroke::NONE));
}

/// The way in which a column is sorted.
fn arrow(painter: &egui::Painter, c: Pos2, down: bool, ink: egui::Color32) {
    let points = match down {
        true => vec![c + vec2(-4.0, -2.5), c + vec2(4.0, -2.5), c + vec2(0.0, 3.5)],
        false => vec![c + vec2(-4.0, 2.5), c + vec2(0.0, -3.5), c + vec2(4.0, 2.5)],
    };
    painter.add(egui::Shape::convex_polygon(points, ink, Stroke::NONE));
}

/// What is new is filled, what is gone an empty frame: told apart without colours.
fn badge(painter: &egui::Painter, right_center: Pos2, mark: Mark, p: &Palette) -> Rect {
    let (filled, ink) = match mark {
        Mark::New | Mark::Back => (true, p.accent),
        Mark::Gone => (false, p.weak),
        Mark::Other => (false, p.amber.ink),
    };
    let laid = painter.layout_no_wrap(mark.name().to_owned(), FontId::proportional(11.5), ink);
    let size = laid.size() + vec2(8.0, 2.0);
    let rect = Rect::from_min_size(right_center - vec2(size.x, size.y / 2.0), size);
    let radius = CornerRadius::same(3);
    if filled {
        painter.rect(rect, radius, p.accent_soft, Stroke::new(1.0, ink), StrokeKind::Inside);
    } else {
        painter.rect_stroke(rect, radius, Stroke::new(1.0, ink.gamma_multiply(0.6)), StrokeKind::Inside);
    }
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), laid.size()).min;
    painter.galley(at, laid, ink);
    rect
}
