//! The review in the window, driven through the labels that a screen reader hears.
#![cfg(feature = "window")]

#[path = "support/window.rs"]
mod driven;
mod support;

use driven::{Window, click, command, in_window_of, key};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use gongkai::app::{Command, Shell};
use gongkai::check::Severity;
use gongkai::model::{CellRef, ReviewStatus};
use gongkai::session::{Recent, Session};

/// 210 states 382.42 in 合计 and comes to 328.42; the total follows the parts.
const BROKEN: &str = "支出总表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
    | 合计 | 343.31 | 76.91 | 266.40
    208 | 社会保障和就业支出 | 9.24 | 9.24 |
    210 | 卫生健康支出 | 382.42 | 62.02 | 266.40
    221 | 住房保障支出 | 5.65 | 5.65 |
    一般公共预算支出表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
    | 合计 | 10.00 | 10.00 |
    208 | 社会保障和就业支出 | 9.00 | 9.00 |";

fn window_of(session: Session) -> Window {
    let mut shell = Shell::new(Recent::default());
    shell.add(session);
    in_window_of(shell, 1100.0, 0.25)
}

fn window() -> Window {
    window_of(Session::new(support::disclosure(BROKEN)))
}

fn session(window: &Window) -> &Session {
    window.state().session().unwrap()
}

fn type_text(window: &mut Window, text: &str) {
    for c in text.chars() {
        window.event(Event::Text(c.to_string()));
    }
    window.run_steps(2);
}

fn select(window: &mut Window, cell: &str) {
    window.get_by_role_and_label(Role::GridCell, cell).click();
    window.run_steps(3);
}

fn listed(window: &Window) -> Vec<String> {
    window.get_all_by_role(Role::ListItem).filter_map(|f| f.accesskit_node().label()).collect()
}

fn errors(window: &Window) -> usize {
    session(window).findings().iter().filter(|f| f.severity == Severity::Error).count()
}

#[test]
fn a_finding_is_confirmed_and_dismissed_by_keyboard_with_a_reason() {
    let mut w = window();
    let before = errors(&w);
    assert!(before >= 2);
    key(&mut w, Key::F8);
    key(&mut w, Key::F9);
    let entry = session(&w).disclosure().review.entries.first().cloned().unwrap();
    assert_eq!(entry.status, ReviewStatus::Confirmed);
    assert!(listed(&w).iter().any(|l| l.starts_with("错误（已确认）：")), "{:?}", listed(&w));

    w.key_press_modifiers(Modifiers::SHIFT, Key::F9);
    w.run_steps(3);
    assert!(w.query_by_label("排除这条发现").is_some());
    type_text(&mut w, "口径不同");
    key(&mut w, Key::Enter);
    let entry = session(&w).disclosure().review.entries.first().cloned().unwrap();
    assert_eq!((entry.status, entry.note.as_str()), (ReviewStatus::Dismissed, "口径不同"));
    assert_eq!(errors(&w), before - 1);
    // The list is long; with nothing else in it what was dismissed is in sight.
    w.get_by_role_and_label(Role::TextInput, "在发现中查找").click();
    w.run_steps(2);
    type_text(&mut w, "没有这样的发现");
    click(&mut w, "已排除 1 条");
    assert!(w.query_by_label("口径不同").is_some());
    click(&mut w, "恢复");
    assert_eq!(errors(&w), before);
    select(&mut w, "合计 · 合计");
    w.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    w.run_steps(3);
    assert_eq!(errors(&w), before - 1, "taking it back can be undone like anything else");
}

#[test]
fn a_usual_reason_is_one_click() {
    let mut w = window();
    key(&mut w, Key::F8);
    command(&mut w, Command::DismissFinding);
    // Nothing is dismissed without a reason.
    key(&mut w, Key::Enter);
    assert!(session(&w).disclosure().review.is_empty());
    if w.query_by_label("排除这条发现").is_none() {
        command(&mut w, Command::DismissFinding);
    }
    click(&mut w, "已向单位核实无误");
    key(&mut w, Key::Enter);
    assert_eq!(session(&w).disclosure().review.entries[0].note, "已向单位核实无误");
}

#[test]
fn findings_are_ticked_off_and_what_remains_is_said() {
    let mut w = window();
    let all = session(&w).progress().findings.1;
    assert!(w.query_by_label(&format!("已看 0 / {all}，还有 {all} 条")).is_some());
    key(&mut w, Key::F8);
    command(&mut w, Command::TickFinding);
    assert!(w.query_by_label(&format!("已看 1 / {all}，还有 {} 条", all - 1)).is_some());
    assert!(listed(&w).iter().any(|l| l.ends_with("，已看")));
    click(&mut w, "记为已看 支出总表");
    assert!(session(&w).is_table_seen(0));
    click(&mut w, "取消已看 支出总表");
    assert!(!session(&w).is_table_seen(0));
}

