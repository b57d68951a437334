//! Claims set by hand on sentences of an invented agency: verdicts and what is said.

use super::*;
use crate::{
    model::{Cell, Column, ColumnRole, Decimal, Kind, Panel, Row, Section, Table, Unit},
    prose::{Claim, Direction, Must},
};

/// A sentence, and a table of one column in this unit with these amounts, one a row.
fn checked(text: &str, unit: Unit, amounts: &[&str], claims: &[(usize, Must)]) -> Checked {
    let rows = amounts.iter().enumerate().map(|(i, text)| Row {
        name: format!("第{}项", i + 1),
        cells: vec![Cell::read(*text, ColumnRole::Amount)],
        ..Row::default()
    });
    let panel = Panel { columns: vec![Column::amount(&["合计"])], rows: rows.collect(), ..Panel::default() };
    let d = Disclosure {
        tables: vec![Table { kind: Kind::Spending, unit, panels: vec![panel], ..Table::default() }],
        prose: vec![Section { heading: "一、支出情况".into(), text: text.into(), ..Section::default() }],
        ..Disclosure::default()
    };
    let mut prose = Prose::of(&d);
    prose.claims = claims.iter().map(|(stated, must)| Claim::certain("N1", *stated, must.clone())).collect();
    check(&d, &Checker::new(&d), &prose)
}

fn cell(row: usize) -> (i8, Operand) {
    (1, Operand::Cell(CellRef::new(0, 0, row, 0)))
}

fn number(index: usize) -> (i8, Operand) {
    (1, Operand::Number(index))
}

fn minus((sign, operand): (i8, Operand)) -> (i8, Operand) {
    (-sign, operand)
}

fn verdict(text: &str, unit: Unit, amounts: &[&str], must: Must) -> &'static str {
    let checked = checked(text, unit, amounts, &[(0, must)]);
    let links = checked.numbers.iter().flat_map(|n| &n.links);
    links.map(|l| l.verdict.name()).next().unwrap_or("未核对")
}

#[test]
fn an_amount_is_that_of_its_cell_at_its_own_places() {
    let same = |text: &str, unit, amount: &str| verdict(text, unit, &[amount, "9.99"], Must::Equal(vec![cell(0)]));
    assert_eq!(same("支出397.30万元", Unit::Wan, "397.30"), "平");
    assert_eq!(same("支出397.31万元", Unit::Wan, "397.30"), "不平", "same unit and places: no allowance");
    assert_eq!(same("支出397.30万元", Unit::Yuan, "3973049"), "平", "a table in 元, at the places of the text");
    assert_eq!(same("支出397.31万元", Unit::Yuan, "3973049"), "不平");
    assert_eq!(same("支出40万元", Unit::Wan, "40.00"), "平", "zeros dropped");
    assert_eq!(same("支出5920万元", Unit::Wan, "5919.60"), "尾差", "rounded to the printed place");
    assert_eq!(same("支出5921万元", Unit::Wan, "5919.60"), "不平");
    assert_eq!(same("支出0.13亿元", Unit::Wan, "1300.00"), "平");
    assert_eq!(same("支出0.00万元", Unit::Wan, ""), "平", "a blank says zero");
    assert_eq!(same("支出5.00万元", Unit::Wan, ""), "不平");
    // The table's column is blank throughout: it may not be used, but the text states money (a warning).
    assert_eq!(verdict("支出5.00万元", Unit::Wan, &["", ""], Must::Equal(vec![cell(0)])), "不平");
    assert_eq!(verdict("支出0.00万元", Unit::Wan, &["", ""], Must::Equal(vec![cell(0)])), "平");
}

#[test]
fn sums_have_the_allowance_of_sums() {
    let sum =
        |text: &str| verdict(text, Unit::Wan, &["1.10", "2.20", "3.31"], Must::Equal(vec![cell(0), cell(1), cell(2)]));
    assert_eq!(sum("共6.61万元"), "平");
    assert_eq!(sum("共6.60万元"), "尾差");
    assert_eq!(sum("共6.63万元"), "存疑尾差");
    assert_eq!(sum("共6.16万元"), "不平");
    // 13 beside figures with two places has dropped its zeros.
    let text = |total: &str| {
        verdict(&format!("{total}万元，其中13万元、0.50万元"), Unit::Wan, &[], Must::Equal(vec![number(1), number(2)]))
    };
    assert_eq!(text("13.50"), "平");
    assert_eq!(text("13.60"), "存疑尾差");
    assert_eq!(text("15.30"), "不平");
}

#[test]
fn bounds_break_on_one_side_only() {
    let least = |text: &str| verdict(text, Unit::Wan, &["3.00"], Must::AtLeast(vec![cell(0)]));
    let most = |text: &str| verdict(text, Unit::Wan, &["3.00"], Must::AtMost(vec![cell(0)]));
    assert_eq!((least("4.00万元"), least("2.00万元")), ("平", "不平"));
    assert_eq!((most("4.00万元"), most("2.00万元")), ("不平", "平"));
}

#[test]
fn the_rounding_of_part_and_whole_is_carried_through() {
    let share = |text: &str, part: &str, whole: &str| {
        verdict(text, Unit::Wan, &[part, whole], Must::Share { part: vec![cell(0)], whole: vec![cell(1)] })
    };
    assert_eq!(share("占19.36%", "76.90", "397.30"), "平");
    assert_eq!(share("占66.67%", "0.02", "0.03"), "平");
    assert_eq!(share("占67.50%", "0.02", "0.03"), "尾差", "0.025 of 0.03 would do");
    assert_eq!(share("占19.35%", "7690.00", "39730.00"), "存疑尾差", "cut off");
    assert_eq!(share("占19.63%", "76.90", "397.30"), "不平");
    assert_eq!(share("占100%", "5.00", "5.00"), "平");
    assert_eq!(share("占0%", "0.00", "0.00"), "未核对");
}

