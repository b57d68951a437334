//! Grouped bars (分组柱): `egui_plot` draws grid and bars; names, numbers and tooltips are laid over it,
//! because they must wrap, must not overlap, and must be found by the pointer and by screen readers.

use std::sync::Arc;

use egui::{
    Align, Color32, CursorIcon, FontId, Galley, Id, Pos2, Rect, Response, ScrollArea, Sense, Shape, Stroke, Ui,
    WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};
use egui_plot::{Bar, BarChart, GridMark, Plot, PlotTransform};

use super::{
    axis::{Axis, position},
    describe::{bar_label, origin_text},
    palette::year_color,
};
use crate::{
    compare::{Chart, Group, Origin, Topic},
    model::Disclosure,
};

/// No bar is wider than this, however few there are.
const WIDEST_BAR: f32 = 52.0;
/// A bar narrower than this is hard to point at: the plot scrolls sideways instead.
const NARROWEST_BAR: f32 = 7.0;
/// The least room for a name under its group: four characters.
const NARROWEST_SLOT: f32 = 62.0;
/// Names take at most so many lines, the rest is in the tooltip.
const NAME_LINES: usize = 3;
/// Share of a group's slot that its bars may fill.
const FILL: f32 = 0.86;

/// Draws the bars over this height, with their names beneath; returns where to go when one is clicked.
pub(super) fn plot_ui(ui: &mut Ui, chart: &Chart, documents: &[&Disclosure], height: f32) -> Option<Origin> {
    let font = FontId::proportional(12.0);
    let axis = Axis::of(chart, (height / 50.0) as usize);
    let gutter = axis_ui(ui, &axis, height, &font);

    let years = chart.years.len().max(1);
    let available = (ui.available_width() - gutter).max(120.0);
    let least = NARROWEST_SLOT.max(NARROWEST_BAR * years as f32 / FILL);
    let layout = Layout::new(chart, available.max(least * chart.groups.len() as f32), years);
    let names: Vec<_> = chart
        .groups
        .iter()
        .map(|g| name_galley(ui, &short_name(chart.topic, g), layout.slot_width() - 8.0, &font))
        .collect();
    let names_height = names.iter().map(|g| g.size().y).fold(0.0, f32::max) + 6.0;
    let bar = if layout.width > available { ui.spacing().scroll.allocated_width() } else { 0.0 };
    let total = vec2(available, height + names_height + bar);
    let origin = ui.cursor().min;
    let area = Rect::from_min_size(pos2(origin.x + gutter, origin.y), total);
    let mut clicked = None;
    ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
        ScrollArea::horizontal().id_salt(chart.topic).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let transform = bars_ui(ui, chart, &axis, &layout, height);
            for (g, galley) in names.into_iter().enumerate() {
                let middle = transform.position_from_point_x(g as f64 + 0.5);
                let color = ui.visuals().text_color();
                ui.painter().galley(pos2(middle, transform.frame().bottom() + 2.0), galley, color);
            }
            ui.allocate_space(vec2(layout.width, names_height));
            clicked = overlay_ui(ui, chart, documents, &layout, &transform);
        });
    });
    ui.advance_cursor_after_rect(Rect::from_min_size(origin, vec2(gutter + available, total.y)));
    clicked
}

/// Paints the numbers of the value axis and its unit left of the plot; they stay when the plot scrolls.
/// Returns their width.
fn axis_ui(ui: &Ui, axis: &Axis, plot_height: f32, font: &FontId) -> f32 {
    let color = ui.visuals().weak_text_color();
    let origin = ui.cursor().min;
    let painter = ui.painter();
    let numbers: Vec<_> =
        axis.lines().map(|v| (v, painter.layout_no_wrap(axis.text(v), font.clone(), color))).collect();
    let unit = painter.layout_no_wrap(axis.unit.name().to_owned(), font.clone(), color);
    let width = numbers.iter().map(|(_, g)| g.size().x).fold(unit.size().x, f32::max) + 8.0;
    let frame = plot_frame(Rect::from_min_size(origin, vec2(width, plot_height)));
    for (value, galley) in numbers {
        let t = ((value - axis.low) / (axis.high - axis.low)) as f32;
        let y = frame.bottom() - t * frame.height() - galley.size().y / 2.0;
        painter.galley(pos2(origin.x + width - 8.0 - galley.size().x, y), galley, color);
    }
    painter.galley(pos2(origin.x + width - 8.0 - unit.size().x, origin.y), unit, color);
    width
}

