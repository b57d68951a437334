//! The panel of charts (对比): one topic of one agency through the years, as grouped bars with a table of
//! values and changes beneath. It draws what [`compare`](crate::compare) describes and changes nothing.

mod describe;
mod table;

use egui::{Align, ComboBox, Layout, RichText, ScrollArea, Ui};

use super::{paint, picture};
use crate::{
    compare::{
        Chart, Origin, Publisher, Topic, chart, publishers,
        scene::{self, Form, Look},
    },
    model::Disclosure,
};

/// What is chosen in the panel.
#[derive(Debug, Default)]
pub struct ChartsState {
    /// The chart that is shown.
    pub topic: Topic,
    /// Whose figures; the first publisher while nobody was chosen, or when the chosen one is closed.
    publisher: Option<Publisher>,
}

impl ChartsState {
    /// Shows the figures of whoever published this disclosure.
    pub fn choose(&mut self, disclosure: &Disclosure) {
        self.publisher = Some(Publisher::of(disclosure));
    }
}

/// Draws the panel. Returns the cell behind a bar or a value that was clicked, with the index of its
/// document in `documents`.
pub fn charts_ui(ui: &mut Ui, documents: &[&Disclosure], state: &mut ChartsState) -> Option<Origin> {
    let all = publishers(documents);
    let chosen = state.publisher.as_ref().and_then(|p| all.iter().find(|other| other.is(p))).or(all.first());
    let Some(publisher) = chosen.cloned() else {
        message_ui(ui, "还没有打开文件", &["打开一份或几份公开文件后，这里按年度画图。".to_owned()]);
        return None;
    };
    let drawn = chart(state.topic, &publisher, documents);
    head_ui(ui, &drawn, &publisher, &all, documents, state);
    if drawn.is_empty() {
        message_ui(ui, &format!("{}：没有可以画的数", drawn.name), &drawn.notes);
        return None;
    }
    ui.add_space(4.0);
    let height = (ui.available_height() * 0.46).clamp(180.0, 420.0);
    let mut clicked = None;
    ScrollArea::vertical().id_salt("chart").auto_shrink(false).show(ui, |ui| {
        if drawn.groups.is_empty() {
            ui.weak("各项都没有数，只有合计。");
        } else {
            let scene = scene::draw(&drawn, Form::Grouped, &Look::screen(ui.available_width(), height));
            let at = picture::scene_ui(ui, &scene, |origin| describe::origin_text(origin, documents));
            clicked = at.and_then(|at| scene.targets.get(at)?.origin);
        }
        for note in &drawn.notes {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new("注").small().color(ui.visuals().warn_fg_color));
                ui.weak(note);
            });
        }
        ui.add_space(4.0);
        clicked = table::table_ui(ui, &drawn, documents).or(clicked);
    });
    clicked
}

/// Title, unit and scope; the choice of agency and of chart; the copy button.
fn head_ui(
    ui: &mut Ui,
    drawn: &Chart,
    shown: &Publisher,
    all: &[Publisher],
    documents: &[&Disclosure],
    state: &mut ChartsState,
) {
    ui.horizontal_wrapped(|ui| {
        if all.len() > 1 {
            let label = ui.label("部门");
            let choice = ComboBox::from_id_salt("publisher").width(220.0);
            let choice = choice.selected_text(name_of(shown, all)).show_ui(ui, |ui| {
                for publisher in all {
                    let name = name_of(publisher, all);
                    if ui.selectable_label(publisher == shown, name).clicked() {
                        state.publisher = Some(publisher.clone());
                    }
                }
            });
            choice.response.labelled_by(label.id);
            paint::bold_label(ui, &drawn.name, 16.0);
        } else {
            paint::bold_label(ui, &drawn.title(), 16.0);
        }
        ui.weak(drawn.subtitle());
    });
    ui.horizontal_wrapped(|ui| {
        for topic in Topic::ALL {
            let has_table = documents.iter().any(|d| d.tables.iter().any(|t| topic.kinds().contains(&t.kind)));
            // Few disclosures have a performance form that states several years; the others are always expected.
            let expected = topic != Topic::Performance || state.topic == topic;
            if !expected && (!has_table || chart(topic, shown, documents).is_empty()) {
                continue;
            }
            let text = RichText::new(topic.name());
            let text = if has_table { text } else { text.weak() };
            if ui.selectable_label(state.topic == topic, text).clicked() {
                state.topic = topic;
            }
        }
        if !drawn.is_empty() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let copy = ui.button("复制表格").on_hover_text("复制下面的表格，可粘贴到 Excel 或 WPS");
                if copy.clicked() {
                    ui.copy_text(drawn.tsv());
                }
            });
        }
    });
}

/// The agency's name, with the stage where it has both budgets and final accounts open.
fn name_of(publisher: &Publisher, all: &[Publisher]) -> String {
    let stages = all.iter().filter(|p| p.agency == publisher.agency).count();
    if stages > 1 {
        format!("{}（{}）", publisher.title(), publisher.stage.name())
    } else {
        publisher.title().to_owned()
    }
}

/// Nothing to draw: what is missing, in the middle of the panel.
fn message_ui(ui: &mut Ui, title: &str, sentences: &[String]) {
    ui.add_space(ui.available_height() * 0.25);
    ui.vertical_centered(|ui| {
        paint::bold_label(ui, title, 16.0);
        ui.add_space(6.0);
        for sentence in sentences {
            ui.weak(sentence);
        }
    });
}