#[test]
fn changes_and_rates_have_a_direction() {
    let by = || vec![cell(0), minus(cell(1))];
    let change =
        |text: &str, direction| verdict(text, Unit::Wan, &["3.50", "3.00"], Must::Change { direction, by: by() });
    assert_eq!(change("增加0.50万元", Direction::Up), "平");
    assert_eq!(change("增加0.60万元", Direction::Up), "不平");
    assert_eq!(change("减少0.50万元", Direction::Down), "不平");
    let rate = |text: &str, direction| {
        verdict(text, Unit::Wan, &["3.50", "3.00"], Must::Rate { direction, change: by(), before: vec![cell(1)] })
    };
    assert_eq!(rate("增长16.67%", Direction::Up), "平");
    assert_eq!(rate("增长17.67%", Direction::Up), "不平");
    assert_eq!(rate("下降16.67%", Direction::Down), "不平");
    let checked = checked(
        "减少0.50万元",
        Unit::Wan,
        &["3.50", "3.00"],
        &[(0, Must::Change { direction: Direction::Down, by: by() })],
    );
    let said: Vec<_> = checked.findings.iter().map(|f| (f.rule, f.severity, f.message.as_str())).collect();
    assert_eq!(
        said,
        [(
            "N5",
            Severity::Warning,
            "“一、支出情况”一节写明“减少0.50万元”，文字写的是减少，而按 支出总表“第1项” 3.50 − 支出总表“第2项” 3.00 计算是增加，方向相反。"
        )]
    );
}

#[test]
fn of_nothing_there_is_no_rate() {
    let must = Must::Rate { direction: Direction::Up, change: vec![cell(0), minus(cell(1))], before: vec![cell(1)] };
    // 100% and 0.00% are conventions; any other rate cannot have been computed.
    for (text, severity) in
        [("增长100.00%", Severity::Hint), ("增长0.00%", Severity::Hint), ("增长50%", Severity::Warning)]
    {
        let checked = checked(text, Unit::Wan, &["3.50", "0.00"], &[(0, must.clone())]);
        assert_eq!(checked.findings.iter().map(|f| f.severity).collect::<Vec<_>>(), [severity], "{text}");
        assert!(checked.findings[0].message.contains("上年为 0"));
    }
}

#[test]
fn prices_times_quantities_and_numbers_of_rows() {
    let product =
        |text: &str| verdict(text, Unit::Wan, &[], Must::Product(vec![Operand::Number(1), Operand::Number(2)]));
    assert_eq!(product("共1.2万元，每人400元，30人"), "平");
    assert_eq!(product("共1.5万元，每人400元，30人"), "不平");
    let rows = |text: &str| {
        verdict(text, Unit::Wan, &["1.00", "2.00"], Must::Count((0..2).map(|r| CellRef::new(0, 0, r, 0)).collect()))
    };
    assert_eq!((rows("共2个项目"), rows("共3个项目")), ("平", "不平"));
}

#[test]
fn a_finding_names_both_sides_and_the_slip() {
    let checked = checked("支出合计328.42万元", Unit::Yuan, &["3824200", "1.00"], &[(0, Must::Equal(vec![cell(0)]))]);
    let finding = &checked.findings[0];
    assert_eq!(
        finding.message,
        "“一、支出情况”一节写明“支出合计328.42万元”，应与支出总表“第1项” 3,824,200元 相同，差 -54.00，超出尾差容许的 0.005。"
    );
    assert_eq!(finding.cause.as_deref(), Some("疑为数字颠倒（328.42 与 382.42）"));
    assert_eq!(finding.quote.as_deref(), Some("支出合计328.42万元"));
    assert_eq!((finding.severity, finding.family), (Severity::Error, Family::TextAgainstTable));
    assert_eq!(finding.difference, Some(Decimal::new(-5400, 2)));
}

#[test]
fn the_reading_that_fits_is_the_one_that_is_meant() {
    let mut claim = Claim::certain("N1", 0, Must::Equal(vec![cell(0)]));
    claim.readings.push(Reading { scope: "含结转".into(), must: Must::Equal(vec![cell(1)]) });
    let of = |amount: &str| {
        let text = format!("支出{amount}万元");
        let mut d = Disclosure::default();
        d.prose.push(Section { text, ..Section::default() });
        let columns = vec![Column::amount(&["合计"])];
        let row = |text: &str| Row { cells: vec![Cell::read(text, ColumnRole::Amount)], ..Row::default() };
        let panel = Panel { columns, rows: vec![row("268.48"), row("382.42")], ..Panel::default() };
        d.tables.push(Table { panels: vec![panel], ..Table::default() });
        let mut prose = Prose::of(&d);
        prose.claims = vec![claim.clone()];
        check(&d, &Checker::new(&d), &prose)
    };
    let fits = of("382.42");
    assert_eq!((fits.numbers[0].links[0].scope.as_str(), fits.findings.len()), ("含结转", 0));
    let none = of("300.00");
    assert_eq!(none.findings[0].severity, Severity::Warning);
    assert!(none.findings[0].message.ends_with("文字没有写明口径，按其他 1 种口径也对不上。"));
}
