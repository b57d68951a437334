//! The window: egui shell, navigator, grid, findings, charts.
