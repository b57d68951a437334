//! Agencies of one year side by side (同类部门): a table with its spread, a chart of one indicator, and how two
//! indicators go together.

mod scatter;
mod table;

use egui::{ComboBox, ScrollArea, Ui};

use super::picture::scene_ui;
use crate::{
    compare::{
        Origin,
        peers::{Indicator, Peers},
        scene::{Form, Look, Scene, draw},
    },
    model::Spot,
};

/// What is drawn over the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drawn {
    /// 排序: bars of one indicator, the greatest first.
    #[default]
    Ranking,
    /// 散点: two indicators against each other.
    Scatter,
}

/// What is chosen of the view.
#[derive(Debug)]
pub struct PeersState {
    /// The agencies stand in the order of this; by name where there is none.
    pub by: Option<Indicator>,
    /// The least first.
    pub ascending: bool,
    /// What is drawn.
    pub drawn: Drawn,
    /// The indicator of the bars, and the upright one of the points.
    pub shown: Indicator,
    /// The level one of the points.
    pub against: Indicator,
    /// The bars as they were drawn up last, of which indicator, and in which width and height.
    bars: Option<((Indicator, u32, u32), Scene)>,
}

impl PeersState {
    /// Other agencies are shown: what was drawn up is of no use.
    pub fn forget(&mut self) {
        self.bars = None;
    }

    /// Draws the bars up, unless that was done for these.
    fn bars(&mut self, peers: &Peers, width: f32, height: f32) -> Option<&Scene> {
        let key = (self.shown, width as u32, height as u32);
        if self.bars.as_ref().is_none_or(|(known, _)| *known != key) {
            let scene = draw(&peers.chart(self.shown)?, Form::Grouped, &Look::screen(width, height));
            self.bars = Some((key, scene));
        }
        self.bars.as_ref().map(|(_, scene)| scene)
    }
}

impl Default for PeersState {
    fn default() -> Self {
        Self {
            by: None,
            ascending: true,
            drawn: Drawn::default(),
            shown: Indicator::Spending,
            against: Indicator::Basic,
            bars: None,
        }
    }
}

/// Draws the view. Returns where a value that was clicked is printed: the place of its agency among the
/// profiles, and the cell or number.
pub fn peers_ui(
    ui: &mut Ui,
    peers: &Peers,
    state: &mut PeersState,
    printed: impl Fn(Origin) -> String,
) -> Option<(usize, Spot)> {
    if peers.rows.is_empty() {
        ui.weak(format!("没有 {} 年{}的公开文件。", peers.year, peers.stage.name()));
        return None;
    }
    controls_ui(ui, peers, state);
    let height = (ui.available_height() * 0.45).clamp(160.0, 380.0);
    let drawn = match state.drawn {
        Drawn::Ranking => state.bars(peers, ui.available_width(), height).and_then(|scene| {
            let clicked = ui.push_id("ranking", |ui| scene_ui(ui, scene, printed)).inner?;
            let origin = scene.targets.get(clicked)?.origin?;
            Some((origin.document, Spot::Cell(origin.cell)))
        }),
        Drawn::Scatter => scatter::scatter_ui(ui, peers, state, height),
    };
    ui.add_space(4.0);
    let listed = ui.push_id("agencies", |ui| table::table_ui(ui, peers, state)).inner;
    if !peers.notes.is_empty() {
        ScrollArea::vertical().id_salt("notes").max_height(60.0).show(ui, |ui| {
            peers.notes.iter().for_each(|note| drop(ui.weak(note)));
        });
    }
    drawn.or(listed)
}

/// What is drawn, and of which indicators.
fn controls_ui(ui: &mut Ui, peers: &Peers, state: &mut PeersState) {
    ui.horizontal_wrapped(|ui| {
        for (drawn, name) in [(Drawn::Ranking, "排序"), (Drawn::Scatter, "散点")] {
            ui.selectable_value(&mut state.drawn, drawn, name);
        }
        ui.separator();
        match state.drawn {
            Drawn::Ranking => choice_ui(ui, peers, "指标", &mut state.shown, |i| i != Indicator::Staff),
            Drawn::Scatter => {
                choice_ui(ui, peers, "横轴", &mut state.against, |_| true);
                choice_ui(ui, peers, "纵轴", &mut state.shown, |_| true);
                ui.weak("滚轮缩放，拖动平移，双击复原");
            }
        }
        if ui.button("复制表格").on_hover_text("复制下面的表格，可粘贴到 Excel 或 WPS").clicked() {
            ui.copy_text(peers.tsv());
        }
    });
}

fn choice_ui(ui: &mut Ui, peers: &Peers, name: &str, chosen: &mut Indicator, fits: impl Fn(Indicator) -> bool) {
    let label = ui.label(name);
    let choice = ComboBox::from_id_salt(name).selected_text(chosen.title()).show_ui(ui, |ui| {
        for indicator in peers.stated().filter(|i| fits(*i)) {
            ui.selectable_value(chosen, indicator, indicator.title());
        }
    });
    choice.response.labelled_by(label.id);
}