/// The part of the plot between its lowest and highest value: above it there is room for the unit and for
/// the numbers of the highest bars.
fn plot_frame(plot: Rect) -> Rect {
    Rect::from_min_max(plot.min + vec2(0.0, HEADROOM), plot.max - vec2(0.0, FOOTROOM))
}

const HEADROOM: f32 = 24.0;
const FOOTROOM: f32 = 8.0;

/// Where the bars stand: group `g` has the slot from `g` to `g + 1`.
struct Layout {
    width: f32,
    groups: usize,
    years: usize,
    /// Width of a bar with its gap, in slots.
    pitch: f64,
}

impl Layout {
    fn new(chart: &Chart, width: f32, years: usize) -> Self {
        let groups = chart.groups.len().max(1);
        let slot = width / groups as f32;
        let pitch = (slot * FILL / years as f32).min(WIDEST_BAR);
        Self { width, groups, years, pitch: f64::from(pitch / slot) }
    }

    fn slot_width(&self) -> f32 {
        self.width / self.groups as f32
    }

    fn pitch_width(&self) -> f32 {
        self.pitch as f32 * self.slot_width()
    }

    /// The middle of a bar, in slots.
    fn bar(&self, group: usize, year: usize) -> f64 {
        group as f64 + 0.5 + (year as f64 - (self.years as f64 - 1.0) / 2.0) * self.pitch
    }
}

fn bars_ui(ui: &mut Ui, chart: &Chart, axis: &Axis, layout: &Layout, height: f32) -> PlotTransform {
    let grid: Vec<GridMark> = axis.lines().map(|value| GridMark { value, step_size: axis.step }).collect();
    let dark = ui.visuals().dark_mode;
    let per_pixel = (axis.high - axis.low) / f64::from(height - HEADROOM - FOOTROOM).max(1.0);
    let (low, high) = (axis.low - per_pixel * f64::from(FOOTROOM), axis.high + per_pixel * f64::from(HEADROOM));
    // One physical pixel of paper between neighbours keeps years apart whose colours are close.
    let bar_width = layout.pitch * f64::from(1.0 - 1.5 / layout.pitch_width().max(3.0));
    let line = ui.visuals().widgets.noninteractive.bg_stroke.color;
    let response = Plot::new(("bars", chart.topic))
        .width(layout.width)
        .height(height)
        .sense(Sense::hover())
        .show_axes(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .grid_color(line)
        .grid_fade(0.0)
        .show_grid([false, true])
        .y_grid_spacer(move |_| grid.clone())
        .show(ui, |plot| {
            plot.set_plot_bounds_x(0.0..=layout.groups as f64);
            plot.set_plot_bounds_y(low..=high);
            for (y, year) in chart.years.iter().enumerate() {
                let color = year_color(y, layout.years, dark);
                let bars = chart
                    .groups
                    .iter()
                    .enumerate()
                    .filter_map(|(g, group)| Some((g, group.value(y)?)))
                    .map(|(g, value)| {
                        Bar::new(layout.bar(g, y), position(value)).width(bar_width).fill(color).stroke(Stroke::NONE)
                    })
                    .collect();
                plot.bar_chart(BarChart::new(year.to_string(), bars).color(color).allow_hover(false));
            }
        });
    response.transform
}

/// Base line, numbers on the bars, and what the pointer finds.
fn overlay_ui(
    ui: &mut Ui,
    chart: &Chart,
    documents: &[&Disclosure],
    layout: &Layout,
    transform: &PlotTransform,
) -> Option<Origin> {
    let frame = *transform.frame();
    let base = transform.position_from_point_y(0.0);
    let strong = ui.visuals().widgets.noninteractive.fg_stroke.color;
    ui.painter().hline(frame.x_range(), base, Stroke::new(1.0, strong.gamma_multiply(0.5)));
    let number_font = FontId::proportional(11.0);
    let with_numbers = numbers_fit(ui, chart, layout, &number_font);
    let mut clicked = None;
    for (g, group) in chart.groups.iter().enumerate() {
        let left = transform.position_from_point_x(g as f64);
        if !ui.is_rect_visible(Rect::from_x_y_ranges(left..=left + layout.slot_width(), frame.y_range())) {
            continue;
        }
        for (y, year) in chart.years.iter().enumerate() {
            let x = transform.position_from_point_x(layout.bar(g, y));
            let half = layout.pitch_width() / 2.0;
            let column = Rect::from_x_y_ranges(x - half..=x + half, frame.y_range());
            let id = ui.scope_id().with((chart.topic, &group.code, &group.name, year));
            let point = group.points.get(y).copied().flatten();
            match point {
                Some(point) if with_numbers => {
                    let top = transform.position_from_point_y(position(point.value)).min(base);
                    paint_number(ui, &chart.amount_text(point.value), pos2(x, top), &number_font);
                }
                Some(_) => {}
                None => paint_gap(ui, pos2(x, base), half),
            }
            let response = column_ui(ui, column, id, point.is_some());
            // Composed only when somebody looks or listens.
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, bar_label(chart, group, y)));
            if response.clicked() {
                clicked = point.map(|p| p.origin).or(clicked);
            }
            response.on_hover_ui_at_pointer(|ui| {
                ui.set_max_width(360.0);
                ui.label(bar_label(chart, group, y));
                if let Some(point) = point {
                    ui.weak(format!("{}。点击可跳到该单元格。", origin_text(point.origin, documents)));
                }
            });
        }
    }
    clicked
}

