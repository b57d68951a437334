//! The table: a line for each agency, sorted by any indicator, the spread beneath.

use egui::{Align, CursorIcon, Label, Layout, Response, RichText, Role, ScrollArea, Sense, TextStyle, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder, TableRow};

use super::PeersState;
use crate::{
    app::theme::Palette,
    compare::peers::{Indicator, Peer, Peers, Spread, Standing},
    model::Spot,
};

const ROW: f32 = 25.0;
const NAME: f32 = 220.0;
const NARROWEST_NAME: f32 = 130.0;

impl PeersState {
    /// A click on a head: the most first, a second click turns it round.
    fn click(&mut self, by: Option<Indicator>) {
        self.ascending = if self.by == by { !self.ascending } else { by.is_none() };
        self.by = by;
    }
}

/// Draws the table. Returns where a value that was clicked is printed: the place of its agency among the
/// profiles, and the cell or number.
pub(super) fn table_ui(ui: &mut Ui, peers: &Peers, state: &mut PeersState) -> Option<(usize, Spot)> {
    let p = Palette::of(ui.ctx());
    let stated: Vec<Indicator> = peers.stated().collect();
    let order = peers.sorted(state.by, state.ascending);
    let width = |ui: &Ui, text: String| {
        let font = TextStyle::Body.resolve(ui.style());
        ui.painter().layout_no_wrap(text, font, p.text).size().x + 22.0
    };
    let widths: Vec<f32> = stated
        .iter()
        .map(|i| {
            let values = peers.rows.iter().filter_map(|r| r.value(*i)).map(|v| width(ui, i.text(v)));
            // Unit beneath the name: the head takes two lines.
            values.fold(width(ui, i.name().to_owned()) + 6.0, f32::max)
        })
        .collect();
    let name = (ui.available_width() - widths.iter().sum::<f32>() - 20.0).clamp(NARROWEST_NAME, NAME);
    let mut clicked = None;
    let mut sort = None;
    ScrollArea::horizontal().id_salt("peers").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let mut builder = TableBuilder::new(ui).id_salt(("peers", stated.len())).striped(true).auto_shrink(false);
        builder = builder.cell_layout(Layout::left_to_right(Align::Center)).column(Column::exact(name).clip(true));
        for width in &widths {
            builder = builder.column(Column::exact(*width).clip(true));
        }
        let table = builder.header(ROW * 1.7, |mut row| {
            row.col(|ui| {
                if head_ui(ui, "部门", "", state, None, &p).clicked() {
                    sort = Some(None);
                }
            });
            for indicator in &stated {
                row.col(|ui| {
                    let by = Some(*indicator);
                    if head_ui(ui, indicator.name(), indicator.unit(), state, by, &p).clicked() {
                        sort = Some(by);
                    }
                });
            }
        });
        table.body(|body| {
            body.rows(ROW, order.len() + Spread::PARTS.len(), |mut row| {
                let index = row.index();
                match order.get(index).and_then(|at| peers.rows.get(*at)) {
                    Some(peer) => clicked = agency_ui(&mut row, peers, peer, &stated, &p).or(clicked),
                    None => spread_ui(&mut row, peers, index - order.len(), &stated, &p),
                }
            });
        });
    });
    if let Some(by) = sort {
        state.click(by);
    }
    clicked
}

fn head_ui(ui: &mut Ui, name: &str, unit: &str, state: &PeersState, by: Option<Indicator>, p: &Palette) -> Response {
    let on = state.by == by;
    let mark = if !on {
        ""
    } else if state.ascending {
        " ↑"
    } else {
        " ↓"
    };
    let text = RichText::new(format!("{name}{mark}")).color(if on { p.accent } else { p.text });
    let layout = if by.is_some() { Layout::top_down(Align::Max) } else { Layout::top_down(Align::Min) };
    let inner = ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let head = ui.add(Label::new(text).sense(Sense::click()));
        if !unit.is_empty() {
            ui.label(RichText::new(unit).small().color(p.weak));
        }
        head
    });
    let head = inner.inner;
    head.widget_info(|| WidgetInfo::selected(Role::Button, true, on, format!("按{name}排序")));
    head.on_hover_text("点击排序，再点一次倒过来").on_hover_cursor(CursorIcon::PointingHand)
}

fn agency_ui(
    row: &mut TableRow<'_, '_>,
    peers: &Peers,
    peer: &Peer,
    stated: &[Indicator],
    p: &Palette,
) -> Option<(usize, Spot)> {
    let mut clicked = None;
    row.col(|ui| {
        ui.add(Label::new(peer.profile.title()).truncate()).on_hover_text(&peer.profile.file);
    });
    for indicator in stated {
        row.col(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(8.0);
                let Some(value) = peer.value(*indicator) else {
                    ui.label(RichText::new("—").color(p.weak)).on_hover_text("没有写明");
                    return;
                };
                // The mark stands beside the number, so that colour is not alone.
                let (mark, ink, standing) = match peers.standing(peer, *indicator) {
                    Standing::Usual => ("", p.text, ""),
                    Standing::High => ("▲ ", p.amber.ink, "\n远高于样本中部（上四分位数加 1.5 倍四分位距）"),
                    Standing::Low => ("▼ ", p.amber.ink, "\n远低于样本中部（下四分位数减 1.5 倍四分位距）"),
                };
                let text = indicator.text(value);
                let label = ui.add(Label::new(RichText::new(format!("{mark}{text}")).color(ink)).sense(Sense::click()));
                let said = format!("{} {}：{text} {}", peer.profile.title(), indicator.name(), indicator.unit());
                label.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
                let how = indicator.derivation(&peer.profile).map(|d| format!("\n{d}")).unwrap_or_default();
                let label = label.on_hover_text(format!("{said}{how}{standing}\n点击可跳到原处。"));
                if label.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                    clicked = indicator.spot(&peer.profile).map(|spot| (peer.at, spot));
                }
            });
        });
    }
    clicked
}

fn spread_ui(row: &mut TableRow<'_, '_>, peers: &Peers, part: usize, stated: &[Indicator], p: &Palette) {
    let Some((name, value)) = Spread::PARTS.get(part) else { return };
    row.col(|ui| {
        ui.label(RichText::new(*name).color(p.weak));
    });
    for indicator in stated {
        row.col(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(8.0);
                if let Some(spread) = peers.spread(*indicator) {
                    let label = ui.label(RichText::new(indicator.text(value(spread))).color(p.weak));
                    label.on_hover_text(format!("{} 个部门", spread.count));
                }
            });
        });
    }
}
