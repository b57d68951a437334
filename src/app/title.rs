//! Around the grid: the line with the table's title, and its notes.

use egui::{Align, Frame, Layout, Margin, RichText, ScrollArea, TextStyle, Ui};

use super::action::Action;
use super::command::Command;
use super::names::{table_name, table_title};
use super::paint;
use super::theme::Palette;
use super::workspace::DocId;
use crate::check::Verdict;
use crate::model::{CellRef, Status, Table};
use crate::session::{Edit, Field, Session, Slot};

/// Title, number, unit, rows, and how the table's relations came out.
pub(super) fn ui(ui: &mut Ui, session: &Session, id: DocId, index: usize, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let Some(table) = session.disclosure().tables.get(index) else { return };
    Frame::NONE.inner_margin(Margin { left: 12, right: 12, top: 6, bottom: 6 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            paint::bold_label(ui, table_title(table), 16.0);
            ui.add_space(6.0);
            if !table.number.is_empty() {
                ui.label(RichText::new(&table.number).color(p.weak));
            }
            ui.label(RichText::new(format!("单位：{}", table.unit.name())).color(p.weak));
            let rows = table.panels.iter().map(|p| p.rows.len()).max().unwrap_or(0);
            ui.label(RichText::new(format!("{rows} 行")).color(p.weak));
            match table.status {
                Status::Ok => {}
                Status::Partial => {
                    ui.label(RichText::new("部分还原").color(p.purple.ink))
                        .on_hover_text("原文有一部分没能放进单元格，列在表下，请对照原文补上。");
                }
                Status::Unrecoverable => {
                    ui.label(RichText::new("无法还原").color(p.purple.ink));
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if !table.is_empty() {
                    let seen = session.is_table_seen(index);
                    if super::prose::tick_button(ui, &p, seen, &table_name(session.disclosure(), index)).clicked() {
                        actions.push(Action::Edit(id, Edit::Seen { ids: vec![table.id.clone()], seen: !seen }));
                    }
                }
                counts(ui, session, index, &p);
            });
        });
    });
}

/// Says of a table that nobody knows what it is, and asks.
pub(super) fn unrecognized_ui(ui: &mut Ui, id: DocId, index: usize, can_be_taught: bool, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    Frame::NONE.inner_margin(Margin { left: 12, right: 12, top: 0, bottom: 6 }).show(ui, |ui| {
        Frame::NONE.fill(p.amber.fill).corner_radius(6.0).inner_margin(Margin::symmetric(10, 5)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            // A row of its own height: a layout from the right would take all that is left.
            let row = egui::vec2(ui.available_width(), 26.0);
            ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
                if ui.button("就是其他表").on_hover_text("不再提示；这张表只核对表内的合计").clicked()
                {
                    actions.push(Action::AcceptTable(id, index));
                }
                let button = ui.button("指定表种…").on_hover_text("选择它是哪一种表，并适用那种表的勾稽关系；可以撤销");
                if button.clicked() {
                    let command = if can_be_taught { Command::Teach } else { Command::TableProperties };
                    actions.push(Action::Command(command));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let text = RichText::new("未能识别的表：请指定它是什么表。").color(p.amber.ink);
                    ui.add(egui::Label::new(text).truncate())
                        .on_hover_text("没有指定之前，只核对表内的合计，不与别的表核对。");
                });
            });
        });
    });
}

/// Relations of the table by verdict. Counted when the content changes, not per frame.
fn counts(ui: &mut Ui, session: &Session, index: usize, p: &Palette) {
    let counts = session.table_counts(index);
    if counts.all == 0 {
        return;
    }
    let mut parts = Vec::new();
    if counts.broken > 0 {
        parts.push((format!("{} {}", counts.broken, Verdict::Broken.name()), p.red.ink));
    }
    if counts.rounding > 0 {
        parts.push((format!("{} 尾差", counts.rounding), p.amber.ink));
    }
    parts.push((format!("参与 {} 条勾稽：{} 平", counts.all, counts.holds), p.weak));
    // From right to left, the most important first: in a narrow window the rest gives way.
    let font = TextStyle::Body.resolve(ui.style());
    for (text, ink) in parts {
        let width: f32 = ui.fonts_mut(|f| text.chars().map(|c| f.glyph_width(&font, c)).sum());
        if width + 4.0 > ui.available_width() {
            return;
        }
        ui.label(RichText::new(text).color(ink));
    }
}

/// A table without rows: destroyed by the extraction, or printed empty.
pub(super) fn nothing_ui(ui: &mut Ui, table: &Table, id: DocId, index: usize, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    Frame::NONE.inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
        if table.status == Status::Unrecoverable {
            Frame::NONE.fill(p.purple.fill).corner_radius(6.0).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
                let text = "这张表在文字提取时被打乱，分不清哪个数属于哪一行哪一列，所以没有放进表格，也不参与勾稽。\
                            下面是原样保留的文字；要核对它，请打开原文的其他格式。";
                ui.add(egui::Label::new(RichText::new(text).color(p.purple.ink)).wrap());
            });
        } else {
            ui.horizontal(|ui| {
                ui.label(RichText::new("这张表公开时是空表，没有数据。").color(p.weak));
                let has_columns = table.panels.first().is_some_and(|p| !p.columns.is_empty());
                if has_columns && ui.button("插入一行").on_hover_text("开始填写这张表").clicked() {
                    let at = Field { slot: Slot::Name, ..Field::from(CellRef::new(index, 0, 0, 0)) };
                    actions.push(Action::Edit(id, Edit::InsertRows { at, count: 1 }));
                }
            });
        }
        for note in &table.notes {
            ui.add(egui::Label::new(note).wrap().selectable(true));
        }
        if !table.raw.is_empty() {
            ui.add_space(6.0);
            ScrollArea::both().id_salt("raw").auto_shrink(false).show(ui, |ui| {
                ui.add(egui::Label::new(RichText::new(&table.raw).monospace()).selectable(true).extend());
            });
        }
    });
}

fn lines(table: &Table) -> Vec<String> {
    let mut lines: Vec<String> = table.notes.clone();
    if !table.raw.is_empty() {
        lines.push(format!("没有放进单元格的文字：{}", table.raw));
    }
    lines
}

/// How much room the notes want under the grid.
pub(super) fn notes_height(ui: &Ui, table: &Table) -> f32 {
    let width = (ui.available_width() - 24.0).max(100.0);
    let font = egui::TextStyle::Body.resolve(ui.style());
    let text = lines(table).join("\n");
    if text.is_empty() {
        return 0.0;
    }
    let height = ui.painter().layout(text, font, egui::Color32::BLACK, width).size().y;
    (height + 14.0).min(ui.available_height() * 0.3)
}

/// The notes under the table, and what could not be put into cells.
pub(super) fn notes_ui(ui: &mut Ui, table: &Table) {
    let lines = lines(table);
    if lines.is_empty() {
        return;
    }
    let p = Palette::of(ui.ctx());
    Frame::NONE.inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
        ScrollArea::vertical().id_salt("notes").auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for line in lines {
                ui.add(egui::Label::new(RichText::new(line).color(p.weak)).wrap().selectable(true));
            }
        });
    });
}
