//! The window: egui shell, navigator, grid, findings, comparisons.
//!
//! Panels only read sessions and send actions; `shell` carries them out after the drawing. One [`Command`]
//! enum drives menus, toolbar and keys.

mod action;
mod actions;
mod arrivals;
mod batch;
mod beside;
mod changes;
mod command;
mod compare;
mod dialogs;
mod drawing;
mod export;
mod findings;
mod fonts;
mod formula;
mod grid;
mod loading;
mod manual;
mod menus;
mod names;
mod navigator;
mod notices;
mod paint;
pub mod peers;
pub mod picture;
mod prose;
mod reviewing;
mod rule_file;
mod saving;
mod search;
mod settings;
mod shell;
mod source;
mod status;
mod sum;
mod suspects;
mod tabs;
mod teach;
mod theme;
mod title;
mod toolbar;
mod verdicts;
mod welcome;
mod why;
mod workspace;

use std::path::PathBuf;

use eframe::Renderer;
use egui::{Ui, ViewportBuilder, ViewportCommand, vec2};

pub use command::Command;
use settings::Settings;
pub use shell::Shell;
pub use source::Original;

use crate::session::{Layouts, Recent};

/// Said where no window can be opened.
const NO_DISPLAY: &str = "没有可用的图形显示，打不开窗口；不需要显示的命令有：gongkai check、gongkai compare、gongkai convert、gongkai rules。";

/// Opens the window with these files, or with the embedded sample, and returns when it is closed.
///
/// # Errors
/// One Chinese sentence, when no renderer can open a window.
pub fn run(files: Vec<PathBuf>) -> Result<(), String> {
    if !has_display() {
        return Err(NO_DISPLAY.to_owned());
    }
    // On Linux OpenGL is the lowest bar; on Windows the plain display driver has only DX12 in software.
    let order = if cfg!(windows) { [Renderer::Wgpu, Renderer::Glow] } else { [Renderer::Glow, Renderer::Wgpu] };
    let mut reasons = Vec::new();
    for renderer in order {
        match open_window(renderer, files.clone()) {
            Ok(()) => return Ok(()),
            // Not a matter of the renderer: there is nothing to talk to.
            Err(eframe::Error::WinitEventLoop(_) | eframe::Error::Winit(_)) => return Err(NO_DISPLAY.to_owned()),
            Err(why) => reasons.push(format!("{renderer}：{why}")),
        }
    }
    Err(format!("{NO_DISPLAY}（{}）", reasons.join("；")))
}

/// On Unix a window needs a display server to talk to, and says so by a variable; elsewhere there always is one.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET")
}

fn open_window(renderer: Renderer, files: Vec<PathBuf>) -> eframe::Result {
    let viewport = ViewportBuilder::default()
        .with_title("公开")
        .with_app_id("gongkai")
        .with_inner_size(vec2(1366.0, 768.0))
        .with_min_inner_size(vec2(800.0, 480.0))
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, renderer, ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator = Box::new(move |cc| {
        Shell::setup(&cc.egui_ctx);
        let mut shell = Shell::new(Recent::load());
        shell.restore(Settings::load(), Layouts::load(), &cc.egui_ctx);
        if files.is_empty() {
            shell.open_samples();
        }
        shell.open_all(files, &cc.egui_ctx);
        Ok(Box::new(App { shell, title: String::new() }))
    });
    eframe::run_native("gongkai", options, create)
}

/// The window's content as eframe wants it.
struct App {
    shell: Shell,
    /// What the window's frame says now.
    title: String,
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        if ui.input(|i| i.viewport().close_requested()) {
            if self.shell.asked_to_quit() {
                self.shell.remember(ui.ctx());
            } else {
                ui.ctx().send_viewport_cmd(ViewportCommand::CancelClose);
            }
        }
        self.shell.ui(ui);
        let title = self.shell.title();
        if title != self.title {
            ui.ctx().send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
