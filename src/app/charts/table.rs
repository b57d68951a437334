//! The table under the chart: values of each year, change and rate. A click on a value goes to its cell.

use egui::{Align, Layout, RichText, ScrollArea, Sense, TextStyle, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use super::describe::{bar_label, origin_text};
use crate::{
    compare::{Chart, Group, Origin},
    model::Disclosure,
};

const ROW: f32 = 24.0;
/// Room at both sides of a cell's text.
const MARGIN: f32 = 10.0;
const NARROWEST_NAME: f32 = 150.0;
/// The values do not move further away from the names than this.
const WIDEST_NAME: f32 = 420.0;

/// Draws the table; returns where to go when a value is clicked.
pub(super) fn table_ui(ui: &mut Ui, chart: &Chart, documents: &[&Disclosure]) -> Option<Origin> {
    let lines = chart.table();
    let with_codes = chart.groups.iter().any(|g| !g.code.is_empty());
    let widths = column_widths(ui, &lines, with_codes);
    let mut clicked = None;
    ScrollArea::horizontal().id_salt("values").auto_shrink([false, true]).show(ui, |ui| {
        let mut builder = TableBuilder::new(ui)
            .id_salt((chart.topic, chart.years.len()))
            .striped(true)
            .vscroll(false)
            .auto_shrink([false, true])
            .cell_layout(Layout::right_to_left(Align::Center));
        for width in widths.iter().flatten() {
            builder = builder.column(Column::exact(*width).clip(true));
        }
        let Some((head, body_lines)) = lines.split_first() else { return };
        let table = builder.header(ROW, |mut row| {
            for (i, text) in head.iter().enumerate().filter(|(i, _)| widths[*i].is_some()) {
                row.col(|ui| in_cell(ui, i, |ui| drop(ui.strong(text))));
            }
        });
        table.body(|body| {
            body.rows(ROW, body_lines.len(), |mut row| {
                let index = row.index();
                let (Some(line), Some(group)) = (body_lines.get(index), chart.rows().nth(index)) else { return };
                let is_total = chart.total.is_some() && index == 0;
                let drawn = Line { chart, documents, group, texts: line, is_total };
                clicked = drawn.ui(&mut row, &widths).or(clicked);
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
    fn ui(&self, row: &mut TableRow<'_, '_>, widths: &[Option<f32>]) -> Option<Origin> {
        let mut clicked = None;
        for (i, text) in self.texts.iter().enumerate().filter(|(i, _)| widths[*i].is_some()) {
            let rich = if self.is_total { RichText::new(text).strong() } else { RichText::new(text) };
            // Code and name come first, then one value a year.
            let year = i.checked_sub(2).filter(|y| *y < self.chart.years.len());
            let origin = year.and_then(|y| self.group.points.get(y).copied().flatten()).map(|p| p.origin);
            row.col(|ui| {
                in_cell(ui, i, |ui| match (year, origin) {
                    (Some(year), Some(origin)) => {
                        let response = ui.add(egui::Label::new(rich).sense(Sense::click()));
                        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
                        let hint = || {
                            format!(
                                "{}\n{}",
                                bar_label(self.chart, self.group, year),
                                origin_text(origin, self.documents)
                            )
                        };
                        if response.on_hover_ui(|ui| drop(ui.label(hint()))).clicked() {
                            clicked = Some(origin);
                        }
                    }
                    _ => drop(ui.add(egui::Label::new(rich).truncate())),
                });
            });
        }
        clicked
    }
}

/// Code and name stand at the left, numbers at the right.
fn in_cell(ui: &mut Ui, column: usize, add: impl FnOnce(&mut Ui)) {
    let layout = if column < 2 { Layout::left_to_right(Align::Center) } else { Layout::right_to_left(Align::Center) };
    ui.with_layout(layout, |ui| {
        ui.add_space(MARGIN / 2.0);
        add(ui);
    });
}

/// Every column as wide as its longest text; the name takes what is left. `None` for a column left out: the
/// codes, where no row has one.
fn column_widths(ui: &Ui, lines: &[Vec<String>], with_codes: bool) -> Vec<Option<f32>> {
    let font = TextStyle::Body.resolve(ui.style());
    let width =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::PLACEHOLDER).size().x;
    let columns = lines.first().map_or(0, Vec::len);
    let longest = |i: usize| lines.iter().filter_map(|l| l.get(i)).map(|t| width(t)).fold(0.0, f32::max);
    let mut widths: Vec<Option<f32>> = (0..columns).map(|i| Some(longest(i) + 2.0 * MARGIN)).collect();
    if let Some(code) = widths.first_mut().filter(|_| !with_codes) {
        *code = None;
    }
    let spacing = ui.spacing().item_spacing.x;
    let others: f32 =
        widths.iter().enumerate().filter(|(i, _)| *i != 1).filter_map(|(_, w)| *w).map(|w| w + spacing).sum();
    if let Some(Some(name)) = widths.get_mut(1) {
        *name = (ui.available_width() - others - spacing).min(WIDEST_NAME).max(name.min(NARROWEST_NAME));
    }
    widths
}