#[test]
fn findings_are_searched_and_grouped() {
    let mut w = window();
    let all = listed(&w).len();
    w.get_by_role_and_label(Role::TextInput, "在发现中查找").click();
    w.run_steps(2);
    type_text(&mut w, "10.00");
    let found = listed(&w);
    assert!(!found.is_empty() && found.len() < all, "{found:?}");
    assert!(found.iter().all(|l| l.contains("10.00")));
    type_text(&mut w, "没有这样的");
    assert!(w.query_by_label_contains("没有符合筛选条件的发现").is_some());
}

#[test]
fn why_a_cell_was_not_flagged_is_answered() {
    let mut w = window();
    select(&mut w, "208 社会保障和就业支出 · 基本支出");
    key(&mut w, Key::F7);
    assert!(w.query_by_label("参与 3 条勾稽：平 3。").is_some());
    assert!(w.query_by_label("能核对的都成立，所以没有标出。").is_some());
    // It goes on with the cell that is selected next.
    select(&mut w, "210 卫生健康支出 · 合计");
    assert!(w.query_all_by_label_contains("不平 · ").count() >= 1);
    key(&mut w, Key::Escape);
    assert_eq!(w.query_all_by_label_contains("不平 · ").count(), 0);
}

#[test]
fn the_manual_opens_at_the_rule_of_a_finding() {
    let mut w = window();
    key(&mut w, Key::F8);
    w.key_press_modifiers(Modifiers::SHIFT, Key::F1);
    w.run_steps(4);
    let rule = gongkai::relations::rule(session(&w).findings()[0].rule).unwrap();
    assert!(w.query_by_label(&rule.why).is_some());
    assert!(w.query_by_label("不算错的情形").is_some());
    w.get_by_role_and_label(Role::TextInput, "查找规则").click();
    w.run_steps(2);
    type_text(&mut w, "五险一金之外的什么");
    assert!(w.query_by_label_contains("没有找到").is_some());
    key(&mut w, Key::Escape);
}

#[test]
fn dragged_cells_are_summed_exactly_and_compared_with_a_cell() {
    let mut w = window();
    select(&mut w, "208 社会保障和就业支出 · 基本支出");
    w.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    w.run_steps(2);
    assert!(w.query_by_label("求和 71.26 万元").is_some());
    // Ctrl adds a cell that is not beside them.
    w.get_by_role_and_label(Role::GridCell, "221 住房保障支出 · 基本支出").click_modifiers(Modifiers::COMMAND);
    w.run_steps(3);
    assert!(w.query_by_label("求和 76.91 万元").is_some());
    w.get_by_label("求和 76.91 万元").click();
    w.step();
    w.step();
    w.key_press_modifiers(Modifiers::SHIFT, Key::F7);
    w.run_steps(3);
    assert!(w.query_by_label_contains("再点一个单元格").is_some());
    select(&mut w, "合计 · 基本支出");
    assert!(w.query_by_label_contains("比较：相等").is_some());
    select(&mut w, "合计 · 合计");
    assert!(w.query_by_label_contains("差 266.40，四舍五入最多差 0.02，解释不了").is_some());
    key(&mut w, Key::Escape);
    assert!(w.query_by_label_contains("3 格之和").is_none());
}

#[test]
fn a_sum_that_rounding_explains_says_so() {
    let d = support::disclosure(
        "支出总表
        编码 | 名称 | 合计 | 基本支出 | 项目支出
        | 合计 | 14.90 | 14.90 |
        208 | 社会保障和就业支出 | 9.24 | 9.24 |
        221 | 住房保障支出 | 5.65 | 5.65 |",
    );
    let s = Session::new(d);
    let outcome = s.checker().weigh(CellRef::new(0, 0, 0, 1), &[CellRef::new(0, 0, 1, 1), CellRef::new(0, 0, 2, 1)]);
    assert_eq!(outcome.verdict, gongkai::check::Verdict::Rounding);
    assert_eq!(
        (outcome.difference.to_string(), outcome.allowed.normalize().to_string()),
        ("0.01".into(), "0.015".into())
    );
}

fn with_text(text: &str) -> Window {
    let section = gongkai::model::Section {
        heading: "三、收支情况".into(),
        text: text.into(),
        ..gongkai::model::Section::default()
    };
    let d = gongkai::model::Disclosure { prose: vec![section], ..support::disclosure(BROKEN) };
    window_of(Session::new(d))
}

