//! The left side: the open disclosures, their tables and their text, each with what was found in it.

use egui::{Align2, FontId, Rect, Response, ScrollArea, Sense, Ui, pos2, vec2};

use super::action::Action;
use super::command::Command;
use super::names::{section_title, standard_name, table_name};
use super::paint;
use super::theme::Palette;
use super::workspace::{Document, Tab, Workspace, is_unrecognized};
use crate::check::Tally;
use crate::model::{Status, Table};

pub(super) fn ui(ui: &mut Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    ScrollArea::vertical().id_salt("navigator").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(8.0);
        caption(ui, &p, "已打开");
        for document in &workspace.documents {
            entry(ui, &p, workspace, document, actions);
        }
        ui.add_space(12.0);
    });
}

fn caption(ui: &mut Ui, p: &Palette, text: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let at = pos2(rect.left() + 12.0, rect.center().y);
    paint::text(ui.painter(), at, Align2::LEFT_CENTER, text, FontId::proportional(12.0), p.weak, false);
}

fn entry(ui: &mut Ui, p: &Palette, workspace: &Workspace, document: &Document, actions: &mut Vec<Action>) {
    let id = ui.make_persistent_id(("document", document.id));
    let is_current = workspace.current().is_some_and(|d| d.id == document.id);
    let mut open = ui.data_mut(|d| d.get_persisted::<bool>(id)).unwrap_or(is_current);
    let session = &document.session;
    let d = session.disclosure();
    let dirty = session.is_dirty();

    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, p.accent_soft);
    }
    triangle(ui, pos2(rect.left() + 14.0, rect.center().y), open, p);
    let room = if dirty { 22.0 } else { 8.0 };
    let text_rect = Rect::from_min_max(rect.min + vec2(23.0, 0.0), rect.max - vec2(room, 0.0));
    let short = match d.year {
        Some(year) if !d.agency.is_empty() => format!("{} · {year} {}", d.agency, d.stage.name()),
        _ if d.agency.is_empty() && !d.source.file.is_empty() => d.source.file.clone(),
        _ => d.title(),
    };
    elided(ui, text_rect, &short, 13.5, p.text, is_current);
    if dirty {
        ui.painter().circle_filled(rect.right_center() - vec2(14.0, 0.0), 3.5, p.amber.ink);
    }
    let label = if dirty { format!("{}（未保存）", d.title()) } else { d.title() };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
    let response = response.on_hover_text(format!("{}\n{}", d.title(), source_text(document)));
    response.context_menu(|ui| {
        if ui.button(Command::Identity.text()).clicked() {
            actions.push(Action::Identify(document.id));
            ui.close();
        }
        if ui.button("关闭文件").clicked() {
            actions.push(Action::CloseDocument(document.id));
            ui.close();
        }
    });
    if response.clicked() {
        open = !open;
        ui.data_mut(|d| d.insert_persisted(id, open));
    }
    if !open {
        return;
    }
    if d.agency.is_empty() || d.year.is_none() {
        let text = match (d.agency.is_empty(), d.year) {
            (true, Some(_)) => "没有认出部门，填写…",
            (true, None) => "没有认出部门和年度，填写…",
            (false, _) => "没有认出年度，填写…",
        };
        let response = line(ui, p, false, text, None, true, |_, rect| rect.right());
        if response.on_hover_text(Command::Identity.tooltip()).clicked() {
            actions.push(Action::Identify(document.id));
        }
    }
    for (i, table) in d.tables.iter().enumerate() {
        let tab = Tab::Table(document.id, i);
        let title = table_name(d, i);
        let short = standard_name(d, i);
        let response = line(ui, p, workspace.tab() == Some(tab), &title, short, table.is_empty(), |ui, rect| {
            let is_open = is_unrecognized(table) && !workspace.accepted.contains(&(document.id, i));
            match is_open {
                true => paint::badge(ui.painter(), rect.right_center(), "未识别", p.amber).left(),
                false => table_badges(ui, p, rect, table, &session.table_tally(i), session.is_table_seen(i)),
            }
        });
        let tip = if table.number.is_empty() { table.kind.name() } else { &table.number };
        if response.on_hover_text(format!("{tip} · {}", table.title)).clicked() {
            actions.push(Action::Show(tab));
        }
    }
    if d.tables.is_empty() {
        caption(ui, p, "没有认出表格");
    }
    if !d.prose.is_empty() {
        caption(ui, p, "情况说明");
    }
    let mut is_inside = false;
    for (i, section) in d.prose.iter().enumerate() {
        if section.table.is_some() && !is_inside {
            caption(ui, p, "表内文字");
        }
        is_inside = section.table.is_some();
        let title = section_title(section);
        let on = workspace.tab() == Some(Tab::Text(document.id))
            && workspace.section.is_some_and(|(id, at, _)| (id, at) == (document.id, i));
        let response = line(ui, p, on, title, None, section.text.is_empty(), |ui, rect| {
            section_badges(ui, p, rect, &session.section_tally(i), session.is_section_seen(i))
        });
        if response.on_hover_text(title).clicked() {
            actions.push(Action::ShowSection(document.id, i));
        }
    }
    ui.add_space(6.0);
}

