//! The grid: a table as it was printed, to read and to edit.
//!
//! `columns` says what is where, `layout` how large, `view` what the user is doing and `block` what is done to
//! a selection; `keys` and `paint` turn keys and mouse into [`view::Input`]s. Scrolling, frozen columns and
//! the search for the rows in sight are `egui_table`'s.

mod block;
mod columns;
mod keys;
mod layout;
mod paint;
mod pairing;
mod selection;
mod view;

use egui::{Align, EventFilter, Id, Rect, Stroke, StrokeKind, TextEdit, Ui, pos2, vec2};
use egui_table::{Column, HeaderRow, Table, TableState};

use super::command::Command;
use super::theme::{self, Palette};
use crate::session::Session;

pub(crate) use keys::run as run_keys;
pub(crate) use selection::Suspects;

pub(crate) use view::{GridView, Input, Reply, Step, Typing};

/// What the right mouse button offers.
const CONTEXT_MENU: &[Command] = &[
    Command::Cut,
    Command::Copy,
    Command::Paste,
    Command::Clear,
    Command::Why,
    Command::CompareSum,
    Command::InsertRow,
    Command::InsertRowBelow,
    Command::DeleteRows,
];

fn context_command_id() -> Id {
    Id::unique("grid-context-command")
}

/// The editor of the active cell. There is one grid on screen at a time.
pub(crate) fn editor_id() -> Id {
    Id::unique("grid-cell-editor")
}

/// What a frame of the grid asks for: inputs for its view, and a command from its menu.
#[derive(Default)]
pub(crate) struct Asked {
    pub inputs: Vec<Input>,
    pub command: Option<Command>,
}

/// Shows a table in the room that is left.
pub(crate) fn show(ui: &mut Ui, view: &mut GridView, session: &Session, index: usize, salt: u64) -> Asked {
    view.follow(session, index);
    let palette = Palette::of(ui.ctx());
    // The table keeps this much for its scroll bar.
    let room = ui.available_width() - 12.0;
    view.layout.update(ui.ctx(), room, session, index, &view.columns, &view.drawn);
    let ids: Vec<Id> = (0..view.columns.len()).map(|c| Id::unique((salt, index, view.layout.generation, c))).collect();
    let widget = widget(view, &ids, (salt, index));
    let input = ui.input(|i| {
        let p = &i.pointer;
        let add = i.modifiers.command && !i.modifiers.shift;
        (p.primary_pressed(), p.secondary_pressed(), p.primary_down(), (i.modifiers.shift, add), p.interact_pos())
    });
    let (pressed, secondary, down, (shift, add), pointer) = input;
    if !down {
        view.dragging = false;
    }
    let font = theme::cell_font();
    let (digit, point) = ui.fonts_mut(|f| (f.glyph_width(&font, '0'), f.glyph_width(&font, '.')));
    let style = session.style(u32::try_from(index).unwrap_or(u32::MAX));
    let scrolls = view.layout.widths.iter().sum::<f32>() > room + 1.0;
    let mut painting = paint::Painting {
        view,
        session,
        palette,
        style,
        scrolls,
        digit,
        point,
        inputs: Vec::new(),
        editor: None,
        visible_rows: 0,
        pressed,
        secondary,
        down,
        shift,
        add,
        pointer,
    };
    // The scrolling is kept under the id of the surroundings: one for each table.
    let state_id = ui.push_id((salt, index), |ui| {
        // The grid draws its own lines; those of the table would go on below the last row.
        ui.visuals_mut().widgets.noninteractive.bg_stroke = Stroke::NONE;
        let id = widget.get_id(ui);
        widget.show(ui, &mut painting);
        id
    });
    let paint::Painting { inputs, editor, visible_rows, .. } = painting;
    view.page = visible_rows;
    drawn_widths(ui, view, state_id.inner, &ids, session.disclosure());
    // A click anywhere makes the editor give up the keyboard when the button is let go: take it back.
    if !inputs.is_empty() {
        view.wants_focus = true;
    }
    editor_ui(ui, view, session, editor, &palette);
    let command = ui.data_mut(|d| d.remove_temp::<Option<Command>>(context_command_id())).flatten();
    Asked { inputs, command }
}

