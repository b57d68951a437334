//! The window: egui shell, navigator, grid, findings, charts.

pub mod charts;

/// Opens the window.
pub fn run(_files: Vec<std::path::PathBuf>) -> Result<(), String> {
    Err("打不开窗口；不需要窗口的命令有：gongkai check、gongkai convert、gongkai rules。".to_owned())
}
