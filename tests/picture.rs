//! Drawings of charts in the window: laid out as in a file, found by pointer, keyboard and screen reader.
#![cfg(feature = "window")]

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable};
use gongkai::app::{Shell, picture::scene_ui};
use gongkai::compare::Origin;
use gongkai::compare::scene::{Anchor, Area, At, Ink, Mark, Scene, Target};
use gongkai::font;
use gongkai::model::CellRef;

/// A drawing of bars, each with its value, the value axis at the left.
fn bars(count: usize) -> Scene {
    let area = |i: usize| Area { left: 40.0 + i as f32 * 50.0, top: 30.0, width: 40.0, height: 100.0 };
    let mut marks = vec![Mark::Text {
        at: At { x: 30.0, y: 80.0 },
        anchor: Anchor::End,
        size: 12.0,
        ink: Ink::Weak,
        bold: false,
        text: "100".to_owned(),
    }];
    marks.extend((0..count).map(|i| Mark::Bar { area: area(i), ink: Ink::Kind(0) }));
    let target = |i: usize| Target {
        area: area(i),
        label: format!("教育\n{} 年：44.00 万元", 2000 + i),
        origin: (i != 1).then_some(Origin { document: i, cell: CellRef::new(0, 0, i, 1) }),
        key: "205".to_owned(),
    };
    Scene {
        width: 60.0 + count as f32 * 50.0,
        height: 140.0,
        marks,
        targets: (0..count).map(target).collect(),
        summary: "临川县档案馆 · 支出按功能分类，分组柱".to_owned(),
        frozen: At { x: 35.0, y: 20.0 },
        ..Scene::default()
    }
}

fn shown(scene: Scene) -> Harness<'static, Option<usize>> {
    let mut harness = Harness::builder().with_size([400.0, 200.0]).with_context_setup(Shell::setup).build_ui_state(
        move |ui, clicked: &mut Option<usize>| {
            *clicked = scene_ui(ui, &scene, |origin| format!("取自第 {} 份文件", origin.document)).or(*clicked);
        },
        None,
    );
    harness.run();
    harness
}

#[test]
fn a_bar_is_clicked_and_a_gap_leads_nowhere() {
    let mut window = shown(bars(3));
    window.get_by_label("临川县档案馆 · 支出按功能分类，分组柱");
    window.get_by_role_and_label(Role::Button, "教育\n2001 年：44.00 万元").click();
    window.run();
    assert_eq!(*window.state(), None);
    window.get_by_role_and_label(Role::Button, "教育\n2002 年：44.00 万元").click();
    window.run();
    assert_eq!(*window.state(), Some(2));
}

#[test]
fn the_keyboard_walks_through_the_values() {
    let mut window = shown(bars(3));
    window.get_by_label("教育\n2000 年：44.00 万元").focus();
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(*window.state(), Some(0));
    window.key_press(Key::Tab);
    window.key_press(Key::Tab);
    window.run();
    window.key_press_modifiers(Modifiers::NONE, Key::Space);
    window.run();
    assert_eq!(*window.state(), Some(2));
}

#[test]
fn only_what_is_visible_is_there() {
    let window = shown(bars(200));
    window.get_by_label("教育\n2003 年：44.00 万元");
    assert!(window.query_by_label("教育\n2150 年：44.00 万元").is_none());
}

#[test]
fn the_window_lays_text_out_as_a_file_does() {
    let mut harness = Harness::builder().with_context_setup(Shell::setup).build_ui(|ui| {
        for text in ["一般公共服务支出", "1,234,567.89", "+13.42（+11.89%）", "“三公”经费 2025 年 ABC", "≈0 …"]
        {
            for size in [8.0, 11.0, 11.28, 12.0, 16.2] {
                let galley = ui.painter().layout_no_wrap(
                    text.to_owned(),
                    egui::FontId::proportional(size),
                    egui::Color32::PLACEHOLDER,
                );
                let (window, file) = (galley.size().x, font::width(text, size));
                assert!((window - file).abs() < 1.0, "{text} at {size}: {window} in the window, {file} in a file");
            }
        }
    });
    harness.run();
}
