//! The window without a screen, driven through the labels that a screen reader hears.
#![allow(dead_code)]

use egui::Key;
use egui_kittest::{Harness, kittest::Queryable};
use gongkai::app::{Command, Shell};

pub type Window = Harness<'static, Shell>;

/// A quarter of a second passes with each frame.
const STEP: f32 = 0.25;

pub fn in_window(shell: Shell) -> Window {
    in_window_of(shell, 768.0, STEP)
}

/// The same of this height, with so many seconds between two frames.
pub fn in_window_of(shell: Shell, height: f32, step: f32) -> Window {
    let mut window = Harness::builder()
        .with_size(egui::vec2(1366.0, height))
        .with_step_dt(step)
        .with_context_setup(Shell::setup)
        .build_ui_state(|ui, shell: &mut Shell| shell.ui(ui), shell);
    window.run_steps(4);
    window
}

pub fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(3);
}

pub fn key(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

pub fn command(window: &mut Window, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().command(command, &ctx);
    window.run_steps(3);
}
