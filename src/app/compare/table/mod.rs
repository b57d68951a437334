//! The table of a comparison: every line with its sides, change, rate and reason, to look through and to copy.
//!
//! `sheet` is what is shown, in the order that `arrange` gives; `layout` how wide; `view` what the user is doing;
//! `keys` and `paint` turn keys and mouse into inputs. Scrolling and frozen columns are `egui_table`'s.

mod arrange;
mod keys;
mod layout;
mod paint;
mod sheet;
#[cfg(test)]
mod tests;
mod view;

use egui::{Id, Stroke, Ui};
use egui_table::{Column as Width, HeaderRow, Table};

pub(super) use paint::Asked;
pub(super) use sheet::{Column, Shown};
pub(super) use view::TableView;

use crate::app::theme::Palette;
use crate::compare::Comparison;

/// Shows the table in the room that is left. `about` is what is said of a cell under the pointer.
pub(super) fn ui(
    ui: &mut Ui,
    view: &mut TableView,
    comparison: &Comparison,
    has_keyboard: bool,
    about: &dyn Fn(&Shown, Column) -> Option<String>,
) -> Vec<Asked> {
    let mut asked = if has_keyboard { keys::run(ui, view, comparison) } else { Vec::new() };
    // The table keeps this much for its scroll bar.
    let room = ui.available_width() - 12.0;
    let mut layout = std::mem::take(&mut view.layout);
    layout.update(ui, view.made, room, &view.sheet);
    view.layout = layout;
    let widget = widget(view);
    let (pressed, secondary, down, shift, pointer) = ui.input(|i| {
        let p = &i.pointer;
        (p.primary_pressed(), p.secondary_pressed(), p.primary_down(), i.modifiers.shift, p.interact_pos())
    });
    if !down {
        view.dragging = false;
    }
    let scrolls = view.layout.widths.iter().sum::<f32>() > room + 1.0;
    let palette = Palette::of(ui.ctx());
    let mut painting = paint::Painting {
        view,
        palette,
        about,
        inputs: Vec::new(),
        asked: Vec::new(),
        visible_rows: 0,
        pressed,
        secondary,
        down,
        shift,
        pointer,
        scrolls,
    };
    ui.scope(|ui| {
        // The table draws its own lines; those of the widget would go on below the last row.
        ui.visuals_mut().widgets.noninteractive.bg_stroke = Stroke::NONE;
        widget.show(ui, &mut painting);
    });
    let paint::Painting { inputs, asked: more, visible_rows, .. } = painting;
    view.page = visible_rows;
    for input in inputs {
        view.run(input, comparison);
    }
    asked.extend(more);
    asked.extend(ui.data_mut(|d| d.remove_temp::<Option<Asked>>(paint::menu_id())).flatten());
    asked
}

fn widget(view: &mut TableView) -> Table {
    let generation = view.layout.generation;
    let columns: Vec<Width> = (0..)
        .zip(&view.layout.widths)
        .map(|(c, w): (usize, &f32)| {
            Width::new(*w).range(40.0..=900.0).id(Id::unique(("compare", generation, c))).resizable(true)
        })
        .collect();
    let mut widget = Table::new()
        .id_salt("compare")
        .num_rows(view.sheet.rows.len() as u64)
        .num_sticky_cols(view.sheet.frozen)
        .columns(columns)
        .headers([HeaderRow::new(30.0)]);
    if std::mem::take(&mut view.wants_end) {
        let rate = view.sheet.columns.iter().position(|c| *c == Column::Rate);
        widget = widget.scroll_to_column(rate.unwrap_or(view.cursor.1), None);
    }
    if let Some(center) = view.scroll.take() {
        widget = widget.scroll_to_row(view.cursor.0 as u64, center.then_some(egui::Align::Center));
        if view.cursor.1 >= view.sheet.frozen {
            widget = widget.scroll_to_column(view.cursor.1, None);
        }
    }
    widget
}
