//! The window, driven through the labels that a screen reader hears.
#![cfg(feature = "window")]

#[path = "support/window.rs"]
mod driven;
mod support;

use driven::{Window, click, command, in_window, key};
use egui::accesskit::{Role, Toggled};
use egui::{Event, ImeEvent, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::{NodeT, Queryable};
use gongkai::app::{Command, Shell};
use gongkai::check::Verdict;
use gongkai::model::{CellRef, Kind, Unit};
use gongkai::read::isolated::Reader;
use gongkai::session::{Edit, Mode, Recent, Session};

const SPENDING: &str = "支出总表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
    | 合计 | 397.31 | 76.91 | 320.40
    208 | 社会保障和就业支出 | 9.24 | 9.24 |
    210 | 卫生健康支出 | 382.42 | 62.02 | 320.40
    221 | 住房保障支出 | 5.65 | 5.65 |
    一般公共预算支出表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
    | 合计 | 10.00 | 10.00 |
    208 | 社会保障和就业支出 | 9.00 | 9.00 |";

fn window(text: &str) -> Window {
    let mut shell = Shell::new(Recent::default());
    shell.add(Session::new(support::disclosure(text)));
    in_window(shell)
}

fn session(window: &Window) -> &Session {
    window.state().session().unwrap()
}

fn at(table: usize, row: usize, column: usize) -> CellRef {
    CellRef::new(table, 0, row, column)
}

fn text(window: &Window, cell: CellRef) -> String {
    session(window).disclosure().cell(cell).unwrap().text.clone()
}

fn select(window: &mut Window, cell: &str) {
    window.get_by_role_and_label(Role::GridCell, cell).click();
    window.run_steps(3);
}

fn ctrl(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    window.run_steps(3);
}

/// Types the way a fast typist does: everything arrives with one frame.
fn type_text(window: &mut Window, text: &str) {
    for c in text.chars() {
        window.event(Event::Text(c.to_string()));
    }
    window.run_steps(2);
}

fn paste(window: &mut Window, text: &str) {
    window.event(Event::Paste(text.to_owned()));
    window.run_steps(3);
}

#[test]
fn typing_over_a_cell_changes_it_and_marks_what_does_not_tie() {
    let mut w = window(SPENDING);
    select(&mut w, "210 卫生健康支出 · 合计");
    type_text(&mut w, "328.42");
    key(&mut w, Key::Enter);
    assert_eq!(text(&w, at(0, 2, 0)), "328.42");
    assert_eq!(session(&w).checker().mark(at(0, 2, 0)), Some(Verdict::Broken));
    // Enter goes to the row below.
    type_text(&mut w, "6");
    key(&mut w, Key::Tab);
    assert_eq!(text(&w, at(0, 3, 0)), "6.00");
    ctrl(&mut w, Key::Z);
    ctrl(&mut w, Key::Z);
    assert_eq!((text(&w, at(0, 2, 0)), text(&w, at(0, 3, 0))), ("382.42".into(), "5.65".into()));
    ctrl(&mut w, Key::Y);
    assert_eq!(text(&w, at(0, 2, 0)), "328.42");
}

#[test]
fn keys_that_arrive_in_one_frame_act_one_after_the_other() {
    let mut w = window(SPENDING);
    select(&mut w, "208 社会保障和就业支出 · 基本支出");
    for c in "1.5".chars() {
        w.event(Event::Text(c.to_string()));
    }
    w.key_press(Key::Enter);
    w.event(Event::Text("2".into()));
    w.key_press(Key::Enter);
    w.run_steps(6);
    assert_eq!((text(&w, at(0, 1, 1)), text(&w, at(0, 2, 1))), ("1.50".into(), "2.00".into()));
}

#[test]
fn escape_gives_up_and_f2_goes_on_with_what_is_there() {
    let mut w = window(SPENDING);
    select(&mut w, "221 住房保障支出 · 基本支出");
    type_text(&mut w, "9");
    key(&mut w, Key::Escape);
    assert_eq!(text(&w, at(0, 3, 1)), "5.65");
    key(&mut w, Key::F2);
    type_text(&mut w, "5");
    key(&mut w, Key::Enter);
    assert_eq!(text(&w, at(0, 3, 1)), "5.655");
    select(&mut w, "221 住房保障支出 · 基本支出");
    key(&mut w, Key::Delete);
    assert_eq!(text(&w, at(0, 3, 1)), "");
}

#[test]
fn text_that_is_no_amount_stays_in_the_editor_with_a_sentence() {
    let mut w = window(SPENDING);
    select(&mut w, "221 住房保障支出 · 基本支出");
    type_text(&mut w, "五");
    key(&mut w, Key::Enter);
    assert!(w.query_by_label_contains("不是金额").is_some());
    assert_eq!(text(&w, at(0, 3, 1)), "5.65");
    // Dismissing the sentence leaves the keyboard with the cell.
    click(&mut w, "知道了");
    assert!(w.query_by_label_contains("不是金额").is_none());
    key(&mut w, Key::Escape);
    key(&mut w, Key::ArrowLeft);
    type_text(&mut w, "7");
    key(&mut w, Key::Enter);
    assert_eq!((text(&w, at(0, 3, 0)), text(&w, at(0, 3, 1))), ("7.00".into(), "5.65".into()));
}

#[test]
fn what_is_being_typed_goes_into_its_cell_before_anything_else_happens() {
    let mut w = window(SPENDING);
    select(&mut w, "221 住房保障支出 · 基本支出");
    type_text(&mut w, "6");
    command(&mut w, Command::Compare);
    assert_eq!(text(&w, at(0, 3, 1)), "6.00");
}

#[test]
fn an_input_method_starts_on_a_selected_cell() {
    let mut w = window(SPENDING);
    select(&mut w, "221 住房保障支出 · 名称");
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    w.event(preedit("zhu'fang"));
    w.run_steps(2);
    // Enter belongs to the input method while it is composing.
    key(&mut w, Key::Enter);
    w.event(preedit(""));
    w.event(Event::Ime(ImeEvent::Commit("住房支出".into())));
    w.run_steps(2);
    key(&mut w, Key::Enter);
    assert_eq!(session(&w).disclosure().row(at(0, 3, 0)).unwrap().name, "住房支出");
}

#[test]
fn blocks_are_copied_and_pasted_as_in_a_spreadsheet() {
    let mut w = window(SPENDING);
    select(&mut w, "208 社会保障和就业支出 · 合计");
    w.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    w.run_steps(2);
    w.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    w.run_steps(2);
    w.event(Event::Copy);
    w.step();
    let copied = w.output().platform_output.commands.iter().find_map(|c| match c {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some("9.24\t9.24\r\n382.42\t62.02"));

    select(&mut w, "208 社会保障和就业支出 · 基本支出");
    paste(&mut w, "1,000.5\t2\r\n3\t\"4\"\r\n");
    let block = [at(0, 1, 1), at(0, 1, 2), at(0, 2, 1), at(0, 2, 2)].map(|c| text(&w, c));
    assert_eq!(block, ["1000.50", "2.00", "3.00", "4.00"]);
    ctrl(&mut w, Key::Z);
    assert_eq!(text(&w, at(0, 1, 1)), "9.24", "one step");

    select(&mut w, "221 住房保障支出 · 项目支出");
    paste(&mut w, "7\t8\r\n9\t10\r\n");
    assert_eq!(text(&w, at(0, 3, 2)), "7.00");
    assert!(w.query_by_label_contains("3 个超出表格范围").is_some());
}

#[test]
fn one_value_fills_the_selection() {
    let mut w = window(SPENDING);
    select(&mut w, "208 社会保障和就业支出 · 项目支出");
    w.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    w.run_steps(2);
    paste(&mut w, "5");
    assert_eq!((text(&w, at(0, 1, 2)), text(&w, at(0, 2, 2))), ("5.00".into(), "5.00".into()));
}

#[test]
fn a_click_on_a_finding_leads_to_its_cell() {
    let mut w = window(SPENDING);
    let found = |label: &str| label.starts_with("错误：一般公共预算支出表“合计”的“合计”表列 10.00");
    let finding = w.get_all_by_role(Role::ListItem).find(|f| f.accesskit_node().label().is_some_and(|l| found(&l)));
    let finding = finding.expect("10.00 is not 9.00");
    finding.click();
    w.run_steps(4);
    // The other table is on top now, and the formula of the finding is shown.
    assert!(w.query_by_role_and_label(Role::GridCell, "208 社会保障和就业支出 · 合计").is_some());
    let on_top = |w: &Window| {
        let tabs = w.get_all_by_role(Role::Tab).map(|t| t.accesskit_node());
        tabs.filter(|t| t.toggled() == Some(Toggled::True)).map(|t| t.label()).next().flatten()
    };
    assert_eq!(on_top(&w).as_deref(), Some("一般公共预算支出表"));
    click(&mut w, "改为 9.00");
    assert_eq!(text(&w, at(1, 0, 0)), "9.00");
}

#[test]
fn in_compile_mode_totals_follow_and_cannot_be_typed() {
    let mut w = window(SPENDING);
    click(&mut w, "编制");
    assert_eq!(session(&w).mode(), Mode::Compile);
    select(&mut w, "221 住房保障支出 · 基本支出");
    type_text(&mut w, "6.65");
    key(&mut w, Key::Enter);
    assert_eq!((text(&w, at(0, 3, 0)), text(&w, at(0, 0, 0))), ("6.65".into(), "398.31".into()));
    select(&mut w, "合计 · 合计");
    type_text(&mut w, "1");
    key(&mut w, Key::Enter);
    assert_eq!(text(&w, at(0, 0, 0)), "398.31");
    assert!(w.query_by_label_contains("由公式算出").is_some());
}

#[test]
fn rows_are_inserted_and_deleted_at_the_selection() {
    let mut w = window(SPENDING);
    select(&mut w, "210 卫生健康支出 · 基本支出");
    command(&mut w, Command::InsertRow);
    assert_eq!(session(&w).disclosure().tables[0].panels[0].rows.len(), 5);
    type_text(&mut w, "教育支出");
    key(&mut w, Key::Enter);
    assert_eq!(session(&w).disclosure().row(at(0, 2, 0)).unwrap().name, "教育支出");
    select(&mut w, "教育支出 · 名称");
    command(&mut w, Command::DeleteRows);
    assert_eq!(session(&w).disclosure().tables[0].panels[0].rows.len(), 4);
}

#[test]
fn a_row_goes_behind_the_last_one() {
    let mut w = window(SPENDING);
    select(&mut w, "221 住房保障支出 · 基本支出");
    command(&mut w, Command::InsertRowBelow);
    assert_eq!(session(&w).disclosure().tables[0].panels[0].rows.len(), 5);
    type_text(&mut w, "其他支出");
    key(&mut w, Key::Enter);
    assert_eq!(session(&w).disclosure().row(at(0, 4, 0)).unwrap().name, "其他支出");
}

#[test]
fn search_goes_from_place_to_place() {
    let mut w = window(SPENDING);
    ctrl(&mut w, Key::F);
    type_text(&mut w, "社会保障");
    assert!(w.query_by_label_contains("共 2 处").is_some());
    key(&mut w, Key::Enter);
    assert!(w.query_by_label("编辑 208 社会保障和就业支出 · 名称").is_some());
    key(&mut w, Key::F3);
    let tabs: Vec<_> = w.get_all_by_role(Role::Tab).collect();
    assert_eq!(tabs.len(), 2, "the second place is in the other table");
}

/// Waits for the thread that reads, as long as a slow machine may need.
fn until_open(window: &mut Window) {
    for _ in 0..500 {
        window.run_steps(1);
        if window.query_by_label_contains("正在打开").is_none() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the file did not open");
}

#[test]
fn files_open_beside_the_window_and_say_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("通知.txt");
    std::fs::write(&plain, "关于开会的通知\n请于周三到会。\n").unwrap();
    let mut w = in_window(Shell::new(Recent::default()));
    let ctx = w.ctx.clone();
    w.state_mut().open(plain, &ctx);
    until_open(&mut w);
    assert!(w.query_by_label_contains("没有认出表格，只能看文字").is_some());
    click(&mut w, "知道了");
    assert!(w.query_by_label_contains("没有认出表格，只能看文字").is_none());

    w.state_mut().open(folder.path().join("没有.txt"), &ctx);
    until_open(&mut w);
    assert!(w.query_by_label_contains("没有这个文件").is_some());
    assert!(session(&w).disclosure().tables.is_empty(), "what was open stays open");
}

#[test]
fn unsaved_work_is_asked_about() {
    let mut w = window(SPENDING);
    select(&mut w, "221 住房保障支出 · 基本支出");
    type_text(&mut w, "1");
    key(&mut w, Key::Enter);
    assert!(session(&w).is_dirty());
    command(&mut w, Command::CloseDocument);
    assert!(w.query_by_label_contains("还没有保存").is_some());
    click(&mut w, "取消");
    assert!(w.state().session().is_some());
    command(&mut w, Command::CloseDocument);
    click(&mut w, "不保存");
    assert!(w.state().session().is_none());
    assert!(w.query_by_label("打开一份部门预算公开").is_some());
}

#[test]
fn ctrl_s_asks_where_to_and_saves_there() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("公开.txt");
    std::fs::write(&source, "某县档案馆\n一段话。\n").unwrap();
    let mut shell = Shell::new(Recent::default());
    shell.add(Session::open(&source, &Reader::new(env!("CARGO_BIN_EXE_gongkai"))).unwrap());
    let mut w = in_window(shell);
    ctrl(&mut w, Key::S);
    assert!(w.query_by_label("保存到").is_some());
    key(&mut w, Key::Enter);
    w.run_steps(3);
    assert_eq!(session(&w).path(), Some(folder.path().join("公开.json").as_path()));
    assert!(folder.path().join("公开.json").exists());
}

#[test]
fn saving_at_the_last_moment_asks_where_to_and_then_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::new(support::disclosure(SPENDING));
    let heading = Edit::Heading { table: 0, kind: Kind::Other, title: "改过的表".into(), unit: Unit::Wan };
    session.run(heading).unwrap();
    let mut shell = Shell::new(Recent::default());
    shell.add(session);
    let mut w = in_window(shell);
    command(&mut w, Command::CloseDocument);
    // The toolbar has a button of that name as well; the question is drawn last.
    w.get_all_by_label("保存").last().unwrap().click();
    w.run_steps(3);
    assert!(w.query_by_label("保存到").is_some());
    w.key_press_modifiers(Modifiers::COMMAND, Key::A);
    w.run_steps(2);
    let target = folder.path().join("结果.json");
    type_text(&mut w, &target.display().to_string());
    key(&mut w, Key::Enter);
    assert!(target.exists());
    assert!(w.state().session().is_none(), "saved, then closed");
}

