//! The strip of tabs.

use egui::{Align2, CornerRadius, FontId, Id, Rect, ScrollArea, Sense, Stroke, Ui, Vec2, pos2, vec2};

use super::action::Action;
use super::paint;
use super::theme::Palette;
use super::workspace::{Tab, Workspace};

/// Longer titles are cut off.
const WIDEST: f32 = 250.0;
/// Titles of more characters give way to the standard name of the table.
const LONG: usize = 12;
const HEIGHT: f32 = 32.0;

pub(super) fn ui(ui: &mut Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let strip = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), HEIGHT));
    ui.painter().rect_filled(strip, 0.0, p.head);
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, Stroke::new(1.0, p.line));
    ui.allocate_ui(strip.size(), |ui| {
        ScrollArea::horizontal()
            .id_salt("tabs")
            .auto_shrink(false)
            .max_height(HEIGHT)
            .scroll_bar_visibility(hidden())
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    ui.add_space(8.0);
                    for (i, tab) in workspace.tabs.iter().enumerate() {
                        one(ui, workspace, i, *tab, actions);
                    }
                });
            });
    });
}

/// The title of a tab, with what tells its document from the others.
fn title(workspace: &Workspace, tab: Tab) -> String {
    let title = workspace.title(tab);
    let short = if title.chars().count() > LONG { workspace.short_title(tab) } else { None };
    let title = short.map_or(title, str::to_owned);
    match tab.document().and_then(|id| workspace.distinction(id)) {
        Some(which) => format!("{title} {which}"),
        None => title,
    }
}

fn hidden() -> egui::scroll_area::ScrollBarVisibility {
    egui::scroll_area::ScrollBarVisibility::AlwaysHidden
}

fn one(ui: &mut Ui, workspace: &Workspace, index: usize, tab: Tab, actions: &mut Vec<Action>) {
    let p = &Palette::of(ui.ctx());
    let on = index == workspace.active;
    let title = &title(workspace, tab);
    let ink = if on { p.text } else { p.weak };
    let mut job = egui::text::LayoutJob::simple_singleline(title.to_owned(), FontId::proportional(13.5), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(WIDEST);
    let laid = ui.painter().layout_job(job);
    let is_cut = laid.elided;
    let size = vec2(laid.size().x + 40.0, HEIGHT - 3.0);
    let (_, rect) = ui.allocate_space(vec2(size.x, HEIGHT));
    let rect = Rect::from_min_max(pos2(rect.left(), rect.bottom() - size.y), rect.max);
    let response = ui.interact(rect, ui.scope_id().with(("tab", index)), Sense::click());
    if on {
        let radius = CornerRadius { nw: 6, ne: 6, sw: 0, se: 0 };
        ui.painter().rect_filled(rect, radius, p.paper);
        ui.painter().rect_filled(
            Rect::from_min_size(rect.min + vec2(6.0, 0.0), vec2(rect.width() - 12.0, 2.0)),
            0.0,
            p.accent,
        );
        // Once, when it comes on top: the strip can be scrolled away from it afterwards.
        let seen: Option<Tab> =
            ui.data_mut(|d| d.get_temp_mut_or_default::<Option<Tab>>(Id::unique("tab-on-top")).replace(tab));
        if seen != Some(tab) {
            response.scroll_to_me(None);
        }
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, p.accent_soft);
    }
    let at = pos2(rect.left() + 12.0, rect.center().y - laid.size().y / 2.0);
    paint::galley(ui.painter(), at, laid, ink, on);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, on, title));
    let response = if is_cut { response.on_hover_text(title) } else { response };
    let close = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), Vec2::splat(16.0));
    let closing = ui.interact(close, ui.scope_id().with(("close", index)), Sense::click());
    closing.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("关闭标签 {title}")));
    if on || response.hovered() || closing.hovered() {
        if closing.hovered() {
            ui.painter().rect_filled(close, 4.0, p.line);
        }
        paint::text(
            ui.painter(),
            close.center(),
            Align2::CENTER_CENTER,
            "×",
            FontId::proportional(14.0),
            p.weak,
            false,
        );
    }
    if closing.clicked() || response.middle_clicked() {
        actions.push(Action::CloseTab(index));
    } else if response.clicked() {
        actions.push(Action::Show(tab));
    }
}
