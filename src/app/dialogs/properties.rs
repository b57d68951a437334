//! What a table is, and whose disclosure it is, of which year and stage.

use egui::{ComboBox, RichText, TextEdit, Ui};

use super::primary;
use crate::app::action::Action;
use crate::app::paint;
use crate::app::theme::Palette;
use crate::app::workspace::DocId;
use crate::model::{Kind, Stage, Unit};
use crate::session::Edit;

pub(super) fn heading(
    ui: &mut Ui,
    at: (DocId, usize),
    kind: &mut Kind,
    title: &mut String,
    unit: &mut Unit,
    actions: &mut Vec<Action>,
) -> bool {
    paint::bold_label(ui, "表名、表种和单位", 16.0);
    ui.label("表种决定适用哪些勾稽关系；改单位只改标明的单位，表中的数不变。");
    egui::Grid::new("heading").num_columns(2).spacing([12.0, 8.0]).show(ui, |ui| {
        ui.label("表名");
        ui.add(TextEdit::singleline(title).desired_width(340.0));
        ui.end_row();
        ui.label("表种");
        ComboBox::from_id_salt("kind").selected_text(kind.name()).width(340.0).height(320.0).show_ui(ui, |ui| {
            for each in Kind::ALL {
                ui.selectable_value(kind, *each, each.name());
            }
        });
        ui.end_row();
        ui.label("单位");
        ui.horizontal(|ui| {
            for each in [Unit::Yuan, Unit::Wan, Unit::Yi] {
                ui.radio_value(unit, each, each.name());
            }
        });
        ui.end_row();
    });
    let mut stay = true;
    ui.horizontal(|ui| {
        if primary(ui, "确定") {
            let edit = Edit::Heading { table: at.1, kind: *kind, title: title.trim().to_owned(), unit: *unit };
            actions.push(Action::Edit(at.0, edit));
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
}

/// A year as typed; `None` is no year, and an error something else.
fn typed_year(text: &str) -> Result<Option<i32>, ()> {
    match text.trim().trim_end_matches('年') {
        "" => Ok(None),
        text => text.parse().ok().filter(|year| (1990..=2100).contains(year)).map(Some).ok_or(()),
    }
}

pub(super) fn identity(
    ui: &mut Ui,
    id: DocId,
    agency: &mut String,
    year: &mut String,
    stage: &mut Stage,
    actions: &mut Vec<Action>,
) -> bool {
    let p = Palette::of(ui.ctx());
    paint::bold_label(ui, "部门和年度", 16.0);
    ui.label("年度决定适用哪一年的科目；对比时按部门和年度把几份公开放在一起。");
    egui::Grid::new("identity").num_columns(2).spacing([12.0, 8.0]).show(ui, |ui| {
        let label = ui.label("部门或单位");
        ui.add(TextEdit::singleline(agency).desired_width(340.0)).labelled_by(label.id);
        ui.end_row();
        let label = ui.label("年度");
        ui.add(TextEdit::singleline(year).desired_width(80.0).hint_text("如 2025")).labelled_by(label.id);
        ui.end_row();
        ui.label("阶段");
        ui.horizontal(|ui| {
            for each in [Stage::Budget, Stage::FinalAccounts] {
                ui.radio_value(stage, each, each.name());
            }
        });
        ui.end_row();
    });
    let typed = typed_year(year);
    if typed.is_err() {
        ui.label(RichText::new("年度应是四位数字，如 2025，或留空。").color(p.amber.ink));
    }
    let mut stay = true;
    ui.horizontal(|ui| {
        if primary(ui, "确定")
            && let Ok(year) = typed
        {
            let agency = agency.trim().to_owned();
            actions.push(Action::Edit(id, Edit::Identity { agency, year, stage: *stage }));
            stay = false;
        }
        stay &= !ui.button("取消").clicked();
    });
    stay
}
