//! The compare view, driven through the labels that a screen reader hears.
#![cfg(feature = "window")]

#[path = "support/window.rs"]
mod driven;
mod support;

use driven::{Window, click, command, in_window};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::{NodeT, Queryable};
use gongkai::app::{Command, Shell};
use gongkai::model::{Disclosure, ReviewStatus};
use gongkai::session::{Recent, Session};
use support::of as year;

const SPENDING: &str = "支出总表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
    | 合计 | 300.00 | 200.00 | 100.00
    201 | 一般公共服务支出 | 270.00 | 170.00 | 100.00
    20103 | 政府办公厅（室）及相关机构事务 | 270.00 | 170.00 | 100.00
    208 | 社会保障和就业支出 | 30.00 | 30.00 |
    20805 | 行政事业单位养老支出 | 30.00 | 30.00 |
    三公经费支出表
    编码 | 名称 | 合计 | 因公出国（境）费 | 公务接待费
    | 合计 | 9.00 | 6.00 | 3.00";

/// The year before: 社会保障 was 24.00, and everything else the same.
fn before() -> Disclosure {
    let text = SPENDING.replace("300.00 | 200.00", "294.00 | 194.00").replace("| 30.00 | 30.00", "| 24.00 | 24.00");
    year(2024, &text)
}

/// A window with these documents open and the compare view on top.
fn window(documents: Vec<Disclosure>) -> Window {
    let mut shell = Shell::new(Recent::default());
    for document in documents {
        shell.add(Session::new(document));
    }
    let mut window = in_window(shell);
    command(&mut window, Command::Compare);
    until_examined(&mut window);
    window
}

/// Waits for the thread that holds the years against each other, as long as a slow machine may need.
fn until_examined(window: &mut Window) {
    let start = std::time::Instant::now();
    while window.query_by_label("正在核对…").is_some() || window.query_by_label("跨年 …").is_some() {
        assert!(start.elapsed() < std::time::Duration::from_secs(60), "没有核对完");
        std::thread::sleep(std::time::Duration::from_millis(5));
        window.run_steps(1);
    }
    window.run_steps(2);
}

fn cell(window: &mut Window, label: &str) {
    window.get_by_role_and_label(Role::GridCell, label).click();
    window.run_steps(3);
}

/// What stands in a cell of the table.
#[track_caller]
fn text(window: &Window, label: &str) -> String {
    let node = window.get_by_role_and_label(Role::GridCell, label);
    node.accesskit_node().value().unwrap_or_default()
}

/// The names of the rows from top to bottom.
fn names(window: &Window) -> Vec<String> {
    let cells = window.get_all_by_role(Role::GridCell).filter_map(|n| {
        let label = n.accesskit_node().label()?;
        let value = n.accesskit_node().value()?;
        label.ends_with(" · 名称").then(|| (n.rect().top() as i32, value))
    });
    let mut rows: Vec<(i32, String)> = cells.collect();
    rows.sort();
    rows.into_iter().map(|(_, name)| name).collect()
}