#[test]
fn the_samples_open_with_everything_on_screen() {
    let mut shell = Shell::new(Recent::default());
    shell.open_samples();
    let mut w = in_window(shell);
    assert!(!session(&w).findings().is_empty());
    for theme in [egui::Theme::Dark, egui::Theme::Light] {
        w.ctx.set_theme(theme);
        for _ in 0..session(&w).disclosure().tables.len() {
            command(&mut w, Command::NextFinding);
            command(&mut w, Command::NextTab);
        }
        command(&mut w, Command::Compare);
        command(&mut w, Command::Help);
        click(&mut w, "关闭");
        command(&mut w, Command::PreviousTab);
    }
}

#[test]
fn a_missing_agency_is_said_and_can_be_filled_in() {
    let mut disclosure = support::disclosure(SPENDING);
    disclosure.agency.clear();
    disclosure.year = None;
    let mut shell = Shell::new(Recent::default());
    shell.add(Session::new(disclosure));
    let mut w = in_window(shell);
    click(&mut w, "没有认出部门和年度，填写…");
    w.get_by_role_and_label(Role::TextInput, "部门或单位").click();
    w.run_steps(3);
    type_text(&mut w, "临川县档案馆");
    click(&mut w, "确定");
    assert_eq!(session(&w).disclosure().agency, "临川县档案馆");
    ctrl(&mut w, Key::Z);
    assert_eq!(session(&w).disclosure().agency, "");
}

#[test]
fn a_table_of_no_known_kind_is_said_until_somebody_knows_it() {
    let mut disclosure = support::disclosure(SPENDING);
    disclosure.tables[0].kind = Kind::Other;
    let mut shell = Shell::new(Recent::default());
    shell.add(Session::new(disclosure));
    let mut w = in_window(shell);
    assert!(w.query_by_label_contains("未能识别的表").is_some());
    click(&mut w, "就是其他表");
    assert!(w.query_by_label_contains("未能识别的表").is_none());
}

#[test]
fn a_text_in_another_encoding_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("说明.txt");
    std::fs::write(&file, "budget 9.24\n".repeat(20)).unwrap();
    let mut w = in_window(Shell::new(Recent::default()));
    let ctx = w.ctx.clone();
    w.state_mut().open(file, &ctx);
    until_open(&mut w);
    click(&mut w, "编码 UTF-8");
    click(&mut w, "Big5（繁体）");
    until_open(&mut w);
    assert_eq!(session(&w).encoding(), Some("Big5"));
}
