//! Which lines are shown, in which order, and what a block of them gives to the clipboard.

use std::collections::HashSet;

use super::arrange::{By, Filter, Sort};
use super::sheet::{Column, Mark, Sheet};
use super::view::{Input, Step, TableView};
use crate::compare::{Aspect, Comparison, Only, Order};
use crate::model::{Cell, Column as Printed, ColumnRole, Disclosure, Kind, Panel, Row, RowRole, Table, parse_amount};

/// 支出总表 of a year: code, name, level and amount of each row; a row without an amount is not printed.
fn disclosure(year: i32, rows: impl Iterator<Item = (&'static str, &'static str, u8, &'static str)>) -> Disclosure {
    let row = |(code, name, level, amount): (&str, &str, u8, &str)| Row {
        code: code.to_owned(),
        name: name.to_owned(),
        level,
        role: if level == 0 { RowRole::Total } else { RowRole::Item },
        cells: vec![Cell::read(amount, ColumnRole::Amount)],
    };
    let rows = rows.filter(|(.., amount)| !amount.is_empty()).map(row).collect();
    let panel = Panel { columns: vec![Printed::amount(&["合计"])], rows, ..Panel::default() };
    let table = Table { kind: Kind::Spending, panels: vec![panel], ..Table::default() };
    Disclosure { agency: "临川县档案馆".into(), year: Some(year), tables: vec![table], ..Disclosure::default() }
}

/// Two years of a few lines: code, name, level, 2024, 2025.
fn comparison(lines: &[(&'static str, &'static str, u8, &'static str, &'static str)]) -> Comparison {
    let before = disclosure(2024, lines.iter().map(|(code, name, level, before, _)| (*code, *name, *level, *before)));
    let now = disclosure(2025, lines.iter().map(|(code, name, level, _, now)| (*code, *name, *level, *now)));
    Comparison::of(&Aspect::of(Kind::Spending), &[&before, &now], Order::Years)
}

fn spending() -> Comparison {
    comparison(&[
        ("", "合计", 0, "150.00", "171.00"),
        ("201", "一般公共服务支出", 1, "100.00", "110.00"),
        ("20103", "政府办公厅（室）及相关机构事务", 2, "100.00", "110.00"),
        ("2010301", "行政运行", 3, "90.00", "110.00"),
        ("2010302", "一般行政管理事务", 3, "10.00", ""),
        ("208", "社会保障和就业支出", 1, "50.00", "50.00"),
        ("20805", "行政事业单位养老支出", 2, "50.00", "50.00"),
        ("221", "住房保障支出", 1, "", "11.00"),
    ])
}

fn names(comparison: &Comparison, sort: Sort, filter: &Filter, folded: &[&str]) -> Vec<String> {
    let folded: HashSet<String> = folded.iter().map(|f| (*f).to_owned()).collect();
    let sheet = Sheet::of(comparison, (0, 1), sort, filter, &folded);
    sheet.rows.iter().map(|r| comparison.lines[r.line].name.clone()).collect()
}

#[test]
fn lines_are_sorted_by_how_much_changed_with_the_total_on_top() {
    let c = spending();
    let open = Filter::default();
    let by = |by, reversed| names(&c, Sort { by, reversed }, &open, &[]);
    assert_eq!(by(By::Class, false)[1], "一般公共服务支出");
    // +20 and +11 and −10 count alike; what did not change is last.
    assert_eq!(by(By::Difference, false)[..4], ["合计", "行政运行", "住房保障支出", "一般公共服务支出"]);
    assert_eq!(by(By::Difference, true)[..3], ["合计", "行政事业单位养老支出", "社会保障和就业支出"]);
    // What is new has no rate and comes first; what is gone has lost all of it.
    assert_eq!(by(By::Rate, false)[1..4], ["住房保障支出", "一般行政管理事务", "行政运行"]);
    assert_eq!(by(By::Side(1), false).last().map(String::as_str), Some("一般行政管理事务"), "没有数的排在最后");
}

#[test]
fn filters_leave_lines_out_and_the_total_stays() {
    let c = spending();
    let shown = |filter: Filter| names(&c, Sort::default(), &filter, &[]);
    let changed = shown(Filter { only: Only::Changed, ..Filter::default() });
    assert!(!changed.iter().any(|n| n.contains("养老")) && changed.len() == 6, "{changed:?}");
    let large = shown(Filter { least: parse_amount("11"), ..Filter::default() });
    assert_eq!(large, ["合计", "行政运行", "住房保障支出"]);
    let classes = shown(Filter { level: Some(1), ..Filter::default() });
    assert_eq!(classes, ["合计", "一般公共服务支出", "社会保障和就业支出", "住房保障支出"]);
    assert_eq!(shown(Filter { query: "20805".into(), ..Filter::default() }), ["行政事业单位养老支出"]);
}

#[test]
fn a_subject_is_found_by_its_former_name_which_stands_beside_it() {
    let year = |year: i32, name: &'static str| {
        disclosure(year, [("208", "社会保障和就业支出", 1, "9.00"), ("20805", name, 2, "9.00")].into_iter())
    };
    let (before, now) = (year(2018, "行政事业单位离退休"), year(2020, "行政事业单位养老支出"));
    let c = Comparison::of(&Aspect::of(Kind::Spending), &[&before, &now], Order::Years);
    let filter = Filter { query: "离退休".into(), ..Filter::default() };
    assert_eq!(names(&c, Sort::default(), &filter, &[]), ["行政事业单位养老支出"]);
    let sheet = Sheet::of(&c, (0, 1), Sort::default(), &filter, &HashSet::new());
    assert_eq!(sheet.rows[0].former, "2018 年：行政事业单位离退休");
}

