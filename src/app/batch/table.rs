//! The table of a batch.

use std::path::PathBuf;

use egui::{Align, Key, Label, Layout, Modifiers, Rect, RichText, ScrollArea, Sense, Ui, Vec2, WidgetInfo};
use egui_extras::{Column as Width, TableBuilder};

use super::run::{Line, Run};
use super::sort::Column;
use crate::app::{paint, theme::Palette};
use crate::check::{Family, Severity};

const ROW: f32 = 24.0;
const SPACING: f32 = 4.0;
/// For the scroll bar.
const MARGIN: f32 = 12.0;

fn width(column: Column) -> f32 {
    match column {
        Column::File => 170.0,
        Column::Agency => 110.0,
        Column::Family(_) if column.name().chars().count() > 2 => 56.0,
        Column::Worst => 84.0,
        Column::Unchecked => 54.0,
        Column::Status => 116.0,
        _ => 42.0,
    }
}

fn width_of(columns: &[Column]) -> f32 {
    columns.iter().map(|c| width(*c) + SPACING).sum::<f32>() + MARGIN
}

/// Moves the selection; Enter gives the files of the selected line.
pub(super) fn keys(ui: &Ui, run: &Run, selected: &mut Option<usize>, reveal: &mut bool) -> Option<Vec<PathBuf>> {
    let last = run.shown.len().checked_sub(1)?;
    let page = 15;
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let at = selected.unwrap_or(0);
    let to = [
        (Key::ArrowDown, selected.map_or(0, |at| at + 1)),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::PageDown, at + page),
        (Key::PageUp, at.saturating_sub(page)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    if let Some((_, to)) = to.into_iter().find(|(key, _)| pressed(*key)) {
        *selected = Some(to.min(last));
        *reveal = true;
    }
    let line = run.shown.get((*selected)?)?;
    pressed(Key::Enter).then(|| line.files.clone())
}

/// Draws the table; the files of a line that is to be opened.
pub(super) fn ui(ui: &mut Ui, run: &mut Run, selected: &mut Option<usize>, reveal: bool) -> Option<Vec<PathBuf>> {
    // With less room, the families are what is said of the errors when the pointer rests there.
    let all = Column::all(true);
    let columns = if width_of(&all) <= ui.available_width() { all } else { Column::all(false) };
    let p = Palette::of(ui.ctx());
    let (mut clicked, mut opened) = (None, None);
    ScrollArea::horizontal().id_salt("batch-table").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = SPACING;
        let strip = Rect::from_min_size(ui.max_rect().min, Vec2::new(ui.max_rect().width(), ROW));
        ui.painter().rect_filled(strip, 0.0, p.head);
        // What is left over goes to the reasons and the names.
        let more = (ui.available_width() - width_of(&columns)).max(0.0);
        let mut builder = TableBuilder::new(ui).striped(true).sense(Sense::click()).auto_shrink(false);
        builder = builder.cell_layout(Layout::left_to_right(Align::Center));
        for column in &columns {
            let extra = match column {
                Column::File => more * 0.4,
                Column::Agency => more * 0.2,
                Column::Status => more * 0.4,
                _ => 0.0,
            };
            builder = builder.column(Width::exact(width(*column) + extra).clip(true));
        }
        if let Some(at) = selected.filter(|_| reveal) {
            builder = builder.scroll_to_row(at, None);
        }
        let table = builder.header(ROW, |mut row| {
            for column in &columns {
                let mut on_text = false;
                let (_, beside) = row.col(|ui| on_text = head_ui(ui, run, *column, &p));
                if on_text || beside.clicked() {
                    clicked = Some(*column);
                }
            }
        });
        table.body(|body| {
            body.rows(ROW, run.shown.len(), |mut row| {
                let index = row.index();
                let Some(line) = run.shown.get(index) else { return };
                row.set_selected(*selected == Some(index));
                for column in &columns {
                    row.col(|ui| cell_ui(ui, line, *column, &p));
                }
                let response = row.response();
                if response.clicked() || response.double_clicked() {
                    *selected = Some(index);
                }
                if response.double_clicked() {
                    opened = Some(line.files.clone());
                }
            });
        });
    });
    if let Some(column) = clicked {
        let on = selected.and_then(|at| run.shown.get(at)).cloned();
        run.sort.click(column);
        run.arrange();
        // The same line stays selected.
        *selected = on.and_then(|line| run.shown.iter().position(|l| *l == line));
    }
    opened
}

/// The head of a column; whether it was clicked.
fn head_ui(ui: &mut Ui, run: &Run, column: Column, p: &Palette) -> bool {
    let on = run.sort.column == column;
    let mark = match (on, run.sort.reversed) {
        (false, _) => "",
        (true, false) => "↑",
        (true, true) => "↓",
    };
    let text = RichText::new(format!("{}{mark}", column.name())).color(if on { p.accent } else { p.text });
    let layout =
        if column.is_number() { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    let head = ui.with_layout(layout, |ui| ui.add(Label::new(text).truncate().sense(Sense::click()))).inner;
    head.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, on, format!("按{}排序", column.name())));
    head.on_hover_text(column.hint()).on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn cell_ui(ui: &mut Ui, line: &Line, column: Column, p: &Palette) {
    let row = &line.row;
    let text = column.text(row);
    let ink = match column {
        Column::Errors | Column::Family(_) => p.red.ink,
        Column::Missing => p.purple.ink,
        Column::Warnings => p.amber.ink,
        Column::Hints | Column::Stage | Column::Unchecked => p.weak,
        Column::Status => return status_ui(ui, line, p),
        _ => p.text,
    };
    if text.is_empty() {
        return;
    }
    let rich = RichText::new(&text).color(ink);
    if column.is_number() {
        let cell = ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(rich)).inner;
        if column == Column::Errors || column == Column::Missing {
            cell.on_hover_text(by_family(line));
        }
    } else {
        ui.add(Label::new(rich).truncate());
    }
}

/// Where the errors are.
fn by_family(line: &Line) -> String {
    let families = Family::ALL.iter().zip(&line.row.families).filter(|(_, n)| **n > 0);
    families.map(|(family, n)| format!("{} {n}", family.name())).collect::<Vec<_>>().join("　")
}

/// How it came out, with an icon.
fn status_ui(ui: &mut Ui, line: &Line, p: &Palette) {
    let row = &line.row;
    let is_bad = row.failed.is_some() || row.tally.errors + row.tally.missing > 0;
    let tone = match is_bad {
        true => p.red,
        false if row.tables == 0 => p.amber,
        false => p.green,
    };
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
    let square = Rect::from_center_size(rect.center(), Vec2::splat(15.0));
    match is_bad {
        _ if row.failed.is_some() => paint::severity(ui.painter(), square, Severity::Error, tone, true),
        true => paint::severity(ui.painter(), square, Severity::Error, tone, false),
        false if row.tables == 0 => paint::severity(ui.painter(), square, Severity::Warning, tone, false),
        false => paint::tick(ui.painter(), rect.center(), tone.ink),
    }
    ui.add(Label::new(RichText::new(row.status()).color(tone.ink)).truncate());
}
