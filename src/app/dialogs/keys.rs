//! The keys.

use egui::Ui;

use crate::app::command::Command;
use crate::app::paint;

/// Keys of the grid that are no commands.
const GRID_KEYS: &[(&str, &str)] = &[
    ("直接输入", "改写单元格"),
    ("F2、双击", "在单元格内修改"),
    ("回车、Tab", "确定，到下一行、下一列（加 Shift 往回）"),
    ("Esc", "放弃输入"),
    ("方向键、Home、End、PgUp、PgDn", "移动（加 Shift 选中一块）"),
    ("Ctrl+方向键", "到一块数据的边上"),
];

pub(super) fn help(ui: &mut Ui) -> bool {
    paint::bold_label(ui, "键盘操作", 16.0);
    egui::ScrollArea::vertical().max_height(420.0).min_scrolled_height(420.0).show(ui, |ui| {
        egui::Grid::new("keys").num_columns(2).spacing([18.0, 4.0]).striped(true).show(ui, |ui| {
            for (keys, what) in GRID_KEYS {
                ui.label(*keys);
                ui.label(*what);
                ui.end_row();
            }
            for command in Command::ALL.iter().filter(|c| !c.shortcuts().is_empty()) {
                let keys: Vec<String> = command.shortcuts().iter().map(|s| ui.ctx().format_shortcut(s)).collect();
                ui.label(keys.join("、"));
                ui.label(command.text());
                ui.end_row();
            }
        });
    });
    !ui.button("关闭").clicked()
}
