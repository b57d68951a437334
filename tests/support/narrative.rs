//! What an agency would write about the tables of an invented disclosure: totals, sources and classes with their
//! shares, 项 with changes and rates, basic spending, the three public expenses. Every figure is read off a cell, or
//! follows from such; the text is in 万元 whatever the tables are in.

use super::random::Random;
use gongkai::model::{Decimal, Disclosure, Kind, RowRole, Section, Table, Unit};
use rust_decimal::RoundingStrategy;

/// Writes the text.
pub fn narrate(d: &mut Disclosure, seed: u64) {
    let mut random = Random::new(seed ^ 0x7e87);
    let sections = [overview(d), income(d), spending(d), fiscal(d), general(d, &mut random), basic(d), three_public(d)];
    d.prose = sections
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(heading, text)| Section { heading: heading.into(), text, ..Section::default() })
        .collect();
}

/// An amount on its way from a table into a sentence.
#[derive(Clone, Copy, Default, PartialEq)]
struct Wan(Decimal);

impl Wan {
    fn of(table: &Table, value: Decimal) -> Self {
        Self(if table.unit == Unit::Yuan { value / Decimal::from(10_000) } else { value })
    }

    fn printed(self) -> Decimal {
        let mut n = self.0.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        n.rescale(2);
        n
    }

    fn text(self) -> String {
        format!("{}万元", self.printed())
    }

    fn share(self, whole: Wan) -> String {
        format!("占{}%", percent(self.0, whole.0))
    }
}

fn percent(part: Decimal, whole: Decimal) -> Decimal {
    let mut n = (part * Decimal::ONE_HUNDRED / whole).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    n.rescale(2);
    n
}

fn table(d: &Disclosure, kind: Kind) -> Option<&Table> {
    d.tables.iter().find(|t| t.kind == kind)
}

/// The rows of one panel with the amount in a column, without those that are nothing.
fn amounts(d: &Disclosure, kind: Kind, panel: usize, column: usize) -> Vec<(String, String, RowRole, Wan)> {
    let Some(table) = table(d, kind) else { return Vec::new() };
    let rows = table.panels.get(panel).into_iter().flat_map(|p| &p.rows);
    rows.filter_map(|r| {
        let value = r.cells.get(column)?.value.filter(|v| !v.is_zero())?;
        Some((r.code.clone(), r.name.clone(), r.role, Wan::of(table, value)))
    })
    .collect()
}

fn column(d: &Disclosure, kind: Kind, end: &str) -> Option<usize> {
    let columns = &table(d, kind)?.panels.first()?.columns;
    columns.iter().rposition(|c| c.title().ends_with(end))
}

/// Names without 一、 or （一）.
fn bare(name: &str) -> &str {
    name.rsplit(['、', '）']).next().unwrap_or(name)
}

fn listed<'a>(rows: impl Iterator<Item = &'a (String, String, RowRole, Wan)>) -> String {
    rows.map(|(_, name, _, n)| format!("{}{}", bare(name), n.text())).collect::<Vec<_>>().join("、")
}

type Row = (String, String, RowRole, Wan);

fn is_part(row: &&Row) -> bool {
    matches!(row.2, RowRole::Item | RowRole::CarriedIn)
}

fn total(rows: &[Row], role: RowRole) -> Option<Wan> {
    rows.iter().find(|r| r.2 == role).map(|r| r.3)
}

fn overview(d: &Disclosure) -> (&'static str, String) {
    let (income, spending) = (amounts(d, Kind::IncomeAndSpending, 0, 0), amounts(d, Kind::IncomeAndSpending, 1, 0));
    let all = total(&income, RowRole::GrandTotal).unwrap_or_default();
    let text = format!(
        "临川县政府办2025年收支总预算{}。收入包括：{}；支出包括：{}。",
        all.text(),
        listed(income.iter().filter(is_part)),
        listed(spending.iter().filter(is_part))
    );
    ("一、收支预算总体情况说明", text)
}

fn income(d: &Disclosure) -> (&'static str, String) {
    let income = amounts(d, Kind::IncomeAndSpending, 0, 0);
    let all = total(&income, RowRole::GrandTotal).unwrap_or_default();
    let parts = income.iter().filter(is_part);
    let parts: Vec<String> = parts.map(|r| format!("{}{}，{}", bare(&r.1), r.3.text(), r.3.share(all))).collect();
    ("二、收入预算情况说明", format!("2025年收入预算{}，其中：{}。", all.text(), parts.join("；")))
}

fn spending(d: &Disclosure) -> (&'static str, String) {
    let all = total(&amounts(d, Kind::Spending, 0, 0), RowRole::Total).unwrap_or_default();
    let part = |name: &str| {
        let at = columns_of(d, Kind::Spending, name)?;
        let n = total(&amounts(d, Kind::Spending, 0, at), RowRole::Total)?;
        Some(format!("{name}{}，{}", n.text(), n.share(all)))
    };
    let parts: Vec<String> = ["基本支出", "项目支出"].into_iter().filter_map(part).collect();
    ("三、支出预算情况说明", format!("2025年支出预算{}，其中：{}。", all.text(), parts.join("；")))
}

