//! What stands in the status bar while the compare view is on top.

use egui::{Button, RichText, Ui};

use super::ComparePanel;
use crate::app::theme::Palette;
use crate::compare::Order;

/// Where the figures are from.
pub(in crate::app) fn source(panel: &ComparePanel) -> String {
    let Some(comparison) = panel.made.comparison().filter(|c| !c.sides.is_empty()) else { return String::new() };
    let mut stages: Vec<&str> = Vec::new();
    for name in comparison.sides.iter().map(|s| s.stage.name()) {
        if !stages.contains(&name) {
            stages.push(name);
        }
    }
    let of = if panel.choice.order == Order::Years { "各年部门" } else { "各部门" };
    format!("来源：{of}{}公开", stages.join("、"))
}

/// How much is compared, and the sum of the selection.
pub(in crate::app) fn ui(ui: &mut Ui, panel: &mut ComparePanel) {
    let p = Palette::of(ui.ctx());
    let text = |s: String| RichText::new(s).size(12.5).color(p.weak);
    let Some(comparison) = panel.made.comparison().filter(|c| !c.sides.is_empty()) else { return };
    let sides = match panel.choice.order {
        Order::Years => format!("{} 个年度", comparison.sides.len()),
        Order::Agencies => format!("{} 个部门", comparison.sides.len()),
    };
    let subjects = comparison.lines.iter().filter(|l| !l.role.is_total() && l.level > 0).count();
    let renamed = comparison.lines.iter().filter(|l| !l.former.is_empty()).count();
    let mut parts = vec![sides, format!("{subjects} 个科目")];
    if renamed > 0 {
        parts.push(format!("{renamed} 个科目更名已对应"));
    }
    let shown = panel.table.sheet.rows.len();
    if shown < comparison.lines.len() {
        parts.push(format!("显示 {shown} 行"));
    }
    ui.label(text(parts.join(" · ")));
    let statistics = panel.table.statistics(comparison);
    if statistics.cells > 1 {
        ui.label(text(format!("选中 {} 格", statistics.cells)));
    }
    if statistics.numbers > 1 {
        let sum = comparison.amount_text(statistics.sum);
        let button = Button::new(text(format!("求和 {sum} {}", comparison.unit.name()))).frame(false);
        if ui.add(button).on_hover_text("点一下复制").clicked() {
            ui.copy_text(statistics.sum.to_string());
        }
    }
}