/// What the pointer finds over a bar: the whole column, so that a bar of no height can be pointed at too.
fn column_ui(ui: &Ui, column: Rect, id: Id, leads_somewhere: bool) -> Response {
    let response = ui.interact(column, id, if leads_somewhere { Sense::CLICK } else { Sense::hover() });
    if response.hovered() {
        ui.painter().rect_filled(column, 0.0, ui.visuals().text_color().gamma_multiply(0.06));
    }
    if leads_somewhere { response.on_hover_cursor(CursorIcon::PointingHand) } else { response }
}

/// The numbers stand on the bars only if every one of them has room.
fn numbers_fit(ui: &Ui, chart: &Chart, layout: &Layout, font: &FontId) -> bool {
    let width = |text: String| ui.painter().layout_no_wrap(text, font.clone(), Color32::PLACEHOLDER).size().x;
    let points = || chart.groups.iter().flat_map(|g| &g.points).flatten();
    // Laying out hundreds of numbers to find that there is no room would be wasted work.
    points().count() <= 120 && points().all(|p| width(chart.amount_text(p.value)) + 3.0 <= layout.pitch_width())
}

fn paint_number(ui: &Ui, text: &str, top: Pos2, font: &FontId) {
    let color = ui.visuals().text_color();
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), color);
    ui.painter().galley(top - vec2(galley.size().x / 2.0, galley.size().y + 1.0), galley, color);
}

/// A short dash on the base line where nothing is printed, so that a gap is not taken for a zero.
fn paint_gap(ui: &Ui, at: Pos2, half: f32) {
    let half = (half * 0.5).min(5.0);
    let stroke = Stroke::new(1.5, ui.visuals().weak_text_color());
    ui.painter().add(Shape::line_segment([at - vec2(half, 5.0), at + vec2(half, -5.0)], stroke));
}

fn name_galley(ui: &Ui, name: &str, width: f32, font: &FontId) -> Arc<Galley> {
    let mut job = LayoutJob::simple(name.to_owned(), font.clone(), ui.visuals().text_color(), width);
    job.wrap = TextWrapping { max_width: width, max_rows: NAME_LINES, break_anywhere: true, ..job.wrap };
    job.halign = Align::Center;
    ui.painter().layout_job(job)
}

/// Class names all end in 支出, which their chart need not repeat thirty times.
fn short_name(topic: Topic, group: &Group) -> String {
    match group.name.strip_suffix("支出") {
        Some(short) if topic == Topic::SpendingByClass && short != "其他" => short.to_owned(),
        _ => group.name.clone(),
    }
}