#[test]
fn a_folded_class_hides_what_belongs_to_it() {
    let c = spending();
    let key = c.lines[1].key.clone();
    let folded = names(&c, Sort::default(), &Filter::default(), &[key.as_str()]);
    assert_eq!(folded, ["合计", "一般公共服务支出", "社会保障和就业支出", "行政事业单位养老支出", "住房保障支出"]);
}

#[test]
fn new_and_vanished_subjects_are_marked_and_changes_are_written_out() {
    let c = spending();
    let sheet = Sheet::of(&c, (0, 1), Sort::default(), &Filter::default(), &HashSet::new());
    let marks: Vec<Option<Mark>> = sheet.rows.iter().map(|r| r.mark).collect();
    assert_eq!(marks[4], Some(Mark::Gone));
    assert_eq!(marks[7], Some(Mark::New));
    assert_eq!(marks.iter().flatten().count(), 2);
    assert_eq!(sheet.heads, ["科目编码", "名称", "2024 年", "2025 年", "比上年", "幅度"]);
    assert_eq!(sheet.rows[3].texts, ["2010301", "行政运行", "90.00", "110.00", "+20.00", "+22.22%"]);
    // The other way round.
    let back = Sheet::of(&c, (1, 0), Sort::default(), &Filter::default(), &HashSet::new());
    assert_eq!(back.heads[4], "比2025 年");
    assert_eq!(back.rows[3].texts[4], "-20.00");
}

#[test]
fn a_block_is_copied_in_plain_numbers_and_the_whole_table_with_its_heads() {
    let c = comparison(&[
        ("", "合计", 0, "150.00", "12,345.60"),
        ("201", "一般公共服务支出", 1, "100.00", "12,345.60"),
        ("208", "社会保障和就业支出", 1, "50.00", ""),
    ]);
    let mut view = TableView::default();
    view.follow(1, &c, (0, 1));
    view.run(Input::Press { at: (0, 3), extend: false }, &c);
    view.run(Input::Go { step: Step::By(0, 1), extend: true }, &c);
    assert_eq!(view.copied(&c), "12345.60\t12195.60");
    view.run(Input::SelectAll, &c);
    let all = view.copied(&c);
    assert!(all.starts_with("科目编码\t名称\t2024 年\t2025 年\t比上年\t幅度\r\n\t合计\t150.00"), "{all}");
    // What is not printed is an empty cell, and its whole amount the change.
    assert!(all.ends_with("\r\n208\t社会保障和就业支出\t50.00\t\t-50.00\t-100.00%"), "{all}");
    assert_eq!((view.statistics(&c).cells, view.statistics(&c).numbers), (18, 8));
}

#[test]
fn the_cursor_stays_on_its_line_when_the_order_changes_and_a_hidden_line_is_brought_out() {
    let c = spending();
    let mut view = TableView::default();
    view.follow(1, &c, (0, 1));
    view.run(Input::Press { at: (7, 3), extend: false }, &c);
    view.run(Input::Sort(By::Difference), &c);
    view.follow(1, &c, (0, 1));
    assert_eq!(view.under(&c).map(|(l, column)| (l.name.as_str(), column)), Some(("住房保障支出", Column::Side(1))));
    view.run(Input::Sort(By::Class), &c);
    view.follow(1, &c, (0, 1));
    view.run(Input::Fold(1), &c);
    view.follow(1, &c, (0, 1));
    assert_eq!(view.sheet.rows.len(), 5);
    view.reveal(3, 1, &c);
    assert_eq!(view.under(&c).map(|(l, _)| l.name.as_str()), Some("行政运行"));
}