#[test]
fn the_numbers_of_the_text_are_counted_filtered_and_gone_through() {
    let mut w =
        with_text("本部门支出预算合计343.31万元，其中：基本支出76.91万元。\n本部门没有其他说明。\n另有经费88.88万元。");
    key(&mut w, Key::F4);
    let numbers = session(&w).examination().numbers.len();
    assert_eq!(numbers, 3);
    let count = |word: &str| {
        let marks = w.get_all_by_role(Role::Button).filter_map(|b| b.accesskit_node().label());
        let prefix = format!("{word} ");
        let counts: Vec<usize> = marks.filter_map(|l| l.strip_prefix(&prefix)?.parse().ok()).collect();
        counts.first().copied().unwrap_or_default()
    };
    assert_eq!(count("平") + count("尾差") + count("不符") + count("未核对"), numbers);
    assert!(count("未核对") >= 1, "nothing is known of 88.88");
    let unchecked = format!("未核对 {}", count("未核对"));
    click(&mut w, &unchecked);
    assert!(w.query_by_label("本部门没有其他说明。").is_none(), "no number, filtered away");
    assert!(w.query_by_label("另有经费88.88万元。").is_some());
    click(&mut w, &unchecked);
    assert!(w.query_by_label("本部门没有其他说明。").is_some());
    // A number of which nothing is known leads to its sentence, and says so when asked why.
    let number =
        w.get_all_by_role(Role::Link).find(|n| n.accesskit_node().label().is_some_and(|l| l.starts_with("88.88：")));
    number.unwrap().click();
    w.run_steps(3);
    key(&mut w, Key::F4);
    key(&mut w, Key::F7);
    assert_eq!(w.query_all_by_label_contains("三、收支情况”中的").count(), 1);
}

#[test]
fn a_section_of_the_text_is_ticked_off() {
    let mut w = with_text("本部门没有其他说明。");
    click(&mut w, "三、收支情况");
    click(&mut w, "记为已看 三、收支情况");
    assert!(session(&w).is_section_seen(0));
    assert_eq!(session(&w).progress().sections, (1, 1));
}

/// Waits for the thread that looks for the error, as long as a slow machine may need.
fn until_located(window: &mut Window) {
    for _ in 0..500 {
        window.run_steps(1);
        if session(window).findings().iter().any(|f| !f.suspects.is_empty()) {
            window.run_steps(2);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("nothing was located");
}

#[test]
fn the_likely_error_is_named_and_mended_with_one_click() {
    let d = support::disclosure(
        "支出总表
        编码 | 名称 | 合计 | 基本支出 | 项目支出
        | 合计 | 397.31 | 76.91 | 320.40
        208 | 社会保障和就业支出 | 9.24 | 9.24 |
        210 | 卫生健康支出 | 328.42 | 62.02 | 320.40
        221 | 住房保障支出 | 5.65 | 5.65 |",
    );
    let mut w = window_of(Session::new(d));
    until_located(&mut w);
    let mend = "本格（210 卫生健康支出 · 合计） 改为 382.42";
    assert!(w.query_all_by_label(mend).count() > 0);
    w.get_all_by_label(mend).next().unwrap().click();
    w.run_steps(3);
    assert_eq!(session(&w).disclosure().cell(CellRef::new(0, 0, 2, 0)).unwrap().text, "382.42");
    assert_eq!(errors(&w), 0);
    assert_eq!(session(&w).undo_label(), Some("填写单元格"));
}

#[test]
fn a_rule_file_is_loaded_for_all_that_is_open_and_its_slips_are_named_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let (bad, good) = (folder.path().join("错.txt"), folder.path().join("规则.txt"));
    std::fs::write(&bad, "规则 市01：两表一致\n  支出总表[合计, 合计] = = 一般公共预算支出表[合计, 合计]\n").unwrap();
    std::fs::write(&good, "规则 市01：支出合计不小于五百万\n  支出总表[合计, 合计] >= 500\n\n关闭 表内、表间\n")
        .unwrap();
    let mut w = window();
    assert!(errors(&w) > 1);
    w.state_mut().load_rules(bad);
    w.run_steps(3);
    assert!(w.query_by_label_contains("处要改，没有载入").is_some());
    assert!(w.query_all_by_label_contains("第 2 行").count() > 0);
    click(&mut w, "取消");
    w.state_mut().load_rules(good);
    w.run_steps(3);
    assert!(w.query_by_label_contains("已载入规则文件“规则.txt”：1 条自定义规则").is_some());
    let rules: Vec<&str> =
        session(&w).findings().iter().filter(|f| f.severity == Severity::Error).map(|f| f.rule).collect();
    assert_eq!(rules, ["市01"]);
    // The manual has a page of it, and built-in rules can be had back.
    key(&mut w, Key::F8);
    w.key_press_modifiers(Modifiers::SHIFT, Key::F1);
    w.run_steps(4);
    assert!(w.query_all_by_label_contains("支出合计不小于五百万").count() > 0);
    key(&mut w, Key::Escape);
    command(&mut w, Command::RuleFile);
    click(&mut w, "不用规则文件");
    assert!(errors(&w) > 1);
}
