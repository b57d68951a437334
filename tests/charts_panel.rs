//! The panel of charts, driven through the labels that a screen reader hears.
#![cfg(feature = "window")]

mod support;

use egui::accesskit::Role;
use egui_kittest::{Harness, kittest::Queryable};
use gongkai::app::charts::{ChartsState, charts_ui};
use gongkai::compare::{Origin, Topic};
use gongkai::model::Disclosure;

const SPENDING: &str = "支出总表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
    | 合计 | 300.00 | 200.00 | 100.00
    201 | 一般公共服务支出 | 270.00 | 170.00 | 100.00
    208 | 社会保障和就业支出 | 30.00 | 30.00 |";

fn year(year: i32, text: &str) -> Disclosure {
    Disclosure { year: Some(year), ..support::disclosure(text) }
}

/// What the panel keeps between frames, and the last jump that it asked for.
#[derive(Default)]
struct Panel {
    documents: Vec<Disclosure>,
    charts: ChartsState,
    jump: Option<Origin>,
}

fn shown(documents: Vec<Disclosure>) -> Harness<'static, Panel> {
    let draw = |ui: &mut egui::Ui, panel: &mut Panel| {
        let open: Vec<&Disclosure> = panel.documents.iter().collect();
        panel.jump = charts_ui(ui, &open, &mut panel.charts).or(panel.jump);
    };
    let panel = Panel { documents, ..Panel::default() };
    let mut harness = Harness::builder()
        .with_size([900.0, 700.0])
        .with_context_setup(|ctx| ctx.set_fonts(chinese()))
        .build_ui_state(draw, panel);
    harness.run();
    harness
}

/// The font that the program brings along.
fn chinese() -> egui::FontDefinitions {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/NotoSansSC-subset.otf"));
    let font = egui::FontData::from_owned(bytes.expect("the bundled font"));
    let mut fonts = egui::FontDefinitions::default();
    fonts.font_data.insert("chinese".to_owned(), font.into());
    for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
        fonts.families.entry(family).or_default().insert(0, "chinese".to_owned());
    }
    fonts
}

#[test]
fn a_bar_says_its_value_and_leads_to_its_cell() {
    let before = year(2024, &SPENDING.replace("30.00", "24.00"));
    let mut panel = shown(vec![before, year(2025, SPENDING)]);
    let label = "208 社会保障和就业支出\n2025 年：30.00 万元\n比 2024 年 +6.00（+25.00%）";
    panel.get_by_label(label).click();
    panel.run();
    let jump = panel.state().jump.expect("a jump");
    assert_eq!(jump.document, 1);
    assert_eq!(panel.state().documents[1].cell(jump.cell).map(|c| c.text.as_str()), Some("30.00"));
}

#[test]
fn another_chart_is_a_click_away() {
    let mut panel = shown(vec![year(2025, SPENDING)]);
    panel.get_by_label("基本支出与项目支出").click();
    panel.run();
    assert_eq!(panel.state().charts.topic, Topic::BasicAndProjects);
    panel.get_by_role_and_label(Role::Button, "项目支出\n2025 年：100.00 万元");
}

#[test]
fn of_several_agencies_the_one_asked_for_is_shown() {
    let other =
        Disclosure { agency: "临川县水利局".to_owned(), ..year(2025, &SPENDING.replace("30.00", "50.00")) };
    let mut panel = shown(vec![year(2025, SPENDING), other.clone()]);
    panel.get_by_label("208 社会保障和就业支出\n2025 年：30.00 万元");
    panel.state_mut().charts.choose(&other);
    panel.run();
    panel.get_by_label("208 社会保障和就业支出\n2025 年：50.00 万元");
}

#[test]
fn a_missing_table_is_named() {
    let mut panel = shown(vec![year(2025, SPENDING)]);
    panel.get_by_label("“三公”经费").click();
    panel.run();
    panel.get_by_label("“三公”经费：没有可以画的数");
    panel.get_by_label("2025 年：没有“三公经费支出表”，图中留空。");
}

#[test]
fn with_nothing_open_it_says_what_to_do() {
    shown(vec![]).get_by_label("打开一份或几份公开文件后，这里按年度画图。");
}