/// The column of this name, or its 小计.
fn columns_of(d: &Disclosure, kind: Kind, name: &str) -> Option<usize> {
    let columns = &table(d, kind)?.panels.first()?.columns;
    columns.iter().position(|c| c.path.first().is_some_and(|p| p == name))
}

fn fiscal(d: &Disclosure) -> (&'static str, String) {
    let (income, spending) =
        (amounts(d, Kind::FiscalIncomeAndSpending, 0, 0), amounts(d, Kind::FiscalIncomeAndSpending, 1, 0));
    let all = total(&income, RowRole::GrandTotal).unwrap_or_default();
    let classes = spending.iter().filter(|r| r.2 == RowRole::Item);
    let text = format!("2025年财政拨款收支总预算{}。支出包括：{}。", all.text(), listed(classes));
    ("四、财政拨款收支预算情况的总体说明", text)
}

fn general(d: &Disclosure, random: &mut Random) -> (&'static str, String) {
    let rows = amounts(d, Kind::GeneralSpending, 0, 0);
    let all = total(&rows, RowRole::Total).unwrap_or_default();
    let name = |code: &str| rows.iter().find(|r| r.0 == code).map(|r| r.1.as_str()).unwrap_or_default();
    let classes = rows.iter().filter(|r| r.0.len() == 3);
    let classes: Vec<String> = classes
        .map(|r| format!("{}（类）支出{}，{}", r.1.trim_end_matches("支出"), r.3.text(), r.3.share(all)))
        .collect();
    let mut text = format!("2025年一般公共预算支出{}。\n{}。", all.text(), classes.join("；"));
    let items = rows.iter().filter(|r| r.0.len() == 7);
    for (number, (code, own, _, n)) in (1..).zip(items) {
        let now = n.printed();
        let mut before = (now * Decimal::new(800 + random.below(400) as i64, 3))
            .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        before.rescale(2);
        let by = now - before;
        let (change, rate) = if by.is_sign_negative() { ("减少", "下降") } else { ("增加", "增长") };
        let moved = if by.is_zero() || before.is_zero() {
            "与上年持平".to_owned()
        } else {
            format!(
                "2024年预算数为{before}万元，比2024年{change}{}万元，{rate}{}%",
                by.abs(),
                percent(by.abs(), before)
            )
        };
        text.push_str(&format!(
            "\n{number}．{}（类）{}（款）{own}（项）2025年预算数为{now}万元，{moved}。",
            name(&code[..3]),
            name(&code[..5])
        ));
    }
    ("五、一般公共预算支出情况说明", text)
}

fn basic(d: &Disclosure) -> (&'static str, String) {
    let rows = amounts(d, Kind::GeneralBasicSpending, 0, 0);
    let all = total(&rows, RowRole::Total).unwrap_or_default();
    let of = |codes: &[&str], length: usize| {
        let mine = rows.iter().filter(|r| r.0.len() == length && codes.iter().any(|c| r.0.starts_with(c)));
        mine.cloned().collect::<Vec<Row>>()
    };
    // What the table adds up itself is copied from there.
    let sum = |codes: &[&str], name: &str| {
        let printed = columns_of(d, Kind::GeneralBasicSpending, name);
        let printed = printed.and_then(|at| total(&amounts(d, Kind::GeneralBasicSpending, 0, at), RowRole::Total));
        printed.unwrap_or_else(|| Wan(of(codes, 3).iter().map(|r| r.3.0).sum()))
    };
    let (staff, office) = (["301", "303"], ["302", "310"]);
    let text = format!(
        "2025年一般公共预算基本支出{}，其中：\n人员经费{}，主要包括：{}；\n公用经费{}，主要包括：{}。",
        all.text(),
        sum(&staff, "人员经费").text(),
        listed(of(&staff, 5).iter()),
        sum(&office, "公用经费").text(),
        listed(of(&office, 5).iter())
    );
    ("六、一般公共预算基本支出情况说明", text)
}

fn three_public(d: &Disclosure) -> (&'static str, String) {
    let kind = Kind::ThreePublic;
    let value = |end: &str| {
        let at = column(d, kind, end)?;
        amounts(d, kind, 0, at).first().map(|r| r.3)
    };
    let Some(all) = value("合计") else { return ("", String::new()) };
    let cars = value("小计").unwrap_or_default();
    let reception = value("公务接待费").unwrap_or_default();
    let text = format!(
        "2025年“三公”经费预算数为{}，其中：因公出国（境）费0.00万元；公务用车购置及运行费{}；公务接待费{}。",
        all.text(),
        cars.text(),
        reception.text()
    );
    ("七、“三公”经费预算情况说明", text)
}
