//! Two indicators against each other, an agency to each point: of hundreds, the one that lies apart is seen at
//! once, and looked at by zooming in.

use egui::{Align2, Color32, FontId, Rangef, Rect, Ui, vec2};
use egui_plot::{GridMark, HLine, LineStyle, Plot, PlotPoint, PlotTransform, Points, VLine};
use rust_decimal::{
    Decimal,
    prelude::{FromPrimitive, ToPrimitive},
};

use super::PeersState;
use crate::{
    app::theme::Palette,
    compare::peers::{Indicator, Peer, Peers},
    model::{Spot, with_thousands},
};

/// A point answers to the pointer within this distance.
const NEAR: f32 = 12.0;

/// Draws the points; a click gives where the upright figure of the nearest is printed.
pub(super) fn scatter_ui(ui: &mut Ui, peers: &Peers, state: &PeersState, height: f32) -> Option<(usize, Spot)> {
    let (across, up) = (state.against, state.shown);
    let at = |peer: &Peer| Some([peer.value(across)?.to_f64()?, peer.value(up)?.to_f64()?]);
    let points: Vec<(&Peer, [f64; 2])> = peers.rows.iter().filter_map(|p| Some((p, at(p)?))).collect();
    if points.is_empty() {
        ui.weak(format!("没有部门同时写明{}和{}。", across.name(), up.name()));
        return None;
    }
    let p = Palette::of(ui.ctx());
    let median = |i: Indicator| peers.spread(i).and_then(|s| s.median.to_f64());
    let said = |peer: &Peer| {
        let part = |i: Indicator| peer.value(i).map(|v| format!("{} {} {}", i.name(), i.text(v), i.unit()));
        let parts = [part(across), part(up)].into_iter().flatten().collect::<Vec<_>>();
        format!("{}\n{}", peer.profile.title(), parts.join("\n"))
    };
    let mut clicked = None;
    let plot = Plot::new(("peers", across, up))
        .height(height)
        .x_axis_label(across.title())
        .y_axis_label(up.title())
        .show_x(false)
        .show_y(false)
        .allow_boxed_zoom(false)
        .label_formatter(|_| None)
        .grid_color(p.line)
        .grid_spacing(Rangef::new(40.0, 300.0))
        .x_axis_formatter(|mark, _| number(mark))
        .y_axis_formatter(|mark, _| number(mark));
    let response = plot.show(ui, |plot| {
        // Dashed, so that they are not taken for the grid.
        let (style, ink): (LineStyle, Color32) = (LineStyle::dashed_dense(), p.weak);
        if let Some(median) = median(across) {
            plot.vline(VLine::new(format!("{}中位数", across.name()), median).style(style).color(ink));
        }
        if let Some(median) = median(up) {
            plot.hline(HLine::new(format!("{}中位数", up.name()), median).style(style).color(ink));
        }
        let all: Vec<[f64; 2]> = points.iter().map(|(_, at)| *at).collect();
        plot.points(Points::new("部门", all).radius(4.0).color(p.accent).allow_hover(false));
    });
    names_ui(ui, &points, &response.transform, &p);
    // The nearest point under the pointer speaks for itself.
    if let Some(pointer) = response.response.hover_pos() {
        let distance = |at: &[f64; 2]| {
            let place = response.transform.position_from_point(&PlotPoint::new(at[0], at[1]));
            place.distance(pointer)
        };
        let nearest = points.iter().map(|(peer, at)| (distance(at), *peer)).min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, peer)) = nearest.filter(|(distance, _)| *distance < NEAR) {
            if response.response.clicked() {
                clicked = up.spot(&peer.profile).map(|spot| (peer.at, spot));
            }
            response.response.on_hover_text_at_pointer(said(peer) + "\n点击可跳到原处。");
        }
    }
    clicked
}

/// A number of an axis as amounts are written.
fn number(mark: GridMark) -> String {
    Decimal::from_f64(mark.value).map_or_else(String::new, |value| with_thousands(value.round_dp(2).normalize()))
}

/// Names at the points that have room for theirs; the others tell it to the pointer.
fn names_ui(ui: &Ui, points: &[(&Peer, [f64; 2])], transform: &PlotTransform, p: &Palette) {
    let painter = ui.painter().with_clip_rect(*transform.frame());
    let places: Vec<_> =
        points.iter().map(|(_, at)| transform.position_from_point(&PlotPoint::new(at[0], at[1]))).collect();
    let mut taken: Vec<Rect> = places.iter().map(|at| Rect::from_center_size(*at, vec2(8.0, 8.0))).collect();
    for ((peer, _), at) in points.iter().zip(&places).filter(|(_, at)| transform.frame().contains(**at)) {
        let text = painter.layout_no_wrap(peer.profile.title().to_owned(), FontId::proportional(11.0), p.weak);
        let sides = [(Align2::LEFT_CENTER, vec2(7.0, 0.0)), (Align2::RIGHT_CENTER, vec2(-7.0, 0.0))];
        let place = sides.iter().map(|(align, by)| align.anchor_size(*at + *by, text.size())).find(|place| {
            transform.frame().contains_rect(*place) && !taken.iter().any(|other| other.intersects(*place))
        });
        if let Some(place) = place {
            painter.galley(place.min, text, p.weak);
            taken.push(place);
        }
    }
}