fn source_text(document: &Document) -> String {
    let session = &document.session;
    match (session.path(), session.source()) {
        (Some(path), Some(source)) if path != source => {
            format!("原文：{}\n保存到：{}", source.display(), path.display())
        }
        (Some(path), _) => format!("文件：{}", path.display()),
        (None, Some(source)) => format!("原文：{}\n还没有保存", source.display()),
        (None, None) => "程序自带的示例，还没有保存到文件".to_owned(),
    }
}

fn triangle(ui: &Ui, c: egui::Pos2, open: bool, p: &Palette) {
    let points = if open {
        vec![c + vec2(-4.0, -2.5), c + vec2(4.0, -2.5), c + vec2(0.0, 3.0)]
    } else {
        vec![c + vec2(-2.5, -4.0), c + vec2(3.0, 0.0), c + vec2(-2.5, 4.0)]
    };
    ui.painter().add(egui::Shape::convex_polygon(points, p.weak, egui::Stroke::NONE));
}

/// One entry. `short` is shown where the text does not fit; `badges` paints at the right and returns where
/// they begin.
fn line(
    ui: &mut Ui,
    p: &Palette,
    on: bool,
    text: &str,
    short: Option<&str>,
    faint: bool,
    badges: impl FnOnce(&Ui, Rect) -> f32,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    if on {
        ui.painter().rect_filled(rect, 0.0, p.accent_soft);
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, p.accent);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, p.frozen);
    }
    let inner = Rect::from_min_max(rect.min + vec2(26.0, 0.0), rect.max - vec2(10.0, 0.0));
    let right = badges(ui, inner);
    let ink = if on {
        p.accent
    } else if faint {
        p.weak
    } else {
        p.text
    };
    let room = Rect::from_min_max(inner.min, pos2(right - 6.0, inner.bottom()));
    let font = FontId::proportional(13.0);
    let width: f32 = ui.fonts_mut(|f| text.chars().map(|c| f.glyph_width(&font, c)).sum());
    let shown = short.filter(|_| width > room.width() + 1.0).unwrap_or(text);
    elided(ui, room, shown, 13.0, ink, on);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::TreeItem, true, on, text));
    response
}

/// What was found in a table: counts, a tick, or why there is nothing to find.
fn table_badges(ui: &Ui, p: &Palette, rect: Rect, table: &Table, tally: &Tally, seen: bool) -> f32 {
    let painter = ui.painter();
    let mut at = rect.right_center();
    if table.status == Status::Unrecoverable {
        return paint::badge(painter, at, "无法还原", p.purple).left();
    }
    let left = counted(painter, p, at, tally);
    if let Some(left) = left {
        at.x = left;
        return if seen { looked_at(painter, p, at) } else { left };
    }
    if table.is_empty() {
        let font = FontId::proportional(11.5);
        return paint::text(painter, at, Align2::RIGHT_CENTER, "空表", font, p.weak, false).left();
    }
    if seen {
        return looked_at(painter, p, at);
    }
    // Nothing was found, and nobody has said that he looked.
    paint::tick(painter, at - vec2(7.0, 0.0), p.weak);
    at.x - 14.0
}

/// How much was found; `None` if nothing was.
fn counted(painter: &egui::Painter, p: &Palette, mut at: egui::Pos2, tally: &Tally) -> Option<f32> {
    let counts = [(tally.warnings, p.amber), (tally.missing, p.purple), (tally.errors, p.red)];
    let found = counts.iter().filter(|(count, _)| *count > 0);
    for (count, tone) in found {
        let rect = paint::badge(painter, at, &count.to_string(), *tone);
        at.x = rect.left() - 4.0;
    }
    counts.iter().any(|(count, _)| *count > 0).then_some(at.x)
}

/// A tick in a ring: somebody has looked at it.
fn looked_at(painter: &egui::Painter, p: &Palette, at: egui::Pos2) -> f32 {
    let center = at - vec2(8.0, 0.0);
    painter.circle(center, 7.5, p.green.fill, egui::Stroke::new(1.0, p.green.ink));
    paint::tick(painter, center, p.green.ink);
    at.x - 18.0
}

/// What was found in a section of the text, and whether it was looked at.
fn section_badges(ui: &Ui, p: &Palette, rect: Rect, tally: &Tally, seen: bool) -> f32 {
    let at = rect.right_center();
    let left = counted(ui.painter(), p, at, tally).unwrap_or(at.x);
    if seen { looked_at(ui.painter(), p, pos2(left, at.y)) } else { left }
}

/// One line of text, cut off with … where it does not fit.
fn elided(ui: &Ui, rect: Rect, text: &str, size: f32, color: egui::Color32, bold: bool) {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), FontId::proportional(size), color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width().max(10.0));
    let laid = ui.painter().layout_job(job);
    let at = pos2(rect.left(), rect.center().y - laid.size().y / 2.0);
    paint::galley(ui.painter(), at, laid, color, bold);
}