fn widget(view: &mut GridView, ids: &[Id], salt: (u64, usize)) -> Table {
    let columns: Vec<Column> = view
        .layout
        .widths
        .iter()
        .zip(ids)
        .map(|(w, id)| Column::new(*w).range(40.0..=900.0).id(*id).resizable(true))
        .collect();
    let headers: Vec<HeaderRow> = view
        .layout
        .header_heights
        .iter()
        .enumerate()
        .map(|(r, height)| {
            let over = view.columns.headings.iter().filter(|h| h.rows.contains(&r));
            let mut groups: Vec<_> = over.map(|h| h.columns.clone()).collect();
            groups.sort_by_key(|g| g.start);
            HeaderRow { height: *height, groups }
        })
        .collect();
    let mut widget = Table::new()
        .id_salt(("grid", salt))
        .num_rows(view.columns.rows as u64)
        .num_sticky_cols(view.columns.frozen)
        .columns(columns)
        .headers(headers);
    if let Some(center) = view.scroll.take() {
        let align = center.then_some(Align::Center);
        widget = widget.scroll_to_row(view.cursor.0 as u64, align);
        if view.cursor.1 >= view.columns.frozen {
            widget = widget.scroll_to_column(view.cursor.1, None);
        }
    }
    widget
}

/// Takes over the column widths that the user has drawn in this frame, so that rows wrap to them.
fn drawn_widths(ui: &Ui, view: &mut GridView, state: Id, ids: &[Id], d: &crate::model::Disclosure) {
    let Some(state) = TableState::load(ui.ctx(), state) else { return };
    for (c, id) in ids.iter().enumerate() {
        let (Some(&now), Some(&was)) = (state.col_widths.get(id), view.layout.widths.get(c)) else { continue };
        if (now - was).abs() > 0.5 {
            view.drawn.retain(|(d, _)| *d != c);
            view.drawn.push((c, now));
            view.layout.set_width(c, now, ui.ctx(), d, &view.columns);
        }
    }
}

/// The editor is always there and has the keyboard, so that an input method can start on a cell that is
/// merely selected; until something is typed it cannot be seen.
fn editor_ui(ui: &mut Ui, view: &mut GridView, session: &Session, at: Option<(Rect, Rect)>, p: &Palette) {
    let off = Rect::from_min_size(pos2(-1000.0, -1000.0), vec2(80.0, 20.0));
    let (rect, clip) = at.unwrap_or((off, off));
    let typing = view.typing != Typing::Not;
    let mut rect = rect;
    if typing {
        // A long text gets more room than its cell, to the right as far as the grid reaches.
        let font = theme::cell_font();
        let needed: f32 = ui.fonts_mut(|f| view.buffer.chars().map(|c| f.glyph_width(&font, c)).sum());
        rect.max.x = (rect.left() + needed + 24.0).max(rect.right()).min(ui.max_rect().right().max(rect.right()));
    }
    let clip = if typing { clip.union(rect).intersect(ui.max_rect()) } else { clip };
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("grid-editor"));
    child.set_clip_rect(clip);
    if typing {
        child.painter().rect_filled(rect, 0.0, p.paper);
    } else {
        child.visuals_mut().text_cursor.stroke = Stroke::NONE;
    }
    let left = view.columns.role(view.cursor.1).is_none_or(|role| role == crate::model::ColumnRole::Label);
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let color = if typing { p.text } else { egui::Color32::TRANSPARENT };
    let output = TextEdit::singleline(&mut view.buffer)
        .id(editor_id())
        .frame(egui::Frame::NONE)
        .margin(egui::Margin::symmetric(layout::PAD as i8, 0))
        .min_size(vec2(0.0, rect.height()))
        .desired_width(rect.width() - 2.0 * layout::PAD)
        .font(theme::cell_font())
        .text_color(color)
        .align(egui::Align2([if left { Align::Min } else { Align::Max }, Align::Center]))
        .event_filter(filter)
        .return_key(None::<egui::KeyboardShortcut>)
        .show(&mut child);
    let title = view.field(session).map(|f| f.title(session.disclosure())).unwrap_or_default();
    output.response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, format!("编辑 {title}"));
        info.current_text_value = Some(view.buffer.clone());
        info
    });
    if std::mem::take(&mut view.wants_focus) {
        output.response.request_focus();
        let mut state = output.state;
        let end = egui::text::CCursor::new(view.buffer.chars().count());
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ui.ctx(), editor_id());
    }
    if typing {
        let painter = ui.painter().with_clip_rect(clip);
        painter.rect_stroke(rect, 0.0, Stroke::new(2.0, p.accent), StrokeKind::Inside);
    } else {
        // Keys that were refused (a computed cell) have reached the editor all the same.
        view.buffer.clear();
    }
}
