//! The source beside the grid, driven through the labels that a screen reader hears.
#![cfg(feature = "window")]

#[path = "support/window.rs"]
mod driven;
mod support;

use std::sync::Arc;

use driven::{Window, in_window, in_window_of};
use egui::accesskit::{Role, Toggled};
use egui_kittest::kittest::{NodeT, Queryable};
use gongkai::app::{Command, Original, Shell};
use gongkai::document::{Block, Document, Format, Grid, Page, Paragraph};
use gongkai::model::{Cell, Disclosure, Notice, Place, Section, TextLine};
use gongkai::session::{Recent, Session};

/// Width and height of a cell on the page.
const CELL: (f32, f32) = (110.0, 24.0);

/// A table on a page and a paragraph of two sentences under it, as a PDF reader delivers them, and what was
/// recognized in it.
fn pdf() -> (Disclosure, Document) {
    let mut grid = Grid::of("编码|名称|合计|基本支出\n|合计|9.24|9.24\n208|社会保障和就业支出|9.24|9.24");
    for cell in &mut grid.cells {
        let (x, y) = (50.0 + cell.column as f32 * CELL.0, 60.0 + cell.row as f32 * CELL.1);
        cell.place = Place { page: Some(2), bounds: Some([x, y, x + CELL.0, y + CELL.1]), ..Place::default() };
    }
    let line = |at, y| {
        let place =
            Place { page: Some(2), bounds: Some([50.0, y, 500.0, y + 16.0]), block: Some(1), ..Place::default() };
        TextLine { at, place }
    };
    let lines = vec![line(0, 300.0), line(12, 320.0)];
    let text = "支出预算为九万元。比上年增加一万元。".to_owned();
    let paragraph = Paragraph { text: text.clone(), lines: lines.clone(), ..Paragraph::default() };
    let page = Page { width: 600.0, height: 400.0, ..Page::default() };
    let mut document = Document {
        format: Format::Pdf,
        pages: vec![page; 3],
        blocks: vec![Block::Grid(grid), Block::Paragraph(paragraph)],
        ..Document::default()
    };
    document.number_blocks();

    let mut d = support::disclosure(
        "支出总表
        编码 | 名称 | 合计 | 基本支出
        | 合计 | 9.24 | 9.24
        208 | 社会保障和就业支出 | 9.24 | 9.24",
    );
    for (r, row) in d.tables[0].panels[0].rows.iter_mut().enumerate() {
        for (c, cell) in row.cells.iter_mut().enumerate() {
            *cell = Cell { place: place_of(&document, r + 1, c + 2), ..cell.clone() };
        }
    }
    d.prose.push(Section { heading: "收支情况".into(), text, lines, ..Section::default() });
    (d, document)
}

fn place_of(document: &Document, row: usize, column: usize) -> Place {
    let Some(Block::Grid(grid)) = document.blocks.first() else { unreachable!() };
    grid.row(row as u32)[column].place
}

fn window(d: Disclosure, document: Document) -> Window {
    let mut shell = Shell::new(Recent::default());
    let files = vec![Original { name: "部门预算.pdf".into(), document: Arc::new(document), pictures: None }];
    shell.add_with_files(Session::new(d), files);
    let mut window = in_window(shell);
    window.run_steps(2);
    window
}

fn select(window: &mut Window, cell: &str) {
    window.get_by_role_and_label(Role::GridCell, cell).click();
    window.run_steps(4);
}

fn is_lit(window: &Window, label: &str) -> bool {
    window.query_by_role_and_label(Role::Mark, &format!("原文中的 {label}")).is_some()
}

/// Clicks on a point of the paper of a page.
fn click_on_page(window: &mut Window, page: u32, x: f32, y: f32) {
    let shown = window.get_by_role_and_label(Role::Image, &format!("原文第 {page} 页")).rect();
    let at = shown.min + egui::vec2(x, y) * (shown.width() / 600.0);
    window.hover_at(at);
    window.run_steps(2);
    window.drag_at(at);
    window.drop_at(at);
    window.run_steps(4);
}

/// The cell that the cursor of the grid is on.
fn cursor(window: &Window) -> Option<String> {
    let editor = window.query_by_label_contains("编辑 ")?;
    editor.accesskit_node().label().map(|label| label.trim_start_matches("编辑 ").to_owned())
}