fn copied(window: &mut Window) -> Option<String> {
    window.event(Event::Copy);
    window.step();
    window.output().platform_output.commands.iter().find_map(|c| match c {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn two_years_stand_side_by_side_with_their_change() {
    let w = window(vec![before(), year(2025, SPENDING)]);
    assert_eq!(text(&w, "208 社会保障和就业支出 · 2024 年"), "24.00");
    assert_eq!(text(&w, "208 社会保障和就业支出 · 2025 年"), "30.00");
    assert_eq!(text(&w, "208 社会保障和就业支出 · 比上年"), "+6.00");
    assert_eq!(text(&w, "208 社会保障和就业支出 · 幅度"), "+25.00%");
    assert_eq!(text(&w, "合计 · 比上年"), "+6.00");
    assert!(w.query_by_label_contains("2 个年度").is_some());
}

#[test]
fn a_click_on_a_head_sorts_and_a_third_one_gives_the_classification_back() {
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    assert_eq!(names(&w)[1], "一般公共服务支出");
    click(&mut w, "比上年");
    assert_eq!(names(&w)[..2], ["合计", "社会保障和就业支出"]);
    click(&mut w, "比上年，从大到小");
    assert_eq!(names(&w)[1..3], ["政府办公厅（室）及相关机构事务", "一般公共服务支出"]);
    click(&mut w, "比上年，从小到大");
    assert_eq!(names(&w)[1..3], ["一般公共服务支出", "政府办公厅（室）及相关机构事务"]);
}

#[test]
fn only_what_changed_is_shown_and_ctrl_f_looks_for_a_name() {
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    click(&mut w, "只看 全部科目");
    click(&mut w, "有变化的");
    assert_eq!(names(&w), ["合计", "社会保障和就业支出", "行政事业单位养老支出"]);
    w.key_press_modifiers(Modifiers::COMMAND, Key::F);
    w.run_steps(3);
    for c in "养老".chars() {
        w.event(Event::Text(c.to_string()));
    }
    w.run_steps(4);
    assert_eq!(names(&w), ["行政事业单位养老支出"]);
    click(&mut w, "全部显示");
    assert_eq!(names(&w).len(), 5);
    click(&mut w, "收起 社会保障和就业支出");
    assert_eq!(names(&w).len(), 4);
}

#[test]
fn blocks_are_copied_and_keys_move_as_in_a_spreadsheet() {
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    cell(&mut w, "208 社会保障和就业支出 · 2024 年");
    w.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    w.run_steps(2);
    w.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    w.run_steps(2);
    assert_eq!(copied(&mut w).as_deref(), Some("24.00\t30.00\r\n24.00\t30.00"));
    w.key_press_modifiers(Modifiers::COMMAND, Key::A);
    w.run_steps(2);
    let all = copied(&mut w).expect("a text");
    assert!(all.starts_with("科目编码\t名称\t2024 年\t2025 年\t比上年\t幅度\r\n\t合计\t294.00\t300.00\t6.00"), "{all}");
}

#[test]
fn enter_leads_to_the_cell_in_its_document_and_shift_enter_to_that_of_the_year_before() {
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    cell(&mut w, "208 社会保障和就业支出 · 2025 年");
    w.key_press(Key::Enter);
    w.run_steps(4);
    assert!(w.query_by_label("编辑 208 社会保障和就业支出 · 合计").is_some());
    assert_eq!(w.state().session().expect("open").disclosure().year, Some(2025));
    command(&mut w, Command::Compare);
    cell(&mut w, "208 社会保障和就业支出 · 比上年");
    w.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    w.run_steps(4);
    assert_eq!(w.state().session().expect("open").disclosure().year, Some(2024));
}

#[test]
fn an_edit_is_seen_at_once_and_a_closed_document_is_gone() {
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    cell(&mut w, "208 社会保障和就业支出 · 2025 年");
    w.key_press(Key::Enter);
    w.run_steps(4);
    for c in "36".chars() {
        w.event(Event::Text(c.to_string()));
    }
    w.run_steps(2);
    w.key_press(Key::Enter);
    w.run_steps(3);
    command(&mut w, Command::Compare);
    assert_eq!(text(&w, "208 社会保障和就业支出 · 比上年"), "+12.00");
    command(&mut w, Command::CloseDocument);
    click(&mut w, "不保存");
    command(&mut w, Command::Compare);
    assert!(w.query_by_label_contains("比上年").is_none());
}

#[test]
fn agencies_of_a_year_stand_side_by_side_and_documents_are_ticked() {
    let other = Disclosure { agency: "临川县水利局".to_owned(), ..year(2025, SPENDING) };
    let mut w = window(vec![before(), year(2025, SPENDING), other]);
    // The last one was on top, and has one year only.
    click(&mut w, "按部门");
    assert_eq!(text(&w, "208 社会保障和就业支出 · 临川县水利局"), "30.00");
    assert_eq!(text(&w, "208 社会保障和就业支出 · 临川县档案馆"), "30.00");
    click(&mut w, "2 / 3 份文件…");
    click(&mut w, "临川县档案馆 · 2024 年预算");
    assert!(w.query_by_label("3 / 3 份文件…").is_some());
}

/// Asks for a file of the comparison, gives it this path, and waits until it is written.
fn export(window: &mut Window, asked: Command, form: &str, path: &std::path::Path) {
    command(window, asked);
    click(window, form);
    window.get_by_label("文件的完整路径").focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window.get_by_label("文件的完整路径").type_text(path.to_str().expect("a path"));
    window.run_steps(2);
    click(window, "导出");
    let start = std::time::Instant::now();
    while !path.exists() {
        assert!(start.elapsed() < std::time::Duration::from_secs(30), "没有写出 {}", path.display());
        std::thread::sleep(std::time::Duration::from_millis(10));
        window.run_steps(1);
    }
    window.run_steps(3);
}

#[test]
fn the_chart_is_written_as_a_picture_of_the_size_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    let png = folder.path().join("图.png");
    export(&mut w, Command::ExportPicture, "PNG 图片", &png);
    let bytes = std::fs::read(&png).expect("written");
    assert!(bytes.starts_with(b"\x89PNG"));
    // 160 millimetres at 300 dots an inch.
    assert_eq!(u32::from_be_bytes(bytes[16..20].try_into().expect("four")), 1890);
    let svg = folder.path().join("图.svg");
    export(&mut w, Command::ExportPicture, "SVG 图片", &svg);
    let text = std::fs::read_to_string(&svg).expect("written");
    assert!(text.contains("社会保障和就业支出") && text.contains("30.00"), "{text}");
}

#[test]
fn the_table_is_written_as_it_is_shown_and_everything_as_one_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    click(&mut w, "只看 全部科目");
    click(&mut w, "有变化的");
    let csv = folder.path().join("表.csv");
    export(&mut w, Command::ExportTable, "CSV", &csv);
    let text = std::fs::read_to_string(&csv).expect("written");
    assert!(text.contains("社会保障和就业支出") && !text.contains("一般公共服务支出"), "{text}");
    let xlsx = folder.path().join("表.xlsx");
    export(&mut w, Command::ExportTable, "Excel 工作簿", &xlsx);
    assert!(std::fs::read(&xlsx).expect("written").starts_with(b"PK"));
    let page = folder.path().join("页.html");
    export(&mut w, Command::ExportPage, "网页", &page);
    let text = std::fs::read_to_string(&page).expect("written");
    assert!(text.contains("<svg") && text.contains("公务接待费") && text.contains("一般公共服务支出"), "all tables");
}

#[test]
fn the_chart_goes_to_the_clipboard_as_a_picture() {
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    let ctx = w.ctx.clone();
    w.state_mut().command(Command::CopyPicture, &ctx);
    w.step();
    let size = w.output().platform_output.commands.iter().find_map(|c| match c {
        OutputCommand::CopyImage(image) => Some(image.size),
        _ => None,
    });
    // 160 by 90 millimetres at 200 dots an inch.
    assert_eq!(size, Some([1260, 709]));
}

#[test]
fn agencies_of_a_year_are_shown_by_indicators_too() {
    let other = Disclosure { agency: "临川县水利局".to_owned(), ..year(2025, SPENDING) };
    let mut w = window(vec![year(2025, SPENDING), other]);
    click(&mut w, "按部门");
    click(&mut w, "同类部门");
    assert!(w.query_all_by_label_contains("临川县水利局").next().is_some());
    // What is looked at is what is written: the agencies with their spread, and the bars of an indicator.
    let folder = tempfile::tempdir().expect("a folder");
    let (csv, svg) = (folder.path().join("部门.csv"), folder.path().join("部门.svg"));
    export(&mut w, Command::ExportTable, "CSV", &csv);
    let written = std::fs::read_to_string(&csv).expect("written");
    assert!(written.contains("临川县水利局,300.00") && written.contains("中位数"), "{written}");
    export(&mut w, Command::ExportPicture, "SVG 图片", &svg);
    assert!(std::fs::read_to_string(&svg).expect("written").contains("同类部门"));
    click(&mut w, "散点");
    assert!(w.query_all_by_label_contains("双击复原").next().is_some());
    click(&mut w, "逐项对比");
    assert_eq!(text(&w, "合计 · 临川县水利局"), "300.00");
}

#[test]
fn a_bar_leads_to_its_row_and_from_there_to_its_cell() {
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    let bar = |w: &Window| {
        let is_bar =
            |label: &str| label.contains("社会保障和就业支出") && label.contains("2025 年") && label.contains("30.00");
        w.get_all_by_role(Role::Button)
            .find(|n| n.accesskit_node().label().is_some_and(|l| is_bar(&l)))
            .map(|n| n.click())
    };
    bar(&w).expect("a bar");
    w.run_steps(4);
    let node = w.get_by_role_and_label(Role::GridCell, "208 社会保障和就业支出 · 2025 年");
    assert_eq!(node.accesskit_node().value().as_deref(), Some("30.00"));
    // The whole row is selected.
    assert_eq!(copied(&mut w).as_deref(), Some("208\t社会保障和就业支出\t24.00\t30.00\t6.00\t+25.00%"));
}

#[test]
fn forms_and_topics_are_chosen_and_a_topic_leads_to_its_own_table() {
    let mut w = window(vec![before(), year(2025, SPENDING)]);
    click(&mut w, "增减最大");
    assert!(w.get_all_by_role(Role::Image).count() >= 2);
    click(&mut w, "分组柱");
    click(&mut w, "图的内容 图：下面的表");
    click(&mut w, "“三公”经费");
    let bars = |w: &Window| {
        let labels = w.get_all_by_role(Role::Button).filter_map(|n| n.accesskit_node().label());
        labels.filter(|l| l.contains("公务接待费")).collect::<Vec<_>>()
    };
    let label = bars(&w).into_iter().next().expect("a bar of 公务接待费");
    w.get_all_by_label(&label).next().expect("it").click();
    w.run_steps(5);
    assert!(w.query_by_label("对比的表 三公经费支出表").is_some());
}

#[test]
fn the_pair_and_the_amount_are_chosen() {
    let third = year(2023, &SPENDING.replace("| 30.00 | 30.00", "| 20.00 | 20.00"));
    let mut w = window(vec![third, before(), year(2025, SPENDING)]);
    click(&mut w, "首末");
    assert_eq!(text(&w, "208 社会保障和就业支出 · 比2023 年"), "+10.00");
    click(&mut w, "首末");
    assert_eq!(text(&w, "208 社会保障和就业支出 · 比上年"), "+6.00");
    click(&mut w, "增减从 2024 年");
    w.get_by_role_and_label(Role::Button, "2023 年").click();
    w.run_steps(4);
    assert_eq!(text(&w, "208 社会保障和就业支出 · 比2023 年"), "+10.00");
    click(&mut w, "金额 合计");
    click(&mut w, "项目支出");
    assert_eq!(text(&w, "201 一般公共服务支出 · 2025 年"), "100.00");
}

#[test]
fn what_the_years_say_of_each_other_is_listed_and_leads_to_both_places() {
    let now = year(2025, &format!("{SPENDING}\n# 支出预算说明\n> 2025年支出预算300.00万元，比上年增加12.00万元。"));
    let mut w = window(vec![before(), now]);
    let finding = w.get_all_by_role(Role::ListItem).next().expect("a finding");
    let said = finding.accesskit_node().label().expect("words");
    assert!(said.contains("294.00") || said.contains("294"), "{said}");
    finding.click();
    w.run_steps(5);
    assert!(w.get_all_by_role(Role::Tab).count() >= 3, "两处都打开了");
    assert_eq!(w.state().session().expect("open").disclosure().year, Some(2025));
}

#[test]
fn what_the_years_say_of_each_other_is_confirmed_dismissed_and_undone_with_the_document_that_is_accused() {
    let now = year(2025, &format!("{SPENDING}\n# 支出预算说明\n> 2025年支出预算300.00万元，比上年增加12.00万元。"));
    let mut w = window(vec![before(), now]);
    let review = |w: &Window| w.state().session().expect("open").disclosure().review.entries.clone();
    let listed = |w: &Window| {
        let all = w.query_all_by_role(Role::ListItem).filter_map(|n| n.accesskit_node().label());
        all.collect::<Vec<String>>()
    };
    let all = listed(&w).len();
    assert_eq!(w.query_all_by_label("确认").count(), all);
    w.get_all_by_label("确认").next().expect("a button").click();
    w.run_steps(3);
    assert_eq!(review(&w).first().map(|e| e.status), Some(ReviewStatus::Confirmed));
    assert!(listed(&w).iter().any(|l| l.contains("（已确认）：")), "{:?}", listed(&w));

    w.get_all_by_label("排除…").next().expect("a button").click();
    w.run_steps(3);
    click(&mut w, "口径不同，公开中已有说明");
    click(&mut w, "确定排除");
    assert_eq!(listed(&w).len(), all - 1);
    let said = review(&w);
    assert_eq!((said.len(), said[0].status), (1, ReviewStatus::Dismissed));
    // The disclosure by itself knows nothing of it: it has not gone.
    let session = w.state().session().expect("open");
    assert_eq!((session.disclosure().year, session.gone().count()), (Some(2025), 0));
    assert!(session.report().settled.is_empty());

    click(&mut w, "已排除 1 条");
    assert!(w.query_by_label("口径不同，公开中已有说明").is_some());
    click(&mut w, "恢复");
    assert_eq!((listed(&w).len(), review(&w).len()), (all, 0));
    command(&mut w, Command::Undo);
    assert_eq!(review(&w).len(), 1, "taking it back can be undone like anything else");
    assert_eq!(listed(&w).len(), all - 1);
}

#[test]
fn one_document_says_what_a_second_one_would_give() {
    let w = window(vec![year(2025, SPENDING)]);
    assert!(w.query_by_label_contains("只有一个年度").is_some());
    assert_eq!(text(&w, "208 社会保障和就业支出 · 2025 年"), "30.00");
}

#[test]
fn with_nothing_open_there_is_nothing_to_compare() {
    let w = window(vec![]);
    assert!(w.query_by_label("打开一份部门预算公开").is_some() || w.query_by_label("还没有打开文件").is_some());
}
