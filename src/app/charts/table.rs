//! The table under the chart: values of each year, change and rate. A click on a value goes to its cell.

use egui::{
    Color32, CursorIcon, FontId, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo,
    pos2,
    text::{LayoutJob, TextWrapping},
};
use egui_extras::{Column, TableBuilder, TableRow};

use super::describe::{bar_label, origin_text};
use crate::{
    app::{paint, theme::Palette},
    compare::{Chart, Group, Origin},
    model::Disclosure,
};

const ROW: f32 = 25.0;
/// Room at both sides of a cell's text.
const MARGIN: f32 = 9.0;
const NARROWEST_NAME: f32 = 150.0;
/// The values do not move further away from the names than this.
const WIDEST_NAME: f32 = 420.0;

/// Draws the table; returns where to go when a value is clicked.
pub(super) fn table_ui(ui: &mut Ui, chart: &Chart, documents: &[&Disclosure]) -> Option<Origin> {
    let lines = chart.table();
    let (head, body_lines) = lines.split_first()?;
    let with_codes = chart.groups.iter().any(|g| !g.code.is_empty());
    let widths = column_widths(ui, &lines, with_codes);
    let palette = Palette::of(ui.ctx());
    let mut clicked = None;
    ScrollArea::horizontal().id_salt("values").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        let mut builder =
            TableBuilder::new(ui).id_salt((&chart.name, chart.sides.len())).vscroll(false).auto_shrink([false, true]);
        for width in widths.iter().flatten() {
            builder = builder.column(Column::exact(*width).clip(true));
        }
        let table = builder.header(ROW, |mut row| {
            for (i, text) in head.iter().enumerate().filter(|(i, _)| widths.get(*i).is_some_and(Option::is_some)) {
                row.col(|ui| {
                    drop(cell_ui(ui, text, Style { column: i, bold: true, fill: palette.head }, Sense::hover()))
                });
            }
        });
        table.body(|body| {
            body.rows(ROW, body_lines.len(), |mut row| {
                let index = row.index();
                let (Some(texts), Some(group)) = (body_lines.get(index), chart.rows().nth(index)) else { return };
                let is_total = chart.total.is_some() && index == 0;
                let line = Line { chart, documents, group, texts, is_total };
                clicked = line.ui(&mut row, &widths, &palette).or(clicked);
            });
        });
    });
    clicked
}

/// One row of the table.
struct Line<'a> {
    chart: &'a Chart,
    documents: &'a [&'a Disclosure],
    group: &'a Group,
    texts: &'a [String],
    is_total: bool,
}

impl Line<'_> {
    fn ui(&self, row: &mut TableRow<'_, '_>, widths: &[Option<f32>], palette: &Palette) -> Option<Origin> {
        let mut clicked = None;
        let fill = if self.is_total { palette.frozen } else { palette.paper };
        for (i, text) in self.texts.iter().enumerate().filter(|(i, _)| widths.get(*i).is_some_and(Option::is_some)) {
            // Code and name come first, then one value a year.
            let year = i.checked_sub(2).filter(|y| *y < self.chart.sides.len());
            let origin = year.and_then(|y| self.group.points.get(y).copied().flatten()).map(|p| p.origin);
            let style = Style { column: i, bold: self.is_total, fill };
            row.col(|ui| {
                let (Some(year), Some(origin)) = (year, origin) else {
                    cell_ui(ui, text, style, Sense::hover());
                    return;
                };
                let response = cell_ui(ui, text, style, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
                let hint = |ui: &mut Ui| {
                    ui.set_max_width(360.0);
                    ui.label(bar_label(self.chart, self.group, year));
                    ui.weak(format!("{}。点击可跳到该单元格。", origin_text(origin, self.documents)));
                };
                if response.on_hover_ui(hint).clicked() {
                    clicked = Some(origin);
                }
            });
        }
        clicked
    }
}

/// How a cell looks.
#[derive(Clone, Copy)]
struct Style {
    /// Code and name stand at the left, numbers at the right.
    column: usize,
    bold: bool,
    fill: Color32,
}

/// Paints a cell over its whole place: text that is too long ends in `…`.
fn cell_ui(ui: &mut Ui, text: &str, style: Style, sense: Sense) -> Response {
    let palette = Palette::of(ui.ctx());
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, sense);
    let role = if sense.senses_click() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, text));
    let font = TextStyle::Body.resolve(ui.style());
    let galley = ui.painter().layout_job(one_line(text, font, palette.text, rect.width() - 2.0 * MARGIN));
    let x = if style.column < 2 { rect.left() + MARGIN } else { rect.right() - MARGIN - galley.size().x };
    let at = pos2(x, rect.center().y - galley.size().y / 2.0);
    let points_at = sense.senses_click() && response.hovered();
    ui.painter().rect_filled(rect, 0.0, if points_at { palette.accent_soft } else { style.fill });
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    paint::galley(ui.painter(), at, galley, palette.text, style.bold);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
    }
    response
}

fn one_line(text: &str, font: FontId, color: Color32, width: f32) -> LayoutJob {
    let mut job = LayoutJob::simple(text.to_owned(), font, color, width);
    job.wrap = TextWrapping { max_width: width, max_rows: 1, break_anywhere: true, ..job.wrap };
    job
}

/// Every column as wide as its longest text; the name takes what is left. `None` for a column left out: the
/// codes, where no row has one.
fn column_widths(ui: &Ui, lines: &[Vec<String>], with_codes: bool) -> Vec<Option<f32>> {
    let font = TextStyle::Body.resolve(ui.style());
    let width = |text: &String| {
        ui.painter().layout_no_wrap(text.clone(), font.clone(), Color32::PLACEHOLDER).size().x.ceil() + 1.0
    };
    let columns = lines.first().map_or(0, Vec::len);
    let longest = |i: usize| lines.iter().filter_map(|l| l.get(i)).map(width).fold(0.0, f32::max);
    let mut widths: Vec<Option<f32>> = (0..columns).map(|i| Some(longest(i) + 2.0 * MARGIN)).collect();
    if let Some(code) = widths.first_mut().filter(|_| !with_codes) {
        *code = None;
    }
    let others: f32 = widths.iter().enumerate().filter(|(i, _)| *i != 1).filter_map(|(_, w)| *w).sum();
    if let Some(Some(name)) = widths.get_mut(1) {
        *name = (ui.available_width() - others).min(WIDEST_NAME).max(name.min(NARROWEST_NAME));
    }
    widths
}
