//! What to list: severities, family, status, table, words, order.

use egui::{ComboBox, TextEdit, Ui, vec2};

use super::FindingsPanel;
use super::list::{Order, Standing};
use crate::app::paint;
use crate::app::theme::Palette;

pub(super) fn ui(ui: &mut Ui, p: &Palette, panel: &mut FindingsPanel) {
    let counts = panel.list.counts.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
        for (severity, count) in &counts {
            let severity = *severity;
            let on = panel.shows(severity);
            let text = format!("{} {count}", severity.name());
            if paint::chip(ui, p, Some(severity), &text, p.severity(severity), on).clicked() {
                panel.set(severity, !on);
            }
        }
        if !counts.is_empty() && paint::chip(ui, p, None, "只看本表", p.grey, panel.this_table).clicked() {
            panel.this_table = !panel.this_table;
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let width = ((ui.available_width() - 10.0) / 3.0).max(60.0);
        family(ui, panel, width);
        let combo = ComboBox::from_id_salt("finding-standing").selected_text(panel.standing.name()).width(width);
        let shown = combo.show_ui(ui, |ui| {
            for each in Standing::ALL {
                ui.selectable_value(&mut panel.standing, *each, each.name());
            }
        });
        named(&shown.response, "审阅状态", panel.standing.name());
        let combo = ComboBox::from_id_salt("finding-order").selected_text(panel.order.name()).width(width);
        let shown = combo.show_ui(ui, |ui| {
            for each in Order::ALL {
                ui.selectable_value(&mut panel.order, *each, each.name());
            }
        });
        named(&shown.response, "排列", panel.order.name());
    });
    let field = TextEdit::singleline(&mut panel.query).hint_text("在发现中查找：文字、数或规则编号");
    let field = ui.add(field.desired_width(f32::INFINITY));
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "在发现中查找"));
}

/// Names a box for tests and screen readers.
fn named(response: &egui::Response, what: &str, chosen: &str) {
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, what);
        info.current_text_value = Some(chosen.to_owned());
        info
    });
}

fn family(ui: &mut Ui, panel: &mut FindingsPanel, width: f32) {
    let families = panel.list.families.clone();
    let name = panel.family.map_or("全部类别", |f| f.name());
    let combo = ComboBox::from_id_salt("finding-family").selected_text(name).width(width);
    let shown = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut panel.family, None, "全部类别");
        // One that was asked for stays to be seen, also when nothing of it comes up any more.
        for each in families.into_iter().chain(panel.family).collect::<std::collections::BTreeSet<_>>() {
            ui.selectable_value(&mut panel.family, Some(each), each.name());
        }
    });
    named(&shown.response, "类别", name);
}