#[test]
fn the_selected_cell_is_lit_on_its_page() {
    let (d, document) = pdf();
    let mut w = window(d, document);
    select(&mut w, "208 社会保障和就业支出 · 基本支出");
    assert!(is_lit(&w, "208 社会保障和就业支出 · 基本支出"));
    let lit = w.get_by_role_and_label(Role::Mark, "原文中的 208 社会保障和就业支出 · 基本支出").rect();
    let page = w.get_by_role_and_label(Role::Image, "原文第 2 页").rect();
    assert!(page.contains_rect(lit), "the second page was scrolled to");
    // Names and codes have places as well, found in the source row.
    select(&mut w, "208 社会保障和就业支出 · 名称");
    assert!(is_lit(&w, "208 社会保障和就业支出 · 名称"));
    assert!(!is_lit(&w, "208 社会保障和就业支出 · 基本支出"));
}

#[test]
fn a_click_on_the_page_selects_the_cell_there() {
    let (d, document) = pdf();
    let mut w = window(d, document);
    select(&mut w, "合计 · 合计");
    // The middle of the third row, fourth column.
    click_on_page(&mut w, 2, 50.0 + 3.5 * CELL.0, 60.0 + 2.5 * CELL.1);
    assert_eq!(cursor(&w).as_deref(), Some("208 社会保障和就业支出 · 基本支出"));
    assert!(is_lit(&w, "208 社会保障和就业支出 · 基本支出"));
    click_on_page(&mut w, 2, 50.0 + 1.5 * CELL.0, 60.0 + 2.5 * CELL.1);
    assert_eq!(cursor(&w).as_deref(), Some("208 社会保障和就业支出 · 名称"));
}

#[test]
fn a_sentence_is_lit_in_the_text_and_on_the_page() {
    let (d, document) = pdf();
    let mut w = window(d, document);
    select(&mut w, "合计 · 合计");
    // On the second line of the paragraph: its second sentence.
    click_on_page(&mut w, 2, 100.0, 328.0);
    assert!(w.query_by_role_and_label(Role::GridCell, "合计 · 合计").is_none(), "the text is on top");
    // It begins on the first line and ends on the second.
    let lit = w.get_all_by_role_and_label(Role::Mark, "原文中的 比上年增加一万元。");
    assert_eq!(lit.count(), 2);
}

#[test]
fn a_finding_about_a_heading_leads_to_the_heading() {
    let (mut d, document) = pdf();
    let heading = "三、2024年支出预算情况说明";
    d.year = Some(2025);
    let place = Place { page: Some(1), bounds: Some([50.0, 300.0, 300.0, 320.0]), ..Place::default() };
    let section = &mut d.prose[0];
    (section.heading, section.place) = (heading.into(), place);
    // Something before it: the heading is far below when the text is opened.
    let long = "各项收支说明如下。\n".repeat(60);
    d.prose.insert(0, Section { heading: "一、概况".into(), text: long, ..Section::default() });
    let mut w = window(d, document);
    w.get_by(|n| n.role() == Role::ListItem && n.label().is_some_and(|l| l.contains("写的是 2024 年"))).click();
    w.run_steps(6);
    assert!(is_lit(&w, heading));
    assert!(!is_lit(&w, "支出预算为九万元。"));
    let shown = w.get_by(|n| n.role() == Role::Label && n.value().as_deref() == Some(heading));
    assert_eq!(shown.accesskit_node().toggled(), Some(Toggled::True));
    assert!(shown.rect().top() > 0.0 && shown.rect().bottom() < 768.0, "it was scrolled to");

    // A click on it in the source leads there too, one beside it to the sentence.
    click_on_page(&mut w, 2, 100.0, 328.0);
    assert!(!is_lit(&w, heading));
    click_on_page(&mut w, 1, 100.0, 310.0);
    assert!(is_lit(&w, heading));
}

#[test]
fn the_source_is_hidden_and_shown_and_moved() {
    let (d, document) = pdf();
    let mut w = window(d, document);
    let page = |w: &Window| w.query_by_role_and_label(Role::Image, "原文第 2 页").map(|page| page.rect());
    let beside = page(&w).expect("shown at first");
    w.key_press(egui::Key::F6);
    w.run_steps(4);
    assert!(page(&w).is_none());
    w.key_press(egui::Key::F6);
    w.run_steps(4);
    assert_eq!(page(&w), Some(beside));
    let ctx = w.ctx.clone();
    w.state_mut().command(Command::MoveSource, &ctx);
    w.run_steps(6);
    let below = page(&w).expect("still shown");
    assert!(below.left() < beside.left(), "below the grid it begins further left");
}

