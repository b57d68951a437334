//! The chart above the table: what it is about, in which form, and where a click on it leads.

use egui::{Button, ComboBox, RichText, Ui, WidgetInfo};

use super::made::{Kept, Subject};
use super::{ComparePanel, Open, describe};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::picture;
use crate::app::settings::Settings;
use crate::app::theme::Palette;
use crate::compare::scene::{Form, Look, Scene, Values, draw};
use crate::compare::{Chart, Topic};

/// How the chart is drawn.
#[derive(Default)]
pub(super) struct ChartView {
    pub form: Form,
    pub values: Values,
    /// The drawing, and what it was made for: the chart, and the room.
    scene: Kept<SceneKey, Scene>,
    bridge: Kept<SceneKey, Scene>,
}

/// What a drawing depends on: the number of the chart, its form, the room in whole points, the numbers, the span.
type SceneKey = (u64, Form, (i32, i32), Values, (usize, usize));

/// The room of a bar to scroll with.
const SCROLL_BAR: f32 = 12.0;

/// All ways of showing amounts on bars.
const VALUES: [(Values, &str); 3] =
    [(Values::Fitting, "数值：自动"), (Values::All, "数值：全部"), (Values::Hidden, "数值：不标")];

impl ChartView {
    /// The form in which a chart is drawn: the one that was chosen, where the chart has it.
    pub(super) fn form_of(&self, chart: &Chart) -> Option<Form> {
        let forms = chart.forms();
        forms.iter().find(|f| **f == self.form).or(forms.first()).copied()
    }
}

/// A target of a drawing that was clicked.
pub(super) struct Clicked {
    pub key: String,
    pub origin: Option<crate::compare::Origin>,
}

/// Draws controls and chart; what of it was clicked.
pub(super) fn ui(
    ui: &mut Ui,
    panel: &mut ComparePanel,
    open: &[Open],
    settings: &mut Settings,
    actions: &mut Vec<Action>,
) -> Option<Clicked> {
    // A panel shrinks to what is in it.
    ui.set_min_height(ui.available_height());
    controls_ui(ui, panel, settings, actions);
    let chart = panel.made.chart()?;
    let form = panel.chart.form_of(chart)?;
    let room = ui.available_size();
    let size = (room.x.floor() as i32, room.y.floor() as i32);
    let span = panel.table.sheet.pair;
    let key = (panel.made.drawn, form, size, panel.chart.values, span);
    let values = panel.chart.values;
    panel.chart.scene.follow(key, || {
        let (width, height) = (size.0.max(80) as f32, size.1.max(60) as f32);
        let drawn = |height: f32| {
            let look = Look::screen(width, height).with_values(values);
            draw(chart, form, &spanning(chart, panel.made.comparison(), look, span))
        };
        let scene = drawn(height);
        // What scrolls sideways leaves room for its bar.
        if scene.width > width + 1.0 { drawn(height - SCROLL_BAR) } else { scene }
    });
    let scene = panel.chart.scene.get()?;
    let said = describe::Places { ids: &panel.made.documents, open };
    let clicked = picture::scene_ui(ui, scene, |origin| said.origin(origin))?;
    let target = scene.targets.get(clicked)?;
    Some(Clicked { key: target.key.clone(), origin: target.origin })
}

/// The same look between the sides that are chosen, where the chart has the sides of the table.
pub(super) fn spanning(
    chart: &Chart,
    comparison: Option<&crate::compare::Comparison>,
    look: Look,
    (from, to): (usize, usize),
) -> Look {
    let side = |at: usize| {
        let side = comparison?.sides.get(at)?;
        let is_same = |s: &crate::compare::Side| {
            (s.year, s.stage, s.restated) == (side.year, side.stage, side.restated) && s.agency == side.agency
        };
        chart.sides.iter().position(is_same)
    };
    match (side(from), side(to)) {
        (Some(from), Some(to)) if from != to => look.between(from, to),
        _ => look,
    }
}

fn controls_ui(ui: &mut Ui, panel: &mut ComparePanel, settings: &mut Settings, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        let now = panel.choice.subject;
        let combo = ComboBox::from_id_salt("compare-topic").width(150.0).height(320.0).selected_text(now.name());
        let shown = combo.show_ui(ui, |ui| {
            let topics = Topic::ALL.into_iter().map(Subject::Topic);
            for subject in [Subject::Table].into_iter().chain(topics) {
                if ui.selectable_label(subject == now, subject.name()).clicked() {
                    panel.choice.subject = subject;
                    settings.compare_topic = subject.name().to_owned();
                }
            }
        });
        let name = now.name();
        shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, format!("图的内容 {name}")));
        let Some(chart) = panel.made.chart() else { return };
        let form = panel.chart.form_of(chart);
        for each in chart.forms() {
            let on = Some(each) == form;
            let button = ui.add(Button::selectable(on, each.name()));
            if button.clicked() {
                panel.chart.form = each;
                settings.compare_form = each.name().to_owned();
            }
        }
        let values = panel.chart.values;
        let named = VALUES.iter().find(|(v, _)| *v == values).map_or("", |(_, name)| *name);
        let combo = ComboBox::from_id_salt("compare-values").width(84.0).selected_text(named);
        let shown = combo.show_ui(ui, |ui| {
            for (each, name) in VALUES {
                ui.selectable_value(&mut panel.chart.values, each, name);
            }
        });
        shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, named));
        let copy = Command::CopyPicture;
        if ui.button(copy.text()).on_hover_text(copy.tooltip()).clicked() {
            actions.push(Action::Command(copy));
        }
        let about = RichText::new(chart.subtitle()).size(12.5).color(p.weak);
        ui.add(egui::Label::new(about).truncate()).on_hover_text(notes_text(chart));
    });
}

/// What a reader must know of a chart, in lines.
fn notes_text(chart: &Chart) -> String {
    let mut lines = vec![chart.subtitle()];
    lines.extend(chart.notes.iter().cloned());
    lines.join("\n")
}

/// Draws what changed from one side to the other in this width; what of it was clicked.
pub(super) fn bridge_ui(ui: &mut Ui, panel: &mut ComparePanel, open: &[Open]) -> Option<Clicked> {
    let chart = panel.made.bridge()?;
    let forms = chart.forms();
    let form = [Form::Bridge, Form::TopChanges].into_iter().find(|f| forms.contains(f))?;
    let width = (ui.available_width() - 4.0).floor();
    let height = (width * 0.62).clamp(190.0, 300.0).floor();
    let span = panel.table.sheet.pair;
    let key = (panel.made.generation, form, (width as i32, height as i32), Values::Fitting, span);
    panel.chart.bridge.follow(key, || draw(chart, form, &Look::screen(width, height).between(span.0, span.1)));
    let scene = panel.chart.bridge.get()?;
    let said = describe::Places { ids: &panel.made.documents, open };
    let shown = ui
        .allocate_ui(egui::vec2(width, scene.height), |ui| picture::scene_ui(ui, scene, |origin| said.origin(origin)));
    let target = scene.targets.get(shown.inner?)?;
    Some(Clicked { key: target.key.clone(), origin: target.origin })
}