#[test]
fn a_notice_of_the_reader_leads_to_its_place() {
    let (mut d, document) = pdf();
    let place = Place { page: Some(3), bounds: Some([50.0, 50.0, 200.0, 80.0]), ..Place::default() };
    d.source.notices = vec![
        Notice { text: "第 3 页是图片，没有读。".into(), place },
        Notice { text: "另一条。".into(), ..Notice::default() },
    ];
    let mut w = window(d, document);
    assert!(w.query_by_label("另一条。").is_none(), "folded");
    w.get_by_label("全部 2 条").click();
    w.run_steps(3);
    assert!(w.query_by_label("另一条。").is_some());
    w.get_by_label_contains("第 3 页是图片，没有读。").click();
    w.run_steps(6);
    assert!(is_lit(&w, "提示所指的位置"));
    select(&mut w, "合计 · 基本支出");
    assert!(!is_lit(&w, "提示所指的位置"), "until something else is selected");
}

#[test]
fn without_its_source_a_disclosure_says_so() {
    let (d, _) = pdf();
    let native = Document { format: Format::Json, ..Document::default() };
    let mut w = window(d, native);
    // No room is kept for it; who asks for it is told.
    w.key_press(egui::Key::F6);
    w.run_steps(3);
    assert!(w.query_by_label_contains("没有原文可以对照").is_some());
}

#[test]
fn a_table_of_a_workbook_is_drawn_as_such() {
    let (mut d, mut document) = pdf();
    document.format = Format::Xlsx;
    document.pages =
        vec![Page { name: "封面".into(), ..Page::default() }, Page { name: "表3".into(), ..Page::default() }];
    for block in &mut document.blocks {
        match block {
            Block::Grid(grid) => grid.place.page = Some(2),
            Block::Paragraph(paragraph) => paragraph.place.page = Some(1),
        }
    }
    d.prose.clear();
    let mut w = window(d, document);
    select(&mut w, "208 社会保障和就业支出 · 合计");
    let cell = w.get_by_role_and_label(Role::Cell, "原文第 3 行第 3 列：9.24");
    assert_eq!(cell.accesskit_node().toggled(), Some(Toggled::True), "lit");
    w.get_by_role_and_label(Role::Cell, "原文第 2 行第 4 列：9.24").click();
    w.run_steps(4);
    assert_eq!(cursor(&w).as_deref(), Some("合计 · 基本支出"));
    w.get_by_label("封面").click();
    w.run_steps(4);
    assert!(w.query_by_label_contains("原文段落：支出预算为九万元").is_some(), "the sheet that was asked for");
}

#[test]
fn the_user_says_how_a_table_is_to_be_read_and_takes_it_back() {
    let (_, mut document) = pdf();
    // A caption that nobody knows.
    let caption = Paragraph { text: "附件三".into(), ..Paragraph::default() };
    document.blocks.insert(0, Block::Paragraph(caption));
    document.number_blocks();
    let d = gongkai::recognize::document(&document);
    let session = {
        let opened = gongkai::read::Opened { disclosure: d, document: document.clone(), encoding: None };
        let loaded = gongkai::read::isolated::Loaded { opened, bytes: None };
        Session::of_loaded(loaded, std::path::Path::new("部门预算.pdf"))
    };
    let kind = |w: &Window| w.state().session().unwrap().disclosure().tables[0].kind;
    let mut shell = Shell::new(Recent::default());
    let files = vec![Original { name: "部门预算.pdf".into(), document: Arc::new(document), pictures: None }];
    shell.add_with_files(session, files);
    let mut w = in_window_of(shell, 900.0, 0.25);
    w.run_steps(2);
    let before = kind(&w);
    let ctx = w.ctx.clone();
    w.state_mut().command(Command::Teach, &ctx);
    w.run_steps(4);
    assert!(w.query_by_label("这张表怎么读").is_some());
    w.get_by_label("不是表").click();
    w.run_steps(4);
    assert!(w.query_by_label_contains("读成：文字").is_some(), "the preview");
    w.get_by_label("照此读取").click();
    w.run_steps(6);
    assert!(w.state().session().unwrap().disclosure().tables.is_empty());
    w.state_mut().command(Command::Undo, &ctx);
    w.run_steps(6);
    assert_eq!(kind(&w), before);
}
